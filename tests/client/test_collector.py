"""The garbage collector waits while an answer is read, and is afterwards as it was."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from perfectgym_next._core.operation import Operation, Request
from perfectgym_next.errors import ResponseFormatError
from tests.client.test_forks import Child
from tests.client.test_interruptions import interrupt
from tests.support.scripted import Service, answer

OPERATION = Operation(name="studios.read", method="GET", path="/v1/studios")


def request(parse: Callable[[Any], Any]) -> Request[Any]:
    return Request(OPERATION, parse, path=OPERATION.path)


def is_collecting(_: Any) -> bool:
    return gc.isenabled()


def unreadable(_: Any) -> None:
    raise ValueError("not this way")


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    enabled = gc.isenabled()
    yield
    (gc.enable if enabled else gc.disable)()


class TestTheCollector:
    def test_waits_while_an_answer_is_read_and_goes_on_then(self) -> None:
        gc.enable()
        with Service(answer(200, {})).client() as gym:
            assert gym.send(request(is_collecting)) is False
        assert gc.isenabled()

    def test_goes_on_after_an_answer_that_could_not_be_read(self) -> None:
        gc.enable()
        with Service(answer(200, {})).client() as gym, pytest.raises(ResponseFormatError):
            gym.send(request(unreadable))
        assert gc.isenabled()

    def test_goes_on_after_an_answer_that_is_no_json(self) -> None:
        gc.enable()
        with Service(answer(200, raw=b"<html>")).client() as gym, pytest.raises(ResponseFormatError):
            gym.send(request(is_collecting))
        assert gc.isenabled()

    def test_stays_off_where_it_was_off(self) -> None:
        gc.disable()
        with Service(answer(200, {})).client() as gym:
            gym.send(request(is_collecting))
        assert not gc.isenabled()

    async def test_waits_in_asyncio_too(self) -> None:
        gc.enable()
        async with Service(answer(200, {})).async_client() as gym:
            assert await gym.send(request(is_collecting)) is False
        assert gc.isenabled()

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
    @pytest.mark.filterwarnings(r"ignore:.*use of fork\(\) may lead to deadlocks:DeprecationWarning")
    @pytest.mark.unmeasured
    def test_goes_on_in_a_process_that_forks_while_another_thread_reads(self) -> None:
        gc.enable()
        reading, forked = threading.Event(), threading.Event()

        def parse(_: Any) -> None:
            reading.set()
            assert forked.wait(10)

        with Service(answer(200, {})).client() as gym:
            thread = threading.Thread(target=gym.send, args=(request(parse),))
            thread.start()
            assert reading.wait(10)
            assert not gc.isenabled()
            child = Child(gc.isenabled)
            forked.set()
            thread.join(10)
        assert child.result() is True
        assert gc.isenabled()

    @pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs interval timers")
    @pytest.mark.unmeasured
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    def test_goes_on_after_exceptions_from_signal_handlers(self) -> None:
        gc.enable()
        with Service(answer(200, {})).client(rate_limit=None) as gym:
            call = request(lambda data: data)
            for _ in range(10):
                assert interrupt(50, lambda: gym.send(call)) > 0
                assert gc.isenabled()
