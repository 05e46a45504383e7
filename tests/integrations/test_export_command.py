"""``perfectgym export``: what it prints, how it ends, how it goes on."""

from __future__ import annotations

import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.chain_server import make_chain
from tests.support.export_command import STUDIOS, Command, find_workers
from tests.support.exports import digests, manifests


def summary(output: str) -> list[dict[str, str]]:
    """Return the rows of the table at the end, by the names of its columns."""
    lines = [
        [cell.strip() for cell in re.split("[┃│]", line)[1:-1]] for line in output.splitlines() if line[:1] in "┃│"
    ]
    lines = [line for line in lines if line]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:-1]]


def states(output: str) -> Counter[str]:
    """Return how many units the table shows in which state."""
    return Counter(row["state"] for row in summary(output))


@pytest.fixture
def command(tmp_path: Path) -> Iterator[Command]:
    api = make_chain(STUDIOS, 15)
    with api.serve() as server:
        yield Command(api, server.url, tmp_path)


def test_exports_everything_and_prints_a_summary(command: Command) -> None:
    status, output, errors = command.run("--tables", "contracts,devices")
    assert (status, errors) == (0, "")
    found = manifests(command.folder)
    assert len(found) == 6
    assert "0 of 6 units; 0 rows, 0 requests" in output
    rows = summary(output)
    assert list(rows[0]) == ["studio", "table", "rows", "requests", "seconds", "waits", "state"]
    assert [(row["studio"], row["table"]) for row in rows] == [
        (f"studio-{number}", table) for table in ("customers", "devices", "contracts") for number in range(STUDIOS)
    ]
    for row in rows:
        manifest = found[f"{row['table']}/{row['studio']}.json"]
        assert row == {
            "studio": manifest.studio,
            "table": manifest.table,
            "rows": str(manifest.rows),
            "requests": str(manifest.requests),
            "seconds": f"{manifest.seconds:.1f}",
            "waits": f"{manifest.waits:.1f}",
            "state": "whole",
        }
    total = [cell.strip() for cell in output.splitlines()[-2].split("│")][1:-1]
    assert total[2:4] == [str(sum(getattr(one, name) for one in found.values())) for name in ("rows", "requests")]
    assert total[-1] == "6 whole"


def test_reads_nothing_twice(command: Command) -> None:
    command.run("--tables", "contracts")
    command.api.requests.clear()
    status, output, _ = command.run("--tables", "contracts")
    assert status == 0
    assert len(command.api.requests) == 0
    assert states(output) == {"whole": 4}


def test_writes_the_same_rows_with_several_jobs(command: Command) -> None:
    assert command.run("--tables", "contracts devices", "--jobs", "2")[0] == 0
    several = {name: one.rows_sha256 for name, one in manifests(command.folder).items()}
    command.folder = command.folder.with_name("2025-06-01")
    assert command.run("--tables", "contracts devices")[0] == 0
    assert several == {name: one.rows_sha256 for name, one in manifests(command.folder).items()}


def test_fails_for_a_studio_and_exports_the_others(command: Command) -> None:
    command.environment["CHAIN_KEY_0"] = "a-wrong-key"
    status, output, errors = command.run("--tables", "devices,employees")
    assert (status, errors) == (1, "")
    assert [line.split(":")[1].strip() for line in output.splitlines() if line.startswith("failed:")] == [
        "devices of studio-0",
        "employees of studio-0",
    ]
    assert {manifest.studio for manifest in manifests(command.folder).values()} == {"studio-1"}
    assert states(output) == {"failed": 2, "whole": 2}
    assert "a-wrong-key" not in output


def test_leaves_personal_data_out(command: Command) -> None:
    assert command.run("--tables", "customers", "--without-pii")[0] == 0
    assert {manifest.with_personal for manifest in manifests(command.folder).values()} == {False}


def test_takes_no_file_with_personal_data_for_one_without(command: Command) -> None:
    assert command.run("--tables", "devices")[0] == 0
    status, _, errors = command.run("--tables", "devices", "--without-pii")
    assert status == 2
    assert "devices/studio-0.parquet was exported with personal data, and this export is without" in errors


def test_says_what_it_will_take(command: Command) -> None:
    status, output, errors = command.run("--tables", "contracts", "--dry-run")
    assert (status, errors) == (0, "")
    assert not command.folder.exists()
    assert "requests, rows not known; at 1,000 requests a minute" in output
    assert {request.operation for request in command.api.requests} == {"customers.list_customers"}
    assert len(command.api.requests) == 2 * STUDIOS  # prospects and members, up to 500 each
    command.run("--tables", "contracts")
    total = sum(manifest.requests for manifest in manifests(command.folder).values())
    rows = sum(manifest.rows for manifest in manifests(command.folder).values())
    command.folder = command.folder.with_name("2025-06-16")
    assert f"{total:,} requests, {rows:,} rows; at" in command.run("--tables", "contracts", "--dry-run")[1]


def test_cannot_say_it_for_a_studio_whose_key_is_refused(command: Command) -> None:
    command.environment["CHAIN_KEY_1"] = "a-wrong-key"
    status, output, errors = command.run("--tables", "contracts", "--dry-run")
    assert (status, output) == (2, "")
    assert errors.startswith(
        "perfectgym: while counting customers of studio-1: customers.list_customers returned 401: "
    )
    assert "a-wrong-key" not in errors


@pytest.mark.parametrize("jobs", [1, 2])
def test_ends_when_the_time_is_up(command: Command, jobs: int) -> None:
    command.api.fail("customers.list_customers", delay=0.5, times=None)  # of the first units
    options = ("--tables", "contracts,devices", "--jobs", str(jobs))
    status, output, errors = command.run(*options, "--max-hours", "0.0001")
    assert status == 3
    assert errors == "the time is up: run the same command to continue\n"
    assert states(output) == {"whole": jobs, "missing": 6 - jobs}
    assert command.run(*options)[0] == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--tables", "shoes"], "unknown table 'shoes'"),
        (["--tables", ""], "no table given"),
        (["--to", ""], "--to is empty: expected a folder"),
        (["--to", __file__], "is a file"),
        (["--jobs", "0"], "--jobs"),
        (["--since", "tomorrow"], "--since"),
        (["--max-hours", "0"], "--max-hours"),
    ],
)
def test_cannot_start_with_wrong_options(command: Command, options: list[str], message: str) -> None:
    status, _, errors = command.run(*options)
    assert status == 2
    assert message in errors
    assert not command.folder.exists()


def test_cannot_start_without_a_key(command: Command) -> None:
    del command.environment["CHAIN_KEY_1"]
    status, _, errors = command.run()
    assert status == 2
    assert "CHAIN_KEY_1, which is not set" in errors


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send signals to one process")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stops_at_a_signal_and_goes_on(command: Command, number: signal.Signals, jobs: int) -> None:
    command.api.fail("customers.list_contracts", delay=0.2, times=None)
    process = command.start("--tables", "contracts", "--jobs", str(jobs))
    assert process.stdout is not None
    assert "0 of 4 units" in process.stdout.readline()
    while len(command.api.requests.of("customers.list_contracts")) < 3:
        assert process.poll() is None
    process.send_signal(number)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert errors.strip() == "stopped: run the same command to continue"
    assert not [path for path in command.folder.rglob("contracts/*") if path.suffix in (".parquet", ".json")]
    if jobs == 1:
        assert not list(command.folder.rglob("*.part"))
    command.api.clear_faults()
    assert command.run("--tables", "contracts", "--jobs", str(jobs))[0] == 0
    assert len(digests(command.folder)) == 4
    assert not list(command.folder.rglob("*.part"))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_leaves_no_process_behind_when_it_is_killed(command: Command) -> None:
    command.api.fail("customers.list_contracts", delay=5, times=None)
    process = command.start("--tables", "contracts", "--jobs", "2")
    while not command.api.requests.of("customers.list_contracts"):
        assert process.poll() is None
    workers = find_workers(process)
    assert len(workers) == 2
    process.kill()
    process.communicate(timeout=30)
    for worker in workers:
        deadline = time.monotonic() + 30
        while is_running(worker):
            assert time.monotonic() < deadline
    command.api.clear_faults()
    assert command.run("--tables", "contracts", "--jobs", "2")[0] == 0
    assert not list(command.folder.rglob("*.part"))


def is_running(pid: int) -> bool:
    """Return whether a process is running; one that has ended may wait for somebody to ask how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
