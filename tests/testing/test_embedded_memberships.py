"""Membership offers, sign-ups and switches."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Ask, Json

CUSTOMER: Json = {
    "firstName": "Ada",
    "lastName": "Lovelace",
    "dateOfBirth": "1990-12-10",
    "email": "ada@example.com",
    "street": "Ahornweg",
    "city": "Berlin",
    "zipCode": "10437",
    "countryCode": "DE",
    "language": {"languageCode": "en"},
}
CONTRACT: Json = {"contractOfferTermId": 5021, "startDate": "2025-06-15"}


@pytest.fixture
def member(api: EmbeddedApi) -> int:
    """A new member with one contract that began on the studio's day."""
    customer_id = api.add_customer(first_name="Ada")
    api.add_contract(customer_id)
    return customer_id


def contract_of(ask: Ask, customer_id: int) -> Json:
    return ask("GET", f"/v1/customers/{customer_id}/contracts")[1][-1]


class TestOffers:
    def test_are_listed_and_read_with_what_a_form_needs(self, ask: Ask) -> None:
        offers = ask("GET", "/v1/memberships/membership-offers")[1]
        assert [offer["name"] for offer in offers] == ["Basic", "Premium", "All-in"]
        detail = ask("GET", f"/v1/memberships/membership-offers/{offers[1]['id']}")[1]
        assert [term["id"] for term in detail["terms"]] == [term["id"] for term in offers[1]["terms"]]
        assert "SEPA" in detail["allowedPaymentChoices"]
        assert ask("GET", "/v1/memberships/membership-offers/1")[0] == 404


class TestJoining:
    def test_makes_a_member_with_a_contract_and_payments_to_come(self, ask: Ask) -> None:
        body = {"customer": CUSTOMER, "contract": {**CONTRACT, "thirdPartyId": "T1"}}
        preview = ask("POST", "/v1/memberships/signup/preview", body)[1]
        customer_id = ask("POST", "/v1/memberships/signup", body)[1]["customerId"]
        assert ask("GET", f"/v1/customers/{customer_id}")[1]["status"] == "MEMBER"
        contract = contract_of(ask, customer_id)
        assert (contract["rateName"], contract["startDate"], contract["endDate"], contract["thirdPartyId"]) == (
            "Premium",
            "2025-06-15",
            "2026-06-14",
            "T1",
        )
        upcoming = ask("GET", f"/v1/customers/{customer_id}/account/transactions/upcoming")[1]["result"]
        schedule = preview["paymentPreview"]["paymentSchedule"]
        assert [(e["dueDate"], e["amount"]) for e in upcoming] == [(c["dueDate"], c["amount"]) for c in schedule]
        assert preview["contractVolumeInformation"]["totalContractVolume"]["amount"] == Decimal("358.80")

    def test_previews_create_nothing(self, ask: Ask) -> None:
        body = {"customer": CUSTOMER, "contract": CONTRACT}
        assert ask("POST", "/v1/memberships/signup/preview", body)[0] == 200
        assert ask("POST", "/v1/memberships/customers/1001/add-membership/preview", CONTRACT)[0] == 200
        assert ask("POST", "/v1/customers/search", {"email": "ada@example.com"})[1] == []

    def test_vouchers_lower_the_price_or_are_named_invalid(self, ask: Ask) -> None:
        path = "/v1/memberships/customers/1001/add-membership/preview"
        good = ask("POST", path, {**CONTRACT, "voucherCode": "WELCOME10"})[1]
        assert good["voucherDiscountPeriods"][0]["discountedBasePrice"]["amount"] == Decimal("26.91")
        assert good["paymentPreview"]["paymentSchedule"][0]["amount"]["amount"] == Decimal("26.91")
        assert ask("POST", path, {**CONTRACT, "voucherCode": "X"})[1]["voucherErrorCode"] == "INVALID_CODE"

    def test_a_further_membership_stands_beside_the_first(self, ask: Ask, member: int) -> None:
        assert ask("POST", f"/v1/memberships/customers/{member}/add-membership", CONTRACT) == (200, None)
        rates = [contract["rateName"] for contract in ask("GET", f"/v1/customers/{member}/contracts")[1]]
        assert rates == ["Basic", "Premium"]
        assert ask("POST", "/v1/memberships/customers/5/add-membership", CONTRACT)[0] == 404

    @pytest.mark.parametrize(
        ("members", "status", "reference"),
        [
            ({"contractOfferTermId": 1}, 404, "contract.contractOfferTermId"),
            ({"startDate": "2025-06-01"}, 400, "contract.startDate"),
            ({"startDate": "2035-06-01"}, 400, "contract.startDate"),
            ({"selectedSelectableModuleIds": [9]}, 404, "contract.selectedSelectableModuleIds[0]"),
            ({"selectedOptionalModuleIds": [9]}, 404, "contract.selectedOptionalModuleIds[0]"),
            ({"initialPaymentRequestToken": "x"}, 404, "contract.initialPaymentRequestToken"),
        ],
    )
    def test_is_refused_for_what_cannot_be(self, ask: Ask, members: Json, status: int, reference: str) -> None:
        body = {"customer": CUSTOMER, "contract": {**CONTRACT, **members}}
        answered, error = ask("POST", "/v1/memberships/signup", body)
        assert (answered, error["reference"]) == (status, reference)
        assert ask("GET", "/v1/customers/1301")[0] == 404

    def test_uses_up_the_initial_payment(self, api: EmbeddedApi, ask: Ask) -> None:
        contract = {**CONTRACT, "initialPaymentRequestToken": api.add_payment_request("29.90")}
        assert ask("POST", "/v1/memberships/signup", {"customer": CUSTOMER, "contract": contract})[0] == 200
        assert ask("POST", "/v1/memberships/signup", {"customer": CUSTOMER, "contract": contract})[0] == 409


class TestSwitching:
    def body(self, contract_id: int, **members: Json) -> Json:
        return {
            "configId": 601,
            "membershipOfferTermId": 5031,
            "sourceContractId": contract_id,
            "startDate": "2025-06-02",
            **members,
        }

    def test_ends_one_contract_and_begins_another(self, ask: Ask, member: int) -> None:
        configs = ask("GET", f"/v1/memberships/{member}/membership-switch/configs")[1]
        source = configs[0]["sourceContracts"][0]["id"]
        detail = ask("GET", f"/v1/memberships/{member}/membership-switch/configs/601")[1]
        term = detail["destinationMembershipOffers"][1]["terms"][0]["id"]
        body = self.body(source, membershipOfferTermId=term)
        preview = ask("POST", f"/v1/memberships/{member}/membership-switch/preview", body)[1]
        assert preview["ageAdjustedPrice"]["amount"] == Decimal("44.99")
        assert len(ask("GET", f"/v1/customers/{member}/contracts")[1]) == 1
        assert ask("POST", f"/v1/memberships/{member}/membership-switch", body) == (200, None)
        active = ask("GET", f"/v1/customers/{member}/contracts?status=ACTIVE")[1]
        ended = ask("GET", f"/v1/customers/{member}/contracts?status=INACTIVE")[1]
        assert [contract["rateName"] for contract in active] == ["All-in"]
        assert [(contract["id"], contract["endDate"]) for contract in ended] == [(source, "2025-06-01")]
        assert ask("POST", f"/v1/memberships/{member}/membership-switch", body)[0] == 409

    def test_is_not_on_offer_elsewhere_or_without_a_contract(self, api: EmbeddedApi, ask: Ask, member: int) -> None:
        path = f"/v1/memberships/{member}/membership-switch/configs"
        assert ask("GET", f"{path}?studioId=5") == (200, [])
        assert ask("GET", f"{path}/1")[0] == 404
        bare = api.add_customer(status="PROSPECT")
        assert ask("GET", f"/v1/memberships/{bare}/membership-switch/configs") == (200, [])
        assert ask("GET", f"/v1/memberships/{bare}/membership-switch/configs/601")[0] == 404

    @pytest.mark.parametrize(
        ("members", "reference"),
        [
            ({"configId": 1}, "configId"),
            ({"membershipOfferTermId": 1}, "membershipOfferTermId"),
            ({"sourceContractId": 1}, "sourceContractId"),
            ({"startDate": "2025-01-01"}, "startDate"),
        ],
    )
    def test_is_refused_by_name(self, ask: Ask, member: int, members: Json, reference: str) -> None:
        body = self.body(contract_of(ask, member)["id"], **members)
        status, error = ask("POST", f"/v1/memberships/{member}/membership-switch", body)
        assert status in (400, 404)
        assert error["reference"] == reference
