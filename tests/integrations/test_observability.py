"""The recipes of docs/observability.md with the real libraries. Nothing is sent: each test collects what would be."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import sentry_sdk
import structlog
from loguru import logger as loguru_logger
from prometheus_client import REGISTRY
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from perfectgym_next import AsyncPerfectGym, NotFoundError, PerfectGym
from perfectgym_next.events import Event
from perfectgym_next.testing import TEST_KEY, EmbeddedApi

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "observability.md").read_text("utf-8")
CUSTOMER = 1001
UNKNOWN = 918273645
ROUTE = "/v1/customers/{customerId}/account/balances"
OPERATION = "customers_account.get_balances"


def code_of(section: str) -> str:
    """The code of a section of the page, without its last line, which makes a call, behind the imports of the page."""
    text = PAGE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert blocks, section
    return (
        "import logging\n"
        "from perfectgym_next.events import AttemptEnded, AttemptStarted, CallEnded, CallStarted, Event, WaitEnded\n"
        "handler = logging.StreamHandler()\n"
        "log = logging.getLogger('perfectgym_next')\n"
        + "\n".join(line for block in blocks for line in block.splitlines() if not line.startswith("gym."))
    )


def recipe(section: str) -> dict[str, Any]:
    """What the code of a section defines."""
    defined: dict[str, Any] = {"__name__": "recipe"}
    exec(compile(code_of(section), section, "exec"), defined)
    return defined


@pytest.fixture
def api() -> EmbeddedApi:
    return EmbeddedApi()


@pytest.fixture(autouse=True)
def _no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.uniform", lambda low, high: 0.001)


def call(client: str, api: EmbeddedApi, customer: int = CUSTOMER, **options: Any) -> None:
    """Ask for the balances of a customer."""
    made: dict[str, Any] = {
        "base_url": "https://embedded.invalid",
        "api_key": TEST_KEY,
        "transport": api.transport(),
        **options,
    }
    if client == "sync":
        with PerfectGym(**made) as gym:
            gym.customers_account.get_balances(customer)
        return

    async def run() -> None:
        async with AsyncPerfectGym(**made) as gym:
            await gym.customers_account.get_balances(customer)

    asyncio.run(run())


BOTH = pytest.mark.parametrize("client", ["sync", "async"])


class Collector(Transport):
    """Keeps what Sentry would send."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[dict[str, Any]] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.items += [item.payload.json for item in envelope.items if item.payload.json]


@BOTH
class TestSentry:
    @pytest.fixture
    def collector(self) -> Collector:
        collector = Collector()
        sentry_sdk.init(
            dsn="https://public@sentry.invalid/1",
            transport=collector,
            traces_sample_rate=1.0,
            include_local_variables=False,
        )
        return collector

    @pytest.fixture(autouse=True)
    def _isolated(self) -> Any:
        with sentry_sdk.isolation_scope() as scope:
            scope.clear_breadcrumbs()
            yield
        sentry_sdk.init()

    def test_sees_a_call_as_it_sees_one_of_httpx(self, client: str, api: EmbeddedApi, collector: Collector) -> None:
        def respond(request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, json={})

        with sentry_sdk.start_transaction(name="job"):
            with httpx.Client(transport=httpx.MockTransport(respond)) as plain:
                plain.get("https://gym.invalid/v1/x")
            call(client, api, on_event=recipe("Sentry")["to_sentry"])
        sentry_sdk.capture_message("look")
        transaction, event = collector.items
        theirs, ours = transaction["spans"]
        assert ours["op"] == theirs["op"] == "http.client"
        assert ours["description"] == f"GET {ROUTE}"
        assert ours["status"] == theirs["status"] == "ok"
        assert ours["data"]["http.response.status_code"] == theirs["data"]["http.response.status_code"] == 200
        assert ours["parent_span_id"] == theirs["parent_span_id"]
        theirs, ours = (one for one in event["breadcrumbs"]["values"] if one["type"] == "http")
        assert ours["category"] == theirs["category"]
        assert ours["data"].keys() >= {"http.request.method", "http.response.status_code", "url"}
        assert (ours["data"]["url"], ours["data"]["operation"]) == (ROUTE, OPERATION)

    def test_sees_nothing_without_it(self, client: str, api: EmbeddedApi, collector: Collector) -> None:
        with sentry_sdk.start_transaction(name="job"):
            call(client, api)
        assert collector.items[0]["spans"] == []

    def test_sees_every_attempt(self, client: str, api: EmbeddedApi, collector: Collector) -> None:
        api.fail(status=503)
        api.fail(kind="reset", on=2)
        with sentry_sdk.start_transaction(name="job"):
            call(client, api, on_event=recipe("Sentry")["to_sentry"])
        spans = collector.items[0]["spans"]
        assert [span["status"] for span in spans] == ["unavailable", "unavailable", "ok"]

    def test_reports_an_error_with_breadcrumbs_and_no_secrets(
        self, client: str, api: EmbeddedApi, collector: Collector
    ) -> None:
        try:
            call(client, api, UNKNOWN, on_event=recipe("Sentry")["to_sentry"])
        except NotFoundError:
            sentry_sdk.capture_exception()
        (event,) = collector.items
        assert event["exception"]["values"][-1]["type"] == "NotFoundError"
        crumbs = [one["data"] for one in event["breadcrumbs"]["values"] if one["type"] == "http"]
        assert [crumb["http.response.status_code"] for crumb in crumbs] == [404]
        assert TEST_KEY not in json.dumps(event, default=str)
        del event["exception"]["values"][-1]["value"]  # what the service said
        assert str(UNKNOWN) not in json.dumps(event, default=str)

    def test_sees_no_key_with_local_variables_either(self, client: str, api: EmbeddedApi) -> None:
        collector = Collector()
        sentry_sdk.init(dsn="https://public@sentry.invalid/1", transport=collector, include_local_variables=True)
        try:
            call(client, api, UNKNOWN, on_event=recipe("Sentry")["to_sentry"])
        except NotFoundError:
            sentry_sdk.capture_exception()
        frames = collector.items[0]["exception"]["values"][-1]["stacktrace"]["frames"]
        ours = [frame for frame in frames if frame["module"].startswith("perfectgym_next")]
        assert ours
        assert TEST_KEY not in json.dumps(ours, default=str)

    def test_has_the_fields_of_log_records(self, client: str, api: EmbeddedApi, collector: Collector) -> None:
        api.fail(status=503)
        call(client, api)
        sentry_sdk.capture_message("look")
        crumbs = collector.items[0]["breadcrumbs"]["values"]
        (retry,) = [one for one in crumbs if one["category"] == "perfectgym_next"]
        assert (retry["level"], retry["data"]["pg_operation"], retry["data"]["pg_status"]) == (
            *("warning", OPERATION),
            503,
        )


DATADOG = """
import json, sys
from ddtrace.trace import TraceFilter, tracer

class Collector(TraceFilter):
    spans = []
    def process_trace(self, trace):
        self.spans += trace
        return None  # nothing is sent

tracer.configure(trace_processors=[Collector()])
exec(compile(sys.argv[1], "recipe", "exec"))
sys.path.insert(0, sys.argv[2])
from perfectgym_next.testing import EmbeddedApi
from tests.integrations.test_observability import UNKNOWN, call
with tracer.trace("job"):
    for client in ("sync", "async"):
        api = EmbeddedApi()
        api.fail(status=503)
        call(client, api, on_event=to_datadog)
        try:
            call(client, EmbeddedApi(), UNKNOWN, on_event=to_datadog)
        except Exception as error:
            assert type(error).__name__ == "NotFoundError", error
assert not datadog_spans
by_id = {span.span_id: span for span in Collector.spans}
print(json.dumps([
    [span.name, span.resource, span.span_type, span.error, span.get_tag("http.status_code"), span.get_tag("error.type"),
     span.get_tag("span.kind"), by_id[span.parent_id].name if span.parent_id else None]
    for span in sorted(Collector.spans, key=lambda span: span.start_ns)
]))
"""


def test_datadog_sees_calls_and_attempts() -> None:
    off = ("DD_INSTRUMENTATION_TELEMETRY_ENABLED", "DD_REMOTE_CONFIGURATION_ENABLED", "DD_RUNTIME_METRICS_ENABLED")
    done = subprocess.run(
        [sys.executable, "-c", DATADOG, code_of("Datadog"), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **dict.fromkeys(off, "false"), "DD_TRACE_ENABLED": "true"},
    )
    assert done.returncode == 0, done.stderr
    job, *spans = json.loads(done.stdout.splitlines()[-1])
    assert job[0] == "job"
    attempt = ["http.request", f"GET {ROUTE}", "http"]
    retried = [
        ["perfectgym.call", OPERATION, None, 0, "200", None, "internal", "job"],
        [*attempt, 1, "503", "503", "client", "perfectgym.call"],
        [*attempt, 0, "200", None, "client", "perfectgym.call"],
    ]
    not_found = [
        ["perfectgym.call", OPERATION, None, 1, "404", "NotFoundError", "internal", "job"],
        [*attempt, 0, "404", None, "client", "perfectgym.call"],
    ]
    assert spans == [*retried, *not_found] * 2


@BOTH
class TestLogs:
    @pytest.fixture(autouse=True)
    def log(self) -> Any:
        log = logging.getLogger("perfectgym_next")
        before, level = list(log.handlers), log.level
        log.setLevel(logging.DEBUG)
        yield log
        log.handlers[:] = before
        log.setLevel(level)

    def test_structlog_renders_their_fields(
        self, client: str, api: EmbeddedApi, log: logging.Logger, capsys: pytest.CaptureFixture[str]
    ) -> None:
        defined = recipe("structlog and loguru")
        log.handlers[:] = [defined["handler"]]
        defined["handler"].setStream(sys.stdout)
        call(client, api)
        record = json.loads(capsys.readouterr().out)
        assert (record["pg_operation"], record["pg_status"], record["level"]) == (OPERATION, 200, "debug")

    def test_loguru_takes_them(self, client: str, api: EmbeddedApi, log: logging.Logger) -> None:
        found: list[Any] = []
        sink = loguru_logger.add(lambda message: found.append(message.record), level="DEBUG")
        try:
            recipe("structlog and loguru")  # adds the handler
            api.fail(status=503)
            call(client, api)
        finally:
            loguru_logger.remove(sink)
        assert [(one["level"].name, one["extra"]["pg_attempt"], one["extra"]["pg_status"]) for one in found] == [
            ("DEBUG", 1, 503),
            ("WARNING", 1, 503),
            ("DEBUG", 2, 200),
        ]
        assert "{customerId}" in found[0]["message"]  # braces are no fields of loguru

    def test_structlog_writes_events(self, client: str, api: EmbeddedApi) -> None:
        with structlog.testing.capture_logs() as found:
            call(client, api, on_event=recipe("structlog and loguru")["write"])
        assert [one["event"] for one in found] == ["CallStarted", "AttemptStarted", "AttemptEnded", "CallEnded"]
        assert {one["operation"] for one in found} == {OPERATION}


def test_prometheus_counts_calls_and_waits(api: EmbeddedApi) -> None:
    count: Callable[[Event], object] = recipe("Prometheus")["count"]
    try:
        for client in ("sync", "async"):
            api.fail(status=503)
            call(client, api, on_event=count)
            with pytest.raises(NotFoundError):
                call(client, api, UNKNOWN, on_event=count)
        labels = {"operation": OPERATION}
        assert REGISTRY.get_sample_value("perfectgym_call_seconds_count", {**labels, "error": ""}) == 2
        assert REGISTRY.get_sample_value("perfectgym_call_seconds_count", {**labels, "error": "NotFoundError"}) == 2
        waited = REGISTRY.get_sample_value("perfectgym_wait_seconds_total", {**labels, "reason": "backoff"})
        assert waited is not None
        assert 0 < waited < 1
    finally:
        for name in ("CALLS", "WAITS"):
            REGISTRY.unregister(count.__globals__[name])  # type: ignore[attr-defined]
