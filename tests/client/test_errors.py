"""Errors: the class for a status, the message, and pickling."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest

from perfectgym_next import errors
from perfectgym_next._core.operation import Operation
from perfectgym_next.errors import (
    ApiConnectionError,
    ApiError,
    ApiTimeoutError,
    ClientError,
    PerfectGymError,
    PermissionDeniedError,
    RateLimitError,
    ResponseFormatError,
    ServerError,
)

BOOK = Operation(
    "customers_account.book_payment",
    "POST",
    "/v1/customers/{customerId}/account/payment",
    "bookCustomerPayment",
    ("PAYMENT_WRITE",),
)
BODY = {"errorMessage": "No such claim", "errorCode": "E-17", "traceId": "t-99", "reference": "debtClaimIds[0]"}


def refused(status: int, operation: Operation = BOOK, **details: object) -> ApiError:
    return ApiError.from_response(operation, status, **details)


class TestClass:
    @pytest.mark.parametrize(
        ("status", "name"),
        [
            (400, "BadRequestError"),
            (401, "AuthenticationError"),
            (403, "PermissionDeniedError"),
            (404, "NotFoundError"),
            (409, "ConflictError"),
            (422, "UnprocessableEntityError"),
            (429, "RateLimitError"),
            (500, "InternalServerError"),
            (503, "ServiceUnavailableError"),
            (402, "ClientError"),
            (451, "ClientError"),
            (502, "ServerError"),
            (520, "ServerError"),
            (302, "ApiError"),
            (999, "ServerError"),
        ],
    )
    def test_it_follows_the_status(self, status: int, name: str) -> None:
        assert type(refused(status)).__name__ == name

    def test_the_family(self) -> None:
        assert isinstance(refused(404), ClientError)
        assert isinstance(refused(503), ServerError)
        assert isinstance(refused(503), PerfectGymError)


class TestMessage:
    def test_everything_the_service_said(self) -> None:
        error = refused(404, body=BODY, headers={"x-a": "b"}, text="{…}", retry_after=3.0, attempts=2)
        assert (error.status, error.operation, error.method, error.path) == (404, BOOK.name, "POST", BOOK.path)
        assert (error.code, error.message, error.trace_id, error.reference) == (
            "E-17",
            "No such claim",
            "t-99",
            "debtClaimIds[0]",
        )
        assert (error.headers, error.text, error.retry_after, error.attempts) == ({"x-a": "b"}, "{…}", 3.0, 2)

    def test_in_its_message_too(self) -> None:
        text = str(refused(404, body=BODY, attempts=2))
        for expected in (
            "customers_account.book_payment",
            "404",
            "No such claim",
            "E-17",
            "debtClaimIds[0]",
            "t-99",
            "attempts 2",
            BOOK.path,
        ):
            assert expected in text

    @pytest.mark.parametrize("body", [None, {}, {"errorMessage": None}, {"errorMessage": ""}])
    def test_without_a_text_the_status_s_phrase(self, body: dict[str, object] | None) -> None:
        assert refused(404, body=body).message == "Not Found"
        assert refused(520, body=body).message == "no reason given"

    def test_fields_of_another_type_are_shown_as_they_are(self) -> None:
        error = refused(400, body={"errorMessage": {"a": 1}, "errorCode": 17})
        assert (error.message, error.code) == ("{'a': 1}", "17")

    @pytest.mark.parametrize(
        ("scopes", "any_scope", "expected"),
        [
            (("A",), False, "the key lacks the scope A,"),
            (("A", "B"), False, "the key lacks one of the scopes A, B,"),
            (("A", "B"), True, "the key lacks the scopes A, B (one of them is enough),"),
            ((), False, "the key lacks a permission,"),
        ],
    )
    def test_a_forbidden_operation_names_the_possible_reasons(
        self, scopes: tuple[str, ...], any_scope: bool, expected: str
    ) -> None:
        error = refused(403, BOOK._replace(scopes=scopes, any_scope=any_scope), body=BODY)
        assert isinstance(error, PermissionDeniedError)
        assert error.scopes == scopes
        text = str(error)
        reasons = ("possible reasons: ", expected, "has not consented to the integration", "belongs to another studio")
        assert text.index("No such claim") < min(text.index(reason) for reason in reasons)  # the service comes first

    def test_a_member_who_has_not_consented_is_the_reason_where_the_code_says_so(self) -> None:
        body = {"errorMessage": "Access disabled", "errorCode": "errormessage.third.party.customer.access.disabled"}
        text = str(refused(403, body=body))
        assert "Access disabled" in text
        assert "the member has not consented to this integration" in text
        assert "PAYMENT_WRITE" not in text

    @pytest.mark.parametrize("body", [{"errorMessage": "Database is busy"}, [{"errorMessage": "Database is busy"}]])
    def test_a_503_of_the_service_says_what_is_known(self, body: object) -> None:
        text = str(refused(503, body=body))
        assert "Database is busy" in text
        assert "it does not say that nothing was done: check whether the change was made" in text
        assert "itself" not in text

    @pytest.mark.parametrize(
        "body", [None, {}, [], "busy", {"errorMessage": 5}, {"errorMessage": " "}, {"message": "no upstream"}, [1]]
    )
    def test_any_other_503_says_that_the_request_may_have_been_received(self, body: object) -> None:
        text = str(refused(503, body=body))
        assert "not a response of the service itself, which may have received the request: check" in text
        assert "did nothing" not in text

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_a_503_to_a_request_that_changes_nothing_says_to_try_again(self, method: str) -> None:
        text = str(refused(503, BOOK._replace(method=method)))
        assert "try again later" in text
        assert "change" not in text

    def test_a_list_of_errors_is_read_by_its_first(self) -> None:
        second = {"errorMessage": "Too late", "errorCode": "E-18", "reference": "amount"}
        error = refused(400, body=[BODY, second], text="[…]")
        assert (error.code, error.message, error.trace_id, error.reference) == (
            "E-17",
            "No such claim",
            "t-99",
            "debtClaimIds[0]",
        )
        assert error.errors == (BODY, second)
        assert "No such claim" in str(error)
        assert "further errors 1" in str(error)

    def test_a_single_error_is_all_its_errors(self) -> None:
        assert refused(400, body=BODY).errors == refused(400, body=[BODY]).errors == (BODY,)
        assert "further" not in str(refused(400, body=[BODY]))

    @pytest.mark.parametrize("body", [None, [], [[]], ["no"], [None, 5], "no", 5, True])
    def test_what_is_not_an_error_object_is_none(self, body: object) -> None:
        error = refused(400, body=body)
        assert (error.errors, error.message, error.code) == ((), "Bad Request", None)

    def test_a_limit_says_how_long_to_wait(self) -> None:
        assert "wait 13 s" in str(refused(429, retry_after=12.4))
        assert "wait a minute" in str(refused(429))

    def test_no_response_says_whether_something_may_have_happened(self) -> None:
        lost = ApiTimeoutError(BOOK, "ReadTimeout", maybe_received=True, attempts=3)
        assert lost.maybe_received
        assert "may have reached the service" in str(lost)
        assert "after 3 attempts" in str(lost)
        never = ApiConnectionError(BOOK, "ConnectError", maybe_received=False)
        assert "nothing reached the service" in str(never)

    def test_a_mismatch_names_operation_and_field(self) -> None:
        error = ResponseFormatError("expected a date", operation="a.b", field="result[3].dueDate")
        assert (
            str(error) == "field 'result[3].dueDate' of the response to a.b does not match the schema: expected a date"
        )


class TestPickling:
    @pytest.mark.parametrize(
        "error",
        [
            refused(403, body=BODY, headers={"a": "b"}, text="x", attempts=4),
            refused(503, body=[BODY, {"amount": Decimal("1.10")}]),
            RateLimitError(BOOK, 429, retry_after=5.0, attempts=0),
            ApiTimeoutError(BOOK, "ReadTimeout", maybe_received=True),
            ResponseFormatError("odd", operation="a.b", field="c"),
            errors.PaginationError("a.b", "circle", resume_offset="7"),
            errors.ResponseTooLargeError(BOOK, 5),
            errors.ConfigurationError("no key"),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_every_error_comes_back_whole(self, error: PerfectGymError) -> None:
        error.resume_offset = "42"
        twin = pickle.loads(pickle.dumps(error))
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)
        assert twin.resume_offset == "42"
