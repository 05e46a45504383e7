"""What the tests of exports share: a plan with a fixed clock, and what is in the files."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from perfectgym_next import Studios
from perfectgym_next.export import Manifest, Plan
from perfectgym_next.testing import EmbeddedApi
from tests.support.chain_server import studio_key

__all__ = ["NOW", "connect", "digests", "export", "fixed_clock", "manifests", "plan", "read", "variables"]

NOW = datetime(2025, 6, 15, 2, 0, tzinfo=UTC)
"""The start of an export: the time of the embedded API."""


def fixed_clock() -> datetime:
    """Return the time of every export."""
    return NOW


def connect(api: EmbeddedApi, count: int = 1, **options: Any) -> Studios:
    """Return the studios of an embedded API, ``studio-0`` and so on, in this process."""
    keys = {f"studio-{number}": studio_key(number) for number in range(count)}
    return Studios(keys, base_url="https://embedded.invalid", transport=api.transport(), rate_limit=None, **options)


def variables(count: int) -> tuple[dict[str, str], dict[str, str]]:
    """Return the variables of studios by name, and the environment that holds their keys."""
    names = {f"studio-{number}": f"CHAIN_KEY_{number}" for number in range(count)}
    return names, {f"CHAIN_KEY_{number}": studio_key(number) for number in range(count)}


def plan(studios: Studios, *tables: str, **options: Any) -> Plan:
    """Return a plan whose files are the same in each run."""
    return Plan.for_studios(studios, tables or None, **{"run": "run-1", "started_at": NOW, **options})


def export(studios: Studios, folder: Path, *tables: str, **options: Any) -> dict[str, Manifest]:
    """Export tables. Return the manifests by table and part; an error of any unit is raised."""
    outcomes = plan(studios, *tables, **options).export(folder, clients=studios, clock=fixed_clock)
    return {f"{one.argument.table}/{one.argument.part}": one.result() for one in outcomes}


def read(folder: Path, table: str, part: str = "studio-0") -> list[dict[str, Any]]:
    """Return the rows of a part."""
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = pq.read_table(folder / table / f"{part}.parquet").to_pylist()
    return rows


def manifests(folder: Path) -> dict[str, Manifest]:
    """Return all manifests of a folder by path."""
    return {path.relative_to(folder).as_posix(): Manifest.read(path) for path in folder.rglob("*.json")}


def digests(folder: Path) -> dict[str, str]:
    """Return the digests of all Parquet files of a folder by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.parquet"))
    }
