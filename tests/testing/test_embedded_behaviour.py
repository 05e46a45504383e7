"""How the embedded API behaves as a service: scopes, limits, nulls, faults, and the record of requests."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.validation import iter_errors
from perfectgym_next.testing._server.server import Server
from perfectgym_next.testing.faults import Fault, parse_fault

Json = Any
Ask = Callable[..., tuple[int, Json]]
Asker = Callable[..., Ask]

CLASSES = "/v1/classes"
KEY = {"X-API-KEY": TEST_KEY}


class TestScopes:
    def test_open_what_they_are_for_and_nothing_else(self, asker: Asker) -> None:
        ask = asker(EmbeddedApi(scopes=["CLASSES_READ"]))
        assert ask("GET", CLASSES)[0] == 200
        status, error = ask("GET", "/v1/devices")
        assert status == 403
        assert "DEVICE_READ" in error["errorMessage"]
        assert "devices.list_devices" in error["errorMessage"]

    @pytest.mark.parametrize("scope", ["CUSTOMER_BENEFIT_READ", "CUSTOMER_READ"])
    def test_of_which_any_is_enough(self, asker: Asker, scope: str) -> None:
        assert asker(EmbeddedApi(scopes=[scope]))("GET", "/v1/customers/1001/benefits")[0] == 200

    def test_of_which_none_is_there_are_all_named(self, asker: Asker) -> None:
        error = asker(EmbeddedApi(scopes=[]))("GET", "/v1/customers/1001/benefits")[1]
        assert "one of the scopes CUSTOMER_BENEFIT_READ, CUSTOMER_READ" in error["errorMessage"]

    def test_are_not_needed_where_none_is_named(self, asker: Asker) -> None:
        assert asker(EmbeddedApi(scopes=[]))("POST", "/v1/studios/confirmActivation")[0] == 200

    def test_belong_to_their_key(self, api: EmbeddedApi, asker: Asker) -> None:
        api.add_key("reader", scopes=["CUSTOMER_READ"])
        assert asker(api, "reader")("GET", "/v1/customers/1001")[0] == 200
        assert asker(api, "reader")("GET", CLASSES)[0] == 403
        assert asker(api)("GET", CLASSES)[0] == 200

    def test_that_do_not_exist_are_refused(self) -> None:
        with pytest.raises(ValueError, match="no scope CLASS_READ"):
            EmbeddedApi(scopes=["CLASS_READ"])


class TestTheRateLimit:
    def test_counts_each_key_and_operation(self, asker: Asker) -> None:
        api = EmbeddedApi(rate_limit=2)
        api.add_key("other")
        ask = asker(api)
        assert [ask("GET", f"{CLASSES}/{number}")[0] for number in (2001, 2002, 2003)] == [200, 200, 429]
        assert ask("GET", CLASSES)[0] == 200
        assert asker(api, "other")("GET", f"{CLASSES}/2001")[0] == 200

    def test_closes_for_a_window_and_says_how_long(self, api: EmbeddedApi, monkeypatch: pytest.MonkeyPatch) -> None:
        now = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: now)
        limited = EmbeddedApi(rate_limit=1)
        answers = [limited.handle("GET", CLASSES, "", KEY) for _ in range(2)]
        assert dict(answers[1].headers)["Retry-After"] == "60"
        assert json.loads(answers[1].body)["errorCode"] == "TOO_MANY_REQUESTS"
        now = 1059.5
        closed = limited.handle("GET", CLASSES, "", KEY)
        assert (closed.status, dict(closed.headers)["Retry-After"]) == (429, "1")
        now = 1060.0
        assert limited.handle("GET", CLASSES, "", KEY).status == 200

    def test_starts_anew_with_each_window(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: now)
        limited = EmbeddedApi(rate_limit=1, rate_window=2.0)
        assert limited.handle("GET", CLASSES, "", KEY).status == 200
        now = 1002.0
        assert limited.handle("GET", CLASSES, "", KEY).status == 200

    @pytest.mark.parametrize("options", [{"rate_limit": 0}, {"rate_window": 0}, {"busy": 1.5}, {"busy": -0.1}])
    def test_that_makes_no_sense_is_refused(self, options: Json) -> None:
        with pytest.raises(ValueError, match="must be"):
            EmbeddedApi(**options)


class TestABusyDatabase:
    def test_answers_503_to_its_share_of_requests_the_same_for_a_seed(self, asker: Asker) -> None:
        def statuses(seed: int) -> list[int]:
            ask = asker(EmbeddedApi(busy=0.3, seed=seed))
            return [ask("GET", CLASSES)[0] for _ in range(200)]

        assert 30 < statuses(1).count(503) < 90
        assert statuses(1) == statuses(1) != statuses(2)


class TestNulls:
    def test_stand_for_some_absent_members_and_only_for_optional_ones(
        self, description: Description, asker: Asker
    ) -> None:
        with_nulls = asker(EmbeddedApi())("GET", "/v1/customers")[1]["result"]
        without = asker(EmbeddedApi(nulls=False))("GET", "/v1/customers")[1]["result"]
        assert any(value is None for value in with_nulls[0].values())
        assert not any(value is None for value in without[0].values())
        assert [{k: v for k, v in c.items() if v is not None} for c in with_nulls] == without
        schema = {"type": "array", "items": {"$ref": "#/components/schemas/Customer"}}
        assert list(iter_errors(description, schema, without)) == []
        assert not set(description.schemas["Customer"]["required"]) & {k for k, v in with_nulls[0].items() if v is None}

    def test_stand_at_any_depth_and_never_in_the_studio(self, asker: Asker) -> None:
        ask = asker(EmbeddedApi())
        slot = ask("GET", f"{CLASSES}/2001/slots")[1]["result"][0]
        assert "description" in slot["location"] or slot["location"].keys() == {"id", "name"}
        assert ask("GET", f"{CLASSES}/2001/slots")[1]["result"][0] == slot


class TestTheRecord:
    def test_tells_what_was_sent_without_the_key(self, api: EmbeddedApi, ask: Ask) -> None:
        token = api.add_payment_request("9.90")
        body = {"paymentRequestToken": token, "amount": {"amount": Decimal("9.90"), "currency": "EUR"}}
        ask("POST", "/v1/customers/1001/account/payment", body, **{"User-Agent": "test"})
        request = api.requests.one("customers_account.book_payment")
        assert request.json == body
        assert isinstance(request.json["amount"]["amount"], Decimal)
        assert (request.method, request.path) == ("POST", "/v1/customers/1001/account/payment")
        assert (request.status, request.headers["user-agent"]) == (200, "test")
        assert TEST_KEY not in repr(request)

    def test_gives_the_parameters_of_a_query(self, api: EmbeddedApi, ask: Ask) -> None:
        ask("GET", "/v1/customers/1001/benefits?key=SAUNA&key=GUEST_PASS&x=")
        assert api.requests.last.parameters == {"key": ["SAUNA", "GUEST_PASS"], "x": ""}

    def test_holds_what_failed_too(self, api: EmbeddedApi, ask: Ask) -> None:
        ask("GET", "/v1/nowhere")
        assert (api.requests.last.operation, api.requests.last.status) == (None, 404)
        api.handle("GET", CLASSES)
        assert api.requests.last.status == 401

    def test_tells_what_did_arrive_when_an_assertion_fails(self, api: EmbeddedApi, ask: Ask) -> None:
        with pytest.raises(AssertionError, match="no request was received at all"):
            api.requests.one("classes.list_classes")
        with pytest.raises(AssertionError, match="expected a request"):
            _ = api.requests.last
        ask("GET", f"{CLASSES}?sliceSize=10")
        ask("GET", CLASSES)
        with pytest.raises(AssertionError, match=r"got 2(.|\n)*GET /v1/classes\?sliceSize=10 -> 200"):
            api.requests.one("classes.list_classes")
        with pytest.raises(AssertionError, match="expected no request of classes.list_classes, got 2"):
            api.requests.none("classes.list_classes")
        api.requests.none("classes.get_class")

    def test_can_be_walked_counted_and_cleared(self, api: EmbeddedApi, ask: Ask) -> None:
        for _ in range(3):
            ask("GET", CLASSES)
        assert len(api.requests) == len(list(api.requests)) == len(api.requests.of("classes.list_classes")) == 3
        assert repr(api.requests) == "<RequestLog of 3 requests>"
        api.requests.clear()
        assert len(api.requests) == 0


class TestFaults:
    def test_answer_with_a_status_so_many_times(self, api: EmbeddedApi, ask: Ask) -> None:
        api.fail("classes.list_classes", status=503, times=2)
        assert [ask("GET", CLASSES)[0] for _ in range(3)] == [503, 503, 200]

    def test_say_what_they_are_and_carry_headers(self, api: EmbeddedApi) -> None:
        api.fail("classes.list_classes", status=429, headers={"Retry-After": "7"})
        answer = api.handle("GET", CLASSES, "", KEY)
        assert dict(answer.headers)["Retry-After"] == "7"
        assert json.loads(answer.body)["errorCode"] == "TOO_MANY_REQUESTS"
        api.fail(status=520)
        assert json.loads(api.handle("GET", CLASSES, "", KEY).body)["errorCode"] == "STATUS_520"

    def test_strike_on_the_nth_call_of_their_operation(self, api: EmbeddedApi, ask: Ask) -> None:
        api.fail("classes.list_classes", status=500, on=2)
        ask("GET", "/v1/devices")
        assert [ask("GET", CLASSES)[0] for _ in range(3)] == [200, 500, 200]

    def test_of_any_operation_last_until_healed(self, api: EmbeddedApi, ask: Ask) -> None:
        api.fail(status=503, times=None)
        assert [ask("GET", path)[0] for path in (CLASSES, "/v1/devices", CLASSES)] == [503] * 3
        api.clear_faults()
        assert ask("GET", CLASSES)[0] == 200

    def test_do_not_do_what_was_asked_unless_told(self, api: EmbeddedApi, ask: Ask) -> None:
        body = {"voucherCode": "A", "firstname": "A", "lastname": "B", "email": "c@example.com"}
        for processed, following in ((False, 200), (True, 409)):
            api.fail("checkin_vouchers.redeem_voucher", kind="reset", processed=processed)
            with pytest.raises(ConnectionResetError):
                ask("POST", "/v1/checkin-vouchers/redeem", {**body, "voucherCode": str(processed)})
            assert api.requests.last.status is None
            again = ask("POST", "/v1/checkin-vouchers/redeem", {**body, "voucherCode": str(processed)})
            assert again[0] == following

    def test_cut_answers_in_half(self, api: EmbeddedApi) -> None:
        whole = api.handle("GET", CLASSES, "", KEY).body
        api.fail("classes.list_classes", kind="malformed")
        half = api.handle("GET", CLASSES, "", KEY)
        assert (half.status, half.body) == (200, whole[: len(whole) // 2])
        api.fail("studios.confirm_activation", kind="malformed")
        assert api.handle("POST", "/v1/studios/confirmActivation", "", KEY).body == b"{"

    def test_never_answer(self, api: EmbeddedApi, ask: Ask) -> None:
        api.fail("classes.list_classes", kind="timeout")
        with pytest.raises(TimeoutError):
            ask("GET", CLASSES)

    def test_take_their_time_without_holding_up_others(
        self, api: EmbeddedApi, ask: Ask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        slept: list[float] = []

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            assert ask("GET", "/v1/devices")[0] == 200

        monkeypatch.setattr(time, "sleep", sleep)
        api.fail("classes.list_classes", delay=1.5)
        assert ask("GET", CLASSES)[0] == 200
        assert slept == [1.5]

    @pytest.mark.parametrize(
        ("options", "problem"),
        [
            ({}, "the fault does nothing: give status="),
            ({"status": 503, "kind": "reset"}, "conflicting status=503 and kind='reset'"),
            ({"status": 200}, "400 to 599"),
            ({"kind": "explode"}, "'explode'"),
            ({"delay": -1}, "must be 0 seconds or more"),
            ({"status": 503, "on": 0}, "invalid on=0.*must be at least 1"),
            ({"status": 503, "times": 0}, "times=0.*must be at least 1"),
        ],
    )
    def test_that_make_no_sense_are_refused(self, api: EmbeddedApi, options: Json, problem: str) -> None:
        with pytest.raises(ValueError, match=problem):
            api.fail("classes.list_classes", **options)

    def test_of_an_operation_that_does_not_exist_are_refused_with_one_that_does(self, api: EmbeddedApi) -> None:
        with pytest.raises(ValueError, match=r"'classes\.list_clases'; did you mean 'classes\.list_classes'\?"):
            api.fail("classes.list_clases", status=503)


class TestFaultsInText:
    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("classes.list_classes=503", Fault("classes.list_classes", status=503)),
            ("*=reset,on=3,times=2", Fault("*", kind="reset", on=3, times=2)),
            ("*=0.5s,times=always", Fault("*", delay=0.5, times=None)),
            ("a.b=malformed", Fault("a.b", kind="malformed")),
        ],
    )
    def test_are_read(self, text: str, fault: Fault) -> None:
        assert parse_fault(text) == fault

    @pytest.mark.parametrize(
        "text", ["", "a.b", "=503", "a.b=", "a.b=200", "a.b=soon", "a.b=xs", "a.b=503,often=1", "a.b=503,times=x"]
    )
    def test_that_are_none_are_refused_by_their_text(self, text: str) -> None:
        with pytest.raises(ValueError, match="fault|option") as caught:
            parse_fault(text)
        assert repr(text) in str(caught.value)


class TestFaultsOverASocket:
    @pytest.fixture
    def server(self, api: EmbeddedApi) -> Iterator[Server]:
        with api.serve() as server:
            yield server

    def test_break_the_connection(self, api: EmbeddedApi, server: Server) -> None:
        api.fail("classes.list_classes", kind="reset")
        connection = http.client.HTTPConnection(server.host, server.port, timeout=10)
        connection.request("GET", CLASSES, headers=KEY)
        with pytest.raises(ConnectionResetError):
            connection.getresponse()
        connection.close()

    def test_never_answer_and_keep_the_connection_open(self, api: EmbeddedApi, server: Server) -> None:
        api.fail("classes.list_classes", kind="timeout")
        connection = http.client.HTTPConnection(server.host, server.port, timeout=0.2)
        connection.request("GET", CLASSES, headers=KEY)
        with pytest.raises(socket.timeout):
            connection.getresponse()
        connection.close()

    def test_send_half_an_answer_as_a_whole_one(self, api: EmbeddedApi, server: Server) -> None:
        api.fail("classes.list_classes", kind="malformed")
        connection = http.client.HTTPConnection(server.host, server.port, timeout=10)
        connection.request("GET", CLASSES, headers=KEY)
        with pytest.raises(ValueError, match="JSON|delimiter|string|Expecting"):
            json.loads(connection.getresponse().read())
        connection.close()
