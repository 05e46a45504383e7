"""Customers' accounts: entries, balances and payments."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.accounts import Accounts, find_claims
from perfectgym_next.testing._studio.payment_requests import PaymentRequests
from perfectgym_next.testing._studio.slices import slice_by_token

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call
    from perfectgym_next.testing._studio.ledger import Ledger


def get_balances(call: Call) -> Any:
    """Return balance, credit and dunning level."""
    ledger = _ledger(call)
    balances: dict[str, Any] = {
        "accountBalance": {"amount": ledger.balance, "currency": ledger.currency},
        "consumptionCredit": {"amount": ledger.credit, "currency": ledger.currency},
        "inDebtCollection": ledger.in_debt_collection,
    }
    if ledger.dunning_level:
        balances["dunningLevel"] = f"Dunning Level {ledger.dunning_level}"
    return balances


def list_transactions(call: Call) -> Any:
    """Return the entries of the days before today."""
    return slice_by_token(call.query, _ledger(call).past)


def list_upcoming_transactions(call: Call) -> Any:
    """Return the entries of today and of the year ahead."""
    return slice_by_token(call.query, _ledger(call).upcoming)


def book_payment(call: Call) -> Any:
    """Book a payment of the given claims, by default of the oldest ones; the rest stays as a credit."""
    ledger = _ledger(call)
    amount, currency = Decimal(call.body["amount"]["amount"]), call.body["amount"]["currency"]
    request = call.studio.part(PaymentRequests).find(call.body["paymentRequestToken"])
    request.check_customer(call.path["customerId"])
    request.check_amount(amount, currency)
    ledger.pay(amount, currency, find_claims(ledger, call.body.get("debtClaimIds"), currency))
    request.used = True
    return {}


def update_payment_instrument(call: Call) -> Any:
    """Change the payment instrument by a payment request."""
    ledger, token = _ledger(call), call.body["paymentRequestToken"]
    request = call.studio.part(PaymentRequests).find(token)
    request.check_customer(call.path["customerId"])
    request.check_instrument()
    ledger.payment_instrument = token
    request.used = True
    return {}


def _ledger(call: Call) -> Ledger:
    return call.studio.part(Accounts).of(call.path["customerId"])
