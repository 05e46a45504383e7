"""Bytes to models and back, with the same bytes for all contenders, in CPU time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from time import process_time
from typing import Any

import msgspec

from benchmarks import payloads, peers
from benchmarks.harness import OURS, Row, compare, time_work
from perfectgym_next import models
from perfectgym_next._core.decoding import new
from perfectgym_next._core.json import decode, encode
from perfectgym_next._http.response import without_gc

ROUNDS = 40

Read = Callable[[bytes], Any]


def ours(name: str) -> Read:
    """Return a function that decodes a response as a client does."""
    model = getattr(models, name)

    @without_gc
    def read(data: bytes) -> Any:
        return new(model)._decode(decode(data))

    return read


def readers(name: str) -> dict[str, Read]:
    """Return a function per contender that reads one model."""
    plain = getattr(peers.load("bench_plain.models"), name)
    return {
        OURS: ours(name),
        "plain": lambda data: plain.from_dict(json.loads(data)),
        "pydantic": getattr(peers.load("bench_pydantic"), name).model_validate_json,
        "msgspec": peers.msgspec_decoder(name),
        "json.loads": json.loads,
    }


def writers(name: str, data: bytes) -> dict[str, Callable[[], bytes]]:
    """Return a function per contender that writes what it read from the bytes; plain writes as httpx writes a body."""
    read = {contender: reader(data) for contender, reader in readers(name).items()}
    return {
        OURS: lambda: encode(read[OURS].to_dict()),
        "plain": lambda: json.dumps(read["plain"].to_dict(), ensure_ascii=False, separators=(",", ":")).encode(),
        "pydantic": lambda: read["pydantic"].model_dump_json(by_alias=True, exclude_unset=True).encode(),
        "msgspec": lambda: msgspec.json.encode(read["msgspec"]),
        "json.dumps": lambda: json.dumps(read["json.loads"], ensure_ascii=False, separators=(",", ":")).encode(),
    }


def _time_work(work: Callable[..., object], *arguments: Any, times: int) -> Callable[[], float]:
    return time_work(partial(work, *arguments), times=times, clock=process_time)


def _reading(
    topic: str, name: str, data: bytes, *, times: int, targets: Mapping[str, float] | None = None
) -> list[Row]:
    runs = {contender: _time_work(read, data, times=times) for contender, read in readers(name).items()}
    return compare(f"bytes to models: {topic}", runs, rounds=ROUNDS, targets=targets)


def _writing(
    topic: str, name: str, data: bytes, *, times: int, targets: Mapping[str, float] | None = None
) -> list[Row]:
    runs = {contender: _time_work(write, times=times) for contender, write in writers(name, data).items()}
    return compare(f"models to bytes: {topic}", runs, rounds=ROUNDS, targets=targets)


def _zones() -> list[Row]:
    """Measure the cost of zones in brackets, which only we read."""
    read = ours("ClassSlotSlicedResult")
    runs = {
        OURS: _time_work(read, payloads.class_slots(zoned=True), times=20),
        "without zones": _time_work(read, payloads.class_slots(zoned=False), times=20),
    }
    return compare("bytes to models: 50 class slots with zones", runs, rounds=ROUNDS)


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    reading = {"plain": 0.45, "pydantic": 0.85, "msgspec": 4.5}
    writing = {"plain": 0.4}
    customers, bookings, offer = payloads.customers(), payloads.bookings(), payloads.offer()
    slots = payloads.class_slots(zoned=False)
    return [
        *_reading("500 customers", "CustomerSlicedResult", customers, times=4, targets=reading),
        *_reading("500 customers with few fields", "CustomerSlicedResult", payloads.sparse_customers(), times=8),
        *_reading("50 bookings", "BookingEntrySlicedResult", bookings, times=40, targets={"plain": 0.55}),
        *_reading("a membership offer", "MembershipOfferExtended", offer, times=40),
        *_reading("50 class slots", "ClassSlotSlicedResult", slots, times=20),
        *_zones(),
        *_writing("500 customers", "CustomerSlicedResult", customers, times=4, targets=writing),
        *_writing("50 bookings", "BookingEntrySlicedResult", bookings, times=40, targets=writing),
        *_writing("a membership offer", "MembershipOfferExtended", offer, times=40, targets=writing),
    ]
