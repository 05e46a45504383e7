"""``perfectgym export``: what it prints, how it ends, how it goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.chain_server import make_chain, studio_key
from tests.support.exports import digests, manifests

STUDIOS = 2


class Command:
    """Runs ``perfectgym export`` against an API, in a process of its own."""

    def __init__(self, api: EmbeddedApi, url: str, folder: Path) -> None:
        self.api = api
        self.folder = folder / "2025-06-15"
        self.file = folder / "studios.toml"
        rows = [f'studio-{number} = {{ key_variable = "CHAIN_KEY_{number}" }}' for number in range(STUDIOS)]
        self.file.write_text("\n".join([f'base_url = "{url}"', "[studios]", *rows]))
        self.environment = {**os.environ, **{f"CHAIN_KEY_{number}": studio_key(number) for number in range(STUDIOS)}}

    def start(self, *options: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "perfectgym_next.cli", "export", "--studios", str(self.file)]
        command += ["--to", str(self.folder), *options]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=self.environment)

    def run(self, *options: str) -> tuple[int, str, str]:
        process = self.start(*options)
        output, errors = process.communicate(timeout=120)
        return process.returncode, output, errors


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
    for manifest in found.values():
        (line,) = [line for line in output.splitlines() if manifest.studio in line and f" {manifest.table} " in line]
        cells = [cell.strip() for cell in line.strip("│").split("│")]
        assert cells[:2] == [manifest.studio, manifest.table]
        assert cells[3:5] == [str(manifest.rows), str(manifest.requests)]
        assert cells[-1] == "whole"


def test_reads_nothing_twice(command: Command) -> None:
    command.run("--tables", "contracts")
    command.api.requests.clear()
    status, output, _ = command.run("--tables", "contracts")
    assert status == 0
    assert len(command.api.requests) == 0
    assert output.count("whole") == 4


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
    assert output.count("│ failed │") == 2
    assert "a-wrong-key" not in output


def test_leaves_personal_data_out(command: Command) -> None:
    assert command.run("--tables", "customers", "--without-pii")[0] == 0
    assert {manifest.with_personal for manifest in manifests(command.folder).values()} == {False}


def test_says_what_it_will_take(command: Command) -> None:
    status, output, errors = command.run("--tables", "contracts", "--dry-run")
    assert (status, errors) == (0, "")
    assert not command.folder.exists()
    assert "requests, rows not known; at 1,000 requests a minute" in output
    command.run("--tables", "contracts")
    total = sum(manifest.requests for manifest in manifests(command.folder).values())
    rows = sum(manifest.rows for manifest in manifests(command.folder).values())
    command.folder = command.folder.with_name("2025-06-16")
    assert f"{total:,} requests, {rows:,} rows; at" in command.run("--tables", "contracts", "--dry-run")[1]


def test_ends_when_the_time_is_up(command: Command) -> None:
    status, output, errors = command.run("--tables", "contracts,devices", "--max-hours", "0.000001")
    assert status == 3
    assert "the time is up" in errors
    assert output.count("whole") == 1
    assert output.count("missing") == 5
    assert command.run("--tables", "contracts,devices")[0] == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--tables", "shoes"], "there is no table 'shoes'"),
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
