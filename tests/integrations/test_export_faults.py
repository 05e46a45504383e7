"""Exports under faults: no row is lost and none is there twice, by the keys of the API's own state."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import Studios
from perfectgym_next.testing import EmbeddedApi
from tests.support.chain_server import make_chain, studio_key
from tests.support.embedded import Ask, make_ask, walk
from tests.support.exports import plan, read

STUDIOS, CUSTOMERS = 3, 25
TABLES = ("customers", "contracts", "transactions", "class_bookings")
OPERATIONS = (
    "customers.list_customers",
    "customers.list_contracts",
    "customers_account.list_transactions",
    "classes.list_class_bookings",
)
MAX_ROUNDS = 30

FAULTS: dict[str, dict[str, Any]] = {
    "429": {"status": 429, "headers": {"Retry-After": "0"}},
    "503": {"status": 503, "headers": {"Retry-After": "0"}},
    "500": {"status": 500},
    "reset": {"kind": "reset"},
    "malformed": {"kind": "malformed"},
    "slow": {"delay": 0.2},
}


def digest(keys: Iterable[object]) -> str:
    """Return a digest of keys that depends on how often each is there, and not on their order."""
    return hashlib.sha256("\n".join(sorted(map(repr, keys))).encode()).hexdigest()


def state(ask: Ask) -> dict[str, str]:
    """Return the digests of the keys that a studio has, as its API says them."""
    customers = [one["id"] for status in ("PROSPECT", "MEMBER") for one in list_all(ask, status)]
    contracts, transactions, bookings = [], [], []
    for customer in customers:
        contracts += [(customer, one["id"]) for one in ask("GET", f"/v1/customers/{customer}/contracts")[1]]
        entries = walk(ask, f"/v1/customers/{customer}/account/transactions")
        transactions += [(customer, one["id"], str(one["amount"]["amount"].normalize())) for one in entries]
        bookings += [
            (customer, one["bookingId"]) for one in ask("GET", f"/v1/classes/booking?customerId={customer}")[1]
        ]
    found = zip(TABLES, (customers, contracts, transactions, bookings), strict=True)
    return {table: digest(keys) for table, keys in found}


def list_all(ask: Ask, status: str) -> list[Any]:
    return walk(ask, "/v1/customers", f"&customerStatus={status}")


def exported(folder: Path, studio: str) -> dict[str, str]:
    """Return the same digests of the files."""
    rows = {table: read(folder, table, studio) for table in TABLES}
    return {
        "customers": digest(row["id"] for row in rows["customers"]),
        "contracts": digest((row["customer_id"], row["id"]) for row in rows["contracts"]),
        "transactions": digest(
            (row["customer_id"], row["id"], str(row["amount"].normalize())) for row in rows["transactions"]
        ),
        "class_bookings": digest((row["customer_id"], row["booking_id"]) for row in rows["class_bookings"]),
    }


def studio_names() -> list[str]:
    return [f"studio-{number}" for number in range(STUDIOS)]


def export_in_rounds(api: EmbeddedApi, folder: Path, keys: dict[str, str]) -> int:
    """Export over HTTP until nothing is missing. Return the number of rounds."""
    with api.serve() as server:
        options: Any = {"base_url": server.url, "rate_limit": None, "timeout": 5, "max_retries": 2}
        for number in range(1, MAX_ROUNDS + 1):
            with Studios(keys, **options) as studios:
                outcomes = list(plan(studios, *TABLES).export(folder, clients=studios))
            assert not list(folder.rglob("*.part"))
            if all(one.error is None for one in outcomes):
                return number
    raise AssertionError([one.error for one in outcomes])


@pytest.mark.parametrize("kind", FAULTS)
def test_rows_are_whole_under(kind: str, tmp_path: Path) -> None:
    api = make_chain(STUDIOS, CUSTOMERS)
    expected = {name: state(make_ask(api, studio_key(number))) for number, name in enumerate(studio_names())}
    assert len({one["transactions"] for one in expected.values()}) == STUDIOS
    rng = random.Random(kind)
    for operation in OPERATIONS:
        for _ in range(3):
            api.fail(operation, on=rng.randint(1, 60), times=rng.choice([1, 1, 4]), **FAULTS[kind])
    keys = {name: studio_key(number) for number, name in enumerate(studio_names())}
    api.requests.clear()
    export_in_rounds(api, tmp_path / "night", keys)
    statuses = {one.status for one in api.requests}
    assert statuses == {"429": {200, 429}, "503": {200, 503}, "500": {200, 500}, "reset": {200, None}}.get(kind, {200})
    assert {name: exported(tmp_path / "night", name) for name in studio_names()} == expected


def test_a_studio_whose_key_is_refused_fails_alone(tmp_path: Path) -> None:
    api = make_chain(STUDIOS, CUSTOMERS)
    expected = {name: state(make_ask(api, studio_key(number))) for number, name in enumerate(studio_names())}
    keys = {"studio-0": studio_key(0), "studio-1": "a-wrong-key", "studio-2": studio_key(2)}
    with api.serve() as server, Studios(keys, base_url=server.url, rate_limit=None) as studios:
        outcomes = list(plan(studios, *TABLES).export(tmp_path / "night", clients=studios))
    assert {one.argument.studio.name for one in outcomes if one.error} == {"studio-1"}
    for name in ("studio-0", "studio-2"):
        assert exported(tmp_path / "night", name) == expected[name]
    keys["studio-1"] = studio_key(1)  # it is put right, and the export goes on
    export_in_rounds(api, tmp_path / "night", keys)
    assert exported(tmp_path / "night", "studio-1") == expected["studio-1"]
