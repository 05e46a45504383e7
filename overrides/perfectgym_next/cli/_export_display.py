"""Showing how far an export is: lines that change on a terminal, a line a minute in a log."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import ConsoleOptions, RenderableType, RenderResult

    from perfectgym_next import Outcome
    from perfectgym_next.cli._export_state import ExportState, RunningUnit
    from perfectgym_next.export import Manifest, Progress, Unit

__all__ = ["ExportDisplay", "create_console"]

_LOG_WIDTH = 160
_LOG_SECONDS = 60.0
_COLUMNS = ((0, ("share", "seconds")), (56, ("rows",)), (72, ("bar",)), (90, ("requests",)))
"""Columns beside the name of a unit, by the width that the terminal needs for them and for those before."""
_ORDER = ("bar", "share", "rows", "requests", "seconds")
_BAR = 14
_LEFT, _READ = "bright_black", "green"
_OTHER_LINES = 6
"""Lines of a terminal that no running unit may take."""


class _ExportConsole(Console):
    """A console whose reader may go, or whose disk may be full: the export goes on without it."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print, if there is still somebody who reads it."""
        try:
            super().print(*objects, **options)
        except OSError:
            self.on_broken_pipe()

    def on_broken_pipe(self) -> None:
        """Print to nobody."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def create_console() -> Console:
    """Return a console for the standard output, which may be a terminal, a pipe or a file."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a log in ASCII does not end an export
    return _ExportConsole() if sys.stdout.isatty() else _ExportConsole(width=_LOG_WIDTH, force_interactive=False)


class ExportDisplay:
    """Shows how far an export is. A failure is a line of its own.

    Args:
        console: Where to show it.
        state: How far the export is.
    """

    def __init__(self, console: Console, state: ExportState) -> None:
        self._console, self._state = console, state
        self._ended = threading.Event()
        self._stack = ExitStack()

    def __enter__(self) -> ExportDisplay:
        if self._console.is_interactive:
            self._stack.enter_context(Live(self, console=self._console, transient=True))
        else:
            self._print_line()
            thread = threading.Thread(target=self._report, name="export-progress", daemon=True)
            thread.start()
            self._stack.callback(thread.join)
            self._stack.callback(self._ended.set)
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def add_progress(self, progress: Progress) -> None:
        """Note how far a unit is."""
        self._state.add_progress(progress)

    def add_outcome(self, outcome: Outcome[Unit, Manifest]) -> None:
        """Note how a unit ended."""
        self._state.add_outcome(outcome)
        if outcome.error is not None:
            text = f"failed: {outcome.argument}: {_one_line(outcome.error)}"
            is_log = not self._console.is_interactive  # where a failure is one line, however long
            self._console.print(text, markup=False, highlight=False, soft_wrap=is_log)

    def _report(self) -> None:
        while not self._ended.wait(_LOG_SECONDS):
            self._print_line()

    def _print_line(self) -> None:
        slowest = [f"slowest: {_describe(one)}" for one in self._state.running()[:1]]
        parts = [f"{time.strftime('%H:%M:%S')} {self._units()}", self._amounts(), *slowest, *self._left()]
        self._console.print("; ".join(parts), markup=False, highlight=False, soft_wrap=True)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Return the lines for a terminal: the units that are read, and the whole."""
        state, running = self._state, self._state.running()
        most = max(options.size.height - _OTHER_LINES, 1)
        lines: list[RenderableType] = [_table(running[:most], options.max_width)] if running else []
        if len(running) > most:
            lines.append(Text(f"and {len(running) - most} more"))
        parts = [self._units(), self._amounts(), _duration(state.seconds), *self._left()]
        whole = Table.grid(expand=True)
        whole.add_row(_bar(state.done + len(state.failed), state.total or 1))
        whole.add_row("; ".join(parts))
        yield Group(*lines, whole)

    def _units(self) -> str:
        failed = f", {len(self._state.failed)} failed" if self._state.failed else ""
        return f"{self._state.done:,} of {self._state.total:,} units{failed}"

    def _amounts(self) -> str:
        return f"{self._state.rows:,} rows, {self._state.requests:,} requests"

    def _left(self) -> list[str]:
        seconds = self._state.seconds_left()
        if seconds is None:
            return []
        minutes = round(seconds / 60)
        hours = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
        return [f"about {hours} left" if minutes else "less than a minute left"]


def _table(running: list[RunningUnit], width: int) -> Table:
    """Return a line for each unit, with as many columns as there is room for."""
    shown = {name for needed, names in _COLUMNS if width >= needed for name in names}
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    for _ in shown:
        table.add_column(justify="right", no_wrap=True)
    for one in running:
        cells: dict[str, RenderableType] = {
            "bar": "" if one.share is None else _bar(one.share, 1.0, _BAR),
            "share": _percent(one),
            "rows": f"{one.progress.rows:,} rows",
            "requests": f"{one.progress.requests:,} requests",
            "seconds": _duration(one.seconds),
        }
        table.add_row(str(one.progress.unit), *(cells[name] for name in _ORDER if name in shown))
    return table


def _bar(completed: float, total: float, width: int | None = None) -> ProgressBar:
    return ProgressBar(total, completed, width, style=_LEFT, complete_style=_READ, finished_style=_READ)


def _describe(one: RunningUnit) -> str:
    return ", ".join(text for text in (str(one.progress.unit), _duration(one.seconds), _percent(one)) if text)


def _percent(one: RunningUnit) -> str:
    return "" if one.share is None else f"{int(100 * one.share)} %"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _one_line(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split())
