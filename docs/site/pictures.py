"""Pictures of `perfectgym export`, from a real export of the embedded API, for light and for dark pages."""

from __future__ import annotations

import io
import re
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from docs.site.frozen import SECONDS_PER_REQUEST, frozen_time
from docs.site.loading import BASE_URL
from perfectgym_next import Outcome, Studios
from perfectgym_next.cli._export_display import ExportDisplay
from perfectgym_next.cli._export_state import ExportState
from perfectgym_next.cli._exporting import print_summary
from perfectgym_next.errors import PerfectGymError
from perfectgym_next.export import ExportError, Plan, Progress, Unit, export_unit
from perfectgym_next.testing import EmbeddedApi

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PICTURES", "add_pictures"]

PICTURES = {
    "export-progress": "A terminal during perfectgym export: four units with the bar, share, rows and time of each; "
    "below them the units, rows, requests, time and time left of the whole",
    "export-summary": "The end of perfectgym export: a line for each unit that failed, and a table of all units with "
    "rows, requests, seconds, waits and state",
}
"""Names of the pictures, and what they show, for those who do not see them."""

_WIDTH = 76
_STUDIOS = {"north": 90, "east": 70, "south": 50, "west": 30}
"""Studios and their numbers of customers."""
_REFUSED = "west"
_TABLES = ("customers", "contracts", "transactions")
_STOPS = {"contracts/north": 0.93, "contracts/east": 0.71, "contracts/south": 0.42, "transactions/north": 0.08}
"""Units that are shown while they are read, and the share at which they are."""
_MAX_SECONDS = 60.0
_COLORS = {
    "light": (
        "#24292f",
        "#f3f4f6",
        ("#24292f", "#b3261e", "#1a7f37", "#7d5700", "#0550ae", "#8250df", "#1b6a73", "#57606a"),
        "#c9ced4",
    ),
    "dark": (
        "#e6e6e6",
        "#15181d",
        ("#15181d", "#ff8a80", "#57c27a", "#e0b050", "#82b1ff", "#c9a2ff", "#6fd3de", "#e6e6e6"),
        "#454b54",
    ),
}
"""Text, background, the eight colors of a terminal, and its bright black."""
_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {terminal_height}" role="img">
<style>
.{unique_id}-matrix {{
  font: {char_height}px/{line_height}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace
}}
{styles}
</style>
<defs>
{lines}
</defs>
<rect width="100%" height="100%" rx="8" fill="BACKGROUND"/>
<g transform="translate({terminal_x}, 0)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def add_pictures(pages: Path) -> None:
    """Draw ``<picture>-light.svg`` and ``<picture>-dark.svg``, and show them where the page of the export names them.

    Args:
        pages: Folder with the pages of the site.
    """
    page, folder = pages / "export.md", pages / "assets"
    folder.mkdir(exist_ok=True)
    for name, console in _record().items():
        for theme in _COLORS:
            (folder / f"{name}-{theme}.svg").write_text(_draw(console, name, theme), encoding="utf-8")
    page.write_text(re.sub(r"<!-- picture: ([a-z-]+) -->", _show, page.read_text("utf-8")), encoding="utf-8")


def _show(match: re.Match[str]) -> str:
    name = match[1]
    return "\n".join(f"![{PICTURES[name]}](assets/{name}-{theme}.svg#only-{theme})" for theme in _COLORS)


def _draw(console: Console, name: str, theme: str) -> str:
    text, background, colors, bright_black = _COLORS[theme]
    normal, bright = [_rgb(color) for color in colors], [_rgb(color) for color in (bright_black, *colors[1:])]
    svg = console.export_svg(
        theme=TerminalTheme(_rgb(background), _rgb(text), normal, bright),
        code_format=_SVG.replace("BACKGROUND", background),
        clear=False,
        unique_id=name,
    )
    return re.sub(r" +$", "", svg, flags=re.MULTILINE)


def _rgb(color: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(color[1:])
    return red, green, blue


def _record() -> dict[str, Console]:
    """Export the studios of an embedded API. Return the consoles with what was shown meanwhile and at the end."""
    api = EmbeddedApi(key="key-of-north", customers=_STUDIOS["north"])
    for seed, (name, customers) in enumerate(list(_STUDIOS.items())[1:], start=2):
        api.add_studio(f"key-of-{name}", name=name.title(), seed=seed, customers=customers)
    keys = {name: f"key-of-{name}" for name in _STUDIOS} | {_REFUSED: "a-key-that-was-withdrawn"}
    studios = Studios(keys, base_url=BASE_URL, transport=api.transport(), rate_limit=None)
    plan = Plan.for_studios(studios, _TABLES)
    consoles = {name: _console() for name in PICTURES}
    consoles["export-summary"].print()
    with TemporaryDirectory() as temporary, frozen_time(api), studios:
        folder = Path(temporary) / "2026-11-25"
        state = ExportState(plan, folder, lambda: SECONDS_PER_REQUEST * len(api.requests))
        display = ExportDisplay(consoles["export-summary"], state)
        units = {unit.path.as_posix(): unit for unit in plan.units(folder)}

        def export(unit: Unit, on_progress: Callable[[Progress], object]) -> None:
            client = studios[unit.studio.name]
            try:
                manifest = export_unit(unit, folder, client=client, on_progress=on_progress)
            except (ExportError, PerfectGymError) as error:
                display.add_outcome(Outcome(unit, error, None))
            else:
                display.add_outcome(Outcome(unit, None, manifest))

        shown = [_ShownUnit(units[path], share, display, export) for path, share in _STOPS.items()]
        for name in _STUDIOS:
            export(units[f"customers/{name}"], display.add_progress)
        for one in shown:
            one.read_until_stop()
        consoles["export-progress"].print("", display, "")
        for one in shown:
            one.finish()
        for path, unit in units.items():
            if path not in _STOPS and unit.table != "customers":
                export(unit, display.add_progress)
        left = set(plan.missing(folder))
        print_summary(consoles["export-summary"], plan, folder, left=left, failed=state.failed)
        consoles["export-summary"].print()
    return consoles


def _console() -> Console:
    return Console(
        record=True,
        width=_WIDTH,
        height=24,
        file=io.StringIO(),
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        _environ={},
    )


class _ShownUnit:
    """A unit that is exported in a thread of its own, and waits half-way until it was shown.

    Args:
        unit: The unit.
        share: Where it waits, from 0 to 1.
        display: Shows its progress.
        export: Exports it.
    """

    def __init__(
        self,
        unit: Unit,
        share: float,
        display: ExportDisplay,
        export: Callable[[Unit, Callable[[Progress], object]], None],
    ) -> None:
        self._share, self._display = share, display
        self._stopped, self._shown = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=export, args=(unit, self._add), daemon=True)

    def _add(self, progress: Progress) -> None:
        self._display.add_progress(progress)
        if progress.parents and progress.parents_read >= self._share * progress.parents:
            self._stopped.set()
            self._shown.wait()

    def read_until_stop(self) -> None:
        """Begin it, and return when it waits."""
        self._thread.start()
        if not self._stopped.wait(_MAX_SECONDS):
            raise TimeoutError("a unit was not read")

    def finish(self) -> None:
        """Let it go on, and return when it has ended."""
        self._shown.set()
        self._thread.join()
