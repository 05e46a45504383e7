"""The embedded API over a real socket."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from perfectgym_next.testing.__main__ import main
from perfectgym_next.testing._server.server import Server

KEY = {"X-API-KEY": TEST_KEY}
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


@pytest.fixture
def server(api: EmbeddedApi) -> Iterator[Server]:
    with api.serve() as server:
        yield server


@pytest.fixture
def connection(server: Server) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=10)
    yield connection
    connection.close()


def raw(server: Server, data: bytes) -> bytes:
    """What comes back for bytes sent as they are, until the server ends the connection."""
    with socket.create_connection((server.host, server.port), timeout=10) as plain:
        plain.sendall(data)
        plain.shutdown(socket.SHUT_WR)
        received = b""
        while more := plain.recv(65536):
            received += more
    return received


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
        answers = raw(server, request * 2).count(b" 200 OK\r\n")
        assert answers == (2 if kept else 1)

    def test_takes_requests_sent_ahead_of_the_answers(self, server: Server) -> None:
        request = f"GET {BALANCES} HTTP/1.1\r\nX-API-KEY: {TEST_KEY}\r\n\r\n".encode()
        assert raw(server, request * 5).count(b" 200 OK\r\n") == 5

    def test_head_brings_the_headers_and_no_body(self, connection: http.client.HTTPConnection) -> None:
        for _ in range(2):  # a body left on the connection would spoil the second
            connection.request("HEAD", BALANCES, headers=KEY)
            response = connection.getresponse()
            assert (response.status, response.read()) == (200, b"")
            assert int(response.headers["Content-Length"]) > 100


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
        assert raw(server, request).startswith(b"HTTP/1.1 200 OK\r\n")


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
        answer = raw(server, data)
        assert answer.startswith(f"HTTP/1.1 {status} ".encode())
        assert b"Connection: close" in answer
        assert b'"errorMessage"' in answer

    @pytest.mark.parametrize("data", [b"", b"\r\n", b"GET /v1", b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc"])
    def test_or_stops_halfway_does_no_harm(self, server: Server, data: bytes) -> None:
        assert raw(server, data) == b""
        assert b" 401 " in raw(server, b"GET /v1/devices HTTP/1.1\r\n\r\n")

    def test_absolute_targets_are_read_as_proxies_send_them(self, server: Server) -> None:
        answer = raw(server, f"GET {server.url}{BALANCES} HTTP/1.1\r\nX-API-KEY: {TEST_KEY}\r\n\r\n".encode())
        assert answer.startswith(b"HTTP/1.1 200 OK")


class TestTheServer:
    def test_answers_many_connections_at_once(self, server: Server) -> None:
        def ask(customer_id: int) -> int:
            connection = http.client.HTTPConnection(server.host, server.port, timeout=10)
            try:
                connection.request("GET", f"/v1/customers/{customer_id}", headers=KEY)
                return int(json.loads(connection.getresponse().read())["id"])
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(ask, range(1001, 1041))) == list(range(1001, 1041))

    def test_shares_its_state_with_the_api_behind_it(self, api: EmbeddedApi, server: Server) -> None:
        token = api.add_payment_request("3.00")
        body = {"paymentRequestToken": token, "amount": {"amount": 3, "currency": "EUR"}}
        connection = http.client.HTTPConnection(server.host, server.port, timeout=10)
        headers = {**KEY, "Content-Type": "application/json"}
        connection.request("POST", "/v1/customers/1001/account/payment", body=json.dumps(body), headers=headers)
        assert connection.getresponse().status == 200
        connection.close()
        before, after = (e.handle("GET", BALANCES, "", KEY).body for e in (EmbeddedApi(), api))
        assert before != after

    def test_on_a_taken_port_says_so_by_number(self, api: EmbeddedApi, server: Server) -> None:
        with pytest.raises(OSError, match=f"port {server.port} on 127.0.0.1 is in use"):
            api.serve(port=server.port)

    @pytest.mark.parametrize("port", [-1, 65536])
    def test_on_a_port_that_cannot_be_says_so(self, api: EmbeddedApi, port: int) -> None:
        with pytest.raises(OSError, match=f"invalid port {port}: expected 1 to 65535, or 0"):
            api.serve(port=port)

    def test_on_an_address_of_others_says_so(self, api: EmbeddedApi) -> None:
        with pytest.raises(OSError, match=r"cannot listen on port 0 of 192\.0\.2\.1"):
            api.serve(host="192.0.2.1")

    def test_gives_its_port_back_and_ends_what_is_kept_alive(self, api: EmbeddedApi) -> None:
        server = api.serve()
        connection = http.client.HTTPConnection(server.host, server.port, timeout=10)
        connection.request("GET", BALANCES, headers=KEY)
        connection.getresponse().read()
        server.close()
        assert connection.sock.recv(1) == b""
        connection.close()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((server.host, server.port), timeout=10)
        server.close()

    def test_shows_its_own_faults_and_answers_500(self, capfd: pytest.CaptureFixture[str]) -> None:
        def broken(*_: object) -> object:
            raise ZeroDivisionError("a fault of ours")

        with Server(broken, host="127.0.0.1", port=0) as server:  # type: ignore[arg-type]  # it never answers
            answer = raw(server, b"GET / HTTP/1.1\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 500 Internal Server Error")
        assert "a fault of ours" in capfd.readouterr().err
        assert b"a fault of ours" not in answer

    def test_names_itself_by_its_address(self, server: Server) -> None:
        assert repr(server) == f"<Server {server.url}>"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send SIGINT to one process")
class TestTheCommand:
    def start(self, *arguments: str) -> tuple[subprocess.Popen[str], str, int]:
        command = [sys.executable, "-m", "perfectgym_next.testing", "--port", "0", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        greeting = "".join(process.stdout.readline() for _ in range(3))
        found = re.search(r"http://127\.0\.0\.1:(\d+)", greeting)
        assert found, greeting
        return process, greeting, int(found[1])

    def stop(self, process: subprocess.Popen[str]) -> tuple[int, str]:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
        return process.returncode, errors

    def test_serves_until_it_is_interrupted(self) -> None:
        process, greeting, port = self.start()
        try:
            assert TEST_KEY in greeting
            assert f'curl -H "X-API-KEY: {TEST_KEY}" http://127.0.0.1:{port}/v1/' in greeting
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", BALANCES, headers=KEY)
            assert connection.getresponse().status == 200
            connection.close()
        finally:
            ended = self.stop(process)
        assert ended == (0, "")

    def test_takes_a_key_and_does_not_show_it(self) -> None:
        process, greeting, port = self.start("--key", "my-0wn-key", "--seed", "5", "--customers", "2")
        try:
            assert "my-0wn-key" not in greeting
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            statuses = []
            for path in ("/v1/customers/1002", "/v1/customers/1003"):
                connection.request("GET", path, headers={"X-API-KEY": "my-0wn-key"})
                response = connection.getresponse()
                response.read()
                statuses.append(response.status)
            connection.close()
        finally:
            self.stop(process)
        assert statuses == [200, 404]

    def test_on_a_taken_port_ends_with_2_and_one_line(self, server: Server) -> None:
        command = [sys.executable, "-m", "perfectgym_next.testing", "--port", str(server.port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        assert ended.returncode == 2
        assert ended.stderr.splitlines() == [
            f"perfectgym_next.testing: port {server.port} on 127.0.0.1 is in use: choose another, or 0 for a free one"
        ]

    def test_takes_limits_and_faults(self) -> None:
        process, _, port = self.start("--no-nulls", "--rate-limit", "2", "--faults", "studios.get_utilization=500")
        try:
            statuses = []
            for path in ("/v1/studios/utilization", "/v1/studios/utilization", *["/v1/devices"] * 3):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                connection.request("GET", path, headers=KEY)
                statuses.append(connection.getresponse().status)
                connection.close()
        finally:
            self.stop(process)
        assert statuses == [500, 200, 200, 200, 429]

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (["--faults", "nonsense"], "invalid fault 'nonsense'"),
            (["--faults", "a.b=503"], "the API has no operation 'a.b'"),
            (["--key", "two words"], "visible ASCII"),
            (["--port", "70000"], "port 70000"),
            (["--busy", "2"], "between 0 and 1"),
        ],
    )
    def test_tells_what_is_wrong_in_one_line(
        self, arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["--port", "0", *arguments]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert problem in line
        assert "two words" not in line
