"""Exporting units in several processes."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, NamedTuple

from perfectgym_next.export._exporting import export_unit
from perfectgym_next.export._progress import INTERVAL, Progress
from perfectgym_next.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableSequence
    from datetime import datetime

    from perfectgym_next.export._manifest import Manifest
    from perfectgym_next.export._unit import Unit

__all__ = ["MAX_JOBS", "export_in_processes"]

MAX_JOBS = 64
"""Maximum number of processes."""

_SPAWN = get_context("spawn")
"""A fork beside threads may not end."""

_SLOT = 4
"""Numbers of one unit in the memory that the processes share: rows, requests, parents read, parents or -1."""

_shared: MutableSequence[int] = []
"""That memory, in a process that exports. Nobody waits for its reader, and a killed process leaves it usable."""


class _Running(NamedTuple):
    """A unit that is exported, first of those that one process at a time exports, and where its numbers are."""

    group: deque[Unit]
    slot: int


def export_in_processes(
    units: Iterable[Unit],
    folder: str | os.PathLike[str],
    jobs: int,
    *,
    clock: Callable[[], datetime] | None,
    on_progress: Callable[[Progress], object] | None,
    deadline: float,
) -> Iterator[Outcome[Unit, Manifest]]:
    """Export units that do not depend on each other. Yield their outcomes as they end.

    The units of one table of one studio are exported one after the other: each process counts its own requests, and
    their limit is one. When the iteration is abandoned, the units in progress are finished, and no other is begun.

    Args:
        units: The units.
        folder: Folder of the export.
        jobs: Maximum number of processes.
        clock: As of `export_unit`; it is pickled.
        on_progress: As of `export_unit`; it is called in this process, while this iterator waits.
        deadline: Time of the monotonic clock after which no unit is begun.
    """
    groups: dict[tuple[str, str], deque[Unit]] = {}
    for unit in units:
        groups.setdefault((unit.studio.name, unit.table), deque()).append(unit)
    waiting = deque(groups.values())
    running: dict[Future[Manifest], _Running] = {}
    numbers: MutableSequence[int] = _SPAWN.RawArray("q", jobs * _SLOT)
    free = list(range(jobs))
    pool = _create_pool(jobs, numbers)
    try:
        while True:
            while waiting and free and time.monotonic() < deadline:
                group, slot = waiting.popleft(), free.pop()
                _write_slot(numbers, slot, Progress(unit=group[0]))
                try:
                    with _interrupts_blocked():
                        future = pool.submit(_export_one, slot, group[0], folder, clock)
                except BrokenExecutor:  # a process was killed, and the others with it
                    waiting.appendleft(group)
                    free.append(slot)
                    if running:
                        break
                    pool = _replace_pool(pool, jobs, numbers)
                    continue
                running[future] = _Running(group, slot)
            if not running:
                return
            if on_progress is not None:
                for one in running.values():
                    on_progress(_read_slot(numbers, one))
            ended, _ = wait(running, None if on_progress is None else INTERVAL, FIRST_COMPLETED)
            if any(isinstance(future.exception(), BrokenExecutor) for future in ended):
                ended, _ = wait(running)
                pool = _replace_pool(pool, jobs, numbers)
            for future in ended:
                group, slot = running.pop(future)
                free.append(slot)
                outcome = _create_outcome(group.popleft(), future)
                if group:
                    waiting.append(group)
                yield outcome
    finally:
        pool.shutdown(cancel_futures=True)


def _create_pool(jobs: int, numbers: MutableSequence[int]) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, _SPAWN, initializer=_begin_process, initargs=(numbers,))


def _replace_pool(broken: ProcessPoolExecutor, jobs: int, numbers: MutableSequence[int]) -> ProcessPoolExecutor:
    broken.shutdown()
    return _create_pool(jobs, numbers)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Start processes that Ctrl-C, which a terminal sends to all of them, does not reach before they ignore it."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_process(numbers: MutableSequence[int]) -> None:
    global _shared  # noqa: PLW0603 - only a process that begins can be given shared memory
    _shared = numbers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that decides
    threading.Thread(target=_end_with_parent, name="export-parent", daemon=True).start()


def _end_with_parent() -> None:
    """End when the process that started this one was killed: nobody else stops it, and its requests count twice."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _export_one(
    slot: int, unit: Unit, folder: str | os.PathLike[str], clock: Callable[[], datetime] | None
) -> Manifest:
    return export_unit(unit, folder, clock=clock, on_progress=lambda progress: _write_slot(_shared, slot, progress))


def _write_slot(numbers: MutableSequence[int], slot: int, progress: Progress) -> None:
    parents = -1 if progress.parents is None else progress.parents
    values = (progress.rows, progress.requests, progress.parents_read, parents)
    numbers[slot * _SLOT : (slot + 1) * _SLOT] = values


def _read_slot(numbers: MutableSequence[int], running: _Running) -> Progress:
    rows, requests, parents_read, parents = numbers[running.slot * _SLOT : (running.slot + 1) * _SLOT]
    return Progress(
        unit=running.group[0],
        rows=rows,
        requests=requests,
        parents_read=parents_read,
        parents=None if parents < 0 else parents,
    )


def _create_outcome(unit: Unit, future: Future[Manifest]) -> Outcome[Unit, Manifest]:
    error = future.exception()
    if error is not None and not isinstance(error, Exception):
        raise error
    return Outcome(unit, error, None if error is not None else future.result())
