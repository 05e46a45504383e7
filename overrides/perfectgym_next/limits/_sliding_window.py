"""The limiter of one process."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

from perfectgym_next._core.forks import renew_after_fork
from perfectgym_next.limits._base import LimitWaitError, compute_span
from perfectgym_next.limits._queue import (
    Acquisition,
    TaskWaiter,
    ThreadWaiter,
    W,
    Waiter,
    WaitQueue,
    drive,
    drive_async,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfectgym_next.limits._base import Bucket

__all__ = ["SlidingWindowLimiter", "shared_limiter"]


class _Window(WaitQueue):
    """A queue whose window is counted here.

    The first in the queue wakes when a slot is free. Whoever finds free slots admits the first callers and wakes them.
    An admitted caller confirms once it runs: only then is its request about to be sent, and the time of its grant
    known. All others wake shortly after their turn should have come, so one that hangs delays nobody for long.
    """

    head_start = 0.05

    def __init__(self, span: float) -> None:
        super().__init__(span)
        self.unconfirmed: set[Waiter] = set()
        self.is_dropped = False

    def try_acquire(self, limit: int | None, now: float) -> bool:
        """Grant at once, if a slot is free and nobody came earlier."""
        if self.waiters:
            self.admit(now)
        if self.unconfirmed:
            self.unconfirmed = {waiter for waiter in tuple(self.unconfirmed) if not waiter.is_gone}
        if self.waiters or self.unconfirmed or self.due(0, limit, now) > now:
            return False
        self.add_grant(limit, now)
        return True

    def admit(self, now: float) -> None:
        """Admit all callers with a free slot, in order, and make sure that the next one wakes in time."""
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
            self.add_grant(waiter.limit, now)
            self.waiters.popleft()
            if not waiter.wake():
                self._revoke(waiter, now)

    def poll(self, waiter: Waiter, now: float) -> bool:
        """Return whether a caller that is awake may go; if not, `wake_at` says until when to sleep.

        Raises:
            LimitWaitError: Its turn would come after its deadline.
        """
        waiter.clear()
        if waiter.failure is not None:
            raise waiter.failure
        if waiter.admitted_at is None:
            self.admit(now)
        if waiter.admitted_at is not None:
            return self._confirm(waiter, waiter.admitted_at, now)
        if waiter not in self.waiters:
            self.rejoin(waiter)
        # Tickets run on where callers gave up: the distance is never less than the number of callers before it.
        latest = self.due(waiter.ticket - self.waiters[0].ticket, waiter.limit, now)
        if now >= waiter.deadline:
            raise LimitWaitError(latest - now)
        self.schedule(waiter, min(latest, waiter.deadline))
        return False

    def _confirm(self, waiter: Waiter, admitted_at: float, now: float) -> bool:
        """Move the grant of an admitted caller to the moment at which it goes, or send it back into the queue."""
        self._revoke(waiter, admitted_at)
        self.remove(waiter)
        if self.paused_until <= now < admitted_at + self.span:
            self.add_grant(waiter.limit, now)
            return True
        # A pause came between, or the caller slept until the window that counted it was over.
        due = self.due(self.rejoin(waiter), waiter.limit, now)
        if due > waiter.deadline:
            raise LimitWaitError(due - now)
        self.schedule(waiter, due)
        return False

    def _revoke(self, waiter: Waiter, admitted_at: float) -> None:
        waiter.admitted_at = None
        self.unconfirmed.discard(waiter)
        if waiter.limit is not None:
            self._remove_grant(admitted_at)

    def _remove_grant(self, grant: float) -> None:
        with contextlib.suppress(ValueError):  # its time is over, and newer ones have pushed it out
            self.grants.remove(grant)

    def leave(self, waiter: Waiter, now: float) -> None:
        """Remove a caller that gives up, and let others have its slot."""
        if waiter.admitted_at is not None:
            self._revoke(waiter, waiter.admitted_at)
        self.remove(waiter)
        self.admit(now)

    def release(self, limit: int | None, grant: float, now: float) -> None:
        """Count a request from now on that was counted from its grant on."""
        if limit is None:
            return
        self.make_room(limit)
        try:
            self._remove_grant(grant)
        finally:  # an exception from a signal handler in between must not leave the request uncounted
            self.grants.appendleft(now)

    def pause(self, seconds: float, now: float) -> None:
        """Admit nobody for so many seconds."""
        self.paused_until = max(self.paused_until, now + seconds)
        self.refuse_late(now)

    def is_idle(self, now: float) -> bool:
        """Return whether nobody waits and nothing counts any more."""
        if self.waiters or now < self.paused_until or not all(waiter.is_gone for waiter in tuple(self.unconfirmed)):
            return False
        return not self.grants or self.grants[0] + self.span <= now

    def copy(self) -> _Window:
        """Return a window with the same grants and pause, and an empty queue."""
        other = _Window(self.span)
        other.grants = self.grants.copy()
        other.paused_until = self.paused_until
        return other


class _Acquisition(Acquisition[W]):
    """The way of one caller through the queue of a window."""

    def __init__(self, limiter: SlidingWindowLimiter, bucket: Bucket, waiter: W, max_wait: float | None) -> None:
        super().__init__(bucket, waiter, max_wait)
        self._limiter = limiter
        self._window: _Window | None = None

    def poll(self) -> float | None:
        if self._window is None:
            now = self._limiter._update(self._bucket, self._join)
        else:
            with self._window.lock:
                now = self._limiter._clock()
                if self._window.poll(self.waiter, now):
                    return now
        self._sleep_until_turn(now)
        return None

    def _join(self, window: _Window, now: float) -> None:
        self._window = window
        window.join(self.waiter, now, self._max_wait)
        window.admit(now)

    def leave(self) -> None:
        if self._window is not None:
            with self._window.lock:
                self._window.leave(self.waiter, self._limiter._clock())


class SlidingWindowLimiter:
    """The limiter of one process: no window of a minute holds more requests of a bucket than its limit.

    - A burst up to the limit goes at once. After that, requests wait for the next free slot in the window: until the
      request `limit` requests earlier is a window old. A slot counts from its grant, and from the response once that is
      complete: however long a request took on its way, the service has not counted it later.
    - The window is 1 % longer than a minute, for requests that are still on their way.
    - Callers of a bucket go in the order of their arrival, threads and tasks in one queue. Buckets never wait for each
      other.
    - Buckets of the same name with different limits share one window. Each request keeps to its own limit.
    - It serves any number of threads and asyncio event loops at once, but no other async libraries.
    - A forked process goes on with a window of its own.

    Args:
        window: Length of the window in seconds.
        margin: Part of the window by which it is lengthened.
        clock: Function that returns the time in seconds and never goes back.

    Raises:
        ValueError: `window` is not positive, or `margin` is negative.
    """

    def __init__(
        self, *, window: float = 60.0, margin: float = 0.01, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._span = compute_span(window, margin)
        self._clock = clock
        self._lock = threading.RLock()
        self._windows: dict[str, _Window] = {}
        self._sweep_at = clock() + self._span
        renew_after_fork(self)

    def acquire(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """Implement `RateLimiter.acquire`."""
        grant = self._try_acquire(bucket)
        if grant is None:
            grant = drive(_Acquisition(self, bucket, ThreadWaiter(bucket.limit), max_wait))
        return grant

    async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """Implement `RateLimiter.acquire_async`. Needs asyncio."""
        grant = self._try_acquire(bucket)
        if grant is None:
            grant = await drive_async(_Acquisition(self, bucket, TaskWaiter(bucket.limit), max_wait))
        return grant

    def release(self, bucket: Bucket, grant: float) -> None:
        """Implement `RateLimiter.release`."""
        self._update(bucket, lambda window, now: window.release(bucket.limit, grant, now))

    async def release_async(self, bucket: Bucket, grant: float) -> None:
        """Implement `RateLimiter.release_async`."""
        self.release(bucket, grant)

    def pause(self, bucket: Bucket, seconds: float) -> None:
        """Implement `RateLimiter.pause`."""
        self._update(bucket, lambda window, now: window.pause(seconds, now))

    async def pause_async(self, bucket: Bucket, seconds: float) -> None:
        """Implement `RateLimiter.pause_async`."""
        self.pause(bucket, seconds)

    def count_in_use(self, bucket: Bucket) -> int:
        """Return how many requests the window of a bucket holds now; `bucket.limit` is the maximum."""
        window = self._windows.get(bucket.name)
        if window is None:
            return 0
        with window.lock:
            since = self._clock() - self._span
            return sum(grant > since for grant in window.grants)

    # Every lock is held by a `with` of its own: an exception from a signal handler may come between any two steps, and
    # only there it cannot leave the lock held.

    def _try_acquire(self, bucket: Bucket) -> float | None:
        """Return a grant, if a slot is free and nobody waits."""
        while True:
            window = self._windows.get(bucket.name) or self._add_window(bucket)
            with window.lock:
                now = self._clock()
                if not window.is_dropped:
                    return now if window.try_acquire(bucket.limit, now) else None

    def _update(self, bucket: Bucket, change: Callable[[_Window, float], None]) -> float:
        """Change the window of a bucket and return the time of the change."""
        while True:
            window = self._windows.get(bucket.name) or self._add_window(bucket)
            with window.lock:
                now = self._clock()
                if not window.is_dropped:  # else it was dropped before its lock was held
                    change(window, now)
                    return now

    def _add_window(self, bucket: Bucket) -> _Window:
        with self._lock:
            now = self._clock()
            if now >= self._sweep_at:  # at most once a window: drop all that were not used for one
                self._sweep_at = now + self._span
                for name, window in list(self._windows.items()):
                    with window.lock:
                        if window.is_idle(now):
                            self._windows.pop(name, None)
                            window.is_dropped = True
            return self._windows.setdefault(bucket.name, _Window(self._span))

    def renew(self) -> None:
        """Replace the locks and callers of the parent's threads, which a forked process does not have."""
        self._lock = threading.RLock()
        self._windows = {name: window.copy() for name, window in self._windows.items()}


_shared = SlidingWindowLimiter()


def shared_limiter() -> SlidingWindowLimiter:
    """Return the limiter of this process, which all clients without one of their own use."""
    return _shared
