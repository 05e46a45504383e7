"""The command ``perfectgym``: keys, calls, the embedded API; nothing is written that was not allowed."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner, Result

import perfectgym_next
from perfectgym_next import PerfectGym
from perfectgym_next.cli import _commands
from perfectgym_next.cli._calling import READ_ONLY
from perfectgym_next.errors import PerfectGymError
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.shipped import OPERATIONS

NAMES = ("validate_", "search_", "preview_")


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedApi]:
    api = EmbeddedApi(customers=150)
    with api.serve() as server:
        monkeypatch.delenv("PERFECTGYM_TENANT", raising=False)
        monkeypatch.setenv("PERFECTGYM_BASE_URL", server.url)
        monkeypatch.setenv("PERFECTGYM_API_KEY", TEST_KEY)
        yield api


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(_commands.perfectgym, arguments, input=text, prog_name="perfectgym")


class TestCall:
    def test_prints_a_result_as_json(self, api: EmbeddedApi) -> None:
        done = run("call", "customers.get_customer", "1001")
        assert done.exit_code == 0
        assert json.loads(done.stdout)["id"] == 1001

    def test_prints_amounts_with_their_digits(self, api: EmbeddedApi) -> None:
        customer = api.add_customer()
        api.add_bookings(customer, "12345678901234567.80")
        done = run("call", "customers_account.list_transactions", str(customer))
        assert '"amount":12345678901234567.80' in done.stdout

    def test_prints_a_list_whole_an_entry_a_line(self, api: EmbeddedApi) -> None:
        done = run("call", "customers.list_customers", "--customer-status", "MEMBER", "--slice-size=100")
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(lines) > 100
        assert {line["status"] for line in lines} == {"MEMBER"}
        assert len(api.requests.of("customers.list_customers")) == 2

    def test_sends_searches_and_validations(self, api: EmbeddedApi, tmp_path: Path) -> None:
        body = json.dumps({"email": "nobody@example.com"})
        (tmp_path / "body.json").write_text(body)
        for given, text in ((body, None), (f"@{tmp_path / 'body.json'}", None), ("-", body)):
            done = run("call", "customers.search_customers", "--body", given, text=text)
            assert (done.exit_code, done.stdout.strip()) == (0, "[]"), done.output

    def test_writes_only_if_it_is_allowed(self, api: EmbeddedApi) -> None:
        arguments = ("customers.delete_access_restriction", "1001")
        refused = run("call", *arguments)
        assert refused.exit_code == 2
        assert "may change something" in refused.stderr
        assert "--write" in refused.stderr
        assert len(api.requests) == 0
        run("call", "--write", *arguments)
        assert api.requests.last.method == "DELETE"

    @pytest.mark.parametrize("name", sorted(name for name, one in OPERATIONS.items() if one.method != "GET"))
    def test_takes_nothing_for_a_read_that_is_none(self, name: str) -> None:
        _, _, operation = name.partition(".")
        assert (name in READ_ONLY) is operation.startswith(NAMES)

    def test_prints_an_error_of_the_api(self, api: EmbeddedApi) -> None:
        done = run("call", "customers.get_customer", "999999")
        assert (done.exit_code, done.stdout) == (1, "")
        assert "customers" in done.stderr
        assert TEST_KEY not in done.output

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["customers.get_custmer", "1"], "did you mean customers.get_customer?"),
            (["shoes"], "unknown operation 'shoes'"),
            (["customers.get_customer"], "expected 1 path arguments, got 0; usage: perfectgym call customers.get_cust"),
            (["customers.get_customer", "1", "2"], "expected 1 path arguments, got 2"),
            (["customers.get_customer", "1", "--size", "2"], "unknown option --size"),
            (["customers.get_customer", "1", "--card-number-format"], "--card-number-format needs a value"),
            (["classes.list_class_bookings"], "missing option --customer-id"),
            (["customers.get_customer", "1", "--body", "{}"], "takes no body"),
            (["customers.search_customers"], "needs --body"),
            (["customers.search_customers", "--body", "{"], "invalid --body"),
            (["customers.search_customers", "--body", "@missing.json"], "invalid --body"),
            (["customers.get_customer", ".."], "must not be '..'"),
            (["--write", "customers.upload_document", "1"], "uploads a file"),
        ],
    )
    def test_refuses_wrong_arguments(self, api: EmbeddedApi, arguments: list[str], message: str) -> None:
        done = run("call", *arguments)
        assert done.exit_code == 2
        assert message in done.stderr
        assert len(api.requests) == 0

    def test_ends_when_nobody_reads_on(self, api: EmbeddedApi) -> None:
        command = [
            sys.executable,
            "-m",
            "perfectgym_next.cli",
            "call",
            "customers.list_customers",
            "--slice-size",
            "50",
        ]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            api.fail("customers.list_customers", delay=0.2, on=2)
            assert json.loads(process.stdout.readline())["id"] > 1000
            process.stdout.close()
            assert process.stderr.read() == ""
            assert process.wait(30) == 1

    def test_needs_a_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("PERFECTGYM_API_KEY", "PERFECTGYM_TENANT", "PERFECTGYM_BASE_URL"):
            monkeypatch.delenv(name, raising=False)
        done = run("call", "customers.get_customer", "1")
        assert done.exit_code == 2
        assert "PERFECTGYM_API_KEY" in done.stderr


class TestCheckKey:
    def test_lists_the_scopes(self, api: EmbeddedApi) -> None:
        done = run("check-key")
        assert done.exit_code == 0
        first, yes, *_ = done.stdout.splitlines()
        assert first == "studio: accepted"
        assert "CUSTOMER_READ" in yes
        assert {request.method for request in api.requests} == {"GET"}

    def test_fails_if_a_key_is_refused(self, api: EmbeddedApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        api.add_key("few-scopes", scopes=["DEVICE_READ"])
        monkeypatch.setenv("GYM_KEY_NORTH", "few-scopes")
        monkeypatch.setenv("GYM_KEY_SOUTH", "a-wrong-key")
        file = tmp_path / "studios.toml"
        file.write_text(
            '[studios]\nnorth = { key_variable = "GYM_KEY_NORTH" }\nsouth = { key_variable = "GYM_KEY_SOUTH" }\n'
        )
        done = run("check-key", "--studios", str(file))
        assert done.exit_code == 1
        assert done.stdout.startswith("north: accepted\n  yes: DEVICE_READ\n  no: ")
        assert "south: refused" in done.stderr
        assert "a-wrong-key" not in done.output

    def test_says_that_it_could_not_check(self, api: EmbeddedApi, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(gym: PerfectGym) -> NoReturn:
            raise PerfectGymError("no response to request: refused")

        monkeypatch.setattr("perfectgym_next.studios._describe_key", fail)
        done = run("check-key")
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr == "studio: not checked: no response to request: refused\n"

    def test_cannot_start_without_its_file(self, tmp_path: Path) -> None:
        assert run("check-key", "--studios", str(tmp_path / "studios.toml")).exit_code == 2


class TestTheCommand:
    def test_serves_the_embedded_api(self, monkeypatch: pytest.MonkeyPatch) -> None:
        given: list[Any] = []

        def main(arguments: list[str], *, program: str) -> int:
            given.append((program, arguments))
            return 7

        monkeypatch.setattr("perfectgym_next.testing.__main__.main", main)
        assert run("serve", "--port", "0", "--customers=5").exit_code == 7
        assert given == [("perfectgym serve", ["--port", "0", "--customers=5"])]

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send signals to one process")
    def test_serves_until_it_is_stopped(self) -> None:
        command = [sys.executable, "-m", "perfectgym_next.cli", "serve", "--port", "0", "--customers", "5"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert found is not None
            with PerfectGym(base_url=found[0], api_key=TEST_KEY) as gym:
                assert gym.customers.get_customer(1001).id == 1001
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=30)
            assert (process.returncode, errors) == (0, "")

    @pytest.mark.parametrize("arguments", [["check-key"], ["call", "customers.get_customer", "1001"]])
    @pytest.mark.parametrize("key", ["a-secret-key", "a-secret key", "a-secret-kéy", "a-secret-key\n"])
    def test_never_prints_a_key(
        self, api: EmbeddedApi, monkeypatch: pytest.MonkeyPatch, arguments: list[str], key: str
    ) -> None:
        monkeypatch.setenv("PERFECTGYM_API_KEY", key)
        done = run(*arguments)
        assert done.exit_code in (1, 2)
        assert "secret" not in done.output
        assert isinstance(done.exception, SystemExit)

    def test_serves_under_its_own_name(self) -> None:
        done = run("serve", "--help")
        assert done.exit_code == 0
        assert done.stdout.startswith("usage: perfectgym serve [-h]")
        done = run("serve", "--preset", "shoes")
        assert (done.exit_code, done.stderr[:40]) == (2, "perfectgym serve: unknown preset 'shoes'")

    def test_helps_with_examples_on_lines_of_their_own(self) -> None:
        lines = run("call", "--help").stdout.splitlines()
        assert "  perfectgym call customers.get_customer 1001" in lines
        assert "  perfectgym call customers.list_customers --customer-status PROSPECT" in lines

    def test_says_its_version(self) -> None:
        assert run("--version").stdout == f"perfectgym-next {perfectgym_next.__version__}\n"

    def test_says_what_an_export_needs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        for name in [name for name in sys.modules if name.startswith("perfectgym_next.export")]:
            monkeypatch.delitem(sys.modules, name)
        done = run("export", "--to", "lake")
        assert done.exit_code == 2
        assert "pip install 'perfectgym-next[export]'" in done.stderr

    @pytest.mark.parametrize("missing", ["click", "rich"])
    def test_says_what_to_install(self, missing: str) -> None:
        code = f"import sys; sys.modules[{missing!r}] = None; from perfectgym_next.cli import main; main()"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr == "the command perfectgym needs more packages: pip install 'perfectgym-next[cli]'\n"

    def test_is_a_module_too(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "perfectgym_next.cli", "--help"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0
        assert [name for name in ("call", "check-key", "export", "serve") if name not in done.stdout] == []
