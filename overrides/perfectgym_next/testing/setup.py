"""Setting up a studio for a test: records that its seed does not bring, one call each."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from perfectgym_next._core.naming import snake_case
from perfectgym_next.models import Money
from perfectgym_next.testing._openapi.names import check_name, suggest
from perfectgym_next.testing._openapi.validation import validate
from perfectgym_next.testing._studio.accounts import Accounts
from perfectgym_next.testing._studio.amendments import KINDS, RULES, Amendments
from perfectgym_next.testing._studio.checkins import Checkins
from perfectgym_next.testing._studio.class_bookings import ClassBookings
from perfectgym_next.testing._studio.contracts import REASONS, Contracts
from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.debt_collection import DebtCollection
from perfectgym_next.testing._studio.documents import Documents
from perfectgym_next.testing._studio.idle_periods import IdlePeriods
from perfectgym_next.testing._studio.offers import TERMS
from perfectgym_next.testing._studio.payment_requests import PaymentRequests
from perfectgym_next.testing._studio.problems import ProblemResponse
from perfectgym_next.testing._studio.studio import ZONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from perfectgym_next.testing._server.engine import Engine
    from perfectgym_next.testing._studio.studio import Studio
    from perfectgym_next.testing.webhooks import Webhooks

__all__ = ["StudioSetup"]

P = TypeVar("P")


class StudioSetup:
    """The methods that set up one studio of an embedded API: they add records to it."""

    _engine: Engine
    _studio: Studio

    @property
    def studio_id(self) -> int:
        """The studio's id, ``studioId`` in responses."""
        return self._studio.id

    @property
    def now(self) -> datetime:
        """The current time of all studios of the API, in their time zone."""
        return self._studio.now

    @property
    def studio_name(self) -> str:
        """The studio's name."""
        return self._studio.name

    @property
    def webhooks(self) -> Webhooks:
        """The studio's webhooks: ``api.webhooks.to(…)`` sends events to a receiver, ``api.webhooks.sent`` has them."""
        return self._engine.webhooks_of(self._studio)

    def add_key(self, key: str, *, scopes: Iterable[str] | None = None) -> None:
        """Accept one more API key of this studio.

        Args:
            key: The key.
            scopes: Scopes that the key grants; None grants all.

        Raises:
            TypeError: `scopes` is one text instead of several.
            ValueError: The key is not visible ASCII or belongs to another studio, or a scope does not exist.
        """
        with self._engine.lock:
            self._engine.keys.add(key, self._studio, scopes)

    def add_customer(self, **fields: Any) -> int:
        """Add a customer and return the id.

        Args:
            fields: Fields of ``Customer`` in snake_case: ``first_name="Ada"``, ``status="PROSPECT"``,
                ``date_of_birth=date(1990, 12, 10)``. The default of ``status`` is ``MEMBER``.

        Raises:
            TypeError: The field does not exist, or the API sets it itself.
            ValueError: A value does not match the API's description.
        """
        description = self._engine.description
        names = {snake_case(name): name for name in description.schemas["Customer"]["properties"]}
        allowed = names.keys() - {"id", "uuid", "customer_number"}
        given: dict[str, Any] = {}
        for name, value in fields.items():
            check_name(name, allowed, "add_customer() has no argument", error=TypeError)
            given[names[name]] = value.isoformat() if isinstance(value, date) else value
        schema = {**description.resolve(description.schemas["Customer"]), "required": ["firstName", "lastName"]}
        given = {"firstName": "Test", "lastName": "Customer", **given}
        validate(description, schema, given)
        with self._engine.lock:
            return int(self._part(Customers).add(given)["id"])

    def add_bookings(
        self,
        customer_id: int,
        *amounts: Decimal | str,
        currency: str = "EUR",
        due: date | None = None,
        description: str = "Membership fee",
        settled: bool = False,
    ) -> list[int]:
        """Add entries to a customer's account and return their ids.

        Args:
            customer_id: The customer.
            amounts: Amount of each entry, a `Decimal` or its text; negative for a payment.
            currency: ISO 4217 code.
            due: Due date, by default yesterday. The API lists entries of today and later as upcoming.
            description: Text of the entries.
            settled: Whether they are paid; otherwise the whole amounts are open.

        Raises:
            LookupError: The customer does not exist.
            TypeError: An amount is a float, which is not exact.
            ValueError: An amount or the currency is invalid.
        """
        exact = [_exact(amount, currency) for amount in amounts]
        with self._engine.lock:
            ledger = _look_up(lambda: self._part(Accounts).of(customer_id))
            day = due or self._studio.today - timedelta(days=1)
            return [
                int(ledger.book(day, description, amount, currency, Decimal(0) if settled else amount)["id"])
                for amount in exact
            ]

    def add_contract(
        self,
        customer_id: int,
        rate_name: str = "Basic",
        *,
        start: date | None = None,
        canceled_for: date | None = None,
    ) -> int:
        """Add a contract of a customer and return its id.

        Args:
            customer_id: The customer; a prospect becomes a member.
            rate_name: ``Basic``, ``Premium`` or ``All-in``.
            start: First day, by default the studio's current day.
            canceled_for: Last day, for which it is canceled; None means that it renews itself.

        Raises:
            LookupError: The customer or rate does not exist.
            ValueError: `canceled_for` is before the first day.
        """
        term = next((term for term in TERMS if term.rate_name == rate_name), None)
        if term is None:
            hint = suggest(rate_name, [term.rate_name for term in TERMS])
            raise LookupError(f"unknown rate {rate_name!r}: expected Basic, Premium or All-in{hint}")
        with self._engine.lock:
            day = start or self._studio.today
            if canceled_for is not None and canceled_for < day:
                raise ValueError(f"invalid canceled_for {canceled_for}: the contract starts later, on {day}")
            contract = _look_up(lambda: self._part(Contracts).conclude(customer_id, term, day))
            if canceled_for is not None:
                contract.canceled_for, contract.received, contract.reason = canceled_for, day, REASONS[1001]
            return contract.id

    def add_checkin(self, customer_id: int, entered: datetime, *, minutes: int = 60) -> int:
        """Add a check-in, the customer's latest, and return its id.

        Args:
            customer_id: The customer.
            entered: Time of the check-in; a naive one is in the studio's time zone.
            minutes: Minutes until the check-out.

        Raises:
            LookupError: The customer does not exist.
        """
        moment = entered if entered.tzinfo else entered.replace(tzinfo=ZONE)
        with self._engine.lock:
            checkin = _look_up(
                lambda: self._part(Checkins).add(customer_id, moment, moment + timedelta(minutes=minutes))
            )
            return int(checkin["checkinId"])

    def add_document(self, customer_id: int, filename: str, description: str | None = None) -> int:
        """Add a document of a customer and return its id.

        Raises:
            LookupError: The customer does not exist.
        """
        with self._engine.lock:
            document_id = self._studio.new_id()
            return int(
                _look_up(lambda: self._part(Documents).add(customer_id, filename, description, document_id))["id"]
            )

    def add_payment_request(
        self, amount: Decimal | str, currency: str = "EUR", *, customer_id: int | None = None
    ) -> str:
        """Add a payment request without a session and return the token that pays.

        Args:
            amount: Amount to be paid, a `Decimal` or its text; 0 captures a payment instrument.
            currency: ISO 4217 code.
            customer_id: The customer who pays; None allows any, which the service does not.

        Raises:
            LookupError: The customer does not exist.
            TypeError: The amount is a float, which is not exact.
            ValueError: The amount is below zero, or the currency is invalid.
        """
        exact = _exact(amount, currency)
        if not exact >= 0:
            raise ValueError(f"invalid amount {amount}: expected more than 0, or 0 to capture a payment instrument")
        with self._engine.lock:
            if customer_id is not None:
                _look_up(lambda: self._part(Customers).check(customer_id))
            return self._part(PaymentRequests).add(exact, currency, customer_id)

    def complete_payment(self, session_token: str) -> str:
        """Complete a payment session, as a user does in the payment component, and return the token that pays.

        Args:
            session_token: The ``token`` that ``payments.create_user_session`` returned.

        Raises:
            LookupError: The session does not exist, or it has ended.
        """
        with self._engine.lock:
            return _look_up(lambda: self._part(PaymentRequests).complete_session(session_token))

    def fill_class_slot(self, class_slot_id: int, *, waiting_list: bool = False) -> None:
        """Book all free places of a class slot for unnamed customers.

        Args:
            class_slot_id: The slot.
            waiting_list: Whether to fill the waiting list too; otherwise unnamed customers leave it.

        Raises:
            LookupError: The slot does not exist.
        """
        with self._engine.lock:
            _look_up(lambda: self._part(ClassBookings).fill(class_slot_id, waiting_list=waiting_list))

    def add_class_booking(self, customer_id: int, class_slot_id: int, *, confirmed: bool = True) -> int:
        """Book a place in a class slot, or on its waiting list if it is full, and return the id of the booking.

        Args:
            customer_id: The customer.
            class_slot_id: The slot.
            confirmed: Whether the booking is confirmed; one of a trial offer is not until the lead confirms it.

        Raises:
            LookupError: The customer or slot does not exist, or the slot cannot be booked.
        """
        with self._engine.lock:
            bookings = self._part(ClassBookings)
            booking = _look_up(lambda: bookings.book(class_slot_id, customer_id, trial=not confirmed))
            return int(booking["bookingId"])

    def start_debt_collection(self, customer_id: int) -> int:
        """Transfer a customer's open entries to a collection agency and return the id of the debt collection run.

        The run has this debtor only, and waits for confirmation.

        Raises:
            LookupError: The customer does not exist, or the customer has no open entries to transfer.
        """
        with self._engine.lock:
            return _look_up(lambda: self._part(DebtCollection).transfer(customer_id))

    def accept_amendments(self, customer_id: int) -> None:
        """Apply all pending amendments and idle periods of a customer, as if staff had verified them.

        Raises:
            LookupError: The customer does not exist.
        """
        with self._engine.lock:
            _look_up(lambda: self._part(Customers).check(customer_id))
            self._part(Amendments).accept(customer_id)
            self._part(IdlePeriods).accept(customer_id)

    def set_amendment_rule(self, data: str, rule: str) -> None:
        """Set how customers may change one kind of their data.

        Args:
            data: ``address``, ``contact``, ``master`` or ``payment``.
            rule: ``READ`` for no change, ``CHANGES_REQUIRE_VERIFICATION``, or ``CHANGES_WITHOUT_VERIFICATION``.

        Raises:
            ValueError: The kind of data or the rule does not exist.
        """
        check_name(data, KINDS, "customers have no data")
        check_name(rule, RULES, "unknown rule")
        with self._engine.lock:
            self._part(Amendments).rules[data] = rule

    def withdraw_consent(self, customer_id: int) -> None:
        """Make requests for a customer fail with 403, as if the customer had withdrawn the consent to the integration.

        Raises:
            LookupError: The customer does not exist.
        """
        with self._engine.lock:
            _look_up(lambda: self._part(Customers).check(customer_id))
            self._part(Customers).without_consent.add(customer_id)

    def give_consent(self, customer_id: int) -> None:
        """Allow requests for a customer again, after `withdraw_consent`.

        Raises:
            LookupError: The customer does not exist.
        """
        with self._engine.lock:
            _look_up(lambda: self._part(Customers).check(customer_id))
            self._part(Customers).without_consent.discard(customer_id)

    def _part(self, kind: type[P]) -> P:
        return self._studio.part(kind)


def _exact(amount: Decimal | str, currency: str) -> Decimal:
    if isinstance(amount, float):
        raise TypeError(f"cannot use the float {amount!r} as an amount: it is not exact; use Decimal({str(amount)!r})")
    return Money(amount, currency).amount


def _look_up(find: Callable[[], P]) -> P:
    """Return the result of a function; a `ProblemResponse` becomes a `LookupError`."""
    try:
        return find()
    except ProblemResponse as problem:
        raise LookupError(problem.message) from None
