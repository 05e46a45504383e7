"""Payment sessions, and the tokens that the payment component returns for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.fake_people import make_uuid
from perfectgym_next.testing._studio.problems import ProblemResponse, conflict, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["PaymentRequest", "PaymentRequests"]

_CURRENCY = "EUR"
_VALID_FOR = timedelta(hours=1)


@dataclass(slots=True)
class PaymentRequest:
    """A payment request: what the payment component has authorised or captured.

    Attributes:
        amount: Amount to be paid; 0 captures a payment instrument.
        currency: ISO 4217 code.
        expires: Time at which it is canceled.
        customer_id: The customer who pays; None is a potential customer, or anybody without `payer_id`.
        payer_id: FinionPay id of the payer, if the request comes from a session.
        completed: Whether the payment component has returned the paying token of the session.
        used: Whether the token was used.
    """

    amount: Decimal
    currency: str
    expires: datetime
    customer_id: int | None
    payer_id: str | None = None
    completed: bool = False
    used: bool = False

    def check_customer(self, customer_id: int, reference: str = "paymentRequestToken") -> None:
        """Check that the request belongs to a customer.

        Raises:
            ProblemResponse: It belongs to another customer, or to somebody who is not a customer yet.
        """
        anybody = self.customer_id is None and self.payer_id is None
        if not anybody and self.customer_id != customer_id:
            message = "the payment request belongs to somebody else than this customer"
            raise conflict("PAYMENT_REQUEST_OF_OTHER_CUSTOMER", message, reference)

    def check_newcomer(self, reference: str) -> None:
        """Check that the request can belong to a new customer.

        Raises:
            ProblemResponse: It belongs to a customer.
        """
        if self.customer_id is not None:
            message = "the payment request belongs to an existing customer"
            raise conflict("PAYMENT_REQUEST_OF_OTHER_CUSTOMER", message, reference)

    def check_instrument(self, reference: str = "paymentRequestToken") -> None:
        """Check that the request captures a payment instrument.

        Raises:
            ProblemResponse: It authorises a payment.
        """
        if self.amount:
            message = f"the payment request is for {self.amount}; a session with the amount 0 captures an instrument"
            raise conflict("NOT_A_PAYMENT_INSTRUMENT", message, reference)

    def check_payment(self, reference: str) -> None:
        """Check that the request authorises a payment.

        Raises:
            ProblemResponse: It captures a payment instrument.
        """
        if not self.amount:
            raise conflict("NOT_A_PAYMENT", "the payment request captures an instrument and pays nothing", reference)

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
        if self.currency != currency:
            raise conflict(
                "CURRENCY_MISMATCH", f"the payment request is in {self.currency}, not {currency}", "amount.currency"
            )


class PaymentRequests:
    """All payment sessions and requests. A session gives one request, and a request is used once."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._token_count = 0
        self._sessions: dict[str, PaymentRequest] = {}
        self._requests: dict[str, PaymentRequest] = {}
        self._payers: dict[str, int | None] = {}

    def add(self, amount: Decimal, currency: str, customer_id: int | None = None) -> str:
        """Add a payment request and return its token.

        Args:
            amount: Amount to be paid; 0 captures a payment instrument.
            currency: ISO 4217 code.
            customer_id: The customer who pays; None allows anybody.
        """
        token = self._make_token()
        self._requests[token] = PaymentRequest(amount, currency, self._studio.now + _VALID_FOR, customer_id)
        return token

    def find(self, token: str, reference: str = "paymentRequestToken") -> PaymentRequest:
        """Return the payment request of a token.

        Args:
            token: The token that the payment component has returned.
            reference: Dotted path of the field that holds the token.

        Raises:
            ProblemResponse: The request does not exist, or it was used or canceled.
        """
        request = self._requests.get(token)
        if request is None:
            message = "no payment request has this token"
            if token in self._sessions:
                message = (
                    "this is the token of a session: the payment component returns another, see complete_payment()"
                )
            raise ProblemResponse(404, "PAYMENT_REQUEST_NOT_FOUND", message, reference)
        if request.used:
            raise conflict("PAYMENT_REQUEST_USED", "the payment request was already used", reference)
        if request.expires < self._studio.now:
            raise conflict("PAYMENT_REQUEST_EXPIRED", "the payment request was not used in time", reference)
        return request

    def open_session(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Open a payment session and return its token, as the API returns it.

        Raises:
            ProblemResponse: The customer or payer does not exist, both are given, or the amount is below 0.
        """
        customer_id, payer_id, amount = body.get("customerId"), body.get("finionPayCustomerId"), Decimal(body["amount"])
        if customer_id is not None and payer_id is not None:
            raise invalid("customerId and finionPayCustomerId exclude each other", "finionPayCustomerId")
        if customer_id is not None:
            self._studio.part(Customers).check(customer_id, "customerId")
        if amount < 0:
            raise invalid("amount must be at least 0", "amount")
        if payer_id is None:
            payer_id = self._payer_of(customer_id)
        token, expires = self._make_token(), self._studio.now + _VALID_FOR
        payer = self._payers.setdefault(payer_id, None)
        self._sessions[token] = PaymentRequest(amount, _CURRENCY, expires, payer, payer_id)
        return {
            "token": token,
            "tokenValidUntil": f"{expires.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z",
            "finionPayCustomerId": payer_id,
        }

    def complete_session(self, token: str) -> str:
        """Complete a session, as a user does in the payment component, and return the token of its payment request.

        Raises:
            ProblemResponse: The session does not exist, or it has ended.
        """
        request = self._sessions.get(token)
        if request is None:
            raise ProblemResponse(404, "PAYMENT_SESSION_NOT_FOUND", "no payment session has this token")
        if request.completed or request.expires < self._studio.now:
            raise conflict("PAYMENT_SESSION_ENDED", "the payment session has ended: open another")
        request.customer_id = self._payers[str(request.payer_id)]
        request.completed = True
        paying = self._make_token()
        self._requests[paying] = request
        return paying

    def assign(self, request: PaymentRequest, customer_id: int) -> None:
        """Make the payer of a request the customer that was created with it."""
        if request.payer_id is None:
            return
        self._payers[request.payer_id] = customer_id
        for other in self._requests.values():
            if other.payer_id == request.payer_id:
                other.customer_id = customer_id

    def _payer_of(self, customer_id: int | None) -> str:
        """Return the FinionPay id of a customer, or a new one for a potential customer."""
        known = (payer for payer, owner in self._payers.items() if customer_id is not None and owner == customer_id)
        payer = next(known, None)
        if payer is None:
            payer = make_uuid(self._studio.rng("finion pay", customer_id or len(self._payers)))
            self._payers[payer] = customer_id
        return payer

    def _make_token(self) -> str:
        self._token_count += 1
        return f"{self._studio.rng('payment request', self._token_count).getrandbits(256):064x}"
