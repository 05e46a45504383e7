"""Print the contracts that renew themselves next month unless somebody cancels, with the last day to do so."""

from __future__ import annotations

from datetime import date, timedelta

from perfectgym_next import PerfectGym


def main(gym: PerfectGym, today: date) -> None:
    """Print a line for each contract, those to cancel first on top."""
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    members = {customer.id: customer for customer in gym.customers.list_customers().prefetch()}
    found = []
    for outcome in gym.map(gym.customers.list_contracts, members):
        member = members[outcome.argument]
        found += [
            (contract.last_possible_cancellation_date, f"{member.first_name} {member.last_name}", contract)
            for contract in outcome.result()
            if not contract.cancelled and first <= contract.end_date <= last
        ]
    for until, name, contract in sorted(found, key=lambda one: (one[0], one[1])):
        print(f"{contract.end_date}  cancel until {until}  {contract.rate_name:<16} {name}")
    print(f"{len(found)} contracts renew from {first} to {last}")


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())  # noqa: DTZ011 - the studio's machine knows the studio's day
