"""Outcomes of an operation that is called for many arguments: what ``gym.map()`` returns."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from inspect import isawaitable, iscoroutine
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from perfectgym_next._core.background import Call, WorkerTasks, WorkerThreads
from perfectgym_next.pagination import AsyncPager, Pager

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Iterable, Iterator
    from types import TracebackType

__all__ = ["MAX_CONCURRENCY", "AsyncOutcomes", "Outcome", "Outcomes"]

A = TypeVar("A")
R = TypeVar("R")

MAX_CONCURRENCY = 100
"""Maximum number of calls at a time: a client opens as many connections."""

LOOK_AHEAD = 4
"""Arguments read ahead of the returned outcomes, for each call at a time: one slow call does not stop the others."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[A, R]):
    """How one call ended.

    Attributes:
        argument: What the operation was called with.
        error: What it raised, or None.
    """

    argument: A
    error: Exception | None
    _result: R | None = field(repr=False)

    def result(self) -> R:
        """Return the result of the call, or raise its error."""
        if self.error is not None:
            raise self.error
        return self._result  # type: ignore[return-value]  # the operation returned it


class _MisuseError(TypeError):
    """The function cannot be used with ``map()``. It is raised at once, not returned as an outcome."""


class _Window(Generic[A, R]):
    """When another argument is read, and which outcome is next. Does no I/O."""

    def __init__(self, concurrency: int) -> None:
        self._calls: deque[Call[A, R]] = deque()
        self._size = concurrency * LOOK_AHEAD
        self._has_read = False
        self._is_exhausted = False
        self._failure: Exception | None = None

    @property
    def needs_argument(self) -> bool:
        """Whether to read another argument: one for each outcome, and up to the size while the next one is late."""
        if self._is_exhausted or len(self._calls) >= self._size:
            return False
        return not self._has_read or not self._calls or self.needs_call

    @property
    def needs_call(self) -> bool:
        """Whether the call of the next outcome has not ended."""
        return bool(self._calls) and not self._calls[0].is_finished

    def add(self, call: Call[A, R]) -> None:
        """Add the call for an argument that was read."""
        self._has_read = True
        self._calls.append(call)

    def end(self, failure: Exception | None = None) -> None:
        """Note that the arguments have ended, or why they cannot be read."""
        self._is_exhausted = True
        self._failure = failure

    def next_outcome(self) -> Outcome[A, R] | None:
        """Return the next outcome, None at the end.

        Raises:
            Exception: The arguments could not be read; raised after the outcomes of those before.
        """
        self._has_read = False
        if self._calls:
            return create_outcome(self._calls.popleft())
        if self._failure is not None:
            raise self._failure
        return None


def create_outcome(call: Call[A, R]) -> Outcome[A, R]:
    """Return the outcome of a call.

    Raises:
        TypeError: The function cannot be used with ``map()``.
        BaseException: The call was interrupted or cancelled.
    """
    error = call.error
    if error is not None and (isinstance(error, _MisuseError) or not isinstance(error, Exception)):
        raise error
    return Outcome(call.argument, error, call.value)


def _check_arguments(function: object, arguments: object, concurrency: int) -> None:
    if not callable(function):
        raise TypeError(f"map() needs an operation such as gym.customers_account.get_balances, not {function!r}")
    if isinstance(arguments, str | bytes):
        raise TypeError(f"map() needs an iterable of arguments, not a {type(arguments).__name__}: give a list")
    if isinstance(concurrency, bool) or not isinstance(concurrency, int) or not 1 <= concurrency <= MAX_CONCURRENCY:
        raise ValueError(f"invalid concurrency {concurrency!r}: expected a whole number from 1 to {MAX_CONCURRENCY}")


def _split(outcomes: list[Outcome[A, R]]) -> tuple[list[Outcome[A, R]], list[Outcome[A, R]]]:
    return [one for one in outcomes if one.error is None], [one for one in outcomes if one.error is not None]


def _refuse_pager(result: object) -> None:
    if isinstance(result, Pager | AsyncPager):
        raise _MisuseError(
            f"map() was given a function that returns a {type(result).__name__}, which sends nothing before it is "
            "iterated over: collect its entries, as in map(lambda id: gym.….list_…(id).collect(), ids)"
        )


class Outcomes(Generic[A, R]):
    """The outcomes of ``gym.map()`` in the order of the arguments: an iterator, to be iterated over once.

    Nothing is sent before the first outcome is requested. When the iteration is abandoned (``break``, an exception,
    `close`), no further call starts. The calls in progress end by themselves, and their outcomes are lost.

    Raises (while iterating):
        TypeError: The operation returns a pager or a coroutine.
        RuntimeError: This process was forked during the iteration. The calls belong to the parent.
        Exception: Of the iterable of arguments, after the outcomes of the arguments before, or of ``progress``.
    """

    def __init__(
        self,
        function: Callable[[A], R],
        arguments: Iterable[A],
        *,
        concurrency: int,
        progress: Callable[[Outcome[A, R]], object] | None,
    ) -> None:
        _check_arguments(function, arguments, concurrency)
        # A generator without a reference to this object: it is collected and stopped together with it.
        self._outcomes = _iterate(function, iter(arguments), concurrency, progress)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Outcome[A, R]:
        return next(self._outcomes)

    def results(self) -> Iterator[R]:
        """Iterate over the results. The first error is raised, and ends the iteration."""
        with self:
            for outcome in self:
                yield outcome.result()

    def split(self) -> tuple[list[Outcome[A, R]], list[Outcome[A, R]]]:
        """Finish all calls. Return the outcomes of those that succeeded, and of those that failed."""
        return _split(list(self))

    def close(self) -> None:
        """Start no further call, and end the iteration."""
        self._outcomes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _iterate(
    function: Callable[[A], R],
    arguments: Iterator[A],
    concurrency: int,
    progress: Callable[[Outcome[A, R]], object] | None,
) -> Generator[Outcome[A, R], None, None]:
    window: _Window[A, R] = _Window(concurrency)
    threads: WorkerThreads[A, R] = WorkerThreads(concurrency)
    call = partial(_call, function)
    try:
        while True:
            while window.needs_argument:
                try:
                    argument = next(arguments)
                except StopIteration:
                    window.end()
                except Exception as error:
                    window.end(error)
                else:
                    _require_own_process(threads)
                    window.add(threads.submit(call, argument))
                _report(threads.next_finished(wait=False), progress)
            while window.needs_call:
                _report(threads.next_finished(), progress)
                _require_own_process(threads)
            outcome = window.next_outcome()
            if outcome is None:
                return
            yield outcome
            _require_own_process(threads)
    finally:
        threads.stop()


def _call(function: Callable[[A], R], argument: A) -> R:
    result = function(argument)
    _refuse_pager(result)
    if iscoroutine(result):
        result.close()
        raise _MisuseError("map() of PerfectGym was given a coroutine function: use AsyncPerfectGym")
    return result


def _require_own_process(threads: WorkerThreads[Any, Any]) -> None:
    if threads.is_inherited:
        raise RuntimeError(
            "this process was forked during map(), whose calls belong to the parent process: "
            "call map() in this process with arguments of its own"
        )


def _report(call: Call[A, R] | None, progress: Callable[[Outcome[A, R]], object] | None) -> None:
    if call is not None:
        outcome = create_outcome(call)
        if progress is not None:
            progress(outcome)


class AsyncOutcomes(Generic[A, R]):
    """The outcomes of ``gym.map()`` in the order of the arguments, to be iterated over once with ``async for``.

    As `Outcomes`. When the iteration is closed or cancelled, the calls in progress are cancelled. After a ``break``,
    the event loop does so in one of its next turns; `close` and ``async with`` do so at once.
    """

    def __init__(
        self,
        function: Callable[[A], Awaitable[R]],
        arguments: Iterable[A] | AsyncIterable[A],
        *,
        concurrency: int,
        progress: Callable[[Outcome[A, R]], object] | None,
    ) -> None:
        _check_arguments(function, arguments, concurrency)
        if not isinstance(arguments, AsyncIterable):
            arguments = iter(arguments)
        self._outcomes = _iterate_async(function, arguments, concurrency, progress)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Outcome[A, R]:
        return await anext(self._outcomes)

    async def results(self) -> AsyncGenerator[R, None]:
        """Iterate over the results. The first error is raised, and ends the iteration."""
        async with self:
            async for outcome in self:
                yield outcome.result()

    async def split(self) -> tuple[list[Outcome[A, R]], list[Outcome[A, R]]]:
        """Finish all calls. Return the outcomes of those that succeeded, and of those that failed."""
        async with self:
            return _split([outcome async for outcome in self])

    async def close(self) -> None:
        """Start no further call, cancel those in progress, and end the iteration."""
        await self._outcomes.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


async def _iterate_async(
    function: Callable[[A], Awaitable[R]],
    arguments: AsyncIterable[A] | Iterator[A],
    concurrency: int,
    progress: Callable[[Outcome[A, R]], object] | None,
) -> AsyncGenerator[Outcome[A, R], None]:
    window: _Window[A, R] = _Window(concurrency)
    tasks: WorkerTasks[A, R] = WorkerTasks(concurrency)
    call = partial(_call_async, function)
    source = aiter(arguments) if isinstance(arguments, AsyncIterable) else arguments
    try:
        while True:
            while window.needs_argument:
                try:
                    argument = await anext(source) if isinstance(source, AsyncIterator) else next(source)
                except (StopIteration, StopAsyncIteration):
                    window.end()
                except Exception as error:
                    window.end(error)
                else:
                    window.add(tasks.submit(call, argument))
                _report(await tasks.next_finished(wait=False), progress)
            while window.needs_call:
                _report(await tasks.next_finished(), progress)
            outcome = window.next_outcome()
            if outcome is None:
                return
            yield outcome
    finally:
        try:
            await tasks.stop()
        finally:
            if source is not arguments and isinstance(source, AsyncGenerator):
                await source.aclose()


async def _call_async(function: Callable[[A], Awaitable[R]], argument: A) -> R:
    result = function(argument)
    _refuse_pager(result)
    if not isawaitable(result):
        raise _MisuseError(
            f"map() of AsyncPerfectGym was given a function that returns {type(result).__name__}, not an awaitable: "
            "give an operation of AsyncPerfectGym or a coroutine function"
        )
    return await result
