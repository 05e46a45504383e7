"""The files of a unit: written under another name, complete on the disk before they get their own."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from perfectgym_next.export._errors import ExportError
from perfectgym_next.export._manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfectgym_next.export._unit import Unit

__all__ = ["UnitFiles", "hash_file", "remove_finished_leftovers"]

_CHUNK = 1 << 20
_MAX_TRIES = 10


class UnitFiles:
    """The files of a unit in a folder, and those of one attempt to write them.

    Args:
        folder: Folder of the export.
        unit: The unit.

    Attributes:
        data: The Parquet file.
        manifest: The manifest.
        attempt: A file of this attempt alone.
    """

    def __init__(self, folder: str | os.PathLike[str], unit: Unit) -> None:
        stem = Path(folder) / unit.path
        self.data = stem.with_name(f"{stem.name}.parquet")
        self.manifest = stem.with_name(f"{stem.name}.json")
        self._prefix = f".{stem.name}.{secrets.token_hex(8)}"
        self.attempt = stem.with_name(f"{self._prefix}.parquet.part")
        self._with_personal = unit.with_personal

    def find_manifest(self) -> Manifest | None:
        """Return the manifest if the unit is finished: it is there, and the file has the size that it says.

        Raises:
            ExportError: The manifest cannot be read.
        """
        try:
            manifest = Manifest.read(self.manifest)
            return manifest if self.data.stat().st_size == manifest.file_bytes else None
        except FileNotFoundError:
            return None

    def find_finished(self) -> Manifest | None:
        """Return the manifest if the unit is finished as it is planned: with personal data, or without.

        Raises:
            ExportError: The manifest cannot be read, or the unit is finished in the other way.
        """
        manifest = self.find_manifest()
        if manifest is not None and manifest.with_personal is not self._with_personal:
            found, planned = ("with", "without") if manifest.with_personal else ("without", "with")
            raise ExportError(
                f"{self.data} was exported {found} personal data, and this export is {planned}: give another folder"
            )
        return manifest

    def prepare(self) -> None:
        """Create the folder of the files."""
        self.data.parent.mkdir(parents=True, exist_ok=True)

    def publish(self, manifest: Manifest) -> Manifest | None:
        """Give the attempt's file its name, write the manifest, and remove what other attempts left.

        Args:
            manifest: The manifest of the attempt's file, which is complete.

        Returns:
            The manifest of the unit: that of another attempt if it has finished before. None if another attempt has
            replaced the file at the same time, on a file system without locks. The unit may be unfinished then.
        """
        _sync(self.attempt)
        with _lock(self.data.parent):
            finished = self.find_finished()
            if finished is not None:
                return finished
            self.attempt.replace(self.data)
            _sync_folder(self.data.parent)
            self._write_manifest(manifest)
            if hash_file(self.data) != manifest.file_sha256:
                self.manifest.unlink(missing_ok=True)
                return None
            self.remove_leftovers()
            return manifest

    def _write_manifest(self, manifest: Manifest) -> None:
        part = self.attempt.with_suffix(".json-part")
        for left in reversed(range(_MAX_TRIES)):
            try:
                part.write_text(manifest.to_json(), encoding="utf-8")
                _sync(part)
                part.replace(self.manifest)
                break
            except FileNotFoundError:  # an attempt that ended at the same time has removed it
                if not left:
                    raise
        _sync_folder(self.data.parent)

    def remove_leftovers(self) -> None:
        """Remove the files of attempts that did not finish."""
        for pattern in (f".{self.data.stem}.*.part", f".{self.data.stem}.*.json-part"):
            for path in self.data.parent.glob(pattern):
                with contextlib.suppress(OSError):  # another process removes it too, or on Windows still holds it
                    path.unlink()

    def discard(self) -> None:
        """Remove the files of this attempt, if there are any."""
        for path in (self.attempt, self.attempt.with_suffix(".json-part")):
            with contextlib.suppress(OSError):
                path.unlink()

    def is_of_attempt(self, path: object) -> bool:
        """Return whether a path, of an error for example, is that of a file of this attempt."""
        return Path(str(path)).name.startswith(self._prefix)  # also the first of two, if rows were left out of it

    def check_data(self, manifest: Manifest) -> None:
        """Check that the file is the one that the manifest describes.

        Raises:
            ExportError: It is another one.
        """
        if hash_file(self.data) != manifest.file_sha256:
            raise ExportError(
                f"{self.data} is not the file that {self.manifest.name} describes: delete both to export it again"
            )


def remove_finished_leftovers(folder: str | os.PathLike[str]) -> None:
    """Remove the files of attempts at units that are finished: a process may be killed before it does so itself."""
    for pattern in (".*.part", ".*.json-part"):
        for path in Path(folder).rglob(pattern):
            stem = path.name[1:].rsplit(".", 3)[0]  # of .<stem>.<attempt>.parquet.part
            if path.with_name(f"{stem}.json").exists():
                with contextlib.suppress(OSError):
                    path.unlink()


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Keep other attempts from giving files of a folder their names, where a folder can be locked."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # the file system has no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # also for a process that was forked meanwhile
        os.close(descriptor)


def hash_file(path: Path) -> str:
    """Return the digest of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
