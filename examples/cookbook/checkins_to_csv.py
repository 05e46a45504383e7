"""Write the check-ins of the last month as rows of a table; `csv` could be pandas, polars or DuckDB."""

from __future__ import annotations

import csv
import sys
from datetime import date, timedelta
from itertools import islice

from perfectgym_next import PerfectGym
from perfectgym_next.models import CustomerCheckin

COLUMNS = ["customer_id", *CustomerCheckin.row_schema()]


def main(gym: PerfectGym, today: date) -> None:
    """Write the rows of the first members."""
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for customer in islice(gym.customers.list_customers(), 5):
        checkins = gym.customers.list_checkins(customer.id, from_date=today - timedelta(days=30), to_date=today)
        writer.writerows({"customer_id": customer.id, **one.to_row()} for one in checkins)


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())  # noqa: DTZ011 - the studio's machine knows the studio's day
