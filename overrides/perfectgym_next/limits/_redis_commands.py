"""Commands for a Redis server: their state, the threads that run them, and the errors they end with."""

from __future__ import annotations

import _thread
import contextlib
import itertools
import os
import threading
import time
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic

from perfectgym_next.limits._base import LimiterError
from perfectgym_next.limits._queue import W
from perfectgym_next.limits._redis_client import disconnect_idle

if TYPE_CHECKING:
    from perfectgym_next.limits._redis_scripts import Script

__all__ = ["MAX_REPLY_SECONDS", "Command", "Workers"]

MAX_REPLY_SECONDS = 5.0
"""Seconds after which a command is neither sent nor waited for any more."""

_MAX_SLEEP = 0.1
"""Seconds after which a caller checks by itself whether its command is done.

A forked child shares the selector of its parent's event loop. When the child ends with the loop in its memory, it takes
the pipe out by which threads wake the loop.
"""

_MAX_WORKERS = 32
_WORKER_IDLE_SECONDS = 5.0
"""Seconds after which a thread without commands ends."""

_ids = itertools.count(int.from_bytes(os.urandom(5), "big"))


class Command(Generic[W]):
    """A script that the server runs once, and its result.

    Args:
        waiter: What the caller sleeps on. It is woken when the command is done. Once it is gone, the command is not
            sent any more.
        script: The script.
        seconds: Seconds for which the caller waits for the reply.

    Attributes:
        waiter: As given.
        seconds: As given.
        asked_at: Monotonic time from which on the caller waits.
    """

    def __init__(self, waiter: W, script: Script, seconds: float) -> None:
        self.waiter: W = waiter
        self.seconds = seconds
        self.asked_at = time.monotonic()
        self._is_done = False
        self._reply: list[Any] = []
        self._error: BaseException | None = TimeoutError("no reply in time")
        self._id = next(_ids)
        self._arguments = (script.source, len(script.keys), *script.keys, self._id, *script.arguments)

    def run(self, client: Any) -> None:
        """Send the command with a client for threads, unless it is too late."""
        if time.monotonic() < self.asked_at + MAX_REPLY_SECONDS and not self.waiter.is_gone:
            try:
                self._receive(client.eval(*self._arguments))
                if self._error is not None:
                    disconnect_idle(client)
            except BaseException as error:  # whatever ends this thread, the caller gets to know it
                self._error = error
        self._complete()

    async def run_async(self, client: Any) -> None:
        """Send the command with a client for asyncio."""
        try:
            self._receive(await client.eval(*self._arguments))
            if self._error is not None:
                await disconnect_idle(client)
        except Exception as error:
            self._error = error
        finally:
            self._complete()

    def fail(self, error: Exception) -> None:
        """End the command with an error."""
        self._error = error
        self._complete()

    def next_sleep(self) -> float:
        """Return the seconds to sleep before the next call, 0 if the command is done or the caller waited enough."""
        self.waiter.clear()  # before the check: a command that is done by now ends the sleep
        left = 0.0 if self._is_done else self.asked_at + self.seconds - time.monotonic()
        return max(0.0, min(left, _MAX_SLEEP))

    def result(self) -> list[Any]:
        """Return the reply.

        Raises:
            LimiterError: The reply is missing, or is an error.
        """
        is_done = self._is_done
        if is_done and self._error is None:
            return self._reply
        cause = self._error if is_done else None
        problem = f"no reply within {self.seconds:.2g} s" if cause is None else f"{type(cause).__name__}: {cause}"
        raise LimiterError(
            f"the request was not sent: the Redis server of the rate limiter failed ({problem})"
        ) from cause

    def _receive(self, reply: Any) -> None:
        if isinstance(reply, list) and reply[:1] == [self._id]:
            self._reply, self._error = reply[1:], None
        else:
            self._error = ValueError("the connection had the reply to another command on it")

    def _complete(self) -> None:
        self._is_done = True
        self.waiter.wake()


class Workers:
    """Threads that wait for the server, so that callers can stop waiting at any time.

    Only they use the client for threads: redis-py loses connections when an exception from a signal handler comes at
    the wrong moment, and lends others that have half a reply on them. What the callers' threads do here can be
    interrupted anywhere, by the garbage collector too: they take no lock and count nothing.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._commands: SimpleQueue[Command[Any]] = SimpleQueue()
        self._lock = threading.Lock()
        self._running = 0
        self._idle = 0

    def submit(self, command: Command[Any]) -> None:
        """Have a command run. It fails where no thread can be started."""
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
                command = self._commands.get(timeout=_WORKER_IDLE_SECONDS)
            with self._lock:
                self._idle -= 1
                self._running -= 1
                if command is None and self._commands.empty():  # else it came just before we were idle no longer
                    return
                self._running += 1
            if command is not None:
                command.run(self._client)
