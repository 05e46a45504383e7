"""What a response means: the wait that it asks for, the errors in its body, and JSON that is not quite JSON."""

from __future__ import annotations

from typing import Any

import pytest

from perfectgym_next.errors import (
    ApiError,
    BadRequestError,
    PermissionDeniedError,
    ResponseFormatError,
    ServiceUnavailableError,
)
from tests.support.both_clients import BOTH, called
from tests.support.fault_server import Fault, FaultServer, answers

ERROR = {"errorMessage": "Not now", "errorCode": "E-1", "traceId": "t-1", "reference": "amount"}
OTHER = {"errorMessage": "Nor later", "errorCode": "E-2"}
ACCESS = {"errorMessage": "Zugriff nicht erlaubt", "errorCode": "errormessage.third.party.customer.access.disabled"}
BALANCE = b'{"inDebtCollection": false}'


def get(gym: Any) -> Any:
    return gym.customers_account.get_balances(7)


def failed(client: str, fault: Fault, **options: Any) -> Any:
    with FaultServer(fault) as server, pytest.raises(ApiError) as caught:
        called(client, server.url, get, max_retries=0, **options)
    return caught.value


def unreadable(client: str, raw: bytes) -> ResponseFormatError:
    with FaultServer(answers(raw=raw)) as server, pytest.raises(ResponseFormatError) as caught:
        called(client, server.url, get)
    return caught.value


@BOTH
class TestTheBodyOfAnError:
    def test_may_be_a_list(self, client: str) -> None:
        error = failed(client, answers([ERROR, OTHER], status=400))
        assert isinstance(error, BadRequestError)
        assert (error.message, error.code, error.trace_id, error.reference) == ("Not now", "E-1", "t-1", "amount")
        assert error.errors == (ERROR, OTHER)
        assert "Nor later" in error.text

    def test_of_a_403_says_more_than_the_scopes(self, client: str) -> None:
        error = failed(client, answers(ACCESS, status=403))
        assert isinstance(error, PermissionDeniedError)
        assert "Zugriff nicht erlaubt" in str(error)
        assert "has not consented" in str(error)
        assert "scope C" not in str(error)
        other = str(failed(client, answers(ERROR, status=403)))
        assert other.index("Not now") < other.index("possible reasons: the key lacks ")

    @pytest.mark.parametrize(("raw", "by_service"), [(b'{"errorMessage": "busy"}', True), (b"<h1>503</h1>", False)])
    def test_of_a_503_tells_who_wrote_it(self, client: str, raw: bytes, by_service: bool) -> None:
        fault = answers(raw=raw, status=503)
        with FaultServer(fault) as server, pytest.raises(ServiceUnavailableError) as caught:
            called(client, server.url, lambda gym: gym.studios.confirm_activation(), max_retries=0)
        assert ("may have received the request" in str(caught.value)) is not by_service
        assert "check whether the change was made" in str(caught.value)

    def test_is_read_behind_a_byte_order_mark(self, client: str) -> None:
        assert failed(client, answers(raw=b'\xef\xbb\xbf{"errorCode": "E-9"}', status=404)).code == "E-9"


@BOTH
class TestASuccess:
    def test_is_read_behind_a_byte_order_mark(self, client: str) -> None:
        with FaultServer(answers(raw=b"\xef\xbb\xbf" + BALANCE)) as server:
            assert called(client, server.url, get).in_debt_collection is False

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
    def test_in_another_encoding_says_so(self, client: str, encoding: str) -> None:
        error = unreadable(client, BALANCE.decode().encode(encoding))
        assert f"encoded in {encoding[:6].upper()}; expected UTF-8" in error.reason

    def test_that_does_not_fit_behind_a_byte_order_mark_names_the_member(self, client: str) -> None:
        error = unreadable(client, b'\xef\xbb\xbf{"inDebtCollection": null}')
        assert (error.field, error.reason) == ("inDebtCollection", "it is required, but null")

    def test_with_half_a_surrogate_pair_names_the_member(self, client: str) -> None:
        error = unreadable(client, b'{"inDebtCollection": false, "dunningLevel": "cut off \\ud83d"}')
        assert error.field == "dunningLevel"
        assert error.reason == "it holds half of a surrogate pair, which is not a character"
