"""Tools that hook into httpx see the requests of both clients, also under the name of its successor."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx
import vcr  # type: ignore[import-untyped]
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pytest_httpx import HTTPXMock

from perfectgym_next import transport
from tests.client.test_faults import get
from tests.support.both_clients import BOTH, called
from tests.support.fault_server import FaultServer, answers
from tests.support.scripted import KEY

URL = "https://gym.invalid/v1/customers/7/account/balances"
BODY = {"inDebtCollection": True}


@BOTH
class TestTools:
    def test_respx(self, client: str) -> None:
        with respx.mock(using="httpcore") as mock:
            route = mock.get(URL).respond(json=BODY)
            assert called(client, "https://gym.invalid", get, max_retries=0).in_debt_collection is True
            assert route.call_count == 1

    def test_pytest_httpx(self, client: str, httpx_mock: HTTPXMock) -> None:
        httpx_mock.add_response(url=URL, json=BODY, match_headers={"X-API-KEY": KEY})
        assert called(client, "https://gym.invalid", get, max_retries=0).in_debt_collection is True
        (request,) = httpx_mock.get_requests()
        assert request.headers["X-API-KEY"] == KEY
        assert request.extensions["perfectgym_next.operation"].name == "customers_account.get_balances"

    def test_vcrpy(self, client: str, tmp_path: Path) -> None:
        cassette = str(tmp_path / "cassette.yaml")
        recorder = vcr.VCR(filter_headers=["X-API-KEY"], ignore_localhost=False)
        with FaultServer(answers(BODY)) as server:
            with recorder.use_cassette(cassette):
                assert called(client, server.url, get, max_retries=0).in_debt_collection is True
            with recorder.use_cassette(cassette) as played:
                assert called(client, server.url, get, max_retries=0).in_debt_collection is True
                assert played.play_count == 1
            assert len(server.seen) == 1
        assert KEY not in Path(cassette).read_text(encoding="utf-8")

    def test_opentelemetry(self, client: str) -> None:
        exporter = InMemorySpanExporter()
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(exporter))
        HTTPXClientInstrumentor().instrument(tracer_provider=provider)
        try:
            with FaultServer(answers(BODY)) as server:
                called(client, server.url, get, max_retries=0)
        finally:
            HTTPXClientInstrumentor().uninstrument()
        (span,) = exporter.get_finished_spans()
        assert span.name == "GET"
        assert "traceparent" in server.seen[0].headers


class TestOurHoldOnHttpx:
    """httpx has no public way to be given connections: this is the one private name that is relied upon."""

    def test_a_transport_asks_what_lies_under_that_name(self) -> None:
        class Noting:
            def handle_request(self, request: Any) -> Any:
                raise KeyError(request.method)

        sync = transport._SyncTransport()
        assert isinstance(sync, httpx.HTTPTransport)
        sync._pool = Noting()
        with pytest.raises(KeyError, match="GET"):
            sync.handle_request(httpx.Request("GET", URL))

    def test_so_does_an_asynchronous_one(self) -> None:
        class Noting:
            async def handle_async_request(self, request: Any) -> Any:
                raise KeyError(request.method)

        own = transport._AsyncTransport()
        assert isinstance(own, httpx.AsyncHTTPTransport)
        own._pool = Noting()
        with pytest.raises(KeyError, match="GET"):
            asyncio.run(own.handle_async_request(httpx.Request("GET", URL)))


SUCCESSOR = """
import httpx2
httpx2.alias_httpx()
import asyncio, io, logging, sys
stream = io.StringIO()
logging.basicConfig(level=logging.DEBUG, stream=stream)
from perfectgym_next import AsyncPerfectGym, PerfectGym
options = {"base_url": sys.argv[1], "api_key": "kq7-secret-KEY!", "max_retries": 0}
with PerfectGym(**options) as gym:
    assert gym.customers_account.get_balances(918273645).in_debt_collection is True
async def main():
    async with AsyncPerfectGym(**options) as gym:
        assert (await gym.customers_account.get_balances(918273645)).in_debt_collection is True
asyncio.run(main())
text = stream.getvalue()
assert "httpcore2.http11" in text, "the successor was not used"
for secret in ("kq7-secret-KEY!", "918273645", "pin-55667"):
    assert secret not in text, secret
print("done")
"""


@pytest.mark.skipif(find_spec("httpx2") is None, reason="httpx2 needs a newer h11 than the lowest that httpcore takes")
def test_under_the_successor_of_httpx_both_clients_work_and_log_no_member() -> None:
    location = answers(BODY, Location="/v1/customers/918273645?pin=pin-55667")
    with FaultServer(location) as server:
        done = subprocess.run(
            [sys.executable, "-c", SUCCESSOR, server.url], capture_output=True, text=True, check=False, timeout=60
        )
    assert done.stdout == "done\n", done.stderr
    assert len(server.seen) == 2
