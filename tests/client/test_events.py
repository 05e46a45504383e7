"""The events of a call, as a client's `on_event` receives them."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import pickle
import re
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import count
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.errors import ConfigurationError, NotFoundError, PerfectGymError
from perfectgym_next.events import AttemptEnded, AttemptStarted, CallEnded, CallStarted, Event, WaitEnded
from perfectgym_next.limits import LimitWaitError, SlidingWindowLimiter
from perfectgym_next.transport import handler_transport
from tests.support.both_clients import BOTH, NotingLimiter, Waits, called
from tests.support.fault_server import FaultServer, answers, stall
from tests.support.provocations import PIN, PRIVATE, PROVOCATIONS, provoke
from tests.support.scripted import BASE_URL, KEY, Service, answer

BALANCE = {"inDebtCollection": False}
OPERATION = ("customers_account.get_balances", "GET", "/v1/customers/{customerId}/account/balances")


def get(gym: Any) -> Any:
    return gym.customers_account.get_balances(7)


def events_of(client: str, *given: Any, call: Callable[[Any], Any] = get, **options: Any) -> list[Event]:
    """The events of one call, whose service gives these answers; its error, if any, is dropped."""
    events: list[Event] = []
    transport = handler_transport(Service(*given))
    options = {"on_event": events.append, "transport": transport, **options}
    with contextlib.suppress(Exception):
        called(client, BASE_URL, call, **options)
    return events


def kinds(events: list[Event]) -> list[str]:
    return [type(event).__name__ for event in events]


def only(events: list[Event], kind: type[Any]) -> list[Any]:
    return [event for event in events if isinstance(event, kind)]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that the test sets, in its only item. Each wait between attempts moves it on."""
    now = [100.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    async def sleep_async(seconds: float) -> None:
        sleep(seconds)

    monkeypatch.setattr("perfectgym_next._http.exchange.time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr("perfectgym_next.transport._sleep", sleep)
    monkeypatch.setattr("perfectgym_next.transport._sleep_async", sleep_async)
    return now


class SlowLimiter(NotingLimiter):
    """Grants after so many seconds of a clock."""

    def __init__(self, clock: list[float], seconds: float) -> None:
        super().__init__()
        self._clock, self._seconds = clock, seconds

    def acquire(self, bucket: Any, *, max_wait: float | None = None) -> float:
        self._clock[0] += self._seconds
        return super().acquire(bucket, max_wait=max_wait)


@BOTH
class TestACall:
    def test_has_these_events(self, client: str, clock: list[float]) -> None:
        def respond(sent: object) -> Any:
            clock[0] += 0.25
            return answer(200, BALANCE, X_Request_Id="r-1")

        events = events_of(client, respond)
        call = (events[0].call_id, *OPERATION)
        size = len(answer(200, BALANCE)[2])
        assert events == [
            CallStarted(*call),
            AttemptStarted(*call, attempt=1, waited=0.0),
            AttemptEnded(*call, attempt=1, status=200, error=None, seconds=0.25, response_size=size, request_id="r-1"),
            CallEnded(
                *call,
                status=200,
                error=None,
                seconds=0.25,
                attempts=1,
                waited=0.0,
                response_size=size,
                request_id="r-1",
            ),
        ]

    def test_that_is_retried_has_attempts_and_waits(self, client: str, clock: list[float]) -> None:
        refused = answer(429, {"errorMessage": "slow down", "traceId": "t-1"}, Retry_After="7")
        lost = ConnectionError("gone")
        events = events_of(client, refused, lost, answer(200, BALANCE))
        assert kinds(events) == [
            "CallStarted",
            *("AttemptStarted", "AttemptEnded", "WaitEnded") * 2,
            *("AttemptStarted", "AttemptEnded", "CallEnded"),
        ]
        assert len({event.call_id for event in events}) == 1
        started, ended, waits = only(events, AttemptStarted), only(events, AttemptEnded), only(events, WaitEnded)
        assert [(event.attempt, event.status, event.error) for event in ended] == [
            (1, 429, None),
            (2, None, "ApiConnectionError"),
            (3, 200, None),
        ]
        assert [event.request_id for event in ended] == ["t-1", None, None]
        assert ended[1].response_size == 0
        assert [(event.attempt, event.reason) for event in waits] == [(2, "retry_after"), (3, "backoff")]
        assert waits[0].seconds == 7
        assert 0 <= waits[1].seconds <= 1
        waited = pytest.approx(7 + waits[1].seconds)
        assert [(event.attempt, event.waited) for event in started] == [(1, 0), (2, 7), (3, waited)]
        last = only(events, CallEnded)[0]
        assert (last.status, last.error, last.attempts) == (200, None, 3)
        assert last.seconds == last.waited == waited

    def test_that_waits_for_the_rate_limit_says_so(self, client: str, clock: list[float]) -> None:
        for seconds, reported in [(0.009, []), (2.5, [2.5])]:
            events = events_of(client, answer(200, BALANCE), limiter=SlowLimiter(clock, seconds))
            assert [(event.attempt, event.reason) for event in only(events, WaitEnded)] == [(1, "rate_limit")] * len(
                reported
            )
            assert [event.seconds for event in only(events, WaitEnded)] == pytest.approx(reported)
            assert only(events, AttemptStarted)[0].waited == pytest.approx(seconds)

    def test_that_the_limiter_refuses_has_no_attempt(self, client: str) -> None:
        events = events_of(client, limiter=NotingLimiter(wait=100))
        assert kinds(events) == ["CallStarted", "CallEnded"]
        assert only(events, CallEnded)[0][4:6] == (None, "RateLimitError")
        assert only(events, CallEnded)[0].attempts == 0

    def test_whose_retry_the_limiter_refuses_keeps_its_outcome(self, client: str, clock: list[float]) -> None:
        class Once(NotingLimiter):
            def acquire(self, bucket: Any, *, max_wait: float | None = None) -> float:
                if self.asked:
                    clock[0] += 1
                    raise LimitWaitError(50)
                return super().acquire(bucket, max_wait=max_wait)

        events = events_of(client, answer(503, {"errorMessage": "busy"}), limiter=Once())
        assert [event.reason for event in only(events, WaitEnded)] == ["backoff", "rate_limit"]
        last = only(events, CallEnded)[0]
        assert (last.status, last.error, last.attempts) == (503, "ServiceUnavailableError", 1)

    def test_that_sends_nothing_ends_with_its_error(self, client: str) -> None:
        events = events_of(client, call=lambda gym: gym.request("POST", "/v1/x", json={"a": float("nan")}))
        assert events == []  # refused before there is a call
        events = events_of(client, call=lambda gym: gym.customers.upload_document(7, file="/no/such/file"))
        assert kinds(events) == ["CallStarted", "CallEnded"]
        assert only(events, CallEnded)[0].error == "FileNotFoundError"

    def test_whose_response_does_not_match_ends_with_its_error(self, client: str) -> None:
        events = events_of(client, answer(200, {"inDebtCollection": None}))
        assert only(events, AttemptEnded)[0][5:7] == (200, None)
        assert only(events, CallEnded)[0][4:6] == (200, "ResponseFormatError")

    def test_with_a_path_of_its_own_shows_the_template(self, client: str) -> None:
        events = events_of(
            client,
            call=lambda gym: gym.request("get", "/v1/a/{id}", path_params={"id": 918273645}, params={"pin": PIN}),
        )
        assert events[0][1:] == ("request", "GET", "/v1/a/{id}")
        assert "918273645" not in repr(events)
        assert PIN not in repr(events)

    def test_of_a_list_is_a_slice(self, client: str) -> None:
        first = answer(200, {"result": [], "hasNext": True, "offset": "a"})
        last = answer(200, {"result": [], "hasNext": False})
        events = events_of(client, first, last, call=lambda gym: gym.customers_account.list_transactions(7).collect())
        assert kinds(events) == ["CallStarted", "AttemptStarted", "AttemptEnded", "CallEnded"] * 2
        assert len({event.call_id for event in events}) == 2

    def test_request_id_is_a_short_text_or_none(self, client: str) -> None:
        for given, expected in [("i" * 200, "i" * 200), ("i" * 201, None)]:
            events = events_of(client, answer(200, BALANCE, X_Request_Id=given))
            assert only(events, CallEnded)[0].request_id == expected
        bodies: list[Any] = [{"traceId": 7}, {"traceId": ["a"]}, ["t"], {}, None, {"traceId": "t" * 201}]
        for body in bodies:
            assert only(events_of(client, answer(404, body)), CallEnded)[0].request_id is None
        success = {**BALANCE, "traceId": "not an error"}
        assert only(events_of(client, answer(200, success)), CallEnded)[0].request_id is None


RAISED_ABOVE_A_CALL = ("PaginationError", "AmbiguousCustomerError")
"""Errors about the results of calls that succeeded."""


@BOTH
@pytest.mark.parametrize("name", PROVOCATIONS)
def test_whatever_happens_events_come_in_pairs_and_hold_nothing_private(
    client: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Waits(monkeypatch)
    events: list[Event] = []
    fault, call, options = PROVOCATIONS[name]
    error = provoke(client, fault, call, {**options, "on_event": events.append})
    assert_complete(events)
    assert not [secret for secret in PRIVATE if secret in repr(events)]
    if events and name not in RAISED_ABOVE_A_CALL:
        assert only(events, CallEnded)[-1].error == type(error).__name__


def assert_complete(events: list[Event]) -> None:
    """Every start has its end, in order."""
    for call in {event.call_id: None for event in events}:
        text = " ".join(kinds([event for event in events if event.call_id == call]))
        assert re.fullmatch("CallStarted( WaitEnded)*( AttemptStarted AttemptEnded( WaitEnded)*)* CallEnded", text), (
            text
        )


class TestEvents:
    EXAMPLE = CallStarted("0" * 16, *OPERATION)

    def test_are_immutable(self) -> None:
        with pytest.raises(AttributeError):
            self.EXAMPLE.operation = "x"  # type: ignore[misc]

    def test_are_pickled_and_matched(self) -> None:
        assert pickle.loads(pickle.dumps(self.EXAMPLE)) == self.EXAMPLE
        match self.EXAMPLE:
            case CallStarted(operation=operation):
                assert operation == OPERATION[0]

    def test_all_begin_with_the_same_fields(self) -> None:
        for kind in (CallStarted, AttemptStarted, AttemptEnded, WaitEnded, CallEnded):
            assert kind._fields[:4] == ("call_id", "operation", "method", "path")


@BOTH
class TestACallback:
    @pytest.fixture(autouse=True)
    def _waits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Waits(monkeypatch)

    def test_that_fails_is_logged_once_and_breaks_nothing(self, client: str, caplog: pytest.LogCaptureFixture) -> None:
        calls: list[Event] = []

        def fail(event: Event) -> None:
            calls.append(event)
            raise LookupError("a bug of the callback")

        def call_twice(gym: Any) -> Any:
            assert gym is not None
            return get(gym)

        service = handler_transport(Service(answer(503, {"errorMessage": "busy"}), answer(200, BALANCE)))
        result = called(client, BASE_URL, call_twice, on_event=fail, transport=service)
        assert result.in_debt_collection is False
        assert_complete(calls)
        assert len(only(calls, AttemptEnded)) == 2
        (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
        assert record.name == "perfectgym_next"
        text = record.getMessage()
        assert "customers_account.get_balances: on_event raised an exception" in text
        assert "LookupError: a bug of the callback" in text
        assert vars(record)["pg_error"] == "LookupError"
        assert record.exc_info is None

    def test_that_fails_shows_nothing_of_the_error_it_is_called_with(
        self, client: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(event: Event) -> None:
            if type(event) is CallEnded:
                raise LookupError("a bug")

        events_of(client, answer(404, {"errorMessage": "no member Ada Lovelace"}), on_event=fail)
        (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
        assert "LookupError" in record.getMessage()
        assert "Ada" not in record.getMessage()

    @pytest.mark.parametrize("kind", [CallStarted, AttemptStarted, AttemptEnded, CallEnded])
    @pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
    def test_may_interrupt(self, client: str, kind: type, error: type[BaseException]) -> None:
        events: list[Event] = []
        limiter = NotingLimiter()

        def interrupt(event: Event) -> None:
            events.append(event)
            if isinstance(event, kind) and len(only(events, kind)) == 1:
                raise error

        with pytest.raises(error):
            called(
                client,
                BASE_URL,
                get,
                on_event=interrupt,
                transport=handler_transport(Service(answer(200, BALANCE))),
                limiter=limiter,
            )
        assert_complete(events)
        assert len(limiter.released_grants) == len(limiter.asked)

    def test_that_returns_an_awaitable_is_a_mistake(self, client: str, caplog: pytest.LogCaptureFixture) -> None:
        class Awaitable:
            def __await__(self) -> Any:
                raise NotImplementedError

        events_of(client, answer(200, BALANCE), on_event=lambda event: Awaitable())
        (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
        assert "TypeError: on_event returned an awaitable, which nobody awaits" in record.getMessage()

    def test_sees_no_error_of_the_http_library(self, client: str) -> None:
        """An active one leads to frames that hold the key, and tools send them away."""
        import sys

        active: list[str] = []

        def look(event: Event) -> None:
            error = sys.exc_info()[1]
            while error is not None:
                active.append(type(error).__module__.partition(".")[0])
                error = error.__context__

        events_of(client, ConnectionError("gone"), max_retries=1, on_event=look)
        assert set(active) <= {"perfectgym_next"}

    def test_that_calls_the_client_itself_gets_no_events_of_that(self, client: str) -> None:
        events: list[Event] = []
        other = Service(answer(200, BALANCE)).client(limiter=NotingLimiter())

        def call_again(event: Event) -> None:
            events.append(event)
            get(nested)

        nested = other.with_options(on_event=call_again)
        get(nested)
        assert kinds(events) == ["CallStarted", "AttemptStarted", "AttemptEnded", "CallEnded"]

    def test_of_another_client_takes_its_place(self, client: str) -> None:
        first: list[Event] = []
        second: list[Event] = []

        def use_all(gym: Any) -> Any:
            other = gym.with_options(on_event=second.append)
            none = other.with_options(on_event=None)
            assert gym.with_options(timeout=5)._config.on_event == first.append
            if client == "sync":
                return [get(gym), get(other), get(none)]
            return asyncio.gather(get(gym), get(other), get(none))

        events_of(client, answer(200, BALANCE), call=use_all, on_event=first.append)
        assert len(first) == len(second) == 4

    def test_is_checked(self, client: str) -> None:
        async def coroutine_function(event: Event) -> None: ...

        class Asynchronous:
            async def __call__(self, event: Event) -> None: ...

        made = PerfectGym if client == "sync" else AsyncPerfectGym
        wrong: list[tuple[Any, str]] = [
            (1, "on_event must be a function or another callable, not int"),
            (Counter, "this is the class Counter: give an instance"),
            (coroutine_function, "without await"),
            (partial(coroutine_function), "without await"),
            (Asynchronous(), "without await"),
        ]
        for value, message in wrong:
            with pytest.raises(ConfigurationError, match=message):
                made("my-gym", api_key=KEY, on_event=value)
            with pytest.raises(ConfigurationError, match=message.replace("on_event", "trace_headers")):
                made("my-gym", api_key=KEY, trace_headers=value)


class TestWithoutACallback:
    def test_nothing_is_made(self) -> None:
        gym = Service(answer(200, BALANCE)).client()
        assert gym._config.observer is None


class TestThreadsAndTasks:
    def test_map_tells_each_call_in_the_context_of_its_caller(self) -> None:
        from contextvars import ContextVar

        name: ContextVar[str] = ContextVar("name")
        events: list[Event] = []
        names: list[str] = []

        def note(event: Event) -> None:
            events.append(event)
            names.append(name.get("lost"))

        name.set("mine")
        with Service(answer(200, BALANCE)).client(on_event=note, limiter=NotingLimiter()) as gym:
            outcomes = list(gym.map(gym.customers_account.get_balances, range(1, 41)))
        assert all(outcome.error is None for outcome in outcomes)
        assert_complete(events)
        assert len({event.call_id for event in events}) == 40
        assert set(names) == {"mine"}

    async def test_map_of_tasks_does_too(self) -> None:
        events: list[Event] = []
        async with Service(answer(200, BALANCE)).async_client(on_event=events.append, limiter=NotingLimiter()) as gym:
            async for outcome in gym.map(gym.customers_account.get_balances, range(1, 41)):
                assert outcome.error is None
        assert_complete(events)
        assert len({event.call_id for event in events}) == 40

    def test_prefetch_tells_every_slice(self) -> None:
        slices = [answer(200, {"result": [], "hasNext": True, "offset": str(number)}) for number in range(5)]
        events: list[Event] = []
        service = Service(*slices, answer(200, {"result": [], "hasNext": False}))
        with service.client(on_event=events.append, limiter=NotingLimiter()) as gym:
            assert list(gym.customers_account.list_transactions(7).prefetch()) == []
        assert_complete(events)
        assert len(only(events, CallEnded)) == 6

    def test_a_callback_that_is_busy_in_one_thread_is_called_in_others(self) -> None:
        inside, done = threading.Event(), threading.Event()
        events: list[Event] = []

        def hold(event: Event) -> None:
            events.append(event)
            if threading.current_thread().name == "first" and isinstance(event, CallStarted):
                inside.set()
                assert done.wait(10)

        with Service(answer(200, BALANCE)).client(on_event=hold, limiter=NotingLimiter()) as gym:
            first = threading.Thread(target=get, args=[gym], name="first")
            first.start()
            assert inside.wait(10)
            get(gym)
            done.set()
            first.join(10)
        assert_complete(events)
        assert len(only(events, CallEnded)) == 2


class TestCancellation:
    async def test_of_an_attempt_is_told(self) -> None:
        events: list[Event] = []
        with FaultServer(stall) as server:
            async with AsyncPerfectGym(
                base_url=server.url, api_key=KEY, on_event=events.append, limiter=NotingLimiter()
            ) as gym:
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.2):
                        await get(gym)
        assert_complete(events)
        assert [event.error for event in only(events, AttemptEnded)] == ["CancelledError"]
        assert [event.error for event in only(events, CallEnded)] == ["CancelledError"]

    async def test_of_a_wait_for_a_retry_is_told(self) -> None:
        events: list[Event] = []
        waiting = asyncio.Event()

        def note(event: Event) -> None:
            events.append(event)
            if isinstance(event, AttemptEnded):
                waiting.set()

        service = Service(answer(429, {"errorMessage": "later"}, Retry_After="60"))
        async with service.async_client(on_event=note, limiter=NotingLimiter()) as gym:
            task = asyncio.create_task(get(gym))
            await waiting.wait()
            for _ in range(5):
                await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert kinds(events) == ["CallStarted", "AttemptStarted", "AttemptEnded", "WaitEnded", "CallEnded"]
        assert only(events, WaitEnded)[0].reason == "retry_after"
        assert only(events, WaitEnded)[0].seconds < 60
        assert only(events, CallEnded)[0][4:6] == (429, "CancelledError")

    async def test_of_a_wait_for_the_rate_limit_is_told(self) -> None:
        events: list[Event] = []
        async with Service(answer(200, BALANCE)).async_client(
            on_event=events.append, rate_limit=1, limiter=SlidingWindowLimiter()
        ) as gym:
            await get(gym)
            events.clear()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await get(gym)
        assert kinds(events) == ["CallStarted", "WaitEnded", "CallEnded"]
        assert only(events, WaitEnded)[0].reason == "rate_limit"

    async def test_of_a_coroutine_that_is_thrown_away_is_told(self) -> None:
        events: list[Event] = []
        with FaultServer(stall) as server:
            async with AsyncPerfectGym(
                base_url=server.url, api_key=KEY, on_event=events.append, limiter=NotingLimiter()
            ) as gym:
                call = get(gym)
                call.send(None)
                call.close()
                del call
                gc.collect()
        assert_complete(events)
        assert [event.error for event in only(events, CallEnded)] == ["GeneratorExit"]


@pytest.mark.unmeasured
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_parent_and_child_of_a_fork_have_different_call_ids() -> None:
    events: list[Event] = []
    with (
        FaultServer(answers(BALANCE)) as server,
        PerfectGym(base_url=server.url, api_key=KEY, on_event=events.append, limiter=NotingLimiter()) as gym,
    ):
        get(gym)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                get(gym)
                os.write(write, events[-1].call_id.encode())
            finally:
                os._exit(0)
        os.close(write)
        os.waitpid(child, 0)
        theirs = os.read(read, 100).decode()
        os.close(read)
        get(gym)
    assert re.fullmatch("[0-9a-f]{16}", theirs)
    assert len({theirs, *(event.call_id for event in events)}) == 3


class Recorder(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Keeps the requests that it receives, and the trace headers of each attempt. Every odd one is refused."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.trace_headers: list[dict[str, str]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        names = ("traceparent", "tracestate", "baggage")
        self.trace_headers.append({name: request.headers[name] for name in names if name in request.headers})
        self.requests.append(request)
        return httpx.Response(503 if len(self.requests) % 2 else 200, json={"errorMessage": "busy", **BALANCE})

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


@BOTH
class TestTraceHeaders:
    @pytest.fixture(autouse=True)
    def _waits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Waits(monkeypatch)

    def sent(self, client: str, trace_headers: Any, **options: Any) -> list[dict[str, str]]:
        recorder = Recorder()
        result = called(client, BASE_URL, get, transport=recorder, trace_headers=trace_headers, **options)
        assert result.in_debt_collection is False
        assert len(recorder.requests) == 2
        return recorder.trace_headers

    def test_are_those_of_the_attempt(self, client: str) -> None:
        numbers = count(1)
        events: list[Event] = []

        def inject(event: AttemptStarted) -> dict[str, str]:
            assert events[-1] == event  # reported first, so that a span exists
            number = next(numbers)
            return {"traceparent": f"00-{number}", **({"Baggage": "a=b"} if number == 1 else {})}

        assert self.sent(client, inject, on_event=events.append) == [
            {"traceparent": "00-1", "baggage": "a=b"},
            {"traceparent": "00-2"},
        ]

    def test_are_none_unless_asked_for(self, client: str) -> None:
        assert self.sent(client, None) == [{}, {}]
        assert self.sent(client, lambda event: {}) == [{}, {}]
        assert self.sent(client, lambda event: None) == [{}, {}]

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"traceparent": "00-1", "Authorization": "secret-9"}, "may set traceparent, tracestate, baggage only"),
            ({"X-API-KEY": "secret-9"}, "not X-API-KEY"),
            ({"traceparent": "a\r\nX-Other: secret-9"}, "visible ASCII"),
            ({"traceparent": b"secret-9"}, "not bytes"),
            ({b"traceparent": "secret-9"}, ""),
            ("secret-9", ""),
            (["traceparent"], ""),
        ],
        ids=repr,
    )
    def test_that_are_no_trace_headers_are_not_sent(
        self, client: str, given: Any, message: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert self.sent(client, lambda event: given) == [{}, {}]
        (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
        assert "trace_headers raised an exception" in record.getMessage()
        assert message in record.getMessage()
        assert "secret-9" not in record.getMessage().partition("Traceback")[0]

    def test_leave_those_of_a_call_alone(self, client: str) -> None:
        recorder = Recorder()

        def call(gym: Any) -> Any:
            return gym.customers_account.get_balances(7, extra_headers={"baggage": "a=b"})

        called(client, BASE_URL, call, transport=recorder, trace_headers=lambda event: {"traceparent": "00-1"})
        assert recorder.trace_headers == [{"traceparent": "00-1", "baggage": "a=b"}] * 2

    def test_whose_callback_fails_later_are_not_sent_again(self, client: str) -> None:
        numbers = count(1)

        def inject(event: AttemptStarted) -> dict[str, str]:
            if next(numbers) > 1:
                raise LookupError
            return {"traceparent": "00-1"}

        assert self.sent(client, inject) == [{"traceparent": "00-1"}, {}]

    def test_work_beside_a_callback_for_events_that_fails(self, client: str) -> None:
        def fail(event: Event) -> None:
            raise LookupError

        assert self.sent(client, lambda event: {"traceparent": "00-1"}, on_event=fail) == [{"traceparent": "00-1"}] * 2


@BOTH
class TestATransportOfTheCaller:
    @pytest.fixture(autouse=True)
    def _waits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Waits(monkeypatch)

    def test_finds_the_operation_in_the_extensions(self, client: str) -> None:
        recorder = Recorder()
        called(client, BASE_URL, get, transport=recorder)
        operation = recorder.requests[0].extensions["perfectgym_next.operation"]
        assert (operation.name, operation.method, operation.path) == OPERATION

    def test_may_assert_the_key_after_the_call(self, client: str) -> None:
        recorder = Recorder()
        called(client, BASE_URL, get, transport=recorder)
        assert [request.headers["X-API-KEY"] for request in recorder.requests] == [KEY, KEY]

    def test_holds_no_key_after_an_error(self, client: str) -> None:
        recorder = Recorder()
        with pytest.raises(PerfectGymError):
            called(client, BASE_URL, get, transport=recorder, max_retries=0)
        assert "X-API-KEY" not in recorder.requests[0].headers

    def test_holds_no_key_after_a_response_that_does_not_match(self, client: str) -> None:
        class Wrong(Recorder):
            def handle_request(self, request: httpx.Request) -> httpx.Response:
                super().handle_request(request)
                return httpx.Response(200, json={"inDebtCollection": None})

        recorder = Wrong()
        with pytest.raises(PerfectGymError, match="inDebtCollection"):
            called(client, BASE_URL, get, transport=recorder)
        assert "X-API-KEY" not in recorder.requests[0].headers


FIELDS = {
    *("pg_call_id", "pg_operation", "pg_method", "pg_path", "pg_attempt"),
    *("pg_status", "pg_error", "pg_seconds", "pg_waited"),
}


@BOTH
class TestLogRecords:
    def records(self, client: str, caplog: pytest.LogCaptureFixture, *given: Any, **options: Any) -> list[Any]:
        caplog.set_level(logging.DEBUG, logger="perfectgym_next")
        with contextlib.suppress(NotFoundError):
            called(client, BASE_URL, get, transport=handler_transport(Service(*given)), **options)
        found = [record for record in caplog.records if record.name == "perfectgym_next"]
        for record in found:
            assert {name for name in vars(record) if name.startswith("pg_")} == FIELDS
        return found

    def test_have_the_fields_of_the_attempt(
        self, client: str, caplog: pytest.LogCaptureFixture, clock: list[float]
    ) -> None:
        busy = answer(503, {"errorMessage": "busy"}, Retry_After="3")
        first, retry, last = self.records(client, caplog, busy, answer(404, {"errorMessage": "no"}))
        for record in (first, retry, last):
            assert (record.pg_operation, record.pg_method, record.pg_path) == OPERATION
            assert record.pg_call_id is None
        assert (first.pg_attempt, first.pg_status, first.pg_error, first.pg_seconds, first.pg_waited) == (
            *(1, 503, None),
            *(0.0, 0.0),
        )
        assert (retry.pg_attempt, retry.pg_status, retry.pg_seconds, retry.pg_waited) == (1, 503, None, 3.0)
        assert (last.pg_attempt, last.pg_status, last.pg_waited) == (2, 404, 3.0)

    def test_name_the_error(
        self, client: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Waits(monkeypatch)
        lost, *_ = self.records(client, caplog, ConnectionError("gone"), answer(200, BALANCE))
        assert (lost.pg_status, lost.pg_error) == (None, "ApiConnectionError")

    def test_join_the_events(self, client: str, caplog: pytest.LogCaptureFixture) -> None:
        events: list[Event] = []
        (record,) = self.records(client, caplog, answer(200, BALANCE), on_event=events.append)
        assert record.pg_call_id == events[0].call_id

    def test_of_a_limiter_that_fails_have_them(self, client: str, caplog: pytest.LogCaptureFixture) -> None:
        class Broken(NotingLimiter):
            def acquire(self, bucket: Any, *, max_wait: float | None = None) -> float:
                if self.asked:
                    raise LimitWaitError(50)
                return super().acquire(bucket, max_wait=max_wait)

            def pause(self, bucket: Any, seconds: float) -> None:
                raise LimitWaitError(1)

        refused = answer(429, {"errorMessage": "later"}, Retry_After="0.001")
        with contextlib.suppress(PerfectGymError):
            self.records(client, caplog, refused, limiter=Broken())
        found = [record for record in caplog.records if record.levelno == logging.WARNING]
        assert len(found) == 2
        assert {vars(record)["pg_operation"] for record in found} == {OPERATION[0]}

    def test_of_a_wait_for_the_rate_limit_have_them(self, client: str, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, logger="perfectgym_next")
        limiter = SlidingWindowLimiter(window=1.2, margin=0)

        def twice(gym: Any) -> Any:
            if client == "sync":
                return [get(gym), get(gym)]
            return asyncio.gather(get(gym), get(gym))

        service = handler_transport(Service(answer(200, BALANCE)))
        called(client, BASE_URL, twice, transport=service, rate_limit=1, limiter=limiter)
        (record,) = [record for record in caplog.records if record.levelno == logging.INFO]
        assert {name for name in vars(record) if name.startswith("pg_")} == FIELDS
        assert (vars(record)["pg_operation"], vars(record)["pg_method"], vars(record)["pg_path"]) == OPERATION
        assert 1 <= vars(record)["pg_seconds"] <= 1.2
