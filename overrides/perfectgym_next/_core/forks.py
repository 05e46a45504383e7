"""What a process that was forked must renew, because its parent's threads, locks and connections are not its own."""

from __future__ import annotations

import os
import threading
import weakref
from typing import Protocol

__all__ = ["Renewable", "keep_for_parent", "renew_after_fork", "renew_if_forked"]


class Renewable(Protocol):
    """An object that a process inherits when it is forked."""

    def renew(self) -> None:
        """Replace locks, and leave callers and connections to the parent process."""
        ...


_renewables: weakref.WeakSet[Renewable] = weakref.WeakSet()
_inherited: list[object] = []
_process = os.getpid()
_locks: dict[int, threading.Lock] = {}  # by process, so that none is inherited locked


def renew_after_fork(renewable: Renewable) -> None:
    """Call `renewable.renew` in every process forked from now on, as long as the object exists."""
    renew_if_forked()  # what this process creates is not inherited
    _renewables.add(renewable)


def renew_if_forked() -> None:
    """Renew everything if this process was forked without Python's hooks, as uWSGI does it. Call it before each use."""
    process = os.getpid()
    if process == _process:
        return
    with _locks.setdefault(process, threading.Lock()):  # other threads wait until all is renewed
        if process != _process:
            _after_fork()


def keep_for_parent(inherited: object) -> None:
    """Keep an object of the parent process from the garbage collector, which would close its connections."""
    _inherited.append(inherited)


def _after_fork() -> None:
    global _process  # noqa: PLW0603
    for renewable in list(_renewables):
        renewable.renew()
    _process = os.getpid()


if hasattr(os, "register_at_fork"):  # Windows does not fork
    os.register_at_fork(after_in_child=_after_fork)
