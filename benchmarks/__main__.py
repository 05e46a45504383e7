"""Run the benchmarks: ``python -m benchmarks [topic …]``.

All topics together write benchmarks/results.json and the tables of docs/performance.md, which are made from it. The
results of some topics are printed and written to build/bench.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks import page

ROOT = Path(__file__).resolve().parents[1]
PART = ROOT / "build" / "bench.json"
# One module each, bench_<topic>.py, whose rows() returns the ratios and figures of the topic.
TOPICS = (
    "start",
    "models",
    "memory",
    "money",
    "requests",
    "threads",
    "latency",
    "limits",
    "embedded",
    "webhooks",
    "export",
)
# A topic that needs the libraries of another environment, which does not go together with the others.
INTERPRETERS = {"export": ROOT / ".venv-integrations" / "bin" / "python"}
PACKAGES = (
    "httpx",
    "attrs",
    "msgspec",
    "pydantic",
    "openapi-python-client",
    "datamodel-code-generator",
    "redis",
    "httpx2",
    "requests",
    "urllib3",
)


def _versions() -> dict[str, str]:
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name"))
    return next(names, platform.machine())


def _revision() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


def _machine() -> dict[str, Any]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "revision": _revision(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 1),
        "versions": _versions(),
    }


def run_topic(topic: str) -> dict[str, Any]:
    """Return the ratios and figures of a topic, measured in a process of its own.

    What ran before in a process changes what follows: the additions of money had half the ratio after the models.
    """
    interpreter = INTERPRETERS.get(topic, sys.executable)
    if not Path(interpreter).exists():
        raise SystemExit(
            f"the topic {topic} needs the libraries of make test-integrations: run make setup-integrations"
        )
    command = [str(interpreter), "-m", "benchmarks.topic", topic]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    results: dict[str, Any] = json.loads(done.stdout)
    return results


def main(arguments: list[str] | None = None) -> int:
    """Measure the given topics, or all of them, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Compare us with other libraries.")
    parser.add_argument("topics", nargs="*", metavar="topic", help=f"one of {', '.join(TOPICS)}; default: all")
    chosen = parser.parse_args(arguments).topics
    if unknown := set(chosen) - set(TOPICS):
        parser.error(f"unknown topic: {', '.join(sorted(unknown))} (choose from {', '.join(TOPICS)})")
    begin, machine, found = time.monotonic(), _machine(), {}
    for topic in chosen or TOPICS:
        print(f"measuring {topic} ...", file=sys.stderr)
        found[topic] = run_topic(topic)
    results = {"machine": {**machine, "seconds": round(time.monotonic() - begin)}, "topics": found}
    print(page.format_results(results))
    path = PART if chosen else page.RESULTS
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if not chosen:
        page.update()
    print(f"\nless is faster; the seconds are in {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
