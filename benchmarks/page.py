"""Make the tables of docs/performance.md from benchmarks/results.json: ``python -m benchmarks.page``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "performance.md"
BEGIN = "<!-- made from benchmarks/results.json by `make bench`; do not edit -->\n"
END = "<!-- end of the results -->\n"

_TITLES = {
    "start": "A cold process",
    "models": "Models",
    "memory": "Memory",
    "money": "Money",
    "requests": "Requests",
    "threads": "Threads",
    "latency": "Latency",
    "limits": "Rate limits",
    "embedded": "The embedded API",
    "webhooks": "Webhooks",
    "export": "Export",
}


def update() -> None:
    """Replace the tables of the page by those of the file of results."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise RuntimeError(f"{PAGE} has no place for the results: expected the lines {BEGIN.strip()} and {END.strip()}")
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    PAGE.write_text(f"{before}{BEGIN}\n{format_results(results)}\n{END}{after}", encoding="utf-8")


def format_results(results: dict[str, Any]) -> str:
    """Return all results as Markdown: the machine, then the tables of each topic."""
    parts = [_format_machine(results["machine"])]
    for topic, found in results["topics"].items():
        parts.append(f"### {_TITLES[topic]}\n")
        if found["ratios"]:
            parts.append(_format_ratios(found["ratios"]))
        if found["figures"]:
            parts.append(_format_figures(found["figures"]))
    return "\n".join(parts)


def format_ratio(ratio: float) -> str:
    """Return a ratio with two digits after the point, or three where it is small."""
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.3f}"


def format_figure(value: float) -> str:
    """Return a figure with three significant digits."""
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"


def _format_machine(machine: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    return (
        f"{machine['date']}, revision {machine['revision']}, {machine['seconds']} s in all, "
        f"load {machine['load_before']} before it.  \n"
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}, {machine['python']}.  \n"
        f"{versions}.\n"
    )


def _format_ratios(ratios: list[dict[str, Any]]) -> str:
    by_row: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for ratio in ratios:
        by_row.setdefault((ratio["topic"], ratio["peer"]), {})[ratio["measure"]] = ratio
    lines = [
        "| ours divided by | | CPU, median | best | time, median | best | memory | limit |",
        "|---|---|---|---|---|---|---|---|",
    ]
    shown = None
    for (topic, peer), measures in by_row.items():
        cells = [
            format_ratio(measures[measure][name]) if measure in measures else ""
            for measure, name in (
                ("cpu", "median"),
                ("cpu", "best"),
                ("wall", "median"),
                ("wall", "best"),
                ("memory", "median"),
            )
        ]
        named = topic if topic != shown else ""
        lines.append(f"| {' | '.join([named, peer, *cells, _limit(measures.values())])} |")
        shown = topic
    return "\n".join(lines) + "\n"


def _format_figures(figures: list[dict[str, Any]]) -> str:
    lines = ["| | unit | median | best | limit |", "|---|---|---|---|---|"]
    for figure in figures:
        middle, best = format_figure(figure["median"]), format_figure(figure["best"])
        lines.append(f"| {figure['topic']} | {figure['unit']} | {middle} | {best} | {_limit([figure])} |")
    return "\n".join(lines) + "\n"


def _limit(measured: Any) -> str:
    for one in measured:
        if one["limit"] is not None:
            return f"{one['limit']:g}" + (" **exceeded**" if one["median"] > one["limit"] else "")
    return ""


if __name__ == "__main__":
    update()
