"""What a webhook delivers: a delivery with its events."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - for those who resolve annotations
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, overload
from uuid import UUID

from perfectgym_next._core.json import decode, encode
from perfectgym_next.webhooks._errors import WebhookFormatError
from perfectgym_next_generated.webhooks import VALUES, WebhookEventFields, WebhookEventType

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from perfectgym_next.client import AsyncPerfectGym, PerfectGym

__all__ = ["Delivery", "WebhookEvent", "parse_delivery"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UUID_LENGTH = 36
_INT64 = 1 << 63


@dataclass(frozen=True, slots=True)
class Delivery:
    """One request of the vendor.

    Attributes:
        studio: The studio that the key belongs to, as named in the receiver.
        uuid: What tells deliveries apart; text where the vendor's is not a UUID.
        entity_id: Id of what the events are of; which entity that is depends on the type of an event.
        events: The events, one or more.
        raw: The body, as received.
    """

    studio: str
    uuid: UUID | str
    entity_id: int
    events: tuple[WebhookEvent, ...] = field(compare=False)
    raw: bytes = field(repr=False)

    def to_json(self) -> str:
        """Return the delivery as JSON, for a queue or a table; it holds no key. See `from_json`."""
        return encode({"studio": self.studio, "body": self.raw.decode()}).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Delivery:
        """Return a delivery that `to_json` wrote.

        Raises:
            ValueError: The text is something else.
        """
        try:
            document = decode(text)
            studio, body = document["studio"], document["body"]
            if isinstance(studio, str) and isinstance(body, str):
                return parse_delivery(studio, body.encode())
        except (ValueError, LookupError, TypeError, RecursionError, WebhookFormatError) as error:
            raise _not_a_delivery() from error
        raise _not_a_delivery()


@dataclass(frozen=True, slots=True)
class WebhookEvent(WebhookEventFields):
    """One event. What it is of and what changed is in typed fields, which are None for types that do not have them.

    Attributes:
        type: What happened; see `WebhookEventType`. Types that the vendor adds later are kept as they are.
        entity_id: Id of what the event is of.
        occurred_at: When it happened, in UTC.
        content: Further fields as decoded JSON, by the vendor's names.
        delivery: The delivery that the event is part of.
    """

    type: WebhookEventType
    entity_id: int
    occurred_at: datetime
    content: Mapping[str, Any] = field(hash=False)
    delivery: Delivery = field(repr=False)

    @overload
    def fetch(self, gym: PerfectGym | Mapping[str, PerfectGym]) -> Any: ...
    @overload
    def fetch(self, gym: AsyncPerfectGym | Mapping[str, AsyncPerfectGym]) -> Awaitable[Any]: ...
    def fetch(self, gym: Any) -> Any:
        """Get what the event is of, as it is now: a customer, a booking, a contract; docs/webhooks.md lists them.

        Call it where you do the work, not while the vendor waits for the response. By then the entity may have changed
        again, or be gone, which is a `perfectgym_next.NotFoundError`.

        Args:
            gym: A client with the studio's API key, or a mapping of studios to clients.

        Returns:
            The model that the API returns; an awaitable of it with an `AsyncPerfectGym`.

        Raises:
            NothingToFetchError: The entity was deleted, or the API has no operation that returns it; or the response is
                of something else. Also if the mapping has no client for the studio.
            PerfectGymError: The API refuses the request, or does not respond.
            TypeError: `gym` is something else.
        """
        from perfectgym_next.webhooks._fetching import fetch

        return fetch(self, gym)


def parse_delivery(studio: str, body: bytes) -> Delivery:
    """Parse the body of a delivery for a studio.

    Raises:
        WebhookFormatError: It is not one.
    """
    try:
        data = decode(body)
    except RecursionError:
        raise WebhookFormatError(studio, "nested too deeply") from None
    except ValueError as error:
        raise WebhookFormatError(studio, f"not JSON in UTF-8: {error}") from None
    if not isinstance(data, dict):
        raise WebhookFormatError(studio, f"{_name(data)}, not an object")
    payload = data.get("payload")
    if not isinstance(payload, list) or not payload:
        problem = "an empty array" if payload == [] else f"{_name(payload)}, not an array"
        raise WebhookFormatError(studio, f"{problem}; expected one event or more", field="payload")
    delivery = Delivery(studio, _uuid(studio, data), _integer(studio, data, "entityId", ""), (), body)
    events = tuple(_parse_event(delivery, one, f"payload[{index}]") for index, one in enumerate(payload))
    object.__setattr__(delivery, "events", events)  # an event refers to its delivery, and the other way round
    return delivery


def _parse_event(delivery: Delivery, data: Any, path: str) -> WebhookEvent:
    studio = delivery.studio
    if not isinstance(data, dict):
        raise WebhookFormatError(studio, f"{_name(data)}, not an object", field=path)
    kind, content = data.get("type"), data.get("content")
    if not isinstance(kind, str) or not kind:
        raise WebhookFormatError(studio, "missing, or not text", field=f"{path}.type")
    if content is not None and not isinstance(content, dict):
        raise WebhookFormatError(studio, f"{_name(content)}, not an object", field=f"{path}.content")
    milliseconds = _integer(studio, data, "timestamp", f"{path}.")
    try:
        occurred_at = _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        field_path = f"{path}.timestamp"
        raise WebhookFormatError(studio, "out of range: expected milliseconds since 1970", field=field_path) from None
    return WebhookEvent(VALUES[kind], delivery.entity_id, occurred_at, content or {}, delivery)


def _uuid(studio: str, data: dict[str, Any]) -> UUID | str:
    value = data.get("uuid")
    if not isinstance(value, str) or not value:
        raise WebhookFormatError(studio, "missing, or not text", field="uuid")
    if len(value) == _UUID_LENGTH:  # UUID() also reads other notations
        try:
            return UUID(value)
        except ValueError:
            return value
    return value


def _integer(studio: str, data: dict[str, Any], name: str, path: str) -> int:
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not -_INT64 <= value < _INT64:
        raise WebhookFormatError(studio, f"{_name(value)}, not an integer of 64 bits", field=f"{path}{name}")
    return value


def _not_a_delivery() -> ValueError:
    return ValueError("not a delivery: expected the unchanged result of Delivery.to_json()")


def _name(value: object) -> str:
    """Return what JSON calls a value; the value itself is not shown."""
    if value is None:
        return "missing or null"
    kinds = {bool: "a boolean", str: "text", list: "an array", dict: "an object", int: "an integer"}
    return kinds.get(type(value), "a number")
