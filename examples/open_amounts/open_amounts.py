"""List members with open amounts and the totals per currency; record payment reminders on request.

    open-amounts
    open-amounts --remind 2025-05-19

Requires PERFECTGYM_TENANT and PERFECTGYM_API_KEY. Exits with 0 if everything was done, otherwise with 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from perfectgym_next import ApiConnectionError, Money, PerfectGym, PerfectGymError
from perfectgym_next.errors import NotFoundError, ServerError
from perfectgym_next.models import (
    BookingEntry,
    CommunicationChannel,
    CommunicationDirection,
    CommunicationThreadRequest,
    CommunicationThreadStatus,
    CustomerStatusFilter,
)


@dataclass(frozen=True, slots=True)
class Debt:
    """The amounts that one member owes.

    Attributes:
        customer_id: Id of the member.
        amounts: One sum per currency, each above zero.
        since: Due date of the oldest open amount.
    """

    customer_id: int
    amounts: tuple[Money, ...]
    since: date

    def __str__(self) -> str:
        return f"customer {self.customer_id}: {_join(self.amounts)} since {self.since}"


def find_debt(customer_id: int, entries: Iterable[BookingEntry]) -> Debt | None:
    """Return the debt that the entries of an account add up to; None if nothing is open, or only credit."""
    open_entries = [(entry.due_date, entry.open_amount) for entry in entries if entry.open_amount]
    totals = Money.totals(amount for _, amount in open_entries)
    owed = {currency: total for currency, total in totals.items() if total.amount > 0}
    since = min((due for due, amount in open_entries if amount.amount > 0 and amount.currency in owed), default=None)
    return None if since is None else Debt(customer_id, tuple(owed.values()), since)


def list_debts(gym: PerfectGym) -> Iterator[Debt]:
    """Yield the debts of all members, reading one account at a time."""
    for member in gym.customers.list_customers(customer_status=CustomerStatusFilter.MEMBER):
        try:
            debt = find_debt(member.id, gym.customers_account.list_transactions(member.id))
        except NotFoundError:  # deleted after the list was read
            continue
        if debt:
            yield debt


def remind(gym: PerfectGym, debt: Debt) -> None:
    """Record a reminder as a new thread of the member, which the front desk sees and closes."""
    gym.customers_communication.create_thread(
        debt.customer_id,
        CommunicationThreadRequest(
            communication_thread_status=CommunicationThreadStatus.CREATED,
            communication_channel=CommunicationChannel.EMAIL,
            communication_direction=CommunicationDirection.OUTGOING,
            subject="Payment reminder",
            content=f"{_join(debt.amounts)} open since {debt.since}",
        ),
    )


def run(gym: PerfectGym, *, remind_since: date | None = None) -> bool:
    """Print the report and record the reminders.

    Args:
        gym: Client of the studio.
        remind_since: Remind members who have owed since this day or longer. None reminds nobody.

    Returns:
        True if every reminder was recorded.
    """
    debts = list(list_debts(gym))
    for debt in debts:
        print(debt)
    totals = Money.totals(amount for debt in debts for amount in debt.amounts)
    print(f"{len(debts)} open accounts, in total: {_join(totals.values()) or 'nothing'}")

    complete = True
    for debt in debts:
        if remind_since is None or debt.since > remind_since:
            continue
        try:
            remind(gym, debt)
        except (ApiConnectionError, ServerError) as error:  # says whether the reminder may have been recorded
            print(f"customer {debt.customer_id}: {error}", file=sys.stderr)
            complete = False
    return complete


def main(arguments: list[str] | None = None) -> int:
    """Run the job for the studio from the environment and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--remind", type=_parse_date, metavar="DATE", help="remind members who have owed since DATE or longer"
    )
    options = parser.parse_args(arguments)
    try:
        with PerfectGym(application="open-amounts/1.0.0") as gym:
            return 0 if run(gym, remind_since=options.remind) else 1
    except PerfectGymError as error:
        print(error, file=sys.stderr)
        return 1


def _parse_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"invalid date {text!r}: expected a date such as 2025-05-19") from None


def _join(amounts: Iterable[Money]) -> str:
    return ", ".join(map(str, amounts))


if __name__ == "__main__":
    sys.exit(main())
