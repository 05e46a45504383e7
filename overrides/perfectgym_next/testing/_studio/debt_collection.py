"""Debt collection: runs that transfer debtors to an agency, and the reports of the agency."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from perfectgym_next.testing._studio.accounts import Accounts
from perfectgym_next.testing._studio.customer_search import FIRST_DEBTOR, debtor_id
from perfectgym_next.testing._studio.customers import FIRST_CUSTOMER, Customers
from perfectgym_next.testing._studio.fake_people import make_uuid
from perfectgym_next.testing._studio.problems import conflict, invalid, not_found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["DebtCollection"]

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
_ENDING = ("POSITIVE", "NEGATIVE", "REVERSAL")
"""Closures that end the collection; a rejection does not."""

_RUNS = {901: "COMPLETED", 902: "WAITING_FOR_CONFIRMATION"}
_STEPS = {901: 40, 902: 2}  # each n-th customer is a debtor of the run


class DebtCollection:
    """The runs, and the latest report about each debtor."""

    config: ClassVar[dict[str, Any]] = {
        "client": _CLIENT,
        "debtCollectionType": "TRUST",
        "derecognizeRemainingDebtsOnClosure": "BY_PARTNER",
    }
    """The configuration, as the API returns it."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._runs = dict(_RUNS)
        self._reports: dict[str, dict[str, Any]] = {}

    def get_run(self, run_id: int) -> dict[str, Any]:
        """Return a run, as the API returns it.

        Raises:
            ProblemResponse: There is no such run.
        """
        status = self._get_status(run_id)
        return {
            "collectionDate": self._studio.first_day - timedelta(days=(903 - run_id) * 30),
            "debtCollectionType": "TRUST",
            "client": _CLIENT,
            "status": status,
            "origin": "DEBT_COLLECTION_RUN",
        }

    def debtors(self, run_id: int) -> list[dict[str, Any]]:
        """Return the debtors of a run, as the API returns them.

        Raises:
            ProblemResponse: There is no such run.
        """
        self._get_status(run_id)
        ids = range(FIRST_CUSTOMER + run_id % 10, FIRST_CUSTOMER + self._studio.size, _STEPS[run_id])
        return [self._debtor(customer_id) for customer_id in ids]

    def confirm(self, run_id: int) -> None:
        """Confirm a run that waits for confirmation.

        Raises:
            ProblemResponse: There is no such run, or it does not wait.
        """
        status = self._get_status(run_id)
        if status != "WAITING_FOR_CONFIRMATION":
            message = f"the run is {status}, not WAITING_FOR_CONFIRMATION"
            raise conflict("TRANSFER_NOT_WAITING", message, "debtCollectionRunId")
        self._runs[run_id] = "COMPLETED"

    def report(self, debtors: Sequence[dict[str, Any]]) -> None:
        """Store a report of the agency: the whole state of each debtor and case in it, and payments since the last one.

        A block that is left out is lifted. A closure is final. Nothing is stored if the report has a mistake.

        Raises:
            ProblemResponse: There is no such debtor, or a rejection has no reason.
        """
        for index, debtor in enumerate(debtors):
            if not self._exists(debtor["debtorId"]):
                raise not_found("debtor", debtor["debtorId"], f"debtors[{index}].debtorId")
            for number, case in enumerate(debtor["agencyCollectionCases"]):
                closure = case.get("closure", {})
                if closure.get("type") == "REJECTION" and "rejectionReason" not in closure:
                    reference = f"debtors[{index}].agencyCollectionCases[{number}].closure.rejectionReason"
                    raise invalid("rejectionReason is missing: a rejection requires one", reference)
        for debtor in debtors:
            known = self._reports.get(debtor["debtorId"], {}).get("agencyCollectionCases", [])
            cases = {case["agencyCollectionCaseId"]: case for case in known}
            for case in debtor["agencyCollectionCases"]:
                before = cases.get(case["agencyCollectionCaseId"], {"debts": []})
                self._book_payments(int(debtor["debtorId"]) - FIRST_DEBTOR, before, case)
                final = {"closure": before["closure"]} if "closure" in before else {}
                cases[case["agencyCollectionCaseId"]] = {**case, **final}
            self._reports[debtor["debtorId"]] = {**debtor, "agencyCollectionCases": list(cases.values())}

    def _book_payments(self, customer_id: int, before: Mapping[str, Any], case: Mapping[str, Any]) -> None:
        """Book what a debtor has paid since the last report, and end the collection with the first closure."""
        ledger = self._studio.part(Accounts).of(customer_id)
        paid = {debt["debtId"]: Decimal(debt["paidAmount"]) for debt in before["debts"]}
        for debt in case["debts"]:
            amount, currency = Decimal(debt["paidAmount"]) - paid.get(debt["debtId"], 0), debt["currency"]
            if amount > 0:
                ledger.pay(amount, currency, ledger.open_entries(currency))
            elif amount < 0:
                ledger.book(self._studio.today, "Correction of a payment", -amount, currency, -amount)
        if "closure" not in before and case.get("closure", {}).get("type") in _ENDING:
            ledger.end_collection()

    def cases(self, query: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the reports that match a query, as the API returns them.

        Args:
            query: Query of the request: ``debtorId``, ``agencyCollectionCaseId`` and ``collectionCaseId`` are lists.
        """
        found = []
        for report in self._reports.values():
            cases = [
                case
                for case in report["agencyCollectionCases"]
                if case["agencyCollectionCaseId"]
                in query.get("agencyCollectionCaseId", [case["agencyCollectionCaseId"]])
                and ("collectionCaseId" not in query or set(query["collectionCaseId"]) & set(case["collectionCaseIds"]))
            ]
            if cases and report["debtorId"] in query.get("debtorId", [report["debtorId"]]):
                found.append({**report, "agencyCollectionCases": cases})
        return [] if "caseAdjustmentRequestId" in query else found

    def blocked_debtors(self, debtor_ids: Sequence[str] | None) -> list[dict[str, Any]]:
        """Return the debtors that a report has blocked, as the API returns them.

        Args:
            debtor_ids: Only these; None or empty means all.
        """
        return [
            {"debtorId": debtor, "block": report["block"]}
            for debtor, report in sorted(self._reports.items())
            if _is_blocked(report) and debtor in (debtor_ids or [debtor])
        ]

    def blocked_debts(self, debt_ids: Sequence[str] | None) -> list[dict[str, Any]]:
        """Return the debts that a report has blocked by debtor, as the API returns them.

        Args:
            debt_ids: Only these; None or empty means all.
        """
        blocked = []
        for debtor, report in sorted(self._reports.items()):
            blocks = {
                debt["debtId"]: debt["block"]
                for case in report["agencyCollectionCases"]
                for debt in case["debts"]
                if _is_blocked(debt)
            }
            debt = self._debt(int(debtor) - FIRST_DEBTOR)
            if debt["debtId"] in blocks and debt["debtId"] in (debt_ids or [debt["debtId"]]):
                blocked.append({"debtorId": debtor, "debts": [{**debt, "block": blocks[debt["debtId"]]}]})
        return blocked

    def _get_status(self, run_id: int) -> str:
        if run_id not in self._runs:
            raise not_found("debt collection run", run_id, "debtCollectionRunId")
        return self._runs[run_id]

    def _exists(self, debtor: str) -> bool:
        return debtor.isascii() and debtor.isdecimal() and self._customers.exists(int(debtor) - FIRST_DEBTOR)

    def _debt(self, customer_id: int) -> dict[str, Any]:
        rng = self._studio.rng("debt", customer_id)
        day = self._studio.first_day - timedelta(days=rng.randint(90, 300))
        return {
            "debtId": make_uuid(rng),
            "debtDate": day,
            "amount": Decimal(rng.randint(990, 29_999)).scaleb(-2),
            "currency": "EUR",
            "type": "DEBT_CLAIM",
            "designation": f"Membership fee {day:%m/%Y}",
            "recurrence": {"period": "MONTH", "frequency": 1},
            "contractId": customer_id * 100 + 1,
        }

    def _debtor(self, customer_id: int) -> dict[str, Any]:
        record, debt = self._customers.get(customer_id), self._debt(customer_id)
        case_id = make_uuid(self._studio.rng("case", customer_id))
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
        block = self._reports.get(debtor["debtorId"], {}).get("block")
        return {**debtor, "block": block} if block else debtor


def _is_blocked(report: Mapping[str, Any]) -> bool:
    return bool(report.get("block", {}).get("limitType", "DISABLED") != "DISABLED")
