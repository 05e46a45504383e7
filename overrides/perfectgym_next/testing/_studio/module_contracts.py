"""Contracts of additional modules: extras of a membership with a term of their own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.terms import add_units
from perfectgym_next.testing._studio.contracts import Contract, Contracts, check_cancelation_date, find_reason
from perfectgym_next.testing._studio.offers import euros
from perfectgym_next.testing._studio.problems import conflict, not_found

if TYPE_CHECKING:
    from datetime import date

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["MODULES", "ModuleContracts"]

_MONTH = {"value": 1, "unit": "MONTH"}
_PRICES = {"drink flat": "4.90", "sauna": "9.90", "towel service": "6.50", "trainer check-up": "14.99"}
_TRIAL = "drink flat"


def _make_module(number: int, name: str) -> dict[str, Any]:
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


MODULES = [_make_module(number, name) for number, name in enumerate(_PRICES)]
"""All additional modules, as the API returns them."""


@dataclass(slots=True)
class ModuleContract:
    """A contract of an additional module.

    Attributes:
        id: Id of the module contract.
        contract: The membership contract.
        module: The module, as the API returns it.
        start: First day.
        trial: Whether it starts with a trial period.
        canceled_for: Day for which it is canceled.
        reason: Name of the cancelation reason.
    """

    id: int
    contract: Contract
    module: dict[str, Any]
    start: date
    trial: bool
    canceled_for: date | None = None
    reason: str | None = None


class ModuleContracts:
    """All contracts of additional modules."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._contracts = studio.part(Contracts)
        self._purchases: dict[int, ModuleContract] = {}

    def purchasable(self, contract_id: int) -> list[dict[str, Any]]:
        """Return the modules that an active contract does not have yet, as the API returns them.

        Raises:
            ProblemResponse: The contract does not exist.
        """
        contract = self._contracts.get(contract_id)
        if not contract.is_active(self._studio.today):
            return []
        return [module for module in MODULES if not self._has(contract, module)]

    def validate(self, contract_id: int, body: dict[str, Any]) -> str:
        """Return the validation status of a purchase: ``ADDITIONAL_MODULE_PURCHASABLE``, or what prevents it.

        Raises:
            ProblemResponse: The contract does not exist.
        """
        contract = self._contracts.get(contract_id)
        module = _find_module(body["additionalModuleId"])
        if module is None or body["paymentFrequencyId"] != module["paymentFrequencies"][0]["id"]:
            return "ADDITIONAL_MODULE_NOT_FOUND"
        if not contract.is_active(self._studio.today):
            return "ADDITIONAL_MODULE_CONTRACT_INVALID_STATUS"
        if self._has(contract, module):
            return "ADDITIONAL_MODULE_CONTRACT_ALREADY_PURCHASED"
        if body["bookTrialPeriod"] and "trialPeriodConfig" not in module:
            return "ADDITIONAL_MODULE_TRIAL_PERIOD_NOT_BOOKABLE"
        return "ADDITIONAL_MODULE_PURCHASABLE"

    def purchase(self, contract_id: int, body: dict[str, Any]) -> int:
        """Purchase a module and return the id of its contract.

        Raises:
            ProblemResponse: The contract or module does not exist, or it cannot be purchased.
        """
        status = self.validate(contract_id, body)
        if status == "ADDITIONAL_MODULE_NOT_FOUND":
            raise not_found("additional module", body["additionalModuleId"], "additionalModuleId")
        if status != "ADDITIONAL_MODULE_PURCHASABLE":
            raise conflict(status, f"the module cannot be purchased: {status}", "additionalModuleId")
        contract, module = self._contracts.get(contract_id), _find_module(body["additionalModuleId"])
        assert module is not None  # noqa: S101  # `validate` found it
        purchase = ModuleContract(self._studio.new_id(), contract, module, self._studio.today, body["bookTrialPeriod"])
        self._purchases[purchase.id] = purchase
        self._update_contract(contract)
        return purchase.id

    def get(self, contract_id: int, module_contract_id: int) -> ModuleContract:
        """Return a module contract.

        Raises:
            ProblemResponse: The contract does not exist, or it has no such module contract.
        """
        self._contracts.get(contract_id)
        purchase = self._purchases.get(module_contract_id)
        if purchase is None or purchase.contract.id != contract_id:
            raise not_found("additional module contract", module_contract_id, "additionalModuleContractId")
        return purchase

    def cancelation_dates(self) -> list[date]:
        """Return the days for which module contracts can be canceled today."""
        return [add_units(self._studio.today, months, "MONTH") for months in (1, 2, 3)]

    def cancel(self, purchase: ModuleContract, day: date, reason_id: int) -> None:
        """Cancel a module contract for one of the cancelation dates.

        Raises:
            ProblemResponse: The reason does not exist, it was already canceled, or the day is not available.
        """
        reason = find_reason(reason_id)
        if purchase.canceled_for is not None:
            message = "the module contract was already canceled"
            raise conflict("MODULE_CONTRACT_CANCELED", message, "additionalModuleContractId")
        check_cancelation_date(day, self.cancelation_dates())
        purchase.canceled_for, purchase.reason = day, reason
        self._update_contract(purchase.contract)

    def withdraw_cancelation(self, purchase: ModuleContract) -> None:
        """Withdraw the cancelation of a module contract.

        Raises:
            ProblemResponse: It was not canceled.
        """
        if purchase.canceled_for is None:
            message = "the module contract was not canceled"
            raise conflict("MODULE_CONTRACT_NOT_CANCELED", message, "additionalModuleContractId")
        purchase.canceled_for = purchase.reason = None
        self._update_contract(purchase.contract)

    def render(self, purchase: ModuleContract) -> dict[str, Any]:
        """Return a module contract, as the API returns it."""
        result: dict[str, Any] = {
            "name": purchase.module["name"],
            "price": purchase.module["paymentFrequencies"][0]["price"],
            "startDate": purchase.start,
            "contractCancelationCanBeWithdrawn": purchase.canceled_for is not None,
            "availableCancelationDates": self.cancelation_dates(),
        }
        if purchase.canceled_for is not None:
            result["cancelationDate"] = result["endDate"] = purchase.canceled_for
            result["cancelationReason"] = purchase.reason
            result["contractCancelationStatus"] = "CANCELED"
        if purchase.trial:
            term = purchase.module["trialPeriodConfig"]["term"]
            result["trialPeriod"] = {"term": term, "startDate": purchase.start}
        return result

    def _has(self, contract: Contract, module: dict[str, Any]) -> bool:
        return any(p.contract.id == contract.id and p.module["id"] == module["id"] for p in self._purchases.values())

    def _update_contract(self, contract: Contract) -> None:
        contract.modules = [_sub_contract(p) for p in self._purchases.values() if p.contract.id == contract.id]


def _find_module(module_id: int) -> dict[str, Any] | None:
    return next((module for module in MODULES if module["id"] == module_id), None)


def _sub_contract(purchase: ModuleContract) -> dict[str, Any]:
    frequency = purchase.module["paymentFrequencies"][0]
    result: dict[str, Any] = {
        "id": purchase.id,
        "rateName": purchase.module["name"],
        "startDate": purchase.start,
        "paymentFrequency": "RECURRING",
        "price": frequency["price"]["amount"],
        "priceDetails": {
            "basePrice": frequency["price"],
            "currentPrice": frequency["price"],
            "paymentFrequency": frequency,
        },
        "cancelled": purchase.canceled_for is not None,
        "contractStatus": "ACTIVE",
    }
    if purchase.canceled_for is not None:
        result["endDate"] = result["cancellationDate"] = purchase.canceled_for
    return result
