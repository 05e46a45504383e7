"""Self-service of members: contracts, modules and idle periods."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Ask, Json


@pytest.fixture
def member(api: EmbeddedApi) -> int:
    """A new member with one contract that began on the studio's day."""
    customer_id = api.add_customer(first_name="Ada")
    api.add_contract(customer_id)
    return customer_id


def contract_of(ask: Ask, customer_id: int) -> Json:
    return ask("GET", f"/v1/customers/{customer_id}/contracts")[1][-1]


class TestContracts:
    def test_follow_from_the_customers_status(self, ask: Ask) -> None:
        for customer_id in range(1001, 1061):
            record = ask("GET", f"/v1/customers/{customer_id}")[1]
            statuses = {c["contractStatus"] for c in ask("GET", f"/v1/customers/{customer_id}/contracts")[1]}
            assert ("ACTIVE" in statuses) == (record["status"] == "MEMBER")
            assert bool(statuses) == (record["status"] != "PROSPECT")

    def test_are_cancelled_for_a_day_on_offer_and_taken_back(self, ask: Ask, member: int) -> None:
        data = ask("GET", f"/v1/memberships/{member}/self-service/contract-data")[1][0]
        reason = ask("GET", "/v1/memberships/self-service/contract-cancelation-reasons")[1][1]
        body = {
            "cancelationDate": data["availableCancelationDates"][0],
            "cancelationReasonId": reason["cancelationReasonId"],
            "contractId": data["id"],
        }
        cancel = f"/v1/memberships/{member}/self-service/ordinary-contract-cancelation"
        assert ask("POST", cancel, body)[1] == {"success": "true"}
        after = ask("GET", f"/v1/memberships/{member}/self-service/contract-data")[1][0]
        assert (after["cancelationStatus"], after["cancelationReason"]) == ("CANCELED", "Illness")
        contract = contract_of(ask, member)
        assert (contract["cancelled"], contract["cancellationReceiptDate"]) == (True, "2025-06-02")
        assert ask("POST", cancel, body)[0] == 409
        withdraw = f"/v1/memberships/{member}/self-service/withdraw-ordinary-contract-cancelation/{data['id']}"
        assert ask("POST", withdraw)[1] == {"success": "true"}
        assert contract_of(ask, member)["cancelled"] is False
        assert ask("POST", withdraw)[0] == 409

    @pytest.mark.parametrize(
        ("members", "status", "reference"),
        [
            ({"cancelationDate": "2025-06-30"}, 409, "cancelationDate"),
            ({"cancelationReasonId": 1}, 404, "cancelationReasonId"),
            ({"contractId": 1}, 404, "contractId"),
        ],
    )
    def test_are_not_cancelled_otherwise(
        self, ask: Ask, member: int, members: Json, status: int, reference: str
    ) -> None:
        contract_id = contract_of(ask, member)["id"]
        body = {"cancelationDate": "2026-06-01", "cancelationReasonId": 1001, "contractId": contract_id, **members}
        path = f"/v1/memberships/{member}/self-service/ordinary-contract-cancelation"
        answered, error = ask("POST", path, body)
        assert (answered, error["reference"]) == (status, reference)


class TestModules:
    @pytest.fixture
    def base(self, ask: Ask, member: int) -> str:
        return f"/v1/memberships/{contract_of(ask, member)['id']}/self-service"

    def body(self, module: Json, *, trial: bool = False) -> Json:
        frequency = module["paymentFrequencies"][0]["id"]
        return {"additionalModuleId": module["id"], "paymentFrequencyId": frequency, "bookTrialPeriod": trial}

    def test_are_bought_once_and_show_in_the_contract(self, ask: Ask, member: int, base: str) -> None:
        everything = ask("GET", "/v1/memberships/self-service/additional-modules")[1]
        assert ask("GET", f"{base}/additional-modules/purchasable")[1] == everything
        body = self.body(everything[0], trial=True)
        check = f"{base}/additional-modules/validate"
        assert ask("POST", check, body)[1]["validationStatus"] == "ADDITIONAL_MODULE_PURCHASABLE"
        bought = ask("POST", f"{base}/additional-modules/purchase", body)[1]["id"]
        assert ask("GET", f"{base}/additional-modules/purchasable")[1] == everything[1:]
        assert ask("POST", check, body)[1]["validationStatus"] == "ADDITIONAL_MODULE_CONTRACT_ALREADY_PURCHASED"
        assert ask("POST", f"{base}/additional-modules/purchase", body)[0] == 409
        assert [m["id"] for m in contract_of(ask, member)["moduleContracts"]] == [bought]
        own = ask("GET", f"{base}/additional-module-contracts/{bought}")[1]
        assert (own["name"], own["trialPeriod"]["startDate"]) == ("drink flat", "2025-06-02")

    def test_are_cancelled_and_taken_back(self, ask: Ask, member: int, base: str) -> None:
        module = ask("GET", f"{base}/additional-modules/purchasable")[1][1]
        bought = ask("POST", f"{base}/additional-modules/purchase", self.body(module))[1]["id"]
        own = f"{base}/additional-module-contracts/{bought}"
        day = ask("GET", own)[1]["availableCancelationDates"][0]
        body = {"cancelationDate": day, "cancelationReasonId": 1001}
        wrong = {**body, "cancelationDate": "2025-06-03"}
        assert ask("POST", f"{own}/ordinary-cancelation", wrong)[1]["reference"] == "cancelationDate"
        assert ask("POST", f"{own}/ordinary-cancelation", body)[1] == {"success": "true"}
        assert ask("GET", own)[1]["contractCancelationStatus"] == "CANCELED"
        assert contract_of(ask, member)["moduleContracts"][0]["cancellationDate"] == day
        assert ask("POST", f"{own}/ordinary-cancelation", body)[0] == 409
        assert ask("POST", f"{own}/withdraw-cancelation")[1] == {"success": "true"}
        assert ask("GET", own)[1]["contractCancelationCanBeWithdrawn"] is False
        assert ask("POST", f"{own}/withdraw-cancelation")[0] == 409
        assert ask("GET", f"{base}/additional-module-contracts/1")[0] == 404

    def test_have_what_stands_in_the_way_named(self, ask: Ask, base: str) -> None:
        module = ask("GET", f"{base}/additional-modules/purchasable")[1][1]
        check, purchase = (f"{base}/additional-modules/{what}" for what in ("validate", "purchase"))
        trial = self.body(module, trial=True)
        assert ask("POST", check, trial)[1]["validationStatus"] == "ADDITIONAL_MODULE_TRIAL_PERIOD_NOT_BOOKABLE"
        assert ask("POST", purchase, trial)[0] == 409
        unknown = {**self.body(module), "additionalModuleId": 1}
        assert ask("POST", check, unknown)[1]["validationStatus"] == "ADDITIONAL_MODULE_NOT_FOUND"
        assert ask("POST", purchase, unknown)[1]["reference"] == "additionalModuleId"

    def test_are_not_for_contracts_that_ended(self, ask: Ask) -> None:
        former = next(
            contracts[0]["id"]
            for customer_id in range(1001, 1100)
            if (contracts := ask("GET", f"/v1/customers/{customer_id}/contracts?status=INACTIVE")[1])
        )
        base = f"/v1/memberships/{former}/self-service/additional-modules"
        assert ask("GET", f"{base}/purchasable") == (200, [])
        module = ask("GET", "/v1/memberships/self-service/additional-modules")[1][0]
        status = ask("POST", f"{base}/validate", self.body(module))[1]["validationStatus"]
        assert status == "ADDITIONAL_MODULE_CONTRACT_INVALID_STATUS"
        assert ask("GET", "/v1/memberships/5/self-service/additional-modules/purchasable")[0] == 404


class TestIdlePeriods:
    GOOD: ClassVar[Json] = {"startDate": "2025-07-07", "temporalUnit": "WEEK", "termValue": 2, "reasonId": 801}

    @pytest.fixture
    def base(self, ask: Ask, member: int) -> str:
        return f"/v1/memberships/{contract_of(ask, member)['id']}/self-service/idle-periods"

    def create(self, ask: Ask, base: str, request: Json, document: bytes | None = None) -> tuple[int, Json]:
        body = b'--b\r\nContent-Disposition: form-data; name="data"\r\nContent-Type: application/json\r\n\r\n'
        body += json.dumps(request).encode() + b"\r\n"
        if document is not None:
            body += (
                b'--b\r\nContent-Disposition: form-data; name="document"; filename="a.pdf"\r\n\r\n' + document + b"\r\n"
            )
        return ask("POST", base, body + b"--b--\r\n", **{"Content-Type": "multipart/form-data; boundary=b"})

    def status(self, ask: Ask, base: str, **fields: Json) -> str:
        request = {name: value for name, value in {**self.GOOD, **fields}.items() if value is not None}
        return str(ask("POST", f"{base}/validate", request)[1]["validationStatus"])

    def test_wait_for_verification_and_then_pause_the_contract(
        self, api: EmbeddedApi, ask: Ask, member: int, base: str
    ) -> None:
        assert self.status(ask, base) == "IDLEPERIOD_CREATABLE"
        period = self.create(ask, base, self.GOOD)[1]
        assert (period["endDate"], period["state"]) == ("2025-07-20", "PENDING_VERIFICATION")
        assert ask("GET", base)[1] == {"pastIdlePeriods": [], "currentAndUpcomingIdlePeriods": [period]}
        assert ask("GET", f"/v1/customers/{member}")[1].get("idlePeriods") is None
        assert contract_of(ask, member)["endDate"] == "2026-06-01"
        api.accept_amendments(member)
        accepted = {**period, "state": "ACCEPTED"}
        assert ask("GET", f"{base}/{period['id']}")[1] == accepted
        assert ask("GET", base)[1]["currentAndUpcomingIdlePeriods"] == [accepted]
        shown = ask("GET", f"/v1/customers/{member}")[1]["idlePeriods"]
        assert [(p["id"], p["endDate"]) for p in shown] == [(period["id"], "2025-07-20")]
        assert contract_of(ask, member)["endDate"] == "2026-06-15"
        left = ask("GET", f"{base}/remaining")[1]
        assert left["remainingMaxTerms"] == {"value": 10, "unit": "WEEK"}
        assert left["remainingFreeTerms"] == {"value": 0, "unit": "WEEK"}

    @pytest.mark.parametrize("accepted", [False, True])
    def test_are_withdrawn(self, api: EmbeddedApi, ask: Ask, member: int, base: str, accepted: bool) -> None:
        before = contract_of(ask, member)
        period = self.create(ask, base, self.GOOD)[1]["id"]
        if accepted:
            api.accept_amendments(member)
        assert ask("DELETE", f"{base}/{period}")[1] == {"success": "true"}
        assert ask("GET", f"{base}/{period}")[0] == 404
        assert not ask("GET", f"/v1/customers/{member}")[1].get("idlePeriods")
        assert contract_of(ask, member) == before

    def test_are_withdrawn_before_they_start(self, api: EmbeddedApi, ask: Ask, member: int, base: str) -> None:
        period = self.create(ask, base, self.GOOD)[1]["id"]
        api.accept_amendments(member)
        api.advance(to=date(2025, 7, 7))
        status, error = ask("DELETE", f"{base}/{period}")
        assert (status, error["errorCode"]) == (409, "embedded.IDLEPERIOD_STARTED")

    def test_need_the_document_that_a_reason_asks_for(self, ask: Ask, base: str) -> None:
        ill = {**self.GOOD, "reasonId": 802}
        for document in (None, b""):
            status, error = self.create(ask, base, ill, document)
            assert (status, error["reference"]) == (400, "document")
        period = self.create(ask, base, ill, b"%PDF")[1]
        assert period["state"] == "PENDING_VERIFICATION"
        assert period["documentUrl"]

    @pytest.mark.parametrize(
        ("members", "status"),
        [
            ({"unlimited": True}, "IDLEPERIOD_DEACTIVATED_FOR_CONTRACT"),
            ({"termValue": None}, "IDLEPERIOD_TERMVALUE_MISSING"),
            ({"temporalUnit": "MONTH"}, "IDLEPERIOD_TEMPORALUNIT_INVALID"),
            ({"startDate": "2025-07-09"}, "IDLEPERIOD_DATE_NOT_FIRSTDAY_OF_TEMPORALUNIT"),
            ({"startDate": "2025-06-02"}, "IDLEPERIOD_DEADLINE_VIOLATED"),
            ({"startDate": "2030-06-03"}, "IDLEPERIOD_MAXIMUM_YEARS_VIOLATED"),
            ({"startDate": "9999-12-27"}, "IDLEPERIOD_MAXIMUM_YEARS_VIOLATED"),
            ({"termValue": 261}, "IDLEPERIOD_MAXIMUM_YEARS_VIOLATED"),
            ({"termValue": 13}, "IDLEPERIOD_MAXIMUM_TERMS_VIOLATED"),
            ({"termValue": 0}, "IDLEPERIOD_MAXIMUM_TERMS_VIOLATED"),
            ({"startDate": "2025-08-11"}, "IDLEPERIOD_OVERLAPPING"),
        ],
    )
    def test_that_break_a_rule_are_refused_by_it(
        self, api: EmbeddedApi, ask: Ask, member: int, base: str, members: Json, status: str
    ) -> None:
        self.create(ask, base, {**self.GOOD, "startDate": "2025-08-04"})
        api.accept_amendments(member)
        request = {name: value for name, value in {**self.GOOD, **members}.items() if value is not None}
        assert self.status(ask, base, **members) == status
        answered, error = self.create(ask, base, request)
        assert (answered, error["errorCode"]) == (409, f"embedded.{status}")

    def test_that_are_far_ahead_are_possible(self, ask: Ask, base: str) -> None:
        assert self.status(ask, base, startDate="2026-07-06") == "IDLEPERIOD_CREATABLE"

    def test_are_refused_while_one_is_pending(self, api: EmbeddedApi, ask: Ask, member: int, base: str) -> None:
        first = self.create(ask, base, self.GOOD)[1]
        later = {**self.GOOD, "startDate": "2025-09-01"}
        assert self.status(ask, base, **later) == "IDLEPERIOD_PENDING_VERIFICATION"
        answered, error = self.create(ask, base, later)
        assert (answered, error["errorCode"]) == (409, "embedded.IDLEPERIOD_PENDING_VERIFICATION")
        preview = ask("PUT", f"{base}/{first['id']}/preview", later)[1]
        assert preview["validationStatus"] == "IDLEPERIOD_UPDATABLE"
        api.accept_amendments(member)
        assert self.create(ask, base, later)[0] == 200

    def test_cost_nothing_within_the_free_weeks(self, api: EmbeddedApi, ask: Ask, member: int, base: str) -> None:
        first = self.create(ask, base, self.GOOD)[1]
        assert first["fee"]["amount"] == 0
        api.accept_amendments(member)
        assert self.create(ask, base, {**self.GOOD, "startDate": "2025-09-01"})[1]["fee"]["amount"] == 5

    def test_start_on_a_day_that_the_configuration_allows(self, ask: Ask, base: str) -> None:
        config = ask("GET", f"{base}/config")[1]
        assert date.fromisoformat(config["firstPossibleStartDate"]) == date(2025, 6, 9)
        request = {**self.GOOD, "startDate": config["firstPossibleStartDate"], "temporalUnit": config["temporalUnit"]}
        assert self.create(ask, base, request)[0] == 200
        assert self.create(ask, base, {**self.GOOD, "reasonId": 1})[1]["reference"] == "data.reasonId"

    def test_begin_with_the_first_week_after_the_notice(self, api: EmbeddedApi, ask: Ask, base: str) -> None:
        api.advance(days=1)
        assert ask("GET", f"{base}/config")[1]["firstPossibleStartDate"] == "2025-06-16"

    @pytest.mark.parametrize("accepted", [False, True])
    def test_changes_are_previewed_with_the_new_end_of_the_contract(
        self, api: EmbeddedApi, ask: Ask, member: int, base: str, accepted: bool
    ) -> None:
        period = self.create(ask, base, self.GOOD)[1]
        if accepted:
            api.accept_amendments(member)
            period["state"] = "ACCEPTED"
        path = f"{base}/{period['id']}/preview"
        preview = ask("PUT", path, {**self.GOOD, "termValue": 3})[1]
        assert (preview["validationStatus"], preview["previewEndDate"]) == ("IDLEPERIOD_UPDATABLE", "2026-06-22")
        assert ask("PUT", path, self.GOOD)[1]["previewCharges"] == []
        assert preview["previewCharges"][0]["amount"]["amount"] == Decimal("5.00")
        late = {**self.GOOD, "termValue": 13}
        assert ask("PUT", path, late)[1]["validationStatus"] == "IDLEPERIOD_MAXIMUM_TERMS_VIOLATED"
        assert ask("GET", f"{base}/{period['id']}")[1] == period
