"""The server of the tests refuses what the service would refuse. Otherwise, a missing 429 would mean nothing."""

from __future__ import annotations

import httpx

from tests.support.limit_server import LimitServer
from tests.support.limiters import Clock


class TestEnforcingServer:
    """The server of the tests refuses what the service would refuse; without that, no 429 would mean nothing."""

    def test_request_past_the_limit_closes_the_path_for_a_window(self) -> None:
        with LimitServer(limit=2, window=60, clock=Clock()) as server, httpx.Client(base_url=server.url) as client:
            responses = [client.get("/a", headers={"X-API-KEY": "one"}) for _ in range(4)]
            assert [response.status_code for response in responses] == [200, 200, 429, 429]
            assert responses[2].headers["retry-after"] == "60"
            assert client.get("/b", headers={"X-API-KEY": "one"}).status_code == 200
            assert client.post("/a", headers={"X-API-KEY": "two"}, content=b"body").status_code == 200
