"""Additional modules: extras of a membership that can be bought and cancelled by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import conflict, not_found
from perfectgym_next.testing._studio.months import add_months
from perfectgym_next.testing.domains.contracts import Contract, Contracts, reason_name
from perfectgym_next.testing.domains.offers import euros

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["handlers"]

handlers = Handlers()

_MONTH = {"value": 1, "unit": "MONTH"}
_PRICES = {"drink flat": "4.90", "sauna": "9.90", "towel service": "6.50", "trainer check-up": "14.99"}
_TRIAL = "drink flat"


def _module(number: int, name: str) -> dict[str, Any]:
    module = {
        "id": 701 + number,
        "name": name,
        "description": f"{name}, every day",
        "imageUrl": f"https://images.example.com/modules/{number}",
        "paymentFrequencies": [
            {"id": 711 + number, "type": "RECURRING", "term": _MONTH, "price": euros(Decimal(_PRICES[name]))}
        ],
        "termInformation": {
            "term": _MONTH,
            "extension": {"extensionType": "TERM_EXTENSION", "termExtension": _MONTH},
            "cancelationPeriod": {"value": 2, "unit": "WEEK"},
        },
    }
    if name == _TRIAL:
        module["trialPeriodConfig"] = {"term": {"value": 2, "unit": "WEEK"}, "description": "Two weeks free"}
    return module


_MODULES = [_module(number, name) for number, name in enumerate(_PRICES)]


@dataclass(slots=True)
class _ModuleContract:
    id: int
    contract: Contract
    module: dict[str, Any]
    start: date
    trial: bool
    cancelled_for: date | None = None
    reason: str | None = None


class _ModuleContracts:
    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._contracts = studio.part(Contracts)
        self._bought: dict[int, _ModuleContract] = {}

    def purchasable(self, contract_id: int) -> list[dict[str, Any]]:
        contract = self._contracts.by_id(contract_id)
        if not contract.active(self._studio.today):
            return []
        return [module for module in _MODULES if not self._has(contract, module)]

    def obstacle(self, contract_id: int, body: dict[str, Any]) -> str:
        contract = self._contracts.by_id(contract_id)
        module = _module_by_id(body["additionalModuleId"])
        if module is None or body["paymentFrequencyId"] != module["paymentFrequencies"][0]["id"]:
            return "ADDITIONAL_MODULE_NOT_FOUND"
        if not contract.active(self._studio.today):
            return "ADDITIONAL_MODULE_CONTRACT_INVALID_STATUS"
        if self._has(contract, module):
            return "ADDITIONAL_MODULE_CONTRACT_ALREADY_PURCHASED"
        if body["bookTrialPeriod"] and "trialPeriodConfig" not in module:
            return "ADDITIONAL_MODULE_TRIAL_PERIOD_NOT_BOOKABLE"
        return "ADDITIONAL_MODULE_PURCHASABLE"

    def buy(self, contract_id: int, body: dict[str, Any]) -> int:
        obstacle = self.obstacle(contract_id, body)
        if obstacle == "ADDITIONAL_MODULE_NOT_FOUND":
            raise not_found("additional module", body["additionalModuleId"], "additionalModuleId")
        if obstacle != "ADDITIONAL_MODULE_PURCHASABLE":
            raise conflict(obstacle, f"the module cannot be purchased: {obstacle}", "additionalModuleId")
        contract, module = self._contracts.by_id(contract_id), _module_by_id(body["additionalModuleId"])
        assert module is not None  # noqa: S101  # `obstacle` has looked
        bought = _ModuleContract(self._studio.new_id(), contract, module, self._studio.today, body["bookTrialPeriod"])
        self._bought[bought.id] = bought
        self._show_within(contract)
        return bought.id

    def find(self, contract_id: int, module_contract_id: int) -> _ModuleContract:
        self._contracts.by_id(contract_id)
        bought = self._bought.get(module_contract_id)
        if bought is None or bought.contract.id != contract_id:
            raise not_found("additional module contract", module_contract_id, "additionalModuleContractId")
        return bought

    def possible_ends(self) -> list[date]:
        return [add_months(self._studio.today, months) for months in (1, 2, 3)]

    def cancel(self, bought: _ModuleContract, day: date, reason: str) -> None:
        if bought.cancelled_for is not None:
            raise conflict("MODULE_CONTRACT_CANCELED", "it has been cancelled already", "additionalModuleContractId")
        if day not in self.possible_ends():
            days = ", ".join(map(str, self.possible_ends()))
            message = f"it cannot be cancelled for {day}; available: {days}"
            raise conflict("CANCELATION_DATE_NOT_AVAILABLE", message, "cancelationDate")
        bought.cancelled_for, bought.reason = day, reason
        self._show_within(bought.contract)

    def withdraw(self, bought: _ModuleContract) -> None:
        if bought.cancelled_for is None:
            raise conflict("MODULE_CONTRACT_NOT_CANCELED", "it has not been cancelled", "additionalModuleContractId")
        bought.cancelled_for = bought.reason = None
        self._show_within(bought.contract)

    def _has(self, contract: Contract, module: dict[str, Any]) -> bool:
        return any(b.contract.id == contract.id and b.module is module for b in self._bought.values())

    def _show_within(self, contract: Contract) -> None:
        contract.modules = [_sub_contract(b) for b in self._bought.values() if b.contract.id == contract.id]


@handlers.answers("membership_self_service.list_modules")
def list_modules(call: Call) -> Any:
    """All modules."""
    return _MODULES


@handlers.answers("membership_self_service.list_purchasable_modules")
def list_purchasable_modules(call: Call) -> Any:
    """The modules that an active contract does not have yet."""
    return call.studio.part(_ModuleContracts).purchasable(call.path["contractId"])


@handlers.answers("membership_self_service.validate_module_purchase")
def validate_module_purchase(call: Call) -> Any:
    """Whether a module can be bought."""
    status = call.studio.part(_ModuleContracts).obstacle(call.path["contractId"], call.body)
    return {"validationStatus": status}


@handlers.answers("membership_self_service.purchase_module")
def purchase_module(call: Call) -> Any:
    """Buy a module; the contract shows it."""
    return {"id": call.studio.part(_ModuleContracts).buy(call.path["contractId"], call.body)}


@handlers.answers("membership_self_service.get_module_contract")
def get_module_contract(call: Call) -> Any:
    """One module contract."""
    bought = _found(call)
    shown: dict[str, Any] = {
        "name": bought.module["name"],
        "price": bought.module["paymentFrequencies"][0]["price"],
        "startDate": bought.start,
        "contractCancelationCanBeWithdrawn": bought.cancelled_for is not None,
        "availableCancelationDates": call.studio.part(_ModuleContracts).possible_ends(),
    }
    if bought.cancelled_for is not None:
        shown["cancelationDate"] = shown["endDate"] = bought.cancelled_for
        shown["cancelationReason"] = bought.reason
        shown["contractCancelationStatus"] = "CANCELED"
    if bought.trial:
        shown["trialPeriod"] = {"term": bought.module["trialPeriodConfig"]["term"], "startDate": bought.start}
    return shown


@handlers.answers("membership_self_service.cancel_module_contract")
def cancel_module_contract(call: Call) -> Any:
    """Cancel a module contract for one of the days that are available."""
    bought, reason = _found(call), reason_name(call.body["cancelationReasonId"])
    day = date.fromisoformat(call.body["cancelationDate"])
    call.studio.part(_ModuleContracts).cancel(bought, day, reason)
    return {"success": "true"}


@handlers.answers("membership_self_service.withdraw_module_contract_cancelation")
def withdraw_module_contract_cancelation(call: Call) -> Any:
    """Take a cancelation back."""
    call.studio.part(_ModuleContracts).withdraw(_found(call))
    return {"success": "true"}


def _found(call: Call) -> _ModuleContract:
    return call.studio.part(_ModuleContracts).find(call.path["contractId"], call.path["additionalModuleContractId"])


def _module_by_id(module_id: int) -> dict[str, Any] | None:
    return next((module for module in _MODULES if module["id"] == module_id), None)


def _sub_contract(bought: _ModuleContract) -> dict[str, Any]:
    frequency = bought.module["paymentFrequencies"][0]
    shown: dict[str, Any] = {
        "id": bought.id,
        "rateName": bought.module["name"],
        "startDate": bought.start,
        "paymentFrequency": "RECURRING",
        "price": frequency["price"]["amount"],
        "priceDetails": {
            "basePrice": frequency["price"],
            "currentPrice": frequency["price"],
            "paymentFrequency": frequency,
        },
        "cancelled": bought.cancelled_for is not None,
        "contractStatus": "ACTIVE",
    }
    if bought.cancelled_for is not None:
        shown["endDate"] = shown["cancellationDate"] = bought.cancelled_for
    return shown
