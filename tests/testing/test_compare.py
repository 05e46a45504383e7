"""``python -m perfectgym_next.testing.compare``, against embedded APIs and scripted services."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from perfectgym_next import PerfectGym
from perfectgym_next._core.json import decode, encode
from perfectgym_next.testing import FORMS, TEST_KEY, EmbeddedApi
from perfectgym_next.testing._server.responses import EmbeddedResponse
from perfectgym_next.testing._server.server import Server
from perfectgym_next.testing.compare import MAX_REQUESTS, main, observe
from perfectgym_next.testing.forms import combine_forms

KEY = "a-real-studio's-key"

Change = Callable[[str, EmbeddedResponse], EmbeddedResponse]


def make_api(**options: Any) -> EmbeddedApi:
    return EmbeddedApi(now=datetime.now(UTC), key=KEY, **options)


@contextmanager
def serve(api: EmbeddedApi, monkeypatch: pytest.MonkeyPatch, change: Change | None = None) -> Iterator[None]:
    """Serve an API as the service that the command finds, optionally with changed responses."""

    def handle(method: str, path: str, query: str, headers: Any, body: bytes) -> EmbeddedResponse:
        response = api.handle(method, path, query, headers, body)
        return change(path, response) if change else response

    with Server(handle, host="127.0.0.1", port=0) as server:
        monkeypatch.setenv("PERFECTGYM_BASE_URL", server.url)
        monkeypatch.setenv("PERFECTGYM_API_KEY", KEY)
        monkeypatch.delenv("PERFECTGYM_TENANT", raising=False)
        yield


class TestTheKitItself:
    def test_is_like_itself(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        api = make_api()
        with serve(api, monkeypatch):
            assert main([]) == 0
        (line,) = capsys.readouterr().out.splitlines()
        assert re.fullmatch(r"0 differ, (\d+) are alike, \d were not seen, for lack of data or permission", line), line
        assert int(line.split()[2]) > 40
        assert len(api.requests) == MAX_REQUESTS
        assert {request.method for request in api.requests} == {"GET", "HEAD"}

    @pytest.mark.parametrize(
        "names",
        [
            ["zone"],
            ["offset"],
            ["utc"],
            ["all-nulls"],
            ["no-nulls"],
            ["error-lists"],
            ["utc", "no-nulls", "error-lists"],
        ],
        ids="+".join,
    )
    def test_in_another_form_is_seen_and_named(
        self, names: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        forms = [argument for name in names for argument in ("--form", name)]
        with serve(make_api(**combine_forms(names)), monkeypatch):
            assert main([]) == 1
            *_, last = capsys.readouterr().out.splitlines()
            assert last.endswith(f", or {' '.join(forms)}")
            assert main(forms) == 0
        (line,) = capsys.readouterr().out.splitlines()
        assert line.startswith("0 differ, ")

    def test_shows_each_difference(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        with serve(make_api(date_times="utc"), monkeypatch):
            main([])
        assert (
            "customers.list_checkins: notation of CustomerCheckin.checkInDateTime\n"
            "  embedded API: offset\n"
            "  service: utc\n"
        ) in capsys.readouterr().out

    @pytest.mark.parametrize("customers", [0, 1, 40])
    def test_with_little_data_still_compares(
        self, customers: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with serve(make_api(customers=customers, seed=customers), monkeypatch):
            main([])
        found = re.search(r"(\d+) differ, (\d+) are alike, (\d+) were not seen", capsys.readouterr().out)
        assert found
        assert int(found[2]) > 20
        assert int(found[3]) > 0


class TestAServiceThatDiffers:
    def run(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], change: Change, **options: Any
    ) -> str:
        with serve(make_api(**options), monkeypatch, change):
            assert main([]) == 1
        return capsys.readouterr().out

    def test_by_a_header(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        def change(path: str, response: EmbeddedResponse) -> EmbeddedResponse:
            extra = (("X-Rate-Limit-Remaining", "personal 999"), ("Date", "now"), ("Set-Cookie", "secret=1"))
            return response._replace(headers=(*response.headers, *extra))

        shown = self.run(monkeypatch, capsys, change)
        assert (
            "studios.get_studio_information: headers\n  embedded API: none\n  service: x-rate-limit-remaining" in shown
        )
        assert not re.search("999|cookie|secret|[^x-]date:", shown, re.IGNORECASE)

    def test_by_a_content_type(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        def change(path: str, response: EmbeddedResponse) -> EmbeddedResponse:
            return response._replace(headers=(("Content-Type", "application/json; charset=UTF-8"),))

        assert (
            "content type\n  embedded API: application/json\n  service: application/json;charset=utf-8\n"
            in self.run(monkeypatch, capsys, change)
        )

    def test_by_a_field_and_an_offset(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def change(path: str, response: EmbeddedResponse) -> EmbeddedResponse:
            if path != "/v1/customers":
                return response
            body = decode(response.body)
            for customer in body["result"]:
                customer |= {"createdDateTime": "2025-01-01T08:00:00Z", "Ada Lovelace": 1}
            return response._replace(body=encode({**body, "offset": "b3BhcXVl"}))

        shown = self.run(monkeypatch, capsys, change)
        assert "  service: (not shown), Customer.createdDateTime\n" in shown
        assert "customers.list_customers: offset\n  embedded API: the last id\n  service: another text\n" in shown
        assert "Ada" not in shown

    def test_by_a_window(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        def change(path: str, response: EmbeddedResponse) -> EmbeddedResponse:
            if not path.endswith("/slots"):
                return response
            body = decode(response.body)
            body["result"][0]["startDateTime"] = "2035-01-01T08:00:00Z"
            return response._replace(body=encode(body))

        shown = self.run(monkeypatch, capsys, change)
        assert "classes.list_class_slots: startDateTime from -1 to +14 days\n" in shown
        assert re.search(r"  service: \d{3,4} days after\n", shown)

    def test_by_an_error(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        def change(path: str, response: EmbeddedResponse) -> EmbeddedResponse:
            if path == "/v1/customers/1":
                return response._replace(status=400, body=encode({"errorCode": "Ada Lovelace lives here", "at": 1}))
            return response._replace(body=b"<html>") if path == "/v1/no-such-path" else response

        shown = self.run(monkeypatch, capsys, change)
        assert "customers.get_customer: status\n  embedded API: 404\n  service: 400\n" in shown
        assert "customers.get_customer: code\n" in shown
        assert "  service: (not shown)\n" in shown
        assert "  service: an object with at, errorCode\n" in shown
        assert "  service: not JSON\n" in shown
        assert "Ada" not in shown

    @pytest.mark.parametrize("body", [b"[]", b'"text"', b"null", b"{}", b'{"result": [1, null]}', b"<html>"])
    def test_by_everything(
        self, body: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def change(path: str, response: EmbeddedResponse) -> EmbeddedResponse:
            return response._replace(body=body) if response.body else response

        self.run(monkeypatch, capsys, change)


class TestWhatIsPrinted:
    def test_holds_no_data_of_the_studio(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """All texts and numbers of all responses, against the output for a service that differs in everything."""
        texts: set[str] = set()

        def collect(value: Any) -> None:
            if isinstance(value, (dict, list)):
                for inner in value.values() if isinstance(value, dict) else value:
                    collect(inner)
            elif not isinstance(value, bool) and value is not None and len(str(value)) > 3:
                texts.add(str(value))

        def change(path: str, response: EmbeddedResponse) -> EmbeddedResponse:
            if response.body and response.status == 200:
                collect(decode(response.body))
            return response

        with serve(make_api(**combine_forms(["utc", "all-nulls", "error-lists"])), monkeypatch, change):
            assert main([]) == 1
        shown = capsys.readouterr().out
        assert len(texts) > 500
        assert [text for text in texts if text in shown] == []
        assert KEY not in shown

    def test_holds_no_data_when_scopes_are_missing(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with serve(make_api(scopes=["CLASSES_READ"]), monkeypatch):
            assert main([]) == 0
        out = capsys.readouterr().out
        assert re.search(r"0 differ, \d+ are alike, [1-9]\d* were not seen", out), out


class TestWhatCannotBeCompared:
    @pytest.mark.parametrize(
        ("environment", "arguments", "problem"),
        [
            (
                {"PERFECTGYM_API_KEY": "another-key"},
                [],
                "does not accept the API key in PERFECTGYM_API_KEY",
            ),
            ({"PERFECTGYM_API_KEY": ""}, [], "PERFECTGYM_API_KEY"),
            ({}, ["--base-url", "http://127.0.0.1:9"], "no response to request"),
            ({}, ["--base-url", "http://example.com"], "allow_http"),
            ({}, ["--form", "utk"], "unknown form 'utk'"),
        ],
    )
    def test_is_one_line(
        self,
        environment: dict[str, str],
        arguments: list[str],
        problem: str,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        with serve(make_api(), monkeypatch):
            for name, value in environment.items():
                monkeypatch.setenv(name, value)
            assert main(arguments) == 2
        out, errors = capsys.readouterr()
        assert out == ""
        (line,) = errors.splitlines()
        assert problem in line
        assert "key" not in line.replace("API key", "").replace("API_KEY", "").replace("api_key", "")

    def test_is_a_busy_service(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        api = make_api()
        api.fail("customers.list_customers", status=503)
        with serve(api, monkeypatch):
            assert main([]) == 2
        assert "returned 503 to GET /v1/customers: try again later" in capsys.readouterr().err
        assert len(api.requests) < MAX_REQUESTS


def test_the_kit_keeps_the_windows_of_the_pages() -> None:
    api = make_api()
    with PerfectGym("any", api_key=KEY, transport=api.transport()) as gym:
        found = observe(gym, api.now)
    windows = {name: value for (_, name), value in found.items() if " days" in name}
    assert len(windows) == 3
    assert set(windows.values()) == {"within"}
    assert found["customers.list_checkins of more than 365 days", "status"] == "400"
    assert found["classes.list_classes", "offset"] == found["customers.list_customers", "offset"] == "the last id"


def test_never_sends_more_than_ten_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    api = make_api()
    monkeypatch.setattr("perfectgym_next.testing.compare.MAX_REQUESTS", 4)
    gym = PerfectGym("any", api_key=KEY, transport=api.transport())
    with gym, pytest.raises(RuntimeError, match="must not send more than 4 requests"):
        observe(gym, api.now)
    assert len(api.requests) == 4


def test_is_a_command() -> None:
    command = [sys.executable, "-m", "perfectgym_next.testing.compare", "--help"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    for name in ("PERFECTGYM_API_KEY", *FORMS):
        assert name in ended.stdout
    assert TEST_KEY not in ended.stdout
