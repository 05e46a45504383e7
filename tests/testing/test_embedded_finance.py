"""Debt collection and exports for tax advisors."""

from __future__ import annotations

from typing import ClassVar

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

    def test_end_after_they_begin(self, ask: Ask) -> None:
        status, error = ask("POST", "/v1/taxadvisor/exports/create", {**self.BODY, "toDate": "2024-01-01"})
        assert (status, error["reference"]) == (400, "toDate")
