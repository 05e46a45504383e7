"""Collect these tests only where the callers' libraries are installed: `make test-integrations`."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.chain_server import make_chain

collect_ignore_glob = [] if importlib.util.find_spec("litestar") else ["test_*.py"]


@pytest.fixture
def api() -> EmbeddedApi:
    """Return a studio with 40 customers."""
    return make_chain(1, 40)


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """Return the folder of an export."""
    return tmp_path / "2025-06-15"
