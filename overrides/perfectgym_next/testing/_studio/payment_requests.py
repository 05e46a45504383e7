"""Payment requests: tokens for amounts to be paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.fake_people import make_uuid
from perfectgym_next.testing._studio.problems import ProblemResponse, conflict, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["PaymentRequest", "PaymentRequests"]


@dataclass(slots=True)
class PaymentRequest:
    """A payment request.

    Attributes:
        amount: Amount to be paid.
        currency: ISO 4217 code; None allows any.
        customer_id: The customer who pays; None allows any.
        used: Whether the token was used.
    """

    amount: Decimal
    currency: str | None
    customer_id: int | None
    used: bool = False

    def check_customer(self, customer_id: int) -> None:
        """Check that the request belongs to a customer.

        Raises:
            ProblemResponse: It belongs to another customer.
        """
        if self.customer_id not in (None, customer_id):
            raise conflict(
                "PAYMENT_REQUEST_OF_OTHER_CUSTOMER",
                "the payment request belongs to another customer",
                "paymentRequestToken",
            )

    def check_amount(self, amount: Decimal, currency: str) -> None:
        """Check that a payment is the one requested.

        Raises:
            ProblemResponse: The amount or the currency differs, or the amount is not above 0.
        """
        if amount <= 0:
            raise invalid("amount.amount must be more than 0", "amount.amount")
        if amount != self.amount:
            raise conflict(
                "AMOUNT_MISMATCH", f"the payment request is for {self.amount}, not {amount}", "amount.amount"
            )
        if self.currency not in (None, currency):
            raise conflict(
                "CURRENCY_MISMATCH", f"the payment request is in {self.currency}, not {currency}", "amount.currency"
            )


class PaymentRequests:
    """All payment requests; each can be used once."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._requests: dict[str, PaymentRequest] = {}

    def add(self, amount: Decimal, currency: str | None = None, customer_id: int | None = None) -> str:
        """Add a payment request and return its token."""
        rng = self._studio.rng("payment request", len(self._requests))
        token = f"{rng.getrandbits(256):064x}"
        self._requests[token] = PaymentRequest(amount, currency, customer_id)
        return token

    def find(self, token: str, reference: str = "paymentRequestToken") -> PaymentRequest:
        """Return the payment request of a token.

        Args:
            token: The token.
            reference: Dotted path of the field that holds the token.

        Raises:
            ProblemResponse: There is no such request, or it was used.
        """
        request = self._requests.get(token)
        if request is None:
            raise ProblemResponse(
                404, "PAYMENT_REQUEST_NOT_FOUND", "there is no payment request with this token", reference
            )
        if request.used:
            raise conflict("PAYMENT_REQUEST_USED", "the payment request was already used", reference)
        return request

    def open_session(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Open a payment session and return its token, as the API returns it; the token books a payment.

        Raises:
            ProblemResponse: There is no such customer, or the amount is not above 0.
        """
        customer_id, amount = body.get("customerId"), Decimal(body["amount"])
        if customer_id is not None:
            self._studio.part(Customers).check(customer_id, "customerId")
        if amount <= 0:
            raise invalid("amount must be more than 0", "amount")
        expires = (self._studio.now + timedelta(hours=1)).astimezone(UTC)
        return {
            "token": self.add(amount, customer_id=customer_id),
            "tokenValidUntil": f"{expires:%Y-%m-%dT%H:%M:%S.%f}Z",
            "finionPayCustomerId": body.get("finionPayCustomerId")
            or make_uuid(self._studio.rng("finion pay", customer_id)),
        }
