"""Payment sessions."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Ask, Json

SESSION = "/v1/payments/user-session"
FORM = {
    "firstName": "Ada",
    "lastName": "Lovelace",
    "dateOfBirth": "1990-12-10",
    "email": "ada@example.com",
    "street": "Ahornweg",
    "houseNumber": "1",
    "city": "Berlin",
    "zipCode": "10437",
    "countryCode": "DE",
    "language": {"languageCode": "en"},
    "phoneNumberMobile": "+49 1555 1",
}
INSTRUMENT = {"amount": 0, "scope": "MEMBER_ACCOUNT", "referenceText": "fee"}


def open_session(ask: Ask, **fields: Json) -> Json:
    status, session = ask("POST", SESSION, {**INSTRUMENT, **fields})
    assert status == 200, session
    return session


def use_instrument(ask: Ask, token: str, customer_id: int = 1001) -> int:
    path = f"/v1/customers/{customer_id}/account/payment-instrument"
    return ask("POST", path, {"paymentRequestToken": token})[0]


class TestPaymentSessions:
    BODY: ClassVar[Json] = {**INSTRUMENT, "amount": 19.99, "customerId": 1001}

    def test_are_good_for_an_hour_and_keep_the_payer(self, ask: Ask) -> None:
        session = ask("POST", SESSION, self.BODY)[1]
        assert session["tokenValidUntil"] == "2025-06-02T08:00:00.000000Z"
        for payer in ({"customerId": 1001}, {"finionPayCustomerId": session["finionPayCustomerId"]}):
            following = open_session(ask, **payer)
            assert following["finionPayCustomerId"] == session["finionPayCustomerId"]
            assert following["token"] != session["token"]

    @pytest.mark.parametrize(
        ("fields", "status", "reference"),
        [
            ({"customerId": 5}, 404, "customerId"),
            ({"amount": Decimal("-0.01")}, 400, "amount"),
            ({"finionPayCustomerId": "753ea8ec-c2ec-4761-824b-bc46eda3f644"}, 400, "finionPayCustomerId"),
        ],
    )
    def test_are_refused_by_name(self, ask: Ask, fields: Json, status: int, reference: str) -> None:
        answered, error = ask("POST", SESSION, {**self.BODY, **fields})
        assert (answered, error["reference"]) == (status, reference)

    def test_of_amount_0_capture_an_instrument_of_the_customer(self, api: EmbeddedApi, ask: Ask) -> None:
        token = api.complete_payment(open_session(ask, customerId=1001)["token"])
        assert use_instrument(ask, token, 1002) == 409
        assert use_instrument(ask, token) == 200
        assert use_instrument(ask, token) == 409

    def test_can_be_completed_once(self, api: EmbeddedApi, ask: Ask) -> None:
        session = open_session(ask)
        api.complete_payment(session["token"])
        with pytest.raises(LookupError, match="has ended"):
            api.complete_payment(session["token"])
        with pytest.raises(LookupError, match="no payment session"):
            api.complete_payment("nonsense")


class TestAPotentialCustomer:
    def test_gets_an_id_of_their_own_that_further_sessions_take(self, ask: Ask) -> None:
        ada, bob = (open_session(ask)["finionPayCustomerId"] for _ in range(2))
        assert ada != bob
        assert open_session(ask, finionPayCustomerId=ada)["finionPayCustomerId"] == ada

    def test_cannot_pay_for_a_customer(self, api: EmbeddedApi, ask: Ask) -> None:
        assert use_instrument(ask, api.complete_payment(open_session(ask)["token"])) == 409

    def test_keeps_the_id_when_becoming_a_customer(self, api: EmbeddedApi, ask: Ask) -> None:
        first = open_session(ask)
        later = open_session(ask, finionPayCustomerId=first["finionPayCustomerId"])
        form = {**FORM, "paymentRequestToken": api.complete_payment(first["token"]), "gender": None}
        status, created = ask("POST", "/v1/customers/create", form)
        assert status == 200, created
        customer_id = created["customerId"]
        assert open_session(ask, customerId=customer_id)["finionPayCustomerId"] == first["finionPayCustomerId"]
        assert use_instrument(ask, api.complete_payment(later["token"]), customer_id) == 200

    def test_is_nobody_who_is_a_customer_already(self, api: EmbeddedApi, ask: Ask) -> None:
        token = api.complete_payment(open_session(ask, customerId=1001)["token"])
        status, error = ask("POST", "/v1/customers/create", {**FORM, "paymentRequestToken": token})
        assert (status, error["reference"]) == (409, "paymentRequestToken")
