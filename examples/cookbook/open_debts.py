"""Print what members owe, by the age of the debt, exact to the cent and by currency."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from perfectgym_next import Money, PerfectGym

AGES = {30: "up to 30 days", 90: "31 to 90 days", 365: "91 to 365 days", 1_000_000: "more than a year"}


def main(gym: PerfectGym, today: date) -> None:
    """Print the totals of each age."""

    def open_entries(customer_id: int) -> list[tuple[str, Money]]:
        found = []
        for entry in gym.customers_account.list_transactions(customer_id):
            if entry.open_amount:  # neither missing nor zero
                days = (today - entry.due_date).days
                found.append((next(name for limit, name in AGES.items() if days <= limit), entry.open_amount))
        return found

    members = (customer.id for customer in gym.customers.list_customers().prefetch())
    debts: defaultdict[str, list[Money]] = defaultdict(list)
    missing = []
    for outcome in gym.map(open_entries, members):
        if outcome.error is not None:
            missing.append(outcome.argument)
            continue
        for age, amount in outcome.result():
            debts[age].append(amount)
    for age in AGES.values():
        for total in Money.totals(debts[age]).values():
            print(f"{age:<17} {total:>16,}")
    for total in Money.totals(amount for amounts in debts.values() for amount in amounts).values():
        print(f"{'all':<17} {total:>16,}")
    if missing:
        print(f"incomplete: could not read the accounts of {missing}")


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())
