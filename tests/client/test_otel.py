"""Spans and metrics of calls, with the SDK of OpenTelemetry."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from opentelemetry import baggage, context, propagate, trace
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.events import AttemptStarted, CallEnded, Event
from perfectgym_next.limits import SlidingWindowLimiter
from perfectgym_next.otel import instrumented
from tests.support.both_clients import BOTH, NotingLimiter, Waits
from tests.support.fault_server import FaultServer, answers, stall
from tests.support.leaks import Search
from tests.support.provocations import PRIVATE, PROVOCATIONS
from tests.support.scripted import BASE_URL, KEY, Service, answer

BALANCE = {"inDebtCollection": False}
ROUTE = "/v1/customers/{customerId}/account/balances"
DESCRIBED = {
    "perfectgym.operation": "customers_account.get_balances",
    "http.request.method": "GET",
    "url.template": ROUTE,
}
SERVER = {"server.address": "gym.invalid", "server.port": 443}


def get(gym: Any) -> Any:
    return gym.customers_account.get_balances(7)


def id_of(span: Any) -> int:
    return int(span.span_id)


def parents(spans: list[ReadableSpan]) -> set[int]:
    return {id_of(span.parent) for span in spans}


class Telemetry:
    """Providers whose spans and metrics stay in memory."""

    def __init__(self) -> None:
        self._exporter = InMemorySpanExporter()
        self.tracer_provider = TracerProvider()
        self.tracer_provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self._reader = InMemoryMetricReader()
        self.meter_provider = MeterProvider([self._reader])

    def instrument(self, client: Any, **options: Any) -> Any:
        return instrumented(client, tracer_provider=self.tracer_provider, meter_provider=self.meter_provider, **options)

    def spans(self) -> list[ReadableSpan]:
        return list(self._exporter.get_finished_spans())

    def points(self, name: str) -> list[Any]:
        """The data points of a metric."""
        data = self._reader.get_metrics_data()
        scopes = [scope for resource in (data.resource_metrics if data else []) for scope in resource.scope_metrics]
        return [
            point
            for scope in scopes
            for metric in scope.metrics
            if metric.name == name
            for point in metric.data.data_points
        ]


@pytest.fixture
def telemetry() -> Iterator[Telemetry]:
    before = context.get_current()
    made = Telemetry()
    yield made
    assert context.get_current() == before, "a span is still current"
    made.tracer_provider.shutdown()
    made.meter_provider.shutdown()


def run(client: str, telemetry: Telemetry, service: Service, call: Callable[[Any], Any] = get, **options: Any) -> Any:
    """The result of a call on an instrumented client, or its error."""
    options = {"limiter": NotingLimiter(), **options}
    instrument = {name: options.pop(name) for name in ("propagate_context", "attributes") if name in options}
    try:
        if client == "sync":
            with service.client(**options) as gym:
                return call(telemetry.instrument(gym, **instrument))

        async def run_async() -> Any:
            async with service.async_client(**options) as gym:
                return await call(telemetry.instrument(gym, **instrument))

        return asyncio.run(run_async())
    except Exception as error:
        return error


@BOTH
class TestSpans:
    def test_are_one_a_call_and_one_an_attempt(self, client: str, telemetry: Telemetry) -> None:
        service = Service(answer(200, BALANCE, X_Request_Id="r-1"))
        assert run(client, telemetry, service).in_debt_collection is False
        attempt, call = telemetry.spans()
        assert (call.name, call.kind, call.parent) == ("customers_account.get_balances", SpanKind.INTERNAL, None)
        assert call.attributes is not None
        attributes = dict(call.attributes)
        assert len(str(attributes.pop("perfectgym.call_id"))) == 16
        assert attributes.pop("perfectgym.waited") == pytest.approx(0, abs=1)
        assert attributes == {
            **DESCRIBED,
            "http.route": ROUTE,
            "http.response.status_code": 200,
            "perfectgym.attempts": 1,
            "perfectgym.request_id": "r-1",
        }
        assert (attempt.name, attempt.kind) == (f"GET {ROUTE}", SpanKind.CLIENT)
        assert attempt.parent == call.get_span_context()
        assert dict(attempt.attributes or {}) == {
            **DESCRIBED,
            **SERVER,
            "http.response.status_code": 200,
            "perfectgym.request_id": "r-1",
        }
        assert call.status.status_code == attempt.status.status_code == StatusCode.UNSET

    def test_of_a_call_that_is_retried_show_attempts_and_waits(
        self, client: str, telemetry: Telemetry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Waits(monkeypatch)
        busy = answer(503, {"errorMessage": "busy"}, Retry_After="3")
        run(client, telemetry, Service(busy, ConnectionError("gone"), answer(200, BALANCE)))
        *attempts, call = telemetry.spans()
        assert [(dict(event.attributes or {}), event.name) for event in call.events if event.name == "attempt"] == [
            ({"perfectgym.attempt": 1, "http.response.status_code": 503, "error.type": "503"}, "attempt"),
            ({"perfectgym.attempt": 2, "error.type": "ApiConnectionError"}, "attempt"),
            ({"perfectgym.attempt": 3, "http.response.status_code": 200}, "attempt"),
        ]
        waits = [dict(event.attributes or {}) for event in call.events if event.name == "wait"]
        assert [wait["perfectgym.wait.reason"] for wait in waits] == ["retry_after", "backoff"]
        assert waits[0]["perfectgym.wait.seconds"] == pytest.approx(3, abs=0.5)
        assert [(one.attributes or {}).get("http.request.resend_count") for one in attempts] == [None, 1, 2]
        assert [(one.attributes or {}).get("error.type") for one in attempts] == ["503", "ApiConnectionError", None]
        assert [one.status.status_code for one in attempts] == [StatusCode.ERROR, StatusCode.ERROR, StatusCode.UNSET]
        assert call.status.status_code == StatusCode.UNSET
        assert (call.attributes or {})["perfectgym.attempts"] == 3

    def test_of_an_error_name_its_class(self, client: str, telemetry: Telemetry) -> None:
        run(client, telemetry, Service(answer(404, {"errorMessage": "no Ada", "traceId": "t-1"})))
        attempt, call = telemetry.spans()
        assert (call.status.status_code, call.status.description) == (StatusCode.ERROR, "NotFoundError")
        assert (call.attributes or {})["error.type"] == "NotFoundError"
        assert (attempt.attributes or {})["error.type"] == "404"
        assert (call.attributes or {})["perfectgym.request_id"] == "t-1"
        assert "Ada" not in call.to_json() + attempt.to_json()

    def test_are_children_of_the_span_of_the_caller(self, client: str, telemetry: Telemetry) -> None:
        tracer = telemetry.tracer_provider.get_tracer("caller")
        with tracer.start_as_current_span("job") as job:
            run(client, telemetry, Service(answer(200, BALANCE)))
        _, call, _ = telemetry.spans()
        assert call.parent == job.get_span_context()

    def test_are_current_for_the_callback_of_the_caller(self, client: str, telemetry: Telemetry) -> None:
        current: list[tuple[str, Any]] = []

        def note(event: Event) -> None:
            current.append((type(event).__name__, trace.get_current_span()))

        run(client, telemetry, Service(answer(200, BALANCE)), on_event=note)
        assert [(kind, span.name) for kind, span in current] == [
            ("CallStarted", "customers_account.get_balances"),
            ("AttemptStarted", f"GET {ROUTE}"),
            ("AttemptEnded", f"GET {ROUTE}"),
            ("CallEnded", "customers_account.get_balances"),
        ]

    def test_end_although_the_callback_of_the_caller_fails(
        self, client: str, telemetry: Telemetry, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(event: Event) -> None:
            raise LookupError("a bug")

        run(client, telemetry, Service(answer(200, BALANCE)), on_event=fail)
        assert len(telemetry.spans()) == 2
        assert "LookupError: a bug" in caplog.text

    def test_have_the_attributes_of_the_client(self, client: str, telemetry: Telemetry) -> None:
        run(client, telemetry, Service(answer(200, BALANCE)), attributes={"studio": "north"})
        assert [(span.attributes or {})["studio"] for span in telemetry.spans()] == ["north", "north"]
        assert telemetry.points("http.client.request.duration")[0].attributes["studio"] == "north"

    def test_of_a_list_are_one_a_slice(self, client: str, telemetry: Telemetry) -> None:
        first = answer(200, {"result": [], "hasNext": True, "offset": "a"})
        service = Service(first, answer(200, {"result": [], "hasNext": False}))
        run(client, telemetry, service, lambda gym: gym.customers_account.list_transactions(7).collect())
        assert len(telemetry.spans()) == 4

    def test_of_httpx_are_children_of_the_attempt(self, client: str, telemetry: Telemetry) -> None:
        HTTPXClientInstrumentor().instrument(tracer_provider=telemetry.tracer_provider)
        try:
            with FaultServer(answers(BALANCE)) as server:
                options: dict[str, Any] = {"base_url": server.url, "api_key": KEY, "limiter": NotingLimiter()}
                if client == "sync":
                    with PerfectGym(**options) as gym:
                        get(telemetry.instrument(gym))
                else:

                    async def call() -> None:
                        async with AsyncPerfectGym(**options) as gym:
                            await get(telemetry.instrument(gym))

                    asyncio.run(call())
        finally:
            HTTPXClientInstrumentor().uninstrument()
        theirs, attempt, _ = telemetry.spans()
        assert theirs.parent == attempt.get_span_context()


@BOTH
@pytest.mark.parametrize("name", PROVOCATIONS)
def test_whatever_happens_spans_end_and_hold_nothing_private(
    client: str, name: str, telemetry: Telemetry, monkeypatch: pytest.MonkeyPatch
) -> None:
    Waits(monkeypatch)
    fault, call, options = PROVOCATIONS[name]
    if name == "PaginationError":
        options = {"max_retries": 0}
    with FaultServer(fault) as server:
        made = {"base_url": server.url, "api_key": KEY, "limiter": NotingLimiter(), "max_retries": 1, **options}
        with contextlib.suppress(Exception):
            if client == "sync":
                with PerfectGym(**made) as gym:
                    call(telemetry.instrument(gym))
            else:

                async def run_async() -> None:
                    async with AsyncPerfectGym(**made) as gym:
                        await call(telemetry.instrument(gym))

                asyncio.run(run_async())
    exported = "".join(span.to_json() for span in telemetry.spans())
    assert not [secret for secret in PRIVATE if secret in exported]
    assert all(span.end_time for span in telemetry.spans())


class TestTasksAndThreads:
    async def test_each_task_has_its_own_spans(self, telemetry: Telemetry) -> None:
        async with Service(answer(200, BALANCE)).async_client(limiter=NotingLimiter()) as gym:
            traced = telemetry.instrument(gym)
            await asyncio.gather(*(get(traced) for _ in range(20)))
        calls = [span for span in telemetry.spans() if span.kind is SpanKind.INTERNAL]
        attempts = [span for span in telemetry.spans() if span.kind is SpanKind.CLIENT]
        assert [span.parent for span in calls] == [None] * 20
        assert parents(attempts) == {id_of(span.get_span_context()) for span in calls}

    def test_calls_of_map_and_prefetch_are_children_of_the_caller(self, telemetry: Telemetry) -> None:
        tracer = telemetry.tracer_provider.get_tracer("caller")
        with (
            Service(answer(200, {**BALANCE, "result": [], "hasNext": False})).client(limiter=NotingLimiter()) as gym,
            tracer.start_as_current_span("job") as job,
        ):
            traced = telemetry.instrument(gym)
            assert len(list(traced.map(traced.customers_account.get_balances, range(1, 9)))) == 8
            assert list(traced.customers_account.list_transactions(7).prefetch()) == []
        calls = [span for span in telemetry.spans() if span.kind is SpanKind.INTERNAL and span.name != "job"]
        assert parents(calls) == {id_of(job.get_span_context())}
        assert len(calls) == 9

    async def test_a_cancelled_call_ends_its_spans(self, telemetry: Telemetry) -> None:
        with FaultServer(stall) as server:
            async with AsyncPerfectGym(base_url=server.url, api_key=KEY, limiter=NotingLimiter()) as gym:
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.2):
                        await get(telemetry.instrument(gym))
        assert [(span.attributes or {})["error.type"] for span in telemetry.spans()] == ["CancelledError"] * 2

    async def test_a_coroutine_that_another_context_ends_does_so_quietly(
        self, telemetry: Telemetry, caplog: pytest.LogCaptureFixture
    ) -> None:
        from contextvars import copy_context

        with FaultServer(stall) as server:
            async with AsyncPerfectGym(base_url=server.url, api_key=KEY, limiter=NotingLimiter()) as gym:
                call = get(telemetry.instrument(gym))
                copy_context().run(call.send, None)
                call.close()
                del call
                gc.collect()
        assert len(telemetry.spans()) == 2
        assert not [record for record in caplog.records if record.name.startswith("opentelemetry")]


@BOTH
class TestMetrics:
    def test_count_attempts_calls_and_waits(
        self, client: str, telemetry: Telemetry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Waits(monkeypatch)
        busy = answer(503, {"errorMessage": "busy"}, Retry_After="3")
        run(client, telemetry, Service(busy, answer(200, BALANCE)))
        refused, succeeded = telemetry.points("http.client.request.duration")
        assert dict(refused.attributes) == {
            **DESCRIBED,
            **SERVER,
            "http.response.status_code": 503,
            "error.type": "503",
        }
        assert dict(succeeded.attributes) == {**DESCRIBED, **SERVER, "http.response.status_code": 200}
        (duration,) = telemetry.points("perfectgym.client.call.duration")
        assert dict(duration.attributes) == {**DESCRIBED, "http.response.status_code": 200}
        assert duration.sum >= 3
        (attempts,) = telemetry.points("perfectgym.client.call.attempts")
        assert (attempts.count, attempts.sum) == (1, 2)
        (wait,) = telemetry.points("perfectgym.client.wait.duration")
        assert wait.attributes["perfectgym.wait.reason"] == "retry_after"
        assert wait.sum == pytest.approx(3, abs=0.5)

    def test_show_how_much_of_the_limit_is_in_use(self, client: str, telemetry: Telemetry) -> None:
        limiter = SlidingWindowLimiter()
        made = Service(answer(200, BALANCE))

        def call_twice(gym: Any) -> Any:
            derived = gym.with_options(timeout=5)
            if client == "sync":
                return [get(gym), get(derived), telemetry.points("perfectgym.client.rate_limit.utilization")]

            async def both() -> Any:
                await get(gym)
                await get(derived)
                return [telemetry.points("perfectgym.client.rate_limit.utilization")]

            return both()

        (point,) = run(client, telemetry, made, call_twice, limiter=limiter, rate_limit=4)[-1]
        assert (point.value, dict(point.attributes)) == (0.5, DESCRIBED)

    def test_show_the_limits_of_each_studio(
        self, client: str, telemetry: Telemetry, caplog: pytest.LogCaptureFixture
    ) -> None:
        limiter = SlidingWindowLimiter()
        for rounds in range(2):  # the second after the clients of the first are gone
            kept = []
            for number, studio in enumerate(["north", "south"], start=1):
                gym = Service(answer(200, BALANCE)).client(api_key=f"{studio}-{rounds}", limiter=limiter, rate_limit=4)
                kept.append(telemetry.instrument(gym, attributes={"studio": studio}))
                for _ in range(number):
                    get(kept[-1])
            points = telemetry.points("perfectgym.client.rate_limit.utilization")
            assert {point.attributes["studio"]: point.value for point in points} == {"north": 0.25, "south": 0.5}
            del kept, gym
            gc.collect()
        assert not [record for record in caplog.records if record.name.startswith("opentelemetry")]

    def test_show_no_use_where_nothing_is_counted(self, client: str, telemetry: Telemetry) -> None:
        run(client, telemetry, Service(answer(200, BALANCE)), rate_limit=None, limiter=SlidingWindowLimiter())
        assert telemetry.points("perfectgym.client.rate_limit.utilization") == []
        run(client, telemetry, Service(answer(200, BALANCE)), limiter=NotingLimiter())
        assert telemetry.points("perfectgym.client.rate_limit.utilization") == []


@BOTH
class TestPropagation:
    @pytest.fixture(autouse=True)
    def _waits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Waits(monkeypatch)

    def sent(self, client: str, telemetry: Telemetry, **options: Any) -> list[dict[str, str]]:
        service = Service(answer(503, {"errorMessage": "busy"}), answer(200, BALANCE))
        run(client, telemetry, service, **options)
        names = ("traceparent", "tracestate", "baggage", "b3")
        return [{name: sent.headers[name] for name in names if name in sent.headers} for sent in service.sent]

    def test_sends_nothing_unless_asked_for(self, client: str, telemetry: Telemetry) -> None:
        assert self.sent(client, telemetry) == [{}, {}]

    def test_sends_the_span_of_the_attempt(self, client: str, telemetry: Telemetry) -> None:
        token = context.attach(baggage.set_baggage("tenant", "north"))
        try:
            sent = self.sent(client, telemetry, propagate_context=True)
        finally:
            context.detach(token)
        attempts = [span.get_span_context() for span in telemetry.spans() if span.kind is SpanKind.CLIENT]
        assert [(one["traceparent"].split("-")[2], one["baggage"]) for one in sent] == [
            (f"{span.span_id:016x}", "tenant=north") for span in attempts if span
        ]

    def test_sends_no_other_header_of_a_propagator(
        self, client: str, telemetry: Telemetry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class B3:
            def inject(self, carrier: dict[str, str], **options: Any) -> None:
                carrier["b3"] = "1"
                carrier["Traceparent"] = "00-1"

        monkeypatch.setattr(propagate, "propagator", B3())
        monkeypatch.setattr(propagate, "get_global_textmap", B3)
        assert self.sent(client, telemetry, propagate_context=True) == [{"traceparent": "00-1"}] * 2

    def test_keeps_the_trace_headers_of_the_caller(self, client: str, telemetry: Telemetry) -> None:
        def own(event: AttemptStarted) -> dict[str, str]:
            return {"tracestate": f"own={event.attempt}"}

        assert self.sent(client, telemetry, trace_headers=own) == [{"tracestate": "own=1"}, {"tracestate": "own=2"}]
        both = self.sent(client, telemetry, trace_headers=own, propagate_context=True)
        assert [(one["tracestate"], "traceparent" in one) for one in both] == [("own=1", True), ("own=2", True)]


class TestTheInstrumentedClient:
    def test_keeps_the_callback_of_the_caller_and_leaves_the_client_alone(self, telemetry: Telemetry) -> None:
        events: list[Event] = []
        with Service(answer(200, BALANCE)).client(on_event=events.append, limiter=NotingLimiter()) as gym:
            get(telemetry.instrument(gym))
            assert len([event for event in events if isinstance(event, CallEnded)]) == 1
            get(gym)
            assert len([event for event in events if isinstance(event, CallEnded)]) == 2
        assert len(telemetry.spans()) == 2

    def test_is_not_instrumented_twice(self, telemetry: Telemetry) -> None:
        gym = telemetry.instrument(Service().client())
        with pytest.raises(ValueError, match="already instrumented"):
            telemetry.instrument(gym.with_options(timeout=3))

    @pytest.mark.parametrize("given", ["x", PerfectGym, None])
    def test_is_a_client(self, given: Any) -> None:
        with pytest.raises(TypeError, match="must be a PerfectGym or an AsyncPerfectGym, not"):
            instrumented(given)

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"propagate_context": "no"}, "propagate_context must be True or False, not 'no'"),
            ({"attributes": ["studio"]}, r"attributes must be text by names, such as .*, not \['studio'\]"),
            ({"attributes": {"studio": 7}}, "attributes must be text by names"),
            ({"tracer_provider": 5}, "tracer_provider must be a provider of OpenTelemetry, not int"),
            ({"meter_provider": "x"}, "meter_provider must be a provider of OpenTelemetry, not str"),
        ],
    )
    def test_refuses_wrong_arguments(self, options: Any, message: str) -> None:
        with pytest.raises(TypeError, match=message):
            instrumented(Service().client(), **options)

    def test_holds_no_key(self, telemetry: Telemetry) -> None:
        with Service(answer(200, BALANCE)).client(limiter=NotingLimiter()) as gym:
            traced = telemetry.instrument(gym, propagate_context=True)
            get(traced)
            assert Search(KEY).finds(traced._config) is None

    def test_is_of_the_class_of_the_client(self, telemetry: Telemetry) -> None:
        class Mine(PerfectGym):
            pass

        assert type(telemetry.instrument(Mine("demo", api_key=KEY))) is Mine
        assert type(telemetry.instrument(AsyncPerfectGym("demo", api_key=KEY))) is AsyncPerfectGym

    def test_is_collected(self, telemetry: Telemetry) -> None:
        gym = telemetry.instrument(Service().client())
        alive = weakref.ref(gym._config.on_event)
        del gym
        gc.collect()
        assert alive() is None

    @pytest.mark.parametrize(("url", "port"), [("http://127.0.0.1", 80), ("http://127.0.0.1:81", 81)])
    def test_names_the_port(self, telemetry: Telemetry, url: str, port: int) -> None:
        with Service(answer(200, BALANCE)).client(base_url=url, limiter=NotingLimiter()) as gym:
            get(telemetry.instrument(gym))
        attributes = telemetry.spans()[0].attributes or {}
        assert (attributes["server.address"], attributes["server.port"]) == ("127.0.0.1", port)


def test_without_a_provider_calls_work() -> None:
    with Service(answer(200, BALANCE)).client(base_url=BASE_URL, limiter=NotingLimiter()) as gym:
        assert get(instrumented(gym, propagate_context=True)).in_debt_collection is False


def test_without_opentelemetry_the_import_says_what_to_install() -> None:
    code = "import sys; sys.modules['opentelemetry'] = None; import perfectgym_next.otel"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert "ImportError: perfectgym_next.otel needs OpenTelemetry: pip install 'perfectgym-next[otel]'" in done.stderr
