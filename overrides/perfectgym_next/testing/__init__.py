"""The test kit: an embedded API to test against, without a key and without the network.

`EmbeddedApi` handles requests in this process: behind a client's transport (`EmbeddedApi.transport`), or as an HTTP
server (`EmbeddedApi.serve`, ``python -m perfectgym_next.testing``).
"""

from __future__ import annotations

from perfectgym_next.testing._server.responses import EmbeddedResponse
from perfectgym_next.testing.api import TEST_KEY, EmbeddedApi, EmbeddedStudio
from perfectgym_next.testing.factories import make

__all__ = ["TEST_KEY", "EmbeddedApi", "EmbeddedResponse", "EmbeddedStudio", "make"]
