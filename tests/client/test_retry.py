"""When requests are retried: how long the service asks to wait."""

from __future__ import annotations

import time
from email.utils import formatdate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfectgym_next._http.retry import parse_retry_after
from perfectgym_next.errors import RateLimitError
from tests.support.both_clients import BOTH, Waits, called
from tests.support.fault_server import FaultServer, answers

BALANCE = b'{"inDebtCollection": false}'


def get(gym: Any) -> Any:
    return gym.customers_account.get_balances(7)


def in_seconds(seconds: float) -> str:
    return formatdate(time.time() + seconds, usegmt=True)


class TestRetryAfter:
    @pytest.mark.parametrize(
        ("value", "seconds"),
        [
            ("2", 2.0),
            (" 3 ", 3.0),
            ("0", 0.0),
            ("007", 7.0),
            ("00000000000000000000000000007", 7.0),
            ("1.5", 1.5),
            ("2.0", 2.0),
            ("0.25", 0.25),
            ("2, 2", 2.0),
            ("2,5,3", 5.0),
            ("1.5, 2", 2.0),
            ("soon, 2", 2.0),
            ("-3, 2", 2.0),
            ("2,", 2.0),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
            ("Thu, 01 Jan 1970 00:00:00 GMT, 4", 4.0),
            ("4, Thu, 01 Jan 1970 00:00:00 GMT", 4.0),
            ("Thursday, 01-Jan-70 00:00:00 GMT", 0.0),
            ("Thu Jan  1 00:00:00 1970", 0.0),
        ],
    )
    def test_is_read(self, value: str, seconds: float) -> None:
        assert parse_retry_after(value) == seconds

    @pytest.mark.parametrize("value", ["{}", "{}, 2", "2, {}", "{}, {}", "{}, Thu, 01 Jan 1970 00:00:00 GMT"])
    def test_is_a_date_also_in_a_list(self, value: str) -> None:
        seconds = parse_retry_after(value.replace("{}", in_seconds(20)))
        assert seconds is not None
        assert 17 <= seconds <= 21

    @pytest.mark.parametrize(
        "value",
        [None, "", " ", ",", "-3", "-1.5", "+3", "1e3", "nan", "inf", "infinity", "١", "٣.٥", "1.", ".5", "1.5.2",
         "1_0", "0x10", "2 3", "2;3", "soon", "Fri, 31 Dec 99999 23:59:59 GMT", "Mon,", "3 s", "½"],
    )  # fmt: skip
    def test_that_cannot_be_read_is_none(self, value: str | None) -> None:
        assert parse_retry_after(value) is None

    @pytest.mark.parametrize("value", ["9" * 11, "9" * 40, "9" * 5000, "9" * 5000 + ".5", "1" + "0" * 400 + ", 5"])
    def test_that_is_huge_is_finite_and_longer_than_any_wait(self, value: str) -> None:
        assert 1e9 <= (parse_retry_after(value) or 0) < float("inf")

    @given(st.text() | st.text("0123456789., :-GMTFriDecJan+e", max_size=40))
    def test_of_any_text_is_none_or_seconds(self, value: str) -> None:
        seconds = parse_retry_after(value)
        assert seconds is None or 0 <= seconds < float("inf")

    @BOTH
    @pytest.mark.parametrize(("value", "wait"), [("1.5", 1.5), ("2.0", 2.0), ("2, 2", 2.0)])
    @pytest.mark.parametrize("status", [429, 503])
    def test_is_waited_for(
        self, client: str, status: int, value: str, wait: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waits = Waits(monkeypatch)
        busy = answers({"errorMessage": "busy"}, status=status, Retry_After=value)
        with FaultServer(busy, answers(raw=BALANCE)) as server:
            called(client, server.url, get)
        assert len(waits) == 1
        assert wait <= waits[0] <= wait + 1

    @BOTH
    def test_sent_twice_is_one_list(self, client: str) -> None:
        async def twice(exchange: Any) -> None:
            await exchange.request()
            await exchange.write(
                b"HTTP/1.1 429 Busy\r\nRetry-After: 2\r\nRetry-After: 3.5\r\nContent-Length: 0\r\n\r\n"
            )

        with FaultServer(twice) as server, pytest.raises(RateLimitError) as caught:
            called(client, server.url, get, max_retries=0)
        error = caught.value
        assert isinstance(error, RateLimitError)
        assert error.retry_after == 3.5
