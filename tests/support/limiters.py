"""What tests of the limiters share: buckets, clocks that tests control, waits for a condition."""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from perfectgym_next.limits import Bucket, SlidingWindowLimiter

if TYPE_CHECKING:
    from perfectgym_next.limits.redis import RedisLimiter

T = TypeVar("T")

PATH = "/v1/customers/{customerId}"


def make_bucket(key: str = "key", path: str = PATH, *, limit: int | None = 3, operation: str | None = None) -> Bucket:
    return Bucket(key, "GET", path, limit=limit, operation=operation)


def most_in_any_window(times: Iterable[float], length: float) -> int:
    """Return the largest number of moments that lie less than `length` apart from the first to the last."""
    ordered, first, most = sorted(times), 0, 0
    for last, at in enumerate(ordered):
        while at - ordered[first] >= length:
            first += 1
        most = max(most, last - first + 1)
    return most


def eventually(condition: Callable[[], bool]) -> None:
    """Return as soon as the condition holds. Fail if it does not within 10 s."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it did not happen within 10 s"
        time.sleep(0.001)


async def eventually_async(condition: Callable[[], bool]) -> None:
    """Do the same as `eventually`, at every turn of the event loop."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it did not happen within 10 s"
        await asyncio.sleep(0)


def waiting(limiter: SlidingWindowLimiter | RedisLimiter, bucket: Bucket) -> int:
    """Return how many callers of this process are in the queue."""
    queues = limiter._windows if isinstance(limiter, SlidingWindowLimiter) else limiter._queues
    queue = queues.get(bucket.name)
    return 0 if queue is None else len(queue.waiters)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class HeldClock:
    """A clock that stands still until `run` is called, and runs in real time from then on.

    So a test can put callers into a queue, however slow the machine is, before any of them may go.
    """

    def __init__(self) -> None:
        self._started_at: float | None = None

    def __call__(self) -> float:
        return 0.0 if self._started_at is None else time.monotonic() - self._started_at

    def run(self) -> None:
        self._started_at = time.monotonic()


class _InstantSelector(selectors.DefaultSelector):
    """A selector that moves the clock instead of sleeping."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(0)
        if not events:
            assert timeout is not None, "all tasks wait, and nothing is left that could wake one"
            self.clock.now += timeout
        return events


class _VirtualTimeLoop(asyncio.SelectorEventLoop):
    """An event loop that sleeps in no time."""

    def __init__(self) -> None:
        self.clock = Clock()
        super().__init__(_InstantSelector(self.clock))
        self._clock_resolution = 2.0**-40  # timers are run that much too early

    def time(self) -> float:
        return self.clock.now


def in_virtual_time(scenario: Callable[[Clock], Coroutine[Any, Any, T]]) -> T:
    """Run a scenario to its end on a clock that starts at 0 and moves only when all tasks sleep."""
    loop = _VirtualTimeLoop()
    try:
        return loop.run_until_complete(scenario(loop.clock))
    finally:
        loop.close()


def nine_seconds(clock: Callable[[], float]) -> SlidingWindowLimiter:
    """Return a limiter on whose clock all sums are exact."""
    return SlidingWindowLimiter(window=8.0, margin=0.125, clock=clock)


async def granted_at(limiter: SlidingWindowLimiter, bucket: Bucket, max_wait: float | None = None) -> float:
    """Wait for a slot and return the time at which it came."""
    await limiter.acquire_async(bucket, max_wait=max_wait)
    return asyncio.get_running_loop().time()


async def start(*calls: Coroutine[Any, Any, T]) -> list[asyncio.Task[T]]:
    """Start tasks, each of which is in the queue before the next one starts."""
    tasks = []
    for call in calls:
        tasks.append(asyncio.ensure_future(call))
        await asyncio.sleep(0)
    return tasks
