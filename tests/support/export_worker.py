"""A process that exports what is missing of a plan, with a fixed clock.

It prints a line when it begins with a unit and when it has finished one.
"""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path
from typing import Any

from perfectgym_next import Studios
from perfectgym_next.export import export_unit
from tests.support.exports import fixed_clock, plan, variables


def main() -> None:
    """Export every unit; the first error ends the process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("address")
    parser.add_argument("studios", type=int)
    parser.add_argument("tables", nargs="+")
    parser.add_argument("--since", type=date.fromisoformat)
    parser.add_argument("--share", type=int, nargs=2, default=(0, 1), help="which of how many shares of the units")
    parser.add_argument("--redis", type=int, nargs=2, help="port of a Redis server, and requests in its window of 2 s")
    arguments = parser.parse_args()
    options: dict[str, Any] = {"rate_limit": None}
    if arguments.redis:
        from redis import Redis

        from perfectgym_next.limits.redis import RedisLimiter

        port, limit = arguments.redis
        options = {"rate_limit": limit, "limiter": RedisLimiter(Redis(port=port), window=2.0)}
    names, environment = variables(arguments.studios)
    os.environ |= environment
    share, shares = arguments.share
    with Studios.from_environment(names, base_url=arguments.address, **options) as studios:
        planned = plan(studios, *arguments.tables, since=arguments.since)
        missing = set(planned.missing(arguments.folder))
        for unit in list(planned.units(arguments.folder))[share::shares]:
            if unit not in missing:
                continue
            print(f"begin {unit}", flush=True)
            export_unit(unit, arguments.folder, client=studios[unit.studio.name], clock=fixed_clock)
            print(f"end {unit}", flush=True)


if __name__ == "__main__":
    main()
