"""The initial entries of each account, generated from the studio's seed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from perfectgym_next.terms import add_units
from perfectgym_next.testing._studio.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["RICH_CUSTOMER", "make_ledger"]

RICH_CUSTOMER = 1001
"""The customer with the richest account: thousands of entries, three currencies, open amounts, a dunning level."""

_PURCHASES = tuple(
    (text, Decimal(amount))
    for text, amount in (
        ("Protein shake", "4.90"),
        ("Mineral water", "1.85"),
        ("Espresso", "2.20"),
        ("Energy bar", "2.75"),
        ("Towel rental", "3.00"),
        ("Sauna", "7.95"),
        ("Solarium", "5.99"),
        ("Guest pass", "14.50"),
        ("Personal training", "59.00"),
        ("Locker rental", "9.99"),
    )
)
_FEES = (Decimal("19.90"), Decimal("29.90"), Decimal("44.99"))


class _Charge(NamedTuple):
    due: date
    text: str
    amount: Decimal
    currency: str


def make_ledger(studio: Studio, customer_id: int) -> Ledger:
    """Return the account of a customer with past charges and payments, open entries, and upcoming charges."""
    rng = studio.rng("account", customer_id)
    rich = customer_id == RICH_CUSTOMER
    heavy = rich or customer_id % 25 == 0
    currency = "EUR" if rich or rng.random() < 0.7 else rng.choice(("CHF", "GBP"))
    months = 120 if rich else rng.randint(24, 48) if heavy else rng.randint(2, 24)
    fee = rng.choice(_FEES)
    today = studio.first_day
    ledger = Ledger(customer_id, currency, today)

    this_month = today.replace(day=1)
    charges = [
        charge
        for month in range(-months, 1)
        for charge in _charges_of_month(
            rng, add_units(this_month, month, "MONTH"), fee, currency, 70 if heavy else 4, abroad=rich
        )
        if charge.due <= today
    ]
    _book_past(ledger, charges, _choose_open_amounts(rng, charges, today, rich=rich), today)
    for month in range(1, 13 if rich else rng.randint(2, 12)):
        due = add_units(this_month, month, "MONTH")
        ledger.book(due, f"Membership fee {due:%m/%Y}", fee, currency, fee)["installmentPlan"] = month == 3
    ledger.credit = Decimal("35.50") if rich else Decimal(rng.randrange(5000)).scaleb(-2)
    if not rich and rng.random() < 0.05:
        ledger.start_collection()
    return ledger


def _charges_of_month(
    rng: Random, first: date, fee: Decimal, currency: str, purchases: int, *, abroad: bool
) -> Iterator[_Charge]:
    """Yield the charges of one month in order: the fee and purchases, with `abroad` some in other currencies."""
    yield _Charge(first, f"Membership fee {first:%m/%Y}", fee, currency)
    for day in sorted(rng.choices(range(28), k=rng.randint(purchases // 4, purchases))):
        text, amount = rng.choice(_PURCHASES)
        location = rng.random() if abroad else 1.0
        spent = "CHF" if location < 0.03 else "GBP" if location < 0.05 else currency
        yield _Charge(first + timedelta(days=day), text, amount, spent)


def _choose_open_amounts(rng: Random, charges: list[_Charge], today: date, *, rich: bool) -> dict[int, Decimal]:
    """Return the open amounts by index of the charge, some of the latest; one of them is settled in part."""
    days = 55 if rich else rng.choice((20, 45, 92))
    recent = [index for index, charge in enumerate(charges) if (today - charge.due).days <= days]
    if rich:
        chosen = [
            index
            for currency, count in (("EUR", 6), ("CHF", 1), ("GBP", 1))
            for index in [index for index in recent if charges[index].currency == currency][
                :: max(1, len(recent) // 8)
            ][:count]
        ]
    else:
        chosen = rng.sample(recent, min(len(recent), rng.choice((0, 0, 0, 1, 3))))
    open_amounts = {index: charges[index].amount for index in chosen}
    if chosen:
        open_amounts[chosen[0]] = Decimal("1.25")
    return open_amounts


def _book_past(ledger: Ledger, charges: list[_Charge], open_amounts: dict[int, Decimal], today: date) -> None:
    """Book charges in order, and after each month a payment of all that is not open."""
    numbered = enumerate(charges)
    for month, group in groupby(numbered, key=lambda item: item[1].due.replace(day=1)):
        paid: dict[str, Decimal] = {}
        for index, (due, text, amount, currency) in group:
            open_amount = open_amounts.get(index, Decimal("0.00"))
            ledger.book(due, text, amount, currency, open_amount)
            paid[currency] = paid.get(currency, Decimal("0.00")) + amount - open_amount
        for currency, amount in paid.items():
            if amount:
                ledger.book(min(add_units(month, 1, "MONTH"), today), "Direct debit", -amount, currency)
