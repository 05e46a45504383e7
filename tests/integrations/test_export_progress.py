"""Progress of an export: what a callback hears, in one process and from several."""

from __future__ import annotations

import math
import multiprocessing
import threading
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path

import pytest

from perfectgym_next import Studios
from perfectgym_next.export import Progress, Unit, export_unit
from perfectgym_next.export._processes import export_in_processes
from perfectgym_next.testing import EmbeddedApi
from tests.support.chain_server import make_chain
from tests.support.exports import connect, export, manifests, plan, read, variables


@pytest.fixture
def each_response(monkeypatch: pytest.MonkeyPatch) -> None:
    """Report after each response."""
    monkeypatch.setattr("perfectgym_next.export._progress.INTERVAL", 0.0)


def unit_of(studios: Studios, lake: Path, table: str) -> Unit:
    return next(unit for unit in plan(studios, table).units(lake) if unit.table == table)


def refuse(progress: Progress) -> None:
    raise FileNotFoundError("the caller's own file")  # the error that has a meaning in the export, too


class TestAUnit:
    @pytest.mark.usefixtures("each_response")
    def test_read_by_customer_counts_customers(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        export(studios, lake, "customers")
        unit, heard = unit_of(studios, lake, "transactions"), list[Progress]()
        manifest = export_unit(unit, lake, client=studios["studio-0"], on_progress=heard.append)
        customers = len(read(lake, "customers"))
        assert heard[0] == Progress(unit=unit, parents=customers)
        assert heard[-1] == Progress(
            unit=unit, rows=manifest.rows, requests=manifest.requests, parents_read=customers, parents=customers
        )
        assert [one.parents_read for one in heard] == list(range(customers + 1))
        assert [one.rows for one in heard] == sorted(one.rows for one in heard)

    @pytest.mark.usefixtures("each_response")
    def test_of_a_whole_studio_counts_slices(self, lake: Path) -> None:
        api = make_chain(1, 1100)
        studios, heard = connect(api), list[Progress]()
        unit = unit_of(studios, lake, "customers")
        manifest = export_unit(unit, lake, client=studios["studio-0"], on_progress=heard.append)
        assert {(one.parents, one.parents_read) for one in heard} == {(None, 0)}
        assert len(heard) == manifest.requests + 1 == 4
        assert (heard[0].rows, heard[-1].rows) == (0, manifest.rows)

    @pytest.mark.usefixtures("each_response")
    def test_counts_customers_who_are_gone_or_refused(self, api: EmbeddedApi, lake: Path) -> None:
        api.fail("customers.list_contracts", status=404, on=2)
        api.fail("customers.list_contracts", status=403, on=5)
        heard: list[Progress] = []
        studios = connect(api)
        export(studios, lake, "customers")
        unit = unit_of(studios, lake, "contracts")
        made = export_unit(unit, lake, client=studios["studio-0"], on_progress=heard.append)
        assert (len(made.not_found), len(made.denied)) == (1, 1)
        assert heard[-1].parents_read == heard[-1].parents == len(read(lake, "customers"))

    def test_reports_twice_a_second(self, api: EmbeddedApi, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        class Clock:
            now = 100.0

            @classmethod
            def monotonic(cls) -> float:
                cls.now += 0.125  # each response takes so long
                return cls.now

        monkeypatch.setattr("perfectgym_next.export._progress.time", Clock)
        studios = connect(api)
        export(studios, lake, "customers")
        heard: list[Progress] = []
        export_unit(unit_of(studios, lake, "contracts"), lake, client=studios["studio-0"], on_progress=heard.append)
        customers = len(read(lake, "customers"))
        assert [one.parents_read for one in heard] == [0, *range(4, customers + 1, 4)]

    def test_that_is_finished_reports_nothing(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        export(studios, lake, "devices")
        export_unit(unit_of(studios, lake, "devices"), lake, client=studios["studio-0"], on_progress=refuse)

    @pytest.mark.parametrize("table", ["customers", "contracts"])
    @pytest.mark.parametrize("error", [FileNotFoundError, ConnectionError])
    @pytest.mark.usefixtures("each_response")
    def test_fails_with_the_error_of_the_callback(
        self, api: EmbeddedApi, lake: Path, table: str, error: type[OSError]
    ) -> None:
        studios = connect(api)
        if table != "customers":
            export(studios, lake, "customers")
        calls: list[Progress] = []

        def stop(progress: Progress) -> None:
            calls.append(progress)
            if progress.rows:
                raise error("the caller's own file")

        unit = unit_of(studios, lake, table)
        with pytest.raises(error, match="the caller's own file"):
            export_unit(unit, lake, client=studios["studio-0"], on_progress=stop)
        assert calls[-1].rows > 0
        assert [one.requests for one in calls].count(0) == 1  # the unit is not tried again
        assert [path for path in (lake / table).iterdir() if path.is_file()] == []
        assert export_unit(unit, lake, client=studios["studio-0"]).rows > 0


class TestAnExport:
    @pytest.mark.usefixtures("each_response")
    def test_reports_every_unit(self, api: EmbeddedApi, lake: Path) -> None:
        studios, heard = connect(api), list[Progress]()
        outcomes = list(plan(studios, "contracts", "devices").export(lake, clients=studios, on_progress=heard.append))
        assert list(dict.fromkeys(one.unit for one in heard)) == [one.argument for one in outcomes]

    def test_ends_with_the_error_of_the_callback(self, api: EmbeddedApi, lake: Path) -> None:
        studios = connect(api)
        outcomes = plan(studios, "contracts", "devices").export(lake, clients=studios, on_progress=refuse)
        with pytest.raises(FileNotFoundError, match="the caller's own file"):
            next(outcomes)
        assert list(outcomes) == []
        assert len(api.requests) == 0

    def test_begins_no_unit_when_the_time_is_up(
        self, api: EmbeddedApi, lake: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = 100.0

        class Clock:
            @staticmethod
            def monotonic() -> float:
                return now

        monkeypatch.setattr("perfectgym_next.export._plan.time", Clock)
        studios = connect(api)
        outcomes = plan(studios, "contracts", "devices").export(lake, clients=studios, max_seconds=60)
        assert next(outcomes).error is None
        now = 159.9
        assert next(outcomes).error is None
        now = 160.0
        assert list(outcomes) == []
        assert len(manifests(lake)) == 2

    @pytest.mark.parametrize("seconds", [0, -1, float("nan")])
    def test_refuses_no_time(self, api: EmbeddedApi, lake: Path, seconds: float) -> None:
        with pytest.raises(ValueError, match="invalid max_seconds"):
            plan(connect(api), "devices").export(lake, max_seconds=seconds)


class TestProcesses:
    @pytest.fixture
    def api(self) -> EmbeddedApi:
        return make_chain(3, 60)

    @pytest.fixture
    def studios(self, api: EmbeddedApi, monkeypatch: pytest.MonkeyPatch, lake: Path) -> Iterator[Studios]:
        keys, environment = variables(3)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("perfectgym_next.export._processes.INTERVAL", 0.05)
        with api.serve() as server, Studios.from_environment(keys, base_url=server.url, rate_limit=None) as studios:
            export(studios, lake, "customers")
            yield studios

    def test_report_to_the_one_that_started_them(self, api: EmbeddedApi, studios: Studios, lake: Path) -> None:
        api.fail("customers.list_contracts", delay=0.15, times=None)
        heard: dict[Unit, list[Progress]] = {}
        threads: set[int] = set()

        def hear(progress: Progress) -> None:
            heard.setdefault(progress.unit, []).append(progress)
            threads.add(threading.get_ident())

        units = list(plan(studios, "contracts").missing(lake))
        outcomes = list(plan(studios, "contracts").export(lake, jobs=2, on_progress=hear))
        assert [one.error for one in outcomes] == [None] * 3
        assert threads == {threading.get_ident()}
        assert set(heard) == set(units)
        made = {one.argument: one.result() for one in outcomes}
        for unit, reports in heard.items():
            assert reports[0].rows == reports[0].requests == 0  # not the numbers of the unit before
            assert 0 < reports[-1].rows <= made[unit].rows
            assert 0 < reports[-1].requests <= made[unit].requests
            assert reports[-1].parents == len(read(lake, "customers", unit.part))
            assert [one.parents_read for one in reports] == sorted(one.parents_read for one in reports)

    def test_that_are_killed_leave_the_others_reporting(self, api: EmbeddedApi, studios: Studios, lake: Path) -> None:
        api.fail("customers.list_contracts", delay=0.15, times=None)
        heard: set[Unit] = set()

        def kill(progress: Progress) -> None:
            if progress.rows and not heard:
                for child in multiprocessing.active_children():
                    child.kill()
            if progress.rows:
                heard.add(progress.unit)

        outcomes = list(plan(studios, "contracts").export(lake, jobs=2, on_progress=kill))
        failed = {one.argument: one.error for one in outcomes if one.error}
        assert {type(error) for error in failed.values()} == {BrokenProcessPool}
        assert len(failed) == 2
        (whole,) = [one.argument for one in outcomes if one.error is None]
        assert whole in heard
        assert [one.error for one in plan(studios, "contracts").export(lake, jobs=2)] == [None, None]
        assert len([name for name in manifests(lake) if name.startswith("contracts")]) == 3

    def test_that_are_killed_between_two_units_fail_none(self, studios: Studios, lake: Path) -> None:
        days = plan(studios, "checkins", since=date(2025, 6, 11)).missing(lake)
        units = [unit for unit in days if unit.table == "checkins" and unit.studio.name == "studio-0"]
        outcomes = []
        for outcome in export_in_processes(units, lake, 1, clock=None, on_progress=None, deadline=math.inf):
            outcomes.append(outcome)
            if len(outcomes) == 2:
                for child in multiprocessing.active_children():
                    child.kill()
                for thread in threading.enumerate():
                    if type(thread).__name__ == "_ExecutorManagerThread":  # ends when it has noticed
                        thread.join(30)
        assert len(units) == len(outcomes) == 4
        assert [one.error for one in outcomes if one.error] == []

    def test_are_stopped_by_the_error_of_the_callback(self, studios: Studios, lake: Path) -> None:
        with pytest.raises(FileNotFoundError, match="the caller's own file"):
            list(plan(studios, "contracts").export(lake, jobs=2, on_progress=refuse))
        assert multiprocessing.active_children() == []

    def test_begin_no_unit_when_the_time_is_up(self, api: EmbeddedApi, studios: Studios, lake: Path) -> None:
        api.fail("customers.list_contracts", delay=0.1, times=None)
        outcomes = list(plan(studios, "contracts", "devices").export(lake, jobs=2, max_seconds=0.01))
        # the devices, read first, may be begun before the time is up; what is begun is finished
        assert len(outcomes) <= 2
        assert [one.error for one in outcomes if one.error] == []
        assert {one.argument for one in outcomes}.isdisjoint(plan(studios, "contracts", "devices").missing(lake))
