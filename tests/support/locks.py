"""Reads the locks in requirements/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import requires
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).parents[2]
ENTRY = re.compile(r"^(?P<requirement>[^\s#-][^\\\n]*?)(?: \\)?\n(?P<rest>(?: .*\n?)*)", re.MULTILINE)


class Entry(NamedTuple):
    """A package in a lock: what is pinned, and the lines as they stand there."""

    requirement: Requirement
    hashes: tuple[str, ...]
    text: str

    @property
    def name(self) -> NormalizedName:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        return str(self.requirement.specifier).removeprefix("==")

    @property
    def applies(self) -> bool:
        """Whether its marker holds for this interpreter and platform."""
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def read_lock(name: str) -> list[Entry]:
    """Entries of ``requirements/<name>.txt``."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    return [
        Entry(
            Requirement(found["requirement"]),
            tuple(re.findall(r"--hash=(sha256:\w+)", found["rest"])),
            found[0].rstrip(),
        )
        for found in ENTRY.finditer(text)
    ]


def required(stated: Iterable[str], *, extras: Iterable[str] = ()) -> Iterator[Requirement]:
    """Requirements of these that hold here, with these extras."""
    chosen = ["", *extras]
    for requirement in map(Requirement, stated):
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in chosen):
            yield requirement


def locked(names: Iterable[str], *locks: str) -> str:
    """Lines of these locks for the packages and for all that they require, as installed here."""
    entries = {entry.name: entry for lock in locks for entry in read_lock(lock)}
    chosen = [canonicalize_name(name) for name in names if canonicalize_name(name) in entries]
    for name in chosen:  # grows on the way
        for requirement in required(requires(name) or (), extras=entries[name].requirement.extras):
            other = canonicalize_name(requirement.name)
            if other in entries and other not in chosen:
                chosen.append(other)
    return "".join(f"{entries[name].text}\n" for name in dict.fromkeys(chosen))
