"""Print the cards that open the door now, for a reader that works while the network does not."""

from __future__ import annotations

from datetime import date

from perfectgym_next import PerfectGym
from perfectgym_next.models import AccessMediumType, Customer


def may_enter(customer: Customer, today: date) -> bool:
    """Return whether a customer may enter on a day."""
    if customer.access_refusal:  # the service's own verdict, idle periods and debts included
        return False
    return not any(
        (one.start_date or date.min) <= today <= (one.end_date or date.max)
        for one in customer.access_restrictions or ()
    )


def main(gym: PerfectGym, today: date) -> None:
    """Print a line for each card of a member who may enter, and how many members there are."""
    allowed = refused = 0
    for customer in gym.customers.list_customers().prefetch():  # members only, unless customer_status says otherwise
        if not may_enter(customer, today):
            refused += 1
            continue
        allowed += 1
        for medium in customer.access_mediums or ():
            if medium.type_ is AccessMediumType.CARD_NUMBER:
                print(f"{medium.value}  {customer.customer_number}  {customer.last_name}, {customer.first_name}")
    print(f"{allowed} members may enter, {refused} may not")


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())
