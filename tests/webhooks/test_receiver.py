"""A receiver: its keys, what it refuses, and what it hands over."""

from __future__ import annotations

import copy
import email.message
import hmac
import json
import pickle
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from perfectgym_next import ConfigurationError, PerfectGymError
from perfectgym_next.webhooks import (
    Delivery,
    MemorySeen,
    WebhookAuthenticationError,
    WebhookError,
    WebhookEventType,
    WebhookFormatError,
    WebhookReceiver,
    WebhookTooLargeError,
    _keys,
)
from tests.support.webhook_requests import HEADERS, KEY, OTHER_KEY, UUID_TEXT, body, element

HOOKS = WebhookReceiver({"north": KEY, "south": OTHER_KEY})


def receive(text: Any, headers: Any = HEADERS) -> Delivery:
    return HOOKS.receive(headers=headers, body=text)


class TestKeys:
    def test_say_which_studio_sent_it(self) -> None:
        assert receive(body(), {"x-api-key": KEY}).studio == "north"
        assert receive(body(), {"x-api-key": OTHER_KEY}).studio == "south"

    def test_may_be_several_of_a_studio(self) -> None:
        hooks = WebhookReceiver({"north": ["old", "new", "new"]})
        assert [hooks.authenticate({"x-api-key": key}) for key in ("old", "new")] == ["north", "north"]

    @pytest.mark.parametrize("collection", [list, tuple, set, frozenset])
    def test_come_in_any_collection(self, collection: Callable[[list[str]], Any]) -> None:
        hooks = WebhookReceiver({"north": collection(["old", "new"])})
        assert hooks.authenticate({"x-api-key": "new"}) == "north"

    @pytest.mark.parametrize(
        "keys",
        [
            {},
            {"north": None},
            {"north": ""},
            {"north": []},
            {"north": [KEY, ""]},
            {"north": [KEY, None]},
            {"north": f"{KEY}\n"},
            {"north": "two words"},
            {"north": "schlüssel"},
            {"north": KEY.encode()},
            {"north": {"primary": KEY}},
            {"north": 5},
            {"": KEY},
            {5: KEY},
            {"north": KEY, "south": KEY},
            {"north": [KEY, OTHER_KEY], "south": [OTHER_KEY]},
            None,
            KEY,
            [("north", KEY)],
        ],
        ids=repr,
    )
    def test_that_are_wrong_stop_the_program_when_the_receiver_is_made(self, keys: Any) -> None:
        with pytest.raises(ConfigurationError) as caught:
            WebhookReceiver(keys)
        assert KEY not in str(caught.value)
        assert OTHER_KEY not in str(caught.value)

    def test_that_are_missing_are_named(self) -> None:
        with pytest.raises(ConfigurationError, match="studio 'south'.*environment variable"):
            WebhookReceiver({"north": KEY, "south": None})  # type: ignore[dict-item]

    def test_that_two_studios_have_are_named(self) -> None:
        with pytest.raises(ConfigurationError, match="'north' and 'south' have the same webhook key"):
            WebhookReceiver({"north": KEY, "south": KEY})

    @pytest.mark.parametrize("limit", [0, -1, "5", 1.5, None, True])
    def test_come_with_a_positive_limit(self, limit: Any) -> None:
        with pytest.raises(ConfigurationError, match="max_body_bytes"):
            WebhookReceiver({"north": KEY}, max_body_bytes=limit)

    @pytest.mark.parametrize(("seen", "given"), [(5, "int"), (set(), "set"), (MemorySeen, "MemorySeen")])
    def test_come_with_a_store(self, seen: Any, given: str) -> None:
        with pytest.raises(ConfigurationError, match=rf"methods has and add, such as MemorySeen\(\), not {given}"):
            WebhookReceiver({"north": KEY}, seen=seen)


class TestHeaders:
    @pytest.mark.parametrize(
        "headers",
        [
            {"X-API-KEY": KEY},
            {"x-api-key": KEY},
            {"X-Api-Key": [KEY]},
            {"X-Api-Key": (KEY,)},
            {"X-Api-Key": KEY.encode()},
            {b"x-api-key": KEY.encode()},
            {b"X-API-KEY": KEY},
            [("Host", "gym.invalid"), ("X-API-KEY", KEY)],
            [[b"host", b"gym.invalid"], [b"x-api-key", KEY.encode()]],
            iter([("x-api-key", KEY)]),
            {"x-api-key": KEY}.items(),
            httpx.Headers({"X-API-KEY": KEY}),
            {"x-api-key": KEY, None: "x", 5: None},
        ],
        ids=lambda one: type(one).__name__,
    )
    def test_of_any_framework_are_read(self, headers: Any) -> None:
        assert HOOKS.authenticate(headers) == "north"

    def test_of_the_standard_library_are_read(self) -> None:
        message = email.message.Message()
        message["X-API-Key"] = KEY
        assert HOOKS.authenticate(message) == "north"

    @pytest.mark.parametrize(
        "headers",
        [
            None,
            {},
            [],
            {"authorization": KEY},
            {"x-api-key": ""},
            {"x-api-key": None},
            {"x-api-key": 5},
            {"x-api-key": []},
            {"x-api-key": {KEY: KEY}},
            {"x-api-key": f" {KEY}"},
            {"x-api-key": KEY[:-1]},
            {"x-api-key": f"{KEY}x"},
            {"x-api-key": KEY.upper()},
            {"x-api-key": "\udcff"},
            {"x-api-key": b"\xff"},
            {"x-api-key": [KEY, KEY]},
            {"x-api-key": KEY, "X-API-KEY": OTHER_KEY},
            [("x-api-key", KEY), ("x-api-key", KEY)],
        ],
        ids=repr,
    )
    def test_without_one_valid_key_are_refused(self, headers: Any) -> None:
        with pytest.raises(WebhookAuthenticationError) as caught:
            HOOKS.authenticate(headers)
        assert (caught.value.status, caught.value.reply) == (401, "unauthorized")
        with pytest.raises(WebhookAuthenticationError):
            receive(body(), headers)

    def test_are_checked_before_the_body(self) -> None:
        with pytest.raises(WebhookAuthenticationError):
            receive(b"x" * 2_000_000, {})

    @pytest.mark.parametrize("headers", ["x-api-key", b"x", 5, [1], ["ab", "cd"], [("one",)], [("a", "b", "c")]])
    def test_of_another_type_are_a_mistake_of_the_caller(self, headers: Any) -> None:
        with pytest.raises(TypeError, match="headers must be a mapping"):
            receive(body(), headers)
        with pytest.raises(TypeError, match="headers must be a mapping"):
            HOOKS.authenticate(headers)


class TestComparison:
    """Every way to a response compares by the same function, once, whatever the key."""

    @pytest.fixture
    def compared(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, bytes]]:
        calls: list[tuple[bytes, bytes]] = []
        original = hmac.compare_digest

        def compare(left: bytes, right: bytes) -> bool:
            calls.append((left, right))
            return original(left, right)

        monkeypatch.setattr(_keys, "compare_digest", compare)
        return calls

    @pytest.mark.parametrize(
        "headers",
        [
            HEADERS,
            {"x-api-key": OTHER_KEY},
            {"x-api-key": KEY[:-1] + "x"},
            {"x-api-key": "x" + KEY[1:]},
            {"x-api-key": "x"},
            {"x-api-key": "x" * 10_000},
            {"x-api-key": ""},
            {"x-api-key": [KEY, KEY]},
            {"x-api-key": None},
            {},
            None,
        ],
        ids=lambda one: repr(one)[:40],
    )
    @pytest.mark.parametrize("way", ["receive", "authenticate"])
    def test_takes_one_call_with_digests_of_one_length(
        self, compared: list[tuple[bytes, bytes]], headers: Any, way: str
    ) -> None:
        with suppress(WebhookAuthenticationError):
            HOOKS.authenticate(headers) if way == "authenticate" else receive(body(), headers)
        assert [(len(left), len(right)) for left, right in compared] == [(32, 32)]

    def test_costs_the_same_with_hundreds_of_keys(self, compared: list[tuple[bytes, bytes]]) -> None:
        hooks = WebhookReceiver({f"studio-{number}": f"key-{number}" for number in range(300)})
        compared.clear()
        assert hooks.authenticate({"x-api-key": "key-299"}) == "studio-299"
        assert len(compared) == 1

    def test_uses_the_constant_time_function_of_the_standard_library(self) -> None:
        assert vars(_keys)["compare_digest"] is hmac.compare_digest

    def test_by_a_secret_of_each_receiver(self) -> None:
        first, second = (WebhookReceiver({"north": KEY})._keys for _ in range(2))
        assert first._entries.keys() != second._entries.keys()


class TestBodies:
    @pytest.mark.parametrize("convert", [bytes, bytearray, memoryview, bytes.decode])
    def test_of_any_type_are_read(self, convert: Callable[[bytes], Any]) -> None:
        delivery = receive(convert(body()))
        assert type(delivery.raw) is bytes
        assert delivery.raw == body()

    @pytest.mark.parametrize("given", [None, {}, json.loads(body()), 5])
    def test_of_another_type_are_a_mistake_of_the_caller(self, given: Any) -> None:
        with pytest.raises(TypeError, match="body must be bytes as received"):
            receive(given)

    def test_beyond_the_limit_are_refused(self) -> None:
        hooks = WebhookReceiver({"north": KEY}, max_body_bytes=len(body()))
        assert hooks.receive(headers=HEADERS, body=body()).events
        with pytest.raises(WebhookTooLargeError, match="north") as caught:
            hooks.receive(headers=HEADERS, body=body() + b" ")
        assert (caught.value.status, caught.value.reply) == (413, "body too large")

    @pytest.mark.parametrize(
        ("text", "field"),
        [
            (b"", None),
            (b"null", None),
            (b"[]", None),
            (b'"text"', None),
            (b"{", None),
            (b'{"a": NaN}', None),
            (b"\xff", None),
            (body().decode().encode("utf-16"), None),
            (body(uuid="\ud800"), None),
            (b"[" * 200_000, None),
            (b'{"payload":' * 20_000, None),
            (body(payload=5), "payload"),
            (b'{"entityId": 1, "uuid": "x"}', "payload"),
            (b'{"entityId": 1, "uuid": "x", "payload": []}', "payload"),
            (b'{"entityId": 1, "uuid": "x", "payload": null}', "payload"),
            (body("x"), "payload[0]"),
            (body(element(), []), "payload[1]"),
            (b'{"uuid": "x", "payload": [{}]}', "entityId"),
            (body(entityId="1001"), "entityId"),
            (body(entityId=True), "entityId"),
            (body(entityId=1.5), "entityId"),
            (body(entityId=2**63), "entityId"),
            (body().replace(b"1001", b"1" * 5000), None),
            (b'{"entityId": 1, "payload": [{}]}', "uuid"),
            (body(uuid=""), "uuid"),
            (body(uuid=7), "uuid"),
            (body({"timestamp": 1}), "payload[0].type"),
            (body(element(event_type="")), "payload[0].type"),
            (body(element(event_type=5)), "payload[0].type"),
            (body({"type": "X"}), "payload[0].timestamp"),
            (body(element(timestamp="1748847600000")), "payload[0].timestamp"),
            (body(element(timestamp=1.0)), "payload[0].timestamp"),
            (body(element(timestamp=2**62)), "payload[0].timestamp"),
            (body(element(timestamp=-(2**62))), "payload[0].timestamp"),
            (body(element(), element(content=[])), "payload[1].content"),
            (body(element(content="x")), "payload[0].content"),
        ],
        ids=lambda one: repr(one)[:60],
    )
    def test_that_are_no_delivery_are_refused_by_field(self, text: bytes, field: str | None) -> None:
        with pytest.raises(WebhookFormatError, match="north") as caught:
            receive(text)
        assert caught.value.field == field
        assert (caught.value.status, caught.value.reply, caught.value.studio) == (400, "invalid request", "north")

    def test_are_not_repeated_in_an_error(self) -> None:
        for text in (b'{"secret": ', body(entityId="secret"), body(element(content="secret")), body(uuid=["secret"])):
            with pytest.raises(WebhookFormatError) as caught:
                receive(text)
            assert "secret" not in str(caught.value)


class TestDelivery:
    def test_is_what_the_vendor_documents(self) -> None:
        delivery = receive(body(element("CONTRACT_CREATED", {"contractId": 7, "later": [1]})))
        (event,) = delivery.events
        assert (delivery.studio, delivery.uuid, delivery.entity_id) == ("north", UUID(UUID_TEXT), 1001)
        assert event.type is WebhookEventType.CONTRACT_CREATED
        assert (event.entity_id, event.customer_id, event.contract_id, event.booking_id) == (1001, 1001, 7, None)
        assert event.occurred_at == datetime(2025, 6, 2, 7, tzinfo=UTC)
        assert event.occurred_at.tzinfo is UTC
        assert event.content == {"contractId": 7, "later": [1]}
        assert event.delivery is delivery

    @pytest.mark.parametrize("timestamp", [0, -1, 1, 1_748_847_600_123, 253_402_300_799_999])
    def test_has_its_time_to_the_millisecond(self, timestamp: int) -> None:
        (event,) = receive(body(element(timestamp=timestamp))).events
        assert (event.occurred_at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() == pytest.approx(
            timestamp / 1000, abs=1e-4
        )

    def test_may_have_several_events(self) -> None:
        delivery = receive(body(element("CUSTOMER_CREATED"), element("CUSTOMER_UPDATED"), element("CUSTOMER_UPDATED")))
        assert [event.type for event in delivery.events] == ["CUSTOMER_CREATED", *["CUSTOMER_UPDATED"] * 2]
        assert {event.entity_id for event in delivery.events} == {1001}

    @pytest.mark.parametrize("text", ["7", "x" * 36, UUID_TEXT.replace("-", ""), f"{{{UUID_TEXT}}}", "ä"])
    def test_keeps_a_uuid_of_another_form_as_text(self, text: str) -> None:
        assert receive(body(uuid=text)).uuid == text

    def test_knows_a_uuid_in_any_case(self) -> None:
        assert receive(body(uuid=UUID_TEXT.upper())).uuid == UUID(UUID_TEXT)

    def test_keeps_unknown_types_and_fields(self) -> None:
        (event,) = receive(body(element("SOLARIUM_OPENED", {"customerId": 5}, more=1), more=2)).events
        assert event.type == "SOLARIUM_OPENED"
        assert not event.type.is_known
        assert (event.entity_id, event.content, event.customer_id) == (1001, {"customerId": 5}, None)
        assert b'"more": 2' in event.delivery.raw

    @pytest.mark.parametrize("content", [{}, None])
    def test_may_have_no_content(self, content: Any) -> None:
        (event,) = receive(body({**element(), "content": content})).events
        assert event.content == {}
        assert event.contract_id is None

    def test_is_frozen_and_compared_by_what_it_is(self) -> None:
        one, same, other = receive(body()), receive(body()), receive(body(), {"x-api-key": OTHER_KEY})
        assert one == same != other
        assert len({one, same, other}) == 2
        assert one.events == same.events != other.events
        assert len({*one.events, *same.events, *other.events}) == 2
        for target, name in ((one, "studio"), (one.events[0], "type")):
            with pytest.raises(AttributeError):
                setattr(target, name, "x")

    def test_is_copied_and_pickled_whole(self) -> None:
        delivery = receive(body(element("CONTRACT_CREATED", {"contractId": 7}), element()))
        for again in (pickle.loads(pickle.dumps(delivery)), copy.deepcopy(delivery), copy.copy(delivery)):
            assert again == delivery
            assert again.events == delivery.events
        again = pickle.loads(pickle.dumps(delivery.events[0]))
        assert (again, again.delivery, again.contract_id) == (delivery.events[0], delivery, 7)

    def test_shows_itself_in_one_line(self) -> None:
        assert repr(receive(body())) == (
            "Delivery(studio='north', uuid=UUID('b8e1d16c-9f6d-4f9e-9f0c-0d8a3ce4b9f5'), entity_id=1001, "
            "events=(WebhookEvent(type=WebhookEventType('CUSTOMER_CREATED'), entity_id=1001, "
            "occurred_at=datetime.datetime(2025, 6, 2, 7, 0, tzinfo=datetime.timezone.utc), content={}),))"
        )


class TestJson:
    def test_carries_a_delivery_through_a_queue(self) -> None:
        delivery = receive(body(element("CONTRACT_CREATED", {"contractId": 7}, note="ä"), uuid="ü"))
        for text in (delivery.to_json(), delivery.to_json().encode()):
            again = Delivery.from_json(text)
            assert again == delivery
            assert again.events == delivery.events
        assert KEY not in delivery.to_json()

    def test_survives_a_byte_order_mark(self) -> None:
        delivery = receive(b"\xef\xbb\xbf" + body())
        assert Delivery.from_json(delivery.to_json()) == delivery

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{}",
            "[]",
            "null",
            '{"studio": "north"}',
            '{"studio": 5, "body": "{}"}',
            '{"studio": "north", "body": 5}',
            json.dumps({"studio": "north", "body": "{}"}),
            body(),
            b"\xff",
            "[" * 100_000,
        ],
        ids=lambda one: repr(one)[:40],
    )
    def test_that_is_something_else_is_refused(self, text: str | bytes) -> None:
        with pytest.raises(ValueError, match="unchanged result of Delivery.to_json") as caught:
            Delivery.from_json(text)
        assert not isinstance(caught.value, WebhookError)


class TestReceiver:
    def test_is_not_pickled(self) -> None:
        for way in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="not pickled"):
                way(HOOKS)

    def test_errors_are_errors_of_the_package_and_pickle(self) -> None:
        with pytest.raises(PerfectGymError) as caught:
            receive(b"{}")
        again = pickle.loads(pickle.dumps(caught.value))
        assert (type(again), str(again), again.field) == (WebhookFormatError, str(caught.value), "payload")
