"""The environment has every library that its group names, and this checkout's package."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import perfectgym_next

ROOT = Path(__file__).parents[2]
GROUP = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["integrations"]


@pytest.mark.parametrize("requirement", GROUP)
def test_library_is_installed(requirement: str) -> None:
    wanted = Requirement(requirement)
    assert wanted.specifier.contains(version(wanted.name), prereleases=True)


def test_package_is_this_checkout() -> None:
    assert ROOT in Path(perfectgym_next.__file__).resolve().parents
