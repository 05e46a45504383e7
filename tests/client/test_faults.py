"""What the clients make of servers and networks that go wrong, over real sockets."""

from __future__ import annotations

import gzip
import io
import json
import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.utils import formatdate
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from perfectgym_next import PerfectGym, Upload
from perfectgym_next.errors import (
    ApiConnectionError,
    ApiError,
    ApiTimeoutError,
    AuthenticationError,
    BadRequestError,
    ClientError,
    ConflictError,
    InternalServerError,
    NotFoundError,
    PerfectGymError,
    PermissionDeniedError,
    RateLimitError,
    ResponseFormatError,
    ResponseTooLargeError,
    ServerError,
    ServiceUnavailableError,
    UnprocessableEntityError,
)
from perfectgym_next.models import BookCustomerPaymentRequest, Money
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support import fault_server as faults
from tests.support.both_clients import BOTH, NotingLimiter, Waits, called
from tests.support.fault_server import Fault, FaultProxy, FaultServer, answers, cut
from tests.support.scripted import KEY

TIMEOUT = 0.6
"""Seconds, for faults that a timeout ends."""
LONG = 20.0
"""Seconds, for faults that end otherwise."""
FILE = bytes(range(256)) * 800  # more than one piece of an upload
BALANCE = json.dumps({"inDebtCollection": False, "dunningLevel": "x" * 2000}).encode()
ANY_SUCCESS = json.dumps({"inDebtCollection": False, "id": 7}).encode()
HTML = b"<html><h1>It is not you, it is us</h1></html>"
PAYMENT = BookCustomerPaymentRequest(payment_request_token="token", amount=Money("20.00", "EUR"))


def get(gym: Any) -> Any:
    return gym.customers_account.get_balances(7)


def pay(gym: Any) -> Any:
    return gym.customers_account.book_payment(7, PAYMENT)


def _path(folder: Path) -> Any:
    path = folder / "consent.pdf"
    path.write_bytes(FILE)
    return path


def _one_way(folder: Path) -> Any:
    readable, writable = os.pipe()

    def write() -> None:
        with suppress(BrokenPipeError), open(writable, "wb") as file:  # not every test reads to the end
            file.write(FILE[:60_000])

    Thread(target=write, daemon=True).start()  # how much a pipe holds depends on the system
    return open(readable, "rb")


class Way(NamedTuple):
    """A way to send a request."""

    call: Callable[[Any, Any], Any]
    make_file: Callable[[Path], Any] = lambda folder: None
    content: bytes = b""
    safe: bool = False
    rewindable: bool = True


def upload(gym: Any, file: Any) -> Any:
    return gym.customers.upload_document(7, file=file)


WAYS = {
    "GET": Way(lambda gym, file: get(gym), safe=True),
    "payment": Way(lambda gym, file: pay(gym)),
    "upload of a path": Way(upload, _path, FILE),
    "upload of bytes": Way(upload, lambda folder: FILE, FILE),
    "upload of a file": Way(upload, lambda folder: io.BytesIO(FILE), FILE),
    "upload of a pipe": Way(upload, _one_way, FILE[:60_000], rewindable=False),
}


class Row(NamedTuple):
    """What a fault leads to."""

    fault: Fault
    error: type[PerfectGymError]
    again: str = "never"
    """After which requests there is another attempt: ``all``, ``safe`` ones (GET and HEAD), ``never``."""
    received: bool | None = None
    """What an `ApiConnectionError` says about the request having reached the service."""
    seen: bool = True
    """Whether the request reached the server in whole."""
    timeout: float = LONG


def lost(fault: Fault, *, seen: bool = True) -> Row:
    return Row(fault, ApiConnectionError, "safe", received=True, seen=seen)


def late(fault: Fault) -> Row:
    return Row(fault, ApiTimeoutError, "safe", received=True, timeout=TIMEOUT)


def refusal(status: int, error: type[ApiError], again: str = "never") -> Row:
    body = {"errorMessage": "no", "errorCode": "NO", "traceId": "t-1", "reference": "a.b"}
    return Row(answers(body, status=status), error, again)


def packed(status: int = 200, *, body: bytes, encoding: str = "gzip") -> Fault:
    return answers(raw=body, status=status, Content_Encoding=encoding)


GZIPPED = gzip.compress(BALANCE)

TABLE = {
    "reset at the first byte": lost(faults.reset_at_the_first_byte, seen=False),
    "reset behind the head": lost(faults.reset_behind_the_head, seen=False),
    "reset behind the request": lost(faults.reset_behind_the_request),
    "closed without an answer": lost(faults.close_without_answer),
    "reset in the answer's head": lost(faults.reset_in_the_head),
    "reset in the answer's body": lost(cut(BALANCE, kind="reset")),
    "answer cut off, Content-Length too long": lost(cut(BALANCE)),
    "101": lost(answers(status=101, Upgrade="x", Content_Length="")),
    "garbage": lost(faults.garbage),
    "endless headers": lost(faults.endless_headers),
    "endless interim answers": lost(faults.interim(faults.close_without_answer, times=500)),
    "stall": late(faults.stall),
    "stall in the body": late(cut(BALANCE, kind="stall")),
    "trickle": late(faults.trickle(BALANCE, seconds=TIMEOUT / 4)),
    "Content-Length too short": Row(faults.too_short(BALANCE), ResponseFormatError),
    "204": Row(answers(status=204), ResponseFormatError),
    "empty 200": Row(answers(), ResponseFormatError),
    "HTML 200": Row(answers(raw=HTML), ResponseFormatError),
    "broken gzip": Row(packed(body=GZIPPED[:30] + b"\xff" * 30), ResponseFormatError),
    "gzip that is none": Row(packed(body=BALANCE), ResponseFormatError),
    "gzip cut off": Row(packed(body=GZIPPED[:-9]), ResponseFormatError),
    "a compression nobody asked for": Row(packed(body=BALANCE, encoding="br"), ResponseFormatError),
    "gzip in gzip": Row(faults.gzip_bomb(layers=2), ResponseFormatError),
    "gzip bomb": Row(faults.gzip_bomb(), ResponseTooLargeError),
    "endless body": Row(faults.endless_body, ResponseTooLargeError),
    "302": Row(answers(status=302, Location="/elsewhere"), ApiError),
    "304": Row(answers(status=304, Content_Length=""), ApiError),
    "400": refusal(400, BadRequestError),
    "401": refusal(401, AuthenticationError),
    "403": refusal(403, PermissionDeniedError),
    "404": refusal(404, NotFoundError),
    "409": refusal(409, ConflictError),
    "418": refusal(418, ClientError),
    "422": refusal(422, UnprocessableEntityError),
    "429": refusal(429, RateLimitError, "all"),
    "500": refusal(500, InternalServerError, "safe"),
    "501": refusal(501, ServerError),
    "502": refusal(502, ServerError, "safe"),
    "503": refusal(503, ServiceUnavailableError, "all"),
    "504": refusal(504, ServerError, "safe"),
    "520": refusal(520, ServerError),
    "HTML 429": Row(answers(raw=HTML, status=429), RateLimitError, "all"),
    "HTML 502": Row(answers(raw=HTML, status=502), ServerError, "safe"),
    "422 cut off": Row(cut(BALANCE, status=422), UnprocessableEntityError),
    "422 reset": Row(cut(BALANCE, status=422, kind="reset"), UnprocessableEntityError),
    "422 with a stall": Row(cut(BALANCE, status=422, kind="stall"), UnprocessableEntityError, timeout=TIMEOUT),
    "503 cut off": Row(cut(BALANCE, status=503), ServiceUnavailableError, "safe"),
    "503 in broken gzip": Row(packed(503, body=b"\x1f\x8b\xff"), ServiceUnavailableError, "safe"),
    "503 with the service's message, cut off": Row(
        cut(json.dumps({"errorMessage": "busy"}).encode(), status=503), ServiceUnavailableError, "safe"
    ),
    "HTML 503": Row(answers(raw=HTML, status=503), ServiceUnavailableError, "safe"),
    "empty 503": Row(answers(status=503), ServiceUnavailableError, "safe"),
    "503 with an empty object": Row(answers({}, status=503), ServiceUnavailableError, "safe"),
    "503 with a list": Row(answers([{"errorMessage": "busy"}], status=503), ServiceUnavailableError, "safe"),
    "503 with a text": Row(answers("no healthy upstream", status=503), ServiceUnavailableError, "safe"),
    "503 with a number for a message": Row(answers({"errorMessage": 7}, status=503), ServiceUnavailableError, "safe"),
    "500 in a gzip bomb": Row(
        answers(raw=faults.packed_blanks(64 * faults.MEBIBYTE), status=500, Content_Encoding="gzip"),
        InternalServerError,
        "safe",
    ),
}


def repeated(row: Row, way: Way) -> bool:
    return way.rewindable and (row.again == "all" or (row.again == "safe" and way.safe))


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Waits:
    return Waits(monkeypatch)


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Way, Any]]:
    way = WAYS[request.param]
    file = way.make_file(tmp_path)
    yield way, file
    if hasattr(file, "close"):
        assert not file.closed  # a file that the caller opened is left open
        file.close()


@BOTH
@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
@pytest.mark.usefixtures("waits")
class TestTheTable:
    def test_a_fault_that_lasts(self, client: str, row: Row, way: tuple[Way, Any]) -> None:
        sent, file = way
        attempts = 2 if repeated(row, sent) else 1
        with FaultServer(row.fault) as server:
            with pytest.raises(row.error) as caught:
                called(
                    client,
                    server.url,
                    lambda gym: sent.call(gym, file),
                    timeout=row.timeout,
                    max_retries=1,
                    max_response_bytes=faults.MEBIBYTE,
                )
            if row.seen:
                server.wait_until_seen(attempts)
        error = caught.value
        assert type(error) is row.error
        if row.seen:
            assert len(server.seen) == attempts
            assert all(sent.content in seen.body for seen in server.seen)
        assert str(error.operation) in str(error)
        if isinstance(error, ApiConnectionError | ApiError):
            assert error.attempts == attempts
        if isinstance(error, ApiConnectionError):
            assert error.maybe_received is row.received

    def test_a_fault_that_passes(self, client: str, row: Row, way: tuple[Way, Any]) -> None:
        sent, file = way
        with FaultServer(row.fault, answers(raw=ANY_SUCCESS)) as server:

            def call() -> Any:
                return called(
                    client,
                    server.url,
                    lambda gym: sent.call(gym, file),
                    timeout=row.timeout,
                    max_response_bytes=faults.MEBIBYTE,
                )

            if repeated(row, sent):
                assert call() is not None
                assert sent.content in server.seen[-1].body
            else:
                with pytest.raises(row.error):
                    call()
                assert server.connections == 1


@BOTH
class TestWhatIsNoFault:
    @pytest.mark.parametrize(
        "harmless",
        [
            faults.interim(answers(raw=BALANCE)),
            faults.old_http(BALANCE),
            packed(body=GZIPPED),
            packed(body=GZIPPED, encoding="x-gzip"),
            packed(body=BALANCE, encoding="identity"),
            faults.trickle(BALANCE, seconds=0.001),
        ],
        ids=["100 and 103 first", "HTTP/1.0", "gzip", "x-gzip", "identity", "a trickle in time"],
    )
    def test_is_read(self, client: str, harmless: Fault) -> None:
        with FaultServer(harmless) as server:
            assert called(client, server.url, get).dunning_level == "x" * 2000

    def test_a_body_of_exactly_the_limit(self, client: str) -> None:
        for fault in (answers(raw=BALANCE), packed(body=GZIPPED)):
            with FaultServer(fault) as server:
                assert called(client, server.url, get, max_response_bytes=len(BALANCE)).in_debt_collection is False
            with FaultServer(fault) as server, pytest.raises(ResponseTooLargeError, match=str(len(BALANCE) - 1)):
                called(client, server.url, get, max_response_bytes=len(BALANCE) - 1)

    def test_a_head_request_that_tells_of_a_compression(self, client: str) -> None:
        with FaultServer(answers(Content_Encoding="gzip")) as server:
            assert called(client, server.url, lambda gym: gym.verify_key()) is True


@BOTH
class TestMemory:
    def test_holds_no_more_of_a_bomb_than_the_limit(self, client: str) -> None:
        with FaultServer(faults.gzip_bomb()) as server:
            tracemalloc.start()
            try:
                with pytest.raises(ResponseTooLargeError):
                    called(client, server.url, get, max_response_bytes=faults.MEBIBYTE)
                assert tracemalloc.get_traced_memory()[1] < 16 * faults.MEBIBYTE
            finally:
                tracemalloc.stop()


@BOTH
class TestRedirects:
    def test_are_not_followed_and_take_the_key_nowhere(self, client: str) -> None:
        with FaultServer(answers({})) as elsewhere:
            redirect = answers(status=307, Location=f"{elsewhere.url}/v1/customers/7/account/balances")
            with FaultServer(redirect) as server, pytest.raises(ApiError, match="redirects are not followed") as caught:
                called(client, server.url, get)
            assert caught.value.status == 307
            assert (len(server.seen), elsewhere.connections) == (1, 0)


@BOTH
class TestNoConnection:
    def test_any_request_is_sent_again(self, client: str, waits: Waits) -> None:
        for call in (get, pay):
            with pytest.raises(ApiConnectionError) as caught:
                called(client, f"http://127.0.0.1:{faults.refused_port()}", call)
            assert caught.value.attempts == 6
            assert caught.value.maybe_received is False
            assert "nothing reached the service" in str(caught.value)

    def test_a_payment_gets_through_when_the_service_is_back(self, client: str, waits: Waits) -> None:
        port = faults.refused_port()
        server = FaultServer(answers(raw=ANY_SUCCESS), port=port)
        waits.before_next = server.__enter__
        try:
            called(client, f"http://127.0.0.1:{port}", pay)
        finally:
            server.__exit__(None, None, None)
        assert [seen.method for seen in server.seen] == ["POST"]

    def test_an_earlier_attempt_may_have_been_received(self, client: str, waits: Waits) -> None:
        server = FaultServer(faults.reset_behind_the_request).__enter__()
        waits.before_next = lambda: server.__exit__(None, None, None)
        with pytest.raises(ApiConnectionError) as caught:
            called(client, server.url, get)
        assert caught.value.maybe_received is True


@BOTH
@pytest.mark.usefixtures("waits")
class TestAPayment:
    @pytest.mark.parametrize(
        "fault",
        [faults.reset_behind_the_request, faults.stall, answers({}, status=500), cut(ANY_SUCCESS)],
        ids=["reset", "stall", "500", "answer cut off"],
    )
    def test_is_never_sent_twice_once_the_service_took_it(self, client: str, fault: Fault) -> None:
        with FaultServer(fault) as server:
            with pytest.raises((ApiConnectionError, InternalServerError)) as caught:
                called(client, server.url, pay, timeout=TIMEOUT if fault is faults.stall else LONG)
            server.wait_until_seen(1)
        assert len(server.seen) == 1
        assert "check whether the change was made" in str(caught.value)

    @pytest.mark.parametrize("status", [429, 503])
    def test_is_sent_again_after_a_refusal(self, client: str, status: int) -> None:
        with FaultServer(answers({"errorMessage": "busy"}, status=status), answers({})) as server:
            called(client, server.url, pay)
        assert len(server.seen) == 2
        assert server.seen[0].body == server.seen[1].body

    @pytest.mark.parametrize(
        "fault", [faults.reset_behind_the_request, faults.stall, answers({}, status=500)], ids=["reset", "stall", "500"]
    )
    def test_is_sent_again_by_whoever_opts_in(self, client: str, fault: Fault) -> None:
        with FaultServer(fault, answers({})) as server:
            timeout = TIMEOUT if fault is faults.stall else LONG
            called(client, server.url, pay, timeout=timeout, retry_writes=True)
            server.wait_until_seen(2)
        assert len(server.seen) == 2

    @pytest.mark.parametrize(("direction", "after", "booked"), [("up", 100, 0), ("down", 0, 1), ("down", 40, 1)])
    def test_is_booked_once_at_most_on_a_line_that_breaks(
        self, client: str, direction: str, after: int, booked: int
    ) -> None:
        api = EmbeddedApi()

        def payments() -> int:
            return sum(request.operation == "customers_account.book_payment" for request in api.requests)

        with api.serve() as server, FaultProxy(int(server.url.rsplit(":", 1)[1])) as proxy:
            proxy.break_next(direction, after)
            with pytest.raises(ApiConnectionError) as caught:
                called(
                    client,
                    proxy.url,
                    lambda gym: gym.customers_account.book_payment(1001, PAYMENT),
                    api_key=TEST_KEY,
                )
            assert caught.value.maybe_received is True
            assert payments() == booked
            assert proxy.connections == 1


@BOTH
class TestWaiting:
    def test_doubles_from_half_a_second(self, client: str, waits: Waits, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("perfectgym_next._http.retry.random", SimpleNamespace(uniform=lambda least, most: most))
        with FaultServer(answers({}, status=503)) as server, pytest.raises(ServiceUnavailableError) as caught:
            called(client, server.url, get)
        assert waits == [0.5, 1.0, 2.0, 4.0, 8.0]
        assert caught.value.attempts == len(server.seen) == 6

    def test_is_cut_short_by_chance_down_to_nothing(
        self, client: str, waits: Waits, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("perfectgym_next._http.retry.random", SimpleNamespace(uniform=lambda least, most: least))
        with FaultServer(faults.reset_behind_the_request) as server, pytest.raises(ApiConnectionError):
            called(client, server.url, get)
        assert waits == [0.0] * 5

    def test_is_not_the_same_twice(self, client: str, waits: Waits) -> None:
        with FaultServer(answers({}, status=503)) as server, pytest.raises(ServiceUnavailableError):
            called(client, server.url, get)
        assert all(0 <= wait <= most for wait, most in zip(waits, [0.5, 1, 2, 4, 8], strict=True))
        assert len(set(waits)) == 5

    @pytest.mark.parametrize("status", [429, 503])
    def test_is_what_the_service_asks_for(self, client: str, status: int, waits: Waits) -> None:
        busy = answers({"errorMessage": "busy"}, status=status, Retry_After="7")
        with FaultServer(busy, busy, answers(raw=ANY_SUCCESS)) as server:
            called(client, server.url, pay)
        assert waits == [7.0, 7.0]

    def test_is_until_the_date_that_the_service_names(self, client: str, waits: Waits) -> None:
        until = formatdate(time.time() + 20, usegmt=True)
        with FaultServer(answers({}, status=503, Retry_After=until), answers(raw=ANY_SUCCESS)) as server:
            called(client, server.url, get)
        assert len(waits) == 1
        assert 17 <= waits[0] <= 21

    @pytest.mark.parametrize(
        "retry_after", ["0", "-3", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "+1", "Fri, 31 Dec 99999 23:59:59 GMT"]
    )
    def test_is_by_chance_where_the_service_asks_for_no_time(self, client: str, retry_after: str, waits: Waits) -> None:
        with FaultServer(answers({}, status=503, Retry_After=retry_after), answers(raw=ANY_SUCCESS)) as server:
            called(client, server.url, get)
        assert len(waits) == 1
        assert 0 <= waits[0] <= 0.5

    @pytest.mark.parametrize("retry_after", ["31", "999999999", "9" * 40, "9" * 5000, "Fri, 31 Dec 2100 23:59:59 GMT"])
    def test_past_the_cap_is_an_error_at_once(self, client: str, retry_after: str, waits: Waits) -> None:
        with (
            FaultServer(answers({}, status=429, Retry_After=retry_after)) as server,
            pytest.raises(RateLimitError) as caught,
        ):
            called(client, server.url, get, max_wait=30)
        assert waits == []
        assert len(server.seen) == caught.value.attempts == 1
        assert caught.value.retry_after is not None
        assert caught.value.retry_after > 30

    def test_is_bounded_in_all(self, client: str, waits: Waits) -> None:
        busy = answers({}, status=429, Retry_After="50")
        with FaultServer(busy) as server, pytest.raises(RateLimitError) as caught:
            called(client, server.url, get, max_wait=60)
        assert waits == [50.0, 50.0]  # a third would be past twice the cap
        assert caught.value.attempts == len(server.seen) == 3

    def test_is_bounded_in_all_without_a_time_from_the_service(
        self, client: str, waits: Waits, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("perfectgym_next._http.retry.random", SimpleNamespace(uniform=lambda least, most: most))
        with FaultServer(answers({}, status=503)) as server, pytest.raises(ServiceUnavailableError):
            called(client, server.url, get, max_wait=2, max_retries=100)
        assert max(waits) <= 2
        assert sum(waits) <= 4

    def test_of_a_storm_ends_with_it(self, client: str, waits: Waits) -> None:
        storm = [answers(raw=HTML, status=429)] * 4
        with FaultServer(*storm, answers(raw=ANY_SUCCESS)) as server:
            called(client, server.url, get)
        assert len(server.seen) == 5
        assert len(waits) == 4

    def test_is_off_without_retries(self, client: str, waits: Waits) -> None:
        for fault in (answers({}, status=503, Retry_After="1"), faults.reset_behind_the_request):
            with FaultServer(fault) as server, pytest.raises(PerfectGymError):
                called(client, server.url, get, max_retries=0)
            assert len(server.seen) == 1
        assert waits == []


@BOTH
class TestTimeouts:
    def test_are_for_each_attempt(self, client: str, waits: Waits) -> None:
        began = time.monotonic()
        with FaultServer(faults.stall) as server:
            with pytest.raises(ApiTimeoutError) as caught:
                called(client, server.url, get, timeout=1, max_retries=2)
            assert caught.value.attempts == 3
            server.wait_until_seen(3)
        assert 3 <= time.monotonic() - began < 20

    def test_of_a_call_are_its_own(self, client: str, waits: Waits) -> None:
        with FaultServer(faults.stall) as server, pytest.raises(ApiTimeoutError):
            called(client, server.url, lambda gym: gym.customers_account.get_balances(7, timeout=0.1), max_retries=0)
        with FaultServer(faults.trickle(BALANCE, seconds=0.05)) as server:
            called(client, server.url, lambda gym: gym.customers_account.get_balances(7, timeout=20), timeout=0.1)
            with pytest.raises(ValueError, match="timeout must be a positive number"):
                called(client, server.url, lambda gym: gym.customers_account.get_balances(7, timeout=0))


@BOTH
class TestAfterAFault:
    def test_leftovers_of_an_answer_are_nobodys_answer(self, client: str, waits: Waits) -> None:
        forged = b'{"a":1HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n{"inDebtCollection": true}'
        leftover = answers(raw=forged, Content_Length="6")

        def both(gym: Any) -> Any:
            with pytest.raises(ResponseFormatError):
                get(gym)
            return get(gym)

        async def both_async(gym: Any) -> Any:
            with pytest.raises(ResponseFormatError):
                await get(gym)
            return await get(gym)

        with FaultServer(leftover, answers(raw=BALANCE)) as server:
            result = called(client, server.url, both if client == "sync" else both_async)
        assert result.in_debt_collection is False

    def test_the_client_goes_on(self, client: str, waits: Waits) -> None:
        broken = [row.fault for name, row in TABLE.items() if row.error is ApiConnectionError]

        def all_of_them(gym: PerfectGym) -> int:
            return sum(get(gym).in_debt_collection is False for _ in broken)

        async def all_of_them_async(gym: Any) -> int:
            return sum([(await get(gym)).in_debt_collection is False for _ in broken])

        good = answers(raw=BALANCE)
        with FaultServer(*[fault for one in broken for fault in (one, good)]) as server:
            call = all_of_them if client == "sync" else all_of_them_async
            assert called(client, server.url, call) == len(broken)


@BOTH
class TestAnUpload:
    def test_of_a_path_that_is_not_there(self, client: str, tmp_path: Path) -> None:
        with FaultServer(answers({"id": 1})) as server, pytest.raises(FileNotFoundError):
            called(client, server.url, lambda gym: upload(gym, tmp_path / "none"))
        assert server.connections == 0

    def test_of_a_file_that_fails_on_the_way_tells_so_and_is_not_repeated(self, client: str) -> None:
        class Bad(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                raise OSError(5, "Input/output error")

        with FaultServer(answers({"id": 1})) as server, pytest.raises(OSError, match="Input/output") as caught:
            called(client, server.url, lambda gym: upload(gym, Bad(FILE)))
        assert server.seen == []
        frames = []
        trace = caught.value.__traceback__
        while trace:
            frames.append(trace.tb_frame.f_globals["__name__"])
            trace = trace.tb_next
        assert not [name for name in frames if name.startswith(("httpx", "httpcore"))]

    def test_begins_at_the_beginning_of_a_file(self, client: str) -> None:
        file = io.BytesIO(FILE)
        file.seek(100)
        with FaultServer(answers({"id": 1})) as server:
            assert called(client, server.url, lambda gym: upload(gym, file)).id == 1
        assert FILE in server.seen[0].body

    def test_takes_no_media_type_that_adds_a_header(self, client: str) -> None:
        with pytest.raises(ValueError, match="media type"):
            Upload(FILE, content_type="text/plain\r\nX-Other: 1")


@BOTH
class TestTheLimiter:
    def test_is_told_of_a_429_and_of_nothing_else(self, client: str, waits: Waits) -> None:
        limiter = NotingLimiter()
        faults_in_order = [
            answers({}, status=503, Retry_After="5"),
            answers({}, status=429),
            answers({}, status=429, Retry_After="6"),
            answers({}, status=429, Retry_After="0"),
            answers(raw=ANY_SUCCESS),
        ]
        with FaultServer(*faults_in_order) as server:
            called(client, server.url, get, limiter=limiter)
        assert [seconds for _, seconds in limiter.paused] == [6.0, 0.0]
        assert len(limiter.asked) == 5

    def test_is_never_told_to_close_an_endpoint_for_good(self, client: str, waits: Waits) -> None:
        limiter = NotingLimiter()
        with FaultServer(answers({}, status=429, Retry_After="9" * 30)) as server, pytest.raises(RateLimitError):
            called(client, server.url, get, limiter=limiter)
        assert [seconds for _, seconds in limiter.paused] == [3600.0]

    def test_gets_every_grant_back(self, client: str, waits: Waits) -> None:
        limiter = NotingLimiter()
        troubles = (faults.reset_behind_the_request, faults.garbage, answers({}, status=404))
        with FaultServer(*troubles) as server, pytest.raises(NotFoundError):
            called(client, server.url, get, limiter=limiter)
        assert limiter.released_grants == [1.0, 2.0, 3.0]


def test_no_key_of_the_tests_is_sent_but_the_one() -> None:
    with FaultServer(answers(raw=ANY_SUCCESS)) as server:
        called("sync", server.url, get)
    assert server.seen[0].headers["x-api-key"] == KEY
