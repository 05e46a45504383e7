"""Errors of webhooks: each says what to respond with. No text holds a key or a value of the request."""

from __future__ import annotations

from typing import ClassVar

from perfectgym_next.errors import PerfectGymError

__all__ = [
    "NothingToFetchError",
    "RepeatedDeliveryError",
    "WebhookAuthenticationError",
    "WebhookError",
    "WebhookFormatError",
    "WebhookTooLargeError",
]


class WebhookError(PerfectGymError):
    """A request that a webhook receiver does not hand over.

    The text of the error is for your log. `status` and `reply` are for the sender, and give nothing away. The vendor
    documents 200 as success only: the other statuses are our reading.
    """

    status: ClassVar[int] = 400
    """HTTP status to respond with."""

    reply: ClassVar[str] = "invalid request"
    """Text to respond with."""


class WebhookAuthenticationError(WebhookError):
    """401: the request carries no webhook key, or one that is not valid."""

    status = 401
    reply = "unauthorized"


class WebhookFormatError(WebhookError):
    """400: the sender is the vendor, but the body is not a delivery.

    Attributes:
        studio: The studio that the key belongs to.
        field: Path of the field that does not match, ``payload[0].timestamp``; None where it is the whole body.
    """

    studio: str
    field: str | None

    def __init__(self, studio: str, problem: str, *, field: str | None = None) -> None:
        self.studio = studio
        self.field = field
        where = "the body" if field is None else f"field {field!r} of the body"
        super().__init__(f"{where} of a webhook delivery for studio {studio!r} is {problem}")


class WebhookTooLargeError(WebhookError):
    """413: the body is larger than the receiver's ``max_body_bytes``."""

    status = 413
    reply = "body too large"


class RepeatedDeliveryError(WebhookError):
    """200: the delivery is in the receiver's store of deliveries that were seen, so there is nothing left to do.

    Attributes:
        studio: The studio that the key belongs to.
    """

    status = 200
    reply = "ok"

    studio: str

    def __init__(self, studio: str) -> None:
        self.studio = studio
        super().__init__(f"a webhook delivery for studio {studio!r} was handled before")


class NothingToFetchError(PerfectGymError, LookupError):
    """`WebhookEvent.fetch` cannot get what an event is of; the text says why."""
