"""Payment requests: the tokens that stand for an amount to be paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import Refusal, conflict, invalid
from perfectgym_next.testing.domains.customers import Customers

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["PaymentRequest", "PaymentRequests", "handlers"]

handlers = Handlers()


@dataclass(slots=True)
class PaymentRequest:
    """What a token stands for. Without a currency or a customer it serves any."""

    amount: Decimal
    currency: str | None
    customer_id: int | None
    used: bool = False

    def check_customer(self, customer_id: int) -> None:
        """Refuse a token that was made for somebody else."""
        if self.customer_id not in (None, customer_id):
            raise conflict(
                "PAYMENT_REQUEST_OF_OTHER_CUSTOMER", "the token is another customer's", "paymentRequestToken"
            )

    def check_amount(self, amount: Decimal, currency: str) -> None:
        """Refuse a payment that is not the one requested."""
        if amount <= 0:
            raise invalid("amount.amount must be more than 0", "amount.amount")
        if amount != self.amount:
            raise conflict("AMOUNT_MISMATCH", f"the token stands for {self.amount}, not {amount}", "amount.amount")
        if self.currency not in (None, currency):
            raise conflict(
                "CURRENCY_MISMATCH", f"the token stands for {self.currency}, not {currency}", "amount.currency"
            )


class PaymentRequests:
    """All payment requests by their token; each can be used once."""

    def __init__(self, studio: Studio) -> None:
        self._dice = studio.dice("payment requests")
        self._requests: dict[str, PaymentRequest] = {}

    def add(self, amount: Decimal, currency: str | None = None, customer_id: int | None = None) -> str:
        """Make a payment request and return its token."""
        token = f"{self._dice.getrandbits(256):064x}"
        self._requests[token] = PaymentRequest(amount, currency, customer_id)
        return token

    def find(self, token: str, reference: str = "paymentRequestToken") -> PaymentRequest:
        """The payment request of a token; `reference` is blamed when there is none.

        Raises:
            Refusal: There is none, or it has been used.
        """
        request = self._requests.get(token)
        if request is None:
            raise Refusal(404, "PAYMENT_REQUEST_NOT_FOUND", "there is no payment request with this token", reference)
        if request.used:
            raise conflict("PAYMENT_REQUEST_USED", "the payment request has been used already", reference)
        return request


@handlers.answers("payments.create_user_session")
def create_user_session(call: Call) -> Any:
    """Open a payment session; its token can be booked as a payment."""
    studio, body = call.studio, call.body
    customer_id = body.get("customerId")
    if customer_id is not None:
        studio.part(Customers).check(customer_id, "customerId")
    amount = Decimal(body["amount"])
    if amount <= 0:
        raise invalid("amount must be more than 0", "amount")
    payer = body.get("finionPayCustomerId") or str(
        UUID(int=studio.dice("finion pay", customer_id).getrandbits(128), version=4)
    )
    valid_until = (studio.now + timedelta(hours=1)).astimezone(UTC)
    return {
        "token": studio.part(PaymentRequests).add(amount, customer_id=customer_id),
        "tokenValidUntil": f"{valid_until:%Y-%m-%dT%H:%M:%S.%f}Z",
        "finionPayCustomerId": payer,
    }
