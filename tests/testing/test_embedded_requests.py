"""Requests are checked against the description, and what is wrong is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.validation import ValidationError, validate
from perfectgym_next.testing._server.multipart import Part, parse_parts
from perfectgym_next.testing._server.router import Router, UnknownMethodError, UnknownPathError

Ask = Callable[..., tuple[int, Any]]

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
        assert (status, error["errorCode"], error["reference"]) == (400, "VALIDATION_ERROR", reference)
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

    def test_may_hold_members_that_nobody_described(self, ask: Ask) -> None:
        assert ask("POST", VALIDATE, {**BOOKING, "mood": "good"})[0] == 200

    @pytest.mark.parametrize("body", [b"{", b"", b"\xff", b"[1,]"])
    def test_that_is_no_json_is_refused(self, ask: Ask, body: bytes) -> None:
        status, error = ask("POST", VALIDATE, body)
        assert status == 400
        assert error["errorCode"] in ("MALFORMED_BODY", "BODY_MISSING")

    @pytest.mark.parametrize("media_type", ["text/plain", "", "application/x-www-form-urlencoded"])
    def test_of_another_media_type_is_refused(self, ask: Ask, media_type: str) -> None:
        status, error = ask("POST", VALIDATE, BOOKING, **{"Content-Type": media_type})
        assert (status, error["errorCode"], error["reference"]) == (400, "UNSUPPORTED_MEDIA_TYPE", "Content-Type")

    def test_with_a_charset_beside_the_media_type_is_taken(self, ask: Ask) -> None:
        assert ask("POST", VALIDATE, BOOKING, **{"Content-Type": "Application/JSON; charset=utf-8"})[0] == 200


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
        assert (status, error["errorCode"], error["reference"]) == (400, "MALFORMED_BODY", "data")

    @pytest.mark.parametrize(
        ("content_type", "body"),
        [("multipart/form-data", b"--b--"), ("multipart/form-data; boundary=b", b"--b\r\n\r\nx")],
    )
    def test_that_cannot_be_taken_apart_is_refused(self, ask: Ask, content_type: str, body: bytes) -> None:
        status, error = ask("PUT", "/v1/customers/1001/images", body, **{"Content-Type": content_type})
        assert (status, error["errorCode"]) == (400, "MALFORMED_BODY")


class TestParts:
    @given(st.binary(), st.binary())
    def test_keep_every_byte(self, one: bytes, other: bytes) -> None:
        body = (
            b'--a-b\r\nContent-Disposition: form-data; name="one"\r\n\r\n' + one + b"\r\n"
            b'--a-b\r\nContent-Disposition: form-data; name="other"; filename="f \xc3\xbc.pdf"\r\n'
            b"Content-Type: application/pdf\r\n\r\n" + other + b"\r\n--a-b--\r\n"
        )
        parts = parse_parts('multipart/form-data; boundary="a-b"', body)
        assert parts["one"] == Part(one, None, None)
        assert (parts["other"].content, parts["other"].content_type) == (other, "application/pdf")

    def test_without_a_name_are_refused(self) -> None:
        with pytest.raises(ValueError, match="no name"):
            parse_parts("multipart/form-data; boundary=b", b"--b\r\nX: y\r\n\r\nx\r\n--b--")


class TestFormats:
    @pytest.mark.parametrize(
        ("form", "good", "bad"),
        [
            ("date", "2024-02-29", "2023-02-29"),
            ("date", "2024-02-29", "20240229"),
            ("date-time", "2025-01-07T16:25:09.416924Z", "yesterday"),
            ("time", "06:00:00", "25:00:00"),
            ("uuid", "753ea8ec-c2ec-4761-824b-bc46eda3f644", "753ea8ec"),
            ("ISO 4217", "EUR", "Euro"),
            ("ISO 3166-1", "DE", "de"),
            ("ISO 639-1", "de", "ger"),
        ],
    )
    def test_are_checked(self, description: Description, form: str, good: str, bad: str) -> None:
        schema = {"type": "string", "format": form}
        validate(description, schema, good)
        with pytest.raises(ValidationError):
            validate(description, schema, bad)

    def test_of_naive_members_take_no_offset_for_granted(self, description: Description) -> None:
        validate(description, {"type": "string", "format": "date-time", "x-python-naive": True}, "2025-09-21T00:00:00")

    def test_lists_that_must_differ_do(self, description: Description) -> None:
        schema = {"type": "array", "uniqueItems": True, "minItems": 2, "items": {"type": "string"}}
        validate(description, schema, ["a", "b"])
        for wrong in (["a", "a"], ["a"]):
            with pytest.raises(ValidationError):
                validate(description, schema, wrong)

    def test_null_fits_only_where_it_is_said(self, description: Description) -> None:
        validate(description, {"type": ["string", "null"]}, None)
        with pytest.raises(ValidationError, match="must be a string or null"):
            validate(description, {"type": ["string", "null"]}, 1)


class TestRoutes:
    @pytest.mark.parametrize(
        ("method", "path", "name", "values"),
        [
            ("GET", "/v1/classes/booking", "classes.list_class_bookings", {}),
            ("GET", "/v1/classes/7", "classes.get_class", {"classId": "7"}),
            ("HEAD", "/v1/classes/slots", "classes.list_slots", {}),
            ("GET", "/v1/memberships/membership-offers", "memberships.list_membership_offers", {}),
            ("POST", "/v1/memberships/5/membership-switch", "memberships.switch_membership", {"customerId": "5"}),
            (
                "GET",
                "/v1/memberships/5/self-service/idle-periods",
                "membership_self_service.get_idle_periods",
                {"contractId": "5"},
            ),
            (
                "GET",
                "/v1/memberships/5/self-service/contract-data",
                "membership_self_service.list_contract_data",
                {"customerId": "5"},
            ),
        ],
    )
    def test_lead_to_the_operation_that_is_meant(
        self, description: Description, method: str, path: str, name: str, values: dict[str, str]
    ) -> None:
        operation, found = Router(description.operations.values()).match(method, path)
        assert (operation.name, found) == (name, values)

    def test_lead_to_every_operation(self, description: Description) -> None:
        router = Router(description.operations.values())
        for operation in description.operations.values():
            path = operation.path.replace("{", "").replace("}", "")
            assert router.match(operation.method, path).operation is operation

    @pytest.mark.parametrize("path", ["/", "", "/v1", "/v1/customers/", "//v1/customers", "/v1/customers//contracts"])
    def test_lead_nowhere_from_elsewhere(self, description: Description, path: str) -> None:
        with pytest.raises(UnknownPathError):
            Router(description.operations.values()).match("GET", path)

    def test_say_which_methods_a_path_has(self, description: Description) -> None:
        with pytest.raises(UnknownMethodError) as caught:
            Router(description.operations.values()).match("PUT", "/v1/customers/create")
        assert caught.value.allowed == ("POST",)


class TestADescription:
    def test_gives_scopes_and_whether_one_is_enough(self, description: Description) -> None:
        book = description.operations["customers_account.book_payment"]
        benefits = description.operations["customers.list_benefits"]
        assert (book.scopes, book.any_scope) == (("PAYMENT_WRITE",), False)
        assert (benefits.scopes, benefits.any_scope) == (("CUSTOMER_BENEFIT_READ", "CUSTOMER_READ"), True)
        assert description.operations["studios.confirm_activation"].scopes == ()

    def test_with_two_operations_of_one_name_is_refused(self) -> None:
        operation = {"tags": ["A"], "operationId": "b", "responses": {"200": {}}}
        with pytest.raises(ValueError, match=r"'a\.b'"):
            Description({"paths": {"/a": {"get": operation}, "/b": {"get": operation}}})

    def test_with_an_operation_that_never_succeeds_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"'a\.b' .*no success"):
            Description({"paths": {"/a": {"get": {"tags": ["A"], "operationId": "b", "responses": {"404": {}}}}}})
