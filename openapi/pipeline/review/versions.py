"""Derive the next version from a verdict; docs/versioning.md has the rules."""

from __future__ import annotations

import re

from openapi.pipeline.review.policy import Verdict

__all__ = ["at_least", "next_version"]

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


def _parts(version: str) -> tuple[int, int, int]:
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(f"invalid version {version!r}: expected three numbers with dots between them, such as '1.2.3'")
    return int(found[1]), int(found[2]), int(found[3])


def next_version(version: str, verdict: Verdict) -> str:
    """Return the lowest version that a verdict allows.

    While the first number is 0, breaking changes raise the second one.

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
    """Return whether a version is at least another one.

    Raises:
        ValueError: One of them is not three numbers.
    """
    return _parts(version) >= _parts(needed)
