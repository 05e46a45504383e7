"""The packages of one side as griffe reads them from their source; nothing is imported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import griffe

from openapi.pipeline.generate import PACKAGE
from openapi.pipeline.review.attrs_constructors import AttrsConstructors

__all__ = ["HAND_WRITTEN", "Packages", "read_packages"]

HAND_WRITTEN = "perfectgym_next"


@dataclass(frozen=True)
class Packages:
    """Both packages of one side."""

    generated: griffe.Module
    hand_written: griffe.Module


def read_packages(search_paths: tuple[Path, ...]) -> Packages:
    """Read the packages that stand in some folders."""
    loader = griffe.GriffeLoader(
        extensions=griffe.load_extensions(AttrsConstructors),
        search_paths=[*search_paths],
        allow_inspection=False,
        store_source=False,
    )
    hand_written, generated = (loader.load(name, try_relative_path=False) for name in (HAND_WRITTEN, PACKAGE))
    if not isinstance(generated, griffe.Module) or not isinstance(hand_written, griffe.Module):
        raise TypeError(f"{PACKAGE} and {HAND_WRITTEN} must be packages")
    return Packages(generated, hand_written)
