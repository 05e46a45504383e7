"""Put a set of staged files and folders in place, all of them or none.

Renaming is atomic for a single file only. So a journal of what to rename is written first. From then on the update is
decided, and whoever finds the journal finishes it: every make target starts with
``python -m openapi.pipeline.updating.journal``. This module needs nothing but the standard library.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["JournalError", "Stage", "finish", "is_pending"]

_FOLDER = Path("build", "update")
_JOURNAL = "journal.json"
_STAGED = "staged"
_REPLACED = "replaced"


class JournalError(RuntimeError):
    """An update cannot be finished, or another one is running; the message says what to do."""


class Stage:
    """A folder in which an update is prepared.

    Args:
        root: The checkout. Everything staged is put in place below it.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / _FOLDER
        self._names: list[str] = []

    @contextlib.contextmanager
    def open(self) -> Iterator[Stage]:
        """Start with an empty folder, and remove it afterwards.

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
        """Return where to write what is put in place at ``name`` below the checkout."""
        path = self._folder / _STAGED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name not in self._names:
            self._names.append(name)
        return path

    def commit(self) -> None:
        """Put everything in place.

        Raises:
            OSError: The journal cannot be written, so nothing was put in place.
            JournalError: Something cannot be renamed; the journal stays, and the next run of make finishes it.
        """
        journal = self._folder / _JOURNAL
        try:
            _write(journal, json.dumps({"names": self._names}, indent=1) + "\n")
        except OSError as error:
            if journal.exists():  # written, but not flushed: from now on, the update is decided
                raise _unfinished(error) from None
            raise
        finish(self._root)


def is_pending(root: Path) -> bool:
    """Return whether there is a journal of an update that was not finished."""
    return (root / _FOLDER / _JOURNAL).exists()


def finish(root: Path) -> bool:
    """Finish the update of a journal, if there is one.

    Returns:
        Whether there was a journal.

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
        raise JournalError(
            f"{journal} cannot be read ({error}): restore the files from git and delete the journal"
        ) from None
    try:
        _rename(root, folder, names)
        journal.unlink()
    except OSError as error:
        raise _unfinished(error) from None
    _clear(folder)
    return True


def _unfinished(error: OSError) -> JournalError:
    place = f" of {error.filename}" if error.filename else ""
    return JournalError(f"the update{place} was not finished ({error.strerror}): run make again")


def _rename(root: Path, folder: Path, names: Iterable[str]) -> None:
    """Rename what is still staged: an earlier run that was killed may have renamed the rest."""
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
    """Write a file atomically and durably, even if the machine stops."""
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _flush(path.parent)


def _flush(folder: Path) -> None:
    """Flush a folder's entries to disk; Windows has no call for it."""
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
    """Allow one update at a time; the lock ends with the process."""
    with path.open("w", encoding="utf-8") as file:
        try:
            import fcntl
        except ImportError:  # Windows has no fcntl; there, nothing prevents a second update
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
