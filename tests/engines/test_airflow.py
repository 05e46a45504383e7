"""Airflow as the engine of an export: in one process, and with its scheduler and a process for each task."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from tests.support.engines import STUDIOS, Chain, row_digests
from tests.support.exports import variables
from tests.support.redis_clients import free_port

PROGRAM = Path(__file__).parents[2] / "examples" / "export" / "airflow_export.py"
TABLES = ("customers", "contracts", "transactions", "checkins")
UNITS_BY_CUSTOMER = STUDIOS * (2 + 4)
DAG = "perfectgym_export"

DRIVER = """
import json, runpy, sys
dag = runpy.run_path(sys.argv[1])["export_dag"]
run = dag.test(logical_date=None)
tasks = [[one.task_id, one.map_index, one.state, one.try_number] for one in run.get_task_instances()]
print("RESULT", json.dumps([run.state, tasks]))
"""


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create the database of Airflow once."""
    home = tmp_path_factory.mktemp("airflow")
    airflow(home, "db", "migrate")
    airflow(home, "pools", "set", "perfectgym", "2", "units of exports")
    return home / "airflow.db"


def environment(home: Path) -> dict[str, str]:
    """Return the environment of Airflow: in a folder of its own, on loopback, and it tells nobody that it is used."""
    settings = {
        "CORE__LOAD_EXAMPLES": "False",
        "CORE__EXECUTOR": "LocalExecutor",
        "CORE__PARALLELISM": "4",
        "CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "USAGE_DATA_COLLECTION__ENABLED": "False",
        "DAG_PROCESSOR__REFRESH_INTERVAL": "5",
        "DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        "API_AUTH__JWT_SECRET": "secret-of-the-tests-with-at-least-64-bytes-so-that-nothing-warns-about-it",
    }
    return os.environ | {"AIRFLOW_HOME": str(home)} | {f"AIRFLOW__{name}": text for name, text in settings.items()}


def airflow(home: Path, *arguments: str, **more: str) -> str:
    """Run a command of Airflow. Return what it prints."""
    command = [sys.executable, "-m", "airflow", *arguments]
    done = subprocess.run(
        command, env=environment(home) | more, cwd=home, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def home(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chain: Chain) -> Path:
    """Return a folder of Airflow with the program as its only DAG."""
    folder = tmp_path / "airflow"
    (folder / "dags").mkdir(parents=True)
    shutil.copy(database, folder)
    shutil.copy(PROGRAM, folder / "dags")
    monkeypatch.setenv("STUDIOS_FILE", str(chain.file))
    monkeypatch.setenv("LAKE", str(tmp_path / "lake"))
    return folder


def run_in_process(home: Path) -> tuple[str, dict[str, list[str]], str]:
    """Run the DAG by its ``test()``. Return its state, the states of tasks by name, and the log."""
    command = [sys.executable, "-c", DRIVER, str(home / "dags" / PROGRAM.name)]
    done = subprocess.run(
        command, env=environment(home), cwd=home, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("RESULT "))
    state, tasks = json.loads(line.removeprefix("RESULT "))
    states: dict[str, list[str]] = {}
    for task, _, found, tries in sorted(tasks):
        assert tries <= 1
        states.setdefault(task, []).append(found)
    return state, states, done.stdout + done.stderr


def tonight(tmp_path: Path) -> Path:
    """Return the only folder of the lake."""
    (folder,) = (tmp_path / "lake").iterdir()
    return folder


def test_the_dag_is_parsed_without_errors_and_without_keys(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scheduler parses it every few seconds, and needs no keys for that."""
    for name in variables(STUDIOS)[1]:
        monkeypatch.delenv(name)
    assert "No data found" in airflow(home, "dags", "list-import-errors", "--local")
    (dag,) = json.loads(airflow(home, "dags", "list", "--local", "-o", "json").splitlines()[-1])
    assert dag["dag_id"] == DAG


def test_each_unit_is_a_task_and_a_second_run_of_the_day_reads_nothing(
    home: Path, chain: Chain, tmp_path: Path
) -> None:
    state, states, _ = run_in_process(home)
    assert state == "success"
    assert states == {
        "plan_studios": ["success"],
        "export_by_studio": ["success"] * STUDIOS,
        "plan_customers": ["success"],
        "export_by_customer": ["success"] * UNITS_BY_CUSTOMER,
    }
    assert row_digests(tonight(tmp_path)) == chain.export_alone(tmp_path / "one" / "night", TABLES)
    before = chain.requests()
    state, states, _ = run_in_process(home)
    assert state == "success"
    assert states["export_by_customer"] == ["skipped"]  # nothing was missing
    assert chain.requests() == before


def test_a_studio_whose_key_is_refused_fails_alone_and_at_once(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHAIN_KEY_1", "a-wrong-key")
    state, states, log = run_in_process(home)
    assert state == "failed"
    assert sorted(states["export_by_studio"]) == ["failed", "success", "success"]
    assert states["export_by_customer"].count("success") == UNITS_BY_CUSTOMER * 2 // 3
    assert states["export_by_customer"].count("failed") == UNITS_BY_CUSTOMER // 3
    assert "contracts of studio-1: studio studio-1, table contracts: export customers of the studio first" in log
    assert "a-wrong-key" not in log
    assert len(row_digests(tonight(tmp_path))) == 2 * (1 + 2 + 4)


def test_a_worker_without_a_key_names_the_variable(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHAIN_KEY_1")
    state, states, log = run_in_process(home)
    assert state == "failed"
    assert states["plan_studios"] == ["failed"]
    assert "studio 'studio-1' needs the environment variable CHAIN_KEY_1, which is not set" in log


def test_more_units_than_airflow_maps_fail_the_plan(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The documents say which setting allows more."""
    monkeypatch.setenv("AIRFLOW__CORE__MAX_MAP_LENGTH", f"{UNITS_BY_CUSTOMER - 1}")
    state, states, _ = run_in_process(home)
    assert state == "failed"
    assert states["export_by_studio"] == ["success"] * STUDIOS
    assert states["plan_customers"] == ["failed"]


@contextmanager
def serve_airflow(home: Path) -> Iterator[dict[str, str]]:
    """Run the scheduler, the API server and the processor of DAGs. Yield the settings that commands need."""
    port = free_port()
    more = {
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": f"{port}",
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": f"{free_port()}",
    }
    with ExitStack() as stack:
        processes = []
        for name in ("api-server", "dag-processor", "scheduler"):
            log = stack.enter_context((home / f"{name}.log").open("wb"))
            command = [sys.executable, "-m", "airflow", name]
            process = subprocess.Popen(
                command, env=environment(home) | more, cwd=home, stdout=log, stderr=log, start_new_session=True
            )
            processes.append(process)
        try:
            yield more
        finally:
            for process in reversed(processes):
                os.killpg(process.pid, signal.SIGTERM)
            for process in processes:
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait(30)


def query(home: Path, statement: str) -> list[tuple[object, ...]]:
    """Read the database of Airflow."""
    with closing(sqlite3.connect(f"file:{home / 'airflow.db'}?mode=ro", uri=True, timeout=30)) as database:
        return database.execute(statement).fetchall()


def wait_for(home: Path, statement: str, seconds: float = 240) -> list[tuple[object, ...]]:
    """Wait until the database of Airflow has rows."""
    end = time.monotonic() + seconds
    while not (rows := query(home, statement)):
        if time.monotonic() > end:
            logs = "".join(path.read_text("utf-8", "replace")[-2000:] for path in home.glob("*.log"))
            pytest.fail(f"nothing after {seconds} s: {statement}\n{logs}")
        time.sleep(0.2)
    return rows


def test_the_scheduler_runs_each_unit_in_a_process_and_repeats_one_that_was_killed(
    home: Path, chain: Chain, tmp_path: Path
) -> None:
    program = home / "dags" / PROGRAM.name
    text = program.read_text("utf-8")
    for old, new in (("timedelta(minutes=1)", "timedelta(seconds=1)"), ('schedule="0 2 * * *"', "schedule=None")):
        assert old in text
        text = text.replace(old, new)
    program.write_text(text, "utf-8")
    with serve_airflow(home) as more:
        wait_for(home, f"SELECT 1 FROM serialized_dag WHERE dag_id = '{DAG}'")
        airflow(home, "dags", "unpause", DAG, **more)
        airflow(home, "dags", "trigger", DAG, **more)
        running = "task_id = 'export_by_customer' AND state = 'running' AND pid > 0"
        ((pid,),) = wait_for(home, f"SELECT pid FROM task_instance WHERE {running} LIMIT 1")
        os.kill(int(str(pid)), signal.SIGKILL)
        ((state,),) = wait_for(home, f"SELECT state FROM dag_run WHERE dag_id = '{DAG}' AND end_date IS NOT NULL")
    assert state == "success"
    tries = query(
        home, "SELECT try_number, count(*) FROM task_instance WHERE task_id LIKE 'export%' GROUP BY try_number"
    )
    assert tries == [(1, STUDIOS + UNITS_BY_CUSTOMER - 1), (2, 1)]
    assert row_digests(tonight(tmp_path)) == chain.export_alone(tmp_path / "one" / "night", TABLES)
    assert not list(tonight(tmp_path).rglob("*part"))
