"""Export the studios of a chain with Airflow: each unit of the export is a mapped task.

Put the file into the folder of the DAGs. The environment of the workers has the API keys, ``STUDIOS_FILE``, the file
that names them, and ``LAKE``, the folder of all exports. The pool bounds how many units are read at a time:
``airflow pools set perfectgym 16 "units of exports"``.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from airflow.sdk import dag, get_current_context, task
from airflow.sdk.exceptions import AirflowFailException

from perfectgym_next import Studios
from perfectgym_next.errors import AuthenticationError, ConfigurationError
from perfectgym_next.export import ExportError, Plan, Unit, export_unit

TABLES = ("customers", "contracts", "transactions", "checkins")
RETRIES: dict[str, Any] = {"retries": 3, "retry_delay": timedelta(minutes=1), "retry_exponential_backoff": True}


def find_folder() -> str:
    """Return the folder of this run: a task that is cleared days later continues the same export."""
    return str(Path(os.environ["LAKE"]).resolve() / f"{get_current_context()['dag_run'].run_after:%Y-%m-%d}")


@task(retries=0)
def plan_stage(stage: int) -> list[dict[str, Any]]:
    """Return the units that are missing: those of whole studios (0), or those that are read for each customer (1)."""
    run_after = get_current_context()["dag_run"].run_after
    with Studios.from_toml(os.environ["STUDIOS_FILE"]) as chain:
        plan = Plan.for_studios(chain, TABLES, started_at=run_after)
    return [unit.to_dict() for unit in list(plan.stages(find_folder()))[stage]]


@task(pool="perfectgym", map_index_template="{{ unit }}", **RETRIES)
def export(data: dict[str, Any]) -> dict[str, float]:
    """Export a unit. Return the figures of its manifest."""
    unit = Unit.from_dict(data)
    get_current_context()["unit"] = str(unit)  # type: ignore[typeddict-unknown-key]  # its name in Airflow's pages
    try:
        manifest = export_unit(unit, find_folder())
    except (AuthenticationError, ConfigurationError, ExportError) as error:  # it would be the same at the next attempt
        raise AirflowFailException(f"{unit}: {error}") from error
    return {"rows": manifest.rows, "requests": manifest.requests, "seconds": manifest.seconds}


@dag(schedule="0 2 * * *", start_date=datetime(2026, 1, 1, tzinfo=UTC), catchup=False, max_active_runs=1)
def perfectgym_export() -> None:
    """Export the customers of all studios, then the tables that are read for each of them."""
    by_studio = export.override(task_id="export_by_studio").expand(data=plan_stage.override(task_id="plan_studios")(0))
    # The other studios go on when the customers of one have failed.
    customers = plan_stage.override(task_id="plan_customers", trigger_rule="all_done")(1)
    by_studio >> customers
    export.override(task_id="export_by_customer").expand(data=customers)


export_dag = perfectgym_export()

if __name__ == "__main__":
    export_dag.test()  # the whole export in this process, without a scheduler
