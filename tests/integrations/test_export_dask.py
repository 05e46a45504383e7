"""Dask as the engine of an export: it calls `export_unit`, and nothing else is needed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from perfectgym_next import Studios
from perfectgym_next.errors import AuthenticationError
from perfectgym_next.export import Plan, export_unit
from tests.support.chain_server import ChainServer
from tests.support.exports import digests, export, fixed_clock, manifests, plan, variables

TABLES = ("contracts", "transactions", "devices")

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore:.*unclosed.*", "ignore::DeprecationWarning")


@pytest.fixture
def studios(monkeypatch: pytest.MonkeyPatch) -> Iterator[Studios]:
    names, environment = variables(3)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with (
        ChainServer(3, 20) as server,
        Studios.from_environment(names, base_url=server.url, rate_limit=None) as studios,
    ):
        yield studios


@pytest.fixture
def dask(studios: Studios, tmp_path: Path) -> Iterator[Client]:
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "local_directory": str(tmp_path)}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        yield client


def run(dask: Client, planned: Plan, folder: Path) -> list[BaseException]:
    """Export what is missing. Return the errors of units."""
    errors: list[BaseException] = []
    for stage in planned.stages(folder):
        futures = dask.map(export_unit, stage, folder=str(folder), clock=fixed_clock, pure=False)
        errors += [error for error in (future.exception() for future in futures) if error is not None]
    return errors


def test_workers_write_the_files_of_a_single_process(studios: Studios, dask: Client, tmp_path: Path) -> None:
    export(studios, tmp_path / "one" / "night", *TABLES)
    assert run(dask, plan(studios, *TABLES), tmp_path / "many" / "night") == []
    assert digests(tmp_path / "many") == digests(tmp_path / "one")


def test_a_worker_that_is_killed_loses_nothing(studios: Studios, dask: Client, tmp_path: Path) -> None:
    export(studios, tmp_path / "one" / "night", *TABLES)
    folder = tmp_path / "many" / "night"
    planned = plan(studios, *TABLES)
    first, second = planned.stages(folder)
    dask.gather(dask.map(export_unit, first, folder=str(folder), clock=fixed_clock, pure=False))
    futures = dask.map(export_unit, second, folder=str(folder), clock=fixed_clock, pure=False)
    victim = next(iter(dask.run(os.getpid).values()))
    while not list(folder.rglob("*.part")):
        assert not all(future.done() for future in futures)
        time.sleep(0.01)
    os.kill(victim, signal.SIGKILL)
    dask.gather(futures)
    assert digests(tmp_path / "many") == digests(tmp_path / "one")
    assert not list(folder.rglob("*.part"))


def test_a_studio_whose_key_is_refused_fails_alone(
    studios: Studios, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHAIN_KEY_1", "a-wrong-key")
    options = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None, "local_directory": str(tmp_path)}
    with LocalCluster(**options) as cluster, Client(cluster) as dask:
        errors = run(dask, plan(studios, "devices"), tmp_path / "night")
    assert [type(error) for error in errors] == [AuthenticationError]
    assert {one.studio for one in manifests(tmp_path / "night").values()} == {"studio-0", "studio-2"}
