"""Idle periods: pauses of membership contracts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.terms import add_units
from perfectgym_next.testing._studio.contracts import Contract, Contracts
from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.offers import euros
from perfectgym_next.testing._studio.problems import ProblemResponse, conflict, not_found

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["IdlePeriod", "IdlePeriods"]

_UNIT, _MAX_TERMS, _FREE_TERMS = "WEEK", 12, 2
_MAX_YEARS = 5
_NOTICE = timedelta(days=7)
_FEE = Decimal("5.00")
_REASONS = {801: ("Vacation", False), 802: ("Illness", True), 803: ("Working abroad", True)}
"""Name of each reason, and whether it requires a document."""


@dataclass(slots=True)
class IdlePeriod:
    """A pause of a contract, or an amendment that asks for one.

    Attributes:
        id: Id of the idle period, and of the amendment before.
        contract: The contract.
        start: First day.
        weeks: Length in weeks.
        reason_id: Id of the reason.
        document: Whether a document was uploaded.
        fee: The fee, in EUR.
        accepted: Whether staff has verified it.
    """

    id: int
    contract: Contract
    start: date
    weeks: int
    reason_id: int
    document: bool
    fee: Decimal
    accepted: bool = False

    @property
    def end(self) -> date:
        """The last day."""
        return _last_day(self.start, self.weeks)

    def render(self) -> dict[str, Any]:
        """Return the idle period, as the API returns it."""
        result: dict[str, Any] = {
            "id": self.id,
            "startDate": self.start,
            "endDate": self.end,
            "reason": _REASONS[self.reason_id][0],
            "fee": euros(self.fee),
            "unlimited": False,
            "state": "ACCEPTED" if self.accepted else "PENDING_VERIFICATION",
        }
        if self.document:
            result["documentUrl"] = f"https://documents.example.com/{self.id}"
        return result


class IdlePeriods:
    """The idle periods of all contracts."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._contracts = studio.part(Contracts)
        self._periods: dict[int, IdlePeriod] = {}

    def config(self, contract_id: int) -> dict[str, Any]:
        """Return the rules for the idle periods of a contract, as the API returns them.

        Raises:
            ProblemResponse: The contract does not exist.
        """
        self._contracts.get(contract_id)
        return {
            "temporalUnit": _UNIT,
            "maxTerms": _MAX_TERMS,
            "firstPossibleStartDate": self._earliest + timedelta(days=-self._earliest.weekday() % 7),
            "nextPossibleStartDateOnly": False,
            "idlePeriodFee": euros(_FEE),
            "accessRefusal": True,
            "idlePeriodReasons": [
                {"id": reason_id, "name": name, "documentRequired": required}
                for reason_id, (name, required) in _REASONS.items()
            ],
            "idlePeriodCreationStatus": "CHANGES_REQUIRE_VERIFICATION",
            "contractHasExtension": True,
            "unlimitedAllowed": False,
            "freeTerms": _term(_FREE_TERMS),
        }

    def of(self, contract_id: int) -> list[IdlePeriod]:
        """Return the idle periods of a contract.

        Raises:
            ProblemResponse: The contract does not exist.
        """
        self._contracts.get(contract_id)
        return [period for period in self._periods.values() if period.contract.id == contract_id]

    def get(self, contract_id: int, period_id: int) -> IdlePeriod:
        """Return an idle period of a contract.

        Raises:
            ProblemResponse: The contract does not exist, or it has no such idle period.
        """
        for period in self.of(contract_id):
            if period.id == period_id:
                return period
        raise not_found("idle period", period_id, "idlePeriodId")

    def remaining(self, contract_id: int) -> dict[str, Any]:
        """Return the remaining weeks of a contract, as the API returns them.

        Raises:
            ProblemResponse: The contract does not exist.
        """
        left = self._weeks_left(contract_id)
        return {"remainingMaxTerms": _term(left), "remainingFreeTerms": _term(_free_weeks(left))}

    def validate(self, contract_id: int, body: Mapping[str, Any], replaced: IdlePeriod | None = None) -> str:
        """Return the validation status of an idle period.

        Args:
            contract_id: The contract.
            body: Body of the request.
            replaced: The idle period that is changed; None for a new one.

        Returns:
            ``IDLEPERIOD_CREATABLE``, ``IDLEPERIOD_UPDATABLE`` for a change, or the reason that prevents it.

        Raises:
            ProblemResponse: The contract does not exist.
        """
        contract, start = self._contracts.get(contract_id), date.fromisoformat(body["startDate"])
        weeks, others = body.get("termValue"), [period for period in self.of(contract_id) if period is not replaced]
        if not contract.is_active(self._studio.today) or body.get("unlimited"):
            return "IDLEPERIOD_DEACTIVATED_FOR_CONTRACT"
        if weeks is None:
            return "IDLEPERIOD_TERMVALUE_MISSING"
        if not all(period.accepted for period in others):
            return "IDLEPERIOD_PENDING_VERIFICATION"
        if body.get("temporalUnit") != _UNIT:
            return "IDLEPERIOD_TEMPORALUNIT_INVALID"
        if start.weekday() != 0:
            return "IDLEPERIOD_DATE_NOT_FIRSTDAY_OF_TEMPORALUNIT"
        if start < self._earliest:
            return "IDLEPERIOD_DEADLINE_VIOLATED"
        if weeks > _MAX_YEARS * 52 or start > add_units(self._studio.today, _MAX_YEARS, "YEAR"):
            return "IDLEPERIOD_MAXIMUM_YEARS_VIOLATED"
        if not 1 <= weeks <= self._weeks_left(contract_id, replaced):
            return "IDLEPERIOD_MAXIMUM_TERMS_VIOLATED"
        end = _last_day(start, weeks)
        if any(period.start <= end and start <= period.end for period in others):
            return "IDLEPERIOD_OVERLAPPING"
        return "IDLEPERIOD_UPDATABLE" if replaced else "IDLEPERIOD_CREATABLE"

    def create(self, contract_id: int, body: Mapping[str, Any], *, document: bool) -> IdlePeriod:
        """Add an amendment, which becomes an idle period once staff accepts it.

        Args:
            contract_id: The contract.
            body: The JSON part of the request.
            document: Whether the request has a document.

        Raises:
            ProblemResponse: The contract or reason does not exist, a rule prevents it, or a document is missing.
        """
        contract, reason_id = self._contracts.get(contract_id), body["reasonId"]
        if reason_id not in _REASONS:
            raise not_found("idle period reason", reason_id, "data.reasonId")
        status = self.validate(contract_id, body)
        if status != "IDLEPERIOD_CREATABLE":
            raise conflict(status, f"the idle period cannot be created: {status}", "data")
        name, required = _REASONS[reason_id]
        if required and not document:
            message = f"document is missing: the reason {name!r} requires one"
            raise ProblemResponse(400, "DOCUMENT_REQUIRED", message, "document")
        start, weeks = date.fromisoformat(body["startDate"]), body["termValue"]
        fee = _fee(weeks, self._weeks_left(contract_id))
        period = IdlePeriod(self._studio.new_id(), contract, start, weeks, reason_id, document, fee)
        self._periods[period.id] = period
        return period

    def accept(self, customer_id: int) -> None:
        """Accept all amendments of a customer, as if staff had verified them; each contract ends later by its pause."""
        for period in self._periods.values():
            if period.contract.customer_id == customer_id and not period.accepted:
                period.accepted = True
                period.contract.end = add_units(period.contract.end, period.weeks, _UNIT)
                self._update_customer(period.contract)

    def preview_update(self, contract_id: int, period_id: int, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return the result that a change would have, as the API returns it.

        Raises:
            ProblemResponse: The contract does not exist, or it has no such idle period.
        """
        period = self.get(contract_id, period_id)
        status = self.validate(contract_id, body, period)
        if status != "IDLEPERIOD_UPDATABLE":
            return {"validationStatus": status}
        start, weeks = date.fromisoformat(body["startDate"]), body["termValue"]
        fee = _fee(weeks, self._weeks_left(contract_id, period))
        charge = {"dueDate": start, "description": "Idle period fee", "amount": euros(fee)}
        longer = weeks - (period.weeks if period.accepted else 0)
        return {
            "validationStatus": status,
            "previewEndDate": add_units(period.contract.end, longer, _UNIT),
            "previewCharges": [charge] if fee else [],
        }

    def withdraw(self, period: IdlePeriod) -> None:
        """Delete an amendment, or an idle period.

        Raises:
            ProblemResponse: The idle period has already started.
        """
        if period.accepted and period.start <= self._studio.today:
            raise conflict("IDLEPERIOD_STARTED", "the idle period has already started", "idlePeriodId")
        del self._periods[period.id]
        if period.accepted:
            period.contract.end = add_units(period.contract.end, -period.weeks, _UNIT)
            self._update_customer(period.contract)

    @property
    def _earliest(self) -> date:
        return self._studio.today + _NOTICE

    def _weeks_left(self, contract_id: int, replaced: IdlePeriod | None = None) -> int:
        used = sum(period.weeks for period in self.of(contract_id) if period is not replaced)
        return max(0, _MAX_TERMS - used)

    def _update_customer(self, contract: Contract) -> None:
        customers = self._studio.part(Customers)
        record = customers.edit(contract.customer_id)
        record["idlePeriods"] = [
            {
                "id": period.id,
                "startDate": period.start,
                "endDate": period.end,
                "reason": _REASONS[period.reason_id][0],
                "contract": {"id": period.contract.id, "rateName": period.contract.term.rate_name},
                "unlimited": False,
            }
            for period in self._periods.values()
            if period.contract.customer_id == contract.customer_id and period.accepted
        ]
        customers.update_access(record)


def _term(weeks: int) -> dict[str, Any]:
    return {"value": weeks, "unit": _UNIT}


def _fee(weeks: int, left: int) -> Decimal:
    """Return the fee for a number of weeks, in EUR: none if all of them are free."""
    return _FEE if weeks > _free_weeks(left) else Decimal("0.00")


def _free_weeks(left: int) -> int:
    """Return the weeks without fee that remain of all weeks that are left."""
    return max(0, _FREE_TERMS - (_MAX_TERMS - left))


def _last_day(start: date, weeks: int) -> date:
    return add_units(start, weeks, _UNIT) - timedelta(days=1)
