"""``python -m perfectgym_next.testing``."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from perfectgym_next.testing.__main__ import main
from perfectgym_next.testing._server.server import Server
from tests.support.embedded import KEY

BALANCES = "/v1/customers/1001/account/balances"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send SIGINT to one process")
class TestTheCommand:
    def start(self, *arguments: str, lines: int = 3) -> tuple[subprocess.Popen[str], str, int]:
        command = [sys.executable, "-m", "perfectgym_next.testing", "--port", "0", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        greeting = "".join(process.stdout.readline() for _ in range(lines))
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

    def test_serves_several_studios(self) -> None:
        process, greeting, port = self.start("--studio", "hamburg-key,name=Hamburg,seed=2", "--studio", "third-key")
        try:
            assert "hamburg-key" not in greeting
            names = []
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            for key in (TEST_KEY, "hamburg-key", "third-key"):
                connection.request("GET", "/v1/studios/information", headers={"X-API-KEY": key})
                names.append(json.loads(connection.getresponse().read())["name"])
            connection.close()
        finally:
            ended = self.stop(process)
        assert names == ["Example studio", "Hamburg", "Example studio 3"]
        assert ended == (0, "")

    def test_sends_webhooks_to_a_url(self) -> None:
        received: list[bytes] = []
        with socket.create_server(("127.0.0.1", 0)) as receiver:
            receiver.settimeout(10)
            url = f"http://127.0.0.1:{receiver.getsockname()[1]}/hooks"
            process, greeting, port = self.start("--webhook-url", url, "--webhook-key", "north-key")
            try:
                assert "north-key" not in greeting
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                path = "/v1/customers/1001/self-service/contact-data"
                headers = {**KEY, "content-type": "application/json"}
                connection.request("POST", path, b'{"email": "ada@example.com"}', headers)
                assert connection.getresponse().status == 200
                sender, _ = receiver.accept()
                with sender:
                    sender.settimeout(10)
                    while b"}]}" not in b"".join(received):
                        received.append(sender.recv(65536))
                    sender.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                connection.close()
            finally:
                ended = self.stop(process)
        assert ended == (0, "")
        request = b"".join(received)
        assert request.startswith(b"POST /hooks HTTP/1.1\r\n")
        assert b"x-api-key: north-key\r\n" in request
        assert b'"type":"CUSTOMER_UPDATED"' in request

    def test_a_webhook_url_that_is_wrong_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--port", "0", "--webhook-url", "hooks.example.com"]) == 2
        assert "invalid URL (not shown): expected http://host:port/path" in capsys.readouterr().err

    def test_continues_from_a_state(self, tmp_path: Path) -> None:
        api = EmbeddedApi(customers=2)
        customer_id = api.add_customer(first_name="Ada")
        (tmp_path / "state.json").write_text(api.to_json(), encoding="utf-8")
        process, _, port = self.start("--state", str(tmp_path / "state.json"))
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", f"/v1/customers/{customer_id}", headers=KEY)
            assert json.loads(connection.getresponse().read())["firstName"] == "Ada"
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
        process, _, port = self.start(
            "--form", "no-nulls", "--rate-limit", "2", "--faults", "studios.get_utilization=500"
        )
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

    def test_takes_forms_and_presets(self) -> None:
        process, greeting, port = self.start(
            *("--form", "utc", "--form", "no-nulls", "--preset", "full-class", "--preset", "member-in-arrears"), lines=5
        )
        try:
            found = re.search(r"full-class: class_id=(\d+) class_slot_id=(\d+)\n", greeting)
            assert found, greeting
            assert re.search(r"member-in-arrears: customer_id=1301 amount=29.90\n", greeting)
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", f"/v1/classes/{found[1]}/slots/{found[2]}", headers=KEY)
            slot = json.loads(connection.getresponse().read())
            connection.close()
        finally:
            self.stop(process)
        assert slot["bookedParticipants"] == slot["maxParticipants"]
        assert slot["startDateTime"].endswith("Z")
        assert None not in slot.values()

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (["--faults", "nonsense"], "invalid fault 'nonsense'"),
            (["--faults", "a.b=503"], "the API has no operation 'a.b'"),
            (["--key", "two words"], "visible ASCII"),
            (["--port", "70000"], "port 70000"),
            (["--busy", "2"], "between 0 and 1"),
            (["--state", __file__], "state of the embedded API is damaged"),
            (["--state", "no-such-file"], "No such file"),
            (["--state", "no-such-file", "--form", "utc"], "conflicting --state and --form"),
            (["--form", "utk"], "unknown form 'utk'"),
            (["--form", "utc", "--form", "zone"], "form 'zone' excludes another one"),
            (["--preset", "full-clas"], "unknown preset 'full-clas'; did you mean 'full-class'?"),
        ],
    )
    def test_tells_what_is_wrong_in_one_line(
        self, arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["--port", "0", *arguments]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert problem in line
        assert "two words" not in line

    @pytest.mark.parametrize(
        ("studio", "problem"),
        [
            ("key,seed=two", "seed must be a number, not 'two'"),
            ("key,sead=2", "did you mean 'seed'"),
            (",seed=2", "invalid key (not shown)"),
            (TEST_KEY, "one of the studio 'Example studio'"),
            ("key,name=Example studio", "already is a studio 'Example studio'"),
        ],
    )
    def test_an_invalid_studio(self, capsys: pytest.CaptureFixture[str], studio: str, problem: str) -> None:
        assert main(["--port", "0", "--studio", studio]) == 2
        errors = capsys.readouterr().err
        assert problem in errors
        assert errors.count("\n") == 1
