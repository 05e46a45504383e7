"""Dagster as the engine of an export."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import dagster as dg
import pytest

from tests.support.chain_server import make_chain
from tests.support.engines import STUDIOS, Chain, row_digests, write_studios
from tests.support.exports import manifests, read, variables

PROGRAM = Path(__file__).parents[2] / "examples" / "export" / "dagster_export.py"
NIGHTLY = ("customers", "contracts", "transactions")
DAY = "2025-05-22"

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set where Dagster keeps what it knows, and the folder of the exports. Nothing is sent to Dagster's makers."""
    folder = tmp_path / "dagster"
    folder.mkdir()
    (folder / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    monkeypatch.setenv("DAGSTER_HOME", str(folder))
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "1")
    monkeypatch.setenv("LAKE", str(tmp_path / "lake"))
    return folder


@pytest.fixture
def instance(home: Path) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.get() as instance:
        yield instance


def load(file: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the program for a file of studios."""
    monkeypatch.setenv("STUDIOS_FILE", str(file))
    spec = importlib.util.spec_from_file_location("dagster_export", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def program(chain: Chain, home: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return load(chain.file, monkeypatch)


def materialize(
    program: ModuleType, instance: dg.DagsterInstance, partition: str, *selection: str
) -> dg.ExecuteInProcessResult:
    """Materialize assets in this process."""
    return dg.materialize(
        [*program.tables, program.checkins],
        selection=list(selection or NIGHTLY),
        partition_key=partition,
        instance=instance,
        raise_on_error=False,
    )


def tonight(tmp_path: Path) -> Path:
    """Return the only folder of the lake."""
    (folder,) = (tmp_path / "lake").iterdir()
    return folder


def metadata(result: dg.ExecuteInProcessResult, table: str) -> dict[str, object]:
    (event,) = result.asset_materializations_for_node(table)
    return {name: value.value for name, value in event.metadata.items()}


def test_partitions_are_studios_and_their_figures_are_those_of_the_manifest(
    program: ModuleType, instance: dg.DagsterInstance, chain: Chain, tmp_path: Path
) -> None:
    for number in range(STUDIOS):
        result = materialize(program, instance, f"studio-{number}")
        assert result.success
        for table in NIGHTLY:
            manifest = manifests(tonight(tmp_path))[f"{table}/studio-{number}.json"]
            shown = metadata(result, table)
            assert shown["dagster/row_count"] == manifest.rows > 0
            assert shown["requests"] == manifest.requests > 0
            assert (shown["seconds"], shown["waits"]) == (manifest.seconds, manifest.waits)
            partitions = instance.get_materialized_partitions(dg.AssetKey(table))
            assert partitions == {f"studio-{one}" for one in range(number + 1)}
    assert row_digests(tonight(tmp_path)) == chain.export_alone(tmp_path / "one" / "night", NIGHTLY)


def test_a_second_run_reads_nothing_again(
    program: ModuleType, instance: dg.DagsterInstance, chain: Chain, tmp_path: Path
) -> None:
    first = materialize(program, instance, "studio-0")
    before = chain.requests()
    second = materialize(program, instance, "studio-0")
    assert second.success
    assert chain.requests() == before
    assert metadata(second, "contracts") == metadata(first, "contracts")


def test_a_studio_whose_key_is_refused_fails_alone_and_at_once(
    program: ModuleType, instance: dg.DagsterInstance, chain: Chain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHAIN_KEY_1", "a-wrong-key")
    results = [materialize(program, instance, f"studio-{number}") for number in range(STUDIOS)]
    assert [one.success for one in results] == [True, False, True]
    (failure,) = results[1].get_step_failure_events()
    assert failure.step_failure_data.user_failure_data.description.startswith("customers of studio-1: ")
    assert [event.step_key for event in results[1].all_events if event.is_step_start] == ["customers"]
    assert {path.rpartition("/")[2] for path in row_digests(tonight(tmp_path))} == {"studio-0.json", "studio-2.json"}
    monkeypatch.setenv("CHAIN_KEY_1", variables(STUDIOS)[1]["CHAIN_KEY_1"])
    assert materialize(program, instance, "studio-1").success


def test_a_studio_without_its_key_fails_alone_and_names_the_variable(
    program: ModuleType, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHAIN_KEY_1")
    assert materialize(program, instance, "studio-0").success
    (failure,) = materialize(program, instance, "studio-1").get_step_failure_events()
    assert failure.step_failure_data.user_failure_data.description == (
        "customers of studio-1: studio 'studio-1' needs the environment variable CHAIN_KEY_1, which is not set"
    )


def test_a_day_is_read_into_the_folder_of_the_customers(
    program: ModuleType, instance: dg.DagsterInstance, chain: Chain, tmp_path: Path
) -> None:
    assert materialize(program, instance, "studio-0", "customers").success
    before = chain.requests()
    assert materialize(program, instance, f"{DAY}|studio-0", "checkins").success
    folder = tonight(tmp_path)
    assert set(row_digests(folder)) == {"customers/studio-0.json", f"checkins/studio-0/{DAY}.json"}
    rows = read(folder, "checkins", f"studio-0/{DAY}")
    assert {row["studio"] for row in rows} == {"studio-0"}
    assert chain.requests() - before == manifests(folder)["customers/studio-0.json"].rows
    later = f"{datetime.now(UTC):%Y-%m-%d}|studio-0"
    with pytest.raises(dg.DagsterUnknownPartitionError):
        materialize(program, instance, later, "checkins")


def test_the_second_schedule_reads_four_days_of_each_studio(program: ModuleType, instance: dg.DagsterInstance) -> None:
    context = dg.build_schedule_context(instance, scheduled_execution_time=datetime(2025, 6, 15, 4, tzinfo=UTC))
    keys = [request.partition_key for request in program.checkins_at_four(context)]
    assert len(keys) == 4 * STUDIOS == len(set(keys))
    assert min(keys) == "2025-06-11|studio-0"
    assert max(keys) == "2025-06-14|studio-2"
    assert set(keys) <= set(program.days.get_partition_keys())


def test_dagster_retries_what_may_pass(
    home: Path, instance: dg.DagsterInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHAIN_KEY_0", variables(1)[1]["CHAIN_KEY_0"])
    api = make_chain(1, 20)
    with api.serve() as server:
        program = load(write_studios(tmp_path / "studios.toml", server.url, 1), monkeypatch)
        at_once = dg.RetryPolicy(max_retries=program.RETRIES.max_retries, delay=0)
        monkeypatch.setattr(program.customers.op, "_retry_policy", at_once)
        api.fail(kind="malformed")  # which the client does not retry
        result = materialize(program, instance, "studio-0", "customers")
    assert result.success
    assert len([event for event in result.all_events if event.is_step_up_for_retry]) == 1


def test_the_executor_runs_each_table_in_a_process(chain: Chain, home: Path, tmp_path: Path) -> None:
    environment = os.environ | {"STUDIOS_FILE": str(chain.file)}
    command = [str(Path(sys.executable).with_name("dagster")), "asset", "materialize", "-f", str(PROGRAM)]
    for number in range(STUDIOS):
        arguments = ["--select", ",".join(NIGHTLY), "--partition", f"studio-{number}"]
        done = subprocess.run(
            [*command, *arguments], env=environment, capture_output=True, text=True, timeout=180, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr.count("Launching subprocess for") == len(NIGHTLY)
        assert "telemetry" not in done.stderr
    assert row_digests(tonight(tmp_path)) == chain.export_alone(tmp_path / "one" / "night", NIGHTLY)


def wait_for_runs(instance: dg.DagsterInstance, job: str, count: int) -> list[dg.RunRecord]:
    """Wait until so many runs of a job have ended."""
    end = time.monotonic() + 300
    while time.monotonic() < end:
        records = [one for one in instance.get_run_records() if one.dagster_run.job_name == job]
        if len(records) == count and all(one.dagster_run.is_finished for one in records):
            return records
        time.sleep(0.5)
    pytest.fail(f"the runs of {job} have not ended: {[one.dagster_run.status for one in records]}")


def test_the_daemon_runs_a_backfill_with_one_run_of_a_studio_at_a_time(
    chain: Chain, home: Path, tmp_path: Path
) -> None:
    """With the configuration that the documents show."""
    document = (PROGRAM.parents[2] / "docs" / "export.md").read_text("utf-8")
    (yaml,) = re.findall(r"^```yaml\n(concurrency:.*?)^```", document, re.DOTALL | re.MULTILINE)
    (home / "dagster.yaml").write_text(yaml, encoding="utf-8")
    options = {"env": os.environ | {"STUDIOS_FILE": str(chain.file)}, "stdout": subprocess.DEVNULL}
    folder = Path(sys.executable).parent
    days = [f"{DAY}|studio-0", "2025-05-23|studio-0", f"{DAY}|studio-1"]
    with dg.DagsterInstance.get() as instance, (home / "log").open("wb") as log:
        daemon = subprocess.Popen([folder / "dagster-daemon", "run", "-f", PROGRAM], **options, stderr=log)
        try:
            for job, keys in (("nightly", ["studio-0", "studio-1"]), ("nightly_checkins", days)):
                backfill = [folder / "dagster", "job", "backfill", "-f", PROGRAM, "-j", job, "--noprompt"]
                subprocess.run([*backfill, "--partitions", ",".join(keys)], **options, timeout=120, check=True)
                records = wait_for_runs(instance, job, len(keys))
                assert all(one.dagster_run.is_success for one in records)
        finally:
            daemon.terminate()
            daemon.wait(60)
    first, second = sorted(
        (one.start_time, one.end_time)
        for one in records
        if one.dagster_run.tags["dagster/partition/studio"] == "studio-0"
    )
    assert first[1] <= second[0]
    alone = chain.export_alone(tmp_path / "one" / "night", NIGHTLY)
    found = row_digests(tonight(tmp_path))
    assert {path: digest for path, digest in alone.items() if "studio-2" not in path} == {
        path: digest for path, digest in found.items() if "checkins" not in path
    }
    assert sum("checkins" in path for path in found) == len(days)
