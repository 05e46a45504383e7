"""The options of one call: timeout, deadline, retries and further headers, wherever a call is made."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import CallOptions, ConfigurationError
from perfectgym_next.errors import ApiTimeoutError, ServiceUnavailableError
from perfectgym_next_generated.api import customers_account
from tests.support.both_clients import BOTH, NotingLimiter, Waits, called
from tests.support.fault_server import FaultServer, answers, stall
from tests.support.leaks import find_leak
from tests.support.scripted import KEY, Service, answer
from tests.support.type_checkers import mypy, pyright, without_modules

BALANCE = {"inDebtCollection": False}
SLICE = {"result": [], "hasNext": False}
HEADERS = {"X-Correlation-Id": "42"}


async def _collect(found: Any) -> list[Any]:
    return [one async for one in found]


def gather(outcomes: Any) -> Any:
    """Iterate to the end, with either client."""
    return list(outcomes) if hasattr(outcomes, "__next__") else _collect(outcomes)


CALLS: dict[str, tuple[dict[str, Any], Callable[..., Any]]] = {
    "an operation": (BALANCE, lambda gym, **options: gym.customers_account.get_balances(7, **options)),
    "its whole response": (
        BALANCE,
        lambda gym, **options: gym.with_raw_response.customers_account.get_balances(7, **options),
    ),
    "a list": (SLICE, lambda gym, **options: gym.customers_account.list_transactions(7, **options).collect()),
    "its first entry": (SLICE, lambda gym, **options: gym.customers_account.list_transactions(7, **options).first()),
    "a list fetched ahead": (
        SLICE,
        lambda gym, **options: gather(aiter_or_iter(gym.customers_account.list_transactions(7, **options).prefetch())),
    ),
    "a slice": (
        SLICE,
        lambda gym, **options: gym.with_raw_response.customers_account.list_transactions(7, **options),
    ),
    "many calls": (
        BALANCE,
        lambda gym, **options: gym.map(gym.customers_account.get_balances, [7], **options).results(),
    ),
    "a request of the raw layer": (
        BALANCE,
        lambda gym, **options: gym.send(customers_account.get_balances(7), **options),
    ),
    "a request of one's own": (BALANCE, lambda gym, **options: gym.request("GET", "/v1/x", **options)),
    "the check of the key": (BALANCE, lambda gym, **options: gym.verify_key(**options)),
}


def aiter_or_iter(pager: Any) -> Any:
    return aiter(pager) if hasattr(pager, "__aiter__") else iter(pager)


def run(client: str, call: Callable[..., Any], service: Service, **options: Any) -> Any:
    def complete(gym: Any) -> Any:
        result = call(gym, **options)
        if hasattr(result, "__aiter__"):
            return _collect(result)
        return list(result) if hasattr(result, "__next__") else result

    if client == "sync":
        with service.client(limiter=NotingLimiter()) as gym:
            return complete(gym)

    async def run_async() -> Any:
        async with service.async_client(limiter=NotingLimiter()) as gym:
            result = complete(gym)
            return await result if isinstance(result, Awaitable) else result

    return asyncio.run(run_async())


@BOTH
@pytest.mark.parametrize("name", CALLS)
class TestEveryCall:
    def test_takes_further_headers(self, client: str, name: str) -> None:
        body, call = CALLS[name]
        service = Service(answer(200, body))
        run(client, call, service, extra_headers=HEADERS)
        assert [sent.headers["x-correlation-id"] for sent in service.sent] == ["42"]
        assert service.sent[0].headers["x-api-key"] == KEY

    def test_takes_a_number_of_retries(self, client: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        Waits(monkeypatch)
        service = Service(answer(503, {"errorMessage": "no"}))
        with pytest.raises(ServiceUnavailableError):
            run(client, CALLS[name][1], service, max_retries=1)
        assert len(service.sent) == 2

    def test_takes_none_for_what_the_client_has(self, client: str, name: str) -> None:
        body, call = CALLS[name]
        service = Service(answer(200, body))
        run(client, call, service, timeout=None, deadline=None, max_retries=None, extra_headers=None)
        assert len(service.sent) == 1

    @pytest.mark.parametrize(
        "options", [{"timeout": 0}, {"timeout": "5"}, {"deadline": -1}, {"max_retries": -1}, {"max_retries": 1.5}]
    )
    def test_refuses_the_numbers_that_the_client_refuses(self, client: str, name: str, options: dict[str, Any]) -> None:
        service = Service(answer(200, CALLS[name][0]))
        with pytest.raises(ConfigurationError, match=next(iter(options))):
            run(client, CALLS[name][1], service, **options)
        assert not service.sent

    def test_refuses_an_unknown_name_with_what_there_is(self, client: str, name: str) -> None:
        service = Service(answer(200, CALLS[name][0]))
        with pytest.raises(
            TypeError,
            match=r"\(\) got an unexpected keyword argument 'slice_sise': beside its own arguments it takes timeout=, "
            "deadline=, max_retries=, extra_headers=$",
        ):
            run(client, CALLS[name][1], service, slice_sise=10)
        assert not service.sent


@BOTH
class TestExtraHeaders:
    @pytest.mark.parametrize(
        ("headers", "error", "message"),
        [
            ({"X-API-KEY": "s3cret"}, ValueError, "must not contain 'X-API-KEY', which the client sets itself"),
            ({"x-api-key": "s3cret"}, ValueError, "must not contain 'x-api-key'"),
            ({"Host": "evil.example"}, ValueError, "must not contain 'Host'"),
            ({"Content-Length": "0"}, ValueError, "must not contain 'Content-Length'"),
            ({"Transfer-Encoding": "chunked"}, ValueError, "must not contain 'Transfer-Encoding'"),
            ({"Accept-Encoding": "br"}, ValueError, "must not contain 'Accept-Encoding'"),
            ({"X-A": "a\r\nX-API-KEY: s3cret"}, ValueError, "invalid value of the header 'X-A' .not shown."),
            ({"X-A": "a\ns3cret"}, ValueError, "invalid value of the header 'X-A'"),
            ({"X-A": ""}, ValueError, "invalid value of the header 'X-A'"),
            ({"X-A": " s3cret"}, ValueError, "invalid value of the header 'X-A'"),
            ({"X-A": "gr\u00fc\u00df s3cret"}, ValueError, "invalid value of the header 'X-A'"),
            ({"X-A\r\nX-API-KEY": "s3cret"}, ValueError, "invalid name 'X-A.*' in extra_headers"),
            ({"X-API-KEY ": "s3cret"}, ValueError, "invalid name 'X-API-KEY ' in extra_headers"),
            ({"X-API-KEY:": "s3cret"}, ValueError, "invalid name"),
            ({"": "s3cret"}, ValueError, "invalid name ''"),
            ({"X-A": "1", "x-a": "2"}, ValueError, "contain a name twice"),
            ({"X-A": 1}, TypeError, "mapping of text to text, not of str to int"),
            ({b"X-A": "s3cret"}, TypeError, "mapping of text to text, not of bytes to str"),
            ([("X-A", "s3cret")], TypeError, "extra_headers must be a mapping of names to values, not list"),
            ("X-A: s3cret", TypeError, "not str"),
        ],
    )
    def test_that_cannot_be_sent_are_refused(self, client: str, headers: Any, error: Any, message: str) -> None:
        service = Service(answer(200, BALANCE))
        with pytest.raises(error, match=message) as caught:
            run(client, CALLS["an operation"][1], service, extra_headers=headers)
        assert "s3cret" not in str(caught.value)
        assert find_leak(KEY, caught.value) is None
        assert not service.sent

    def test_take_the_place_of_the_language(self, client: str) -> None:
        service = Service(answer(200, BALANCE))
        run(client, CALLS["an operation"][1], service, extra_headers={"accept-language": "pl"})
        assert service.sent[0].headers["accept-language"] == "pl"

    def test_are_sent_with_every_attempt_and_slice(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        Waits(monkeypatch)
        more = {"result": [], "hasNext": True, "offset": "1"}
        service = Service(answer(200, more), answer(503, {"errorMessage": "no"}), answer(200, SLICE))
        run(client, CALLS["a list"][1], service, extra_headers=HEADERS)
        assert [sent.headers.get("x-correlation-id") for sent in service.sent] == ["42"] * 3


@BOTH
class TestTime:
    def test_of_a_call_is_its_own(self, client: str) -> None:
        with FaultServer(stall) as server:
            started = time.monotonic()
            with pytest.raises(ApiTimeoutError, match="0.2 s"):
                called(
                    client, server.url, lambda gym: gym.customers_account.get_balances(7, timeout=0.2, max_retries=0)
                )
            with pytest.raises(ApiTimeoutError, match="deadline"):
                called(client, server.url, lambda gym: gym.customers_account.get_balances(7, deadline=0.2))
            assert time.monotonic() - started < 10

    def test_of_a_client_stays(self, client: str) -> None:
        with FaultServer(answers(BALANCE)) as server:
            called(client, server.url, lambda gym: gym.customers_account.get_balances(7, deadline=20), deadline=30)
        with FaultServer(stall) as server, pytest.raises(ApiTimeoutError, match="deadline"):
            called(
                client,
                server.url,
                lambda gym: gym.customers_account.get_balances(7, timeout=20, max_retries=3),
                deadline=0.2,
            )


@BOTH
def test_map_adds_them_to_every_call_of_a_function(client: str) -> None:
    service = Service(answer(200, BALANCE))

    def get(gym: Any) -> Any:
        def both(number: int, **options: Any) -> Any:
            return gym.customers_account.get_balances(number, **options)

        return gym.map(both, [1, 2], max_retries=0, extra_headers=HEADERS).results()

    run(client, get, service)
    assert [sent.headers["x-correlation-id"] for sent in service.sent] == ["42", "42"]


def test_the_type_has_a_row_for_each() -> None:
    assert list(CallOptions.__annotations__) == ["timeout", "deadline", "max_retries", "extra_headers"]


TYPES = [
    ("gym.customers_account.get_balances(1, timeout=2, max_retries=0)", "CustomerAccountBalance"),
    ("gym.customers_account.get_balances(1, **options)", "CustomerAccountBalance"),
    ("gym.customers_account.list_transactions(1, offset='x', deadline=3.5)", "Pager[BookingEntry]"),
    ("gym.customers_account.list_transactions(1, extra_headers={'A': 'b'})", "Pager[BookingEntry]"),
    ("gym.with_raw_response.studios.confirm_activation(**options)", "Response[None]"),
    ("gym.verify_key(timeout=1)", "bool"),
    ("gym.request('GET', '/v1/x', **options)", "Response[Any]"),
    ("gym.map(gym.customers_account.get_balances, [1], timeout=1)", "Outcomes[int, CustomerAccountBalance]"),
    (
        "agym.map(agym.customers_account.get_balances, [1], **options)",
        "AsyncOutcomes[int, CustomerAccountBalance]",
    ),
    ("agym.customers_account.list_transactions(1, max_retries=None)", "AsyncPager[BookingEntry]"),
    ("gym.customers_account.get_balances(1, timeout='x')", "error"),
    ("gym.customers_account.get_balances(1, time_out=1)", "error"),
    ("gym.customers_account.list_transactions(1, slice_sise=1)", "error"),
    ("agym.customers_account.get_balances(1, extra_headers={'A': 1})", "error"),
    ("gym.map(gym.customers_account.get_balances, [1], retries=1)", "error"),
    ("gym.with_raw_response.customers_account.get_balances(1, max_retry=1)", "error"),
]

HEAD = """
from perfectgym_next import AsyncPerfectGym, CallOptions, PerfectGym

gym = PerfectGym("demo", api_key="key")
agym = AsyncPerfectGym("demo", api_key="key")
options: CallOptions = {"timeout": 3, "extra_headers": {"A": "b"}}
"""


@pytest.fixture(scope="module", params=[mypy, pytest.param(pyright, marks=pytest.mark.slow)], ids=["mypy", "pyright"])
def verdicts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a type checker says about each expression."""
    file: Path = tmp_path_factory.mktemp("types") / "expressions.py"
    head = HEAD.strip().splitlines()
    file.write_text("\n".join([*head, *(f"reveal_type({one})" for one, _ in TYPES)]) + "\n", encoding="utf-8")
    said = request.param(file)
    assert not [line for line in said if line <= len(head)]
    return {one: " ".join(said.get(line, [])) for line, (one, _) in enumerate(TYPES, start=len(head) + 1)}


@pytest.mark.parametrize(("expression", "expected"), TYPES)
def test_a_type_checker(expression: str, expected: str, verdicts: dict[str, str]) -> None:
    said = verdicts[expression]
    assert ("error: " in said) == (expected == "error"), said
    if expected != "error":
        assert re.findall(r' is "([^"]*)"', without_modules(said))[-1] == expected
