"""Requests are checked against the description, and the response names the field at fault."""

from __future__ import annotations

from typing import Any

import pytest

from perfectgym_next import PerfectGym
from perfectgym_next.errors import NotFoundError
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.embedded import Ask, Asker, Json

BOOKING = {
    "customerId": 1001,
    "bookableAppointmentId": 3001,
    "startDateTime": "2025-06-22T08:00:00.000+02:00[Europe/Berlin]",
    "endDateTime": "2025-06-22T09:00:00.000+02:00[Europe/Berlin]",
}
VALIDATE = "/v1/appointments/bookable/validate"


class TestABody:
    @pytest.mark.parametrize(
        ("members", "reference", "problem"),
        [
            ({"customerId": "1001"}, "customerId", "must be an integer"),
            ({"customerId": None}, "customerId", "must be an integer"),
            ({"customerId": True}, "customerId", "must be an integer"),
            ({"customerId": 2**63}, "customerId", "must be within the range of int64"),
            ({"startDateTime": "2025-06-22"}, "startDateTime", "must be a date-time with offset"),
            ({"startDateTime": "2025-06-22T08:00:00"}, "startDateTime", "must be a date-time with offset"),
            ({"instructorIds": 3}, "instructorIds", "must be an array"),
            ({"instructorIds": [1, "2"]}, "instructorIds[1]", "must be an integer"),
        ],
    )
    def test_with_a_member_that_does_not_fit_is_refused_by_its_name(
        self, ask: Ask, members: dict[str, Any], reference: str, problem: str
    ) -> None:
        status, error = ask("POST", VALIDATE, {**BOOKING, **members})
        assert (status, error["errorCode"], error["reference"]) == (400, "embedded.VALIDATION_ERROR", reference)
        assert problem in error["errorMessage"]

    def test_without_a_required_member_is_refused_by_its_name(self, ask: Ask) -> None:
        status, error = ask("POST", VALIDATE, {k: v for k, v in BOOKING.items() if k != "endDateTime"})
        assert (status, error["reference"], error["errorMessage"]) == (400, "endDateTime", "endDateTime is missing")

    def test_is_checked_at_any_depth(self, ask: Ask) -> None:
        body = {
            "leadCustomer": {"firstname": "A", "lastname": "B", "email": "c", "language": {"languageCode": "deutsch"}}
        }
        status, error = ask("POST", "/v1/leads/validate", body)
        assert (status, error["reference"]) == (400, "leadCustomer.language.languageCode")

    @pytest.mark.parametrize(
        ("lead", "reference"),
        [
            ({"dateOfBirth": None}, "leadCustomer.dateOfBirth"),
            ({"language": {"languageCode": "de", "countryCode": None}}, "leadCustomer.language.countryCode"),
        ],
    )
    def test_may_hold_null_for_an_optional_field_unless_nulls_are_strict(
        self, asker: Asker, lead: Json, reference: str
    ) -> None:
        known = {"firstname": "A", "lastname": "B", "email": "a@example.com", "telephone": "1"}
        body = {"leadCustomer": {**known, **lead}}
        assert asker(EmbeddedApi())("POST", "/v1/leads/validate", body)[0] == 200
        status, error = asker(EmbeddedApi(strict_nulls=True))("POST", "/v1/leads/validate", body)
        assert (status, error["reference"]) == (400, reference)

    def test_may_hold_null_for_a_field_that_nobody_described_even_then(self, asker: Asker) -> None:
        ask = asker(EmbeddedApi(strict_nulls=True))
        assert ask("POST", VALIDATE, {**BOOKING, "mood": None})[0] == 200

    @pytest.mark.parametrize(
        "body", [None, [None], {**BOOKING, "instructorIds": [None]}, {**BOOKING, "customerId": None}]
    )
    def test_may_not_hold_any_other_null(self, ask: Ask, body: Any) -> None:
        assert ask("POST", VALIDATE, b"null" if body is None else body)[0] == 400

    def test_read_with_nulls_has_the_effect_of_one_without(self, ask: Ask) -> None:
        lead = {"firstname": "Ada", "lastname": "L", "email": "ada@example.com", "telephone": "1", "gender": None}
        status, created = ask("POST", "/v1/leads/create", {"leadCustomer": lead, "address": None})
        assert status == 200
        customer = ask("GET", f"/v1/customers/{created['id']}")[1]
        assert customer["firstName"] == "Ada"
        assert customer.get("gender") is None

    def test_may_hold_members_that_nobody_described(self, ask: Ask) -> None:
        assert ask("POST", VALIDATE, {**BOOKING, "mood": "good"})[0] == 200

    @pytest.mark.parametrize("body", [b"{", b"", b"\xff", b"[1,]"])
    def test_that_is_no_json_is_refused(self, ask: Ask, body: bytes) -> None:
        status, error = ask("POST", VALIDATE, body)
        assert status == 400
        assert error["errorCode"] in ("embedded.MALFORMED_BODY", "embedded.BODY_MISSING")

    @pytest.mark.parametrize("media_type", ["text/plain", "", "application/x-www-form-urlencoded"])
    def test_of_another_media_type_is_refused(self, ask: Ask, media_type: str) -> None:
        status, error = ask("POST", VALIDATE, BOOKING, **{"Content-Type": media_type})
        assert (status, error["errorCode"], error["reference"]) == (
            400,
            "embedded.UNSUPPORTED_MEDIA_TYPE",
            "Content-Type",
        )

    def test_with_a_charset_beside_the_media_type_is_taken(self, ask: Ask) -> None:
        assert ask("POST", VALIDATE, BOOKING, **{"Content-Type": "Application/JSON; charset=utf-8"})[0] == 200


class TestErrorsAsAList:
    def test_hold_each_problem_of_the_body(self, asker: Asker) -> None:
        ask = asker(EmbeddedApi(error_lists=True))
        status, errors = ask("POST", VALIDATE, {"customerId": "x"})
        assert status == 400
        assert {error["reference"] for error in errors} == {*BOOKING}
        assert all(error["traceId"] == errors[0]["traceId"] for error in errors)

    def test_hold_the_problem_of_any_other_response(self, asker: Asker) -> None:
        api = EmbeddedApi(error_lists=True)
        status, errors = asker(api)("GET", "/v1/customers/5")
        assert (status, len(errors), errors[0]["errorCode"]) == (404, 1, "embedded.CUSTOMER_NOT_FOUND")
        with (
            PerfectGym("t", api_key=TEST_KEY, transport=api.transport()) as gym,
            pytest.raises(NotFoundError) as caught,
        ):
            gym.customers.get_customer(5)
        assert caught.value.code == "embedded.CUSTOMER_NOT_FOUND"


class TestAQuery:
    @pytest.mark.parametrize(
        ("query", "reference"),
        [
            ("", "customerId"),
            ("customerId=x", "customerId"),
            ("customerId=", "customerId"),
            ("customerId=١", "customerId"),
            ("customerId=" + "9" * 4400, "customerId"),
        ],
    )
    def test_parameter_missing_or_wrong_is_refused_by_its_name(self, ask: Ask, query: str, reference: str) -> None:
        status, error = ask("GET", f"/v1/classes/booking?{query}")
        assert (status, error["reference"]) == (400, reference)

    def test_lists_are_counted_and_checked(self, ask: Ask) -> None:
        status, error = ask("GET", "/v1/debt-collection/cases?" + "&".join(["debtorId=1"] * 51))
        assert (status, error["errorMessage"]) == (400, "debtorId must have at most 50 items")
        status, error = ask("GET", "/v1/classes?sliceSize=5000")
        assert (status, error["errorCode"]) == (400, "errormessage.validation.max")
        status, error = ask("GET", "/v1/debt-collection/blocked/debts?debtId=1")
        assert (status, error["reference"]) == (400, "debtId[0]")

    def test_that_nobody_described_is_passed_over(self, ask: Ask) -> None:
        assert ask("GET", "/v1/devices?colour=red")[0] == 200


class TestAnUpload:
    def test_without_its_part_is_refused_by_its_name(self, ask: Ask) -> None:
        body = b'--b\r\nContent-Disposition: form-data; name="other"\r\n\r\nx\r\n--b--\r\n'
        status, error = ask(
            "PUT", "/v1/customers/1001/images", body, **{"Content-Type": "multipart/form-data; boundary=b"}
        )
        assert (status, error["reference"]) == (400, "image")

    def test_has_its_json_part_checked(self, ask: Ask) -> None:
        path = "/v1/memberships/1/self-service/idle-periods"
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        head = b'--b\r\nContent-Disposition: form-data; name="data"\r\n\r\n'
        status, error = ask("POST", path, head + b'{"reasonId": 1}\r\n--b--\r\n', **headers)
        assert (status, error["reference"]) == (400, "data.startDate")
        status, error = ask("POST", path, head + b"no json\r\n--b--\r\n", **headers)
        assert (status, error["errorCode"], error["reference"]) == (400, "embedded.MALFORMED_BODY", "data")

    @pytest.mark.parametrize(
        ("content_type", "body"),
        [("multipart/form-data", b"--b--"), ("multipart/form-data; boundary=b", b"--b\r\n\r\nx")],
    )
    def test_that_cannot_be_taken_apart_is_refused(self, ask: Ask, content_type: str, body: bytes) -> None:
        status, error = ask("PUT", "/v1/customers/1001/images", body, **{"Content-Type": content_type})
        assert (status, error["errorCode"]) == (400, "embedded.MALFORMED_BODY")
