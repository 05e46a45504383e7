"""Webhooks: verified and typed deliveries, in any framework.

    hooks = WebhookReceiver({"north": os.environ["NORTH_WEBHOOK_KEY"]})

    delivery = hooks.receive(headers=request.headers, body=body)  # raises WebhookError, with the status to respond with
    for event in delivery.events:
        print(delivery.studio, event.type, event.customer_id)

Receiving does no I/O. What is known of deliveries is from the vendor's public pages; docs/webhooks.md says which
parts are our reading.
"""

from __future__ import annotations

from perfectgym_next._core.event_fields import Checkout, EventFieldError
from perfectgym_next.webhooks._errors import (
    NothingToFetchError,
    RepeatedDeliveryError,
    WebhookAuthenticationError,
    WebhookError,
    WebhookFormatError,
    WebhookTooLargeError,
)
from perfectgym_next.webhooks._events import Delivery, WebhookEvent
from perfectgym_next.webhooks._receiver import MAX_BODY_BYTES, WebhookReceiver
from perfectgym_next.webhooks._seen import MemorySeen, SeenStore
from perfectgym_next_generated.webhooks import WebhookEventType

__all__ = [
    "MAX_BODY_BYTES",
    "Checkout",
    "Delivery",
    "EventFieldError",
    "MemorySeen",
    "NothingToFetchError",
    "RepeatedDeliveryError",
    "SeenStore",
    "WebhookAuthenticationError",
    "WebhookError",
    "WebhookEvent",
    "WebhookEventType",
    "WebhookFormatError",
    "WebhookReceiver",
    "WebhookTooLargeError",
]

for _public in (
    Checkout,
    Delivery,
    EventFieldError,
    MemorySeen,
    NothingToFetchError,
    RepeatedDeliveryError,
    SeenStore,
    WebhookAuthenticationError,
    WebhookError,
    WebhookEvent,
    WebhookEventType,
    WebhookFormatError,
    WebhookReceiver,
    WebhookTooLargeError,
):
    _public.__module__ = __name__  # tracebacks and pickles show the name that is imported
