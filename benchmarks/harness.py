"""Contenders side by side: every round runs each of them once, so that a busy machine slows all alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any

OURS = "perfectgym_next"

Run = Callable[[], float]
"""Does its work once, and returns the seconds it took."""


@dataclass(frozen=True, slots=True)
class Row:
    """What ours costs over one peer.

    Attributes:
        topic: What is measured.
        peer: Over what.
        best: Our best round over the peer's best round.
        middle: The same for the median rounds.
        target: What the best is to stay below, or None.
        ours: Seconds (or bytes) of our best round.
        theirs: The same of the peer.
        rounds: How many rounds there were.
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
        """Whether the target is reached; None where there is none."""
        return None if self.target is None else self.best <= self.target

    def as_json(self) -> dict[str, Any]:
        """The row for build/bench.json."""
        return {**asdict(self), "reached": self.reached}


def timed(work: Callable[[], object], *, times: int = 1, clock: Callable[[], float] = perf_counter) -> Run:
    """A run that does some work so many times and tells the seconds of one; more than once, so that collecting what
    one leaves behind is in the time of the next.
    """

    def run() -> float:
        gc.collect()
        begin = clock()
        for _ in range(times):
            work()
        return (clock() - begin) / times

    return run


def interleaved(runs: Mapping[str, Run], rounds: int) -> dict[str, list[float]]:
    """The seconds of each contender in each round, after one round that does not count."""
    for run in runs.values():
        run()
    results: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds):
        # Whoever goes first in one round goes last in the next.
        names = list(runs)
        for name in names if number % 2 else reversed(names):
            results[name].append(runs[name]())
    return results


def compared(
    topic: str,
    runs: Mapping[str, Run],
    *,
    rounds: int,
    targets: Mapping[str, float] | None = None,
    taken_off: str | None = None,
) -> list[Row]:
    """Ours over each peer.

    Args:
        topic: What is measured.
        runs: The contenders by name, `OURS` among them.
        rounds: How often each runs.
        targets: What our ratio over a peer is to stay below.
        taken_off: A contender whose time is part of all others and counts for none.
    """
    results = interleaved(runs, rounds)
    base = results.pop(taken_off) if taken_off else [0.0]
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


def table(rows: list[Row]) -> str:
    """The rows for the terminal."""
    lines = [f"{'':58}{'over':16}{'best':>7}{'median':>8}{'at most':>9}"]
    topic = None
    for row in rows:
        named = row.topic if row.topic != topic else ""
        topic = row.topic
        target = "" if row.target is None else f"{row.target:9.2f}"
        mark = {None: "", True: "", False: "  above"}[row.reached]
        lines.append(f"{named:58}{row.peer:16}{row.best:7.2f}{row.middle:8.2f}{target}{mark}")
    return "\n".join(lines)
