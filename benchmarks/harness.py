"""Run contenders side by side: each round runs all of them once, so that a busy machine slows all alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

OURS = "perfectgym_next"
MIN_ROUNDS = 15


class Cost(NamedTuple):
    """What a run took, in seconds: on the clock, and of this process's CPU (None where another process works)."""

    wall: float
    cpu: float | None = None


Run = Callable[[], Cost]
"""A function that does its work once and returns what it took."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Our cost divided by that of one peer.

    Attributes:
        topic: The measured task.
        peer: Name of the peer.
        measure: ``cpu``, ``wall`` or ``memory``.
        best: Ratio of our best round to the peer's best round.
        median: Median of the ratios of all rounds.
        ours: Median seconds (or bytes) of ours.
        theirs: The same for the peer.
        rounds: Number of rounds.
        limit: Limit for `median`, or None.
    """

    topic: str
    peer: str
    measure: str
    best: float
    median: float
    ours: float
    theirs: float
    rounds: int
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that compares with nothing.

    Attributes:
        topic: What is measured.
        unit: Its unit.
        best: The best of all rounds.
        median: Their median.
        rounds: Number of rounds.
        limit: Limit for `median`, or None.
    """

    topic: str
    unit: str
    best: float
    median: float
    rounds: int
    limit: float | None = None


Row = Ratio | Figure


def measure_figure(topic: str, unit: str, values: list[float], *, limit: float | None = None) -> Figure:
    """Return the figure of some measured values; less is better."""
    return Figure(topic, unit, min(values), median(values), len(values), limit)


def time_work(work: Callable[[], object], *, times: int = 1, collector: bool = False) -> Run:
    """Return a run that repeats the work and returns the mean.

    Args:
        work: What to do.
        times: How often.
        collector: Whether Python's garbage collector runs meanwhile. Our client switches it off while it reads a
            response, so it is off for all contenders unless it is on for all.
    """

    def run() -> Cost:
        gc.collect()
        if not collector:
            gc.disable()
        try:
            wall, cpu = perf_counter(), process_time()
            for _ in range(times):
                work()
            return Cost((perf_counter() - wall) / times, (process_time() - cpu) / times)
        finally:
            gc.enable()

    return run


def run_interleaved(runs: Mapping[str, Run], rounds: int) -> dict[str, list[Cost]]:
    """Return the costs of each contender in each round, after one warm-up round that is not counted."""
    if rounds < MIN_ROUNDS:
        raise ValueError(f"{rounds} rounds say too little: expected {MIN_ROUNDS} or more")
    for run in runs.values():
        run()
    results: dict[str, list[Cost]] = {name: [] for name in runs}
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
    limits: Mapping[str, float] | None = None,
    baseline: str | None = None,
) -> list[Row]:
    """Return the ratios that compare ours with each peer: of CPU time, where it was measured, and of time.

    Args:
        topic: The measured task.
        runs: The contenders by name, including `OURS`.
        rounds: Number of rounds.
        limits: Limits for our ratio to a peer, by its name: of CPU time where it was measured, else of time.
        baseline: Name of a contender whose cost is included in that of all others and is subtracted.
    """
    results = run_interleaved(runs, rounds)
    base = results.pop(baseline) if baseline else None
    found: list[Row] = []
    for peer in results:
        if peer == OURS:
            continue
        limit = (limits or {}).get(peer)
        for measure in ("cpu", "wall"):
            values = {
                name: [getattr(cost, measure) for cost in costs]
                for name, costs in {OURS: results[OURS], peer: results[peer]}.items()
            }
            if None in values[OURS]:
                continue
            subtracted = [getattr(cost, measure) for cost in base] if base else [0.0] * rounds
            found.append(
                _compare(topic, peer, measure, ours=values[OURS], theirs=values[peer], base=subtracted, limit=limit)
            )
            limit = None
    return found


def _compare(
    topic: str,
    peer: str,
    measure: str,
    *,
    ours: list[float],
    theirs: list[float],
    base: list[float],
    limit: float | None,
) -> Ratio:
    pairs = [(our - start, their - start) for our, their, start in zip(ours, theirs, base, strict=True)]
    return Ratio(
        topic,
        peer,
        measure,
        best=(min(ours) - min(base)) / (min(theirs) - min(base)),
        median=median(our / their for our, their in pairs),
        ours=median(our for our, _ in pairs),
        theirs=median(their for _, their in pairs),
        rounds=len(ours),
        limit=limit,
    )


def as_json(rows: list[Row]) -> dict[str, Any]:
    """Return the results of a topic for the file of results, numbers with four significant digits."""

    def round_all(row: Row) -> dict[str, Any]:
        return {
            name: float(f"{value:.4g}") if isinstance(value, float) else value for name, value in asdict(row).items()
        }

    return {
        "ratios": [round_all(row) for row in rows if isinstance(row, Ratio)],
        "figures": [round_all(row) for row in rows if isinstance(row, Figure)],
    }
