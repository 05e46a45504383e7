"""Walking over lists that the API hands out in slices.

A sliced operation returns a pager at once, without a request. Each iteration is a new walk from the pager's offset;
a walk asks for the next slice when the caller has taken all of the last.
"""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from perfectgym_next.errors import PaginationError, PerfectGymError
from perfectgym_next.model import Model

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from perfectgym_next.operations import Request

__all__ = ["AsyncPager", "Pager", "Slice"]

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
        """Where the next slice begins, for ``list_…(…, offset=…)``; None where there is no next one."""
        return self.offset if self.has_next else None


class _Sends(Protocol):
    def send(self, request: Request[S], /, *, timeout: float | None = None) -> S: ...


class _SendsAsync(Protocol):
    async def send(self, request: Request[S], /, *, timeout: float | None = None) -> S: ...


class _Walk:
    """Where a walk stands, and whether it may go on; knows nothing of how slices are fetched."""

    __slots__ = ("_checkpoint", "_empty", "_operation", "_seen", "_steps", "offset")

    def __init__(self, operation: str, offset: str | None) -> None:
        self._operation = operation
        self._seen: set[str | None] = {offset}
        self._checkpoint: str | None = None
        self._steps = 0
        self._empty = 0
        self.offset = offset

    def advance(self, fetched: Slice[Any]) -> bool:
        """Go on behind a slice that was fetched. Whether there is a next one.

        Raises:
            PaginationError: There should be, but the walk cannot get there.
        """
        if not fetched.has_next:
            return False
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
        self.offset = following
        return True

    def _remember(self, offset: str) -> None:
        self._steps += 1
        if self._steps < MAX_EXACT_OFFSETS:
            self._seen.add(offset)
        elif self._steps & (self._steps - 1) == 0 or self._checkpoint is None:
            self._checkpoint = offset  # Brent's cycle detection: memory stays flat on a walk of any length

    def _stuck(self, reason: str) -> PaginationError:
        return PaginationError(self._operation, reason, resume_offset=self.offset)


class _Pages(Generic[T]):
    """What both pagers are made of: the request of the first slice, and how small a slice may be."""

    __slots__ = ("_request", "_smallest", "_timeout")

    def __init__(self, request: Request[Slice[T]], *, smallest: int, timeout: float | None) -> None:
        self._request = request
        self._smallest = smallest
        self._timeout = timeout

    def _walk(self) -> _Walk:
        return _Walk(self._request.operation.name, self._request.query_value("offset"))

    def _request_at(self, walk: _Walk) -> Request[Slice[T]]:
        return self._request.with_query("offset", walk.offset)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._request.operation.name}>"


class Pager(_Pages[T]):
    """The entries of a sliced list, fetched as they are wanted.

    ``for entry in pager`` walks every slice. Any error raised on the way carries ``resume_offset``.

    Raises (while walking):
        PaginationError: The slices go round in circles, do not say where the next one is, or stay empty.
        PerfectGymError: As every operation.
    """

    __slots__ = ("_client",)

    def __init__(
        self, client: _Sends, request: Request[Any], *, smallest: int = 1, timeout: float | None = None
    ) -> None:
        super().__init__(request, smallest=smallest, timeout=timeout)
        self._client = client

    def __iter__(self) -> Iterator[T]:
        for fetched in self.slices():
            yield from fetched.entries

    def slices(self) -> Iterator[Slice[T]]:
        """Walk slice by slice; each knows its ``entries`` and the ``next_offset`` behind it."""
        walk = self._walk()
        while True:
            try:
                fetched = self._client.send(self._request_at(walk), timeout=self._timeout)
            except PerfectGymError as error:
                error.resume_offset = walk.offset
                raise
            more = walk.advance(fetched)  # before the entries are out, so that an error can resume at this slice
            yield fetched
            if not more:
                return

    def first(self) -> T | None:
        """The first entry, by the smallest slice that the API hands out; None if there is none."""
        smallest = self._request.with_query("sliceSize", str(self._smallest))
        return next(iter(Pager[T](self._client, smallest, smallest=self._smallest, timeout=self._timeout)), None)

    def collect(self, *, limit: int | None = None) -> list[T]:
        """The entries in one list.

        Args:
            limit: At most so many; no slice is fetched beyond them.
        """
        entries: list[T] = []
        if limit is not None and limit <= 0:
            return entries
        for fetched in self.slices():
            entries += fetched.entries
            if limit is not None and len(entries) >= limit:
                del entries[limit:]
                break
        return entries


class AsyncPager(_Pages[T]):
    """The entries of a sliced list, fetched as they are wanted: ``async for entry in pager``, no await before.

    Raises (while walking):
        PaginationError: The slices go round in circles, do not say where the next one is, or stay empty.
        PerfectGymError: As every operation.
    """

    __slots__ = ("_client",)

    def __init__(
        self, client: _SendsAsync, request: Request[Any], *, smallest: int = 1, timeout: float | None = None
    ) -> None:
        super().__init__(request, smallest=smallest, timeout=timeout)
        self._client = client

    async def __aiter__(self) -> AsyncGenerator[T, None]:
        async with aclosing(self.slices()) as slices:
            async for fetched in slices:
                for entry in fetched.entries:
                    yield entry

    async def slices(self) -> AsyncGenerator[Slice[T], None]:
        """Walk slice by slice; each knows its ``entries`` and the ``next_offset`` behind it."""
        walk = self._walk()
        while True:
            try:
                fetched = await self._client.send(self._request_at(walk), timeout=self._timeout)
            except PerfectGymError as error:
                error.resume_offset = walk.offset
                raise
            more = walk.advance(fetched)  # before the entries are out, so that an error can resume at this slice
            yield fetched
            if not more:
                return

    async def first(self) -> T | None:
        """The first entry, by the smallest slice that the API hands out; None if there is none."""
        smallest = self._request.with_query("sliceSize", str(self._smallest))
        pager = AsyncPager[T](self._client, smallest, smallest=self._smallest, timeout=self._timeout)
        async with aclosing(aiter(pager)) as entries:
            return await anext(entries, None)

    async def collect(self, *, limit: int | None = None) -> list[T]:
        """The entries in one list.

        Args:
            limit: At most so many; no slice is fetched beyond them.
        """
        entries: list[T] = []
        if limit is not None and limit <= 0:
            return entries
        async with aclosing(self.slices()) as slices:
            async for fetched in slices:
                entries += fetched.entries
                if limit is not None and len(entries) >= limit:
                    del entries[limit:]
                    break
        return entries
