"""The receiver: from a request to a delivery, without I/O and without a framework."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeAlias

from perfectgym_next.errors import ConfigurationError
from perfectgym_next.webhooks._errors import (
    RepeatedDeliveryError,
    WebhookAuthenticationError,
    WebhookTooLargeError,
)
from perfectgym_next.webhooks._events import Delivery, parse_delivery
from perfectgym_next.webhooks._keys import HEADER, KeyTable, read_key

if TYPE_CHECKING:
    from perfectgym_next.webhooks._seen import SeenStore

__all__ = ["MAX_BODY_BYTES", "WebhookReceiver"]

MAX_BODY_BYTES = 1024 * 1024
"""Default limit for the body of a delivery, in bytes."""


class _HasItems(Protocol):
    """Headers of any framework: a mapping, or a class of its own."""

    def items(self) -> Iterable[tuple[Any, Any]]: ...


Headers: TypeAlias = _HasItems | Iterable[tuple[Any, Any]] | None
Keys: TypeAlias = Mapping[str, str | list[str] | tuple[str, ...] | set[str] | frozenset[str]]


class WebhookReceiver:
    """Verifies who sent a request and reads the delivery in it. Safe to use from any thread.

    The key says that the vendor is the sender, and which studio the events are of. The receiver keeps digests of the
    keys only, and never shows a key.

    Args:
        keys: The webhook keys by studio: one, or several while a key is replaced. Name the studios as you like.
        seen: A store of the deliveries that were handled; `receive` refuses those as `RepeatedDeliveryError`. Without
            it, `receive` does no I/O.
        max_body_bytes: Limit for the body, in bytes.

    Raises:
        ConfigurationError: A key is missing, empty or not visible ASCII, or two studios have the same key. Also if no
            studio is given, the limit is not positive, or `seen` is not a store.
    """

    max_body_bytes: int

    def __init__(self, keys: Keys, *, seen: SeenStore | None = None, max_body_bytes: int = MAX_BODY_BYTES) -> None:
        self._keys = KeyTable()
        problem = self._keys.add_all(keys)
        del keys  # a traceback would show them
        if problem is None and (type(max_body_bytes) is not int or max_body_bytes < 1):
            problem = f"invalid max_body_bytes={max_body_bytes!r}: expected a positive number of bytes"
        if problem is None and seen is not None and not _is_store(seen):
            given = seen.__name__ if isinstance(seen, type) else type(seen).__name__
            problem = f"invalid seen: expected a store with the methods has and add, such as MemorySeen(), not {given}"
        if problem is not None:
            raise ConfigurationError(problem)
        self.max_body_bytes = max_body_bytes
        self._seen = seen

    def authenticate(self, headers: Headers) -> str:
        """Return the studio that a request is for, before its body is read: strangers should not get that far.

        Args:
            headers: Headers of the request, as any framework has them: a mapping, or pairs; text or bytes.

        Raises:
            WebhookAuthenticationError: The request carries no key, or not a valid one.
            TypeError: The headers are of another type.
        """
        studio = self._identify(headers)
        del headers  # a traceback would show the key
        return _studio_or_raise(studio)

    def receive(self, *, headers: Headers, body: bytes | bytearray | memoryview | str) -> Delivery:
        """Return the delivery in a request. Put it away and respond with 200 within 5 seconds; work on it afterwards.

        Args:
            headers: Headers of the request, as any framework has them: a mapping, or pairs; text or bytes.
            body: The body as received, not decoded by the framework.

        Raises:
            WebhookError: There is nothing to hand over; respond with its `status` and `reply`.
            TypeError: An argument is of another type, such as a body that the framework decoded.
        """
        studio = self._identify(headers)
        del headers  # a traceback would show the key
        studio = _studio_or_raise(studio)
        if isinstance(body, str):
            body = body.encode("utf-8", "surrogatepass")
        elif isinstance(body, bytearray | memoryview):
            body = bytes(body)
        elif not isinstance(body, bytes):
            raise TypeError(f"the body must be bytes as received, not a {type(body).__name__}")
        if len(body) > self.max_body_bytes:
            raise WebhookTooLargeError(
                f"the body of a webhook delivery for studio {studio!r} has {len(body)} bytes; max_body_bytes is "
                f"{self.max_body_bytes}"
            )
        delivery = parse_delivery(studio, body)
        if self._seen is not None and self._seen.has(delivery):
            raise RepeatedDeliveryError(studio)
        return delivery

    def _identify(self, headers: Headers) -> str | Exception:
        """Return the studio of a request, or the error to raise once no frame holds the headers any more."""
        key = read_key(headers)
        if key is None:
            return TypeError(
                f"the headers must be a mapping, or pairs of name and value, not a {type(headers).__name__}"
            )
        studio = self._keys.find(key)
        if studio is not None:
            return studio
        problem = f"the key in the header {HEADER} is not valid" if key else f"the header {HEADER} is missing"
        return WebhookAuthenticationError(f"a request to the webhook receiver was refused: {problem}")

    def __repr__(self) -> str:
        return f"<WebhookReceiver max_body_bytes={self.max_body_bytes}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a WebhookReceiver is not pickled: make it where it is used, and pass on Delivery.to_json()")


def _is_store(seen: object) -> bool:
    return not isinstance(seen, type) and all(callable(getattr(seen, name, None)) for name in ("has", "add"))


def _studio_or_raise(studio: str | Exception) -> str:
    if isinstance(studio, Exception):
        raise studio
    return studio
