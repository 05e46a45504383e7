"""Examples of the operations on debt collection; the reference shows them with what they send and receive."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from perfectgym_next import PerfectGym
from perfectgym_next.models import (
    AgencyCollectionCaseUpdate,
    DebtCollectionUpdate,
    DebtorUpdate,
    DebtUpdate,
    TaxAdvisorCreateExport,
    TaxAdvisorExportFileFormat,
    TaxAdvisorExportFormat,
)


def list_blocked_debtors(gym: PerfectGym) -> None:
    for debtor in gym.finance.list_blocked_debtors():
        print(debtor.debtor_id)


def list_blocked_debts(gym: PerfectGym) -> None:
    for debtor in gym.finance.list_blocked_debts():
        print(debtor.debtor_id)


def list_debt_collection_cases(gym: PerfectGym) -> None:
    for debtor in gym.finance.list_debt_collection_cases():
        for case in debtor.agency_collection_cases:
            print(debtor.debtor_id, case.agency_collection_case_id, len(case.debts))


def get_debt_collection_configuration(gym: PerfectGym) -> None:
    print(gym.finance.get_debt_collection_configuration())


def update_debt_collection_cases(gym: PerfectGym) -> None:
    debtor = gym.finance.list_debtors(902).collect(limit=1)[0]
    case = debtor.collection_cases[0]
    paid = AgencyCollectionCaseUpdate(
        agency_collection_case_id="agency-1",
        collection_case_ids=[case.collection_case_id],
        debts=[
            DebtUpdate(
                debt_id=debt.debt_id,
                original_amount=debt.amount,
                canceled_amount=Decimal(0),
                paid_amount=debt.amount,
                currency=debt.currency,
            )
            for debt in case.debt
        ],
    )
    gym.finance.update_debt_collection_cases(
        DebtCollectionUpdate(
            debtors=[DebtorUpdate(debtor_id=debtor.debtor_id, agency_collection_cases=[paid])],
            request_id="2025-06-02-1",
        )
    )


def confirm_transfer(gym: PerfectGym) -> None:
    gym.finance.confirm_transfer(902)


def list_debtors(gym: PerfectGym) -> None:
    for debtor in gym.finance.list_debtors(902):
        print(debtor.debtor_id)


def get_transfer_details(gym: PerfectGym) -> None:
    print(gym.finance.get_transfer_details(902))


def create_tax_advisor_export(gym: PerfectGym) -> None:
    created = gym.finance.create_tax_advisor_export(
        TaxAdvisorCreateExport(
            from_date=date(2025, 5, 1),
            to_date=date(2025, 5, 31),
            export_format=TaxAdvisorExportFormat.SINGLE,
            export_file_format=TaxAdvisorExportFileFormat.CSV,
        )
    )
    print(created)


def get_tax_advisor_export(gym: PerfectGym) -> None:
    created = gym.finance.create_tax_advisor_export(
        TaxAdvisorCreateExport(
            from_date=date(2025, 5, 1),
            to_date=date(2025, 5, 31),
            export_format=TaxAdvisorExportFormat.SINGLE,
            export_file_format=TaxAdvisorExportFileFormat.CSV,
        )
    )
    print(gym.finance.get_tax_advisor_export(created.export_id))
