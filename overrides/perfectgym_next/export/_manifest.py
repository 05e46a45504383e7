"""Manifests: what is known of a finished unit. A unit is finished when its manifest is there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path  # noqa: TC003 - typing.get_type_hints() finds it here

from perfectgym_next.export._errors import ExportError

__all__ = ["Manifest"]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What is known of a finished unit; ``<file>.json`` beside its ``<file>.parquet``.

    Attributes:
        studio: Name of the studio.
        table: Name of the table.
        part: Which rows of the table the file has.
        run: Text in the column ``_run``.
        rows: Number of rows.
        rows_sha256: Digest of the rows without ``_read_at`` and ``_run``, in hexadecimal.
        file_sha256: Digest of the file's bytes.
        file_bytes: Size of the file.
        requests: Requests sent, retries included.
        waits: Seconds that requests waited for the rate limit, added up.
        seconds: Seconds from start to end.
        started: Start of the attempt that finished the unit, ISO 8601 in UTC.
        ended: End of the attempt.
        exported_at: Start of the export that the unit belongs to.
        not_found: Ids of parents, such as customers, that the API no longer has. They have no rows.
        denied: Ids of parents that the API refuses to the key. They have no rows.
        with_personal: Whether columns with personal data were written.
        description_sha256: Digest of the API description.
        package_version: Version of this package.
    """

    studio: str
    table: str
    part: str
    run: str
    rows: int
    rows_sha256: str
    file_sha256: str
    file_bytes: int
    requests: int
    waits: float
    seconds: float
    started: str
    ended: str
    exported_at: str
    not_found: list[int | str]
    denied: list[int | str]
    with_personal: bool
    description_sha256: str
    package_version: str

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read a manifest. Fields that this version does not know are ignored.

        Raises:
            FileNotFoundError: The unit is not finished.
            ExportError: The file is not a manifest of this version.
        """
        try:
            data = json.loads(path.read_bytes())
            return cls(**{name: data[name] for name in cls.__dataclass_fields__})
        except (ValueError, LookupError, TypeError) as error:
            raise ExportError(
                f"{path}: not a manifest that this version can read ({error}); delete it to export the unit again"
            ) from None

    def to_json(self) -> str:
        """Return the contents of its file."""
        return json.dumps(asdict(self), indent=2) + "\n"
