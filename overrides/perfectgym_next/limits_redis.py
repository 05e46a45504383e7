"""A limiter that processes and machines share over a Redis server. Needs the extra `perfectgym-next[redis]`."""

from __future__ import annotations

import asyncio
import contextlib
import math
import threading
import time
import weakref
from collections import deque
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from perfectgym_next.errors import ConfigurationError, PerfectGymError
from perfectgym_next.limits import (
    LimiterError,
    Line,
    TaskWaiter,
    ThreadWaiter,
    Waiter,
    log_wait,
    renewed_after_fork,
    span,
)

try:
    import redis
    import redis.asyncio
    import redis.asyncio.retry
    import redis.backoff
    import redis.retry
except ImportError as error:
    raise ImportError("RedisLimiter needs redis-py: pip install 'perfectgym-next[redis]'") from error

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfectgym_next.limits import Bucket

__all__ = ["RedisLimiter"]

T = TypeVar("T")

# KEYS: list of grants, newest first, in microseconds of the server's clock; mark of a pause.
# ARGV: limit, 0 for none; microseconds for which a grant counts.
# Answers the grant; or else the time, the milliseconds left of the pause, and the grants that count.
_TAKE = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local limit, span = tonumber(ARGV[1]), tonumber(ARGV[2])

-- The clock was set back: grants that lie ahead of it count from now on, not until it comes round again.
local ahead = 0
local newest = redis.call('LINDEX', KEYS[1], ahead)
while newest and tonumber(newest) > now do
  redis.call('LSET', KEYS[1], ahead, string.format('%.0f', now))
  ahead = ahead + 1
  newest = redis.call('LINDEX', KEYS[1], ahead)
end

local pause = redis.call('PTTL', KEYS[2])
local nth = limit > 0 and redis.call('LINDEX', KEYS[1], limit - 1)
if pause > 0 or (nth and nth + span > now) then
  return {now, pause, limit > 0 and redis.call('LRANGE', KEYS[1], 0, limit - 1) or {}}
end
if limit > 0 then
  redis.call('LPUSH', KEYS[1], string.format('%.0f', now))
  redis.call('LTRIM', KEYS[1], 0, limit - 1)
  redis.call('PEXPIRE', KEYS[1], math.ceil(span / 1000))
end
return now
"""

# KEYS: list of grants. ARGV: the grant; microseconds for which it counts.
_ANSWERED = """
local time = redis.call('TIME')
redis.call('LREM', KEYS[1], 1, ARGV[1])
redis.call('LPUSH', KEYS[1], string.format('%.0f', time[1] * 1000000 + time[2]))
redis.call('PEXPIRE', KEYS[1], math.ceil(ARGV[2] / 1000))
"""

# KEYS: mark of the pause. ARGV: its milliseconds.
_PAUSE = """
local pause = tonumber(ARGV[1])
if pause > 0 and redis.call('PTTL', KEYS[1]) < pause then
  redis.call('SET', KEYS[1], 1, 'PX', ARGV[1])
end
"""

# For clients made from a URL. One retry, for a connection that the server closed while it was idle.
_TIMEOUTS: dict[str, Any] = {"socket_timeout": 5.0, "socket_connect_timeout": 5.0}
_RETRIES = 1

_MAX_ASKING = 5.0
_MIN_ASKING = 0.25
"""Seconds that asking the server may take: at most, and whatever little time the caller has left."""
_NOTING = 0.25
"""Seconds that telling the server of a response may hold it back."""

_inherited: list[object] = []
"""Clients of the parent process. They are kept from the garbage collector, which would close them."""


class _Workers:
    """Threads that wait for the server, so that nobody else has to for longer than meant.

    A call that is given up goes on in its thread to the end that the client's own timeouts set, and leaves no reply on
    a connection for another. Nothing here takes a lock that an exception from a signal handler could leave held.
    """

    def __init__(self) -> None:
        self._idle: deque[SimpleQueue[Any]] = deque()

    def call(self, function: Callable[[], T], seconds: float) -> T:
        """Call a function in another thread.

        Raises:
            LimiterError: The function raises, whatever it is, or takes longer than so many seconds.
        """
        reply: SimpleQueue[tuple[T | None, Exception | None]] = SimpleQueue()
        try:
            tasks = self._idle.pop()
        except IndexError:
            tasks = SimpleQueue()
            threading.Thread(target=self._work, args=(tasks,), name="perfectgym-next-redis", daemon=True).start()
        tasks.put((function, reply))
        try:
            result, error = reply.get(timeout=seconds)
        except Empty:
            raise _late(seconds) from None
        if error is not None:
            raise _unavailable(error) from error
        return result  # type: ignore[return-value]  # it is there where no error is

    def _work(self, tasks: SimpleQueue[Any]) -> None:
        while True:
            function, reply = tasks.get()
            outcome: tuple[Any, Exception | None]
            try:
                outcome = (function(), None)
            except Exception as error:
                outcome = (None, error)
            self._idle.append(tasks)
            reply.put(outcome)
            del function, reply, outcome


class _SharedLine(Line):
    """The callers of one bucket in this process; the first of them asks the server."""

    def __init__(self, span: float) -> None:
        super().__init__(span, patience=1.0)

    def look(self, waiter: Waiter, now: float) -> bool:
        """Tell a caller that is awake whether to ask; if not, `wake_at` says until when to sleep.

        Raises:
            LimitWaitError: Its turn would come after its deadline.
            LimiterError: The server did not answer another caller.
        """
        waiter.arm()
        if waiter.failure is not None:
            raise waiter.failure
        if waiter not in self.waiters:
            self.restore(waiter)
        while self.waiters[0] is not waiter and not self.waiters[0].wake():
            self.waiters.popleft()
        if self.waiters[0] is waiter:
            self.plan(waiter, self.due(0, waiter.limit, now))
        return now >= waiter.wake_at

    def learn(self, waiter: Waiter, answer: int | list[Any], asked_at: float) -> float | None:
        """Take note of what the server answered to a caller, and return the grant if it is one."""
        with self.lock:
            if isinstance(answer, int):
                self.record(waiter.limit, asked_at)
                return answer
            server_now, pause, grants = answer
            ages = [(server_now - int(at)) / 1e6 for at in grants]
            self.grants = deque((asked_at - age for age in ages), maxlen=waiter.limit or 0)
            self.open_at = asked_at + max(pause, 0) / 1e3
            now = time.monotonic()
            self.refuse_late(now)
            for position, other in enumerate(self.waiters):
                asleep_until = other.wake_at
                self.plan(other, self.due(position, other.limit, now))
                if other.wake_at < asleep_until:
                    other.wake()
            return None

    def leave(self, waiter: Waiter) -> None:
        """Take out a caller that got its place or gives up; the next one asks."""
        was_first = self.waiters and self.waiters[0] is waiter
        self.remove(waiter)
        while was_first and self.waiters and not self.waiters[0].wake():
            self.waiters.popleft()

    def fail(self, cause: LimiterError) -> None:
        """Tell everybody in line that the server does not answer, rather than let each find out for itself."""
        while self.waiters:
            waiter = self.waiters[0]
            waiter.failure = _again(cause)
            self.waiters.popleft()
            waiter.wake()


class RedisLimiter:
    """A `perfectgym_next.limits.RateLimiter` for all processes that use the same Redis server.

    The window is counted on the server, by the server's clock. Within a process, callers of a bucket go in the order
    they came, and one of them at a time asks the server; between processes, whoever asks first goes first. The server
    holds hashes of keys, method and path, never a key.

    A request is not sent when the server does not reply in the caller's own time, and within 5 s: `LimiterError` is
    raised, whatever the client raised. A response is held back for 0.25 s at most. A place that is taken while its
    caller is cancelled or gives up stays taken for one window. Every request costs the server two short scripts.

    Threads ask by other threads, so that their waiting can be cut short. A process that forks goes on with connections
    of its own; an `async_client` that was given belongs to the parent then.

    Args:
        client: Client for `acquire` and `pause`.
        async_client: Client for `acquire_async` and `pause_async`; it belongs to one event loop.
        window: Length of the window in seconds.
        margin: Part of the window by which it is lengthened.
        prefix: What the names of all keys on the server begin with.

    Raises:
        ConfigurationError: Neither client is given.
        ValueError: `window` is not positive, or `margin` is negative.
    """

    def __init__(
        self,
        client: redis.Redis | None = None,
        async_client: redis.asyncio.Redis | None = None,
        *,
        window: float = 60.0,
        margin: float = 0.01,
        prefix: str = "perfectgym-next",
    ) -> None:
        if client is None and async_client is None:
            raise ConfigurationError("RedisLimiter needs a client or an async_client; from_url makes both")
        self._client = client
        self._async_client = async_client
        self._url: str | None = None
        self._loop_clients: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, redis.asyncio.Redis] = (
            weakref.WeakKeyDictionary()
        )
        self._span = span(window, margin)
        self._microseconds = round(self._span * 1e6)
        self._prefix = prefix
        self._lock = threading.Lock()
        self._lines: weakref.WeakValueDictionary[str, _SharedLine] = weakref.WeakValueDictionary()
        self._asking: set[asyncio.Future[Any]] = set()
        self._workers = _Workers()
        self._is_inherited = False
        renewed_after_fork.add(self)

    @classmethod
    def from_url(
        cls, url: str, *, window: float = 60.0, margin: float = 0.01, prefix: str = "perfectgym-next"
    ) -> RedisLimiter:
        """Make a limiter with clients of its own: one for all threads, one for each event loop.

        They give up on the server after 5 s; `?socket_timeout=` in the URL changes that. `close` and `aclose` close
        them.

        Args:
            url: Address of the server, such as `redis://localhost:6379/0`.
            window: Length of the window in seconds.
            margin: Part of the window by which it is lengthened.
            prefix: What the names of all keys on the server begin with.

        Raises:
            ValueError: `url` is no address of a Redis server, `window` is not positive, or `margin` is negative.
        """
        retry = redis.retry.Retry(redis.backoff.NoBackoff(), _RETRIES)
        client = redis.Redis.from_url(url, retry=retry, **_TIMEOUTS)
        limiter = cls(client, window=window, margin=margin, prefix=prefix)
        limiter._url = url
        return limiter

    def close(self) -> None:
        """Close the connections of threads that `from_url` made."""
        if self._url is not None and self._client is not None:
            self._client.close()

    async def aclose(self) -> None:
        """Close the connections that `from_url` made for threads and for the running event loop."""
        self.close()
        with self._lock:
            client = self._loop_clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.aclose()

    def acquire(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """See `perfectgym_next.limits.RateLimiter.acquire`.

        Raises:
            ConfigurationError: The limiter was made without a client for threads.
            LimitWaitError: The wait is longer than `max_wait`.
            LimiterError: The server does not reply.
        """
        client = self._for_threads()
        line = self._line(bucket)
        waiter = ThreadWaiter(bucket.limit, now := time.monotonic(), max_wait)
        is_logged = False
        seconds = _MAX_ASKING
        try:
            with line.lock:
                line.join(waiter, now)
            while True:
                with line.lock:
                    asking = line.look(waiter, now := time.monotonic())
                if asking:
                    seconds = _asking_seconds(waiter, now)
                    reply = self._workers.call(lambda: self._take(client, bucket), seconds)
                    grant = line.learn(waiter, reply, now)
                    if grant is not None:
                        return grant
                else:
                    if not is_logged:
                        log_wait(bucket, waiter.wake_at - now)
                        is_logged = True
                    waiter.sleep(waiter.wake_at - time.monotonic())
        except LimiterError as error:
            if error.__cause__ is not None or seconds >= _MAX_ASKING:  # else others may have more time
                with line.lock:
                    line.fail(error)
            raise
        finally:
            waiter.gone = True
            with line.lock:
                line.leave(waiter)

    async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """See `perfectgym_next.limits.RateLimiter.acquire_async`. Needs asyncio.

        Raises:
            ConfigurationError: The limiter was made without a client for event loops.
            LimitWaitError: The wait is longer than `max_wait`.
            LimiterError: The server does not reply.
        """
        client = self._for_tasks()
        line = self._line(bucket)
        waiter = TaskWaiter(bucket.limit, now := time.monotonic(), max_wait)
        is_logged = False
        seconds = _MAX_ASKING
        try:
            with line.lock:
                line.join(waiter, now)
            while True:
                with line.lock:
                    asking = line.look(waiter, now := time.monotonic())
                if asking:
                    seconds = _asking_seconds(waiter, now)
                    reply = await self._call_async(self._take(client, bucket), seconds)
                    grant = line.learn(waiter, reply, now)
                    if grant is not None:
                        return grant
                else:
                    if not is_logged:
                        log_wait(bucket, waiter.wake_at - now)
                        is_logged = True
                    await waiter.sleep(waiter.wake_at - time.monotonic())
        except LimiterError as error:
            if error.__cause__ is not None or seconds >= _MAX_ASKING:  # else others may have more time
                with line.lock:
                    line.fail(error)
            raise
        except GeneratorExit:
            waiter.gone = True  # the garbage collector may have interrupted a holder of the lock to close us
            raise
        finally:
            if not waiter.gone:
                waiter.gone = True
                with line.lock:
                    line.leave(waiter)

    def answered(self, bucket: Bucket, grant: float) -> None:
        """See `perfectgym_next.limits.RateLimiter.answered`."""
        if bucket.limit is None:
            return
        # The response must not be lost, nor late, because its place cannot be counted anew.
        with contextlib.suppress(PerfectGymError):
            client = self._for_threads()
            self._workers.call(lambda: self._note(client, bucket, grant), _NOTING)

    async def answered_async(self, bucket: Bucket, grant: float) -> None:
        """See `perfectgym_next.limits.RateLimiter.answered_async`."""
        if bucket.limit is None:
            return
        with contextlib.suppress(PerfectGymError):
            await self._call_async(self._note(self._for_tasks(), bucket, grant), _NOTING)

    def pause(self, bucket: Bucket, seconds: float) -> None:
        """See `perfectgym_next.limits.RateLimiter.pause`.

        Raises:
            ConfigurationError: The limiter was made without a client for threads.
            LimiterError: The server does not reply.
        """
        client = self._for_threads()
        self._workers.call(lambda: self._hold(client, bucket, seconds), _NOTING)

    async def pause_async(self, bucket: Bucket, seconds: float) -> None:
        """See `perfectgym_next.limits.RateLimiter.pause_async`.

        Raises:
            ConfigurationError: The limiter was made without a client for event loops.
            LimiterError: The server does not reply.
        """
        await self._call_async(self._hold(self._for_tasks(), bucket, seconds), _NOTING)

    def _take(self, client: Any, bucket: Bucket) -> Any:
        return client.eval(_TAKE, 2, *self._keys(bucket), bucket.limit or 0, self._microseconds)

    def _note(self, client: Any, bucket: Bucket, grant: float) -> Any:
        return client.eval(_ANSWERED, 1, self._keys(bucket)[0], int(grant), self._microseconds)

    def _hold(self, client: Any, bucket: Bucket, seconds: float) -> Any:
        return client.eval(_PAUSE, 1, self._keys(bucket)[1], math.ceil(seconds * 1e3))

    async def _call_async(self, asking: Any, seconds: float) -> Any:
        """Await a call in a task of its own, which goes on to its end if this one is given up or cancelled.

        Raises:
            LimiterError: The call raises, whatever it is, or takes longer than so many seconds.
        """
        task = asyncio.ensure_future(asking)
        self._asking.add(task)
        task.add_done_callback(self._asked)
        done, _ = await asyncio.wait((task,), timeout=seconds)
        if not done:
            raise _late(seconds)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            raise _unavailable(error) from error
        return task.result()

    def _asked(self, task: asyncio.Future[Any]) -> None:
        self._asking.discard(task)
        if not task.cancelled():
            task.exception()  # noted, should nobody wait for it any more

    def renew(self) -> None:
        """See `perfectgym_next.limits.Renewable.renew`."""
        _inherited.append((self._loop_clients, self._asking, self._workers, self._lines))
        self._loop_clients = weakref.WeakKeyDictionary()
        self._is_inherited = True
        self._lock = threading.Lock()
        self._lines = weakref.WeakValueDictionary()
        self._asking = set()
        self._workers = _Workers()

    def _line(self, bucket: Bucket) -> _SharedLine:
        # A line lives as long as somebody stands in it.
        with self._lock:
            return self._lines.setdefault(bucket.name, _SharedLine(self._span))

    def _for_threads(self) -> Any:
        if self._client is None:
            raise ConfigurationError("this RedisLimiter has no client: give it one for use from threads")
        return self._client

    def _for_tasks(self) -> Any:
        if self._async_client is not None:
            if self._is_inherited:
                raise ConfigurationError(
                    "the async_client of this RedisLimiter belongs to the parent process: "
                    "make the limiter after the fork"
                )
            return self._async_client
        if self._url is None:
            raise ConfigurationError("this RedisLimiter has no async_client: give it one for use from asyncio")
        loop = asyncio.get_running_loop()
        with self._lock:
            client = self._loop_clients.get(loop)
            if client is None:
                retry = redis.asyncio.retry.Retry(redis.backoff.NoBackoff(), _RETRIES)
                client = redis.asyncio.Redis.from_url(self._url, retry=retry, **_TIMEOUTS)
                self._loop_clients[loop] = client
        return client

    def _keys(self, bucket: Bucket) -> tuple[str, str]:
        # The braces keep both on the same node of a cluster.
        return f"{self._prefix}:{{{bucket.name}}}:grants", f"{self._prefix}:{{{bucket.name}}}:pause"


def _asking_seconds(waiter: Waiter, now: float) -> float:
    return max(_MIN_ASKING, min(_MAX_ASKING, waiter.deadline - now))


def _late(seconds: float) -> LimiterError:
    return LimiterError(
        f"the request was not sent: no reply within {seconds:.2g} s from the Redis server of the rate limiter"
    )


def _again(error: LimiterError) -> LimiterError:
    """Return the same error for another caller."""
    other = LimiterError(*error.args)
    other.__cause__ = error.__cause__
    return other


def _unavailable(cause: BaseException) -> LimiterError:
    return LimiterError(
        f"the request was not sent: the Redis server of the rate limiter does not answer as it should "
        f"({type(cause).__name__}: {cause})"
    )
