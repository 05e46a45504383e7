"""Debt collection and exports for tax advisors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Ask, Json


class TestDebtCollection:
    def report(self, debtor: Json, **members: Json) -> Json:
        case = debtor["collectionCases"][0]
        debt = case["debt"][0]
        update = {
            "debtId": debt["debtId"],
            "originalAmount": debt["amount"],
            "canceledAmount": 0,
            "paidAmount": debt["amount"],
            "currency": "EUR",
            "block": {"limitType": "LIMITED", "endDate": "2025-12-31"},
        }
        cases = [
            {
                "agencyCollectionCaseId": "agency-1",
                "collectionCaseIds": [case["collectionCaseId"]],
                "debts": [update],
            }
        ]
        return {"debtorId": debtor["debtorId"], "agencyCollectionCases": cases, **members}

    def send(self, ask: Ask, *debtors: Json) -> tuple[int, Json]:
        return ask("POST", "/v1/debt-collection/update", {"requestId": "1", "debtors": list(debtors)})

    def test_runs_wait_until_they_are_confirmed(self, ask: Ask) -> None:
        details = "/v1/debt-collection/902/details"
        assert ask("GET", details)[1]["status"] == "WAITING_FOR_CONFIRMATION"
        assert ask("POST", "/v1/debt-collection/902/confirmTransfer") == (200, None)
        assert ask("GET", details)[1]["status"] == "COMPLETED"
        assert ask("POST", "/v1/debt-collection/902/confirmTransfer")[0] == 409
        for path in ("details", "debtors"):
            assert ask("GET", f"/v1/debt-collection/1/{path}")[0] == 404
        assert ask("GET", "/v1/debt-collection/configuration")[1]["client"]["city"] == "Berlin"

    def test_debtors_are_customers(self, ask: Ask) -> None:
        found = ask("GET", "/v1/debt-collection/902/debtors?sliceSize=50")[1]
        assert (len(found["result"]), found["hasNext"]) == (50, True)
        debtor = found["result"][0]
        customer = ask("GET", f"/v1/customers/by?debtorId={debtor['debtorId']}")[1]
        assert customer["lastName"] == debtor["lastName"]
        assert debtor["collectionCases"][0]["openAmount"] == debtor["collectionCases"][0]["debt"][0]["amount"]

    def test_reports_are_kept_and_found(self, ask: Ask) -> None:
        one, other = ask("GET", "/v1/debt-collection/902/debtors")[1]["result"][:2]
        assert self.send(ask, self.report(one), self.report(other)) == (200, None)
        cases = "/v1/debt-collection/cases"
        assert [d["debtorId"] for d in ask("GET", cases)[1]] == [one["debtorId"], other["debtorId"]]
        assert [d["debtorId"] for d in ask("GET", f"{cases}?debtorId={one['debtorId']}")[1]] == [one["debtorId"]]
        case_id = other["collectionCases"][0]["collectionCaseId"]
        found = ask("GET", f"{cases}?collectionCaseId={case_id}&agencyCollectionCaseId=agency-1")[1]
        assert [d["debtorId"] for d in found] == [other["debtorId"]]
        assert ask("GET", f"{cases}?agencyCollectionCaseId=agency-2") == (200, [])
        assert ask("GET", f"{cases}?caseAdjustmentRequestId=1") == (200, [])

    def test_blocks_are_listed(self, ask: Ask) -> None:
        one, other = ask("GET", "/v1/debt-collection/902/debtors")[1]["result"][:2]
        block = {"limitType": "UNLIMITED", "endDate": "2030-01-01"}
        self.send(ask, self.report(one, block=block), self.report(other))
        debtors = ask("GET", "/v1/debt-collection/blocked/debtors")[1]["result"]
        assert [(d["debtorId"], d["block"]) for d in debtors] == [(one["debtorId"], block)]
        assert ask("GET", "/v1/debt-collection/902/debtors")[1]["result"][0]["block"] == block
        debts = ask("GET", "/v1/debt-collection/blocked/debts")[1]["result"]
        assert len(debts) == 2
        wanted = debts[1]["debts"][0]["debtId"]
        narrowed = ask("GET", f"/v1/debt-collection/blocked/debts?debtId={wanted}")[1]["result"]
        assert [d["debtorId"] for d in narrowed] == [debts[1]["debtorId"]]
        assert ask("GET", f"/v1/debt-collection/blocked/debtors?debtorId={other['debtorId']}")[1]["result"] == []

    def test_a_block_that_is_left_out_is_lifted(self, ask: Ask) -> None:
        debtor = ask("GET", "/v1/debt-collection/902/debtors")[1]["result"][0]
        self.send(ask, self.report(debtor, block={"limitType": "UNLIMITED"}))
        report = self.report(debtor)
        del report["agencyCollectionCases"][0]["debts"][0]["block"]
        self.send(ask, report)
        for kind in ("debtors", "debts"):
            assert ask("GET", f"/v1/debt-collection/blocked/{kind}")[1]["result"] == []
        assert ask("GET", "/v1/debt-collection/902/debtors")[1]["result"][0].get("block") is None

    def test_a_closure_is_final(self, ask: Ask) -> None:
        debtor = ask("GET", "/v1/debt-collection/902/debtors")[1]["result"][0]
        closures = [{"type": "NEGATIVE", "date": "2025-06-01"}, None, {"type": "POSITIVE", "date": "2025-06-02"}]
        for closure in closures:
            report = self.report(debtor)
            report["agencyCollectionCases"][0] |= {"closure": closure}
            assert self.send(ask, report)[0] == 200
            case = ask("GET", "/v1/debt-collection/cases")[1][0]["agencyCollectionCases"][0]
            assert (case["closure"]["type"], case["closure"]["date"]) == ("NEGATIVE", "2025-06-01")

    def test_a_rejection_needs_a_reason(self, ask: Ask) -> None:
        debtor = ask("GET", "/v1/debt-collection/902/debtors")[1]["result"][0]
        report = self.report(debtor)
        report["agencyCollectionCases"][0]["closure"] = {"type": "REJECTION", "date": "2025-06-01"}
        status, error = self.send(ask, report)
        place = "debtors[0].agencyCollectionCases[0].closure.rejectionReason"
        assert (status, error["reference"]) == (400, place)
        assert ask("GET", "/v1/debt-collection/cases") == (200, [])

    @pytest.mark.parametrize("name", ["originalAmount", "canceledAmount", "paidAmount"])
    def test_amounts_are_not_below_0(self, ask: Ask, name: str) -> None:
        debtor = ask("GET", "/v1/debt-collection/902/debtors")[1]["result"][0]
        report = self.report(debtor)
        report["agencyCollectionCases"][0]["debts"][0][name] = Decimal("-0.01")
        status, error = self.send(ask, report)
        assert (status, error["reference"]) == (400, f"debtors[0].agencyCollectionCases[0].debts[0].{name}")
        assert ask("GET", "/v1/debt-collection/cases") == (200, [])

    @pytest.mark.parametrize(
        ("totals", "balance"), [(("10",), "-90.00"), (("10", "25"), "-75.00"), (("10", "25", "5"), "-95.00")]
    )
    def test_payments_are_totals_to_date(
        self, api: EmbeddedApi, ask: Ask, totals: tuple[str, ...], balance: str
    ) -> None:
        customer_id = api.add_customer()
        api.add_bookings(customer_id, "100.00", due=date(2025, 1, 1))
        debtor = ask("GET", "/v1/debt-collection/902/debtors")[1]["result"][0]
        for total in totals:
            report = self.report({**debtor, "debtorId": str(2_000_000 + customer_id)})
            report["agencyCollectionCases"][0]["debts"][0]["paidAmount"] = Decimal(total)
            assert self.send(ask, report)[0] == 200
        balances = ask("GET", f"/v1/customers/{customer_id}/account/balances")[1]
        assert balances["accountBalance"]["amount"] == Decimal(balance)

    @pytest.mark.parametrize(
        ("closure", "collected"),
        [
            ({"type": "POSITIVE"}, False),
            ({"type": "NEGATIVE"}, False),
            ({"type": "REVERSAL"}, False),
            ({"type": "REJECTION", "rejectionReason": "FRAUD"}, True),
        ],
    )
    def test_a_closure_other_than_a_rejection_ends_the_collection(
        self, ask: Ask, closure: Json, collected: bool
    ) -> None:
        def balances(customer_id: int) -> Json:
            return ask("GET", f"/v1/customers/{customer_id}/account/balances")[1]

        customer_id = next(number for number in range(1001, 1301) if balances(number)["inDebtCollection"])
        debtor = ask("GET", "/v1/debt-collection/902/debtors")[1]["result"][0]
        report = self.report({**debtor, "debtorId": str(2_000_000 + customer_id)})
        case = report["agencyCollectionCases"][0]
        case["debts"][0]["paidAmount"], case["closure"] = 0, {"date": "2025-06-01", **closure}
        assert self.send(ask, report)[0] == 200
        assert balances(customer_id)["inDebtCollection"] is collected

    def test_reports_on_a_stranger_change_nothing(self, ask: Ask) -> None:
        debtor = ask("GET", "/v1/debt-collection/902/debtors")[1]["result"][0]
        for stranger in ("2", "nobody"):
            status, error = self.send(ask, self.report(debtor), {**self.report(debtor), "debtorId": stranger})
            assert (status, error["reference"]) == (404, "debtors[1].debtorId")
        assert ask("GET", "/v1/debt-collection/cases") == (200, [])


class TestTaxExports:
    BODY: ClassVar[Json] = {
        "fromDate": "2025-01-01",
        "toDate": "2025-03-31",
        "exportFormat": "SINGLE",
        "exportFileFormat": "CSV",
    }

    def test_are_ordered_and_read(self, ask: Ask) -> None:
        export_id = ask("POST", "/v1/taxadvisor/exports/create", self.BODY)[1]["exportId"]
        export = ask("GET", f"/v1/taxadvisor/exports/{export_id}")[1]
        assert export["downloadUrl"].endswith(f"{export_id}.csv")
        assert {**export, **self.BODY} == export
        assert ask("GET", "/v1/taxadvisor/exports/1")[0] == 404

    @pytest.mark.parametrize(
        ("first", "last", "status"),
        [
            ("2025-01-01", "2024-12-31", 400),
            ("2025-01-01", "2025-04-01", 200),  # 90 days
            ("2025-01-01", "2025-04-02", 400),
            ("2025-06-01", "2025-06-01", 200),
            ("2025-06-01", "2025-06-02", 400),  # today
            ("2030-01-01", "2030-01-02", 400),
        ],
    )
    def test_are_of_90_days_until_yesterday(self, ask: Ask, first: str, last: str, status: int) -> None:
        body = {**self.BODY, "fromDate": first, "toDate": last}
        answered, found = ask("POST", "/v1/taxadvisor/exports/create", body)
        assert (answered, found.get("reference")) == (status, None if status == 200 else "toDate")
