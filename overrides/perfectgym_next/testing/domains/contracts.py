"""Membership contracts, and how they are cancelled."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import conflict, not_found
from perfectgym_next.testing._studio.months import add_months
from perfectgym_next.testing.domains.customers import Customers
from perfectgym_next.testing.domains.lookup import customer_by
from perfectgym_next.testing.domains.offers import TERMS, OfferTerm, euros

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["REASONS", "Contract", "Contracts", "handlers", "reason_name"]

handlers = Handlers()

REASONS = {1001: "Moving away", 1002: "Illness", 1003: "Too expensive", 1004: "No time"}
"""Why a contract is cancelled, by id."""


@dataclass(slots=True)
class Contract:
    """A contract. `modules` are its additional module contracts as the API shows them within it."""

    id: int
    customer_id: int
    term: OfferTerm
    created: date
    start: date
    end: date
    third_party_id: str | None = None
    cancelled_for: date | None = None
    received: date | None = None
    reason: str | None = None
    replaced: bool = False
    modules: list[dict[str, Any]] = field(default_factory=list)

    def active(self, today: date) -> bool:
        """Whether it runs, or will."""
        last = self.cancelled_for or self.end
        return not self.replaced and last >= today

    @property
    def last_possible(self) -> date:
        """The last day on which it can be cancelled for its end."""
        return add_months(self.end, -1)

    def possible_ends(self, today: date) -> list[date]:
        """For which days it can be cancelled today."""
        return [day for day in (add_months(self.end, number) for number in range(4)) if add_months(day, -1) >= today]


class Contracts:
    """All contracts; those of a customer of the seed are made when they are first read."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._contracts: dict[int, list[Contract]] = {}
        self._owners: dict[int, int] = {}

    def of(self, customer_id: int) -> list[Contract]:
        """A customer's contracts, the oldest first.

        Raises:
            Refusal: There is no such customer.
        """
        if customer_id not in self._contracts:
            record = self._customers.get(customer_id)
            self._contracts[customer_id] = []
            if self._customers.from_seed(customer_id):
                self._make(customer_id, record["status"])
        return self._contracts[customer_id]

    def by_id(self, contract_id: int, reference: str = "contractId") -> Contract:
        """One contract.

        Raises:
            Refusal: There is none with this id; `reference` is blamed.
        """
        owner = self._owners.get(contract_id, contract_id // 100)
        if self._customers.exists(owner):
            for contract in self.of(owner):
                if contract.id == contract_id:
                    return contract
        raise not_found("contract", contract_id, reference)

    def owned(self, customer_id: int, contract_id: int, reference: str = "contractId") -> Contract:
        """One contract of a customer.

        Raises:
            Refusal: There is no such customer, or the customer has no such contract.
        """
        for contract in self.of(customer_id):
            if contract.id == contract_id:
                return contract
        raise not_found("contract", contract_id, reference)

    def conclude(self, customer_id: int, term: OfferTerm, start: date, third_party_id: str | None = None) -> Contract:
        """Add a contract; its holder is a member from now on."""
        contract_id = self._studio.new_id()
        end = add_months(start, term.months) - timedelta(days=1)
        contract = Contract(contract_id, customer_id, term, self._studio.today, start, end, third_party_id)
        self.of(customer_id).append(contract)
        self._owners[contract_id] = customer_id
        self._customers.edit(customer_id)["status"] = "MEMBER"
        return contract

    def _make(self, customer_id: int, status: str) -> None:
        if status == "PROSPECT":
            return
        dice, today, contracts = self._studio.dice("contracts", customer_id), self._studio.today, []
        term = dice.choice(TERMS)
        start = add_months(today.replace(day=1), -dice.randint(1, 30))
        end = add_months(start, term.months) - timedelta(days=1)
        if status == "FORMER_MEMBER":
            start, end = add_months(start, -30), add_months(today, -dice.randint(1, 12))
        while end < today and status == "MEMBER":
            end = add_months(end + timedelta(days=1), 1) - timedelta(days=1)
        if status == "MEMBER" and customer_id % 4 == 0:
            before = add_months(start, -12)
            contracts.append(
                Contract(customer_id * 100 + 2, customer_id, TERMS[0], before, before, start, replaced=True)
            )
        contracts.append(Contract(customer_id * 100 + 1, customer_id, term, start, start, end))
        self._contracts[customer_id] = contracts


def reason_name(reason_id: int) -> str:
    """The wording of a cancelation reason.

    Raises:
        Refusal: There is none with this id.
    """
    if reason_id not in REASONS:
        raise not_found("cancelation reason", reason_id, "cancelationReasonId")
    return REASONS[reason_id]


@handlers.answers("customers.list_contracts")
def list_contracts(call: Call) -> Any:
    """A customer's contracts."""
    return _shown_all(call, call.path["customerId"])


@handlers.answers("customers.list_contracts_by")
def list_contracts_by(call: Call) -> Any:
    """The contracts of whom an identifier names."""
    return _shown_all(call, customer_by(call.studio, call.query)["id"])


@handlers.answers("membership_self_service.list_contract_data")
def list_contract_data(call: Call) -> Any:
    """A customer's contracts, with what can be cancelled."""
    today = call.studio.today
    return [_self_service(contract, today) for contract in call.studio.part(Contracts).of(call.path["customerId"])]


@handlers.answers("membership_self_service.list_cancelation_reasons")
def list_cancelation_reasons(call: Call) -> Any:
    """All reasons."""
    return [{"cancelationReasonId": reason_id, "cancelationReasonName": name} for reason_id, name in REASONS.items()]


@handlers.answers("membership_self_service.cancel_contract")
def cancel_contract(call: Call) -> Any:
    """Cancel a contract for one of the days that are available."""
    today = call.studio.today
    contract = call.studio.part(Contracts).owned(call.path["customerId"], call.body["contractId"])
    reason, wanted = reason_name(call.body["cancelationReasonId"]), date.fromisoformat(call.body["cancelationDate"])
    if contract.cancelled_for is not None or not contract.active(today):
        raise conflict("CONTRACT_CANCELED", "the contract has been cancelled already, or has ended", "contractId")
    if wanted not in contract.possible_ends(today):
        days = ", ".join(map(str, contract.possible_ends(today)))
        message = f"the contract cannot be cancelled for {wanted}; available: {days}"
        raise conflict("CANCELATION_DATE_NOT_AVAILABLE", message, "cancelationDate")
    contract.cancelled_for, contract.received, contract.reason = wanted, today, reason
    return {"success": "true"}


@handlers.answers("membership_self_service.withdraw_contract_cancelation")
def withdraw_contract_cancelation(call: Call) -> Any:
    """Take a cancelation back."""
    contract = call.studio.part(Contracts).owned(call.path["customerId"], call.path["contractId"])
    if contract.cancelled_for is None:
        raise conflict("CONTRACT_NOT_CANCELED", "the contract has not been cancelled", "contractId")
    contract.cancelled_for = contract.received = contract.reason = None
    return {"success": "true"}


def _shown_all(call: Call, customer_id: int) -> list[dict[str, Any]]:
    shown = [_shown(contract, call.studio.today) for contract in call.studio.part(Contracts).of(customer_id)]
    wanted = call.query.get("status")
    return [contract for contract in shown if wanted in (None, contract["contractStatus"])]


def _shown(contract: Contract, today: date) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": contract.id,
        "createdDate": contract.created,
        "startDate": contract.start,
        "endDate": contract.end,
        "rateName": contract.term.rate_name,
        "rateCodes": _rate_codes(contract),
        "contractStatus": "ACTIVE" if contract.active(today) else "INACTIVE",
        "cancellationPeriod": {"periodValue": 1, "periodUnit": "MONTH"},
        "cancelled": contract.cancelled_for is not None,
        "price": contract.term.price,
        "priceDetails": _prices(contract),
        "lastPossibleCancellationDate": contract.last_possible,
        "term": {"periodValue": contract.term.months, "periodUnit": "MONTH"},
        "extensionTerm": {"periodValue": 1, "periodUnit": "MONTH"},
        "flatFeeContracts": [],
        "moduleContracts": contract.modules,
    }
    if contract.cancelled_for is not None:
        shown["cancellationDate"] = contract.cancelled_for
        shown["cancellationReceiptDate"] = contract.received
        shown["cancellationReason"] = contract.reason
    if contract.third_party_id is not None:
        shown["thirdPartyId"] = contract.third_party_id
    return shown


def _self_service(contract: Contract, today: date) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": contract.id,
        "startDate": contract.start,
        "endDate": contract.end,
        "rateName": contract.term.rate_name,
        "contractStatus": "ACTIVE" if contract.active(today) else "INACTIVE",
        "cancelationPeriod": {"periodValue": 1, "periodUnit": "MONTH"},
        "price": contract.term.price,
        "priceDetails": _prices(contract),
        "lastPossibleCancelationDate": contract.last_possible,
        "availableCancelationDates": contract.possible_ends(today) if contract.active(today) else [],
        "rateCodes": _rate_codes(contract),
    }
    if contract.cancelled_for is not None:
        shown["cancelationStatus"] = "CANCELED"
        shown["cancelationDate"] = contract.cancelled_for
        shown["cancelationReason"] = contract.reason
        shown["cancelationOrigin"] = "CUSTOMER"
    return shown


def _prices(contract: Contract) -> dict[str, Any]:
    price = euros(contract.term.price)
    month = {"value": 1, "unit": "MONTH"}
    frequency = {"id": contract.term.id * 10, "type": "RECURRING", "term": month, "price": price}
    return {"basePrice": price, "currentPrice": price, "paymentFrequency": frequency}


def _rate_codes(contract: Contract) -> list[dict[str, str]]:
    return [{"name": contract.term.rate_name, "identifier": f"RC{contract.term.offer_id}"}]
