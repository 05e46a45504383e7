"""A limiter that processes and machines share over a Redis server. Needs the extra `perfectgym-next[redis]`."""

from __future__ import annotations

import _thread
import asyncio
import contextlib
import itertools
import math
import os
import sys
import threading
import time
from collections import deque
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from perfectgym_next.errors import ConfigurationError
from perfectgym_next.limits import (
    LimiterError,
    Line,
    TaskWaiter,
    ThreadWaiter,
    Waiter,
    is_noticeable,
    log_wait,
    renewed_after_fork,
    span,
)

try:
    import redis
    import redis.asyncio
    import redis.backoff
    import redis.retry
except ImportError as error:
    raise ImportError("RedisLimiter needs redis-py: pip install 'perfectgym-next[redis]'") from error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfectgym_next.limits import Bucket

__all__ = ["RedisLimiter"]

W = TypeVar("W", ThreadWaiter, TaskWaiter)

# Every script gets a number of its own as the first argument and returns it as the first item of its reply. A reply
# without it belongs to another command: redis-py lends a connection again whose last command was interrupted.

# KEYS: list of grants, newest first, in microseconds of the server's clock; mark of a pause.
# ARGV: the number; limit, 0 for none; microseconds for which a grant counts.
# Returns the grant; or else the time, the milliseconds left of the pause, and the grants that count.
_TAKE = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local number, limit, span = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

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
  return {number, now, pause, limit > 0 and redis.call('LRANGE', KEYS[1], 0, limit - 1) or {}}
end
if limit > 0 then
  redis.call('LPUSH', KEYS[1], string.format('%.0f', now))
  redis.call('LTRIM', KEYS[1], 0, limit - 1)
  redis.call('PEXPIRE', KEYS[1], math.ceil(span / 1000))
end
return {number, now}
"""

# KEYS: list of grants. ARGV: the number; the grant; microseconds for which it counts.
_ANSWERED = """
local time = redis.call('TIME')
redis.call('LREM', KEYS[1], 1, ARGV[2])
redis.call('LPUSH', KEYS[1], string.format('%.0f', time[1] * 1000000 + time[2]))
redis.call('PEXPIRE', KEYS[1], math.ceil(ARGV[3] / 1000))
return {tonumber(ARGV[1])}
"""

# KEYS: mark of the pause. ARGV: the number; milliseconds of the pause.
_PAUSE = """
local pause = tonumber(ARGV[2])
if pause > 0 and redis.call('PTTL', KEYS[1]) < pause then
  redis.call('SET', KEYS[1], 1, 'PX', ARGV[2])
end
return {tonumber(ARGV[1])}
"""

# For clients made from a URL. One retry, for a connection that the server closed while it was idle.
_TIMEOUTS: dict[str, Any] = {"socket_timeout": 5.0, "socket_connect_timeout": 5.0}
_RETRIES = 1

_MAX_ASKING = 5.0
_MIN_ASKING = 0.5
"""Seconds that asking the server may take: at most, and whatever little time the caller has left."""
_NOTING = 0.25
"""Seconds that telling the server of a response may hold it back."""

_POLL_INTERVAL = 0.1
"""Seconds after which a task looks by itself whether the server has replied."""

_MAX_WORKERS = 32
_WORKER_IDLE = 5.0
"""Seconds after which a thread that has nothing to do ends."""

_numbers = itertools.count(int.from_bytes(os.urandom(5), "big"))

_inherited: list[object] = []
"""What belongs to the parent process. It is kept from the garbage collector, which would close its connections."""


class _Command(Generic[W]):
    """A script that the server runs once, and what came of it.

    Args:
        event: What the caller sleeps on; it is woken when the command is done.
        script: The script.
        keys: Its keys.
        arguments: Its arguments, without the number that tells its reply from others.
    """

    def __init__(self, event: type[W], script: str, keys: tuple[str, ...], *arguments: int) -> None:
        self.event: W = event(None, 0.0, None)
        self.expires_at = time.monotonic() + _MAX_ASKING
        self.is_done = False
        self.reply: list[Any] = []
        self.error: BaseException | None = TimeoutError("no reply in time")
        self._number = next(_numbers)
        self._arguments = (script, len(keys), *keys, self._number, *arguments)

    def run(self, client: Any) -> None:
        """Send it by a client for threads."""
        if time.monotonic() < self.expires_at:
            try:
                self._receive(client.eval(*self._arguments))
                if self.error is not None:
                    _disconnect(client)
            except BaseException as error:  # whatever ends this thread, the caller learns of it
                self.error = error
        self._complete()

    async def run_async(self, client: Any) -> None:
        """Send it by a client for asyncio."""
        try:
            self._receive(await client.eval(*self._arguments))
            if self.error is not None:
                await _disconnect_async(client)
        except Exception as error:
            self.error = error
        finally:
            self._complete()

    def give_up(self) -> None:
        """Do not begin with it any more."""
        self.expires_at = 0.0

    def fail(self, error: Exception) -> None:
        """End it with an error."""
        self.error = error
        self._complete()

    def result(self, seconds: float) -> list[Any]:
        """Return the reply.

        Raises:
            LimiterError: There is none, after so many seconds.
        """
        if not self.is_done:
            raise _late(seconds)
        if self.error is not None:
            raise _unavailable(self.error) from self.error
        return self.reply

    def _receive(self, reply: Any) -> None:
        if isinstance(reply, list) and reply[:1] == [self._number]:
            self.reply, self.error = reply[1:], None
        else:
            self.error = ValueError("the connection had the reply to another command on it")

    def _complete(self) -> None:
        self.is_done = True
        self.event.wake()


def _disconnect(client: Any) -> None:
    """Close the connections that nobody uses: one of them has the reply to another command on it."""
    pool = getattr(client, "connection_pool", None)
    if pool is None:  # a cluster has one for each node
        client.disconnect_connection_pools()
    else:
        pool.disconnect(inuse_connections=False)


async def _disconnect_async(client: Any) -> None:
    pool = getattr(client, "connection_pool", None)
    if pool is None:
        await client.aclose()
    else:
        await pool.disconnect(inuse_connections=False)


class _Workers:
    """Threads that wait for the server, so that nobody else has to for longer than meant.

    Only they use the client for threads: redis-py loses connections when an exception from a signal handler comes at
    the wrong moment, and lends others that have half a reply on them. What the callers' threads do here can be
    interrupted anywhere, by the garbage collector too: they take no lock and count nothing.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._commands: SimpleQueue[_Command[Any]] = SimpleQueue()
        self._lock = threading.Lock()
        self._running = 0
        self._idle = 0

    def submit(self, command: _Command[Any]) -> None:
        """Have a command run; it fails where no thread can be started."""
        self._commands.put(command)
        if self._idle < self._commands.qsize() and self._running < _MAX_WORKERS:
            try:
                # Not by threading.Thread: an exception from a signal handler breaks its start.
                _thread.start_new_thread(self._work, ())
            except RuntimeError as error:
                if not self._running:
                    command.fail(error)

    def _work(self) -> None:
        with self._lock:
            if self._running >= _MAX_WORKERS:
                return
            self._running += 1
        while True:
            with self._lock:
                self._idle += 1
            command = None
            with contextlib.suppress(Empty):
                command = self._commands.get(timeout=_WORKER_IDLE)
            with self._lock:
                self._idle -= 1
                self._running -= 1
                if command is None and self._commands.empty():  # else it came just before we were idle no longer
                    return
                self._running += 1
            if command is not None:
                command.run(self._client)


class _SharedLine(Line):
    """The callers of one bucket in this process; the first of them asks the server."""

    def __init__(self, span: float, lock: threading.RLock) -> None:
        super().__init__(span, patience=1.0)
        self.lock = lock

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

    def learn(self, waiter: Waiter, reply: list[Any], asked_at: float) -> float | None:
        """Take note of what the server replied to a caller, and return the grant if it is one."""
        with self.lock:
            server_now, *refusal = reply
            if not refusal:
                self.record(waiter.limit, asked_at)
                return int(server_now)
            pause, grants = refusal
            ages = [(server_now - int(at)) / 1e6 for at in grants]
            self.grants = deque((asked_at - age for age in ages), maxlen=waiter.limit or 0)
            self.open_at = asked_at + max(pause, 0) / 1e3
            now = time.monotonic()
            self.refuse_late(now)
            for position, other in enumerate(tuple(self.waiters)):
                asleep_until = other.wake_at
                self.plan(other, self.due(position, other.limit, now))
                if other.wake_at < asleep_until or is_noticeable(other, now):
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

    A request is not sent when the server does not reply in the caller's own time, 0.5 s at least and 5 s at most:
    `LimiterError` is raised, whatever the client raised. A response is held back for 0.25 s at most. A place that is
    taken while its caller is cancelled or gives up stays taken for one window. Every request costs the server two short
    scripts.

    The server is asked by threads of the limiter's own, 32 at most, or by tasks where an `async_client` was given, so
    that waiting can be cut short. A process that forks goes on with connections of its own; a given `async_client`
    stays with the parent.

    Args:
        client: Client for `acquire` and `pause`.
        async_client: Client for `acquire_async` and `pause_async` in place of `client`; it belongs to one event loop.
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
            raise ConfigurationError("RedisLimiter needs a client or an async_client; from_url makes one")
        self._client = client
        self._async_client = async_client
        self._is_own = False
        self._span = span(window, margin)
        self._microseconds = round(self._span * 1e6)
        self._prefix = prefix
        self._lock = threading.RLock()
        self._lines: dict[str, _SharedLine] = {}
        self._asking: set[asyncio.Task[None]] = set()
        self._workers = None if client is None else _Workers(client)
        renewed_after_fork.add(self)

    @classmethod
    def from_url(
        cls, url: str, *, window: float = 60.0, margin: float = 0.01, prefix: str = "perfectgym-next"
    ) -> RedisLimiter:
        """Make a limiter with a client of its own, for threads and event loops.

        It gives up on the server after 5 s; `?socket_timeout=` in the URL shortens that. `close` closes it.

        Args:
            url: Address of the server, such as `redis://localhost:6379/0`.
            window: Length of the window in seconds.
            margin: Part of the window by which it is lengthened.
            prefix: What the names of all keys on the server begin with.

        Raises:
            ValueError: `url` is no address of a Redis server, `window` is not positive, or `margin` is negative.
        """
        retry = redis.retry.Retry(redis.backoff.NoBackoff(), _RETRIES, supported_errors=(redis.ConnectionError,))
        client = redis.Redis.from_url(url, retry=retry, **_TIMEOUTS)
        limiter = cls(client, window=window, margin=margin, prefix=prefix)
        limiter._is_own = True
        return limiter

    def close(self) -> None:
        """Close the connections of the client that `from_url` made."""
        if self._is_own and self._client is not None:
            self._client.close()

    async def aclose(self) -> None:
        """Close those connections of the client that `from_url` made which no thread and no other loop uses."""
        if self._is_own and self._client is not None:
            self._client.connection_pool.disconnect(inuse_connections=False)

    def acquire(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """See `perfectgym_next.limits.RateLimiter.acquire`.

        Raises:
            ConfigurationError: The limiter was made without a client for threads.
            LimitWaitError: The wait is longer than `max_wait`.
            LimiterError: The server does not reply.
        """
        self._require_client(is_async=False)
        line: _SharedLine | None = None
        waiter = ThreadWaiter(bucket.limit, now := time.monotonic(), max_wait)
        is_asking = False
        seconds = _MAX_ASKING
        try:
            with self._lock:
                line = self._line(bucket)
                line.join(waiter, now)
            while True:
                with line.lock:
                    is_asking = line.look(waiter, now := time.monotonic())
                if is_asking:
                    seconds = _asking_seconds(waiter, now)
                    command = self._take(ThreadWaiter, bucket)
                    try:
                        self._submit(command)
                        command.event.sleep(seconds)
                        reply = command.result(seconds)
                    finally:
                        command.give_up()
                    grant = line.learn(waiter, reply, now)
                    if grant is not None:
                        return grant
                else:
                    log_wait(bucket, waiter, now)
                    waiter.sleep(waiter.wake_at - now)
        except LimiterError as error:
            is_stalled = error.__cause__ is not None or seconds >= _MAX_ASKING  # else others may have more time
            if line is not None and is_asking and is_stalled:
                with line.lock:
                    line.fail(error)
            raise
        finally:
            waiter.gone = True  # before any call: should the next one be cut off, nobody waits for this caller
            self._leave(bucket, line, waiter)

    async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """See `perfectgym_next.limits.RateLimiter.acquire_async`. Needs asyncio.

        Raises:
            ConfigurationError: The limiter has no client for event loops.
            LimitWaitError: The wait is longer than `max_wait`.
            LimiterError: The server does not reply.
        """
        self._require_client(is_async=True)
        line: _SharedLine | None = None
        waiter = TaskWaiter(bucket.limit, now := time.monotonic(), max_wait)
        is_asking = False
        seconds = _MAX_ASKING
        try:
            with self._lock:
                line = self._line(bucket)
                line.join(waiter, now)
            while True:
                with line.lock:
                    is_asking = line.look(waiter, now := time.monotonic())
                if is_asking:
                    seconds = _asking_seconds(waiter, now)
                    command = self._take(TaskWaiter, bucket)
                    try:
                        self._submit_async(command)
                        await _sleep(command, seconds)
                        reply = command.result(seconds)
                    finally:
                        command.give_up()
                    grant = line.learn(waiter, reply, now)
                    if grant is not None:
                        return grant
                else:
                    log_wait(bucket, waiter, now)
                    await waiter.sleep(waiter.wake_at - now)
        except LimiterError as error:
            is_stalled = error.__cause__ is not None or seconds >= _MAX_ASKING  # else others may have more time
            if line is not None and is_asking and is_stalled:
                with line.lock:
                    line.fail(error)
            raise
        except GeneratorExit:
            waiter.gone = True  # the garbage collector may have interrupted a change of the line to close us
            raise
        finally:
            if not waiter.gone:
                waiter.gone = True
                self._leave(bucket, line, waiter)

    def answered(self, bucket: Bucket, grant: float) -> None:
        """See `perfectgym_next.limits.RateLimiter.answered`."""
        if bucket.limit is None or self._workers is None:
            return
        # Nobody looks at the outcome: the response must not be lost because its place cannot be counted anew.
        command = self._note(ThreadWaiter, bucket, grant)
        self._workers.submit(command)
        command.event.sleep(_NOTING)

    async def answered_async(self, bucket: Bucket, grant: float) -> None:
        """See `perfectgym_next.limits.RateLimiter.answered_async`."""
        if bucket.limit is None or (self._workers is None and self._async_client is None):
            return
        if sys.exc_info()[0] is GeneratorExit:  # the caller is being closed, perhaps with its loop: it cannot wait
            if self._workers is not None:
                self._workers.submit(self._note(ThreadWaiter, bucket, grant))
            return
        command = self._note(TaskWaiter, bucket, grant)
        self._submit_async(command)
        await _sleep(command, _NOTING)

    def pause(self, bucket: Bucket, seconds: float) -> None:
        """See `perfectgym_next.limits.RateLimiter.pause`.

        Raises:
            ConfigurationError: The limiter was made without a client for threads.
            LimiterError: The server does not reply.
        """
        self._require_client(is_async=False)
        command = self._hold(ThreadWaiter, bucket, seconds)
        self._submit(command)
        command.event.sleep(_NOTING)
        command.result(_NOTING)

    async def pause_async(self, bucket: Bucket, seconds: float) -> None:
        """See `perfectgym_next.limits.RateLimiter.pause_async`.

        Raises:
            ConfigurationError: The limiter has no client for event loops.
            LimiterError: The server does not reply.
        """
        self._require_client(is_async=True)
        command = self._hold(TaskWaiter, bucket, seconds)
        self._submit_async(command)
        await _sleep(command, _NOTING)
        command.result(_NOTING)

    def _take(self, event: type[W], bucket: Bucket) -> _Command[W]:
        return _Command(event, _TAKE, self._keys(bucket), bucket.limit or 0, self._microseconds)

    def _note(self, event: type[W], bucket: Bucket, grant: float) -> _Command[W]:
        return _Command(event, _ANSWERED, self._keys(bucket)[:1], int(grant), self._microseconds)

    def _hold(self, event: type[W], bucket: Bucket, seconds: float) -> _Command[W]:
        return _Command(event, _PAUSE, self._keys(bucket)[1:], math.ceil(seconds * 1e3))

    def _require_client(self, *, is_async: bool) -> None:
        if self._client is not None or (is_async and self._async_client is not None):
            return
        if not is_async:
            raise ConfigurationError("this RedisLimiter has no client: give it one for use from threads")
        raise ConfigurationError(
            "the async_client of this RedisLimiter belongs to the parent process: make the limiter after the fork, "
            "or give it a client too"
        )

    def _submit(self, command: _Command[Any]) -> None:
        if self._workers is not None:
            self._workers.submit(command)

    def _submit_async(self, command: _Command[Any]) -> None:
        if self._async_client is None:
            self._submit(command)
            return
        # In a task of its own, which goes on should the caller be cancelled: no reply is left on the connection.
        task = asyncio.ensure_future(command.run_async(self._async_client))
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)
        timer = task.get_loop().call_later(_MAX_ASKING, _cancel, task)
        task.add_done_callback(lambda _: timer.cancel())

    def renew(self) -> None:
        """See `perfectgym_next.limits.Renewable.renew`."""
        _inherited.append((self._asking, self._workers, self._lines, self._async_client))
        self._lock = threading.RLock()
        self._lines = {}
        self._asking = set()
        self._async_client = None
        if self._client is not None:
            _renew_client(self._client)
            self._workers = _Workers(self._client)

    def _line(self, bucket: Bucket) -> _SharedLine:
        line = self._lines.get(bucket.name)
        if line is None:
            line = self._lines[bucket.name] = _SharedLine(self._span, self._lock)
        return line

    def _leave(self, bucket: Bucket, line: _SharedLine | None, waiter: Waiter) -> None:
        if line is None:
            return
        with line.lock:
            line.leave(waiter)
            if not line.waiters and self._lines.get(bucket.name) is line:
                del self._lines[bucket.name]  # a line lives as long as somebody stands in it

    def _keys(self, bucket: Bucket) -> tuple[str, str]:
        # The braces keep both on the same node of a cluster.
        return f"{self._prefix}:{{{bucket.name}}}:grants", f"{self._prefix}:{{{bucket.name}}}:pause"


async def _sleep(command: _Command[TaskWaiter], seconds: float) -> None:
    """Sleep until a command is done, or for so many seconds.

    In parts: a forked child shares the selector of this loop, and takes the pipe out by which threads wake it when the
    child ends with the loop in its memory.
    """
    until = time.monotonic() + seconds
    while not command.is_done and (left := until - time.monotonic()) > 0:
        await command.event.sleep(min(left, _POLL_INTERVAL))
        command.event.arm()


def _cancel(task: asyncio.Task[None]) -> None:
    """Cancel a task, again and again: redis-py lets a cancellation pass where a command has just been sent."""
    if not task.done():
        task.cancel()
        task.get_loop().call_later(1.0, _cancel, task)


def _renew_client(client: Any) -> None:
    """Replace the locks of an inherited client, which a thread of the parent may hold for good.

    Its pools notice by themselves that they were inherited. A connection of the client's own is not noticed.
    """
    if getattr(client, "connection", None) is not None:
        _inherited.append(client.connection)
        client.connection = None
    for part in _parts(client):
        for name, value in list(vars(part).items()):
            if isinstance(value, _LOCK):
                setattr(part, name, threading.Lock())
            elif isinstance(value, _RLOCK):
                setattr(part, name, threading.RLock())


_LOCK, _RLOCK = type(threading.Lock()), type(threading.RLock())


def _parts(client: Any) -> Iterator[Any]:
    """Yield a client of redis-py and all objects of redis-py that it consists of."""
    found, seen = [client], set()
    while found:
        part = found.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, dict):
            found += part.values()
        elif isinstance(part, list | tuple | set):
            found += part
        elif type(part).__module__.partition(".")[0] == "redis" and hasattr(part, "__dict__"):
            yield part
            found += vars(part).values()


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
