"""Self-service of members: contracts, additional modules and idle periods."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.contracts import REASONS, Contracts
from perfectgym_next.testing._studio.idle_periods import IdlePeriods
from perfectgym_next.testing._studio.module_contracts import MODULES, ModuleContract, ModuleContracts
from perfectgym_next_generated.webhooks import WebhookEventType

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def list_contract_data(call: Call) -> Any:
    """Return a customer's contracts with their cancelation dates."""
    contracts = call.studio.part(Contracts).of(call.path["customerId"])
    return [contract.render_for_self_service(call.studio.today) for contract in contracts]


def list_cancelation_reasons(call: Call) -> Any:
    """Return all cancelation reasons."""
    return [{"cancelationReasonId": reason_id, "cancelationReasonName": name} for reason_id, name in REASONS.items()]


def cancel_contract(call: Call) -> Any:
    """Cancel a contract for one of its cancelation dates."""
    contracts, body = call.studio.part(Contracts), call.body
    contract = contracts.get_of(call.path["customerId"], body["contractId"])
    contracts.cancel(contract, date.fromisoformat(body["cancelationDate"]), body["cancelationReasonId"])
    return {"success": "true"}


def withdraw_contract_cancelation(call: Call) -> Any:
    """Withdraw the cancelation of a contract."""
    contracts = call.studio.part(Contracts)
    contracts.withdraw_cancelation(contracts.get_of(call.path["customerId"], call.path["contractId"]))
    return {"success": "true"}


def list_modules(call: Call) -> Any:
    """Return all additional modules."""
    return MODULES


def list_purchasable_modules(call: Call) -> Any:
    """Return the modules that a contract does not have yet."""
    return call.studio.part(ModuleContracts).purchasable(call.path["contractId"])


def validate_module_purchase(call: Call) -> Any:
    """Return whether a module can be purchased."""
    status = call.studio.part(ModuleContracts).validate(call.path["contractId"], call.body)
    return {"validationStatus": status}


def purchase_module(call: Call) -> Any:
    """Purchase a module."""
    return {"id": call.studio.part(ModuleContracts).purchase(call.path["contractId"], call.body)}


def get_module_contract(call: Call) -> Any:
    """Return a module contract."""
    return call.studio.part(ModuleContracts).render(_module_contract(call))


def cancel_module_contract(call: Call) -> Any:
    """Cancel a module contract for one of its cancelation dates."""
    purchase, day = _module_contract(call), date.fromisoformat(call.body["cancelationDate"])
    call.studio.part(ModuleContracts).cancel(purchase, day, call.body["cancelationReasonId"])
    return {"success": "true"}


def withdraw_module_contract_cancelation(call: Call) -> Any:
    """Withdraw the cancelation of a module contract."""
    call.studio.part(ModuleContracts).withdraw_cancelation(_module_contract(call))
    return {"success": "true"}


def get_idle_period_config(call: Call) -> Any:
    """Return the rules for idle periods."""
    return call.studio.part(IdlePeriods).config(call.path["contractId"])


def get_idle_periods(call: Call) -> Any:
    """Return the idle periods of a contract."""
    today, periods = call.studio.today, call.studio.part(IdlePeriods).of(call.path["contractId"])
    return {
        "pastIdlePeriods": [period.render() for period in periods if period.end < today],
        "currentAndUpcomingIdlePeriods": [period.render() for period in periods if period.end >= today],
    }


def get_idle_period(call: Call) -> Any:
    """Return an idle period."""
    return call.studio.part(IdlePeriods).get(call.path["contractId"], call.path["idlePeriodId"]).render()


def get_remaining_idle_periods(call: Call) -> Any:
    """Return the remaining weeks for idle periods."""
    return call.studio.part(IdlePeriods).remaining(call.path["contractId"])


def validate_idle_period(call: Call) -> Any:
    """Return whether an idle period is possible."""
    return {"validationStatus": call.studio.part(IdlePeriods).validate(call.path["contractId"], call.body)}


def create_idle_period(call: Call) -> Any:
    """Add an idle period."""
    document = "document" in call.body and bool(call.body["document"].content)
    periods = call.studio.part(IdlePeriods)
    return periods.create(call.path["contractId"], call.body["data"], document=document).render()


def withdraw_idle_period(call: Call) -> Any:
    """Withdraw an idle period that has not started."""
    periods = call.studio.part(IdlePeriods)
    period = periods.get(call.path["contractId"], call.path["idlePeriodId"])
    periods.withdraw(period)
    if period.accepted:  # what waits for the studio is an amendment, and causes no event
        content = {"contractId": period.contract.id, "idlePeriodId": period.id}
        event = WebhookEventType.CONTRACT_IDLE_PERIOD_CANCELLED, period.contract.customer_id, content
        call.side_effects.append(event)
    return {"success": "true"}


def preview_idle_period_update(call: Call) -> Any:
    """Return the result of a change of an idle period."""
    periods, path = call.studio.part(IdlePeriods), call.path
    return periods.preview_update(path["contractId"], path["idlePeriodId"], call.body)


def _module_contract(call: Call) -> ModuleContract:
    return call.studio.part(ModuleContracts).get(call.path["contractId"], call.path["additionalModuleContractId"])
