"""Exporting units in several processes."""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from typing import TYPE_CHECKING

from perfectgym_next.export._exporting import export_unit
from perfectgym_next.outcomes import Outcome

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from perfectgym_next.export._manifest import Manifest
    from perfectgym_next.export._unit import Unit

__all__ = ["MAX_JOBS", "export_in_processes"]

MAX_JOBS = 64
"""Maximum number of processes."""


def export_in_processes(
    units: Iterable[Unit], folder: str | os.PathLike[str], jobs: int, clock: Callable[[], datetime] | None
) -> Iterator[Outcome[Unit, Manifest]]:
    """Export units that do not depend on each other. Yield their outcomes as they end.

    The units of one table of one studio are exported one after the other: each process counts its own requests, and
    their limit is one. When the iteration is abandoned, the units in progress are finished, and no other is begun.

    Args:
        units: The units.
        folder: Folder of the export.
        jobs: Maximum number of processes.
        clock: As of `export_unit`; it is pickled.
    """
    groups: dict[tuple[str, str], deque[Unit]] = {}
    for unit in units:
        groups.setdefault((unit.studio.name, unit.table), deque()).append(unit)
    waiting = deque(groups.values())
    running: dict[Future[Manifest], deque[Unit]] = {}
    pool = _create_pool(jobs)
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                group = waiting.popleft()
                running[pool.submit(export_unit, group[0], folder, clock=clock)] = group
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                group = running.pop(future)
                outcome = _create_outcome(group.popleft(), future)
                if group:
                    waiting.append(group)
                if isinstance(outcome.error, BrokenExecutor) and not running:
                    pool.shutdown()  # a process was killed, and with it the others that were running
                    pool = _create_pool(jobs)
                yield outcome
    finally:
        pool.shutdown(cancel_futures=True)


def _create_pool(jobs: int) -> ProcessPoolExecutor:
    # A fork beside threads may not end, and Ctrl-C is for the process that decides.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupts)


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _create_outcome(unit: Unit, future: Future[Manifest]) -> Outcome[Unit, Manifest]:
    error = future.exception()
    if error is not None and not isinstance(error, Exception):
        raise error
    return Outcome(unit, error, None if error is not None else future.result())
