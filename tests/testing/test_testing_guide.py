"""The code of docs/testing.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import PerfectGym
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.embedded import run_pytest

GUIDE = (Path(__file__).parents[2] / "docs" / "testing.md").read_text(encoding="utf-8")
FIRST, *BLOCKS = re.findall(r"^```python\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
(RECIPE,) = re.findall(r"^```py\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


def test_the_first_test_passes(tmp_path: Path) -> None:
    ended = run_pytest(tmp_path, FIRST)
    assert "1 passed" in ended.stdout, ended.stdout + ended.stderr


def test_the_other_examples_run() -> None:
    names: dict[str, Any] = {}
    assert len(BLOCKS) == 12
    for block in BLOCKS:
        exec(compile(block, "docs/testing.md", "exec"), names)


def test_the_table_of_assumptions_names_the_habits() -> None:
    table = GUIDE.partition("## What we assume")[2]
    for word in ("[Europe/Berlin]", "null", "HEAD", "429", "503", "offset"):
        assert word in table


def test_each_assumption_says_where_it_comes_from() -> None:
    table = GUIDE.partition("## What we assume")[2].partition("\n## ")[0]
    rows = [row.strip("| ").split(" | ") for row in table.splitlines() if row.startswith("| ")][1:]
    assert len(rows) > 35
    evidence = re.compile(r"\b(pages?|description|examples|texts|scopes|guess)\b|of others")
    for row in rows:
        assert len(row) == 3, row
        assert evidence.search(row[1]), row


def test_what_is_not_modelled_is_named_for_each_area() -> None:
    table = GUIDE.partition("## What the vendor's pages say")[2]
    areas = {row.strip("| ").split(" | ")[0] for row in table.splitlines() if row.startswith("| ")}
    assert {"all operations", "lists", "classes", "account", "debt collection", "idle periods", "payments"} <= areas


def test_the_cassette_recipe_records_no_key_and_nobody(tmp_path: Path) -> None:
    pytest.importorskip("vcr", reason="vcrpy is not installed")
    names: dict[str, Any] = {}
    exec(compile(RECIPE, "docs/testing.md", "exec"), names)
    api = EmbeddedApi()
    cassette = str(tmp_path / "one.yaml")
    with api.serve() as server:
        with names["recorder"].use_cassette(cassette), PerfectGym(base_url=server.url, api_key=TEST_KEY) as gym:
            customer = gym.customers.get_customer(1001)
            pin = next(medium.value for medium in customer.access_mediums or [] if medium.type_ == "PIN")
            gym.customers.get_customer_by(pin=pin)
            recorded = gym.customers_account.get_balances(1001)
        url = server.url
    text = Path(cassette).read_text(encoding="utf-8")
    for secret in (TEST_KEY, customer.last_name, customer.email, str(customer.date_of_birth), pin):
        assert str(secret) not in text
    with names["recorder"].use_cassette(cassette), PerfectGym(base_url=url, api_key="other-key") as gym:
        assert gym.customers.get_customer(1001).first_name == "***"
        replayed = gym.customers_account.get_balances(1001)
    assert replayed.account_balance == recorded.account_balance
