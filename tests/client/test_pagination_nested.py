"""The recipe of docs/pagination.md: a killed job over nested lists resumes without losing or repeating an entry.

A studio has 60 customers, each with several slices of bookings. The rows of a killed job and its successors are
compared with those of an undisturbed one.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.errors import ApiError, PerfectGymError
from perfectgym_next.testing import TEST_KEY, EmbeddedApi

CUSTOMERS = 60
BOOKINGS = 5
SLICE = 2
KILLS = 50
REQUESTS = 1 + CUSTOMERS * 3
DOCUMENT = Path(__file__).parents[2] / "docs" / "pagination.md"

Row = tuple[int, int, str, str]

ENDINGS: list[dict[str, Any]] = [{"status": 503}, {"kind": "reset"}]
"""Faults that end a run."""


def recipe() -> str:
    """The document's code, with small slices so that each customer has several."""
    block: str = next(
        code
        for code in re.findall(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
        if "def copy_bookings" in code
    )
    assert block.count("list_transactions(customer.id)") == 1
    return block.replace("list_transactions(customer.id)", f"list_transactions(customer.id, slice_size={SLICE})")


@pytest.fixture(scope="module")
def api() -> EmbeddedApi:
    api = EmbeddedApi(customers=0)
    for number in range(CUSTOMERS):
        customer_id = api.add_customer(first_name=f"Customer {number}")
        api.add_bookings(customer_id, *[f"{number}.{booking:02}" for booking in range(BOOKINGS)])
    return api


@pytest.fixture(autouse=True)
def _no_faults(api: EmbeddedApi) -> Iterator[None]:
    api.clear_faults()
    api.requests.clear()
    yield
    api.clear_faults()


@pytest.fixture
def copy_bookings() -> Callable[[PerfectGym, str], None]:
    scope: dict[str, Any] = {}
    exec(compile(recipe(), "docs/pagination.md", "exec"), scope)  # the document's own code
    function: Callable[[PerfectGym, str], None] = scope["copy_bookings"]
    return function


@pytest.fixture
def gym(api: EmbeddedApi) -> Iterator[PerfectGym]:
    with PerfectGym("any", api_key=TEST_KEY, transport=api.transport(), rate_limit=None, max_retries=0) as gym:
        yield gym


def rows(path: Path) -> list[Row]:
    database = sqlite3.connect(path)
    try:
        return database.execute("select * from bookings").fetchall()
    finally:
        database.close()


@pytest.fixture
def undisturbed(gym: PerfectGym, copy_bookings: Any, tmp_path: Path, api: EmbeddedApi) -> list[Row]:
    """The rows of an undisturbed job."""
    path = tmp_path / "undisturbed.db"
    copy_bookings(gym, str(path))
    written = rows(path)
    assert len(written) == len(set(written)) == CUSTOMERS * BOOKINGS
    assert len(api.requests) == REQUESTS
    return written


class InterruptedConnection(sqlite3.Connection):
    """Ctrl-C in the middle of the body, at the insertion of a row."""

    insertions = 0
    interrupted_at = 0

    def execute(self, sql: str, *arguments: Any) -> sqlite3.Cursor:
        cursor = super().execute(sql, *arguments)
        if "into bookings" in sql:
            type(self).insertions += 1
            if self.insertions == self.interrupted_at:
                raise KeyboardInterrupt
        return cursor


class TestTheRecipe:
    def test_is_the_same_after_each_of_50_kills(
        self,
        api: EmbeddedApi,
        gym: PerfectGym,
        copy_bookings: Any,
        undisturbed: list[Row],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        rng = random.Random(20261124)
        open_database = sqlite3.connect

        def connect(path: str) -> sqlite3.Connection:
            database = open_database(path, factory=InterruptedConnection)
            database.execute("pragma synchronous = off")  # here no power is cut
            return database

        monkeypatch.setattr(sqlite3, "connect", connect)
        for number in range(KILLS):
            path = tmp_path / f"{number}.db"
            kind = ("503", "reset", "malformed", "interrupted")[number % 4]
            if kind == "interrupted":
                InterruptedConnection.insertions = 0
                InterruptedConnection.interrupted_at = rng.randint(1, CUSTOMERS * BOOKINGS)
            elif kind == "503":
                api.fail(status=503, on=rng.randint(1, REQUESTS))
            else:
                api.fail(kind=kind, on=rng.randint(1, REQUESTS))  # type: ignore[arg-type]
            with pytest.raises(KeyboardInterrupt if kind == "interrupted" else PerfectGymError):
                copy_bookings(gym, str(path))
            copy_bookings(gym, str(path))
            assert rows(path) == undisturbed, f"kill {number}"
            copy_bookings(gym, str(path))  # at its end the job copies nothing
            assert rows(path) == undisturbed

    def test_is_the_same_after_50_kills_of_one_job_over_sockets(
        self, api: EmbeddedApi, copy_bookings: Any, undisturbed: list[Row], tmp_path: Path
    ) -> None:
        rng = random.Random(20261125)
        kills = 0
        path = tmp_path / "job.db"
        with api.serve() as server:
            while True:
                api.clear_faults()
                if kills < KILLS:  # from its 5th request on a run has got a customer further
                    api.fail(**rng.choice(ENDINGS), on=rng.randint(1, 7), times=None)
                try:
                    with PerfectGym(base_url=server.url, api_key=TEST_KEY, rate_limit=None, max_retries=0) as gym:
                        copy_bookings(gym, str(path))
                    break
                except PerfectGymError:
                    kills += 1
        assert kills >= KILLS
        assert rows(path) == undisturbed

    @pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
    def test_is_the_same_after_the_process_was_killed(
        self, api: EmbeddedApi, undisturbed: list[Row], tmp_path: Path
    ) -> None:
        path = tmp_path / "job.db"
        script = tmp_path / "job.py"
        script.write_text(
            recipe() + "\nimport sys\nwith PerfectGym(rate_limit=None) as gym:\n    copy_bookings(gym, sys.argv[1])\n",
            encoding="utf-8",
        )
        killed = 0
        with api.serve() as server:
            environment = {**os.environ, "PERFECTGYM_BASE_URL": server.url, "PERFECTGYM_API_KEY": TEST_KEY}
            for requests in (20, 60, 90, None):
                api.requests.clear()
                job = subprocess.Popen([sys.executable, str(script), str(path)], env=environment)
                while job.poll() is None:
                    if requests is not None and len(api.requests) >= requests:
                        job.kill()
                    time.sleep(0.001)
                killed += job.returncode == -signal.SIGKILL
                assert requests is None or job.returncode in (0, -signal.SIGKILL)
        assert job.returncode == 0
        assert killed >= 2
        assert rows(path) == undisturbed


class Job:
    """The same job as it may be written without a database: both positions in a JSON file, rows in another one.

    A run that is ended by an exception leaves both positions where it was: the customer, and the booking within.
    """

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self._state = folder / "job.json"
        self._rows = folder / "rows.jsonl"
        self._rng = rng
        self.kill = True

    @property
    def rows(self) -> list[list[Any]]:
        return [json.loads(line) for line in self._rows.read_text("ascii").splitlines()]

    def load(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(self._state.read_text("ascii")) if self._state.exists() else {}
        return state

    def save(self, **positions: str | None) -> None:
        self._state.write_text(json.dumps(positions), encoding="ascii")

    def write(self, customer_id: int, booking: Any) -> None:
        if self.kill and self._rng.random() < 0.04:
            raise KeyboardInterrupt
        with self._rows.open("a", encoding="ascii") as file:
            print(json.dumps([customer_id, booking.id]), file=file)

    def run(self, gym: PerfectGym) -> None:
        state = self.load()
        customers = gym.customers.list_customers(offset=state.get("customers"))
        bookings, within = None, state.get("bookings")
        try:
            for customer in customers:
                bookings = gym.customers_account.list_transactions(customer.id, offset=within, slice_size=SLICE)
                within = None
                for booking in bookings:
                    self.write(customer.id, booking)
                bookings = None
        finally:
            if bookings is not None:
                within = bookings.resume_offset
            self.save(customers=customers.resume_offset, bookings=within)

    async def run_async(self, gym: AsyncPerfectGym) -> None:
        async with gym:
            await self._run_async(gym)

    async def _run_async(self, gym: AsyncPerfectGym) -> None:
        state = self.load()
        customers = gym.customers.list_customers(offset=state.get("customers"))
        bookings, within = None, state.get("bookings")
        try:
            async for customer in customers:
                bookings = gym.customers_account.list_transactions(customer.id, offset=within, slice_size=SLICE)
                within = None
                async for booking in bookings:
                    self.write(customer.id, booking)
                bookings = None
        finally:
            if bookings is not None:
                within = bookings.resume_offset
            self.save(customers=customers.resume_offset, bookings=within)


@pytest.mark.parametrize("client", ["sync", "async"])
@pytest.mark.parametrize("way", ["in process", "over sockets"])
def test_both_positions_in_json_lead_to_the_entry(
    client: str, way: str, api: EmbeddedApi, undisturbed: list[Row], tmp_path: Path
) -> None:
    rng = random.Random(f"{client}/{way}")
    job = Job(tmp_path, rng)
    kills = 0
    with api.serve() as server:
        options: dict[str, Any] = {"api_key": TEST_KEY, "rate_limit": None, "max_retries": 0}
        while True:
            api.clear_faults()
            job.kill = kills < KILLS
            if job.kill:
                api.fail(**rng.choice(ENDINGS), on=rng.randint(1, 8), times=None)
            transport = None if way == "over sockets" else api.transport()
            options |= {"base_url": server.url, "transport": transport}
            try:
                if client == "sync":
                    with PerfectGym(**options) as gym:
                        job.run(gym)
                else:
                    asyncio.run(job.run_async(AsyncPerfectGym(**options)))
                break
            except (PerfectGymError, KeyboardInterrupt):
                kills += 1
    assert kills >= KILLS
    assert job.rows == [[customer_id, booking_id] for customer_id, booking_id, *_ in undisturbed]


def test_the_position_of_the_inner_list_cannot_restart_the_outer_one(api: EmbeddedApi, gym: PerfectGym) -> None:
    """The job as everybody writes it at first: the error is of the inner list, and so is its position."""
    api.fail("customers_account.list_transactions", status=503, on=40)
    outer = gym.customers.list_customers()
    with pytest.raises(ApiError) as caught:
        for customer in outer:
            for _ in gym.customers_account.list_transactions(customer.id, slice_size=SLICE):
                pass
    error = caught.value
    asked = len(api.requests)
    with pytest.raises(ValueError, match=r"position in customers_account\.list_transactions, but was given to cust"):
        gym.customers.list_customers(offset=error.resume_offset)
    assert len(api.requests) == asked
    first = gym.customers.list_customers(offset=outer.resume_offset).first()
    assert first is not None
    assert first.id == customer.id
    rest = gym.customers_account.list_transactions(customer.id, offset=error.resume_offset, slice_size=SLICE).collect()
    assert rest
