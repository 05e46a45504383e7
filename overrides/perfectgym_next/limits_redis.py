"""A limiter that processes and machines share over a Redis server. Needs the extra `perfectgym-next[redis]`."""

from __future__ import annotations

import asyncio
import contextlib
import math
import threading
import time
import weakref
from collections import deque
from typing import TYPE_CHECKING, Any

from perfectgym_next.errors import ConfigurationError
from perfectgym_next.limits import LimiterError, Line, TaskWaiter, ThreadWaiter, Waiter, renewed_after_fork, span

try:
    import redis
    import redis.asyncio
    import redis.asyncio.retry
    import redis.backoff
    import redis.retry
except ImportError as error:
    raise ImportError("RedisLimiter needs redis-py: pip install 'perfectgym-next[redis]'") from error

if TYPE_CHECKING:
    from perfectgym_next.limits import Bucket

__all__ = ["RedisLimiter"]

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
            ages = ((server_now - int(at)) / 1e6 for at in grants)
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

    def fail(self, cause: Exception) -> None:
        """Tell everybody in line that the server does not answer, rather than let each find out for itself."""
        while self.waiters:
            waiter = self.waiters.popleft()
            waiter.failure = _unavailable(cause)
            waiter.wake()


class RedisLimiter:
    """A `perfectgym_next.limits.RateLimiter` for all processes that use the same Redis server.

    The window is counted on the server, by the server's clock. Within a process, callers of a bucket go in the order
    they came, and one of them at a time asks the server; between processes, whoever asks first goes first. The server
    holds hashes of keys, method and path, never a key.

    A request is not sent when the server does not answer: `LimiterError` is raised. A place that is taken while its
    caller is cancelled stays taken for one window. Every request costs the server two short scripts.

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
            LimiterError: The server does not answer.
        """
        client = self._for_threads()
        line = self._line(bucket)
        waiter = ThreadWaiter(bucket.limit, now := time.monotonic(), max_wait)
        with line.lock:
            line.join(waiter, now)
        try:
            while True:
                with line.lock:
                    asking = line.look(waiter, time.monotonic())
                if asking:
                    asked_at = time.monotonic()
                    answer = client.eval(_TAKE, 2, *self._keys(bucket), bucket.limit or 0, self._microseconds)
                    grant = line.learn(waiter, answer, asked_at)
                    if grant is not None:
                        return grant
                else:
                    waiter.sleep(waiter.wake_at - time.monotonic())
        except redis.RedisError as error:
            with line.lock:
                line.fail(error)
            raise _unavailable(error) from error
        finally:
            with line.lock:
                line.leave(waiter)

    async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """See `perfectgym_next.limits.RateLimiter.acquire_async`. Needs asyncio.

        Raises:
            ConfigurationError: The limiter was made without a client for event loops.
            LimitWaitError: The wait is longer than `max_wait`.
            LimiterError: The server does not answer.
        """
        client = self._for_tasks()
        line = self._line(bucket)
        waiter = TaskWaiter(bucket.limit, now := time.monotonic(), max_wait)
        with line.lock:
            line.join(waiter, now)
        try:
            while True:
                with line.lock:
                    asking = line.look(waiter, time.monotonic())
                if asking:
                    asked_at = time.monotonic()
                    answer = await client.eval(_TAKE, 2, *self._keys(bucket), bucket.limit or 0, self._microseconds)
                    grant = line.learn(waiter, answer, asked_at)
                    if grant is not None:
                        return grant
                else:
                    await waiter.sleep(waiter.wake_at - time.monotonic())
        except redis.RedisError as error:
            with line.lock:
                line.fail(error)
            raise _unavailable(error) from error
        except GeneratorExit:
            waiter.gone = True  # the garbage collector may have interrupted a holder of the lock to close us
            raise
        finally:
            if not waiter.gone:
                with line.lock:
                    line.leave(waiter)

    def answered(self, bucket: Bucket, grant: float) -> None:
        """See `perfectgym_next.limits.RateLimiter.answered`."""
        if bucket.limit is None:
            return
        # The answer must not be lost because its place cannot be counted anew.
        with contextlib.suppress(redis.RedisError):
            self._for_threads().eval(_ANSWERED, 1, self._keys(bucket)[0], int(grant), self._microseconds)

    async def answered_async(self, bucket: Bucket, grant: float) -> None:
        """See `perfectgym_next.limits.RateLimiter.answered_async`."""
        if bucket.limit is None:
            return
        with contextlib.suppress(redis.RedisError):
            await self._for_tasks().eval(_ANSWERED, 1, self._keys(bucket)[0], int(grant), self._microseconds)

    def pause(self, bucket: Bucket, seconds: float) -> None:
        """See `perfectgym_next.limits.RateLimiter.pause`.

        Raises:
            ConfigurationError: The limiter was made without a client for threads.
            LimiterError: The server does not answer.
        """
        try:
            self._for_threads().eval(_PAUSE, 1, self._keys(bucket)[1], math.ceil(seconds * 1e3))
        except redis.RedisError as error:
            raise _unavailable(error) from error

    async def pause_async(self, bucket: Bucket, seconds: float) -> None:
        """See `perfectgym_next.limits.RateLimiter.pause_async`.

        Raises:
            ConfigurationError: The limiter was made without a client for event loops.
            LimiterError: The server does not answer.
        """
        try:
            await self._for_tasks().eval(_PAUSE, 1, self._keys(bucket)[1], math.ceil(seconds * 1e3))
        except redis.RedisError as error:
            raise _unavailable(error) from error

    def renew(self) -> None:
        """See `perfectgym_next.limits.Renewable.renew`."""
        self._lock = threading.Lock()
        self._lines = weakref.WeakValueDictionary()

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


def _unavailable(cause: Exception) -> LimiterError:
    return LimiterError(
        f"the request was not sent: the Redis server of the rate limiter does not answer as it should "
        f"({type(cause).__name__}: {cause})"
    )
