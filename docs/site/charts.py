"""Draw the ratios of the committed benchmark results, for light and for dark pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

__all__ = ["add_charts"]

RESULTS = Path(__file__).parents[2] / "benchmarks" / "results.json"
_TOPICS = {"models": "Models", "requests": "Requests", "threads": "Threads"}
_COLORS = {
    "light": ("#222222", "#c4c4c4", ("#3547c4", "#b3261e", "#1a7f37", "#8250df", "#a05a00", "#0a7280")),
    "dark": ("#e0e0e0", "#4a4a4a", ("#8fa2ff", "#ff8a80", "#57c27a", "#c9a2ff", "#e0b050", "#6fd3de")),
}
"""Text, lines, and the marks of the peers."""
_MARKS = "os^DvPX*<"
_SCALE = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
_INCHES = 4.8
"""As wide as a phone, so that letters keep their size there."""


def add_charts(pages: Path) -> None:
    """Draw ``<topic>-light.svg`` and ``<topic>-dark.svg``, and show them in the performance page.

    Args:
        pages: Folder with the pages of the site.
    """
    page, folder = pages / "performance.md", pages / "assets"
    page.write_text(_insert_charts(page.read_text("utf-8")), encoding="utf-8")
    folder.mkdir(exist_ok=True)
    topics = json.loads(RESULTS.read_text("utf-8"))["topics"]
    for topic in _TOPICS:
        rows = [
            (row["topic"], row["peer"], row["median"])
            for row in topics[topic]["ratios"]
            if row["measure"] == "cpu" and not row["peer"].startswith("ours")
        ]
        for theme, colors in _COLORS.items():
            _draw(folder / f"{topic}-{theme}.svg", rows, colors)


def _draw(path: Path, rows: list[tuple[str, str, float]], colors: tuple[str, str, tuple[str, ...]]) -> None:
    """Draw a line for each comparison, and on it a mark for each peer."""
    text, line, marks = colors
    style: Any = {
        "svg.hashsalt": "perfectgym-next",  # the same file from the same results
        "svg.fonttype": "none",
        "font.size": 9,
        "text.color": text,
        "axes.labelcolor": text,
        "xtick.color": text,
        "ytick.color": text,
    }
    if outside := [row for row in rows if not _SCALE[0] <= row[2] <= _SCALE[-1]]:
        raise ValueError(f"cannot draw {outside}: the scale goes from {_SCALE[0]} to {_SCALE[-1]}")
    comparisons = list(dict.fromkeys(comparison for comparison, _, _ in rows))
    peers = list(dict.fromkeys(peer for _, peer, _ in rows))
    with mpl.rc_context(style):
        figure = Figure(figsize=(_INCHES, 1.2 + 0.4 * len(comparisons) + 0.2 * len(peers) / 3), layout="constrained")
        axes = figure.subplots()
        axes.set_xscale("log")
        axes.axvline(1.0, color=text, linewidth=1)
        for number, comparison in enumerate(comparisons):
            axes.axhline(number, color=line, linewidth=0.8, zorder=0)
            axes.text(0, number - 0.25, comparison, transform=axes.get_yaxis_transform())
        for number, peer in enumerate(peers):
            found = [(value, comparisons.index(comparison)) for comparison, name, value in rows if name == peer]
            values, numbers = zip(*found, strict=True)
            axes.scatter(values, numbers, label=peer, marker=_MARKS[number], color=marks[number % len(marks)], s=28)
        axes.set_ylim(len(comparisons) - 0.5, -0.9)
        axes.set_yticks([])
        axes.set_xlim(_SCALE[0], _SCALE[-1])
        axes.set_xticks(_SCALE, [f"{tick:g}" for tick in _SCALE], minor=False)
        axes.minorticks_off()
        axes.set_xlabel("our CPU time divided by theirs: left of 1, we need less")
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        figure.legend(loc="outside upper left", ncols=3, frameon=False, handletextpad=0.2)
        figure.savefig(path, transparent=True, metadata={"Date": None})


def _insert_charts(text: str) -> str:
    for topic, heading in _TOPICS.items():
        images = "\n".join(
            f"![CPU ratios of the topic {topic}; the table below has the same figures]"
            f"(assets/{topic}-{theme}.svg#only-{theme})"
            for theme in _COLORS
        )
        text = re.sub(rf"^### {heading}\n", f"### {heading}\n\n{images}\n", text, flags=re.MULTILINE)
    return text
