"""Membership contracts and their cancelation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next.terms import add_units
from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.offers import TERMS, OfferTerm, euros
from perfectgym_next.testing._studio.problems import conflict, not_found

if TYPE_CHECKING:
    from datetime import datetime

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["REASONS", "Contract", "Contracts", "check_cancelation_date", "find_reason"]

REASONS = {1001: "Moving away", 1002: "Illness", 1003: "Too expensive", 1004: "No time"}
"""The cancelation reasons by id."""


@dataclass(slots=True)
class Contract:
    """A contract.

    Attributes:
        id: Id of the contract.
        customer_id: The customer.
        term: The concluded term of an offer.
        created: Day of the conclusion.
        start: First day.
        end: Last day, unless canceled for an earlier or later one.
        third_party_id: Id in another system.
        canceled_for: Day for which the contract is canceled.
        received: Day of the cancelation.
        reason: Name of the cancelation reason.
        replaced: Whether another contract took its place.
        renews: Whether it is extended by a month whenever it would end; a canceled one never is.
        modules: Its contracts of additional modules, as the API returns them.
    """

    id: int
    customer_id: int
    term: OfferTerm
    created: date
    start: date
    end: date
    third_party_id: str | None = None
    canceled_for: date | None = None
    received: date | None = None
    reason: str | None = None
    replaced: bool = False
    renews: bool = True
    modules: list[dict[str, Any]] = field(default_factory=list)

    def is_active(self, today: date) -> bool:
        """Return whether the contract runs today or in the future."""
        last = self.canceled_for or self.end
        return not self.replaced and last >= today

    def renew(self, today: date) -> None:
        """Extend the contract by as many months as it takes to run today, unless it was canceled."""
        while self.renews and self.canceled_for is None and self.end < today:
            self.end = add_units(self.end + timedelta(days=1), 1, "MONTH") - timedelta(days=1)

    @property
    def last_possible(self) -> date:
        """The last day on which it can be canceled for its end."""
        return add_units(self.end, -1, "MONTH")

    def cancelation_dates(self, today: date) -> list[date]:
        """Return the days for which it can be canceled today."""
        days = (add_units(self.end, number, "MONTH") for number in range(4))
        return [day for day in days if add_units(day, -1, "MONTH") >= today]

    def render(self, today: date) -> dict[str, Any]:
        """Return the contract, as the API returns it to staff."""
        result: dict[str, Any] = {
            "id": self.id,
            "createdDate": self.created,
            "startDate": self.start,
            "endDate": self.end,
            "rateName": self.term.rate_name,
            "rateCodes": _rate_codes(self),
            "contractStatus": "ACTIVE" if self.is_active(today) else "INACTIVE",
            "cancellationPeriod": {"periodValue": 1, "periodUnit": "MONTH"},
            "cancelled": self.canceled_for is not None,
            "price": self.term.price,
            "priceDetails": _prices(self),
            "lastPossibleCancellationDate": self.last_possible,
            "term": {"periodValue": self.term.months, "periodUnit": "MONTH"},
            "extensionTerm": {"periodValue": 1, "periodUnit": "MONTH"},
            "flatFeeContracts": [],
            "moduleContracts": self.modules,
        }
        if self.canceled_for is not None:
            result["cancellationDate"] = self.canceled_for
            result["cancellationReceiptDate"] = self.received
            result["cancellationReason"] = self.reason
        if self.third_party_id is not None:
            result["thirdPartyId"] = self.third_party_id
        return result

    def render_for_self_service(self, today: date) -> dict[str, Any]:
        """Return the contract, as the API returns it for self-service."""
        result: dict[str, Any] = {
            "id": self.id,
            "startDate": self.start,
            "endDate": self.end,
            "rateName": self.term.rate_name,
            "contractStatus": "ACTIVE" if self.is_active(today) else "INACTIVE",
            "cancelationPeriod": {"periodValue": 1, "periodUnit": "MONTH"},
            "price": self.term.price,
            "priceDetails": _prices(self),
            "lastPossibleCancelationDate": self.last_possible,
            "availableCancelationDates": self.cancelation_dates(today) if self.is_active(today) else [],
            "rateCodes": _rate_codes(self),
        }
        if self.canceled_for is not None:
            result["cancelationStatus"] = "CANCELED"
            result["cancelationDate"] = self.canceled_for
            result["cancelationReason"] = self.reason
            result["cancelationOrigin"] = "CUSTOMER"
        return result


class Contracts:
    """All contracts; those of an initial customer are generated when they are first read."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._contracts: dict[int, list[Contract]] = {}
        self._owners: dict[int, int] = {}

    def of(self, customer_id: int) -> list[Contract]:
        """Return a customer's contracts, the oldest first.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        if customer_id not in self._contracts:
            record = self._customers.get(customer_id)
            self._contracts[customer_id] = []
            if self._customers.is_from_seed(customer_id):
                self._generate(customer_id, record["status"])
        return self._contracts[customer_id]

    def render_all(self, customer_id: int, status: str | None) -> list[dict[str, Any]]:
        """Return a customer's contracts, as the API returns them to staff.

        Args:
            customer_id: The customer.
            status: ``ACTIVE`` or ``INACTIVE``; None means all.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        contracts = [contract.render(self._studio.today) for contract in self.of(customer_id)]
        return [contract for contract in contracts if status in (None, contract["contractStatus"])]

    def get(self, contract_id: int) -> Contract:
        """Return a contract.

        Raises:
            ProblemResponse: The contract does not exist.
        """
        owner = self._owners.get(contract_id, contract_id // 100)
        if self._customers.exists(owner):
            for contract in self.of(owner):
                if contract.id == contract_id:
                    self._customers.check_consent(owner, "contractId")
                    return contract
        raise not_found("contract", contract_id, "contractId")

    def get_of(self, customer_id: int, contract_id: int, reference: str = "contractId") -> Contract:
        """Return a contract of a customer.

        Args:
            customer_id: The customer.
            contract_id: The contract.
            reference: Dotted path of the field or parameter that holds the id.

        Raises:
            ProblemResponse: The customer does not exist, or the customer has no such contract.
        """
        for contract in self.of(customer_id):
            if contract.id == contract_id:
                return contract
        raise not_found("contract", contract_id, reference)

    def conclude(self, customer_id: int, term: OfferTerm, start: date, third_party_id: str | None = None) -> Contract:
        """Add a contract and return it; the customer becomes a member.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        contract_id = self._studio.new_id()
        end = add_units(start, term.months, "MONTH") - timedelta(days=1)
        contract = Contract(contract_id, customer_id, term, self._studio.today, start, end, third_party_id)
        contract.renews = end >= self._studio.today
        self.of(customer_id).append(contract)
        self._owners[contract_id] = customer_id
        self._customers.edit(customer_id)["status"] = "MEMBER"
        return contract

    def _generate(self, customer_id: int, status: str) -> None:
        if status == "PROSPECT":
            return
        rng, today, contracts = self._studio.rng("contracts", customer_id), self._studio.first_day, []
        term = rng.choice(TERMS)
        start = add_units(today.replace(day=1), -rng.randint(1, 30), "MONTH")
        end = add_units(start, term.months, "MONTH") - timedelta(days=1)
        if status == "FORMER_MEMBER":
            start, end = add_units(start, -30, "MONTH"), add_units(today, -rng.randint(1, 12), "MONTH")
        if status == "MEMBER" and customer_id % 4 == 0:
            before = add_units(start, -12, "MONTH")
            contracts.append(
                Contract(
                    customer_id * 100 + 2, customer_id, TERMS[0], before, before, start, replaced=True, renews=False
                )
            )
        renews = status == "MEMBER"
        contracts.append(Contract(customer_id * 100 + 1, customer_id, term, start, start, end, renews=renews))
        contracts[-1].renew(self._studio.today)
        self._contracts[customer_id] = contracts

    def pass_time(self, before: datetime) -> None:  # only the current day counts
        """Renew contracts; a member whose last contract has ended is a former member."""
        today = self._studio.today
        for customer_id, contracts in self._contracts.items():
            for contract in contracts:
                contract.renew(today)
            if contracts and not any(contract.is_active(today) for contract in contracts):
                record = self._customers.get(customer_id)
                if record["status"] == "MEMBER":
                    self._customers.edit(customer_id)["status"] = "FORMER_MEMBER"

    def cancel(self, contract: Contract, day: date, reason_id: int) -> None:
        """Cancel a contract for one of its cancelation dates.

        Raises:
            ProblemResponse: The reason does not exist, the contract is not active, or the day is not available.
        """
        today, reason = self._studio.today, find_reason(reason_id)
        if contract.canceled_for is not None or not contract.is_active(today):
            raise conflict("CONTRACT_CANCELED", "the contract was already canceled, or has ended", "contractId")
        check_cancelation_date(day, contract.cancelation_dates(today))
        contract.canceled_for, contract.received, contract.reason = day, today, reason

    def withdraw_cancelation(self, contract: Contract) -> None:
        """Withdraw the cancelation of a contract.

        Raises:
            ProblemResponse: The contract was not canceled.
        """
        if contract.canceled_for is None:
            raise conflict("CONTRACT_NOT_CANCELED", "the contract was not canceled", "contractId")
        contract.canceled_for = contract.received = contract.reason = None


def find_reason(reason_id: int) -> str:
    """Return the name of a cancelation reason.

    Raises:
        ProblemResponse: The reason does not exist.
    """
    if reason_id not in REASONS:
        raise not_found("cancelation reason", reason_id, "cancelationReasonId")
    return REASONS[reason_id]


def check_cancelation_date(day: date, available: list[date]) -> None:
    """Check that a contract can be canceled for a day.

    Raises:
        ProblemResponse: The day is not available.
    """
    if day not in available:
        message = f"cannot cancel for {day}; available: {', '.join(map(str, available))}"
        raise conflict("CANCELATION_DATE_NOT_AVAILABLE", message, "cancelationDate")


def _prices(contract: Contract) -> dict[str, Any]:
    price = euros(contract.term.price)
    month = {"value": 1, "unit": "MONTH"}
    frequency = {"id": contract.term.id * 10, "type": "RECURRING", "term": month, "price": price}
    return {"basePrice": price, "currentPrice": price, "paymentFrequency": frequency}


def _rate_codes(contract: Contract) -> list[dict[str, str]]:
    return [{"name": contract.term.rate_name, "identifier": f"RC{contract.term.offer_id}"}]
