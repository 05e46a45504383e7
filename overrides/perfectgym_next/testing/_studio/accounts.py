"""The accounts of all customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.account_history import make_ledger
from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.ledger import Ledger
from perfectgym_next.testing._studio.problems import conflict, not_found

if TYPE_CHECKING:
    from datetime import datetime

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Accounts", "find_claims"]


class Accounts:
    """The accounts of all customers; each is created when it is first read."""

    lazy = "_ledgers"

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._ledgers: dict[int, Ledger] = {}

    def of(self, customer_id: int) -> Ledger:
        """Return the account of a customer.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        ledger = self._ledgers.get(customer_id)
        if ledger is None:
            self._customers.check(customer_id)
            ledger = self._ledgers[customer_id] = (
                make_ledger(self._studio, customer_id)
                if self._customers.is_from_seed(customer_id)
                else Ledger(customer_id, "EUR", self._studio.today)
            )
            ledger.pass_time(self._studio.today)
        return ledger

    def pass_time(self, before: datetime) -> None:  # only the current day counts
        """Let entries fall due in the accounts that were read."""
        for ledger in self._ledgers.values():
            ledger.pass_time(self._studio.today)


def find_claims(ledger: Ledger, ids: list[int] | None, currency: str) -> list[dict[str, Any]]:
    """Return the open entries that a payment settles.

    Args:
        ledger: The customer's account.
        ids: Ids from the request's ``debtClaimIds``; without them, all due entries of the currency, the oldest first.
        currency: Currency of the payment.

    Raises:
        ProblemResponse: An entry does not exist, is settled, or has another currency.
    """
    if not ids:
        return ledger.open_entries(currency)
    claims = []
    for index, claim_id in enumerate(ids):
        entry, reference = ledger.find(claim_id), f"debtClaimIds[{index}]"
        if entry is None:
            raise not_found("debt claim", claim_id, reference)
        if entry["openAmount"]["amount"] <= 0:
            raise conflict("DEBT_CLAIM_SETTLED", f"debt claim {claim_id} is already settled", reference)
        if entry["openAmount"]["currency"] != currency:
            raise conflict(
                "CURRENCY_MISMATCH",
                f"debt claim {claim_id} is in {entry['openAmount']['currency']}, the payment in {currency}",
                reference,
            )
        claims.append(entry)
    return claims
