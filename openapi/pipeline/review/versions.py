"""From a verdict to a version; the rules stand in docs/versioning.md."""

from __future__ import annotations

import re

from openapi.pipeline.review.changes import Verdict

__all__ = ["at_least", "next_version"]

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


def _parts(version: str) -> tuple[int, int, int]:
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(f"version {version!r} is not three numbers with dots between")
    return int(found[1]), int(found[2]), int(found[3])


def next_version(version: str, verdict: Verdict) -> str:
    """The smallest version that a verdict allows.

    While the first number is 0, the second one says that something breaks.

    Raises:
        ValueError: The version is not three numbers.
    """
    major, minor, patch = _parts(version)
    if verdict is Verdict.BREAKING:
        return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"
    if verdict is Verdict.MINOR and major:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def at_least(version: str, needed: str) -> bool:
    """Whether a version is another one or a later one.

    Raises:
        ValueError: One of them is not three numbers.
    """
    return _parts(version) >= _parts(needed)
