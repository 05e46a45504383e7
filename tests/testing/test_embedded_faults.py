"""Scripted faults."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator

import pytest

from perfectgym_next.testing import EmbeddedApi
from perfectgym_next.testing._server.server import Server
from perfectgym_next.testing.faults import Fault, parse_fault
from tests.support.embedded import KEY, Ask, Json

CLASSES = "/v1/classes"


class TestFaults:
    def test_answer_with_a_status_so_many_times(self, api: EmbeddedApi, ask: Ask) -> None:
        api.fail("classes.list_classes", status=503, times=2)
        assert [ask("GET", CLASSES)[0] for _ in range(3)] == [503, 503, 200]

    def test_say_what_they_are_and_carry_headers(self, api: EmbeddedApi) -> None:
        api.fail("classes.list_classes", status=429, headers={"Retry-After": "7"})
        answer = api.handle("GET", CLASSES, "", KEY)
        assert dict(answer.headers)["Retry-After"] == "7"
        assert json.loads(answer.body)["errorCode"] == "embedded.TOO_MANY_REQUESTS"
        api.fail(status=520)
        assert json.loads(api.handle("GET", CLASSES, "", KEY).body)["errorCode"] == "embedded.STATUS_520"

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
