"""One customer's account: entries, open amounts, and their settlement by payments."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Ledger"]

_ZERO = Decimal("0.00")
_FUTURE = 50_000  # ids of entries that were booked ahead start here within an account's range, those of others at 1


@dataclass(eq=False)
class Ledger:
    """An account in one home currency, with entries in any.

    An entry's amount is positive for a charge and negative for a payment. Entries are due from their due date on. The
    amounts of a currency's due entries add up to the same sum as their open amounts. The balance is the negative of
    this sum.

    Attributes:
        customer_id: The customer.
        currency: ISO 4217 code of the home currency.
        past: Entries of the days before today, by ascending id.
        present: Entries of today. The API lists them with those to come, although they are due.
        future: Entries that are not due yet, by ascending id.
        credit: Consumption credit, in the home currency.
        payment_instrument: Token of the current payment instrument.
    """

    customer_id: int
    currency: str
    _today: date
    past: list[dict[str, Any]] = field(default_factory=list)
    present: list[dict[str, Any]] = field(default_factory=list)
    future: list[dict[str, Any]] = field(default_factory=list)
    credit: Decimal = _ZERO
    payment_instrument: str | None = None
    _collected: bool = False
    _next_id: dict[bool, int] = field(init=False)  # by "is future"
    _open: dict[str, Decimal] = field(default_factory=dict)  # sum of open amounts of due entries, by currency
    _due: dict[int, dict[str, Any]] = field(default_factory=dict)  # due entries that are not settled, by id

    def __post_init__(self) -> None:
        self._next_id = {True: self.customer_id * 100_000 + _FUTURE, False: self.customer_id * 100_000 + 1}

    @property
    def upcoming(self) -> list[dict[str, Any]]:
        """The entries of today and of the year ahead, as the API lists them."""
        return [*self.present, *(entry for entry in self.future if _is_within_a_year(entry["dueDate"], self._today))]

    @property
    def balance(self) -> Decimal:
        """The balance in the home currency; a customer in debt has a negative one."""
        return -self._open.get(self.currency, _ZERO)

    @property
    def dunning_level(self) -> int:
        """The dunning level: 1, 2 or 3 if the oldest open entry is more than 14, 30 or 60 days overdue, otherwise 0."""
        due = min((entry["dueDate"] for entry in self._due.values()), default=None)
        days = 0 if due is None else (self._today - due).days
        return sum(days > limit for limit in (14, 30, 60))

    @property
    def in_debt_collection(self) -> bool:
        """Whether a collection agency handles the open entries."""
        return self._collected and self.dunning_level > 0

    def start_collection(self) -> None:
        """Transfer the open entries to a collection agency."""
        self._collected = True

    def end_collection(self) -> None:
        """Take the open entries back from the collection agency."""
        self._collected = False

    def find(self, entry_id: int) -> dict[str, Any] | None:
        """Return the entry with this id, or None."""
        entries = chain(self.past, self.present, self.future)
        return next((entry for entry in entries if entry["id"] == entry_id), None)

    def open_entries(self, currency: str) -> list[dict[str, Any]]:
        """Return the open due entries of a currency, the oldest due date first."""
        due = [entry for entry in self._due.values() if entry["openAmount"]["currency"] == currency]
        return sorted(due, key=lambda entry: entry["dueDate"])

    def book(
        self, due: date, text: str, amount: Decimal, currency: str, open_amount: Decimal = _ZERO
    ) -> dict[str, Any]:
        """Add an entry and return it.

        Args:
            due: Due date.
            text: Description of the entry.
            amount: Positive for a charge, negative for a payment.
            currency: ISO 4217 code.
            open_amount: The part of the amount that is not settled.
        """
        is_future = due > self._today
        entry: dict[str, Any] = {
            "id": self._next_id[is_future],
            "dueDate": due,
            "description": text,
            "amount": {"amount": amount, "currency": currency},
            "openAmount": {"amount": open_amount, "currency": currency},
            "installmentPlan": False,
        }
        self._next_id[is_future] += 1
        if is_future:
            self.future.append(entry)
        else:
            self._fall_due(entry)
            self._list(entry)
        return entry

    def pass_time(self, today: date) -> None:
        """Set the current day, and let entries fall due; they keep their ids."""
        if today == self._today:
            return
        self._today = today
        due = [entry for entry in self.future if entry["dueDate"] <= today]
        self.future = [entry for entry in self.future if entry["dueDate"] > today]
        before, self.present = self.present, []
        for entry in due:
            self._fall_due(entry)
        for entry in before + due:
            self._list(entry)

    def _list(self, entry: dict[str, Any]) -> None:
        """Add a due entry to those of today or of the past."""
        if entry["dueDate"] >= self._today:
            self.present.append(entry)
        elif self.past and self.past[-1]["id"] > entry["id"]:  # the last one was booked ahead
            insort(self.past, entry, key=lambda past: past["id"])
        else:
            self.past.append(entry)

    def _fall_due(self, entry: dict[str, Any]) -> None:
        open_amount, currency = entry["openAmount"]["amount"], entry["openAmount"]["currency"]
        if open_amount:
            self._open[currency] = self._open.get(currency, _ZERO) + open_amount
            if open_amount > 0:
                self._due[entry["id"]] = entry

    def pay(self, amount: Decimal, currency: str, claims: list[dict[str, Any]]) -> None:
        """Book a payment that settles claims in their order; the rest stays as a credit on the account."""
        left = amount
        for claim in claims:
            settled = min(left, claim["openAmount"]["amount"])
            remaining = claim["openAmount"]["amount"] - settled
            claim["openAmount"] = {"amount": remaining, "currency": currency}
            left -= settled
            if claim["id"] in self._due:
                self._open[currency] -= settled
                if not remaining:
                    del self._due[claim["id"]]
        self.book(self._today, "Payment", -amount, currency, -left)


def _is_within_a_year(due: date, today: date) -> bool:
    return (due.year - 1, due.month, due.day) <= (today.year, today.month, today.day)
