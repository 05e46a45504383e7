"""What docs/generated.md and docs/migrating.md say of the generator's plain output is what it does."""

from __future__ import annotations

import copy
import importlib
import io
import json
import os
import pickle
import re
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from perfectgym_next import PerfectGym
from perfectgym_next.models import ClassSlot, ClassSlotBookingResult, CustomerAccountBalance
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from perfectgym_next_generated.api import customers

fcntl = pytest.importorskip("fcntl", reason="workers share the output through POSIX file locks")
ROOT = Path(__file__).parents[2]
PACKAGE = "perfect_gym_next_api_client"
PAGE = (ROOT / "docs" / "migrating.md").read_text("utf-8")
MOMENT = "2022-06-22T08:00:00.000+02:00[Europe/Berlin]"
BALANCE = {"inDebtCollection": False, "accountBalance": {"amount": 20.0, "currency": "EUR"}}
BOOKING = {
    "bookingId": 1,
    "bookingStatus": "MOVED",
    "classSlotId": 1,
    "classId": 1,
    "customerId": 1,
    "classSlotStatus": "PLANNED",
    "participantStatus": "UNSET",
}


def generate(folder: Path) -> None:
    config = folder / "config.yaml"
    config.write_text("post_hooks: []\n", encoding="utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--config", str(config)]
    command += ["--path", str(ROOT / "openapi" / "perfectgym-next.json"), "--output-path", str(folder / PACKAGE)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """Import a module of the plain output for the vendor's description."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "plain-output"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first worker generates, the others wait for it
        if not (folder / "ready").exists():
            generate(folder)
            (folder / "ready").touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield lambda name: importlib.import_module(f"{PACKAGE}.{name}")
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


Call = Callable[[Callable[[httpx.Request], httpx.Response]], Any]


@pytest.fixture
def get_balance(plain: Callable[[str], Any]) -> Call:
    """Return a function that asks the plain output for a balance, with a handler for its request."""

    def call(handler: Callable[[httpx.Request], httpx.Response]) -> Any:
        client = plain("client").AuthenticatedClient(base_url="https://my-gym.invalid", token=TEST_KEY)
        client.set_httpx_client(httpx.Client(base_url="https://my-gym.invalid", transport=httpx.MockTransport(handler)))
        return plain("api.customers_account.get_customers_account_balance_data").sync(1001, client=client)

    return call


class TestWhatThePageSaysOfThePlainOutput:
    def test_date_times_cannot_be_read(self, plain: Callable[[str], Any]) -> None:
        slot = {"id": 1, "additionalParticipants": 0, "startDateTime": MOMENT}
        with pytest.raises(ValueError, match="Invalid isoformat string"):
            plain("models").ClassSlot.from_dict(slot)
        assert ClassSlot.from_dict(slot).to_dict() == slot

    def test_null_cannot_be_read(self, plain: Callable[[str], Any]) -> None:
        null = {"inDebtCollection": False, "accountBalance": None}
        with pytest.raises(TypeError):
            plain("models").CustomerAccountBalance.from_dict(null)
        assert CustomerAccountBalance.from_dict(null).account_balance is None

    def test_a_new_value_of_an_enum_cannot_be_read(self, plain: Callable[[str], Any]) -> None:
        with pytest.raises(ValueError, match="'MOVED' is not a valid"):
            plain("models").ClassSlotBookingResult.from_dict(BOOKING)
        assert ClassSlotBookingResult.from_dict(BOOKING).booking_status == "MOVED"

    def test_amounts_are_floats(self, plain: Callable[[str], Any]) -> None:
        assert type(plain("models").CustomerAccountBalance.from_dict(BALANCE).account_balance.amount) is float
        balance = CustomerAccountBalance.from_dict(BALANCE).account_balance
        assert balance is not None
        assert type(balance.amount) is Decimal

    def test_an_error_is_a_result_and_a_503_is_none(self, get_balance: Call) -> None:
        refused = get_balance(lambda _: httpx.Response(403, json={"errorMessage": "no", "errorCode": "x"}))
        assert type(refused).__name__ == "ErrorResponse"
        assert get_balance(lambda _: httpx.Response(503, json={"errorMessage": "busy"})) is None

    def test_a_page_of_html_is_a_json_error(self, get_balance: Call) -> None:
        with pytest.raises(json.JSONDecodeError):
            get_balance(lambda _: httpx.Response(429, text="<html>too many requests</html>"))

    def test_the_client_has_no_timeout_and_shows_the_key(self, plain: Callable[[str], Any]) -> None:
        client = plain("client").AuthenticatedClient(base_url="https://my-gym.invalid", token=TEST_KEY)
        assert client.get_httpx_client().timeout == httpx.Timeout(None)
        assert TEST_KEY in repr(client)
        client.get_httpx_client().close()

    def test_missing_fields_are_unset(self, plain: Callable[[str], Any]) -> None:
        balance = plain("models").CustomerAccountBalance.from_dict({"inDebtCollection": False})
        assert balance.account_balance is plain("types").UNSET
        assert pickle.loads(pickle.dumps(balance)).account_balance is not plain("types").UNSET
        assert copy.deepcopy(balance).account_balance is not plain("types").UNSET

    def test_parameters_that_nobody_gave_are_sent(self, plain: Callable[[str], Any]) -> None:
        request = plain("api.customers.get_customers")._get_kwargs()
        assert request["params"] == {"sliceSize": 100, "customerStatus": "MEMBER"}
        assert customers.list_customers().query == [("sliceSize", "500")]

    def test_a_list_is_its_first_slice_and_an_operation_four_functions(self, plain: Callable[[str], Any]) -> None:
        module = plain("api.customers_account.get_customers_account_transaction_data")
        functions = {"sync", "sync_detailed", "asyncio", "asyncio_detailed"}
        assert functions <= {name for name, value in vars(module).items() if isinstance(value, types.FunctionType)}
        assert module._get_kwargs(1001)["params"]["sliceSize"] == 10


def printed(code: str, names: dict[str, Any]) -> str:
    with redirect_stdout(io.StringIO()) as text:
        exec(compile(code, "docs/migrating.md", "exec"), names)
    return text.getvalue()


class TestMigrating:
    @pytest.fixture(autouse=True)
    def studio(self, monkeypatch: pytest.MonkeyPatch, plain: Callable[[str], Any]) -> Iterator[None]:
        with EmbeddedApi(nulls=False).serve() as server:  # the plain output does not read null
            monkeypatch.setenv("PERFECTGYM_BASE_URL", server.url)
            monkeypatch.delenv("PERFECTGYM_TENANT", raising=False)
            monkeypatch.delenv("PERFECTGYM_ENVIRONMENT", raising=False)
            monkeypatch.setenv("PERFECTGYM_API_KEY", TEST_KEY)
            yield

    @pytest.mark.parametrize("title", ["From httpx or requests", "From the output of openapi-python-client"])
    def test_prints_the_same_before_and_after(self, title: str) -> None:
        section = PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]
        before, after = re.findall(r"^```py(?:thon)?\n(.*?)^```", section, re.DOTALL | re.MULTILINE)[:2]
        names: dict[str, Any] = {"PerfectGym": PerfectGym}
        lines = printed(before, names)
        assert lines.count("\n") > 50
        assert printed(after, names) == lines
        if client := names.get("client"):
            client.get_httpx_client().close()
