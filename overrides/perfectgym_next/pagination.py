"""Pagers: iterators over lists that the API returns slice by slice.

A sliced operation returns a pager at once, without a request. Each iteration is a new walk from the pager's offset;
it requests the next slice when the caller has consumed the last one, or with `prefetch` while the caller consumes it.
"""

from __future__ import annotations

import logging
from contextlib import aclosing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar, Unpack

from perfectgym_next._core.background import WorkerThreads, cancel
from perfectgym_next._core.model import Model
from perfectgym_next._core.operation import CallOptions, check_option_names
from perfectgym_next._core.position import Position, hash_entry, parse_offset
from perfectgym_next.errors import PaginationError, PerfectGymError

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator

    from perfectgym_next._core.operation import Request

__all__ = ["AsyncPager", "Pager", "Slice"]

_log = logging.getLogger("perfectgym_next")

T = TypeVar("T")
S = TypeVar("S")

MAX_EMPTY_SLICES = 100
"""Empty slices in a row, each with ``hasNext``, after which a walk stops with an error."""

MAX_EXACT_OFFSETS = 10_000
"""Offsets that a walk remembers one by one; beyond them a circle is detected a little later, with one offset."""


class Slice(Model, Generic[T]):
    """One slice of a list; the base class of generated slices."""

    __slots__ = ()

    has_next: bool
    offset: str | None

    @property
    def entries(self) -> list[T]:
        """The entries of this slice."""
        raise NotImplementedError

    @property
    def next_offset(self) -> str | None:
        """Offset of the next slice, for ``list_…(…, offset=…)``; None at the end of the list.

        This is the vendor's offset, which does not say which list it belongs to; `Pager.resume_offset` does.

        Raises:
            PaginationError: More slices follow, but the service does not say where.
        """
        if self.has_next and not self.offset:
            raise PaginationError(type(self).__name__, "hasNext is true, but the offset of the next slice is missing")
        return self.offset if self.has_next else None


class _Client(Protocol):
    def send(self, request: Request[S], /, **options: Unpack[CallOptions]) -> S: ...


class _AsyncClient(Protocol):
    def send(self, request: Request[S], /, **options: Unpack[CallOptions]) -> Coroutine[Any, Any, S]: ...


C = TypeVar("C", _Client, _AsyncClient)


class _Place:
    """A slice, and how many of its entries are done; each slice of a walk has one of its own, and `done` only grows.

    Another thread that reads the place of a running walk therefore gets one that is at most a little behind.
    """

    __slots__ = ("_entries", "_start", "done")

    def __init__(self, start: Position) -> None:
        self._start = start
        self._entries: list[Any] = []
        self.done = start.done

    @property
    def position(self) -> Position:
        """The place as a position."""
        done, start = self.done, self._start
        if done == start.done:
            return start
        return start._replace(done=done, last_done=hash_entry(self._entries[done - start.done - 1]))

    def receive(self, entries: list[Any], *, more: bool, operation: str) -> int:
        """Remove the entries that are done from a slice. Return how many of them are left for later slices."""
        left = self._skip_done(entries, more=more, operation=operation) if self._start.done else 0
        self._entries = entries
        return left

    def _skip_done(self, entries: list[Any], *, more: bool, operation: str) -> int:
        # If entries were removed or added since, the last one done is not where it was.
        count, last = self._start.done, self._start.last_done
        if last and hash_entry(next(iter(entries[count - 1 :]), None)) != last:
            found = [number for number, entry in enumerate(entries, 1) if hash_entry(entry) == last]
            if found:
                count = found[-1]
            elif not more or len(entries) >= count:
                from perfectgym_next._core.log_fields import log_fields

                text = "%s: the list has changed, the entry at which the walk stopped is gone"
                _log.warning(text, operation, extra=log_fields(operation=operation))
                count -= 1
        left = max(0, count - len(entries)) if more else 0
        del entries[:count]
        return left


class _PageCursor(Generic[T]):
    """State of one walk: where it is, what to request next, and whether it may continue. Does no I/O."""

    __slots__ = ("_checkpoint", "_empty", "_next", "_request", "_seen", "_steps", "place")

    def __init__(self, request: Request[Slice[T]], start: Position) -> None:
        self._request = request
        self._seen: set[str | None] = {start.offset}
        self._checkpoint: str | None = None
        self._steps = 0
        self._empty = 0
        self.place = _Place(start)
        self._next = self.place

    @property
    def resume_offset(self) -> str:
        """The place as text."""
        return self.place.position.encode(self._request)

    def advance(self) -> Request[Slice[T]] | None:
        """Move to the next slice, which counts the current one as done. Return its request, None at the end."""
        self.place = self._next
        return self.next_request()

    def next_request(self) -> Request[Slice[T]] | None:
        """Return the request of the next slice without moving to it; None at the end of the list."""
        start = self._next.position
        if start.ended:
            return None
        request = self._request.with_query("offset", start.offset)
        if start.slice_size != request.query_value("sliceSize"):
            request = request.with_query("sliceSize", start.slice_size)
        return request

    def receive(self, fetched: Slice[T]) -> Slice[T]:
        """Remove the entries that are done from the slice at this place, and find the place behind it.

        Raises:
            PaginationError: The slice has no usable offset of the next one.
        """
        start, name = self.place.position, self._request.operation.name
        following = self._next_position(fetched)
        left = self.place.receive(fetched.entries, more=not following.ended, operation=name)
        if left:  # the slice was shorter than it was
            following = start._replace(offset=following.offset, done=left)
        self._next = _Place(following)
        return fetched

    def entries(self, fetched: Slice[T]) -> Iterator[T]:
        """Yield the entries of the slice at this place; each is done when the next is taken."""
        place = self.place
        for entry in fetched.entries:
            yield entry
            place.done += 1

    def collect(self, fetched: Slice[T], entries: list[T], limit: int | None) -> bool:
        """Append the entries of the slice at this place to a list. Return whether the list has reached its limit."""
        new = fetched.entries if limit is None else fetched.entries[: limit - len(entries)]
        entries += new
        self.place.done += len(new)
        return len(entries) == limit

    @contextmanager
    def locate_errors(self) -> Iterator[None]:
        """Write into an error where the walk can be resumed, and in which list."""
        try:
            yield
        except PerfectGymError as error:
            error.resume_offset = self.resume_offset
            error.add_note(f"resume_offset is a position in {self._request.operation.name}; other lists refuse it")
            raise

    def _next_position(self, fetched: Slice[T]) -> Position:
        size = self._request.query_value("sliceSize")
        if not fetched.has_next:
            return Position(None, slice_size=size, ended=True)
        following = fetched.offset
        if not following or not isinstance(following, str | int):
            raise self._error("the next slice cannot be requested: the service returned hasNext without an offset")
        following = str(following)
        if following in self._seen or following == self._checkpoint:
            raise self._error(f"the walk goes round in circles: offset {following!r} was returned before")
        self._empty = 0 if fetched.entries else self._empty + 1
        if self._empty >= MAX_EMPTY_SLICES:
            raise self._error(f"{MAX_EMPTY_SLICES} empty slices in a row, each with hasNext")
        self._remember(following)
        return Position(following, slice_size=size)

    def _remember(self, offset: str) -> None:
        self._steps += 1
        if self._steps < MAX_EXACT_OFFSETS:
            self._seen.add(offset)
        elif self._steps & (self._steps - 1) == 0 or self._checkpoint is None:
            self._checkpoint = offset  # Brent's cycle detection: memory stays flat on a walk of any length

    def _error(self, reason: str) -> PaginationError:
        return PaginationError(
            self._request.operation.name, f"{reason}; the service is at fault, try again later from resume_offset"
        )


class _Progress(Generic[T]):
    """The walk that returned an entry last, shared by a pager and the one that `prefetch` made of it."""

    __slots__ = ("cursor",)

    def __init__(self, cursor: _PageCursor[T]) -> None:
        self.cursor = cursor


class _BasePager(Generic[C, T]):
    """Everything of both pagers except sending: where walks start, and which one was last."""

    __slots__ = ("_client", "_is_prefetching", "_min_slice_size", "_options", "_progress", "_request", "_start")

    def __init__(
        self, client: C, request: Request[Any], *, min_slice_size: int = 1, **options: Unpack[CallOptions]
    ) -> None:
        check_option_names(request.operation.name, options)
        self._client: C = client
        self._request: Request[Slice[T]] = request
        self._min_slice_size = min_slice_size
        self._options = options
        self._start = parse_offset(request)
        self._progress = _Progress(self._new_cursor())
        self._is_prefetching = False

    def prefetch(self) -> Self:
        """Return a pager of the same list that fetches the next slice while the caller works on the current one.

        It fetches one slice ahead and no more, in a daemon thread, or in a task with `AsyncPager`. Both pagers have
        the same `resume_offset`, which never runs ahead of the caller. An error of the next slice is raised behind the
        entries before it. When the iteration is abandoned, no further slice is requested.

        `first` and `collect` give the caller nothing to do meanwhile, and fetch nothing ahead.
        """
        other = type(self)(self._client, self._request, min_slice_size=self._min_slice_size, **self._options)
        other._progress = self._progress
        other._is_prefetching = True
        return other

    @property
    def resume_offset(self) -> str:
        """Position of the walk, for ``list_…(…, offset=pager.resume_offset)`` of the same list, in any process.

        - Before a walk it is where the pager starts.
        - In the loop's body, and after an exception or ``break`` in it, it is the entry that was returned last (or
          the slice, with `slices`): that entry is returned again, and nothing before it.
        - When the next entry is requested, the last one is done. If the request fails, this is the same text as the
          error's ``resume_offset``.
        - After the last entry it is the end of the list: a walk from there yields nothing.
        - After `collect` it is behind what was returned. `first` does not move it.

        It says which list it belongs to: another operation, and the same one with other path arguments or filters,
        refuse it with a ValueError. Any ``slice_size`` may be given with it. It does not say which studio.

        With several walks of one pager it is that of the walk that returned an entry last; use one pager for each walk.
        """
        return self._progress.cursor.resume_offset

    def _new_cursor(self) -> _PageCursor[T]:
        return _PageCursor(self._request, self._start)

    def _first_pager(self) -> Self:
        """Return a pager from the same start with the smallest slices that the API allows."""
        request = self._request.with_query("sliceSize", str(self._min_slice_size))
        return type(self)(self._client, request, **self._options)

    @contextmanager
    def _collecting(self) -> Iterator[_PageCursor[T]]:
        """Walk for `collect`: an error loses what was collected, so it is resumed from where the collecting began."""
        self._progress.cursor, cursor = self._new_cursor(), self._new_cursor()
        try:
            yield cursor
        except PerfectGymError as error:
            error.resume_offset = self._new_cursor().resume_offset
            raise
        self._progress.cursor = cursor

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._request.operation.name}>"


class Pager(_BasePager[_Client, T]):
    """The entries of a sliced list, fetched as they are consumed.

    ``for entry in pager`` iterates over all slices. `resume_offset` says where the walk is; any error raised on the
    way has the same.

    Raises:
        ValueError: The offset is a position in another list, or a damaged one.

    Raises (while iterating):
        PaginationError: The slices go round in circles, stay empty, or have no offset of the next one.
        PerfectGymError: As every operation.
    """

    __slots__ = ()

    def __iter__(self) -> Iterator[T]:
        cursor = self._progress.cursor = self._new_cursor()
        for fetched in self._walk(cursor):
            for entry in cursor.entries(fetched):
                self._progress.cursor = cursor
                yield entry

    def slices(self) -> Iterator[Slice[T]]:
        """Iterate slice by slice; each has its ``entries`` and the ``next_offset`` behind it.

        From a position within a slice, the first one holds only the entries that are not done.
        """
        cursor = self._progress.cursor = self._new_cursor()
        for fetched in self._walk(cursor):
            self._progress.cursor = cursor
            yield fetched

    def _walk(self, cursor: _PageCursor[T]) -> Iterator[Slice[T]]:
        return self._fetch_ahead(cursor) if self._is_prefetching else self._fetch(cursor)

    def _fetch(self, cursor: _PageCursor[T]) -> Iterator[Slice[T]]:
        while (request := cursor.advance()) is not None:
            with cursor.locate_errors():
                fetched = cursor.receive(self._client.send(request, **self._options))
            yield fetched

    def _fetch_ahead(self, cursor: _PageCursor[T]) -> Iterator[Slice[T]]:
        send: Callable[[Request[Slice[T]]], Slice[T]] = partial(self._client.send, **self._options)
        threads: WorkerThreads[Request[Slice[T]], Slice[T]] = WorkerThreads(1)
        try:
            while (request := cursor.advance()) is not None:
                call = threads.next_finished()
                if threads.is_inherited:
                    threads = WorkerThreads(1)
                with cursor.locate_errors():
                    # Nothing was sent ahead for the first slice, nor in a process that was forked since.
                    fetched = cursor.receive(send(request) if call is None else call.take_result())
                if (following := cursor.next_request()) is not None:
                    threads.submit(send, following)
                yield fetched
        finally:
            threads.stop()

    def first(self) -> T | None:
        """Return the first entry, fetched in the smallest slice that the API allows; None if there is none."""
        return next(iter(self._first_pager()), None)

    def collect(self, limit: int | None = None) -> list[T]:
        """Return the entries in one list.

        An error loses what was collected, so its ``resume_offset`` is where the collecting began.

        Args:
            limit: Maximum number of entries; no slice is fetched beyond them.
        """
        entries: list[T] = []
        if limit is None or limit > 0:
            with self._collecting() as cursor:
                for fetched in self._fetch(cursor):
                    if cursor.collect(fetched, entries, limit):
                        break
        return entries


class AsyncPager(_BasePager[_AsyncClient, T]):
    """The entries of a sliced list, fetched as they are consumed: ``async for entry in pager``, without ``await``.

    `resume_offset` says where the walk is; any error raised on the way has the same.

    Raises:
        ValueError: The offset is a position in another list, or a damaged one.

    Raises (while iterating):
        PaginationError: The slices go round in circles, stay empty, or have no offset of the next one.
        PerfectGymError: As every operation.
    """

    __slots__ = ()

    async def __aiter__(self) -> AsyncGenerator[T, None]:
        cursor = self._progress.cursor = self._new_cursor()
        async with aclosing(self._walk(cursor)) as slices:
            async for fetched in slices:
                for entry in cursor.entries(fetched):
                    self._progress.cursor = cursor
                    yield entry

    async def slices(self) -> AsyncGenerator[Slice[T], None]:
        """Iterate slice by slice; each has its ``entries`` and the ``next_offset`` behind it; see `Pager.slices`."""
        cursor = self._progress.cursor = self._new_cursor()
        async with aclosing(self._walk(cursor)) as slices:
            async for fetched in slices:
                self._progress.cursor = cursor
                yield fetched

    def _walk(self, cursor: _PageCursor[T]) -> AsyncGenerator[Slice[T], None]:
        return self._fetch_ahead(cursor) if self._is_prefetching else self._fetch(cursor)

    async def _fetch(self, cursor: _PageCursor[T]) -> AsyncGenerator[Slice[T], None]:
        while (request := cursor.advance()) is not None:
            with cursor.locate_errors():
                fetched = cursor.receive(await self._client.send(request, **self._options))
            yield fetched

    async def _fetch_ahead(self, cursor: _PageCursor[T]) -> AsyncGenerator[Slice[T], None]:
        from asyncio import create_task

        task: Task[Slice[T]] | None = None
        try:
            while (request := cursor.advance()) is not None:
                with cursor.locate_errors():
                    sent = self._client.send(request, **self._options) if task is None else task
                    fetched = cursor.receive(await sent)
                if (following := cursor.next_request()) is not None:
                    task = create_task(self._client.send(following, **self._options))
                yield fetched
        finally:
            if task is not None:
                await cancel(task)

    async def first(self) -> T | None:
        """Return the first entry, fetched in the smallest slice that the API allows; None if there is none."""
        async with aclosing(aiter(self._first_pager())) as entries:
            return await anext(entries, None)

    async def collect(self, limit: int | None = None) -> list[T]:
        """Return the entries in one list; see `Pager.collect`.

        Args:
            limit: Maximum number of entries; no slice is fetched beyond them.
        """
        entries: list[T] = []
        if limit is None or limit > 0:
            with self._collecting() as cursor:
                async with aclosing(self._fetch(cursor)) as slices:
                    async for fetched in slices:
                        if cursor.collect(fetched, entries, limit):
                            break
        return entries
