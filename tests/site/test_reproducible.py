"""The site is the same, byte for byte, each time it is built."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys

import pytest

from tests.support.site import SITE

ROOT = SITE.parents[1]


def digests() -> dict[str, str]:
    files = (path for path in SITE.rglob("*") if path.is_file())
    return {str(path.relative_to(SITE)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.slow
def test_a_second_build_is_the_same() -> None:
    before = digests()
    assert len(before) > 100
    shutil.rmtree(ROOT / ".cache", ignore_errors=True)  # nothing is left of the first
    shutil.rmtree(SITE)
    subprocess.run([sys.executable, "-m", "docs.site", "build"], cwd=ROOT, check=True)
    after = digests()
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == set()
