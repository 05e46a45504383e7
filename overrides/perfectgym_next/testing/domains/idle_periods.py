"""Idle periods: pauses of a membership contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import Refusal, conflict, not_found
from perfectgym_next.testing._studio.months import add_term
from perfectgym_next.testing.domains.contracts import Contract, Contracts
from perfectgym_next.testing.domains.customers import Customers
from perfectgym_next.testing.domains.offers import euros

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["handlers"]

handlers = Handlers()

_UNIT, _MAX_TERMS, _FREE_TERMS = "WEEK", 12, 2
_FEE = Decimal("5.00")
_REASONS = {801: ("Vacation", False), 802: ("Illness", True), 803: ("Working abroad", True)}


@dataclass(slots=True)
class _IdlePeriod:
    id: int
    contract: Contract
    start: date
    weeks: int
    reason_id: int
    document: bool

    @property
    def end(self) -> date:
        return add_term(self.start, self.weeks, _UNIT) - timedelta(days=1)


class _IdlePeriods:
    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._contracts = studio.part(Contracts)
        self._periods: dict[int, _IdlePeriod] = {}

    @property
    def first_start(self) -> date:
        return self._studio.today + timedelta(days=7)

    def of(self, contract_id: int) -> list[_IdlePeriod]:
        self._contracts.by_id(contract_id)
        return [period for period in self._periods.values() if period.contract.id == contract_id]

    def find(self, contract_id: int, period_id: int) -> _IdlePeriod:
        for period in self.of(contract_id):
            if period.id == period_id:
                return period
        raise not_found("idle period", period_id, "idlePeriodId")

    def weeks_left(self, contract_id: int) -> int:
        return max(0, _MAX_TERMS - sum(period.weeks for period in self.of(contract_id)))

    def obstacle(self, contract_id: int, body: Mapping[str, Any], instead_of: _IdlePeriod | None = None) -> str:
        contract, start = self._contracts.by_id(contract_id), date.fromisoformat(body["startDate"])
        weeks, left = body.get("termValue"), self.weeks_left(contract_id) + (instead_of.weeks if instead_of else 0)
        if not contract.active(self._studio.today) or body.get("unlimited"):
            return "IDLEPERIOD_DEACTIVATED_FOR_CONTRACT"
        if weeks is None:
            return "IDLEPERIOD_TERMVALUE_MISSING"
        if body.get("temporalUnit") != _UNIT:
            return "IDLEPERIOD_TEMPORALUNIT_INVALID"
        if start < self.first_start:
            return "IDLEPERIOD_DEADLINE_VIOLATED"
        if start > add_term(self._studio.today, 1, "YEAR"):
            return "IDLEPERIOD_MAXIMUM_YEARS_VIOLATED"
        if not 1 <= weeks <= left:
            return "IDLEPERIOD_MAXIMUM_TERMS_VIOLATED"
        end = add_term(start, weeks, _UNIT) - timedelta(days=1)
        if any(p.start <= end and start <= p.end for p in self.of(contract_id) if p is not instead_of):
            return "IDLEPERIOD_OVERLAPPING"
        return "IDLEPERIOD_UPDATABLE" if instead_of else "IDLEPERIOD_CREATABLE"

    def create(self, contract_id: int, body: Mapping[str, Any], *, document: bool) -> _IdlePeriod:
        contract, reason_id = self._contracts.by_id(contract_id), body["reasonId"]
        if reason_id not in _REASONS:
            raise not_found("idle period reason", reason_id, "data.reasonId")
        status = self.obstacle(contract_id, body)
        if status != "IDLEPERIOD_CREATABLE":
            raise conflict(status, f"the idle period cannot be created: {status}", "data")
        name, required = _REASONS[reason_id]
        if required and not document:
            raise Refusal(400, "DOCUMENT_REQUIRED", f"{name} must be shown by a document", "document")
        start, weeks = date.fromisoformat(body["startDate"]), body["termValue"]
        period = _IdlePeriod(self._studio.new_id(), contract, start, weeks, reason_id, document)
        self._periods[period.id] = period
        self._show(contract)
        return period

    def withdraw(self, period: _IdlePeriod) -> None:
        if period.start <= self._studio.today:
            raise conflict("IDLEPERIOD_STARTED", "the idle period has begun", "idlePeriodId")
        del self._periods[period.id]
        self._show(period.contract)

    def _show(self, contract: Contract) -> None:
        """Keep the customer's record in step."""
        self._studio.part(Customers).edit(contract.customer_id)["idlePeriods"] = [
            {
                "id": period.id,
                "startDate": period.start,
                "endDate": period.end,
                "reason": _REASONS[period.reason_id][0],
                "contract": {"id": period.contract.id, "rateName": period.contract.term.rate_name},
                "unlimited": False,
            }
            for period in self._periods.values()
            if period.contract.customer_id == contract.customer_id
        ]


@handlers.answers("membership_self_service.get_idle_period_config")
def get_idle_period_config(call: Call) -> Any:
    """The rules."""
    call.studio.part(Contracts).by_id(call.path["contractId"])
    return {
        "temporalUnit": _UNIT,
        "maxTerms": _MAX_TERMS,
        "firstPossibleStartDate": call.studio.part(_IdlePeriods).first_start,
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
        "freeTerms": {"value": _FREE_TERMS, "unit": _UNIT},
    }


@handlers.answers("membership_self_service.get_idle_periods")
def get_idle_periods(call: Call) -> Any:
    """A contract's pauses."""
    today, periods = call.studio.today, call.studio.part(_IdlePeriods).of(call.path["contractId"])
    return {
        "pastIdlePeriods": [_shown(period) for period in periods if period.end < today],
        "currentAndUpcomingIdlePeriods": [_shown(period) for period in periods if period.end >= today],
    }


@handlers.answers("membership_self_service.get_idle_period")
def get_idle_period(call: Call) -> Any:
    """One pause."""
    return _shown(call.studio.part(_IdlePeriods).find(call.path["contractId"], call.path["idlePeriodId"]))


@handlers.answers("membership_self_service.get_remaining_idle_periods")
def get_remaining_idle_periods(call: Call) -> Any:
    """How many weeks are left."""
    left = call.studio.part(_IdlePeriods).weeks_left(call.path["contractId"])
    free = max(0, _FREE_TERMS - (_MAX_TERMS - left))
    return {
        "remainingMaxTerms": {"value": left, "unit": _UNIT},
        "remainingFreeTerms": {"value": free, "unit": _UNIT},
    }


@handlers.answers("membership_self_service.validate_idle_period")
def validate_idle_period(call: Call) -> Any:
    """Whether a pause is possible."""
    return {"validationStatus": call.studio.part(_IdlePeriods).obstacle(call.path["contractId"], call.body)}


@handlers.answers("membership_self_service.create_idle_period")
def create_idle_period(call: Call) -> Any:
    """Pause a contract, with a document where the reason asks for one."""
    document = "document" in call.body and bool(call.body["document"].content)
    periods = call.studio.part(_IdlePeriods)
    return _shown(periods.create(call.path["contractId"], call.body["data"], document=document))


@handlers.answers("membership_self_service.withdraw_idle_period")
def withdraw_idle_period(call: Call) -> Any:
    """Take back a pause that has not begun."""
    periods = call.studio.part(_IdlePeriods)
    periods.withdraw(periods.find(call.path["contractId"], call.path["idlePeriodId"]))
    return {"success": "true"}


@handlers.answers("membership_self_service.preview_idle_period_update")
def preview_idle_period_update(call: Call) -> Any:
    """What a change would lead to."""
    periods, contract_id = call.studio.part(_IdlePeriods), call.path["contractId"]
    period = periods.find(contract_id, call.path["idlePeriodId"])
    status = periods.obstacle(contract_id, call.body, instead_of=period)
    if status != "IDLEPERIOD_UPDATABLE":
        return {"validationStatus": status}
    start = date.fromisoformat(call.body["startDate"])
    charge = {"dueDate": start, "description": "Idle period fee", "amount": euros(_FEE)}
    return {
        "validationStatus": status,
        "previewEndDate": add_term(start, call.body["termValue"], _UNIT) - timedelta(days=1),
        "previewCharges": [charge],
    }


def _shown(period: _IdlePeriod) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": period.id,
        "startDate": period.start,
        "endDate": period.end,
        "reason": _REASONS[period.reason_id][0],
        "fee": euros(_FEE),
        "unlimited": False,
        "state": "PENDING_VERIFICATION" if period.document else "ACCEPTED",
    }
    if period.document:
        shown["documentUrl"] = f"https://documents.example.com/{period.id}"
    return shown
