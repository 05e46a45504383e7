"""Draw the ratios of the committed benchmark results as bars, for light and for dark pages."""

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
_COLORS = {"light": ("#222222", "#4051b5", "#bbbbbb"), "dark": ("#e0e0e0", "#8fa2ff", "#555555")}
_SCALE = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20)


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
            (f"{row['topic']} / {row['peer']}", row["median"])
            for row in topics[topic]["ratios"]
            if row["measure"] == "cpu" and not row["peer"].startswith("ours")
        ]
        for theme, colors in _COLORS.items():
            _draw(folder / f"{topic}-{theme}.svg", rows, colors)


def _draw(path: Path, rows: list[tuple[str, float]], colors: tuple[str, str, str]) -> None:
    text, bar, line = colors
    style: Any = {
        "svg.hashsalt": "perfectgym-next",  # the same file from the same results
        "svg.fonttype": "none",
        "font.size": 9,
        "text.color": text,
        "axes.labelcolor": text,
        "xtick.color": text,
        "ytick.color": text,
    }
    with mpl.rc_context(style):
        figure = Figure(figsize=(9, 0.6 + 0.24 * len(rows)), layout="constrained")
        axes = figure.subplots()
        names, values = [name for name, _ in rows], [value for _, value in rows]
        axes.set_xscale("log")
        bars = axes.barh(names, [value - 1 for value in values], left=1, color=bar, height=0.65)
        axes.bar_label(bars, labels=[f"{value:.2f}" for value in values], padding=3)
        axes.axvline(1.0, color=line, linewidth=1)
        axes.invert_yaxis()
        axes.set_xlim(_SCALE[0], _SCALE[-1] * 1.5)
        axes.set_xticks(_SCALE, [f"{tick:g}" for tick in _SCALE], minor=False)
        axes.minorticks_off()
        axes.set_xlabel("our CPU time divided by theirs: left of the line we need less")
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
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
