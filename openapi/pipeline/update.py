"""Take in a new description: ``make update``.

Description, note of its origin, code, review and changelog fragment are staged first. Only when all of them are
complete are they put in place, all together (see `journal`).
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import re
import sys
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from openapi.pipeline.description import DescriptionError, check_head, load
from openapi.pipeline.generate import (
    PACKAGE,
    ROOT,
    GenerationError,
    Sources,
    build,
    describe_failure,
    find_problems,
)
from openapi.pipeline.generation.shared_enums import load_class_names
from openapi.pipeline.left_out import LeftOut, leave_out, load_left_out, render_left_out
from openapi.pipeline.overlay import OverlayError, load_overlay
from openapi.pipeline.updating.fetch import FetchError, fetch, parse
from openapi.pipeline.updating.hand_written import list_hand_written, read_generated
from openapi.pipeline.updating.journal import JournalError, Stage, is_pending
from openapi.pipeline.updating.ordering import align, is_equivalent
from openapi.pipeline.updating.partial import plan_partial
from openapi.pipeline.updating.vanished_names import Version

__all__ = ["RefusedError", "update"]

DESCRIPTION = "openapi/perfectgym-next.json"
SOURCE = "openapi/source.toml"
LEFT_OUT = "openapi/left-out.yaml"
PROBLEMS = "build/update/problems.txt"
_VERSION = re.compile(r"\d{1,9}(\.\d{1,9}){0,9}", re.ASCII)
_MAX_LINES = 20  # of all problems on the terminal
_IN_PLACE = "the update is in place, but hand-written code was"


class RefusedError(RuntimeError):
    """The description is refused, and nothing was changed; the message says why."""


@dataclass(frozen=True)
class _Note:
    """The origin of a description, as written to ``source.toml``."""

    address: str
    title: str
    version: str
    obtained: datetime.date
    sha256: str
    how: str

    def toml(self) -> str:
        """Return the contents of the file."""
        lines = [
            "# Where perfectgym-next.json came from. Written by `make update`; the digest is checked by the tests."
        ]
        for name, value in self.__dict__.items():
            text = value.isoformat() if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False)
            lines.append(f"{name} = {text}")
        return "\n".join(lines) + "\n"


def update(
    root: Path = ROOT,
    *,
    source: str | None = None,
    allow_older: bool = False,
    accept_partial: str | None = None,
    today: datetime.date | None = None,
) -> str:
    """Take in the vendor's description, if it changed.

    Args:
        root: The checkout.
        source: A file or a URL to use instead of the one in ``source.toml``.
        allow_older: Whether to accept an older version of the API.
        accept_partial: Which operations may be left out if they cannot be generated, see `plan_partial`.
        today: The date to note.

    Returns:
        A summary for the maintainer.

    Raises:
        RefusedError: The description is refused, and nothing was changed.
        FetchError: It cannot be fetched or parsed.
        DescriptionError: It is not valid.
        OverlayError: The overlay cannot be applied to it.
        GenerationError: No code can be generated from it.
        JournalError: The result could not be put in place; the next run of make finishes it.
    """
    with Stage(root).open() as stage:
        known = _read_source(root)
        current = load(root / DESCRIPTION)
        origin = known["address"] if source is None else source
        document = parse(fetch(origin), origin)
        _check(document, current, allow_older=allow_older)
        if is_equivalent(document, current):
            return f"unchanged: {current['info']['title']} {current['info']['version']}"
        document = align(document, current)
        left_out = _check_overlay(root, document, accept_partial)
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
        sources = Sources(root, description=staged)
        if left_out != load_left_out(sources.left_out):
            sources.left_out = stage.path(LEFT_OUT)
            sources.left_out.write_text(render_left_out(left_out), encoding="utf-8")
        build(sources, stage.path(f"generated/{PACKAGE}"))
        summary = _review(root, stage)
        stage.commit()
    return summary


def _read_source(root: Path) -> dict[str, Any]:
    try:
        known = tomllib.loads((root / SOURCE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RefusedError(f"{SOURCE}: cannot be read ({error})") from None
    if not isinstance(known.get("address"), str):
        raise RefusedError(f"{SOURCE}: 'address' is missing")
    return known


def _check(document: dict[str, Any], current: dict[str, Any], *, allow_older: bool) -> None:
    try:
        check_head(document)
    except DescriptionError as error:
        raise RefusedError(str(error)) from None
    if not document.get("paths"):
        raise RefusedError("not an API description: 'paths' is missing")
    info = document["info"]
    title, version = info["title"], info["version"]
    if title != current["info"]["title"]:
        raise RefusedError(
            f"a description of another API: its title is {title!r}, expected {current['info']['title']!r}"
        )
    if not _VERSION.fullmatch(version):
        raise RefusedError(f"invalid version {version!r}: expected numbers with dots between them, such as '1.10.0'")
    before = current["info"]["version"]
    if not allow_older and _numbers(version) < _numbers(before):
        raise RefusedError(f"version {version} is older than {before}; set ALLOW_OLDER=1 to accept it")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _check_overlay(root: Path, document: dict[str, Any], accept_partial: str | None) -> tuple[LeftOut, ...]:
    """Refuse stale overlay actions: a person has to look whether the vendor corrected the description.

    What else stands in the way is listed as well.

    Returns:
        The operations to leave out.
    """
    sources = Sources(root)
    overlay = load_overlay(sources.overlay)
    overlay.check_names(document)
    stale = overlay.stale(document)
    rest = replace(overlay, actions=tuple(action for action in overlay.actions if action not in stale))
    overlaid = rest.apply(document)
    known = load_left_out(sources.left_out)
    partial = plan_partial(document, overlaid, load_class_names(sources.config), known=known, accepted=accept_partial)
    if not stale and not partial.refusal:
        return partial.left_out
    reduced = leave_out(overlaid, partial.left_out)
    problems = find_problems(sources, reduced, partial.prepared if reduced is overlaid else None)
    if stale:
        heading = "these overlay actions no longer match anything; remove or correct them, then run again:"
        problems.insert(0, "\n".join([heading, *(f"  {action}" for action in stale)]))
    raise RefusedError("\n\n".join([*problems, *([partial.refusal] if partial.refusal else [])]))


def _review(root: Path, stage: Stage) -> str:
    """Review the staged code against the code in place, write report and fragment, and return the summary."""
    from openapi.pipeline.review.comparison import compare
    from openapi.pipeline.review.fragment import draft_fragment
    from openapi.pipeline.review.inputs import ReviewError, read_staged, read_working_tree
    from openapi.pipeline.review.output import summarize, write_report
    from openapi.pipeline.review.redocly import RedoclyError

    try:
        report = compare(
            read_working_tree(root), read_staged(root, stage.path(DESCRIPTION), stage.path(f"generated/{PACKAGE}"))
        )
    except (ReviewError, RedoclyError) as error:
        raise RefusedError(f"the review failed: {error}") from None
    write_report(report, stage.path("build/api-review"))
    if report.changes:
        name, text = draft_fragment(report)
        stage.path(f"changelog.d/{name}").write_text(text, encoding="utf-8")
    return summarize(report, Path("build", "api-review"))


def _shorten(text: str, root: Path) -> str:
    """Return at most a screen of problems; all of them are written to a file.

    Args:
        text: The problems, with an empty line between those of different kinds.
        root: The checkout.
    """
    sections = [section.splitlines() for section in text.split("\n\n")]
    allowed = max(3, _MAX_LINES // len(sections))
    lines = []
    for section in sections:
        if len(section) == 2:
            lines.append(f"{section[0]} {section[1].strip()}")
            continue
        more = len(section) - allowed
        lines += section if more <= 1 else [*section[:allowed], f"  … and {more} more"]
    shown = "\n".join(line if len(line) <= 300 else f"{line[:300]}…" for line in lines)
    if len(lines) < sum(map(len, sections)) - len(sections):
        try:
            (root / PROBLEMS).write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            return f"{shown}\n{PROBLEMS} cannot be written ({error.strerror})"
        return f"{shown}\nall problems are in {PROBLEMS}"
    return shown


def _describe_interruption(root: Path, before: Version | None) -> str:
    if is_pending(root):
        return "interrupted while files were put in place: the next run of make finishes the update"
    if read_generated(root) != before:
        return f"{_IN_PLACE} not searched: run `make hand-written`"
    return "nothing was changed: interrupted"


def main(arguments: list[str] | None = None, *, root: Path = ROOT) -> int:
    """Run ``make update`` and return its exit code.

    It is 0 once the update is in place, even if the list of hand-written code could not be created; 2 if nothing was
    changed or the update could not be finished; 130 if it was interrupted before that.

    Args:
        arguments: Arguments of the command line.
        root: The checkout.
    """
    parser = argparse.ArgumentParser(prog="python -m openapi.pipeline.update", description=__doc__)
    parser.add_argument("--from", dest="source", help="a file or a URL to use instead of the one in source.toml")
    parser.add_argument("--allow-older", action="store_true", help="accept an older version of the API")
    parser.add_argument(
        "--accept-partial",
        metavar="NAMES",
        help="leave out operations that cannot be generated: 1, or their operationIds with commas between them",
    )
    options = parser.parse_args(arguments)
    before = read_generated(root)
    try:
        report = update(
            root, source=options.source, allow_older=options.allow_older, accept_partial=options.accept_partial
        )
        print(report, flush=True)
    except JournalError as error:
        print(error, file=sys.stderr)
        return 2
    except (RefusedError, FetchError, DescriptionError, OverlayError, GenerationError) as error:
        print(f"nothing was changed: {_shorten(str(error), root)}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"nothing was changed: {error}", file=sys.stderr)
        return 2
    except Exception as error:
        print(f"nothing was changed: {describe_failure(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(_describe_interruption(root, before), file=sys.stderr)
        return 130
    try:
        print(list_hand_written(root, before), end="\n" if before else "")
    except Exception as error:
        print(f"{_IN_PLACE} not searched: {describe_failure(error)}", file=sys.stderr)
    except KeyboardInterrupt:
        print(f"{_IN_PLACE} not completely searched: run `make hand-written`", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
