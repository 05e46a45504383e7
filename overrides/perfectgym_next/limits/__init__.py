"""Rate limits: how many requests of one API key go to one endpoint within a minute.

The service allows 1,000 requests a minute for each key and endpoint, and answers 429 past that. A limiter holds a
request back before it is sent, so that a 429 is the exception. `SlidingWindowLimiter` serves the threads and tasks of
one process; a `RateLimiter` of your own, or `perfectgym_next.limits.redis.RedisLimiter`, can be shared more widely.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import threading
import time
import weakref
from abc import ABC, abstractmethod
from collections import deque
from typing import TYPE_CHECKING, Protocol

from perfectgym_next.errors import PerfectGymError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

__all__ = [
    "DEFAULT_LIMIT",
    "Bucket",
    "LimitWaitError",
    "LimiterError",
    "RateLimiter",
    "SlidingWindowLimiter",
    "shared_limiter",
]

DEFAULT_LIMIT = 1000
"""Requests that the service allows in a minute for each key and endpoint."""

_NEVER = float("inf")
_LONGEST_SLEEP = 3600.0  # seconds; a longer one overflows the clocks of some platforms, so it is slept in parts
_LOGGED_WAIT = 1.0
"""Seconds of a wait from which on it is logged."""


class LimiterError(PerfectGymError):
    """A limiter that is shared over machines cannot be asked. No request was sent."""


class LimitWaitError(PerfectGymError):
    """A place in the window is further away than the caller wants to wait. No place was taken.

    Attributes:
        wait: Seconds from now until the place.
    """

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = wait

    def __str__(self) -> str:
        return f"the rate limit has its next place in {self.wait:.1f} s, later than max_wait allows"


class Bucket:
    """What is counted together: the requests of one API key to one endpoint.

    The key is hashed at once: a bucket neither holds nor shows it.

    Args:
        api_key: The key that the requests carry.
        method: HTTP method, such as `GET`.
        path: Path template, such as `/v1/customers/{customerId}`.
        limit: Requests that a window may hold. `None` counts nothing: only a pause holds a request back then.
        operation: Name of the operation, such as `customers_account.get_balances`, for the log.

    Attributes:
        name: A text that is equal for equal key, method and path, in every process.
        endpoint: Method and path template.
        limit: As given.
        operation: As given, else the endpoint.

    Raises:
        ValueError: `limit` is less than 1.
    """

    __slots__ = ("endpoint", "limit", "name", "operation")

    def __init__(
        self,
        api_key: str,
        method: str,
        path: str,
        *,
        limit: int | None = DEFAULT_LIMIT,
        operation: str | None = None,
    ) -> None:
        # Salted with our name, so that the digest tells nothing beside other digests of the same key.
        digest = hashlib.sha256(b"perfectgym-next\0" + api_key.encode(errors="surrogatepass")).hexdigest()
        del api_key  # tracebacks show local variables
        self.endpoint = f"{method} {path}"
        self.name = f"{digest[:32]} {self.endpoint}"
        self.limit = limit
        self.operation = operation or self.endpoint
        if limit is not None and limit < 1:
            raise ValueError(f"a rate limit is 1 or more requests, or None for no limit, not {limit!r}")

    def __repr__(self) -> str:
        return f"<Bucket {self.endpoint}, limit {self.limit}>"


class RateLimiter(Protocol):
    """What a client needs of a limiter. All of it is called from any thread and any event loop.

    Every request, and every repetition of one, takes a place of its own:

        grant = limiter.acquire(bucket, max_wait=30)
        try:
            ...  # send the request, receive the answer
        finally:
            limiter.answered(bucket, grant)
    """

    def acquire(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """Wait for a place in the window of `bucket` and take it, for one request that is sent now.

        Args:
            bucket: Key and endpoint of the request.
            max_wait: Seconds that the caller is ready to wait, 0 for not at all, `None` for as long as it takes.

        Returns:
            The grant, which `answered` wants back.

        Raises:
            LimitWaitError: The wait is longer than `max_wait`. Raised at once, or when a pause makes it so.
            LimiterError: The limiter is shared over machines and cannot be asked.
        """
        ...

    async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """Do what `acquire` does, without blocking the event loop."""
        ...

    def answered(self, bucket: Bucket, grant: float) -> None:
        """Tell that the request of a grant is over, be it answered or failed. Raises nothing.

        The service may have counted the request as late as now, so its place counts from now on.
        """
        ...

    async def answered_async(self, bucket: Bucket, grant: float) -> None:
        """Do what `answered` does, without blocking the event loop."""
        ...

    def pause(self, bucket: Bucket, seconds: float) -> None:
        """Hold back every request of `bucket` for so many seconds: the service answered 429.

        A pause can be extended but not shortened. It also holds back who already waits or has just been let go.
        """
        ...

    async def pause_async(self, bucket: Bucket, seconds: float) -> None:
        """Do what `pause` does, without blocking the event loop."""
        ...


class Waiter(ABC):
    """One caller in a line. Read and changed with the lock of its line held, `gone` excepted."""

    def __init__(self, limit: int | None, now: float, max_wait: float | None) -> None:
        self.limit = limit
        self.deadline = _NEVER if max_wait is None else now + max_wait
        self.ticket = 0
        self.due = now
        self.wake_at = now
        self.admitted_at: float | None = None
        self.failure: Exception | None = None
        self.gone = False
        self.is_logged = False

    @abstractmethod
    def arm(self) -> None:
        """Make the next sleep last until a `wake` after this call."""

    @abstractmethod
    def wake(self) -> bool:
        """End the sleep; False where nobody is left to wake. Never blocks."""


class ThreadWaiter(Waiter):
    """A thread that waits."""

    def __init__(self, limit: int | None, now: float, max_wait: float | None) -> None:
        super().__init__(limit, now, max_wait)
        self._asleep = threading.Lock()
        self._asleep.acquire()

    def arm(self) -> None:
        self._asleep.acquire(blocking=False)

    def wake(self) -> bool:
        with contextlib.suppress(RuntimeError):  # it was woken already
            self._asleep.release()
        return not self.gone

    def sleep(self, seconds: float) -> None:
        """Sleep for so many seconds, or less when woken."""
        self._asleep.acquire(timeout=min(max(seconds, 0.0), _LONGEST_SLEEP))


class TaskWaiter(Waiter):
    """An asyncio task that waits, in whichever loop it runs."""

    def __init__(self, limit: int | None, now: float, max_wait: float | None) -> None:
        import asyncio  # who uses threads alone does not load it

        super().__init__(limit, now, max_wait)
        self._loop = asyncio.get_running_loop()
        self._awake: asyncio.Future[None] = self._loop.create_future()

    def arm(self) -> None:
        if self._awake.done():
            self._awake = self._loop.create_future()

    def wake(self) -> bool:
        if self.gone:
            return False
        try:
            self._loop.call_soon_threadsafe(_resolve, self._awake)
        except RuntimeError:  # its loop is closed, and the task with it
            return False
        return True

    async def sleep(self, seconds: float) -> None:
        """Sleep for so many seconds, or less when woken."""
        timer = self._loop.call_later(min(seconds, _LONGEST_SLEEP), _resolve, self._awake)
        try:
            await self._awake
        finally:
            timer.cancel()


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


class Line:
    """The callers of one bucket in the order they came, and what is known of its window.

    Every method is called with `lock` held, and none of them sleeps.

    Args:
        span: Seconds for which a grant counts.
        patience: Seconds that a caller whose turn has come leaves to those before it, should their event loop hang.
    """

    def __init__(self, span: float, patience: float) -> None:
        self.lock = threading.RLock()  # a signal handler may send a request while its thread holds the lock
        self.span = span
        self.patience = patience
        self.grants: deque[float] = deque(maxlen=0)  # newest first, as many as the largest limit
        self.open_at = -_NEVER
        self.waiters: deque[Waiter] = deque()
        self._tickets = itertools.count()

    def due(self, position: int, limit: int | None, now: float) -> float:
        """Return when a caller with so many others before it may go, if all of them go."""
        start = max(now, self.open_at)
        if limit is None:
            return start
        rounds, place = divmod(position, limit)
        nth = limit - 1 - place
        if nth < len(self.grants):
            start = max(start, self.grants[nth] + self.span)
        return start + rounds * self.span

    def record(self, limit: int | None, now: float) -> None:
        """Count a request sent now."""
        if limit is not None:
            self._make_room(limit)
            self.grants.appendleft(now)

    def recount(self, limit: int | None, grant: float, now: float) -> None:
        """Count a request from now on that was counted from its grant on."""
        if limit is None:
            return
        self._make_room(limit)
        try:
            self.forget(grant)
        finally:  # an exception from a signal handler in between must not leave the request uncounted
            self.grants.appendleft(now)

    def _make_room(self, limit: int) -> None:
        if limit > (self.grants.maxlen or 0):
            self.grants = deque(self.grants, maxlen=limit)

    def forget(self, grant: float) -> None:
        """Count a request no longer."""
        with contextlib.suppress(ValueError):  # its time is over, and newer ones have pushed it out
            self.grants.remove(grant)

    def join(self, waiter: Waiter, now: float) -> None:
        """Put a caller at the end of the line, or refuse it at once.

        Raises:
            LimitWaitError: Its turn would come after its deadline.
        """
        due = self.due(len(self.waiters), waiter.limit, now)
        if due > waiter.deadline:
            raise LimitWaitError(due - now)
        waiter.ticket = next(self._tickets)
        self.waiters.append(waiter)
        self.plan(waiter, due)

    def plan(self, waiter: Waiter, due: float) -> None:
        """Let a caller in the line sleep until its turn; all but the first sleep a little longer, if they may."""
        waiter.due = due
        is_first = self.waiters[0] is waiter
        waiter.wake_at = due if is_first else max(due, min(due + self.patience, waiter.deadline))

    def remove(self, waiter: Waiter) -> None:
        """Take a caller out of the line, if it stands in it."""
        if waiter in self.waiters:
            self.waiters.remove(waiter)

    def refuse_late(self, now: float) -> None:
        """Refuse all whose turn has moved past their deadline."""
        staying: deque[Waiter] = deque()
        refused = []
        for waiter in tuple(self.waiters):
            due = self.due(len(staying), waiter.limit, now)
            if due > waiter.deadline:
                waiter.failure = LimitWaitError(due - now)
                refused.append(waiter)
            else:
                staying.append(waiter)
        self.waiters = staying  # at once: an exception from a signal handler may come at any point
        for waiter in refused:
            waiter.wake()

    def restore(self, waiter: Waiter) -> int:
        """Put a caller back into its place in the line, if it is not there, and return the number before it."""
        earlier = sum(1 for other in tuple(self.waiters) if other.ticket < waiter.ticket)
        if waiter not in self.waiters:
            self.waiters.insert(earlier, waiter)
        return earlier


class _Window(Line):
    """A line whose window is counted here.

    The first in line wakes when a place is free, and whoever finds places free admits the first ones and wakes them. An
    admitted caller, once it runs, confirms: only then is its request about to be sent, and only then is the time of its
    grant known. All others wake shortly after their turn should have come, so who hangs delays nobody for long.
    """

    def __init__(self, span: float) -> None:
        super().__init__(span, patience=0.05)
        self.unconfirmed: set[Waiter] = set()
        self.dropped = False

    def take(self, limit: int | None, now: float) -> bool:
        """Grant at once, where a place is free and nobody came earlier."""
        if self.waiters:
            self.admit(now)
        if self.unconfirmed:
            self.unconfirmed = {waiter for waiter in tuple(self.unconfirmed) if not waiter.gone}
        if self.waiters or self.unconfirmed or self.due(0, limit, now) > now:
            return False
        self.record(limit, now)
        return True

    def admit(self, now: float) -> None:
        """Let go, in their order, all for whom a place is free, and see that the next one wakes in time."""
        while self.waiters:
            waiter = self.waiters[0]
            due = self.due(0, waiter.limit, now)
            if due > now and waiter.wake_at <= due:
                return
            if due > now:
                if waiter.wake():
                    waiter.wake_at = due
                    return
                self.waiters.popleft()
                continue
            # In this order, whatever an exception from a signal handler cuts off: nobody is lost, and nobody sleeps on.
            waiter.admitted_at = now
            self.unconfirmed.add(waiter)
            self.record(waiter.limit, now)
            self.waiters.popleft()
            if not waiter.wake():
                self._give_back(waiter, now)

    def look(self, waiter: Waiter, now: float) -> bool:
        """Tell a caller that is awake whether it may go; if not, `wake_at` says until when to sleep.

        Raises:
            LimitWaitError: Its turn would come after its deadline.
        """
        waiter.arm()
        if waiter.failure is not None:
            raise waiter.failure
        if waiter.admitted_at is None:
            self.admit(now)
        if waiter.admitted_at is not None:
            return self._confirm(waiter, waiter.admitted_at, now)
        if waiter not in self.waiters:
            self.restore(waiter)
        due = self._latest_due(waiter, now)
        if now >= waiter.deadline:
            raise LimitWaitError(due - now)
        self.plan(waiter, min(due, waiter.deadline))
        return False

    def _latest_due(self, waiter: Waiter, now: float) -> float:
        """Return when a caller in the line may go at the latest, if nothing changes."""
        # Tickets run on where callers gave up: the distance is never less than the number of callers before it.
        return self.due(waiter.ticket - self.waiters[0].ticket, waiter.limit, now)

    def _confirm(self, waiter: Waiter, admitted_at: float, now: float) -> bool:
        """Move the grant of an admitted caller to the moment at which it goes, or send it back to its place in line."""
        self._give_back(waiter, admitted_at)
        self.remove(waiter)
        if self.open_at <= now < admitted_at + self.span:
            self.record(waiter.limit, now)
            return True
        # A pause came between, or the caller slept until the window that counted it was over.
        due = self.due(self.restore(waiter), waiter.limit, now)
        if due > waiter.deadline:
            raise LimitWaitError(due - now)
        self.plan(waiter, due)
        return False

    def _give_back(self, waiter: Waiter, admitted_at: float) -> None:
        waiter.admitted_at = None
        self.unconfirmed.discard(waiter)
        if waiter.limit is not None:
            self.forget(admitted_at)

    def leave(self, waiter: Waiter, now: float) -> None:
        """Take out a caller that gives up, and let others have its place."""
        if waiter.admitted_at is not None:
            self._give_back(waiter, waiter.admitted_at)
        self.remove(waiter)
        self.admit(now)

    def pause(self, seconds: float, now: float) -> None:
        """Let nobody go for so many seconds."""
        self.open_at = max(self.open_at, now + seconds)
        self.refuse_late(now)

    def is_idle(self, now: float) -> bool:
        """Tell whether nobody waits and nothing counts any more."""
        if self.waiters or now < self.open_at or not all(waiter.gone for waiter in tuple(self.unconfirmed)):
            return False
        return not self.grants or self.grants[0] + self.span <= now

    def copy(self) -> _Window:
        """Return a window with the same grants and pause, with nobody in line."""
        other = _Window(self.span)
        other.grants = self.grants.copy()
        other.open_at = self.open_at
        return other


class SlidingWindowLimiter:
    """The limiter of one process: no window of a minute holds more requests of a bucket than its limit.

    - A burst up to the limit goes at once. After that each request goes as soon as the one `limit` places before it is
      a window old. A place counts from its grant, and from the answer once that is there: however long a request took
      on its way, the service has not counted it later.
    - The window is 1 % longer than a minute, for requests that are still on their way.
    - Callers of a bucket go in the order they came, threads and tasks in one line. Buckets never wait for each other.
    - Buckets of the same name that ask for different limits share one window; each request keeps to its own limit.
    - Safe for any number of threads and asyncio event loops at once. Tasks of other async libraries are not served.
    - A process that forks goes on with a window of its own.

    Args:
        window: Length of the window in seconds.
        margin: Part of the window by which it is lengthened.
        clock: Returns the time in seconds and never goes back.

    Raises:
        ValueError: `window` is not positive, or `margin` is negative.
    """

    def __init__(
        self, *, window: float = 60.0, margin: float = 0.01, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._span = span(window, margin)
        self._clock = clock
        self._lock = threading.RLock()
        self._windows: dict[str, _Window] = {}
        self._sweep_at = clock() + self._span
        renewed_after_fork.add(self)

    def acquire(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """See `RateLimiter.acquire`."""
        waiter = None
        window = self._window(bucket)
        try:
            while waiter is None:
                with window.lock:
                    now = self._clock()
                    if window.dropped:
                        window = self._window(bucket)
                    elif window.take(bucket.limit, now):
                        return now
                    else:
                        waiter = ThreadWaiter(bucket.limit, now, max_wait)
                        window.join(waiter, now)
                        window.admit(now)
            while True:
                log_wait(bucket, waiter, now)
                waiter.sleep(waiter.wake_at - now)
                with window.lock:
                    now = self._clock()
                    if window.look(waiter, now):
                        return now
        except BaseException:
            if waiter is not None:
                waiter.gone = True  # before any call: should the next one be cut off, nobody waits for this caller
                self._leave(window, waiter)
            raise

    async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """See `RateLimiter.acquire_async`. Needs asyncio."""
        waiter = None
        window = self._window(bucket)
        try:
            while waiter is None:
                with window.lock:
                    now = self._clock()
                    if window.dropped:
                        window = self._window(bucket)
                    elif window.take(bucket.limit, now):
                        return now
                    else:
                        waiter = TaskWaiter(bucket.limit, now, max_wait)
                        window.join(waiter, now)
                        window.admit(now)
            while True:
                log_wait(bucket, waiter, now)
                await waiter.sleep(waiter.wake_at - now)
                with window.lock:
                    now = self._clock()
                    if window.look(waiter, now):
                        return now
        except GeneratorExit:
            if waiter is not None:
                waiter.gone = True  # the garbage collector may have interrupted a holder of the lock to close us
            raise
        except BaseException:
            if waiter is not None:
                waiter.gone = True  # before any call: should the next one be cut off, nobody waits for this caller
                self._leave(window, waiter)
            raise

    def answered(self, bucket: Bucket, grant: float) -> None:
        """See `RateLimiter.answered`."""
        self._update(bucket, lambda window, now: window.recount(bucket.limit, grant, now))

    async def answered_async(self, bucket: Bucket, grant: float) -> None:
        """See `RateLimiter.answered_async`."""
        self.answered(bucket, grant)

    def pause(self, bucket: Bucket, seconds: float) -> None:
        """See `RateLimiter.pause`."""
        self._update(bucket, lambda window, now: window.pause(seconds, now))

    async def pause_async(self, bucket: Bucket, seconds: float) -> None:
        """See `RateLimiter.pause_async`."""
        self.pause(bucket, seconds)

    # Every lock is held by a `with` of its own: an exception from a signal handler may come between any two steps, and
    # only there it cannot leave the lock held.

    def _update(self, bucket: Bucket, change: Callable[[_Window, float], None]) -> None:
        while True:
            window = self._window(bucket)
            with window.lock:
                if not window.dropped:
                    change(window, self._clock())
                    return

    def _window(self, bucket: Bucket) -> _Window:
        """Return the window of a bucket. It may be dropped until its lock is held."""
        return self._windows.get(bucket.name) or self._add(bucket)

    def _add(self, bucket: Bucket) -> _Window:
        with self._lock:
            now = self._clock()
            if now >= self._sweep_at:  # at most once a window: what was not used for one is dropped
                self._sweep_at = now + self._span
                for name, window in list(self._windows.items()):
                    with window.lock:
                        if window.is_idle(now):
                            self._windows.pop(name, None)
                            window.dropped = True
            return self._windows.setdefault(bucket.name, _Window(self._span))

    def _leave(self, window: _Window, waiter: Waiter) -> None:
        with window.lock:
            window.leave(waiter, self._clock())

    def renew(self) -> None:
        """See `Renewable.renew`."""
        self._lock = threading.RLock()
        self._windows = {name: window.copy() for name, window in self._windows.items()}


def span(window: float, margin: float) -> float:
    """Return the seconds for which a grant counts."""
    if not 0 < window < _NEVER:
        raise ValueError(f"window is a positive number of seconds, not {window!r}")
    if not 0 <= margin < _NEVER:
        raise ValueError(f"margin is a part of the window, 0 or more, not {margin!r}")
    return window * (1 + margin)


def is_noticeable(waiter: Waiter, now: float) -> bool:
    """Return whether somebody who watches would wonder about a wait that is not logged yet."""
    return waiter.due - now >= _LOGGED_WAIT and not waiter.is_logged


def log_wait(bucket: Bucket, waiter: Waiter, now: float) -> None:
    """Log once for each caller that it waits for the rate limit, if the wait is noticeable."""
    if is_noticeable(waiter, now):
        waiter.is_logged = True
        import logging

        logging.getLogger("perfectgym_next").info(
            "perfectgym_next: %s: waiting about %.1f s for the rate limit", bucket.operation, waiter.due - now
        )


class Renewable(Protocol):
    """A limiter that a process inherits when it is forked."""

    def renew(self) -> None:
        """Drop the locks and callers of the parent's threads, which the child does not have."""
        ...


renewed_after_fork: weakref.WeakSet[Renewable] = weakref.WeakSet()


def _after_fork() -> None:
    for limiter in list(renewed_after_fork):
        limiter.renew()


if hasattr(os, "register_at_fork"):  # Windows does not fork
    os.register_at_fork(after_in_child=_after_fork)

_shared = SlidingWindowLimiter()


def shared_limiter() -> SlidingWindowLimiter:
    """Return the limiter of this process, which all clients use that are given no other."""
    return _shared
