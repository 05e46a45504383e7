"""Print how many contracts end in each of the next months, and of which rate."""

from __future__ import annotations

from collections import Counter
from datetime import date

from perfectgym_next import PerfectGym


def main(gym: PerfectGym, today: date) -> None:
    """Print the canceled contracts by the month of their end."""
    members = (customer.id for customer in gym.customers.list_customers().prefetch())
    ending: Counter[tuple[str, str]] = Counter()
    total = failed = 0
    for outcome in gym.map(gym.customers.list_contracts, members):
        if outcome.error is not None:  # one member without consent must not cost the report
            print(f"member {outcome.argument} is missing: {outcome.error}")
            failed += 1
            continue
        for contract in outcome.result():
            total += 1
            if contract.cancelled and contract.end_date >= today:
                ending[f"{contract.end_date:%Y-%m}", contract.rate_name] += 1
    for (month, rate), count in sorted(ending.items()):
        print(f"{month}  {rate:<20} {count:>4}")
    print(f"{ending.total()} of {total} contracts end; {failed} members are missing")


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())
