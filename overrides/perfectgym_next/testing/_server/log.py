"""What the logs of an embedded API have in common: the latest records, for tests to assert on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from perfectgym_next.testing._openapi.names import check_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["Log"]

_MAX_RECORDS = 10_000

R = TypeVar("R")


class Log(ABC, Generic[R]):
    """The latest records, oldest first. A failing assertion lists them.

    Args:
        names: All names of what is recorded; others are rejected, as an assertion on them could never fail.
    """

    _noun: ClassVar[str]
    _verb: ClassVar[str]
    _unknown: ClassVar[str]

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._records: deque[R] = deque(maxlen=_MAX_RECORDS)

    @abstractmethod
    def _name_of(self, record: R) -> str | None:
        """Return the name of a record."""

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[R]:
        return iter(list(self._records))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)} {self._noun}s>"

    def of(self, name: str) -> list[R]:
        """Return what has a name, such as that of an operation.

        Raises:
            ValueError: The name does not exist.
        """
        check_name(name, self._names, self._unknown)
        return [record for record in self if self._name_of(record) == name]

    def one(self, name: str) -> R:
        """Return the only one with a name.

        Raises:
            AssertionError: There was none, or more than one.
            ValueError: The name does not exist.
        """
        found = self.of(name)
        if len(found) != 1:
            raise AssertionError(f"expected one {self._noun} of {name}, got {len(found)}{self._summary()}")
        return found[0]

    def none(self, name: str) -> None:
        """Assert that there was none with a name.

        Raises:
            AssertionError: There was one.
            ValueError: The name does not exist.
        """
        found = self.of(name)
        if found:
            raise AssertionError(f"expected no {self._noun} of {name}, got {len(found)}{self._summary()}")

    @property
    def last(self) -> R:
        """The latest one.

        Raises:
            AssertionError: There was none.
        """
        if not self._records:
            raise AssertionError(f"expected a {self._noun}, got none")
        return self._records[-1]

    def clear(self) -> None:
        """Remove all."""
        self._records.clear()

    def _summary(self) -> str:
        if not self._records:
            return f"; no {self._noun} was {self._verb} at all"
        return "\n".join([f"; {self._verb}:", *(f"  {record}" for record in list(self._records)[-20:])])
