"""Traces and metrics of a client's calls for OpenTelemetry. Needs the extra `perfectgym-next[otel]`.

from perfectgym_next import PerfectGym
from perfectgym_next.otel import instrumented

gym = instrumented(PerfectGym())
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar
from urllib.parse import urlsplit

from perfectgym_next._core.operation import Operation
from perfectgym_next._http.observer import TRACE_HEADERS
from perfectgym_next._version import __version__
from perfectgym_next.client import _BaseClient
from perfectgym_next.events import AttemptEnded, AttemptStarted, CallEnded, CallStarted, Event, WaitEnded

try:
    from opentelemetry import context, metrics, propagate, trace
    from opentelemetry.metrics import CallbackOptions, Observation
    from opentelemetry.trace import Span, SpanKind, Status, StatusCode
except ImportError as _error:
    raise ImportError("perfectgym_next.otel needs OpenTelemetry: pip install 'perfectgym-next[otel]'") from _error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextvars import Token

    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import TracerProvider

    from perfectgym_next._http.config import Config

__all__ = ["instrumented"]

C = TypeVar("C", bound=_BaseClient[Any, Any])

_NAME = "perfectgym_next"
_DURATIONS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 120)
"""Bounds of histograms in seconds: those that the semantic conventions advise, and longer ones for waits."""


def instrumented(
    client: C,
    *,
    propagate_context: bool = False,
    attributes: Mapping[str, str] | None = None,
    tracer_provider: TracerProvider | None = None,
    meter_provider: MeterProvider | None = None,
) -> C:
    """Return a client on the same connections whose calls become spans and metrics.

    A call is a span with the name of its operation, an attempt is a child span of kind CLIENT. docs/observability.md
    lists attributes and metrics. The client's own `on_event` and `trace_headers` are kept.

    Args:
        client: The client. It is not changed. Closing the returned client closes nothing.
        propagate_context: Send ``traceparent``, ``tracestate`` and ``baggage``. They go to the vendor.
        attributes: Attributes of all spans and metrics of this client, such as the name of a studio.
        tracer_provider: Provider of the tracer. Defaults to the global one.
        meter_provider: Provider of the meter. Defaults to the global one.

    Raises:
        TypeError: It is not a client of this package, or an argument is of another type.
        ValueError: It is already instrumented.
    """
    if not isinstance(client, _BaseClient):
        raise TypeError(f"client must be a PerfectGym or an AsyncPerfectGym, not {type(client).__name__}")
    _check_options(attributes, propagate_context, tracer_provider, meter_provider)
    config = client._config
    if type(config.on_event) is _Instrumentation:
        raise ValueError("the client is already instrumented: instrument the one that it was made from")
    instrumentation = _Instrumentation(
        config.base_url,
        dict(attributes or {}),
        config.on_event,
        trace.get_tracer(_NAME, __version__, tracer_provider),
    )
    meter = metrics.get_meter(_NAME, __version__, meter_provider)
    instrumentation.create_instruments(meter)
    if propagate_context:
        headers = _TraceHeaders(config.trace_headers)
        derived = client.with_options(on_event=instrumentation, trace_headers=headers)
    else:
        derived = client.with_options(on_event=instrumentation)
    instrumentation.config = derived._config
    _observe_limits(meter, meter_provider or _GLOBAL, instrumentation)
    return derived


def _check_options(
    attributes: Mapping[str, str] | None, propagate_context: bool, tracer_provider: object, meter_provider: object
) -> None:
    if not isinstance(propagate_context, bool):
        raise TypeError(f"propagate_context must be True or False, not {propagate_context!r}")
    if attributes is not None and not (
        isinstance(attributes, Mapping) and all(isinstance(one, str) for pair in attributes.items() for one in pair)
    ):
        raise TypeError(f"attributes must be text by names, such as {{'studio': 'north'}}, not {attributes!r}")
    for name, provider, method in (
        ("tracer_provider", tracer_provider, "get_tracer"),
        ("meter_provider", meter_provider, "get_meter"),
    ):
        if provider is not None and not hasattr(provider, method):
            raise TypeError(f"{name} must be a provider of OpenTelemetry, not {type(provider).__name__}")


class _GlobalProvider:
    """The global provider, which may be set later."""


_GLOBAL = _GlobalProvider()
_Observed: TypeAlias = "weakref.WeakValueDictionary[int, _Instrumentation]"
_observed: weakref.WeakKeyDictionary[object, _Observed] = weakref.WeakKeyDictionary()
"""By provider: the instrumentations whose limits its gauge shows, as long as a client uses them."""


def _observe_limits(meter: metrics.Meter, provider: object, instrumentation: _Instrumentation) -> None:
    """Show the limits of a client in the gauge. A meter keeps the callbacks of its first gauge of a name only."""
    if provider not in _observed:
        observed = _observed[provider] = weakref.WeakValueDictionary()
        _create_gauge(meter, observed)
    _observed[provider][id(instrumentation)] = instrumentation


def _create_gauge(meter: metrics.Meter, observed: _Observed) -> None:
    def observe(options: CallbackOptions) -> Iterator[Observation]:
        for alive in observed.valuerefs():
            if (instrumentation := alive()) is not None:
                yield from instrumentation.observe_limit()

    meter.create_observable_gauge(
        "perfectgym.client.rate_limit.utilization", [observe], "1", "Used part of an endpoint's rate limit."
    )


class _OpenSpan(NamedTuple):
    """A span that has not ended, and what makes the span before it current again."""

    span: Span
    token: Token[context.Context]

    def end(self) -> None:
        # Another span is current where the garbage collector ends a coroutine, in a context that is not the call's.
        if trace.get_current_span() is self.span:
            context.detach(self.token)
        self.span.end()


class _Instrumentation:
    """The callback of an instrumented client."""

    def __init__(
        self,
        base_url: str,
        attributes: dict[str, str],
        on_event: Callable[[Event], object] | None,
        tracer: trace.Tracer,
    ) -> None:
        server = urlsplit(base_url)
        self._attributes = attributes
        self._server: dict[str, str | int] = {
            "server.address": server.hostname or "",
            "server.port": server.port or {"http": 80}.get(server.scheme, 443),
        }
        self._on_event = on_event
        self._tracer = tracer
        self._calls: dict[str, _OpenSpan] = {}
        self._attempts: dict[str, _OpenSpan] = {}
        self._operations: set[Operation] = set()
        self.config: Config | None = None

    def create_instruments(self, meter: metrics.Meter) -> None:
        """Create the instruments that record events."""
        self._request_duration = meter.create_histogram(
            "http.client.request.duration",
            "s",
            "Duration of HTTP client requests.",
            explicit_bucket_boundaries_advisory=_DURATIONS,
        )
        self._call_duration = meter.create_histogram(
            "perfectgym.client.call.duration",
            "s",
            "Duration of calls, attempts and waits included.",
            explicit_bucket_boundaries_advisory=_DURATIONS,
        )
        self._call_attempts = meter.create_histogram(
            "perfectgym.client.call.attempts",
            "{attempt}",
            "How often the request of a call was sent.",
            explicit_bucket_boundaries_advisory=(0, 1, 2, 3, 4, 5),
        )
        self._wait_duration = meter.create_histogram(
            "perfectgym.client.wait.duration",
            "s",
            "Duration of waits for a retry or for the rate limit.",
            explicit_bucket_boundaries_advisory=_DURATIONS,
        )

    def observe_limit(self) -> Iterator[Observation]:
        """Yield how much of its rate limit each called endpoint uses."""
        config = self.config
        count_in_use = None if config is None else getattr(config.limiter, "count_in_use", None)
        if config is None or count_in_use is None:  # a limiter that cannot tell, such as RedisLimiter
            return
        for operation in tuple(self._operations):
            bucket = config.bucket(operation)
            if bucket.limit is not None:
                yield Observation(count_in_use(bucket) / bucket.limit, self._describe(operation))

    def _describe(self, event: Operation | Event) -> dict[str, str | int]:
        name = event.name if isinstance(event, Operation) else event.operation
        return {
            **self._attributes,
            "perfectgym.operation": name,
            "http.request.method": event.method,
            "url.template": event.path,
        }

    def __call__(self, event: Event) -> None:
        """Record an event, and pass it to the caller's own callback while the span of the event is current."""
        if isinstance(event, CallStarted | AttemptStarted):
            self._start_span(event)
        try:
            if self._on_event is not None:
                self._on_event(event)
        finally:
            if isinstance(event, WaitEnded):
                self._record_wait(event)
            elif isinstance(event, AttemptEnded):
                self._end_attempt(event)
            elif isinstance(event, CallEnded):
                self._end_call(event)

    def _start_span(self, event: CallStarted | AttemptStarted) -> None:
        attributes = self._describe(event)
        if isinstance(event, CallStarted):
            self._operations.add(Operation(event.operation, event.method, event.path))
            attributes |= {"http.route": event.path, "perfectgym.call_id": event.call_id}
            name, kind, opened = event.operation, SpanKind.INTERNAL, self._calls
        else:
            attributes |= self._server
            if event.attempt > 1:
                attributes["http.request.resend_count"] = event.attempt - 1
            name, kind, opened = f"{event.method} {event.path}", SpanKind.CLIENT, self._attempts
        span = self._tracer.start_span(name, kind=kind, attributes=attributes)
        opened[event.call_id] = _OpenSpan(span, context.attach(trace.set_span_in_context(span)))

    def _record_wait(self, event: WaitEnded) -> None:
        reason: dict[str, str | int] = {"perfectgym.wait.reason": event.reason}
        self._wait_duration.record(event.seconds, self._describe(event) | reason)
        if call := self._calls.get(event.call_id):
            call.span.add_event("wait", {**reason, "perfectgym.wait.seconds": event.seconds})

    def _end_attempt(self, event: AttemptEnded) -> None:
        outcome = _outcome(event)
        self._request_duration.record(event.seconds, self._describe(event) | self._server | outcome)
        if attempt := self._attempts.pop(event.call_id, None):
            _finish(attempt, event, outcome)
        if call := self._calls.get(event.call_id):
            call.span.add_event("attempt", {"perfectgym.attempt": event.attempt, **outcome})

    def _end_call(self, event: CallEnded) -> None:
        outcome = _outcome(event)
        attributes = self._describe(event) | outcome
        self._call_duration.record(event.seconds, attributes)
        self._call_attempts.record(event.attempts, attributes)
        if call := self._calls.pop(event.call_id, None):
            call.span.set_attribute("perfectgym.attempts", event.attempts)
            call.span.set_attribute("perfectgym.waited", event.waited)
            _finish(call, event, outcome)


def _outcome(event: AttemptEnded | CallEnded) -> dict[str, str | int]:
    """Return status and error as the semantic conventions name them."""
    outcome: dict[str, str | int] = {}
    if event.status is not None:
        outcome["http.response.status_code"] = event.status
    if event.error is not None:
        outcome["error.type"] = event.error
    elif event.status is not None and event.status >= 400:
        outcome["error.type"] = str(event.status)
    return outcome


def _finish(opened: _OpenSpan, event: AttemptEnded | CallEnded, outcome: dict[str, str | int]) -> None:
    opened.span.set_attributes(outcome)
    if event.request_id is not None:
        opened.span.set_attribute("perfectgym.request_id", event.request_id)
    if "error.type" in outcome:
        opened.span.set_status(Status(StatusCode.ERROR, event.error))
    opened.end()


class _TraceHeaders:
    """Returns the trace headers of the current span, which is that of the attempt, beside those of the caller."""

    def __init__(self, trace_headers: Callable[[AttemptStarted], Mapping[str, str]] | None) -> None:
        self._trace_headers = trace_headers

    def __call__(self, event: AttemptStarted) -> dict[str, str]:
        headers: dict[str, str] = {}
        propagate.inject(headers)  # by the global propagator, which may know other headers
        headers = {name: value for name, value in headers.items() if name.lower() in TRACE_HEADERS}
        return {**(self._trace_headers(event) if self._trace_headers else {}), **headers}
