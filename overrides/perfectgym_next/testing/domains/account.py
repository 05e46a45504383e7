"""Customers' accounts: bookings, balances and payments."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import conflict, not_found
from perfectgym_next.testing._studio.slices import slice_after_id
from perfectgym_next.testing.domains.bookings import make_ledger
from perfectgym_next.testing.domains.customers import Customers
from perfectgym_next.testing.domains.ledger import Ledger
from perfectgym_next.testing.domains.payments import PaymentRequests

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Accounts", "handlers"]

handlers = Handlers()


class Accounts:
    """The accounts of all customers; each is made when it is first looked at."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._ledgers: dict[int, Ledger] = {}

    def of(self, customer_id: int) -> Ledger:
        """The account of a customer.

        Raises:
            Refusal: There is no such customer.
        """
        ledger = self._ledgers.get(customer_id)
        if ledger is None:
            self._customers.check(customer_id)
            ledger = self._ledgers[customer_id] = (
                make_ledger(self._studio, customer_id)
                if self._customers.from_seed(customer_id)
                else Ledger(customer_id, "EUR", self._studio.today)
            )
        return ledger


@handlers.answers("customers_account.get_balances")
def get_balances(call: Call) -> Any:
    """Balance, credit and dunning level."""
    ledger = _ledger(call)
    balances: dict[str, Any] = {
        "accountBalance": {"amount": ledger.balance, "currency": ledger.currency},
        "consumptionCredit": {"amount": ledger.credit, "currency": ledger.currency},
        "inDebtCollection": ledger.in_debt_collection,
    }
    if ledger.dunning_level:
        balances["dunningLevel"] = f"Dunning Level {ledger.dunning_level}"
    return balances


@handlers.answers("customers_account.list_transactions")
def list_transactions(call: Call) -> Any:
    """Past bookings, by rising id."""
    past = _ledger(call).past
    return slice_after_id(call, lambda last: _after(past, last))


@handlers.answers("customers_account.list_upcoming_transactions")
def list_upcoming_transactions(call: Call) -> Any:
    """Bookings that are still to come, by rising id."""
    upcoming = _ledger(call).upcoming
    return slice_after_id(call, lambda last: _after(upcoming, last))


@handlers.answers("customers_account.book_payment")
def book_payment(call: Call) -> Any:
    """Settle what the payment names, else what has been due the longest; what is left stays as credit."""
    ledger = _ledger(call)
    amount, currency = Decimal(call.body["amount"]["amount"]), call.body["amount"]["currency"]
    request = call.studio.part(PaymentRequests).find(call.body["paymentRequestToken"])
    request.check_customer(call.path["customerId"])
    request.check_amount(amount, currency)
    claims = _claims(ledger, call.body.get("debtClaimIds"), currency)
    ledger.pay(amount, currency, claims)
    request.used = True
    return {}


@handlers.answers("customers_account.update_payment_instrument")
def update_payment_instrument(call: Call) -> Any:
    """Use up a payment request to change how the customer pays."""
    ledger = _ledger(call)
    request = call.studio.part(PaymentRequests).find(call.body["paymentRequestToken"])
    request.check_customer(call.path["customerId"])
    ledger.payment_instrument = call.body["paymentRequestToken"]
    request.used = True
    return {}


def _ledger(call: Call) -> Ledger:
    return call.studio.part(Accounts).of(call.path["customerId"])


def _after(entries: Sequence[dict[str, Any]], last: int) -> Iterator[dict[str, Any]]:
    start = bisect_right(entries, last, key=lambda entry: entry["id"])
    return (entries[index] for index in range(start, len(entries)))


def _claims(ledger: Ledger, ids: list[int] | None, currency: str) -> list[dict[str, Any]]:
    """The open entries that a payment names; by default those of its currency that are due, the oldest first."""
    if not ids:
        return ledger.open_entries(currency)
    claims = []
    for index, claim_id in enumerate(ids):
        entry, reference = ledger.entry(claim_id), f"debtClaimIds[{index}]"
        if entry is None:
            raise not_found("debt claim", claim_id, reference)
        if entry["openAmount"]["amount"] <= 0:
            raise conflict("DEBT_CLAIM_SETTLED", f"debt claim {claim_id} is settled", reference)
        if entry["openAmount"]["currency"] != currency:
            raise conflict(
                "CURRENCY_MISMATCH",
                f"debt claim {claim_id} is in {entry['openAmount']['currency']}, the payment in {currency}",
                reference,
            )
        claims.append(entry)
    return claims
