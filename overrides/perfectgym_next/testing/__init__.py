"""The test kit: an embedded API to test against, without a key and without the network.

`EmbeddedApi` handles requests in this process: behind a client's transport (`EmbeddedApi.transport`), or as an HTTP
server (`EmbeddedApi.serve`, ``python -m perfectgym_next.testing``).

Names are imported when they are first used: pytest loads this package in every run, for its fixtures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfectgym_next import _import_when_used

if TYPE_CHECKING:
    from perfectgym_next.testing._server.responses import EmbeddedResponse
    from perfectgym_next.testing.api import TEST_KEY, EmbeddedApi, EmbeddedStudio
    from perfectgym_next.testing.factories import make
    from perfectgym_next.testing.forms import FORMS
    from perfectgym_next.testing.webhooks import WEBHOOK_TEST_KEY, SentEvent, Webhooks

_MODULES = {
    "FORMS": "perfectgym_next.testing.forms",
    "TEST_KEY": "perfectgym_next.testing.api",
    "WEBHOOK_TEST_KEY": "perfectgym_next.testing.webhooks",
    "EmbeddedApi": "perfectgym_next.testing.api",
    "EmbeddedResponse": "perfectgym_next.testing._server.responses",
    "EmbeddedStudio": "perfectgym_next.testing.api",
    "SentEvent": "perfectgym_next.testing.webhooks",
    "Webhooks": "perfectgym_next.testing.webhooks",
    "make": "perfectgym_next.testing.factories",
}

__all__ = [
    "FORMS",
    "TEST_KEY",
    "WEBHOOK_TEST_KEY",
    "EmbeddedApi",
    "EmbeddedResponse",
    "EmbeddedStudio",
    "SentEvent",
    "Webhooks",
    "make",
]

if not TYPE_CHECKING:  # a __getattr__ that type checkers saw would make every name right
    __getattr__ = _import_when_used(globals())


def __dir__() -> list[str]:
    return sorted(__all__)
