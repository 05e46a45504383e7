from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from perfectgym_next.testing._openapi.description import Description

Json = Any
Ask = Callable[..., tuple[int, Json]]

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


@pytest.fixture(scope="session")
def description() -> Description:
    return Description.shipped()


@pytest.fixture
def api() -> EmbeddedApi:
    return EmbeddedApi()


@pytest.fixture
def ask(api: EmbeddedApi) -> Ask:
    """Sends a request with the key; gives status and decoded JSON (None for an empty body)."""
    return _asker(api)


@pytest.fixture(scope="session")
def asker() -> Callable[..., Ask]:
    """Makes an `ask` of any embedded API, and any key."""
    return _asker


def _asker(api: EmbeddedApi, key: str = TEST_KEY) -> Ask:
    def ask(method: str, target: str, body: Json = None, **headers: str) -> tuple[int, Json]:
        path, _, query = target.partition("?")
        sent = {"X-API-KEY": key, "Content-Type": "application/json", **headers}
        data = b"" if body is None else body if isinstance(body, bytes) else _ENCODER.encode(body)
        answer = api.handle(method, path, query, sent, data)
        return answer.status, _DECODER.decode(answer.body) if answer.body else None

    return ask
