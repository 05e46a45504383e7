"""Debt collection: runs that hand debtors over to an agency, and what the agency reports."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import conflict, not_found
from perfectgym_next.testing._studio.slices import slice_by_count
from perfectgym_next.testing.domains.customers import FIRST_CUSTOMER, Customers
from perfectgym_next.testing.domains.lookup import debtor_id

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["handlers"]

handlers = Handlers()

_CLIENT: dict[str, Any] = {
    "name1": "Example studio",
    "name2": "GmbH",
    "legalForm": "GmbH",
    "preTaxAttribute": True,
    "postalCode": "10435",
    "city": "Berlin",
    "countryCode": "DE",
    "country": "Germany",
    "addressLine1": "Kastanienallee 83",
}
_RUNS = {901: "COMPLETED", 902: "WAITING_FOR_CONFIRMATION"}
_EVERY = {901: 40, 902: 2}  # every so manieth customer is a debtor of the run


class _Collection:
    """The runs, and by debtor what was reported last."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self.status = dict(_RUNS)
        self.updates: dict[str, dict[str, Any]] = {}

    def check_run(self, run_id: int) -> None:
        if run_id not in self.status:
            raise not_found("debt collection run", run_id, "debtCollectionRunId")

    def debtors(self, run_id: int) -> list[dict[str, Any]]:
        self.check_run(run_id)
        ids = range(FIRST_CUSTOMER + run_id % 10, FIRST_CUSTOMER + self._studio.size, _EVERY[run_id])
        return [self._debtor(customer_id) for customer_id in ids]

    def known(self, debtor: str) -> bool:
        return debtor.isascii() and debtor.isdecimal() and self._customers.exists(int(debtor) - 2_000_000)

    def debts(self, debtor: str) -> list[dict[str, Any]]:
        return [self._debt(int(debtor) - 2_000_000)]

    def _debt(self, customer_id: int) -> dict[str, Any]:
        dice = self._studio.dice("debt", customer_id)
        day = self._studio.today - timedelta(days=dice.randint(90, 300))
        return {
            "debtId": str(UUID(int=dice.getrandbits(128), version=4)),
            "debtDate": day,
            "amount": Decimal(dice.randint(990, 29_999)).scaleb(-2),
            "currency": "EUR",
            "type": "DEBT_CLAIM",
            "designation": f"Membership fee {day:%m/%Y}",
            "recurrence": {"period": "MONTH", "frequency": 1},
            "contractId": customer_id * 100 + 1,
        }

    def _debtor(self, customer_id: int) -> dict[str, Any]:
        record, debt = self._customers.get(customer_id), self._debt(customer_id)
        case_id = str(UUID(int=self._studio.dice("case", customer_id).getrandbits(128), version=4))
        debtor = {
            "debtorId": debtor_id(customer_id),
            "membershipNr": record["customerNumber"],
            "firstName": record["firstName"],
            "lastName": record["lastName"],
            "sex": record.get("gender", "UNISEX"),
            "city": record.get("city", ""),
            "countryCode": "DE",
            "contactDetails": [{"type": "EMAIL", "value": record["email"], "status": {"type": "VALID"}}],
            "collectionCases": [{"collectionCaseId": case_id, "openAmount": debt["amount"], "debt": [debt]}],
        }
        block = self.updates.get(debtor["debtorId"], {}).get("block")
        return {**debtor, "block": block} if block else debtor


@handlers.answers("finance.get_debt_collection_configuration")
def get_debt_collection_configuration(call: Call) -> Any:
    """How debts are handed over."""
    return {"client": _CLIENT, "debtCollectionType": "TRUST", "derecognizeRemainingDebtsOnClosure": "BY_PARTNER"}


@handlers.answers("finance.get_transfer_details")
def get_transfer_details(call: Call) -> Any:
    """One run."""
    collection, run_id = call.studio.part(_Collection), call.path["debtCollectionRunId"]
    collection.check_run(run_id)
    return {
        "collectionDate": call.studio.today - timedelta(days=(903 - run_id) * 30),
        "debtCollectionType": "TRUST",
        "client": _CLIENT,
        "status": collection.status[run_id],
        "origin": "DEBT_COLLECTION_RUN",
    }


@handlers.answers("finance.list_debtors")
def list_debtors(call: Call) -> Any:
    """The debtors of a run."""
    return slice_by_count(call, call.studio.part(_Collection).debtors(call.path["debtCollectionRunId"]))


@handlers.answers("finance.confirm_transfer")
def confirm_transfer(call: Call) -> Any:
    """Confirm a run that waits for it."""
    collection, run_id = call.studio.part(_Collection), call.path["debtCollectionRunId"]
    collection.check_run(run_id)
    if collection.status[run_id] != "WAITING_FOR_CONFIRMATION":
        message = f"the run is {collection.status[run_id]}, not WAITING_FOR_CONFIRMATION"
        raise conflict("TRANSFER_NOT_WAITING", message, "debtCollectionRunId")
    collection.status[run_id] = "COMPLETED"


@handlers.answers("finance.update_debt_collection_cases")
def update_debt_collection_cases(call: Call) -> Any:
    """Take an agency's report: all of it or, when a debtor is unknown, nothing."""
    collection = call.studio.part(_Collection)
    for index, debtor in enumerate(call.body["debtors"]):
        if not collection.known(debtor["debtorId"]):
            raise not_found("debtor", debtor["debtorId"], f"debtors[{index}].debtorId")
    for debtor in call.body["debtors"]:
        kept = collection.updates.setdefault(debtor["debtorId"], {"debtorId": debtor["debtorId"]})
        cases = {case["agencyCollectionCaseId"]: case for case in kept.get("agencyCollectionCases", [])}
        cases.update({case["agencyCollectionCaseId"]: case for case in debtor["agencyCollectionCases"]})
        kept.update({**debtor, "agencyCollectionCases": list(cases.values())})


@handlers.answers("finance.list_debt_collection_cases")
def list_debt_collection_cases(call: Call) -> Any:
    """What was reported, narrowed to debtors and cases."""
    query, found = call.query, []
    for update in call.studio.part(_Collection).updates.values():
        cases = [
            case
            for case in update["agencyCollectionCases"]
            if case["agencyCollectionCaseId"] in query.get("agencyCollectionCaseId", [case["agencyCollectionCaseId"]])
            and ("collectionCaseId" not in query or set(query["collectionCaseId"]) & set(case["collectionCaseIds"]))
        ]
        if cases and update["debtorId"] in query.get("debtorId", [update["debtorId"]]):
            found.append({**update, "agencyCollectionCases": cases})
    return [] if "caseAdjustmentRequestId" in query else found


@handlers.answers("finance.list_blocked_debtors")
def list_blocked_debtors(call: Call) -> Any:
    """Debtors whom a report has blocked."""
    wanted = call.query.get("debtorId")
    blocked = [
        {"debtorId": debtor, "block": update["block"]}
        for debtor, update in sorted(call.studio.part(_Collection).updates.items())
        if update.get("block", {}).get("limitType", "DISABLED") != "DISABLED" and debtor in (wanted or [debtor])
    ]
    return slice_by_count(call, blocked)


@handlers.answers("finance.list_blocked_debts")
def list_blocked_debts(call: Call) -> Any:
    """Debts that a report has blocked, below their debtors."""
    collection, wanted, blocked = call.studio.part(_Collection), call.query.get("debtId"), []
    for debtor, update in sorted(collection.updates.items()):
        blocks = {
            debt["debtId"]: debt["block"]
            for case in update["agencyCollectionCases"]
            for debt in case["debts"]
            if debt.get("block", {}).get("limitType", "DISABLED") != "DISABLED"
        }
        debts = [
            {**debt, "block": blocks[debt["debtId"]]}
            for debt in collection.debts(debtor)
            if debt["debtId"] in blocks and debt["debtId"] in (wanted or [debt["debtId"]])
        ]
        if debts:
            blocked.append({"debtorId": debtor, "debts": debts})
    return slice_by_count(call, blocked)
