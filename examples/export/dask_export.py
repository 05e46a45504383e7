"""Export the studios of a chain on a Dask cluster: each unit of the export is a task.

``python dask_export.py studios.toml lake/2026-11-25 tcp://scheduler:8786`` uses a cluster that runs already. Without an
address it starts workers on this machine. All workers need the folder and, in their environment, the API keys. With
``REDIS_URL`` there, workers share the rate limit of each key.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, closing
from pathlib import Path

from distributed import Client, as_completed

from perfectgym_next import Studios
from perfectgym_next.export import Manifest, Plan, Unit, export_unit
from perfectgym_next.limits.redis import RedisLimiter

TABLES = ("customers", "contracts", "transactions", "checkins")


def export_limited(unit: Unit, folder: str) -> Manifest:
    """Export a unit. This function runs on a worker."""
    url = os.environ.get("REDIS_URL")  # without it, each worker counts its own requests
    with ExitStack() as stack:
        limiter = stack.enter_context(closing(RedisLimiter.from_url(url))) if url else None
        gym = stack.enter_context(unit.studio.connect(limiter=limiter))
        return export_unit(unit, folder, client=gym)


def export_on(dask: Client, studios: Path, folder: Path) -> int:
    """Export what is missing in the folder. Return the number of units that failed."""
    with Studios.from_toml(studios) as chain:
        plan = Plan.for_studios(chain, TABLES)
    failed = 0
    for stage in plan.stages(folder):  # the customers of a studio come before the tables that are read for each of them
        futures = dask.map(export_limited, stage, folder=str(folder.resolve()), pure=False)
        units = dict(zip(futures, stage, strict=True))
        for future in as_completed(futures):
            error = future.exception()
            failed += error is not None
            print(units[future], f"{type(error).__name__}: {error}" if error else f"{future.result().rows} rows")
    return failed


def main(studios: str, folder: str, scheduler: str | None = None) -> int:
    """Return the exit status: 0 if all units are whole, 1 if some failed."""
    with Client(scheduler, **({} if scheduler else {"threads_per_worker": 1, "dashboard_address": None})) as dask:
        return 1 if export_on(dask, Path(studios), Path(folder)) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
