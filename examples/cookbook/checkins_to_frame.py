"""Put the check-ins of four weeks into a polars frame, and print the busiest hours of the week."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl

from perfectgym_next import PerfectGym

TIME_ZONE = "Europe/Berlin"  # the studio's


def read_rows(gym: PerfectGym, first: date, last: date) -> list[dict[str, Any]]:
    """Return a row for each check-in of all members. Date-times are UTC: a column of polars has one time zone."""

    def read_member(customer_id: int) -> list[dict[str, Any]]:
        visits = gym.customers.list_checkins_between(customer_id, first, last)
        return [{"customer_id": customer_id, **in_utc(visit.to_row())} for visit in visits]

    members = (customer.id for customer in gym.customers.list_customers().prefetch())
    rows = gym.map(read_member, members).results()  # an error ends it: gaps would look like quiet hours
    return [row for some in rows for row in some]


def in_utc(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with all its date-times in UTC."""
    return {name: value.astimezone(UTC) if isinstance(value, datetime) else value for name, value in row.items()}


def main(gym: PerfectGym, today: date) -> None:
    """Print the hours with the most visits."""
    rows = read_rows(gym, today - timedelta(days=28), today - timedelta(days=1))
    visits = pl.DataFrame(rows, infer_schema_length=None)
    local = pl.col("check_in_date_time").dt.convert_time_zone(TIME_ZONE)
    hours = (
        visits.group_by(weekday=local.dt.strftime("%A"), hour=local.dt.hour())
        .agg(visits=pl.len(), members=pl.col("customer_id").n_unique())
        .sort("visits", "weekday", "hour", descending=[True, False, False])
    )
    print(f"{visits.height} visits of {visits['customer_id'].n_unique()} members")
    print(hours.head(8))


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())
