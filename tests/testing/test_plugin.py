"""The pytest plugin, in a pytest of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfectgym_next.testing import FORMS
from tests.support.embedded import run_pytest

SUITE = """
import asyncio

import pytest
from perfectgym_next.models import CheckinVoucherRedeem
from perfectgym_next.testing import make


def test_a_client_in_front_of_an_api(perfectgym, perfectgym_api):
    balances = perfectgym.customers_account.get_balances(1001)
    assert str(balances.consumption_credit.amount) == "35.50"
    assert perfectgym_api.requests.one("customers_account.get_balances").status == 200


def test_an_async_client_in_front_of_the_same(async_perfectgym, perfectgym_api):
    async def first():
        async for entry in async_perfectgym.customers_account.list_transactions(1001):
            return entry

    assert asyncio.run(first()).id == 100100001
    assert len(perfectgym_api.requests) == 1


@pytest.mark.perfectgym(customers=2, key="of-my-own")
def test_arguments_by_a_marker(perfectgym):
    assert [customer.id for customer in perfectgym.customers.list_customers()][-1] <= 1002


def test_a_client_for_each_studio(perfectgym, perfectgym_api, perfectgym_client):
    perfectgym_api.add_studio("hamburg-key", seed=2)
    other = perfectgym_client("hamburg-key", max_retries=0)
    assert other.customers.get_customer(1001).email != perfectgym.customers.get_customer(1001).email


@pytest.mark.parametrize("turn", [1, 2])
def test_an_api_for_each_test(perfectgym, turn):
    assert perfectgym.checkin_vouchers.redeem_voucher(make(CheckinVoucherRedeem)).studio_access_code
"""


def test_gives_an_api_and_both_clients(tmp_path: Path) -> None:
    ended = run_pytest(tmp_path, SUITE, "--strict-markers", "-W", "error")
    assert ended.returncode == 0, ended.stdout
    assert "6 passed" in ended.stdout


def test_ignores_what_the_environment_says_of_a_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFECTGYM_ENVIRONMENT", "demo")
    monkeypatch.setenv("PERFECTGYM_TENANT", "my-gym")
    ended = run_pytest(tmp_path, SUITE)
    assert "6 passed" in ended.stdout


def test_tells_what_it_offers(tmp_path: Path) -> None:
    shown = run_pytest(tmp_path, SUITE, "--fixtures").stdout
    for name in ("perfectgym_api", "perfectgym", "async_perfectgym", "perfectgym_client", "perfectgym_form"):
        assert f"\n{name} " in shown


FORM_SUITE = """
import pytest
from perfectgym_next.testing import EmbeddedApi


@pytest.fixture(scope="session")
def own_api(perfectgym_form):
    return EmbeddedApi(customers=5, **perfectgym_form)


def ends(api):
    checkin = api.handle("GET", "/v1/customers/1001/activities/checkins", "", {"X-API-KEY": "embedded-api-test-key"})
    text = checkin.body.decode().partition('"checkInDateTime":"')[2].partition('"')[0]
    print("ends", text[-1])


def test_fixture(perfectgym, perfectgym_api):
    assert perfectgym.customers.list_checkins(1001).first().check_in_date_time.utcoffset() is not None
    ends(perfectgym_api)


def test_own(own_api):
    ends(own_api)


@pytest.mark.perfectgym(date_times="zone", customers=3)
@pytest.mark.parametrize("number", [1, 2])
def test_marker(perfectgym_api, number):
    ends(perfectgym_api)


def test_without_an_api():
    pass
"""


def test_runs_in_every_form(tmp_path: Path) -> None:
    ended = run_pytest(tmp_path, FORM_SUITE, "--perfectgym-forms=all", "-vv", "-s", "-W", "error", "--strict-markers")
    assert f"{4 * len(FORMS) + 1} passed" in ended.stdout, ended.stdout
    assert f"perfectgym: {4 * len(FORMS)} of {4 * len(FORMS) + 1} tests run in the forms default, zone" in ended.stdout
    for form in FORMS:
        for test in ("fixture", "own"):
            assert f"test_{test}[{form}]" in ended.stdout


def test_runs_in_the_given_forms_only(tmp_path: Path) -> None:
    ended = run_pytest(tmp_path, FORM_SUITE, "--perfectgym-forms=utc,no-nulls,utc", "-vv", "-s")
    assert "9 passed" in ended.stdout, ended.stdout
    last = dict(re.findall(r"::test_(\S+) ends (\S)", ended.stdout))
    assert last == {
        "fixture[utc]": "Z",
        "own[utc]": "Z",
        "fixture[no-nulls]": "0",
        "own[no-nulls]": "0",
        **{f"marker[{form}-{number}]": "]" for form in ("utc", "no-nulls") for number in (1, 2)},
    }


def test_without_the_option_names_stay_as_they_are(tmp_path: Path) -> None:
    ended = run_pytest(tmp_path, FORM_SUITE, "-vv")
    assert "5 passed" in ended.stdout, ended.stdout
    assert "test_fixture PASSED" in ended.stdout


def test_a_form_that_does_not_exist_is_one_clear_error(tmp_path: Path) -> None:
    for given, problem in (("utk", "unknown form 'utk'"), ("utc,", "unknown form ''"), ("", "unknown form ''")):
        ended = run_pytest(tmp_path, FORM_SUITE, f"--perfectgym-forms={given}")
        assert ended.returncode == 4
        (line,) = [line for line in ended.stderr.splitlines() if line]
        assert f"invalid --perfectgym-forms={given}: " in line
        assert problem in line


@pytest.mark.parametrize(
    "suite",
    [
        """
import pytest
from perfectgym_next.testing import EmbeddedApi


@pytest.fixture
def perfectgym_api():
    return EmbeddedApi()


def test_one(perfectgym):
    pass
""",
        """
import unittest
import pytest


@pytest.mark.usefixtures("perfectgym_api")
class TestOld(unittest.TestCase):
    def test_one(self):
        pass
""",
    ],
    ids=["own fixture", "unittest"],
)
def test_an_api_that_does_not_take_the_form_is_one_clear_error(tmp_path: Path, suite: str) -> None:
    assert run_pytest(tmp_path, suite).returncode == 0
    ended = run_pytest(tmp_path, suite, "--perfectgym-forms=all")
    assert ended.returncode == 4
    assert "cannot run in the forms of --perfectgym-forms: test_suite.py::" in ended.stderr


def test_forms_run_in_several_processes(tmp_path: Path) -> None:
    pytest.importorskip("xdist", reason="pytest-xdist is not installed")
    ended = run_pytest(tmp_path, FORM_SUITE, "--perfectgym-forms=utc,zone", "-p", "xdist", "-n", "2")
    assert "9 passed" in ended.stdout, ended.stdout
