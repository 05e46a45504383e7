"""Writing rows to a Parquet file: row groups of a fixed size, and a digest of the rows."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from perfectgym_next.export._columns import ARROW_TYPES, InexactValueError, build_array, convert, make_exact
from perfectgym_next.export._errors import ExportError
from perfectgym_next_generated.tables import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from perfectgym_next.export._unit import Unit
    from perfectgym_next_generated.tables import Table

__all__ = ["ROW_GROUP", "RowWriter", "columns_of", "rewrite_without"]

ROW_GROUP = 5000
"""Rows of a row group. It bounds what a unit holds in memory."""

_NOT_HASHED = ("_read_at", "_run")
_encode = msgspec.json.Encoder(decimal_format="string").encode


def columns_of(table: Table, *, with_personal: bool) -> list[Column]:
    """Return the columns of a table's file in order.

    Args:
        table: The table.
        with_personal: Whether columns with personal data are among them.
    """
    columns = [Column("studio", "text", _absent)]
    if table.parent is not None:
        columns.append(Column(table.parent.argument, "integer", _absent))
    columns += [column for column in table.columns if with_personal or not column.personal]
    if table.keeps_vanished:
        columns.append(Column("vanished_at", "timestamp", _absent))
    return [*columns, Column("_read_at", "timestamp", _absent), Column("_run", "text", _absent)]


def _absent(entry: Any) -> None:
    """Read nothing: the column is not a field of the entry."""


class RowWriter:
    """Writes the rows of a unit.

    Args:
        path: The file to write.
        table: The table.
        unit: The unit.

    Attributes:
        rows: Number of rows added so far.
    """

    def __init__(self, path: Path, table: Table, unit: Unit) -> None:
        self._table, self._unit = table, unit
        self._columns = columns_of(table, with_personal=unit.with_personal)
        self._values: dict[str, list[Any]] = {column.name: [] for column in self._columns}
        self._digest = hashlib.sha256()
        keys = {"studio", *table.key, *([table.parent.argument] if table.parent else [])}
        self._schema = pa.schema(
            [
                pa.field(
                    column.name,
                    ARROW_TYPES[column.kind],
                    nullable=column.name not in keys,
                    metadata={"personal": "true"} if column.personal else None,
                )
                for column in self._columns
            ],
            metadata={"studio": unit.studio.name, "table": table.name, "part": unit.part},
        )
        self._file = pq.ParquetWriter(path, self._schema, compression="zstd")
        self.rows = 0

    def add(self, entries: list[Any], parent: Any, read_at: datetime) -> None:
        """Add a row for each entry.

        Args:
            entries: Entries of the list.
            parent: Id of what they belong to, None for the studio.
            read_at: When they were read.

        Raises:
            ExportError: A value does not fit its column exactly.
        """
        count = len(entries)
        known = {"studio": self._unit.studio.name, "vanished_at": None, "_read_at": read_at, "_run": self._unit.run}
        if self._table.parent is not None:
            known[self._table.parent.argument] = parent
        for column in self._columns:
            if column.name in known:
                self._values[column.name] += [known[column.name]] * count
                continue
            values = list(map(column.read, entries))
            try:
                self._values[column.name] += convert(column.kind, values, self._unit.studio.time_zone)
            except InexactValueError as error:
                self._values[column.name] += values[: error.index + 1]
                raise self._error(column, len(self._values[column.name]) - 1, error) from None
        self._added(count)

    def add_values(self, rows: Mapping[str, list[Any]], count: int) -> None:
        """Add rows of an earlier file, values by column. Columns that it does not have are None."""
        for name, values in self._values.items():
            values.extend(rows.get(name) or [None] * count)
        self._added(count)

    def _added(self, count: int) -> None:
        self.rows += count
        while len(self._values["studio"]) >= ROW_GROUP:
            self._flush(ROW_GROUP)

    def _flush(self, count: int) -> None:
        arrays = [self._build(column, self._values[column.name][:count]) for column in self._columns]
        for column in self._columns:
            del self._values[column.name][:count]
        self._file.write_table(pa.Table.from_arrays(arrays, schema=self._schema), row_group_size=ROW_GROUP)

    def _build(self, column: Column, values: list[Any]) -> pa.Array:
        try:
            values = make_exact(column.kind, values)
            array = build_array(column.kind, values)
        except InexactValueError as error:
            raise self._error(column, error.index, error) from None
        if array.null_count and not self._schema.field(column.name).nullable:
            raise self._error(column, values.index(None), "it is missing, and identifies the row")
        if column.name not in _NOT_HASHED:
            self._digest.update(_encode([column.name, column.kind, values]))
        return array

    def _error(self, column: Column, index: int, reason: object) -> ExportError:
        names = (*([self._table.parent.argument] if self._table.parent else []), *self._table.key)
        row = ", ".join(f"{name} {self._values[name][index]}" for name in names if index < len(self._values[name]))
        return ExportError(
            f"studio {self._unit.studio.name}, table {self._table.name}, {row or 'a row without id'}: "
            f"column {column.name}: {reason}"
        )

    def close(self) -> str:
        """Write what is left. Return the digest of all rows in hexadecimal."""
        if self._values["studio"]:
            self._flush(len(self._values["studio"]))
        self._file.close()
        return self._digest.hexdigest()

    def abandon(self) -> None:
        """Close the file without the rows that are left."""
        self._file.close()


def rewrite_without(superseded: set[int], source: Path, writer: RowWriter) -> None:
    """Copy the rows of a file to a writer.

    Args:
        superseded: Numbers of the rows, from 0, that are left out.
        source: The file.
        writer: Writes the copy.
    """
    first = 0
    for batch in iterate_batches(source):
        kept = [index for index in range(batch.num_rows) if first + index not in superseded]
        first += batch.num_rows
        part = batch.take(pa.array(kept, pa.int64()))
        writer.add_values(part.to_pydict(), part.num_rows)


def iterate_batches(path: Path, columns: Iterable[str] | None = None) -> Iterable[pa.RecordBatch]:
    """Yield the row groups of a file, the given columns or all."""
    with pq.ParquetFile(path) as file:
        wanted = None if columns is None else [name for name in columns if name in file.schema_arrow.names]
        yield from file.iter_batches(batch_size=ROW_GROUP, columns=wanted)
