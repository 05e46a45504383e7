"""The webhook key is in no log, error, traceback, repr or stored delivery, as the API key is not."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from typing import Any

import pytest

from perfectgym_next import ConfigurationError
from perfectgym_next.webhooks import MemorySeen, RepeatedDeliveryError, WebhookError, WebhookReceiver
from tests.support.leaks import Search, find_held
from tests.support.webhook_requests import body, element

KEY = "hook-secret-KEY!"
HEADERS = {"x-api-key": KEY}
WRONG = [
    {"x-api-key": f"{KEY}x"},
    {"x-api-key": [KEY, KEY]},
    [("X-Api-Key", f"{KEY} ")],
    {"x-api-key": KEY.encode() * 2},
]


def refused(headers: Any, text: Any, **options: Any) -> WebhookError:
    hooks = WebhookReceiver({"north": KEY}, **options)
    with pytest.raises(WebhookError) as caught:
        hooks.receive(headers=headers, body=text)
    return caught.value


@pytest.fixture(autouse=True)
def _everything_logged(caplog: pytest.LogCaptureFixture) -> Any:
    caplog.set_level(logging.DEBUG)
    yield
    assert KEY not in caplog.text


def check(error: BaseException) -> None:
    assert find_held(KEY, error) is None
    assert KEY not in "".join(traceback.format_exception(error))
    assert KEY.encode() not in pickle.dumps(error)
    assert KEY not in repr(vars(copy.copy(error)))


@pytest.mark.parametrize("headers", WRONG, ids=["longer", "twice", "blank", "doubled"])
def test_a_refused_key(headers: Any) -> None:
    check(refused(headers, body()))
    with pytest.raises(WebhookError) as caught:
        WebhookReceiver({"north": KEY}).authenticate(headers)
    check(caught.value)


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", body(uuid=5), body(element(timestamp=2**62)), body(element(content=[])), b"\xff", "[" * 99_999],
)
def test_a_valid_key_with_an_invalid_body(text: Any) -> None:
    check(refused(HEADERS, text))


def test_a_valid_key_with_too_large_a_body() -> None:
    check(refused(HEADERS, body(), max_body_bytes=1))


def test_a_repeated_delivery() -> None:
    seen = MemorySeen()
    hooks = WebhookReceiver({"north": KEY}, seen=seen)
    seen.add(hooks.receive(headers=HEADERS, body=body()))
    with pytest.raises(RepeatedDeliveryError) as caught:
        hooks.receive(headers=HEADERS, body=body())
    check(caught.value)


@pytest.mark.parametrize(
    "arguments", [{"headers": 5, "body": b""}, {"headers": [KEY], "body": b""}, {"headers": HEADERS, "body": 5}]
)
def test_an_argument_of_another_type(arguments: Any) -> None:
    with pytest.raises(TypeError) as caught:
        WebhookReceiver({"north": KEY}).receive(**arguments)
    check(caught.value)


@pytest.mark.parametrize(
    "keys",
    [
        {"north": f"{KEY}\n"},
        {"north": [KEY, None]},
        {"north": KEY, "south": KEY},
        {"north": {"name": KEY}},
        {"north": KEY.encode()},
        {"north": KEY, "": "x"},
        [KEY],
        KEY,
    ],
    ids=["blank", "none", "shared", "mapping", "bytes", "nameless", "list", "text"],
)
def test_a_receiver_that_cannot_be_made(keys: Any) -> None:
    with pytest.raises(ConfigurationError) as caught:
        WebhookReceiver(keys)
    check(caught.value)


def test_a_wrong_limit() -> None:
    with pytest.raises(ConfigurationError) as caught:
        WebhookReceiver({"north": KEY}, max_body_bytes=0)
    check(caught.value)


def test_a_receiver_holds_no_key_at_all() -> None:
    hooks = WebhookReceiver({"north": KEY, "south": ["a", "b"]})
    assert Search(KEY).finds(hooks) is None
    assert KEY not in f"{hooks!r} {hooks}"
    hooks.receive(headers=HEADERS, body=body())
    assert Search(KEY).finds(hooks) is None


def test_a_delivery_holds_no_key() -> None:
    delivery = WebhookReceiver({"north": KEY}).receive(headers=HEADERS, body=body())
    assert Search(KEY).finds(delivery) is None
    assert KEY not in delivery.to_json()
    assert KEY.encode() not in pickle.dumps(delivery)
