"""Reading the entries of a unit by the client, in the order of the list, whatever the concurrency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from perfectgym_next.errors import NotFoundError, PermissionDeniedError
from perfectgym_next.export._errors import ExportError
from perfectgym_next.pagination import Pager

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from perfectgym_next import PerfectGym
    from perfectgym_next.export._unit import Unit
    from perfectgym_next_generated.tables import Table

__all__ = ["CONCURRENCY", "Entries", "ParentReader", "read_studio"]

CONCURRENCY = 8
"""Requests in flight for one key and endpoint."""

_MAX_ONLY_DENIED = 20
"""Parents refused from the start, after which a missing scope is the likeliest reason."""


class Entries(NamedTuple):
    """Entries that were read together."""

    entries: list[Any]
    parent: Any
    read_at: datetime


def read_studio(gym: PerfectGym, table: Table, clock: Callable[[], datetime]) -> Iterator[Entries]:
    """Read a list of the whole studio, once for each of its walks.

    Raises:
        PerfectGymError: As every operation.
    """
    operation = _find_operation(gym, table)
    for arguments in table.walks:
        found = operation(**arguments)
        if isinstance(found, Pager):
            for one in found.prefetch().slices():
                yield Entries(one.entries, None, clock())
        else:
            yield Entries(found, None, clock())


class ParentReader:
    """Reads a list for each of many parents, such as customers.

    Args:
        gym: The client.
        table: The table.
        unit: The unit.
        clock: Returns the current time.

    Attributes:
        not_found: Ids of parents that the API does not have.
        denied: Ids of parents that the API refuses.
    """

    def __init__(self, gym: PerfectGym, table: Table, unit: Unit, clock: Callable[[], datetime]) -> None:
        if table.parent is None:
            raise ValueError(f"the table {table.name} has no parent")
        self._gym, self._table, self._unit, self._clock = gym, table, unit, clock
        self._argument = table.parent.argument
        self._operation = _find_operation(gym, table)
        self.not_found: list[Any] = []
        self.denied: list[Any] = []

    def read(self, parents: Iterator[Any]) -> Iterator[Entries]:
        """Read the lists of parents.

        Args:
            parents: Their ids.

        Raises:
            PerfectGymError: As every operation.
            ExportError: The API refuses all parents.
        """
        count = 0
        with self._gym.map(self._read_one, parents, concurrency=CONCURRENCY) as outcomes:
            for outcome in outcomes:
                count += 1
                if isinstance(outcome.error, NotFoundError):
                    self.not_found.append(outcome.argument)
                elif isinstance(outcome.error, PermissionDeniedError):
                    self.denied.append(outcome.argument)
                    if len(self.denied) == count == _MAX_ONLY_DENIED:
                        raise self._refused() from outcome.error
                else:
                    yield outcome.result()
        if count and len(self.denied) == count:
            raise self._refused()

    def _read_one(self, parent: Any) -> Entries:
        entries: dict[Any, Any] = {}
        for arguments in self._table.walks:
            found = self._operation(**{self._argument: parent}, **arguments, **self._window())
            for entry in found.collect() if isinstance(found, Pager) else found:
                entries[self._key(entry, len(entries))] = entry
        return Entries(list(entries.values()), parent, self._clock())

    def _window(self) -> dict[str, Any]:
        return {} if self._table.window is None else dict.fromkeys(self._table.window, self._unit.day)

    def _key(self, entry: Any, number: int) -> Any:
        """Return what identifies an entry: the one that was read last counts, if a list shifted while it was read."""
        columns = {column.name: column for column in self._table.columns}
        return tuple(columns[name].read(entry) for name in self._table.key) or number

    def _refused(self) -> ExportError:
        return ExportError(
            f"studio {self._unit.studio.name}, table {self._table.name}: the API refuses every {self._argument} "
            f"({len(self.denied)} of {len(self.denied)} with 403): check the scopes of the key"
        )


def _find_operation(gym: PerfectGym, table: Table) -> Any:
    tag, _, name = table.operation.partition(".")
    return getattr(getattr(gym, tag), name)
