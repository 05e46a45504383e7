"""Whatever arrives becomes a delivery or a `WebhookError`; no wrong key is ever accepted."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from perfectgym_next.webhooks import Delivery, EventFieldError, WebhookError, WebhookEvent, WebhookReceiver
from perfectgym_next_generated.webhooks import WebhookEventFields
from tests.support.webhook_requests import HEADERS, KEY, OTHER_KEY, body, element

HOOKS = WebhookReceiver({"north": [KEY, "second"], "south": OTHER_KEY})
VALID = {KEY, "second", OTHER_KEY}
READERS = [name for name in vars(WebhookEventFields) if not name.startswith("_")]
KNOWN_TYPES = st.sampled_from(["CONTRACT_CREATED", "AUTOMATIC_CUSTOMER_CHECKOUT", "CUSTOMER_HOME_STUDIO_UPDATED", "X"])

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
CONTENT = st.dictionaries(
    st.sampled_from(["contractId", "checkouts", "sourceStudioId", "targetStudioId"]) | st.text(), JSON, max_size=4
)
ELEMENTS = st.fixed_dictionaries(
    {},
    optional={
        "timestamp": st.integers() | JSON,
        "type": KNOWN_TYPES | JSON,
        "content": CONTENT | JSON,
    },
)
DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "entityId": st.integers() | JSON,
        "uuid": st.uuids().map(str) | JSON,
        "payload": st.lists(ELEMENTS | JSON, max_size=3) | JSON,
    },
)
NAMES = st.sampled_from(["x-api-key", "X-API-KEY", b"x-api-key", "X-Api-Key", "host"]) | st.text() | st.binary()
KEYS = st.sampled_from([*sorted(VALID), KEY[:-1], f"{KEY} ", KEY.upper(), f"{KEY}, {KEY}"]) | st.text()
VALUES: st.SearchStrategy[Any] = (
    KEYS | KEYS.map(lambda key: key.encode("utf-8", "surrogatepass")) | st.binary() | st.none() | st.integers()
)
VALUES |= st.lists(VALUES, max_size=3) | st.tuples(VALUES)
HEADER_SETS = st.none() | st.dictionaries(NAMES, VALUES, max_size=4) | st.lists(st.tuples(NAMES, VALUES), max_size=4)


def receive(headers: Any, text: bytes | str) -> Delivery | None:
    """Return the delivery, or None for a `WebhookError`; anything else fails the test."""
    try:
        return HOOKS.receive(headers=headers, body=text)
    except WebhookError as error:
        known = {400: "invalid request", 401: "unauthorized", 413: "body too large"}
        if known[error.status] != error.reply:
            raise
        return None


def read_all(event: WebhookEvent) -> None:
    for name in READERS:
        try:
            getattr(event, name)
        except EventFieldError:
            assert event.content


def given_keys(headers: Any) -> list[Any]:
    """Every value of the header, written anew."""
    pairs = list(headers.items()) if isinstance(headers, dict) else list(headers or ())
    found: list[Any] = []
    for name, value in pairs:
        text = name.decode("latin-1") if isinstance(name, bytes) else name
        if text.lower() == "x-api-key":
            found += value if isinstance(value, list | tuple) else [value]
    return found


@given(st.binary())
def test_any_bytes(text: bytes) -> None:
    assert receive(HEADERS, text) is None or json.loads(text)


@given(st.text())
def test_any_text(text: str) -> None:
    receive(HEADERS, text)


@given(DOCUMENTS | JSON)
def test_any_json(document: Any) -> None:
    text = json.dumps(document).encode()
    delivery = receive(HEADERS, text)
    if delivery is None:
        return
    assert delivery.entity_id == document["entityId"]
    assert str(delivery.uuid).casefold() == document["uuid"].casefold()
    assert len(delivery.events) == len(document["payload"]) > 0
    assert Delivery.from_json(delivery.to_json()) == delivery
    hash(delivery)
    for event, one in zip(delivery.events, document["payload"], strict=True):
        assert event.type == one["type"]
        assert event.content == (one.get("content") or {}) or "." in text.decode()  # numbers become Decimal
        hash(event)
        read_all(event)


@given(HEADER_SETS)
def test_any_headers(headers: Any) -> None:
    delivery = receive(headers, body())
    keys = [one.decode("latin-1") if isinstance(one, bytes) else one for one in given_keys(headers)]
    if delivery is None:
        assert len(keys) != 1 or keys[0] not in VALID
    else:
        assert len(keys) == 1
        assert delivery.studio == {KEY: "north", "second": "north", OTHER_KEY: "south"}[keys[0]]


@given(HEADER_SETS, st.binary() | DOCUMENTS.map(lambda one: json.dumps(one).encode()))
def test_both(headers: Any, text: bytes) -> None:
    receive(headers, text)


@given(KEYS | st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126)))
def test_a_key_is_accepted_if_and_only_if_it_is_one(key: str) -> None:
    assert (receive({"x-api-key": key}, body()) is not None) == (key in VALID)


@given(st.sampled_from(sorted(VALID)), st.data())
def test_a_key_that_differs_in_one_character_is_refused(key: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(key) - 1))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
    changed = key[:place] + other + key[place + 1 :]
    assert (receive({"x-api-key": changed}, body()) is not None) == (changed in VALID)


@given(KNOWN_TYPES, CONTENT)
def test_typed_fields_are_integers_none_or_an_error(event_type: str, content: dict[str, Any]) -> None:
    delivery = receive(HEADERS, body(element(event_type, content)))
    assert delivery is not None
    (event,) = delivery.events
    try:
        contract_id = event.contract_id
    except EventFieldError:
        assert not isinstance(content["contractId"], int) or isinstance(content["contractId"], bool)
        return
    assert contract_id is None or (event_type == "CONTRACT_CREATED" and contract_id == int(content["contractId"]))
