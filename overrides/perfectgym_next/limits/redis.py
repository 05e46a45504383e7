"""A limiter that processes and machines share over a Redis server. Needs the extra `perfectgym-next[redis]`."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from perfectgym_next._core.forks import keep_for_parent, renew_after_fork
from perfectgym_next.errors import ConfigurationError
from perfectgym_next.limits._base import LimiterError, compute_span
from perfectgym_next.limits._queue import Acquisition, TaskWaiter, ThreadWaiter, W, drive, drive_async
from perfectgym_next.limits._redis_client import make_client, renew_client
from perfectgym_next.limits._redis_commands import MAX_REPLY_SECONDS, Command, Workers
from perfectgym_next.limits._redis_queue import SharedQueue
from perfectgym_next.limits._redis_scripts import Scripts

if TYPE_CHECKING:
    import redis.asyncio

    from perfectgym_next.limits._base import Bucket

__all__ = ["RedisLimiter"]

_MIN_REPLY_SECONDS = 0.5
"""Seconds for which `acquire` waits for a reply, at least, whatever little time the caller has left."""

_UPDATE_SECONDS = 0.25
"""Seconds for which `release` and `pause` wait for a reply."""


class _Acquisition(Acquisition[W]):
    """The way of one caller through the queue of this process to a grant of the server."""

    def __init__(self, limiter: RedisLimiter, bucket: Bucket, waiter: W, max_wait: float | None) -> None:
        super().__init__(bucket, waiter, max_wait)
        self._limiter = limiter
        self._queue: SharedQueue | None = None
        self._command: Command[W] | None = None

    def poll(self) -> float | None:
        queue = self._queue or self._join()
        if self._command is not None:
            self.sleep_seconds = self._command.next_sleep()
            if self.sleep_seconds:
                return None
            grant = self._receive(self._command, queue)
            if grant is not None:
                return grant
        with queue.lock:
            is_turn = queue.poll(self.waiter, now := time.monotonic())
        if not is_turn:
            self._sleep_until_turn(now)
            return None
        seconds = max(_MIN_REPLY_SECONDS, min(MAX_REPLY_SECONDS, self.waiter.deadline - now))
        self._command = Command(type(self.waiter)(), self._limiter._scripts.acquire(self._bucket), seconds)
        self._limiter._submit(self._command)
        self.sleeper, self.sleep_seconds = self._command.waiter, self._command.next_sleep()
        return None

    def _join(self) -> SharedQueue:
        now = time.monotonic()
        with self._limiter._lock:
            new = SharedQueue(self._limiter._span, self._limiter._lock)
            self._queue = queue = self._limiter._queues.setdefault(self._bucket.name, new)
            queue.join(self.waiter, now, self._max_wait)
        return queue

    def _receive(self, command: Command[W], queue: SharedQueue) -> float | None:
        self._command, command.waiter.is_gone = None, True
        try:
            reply = command.result()
        except LimiterError as error:
            if error.__cause__ is not None or command.seconds >= MAX_REPLY_SECONDS:  # else others have more time
                with queue.lock:
                    queue.fail(error)
            raise
        with queue.lock:
            grant = queue.apply_reply(self.waiter, reply, command.asked_at)
        if grant is not None:
            self.leave()
        return grant

    def leave(self) -> None:
        queue, queues = self._queue, self._limiter._queues
        if queue is not None:
            with queue.lock:
                queue.leave(self.waiter)
                if not queue.waiters and queues.get(self._bucket.name) is queue:
                    del queues[self._bucket.name]  # a queue exists while somebody is in it


class RedisLimiter:
    """A `perfectgym_next.limits.RateLimiter` for all processes that use the same Redis server.

    The window is counted on the server, by the server's clock. Within a process, callers of a bucket go in the order of
    their arrival, and one of them at a time asks the server. Between processes, whoever asks first goes first. The
    server holds hashes of keys, method and path, never a key.

    A request is not sent if the server does not reply in the caller's own time, 0.5 s at least and 5 s at most:
    `LimiterError` is raised, whatever the client raised. A response is delayed by 0.25 s at most. A slot that is
    acquired while its caller is cancelled or gives up counts for one window. Each request costs the server two short
    scripts.

    Threads of the limiter, 32 at most, ask the server, or tasks where an `async_client` was given, so that waiting can
    be cut short. A forked process goes on with connections of its own; a given `async_client` stays with the parent.

    Args:
        client: Client for `acquire` and `pause`.
        async_client: Client for `acquire_async` and `pause_async` in place of `client`; it belongs to one event loop.
        window: Length of the window in seconds.
        margin: Part of the window by which it is lengthened.
        prefix: Beginning of the names of all keys on the server.

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
        self._span = compute_span(window, margin)
        self._scripts = Scripts(prefix, self._span)
        self._reset()
        renew_after_fork(self)

    def _reset(self) -> None:
        self._lock = threading.RLock()
        self._queues: dict[str, SharedQueue] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._workers = None if self._client is None else Workers(self._client)

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
            prefix: Beginning of the names of all keys on the server.

        Raises:
            ValueError: `url` is not that of a Redis server, `window` is not positive, or `margin` is negative.
        """
        limiter = cls(make_client(url), window=window, margin=margin, prefix=prefix)
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
        """Implement `perfectgym_next.limits.RateLimiter.acquire`.

        Raises:
            ConfigurationError: The limiter was made without a client for threads.
            LimitWaitError: The wait is longer than `max_wait`.
            LimiterError: The server does not reply.
        """
        self._require_client(is_async=False)
        return drive(_Acquisition(self, bucket, ThreadWaiter(bucket.limit), max_wait))

    async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
        """Implement `perfectgym_next.limits.RateLimiter.acquire_async`. Needs asyncio.

        Raises:
            ConfigurationError: The limiter has no client for event loops.
            LimitWaitError: The wait is longer than `max_wait`.
            LimiterError: The server does not reply.
        """
        self._require_client(is_async=True)
        return await drive_async(_Acquisition(self, bucket, TaskWaiter(bucket.limit), max_wait))

    def release(self, bucket: Bucket, grant: float) -> None:
        """Implement `perfectgym_next.limits.RateLimiter.release`."""
        if bucket.limit is not None and self._workers is not None:
            # The outcome is ignored: the response must not be lost because its slot cannot be counted anew.
            self._send(Command(ThreadWaiter(), self._scripts.release(bucket, grant), _UPDATE_SECONDS))

    async def release_async(self, bucket: Bucket, grant: float) -> None:
        """Implement `perfectgym_next.limits.RateLimiter.release_async`."""
        if bucket.limit is None or (self._workers is None and self._async_client is None):
            return
        script = self._scripts.release(bucket, grant)
        if sys.exc_info()[0] is not GeneratorExit:
            await self._send_async(Command(TaskWaiter(), script, _UPDATE_SECONDS))
        elif self._workers is not None:  # the caller is being closed, perhaps with its loop: it cannot wait
            self._workers.submit(Command(ThreadWaiter(), script, _UPDATE_SECONDS))

    def pause(self, bucket: Bucket, seconds: float) -> None:
        """Implement `perfectgym_next.limits.RateLimiter.pause`.

        Raises:
            ConfigurationError: The limiter was made without a client for threads.
            LimiterError: The server does not reply.
        """
        self._require_client(is_async=False)
        self._send(command := Command(ThreadWaiter(), self._scripts.pause(bucket, seconds), _UPDATE_SECONDS))
        command.result()

    async def pause_async(self, bucket: Bucket, seconds: float) -> None:
        """Implement `perfectgym_next.limits.RateLimiter.pause_async`.

        Raises:
            ConfigurationError: The limiter has no client for event loops.
            LimiterError: The server does not reply.
        """
        self._require_client(is_async=True)
        await self._send_async(command := Command(TaskWaiter(), self._scripts.pause(bucket, seconds), _UPDATE_SECONDS))
        command.result()

    def _require_client(self, *, is_async: bool) -> None:
        if self._client is None and not (is_async and self._async_client is not None):
            raise ConfigurationError(
                "the async_client of this RedisLimiter belongs to the parent process: make the limiter after the fork, "
                "or give it a client too"
                if is_async
                else "this RedisLimiter has no client: give it one for use from threads"
            )

    def _send(self, command: Command[ThreadWaiter]) -> None:
        self._submit(command)
        while seconds := command.next_sleep():
            command.waiter.sleep(seconds)

    async def _send_async(self, command: Command[TaskWaiter]) -> None:
        self._submit(command)
        while seconds := command.next_sleep():
            await command.waiter.sleep(seconds)

    def _submit(self, command: Command[Any]) -> None:
        """Have a command sent by a thread, or by a task of its own, without waiting for the reply."""
        if self._async_client is not None and isinstance(command.waiter, TaskWaiter):
            # The task goes on if the caller is cancelled, so that no reply is left on the connection.
            task = asyncio.ensure_future(command.run_async(self._async_client))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            timer = task.get_loop().call_later(MAX_REPLY_SECONDS, _cancel, task)
            task.add_done_callback(lambda _: timer.cancel())
        elif self._workers is not None:
            self._workers.submit(command)

    def renew(self) -> None:
        """Leave connections, callers and the `async_client` to the parent process."""
        keep_for_parent((self._tasks, self._workers, self._queues, self._async_client))
        self._async_client = None
        self._reset()
        if self._client is not None:
            renew_client(self._client)


def _cancel(task: asyncio.Task[None]) -> None:
    """Cancel a task, again and again: redis-py swallows a cancellation while it has just sent a command."""
    if not task.done():
        task.cancel()
        task.get_loop().call_later(1.0, _cancel, task)
