"""Puts a set of staged files and folders in place, all of them or none.

Renaming is one step for one file only. So what is to be renamed is first written down in a journal; from then on the
set is as good as in place, and whoever finds the journal finishes it. Every make target looks for it first:
``python -m openapi.pipeline.updating.journal``. Needs nothing but Python.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["JournalError", "Stage", "finish"]

_FOLDER = Path("build", "update")
_JOURNAL = "journal.json"
_STAGED = "staged"
_REPLACED = "replaced"


class JournalError(RuntimeError):
    """A journal cannot be finished, or another update is running; the message says what to do."""


class Stage:
    """A folder in which an update is prepared.

    Args:
        root: The checkout. Everything that is staged has its place below it.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / _FOLDER
        self._names: list[str] = []

    @contextlib.contextmanager
    def open(self) -> Iterator[Stage]:
        """Begin with an empty folder, and leave none behind.

        Raises:
            JournalError: Another update is running, or an earlier one cannot be finished.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with _locked(self._folder.with_suffix(".lock")):
            finish(self._root)
            _clear(self._folder)
            try:
                yield self
            finally:
                if not (self._folder / _JOURNAL).exists():  # else the next one to look finishes it
                    _clear(self._folder)

    def path(self, name: str) -> Path:
        """Where to write what is to stand at ``name`` below the checkout."""
        path = self._folder / _STAGED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name not in self._names:
            self._names.append(name)
        return path

    def commit(self) -> None:
        """Put everything in place.

        Raises:
            JournalError: Something cannot be renamed; the journal stays, and the next run goes on from it.
        """
        _write(self._folder / _JOURNAL, json.dumps({"names": self._names}, indent=1) + "\n")
        finish(self._root)


def finish(root: Path) -> bool:
    """Finish what a journal says, if there is one.

    Returns:
        Whether there was one.

    Raises:
        JournalError: It cannot be finished.
    """
    folder = root / _FOLDER
    journal = folder / _JOURNAL
    try:
        names = json.loads(journal.read_text(encoding="utf-8"))["names"]
    except FileNotFoundError:
        return False
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise JournalError(f"{journal} cannot be read ({error}): restore the files from git and delete it") from None
    try:
        _rename(root, folder, names)
        journal.unlink()
    except OSError as error:
        raise JournalError(
            f"the update of {error.filename} was not finished ({error.strerror}): run make again"
        ) from None
    _clear(folder)
    return True


def _rename(root: Path, folder: Path, names: Iterable[str]) -> None:
    """Each step may have been done by an earlier run that was killed: what is no longer staged is in place."""
    replaced = folder / _REPLACED
    replaced.mkdir(exist_ok=True)
    for number, name in enumerate(names):
        staged, target = folder / _STAGED / name, root / name
        if not staged.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if staged.is_dir() and target.exists():
            aside = replaced / str(number)
            shutil.rmtree(aside, ignore_errors=True)
            target.rename(aside)
        staged.replace(target)
        _flush(target.parent)


def _write(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all, even when the machine stops."""
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _flush(path.parent)


def _flush(folder: Path) -> None:
    """Ask the system to write a folder's names down; Windows does not offer it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clear(folder: Path) -> None:
    for name in (_STAGED, _REPLACED):
        shutil.rmtree(folder / name, ignore_errors=True)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One update at a time; the lock goes with the process, however it ends."""
    with path.open("w", encoding="utf-8") as file:
        try:
            import fcntl
        except ImportError:  # Windows: there a second update is the user's own lookout
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise JournalError("another update is running") from None
        yield


if __name__ == "__main__":
    try:
        if finish(Path.cwd()):
            print("finished an update that was interrupted", file=sys.stderr)
    except JournalError as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
