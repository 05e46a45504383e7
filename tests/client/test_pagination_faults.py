"""Walks over a list of a service that fails: resumed until the end, they lose no entry and return none twice.

Each walk has a list of its own, in slices of its own sizes. Its requests and the handling of its entries fail by
chance, harmlessly or fatally. A walk that raises is resumed from `resume_offset` by a new pager, until the end.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.errors import PerfectGymError
from perfectgym_next.transport import handler_transport
from tests.support.both_clients import NotingLimiter, Waits
from tests.support.fault_server import Exchange, FaultServer
from tests.support.scripted import KEY, answer

SEED = 20_261_122
WALKS = 2000
OVER_SOCKETS = 200
MOST_RESUMPTIONS = 1000


class FlakyList:
    """A list of numbered entries behind a service that fails by chance."""

    def __init__(self, seed: str) -> None:
        self.dice = random.Random(seed)
        self.total = self.dice.choice([0, 1, 2, 3, 5, 8, 13, 34, 89])
        self.size = self.dice.randint(1, 20)
        self.trouble = self.dice.choice([0.0, 0.1, 0.3, 0.6])
        self.requests = 0
        self.faults = 0

    def slice_at(self, target: str) -> bytes:
        start = int(parse_qs(urlsplit(target).query).get("offset", ["at-0"])[0].removeprefix("at-"))
        end = min(start + self.size, self.total)
        entries = [{"id": number, "dueDate": "2024-02-29", "installmentPlan": False} for number in range(start, end)]
        more = end < self.total
        if more and self.dice.random() < 0.05:
            return self.empty_slice(start)
        return json.dumps({"result": entries, "hasNext": more, "offset": f"at-{end}" if more else None}).encode()

    def empty_slice(self, start: int) -> bytes:
        """A slice without entries that says more follow, from the same place by another offset."""
        offset = f"at-{'0' * self.dice.randint(1, 40)}{start}"
        return json.dumps({"result": [], "hasNext": True, "offset": offset}).encode()

    def fault(self) -> str | None:
        self.requests += 1
        if self.dice.random() >= self.trouble:
            return None
        self.faults += 1
        statuses = ["503", "503", "429", "500", "502", "400", "401", "404", "520"]
        return self.dice.choice([*statuses, "reset", "reset", "cut", "html", "other", "stuck"])

    def broken(self, kind: str, target: str, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """An answer that is a fault."""
        if kind == "cut":
            return 200, [], body[: len(body) // 2]
        if kind == "html":
            return 200, [("Content-Type", "text/html")], b"<html>Please log in</html>"
        if kind == "stuck":  # entries, and more of them behind an offset that is missing or leads to the same ones
            here = parse_qs(urlsplit(target).query).get("offset", [""])[0]
            return answer(200, {**json.loads(body), "hasNext": True, "offset": self.dice.choice([None, "", here])})
        if kind == "other":
            return answer(200, self.dice.choice([[], None, {"result": None}, {"result": [{}], "hasNext": False}, 7]))
        if kind == "429":
            return answer(429, {"errorMessage": "slowly"}, Retry_After=self.dice.choice(["1", "2", "600"]))
        return answer(int(kind), {"errorMessage": "no"})

    def handle(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """Answer for `handler_transport`."""
        kind = self.fault()
        if kind == "reset":
            raise ConnectionResetError("by chance")
        whole = self.slice_at(target)
        return answer(raw=whole) if kind is None else self.broken(kind, target, whole)

    async def serve(self, exchange: Exchange) -> None:
        """Answer for `FaultServer`, with every place for a reset and with bodies cut on the wire."""
        request = await exchange.request()
        kind = self.fault()
        whole = self.slice_at(request.target)
        if kind == "reset":
            if self.dice.random() < 0.5:
                await exchange.answer(200, whole[: len(whole) // 2], {"Content-Length": str(len(whole))})
            exchange.reset()
        elif kind == "cut":
            await exchange.answer(200, whole[: len(whole) // 2], {"Content-Length": str(len(whole))})
            exchange.close()
        elif kind is None:
            await exchange.answer(200, whole)
        else:
            status, headers, content = self.broken(kind, request.target, whole)
            await exchange.answer(status, content, dict(headers))


class HandlingError(Exception):
    """The caller's own code failed at an entry, or a slice."""


class Journal:
    """The entries of a walk, with all its resumptions."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.offset: str | None = None
        self.raised = 0
        self.ended = False

    def stopped(self, error: PerfectGymError | HandlingError, position: str) -> None:
        self.raised += 1
        assert self.raised <= MOST_RESUMPTIONS
        assert isinstance(error, HandlingError) or error.resume_offset == position
        self.offset = position


def handled(entries: list[Any], dice: random.Random) -> list[int]:
    """Yield the ids of entries whose handling succeeds; by chance it fails."""
    if dice.random() < 0.02:
        raise HandlingError
    return [entry.id for entry in entries]


def options(transport: Any, base_url: str, dice: random.Random) -> dict[str, Any]:
    return {
        "base_url": base_url,
        "api_key": KEY,
        "transport": transport,
        "limiter": NotingLimiter(),
        "max_retries": dice.choice([0, 1, 2, 5]),
    }


def walk(transport: Any, base_url: str, dice: random.Random) -> Journal:
    """Walk to the end, entry by entry or slice by slice, resuming as often as needed."""
    journal = Journal()
    by_slice = dice.random() < 0.5
    gym = PerfectGym(**options(transport, base_url, dice))
    while not journal.ended:
        pager = gym.customers_account.list_transactions(7, offset=journal.offset)
        taken: list[int] = []
        try:
            if by_slice:
                for one in pager.slices():
                    taken += handled(one.entries, dice)
            else:
                for entry in pager:
                    taken += handled([entry], dice)
            journal.ended = True
        except (PerfectGymError, HandlingError) as error:
            journal.stopped(error, pager.resume_offset)
        journal.ids += taken
    gym.close()
    return journal


async def walk_async(transport: Any, base_url: str, dice: random.Random) -> Journal:
    journal = Journal()
    by_slice = dice.random() < 0.5
    gym = AsyncPerfectGym(**options(transport, base_url, dice))
    while not journal.ended:
        pager = gym.customers_account.list_transactions(7, offset=journal.offset)
        taken: list[int] = []
        try:
            if by_slice:
                async for one in pager.slices():
                    taken += handled(one.entries, dice)
            else:
                async for entry in pager:
                    taken += handled([entry], dice)
            journal.ended = True
        except (PerfectGymError, HandlingError) as error:
            journal.stopped(error, pager.resume_offset)
        journal.ids += taken
    await gym.close()
    return journal


def judged(listed: FlakyList, journal: Journal, seed: str) -> bool:
    """Return whether the walk met an error; fail if it lost, repeated or reordered an entry."""
    assert journal.ids == list(range(listed.total)), f"walk {seed!r} is not what the list is"
    return journal.raised > 0


@pytest.fixture(autouse=True)
def _waits(monkeypatch: pytest.MonkeyPatch) -> None:
    Waits(monkeypatch)


def test_walks_in_process() -> None:
    half = (WALKS - OVER_SOCKETS) // 2
    raised = requests = faults = 0
    for number in range(half):
        seed = f"{SEED}/sync/{number}"
        listed = FlakyList(seed)
        journal = walk(handler_transport(listed.handle), "https://gym.invalid", listed.dice)
        raised += judged(listed, journal, seed)
        requests, faults = requests + listed.requests, faults + listed.faults

    async def run() -> int:
        nonlocal requests, faults
        met = 0
        for number in range(half):
            seed = f"{SEED}/async/{number}"
            listed = FlakyList(seed)
            journal = await walk_async(handler_transport(listed.handle), "https://gym.invalid", listed.dice)
            met += judged(listed, journal, seed)
            requests, faults = requests + listed.requests, faults + listed.faults
        return met

    raised += asyncio.run(run())
    assert WALKS // 4 < raised < WALKS  # the faults were neither too few nor all there is
    assert faults > WALKS
    print(f"{2 * half} walks, {raised} raised and were resumed, {faults} faults in {requests} requests")  # noqa: T201


def test_walks_over_sockets() -> None:
    half = OVER_SOCKETS // 2
    raised = 0
    for number in range(half):
        seed = f"{SEED}/sync sockets/{number}"
        listed = FlakyList(seed)
        with FaultServer(listed.serve) as server:
            raised += judged(listed, walk(None, server.url, listed.dice), seed)

    async def run() -> int:
        met = 0
        for number in range(half):
            seed = f"{SEED}/async sockets/{number}"
            listed = FlakyList(seed)
            with FaultServer(listed.serve) as server:
                journal = await walk_async(None, server.url, listed.dice)
                met += judged(listed, journal, seed)
        return met

    raised += asyncio.run(run())
    assert OVER_SOCKETS // 4 < raised < OVER_SOCKETS
