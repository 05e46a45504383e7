"""The server."""

from __future__ import annotations

import http.client
import json
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from perfectgym_next.testing import EmbeddedApi
from perfectgym_next.testing._server.server import Server
from tests.support.embedded import KEY, exchange

BALANCES = "/v1/customers/1001/account/balances"


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
            answer = exchange(server, b"GET / HTTP/1.1\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 500 Internal Server Error")
        assert "a fault of ours" in capfd.readouterr().err
        assert b"a fault of ours" not in answer

    def test_names_itself_by_its_address(self, server: Server) -> None:
        assert repr(server) == f"<Server {server.url}>"
