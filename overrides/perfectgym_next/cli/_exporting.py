"""Running an export in a terminal or in a log."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from rich.table import Table
from rich.text import Text

from perfectgym_next.cli._export_display import ExportDisplay, create_console
from perfectgym_next.cli._export_state import ExportState

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path
    from types import FrameType

    from rich.console import Console

    from perfectgym_next.export import Plan, Unit

__all__ = ["print_summary", "run_export"]

_WIDE = 72
_NUMBERS: dict[str, Callable[[float], str]] = {
    "rows": "{:,}".format,
    "requests": "{:,}".format,
    "seconds": "{:,.1f}".format,
    "waits": "{:,.1f}".format,
}
_COLUMNS = ("studio", "table", *_NUMBERS, "state")
_NARROW_COLUMNS = ("studio", "table", "rows", "state")
_STYLES = {"whole": "green", "failed": "red", "missing": "yellow"}
_SHOW_CURSOR = b"\x1b[?25h"


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
    console = create_console()
    if dry_run:
        _print_estimate(console, plan, folder)
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    state = ExportState(plan, folder)
    seconds = None if max_hours is None else max_hours * 3600
    with _stopping(), ExportDisplay(console, state) as display:
        for outcome in plan.export(folder, jobs=jobs, on_progress=display.add_progress, max_seconds=seconds):
            display.add_outcome(outcome)
    left = set(plan.missing(folder))
    print_summary(console, plan, folder, left=left, failed=state.failed)
    if max_hours is not None and left - state.failed.keys():
        print("the time is up: run the same command to continue", file=sys.stderr)  # noqa: T201
        return 3
    return 1 if state.failed else 0


class _Stopped(SystemExit):
    """A signal asked for the end."""


@contextmanager
def _stopping() -> Iterator[None]:
    """End by SIGTERM as by Ctrl-C, and with it the processes that export. What they were reading is read again."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        for one in before:
            signal.signal(one, stop_now)
        for child in multiprocessing.active_children():
            child.terminate()
        raise _Stopped(128 + number)

    def stop_now(number: int, frame: FrameType | None) -> NoReturn:
        if os.isatty(1):
            os.write(1, _SHOW_CURSOR)
        os._exit(128 + number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except _Stopped:
        print("stopped: run the same command to continue", file=sys.stderr)  # noqa: T201
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


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


def print_summary(
    console: Console, plan: Plan, folder: Path, *, left: Collection[Unit], failed: Collection[Unit]
) -> None:
    """Print a table of all units, and their sum.

    Args:
        console: Where to print it. Where it is narrow, the table has fewer columns.
        plan: The plan.
        folder: Folder of the export.
        left: Units that are not finished.
        failed: Those of them that failed.
    """
    columns = _COLUMNS if console.width >= _WIDE else _NARROW_COLUMNS
    found = {unit: None if unit in left else unit.find_manifest(folder) for unit in plan.units(folder)}
    whole = [manifest for manifest in found.values() if manifest is not None]
    table = Table(show_footer=True)
    for name in columns:
        is_number = name in _NUMBERS
        footer = _NUMBERS[name](sum(getattr(one, name) for one in whole)) if is_number else ""
        table.add_column(name, footer, justify="right" if is_number else "left", overflow="fold")
    table.columns[-1].footer = f"{len(whole):,} whole"
    for unit, manifest in found.items():
        state = "whole" if manifest else "failed" if unit in failed else "missing"
        cells: dict[str, str | Text] = {"studio": unit.part, "table": unit.table, "state": Text(state, _STYLES[state])}
        if manifest is not None:
            cells |= {name: form(getattr(manifest, name)) for name, form in _NUMBERS.items()}
        table.add_row(*(cells.get(name, "") for name in columns))
    console.print(table)
