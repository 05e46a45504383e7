"""Print the contracts that renew themselves next month unless somebody cancels, with the last day to do so."""

from __future__ import annotations

from datetime import date, timedelta

from perfectgym_next import PerfectGym
from perfectgym_next.models import Contract


def renews(contract: Contract, first: date, last: date) -> bool:
    """Return whether a contract is extended after a day of the month."""
    return not contract.cancelled and contract.extension_term.period_value > 0 and first <= contract.end_date <= last


def main(gym: PerfectGym, today: date) -> None:
    """Print a line for each contract, those to cancel first on top."""
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    members = {customer.id: customer for customer in gym.customers.list_customers().prefetch()}
    found: list[tuple[date, int, Contract]] = []
    for outcome in gym.map(gym.customers.list_contracts, members):
        found += [
            (contract.last_possible_cancellation_date, outcome.argument, contract)
            for contract in outcome.result()  # an error ends the report: half a list would mislead
            if renews(contract, first, last)
        ]
    for until, customer_id, contract in sorted(found, key=lambda one: one[:2]):
        name = f"{members[customer_id].first_name} {members[customer_id].last_name}"
        price = contract.price_details.current_price
        renewed = contract.end_date + contract.extension_term
        print(f"cancel until {until}  {contract.rate_name:<9} {price}  renewed until {renewed}  {name}")
    print(f"{len(found)} contracts renew from {first} to {last}")


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())
