"""Loading finished units into a warehouse by dlt. Requires the extra ``[dlt]``.

Each table is a resource, and each unit a part of it: the rows of a part replace those that were loaded under its name
before, such as ``north`` or ``checkins`` of ``north/2026-11-25``. A part without rows replaces them by none.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from perfectgym_next.export._errors import ExportError
from perfectgym_next.export._files import hash_file
from perfectgym_next.export._manifest import Manifest
from perfectgym_next.export._writing import iterate_batches
from perfectgym_next_generated.tables import TABLES

os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")  # read when dlt is imported

try:
    import dlt
except ImportError as _error:
    raise ImportError("perfectgym_next.export.dlt needs dlt: pip install 'perfectgym-next[dlt]'") from _error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["finished_units", "load"]


def load(
    folder: str | os.PathLike[str],
    *,
    destination: Any,
    dataset: str,
    tables: Iterable[str] | None = None,
    **options: Any,
) -> list[Any]:
    """Load the finished units of an export, table by table.

    Each table has a pipeline of its own, ``perfectgym_<table>``, so that tables can be loaded at the same time, and one
    that fails holds no other up.

    Args:
        folder: Folder of the export.
        destination: A destination of dlt, by name or as an object: ``"duckdb"``, ``"bigquery"``.
        dataset: Name of the dataset, the schema in the warehouse.
        tables: Names of the tables; None for all that the folder has.
        options: Further arguments of ``dlt.pipeline``, such as ``pipelines_dir``.

    Returns:
        What dlt says of each load.

    Raises:
        ExportError: A file is not the one that its manifest describes.
        dlt.common.exceptions.DltException: As every load; a column that has another type than before, for example.
    """
    results = []
    for name in _find_tables(folder, tables):
        pipeline = dlt.pipeline(f"perfectgym_{name}", destination=destination, dataset_name=dataset, **options)
        results.append(pipeline.run(finished_units(folder, [name])))
    return results


def finished_units(folder: str | os.PathLike[str], tables: Iterable[str] | None = None) -> Any:
    """Return a source of dlt with a resource for each table.

    Args:
        folder: Folder of the export.
        tables: Names of the tables; None for all that the folder has.
    """
    resources = [_create_resource(Path(folder), name) for name in _find_tables(folder, tables)]
    return dlt.source(lambda: resources, name="perfectgym")()


def _find_tables(folder: str | os.PathLike[str], tables: Iterable[str] | None) -> list[str]:
    found = [name for name in TABLES if (Path(folder) / name).is_dir()]
    if tables is None:
        return found
    wanted = list(tables)
    for name in wanted:
        if name not in found:
            raise ValueError(f"{os.fspath(folder)} has no table {name!r}, only {', '.join(found) or 'none'}")
    return wanted


def _create_resource(folder: Path, table: str) -> Any:
    return dlt.resource(
        _read_parts(folder / table),
        name=table,
        # Alone: with a primary key beside it, dlt deletes by an OR of both, which takes minutes.
        merge_key="_part",
        write_disposition={"disposition": "merge", "strategy": "delete-insert"},
        columns={"_part": {"data_type": "text"}, "_deleted": {"data_type": "bool", "hard_delete": True}},
        # A column of another type would be converted, and 1.5 rounded to 2.
        schema_contract={"tables": "evolve", "columns": "evolve", "data_type": "freeze"},
    )


def _read_parts(folder: Path) -> Iterator[pa.Table]:
    for path in sorted(folder.rglob("*.json")):
        manifest = Manifest.read(path)
        data = path.with_suffix(".parquet")
        if hash_file(data) != manifest.file_sha256:
            raise ExportError(f"{data} is not the file that {path.name} describes: delete both to export it again")
        if manifest.rows == 0:
            yield _mark_empty(data, manifest)
        for batch in iterate_batches(data):
            yield _add_part(pa.Table.from_batches([batch]), manifest, deleted=False)


def _mark_empty(data: Path, manifest: Manifest) -> pa.Table:
    """Return a row that dlt deletes after those of the part before: no row at all would replace nothing."""
    schema = pa.schema([field.with_nullable(True) for field in pq.read_schema(data)])
    return _add_part(pa.Table.from_pylist([{"studio": manifest.studio}], schema=schema), manifest, deleted=True)


def _add_part(table: pa.Table, manifest: Manifest, *, deleted: bool) -> pa.Table:
    """Add the columns by which a part is replaced, and let all others be null, as in the row of an empty part.

    An underscore at the end of a name, as of ``type_``, is removed: dlt would write an x.
    """
    count = table.num_rows
    fields = [pa.field(field.name.rstrip("_"), field.type) for field in table.schema]
    fields += [pa.field("_part", pa.string(), nullable=False), pa.field("_deleted", pa.bool_())]
    columns = [*table.columns, pa.array([manifest.part] * count, pa.string()), pa.array([deleted] * count, pa.bool_())]
    return pa.Table.from_arrays(columns, schema=pa.schema(fields))
