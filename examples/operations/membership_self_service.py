"""Examples of the operations for contracts; the reference shows them with what they send and receive."""

from __future__ import annotations

from datetime import date

from perfectgym_next import PerfectGym
from perfectgym_next.models import (
    AdditionalModuleContractCancelation,
    AdditionalModuleContractRequest,
    IdlePeriodRequest,
    IdlePeriodUnit,
    IdlePeriodUpdateRequest,
    IdlePeriodValidationRequest,
    MembershipSelfServiceMainContractCancelation,
)


def list_modules(gym: PerfectGym) -> None:
    for module in gym.membership_self_service.list_modules():
        print(module.id, module.name)


def list_cancelation_reasons(gym: PerfectGym) -> None:
    for reason in gym.membership_self_service.list_cancelation_reasons():
        print(reason.cancelation_reason_id, reason.cancelation_reason_name)


def get_module_contract(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    module = gym.membership_self_service.list_purchasable_modules(contract.id)[0]
    purchased = gym.membership_self_service.purchase_module(
        contract.id,
        AdditionalModuleContractRequest(
            additional_module_id=module.id,
            payment_frequency_id=module.payment_frequencies[0].id,
            book_trial_period=False,
        ),
    )
    print(gym.membership_self_service.get_module_contract(contract.id, purchased.id))


def cancel_module_contract(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    module = gym.membership_self_service.list_purchasable_modules(contract.id)[0]
    purchased = gym.membership_self_service.purchase_module(
        contract.id,
        AdditionalModuleContractRequest(
            additional_module_id=module.id,
            payment_frequency_id=module.payment_frequencies[0].id,
            book_trial_period=False,
        ),
    )
    extended = gym.membership_self_service.get_module_contract(contract.id, purchased.id)
    reason = gym.membership_self_service.list_cancelation_reasons()[0]
    gym.membership_self_service.cancel_module_contract(
        contract.id,
        purchased.id,
        AdditionalModuleContractCancelation(
            cancelation_date=extended.available_cancelation_dates[0], cancelation_reason_id=reason.cancelation_reason_id
        ),
    )


def withdraw_module_contract_cancelation(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    module = gym.membership_self_service.list_purchasable_modules(contract.id)[0]
    purchased = gym.membership_self_service.purchase_module(
        contract.id,
        AdditionalModuleContractRequest(
            additional_module_id=module.id,
            payment_frequency_id=module.payment_frequencies[0].id,
            book_trial_period=False,
        ),
    )
    extended = gym.membership_self_service.get_module_contract(contract.id, purchased.id)
    reason = gym.membership_self_service.list_cancelation_reasons()[0]
    gym.membership_self_service.cancel_module_contract(
        contract.id,
        purchased.id,
        AdditionalModuleContractCancelation(
            cancelation_date=extended.available_cancelation_dates[0], cancelation_reason_id=reason.cancelation_reason_id
        ),
    )
    gym.membership_self_service.withdraw_module_contract_cancelation(contract.id, purchased.id)


def list_purchasable_modules(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    for module in gym.membership_self_service.list_purchasable_modules(contract.id):
        print(module.id, module.name)


def purchase_module(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    module = gym.membership_self_service.list_purchasable_modules(contract.id)[0]
    purchased = gym.membership_self_service.purchase_module(
        contract.id,
        AdditionalModuleContractRequest(
            additional_module_id=module.id,
            payment_frequency_id=module.payment_frequencies[0].id,
            book_trial_period=False,
        ),
    )
    print(purchased.id)


def validate_module_purchase(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    module = gym.membership_self_service.list_purchasable_modules(contract.id)[0]
    request = AdditionalModuleContractRequest(
        additional_module_id=module.id, payment_frequency_id=module.payment_frequencies[0].id, book_trial_period=False
    )
    print(gym.membership_self_service.validate_module_purchase(contract.id, request).validation_status)


def get_idle_periods(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    print(gym.membership_self_service.get_idle_periods(contract.id))


def create_idle_period(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    reason = gym.membership_self_service.get_idle_period_config(contract.id).idle_period_reasons[0]
    request = IdlePeriodRequest(
        start_date=date(2025, 7, 7), reason_id=reason.id, temporal_unit=IdlePeriodUnit.WEEK, term_value=1
    )
    print(gym.membership_self_service.create_idle_period(contract.id, data=request).id)


def get_idle_period_config(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    print(gym.membership_self_service.get_idle_period_config(contract.id))


def get_remaining_idle_periods(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    print(gym.membership_self_service.get_remaining_idle_periods(contract.id))


def validate_idle_period(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    request = IdlePeriodValidationRequest(start_date=date(2025, 7, 7), temporal_unit=IdlePeriodUnit.WEEK, term_value=1)
    print(gym.membership_self_service.validate_idle_period(contract.id, request).validation_status)


def get_idle_period(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    reason = gym.membership_self_service.get_idle_period_config(contract.id).idle_period_reasons[0]
    created = gym.membership_self_service.create_idle_period(
        contract.id,
        data=IdlePeriodRequest(
            start_date=date(2025, 7, 7), reason_id=reason.id, temporal_unit=IdlePeriodUnit.WEEK, term_value=1
        ),
    )
    print(gym.membership_self_service.get_idle_period(contract.id, created.id).state)


def withdraw_idle_period(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    reason = gym.membership_self_service.get_idle_period_config(contract.id).idle_period_reasons[0]
    created = gym.membership_self_service.create_idle_period(
        contract.id,
        data=IdlePeriodRequest(
            start_date=date(2025, 7, 7), reason_id=reason.id, temporal_unit=IdlePeriodUnit.WEEK, term_value=1
        ),
    )
    gym.membership_self_service.withdraw_idle_period(contract.id, created.id)


def preview_idle_period_update(gym: PerfectGym) -> None:
    contract = gym.customers.list_contracts(1001)[0]
    reason = gym.membership_self_service.get_idle_period_config(contract.id).idle_period_reasons[0]
    created = gym.membership_self_service.create_idle_period(
        contract.id,
        data=IdlePeriodRequest(
            start_date=date(2025, 7, 7), reason_id=reason.id, temporal_unit=IdlePeriodUnit.WEEK, term_value=1
        ),
    )
    longer = IdlePeriodUpdateRequest(
        start_date=date(2025, 7, 7), reason_id=reason.id, temporal_unit=IdlePeriodUnit.WEEK, term_value=2
    )
    print(gym.membership_self_service.preview_idle_period_update(contract.id, created.id, longer))


def list_contract_data(gym: PerfectGym) -> None:
    for contract in gym.membership_self_service.list_contract_data(1001):
        print(contract)


def cancel_contract(gym: PerfectGym) -> None:
    contract = gym.membership_self_service.list_contract_data(1001)[0]
    reason = gym.membership_self_service.list_cancelation_reasons()[0]
    gym.membership_self_service.cancel_contract(
        1001,
        MembershipSelfServiceMainContractCancelation(
            contract_id=contract.id,
            cancelation_date=contract.available_cancelation_dates[0],
            cancelation_reason_id=reason.cancelation_reason_id,
        ),
    )


def withdraw_contract_cancelation(gym: PerfectGym) -> None:
    contract = gym.membership_self_service.list_contract_data(1001)[0]
    reason = gym.membership_self_service.list_cancelation_reasons()[0]
    gym.membership_self_service.cancel_contract(
        1001,
        MembershipSelfServiceMainContractCancelation(
            contract_id=contract.id,
            cancelation_date=contract.available_cancelation_dates[0],
            cancelation_reason_id=reason.cancelation_reason_id,
        ),
    )
    gym.membership_self_service.withdraw_contract_cancelation(1001, contract.id)
