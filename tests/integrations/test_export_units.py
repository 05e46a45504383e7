"""Units: what a file holds, when it is there, what an export before adds to it."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event, current_thread
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from perfectgym_next import AsyncPerfectGym, PerfectGym, Studio, Studios
from perfectgym_next.errors import ApiConnectionError, AuthenticationError
from perfectgym_next.export import ExportError, Manifest, Plan, Unit, _files, export_unit
from perfectgym_next.export._exporting import KEPT_NIGHTS
from perfectgym_next.export._reading import CONCURRENCY, ParentReader
from perfectgym_next.export._writing import ROW_GROUP
from perfectgym_next.testing import EmbeddedApi
from perfectgym_next_generated.tables import TABLES
from tests.support.chain_server import ChainServer, make_chain, studio_key
from tests.support.exports import NOW, connect, digests, export, fixed_clock, manifests, plan, read, variables


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


class TestAUnit:
    def test_is_a_file_and_a_manifest(self, api: EmbeddedApi, lake: Path) -> None:
        made = export(connect(api), lake, "contracts")
        assert names(lake) == {
            "customers/studio-0.parquet",
            "customers/studio-0.json",
            "contracts/studio-0.parquet",
            "contracts/studio-0.json",
        }
        manifest = made["contracts/studio-0"]
        assert manifest == Manifest.read(lake / "contracts" / "studio-0.json")
        assert (manifest.studio, manifest.table, manifest.part, manifest.run) == (
            "studio-0",
            "contracts",
            "studio-0",
            "run-1",
        )
        assert manifest.rows == len(read(lake, "contracts")) > 0
        assert manifest.started == manifest.ended == manifest.exported_at == "2025-06-15T02:00:00Z"
        assert manifest.requests == made["customers/studio-0"].rows
        assert len(manifest.rows_sha256) == len(manifest.description_sha256) == 64

    def test_of_each_table_can_be_exported(self, api: EmbeddedApi, lake: Path) -> None:
        made = export(connect(api), lake)
        assert {manifest.table for manifest in made.values()} == set(TABLES)
        assert not [manifest for manifest in made.values() if manifest.denied or manifest.not_found]
        filled = {manifest.table for manifest in made.values() if manifest.rows}
        assert {"customers", "contracts", "transactions", "class_slots", "employees", "benefits"} <= filled

    def test_has_exactly_what_the_client_reads(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        export(studios, lake, "transactions")
        gym = studios["studio-0"]
        rows = read(lake, "transactions")
        walked = [row["customer_id"] for row in rows]
        expected = []
        for customer in dict.fromkeys(walked):
            for entry in gym.customers_account.list_transactions(customer):
                expected.append((customer, entry.id, entry.due_date, entry.amount.amount, entry.amount.currency))  # type: ignore[union-attr]
        assert [
            (row["customer_id"], row["id"], row["due_date"], row["amount"], row["amount_currency"]) for row in rows
        ] == expected
        assert {row["studio"] for row in rows} == {"studio-0"}
        assert {(row["_run"], row["_read_at"]) for row in rows} == {("run-1", NOW)}

    def test_has_the_same_rows_in_the_same_order_whatever_the_concurrency(
        self, api: EmbeddedApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for concurrency in (1, 3, CONCURRENCY):
            monkeypatch.setattr("perfectgym_next.export._reading.CONCURRENCY", concurrency)
            export(connect(api), tmp_path / str(concurrency), "transactions", "checkins", "class_slots")
        assert digests(tmp_path / "1") == digests(tmp_path / "3") == digests(tmp_path / str(CONCURRENCY)) != {}

    def test_has_row_groups_of_a_fixed_size(
        self, api: EmbeddedApi, lake: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert ROW_GROUP == 5000
        monkeypatch.setattr("perfectgym_next.export._writing.ROW_GROUP", 100)
        export(connect(api), lake, "transactions")
        with pq.ParquetFile(lake / "transactions" / "studio-0.parquet") as file:
            sizes = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
        assert len(sizes) > 10
        assert set(sizes[:-1]) == {100}

    def test_names_only_keys_not_null(self, api: EmbeddedApi, lake: Path) -> None:
        export(connect(api), lake, "contracts")
        schema = pq.read_schema(lake / "contracts" / "studio-0.parquet")
        assert [field.name for field in schema if not field.nullable] == ["studio", "customer_id", "id"]
        assert schema.field("price").type == pa.decimal128(38, 9)
        assert schema.field("start_date").type == pa.date32()
        assert schema.field("_read_at").type == pa.timestamp("us", tz="UTC")

    def test_leaves_personal_data_out(self, api: EmbeddedApi, lake: Path) -> None:
        made = export(connect(api), lake, "customers", with_personal=False)
        schema = pq.read_schema(lake / "customers" / "studio-0.parquet")
        personal = {column.name for column in TABLES["customers"].columns if column.personal}
        assert "last_name" in personal
        assert not personal & set(schema.names)
        assert "status" in schema.names
        assert made["customers/studio-0"].with_personal is False

    def test_marks_personal_data(self, api: EmbeddedApi, lake: Path) -> None:
        export(connect(api), lake, "customers")
        schema = pq.read_schema(lake / "customers" / "studio-0.parquet")
        assert schema.field("last_name").metadata == {b"personal": b"true"}
        assert schema.field("status").metadata is None

    def test_can_be_pickled_and_exported_elsewhere(
        self, api: EmbeddedApi, lake: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        keys, environment = variables(1)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with api.serve() as server:
            studios = Studios.from_environment(keys, base_url=server.url)
            units = pickle.dumps(list(plan(studios, "contracts").missing(lake)))
            assert studio_key(0).encode() not in units
            for unit in pickle.loads(units):
                export_unit(unit, lake)
        assert manifests(lake).keys() == {"customers/studio-0.json", "contracts/studio-0.json"}

    def test_can_be_written_as_json(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        export(studios, lake.with_name("2025-06-14"), "customers")
        made = plan(studios, "customers", "checkins", "documents", rotate={"documents": 7}, with_personal=False)
        units = list(made.units(lake))
        assert {(unit.day is None, unit.remainder is None, unit.previous is None) for unit in units} == {
            (True, True, False),
            (False, True, True),
            (True, False, True),
        }
        for unit in units:
            assert Unit.from_dict(json.loads(json.dumps(unit.to_dict()))) == unit

    @pytest.mark.parametrize(
        "change",
        [{"day": "x"}, {"studio": None}, {"more": 1}, {"started_at": 3}, {"remainder": 1}, {"studio": {"key": 1}}],
    )
    def test_is_not_made_from_other_data(self, api: EmbeddedApi, lake: Path, change: dict[str, Any]) -> None:
        (unit,) = plan(connect(api), "devices").units(lake)
        with pytest.raises(ValueError, match=r"not a unit \(.*expected the result of Unit\.to_dict"):
            Unit.from_dict({**unit.to_dict(), **change})
        with pytest.raises(ValueError, match="not a unit"):
            Unit.from_dict({})

    def test_counts_requests_with_retries(self, api: EmbeddedApi, lake: Path) -> None:
        api.fail("devices.list_devices", status=503, times=2, headers={"Retry-After": "0"})
        assert export(connect(api), lake, "devices")["devices/studio-0"].requests == 3


class TestAFinishedUnit:
    def test_is_not_read_again(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        export(studios, lake, "contracts")
        before = digests(lake)
        api.requests.clear()
        assert export(studios, lake, "contracts") == {}
        for unit in plan(studios, "contracts").units(lake):
            assert export_unit(unit, lake, client=studios["studio-0"]).rows > 0
        assert len(api.requests) == 0
        assert digests(lake) == before

    def test_is_missing_without_its_file_or_with_another(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        export(studios, lake, "devices", "employees")
        (lake / "devices" / "studio-0.parquet").unlink()
        (lake / "employees" / "studio-0.parquet").write_bytes(b"PAR1")
        assert {unit.table for unit in plan(studios, "devices", "employees").missing(lake)} == {"devices", "employees"}

    def test_with_a_damaged_manifest_is_an_error_that_names_it(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        export(studios, lake, "devices")
        (lake / "devices" / "studio-0.json").write_text("{")
        with pytest.raises(ExportError, match=r"studio-0\.json: not a manifest"):
            list(plan(studios, "devices").missing(lake))

    @pytest.mark.parametrize(("before", "text"), [(True, "with personal data, and"), (False, "without personal data")])
    def test_with_other_personal_data_is_refused(self, api: EmbeddedApi, lake: Path, before: bool, text: str) -> None:
        studios = connect(api)
        export(studios, lake, "customers", with_personal=before)
        other = plan(studios, "customers", with_personal=not before)
        with pytest.raises(ExportError, match=f"was exported {text}.*give another folder"):
            list(other.missing(lake))
        (unit,) = other.units(lake)
        with pytest.raises(ExportError, match=f"was exported {text}.*give another folder"):
            export_unit(unit, lake, client=studios["studio-0"])

    def test_of_the_night_before_may_have_personal_data(self, api: EmbeddedApi, tmp_path: Path) -> None:
        studios = connect(api)
        export(studios, tmp_path / "1", "customers")
        export(studios, tmp_path / "2", "customers", with_personal=False)
        assert "last_name" not in pq.read_schema(tmp_path / "2" / "customers" / "studio-0.parquet").names

    def test_of_a_later_version_is_finished_too(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        export(studios, lake, "devices")
        path = lake / "devices" / "studio-0.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), "invented_later": 1}))
        assert list(plan(studios, "devices").missing(lake)) == []

    def test_removes_what_other_attempts_left(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        (lake / "devices").mkdir(parents=True)
        for name in (".studio-0.0123.parquet.part", ".studio-0.0123.parquet.json-part", ".studio-01.0.parquet.part"):
            (lake / "devices" / name).touch()
        export(studios, lake, "devices")
        assert {path.name for path in (lake / "devices").iterdir()} == {
            "studio-0.parquet",
            "studio-0.json",
            ".studio-01.0.parquet.part",
        }

    def test_has_no_leftovers_once_what_is_missing_was_asked_for(self, api: EmbeddedApi, lake: Path) -> None:
        with connect(api) as studios:
            export(studios, lake, "devices")
            finished, other = (lake / "devices" / f".{stem}.0123.parquet.part" for stem in ("studio-0", "studio-1"))
            finished.touch()  # of a process that was killed after it wrote the manifest
            finished.with_suffix(".json-part").touch()
            other.touch()  # of an attempt that may go on
            assert list(plan(studios, "devices").missing(lake)) == []
        assert sorted(path.name for path in (lake / "devices").iterdir()) == [
            other.name,
            "studio-0.json",
            "studio-0.parquet",
        ]

    def test_of_two_attempts_that_end_at_once_has_the_manifest_of_its_file(
        self, api: EmbeddedApi, lake: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The other attempt gives both of its files their names between those of this one: nothing locks the folder."""
        monkeypatch.setattr(_files, "_lock", nullcontext)
        studios = connect(api)
        (unit,) = plan(studios, "devices").units(lake)
        synced: list[Path] = []

        def sync(folder: Path) -> None:
            synced.append(folder)
            if len(synced) == 1:  # the file has its name, the manifest is not written
                export_unit(unit, lake, client=studios["studio-0"])

        monkeypatch.setattr(_files, "_sync_folder", sync)
        manifest = export_unit(unit, lake, client=studios["studio-0"])
        _files.UnitFiles(lake, unit).check_data(manifest)
        assert manifest == unit.find_manifest(lake)
        assert names(lake) == {"devices/studio-0.parquet", "devices/studio-0.json"}

    def test_of_an_attempt_whose_manifest_was_removed_has_the_manifest_of_its_file(
        self, api: EmbeddedApi, lake: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its file has replaced that of another attempt, whose manifest is written before its own: without locks."""
        monkeypatch.setattr(_files, "_lock", nullcontext)
        studios = connect(api)
        (unit,) = plan(studios, "devices").units(lake)
        replace, outer = Path.replace, []
        with ThreadPoolExecutor(1) as pool, monkeypatch.context() as patched:
            written, ended = Event(), Event()

            def delay(source: Path, target: Path) -> Path:
                if current_thread().name == "MainThread" and target.suffix == ".json" and not outer:
                    outer.append(pool.submit(export_unit, unit, lake, client=studios["studio-0"]))
                    assert written.wait(20)
                    found = replace(source, target)
                    _files.UnitFiles(lake, unit).remove_leftovers()
                    ended.set()
                    return found
                if current_thread().name != "MainThread" and target.suffix == ".json":
                    written.set()
                    assert ended.wait(20)
                return replace(source, target)

            patched.setattr(Path, "replace", delay)
            export_unit(unit, lake, client=studios["studio-0"])
            outer[0].result(20)
        manifest = unit.find_manifest(lake)
        assert manifest is not None
        _files.UnitFiles(lake, unit).check_data(manifest)
        assert names(lake) == {"devices/studio-0.parquet", "devices/studio-0.json"}

    def test_that_others_replace_all_the_time_is_an_error(
        self, api: EmbeddedApi, lake: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        studios = connect(api)
        (unit,) = plan(studios, "devices").units(lake)
        replaced = _files.UnitFiles(lake, unit).data
        monkeypatch.setattr(_files, "_sync_folder", lambda folder: replaced.write_bytes(b"another"))
        with pytest.raises(
            ExportError, match="devices of studio-0: other attempts replaced or removed its file 3 times"
        ):
            export_unit(unit, lake, client=studios["studio-0"])
        assert unit.find_manifest(lake) is None

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows does not lock folders")
    def test_of_many_attempts_at_once_is_that_of_the_first(self, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        names, environment = variables(1)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        context = multiprocessing.get_context("spawn")
        with ChainServer(1, 10) as server, ProcessPoolExecutor(4, mp_context=context) as pool:
            with Studios.from_environment(names, base_url=server.url) as studios:
                (unit,) = plan(studios, "customers").units(lake)
            for number in range(10):
                folder = lake / f"{number}"
                found = [one.result(60) for one in [pool.submit(export_unit, unit, folder) for _ in range(4)]]
                assert found == [unit.find_manifest(folder)] * 4
                _files.UnitFiles(folder, unit).check_data(found[0])
                assert {path.name for path in (folder / "customers").iterdir()} == {"studio-0.parquet", "studio-0.json"}

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows does not lock folders")
    def test_can_be_on_a_file_system_without_locks(
        self, api: EmbeddedApi, lake: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import fcntl

        def refuse(descriptor: int, operation: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(fcntl, "flock", refuse)
        with connect(api) as studios:
            export(studios, lake, "devices")
        assert names(lake) == {"devices/studio-0.parquet", "devices/studio-0.json"}

    def test_is_returned_to_an_attempt_that_was_overtaken(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        (unit,) = plan(studios, "devices").units(lake)
        moments = []

        def clock() -> datetime:
            moments.append(NOW)
            if len(moments) == 2:  # read, and about to be written
                export_unit(unit, lake, client=studios["studio-0"], clock=fixed_clock)
            return NOW

        manifest = export_unit(unit, lake, client=studios["studio-0"], clock=clock)
        assert manifest == Manifest.read(lake / "devices" / "studio-0.json")
        assert names(lake) == {"devices/studio-0.parquet", "devices/studio-0.json"}


class TestAFailure:
    def test_leaves_nothing(self, api: EmbeddedApi, lake: Path) -> None:
        api.fail("customers.list_contracts", status=500, on=20, times=None)
        studios = connect(api, max_retries=0)
        outcomes = list(plan(studios, "contracts", "devices").export(lake, clients=studios))
        failed = [one for one in outcomes if one.error is not None]
        assert [one.argument.table for one in failed] == ["contracts"]
        assert "while exporting contracts of studio-0" in "".join(failed[0].error.__notes__)
        assert names(lake / "contracts") == set()
        assert {one.argument.table for one in outcomes if one.error is None} == {"customers", "devices"}

    def test_of_one_studio_stops_no_other(self, lake: Path) -> None:
        api = make_chain(3, 10)
        keys = {"studio-0": studio_key(0), "studio-1": "a-wrong-key", "studio-2": studio_key(2)}
        studios = Studios(keys, base_url="https://e.invalid", transport=api.transport())
        outcomes = list(plan(studios, "contracts", "devices").export(lake, clients=studios))
        failed = {(one.argument.studio.name, one.argument.table): one.error for one in outcomes if one.error}
        assert failed.keys() == {("studio-1", "customers"), ("studio-1", "contracts"), ("studio-1", "devices")}
        assert isinstance(failed["studio-1", "customers"], AuthenticationError)
        assert "export customers of the studio first" in str(failed["studio-1", "contracts"])
        assert len(outcomes) == 9

    def test_of_a_customer_who_is_gone_meanwhile_is_noted(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        export(studios, lake, "customers")
        ids = [row["id"] for row in read(lake, "customers")]
        api.fail("customers.list_contracts", status=404, on=2)
        made = export(studios, lake, "contracts")["contracts/studio-0"]
        assert len(made.not_found) == 1
        assert set(made.not_found) <= set(ids)
        assert not {row["customer_id"] for row in read(lake, "contracts")} & set(made.not_found)

    def test_of_a_customer_without_consent_is_noted(self, api: EmbeddedApi, lake: Path) -> None:
        api.fail("customers.list_contracts", status=403, on=2)
        assert len(export(connect(api), lake, "contracts")["contracts/studio-0"].denied) == 1

    def test_of_a_scope_ends_the_unit_soon(self, lake: Path) -> None:
        api = EmbeddedApi(key="few", scopes=["CUSTOMER_READ"], customers=200)
        studios = Studios({"studio-0": "few"}, base_url="https://e.invalid", transport=api.transport())
        outcomes = list(plan(studios, "transactions").export(lake, clients=studios))
        assert [one.argument.table for one in outcomes if one.error] == ["transactions"]
        assert "the API refuses every customer_id" in str(outcomes[-1].error)
        assert len(api.requests.of("customers_account.list_transactions")) < 100

    def test_of_the_disk_leaves_nothing(self, api: EmbeddedApi, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        studios = connect(api)
        (unit,) = plan(studios, "devices").units(lake)
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            with pytest.raises(OSError, match="No space left"):
                export_unit(unit, lake, client=studios["studio-0"])
        assert names(lake) == set()
        assert export_unit(unit, lake, client=studios["studio-0"]).rows > 0

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for the size of files")
    @pytest.mark.parametrize("size", [0, 1000])
    def test_of_a_full_disk_names_the_file(self, api: EmbeddedApi, lake: Path, size: int) -> None:
        import resource

        studios = connect(api)
        (unit,) = plan(studios, "customers").units(lake)
        before, limits = signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.getrlimit(resource.RLIMIT_FSIZE)
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
            with pytest.raises(OSError, match="File too large") as caught:
                export_unit(unit, lake, client=studios["studio-0"])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            signal.signal(signal.SIGXFSZ, before)
        assert str(lake / "customers" / "studio-0.parquet") in str(caught.value)
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
        assert names(lake) == set()
        assert export_unit(unit, lake, client=studios["studio-0"]).rows > 0

    @pytest.mark.parametrize(
        ("options", "error", "message"),
        [
            ({"unit": "devices of studio-0"}, TypeError, "unit must be a Unit of a Plan, not str"),
            ({"folder": 5}, TypeError, "folder must be a path"),
            ({"client": 5}, TypeError, "client must be a PerfectGym, not int"),
            ({"client": AsyncPerfectGym("demo", api_key="k")}, TypeError, "a PerfectGym, not AsyncPerfectGym"),
            ({"clock": 5}, TypeError, "clock must be a function, not int"),
            ({"clock": lambda: 5}, TypeError, "what clock returns must be an aware date-time, not int"),
            ({"clock": lambda: datetime(2025, 6, 15)}, ValueError, "what clock returns .* has no time zone"),
            ({"on_progress": 5}, TypeError, "on_progress must be a function, not int"),
        ],
    )
    def test_of_an_argument_names_it(
        self, api: EmbeddedApi, lake: Path, options: Any, error: type[Exception], message: str
    ) -> None:
        studios = connect(api)
        (unit,) = plan(studios, "devices").units(lake)
        with pytest.raises(error, match=message):
            export_unit(**{"unit": unit, "folder": lake, "client": studios["studio-0"], **options})
        assert names(lake) == set()

    @pytest.mark.parametrize(
        ("options", "error", "message"),
        [
            ({"studio": "studio-0"}, TypeError, "studio must be a Studio, not str"),
            ({"table": "../devices"}, ValueError, "unknown table '../devices'"),
            ({"run": None}, TypeError, "run must be text, not NoneType"),
            ({"started_at": datetime(2025, 6, 15)}, ValueError, "has no time zone"),
            ({"with_personal": None}, TypeError, "with_personal must be True or False"),
            ({"previous": Path("lake")}, TypeError, "previous must be the path of a folder as text"),
            ({"day": date(2025, 6, 15)}, ValueError, "of the table devices: expected no day"),
            ({"table": "checkins"}, ValueError, "invalid day None of the table checkins: expected a date"),
            ({"table": "checkins", "day": NOW}, ValueError, "expected a date"),
            ({"table": "contracts", "remainder": (8, 7)}, ValueError, r"invalid remainder \(8, 7\)"),
            ({"remainder": (1, 7)}, ValueError, "of a table read by customer"),
        ],
    )
    def test_of_a_unit_names_its_attribute(self, options: Any, error: type[Exception], message: str) -> None:
        with pytest.raises(error, match=message):
            Unit(**{"studio": Studio("studio-0"), "table": "devices", "run": "run-1", "started_at": NOW, **options})

    def test_needs_the_address_and_the_key(self, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHAIN_KEY_0", "some-key")
        studios = Studios.from_environment({"studio-0": "CHAIN_KEY_0"}, base_url="http://127.0.0.1:9")
        (unit,) = plan(studios, "devices").units(lake)
        with unit.studio.connect(max_retries=0, timeout=1) as gym, pytest.raises(ApiConnectionError):
            export_unit(unit, lake, client=gym)


class TestCustomers:
    def test_are_prospects_and_members(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        export(studios, lake, "customers")
        rows = read(lake, "customers")
        gym = studios["studio-0"]
        expected = [
            customer.id
            for status in ("PROSPECT", "MEMBER")
            for customer in gym.customers.list_customers(customer_status=status)  # type: ignore[arg-type]
        ]
        assert [row["id"] for row in rows] == expected
        assert {row["status"] for row in rows} == {"PROSPECT", "MEMBER"}
        assert {row["vanished_at"] for row in rows} == {None}

    def test_who_join_meanwhile_are_there_once(self, lake: Path) -> None:
        first = {"id": 1, "status": "PROSPECT", "accessRefusal": False, "lastName": "Before"}
        pages = {
            "PROSPECT": [first, {**first, "id": 2}, {**first, "id": 3}],
            "MEMBER": [{**first, "id": 9}, {**first, "id": 2, "status": "MEMBER", "lastName": "After"}],
        }
        api = make_chain(1, 5)
        answer = api._engine.handle

        def handle(method: str, path: str, query: str, headers: Any, body: bytes) -> Any:
            response = answer(method, path, query, headers, body)
            if path != "/v1/customers":
                return response
            from perfectgym_next._core.json import encode

            status = "PROSPECT" if "PROSPECT" in query else "MEMBER"
            return response._replace(body=encode({"result": pages[status], "hasNext": False}))

        api._engine.handle = handle  # type: ignore[method-assign]
        made = export(connect(api), lake, "customers")["customers/studio-0"]
        rows = read(lake, "customers")
        assert [(row["id"], row["status"], row["last_name"]) for row in rows] == [
            (1, "PROSPECT", "Before"),
            (3, "PROSPECT", "Before"),
            (9, "PROSPECT", "Before"),
            (2, "MEMBER", "After"),
        ]
        assert made.rows == 4
        assert names(lake / "customers") == {"studio-0.parquet", "studio-0.json"}


class TestVanishedCustomers:
    """Night after night; the embedded API lists no former members."""

    def night(self, api: EmbeddedApi, tmp_path: Path, day: int, *tables: str) -> Path:
        folder = tmp_path / f"2025-06-{day:02}"
        export(connect(api), folder, *(tables or ("customers",)), started_at=NOW.replace(day=day), run=f"run-{day}")
        return folder

    def hide(self, api: EmbeddedApi, ids: set[int], monkeypatch: pytest.MonkeyPatch) -> None:
        from perfectgym_next._core.json import decode, encode

        answer = type(api._engine).handle

        def handle(engine: Any, method: str, path: str, query: str, headers: Any, body: bytes) -> Any:
            response = answer(engine, method, path, query, headers, body)
            if path == "/v1/customers":
                data = decode(response.body)
                data["result"] = [one for one in data["result"] if one["id"] not in ids]
                response = response._replace(body=encode(data))
            return response

        monkeypatch.setattr(type(api._engine), "handle", handle)

    def test_are_kept_with_the_time_since_when(
        self, api: EmbeddedApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = {row["id"]: row for row in read(self.night(api, tmp_path, 15), "customers")}
        gone = sorted(first)[:2]
        with monkeypatch.context() as patched:
            self.hide(api, set(gone), patched)
            second = {row["id"]: row for row in read(self.night(api, tmp_path, 16), "customers")}
            third = {row["id"]: row for row in read(self.night(api, tmp_path, 17), "customers")}
        assert second.keys() == third.keys() == first.keys()
        since = NOW.replace(day=16)
        for rows in (second, third):
            assert {one: row["vanished_at"] for one, row in rows.items() if row["vanished_at"]} == dict.fromkeys(
                gone, since
            )
        for one in gone:  # as they were read last
            assert third[one] == {**first[one], "vanished_at": since}
        back = read(self.night(api, tmp_path, 18), "customers")
        assert {row["vanished_at"] for row in back} == {None}
        assert {row["_run"] for row in back} == {"run-18"}

    def test_stay_in_their_lists_for_seven_nights(
        self, api: EmbeddedApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert KEPT_NIGHTS == 7
        first = self.night(api, tmp_path, 10, "contracts")
        gone = read(first, "contracts")[0]["customer_id"]
        self.hide(api, {gone}, monkeypatch)
        nights = {day: self.night(api, tmp_path, day, "contracts") for day in (11, 18, 19)}
        present = {
            day: gone in {row["customer_id"] for row in read(folder, "contracts")} for day, folder in nights.items()
        }
        assert present == {11: True, 18: True, 19: False}
        assert gone in {row["id"] for row in read(nights[19], "customers")}

    def test_are_those_of_the_newest_finished_export_before(
        self, api: EmbeddedApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = self.night(api, tmp_path, 10)
        gone = read(folder, "customers")[0]["id"]
        (tmp_path / "2025-06-11" / "customers").mkdir(parents=True)  # a night that did not finish
        self.night(api, tmp_path, 20)  # a later one
        self.hide(api, {gone}, monkeypatch)
        rows = {row["id"]: row for row in read(self.night(api, tmp_path, 12), "customers")}
        assert rows[gone]["_run"] == "run-10"

    def test_of_a_file_that_was_changed_are_refused(self, api: EmbeddedApi, tmp_path: Path) -> None:
        folder = self.night(api, tmp_path, 10)
        path = folder / "customers" / "studio-0.parquet"
        data = bytearray(path.read_bytes())
        data[100] ^= 1
        path.write_bytes(data)
        with pytest.raises(ExportError, match="is not the file that"):
            self.night(api, tmp_path, 11)


class TestParts:
    def test_are_days_of_check_ins(self, lake: Path) -> None:
        api = make_chain(1, 20)
        made = export(connect(api), lake, "checkins", since=date(2025, 6, 1))
        days = [part.rpartition("/")[2] for part in made if part.startswith("checkins")]
        assert days == [f"2025-06-{day:02}" for day in range(1, 15)]
        found = []
        for day in days:
            rows = read(lake, "checkins", f"studio-0/{day}")
            found += [(row["customer_id"], row["checkin_id"]) for row in rows]
        expected = [
            (row["id"], entry.checkin_id)
            for row in read(lake, "customers")
            for entry in connect(api)["studio-0"].customers.list_checkins(
                row["id"], from_date=date(2025, 6, 1), to_date=date(2025, 6, 14)
            )
        ]
        assert sorted(found) == sorted(expected)
        assert len(found) == len(set(found)) > 0

    def test_continue_three_days_before_the_last_day_covered(self, api: EmbeddedApi, tmp_path: Path) -> None:
        studios = connect(api)
        export(studios, tmp_path / "2025-06-15", "checkins")
        later = plan(studios, "checkins", started_at=NOW + timedelta(days=5))
        days = [unit.day for unit in later.units(tmp_path / "2025-06-20") if unit.day]
        assert days == [date(2025, 6, day) for day in range(11, 20)]

    def test_are_days_in_the_studio_s_zone(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("CHAIN_KEY_0", "some-key")
        zones = {"studio-0": "Pacific/Auckland"}
        studios = Studios.from_environment({"studio-0": "CHAIN_KEY_0"}, base_url="http://127.0.0.1:9", time_zones=zones)
        late = datetime(2025, 6, 15, 23, 0, tzinfo=UTC)  # the 16th there
        units = list(plan(studios, "checkins", started_at=late).units(tmp_path / "night"))
        assert units[-1].day == date(2025, 6, 15)

    def test_are_remainders_of_ids(self, api: EmbeddedApi, tmp_path: Path) -> None:
        studios = connect(api)
        parts: dict[str, set[int]] = {}
        for number in range(3):
            folder = tmp_path / f"night-{number}"
            made = export(
                studios, folder, "contracts", rotate={"contracts": 3}, started_at=NOW + timedelta(days=number)
            )
            (part,) = [name.rpartition("/")[2] for name in made if name.startswith("contracts")]
            parts[part] = {
                row["customer_id"] for row in read(folder, "contracts", f"studio-0/{part.replace(' ', '-')}")
            }
        assert parts.keys() == {"1 of 3", "2 of 3", "3 of 3"}
        for part, ids in parts.items():
            assert {identity % 3 for identity in ids} == {int(part[0]) - 1}
        export(studios, tmp_path / "whole", "contracts")
        assert set.union(*parts.values()) == {row["customer_id"] for row in read(tmp_path / "whole", "contracts")}


class TestAPlan:
    @pytest.mark.parametrize(
        ("options", "error", "message"),
        [
            ({"tables": ["shoes"]}, ValueError, "unknown table 'shoes': expected customers, "),
            ({"tables": [5]}, TypeError, "the name of a table must be text, such as 'customers', not int"),
            ({"tables": 5}, TypeError, "tables must be several names, such as .*, not int"),
            ({"tables": ["customers.list_contracts_by"]}, ValueError, "is not exported: Needs an identifier"),
            ({"tables": "customers"}, TypeError, "must be several names"),
            ({"tables": []}, ValueError, "no table given"),
            ({"started_at": datetime(2025, 6, 15)}, ValueError, "has no time zone"),
            ({"rotate": {"devices": 3}}, ValueError, "invalid rotate"),
            ({"rotate": {"documents": 0}}, ValueError, "invalid rotate"),
            ({"rotate": {"shoes": 1}}, ValueError, "unknown table"),
            ({"rotate": ["documents"]}, TypeError, "rotate must be numbers by table, such as .*, not list"),
            ({"rotate": {"checkins": 7}}, ValueError, "invalid rotate"),
            ({"since": NOW}, TypeError, "since must be a date"),
            ({"since": "2025-06-01"}, TypeError, "since must be a date, not str"),
            ({"started_at": date(2025, 6, 15)}, TypeError, "started_at must be an aware date-time, not date"),
            ({"run": 5}, TypeError, "run must be text, not int"),
            ({"with_personal": "no"}, TypeError, "with_personal must be True or False, not str"),
            (
                {"studios": {"north": "a-key"}},
                TypeError,
                r"studios must be Studios, as Studios.from_toml\(\) .*, not dict",
            ),
        ],
    )
    def test_refuses_wrong_arguments(
        self, api: EmbeddedApi, options: Any, error: type[Exception], message: str
    ) -> None:
        with pytest.raises(error, match=message):
            Plan.for_studios(**{"studios": connect(api), **options})

    @pytest.mark.parametrize(
        ("options", "error", "message"),
        [
            ({"folder": None}, TypeError, "folder must be a path, such as 'lake/2026-11-25', not NoneType"),
            ({"folder": b"lake"}, TypeError, "folder must be a path, such as .*, not bytes"),
            ({"clock": 5}, TypeError, "clock must be a function, not int"),
            ({"on_progress": 5}, TypeError, "on_progress must be a function, not int"),
            ({"clients": 5}, TypeError, "clients must be clients by the studios' names, as Studios are, not int"),
            ({"clients": {}}, ValueError, "clients must have each studio of the plan, and have no 'studio-0'"),
            ({"clients": {"studio-0": None}}, TypeError, r"clients\['studio-0'\] must be a PerfectGym, not NoneType"),
        ],
    )
    def test_refuses_them_before_anything_is_read(
        self, api: EmbeddedApi, lake: Path, options: Any, error: type[Exception], message: str
    ) -> None:
        studios = connect(api)
        with pytest.raises(error, match=message):
            plan(studios, "devices").export(**{"folder": lake, "clients": studios, **options})
        assert not api.requests
        assert not lake.exists()

    def test_adds_parents_and_puts_them_first(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(make_chain(2, 5), 2)
        made = plan(studios, "class_slots", "contracts")
        assert made.tables == ("customers", "classes", "class_slots", "contracts")
        first, second = made.stages(lake)
        assert {unit.table for unit in first} == {"customers", "classes"}
        assert {unit.table for unit in second} == {"class_slots", "contracts"}
        assert [*first, *second] == list(made.missing(lake))

    def test_estimates_from_the_export_before(self, api: EmbeddedApi, tmp_path: Path) -> None:
        studios = connect(api)
        made = export(studios, tmp_path / "1", "contracts", "transactions")
        api.requests.clear()
        estimate = plan(studios, "contracts", "transactions").estimate(tmp_path / "2", clients=studios)
        assert len(api.requests) == 0
        assert estimate.requests == sum(manifest.requests for manifest in made.values())
        assert estimate.rows == sum(manifest.rows for manifest in made.values())
        assert f"{estimate.requests} requests" in str(estimate)

    def test_estimates_by_a_request_for_every_500_customers(self) -> None:
        api = make_chain(1, 1100)
        studios = connect(api)
        estimate = plan(studios, "contracts", "devices").estimate(clients=studios)
        sent = len(api.requests)
        customers = sum(
            len(list(studios["studio-0"].customers.list_customers(customer_status=status)))  # type: ignore[arg-type]
            for status in ("PROSPECT", "MEMBER")
        )
        assert sent <= 4
        assert {part.table: part.requests for part in estimate.parts} == {
            "customers": sent,
            "devices": 1,
            "contracts": customers,
        }
        assert estimate.rows is None
        assert estimate.minutes > estimate.shortest_minutes


class TestProcesses:
    @pytest.fixture
    def studios(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studios]:
        keys, environment = variables(3)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with (
            make_chain(3, 12).serve() as server,
            Studios.from_environment(keys, base_url=server.url, rate_limit=None) as studios,
        ):
            yield studios

    def test_write_the_same_files(self, studios: Studios, tmp_path: Path) -> None:
        tables = ("contracts", "devices", "checkins")
        export(studios, tmp_path / "one" / "night", *tables)
        outcomes = list(plan(studios, *tables).export(tmp_path / "two" / "night", jobs=2, clock=fixed_clock))
        assert [one.error for one in outcomes if one.error] == []
        assert digests(tmp_path / "one") == digests(tmp_path / "two")

    def test_pass_errors_on(self, studios: Studios, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHAIN_KEY_1", "a-wrong-key")
        outcomes = list(plan(studios, "contracts").export(tmp_path / "night", jobs=2))
        failed = {(one.argument.studio.name, one.argument.table): one.error for one in outcomes if one.error}
        assert failed.keys() == {("studio-1", "customers"), ("studio-1", "contracts")}
        assert isinstance(failed["studio-1", "customers"], AuthenticationError)
        assert isinstance(failed["studio-1", "contracts"], ExportError)
        assert len(outcomes) == 6

    def test_that_are_killed_stop_no_other(self, studios: Studios, tmp_path: Path) -> None:
        outcomes = []
        for outcome in plan(studios, "customers", "devices").export(tmp_path / "night", jobs=2):
            outcomes.append(outcome)
            if len(outcomes) == 1:
                for child in multiprocessing.active_children():
                    child.kill()
        assert len(outcomes) == 6
        failed = [one for one in outcomes if one.error]
        assert 1 <= len(failed) <= 2
        assert {type(one.error) for one in failed} == {BrokenProcessPool}
        assert {one.argument for one in failed} == set(
            plan(studios, "customers", "devices").missing(tmp_path / "night")
        )

    def test_finish_their_units_when_the_iteration_is_abandoned(self, studios: Studios, tmp_path: Path) -> None:
        folder = tmp_path / "night"
        outcomes = plan(studios, "customers", "devices").export(folder, jobs=2)
        next(outcomes)
        outcomes.close()  # type: ignore[attr-defined]
        assert 1 <= len(manifests(folder)) <= 3
        assert not list(folder.rglob("*.part"))

    @pytest.mark.parametrize("jobs", [0, 65, 1.5, True])
    def test_are_so_many(self, studios: Studios, tmp_path: Path, jobs: Any) -> None:
        with pytest.raises(ValueError, match="invalid jobs"):
            plan(studios).export(tmp_path, jobs=jobs)

    def test_get_no_clients(self, studios: Studios, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="do not leave their process"):
            plan(studios).export(tmp_path, jobs=2, clients=studios)


def test_a_reader_needs_a_parent() -> None:
    with pytest.raises(ValueError, match="devices has no parent"):
        ParentReader(PerfectGym("demo", api_key="key"), TABLES["devices"], None, fixed_clock)  # type: ignore[arg-type]
