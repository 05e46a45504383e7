"""`with_raw_response`: the methods of all resources, returning the whole response."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import AsyncPerfectGym, PerfectGym, Response, models
from perfectgym_next.errors import (
    ApiTimeoutError,
    ConfigurationError,
    NotFoundError,
    PaginationError,
    ResponseFormatError,
)
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from perfectgym_next.testing._openapi.description import Operation
from perfectgym_next.transport import handler_transport
from tests.client.test_pagination import ids, page, queries
from tests.support.both_clients import BOTH, called
from tests.support.fault_server import FaultServer, stall
from tests.support.scripted import BASE_URL, Service, answer
from tests.support.shipped import OPERATIONS, arguments, is_sliced, method_of
from tests.support.type_checkers import mypy, pyright, without_modules

BALANCE = {"inDebtCollection": False, "accountBalance": {"amount": 1.5, "currency": "EUR"}}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The address of the embedded API, behind a real socket."""
    with EmbeddedApi().serve() as server:
        yield server.url


def scripted(client: str, service: Service, call: Callable[[Any], Any]) -> Any:
    """Call one of both clients of a scripted service."""
    return called(client, BASE_URL, call, transport=handler_transport(service))


@BOTH
@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
class TestEveryOperation:
    def test_takes_what_its_method_takes(self, operation: Operation, client: str) -> None:
        gym: Any = Service().client() if client == "sync" else Service().async_client()
        method, raw = method_of(gym, operation), method_of(gym.with_raw_response, operation)
        assert inspect.iscoroutinefunction(raw) is (client == "async")
        one, other = inspect.signature(method), inspect.signature(raw)
        assert one.parameters == other.parameters
        result = re.sub(r"\.(Async)?Pager\[", ".Slice[", one.return_annotation)
        assert other.return_annotation == f"perfectgym_next.Response[{result}]"
        assert (inspect.getdoc(raw) or "").endswith(inspect.getdoc(method) or "no documentation")

    def test_sends_what_its_method_sends(self, operation: Operation, client: str) -> None:
        given = arguments(operation)
        services = [Service(answer(404)) for _ in range(2)]

        def plainly(gym: Any) -> Any:
            result = method_of(gym, operation)(**given)
            return result.collect() if is_sliced(operation) else result

        for service, call in zip(
            services, (plainly, lambda gym: method_of(gym.with_raw_response, operation)(**given)), strict=True
        ):
            with pytest.raises(NotFoundError):
                scripted(client, service, call)
        [[one], [other]] = [service.sent for service in services]
        assert (one.method, one.path) == (other.method, other.path)
        if "multipart" not in one.headers.get("content-type", ""):  # its boundary is random
            assert one.body == other.body


class TestTheResponse:
    @BOTH
    def test_has_status_headers_bytes_and_the_parsed_body(self, client: str, url: str) -> None:
        response = called(
            client, url, lambda gym: gym.with_raw_response.customers_account.get_balances(1001), api_key=TEST_KEY
        )
        assert isinstance(response, Response)
        assert (response.status, response.attempts) == (200, 1)
        assert response.headers["content-type"] == "application/json"
        assert models.CustomerAccountBalance.from_dict(json.loads(response.content)) == response.parsed
        assert response.operation.name == "customers_account.get_balances"

    @BOTH
    def test_counts_attempts(self, client: str) -> None:
        service = Service(answer(429, Retry_After="0"), answer(200, BALANCE))
        response = scripted(client, service, lambda gym: gym.with_raw_response.customers_account.get_balances(7))
        assert response.attempts == 2
        assert response.parsed.in_debt_collection is False

    @BOTH
    def test_of_an_operation_without_a_result_has_none(self, client: str) -> None:
        response = scripted(
            client, Service(answer(204)), lambda gym: gym.with_raw_response.studios.confirm_activation()
        )
        assert (response.status, response.content, response.parsed) == (204, b"", None)

    @BOTH
    def test_that_does_not_fit_is_an_error_all_the_same(self, client: str) -> None:
        with pytest.raises(ResponseFormatError, match="inDebtCollection"):
            scripted(
                client,
                Service(answer(200, {})),
                lambda gym: gym.with_raw_response.customers_account.get_balances(7),
            )

    @BOTH
    def test_is_waited_for_as_long_as_the_call_says(self, client: str) -> None:
        with FaultServer(stall) as server, pytest.raises(ApiTimeoutError):
            called(
                client,
                server.url,
                lambda gym: gym.with_raw_response.customers_account.get_balances(7, timeout=0.1),
                timeout=60,
                max_retries=0,
            )

    @BOTH
    @pytest.mark.parametrize("timeout", [0, -1, float("inf"), "5"])
    def test_refuses_the_timeouts_that_the_method_refuses(self, client: str, timeout: Any) -> None:
        for call in (
            lambda gym: gym.with_raw_response.customers_account.get_balances(7, timeout=timeout),
            lambda gym: gym.with_raw_response.customers_account.list_transactions(7, timeout=timeout),
        ):
            service = Service()
            with pytest.raises(ConfigurationError, match="timeout"):
                scripted(client, service, call)
            assert service.sent == []


class TestASlicedList:
    @BOTH
    def test_is_one_slice(self, client: str) -> None:
        service = Service(page([1, 2], offset="2"))
        response = scripted(
            client,
            service,
            lambda gym: gym.with_raw_response.customers_account.list_transactions(7, slice_size=2, offset="0"),
        )
        assert ids(response.parsed.entries) == [1, 2]
        assert (response.parsed.has_next, response.parsed.next_offset) == (True, "2")
        assert queries(service) == [{"sliceSize": ["2"], "offset": ["0"]}]

    def test_goes_on_from_slice_to_slice(self) -> None:
        service = Service(page([1, 2], offset="2"), page([3], offset="3", more=False))
        account = service.client().with_raw_response.customers_account
        first = account.list_transactions(7)
        last = account.list_transactions(7, offset=first.parsed.next_offset)
        assert ids(first.parsed.entries + last.parsed.entries) == [1, 2, 3]
        assert last.parsed.next_offset is None

    def test_hands_on_to_a_pager(self) -> None:
        service = Service(page([1, 2], offset="2"), page([3], offset="3"), page([4]))
        gym = service.client()
        first = gym.with_raw_response.customers_account.list_transactions(7)
        assert ids(list(gym.customers_account.list_transactions(7, offset=first.parsed.next_offset))) == [3, 4]

    @BOTH
    def test_that_does_not_say_where_it_goes_on_is_no_end_of_the_list(self, client: str) -> None:
        response = scripted(
            client,
            Service(page([1], more=True)),
            lambda gym: gym.with_raw_response.customers_account.list_transactions(7),
        )
        assert ids(response.parsed.entries) == [1]
        with pytest.raises(PaginationError, match="hasNext is true"):
            _ = response.parsed.next_offset

    @BOTH
    def test_refuses_a_position_before_it_is_sent(self, client: str) -> None:
        pager = Service(page([1, 2], offset="2")).client().customers_account.list_transactions(7)
        next(iter(pager))
        for offset, customer in ((pager.resume_offset, 7), (pager.resume_offset, 8), (pager.resume_offset[:-3], 7)):
            service = Service()
            with pytest.raises(ValueError, match="position"):
                scripted(
                    client,
                    service,
                    lambda gym: gym.with_raw_response.customers_account.list_transactions(
                        customer,  # noqa: B023 - called at once
                        offset=offset,  # noqa: B023
                    ),
                )
            assert service.sent == []


class TestClients:
    def test_made_by_with_options_have_their_own(self) -> None:
        service = Service(answer(200, BALANCE))
        gym = service.client()
        assert gym.with_raw_response is gym.with_raw_response
        other = gym.with_options(language="pl")
        assert other.with_raw_response is not gym.with_raw_response
        other.with_raw_response.customers_account.get_balances(7)
        gym.with_raw_response.customers_account.get_balances(7)
        assert [sent.headers.get("accept-language") for sent in service.sent] == ["pl", None]

    def test_of_a_subclass_send_by_it(self) -> None:
        sent: list[str] = []

        class Noting(PerfectGym):
            def send_detailed(self, request: Any, /, **options: Any) -> Response[Any]:
                sent.append(request.operation.name)
                return super().send_detailed(request, **options)

        service = Service(answer(200, BALANCE))
        made = service.client()
        gym = Noting(base_url="https://gym.invalid", api_key="key", transport=made._transport)
        assert gym.with_raw_response.customers_account.get_balances(7).status == 200
        assert sent == ["customers_account.get_balances"]

    @pytest.mark.parametrize("cls", [PerfectGym, AsyncPerfectGym])
    def test_have_the_same_resources_in_it(self, cls: type[PerfectGym] | type[AsyncPerfectGym]) -> None:
        gym = cls("demo", api_key="key")
        tags = {name.partition(".")[0] for name in OPERATIONS}
        raw = {name for name in dir(gym.with_raw_response) if not name.startswith("_")}
        assert raw == tags
        methods = {
            f"{tag}.{name}" for tag in tags for name in dir(getattr(gym.with_raw_response, tag)) if name[0] != "_"
        }
        assert methods == set(OPERATIONS)

    def test_share_no_method_that_was_made_twice_by_threads(self) -> None:
        service = Service(answer(200, {"result": [], "hasNext": False}))
        with service.client() as gym, ThreadPoolExecutor(8) as threads:
            calls = [
                threads.submit(lambda: gym.with_raw_response.customers_account.list_upcoming_transactions(7))
                for _ in range(64)
            ]
            assert {call.result().status for call in calls} == {200}

    def test_pay_nothing_for_it_before_they_use_it(self) -> None:
        code = """
from perfectgym_next import PerfectGym
from perfectgym_next._core.raw_response import RawMethod
from perfectgym_next_generated.api import customers
with PerfectGym("demo", api_key="key") as gym:
    gym.customers.get_customer
    made = [one for one in vars(customers.CustomersWithRawResponse).values() if type(one) is RawMethod]
    assert len(made) == 27, made
    assert "with_raw_response" not in vars(gym)
"""
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


TYPES = [
    ("gym.with_raw_response.customers_account.get_balances(1)", "Response[CustomerAccountBalance]"),
    ("gym.with_raw_response.customers_account.get_balances(1, timeout=3).parsed", "CustomerAccountBalance"),
    ("gym.with_raw_response.customers_account.get_balances(1).headers", "dict[str, str]"),
    ("gym.with_raw_response.customers_account.list_transactions(1, offset='x')", "Response[Slice[BookingEntry]]"),
    ("gym.with_raw_response.customers_account.list_transactions(1).parsed.entries", "list[BookingEntry]"),
    ("gym.with_raw_response.customers_account.list_transactions(1).parsed.next_offset", "str | None"),
    ("gym.with_raw_response.studios.confirm_activation()", "Response[None]"),
    ("gym.with_raw_response.devices.list_devices()", "Response[list[Device]]"),
    (
        "[agym.with_raw_response.customers_account.get_balances(1)]",
        "list[Coroutine[Any, Any, Response[CustomerAccountBalance]]]",
    ),
    ("[agym.with_raw_response.classes.list_classes()]", "list[Coroutine[Any, Any, Response[Slice[Class]]]]"),
    ("gym.send_detailed(customers_account.get_balances(1))", "Response[CustomerAccountBalance]"),
    ("gym.send(customers_account.list_transactions(1)).next_offset", "str | None"),
    ("gym.with_raw_response.customers_account.get_balances('x')", "error"),
    ("gym.with_raw_response.customers_account.get_balances()", "error"),
    ("gym.with_raw_response.customers_account.get_balances(1, timeout='x')", "error"),
    ("agym.with_raw_response.customers_account.list_transactions(1, slice=3)", "error"),
    ("gym.with_raw_response.customers_account.get_nothing(1)", "error"),
    ("gym.with_raw_response.nothing", "error"),
    ("customers_account.get_balances('x')", "error"),
]

HEAD = """
from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next_generated.api import customers_account

gym = PerfectGym("demo", api_key="key")
agym = AsyncPerfectGym("demo", api_key="key")
"""


@pytest.fixture(scope="module", params=[mypy, pytest.param(pyright, marks=pytest.mark.slow)], ids=["mypy", "pyright"])
def verdicts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a type checker says about each expression."""
    return said_by(request.param, tmp_path_factory.mktemp("types") / "expressions.py")


def said_by(checker: Callable[[Path], dict[int, list[str]]], file: Path) -> dict[str, str]:
    head = HEAD.strip().splitlines()
    file.write_text("\n".join([*head, *(f"reveal_type({one})" for one, _ in TYPES)]) + "\n", encoding="utf-8")
    said = checker(file)
    assert not [line for line in said if line <= len(head)]
    return {one: " ".join(said.get(line, [])) for line, (one, _) in enumerate(TYPES, start=len(head) + 1)}


@pytest.mark.parametrize(("expression", "expected"), TYPES)
def test_a_type_checker(expression: str, expected: str, verdicts: dict[str, str]) -> None:
    said = verdicts[expression]
    assert ("error: " in said) == (expected == "error"), said
    if expected != "error":
        revealed = re.findall(r' is "([^"]*)"', without_modules(said).replace("CoroutineType[", "Coroutine["))
        assert revealed[-1] == expected
