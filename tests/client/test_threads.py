"""One client in many threads: each call gets its own response, in its turn, and nothing is left behind."""

from __future__ import annotations

import contextlib
import gc
import random
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import pytest
import trustme

from perfectgym_next import ApiConnectionError, ApiError, PerfectGym
from tests.support.disturbances import interrupt
from tests.support.echo_server import Served, serve_apart
from tests.support.raw_server import RawServer, read_request, response
from tests.support.scripted import KEY

THREADS = 64
PATIENCE = 20.0
FAULTS = ("drop", "busy", "close", "close-after", "late-close", "half", "slow")
"""How a connection goes on after, or instead of, a response; see `EchoServer`."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    certificate = tmp_path_factory.mktemp("certificate") / "server.pem"
    trustme.CA().issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(certificate))
    with serve_apart(str(certificate)) as server:
        yield server


def run_threads(works: list[Callable[[], None]], meanwhile: Callable[[], None] = lambda: None) -> list[BaseException]:
    """Run each function in a thread of its own, and another in this one. Return what the threads raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(len(works) + 1)

    def run(work: Callable[[], None]) -> None:
        try:
            start.wait(PATIENCE)
            work()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(work,), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    start.wait(PATIENCE)
    meanwhile()
    for thread in threads:
        thread.join()
    return raised


class Caller:
    """Sends requests with a word of their own each, one in ten to a connection that goes wrong.

    Attributes:
        outcomes: How often a request ended in which way.
        wrong: Responses that are another request's.
    """

    def __init__(self, gym: PerfectGym, name: str) -> None:
        self._gym = gym
        self._name = name
        self._rng = random.Random(name)
        self._number = 0
        self.outcomes: Counter[str] = Counter()
        self.wrong: list[Any] = []

    def __call__(self) -> None:
        self._number += 1
        word = f"{self._name}-{self._number}"
        how = self._rng.choice(FAULTS) if self._rng.random() < 0.1 else ""
        params = {"how": how, "seconds": "0.002"} if how else None
        try:
            response = self._gym.request("GET", "/v1/echo/{word}", path_params={"word": word}, params=params)
        except ApiConnectionError:
            self.outcomes["lost" if how == "drop" else f"lost by {how or 'no fault'}"] += 1
        except ApiError as error:
            self.outcomes["busy" if how == "busy" else f"{error.status} for {how}"] += 1
            self._compare(word, error.text)
        else:
            self.outcomes["answered"] += 1
            self._compare(word, response.content.decode())

    def _compare(self, word: str, text: str) -> None:
        if f'"word": "{word}"' not in text:
            self.wrong.append((word, text))


def open_connections(served: Served) -> int:
    return sum(not connection.ended for connection in served.connections())


def check_threads(
    each: int, served: Served, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Caller], None]
) -> None:
    """Let each thread send so many requests, and check the responses and what is left at the end."""
    monkeypatch.setattr("perfectgym_next.transport.IDLE_SECONDS", 0.02)
    monkeypatch.setattr("perfectgym_next.transport._sleep", lambda seconds: None)
    with PerfectGym(base_url=served.http, api_key=KEY, timeout=30, rate_limit=None, max_retries=3) as gym:
        callers = [Caller(gym, f"thread-{number}") for number in range(THREADS)]
        other = Caller(gym, "other")
        other()  # an interruption of an import is Python's own matter

        def work(caller: Caller) -> Callable[[], None]:
            def run() -> None:
                for _ in range(each):
                    caller()

            return run

        raised = run_threads([work(caller) for caller in callers], meanwhile=lambda: meanwhile(other))
        assert raised == []
        outcomes: Counter[str] = sum((caller.outcomes for caller in callers), Counter())
        assert set(outcomes) == {"answered", "lost", "busy"}
        assert outcomes.total() == THREADS * each
        assert [caller.wrong for caller in (*callers, other) if caller.wrong] == []
        gc.collect()  # what an interruption left behind
        assert len(gym.__dict__["_pool"]._own._pool._lending._lent) == 0
    deadline = time.monotonic() + PATIENCE
    while open_connections(served):
        assert time.monotonic() < deadline, "a connection is left"
        time.sleep(0.05)


def test_with_faults_and_expiring_connections_each_call_gets_its_own_response(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that the client does not close itself raises a ResourceWarning, which is an error here."""
    check_threads(50, served, monkeypatch, meanwhile=lambda other: None)
    gc.collect()


@pytest.mark.unmeasured
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs interval timers")
# Where Python runs a finalizer, an interruption is printed, and the garbage collector closes a socket of that moment.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("each", [500, pytest.param(5_000, marks=pytest.mark.slow)])
def test_interruptions_disturb_no_other_thread(each: int, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    came: list[int] = []
    check_threads(each, served, monkeypatch, meanwhile=lambda other: came.append(interrupt(100, other, longest=0.05)))
    assert came[0] > 50


@pytest.mark.parametrize("connections", [1, 2, 8])
def test_no_thread_waits_longer_than_its_share(connections: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted rather than timed: when the first thread has done its requests, the others have done most of theirs."""
    each, number = 125, 8 * connections
    monkeypatch.setattr("perfectgym_next.transport.MAX_CONNECTIONS", connections)
    done: Counter[str] = Counter()
    behind: list[int] = []

    def echo(connection: socket.socket, _: int) -> None:
        while request := read_request(connection):
            name = request.split(b" ")[1].rpartition(b"/")[2].decode()
            done[name] += 1
            if done[name] == each and not behind:
                behind.extend(done.values())
            with contextlib.suppress(ConnectionError):
                connection.sendall(response(b"{}"))

    with RawServer(echo) as server, PerfectGym(base_url=server.url, api_key=KEY, rate_limit=None) as gym:

        def work(name: str) -> Callable[[], None]:
            def run() -> None:
                for _ in range(each):
                    gym.request("GET", "/v1/echo/{name}", path_params={"name": name})

            return run

        assert run_threads([work(f"thread-{index}") for index in range(number)]) == []
        assert server.connections == connections
    assert done == {f"thread-{index}": each for index in range(number)}
    assert len(behind) == number
    assert median(behind) <= 1.5 * min(behind)
