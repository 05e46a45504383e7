"""What ``perfectgym export`` shows meanwhile: on terminals of all kinds, in pipes, in logs."""

from __future__ import annotations

import io
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from perfectgym_next import Outcome, Studios
from perfectgym_next.cli._export_display import ExportDisplay
from perfectgym_next.cli._export_state import ExportState
from perfectgym_next.export import Progress
from tests.support.chain_server import make_chain, studio_key
from tests.support.export_command import Command, find_workers
from tests.support.exports import connect, export, manifests, plan

if sys.platform != "win32":
    from tests.support.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

TABLES = ("--tables", "contracts")
STOPPED = "stopped: run the same command to continue"
CURSOR_MOVES = re.compile(rb"\x1b\[[0-9;?]*[A-LN-Za-ln-z]")
COLORS = re.compile(rb"\x1b\[[0-9;]*3[0-9][0-9;]*m")


@pytest.fixture
def command(tmp_path: Path) -> Iterator[Command]:
    api = make_chain(2, 60)
    api.fail("customers.list_contracts", delay=0.3, times=None)
    with api.serve() as server:
        command = Command(api, server.url, tmp_path)
        for name in ("FORCE_COLOR", "NO_COLOR", "COLUMNS", "LINES", "CI"):
            command.environment.pop(name, None)
        command.environment["TERM"] = "xterm-256color"
        yield command


def shows_two(lines: list[str]) -> bool:
    """Return whether the screen has the lines of two units that are half read, and of the whole."""
    return (
        any(" of 4 units" in line for line in lines[3:])
        and len([line for line in lines if re.match(r"contracts of studio-[01].* [1-9]\d? %", line)]) == 2
    )


class TestATerminal:
    def test_shows_the_units_that_are_read_and_then_the_table(self, command: Command) -> None:
        with Terminal(command.line(*TABLES, "--jobs", "2"), command.environment, columns=100) as terminal:
            lines = terminal.wait_for(shows_two)
            assert re.match(r"contracts of studio-[01] .*━.* \d+ % +\d+ rows +\d+ requests 0:00:\d\d$", lines[0])
            assert len(lines) == 4  # two units, the bar, the whole
            assert re.match(r"2 of 4 units; [\d,]+ rows, [\d,]+ requests; 0:00:\d\d", lines[3])
            assert terminal.wait() == 0
            assert "%" not in "".join(terminal.lines)
            assert terminal.lines[-2].split("│")[-2].strip() == "4 whole"
            assert terminal.shows_cursor

    def test_of_forty_columns_shows_what_fits(self, command: Command) -> None:
        with Terminal(command.line(*TABLES, "--jobs", "2"), command.environment, columns=40) as terminal:
            lines = terminal.wait_for(shows_two)
            assert re.match(r"contracts of studio-[01] +\d+ % 0:00:\d\d$", lines[0])
            assert re.match(r"2 of 4 units; \d+ rows, \d+ requests; 0:00:\d\d", " ".join(lines[3:]))
            assert terminal.wait() == 0
            assert [cell.strip() for cell in terminal.lines[1].split("┃")[1:-1]] == ["studio", "table", "rows", "state"]
            assert max(map(len, terminal.lines)) <= 40

    def test_may_be_resized(self, command: Command) -> None:
        with Terminal(command.line(*TABLES, "--jobs", "2"), command.environment, columns=100) as terminal:
            terminal.wait_for(shows_two)
            terminal.resize(40, 12)
            terminal.wait_for(
                lambda lines: any(re.match(r"contracts of studio-[01] +\d+ % 0:", line) for line in lines)
            )
            terminal.resize(120, 30)
            terminal.wait_for(lambda lines: any("requests 0:00" in line for line in lines[:2]))
            assert terminal.wait() == 0
            assert len(manifests(command.folder)) == 4

    def test_shows_a_failure_as_a_line_that_stays(self, command: Command) -> None:
        command.environment["CHAIN_KEY_0"] = "a-wrong-key"
        with Terminal(command.line(*TABLES, "--jobs", "2"), command.environment, columns=100) as terminal:
            lines = terminal.wait_for(lambda lines: any(", 2 failed" in line for line in lines))
            assert lines[0].startswith("failed: customers of studio-0: ")
            assert any(line.startswith("contracts of studio-1") for line in lines)
            assert terminal.wait() == 1
            text = "\n".join(terminal.lines)
            assert [line[:29] for line in terminal.lines if line.startswith("failed:")] == [
                "failed: customers of studio-0",
                "failed: contracts of studio-0",
            ]
            assert text.count("│ failed ") == 2
            assert "a-wrong-key" not in terminal.written.decode()

    @pytest.mark.parametrize("jobs", ["1", "2"])
    @pytest.mark.parametrize("seed", range(4))
    def test_is_left_tidy_by_ctrl_c_at_any_moment(self, command: Command, seed: int, jobs: str) -> None:
        wait = random.Random(seed).uniform(0, 1.5)
        with Terminal(command.line(*TABLES, "--jobs", jobs), command.environment) as terminal:
            terminal.wait_for(lambda lines: any("of 4 units" in line for line in lines))
            time.sleep(wait)  # any moment
            terminal.press(b"\x03")
            assert terminal.wait() == 130
            assert STOPPED in terminal.lines
            assert terminal.shows_cursor
            assert b"Traceback" not in terminal.written

    def test_is_left_tidy_by_two_ctrl_c(self, command: Command) -> None:
        with Terminal(command.line(*TABLES, "--jobs", "2"), command.environment) as terminal:
            terminal.wait_for(shows_two)
            terminal.press(b"\x03\x03")
            assert terminal.wait() == 130
            assert terminal.shows_cursor
            assert b"Traceback" not in terminal.written

    def test_that_is_dumb_gets_lines(self, command: Command) -> None:
        command.environment["TERM"] = "dumb"
        with Terminal(command.line("--tables", "devices"), command.environment) as terminal:
            assert terminal.wait() == 0
            assert b"\x1b" not in terminal.written
            assert terminal.lines[0].endswith(" 0 of 2 units; 0 rows, 0 requests")

    def test_without_colors_has_none(self, command: Command) -> None:
        command.environment["NO_COLOR"] = "1"
        with Terminal(command.line(*TABLES, "--jobs", "2"), command.environment) as terminal:
            terminal.wait_for(shows_two)
            assert terminal.wait() == 0
            assert not COLORS.search(terminal.written)

    def test_with_colors_has_some(self, command: Command) -> None:  # else the test above says nothing
        with Terminal(command.line("--tables", "devices"), command.environment) as terminal:
            assert terminal.wait() == 0
            assert COLORS.search(terminal.written)


class TestAPipe:
    @pytest.mark.parametrize("name", ["CI", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"])
    def test_gets_lines_whatever_the_environment_says(self, command: Command, name: str) -> None:
        command.environment[name] = "1"
        process = command.start("--tables", "devices")
        output, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        assert not CURSOR_MOVES.search(output.encode())
        assert "0 of 2 units; 0 rows, 0 requests" in output.splitlines()[0]

    def test_that_nobody_reads_does_not_stop_the_export(self, command: Command) -> None:
        command.environment["CHAIN_KEY_0"] = "a-wrong-key"
        process = command.start(*TABLES)
        assert process.stdout is not None
        assert process.stderr is not None
        assert "0 of 4 units" in process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        process.stderr.close()
        assert (process.wait(60), errors) == (1, "")
        assert set(manifests(command.folder)) == {"customers/studio-1.json", "contracts/studio-1.json"}

    @pytest.mark.skipif(sys.platform != "linux", reason="there is no /dev/full")
    def test_to_a_full_disk_does_not_stop_the_export(self, command: Command) -> None:
        with open("/dev/full", "w") as full:
            done = subprocess.run(
                command.line("--tables", "devices"),
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                env=command.environment,
                timeout=60,
                check=False,
            )
        assert (done.returncode, done.stderr) == (0, "")
        assert len(manifests(command.folder)) == 2

    def test_in_ascii_does_not_stop_the_export(self, command: Command) -> None:
        command.environment["PYTHONIOENCODING"] = "ascii"
        name = "s" + 62 * "0"
        command.file.write_text(command.file.read_text().replace("studio-1", name))
        status, output, errors = command.run("--tables", "devices")
        assert (status, errors) == (0, "")
        assert output.isascii()
        assert name in output

    @pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
    def test_gets_a_line_for_processes_that_are_killed(self, command: Command) -> None:
        process = command.start(*TABLES, "--jobs", "2")
        while len(command.api.requests.of("customers.list_contracts")) < 10:
            assert process.poll() is None
        for worker in find_workers(process):
            os.kill(worker, signal.SIGKILL)
        output, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (1, "")
        failed = [line for line in output.splitlines() if line.startswith("failed: contracts of studio-")]
        assert len(failed) == 2
        assert all("process" in line for line in failed)
        assert command.run(*TABLES, "--jobs", "2")[0] == 0


class Night:
    """An export of 900 units whose clock is set by hand."""

    def __init__(self, tmp_path: Path) -> None:
        self.now = 0.0
        names = {f"studio-{number}": "CHAIN_KEY_0" for number in range(300)}
        self.studios = Studios.from_environment(names, base_url="http://127.0.0.1:9")
        self.folder = tmp_path / "2025-06-15"
        self.plan = plan(self.studios, "contracts", "devices")
        self.units = {unit.path.as_posix(): unit for unit in self.plan.units(self.folder)}
        self.state = ExportState(self.plan, self.folder, lambda: self.now)

    def shown(self, width: int = 100, height: int = 24) -> list[str]:
        console = Console(file=io.StringIO(), width=width, height=height, force_terminal=True, no_color=True)
        with console.capture() as capture:
            console.print(ExportDisplay(console, self.state))
        return [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in capture.get().splitlines()]

    def line(self) -> str:
        console = Console(file=io.StringIO(), width=160)
        with console.capture() as capture:
            ExportDisplay(console, self.state)._print_line()
        (line,) = capture.get().splitlines()
        return line.partition(" ")[2]


@pytest.fixture
def night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Night:
    monkeypatch.setenv("CHAIN_KEY_0", studio_key(0))
    return Night(tmp_path)


class TestManyUnits:
    def test_leave_room_for_the_whole(self, night: Night) -> None:
        running = [unit for name, unit in night.units.items() if name.startswith("contracts/")][:64]
        for number, unit in enumerate(running):
            night.now = number
            night.state.add_progress(Progress(unit=unit, rows=number, requests=number, parents_read=5, parents=10))
        for height in (8, 12, 24, 80):
            lines = night.shown(height=height)
            assert len(lines) <= height
            assert lines[0].startswith("contracts of studio-0 ")  # the slowest
            hidden = 64 - min(height - 6, 64)
            assert (f"and {hidden} more" in lines) is (hidden > 0)
            assert lines[-1].startswith("0 of 900 units; 2,016 rows, 2,016 requests; 0:01:03")

    @pytest.mark.parametrize("width", [20, 40, 56, 80, 160])
    def test_fit_any_width(self, night: Night, width: int) -> None:
        night.state.add_progress(Progress(unit=night.units["contracts/studio-299"], rows=10**9, parents=1))
        night.now = 360000
        assert max(map(len, night.shown(width))) <= width

    def test_are_a_line_in_a_log(self, night: Night) -> None:
        assert night.line() == "0 of 900 units; 0 rows, 0 requests"
        night.state.add_outcome(Outcome(night.units["devices/studio-3"], OSError("No space left"), None))
        unit = night.units["contracts/studio-7"]
        night.state.add_progress(Progress(unit=unit, parents=3000))
        night.now = 190
        night.state.add_progress(Progress(unit=unit, rows=3400, requests=1900, parents_read=1830, parents=3000))
        assert night.line() == (
            "0 of 900 units, 1 failed; 3,400 rows, 1,900 requests; slowest: contracts of studio-7, 0:03:10, 61 %"
        )

    def test_are_a_line_a_minute_in_a_log(self, night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
        from perfectgym_next.cli import _export_display

        assert _export_display._LOG_SECONDS == 60
        monkeypatch.setattr(_export_display, "_LOG_SECONDS", 0.01)
        written = io.StringIO()
        with ExportDisplay(Console(file=written, width=160), night.state):
            while written.getvalue().count(" of 900 units") < 3:
                time.sleep(0.001)
        lines = written.getvalue().splitlines()
        assert {re.sub(r"^\d\d:\d\d:\d\d ", "", line) for line in lines} == {"0 of 900 units; 0 rows, 0 requests"}


class TestTheTimeLeft:
    def test_is_unknown_before_the_customers_are_counted(self, night: Night) -> None:
        night.now = 100
        assert night.state.seconds_left() is None

    def test_leaves_out_what_cannot_be_read(self, tmp_path: Path) -> None:
        now = 0.0
        tonight = plan(connect(make_chain(1, 5)), "contracts", "devices")
        state = ExportState(tonight, tmp_path / "2025-06-15", lambda: now)
        customers, _, _ = tonight.units(tmp_path / "2025-06-15")
        now = 20.0
        state.add_progress(Progress(unit=customers, requests=4))
        assert state.seconds_left() is None
        state.add_outcome(Outcome(customers, OSError("No space left"), None))
        assert state.seconds_left() == pytest.approx(5)  # the devices' one request

    def test_follows_from_the_requests_left_and_those_of_the_last_minutes(self, tmp_path: Path) -> None:
        api = make_chain(1, 40)
        studios = connect(api)
        folder = tmp_path / "2025-06-15"
        export(studios, folder, "customers")
        now = 0.0
        state = ExportState(plan(studios, "contracts"), folder, lambda: now)
        unit = next(unit for unit in plan(studios, "contracts").missing(folder))
        state.add_progress(Progress(unit=unit, parents=40))
        now = 20.0
        state.add_progress(Progress(unit=unit, requests=20, parents_read=10, parents=40))  # two requests a customer
        assert state.seconds_left() == pytest.approx(60)
        now = 40.0  # nothing came meanwhile
        assert state.seconds_left() == pytest.approx(120)

    def test_is_that_of_the_night_before(self, tmp_path: Path) -> None:
        studios = connect(make_chain(1, 40))
        made = export(studios, tmp_path / "2025-06-14", "transactions", "contracts")
        total = sum(one.requests for one in made.values())
        now = 0.0
        folder = tmp_path / "2025-06-15"
        tonight = plan(studios, "transactions", "contracts")
        state = ExportState(tonight, folder, lambda: now)
        customers = next(unit for unit in tonight.units(folder) if unit.table == "customers")
        state.add_progress(Progress(unit=customers))
        now = 10.0
        state.add_progress(Progress(unit=customers, requests=1))
        assert state.seconds_left() == pytest.approx(10 * (total - 1))

    def test_survives_a_damaged_manifest_of_the_night_before(self, tmp_path: Path) -> None:
        studios = connect(make_chain(1, 10))
        export(studios, tmp_path / "2025-06-14", "devices")
        (tmp_path / "2025-06-14" / "devices" / "studio-0.json").write_text("{")
        state = ExportState(plan(studios, "devices"), tmp_path / "2025-06-15")
        assert state.total == 1

    @pytest.mark.parametrize(
        ("seconds", "text"),
        [
            (20, "less than a minute left"),
            (95, "about 2 min left"),
            (3600, "about 1 h 0 min left"),
            (9000, "about 2 h 30 min left"),
        ],
    )
    def test_is_rounded(self, night: Night, seconds: float, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(night.state, "seconds_left", lambda: seconds)
        assert night.line().endswith(f"; {text}")
        assert " ".join(night.shown()).endswith(f"; {text}")


class TestARestart:
    def test_counts_what_is_there(self, tmp_path: Path) -> None:
        studios = connect(make_chain(1, 40))
        folder = tmp_path / "2025-06-15"
        made = export(studios, folder, "contracts")
        state = ExportState(plan(studios, "contracts", "devices"), folder)
        assert (state.done, state.total) == (2, 3)
        assert state.rows == sum(one.rows for one in made.values())
        assert state.requests == sum(one.requests for one in made.values())
