"""Print what members owe, by the age of the debt, exact to the cent and by currency."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from perfectgym_next import Money, PerfectGym

AGES = ((30, "up to 30 days"), (90, "31 to 90 days"), (365, "91 to 365 days"))


def age_of(days: int) -> str:
    """Return the name of an age."""
    return next((name for limit, name in AGES if days <= limit), "more than a year")


def main(gym: PerfectGym, today: date) -> None:
    """Print the totals of each age."""
    members = (customer.id for customer in gym.customers.list_customers().prefetch())

    def open_entries(customer_id: int) -> list[tuple[int, Money]]:
        entries = gym.customers_account.list_transactions(customer_id)
        return [((today - one.due_date).days, one.open_amount) for one in entries if one.open_amount]

    debts: defaultdict[str, list[Money]] = defaultdict(list)
    for outcome in gym.map(open_entries, members):
        for days, amount in outcome.result():
            debts[age_of(days)].append(amount)
    for name in [*(name for _, name in AGES), "more than a year"]:
        for currency, total in Money.totals(debts[name]).items():
            count = sum(amount.currency == currency for amount in debts[name])
            print(f"{name:<17} {total.amount:>12,.2f} {currency}  {count} entries")


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())  # noqa: DTZ011 - the studio's machine knows the studio's day
