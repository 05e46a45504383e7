"""What a cold start loads, counted in modules: a count is the same on every machine, a time is not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from perfectgym_next.testing import TEST_KEY, EmbeddedApi

NEVER = {
    "asyncio",
    "babel",
    "concurrent.futures",
    "dateutil",
    "multiprocessing",
    "perfectgym_next.limits.redis",
    "perfectgym_next_generated.currencies",
    "perfectgym_next._core.schema_mismatch",
    "perfectgym_next.pagination",
    "perfectgym_next.terms",
    "perfectgym_next.testing",
    "perfectgym_next.uploads",
    "redis",
    "rich",
    "zoneinfo",
}
"""What a balance does not need."""

RESOLVED = """
from perfectgym_next import PerfectGym
gym = PerfectGym("demo", api_key="key")
gym.customers_account.get_balances
"""

ANSWERED = """
import sys
from perfectgym_next import PerfectGym
gym = PerfectGym(base_url=sys.argv[1], api_key=sys.argv[2])
balances = gym.customers_account.get_balances(1001)
assert balances.to_dict()
"""

BARE = """
import sys
import httpx
client = httpx.Client()
address = sys.argv[1] + "/v1/customers/1001/account/balances"
assert client.get(address, headers={"X-API-KEY": sys.argv[2]}).status_code == 200
"""


def loaded(code: str, *arguments: str) -> set[str]:
    """The modules that a fresh process has loaded after running some code."""
    code = f"import sys\nsys.modules['click'] = None  # without its command line httpx loads no rich\n{code}"
    code += "\nimport sys\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def listing(modules: set[str]) -> str:
    return f"{len(modules)} modules: {' '.join(sorted(modules))}"


@pytest.fixture(scope="module")
def arguments() -> Iterator[tuple[str, str]]:
    """Where the embedded API is, and its key."""
    with EmbeddedApi().serve() as server:
        yield server.url, TEST_KEY


@pytest.fixture(scope="module")
def bare(arguments: tuple[str, str]) -> set[str]:
    return loaded(BARE, *arguments)


@pytest.fixture(scope="module")
def answered(arguments: tuple[str, str]) -> set[str]:
    return loaded(ANSWERED, *arguments)


class TestColdStart:
    def test_a_client_with_an_operation_at_hand_loads_at_most_30_modules_beyond_httpx(self) -> None:
        more = loaded("import httpx\n" + RESOLVED) - loaded("import httpx")
        assert len(more) <= 30, listing(more)

    def test_a_client_with_an_operation_at_hand_does_not_load_httpx(self) -> None:
        assert not {"httpx", "httpcore", "msgspec", "attr", "perfectgym_next.transport"} & loaded(RESOLVED)

    def test_an_answer_loads_at_most_64_modules_beyond_a_bare_get_of_httpx(
        self, bare: set[str], answered: set[str]
    ) -> None:
        more = answered - bare
        assert len(more) <= 64, listing(more)

    def test_an_answer_loads_the_models_it_holds_and_no_others(self, answered: set[str]) -> None:
        models = {name for name in answered if name.startswith("perfectgym_next_generated.models.")}
        assert models == {f"perfectgym_next_generated.models.{name}" for name in ("customer_account_balance", "money")}

    @pytest.mark.parametrize("module", sorted(NEVER))
    def test_an_answer_does_not_load(self, answered: set[str], module: str) -> None:
        assert module not in answered


class TestLowFloors:
    @pytest.mark.parametrize("module", ["money", "terms", "timestamps", "enums", "errors", "pagination"])
    def test_are_imported_without_http_and_without_generated_code(self, module: str) -> None:
        modules = loaded(f"import perfectgym_next.{module}")
        assert f"perfectgym_next.{module}" in modules
        assert not {"httpx", "msgspec", "perfectgym_next.client", "perfectgym_next_generated"} & modules

    def test_the_index_of_models_loads_no_model(self) -> None:
        modules = loaded("import perfectgym_next.models; dir(perfectgym_next.models)")
        assert not [name for name in modules if name.startswith("perfectgym_next_generated.models.")]


class TestPytest:
    def test_the_plugin_loads_nothing_that_no_fixture_has_asked_for(self) -> None:
        more = loaded("import perfectgym_next.testing.plugin") - loaded("import pytest")
        assert more == {"perfectgym_next", "perfectgym_next.testing", "perfectgym_next.testing.plugin"}, listing(more)
