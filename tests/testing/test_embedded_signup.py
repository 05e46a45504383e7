"""A sign-up as scripts against the vendor's sandbox make it: a payment session of 0, and null for what is left open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Ask, Asker, Json, walk

SESSION = {
    "amount": 0,
    "scope": "MEMBER_ACCOUNT",
    "referenceText": "Membership fee",
    "customerId": None,
    "finionPayCustomerId": None,
    "permittedPaymentChoices": None,
    "requireDirectDebitSignature": None,
}
CUSTOMER = {
    "firstName": "Ada",
    "lastName": "Lovelace",
    "secondFirstName": None,
    "dateOfBirth": "1990-12-10",
    "email": "ada@example.com",
    "gender": None,
    "street": "Ahornweg",
    "secondStreet": None,
    "houseNumber": "1",
    "city": "Berlin",
    "zipCode": "10437",
    "countryCode": "DE",
    "language": {"languageCode": "en", "countryCode": None},
    "phoneNumberMobile": "+49 1555 1",
    "phoneNumberPrivate": None,
    "additionalInformationFieldAssignments": None,
    "documentIdentification": None,
}
CONTRACT = {
    "startDate": "2025-07-01",
    "preuseDate": None,
    "voucherCode": None,
    "initialPaymentRequestToken": None,
    "selectedOptionalModuleIds": None,
    "selectedSelectableModuleIds": None,
    "thirdPartyId": None,
}


def send(ask: Ask, path: str, body: Json) -> Json:
    status, found = ask("POST", path, body)
    assert status == 200, found
    return found


def find_term(ask: Ask) -> int:
    offer = ask("GET", "/v1/memberships/membership-offers")[1][0]
    return int(ask("GET", f"/v1/memberships/membership-offers/{offer['id']}")[1]["terms"][0]["id"])


def check_member(ask: Ask, customer_id: int, preview: Json) -> None:
    """Check that a customer has the contract, and owes what the preview has shown."""
    customer = ask("GET", f"/v1/customers/{customer_id}")[1]
    assert (customer["status"], customer["firstName"], customer.get("gender")) == ("MEMBER", "Ada", None)
    (contract,) = ask("GET", f"/v1/customers/{customer_id}/contracts")[1]
    assert contract["startDate"] == "2025-07-01"
    fees = walk(ask, f"/v1/customers/{customer_id}/account/transactions/upcoming")
    schedule = preview["paymentPreview"]["paymentSchedule"]
    assert [(fee["dueDate"], fee["amount"]) for fee in fees] == [(fee["dueDate"], fee["amount"]) for fee in schedule]
    total = preview["contractVolumeInformation"]["totalContractVolume"]["amount"]
    assert sum((fee["amount"]["amount"] for fee in fees), Decimal(0)) == total


def test_a_customer_with_a_payment_instrument_gets_a_membership(api: EmbeddedApi, ask: Ask) -> None:
    session = send(ask, "/v1/payments/user-session", SESSION)
    form = {**CUSTOMER, "paymentRequestToken": api.complete_payment(session["token"])}
    customer_id = send(ask, "/v1/customers/create", form)["customerId"]
    assert ask("GET", f"/v1/customers/{customer_id}")[1]["status"] == "PROSPECT"
    again = send(ask, "/v1/payments/user-session", {**SESSION, "customerId": customer_id})
    assert again["finionPayCustomerId"] == session["finionPayCustomerId"]

    contract = {**CONTRACT, "contractOfferTermId": find_term(ask)}
    path = f"/v1/memberships/customers/{customer_id}/add-membership"
    preview = send(ask, f"{path}/preview", contract)
    assert ask("GET", f"/v1/customers/{customer_id}/contracts") == (200, [])
    assert send(ask, path, contract) is None
    check_member(ask, customer_id, preview)


def test_customer_and_membership_are_made_by_one_request(api: EmbeddedApi, ask: Ask) -> None:
    session = send(ask, "/v1/payments/user-session", SESSION)
    paying = send(
        ask,
        "/v1/payments/user-session",
        {**SESSION, "amount": 5, "finionPayCustomerId": session["finionPayCustomerId"]},
    )
    form = {**CUSTOMER, "paymentRequestToken": api.complete_payment(session["token"])}
    body: Json = {"customer": form, "contract": {**CONTRACT, "contractOfferTermId": find_term(ask)}}
    preview = send(ask, "/v1/memberships/signup/preview", body)
    body["contract"]["initialPaymentRequestToken"] = api.complete_payment(paying["token"])
    check_member(ask, send(ask, "/v1/memberships/signup", body)["customerId"], preview)
    assert ask("POST", "/v1/memberships/signup", body)[0] == 409


@pytest.mark.parametrize(("path", "body"), [("/v1/payments/user-session", SESSION), ("/v1/customers/create", CUSTOMER)])
def test_null_is_refused_by_its_name_on_request(asker: Asker, path: str, body: Json) -> None:
    status, error = asker(EmbeddedApi(strict_nulls=True))("POST", path, body)
    assert (status, body[error["reference"]]) == (400, None)
