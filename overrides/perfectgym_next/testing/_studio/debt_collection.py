"""Debt collection: runs that transfer debtors to an agency, and the reports of the agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
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


@dataclass(slots=True)
class _Transfer:
    """One customer's debts in a run of their own.

    Attributes:
        customer_id: The customer.
        day: Day of the run.
        debts: The debts, as the API returns them.
    """

    customer_id: int
    day: date
    debts: list[dict[str, Any]]


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
        self._transfers: dict[int, _Transfer] = {}  # by the id of the run

    def transfer(self, customer_id: int) -> int:
        """Transfer the open entries of a customer in a run of its own, and return the id of the run.

        Raises:
            ProblemResponse: The customer does not exist, or no entry is open that was not transferred yet.
        """
        ledger, known = self._studio.part(Accounts).of(customer_id), self._transferred(customer_id)
        claims = [self._claim(entry) for entry in ledger.open_entries(ledger.currency)]
        new = [claim for claim in claims if all(claim["debtId"] != debt["debtId"] for debt in known)]
        if not new:
            raise conflict("NO_OPEN_ENTRIES", f"customer {customer_id} has no open entries to transfer", "customerId")
        ledger.start_collection()
        run_id = self._studio.new_id()
        self._runs[run_id] = "WAITING_FOR_CONFIRMATION"
        self._transfers[run_id] = _Transfer(customer_id, self._studio.today, new)
        return run_id

    def get_run(self, run_id: int) -> dict[str, Any]:
        """Return a run, as the API returns it.

        Raises:
            ProblemResponse: The run does not exist.
        """
        status, transfer = self._get_status(run_id), self._transfers.get(run_id)
        day = transfer.day if transfer else self._studio.first_day - timedelta(days=(903 - run_id) * 30)
        return {
            "collectionDate": day,
            "debtCollectionType": "TRUST",
            "client": _CLIENT,
            "status": status,
            "origin": "DEBT_COLLECTION_RUN",
        }

    def debtors(self, run_id: int) -> list[dict[str, Any]]:
        """Return the debtors of a run, as the API returns them.

        Raises:
            ProblemResponse: The run does not exist.
        """
        self._get_status(run_id)
        transfer = self._transfers.get(run_id)
        if transfer is not None:
            return [self._debtor(transfer.customer_id, run_id, transfer.debts)]
        ids = range(FIRST_CUSTOMER + run_id % 10, FIRST_CUSTOMER + self._studio.size, _STEPS[run_id])
        return [self._debtor(customer_id, customer_id, [self._debt(customer_id)]) for customer_id in ids]

    def confirm(self, run_id: int) -> None:
        """Confirm a run that waits for confirmation.

        Raises:
            ProblemResponse: The run does not exist, or it does not wait.
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
            ProblemResponse: The debtor does not exist, a rejection has no reason, or an amount is below 0.
        """
        for index, debtor in enumerate(debtors):
            if not self._exists(debtor["debtorId"]):
                raise not_found("debtor", debtor["debtorId"], f"debtors[{index}].debtorId")
            for number, case in enumerate(debtor["agencyCollectionCases"]):
                _check_case(case, f"debtors[{index}].agencyCollectionCases[{number}]")
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
            debts = [
                {**debt, "block": blocks[debt["debtId"]]}
                for debt in self._debts(int(debtor) - FIRST_DEBTOR)
                if debt["debtId"] in blocks and debt["debtId"] in (debt_ids or [debt["debtId"]])
            ]
            if debts:
                blocked.append({"debtorId": debtor, "debts": debts})
        return blocked

    def _get_status(self, run_id: int) -> str:
        if run_id not in self._runs:
            raise not_found("debt collection run", run_id, "debtCollectionRunId")
        return self._runs[run_id]

    def _exists(self, debtor: str) -> bool:
        return debtor.isascii() and debtor.isdecimal() and self._customers.exists(int(debtor) - FIRST_DEBTOR)

    def _debts(self, customer_id: int) -> list[dict[str, Any]]:
        """Return the debts of a customer: those that were transferred, and the one from the seed."""
        return [*self._transferred(customer_id), self._debt(customer_id)]

    def _transferred(self, customer_id: int) -> list[dict[str, Any]]:
        transfers = [transfer for transfer in self._transfers.values() if transfer.customer_id == customer_id]
        return [debt for transfer in transfers for debt in transfer.debts]

    def _claim(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Return an open entry of an account as a debt, as the API returns it."""
        return {
            "debtId": make_uuid(self._studio.rng("claim", entry["id"])),
            "debtDate": entry["dueDate"],
            "amount": entry["openAmount"]["amount"],
            "currency": entry["openAmount"]["currency"],
            "type": "DEBT_CLAIM",
            "designation": entry["description"],
            "recurrence": {"period": "MONTH", "frequency": 1},
        }

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

    def _debtor(self, customer_id: int, case: int, debts: list[dict[str, Any]]) -> dict[str, Any]:
        record, open_amount = self._customers.get(customer_id), sum(debt["amount"] for debt in debts)
        case_id = make_uuid(self._studio.rng("case", case))
        email = {"type": "EMAIL", "value": record.get("email"), "status": {"type": "VALID"}}
        debtor = {
            "debtorId": debtor_id(customer_id),
            "membershipNr": record["customerNumber"],
            "firstName": record["firstName"],
            "lastName": record["lastName"],
            "sex": record.get("gender", "UNISEX"),
            "city": record.get("city", ""),
            "countryCode": "DE",
            **({"contactDetails": [email]} if "email" in record else {}),
            "collectionCases": [{"collectionCaseId": case_id, "openAmount": open_amount, "debt": debts}],
        }
        block = self._reports.get(debtor["debtorId"], {}).get("block")
        return {**debtor, "block": block} if block else debtor


def _check_case(case: Mapping[str, Any], path: str) -> None:
    closure = case.get("closure", {})
    if closure.get("type") == "REJECTION" and "rejectionReason" not in closure:
        reference = f"{path}.closure.rejectionReason"
        raise invalid("rejectionReason is missing: a rejection requires one", reference)
    for index, debt in enumerate(case["debts"]):
        for name in ("originalAmount", "canceledAmount", "paidAmount"):
            if Decimal(debt[name]) < 0:
                raise invalid(f"{name} must be at least 0: it is a total to date", f"{path}.debts[{index}].{name}")


def _is_blocked(report: Mapping[str, Any]) -> bool:
    return bool(report.get("block", {}).get("limitType", "DISABLED") != "DISABLED")
