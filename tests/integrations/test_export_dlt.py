"""Loading finished units by dlt into DuckDB: eight ways in which a loader can spoil them, and none of them happens."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import perfectgym_next.export.dlt as loader
from perfectgym_next.export import ExportError
from perfectgym_next.export._files import hash_file
from tests.support.chain_server import make_chain
from tests.support.exports import connect, export, manifests


class Warehouse:
    """A DuckDB database, and folders of files to load into it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = home / "warehouse.duckdb"

    def load(self, folder: Path, *tables: str) -> None:
        import dlt

        loader.load(
            folder,
            destination=dlt.destinations.duckdb(str(self.path)),
            dataset="gym",
            tables=tables or None,
            pipelines_dir=str(self.home / "pipelines"),
        )

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.path), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def columns(self, table: str) -> dict[str, str]:
        return {name: kind for name, kind, *_ in self.ask(f"DESCRIBE gym.{table}")}

    def write(self, night: str, part: str, rows: list[dict[str, Any]], **types: pa.DataType) -> Path:
        """Write a finished unit of the table ``devices`` by hand. Return its folder."""
        folder = self.home / night
        stem = folder / "devices" / part.replace(" ", "-")
        stem.parent.mkdir(parents=True, exist_ok=True)
        kinds = {"studio": pa.string(), "id": pa.int64(), "name": pa.string(), **types}
        schema = pa.schema([pa.field(name, kind, nullable=name != "studio") for name, kind in kinds.items()])
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), stem.with_name(f"{stem.name}.parquet"))
        data = stem.with_name(f"{stem.name}.parquet")
        manifest = {**self.example, "part": part, "studio": part.partition("/")[0], "rows": len(rows)}
        manifest |= {"file_sha256": hash_file(data), "file_bytes": data.stat().st_size}
        stem.with_name(f"{stem.name}.json").write_text(json.dumps(manifest))
        return folder

    @property
    def example(self) -> dict[str, Any]:
        path = self.home / "example" / "devices" / "studio-0.json"
        if not path.exists():
            export(connect(make_chain(1, 1)), self.home / "example", "devices")
        return dict(json.loads(path.read_text()))


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.chdir(tmp_path)
    return Warehouse(tmp_path)


def device(number: int | None, name: str = "Door", studio: str = "north") -> dict[str, Any]:
    return {"studio": studio, "id": number, "name": name}


def test_a_warehouse_holds_what_the_files_hold(warehouse: Warehouse, tmp_path: Path) -> None:
    api = make_chain(2, 15)
    folder = tmp_path / "2025-06-15"
    export(connect(api, 2), folder, "customers", "contracts", "transactions", "class_bookings", "classes")
    for _ in range(2):  # the second time replaces the same rows
        warehouse.load(folder)
        for table in ("customers", "contracts", "transactions", "class_bookings", "classes"):
            rows = sum(one.rows for name, one in manifests(folder).items() if name.startswith(f"{table}/"))
            assert warehouse.ask(f"SELECT count(*) FROM gym.{table}") == [(rows,)]
    sums = "SELECT studio, count(*), sum(amount), min(due_date), max(_read_at) FROM {} GROUP BY ALL ORDER BY 1"
    assert warehouse.ask(sums.format("gym.transactions")) == warehouse.ask(
        sums.format(f"'{folder}/transactions/*.parquet'")
    )
    assert warehouse.columns("classes")["type"] == "VARCHAR"


def test_an_integer_column_does_not_round(warehouse: Warehouse) -> None:
    warehouse.load(warehouse.write("1", "north", [{**device(1), "size": 1}], size=pa.int64()), "devices")
    changed = warehouse.write("2", "north", [{**device(1), "size": Decimal("1.5")}], size=pa.decimal128(38, 9))
    with pytest.raises(Exception, match="data_type"):
        warehouse.load(changed, "devices")
    assert warehouse.ask("SELECT size FROM gym.devices") == [(1,)]


def test_rows_of_other_parts_stay(warehouse: Warehouse) -> None:
    warehouse.load(warehouse.write("1", "north", [device(1), device(2)]), "devices")
    warehouse.load(warehouse.write("2", "south", [device(1, studio="south")]), "devices")
    warehouse.load(warehouse.write("3", "north/2025-06-15", [device(7)]), "devices")
    warehouse.load(warehouse.write("4", "north", [device(3)]), "devices")
    assert warehouse.ask("SELECT _part, id FROM gym.devices ORDER BY ALL") == [
        ("north", 3),
        ("north/2025-06-15", 7),
        ("south", 1),
    ]


def test_the_part_is_the_only_key(warehouse: Warehouse) -> None:
    folder = warehouse.write("1", "north", [device(1), device(1)])  # two rows of one id are two rows
    (resource,) = loader.finished_units(folder, ["devices"]).resources.values()
    schema = resource.compute_table_schema()
    assert {name for name, one in schema["columns"].items() if one.get("merge_key")} == {"_part"}
    assert not [name for name, one in schema["columns"].items() if one.get("primary_key") or one.get("unique")]
    warehouse.load(folder, "devices")
    assert warehouse.ask("SELECT count(*) FROM gym.devices") == [(2,)]


def test_a_column_has_no_variants(warehouse: Warehouse) -> None:
    warehouse.load(warehouse.write("1", "north", [device(1)]), "devices")
    text = warehouse.write("2", "north", [{"studio": "north", "id": "A-1", "name": "Door"}], id=pa.string())
    with pytest.raises(Exception, match="data_type"):
        warehouse.load(text, "devices")
    assert not [name for name in warehouse.columns("devices") if "__v_" in name]


def test_nothing_but_the_part_is_not_null(warehouse: Warehouse) -> None:
    warehouse.load(warehouse.write("1", "north", [device(1)]), "devices")
    warehouse.load(warehouse.write("2", "north", [device(None), device(2)]), "devices")
    assert warehouse.ask("SELECT id FROM gym.devices ORDER BY id NULLS FIRST") == [(None,), (2,)]
    nullable = {name: null for name, _, null, *_ in warehouse.ask("DESCRIBE gym.devices")}
    assert {name for name, null in nullable.items() if null == "NO"} == {"_part"}


def test_columns_come_and_go(warehouse: Warehouse) -> None:
    warehouse.load(warehouse.write("1", "north", [device(1)]), "devices")
    more = [{**device(2), "weight": Decimal("1.250000001")}]
    warehouse.load(warehouse.write("2", "south", more, weight=pa.decimal128(38, 9)), "devices")
    warehouse.load(warehouse.write("3", "north", [device(3)]), "devices")
    assert warehouse.ask("SELECT id, weight FROM gym.devices ORDER BY id") == [(2, Decimal("1.250000001")), (3, None)]
    assert warehouse.columns("devices")["weight"] == "DECIMAL(38,9)"


def test_date_times_are_instants(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    moment = datetime(2025, 3, 30, 1, 30, tzinfo=UTC)  # an hour that Berlin skips
    rows = [{**device(1), "seen_at": moment}]
    warehouse.load(warehouse.write("1", "north", rows, seen_at=pa.timestamp("us", tz="UTC")), "devices")
    assert warehouse.columns("devices")["seen_at"] == "TIMESTAMP WITH TIME ZONE"
    assert warehouse.ask("SELECT epoch_us(seen_at) FROM gym.devices") == [(int(moment.timestamp() * 1_000_000),)]


def test_an_empty_part_empties_its_rows(warehouse: Warehouse) -> None:
    warehouse.load(warehouse.write("1", "north", [device(1), device(2)]), "devices")
    warehouse.load(warehouse.write("2", "south", [device(3)]), "devices")
    warehouse.load(warehouse.write("3", "north", []), "devices")
    assert warehouse.ask("SELECT _part, id FROM gym.devices") == [("south", 3)]
    warehouse.load(warehouse.write("4", "north", [device(4)]), "devices")
    assert warehouse.ask("SELECT id FROM gym.devices ORDER BY id") == [(3,), (4,)]


def test_a_file_without_its_manifest_is_not_loaded(warehouse: Warehouse) -> None:
    folder = warehouse.write("1", "north", [device(1)])
    warehouse.write("1", "south", [device(2)])
    (folder / "devices" / "south.json").unlink()
    (folder / "devices" / ".west.0.parquet.part").write_bytes(b"PAR1")
    warehouse.load(folder, "devices")
    assert warehouse.ask("SELECT id FROM gym.devices") == [(1,)]


def test_a_file_that_was_changed_is_refused(warehouse: Warehouse) -> None:
    folder = warehouse.write("1", "north", [device(1)])
    path = folder / "devices" / "north.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(Exception, match="is not the file that") as caught:
        warehouse.load(folder, "devices")
    causes = []
    error: BaseException | None = caught.value
    while error is not None:
        causes.append(type(error))
        error = error.__cause__ or error.__context__
    assert ExportError in causes


def test_a_table_that_is_not_there_is_named(warehouse: Warehouse) -> None:
    with pytest.raises(ValueError, match="no table 'shoes', only devices"):
        warehouse.load(warehouse.write("1", "north", [device(1)]), "shoes")


def test_dlt_reports_nothing_home() -> None:
    assert os.environ["RUNTIME__DLTHUB_TELEMETRY"] == "false"
