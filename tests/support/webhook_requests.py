"""Webhook requests as the vendor documents them."""

from __future__ import annotations

import json
from typing import Any

KEY = "webhook-key-of-north"
OTHER_KEY = "webhook-key-of-south"
UUID_TEXT = "b8e1d16c-9f6d-4f9e-9f0c-0d8a3ce4b9f5"
HEADERS = {"X-API-KEY": KEY}
TIMESTAMP = 1_748_847_600_000


def element(event_type: Any = "CUSTOMER_CREATED", content: Any = None, **more: Any) -> dict[str, Any]:
    """Return an element of ``payload``; `None` for a field leaves it out."""
    data = {"timestamp": TIMESTAMP, "type": event_type, "content": content, **more}
    return {name: value for name, value in data.items() if value is not None}


def body(*elements: Any, **more: Any) -> bytes:
    """Return a body; `None` for a field leaves it out."""
    data = {"entityId": 1001, "uuid": UUID_TEXT, "payload": list(elements) or [element()], **more}
    return json.dumps({name: value for name, value in data.items() if value is not None}).encode()
