"""Mutated answers of all operations: whatever the service sends, a call returns or raises a `PerfectGymError`."""

from __future__ import annotations

import asyncio
import pickle
import random
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next._core.json import encode
from perfectgym_next._core.operation import Operation, Request
from perfectgym_next.errors import PerfectGymError, ResponseFormatError
from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.examples import Examples
from tests.support.both_clients import NotingLimiter
from tests.support.scripted import Answer, Service, answer
from tests.support.shipped import OPERATIONS, arguments, request_function

SEED = 20_261_122
BODIES = 20_000
STATUSES = (
    200,
    200,
    200,
    201,
    204,
    206,
    299,
    302,
    400,
    401,
    403,
    404,
    409,
    418,
    422,
    429,
    500,
    502,
    503,
    520,
    599,
    999,
)
ERROR = {"errorMessage": "no", "errorCode": "NO", "traceId": "t", "reference": "a.b[0].c"}


def operations() -> Iterator[tuple[Operation, Callable[[Any], Any]]]:
    for described in OPERATIONS.values():
        request = request_function(described)(**arguments(described))
        yield request.operation, request.parse


ODD_VALUES: list[Any] = [
    *(None, True, False, 0, -1, 2**63, 2**64 - 1, Decimal("1E+400"), Decimal("-1E-400"), Decimal("0.1")),
    *("", " ", "x" * 5000, "\x00", "\U0001f600", "\u202e", "NaN", "urn:uuid:0", "00000000-0000-0000-0000-00000000000g"),
    *("2024-02-30", "0001-01-01", "2024-02-29T25:00:00Z", "9999-12-31T23:59:59Z[Asia/Tokyo]"),
    *("2024-02-29T10:00:00+99:00[Mars/Base]", "2024-02-29T10:00:00+01:00[../../etc]", "2024-02-29T10:00:00+01:00["),
    *([], [[]], [None], [1, "a", {}], {}, {"": None}, {"a": {"b": []}}),
    *({"amount": None}, {"amount": "x", "currency": 7}, {"result": None, "hasNext": "perhaps"}),
]

ODD_BODIES: list[bytes] = [
    *(b"", b" ", b"\n", b"null", b"0", b"-", b'"', b"[", b"{", b"[]", b"{}"),
    *(b"NaN", b"Infinity", b"-Infinity", b"[NaN]", b"1" * 5000, b"1e99999999999999999999", b"-1E-99999999999999999999"),
    *(b"{" * 5000, b"[" * 100_000, b'{"a":' * 20_000, b"[" * 500 + b"]" * 500),
    *(b'{"a":1,"a":[],"a":{}}', b"\xef\xbb\xbf{}", b"\xff\xfe{\x00}\x00", b"\x00", b"\xc3\x28"),
    *(b'{"a": "\xed\xa0\x80"}', b'{"a": "\\ud800"}', b'{"\\u0000": 1}', b'{"a": 1e999999999999999999999}'),
    *(b"<html><body>429</body></html>", b"<?xml version='1.0'?><e/>", b"upstream connect error", b"data: {}\n\n"),
    b'{"errorMessage": {"de": "nein"}, "errorCode": 17, "traceId": [], "reference": false}',
    b'{"errorMessage": "' + b"x" * 100_000 + b'"}',
    b'{"errorMessage": "%s %(a)s {0} \\n\\r\\u0000"}',
    b'[{"errorMessage": "no"}]',
]


class Mutator:
    """Makes bodies out of the description's examples; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.description = Description.shipped()

    def body(self, operation: Operation, status: int) -> bytes:
        kind = self.dice.random()
        if kind < 0.1:
            return self.dice.choice(ODD_BODIES)
        value = self.example(operation) if status < 300 or self.dice.random() < 0.2 else dict(ERROR)
        if kind < 0.6:
            for _ in range(self.dice.randint(1, 3)):
                value = self.with_odd_value(value)
            return encode(value)
        return self.with_odd_bytes(bytearray(encode(value)))

    def example(self, operation: Operation) -> Any:
        described = next(
            one
            for one in self.description.operations.values()
            if (one.method, one.path) == (operation.method, operation.path)
        )
        return Examples(self.description, self.dice.randint(0, 99)).example(
            described.response_schema or {},
            optional=self.dice.choice(["present", "present", "null", "absent"]),
            enums=self.dice.choice(["known", "unknown"]),
            extra_fields=self.dice.random() < 0.3,
        )

    def with_odd_value(self, value: Any) -> Any:
        """Another value, somewhere in the tree, or a member more or less."""
        deeper = self.dice.random() < 0.85
        if isinstance(value, dict) and value and deeper:
            name = self.dice.choice(list(value))
            if self.dice.random() < 0.1:
                return {key: member for key, member in value.items() if key != name}
            return {**value, name: self.with_odd_value(value[name])}
        if isinstance(value, list) and value and deeper:
            index = self.dice.randrange(len(value))
            return [*value[:index], self.with_odd_value(value[index]), *value[index + 1 :]]
        return self.dice.choice(ODD_VALUES)

    def with_odd_bytes(self, data: bytearray) -> bytes:
        """Bytes flipped, cut, doubled, put in, or in another encoding."""
        at = self.dice.randrange(len(data) + 1)
        match self.dice.randrange(6):
            case 0:
                del data[at:]
            case 1:
                for _ in range(self.dice.randint(1, 5)):
                    if data:
                        data[self.dice.randrange(len(data))] ^= 1 << self.dice.randrange(8)
            case 2:
                data[at:at] = data[at : at + self.dice.randint(1, 40)]
            case 3:
                data[at:at] = self.dice.choice(ODD_BODIES)[:2000]
            case 4:
                data = bytearray(data.decode().encode(self.dice.choice(["utf-16", "utf-32", "latin-1"]), "replace"))
            case _:
                data = data + data
        return bytes(data)


def judged(error: Exception, scenario: str) -> str:
    """The class of an error that is one of ours and can be shown and pickled."""
    assert isinstance(error, PerfectGymError), f"{type(error).__name__}: {error} came of {scenario}"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    return type(error).__name__


def test_nothing_but_our_errors_comes_out() -> None:
    mutator = Mutator(SEED)
    known = list(operations())
    outcomes: Counter[str] = Counter()
    service = Service()
    options = {"limiter": NotingLimiter(), "max_retries": 0}

    def prepared(number: int) -> tuple[Request[Any], str]:
        operation, parse = known[number % len(known)]
        status = mutator.dice.choice(STATUSES)
        body = mutator.body(operation, status)
        headers = {"Retry_After": mutator.dice.choice(["5", "soon", "-1", "Mon, 99 Foo 10000 99:99:99"])}
        service.answers = [answer(status, raw=body, **headers)]
        return Request(operation, parse, path="/v1/x"), f"{SEED}/{number}: {operation.name} {status} {body[:300]!r}"

    def run(gym: PerfectGym, numbers: range) -> None:
        for number in numbers:
            request, scenario = prepared(number)
            try:
                outcomes["a result" if repr(gym.send(request)) else ""] += 1
            except Exception as error:
                outcomes[judged(error, scenario)] += 1

    async def run_async(gym: AsyncPerfectGym, numbers: range) -> None:
        for number in numbers:
            request, scenario = prepared(number)
            try:
                outcomes["a result" if repr(await gym.send(request)) else ""] += 1
            except Exception as error:
                outcomes[judged(error, scenario)] += 1

    with service.client(**options) as gym:
        run(gym, range(BODIES * 4 // 5))

    async def with_async_client() -> None:
        async with service.async_client(**options) as gym:
            await run_async(gym, range(BODIES * 4 // 5, BODIES))

    asyncio.run(with_async_client())
    assert outcomes.total() == BODIES
    assert len(known) > 100
    assert outcomes["a result"] > BODIES // 20
    assert outcomes["ResponseFormatError"] > BODIES // 10
    assert len(outcomes) > 12  # results, and errors of all kinds


def test_a_list_in_odd_slices_raises_only_our_errors() -> None:
    mutator = Mutator(SEED + 1)
    whole = {"result": [{"id": 1, "dueDate": "2024-02-29", "installmentPlan": False}], "hasNext": True, "offset": "1"}

    def sliced(_: Any) -> Answer:
        return answer(raw=encode(mutator.with_odd_value(whole)))

    outcomes: Counter[str] = Counter()
    with Service(sliced).client(limiter=NotingLimiter(), max_retries=0) as gym:
        for number in range(500):
            try:
                gym.customers_account.list_transactions(7).collect(limit=200)
                outcomes["a result"] += 1
            except Exception as error:
                outcomes[judged(error, f"{SEED + 1}/{number}")] += 1
    assert outcomes["PaginationError"] > 10
    assert outcomes["ResponseFormatError"] > 10


def test_a_number_that_no_decimal_holds_is_told() -> None:
    body = b'{"inDebtCollection": false, "accountBalance": {"amount": 1e99999999999999999999, "currency": "EUR"}}'
    with Service(answer(raw=body)).client() as gym, pytest.raises(ResponseFormatError, match="exponent") as caught:
        gym.customers_account.get_balances(7)
    assert caught.value.text == body.decode()
