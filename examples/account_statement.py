"""Prints a member's account: balance, what was booked, what is coming, what is open.

    python examples/account_statement.py 1001

With PERFECTGYM_TENANT (or PERFECTGYM_BASE_URL) and PERFECTGYM_API_KEY set it reads that studio, and only reads; without
them it starts the embedded API and reads that.
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
    """What is kept of a list of bookings while it is walked: totals and ends, not the bookings themselves.

    Args:
        newest: Whether the bookings to show are those due last, or those due first.
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
        """Take one booking into account."""
        self.count += 1
        self.first = min(self.first or entry.due_date, entry.due_date)
        self.last = max(self.last or entry.due_date, entry.due_date)
        for totals, amount in ((self.totals, entry.amount), (self.open, entry.open_amount)):
            if amount:
                so_far = totals.get(amount.currency)
                totals[amount.currency] = amount if so_far is None else so_far + amount
        self.shown = sorted([*self.shown, entry], key=lambda one: one.due_date, reverse=self.newest)[:SHOWN]


@contextmanager
def opened_client(console: Console) -> Iterator[PerfectGym]:
    """A client for the studio that the environment names, else for the embedded API."""
    if os.environ.get("PERFECTGYM_API_KEY"):
        with PerfectGym() as gym:
            yield gym
        return
    api = EmbeddedApi()
    with api.serve() as server, PerfectGym(base_url=server.url, api_key=TEST_KEY) as gym:
        console.print(f"[dim]No PERFECTGYM_API_KEY is set: this is the embedded API at {server.url}.[/dim]")
        yield gym


def summarised(console: Console, title: str, entries: Iterable[BookingEntry], *, newest: bool) -> Summary:
    """Walk the bookings, telling how far the walk is."""
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
    """Print everything as aligned tables."""
    head = Table(title=f"Account of customer {customer_id}", show_header=False, title_justify="left")
    head.add_column("what")
    head.add_column("value", justify="right")
    head.add_row("Balance", _shown(balance.account_balance))  # as the service gives it: what is owed is negative
    head.add_row("Credit", _shown(balance.consumption_credit))
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
    table.add_column("amount", justify="right", footer=_total(summary.totals))
    table.add_column("open", justify="right", footer=_total(summary.open))
    for entry in summary.shown:
        table.add_row(str(entry.due_date), entry.description or "", _shown(entry.amount), _open(entry.open_amount))
    if summary.count > len(summary.shown):
        more = "earlier" if summary.newest else "later"
        table.add_row("…", f"and {summary.count - len(summary.shown):,} {more}", "", "")
    console.print(table)


def _shown(amount: Money | None) -> str:
    return "" if amount is None else str(amount)


def _open(amount: Money | None) -> str:
    return str(amount) if amount else ""


def _total(totals: dict[str, Money]) -> str:
    return "\n".join(str(total) for _, total in sorted(totals.items()))


def main(arguments: list[str] | None = None) -> int:
    """Run the example; 0 if the statement was printed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("customer_id", type=int, help="id of the customer, 1001 in the embedded API")
    customer_id = parser.parse_args(arguments).customer_id
    console = Console()
    try:
        with opened_client(console) as gym:
            account = gym.customers_account
            balance = account.get_balances(customer_id)
            past = summarised(console, "past bookings", account.list_transactions(customer_id), newest=True)
            upcoming = summarised(
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
