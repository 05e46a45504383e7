"""The queue of callers that wait for a slot of one bucket, and how threads and tasks sleep in it."""

from __future__ import annotations

import contextlib
import itertools
import threading
from abc import ABC, abstractmethod
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

from perfectgym_next.limits._base import LimitWaitError

if TYPE_CHECKING:
    import asyncio

    from perfectgym_next.limits._base import Bucket

__all__ = ["Acquisition", "TaskWaiter", "ThreadWaiter", "W", "WaitQueue", "Waiter", "drive", "drive_async"]

_NEVER = float("inf")
_MAX_SLEEP = 3600.0  # seconds; a longer one overflows the clocks of some platforms, so it is slept in parts
_MIN_LOGGED_WAIT = 1.0
"""Seconds from which on a wait is logged."""


class Waiter(ABC):
    """One caller in a queue. Read and changed with the lock of its queue held, `is_gone` excepted.

    Args:
        limit: Requests that a window may hold, for this caller.
    """

    def __init__(self, limit: int | None = None) -> None:
        self.limit = limit
        self.deadline = _NEVER
        self.ticket = 0
        self.due = 0.0
        self.wake_at = 0.0
        self.admitted_at: float | None = None
        self.failure: Exception | None = None
        self.is_gone = False
        self.is_logged = False

    def should_log(self, now: float) -> bool:
        """Return whether the wait is long enough to be logged, and not logged yet."""
        return self.due - now >= _MIN_LOGGED_WAIT and not self.is_logged

    @abstractmethod
    def clear(self) -> None:
        """Make the next sleep last until a `wake` after this call."""

    @abstractmethod
    def wake(self) -> bool:
        """End the sleep, without blocking. Return False where the caller is gone."""


class ThreadWaiter(Waiter):
    """A waiting thread."""

    def __init__(self, limit: int | None = None) -> None:
        super().__init__(limit)
        self._asleep = threading.Lock()
        self._asleep.acquire()

    def clear(self) -> None:
        self._asleep.acquire(blocking=False)

    def wake(self) -> bool:
        with contextlib.suppress(RuntimeError):  # it is awake already
            self._asleep.release()
        return not self.is_gone

    def sleep(self, seconds: float) -> None:
        """Sleep for so many seconds, or until `wake`."""
        self._asleep.acquire(timeout=min(max(seconds, 0.0), _MAX_SLEEP))


class TaskWaiter(Waiter):
    """A waiting asyncio task, in whichever event loop it runs."""

    def __init__(self, limit: int | None = None) -> None:
        import asyncio  # programs without tasks do not load it

        super().__init__(limit)
        self._loop = asyncio.get_running_loop()
        self._awake: asyncio.Future[None] = self._loop.create_future()

    def clear(self) -> None:
        if self._awake.done():
            self._awake = self._loop.create_future()

    def wake(self) -> bool:
        if self.is_gone:
            return False
        try:
            self._loop.call_soon_threadsafe(_resolve, self._awake)
        except RuntimeError:  # its loop is closed, and the task with it
            return False
        return True

    async def sleep(self, seconds: float) -> None:
        """Sleep for so many seconds, or until `wake`."""
        timer = self._loop.call_later(min(seconds, _MAX_SLEEP), _resolve, self._awake)
        try:
            await self._awake
        finally:
            timer.cancel()


W = TypeVar("W", bound=Waiter)


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


class WaitQueue:
    """The callers of one bucket in the order of their arrival, and what is known of its window.

    All methods are called with `lock` held. None of them sleeps.

    Args:
        span: Seconds for which a grant counts.
        lock: Lock of several queues, if they share one.
    """

    head_start: float
    """Seconds by which callers behind the first sleep longer than to their turn, in case its event loop hangs."""

    def __init__(self, span: float, lock: threading.RLock | None = None) -> None:
        self.lock = lock or threading.RLock()  # a signal handler may send a request while its thread holds the lock
        self.span = span
        self.grants: deque[float] = deque(maxlen=0)  # newest first, as many as the largest limit
        self.paused_until = -_NEVER
        self.waiters: deque[Waiter] = deque()
        self._tickets = itertools.count()

    def due(self, position: int, limit: int | None, now: float) -> float:
        """Return when a caller with so many others before it may go, if all of them go."""
        start = max(now, self.paused_until)
        if limit is None:
            return start
        rounds, slot = divmod(position, limit)
        nth = limit - 1 - slot
        if nth < len(self.grants):
            start = max(start, self.grants[nth] + self.span)
        return start + rounds * self.span

    def add_grant(self, limit: int | None, now: float) -> None:
        """Count a request sent now."""
        if limit is not None:
            self.make_room(limit)
            self.grants.appendleft(now)

    def make_room(self, limit: int) -> None:
        """Keep as many grants as a limit needs."""
        if limit > (self.grants.maxlen or 0):
            self.grants = deque(self.grants, maxlen=limit)

    def join(self, waiter: Waiter, now: float, max_wait: float | None = None) -> None:
        """Put a caller at the end of the queue, or refuse it at once.

        Args:
            waiter: The caller.
            now: The time, in seconds.
            max_wait: Seconds that the caller may wait, None for as long as it takes.

        Raises:
            LimitWaitError: Its turn would come after its deadline.
        """
        waiter.deadline = _NEVER if max_wait is None else now + max_wait
        due = self.due(len(self.waiters), waiter.limit, now)
        if due > waiter.deadline:
            raise LimitWaitError(due - now)
        waiter.ticket = next(self._tickets)
        self.waiters.append(waiter)
        self.schedule(waiter, due)

    def schedule(self, waiter: Waiter, due: float) -> None:
        """Let a caller sleep until its turn, with the head start of the first."""
        waiter.due = due
        is_first = self.waiters[0] is waiter
        waiter.wake_at = due if is_first else max(due, min(due + self.head_start, waiter.deadline))

    def remove(self, waiter: Waiter) -> None:
        """Remove a caller from the queue, if it is there."""
        if waiter in self.waiters:
            self.waiters.remove(waiter)

    def refuse_late(self, now: float) -> None:
        """Refuse all callers whose turn has moved past their deadline."""
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

    def rejoin(self, waiter: Waiter) -> int:
        """Put a caller back into its position in the queue, if it is not there, and return the number before it."""
        earlier = sum(1 for other in tuple(self.waiters) if other.ticket < waiter.ticket)
        if waiter not in self.waiters:
            self.waiters.insert(earlier, waiter)
        return earlier


class Acquisition(ABC, Generic[W]):
    """The way of one caller through a queue to its grant: a state machine without I/O and without sleeps.

    Args:
        bucket: Key and endpoint of the request.
        waiter: The caller.
        max_wait: Seconds that the caller may wait, None for as long as it takes.

    Attributes:
        sleeper: What the caller sleeps on before the next `poll`.
        sleep_seconds: How long it sleeps, if it is not woken.
    """

    def __init__(self, bucket: Bucket, waiter: W, max_wait: float | None) -> None:
        self.waiter: W = waiter
        self.sleeper: W = waiter
        self.sleep_seconds = 0.0
        self._bucket = bucket
        self._max_wait = max_wait

    @abstractmethod
    def poll(self) -> float | None:
        """Return the grant, or None if the caller has to sleep and to poll again.

        Raises:
            LimitWaitError: The wait is longer than `max_wait`.
            LimiterError: The server of a shared limiter could not be reached or did not reply.
        """

    @abstractmethod
    def leave(self) -> None:
        """Leave the queue without a grant."""

    def _sleep_until_turn(self, now: float) -> None:
        """Sleep as the queue says, and log it once if it is long."""
        self.sleeper, self.sleep_seconds = self.waiter, self.waiter.wake_at - now
        if self.waiter.should_log(now):
            self.waiter.is_logged = True
            import logging

            from perfectgym_next._core.log_fields import log_fields

            text = "perfectgym_next: %s: waiting about %.1f s for the rate limit"
            wait, (method, _, path) = self.waiter.due - now, self._bucket.endpoint.partition(" ")
            fields = log_fields(operation=self._bucket.operation, method=method, path=path, seconds=wait)
            logging.getLogger("perfectgym_next").info(text, self._bucket.operation, wait, extra=fields)


def drive(acquisition: Acquisition[ThreadWaiter]) -> float:
    """Sleep and poll until there is a grant, in a thread."""
    try:
        while (grant := acquisition.poll()) is None:
            acquisition.sleeper.sleep(acquisition.sleep_seconds)
    except BaseException:
        # Before any call: should the next one be cut off, nobody waits for this caller.
        acquisition.waiter.is_gone = acquisition.sleeper.is_gone = True
        acquisition.leave()
        raise
    return grant


async def drive_async(acquisition: Acquisition[TaskWaiter]) -> float:
    """Sleep and poll until there is a grant, in a task."""
    try:
        while (grant := acquisition.poll()) is None:
            await acquisition.sleeper.sleep(acquisition.sleep_seconds)
    except BaseException as error:
        acquisition.waiter.is_gone = acquisition.sleeper.is_gone = True  # as in `drive`
        if not isinstance(error, GeneratorExit):  # the garbage collector may have interrupted a holder of the lock
            acquisition.leave()
        raise
    return grant
