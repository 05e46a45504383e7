"""Run contenders side by side: each round runs all of them once, so that a busy machine slows all alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any

OURS = "perfectgym_next"

Run = Callable[[], float]
"""A function that does its work once and returns the seconds that it took."""


@dataclass(frozen=True, slots=True)
class Row:
    """Our cost compared with one peer.

    Attributes:
        topic: The measured task.
        peer: Name of the peer.
        best: Ratio of our best round to the peer's best round.
        middle: The same for the median rounds.
        target: Limit for `best`, or None.
        ours: Seconds (or bytes) of our best round.
        theirs: The same for the peer.
        rounds: Number of rounds.
    """

    topic: str
    peer: str
    best: float
    middle: float
    target: float | None
    ours: float
    theirs: float
    rounds: int

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached, or None without a target."""
        return None if self.target is None else self.best <= self.target

    def as_json(self) -> dict[str, Any]:
        """Return the row for build/bench.json."""
        return {**asdict(self), "reached": self.reached}


def time_work(work: Callable[[], object], *, times: int = 1, clock: Callable[[], float] = perf_counter) -> Run:
    """Return a run that repeats the work and returns the mean seconds. Repeating it includes the garbage collection
    that each repetition causes.
    """

    def run() -> float:
        gc.collect()
        begin = clock()
        for _ in range(times):
            work()
        return (clock() - begin) / times

    return run


def run_interleaved(runs: Mapping[str, Run], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each contender in each round, after one warm-up round that is not counted."""
    for run in runs.values():
        run()
    results: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds):
        # The contender that runs first in one round runs last in the next.
        names = list(runs)
        for name in names if number % 2 else reversed(names):
            results[name].append(runs[name]())
    return results


def compare(
    topic: str,
    runs: Mapping[str, Run],
    *,
    rounds: int,
    targets: Mapping[str, float] | None = None,
    baseline: str | None = None,
) -> list[Row]:
    """Return one row per peer that compares it with ours.

    Args:
        topic: The measured task.
        runs: The contenders by name, including `OURS`.
        rounds: Number of rounds.
        targets: Limits for our ratio to a peer, by its name.
        baseline: Name of a contender whose time is included in that of all others and is subtracted.
    """
    results = run_interleaved(runs, rounds)
    base = results.pop(baseline) if baseline else [0.0]
    best = {name: min(seconds) - min(base) for name, seconds in results.items()}
    middle = {name: median(seconds) - median(base) for name, seconds in results.items()}
    return [
        Row(
            topic,
            peer,
            best[OURS] / best[peer],
            middle[OURS] / middle[peer],
            (targets or {}).get(peer),
            best[OURS],
            best[peer],
            rounds,
        )
        for peer in results
        if peer != OURS
    ]


def format_table(rows: list[Row]) -> str:
    """Return the rows as a table for the terminal."""
    lines = [f"{'':58}{'compared with':16}{'best':>7}{'median':>8}{'limit':>9}"]
    topic = None
    for row in rows:
        named = row.topic if row.topic != topic else ""
        topic = row.topic
        target = "" if row.target is None else f"{row.target:9.2f}"
        mark = {None: "", True: "", False: "  above"}[row.reached]
        lines.append(f"{named:58}{row.peer:16}{row.best:7.2f}{row.middle:8.2f}{target}{mark}")
    return "\n".join(lines)
