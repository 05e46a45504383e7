"""One customer's account: its entries, what is open, and how a payment settles it."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Ledger"]

_ZERO = Decimal("0.00")
_UPCOMING = 50_000  # ids of upcoming entries start here within an account's range, those of past ones at 1


class Ledger:
    """An account in one home currency, with entries in any.

    An entry's amount is positive for what the customer owes and negative for a payment. Over the past entries of a
    currency the amounts add up to the open amounts; the balance is their negative: below zero, the customer owes.

    Attributes:
        past: Entries that are due, by rising id.
        upcoming: Entries that are still to come, by rising id.
        credit: Consumption credit, in the home currency.
        payment_instrument: Token of the payment instrument that was set last.
    """

    def __init__(self, customer_id: int, currency: str, today: date) -> None:
        self.customer_id = customer_id
        self.currency = currency
        self.past: list[dict[str, Any]] = []
        self.upcoming: list[dict[str, Any]] = []
        self.credit = _ZERO
        self.payment_instrument: str | None = None
        self._today = today
        self._collected = False
        self._open: dict[str, Decimal] = {}  # sum of open amounts of past entries, by currency
        self._due: dict[int, dict[str, Any]] = {}  # past entries that are not settled, by id

    @property
    def balance(self) -> Decimal:
        """What the customer has (above zero) or owes (below), in the home currency."""
        return -self._open.get(self.currency, _ZERO)

    @property
    def dunning_level(self) -> int:
        """0 to 3, by how long the oldest open entry has been due: 14, 30 and 60 days."""
        due = min((entry["dueDate"] for entry in self._due.values()), default=None)
        days = 0 if due is None else (self._today - due).days
        return sum(days > limit for limit in (14, 30, 60))

    @property
    def in_debt_collection(self) -> bool:
        """Whether what is open was handed to a collection agency."""
        return self._collected and self.dunning_level > 0

    def hand_over(self) -> None:
        """Hand what is open to a collection agency."""
        self._collected = True

    def entry(self, entry_id: int) -> dict[str, Any] | None:
        """The entry with this id, past or upcoming."""
        for entries in (self.past, self.upcoming):
            index = bisect_left(entries, entry_id, key=lambda entry: entry["id"])
            if index < len(entries) and entries[index]["id"] == entry_id:
                return entries[index]
        return None

    def open_entries(self, currency: str) -> list[dict[str, Any]]:
        """Past entries of a currency that are not settled, those that have been due the longest first."""
        due = [entry for entry in self._due.values() if entry["openAmount"]["currency"] == currency]
        return sorted(due, key=lambda entry: entry["dueDate"])

    def book(
        self, due: date, text: str, amount: Decimal, currency: str, open_amount: Decimal = _ZERO
    ) -> dict[str, Any]:
        """Add an entry: an upcoming one if it falls due after today."""
        entries, first = (self.upcoming, _UPCOMING) if due > self._today else (self.past, 1)
        entry: dict[str, Any] = {
            "id": entries[-1]["id"] + 1 if entries else self.customer_id * 100_000 + first,
            "dueDate": due,
            "description": text,
            "amount": {"amount": amount, "currency": currency},
            "openAmount": {"amount": open_amount, "currency": currency},
            "installmentPlan": False,
        }
        entries.append(entry)
        if entries is self.past and open_amount:
            self._open[currency] = self._open.get(currency, _ZERO) + open_amount
            if open_amount > 0:
                self._due[entry["id"]] = entry
        return entry

    def pay(self, amount: Decimal, currency: str, claims: list[dict[str, Any]]) -> None:
        """Book a payment that settles entries in their order; what is left of it is the customer's."""
        left = amount
        for claim in claims:
            settled = min(left, claim["openAmount"]["amount"])
            remains = claim["openAmount"]["amount"] - settled
            claim["openAmount"] = {"amount": remains, "currency": currency}
            left -= settled
            if claim["id"] in self._due:
                self._open[currency] -= settled
                if not remains:
                    del self._due[claim["id"]]
        self.book(self._today, "Payment", -amount, currency, -left)
