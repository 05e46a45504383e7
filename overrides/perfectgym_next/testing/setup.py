"""Setting up a case: what a test wants to be there, in one line each."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from perfectgym_next._core.naming import snake_case
from perfectgym_next.models import Money
from perfectgym_next.testing._openapi.names import check_name, suggest
from perfectgym_next.testing._openapi.validation import check
from perfectgym_next.testing._server.responses import Refusal
from perfectgym_next.testing._studio.studio import ZONE
from perfectgym_next.testing.domains.account import Accounts
from perfectgym_next.testing.domains.checkins import Checkins
from perfectgym_next.testing.domains.classes import ClassBookings
from perfectgym_next.testing.domains.contracts import Contracts
from perfectgym_next.testing.domains.customers import Customers
from perfectgym_next.testing.domains.documents import Documents
from perfectgym_next.testing.domains.offers import TERMS
from perfectgym_next.testing.domains.payments import PaymentRequests
from perfectgym_next.testing.domains.self_service import Amendments

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfectgym_next.testing._server.engine import Engine

__all__ = ["Cases"]

P = TypeVar("P")


class Cases:
    """What can be put into the studio beside what its seed and its operations bring."""

    _engine: Engine

    def add_customer(self, **members: Any) -> int:
        """Add a customer and return the id.

        Args:
            members: Members of ``Customer`` in snake_case: ``first_name="Ada"``, ``status="PROSPECT"``,
                ``date_of_birth=date(1990, 12, 10)``. Without ``status`` the customer is a member.

        Raises:
            TypeError: There is no such member, or it cannot be chosen.
            ValueError: A member does not fit the API's description.
        """
        description = self._engine.description
        names = {snake_case(name): name for name in description.schemas["Customer"]["properties"]}
        chosen = names.keys() - {"id", "uuid", "customer_number"}
        given: dict[str, Any] = {}
        for name, value in members.items():
            check_name(name, chosen, "a customer has no member to choose that is named", error=TypeError)
            given[names[name]] = value.isoformat() if isinstance(value, date) else value
        schema = {**description.resolve(description.schemas["Customer"]), "required": ["firstName", "lastName"]}
        given = {"firstName": "Test", "lastName": "Customer", **given}
        check(description, schema, given)
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
            customer_id: Whose account.
            amounts: What each entry charges, exact: a `Decimal` or its text; below zero for a payment.
            currency: ISO 4217 code.
            due: When they fall due, by default on the studio's day. Later ones are upcoming.
            description: Their text.
            settled: Whether they are paid already; else they are open, all of them.

        Raises:
            LookupError: There is no such customer.
            TypeError: An amount is a float, which is not exact.
            ValueError: An amount or the currency is none.
        """
        exact = [_exact(amount, currency) for amount in amounts]
        with self._engine.lock:
            ledger = _looked_up(lambda: self._part(Accounts).of(customer_id))
            day = due or self._engine.studio.today
            return [
                int(ledger.book(day, description, amount, currency, Decimal(0) if settled else amount)["id"])
                for amount in exact
            ]

    def add_contract(self, customer_id: int, rate_name: str = "Basic", *, start: date | None = None) -> int:
        """Conclude a contract for a customer and return its id.

        Args:
            customer_id: Who becomes a member.
            rate_name: ``Basic``, ``Premium`` or ``All-in``.
            start: Its first day, by default the studio's day.

        Raises:
            LookupError: There is no such customer or rate.
        """
        term = next((term for term in TERMS if term.rate_name == rate_name), None)
        if term is None:
            near = suggest(rate_name, [term.rate_name for term in TERMS])
            raise LookupError(f"there is no rate {rate_name!r}, only Basic, Premium and All-in{near}")
        with self._engine.lock:
            day = start or self._engine.studio.today
            return _looked_up(lambda: self._part(Contracts).conclude(customer_id, term, day)).id

    def add_checkin(self, customer_id: int, entered: datetime, *, minutes: int = 60) -> int:
        """Add a visit, the latest one, and return its id.

        Args:
            customer_id: Who came.
            entered: When; without a time zone it is the studio's.
            minutes: How long the visit lasted.

        Raises:
            LookupError: There is no such customer.
        """
        moment = entered if entered.tzinfo else entered.replace(tzinfo=ZONE)
        with self._engine.lock:
            visit = _looked_up(
                lambda: self._part(Checkins).add(customer_id, moment, moment + timedelta(minutes=minutes))
            )
            return int(visit["checkinId"])

    def add_document(self, customer_id: int, filename: str, description: str | None = None) -> int:
        """Add a document to a customer's and return its id.

        Raises:
            LookupError: There is no such customer.
        """
        with self._engine.lock:
            document_id = self._engine.studio.new_id()
            return int(
                _looked_up(lambda: self._part(Documents).add(customer_id, filename, description, document_id))["id"]
            )

    def add_payment_request(
        self, amount: Decimal | str, currency: str = "EUR", *, customer_id: int | None = None
    ) -> str:
        """Make a payment request, as the payment widget would, and return the token that books it.

        Args:
            amount: What is to be paid, exact: a `Decimal` or its text.
            currency: ISO 4217 code.
            customer_id: The customer who pays; without one, any may.

        Raises:
            LookupError: There is no such customer.
            TypeError: The amount is a float, which is not exact.
            ValueError: The amount is not above zero, or the currency is none.
        """
        exact = _exact(amount, currency)
        if not exact > 0:
            raise ValueError(f"the amount of a payment must be more than 0, not {amount}")
        with self._engine.lock:
            if customer_id is not None:
                _looked_up(lambda: self._part(Customers).check(customer_id))
            return self._part(PaymentRequests).add(exact, currency, customer_id)

    def fill_class_slot(self, class_slot_id: int, *, waiting_list: bool = False) -> None:
        """Let strangers take all places of a class slot.

        Args:
            class_slot_id: The slot.
            waiting_list: Whether they take its waiting list too; else that is empty.

        Raises:
            LookupError: There is no such slot.
        """
        with self._engine.lock:
            _looked_up(lambda: self._part(ClassBookings).fill(class_slot_id, waiting_list=waiting_list))

    def accept_amendments(self, customer_id: int) -> None:
        """Let staff verify all pending self-service changes of a customer: they are in force then.

        Raises:
            LookupError: There is no such customer.
        """
        with self._engine.lock:
            _looked_up(lambda: self._part(Customers).check(customer_id))
            self._part(Amendments).accept(customer_id)

    def _part(self, kind: type[P]) -> P:
        return self._engine.studio.part(kind)


def _exact(amount: Decimal | str, currency: str) -> Decimal:
    if isinstance(amount, float):
        raise TypeError(f"an amount must be exact: Decimal({str(amount)!r}), not the float {amount!r}")
    return Money(amount, currency).amount


def _looked_up(find: Callable[[], P]) -> P:
    """What was found; a refusal becomes the error that Python has for it."""
    try:
        return find()
    except Refusal as refusal:
        raise LookupError(refusal.message) from None
