"""Collect the tests of an engine only where it is installed: `make test-engines`."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.engines import Chain

LIBRARIES = {"dask": "distributed", "dagster": "dagster", "airflow": "airflow"}
collect_ignore = [f"test_{name}.py" for name, library in LIBRARIES.items() if importlib.util.find_spec(library) is None]


@pytest.fixture
def chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chain]:
    """Serve the chain, and put its keys into the environment."""
    from tests.support.chain_server import ChainServer
    from tests.support.engines import CUSTOMERS, STUDIOS, Chain, write_studios  # which need pyarrow
    from tests.support.exports import variables

    for name, value in variables(STUDIOS)[1].items():
        monkeypatch.setenv(name, value)
    with ChainServer(STUDIOS, CUSTOMERS) as server:
        yield Chain(server, write_studios(tmp_path / "studios.toml", server.url))
