"""Calls in the background: in threads, or in tasks of an event loop; at most so many at a time, the others wait.

A thread or task ends when no call is left, and no reference leads from it to the iteration that submitted the calls. So
an abandoned iteration is collected at once, and nothing waits for work.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from contextvars import Context, ContextVar, copy_context
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from perfectgym_next._core.forks import renew_after_fork

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Callable, Coroutine

__all__ = ["Call", "WorkerTasks", "WorkerThreads", "cancel", "is_abandoned"]

_log = logging.getLogger("perfectgym_next")

A = TypeVar("A")
R = TypeVar("R")


_abandoned: ContextVar[threading.Event | None] = ContextVar("perfectgym_next_abandoned", default=None)


def is_abandoned() -> bool:
    """Return whether this is a thread's call for which nobody waits any more. It should send no further request."""
    abandoned = _abandoned.get()
    return abandoned is not None and abandoned.is_set()


class Call(Generic[A, R]):
    """A function that is called in the background, in a copy of its caller's context.

    Attributes:
        function: The function; a coroutine function for `WorkerTasks`.
        argument: What it is called with.
        context: The copy.
        abandoned: Set when nobody waits for the call any more. The context leads to it, and it not to the call.
        is_finished: Whether `next_finished` has returned the call.
        value: What the function returned.
        error: What it raised.
    """

    __slots__ = ("abandoned", "argument", "context", "error", "function", "is_finished", "value")

    function: Callable[[A], Any]
    argument: A
    context: Context
    abandoned: threading.Event
    is_finished: bool
    value: R | None
    error: BaseException | None

    def __init__(self, function: Callable[[A], Any], argument: A) -> None:
        self.function = function
        self.argument = argument
        self.context = copy_context()
        self.abandoned = threading.Event()
        self.is_finished = False
        self.value = None
        self.error = None

    def take_result(self) -> R:
        """Return the result or raise the error, once: the traceback must not refer to itself."""
        error, self.error = self.error, None
        try:
            if error is not None:
                raise error
            return self.value  # type: ignore[return-value]  # the function returned it
        finally:
            del error


class WorkerThreads(Generic[A, R]):
    """Daemon threads that make calls.

    Args:
        concurrency: Maximum number of calls at a time.

    Attributes:
        is_inherited: Whether this process was forked after the object was created. It has none of its threads.
    """

    is_inherited: bool

    def __init__(self, concurrency: int) -> None:
        self._concurrency = concurrency
        self._lock = threading.Lock()
        self._waiting: deque[Call[A, R]] = deque()
        self._finished: SimpleQueue[Call[A, R] | None] = SimpleQueue()
        self._running = 0
        self._unfinished: set[Call[A, R]] = set()
        self.is_inherited = False
        renew_after_fork(self)

    def submit(self, function: Callable[[A], R], argument: A) -> Call[A, R]:
        """Call a function as soon as a thread is free."""
        call: Call[A, R] = Call(function, argument)
        call.context.run(_abandoned.set, call.abandoned)
        self._unfinished.add(call)
        with self._lock:
            self._waiting.append(call)
            needs_thread = self._running < self._concurrency
            self._running += needs_thread
        if needs_thread:
            self._start_thread()
        return call

    def _start_thread(self) -> None:
        try:
            threading.Thread(target=self._work, name="perfectgym-next-worker", daemon=True).start()
        except RuntimeError as error:  # too many threads, or the interpreter is shutting down
            with self._lock:
                self._running -= 1
            from perfectgym_next._core.log_fields import log_fields

            text = "perfectgym_next: cannot start a thread, calls are made in the caller's: %s"
            _log.debug(text, error, extra=log_fields(error=type(error).__name__))

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._running -= 1
                    return
                call = self._waiting.popleft()
            self._make(call)
            del call  # its value belongs to the caller alone

    def _make(self, call: Call[A, R]) -> None:
        call.value, call.error = call.context.run(_attempt, call.function, call.argument)
        self._finished.put(call)
        del call  # the traceback of its error leads to this frame, too

    def next_finished(self, *, wait: bool = True) -> Call[A, R] | None:
        """Return a call that has ended, in the order in which they end.

        Args:
            wait: Whether to wait for one.

        Returns:
            The call, or None: no call is left, none has ended yet (with ``wait=False``), or `is_inherited`.
        """
        if self.is_inherited or not self._unfinished:
            return None
        if wait and self._waiting and not self._running:  # no thread could be started
            self._make(self._waiting.popleft())
        try:
            call = self._finished.get(block=wait)
        except Empty:
            return None
        if call is not None:
            self._unfinished.discard(call)
            call.is_finished = True
        return call

    def stop(self) -> None:
        """Start no further call. Those in progress end by themselves, and send no further request."""
        self._waiting.clear()
        for call in self._unfinished:
            call.abandoned.set()
        self._unfinished.clear()

    def renew(self) -> None:
        """Leave the calls to the parent process after a fork; see `perfectgym_next._core.forks.Renewable`."""
        self.is_inherited = True
        self._lock = threading.Lock()
        self._waiting.clear()
        self._finished.put(None)  # wakes a caller whose signal handler forked


class WorkerTasks(Generic[A, R]):
    """`WorkerThreads` in tasks of the running event loop."""

    def __init__(self, concurrency: int) -> None:
        from asyncio import Event

        self._concurrency = concurrency
        self._waiting: deque[Call[A, R]] = deque()
        self._finished: deque[Call[A, R]] = deque()
        self._has_finished = Event()
        self._tasks: set[Task[R]] = set()

    def submit(self, function: Callable[[A], Coroutine[Any, Any, R]], argument: A) -> Call[A, R]:
        """Call a coroutine function as soon as a task is free."""
        call: Call[A, R] = Call(function, argument)
        self._waiting.append(call)
        self._start_tasks()
        return call

    def _start_tasks(self) -> None:
        from asyncio import create_task

        while self._waiting and len(self._tasks) < self._concurrency:
            call = self._waiting.popleft()
            task: Task[R] = create_task(call.function(call.argument), context=call.context)
            self._tasks.add(task)
            task.add_done_callback(partial(self._task_done, call))

    def _task_done(self, call: Call[A, R], task: Task[R]) -> None:
        from asyncio import CancelledError

        self._tasks.discard(task)
        call.error = CancelledError() if task.cancelled() else task.exception()
        call.value = task.result() if call.error is None else None
        self._finished.append(call)
        self._has_finished.set()
        self._start_tasks()

    async def next_finished(self, *, wait: bool = True) -> Call[A, R] | None:
        """Return a call that has ended; see `WorkerThreads.next_finished`."""
        while wait and not self._finished and self._tasks:
            self._has_finished.clear()
            await self._has_finished.wait()
        if not self._finished:
            return None
        call = self._finished.popleft()
        call.is_finished = True
        return call

    async def stop(self) -> None:
        """Start no further call, and cancel those in progress."""
        self._waiting.clear()
        await cancel(*self._tasks)


async def cancel(*tasks: Task[Any]) -> None:
    """Cancel tasks whose outcome nobody needs, and wait until they have ended."""
    from asyncio import wait

    for task in tasks:
        task.add_done_callback(_ignore_outcome)
        task.cancel()
    if tasks:
        await wait(tasks)


def _ignore_outcome(task: Task[Any]) -> None:
    if not task.cancelled():
        task.exception()  # asyncio logs exceptions that nobody has read


def _attempt(function: Callable[[A], R], argument: A) -> tuple[R | None, BaseException | None]:
    # A frame from which no reference leads to the call: an error that refers to itself would wait for the collector.
    try:
        return function(argument), None
    except BaseException as error:
        return None, error
