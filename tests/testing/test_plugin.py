"""The pytest plugin, in a pytest of its own."""

from __future__ import annotations

from pathlib import Path

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


def test_tells_what_it_offers(tmp_path: Path) -> None:
    shown = run_pytest(tmp_path, SUITE, "--fixtures").stdout
    for name in ("perfectgym_api", "perfectgym", "async_perfectgym", "perfectgym_client"):
        assert f"\n{name} " in shown
