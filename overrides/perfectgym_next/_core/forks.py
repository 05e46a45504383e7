"""What a process that was forked must renew, because its parent's threads, locks and connections are not its own."""

from __future__ import annotations

import os
import weakref
from typing import Protocol

__all__ = ["Renewable", "keep_for_parent", "renew_after_fork"]


class Renewable(Protocol):
    """An object that a process inherits when it is forked."""

    def renew(self) -> None:
        """Replace locks, and leave callers and connections to the parent process."""
        ...


_renewables: weakref.WeakSet[Renewable] = weakref.WeakSet()
_inherited: list[object] = []


def renew_after_fork(renewable: Renewable) -> None:
    """Call `renewable.renew` in every process forked from now on, as long as the object exists."""
    _renewables.add(renewable)


def keep_for_parent(inherited: object) -> None:
    """Keep an object of the parent process from the garbage collector, which would close its connections."""
    _inherited.append(inherited)


def _after_fork() -> None:
    for renewable in list(_renewables):
        renewable.renew()


if hasattr(os, "register_at_fork"):  # Windows does not fork
    os.register_at_fork(after_in_child=_after_fork)
