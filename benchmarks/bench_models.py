"""Bytes to models and back, with the same bytes for all contenders."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, partial
from operator import methodcaller
from typing import Any

import msgspec

from benchmarks import payloads, peers
from benchmarks.harness import OURS, Row, compare, time_work
from perfectgym_next import models
from perfectgym_next._core.decoding import new
from perfectgym_next._core.json import decode, encode, write
from perfectgym_next._http.response import without_gc

ROUNDS = 21

Read = Callable[[bytes], Any]
Write = Callable[[], bytes]


def ours(name: str) -> Read:
    """Return a function that decodes a response as a client does."""
    model = getattr(models, name)

    @without_gc
    def read(data: bytes) -> Any:
        return new(model)._decode(decode(data))

    return read


@cache
def readers(name: str) -> dict[str, Read]:
    """Return a function per contender that reads one model."""
    plain = getattr(peers.load("bench_plain.models"), name)
    return {
        OURS: ours(name),
        "plain": lambda data: plain.from_dict(json.loads(data)),
        "pydantic": getattr(peers.load("bench_pydantic"), name).model_validate_json,
        "pydantic, equal": getattr(peers.load("bench_pydantic_equal"), name).model_validate_json,
        "msgspec": peers.msgspec_decoder(name, "bench_msgspec"),
        "msgspec, equal": peers.msgspec_decoder(name, "bench_msgspec_equal"),
        "json.loads": json.loads,
    }


def writers(name: str, data: bytes) -> dict[str, Write]:
    """Return a function per contender that writes what it read from the bytes; plain writes as httpx writes a body."""
    read = {contender: reader(data) for contender, reader in readers(name).items()}
    write_struct = msgspec.json.Encoder(decimal_format="number").encode
    return {
        OURS: lambda: write(read[OURS].to_dict()),
        "plain": lambda: _dump(read["plain"].to_dict()),
        "pydantic": lambda: read["pydantic"].model_dump_json(by_alias=True, exclude_unset=True).encode(),
        "pydantic, equal": lambda: read["pydantic, equal"].model_dump_json(by_alias=True, exclude_unset=True).encode(),
        "msgspec": lambda: write_struct(read["msgspec"]),
        "msgspec, equal": lambda: write_struct(read["msgspec, equal"]),
        "json.dumps": lambda: _dump(read["json.loads"]),
    }


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _check_equal(name: str, data: bytes) -> None:
    """Raise an error if the equal contenders do not write what they read, apart from the notation of numbers."""
    written = writers(name, data)
    if decode(written[OURS]()) != decode(data):
        raise RuntimeError(f"{OURS} does not write the {name} that it read")
    if _amounts(decode(written["pydantic, equal"]())) != _amounts(decode(data)):
        raise RuntimeError(f"pydantic, equal does not write the {name} that it read")


def _amounts(value: Any) -> Any:
    # pydantic writes a Decimal as text, the only way in which it is exact.
    if isinstance(value, dict):
        return {key: _amounts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_amounts(item) for item in value]
    try:
        return Decimal(value) if isinstance(value, str | Decimal) else value
    except ArithmeticError:
        return value


def _reading(topic: str, name: str, data: bytes, *, times: int, limits: Mapping[str, float] | None = None) -> list[Row]:
    runs = {contender: time_work(partial(read, data), times=times) for contender, read in readers(name).items()}
    return compare(f"bytes to models: {topic}", runs, rounds=ROUNDS, limits=limits)


def _writing(topic: str, name: str, data: bytes, *, times: int, plain: float = 0.4) -> list[Row]:
    _check_equal(name, data)
    runs = {contender: time_work(work, times=times) for contender, work in writers(name, data).items()}
    return compare(f"models to bytes: {topic}", runs, rounds=ROUNDS, limits={"plain": plain, "pydantic, equal": 1.25})


def _with_collector() -> list[Row]:
    """Measure as in a program that leaves the collector on: ours switches it off itself, the peers do not."""
    name, data = "CustomerSlicedResult", payloads.customers()
    reading = {contender: partial(read, data) for contender, read in readers(name).items()}
    return [
        row
        for verb, works in (("bytes to models", reading), ("models to bytes", writers(name, data)))
        for row in compare(
            f"{verb}: 500 customers, collector on",
            {contender: time_work(work, times=4, collector=True) for contender, work in works.items()},
            rounds=ROUNDS,
        )
    ]


def _zones() -> list[Row]:
    """Measure date-times with zones in brackets, which of the peers only one reads."""
    name, zoned = "ClassSlotSlicedResult", payloads.class_slots(zoned=True)
    equal = readers(name)["pydantic, equal"]
    _check_zones(ours(name)(zoned).to_dict(), decode(equal(zoned).model_dump_json(by_alias=True, exclude_unset=True)))
    kept, theirs = ours(name)(zoned), equal(zoned)
    reading = {
        OURS: partial(ours(name), zoned),
        "pydantic, equal": partial(equal, zoned),
        "ours without zones": partial(ours(name), payloads.class_slots(zoned=False)),
    }
    writing = {
        OURS: lambda: write(kept.to_dict()),
        "pydantic, equal": lambda: theirs.model_dump_json(by_alias=True, exclude_unset=True).encode(),
    }
    return [
        row
        for verb, works in (("bytes to models", reading), ("models to bytes", writing))
        for row in compare(
            f"{verb}: 50 class slots with zones",
            {contender: time_work(work, times=20) for contender, work in works.items()},
            rounds=ROUNDS,
            limits={"pydantic, equal": 1.25} if works is writing else None,
        )
    ]


def _check_zones(written: Any, theirs: Any) -> None:
    if decode(write(written)) != theirs or "[Europe/Berlin]" not in str(theirs):
        raise RuntimeError("pydantic, equal does not keep the zones of date-times")


def _values() -> list[Row]:
    """Measure the writing of values that no model has checked: NaN and infinities have to be looked for."""
    values = decode(payloads.customers())
    runs = {
        OURS: time_work(lambda: encode(values), times=8),
        "without a check": time_work(lambda: write(values), times=8),
        "json.dumps": time_work(lambda: _dump(values), times=8),
    }
    return compare("plain values to bytes: 500 customers", runs, rounds=ROUNDS)


def _convert(entries: list[Any], convert: Callable[[Any], Any]) -> None:
    for entry in entries:
        convert(entry)


def _flat_rows() -> list[Row]:
    """Measure flat rows for frames beside decoded JSON, which has nested objects and no missing fields."""
    topics = {
        "2000 customers": ("CustomerSlicedResult", payloads.customers(2000), 1),
        "500 customers with few fields": ("CustomerSlicedResult", payloads.sparse_customers(), 8),
        "50 bookings": ("BookingEntrySlicedResult", payloads.bookings(), 40),
        "50 class slots": ("ClassSlotSlicedResult", payloads.class_slots(zoned=True), 20),
    }
    found: list[Row] = []
    for topic, (name, data, times) in topics.items():
        entries = ours(name)(data).entries
        runs = {
            OURS: time_work(partial(_convert, entries, methodcaller("to_row")), times=times),
            "to_dict": time_work(partial(_convert, entries, methodcaller("to_dict")), times=times),
        }
        found += compare(f"models to rows: {topic}", runs, rounds=ROUNDS, limits={"to_dict": 1.1})
    return found


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    reading = {"plain": 0.45, "pydantic": 1.05, "pydantic, equal": 0.95}
    customers, bookings, offer = payloads.customers(), payloads.bookings(), payloads.offer()
    sparse, slots = payloads.sparse_customers(), payloads.class_slots(zoned=False)
    return [
        *_reading("500 customers", "CustomerSlicedResult", customers, times=4, limits=reading),
        *_reading("500 customers with few fields", "CustomerSlicedResult", sparse, times=8),
        *_reading("50 bookings", "BookingEntrySlicedResult", bookings, times=40, limits={"plain": 0.55}),
        *_reading("a membership offer", "MembershipOfferExtended", offer, times=40),
        *_reading("50 class slots", "ClassSlotSlicedResult", slots, times=20),
        *_writing("500 customers", "CustomerSlicedResult", customers, times=4),
        *_writing("500 customers with few fields", "CustomerSlicedResult", sparse, times=8),
        *_writing("50 bookings", "BookingEntrySlicedResult", bookings, times=40),
        *_writing("a membership offer", "MembershipOfferExtended", offer, times=40),
        *_writing("50 class slots", "ClassSlotSlicedResult", slots, times=20, plain=0.6),
        *_zones(),
        *_flat_rows(),
        *_with_collector(),
        *_values(),
    ]
