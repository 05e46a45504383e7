"""The vendor's servers by name: what each needs, where the name comes from, and tenants of one client."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from perfectgym_next import NO_KEY, AsyncPerfectGym, ConfigurationError, Environment, PerfectGym
from perfectgym_next.transport import handler_transport
from perfectgym_next_generated import ENVIRONMENTS
from tests.support.both_clients import BOTH, called
from tests.support.leaks import find_leak
from tests.support.scripted import KEY, Service, answer

CLIENTS: dict[str, Any] = {"sync": PerfectGym, "async": AsyncPerfectGym}
BALANCE = {"inDebtCollection": False}
VARIABLES = ("TENANT", "BASE_URL", "ENVIRONMENT", "API_KEY")
PRODUCTION = "https://my-gym.open-api.perfectgym.com"
SANDBOX = "https://my-gym.open-api.sandbox.perfectgym.com"
DEMO = "https://open-api-demo.open-api.perfectgym.com"
MOCK = "https://redocly.sportalliance.com/_mock/apis/perfectgym/openapi/openapi"


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(f"PERFECTGYM_{name}", raising=False)


def address(client: str, **options: Any) -> str:
    url: str = CLIENTS[client](**{"api_key": KEY, **options})._config.base_url
    return url


def test_the_type_names_every_environment() -> None:
    assert list(get_args(Environment)) == list(ENVIRONMENTS) == ["demo", "mock", "production", "sandbox"]


@BOTH
class TestTheAddress:
    @pytest.mark.parametrize(
        ("variables", "options", "expected"),
        [
            ({}, {"tenant": "my-gym"}, PRODUCTION),
            ({}, {"tenant": "my-gym", "environment": "production"}, PRODUCTION),
            ({}, {"tenant": "My-Gym", "environment": "sandbox"}, SANDBOX),
            ({}, {"environment": "demo"}, DEMO),
            ({}, {"environment": "mock"}, MOCK),
            ({"ENVIRONMENT": "sandbox"}, {"tenant": "my-gym"}, SANDBOX),
            ({"ENVIRONMENT": "sandbox", "TENANT": "my-gym"}, {}, SANDBOX),
            ({"ENVIRONMENT": "demo"}, {}, DEMO),
            ({"TENANT": "my-gym"}, {"environment": "sandbox"}, SANDBOX),
            ({"TENANT": "other", "ENVIRONMENT": "demo"}, {"tenant": "my-gym", "environment": "sandbox"}, SANDBOX),
            ({"TENANT": "my-gym"}, {"environment": "demo"}, DEMO),
            ({"TENANT": "my-gym"}, {"environment": "mock"}, MOCK),
            ({"BASE_URL": "https://gym.example"}, {"tenant": "my-gym"}, PRODUCTION),
            ({"BASE_URL": "https://gym.example"}, {"environment": "demo"}, DEMO),
            ({"ENVIRONMENT": "sandbox", "TENANT": "x"}, {"base_url": "https://gym.example"}, "https://gym.example"),
            ({"ENVIRONMENT": "", "TENANT": "my-gym"}, {}, PRODUCTION),
        ],
    )
    def test_is_that_of_arguments_and_variables(
        self,
        client: str,
        variables: dict[str, str],
        options: dict[str, Any],
        expected: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(f"PERFECTGYM_{name}", value)
        assert address(client, **options) == expected

    @pytest.mark.parametrize(
        ("variables", "options", "message"),
        [
            ({}, {"environment": "sandbox"}, r"environment 'sandbox' needs tenant= \(PERFECTGYM_TENANT\) and api_key="),
            ({}, {"environment": "production"}, r"the client needs tenant= \(PERFECTGYM_TENANT\) and api_key="),
            ({}, {"environment": "demo"}, r"environment 'demo' needs api_key= \(PERFECTGYM_API_KEY\): as argument or"),
            ({}, {}, "the client needs tenant= or base_url= .* and api_key="),
            (
                {},
                {"environment": "prod"},
                "invalid environment 'prod': expected 'demo', 'mock', 'production', 'sandbox'",
            ),
            ({"ENVIRONMENT": "Demo"}, {"tenant": "a"}, "invalid PERFECTGYM_ENVIRONMENT 'Demo': expected 'demo', "),
            ({}, {"environment": "my s3cret"}, "invalid environment: expected 'demo'"),
            ({}, {"environment": 1}, "invalid environment: expected 'demo'"),
            ({}, {"environment": "demo", "tenant": "my-gym"}, "tenant and environment 'demo' exclude each other"),
            ({}, {"environment": "mock", "tenant": "my-gym"}, "tenant and environment 'mock' exclude each other"),
            ({"ENVIRONMENT": "demo"}, {"tenant": "a"}, "tenant and PERFECTGYM_ENVIRONMENT 'demo' exclude each other"),
            (
                {"ENVIRONMENT": "demo", "TENANT": "my-gym"},
                {},
                "PERFECTGYM_TENANT and PERFECTGYM_ENVIRONMENT 'demo' exclude each other",
            ),
            ({}, {"environment": "demo", "base_url": "https://s3cret"}, "environment and base_url exclude each other"),
            (
                {"ENVIRONMENT": "demo", "BASE_URL": "https://s3cret"},
                {},
                "PERFECTGYM_ENVIRONMENT and PERFECTGYM_BASE_URL exclude each other",
            ),
            ({}, {"environment": "sandbox", "tenant": "a.b"}, "'a.b': .* of <tenant>.open-api.sandbox.perfectgym.com"),
            ({}, {"environment": "sandbox", "tenant": ""}, "invalid tenant: "),
        ],
    )
    def test_is_refused_with_what_is_missing_or_wrong(
        self,
        client: str,
        variables: dict[str, str],
        options: dict[str, Any],
        message: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(f"PERFECTGYM_{name}", value)
        with pytest.raises(ConfigurationError, match=message) as caught:
            CLIENTS[client](**options)
        assert find_leak("s3cret", caught.value) is None


@BOTH
class TestTheKey:
    def test_of_a_studio_does_not_go_to_the_mock_server(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PERFECTGYM_API_KEY", "of-a-studio")
        service = Service(answer(200, BALANCE))
        for options in ({}, {"api_key": "chosen"}):
            gym = CLIENTS[client](environment="mock", transport=handler_transport(service), **options)
            _balances(client, gym)
        assert [sent.headers["x-api-key"] for sent in service.sent] == ["none", "chosen"]
        assert service.sent[0].path.startswith("/_mock/apis/perfectgym/openapi/openapi/v1/customers/")

    def test_of_the_environment_goes_to_the_demo_tenant(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PERFECTGYM_API_KEY", "of-the-demo")
        assert CLIENTS[client](environment="demo")._config.api_key.reveal() == "of-the-demo"


@BOTH
class TestAnotherTenant:
    def test_has_its_own_address_and_key_on_the_same_connections(self, client: str) -> None:
        service = Service(answer(200, BALANCE))
        gym = CLIENTS[client]("north", environment="sandbox", api_key=KEY, transport=handler_transport(service))
        south = gym.with_options(tenant="South", api_key="of-the-south")
        again = south.with_options(tenant="north", api_key=KEY).with_options(timeout=3)
        for one in (gym, south, again):
            _balances(client, one)
        assert [(sent.headers["host"].partition(".")[0], sent.headers["x-api-key"]) for sent in service.sent] == [
            ("north", KEY),
            ("south", "of-the-south"),
            ("north", KEY),
        ]
        assert service.sent[1].headers["host"] == "south.open-api.sandbox.perfectgym.com"

    def test_needs_its_own_key(self, client: str) -> None:
        gym = CLIENTS[client]("north", api_key=KEY)
        with pytest.raises(ConfigurationError, match=r"with_options\(tenant=\.\.\.\) needs api_key=") as caught:
            gym.with_options(tenant="south")
        assert KEY not in str(caught.value)
        assert gym.with_options(tenant="north")._config.api_key.reveal() == KEY

    def test_of_a_chain_without_a_key_may_get_it_later(self, client: str) -> None:
        chain = CLIENTS[client]("north", api_key=NO_KEY).with_options(tenant="south")
        assert chain._config.base_url == "https://south.open-api.perfectgym.com"
        with pytest.raises(ConfigurationError, match="NO_KEY"):
            called(client, "https://gym.invalid", lambda _: chain.verify_key())
        assert chain.with_options(api_key="k")._config.base_url == "https://south.open-api.perfectgym.com"

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"base_url": "http://127.0.0.1:1"}, "was made with a base URL, which has no tenant: make another client"),
            ({"environment": "demo"}, "tenant and environment 'demo' exclude each other"),
        ],
    )
    def test_is_refused_where_there_is_only_one(self, client: str, options: dict[str, Any], message: str) -> None:
        gym = CLIENTS[client](api_key=KEY, **options)
        with pytest.raises(ConfigurationError, match=message):
            gym.with_options(tenant="south", api_key="k")

    @pytest.mark.parametrize("tenant", ["a.b", "", None, 7])
    def test_is_checked(self, client: str, tenant: Any) -> None:
        gym = CLIENTS[client]("north", api_key=KEY)
        with pytest.raises(ConfigurationError, match="tenant"):
            gym.with_options(tenant=tenant, api_key="k")

    def test_is_not_read_from_the_environment(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        gym = CLIENTS[client]("north", api_key=KEY)
        monkeypatch.setenv("PERFECTGYM_ENVIRONMENT", "sandbox")
        assert gym.with_options(tenant="south", api_key="k")._config.base_url == "https://south.open-api.perfectgym.com"


def _balances(client: str, gym: Any) -> None:
    import asyncio

    result = gym.customers_account.get_balances(7)
    if client == "async":

        async def run() -> None:
            await result

        asyncio.run(run())
