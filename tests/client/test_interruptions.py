"""Exceptions from signal handlers, such as Ctrl-C or Celery's soft time limit, at random moments of calls."""

from __future__ import annotations

import gc
import json
import random
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from perfectgym_next import PerfectGym
from perfectgym_next.events import AttemptEnded, AttemptStarted, CallEnded, CallStarted, Event
from tests.support.both_clients import NotingLimiter
from tests.support.raw_server import RawServer, read_request, response
from tests.support.scripted import KEY

pytestmark = [
    pytest.mark.unmeasured,
    pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs interval timers"),
    # Where Python runs a finalizer it says so and goes on; a socket of that moment is closed by the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """What an interruption left behind is collected here, where Python may say so."""
    yield
    gc.collect()


class InterruptedCallError(Exception):
    """Raised by the signal handler."""


def echo(connection: socket.socket, number: int) -> None:
    while request := read_request(connection):
        word = request.split(b" ")[1].rpartition(b"/")[2].decode()
        connection.sendall(response(json.dumps({"word": word}).encode()))


def interrupt(times: int, call: Callable[[], Any]) -> int:
    """Call again and again, interrupted at random moments; return how many interruptions came through."""

    def handle(number: int, frame: object) -> None:
        raise InterruptedCallError

    chance = random.Random(11)
    came = 0
    call()  # all modules are loaded: to interrupt an import is Python's own matter
    before = signal.signal(signal.SIGALRM, handle)
    try:
        for _ in range(times):
            try:
                signal.setitimer(signal.ITIMER_REAL, chance.uniform(1e-5, 0.002))
                for _ in range(100):
                    call()
                signal.setitimer(signal.ITIMER_REAL, 0)
            except InterruptedCallError:
                came += 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return came


class Calls:
    """Calls with a word of their own each; notes every response that is another's."""

    def __init__(self, gym: PerfectGym, name: str) -> None:
        self._gym = gym
        self._name = name
        self._number = 0
        self.wrong: list[Any] = []

    def __call__(self) -> None:
        self._number += 1
        word = f"{self._name}-{self._number}"
        parsed = self._gym.request("GET", "/v1/echo/{word}", path_params={"word": word}).parsed
        if parsed != {"word": word}:
            self.wrong.append((word, parsed))


def free_places(gym: PerfectGym) -> int:
    lending = gym.__dict__["_pool"]._own._pool._lending
    return int(lending._max_connections - len(lending._lent))


@pytest.mark.parametrize("limited", [True, False], ids=["default limiter", "no limiter"])
def test_leave_a_client_usable(limited: bool) -> None:
    options: dict[str, Any] = {"rate_limit": None} if limited else {"limiter": NotingLimiter()}
    with RawServer(echo) as server, PerfectGym(base_url=server.url, api_key=KEY, timeout=10, **options) as gym:
        calls = Calls(gym, "interrupted")
        assert interrupt(750, calls) > 700
        began = time.monotonic()
        for _ in range(20):
            calls()
        assert time.monotonic() - began < 10
        assert calls.wrong == []
        assert free_places(gym) == 100


def test_leave_a_callback_in_use() -> None:
    events: list[Event] = []
    options: dict[str, Any] = {"api_key": KEY, "rate_limit": None, "on_event": events.append}
    with RawServer(echo) as server, PerfectGym(base_url=server.url, timeout=10, **options) as gym:
        calls = Calls(gym, "interrupted")
        assert interrupt(500, calls) > 400
        kinds = Counter(type(event) for event in events)
        for started, ended in ((CallStarted, CallEnded), (AttemptStarted, AttemptEnded)):
            assert abs(kinds[started] - kinds[ended]) <= 25  # whose event the interruption took
        events.clear()
        calls()
        assert [type(event) for event in events] == [CallStarted, AttemptStarted, AttemptEnded, CallEnded]


def test_beside_other_threads_in_a_full_pool_lose_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfectgym_next.transport.MAX_CONNECTIONS", 2)
    with RawServer(echo) as server, PerfectGym(base_url=server.url, api_key=KEY, timeout=10, rate_limit=None) as gym:
        stop = threading.Event()
        others = [Calls(gym, f"thread-{number}") for number in range(4)]
        errors: list[BaseException] = []

        def work(calls: Calls) -> None:
            try:
                while not stop.is_set():
                    calls()
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=work, args=(calls,), daemon=True) for calls in others]
        for thread in threads:
            thread.start()
        mine = Calls(gym, "interrupted")
        try:
            assert interrupt(300, mine) > 250
        finally:
            stop.set()
            for thread in threads:
                thread.join(20)
        assert not any(thread.is_alive() for thread in threads)
        assert errors == []
        for _ in range(10):
            mine()
        assert [calls.wrong for calls in (mine, *others)] == [[]] * 5
        assert free_places(gym) == 2


@pytest.mark.parametrize("kind", [TimeoutError, ValueError, OSError, InterruptedCallError])
def test_of_any_class_comes_out_as_it_is(kind: type[Exception]) -> None:
    def late(connection: socket.socket, number: int) -> None:
        read_request(connection)
        time.sleep(0.3)

    def handle(number: int, frame: object) -> None:
        raise kind("of the caller's own")

    before = signal.signal(signal.SIGALRM, handle)
    try:
        with RawServer(late) as server, PerfectGym(base_url=server.url, api_key=KEY, timeout=10) as gym:
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            with pytest.raises(kind, match="of the caller's own") as caught:
                gym.request("GET", "/v1/x")
            assert type(caught.value) is kind
            assert server.connections == 1
            assert free_places(gym) == 100
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
