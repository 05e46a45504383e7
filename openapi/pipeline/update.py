"""Brings a new description in: ``make update``.

Everything is made beside the checkout first: description, note of its origin, code, review and fragment of the
changelog. Only when all of it stands is it put in place, all together (see `journal`).
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openapi.pipeline.description import DescriptionError, load
from openapi.pipeline.generate import PACKAGE, ROOT, GenerationError, Sources, build
from openapi.pipeline.overlay import OverlayError, load_overlay
from openapi.pipeline.updating.fetch import FetchError, fetch, parse
from openapi.pipeline.updating.journal import JournalError, Stage
from openapi.pipeline.updating.ordering import aligned, same

__all__ = ["Refusal", "update"]

DESCRIPTION = "openapi/perfectgym-next.json"
SOURCE = "openapi/source.toml"
_VERSION = re.compile(r"\d+(\.\d+)*")


class Refusal(RuntimeError):  # noqa: N818 - it is no error of the program
    """The description is not taken; the message says why. Nothing was touched."""


@dataclass(frozen=True)
class _Note:
    """What is known of a description's origin: ``source.toml``."""

    address: str
    title: str
    version: str
    obtained: datetime.date
    sha256: str
    how: str

    def toml(self) -> str:
        """The file."""
        lines = [
            "# Where perfectgym-next.json came from. Written by `make update`; the digest is checked by the tests."
        ]
        for name, value in self.__dict__.items():
            text = value.isoformat() if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False)
            lines.append(f"{name} = {text}")
        return "\n".join(lines) + "\n"


def update(
    root: Path = ROOT, *, source: str | None = None, allow_older: bool = False, today: datetime.date | None = None
) -> str:
    """Take in the vendor's description, if it changed.

    Args:
        root: The checkout.
        source: A file or an address in place of the one in ``source.toml``.
        allow_older: Take an older version of the API, too.
        today: The date to note.

    Returns:
        What happened, for the maintainer to read.

    Raises:
        Refusal: The description is not taken, and nothing was touched.
        JournalError: The result could not be put in place; the next run goes on.
    """
    with Stage(root).open() as stage:
        known = _known(root)
        current = load(root / DESCRIPTION)
        origin = source or known["address"]
        document = parse(fetch(origin), origin)
        _check(document, current, allow_older=allow_older)
        if same(document, current):
            return f"unchanged: {current['info']['title']} {current['info']['version']}"
        document = aligned(document, current)
        _check_overlay(root, document)
        staged = stage.path(DESCRIPTION)
        staged.write_text(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n", encoding="utf-8")
        note = _Note(
            address=known["address"],
            title=document["info"]["title"],
            version=document["info"]["version"],
            obtained=today or datetime.datetime.now(datetime.UTC).date(),
            sha256=hashlib.sha256(staged.read_bytes()).hexdigest(),
            how=f"fetched from {origin}" if "://" in origin else f"taken from the file {Path(origin).name}",
        )
        stage.path(SOURCE).write_text(note.toml(), encoding="utf-8")
        build(Sources(root, description=staged), stage.path(f"generated/{PACKAGE}"))
        said = _review(root, stage)
        stage.commit()
    return said


def _known(root: Path) -> dict[str, Any]:
    try:
        known = tomllib.loads((root / SOURCE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refusal(f"{SOURCE}: cannot be read ({error})") from None
    if not isinstance(known.get("address"), str):
        raise Refusal(f"{SOURCE}: has no address")
    return known


def _check(document: dict[str, Any], current: dict[str, Any], *, allow_older: bool) -> None:
    if not str(document.get("openapi", "")).startswith("3."):
        raise Refusal("not an OpenAPI 3 description (no 'openapi: 3.x' at its head)")
    info = document.get("info")
    if not isinstance(info, dict) or not isinstance(document.get("paths"), dict) or not document["paths"]:
        raise Refusal("not a description of an API: 'info' or 'paths' is missing")
    title, version = info.get("title"), info.get("version")
    if title != current["info"]["title"]:
        raise Refusal(f"another API: its title is {title!r}, not {current['info']['title']!r}")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise Refusal(f"its version {version!r} is not numbers with dots between")
    before = current["info"]["version"]
    if not allow_older and _numbers(version) < _numbers(before):
        raise Refusal(f"an older version: {version}, here is {before}; ALLOW_OLDER=1 takes it all the same")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _check_overlay(root: Path, document: dict[str, Any]) -> None:
    """Corrections that no longer hit are taken out by a person, who sees whether the vendor corrected the place."""
    stale = load_overlay(Sources(root).overlay).stale(document)
    if stale:
        lines = "\n".join(f"  {action}" for action in stale)
        raise Refusal(
            f"these overlay actions match nothing any more; take them out or mend them, then run again:\n{lines}"
        )


def _review(root: Path, stage: Stage) -> str:
    """Write the review of the staged code against the code in place, and the fragment; say what it says."""
    from openapi.pipeline.review.fragment import fragment
    from openapi.pipeline.review.inputs import ReviewError, staged_side, working_tree
    from openapi.pipeline.review.redocly import WireError
    from openapi.pipeline.review.report import compare
    from openapi.pipeline.review.writers import summary, write

    try:
        report = compare(
            working_tree(root), staged_side(root, stage.path(DESCRIPTION), stage.path(f"generated/{PACKAGE}"))
        )
    except (ReviewError, WireError) as error:
        raise Refusal(f"the review failed: {error}") from None
    write(report, stage.path("build/api-review"))
    if report.changes:
        name, text = fragment(report)
        stage.path(f"changelog.d/{name}").write_text(text, encoding="utf-8")
    return summary(report, Path("build", "api-review"))


def main(arguments: list[str] | None = None) -> int:
    """The command behind ``make update``."""
    parser = argparse.ArgumentParser(prog="python -m openapi.pipeline.update", description=__doc__)
    parser.add_argument("--from", dest="source", help="a file or an address in place of the one in source.toml")
    parser.add_argument("--allow-older", action="store_true", help="take an older version, too")
    options = parser.parse_args(arguments)
    try:
        print(update(source=options.source, allow_older=options.allow_older))
    except (Refusal, FetchError, DescriptionError, OverlayError, GenerationError) as error:
        print(f"nothing was changed: {error}", file=sys.stderr)
        return 2
    except JournalError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
