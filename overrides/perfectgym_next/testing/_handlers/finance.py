"""Debt collection and exports for tax advisors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.debt_collection import DebtCollection
from perfectgym_next.testing._studio.slices import slice_by_token
from perfectgym_next.testing._studio.tax_exports import TaxExports

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def get_debt_collection_configuration(call: Call) -> Any:
    """Return the configuration of debt collection."""
    return DebtCollection.config


def get_transfer_details(call: Call) -> Any:
    """Return a run."""
    return call.studio.part(DebtCollection).get_run(call.path["debtCollectionRunId"])


def list_debtors(call: Call) -> Any:
    """Return the debtors of a run."""
    debtors = call.studio.part(DebtCollection).debtors(call.path["debtCollectionRunId"])
    return slice_by_token(call.query, debtors)


def confirm_transfer(call: Call) -> Any:
    """Confirm a run."""
    call.studio.part(DebtCollection).confirm(call.path["debtCollectionRunId"])


def update_debt_collection_cases(call: Call) -> Any:
    """Store a report of the agency."""
    call.studio.part(DebtCollection).report(call.body["debtors"])


def list_debt_collection_cases(call: Call) -> Any:
    """Return reported cases, optionally of some debtors or cases only."""
    return call.studio.part(DebtCollection).cases(call.query)


def list_blocked_debtors(call: Call) -> Any:
    """Return blocked debtors."""
    blocked = call.studio.part(DebtCollection).blocked_debtors(call.query.get("debtorId"))
    return slice_by_token(call.query, blocked)


def list_blocked_debts(call: Call) -> Any:
    """Return blocked debts by debtor."""
    blocked = call.studio.part(DebtCollection).blocked_debts(call.query.get("debtId"))
    return slice_by_token(call.query, blocked)


def create_tax_advisor_export(call: Call) -> Any:
    """Create an export."""
    return {"exportId": call.studio.part(TaxExports).create(call.body)}


def get_tax_advisor_export(call: Call) -> Any:
    """Return an export."""
    return call.studio.part(TaxExports).get(call.path["exportId"])
