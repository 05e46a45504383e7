"""Export the studios of a chain with Dagster: each table is an asset, and each studio is a partition of it.

``dagster dev -f dagster_export.py`` starts Dagster with it. The environment has the API keys, ``STUDIOS_FILE``, the
file that names them, and ``LAKE``, the folder of all exports.
"""

import os
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import dagster as dg

from perfectgym_next import Studios
from perfectgym_next.errors import AuthenticationError, ConfigurationError
from perfectgym_next.export import ExportError, Plan, export_unit

FILE = Path(os.environ.get("STUDIOS_FILE", "studios.toml")).resolve()
LAKE = Path(os.environ.get("LAKE", "lake")).resolve()
NAMES = list(tomllib.loads(FILE.read_text("utf-8"))["studios"])

RETRIES = dg.RetryPolicy(max_retries=3, delay=60, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS)
studios = dg.StaticPartitionsDefinition(NAMES)
days = dg.MultiPartitionsDefinition({"day": dg.DailyPartitionsDefinition("2024-01-01"), "studio": studios})


def export(table: str, folder: str, studio: str, day: date | None = None) -> dg.MaterializeResult[str]:
    """Export a table of a studio, or one day of it, unless that is in the folder already."""
    try:
        with Studios.from_toml(FILE, only=[studio]) as chain:
            plan = Plan.for_studios(chain, [table], since=day, run=Path(folder).name)
        unit = next((unit for unit in plan.units(folder) if (unit.table, unit.day) == (table, day)), None)
        if unit is None:
            raise dg.Failure(f"{table} of {studio}: {day} has not ended in the studio's time zone")
        manifest = export_unit(unit, folder)
    except (AuthenticationError, ConfigurationError, ExportError) as error:  # it would be the same at the next attempt
        raise dg.Failure(f"{table} of {studio}: {error}", allow_retries=False) from error
    figures = {"requests": manifest.requests, "seconds": manifest.seconds, "waits": manifest.waits}
    return dg.MaterializeResult(value=folder, metadata={"dagster/row_count": manifest.rows, **figures})


@dg.asset(partitions_def=studios, retry_policy=RETRIES)
def customers(context: dg.AssetExecutionContext) -> dg.MaterializeResult[str]:
    """Begin an export: the other tables are put into the folder of the customers."""
    return export("customers", str(LAKE / f"{datetime.now(UTC):%Y-%m-%d}"), context.partition_key)


def define_table(table: str) -> dg.AssetsDefinition:
    """Return the asset of a table that is read for each customer."""

    @dg.asset(name=table, partitions_def=studios, retry_policy=RETRIES)
    def export_table(context: dg.AssetExecutionContext, customers: str) -> dg.MaterializeResult[str]:
        return export(table, customers, context.partition_key)

    return export_table


@dg.asset(partitions_def=days, retry_policy=RETRIES)
def checkins(context: dg.AssetExecutionContext, customers: str) -> dg.MaterializeResult[str]:
    """Export the check-ins of a day."""
    day, studio = context.partition_key.split("|")
    return export("checkins", customers, studio, date.fromisoformat(day))


tables = [customers, define_table("contracts"), define_table("transactions")]
nightly = dg.define_asset_job("nightly", tables, partitions_def=studios)
at_two = dg.build_schedule_from_partitioned_job(nightly, cron_schedule="0 2 * * *")
nightly_checkins = dg.define_asset_job("nightly_checkins", [checkins], partitions_def=days)


@dg.schedule(job=nightly_checkins, cron_schedule="0 4 * * *")
def checkins_at_four(context: dg.ScheduleEvaluationContext) -> list[dg.RunRequest]:
    """Start a run for each studio and each of the last four days: check-ins may arrive late."""
    last = [context.scheduled_execution_time.date() - timedelta(days=number) for number in range(1, 5)]
    return [dg.RunRequest(partition_key=f"{day}|{name}") for day in last for name in NAMES]


defs = dg.Definitions([*tables, checkins], schedules=[at_two, checkins_at_four], jobs=[nightly, nightly_checkins])
