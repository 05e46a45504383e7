"""Walking over lists that the API hands out in slices.

A sliced operation returns a pager at once, without a request. Each iteration is a new walk from the pager's offset;
a walk asks for the next slice when the caller has taken all of the last.
"""

from __future__ import annotations

import logging
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from perfectgym_next._core.model import Model
from perfectgym_next._core.position import Position, hash_entry, parse_offset
from perfectgym_next.errors import PaginationError, PerfectGymError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from perfectgym_next._core.operation import Request

__all__ = ["AsyncPager", "Pager", "Slice"]

_log = logging.getLogger("perfectgym_next")

T = TypeVar("T")
S = TypeVar("S")

MAX_EMPTY_SLICES = 100
"""Empty slices in a row, each promising more, after which a walk gives up."""

MAX_EXACT_OFFSETS = 10_000
"""Offsets a walk remembers one by one; further on a circle is found with one remembered offset, a little later."""


class Slice(Model, Generic[T]):
    """One slice of a list; generated slices inherit it."""

    __slots__ = ()

    has_next: bool
    offset: str | None

    @property
    def entries(self) -> list[T]:
        """The entries of this slice."""
        raise NotImplementedError

    @property
    def next_offset(self) -> str | None:
        """Where the next slice begins, for ``list_…(…, offset=…)``; None where there is no next one.

        This is the vendor's offset, which does not say which list it belongs to; `Pager.resume_offset` does.

        Raises:
            PaginationError: More slices follow, but the service does not say where.
        """
        if self.has_next and not self.offset:
            raise PaginationError(type(self).__name__, "hasNext is true, but there is no offset of the next slice")
        return self.offset if self.has_next else None


class _Sends(Protocol):
    def send(self, request: Request[S], /, *, timeout: float | None = None) -> S: ...


class _SendsAsync(Protocol):
    async def send(self, request: Request[S], /, *, timeout: float | None = None) -> S: ...


class _Place:
    """A slice, and how many of its entries are done; each slice of a walk has one of its own, and `done` only grows.

    So another thread that reads a walk's place while it moves on finds one that is at most a little behind.
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
        """Take in the slice's entries without those that are done; how many of these are left for later slices."""
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
                _log.warning("%s: the entry at which the walk was stopped is gone, the list changed since", operation)
                count -= 1
        left = max(0, count - len(entries)) if more else 0
        del entries[:count]
        return left


class _PageCursor(Generic[T]):
    """Where a walk is, what to ask for next, and whether it may go on; knows nothing of how slices are fetched."""

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

    def next_request(self) -> Request[Slice[T]] | None:
        """Return the request of the slice at this place; None at the end of the list."""
        start = self.place.position
        if start.ended:
            return None
        request = self._request.with_query("offset", start.offset)
        if start.slice_size != request.query_value("sliceSize"):
            request = request.with_query("sliceSize", start.slice_size)
        return request

    def receive(self, fetched: Slice[T]) -> None:
        """Take in the slice at this place: leave out the entries that are done, and find the place behind it.

        Raises:
            PaginationError: More slices should follow, but the walk cannot get there.
        """
        start, name = self.place.position, self._request.operation.name
        following = self._following(fetched)
        left = self.place.receive(fetched.entries, more=not following.ended, operation=name)
        if left:  # the slice was shorter than it was
            following = start._replace(offset=following.offset, done=left)
        self._next = _Place(following)

    def advance(self) -> None:
        """Go on behind the slice that was received; all of its entries are done."""
        self.place = self._next

    def fail(self, error: PerfectGymError) -> None:
        """Write into an error where the walk can go on, and in which list."""
        error.resume_offset = self.resume_offset
        error.add_note(f"resume_offset is a position in {self._request.operation.name}; other lists refuse it")

    def _following(self, fetched: Slice[T]) -> Position:
        size = self._request.query_value("sliceSize")
        if not fetched.has_next:
            return Position(None, slice_size=size, ended=True)
        following = fetched.offset
        if not following or not isinstance(following, str | int):
            raise self._stuck("the slice says that more follow, but not where (hasNext without an offset)")
        following = str(following)
        if following in self._seen or following == self._checkpoint:
            raise self._stuck(f"the walk goes round in circles: offset {following!r} was there before")
        self._empty = 0 if fetched.entries else self._empty + 1
        if self._empty >= MAX_EMPTY_SLICES:
            raise self._stuck(f"{MAX_EMPTY_SLICES} empty slices in a row, each saying that more follow")
        self._remember(following)
        return Position(following, slice_size=size)

    def _remember(self, offset: str) -> None:
        self._steps += 1
        if self._steps < MAX_EXACT_OFFSETS:
            self._seen.add(offset)
        elif self._steps & (self._steps - 1) == 0 or self._checkpoint is None:
            self._checkpoint = offset  # Brent's cycle detection: memory stays flat on a walk of any length

    def _stuck(self, reason: str) -> PaginationError:
        error = PaginationError(self._request.operation.name, reason)
        self.fail(error)
        return error


class _BasePager(Generic[T]):
    """What both pagers share: the request of the first slice, where it starts, and where the last walk is."""

    __slots__ = ("_cursor", "_min_slice_size", "_request", "_start", "_timeout")

    def __init__(self, request: Request[Slice[T]], *, min_slice_size: int, timeout: float | None) -> None:
        self._request = request
        self._min_slice_size = min_slice_size
        self._timeout = timeout
        self._start = parse_offset(request)
        self._cursor = self._new_cursor()

    @property
    def resume_offset(self) -> str:
        """Where the walk is, for ``list_…(…, offset=pager.resume_offset)`` of the same list, now or in another process.

        - Before a walk it is where the pager starts.
        - In the loop's body, and after an exception or ``break`` in it, it is the entry that was handed out last (or
          the slice, with `slices`): that entry is handed out again, and nothing before it.
        - Once the next entry is asked for, the last one is done. If fetching it fails, this is the same text as the
          error's ``resume_offset``.
        - After the last entry it is the end of the list: a walk from there yields nothing.
        - After `collect` it is behind what was returned. `first` does not move it.

        It says which list it belongs to: another operation, and the same one with other path arguments or filters,
        refuse it with a ValueError. Any ``slice_size`` may be given with it. It does not say which studio.

        With several walks of one pager it is the one that handed out an entry last; give each walk a pager of its own.
        """
        return self._cursor.resume_offset

    def _new_cursor(self) -> _PageCursor[T]:
        return _PageCursor(self._request, self._start)

    def _first_request(self) -> Request[Slice[T]]:
        return self._request.with_query("sliceSize", str(self._min_slice_size))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._request.operation.name}>"


class Pager(_BasePager[T]):
    """The entries of a sliced list, fetched as they are wanted.

    ``for entry in pager`` walks every slice. `resume_offset` says where the walk is; any error raised on the way
    carries the same.

    Raises:
        ValueError: The offset is a position in another list, or a damaged one.

    Raises (while walking):
        PaginationError: The slices go round in circles, do not say where the next one is, or stay empty.
        PerfectGymError: As every operation.
    """

    __slots__ = ("_client",)

    def __init__(
        self, client: _Sends, request: Request[Any], *, min_slice_size: int = 1, timeout: float | None = None
    ) -> None:
        super().__init__(request, min_slice_size=min_slice_size, timeout=timeout)
        self._client = client

    def __iter__(self) -> Iterator[T]:
        cursor = self._cursor = self._new_cursor()
        for fetched in self._fetch(cursor):
            place = cursor.place
            for entry in fetched.entries:
                self._cursor = cursor
                yield entry
                place.done += 1

    def slices(self) -> Iterator[Slice[T]]:
        """Walk slice by slice; each has its ``entries`` and the ``next_offset`` behind it.

        From a position within a slice, the first one holds only the entries that are not done.
        """
        cursor = self._cursor = self._new_cursor()
        for fetched in self._fetch(cursor):
            self._cursor = cursor
            yield fetched

    def _fetch(self, cursor: _PageCursor[T]) -> Iterator[Slice[T]]:
        while (request := cursor.next_request()) is not None:
            try:
                fetched = self._client.send(request, timeout=self._timeout)
            except PerfectGymError as error:
                cursor.fail(error)
                raise
            cursor.receive(fetched)
            yield fetched
            cursor.advance()

    def first(self) -> T | None:
        """The first entry, by the smallest slice that the API hands out; None if there is none."""
        pager = Pager[T](self._client, self._first_request(), timeout=self._timeout)
        return next(iter(pager), None)

    def collect(self, *, limit: int | None = None) -> list[T]:
        """Return the entries in one list.

        An error loses what was collected, so its ``resume_offset`` is where the collecting began.

        Args:
            limit: At most so many; no slice is fetched beyond them.
        """
        entries: list[T] = []
        if limit is not None and limit <= 0:
            return entries
        self._cursor, cursor = self._new_cursor(), self._new_cursor()
        try:
            for fetched in self._fetch(cursor):
                wanted = fetched.entries if limit is None else fetched.entries[: limit - len(entries)]
                entries += wanted
                cursor.place.done += len(wanted)
                if len(entries) == limit:
                    break
        except PerfectGymError as error:
            error.resume_offset = self._new_cursor().resume_offset
            raise
        self._cursor = cursor
        return entries


class AsyncPager(_BasePager[T]):
    """The entries of a sliced list, fetched as they are wanted: ``async for entry in pager``, no await before.

    `resume_offset` says where the walk is; any error raised on the way carries the same.

    Raises:
        ValueError: The offset is a position in another list, or a damaged one.

    Raises (while walking):
        PaginationError: The slices go round in circles, do not say where the next one is, or stay empty.
        PerfectGymError: As every operation.
    """

    __slots__ = ("_client",)

    def __init__(
        self, client: _SendsAsync, request: Request[Any], *, min_slice_size: int = 1, timeout: float | None = None
    ) -> None:
        super().__init__(request, min_slice_size=min_slice_size, timeout=timeout)
        self._client = client

    async def __aiter__(self) -> AsyncGenerator[T, None]:
        cursor = self._cursor = self._new_cursor()
        async with aclosing(self._fetch(cursor)) as slices:
            async for fetched in slices:
                place = cursor.place
                for entry in fetched.entries:
                    self._cursor = cursor
                    yield entry
                    place.done += 1

    async def slices(self) -> AsyncGenerator[Slice[T], None]:
        """Walk slice by slice; each has its ``entries`` and the ``next_offset`` behind it; see `Pager.slices`."""
        cursor = self._cursor = self._new_cursor()
        async with aclosing(self._fetch(cursor)) as slices:
            async for fetched in slices:
                self._cursor = cursor
                yield fetched

    async def _fetch(self, cursor: _PageCursor[T]) -> AsyncGenerator[Slice[T], None]:
        while (request := cursor.next_request()) is not None:
            try:
                fetched = await self._client.send(request, timeout=self._timeout)
            except PerfectGymError as error:
                cursor.fail(error)
                raise
            cursor.receive(fetched)
            yield fetched
            cursor.advance()

    async def first(self) -> T | None:
        """The first entry, by the smallest slice that the API hands out; None if there is none."""
        pager = AsyncPager[T](self._client, self._first_request(), timeout=self._timeout)
        async with aclosing(aiter(pager)) as entries:
            return await anext(entries, None)

    async def collect(self, *, limit: int | None = None) -> list[T]:
        """Return the entries in one list; see `Pager.collect`.

        Args:
            limit: At most so many; no slice is fetched beyond them.
        """
        entries: list[T] = []
        if limit is not None and limit <= 0:
            return entries
        self._cursor, cursor = self._new_cursor(), self._new_cursor()
        try:
            async with aclosing(self._fetch(cursor)) as slices:
                async for fetched in slices:
                    wanted = fetched.entries if limit is None else fetched.entries[: limit - len(entries)]
                    entries += wanted
                    cursor.place.done += len(wanted)
                    if len(entries) == limit:
                        break
        except PerfectGymError as error:
            error.resume_offset = self._new_cursor().resume_offset
            raise
        self._cursor = cursor
        return entries
