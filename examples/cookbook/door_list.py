"""Print who may enter now: members without a restriction, with the numbers of their cards."""

from __future__ import annotations

from datetime import date

from perfectgym_next import PerfectGym
from perfectgym_next.models import Customer


def may_enter(customer: Customer, today: date) -> bool:
    """Return whether a customer may enter on a day."""
    if customer.access_refusal:  # the service's own verdict, idle periods and debts included
        return False
    return not any(
        (one.start_date or date.min) <= today <= (one.end_date or date.max)
        for one in customer.access_restrictions or ()
    )


def main(gym: PerfectGym, today: date) -> None:
    """Print a line for each member who may enter, and how many there are."""
    allowed = refused = 0
    for customer in gym.customers.list_customers().prefetch():
        if may_enter(customer, today):
            allowed += 1
            cards = ", ".join(customer.card_numbers or ()) or "no card"
            print(f"{customer.customer_number}  {customer.last_name}, {customer.first_name}  ({cards})")
        else:
            refused += 1
    print(f"{allowed} may enter, {refused} may not")


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())  # noqa: DTZ011 - the studio's machine knows the studio's day
