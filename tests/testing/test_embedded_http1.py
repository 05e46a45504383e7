"""HTTP/1.1 on a socket."""

from __future__ import annotations

import http.client
import json
import socket
from decimal import Decimal

import pytest

from perfectgym_next.testing import TEST_KEY
from perfectgym_next.testing._server.server import Server
from tests.support.embedded import KEY, exchange

BALANCES = "/v1/customers/1001/account/balances"
VOUCHER = json.dumps({"voucherCode": "A", "firstname": "B", "lastname": "C", "email": "d@example.com"}).encode()
THREAD = json.dumps(
    {
        "communicationThreadStatus": "CREATED",
        "subject": "A",
        "content": "B",
        "communicationDirection": "INCOMING",
        "communicationChannel": "EMAIL",
    }
).encode()


class TestAConnection:
    def test_is_kept_for_the_next_request(self, connection: http.client.HTTPConnection) -> None:
        sockets = set()
        for _ in range(3):
            connection.request("GET", BALANCES, headers=KEY)
            response = connection.getresponse()
            assert json.loads(response.read(), parse_float=Decimal)["consumptionCredit"]["amount"] == Decimal("35.50")
            assert response.status == 200
            sockets.add(connection.sock)
        assert len(sockets) == 1
        assert None not in sockets

    @pytest.mark.parametrize(
        ("line", "header", "kept"),
        [
            ("HTTP/1.1", "", True),
            ("HTTP/1.1", "Connection: close\r\n", False),
            ("HTTP/1.0", "", False),
            ("HTTP/1.0", "Connection: keep-alive\r\n", True),
        ],
    )
    def test_ends_when_the_client_wants_it(self, server: Server, line: str, header: str, kept: bool) -> None:
        request = f"GET {BALANCES} {line}\r\nX-API-KEY: {TEST_KEY}\r\n{header}\r\n".encode()
        answers = exchange(server, request * 2).count(b" 200 OK\r\n")
        assert answers == (2 if kept else 1)

    def test_takes_requests_sent_ahead_of_the_answers(self, server: Server) -> None:
        request = f"GET {BALANCES} HTTP/1.1\r\nX-API-KEY: {TEST_KEY}\r\n\r\n".encode()
        assert exchange(server, request * 5).count(b" 200 OK\r\n") == 5

    def test_responds_to_head_without_a_body(self, connection: http.client.HTTPConnection) -> None:
        for headers, status in ((KEY, 200), ({}, 401), (KEY, 200)):  # a body left behind would spoil the next
            connection.request("HEAD", BALANCES, headers=headers)
            response = connection.getresponse()
            assert (response.status, response.read()) == (status, b"")


class TestABody:
    @pytest.mark.parametrize("chunked", [False, True])
    def test_comes_by_length_or_in_chunks(self, connection: http.client.HTTPConnection, chunked: bool) -> None:
        for _ in range(2):
            connection.request(
                "POST",
                "/v1/communications/1001/threads",
                body=iter([THREAD[:10], THREAD[10:]]) if chunked else THREAD,
                headers={**KEY, "Content-Type": "application/json"},
                encode_chunked=chunked,
            )
            response = connection.getresponse()
            assert response.status == 200, response.read()
            response.read()

    def test_is_sent_for_when_the_client_waits(self, server: Server) -> None:
        head = (
            f"POST /v1/checkin-vouchers/redeem HTTP/1.1\r\nX-API-KEY: {TEST_KEY}\r\nExpect: 100-continue\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(VOUCHER)}\r\nConnection: close\r\n\r\n"
        )
        with socket.create_connection((server.host, server.port), timeout=10) as plain:
            plain.sendall(head.encode())
            assert plain.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
            plain.sendall(VOUCHER)
            assert plain.recv(1000).startswith(b"HTTP/1.1 200 OK\r\n")

    def test_may_end_with_trailers(self, server: Server) -> None:
        request = (
            f"POST /v1/checkin-vouchers/redeem HTTP/1.1\r\nX-API-KEY: {TEST_KEY}\r\nConnection: close\r\n"
            f"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        ).encode() + b"%x;note=1\r\n%b\r\n0\r\nX-Trailer: 1\r\n\r\n" % (len(VOUCHER), VOUCHER)
        assert exchange(server, request).startswith(b"HTTP/1.1 200 OK\r\n")


class TestWhatIsNoRequest:
    @pytest.mark.parametrize(
        ("data", "status"),
        [
            (b"hello\r\n\r\n", 400),
            (b"GET /v1/devices HTTP/2\r\n\r\n", 400),
            (b"GET /v1/devices HTTP/1.1\r\nno colon\r\n\r\n", 400),
            (b"GET /v1/devices HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
            (b"GET /v1/devices HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", 413),
            (b"GET /v1/devices HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
            (b"GET /v1/devices HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", 400),
            (b"GET /v1/devices HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc", 400),
            (b"GET /v1/devices HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n", 413),
            (b"GET /v1/devices HTTP/1.1\r\nX: " + b"x" * 200_000, 431),
        ],
    )
    def test_is_refused_and_ends_the_connection(self, server: Server, data: bytes, status: int) -> None:
        answer = exchange(server, data)
        assert answer.startswith(f"HTTP/1.1 {status} ".encode())
        assert b"Connection: close" in answer
        assert b'"errorMessage"' in answer

    @pytest.mark.parametrize("data", [b"", b"\r\n", b"GET /v1", b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc"])
    def test_or_stops_halfway_does_no_harm(self, server: Server, data: bytes) -> None:
        assert exchange(server, data) == b""
        assert b" 401 " in exchange(server, b"GET /v1/devices HTTP/1.1\r\n\r\n")

    def test_absolute_targets_are_read_as_proxies_send_them(self, server: Server) -> None:
        answer = exchange(server, f"GET {server.url}{BALANCES} HTTP/1.1\r\nX-API-KEY: {TEST_KEY}\r\n\r\n".encode())
        assert answer.startswith(b"HTTP/1.1 200 OK")
