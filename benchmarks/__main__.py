"""Run the benchmarks: ``python -m benchmarks [topic …]``. Print ratios and write build/bench.json."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from benchmarks.harness import Row, format_table
from benchmarks.peers import TOOLS, build_peers

RESULT = Path(__file__).resolve().parents[1] / "build" / "bench.json"
TOPICS = ("start", "models", "requests", "memory", "embedded")


def _machine() -> dict[str, object]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "versions": {name: version(name) for name in ("httpx", "attrs", *TOOLS)},
    }


def main(arguments: list[str] | None = None) -> int:
    """Measure the given topics, or all of them, and return the exit status."""
    parser = argparse.ArgumentParser(description="Compare perfectgym_next with other libraries.")
    parser.add_argument("topics", nargs="*", metavar="topic", help=f"one of {', '.join(TOPICS)}; default: all")
    topics = parser.parse_args(arguments).topics or TOPICS
    if unknown := set(topics) - set(TOPICS):
        parser.error(f"unknown topic: {', '.join(sorted(unknown))} (choose from {', '.join(TOPICS)})")
    build_peers()
    rows: list[Row] = []
    for topic in topics:
        print(f"measuring {topic} ...", file=sys.stderr)
        rows += import_module(f"benchmarks.bench_{topic}").rows()
    print(format_table(rows))
    RESULT.write_text(
        json.dumps({"machine": _machine(), "rows": [row.as_json() for row in rows]}, indent=1) + "\n", encoding="utf-8"
    )
    print(f"\nratios of our time to theirs, less is faster; {RESULT.relative_to(RESULT.parents[1])} has the seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
