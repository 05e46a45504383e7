"""Print the account statement of a member: balance, past and upcoming bookings, open amounts.

    python examples/account_statement.py 1001

If PERFECTGYM_TENANT (or PERFECTGYM_BASE_URL) and PERFECTGYM_API_KEY are set, it reads from that studio and changes
nothing. Otherwise it starts the embedded API and reads from that.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from rich.console import Console
from rich.table import Table

from perfectgym_next import Money, PerfectGym, PerfectGymError
from perfectgym_next.errors import NotFoundError
from perfectgym_next.models import BookingEntry, CustomerAccountBalance
from perfectgym_next.testing import TEST_KEY, EmbeddedApi

SHOWN = 5


class Summary:
    """Totals and first and last due date of a list of bookings, without keeping the bookings themselves.

    Args:
        newest: Whether to show the bookings due last instead of those due first.
    """

    def __init__(self, *, newest: bool) -> None:
        self.newest = newest
        self.count = 0
        self.first: date | None = None
        self.last: date | None = None
        self.totals: dict[str, Money] = {}
        self.open: dict[str, Money] = {}
        self.shown: list[BookingEntry] = []

    def add(self, entry: BookingEntry) -> None:
        """Add one booking."""
        self.count += 1
        self.first = min(self.first or entry.due_date, entry.due_date)
        self.last = max(self.last or entry.due_date, entry.due_date)
        for totals, amount in ((self.totals, entry.amount), (self.open, entry.open_amount)):
            if amount:
                total = totals.get(amount.currency)
                totals[amount.currency] = amount if total is None else total + amount
        self.shown = sorted([*self.shown, entry], key=lambda entry: entry.due_date, reverse=self.newest)[:SHOWN]


@contextmanager
def open_client(console: Console) -> Iterator[PerfectGym]:
    """Open a client for the studio from the environment, or for the embedded API."""
    if os.environ.get("PERFECTGYM_API_KEY"):
        with PerfectGym() as gym:
            yield gym
        return
    api = EmbeddedApi()
    with api.serve() as server, PerfectGym(base_url=server.url, api_key=TEST_KEY) as gym:
        console.print(f"[dim]PERFECTGYM_API_KEY is not set, so this is the embedded API at {server.url}.[/dim]")
        yield gym


def summarize(console: Console, title: str, entries: Iterable[BookingEntry], *, newest: bool) -> Summary:
    """Read all bookings and show the progress."""
    summary = Summary(newest=newest)
    with console.status(f"reading {title}") as status:
        for entry in entries:
            summary.add(entry)
            if summary.count % 250 == 0:
                status.update(f"reading {title}: {summary.count:,} so far")
    return summary


def print_statement(
    console: Console, customer_id: int, balance: CustomerAccountBalance, past: Summary, upcoming: Summary
) -> None:
    """Print the statement as aligned tables."""
    head = Table(title=f"Account of customer {customer_id}", show_header=False, title_justify="left")
    head.add_column("what")
    head.add_column("value", justify="right")
    head.add_row("Balance", _format(balance.account_balance))  # as sent by the service: an amount owed is negative
    head.add_row("Credit", _format(balance.consumption_credit))
    head.add_row("Dunning level", balance.dunning_level or "none")
    head.add_row("In debt collection", "yes" if balance.in_debt_collection else "no")
    console.print(head)
    for title, summary in (("Past bookings", past), ("Upcoming bookings", upcoming)):
        _print_bookings(console, title, summary)


def _print_bookings(console: Console, title: str, summary: Summary) -> None:
    period = f", {summary.first} to {summary.last}" if summary.count else ""
    table = Table(title=f"{title}: {summary.count:,}{period}", title_justify="left", show_footer=True)
    table.add_column("due", footer="total")
    table.add_column("booking", footer=f"{summary.count:,} bookings")
    table.add_column("amount", justify="right", footer=_format_totals(summary.totals))
    table.add_column("open", justify="right", footer=_format_totals(summary.open))
    for entry in summary.shown:
        table.add_row(
            str(entry.due_date), entry.description or "", _format(entry.amount), _format_open(entry.open_amount)
        )
    if summary.count > len(summary.shown):
        more = "earlier" if summary.newest else "later"
        table.add_row("…", f"and {summary.count - len(summary.shown):,} {more}", "", "")
    console.print(table)


def _format(amount: Money | None) -> str:
    return "" if amount is None else str(amount)


def _format_open(amount: Money | None) -> str:
    return str(amount) if amount else ""


def _format_totals(totals: dict[str, Money]) -> str:
    return "\n".join(str(total) for _, total in sorted(totals.items()))


def main(arguments: list[str] | None = None) -> int:
    """Run the example and return the exit status: 0 if the statement was printed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("customer_id", type=int, help="id of the customer, 1001 in the embedded API")
    customer_id = parser.parse_args(arguments).customer_id
    console = Console()
    try:
        with open_client(console) as gym:
            account = gym.customers_account
            balance = account.get_balances(customer_id)
            past = summarize(console, "past bookings", account.list_transactions(customer_id), newest=True)
            upcoming = summarize(
                console, "upcoming bookings", account.list_upcoming_transactions(customer_id), newest=False
            )
    except NotFoundError:
        print(f"there is no customer {customer_id} in this studio", file=sys.stderr)
        return 1
    except PerfectGymError as error:
        print(error, file=sys.stderr)
        return 1
    print_statement(console, customer_id, balance, past, upcoming)
    return 0


if __name__ == "__main__":
    sys.exit(main())
