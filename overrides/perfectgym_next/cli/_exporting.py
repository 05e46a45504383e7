"""Running an export in a terminal or in a log."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NoReturn

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

    from perfectgym_next import Outcome
    from perfectgym_next.export import Manifest, Plan, Unit

__all__ = ["run_export"]

_LOG_WIDTH = 160
_LOG_SECONDS = 60.0


def run_export(plan: Plan, folder: Path, *, dry_run: bool, max_hours: float | None, jobs: int) -> int:
    """Export what is missing, and print how it goes.

    Args:
        plan: The plan.
        folder: Folder of the export.
        dry_run: Whether to print only what it would take.
        max_hours: Hours after which no unit is begun.
        jobs: Number of processes.

    Returns:
        The exit status.

    Raises:
        ExportError: A manifest in the folder cannot be read.
        OSError: The folder cannot be created.
    """
    console = Console() if sys.stdout.isatty() else Console(width=_LOG_WIDTH)
    if dry_run:
        _print_estimate(console, plan, folder)
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    units = list(plan.units(folder))
    missing = list(plan.missing(folder))
    progress = _Progress(console, len(units), len(units) - len(missing))
    failed: dict[Unit, Exception] = {}
    manifests = {}
    deadline = None if max_hours is None else time.monotonic() + max_hours * 3600
    is_late = False
    with _stopping(), progress:
        outcomes = plan.export(folder, jobs=jobs)
        for outcome in outcomes if missing else ():
            progress.add(outcome)
            if outcome.error is not None:
                failed[outcome.argument] = outcome.error
            else:
                manifests[outcome.argument] = outcome.result()
            if deadline is not None and time.monotonic() > deadline:
                is_late = len(failed) + len(manifests) < len(missing)
                break
    _print_summary(console, plan, folder, failed)
    if is_late:
        print("the time is up: run the same command to continue", file=sys.stderr)  # noqa: T201
        return 3
    return 1 if failed else 0


@contextmanager
def _stopping() -> Iterator[None]:
    """End by SIGTERM as by Ctrl-C, and with it the processes that export. What they were reading is read again."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        for child in multiprocessing.active_children():
            child.terminate()
        print("stopped: run the same command to continue", file=sys.stderr)  # noqa: T201
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Progress:
    """How far the export is: a bar on a terminal, a line a minute in a log. A failure is a line in both."""

    def __init__(self, console: Console, total: int, done: int) -> None:
        self._console = console
        self._total, self._done, self._failed = total, done, 0
        self._rows = self._requests = 0
        self._ended = threading.Event()
        self._stack = ExitStack()
        self._bar: Progress | None = None

    def __enter__(self) -> _Progress:
        if self._console.is_terminal:
            columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
            self._bar = self._stack.enter_context(Progress(*columns, console=self._console))
            self._task = self._bar.add_task("units", total=self._total, completed=self._done)
        else:
            self._print()
            thread = threading.Thread(target=self._report, name="export-progress", daemon=True)
            thread.start()
            self._stack.callback(thread.join)
            self._stack.callback(self._ended.set)
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def add(self, outcome: Outcome[Unit, Manifest]) -> None:
        """Note how a unit ended."""
        if outcome.error is None:
            self._done += 1
            self._rows += outcome.result().rows
            self._requests += outcome.result().requests
        else:
            self._failed += 1
            self._console.print(f"failed: {outcome.argument}: {_one_line(outcome.error)}", markup=False, soft_wrap=True)
        if self._bar is not None:
            self._bar.update(self._task, completed=self._done, description=f"{outcome.argument}")

    def _report(self) -> None:
        while not self._ended.wait(_LOG_SECONDS):
            self._print()

    def _print(self) -> None:
        failed = f", {self._failed} failed" if self._failed else ""
        self._console.print(
            f"{time.strftime('%H:%M:%S')} {self._done} of {self._total} units{failed}; "
            f"{self._rows:,} rows, {self._requests:,} requests",
            highlight=False,
        )


def _one_line(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split())


def _print_estimate(console: Console, plan: Plan, folder: Path) -> None:
    estimate = plan.estimate(folder)
    table = Table("studio", "table")
    for name in ("requests", "minutes at the limit", "rows"):
        table.add_column(name, justify="right")
    for part in estimate.parts:
        rows = "not known" if part.rows is None else f"{part.rows:,}"
        table.add_row(part.studio, part.table, f"{part.requests:,}", f"{part.minutes:,.1f}", rows)
    console.print(table)
    console.print(str(estimate), highlight=False, soft_wrap=True)


def _print_summary(console: Console, plan: Plan, folder: Path, failed: dict[Unit, Exception]) -> None:
    left = set(plan.missing(folder))
    table = Table("studio", "table", "part")
    for name in ("rows", "requests", "seconds", "waits"):
        table.add_column(name, justify="right")
    table.add_column("state")
    for unit in plan.units(folder):
        studio, _, part = unit.part.partition("/")
        if unit in left:
            table.add_row(studio, unit.table, part, "", "", "", "", "failed" if unit in failed else "missing")
            continue
        found = unit.find_manifest(folder)
        if found is not None:
            numbers = (f"{found.rows:,}", f"{found.requests:,}", f"{found.seconds:.1f}", f"{found.waits:.1f}")
            table.add_row(studio, unit.table, part, *numbers, "whole")
    console.print(table)
