"""Parent and children of a fork that use one client: each gets its own responses, and nothing hangs."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import faulthandler
import gc
import json
import multiprocessing
import os
import select
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import httpx
import pytest
import trustme

from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next._http.backends import openssl_gate
from perfectgym_next.errors import ServiceUnavailableError
from perfectgym_next.limits import Bucket, SlidingWindowLimiter
from tests.support.both_clients import NotingLimiter
from tests.support.echo_server import Served, serve_apart

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    # Since 3.12 Python warns of what these tests are about.
    pytest.mark.filterwarnings(r"ignore:.*use of fork\(\) may lead to deadlocks:DeprecationWarning"),
]

PATIENCE = 20.0
STUDIOS = ("studio-a", "studio-b", "studio-c")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    authority = trustme.CA()
    folder = tmp_path_factory.mktemp("authority")
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    certificate = folder / "server.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(certificate))
    with pytest.MonkeyPatch.context() as environment, serve_apart(str(certificate)) as server:
        environment.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))
        yield server


@pytest.fixture(params=["http", "https"])
def url(request: pytest.FixtureRequest, served: Served) -> str:
    return str(getattr(served, request.param))


class Child:
    """A forked process that reports what a function returns, and is killed where it hangs."""

    def __init__(self, act: Callable[[], Any], fork: Callable[[], int] = os.fork) -> None:
        self._results, report = os.pipe()
        faulthandler.cancel_dump_traceback_later()  # a grandchild would wait for its thread
        self.pid = fork()
        if self.pid == 0:
            faulthandler.dump_traceback_later(PATIENCE / 2, file=report)  # where it hangs
            try:
                try:
                    text = json.dumps(["returned", act()])
                except BaseException:
                    text = json.dumps(["raised", traceback.format_exc()])
                os.write(report, text.encode() + b"\n")
            finally:
                os._exit(0)  # nothing of pytest is to be ended a second time
        os.close(report)

    def result(self) -> Any:
        """Return what the function returned."""
        text = b""
        until = time.monotonic() + PATIENCE
        try:
            while not text.endswith(b"\n"):
                if not select.select([self._results], [], [], max(0.0, until - time.monotonic()))[0]:
                    os.kill(self.pid, signal.SIGKILL)
                    pytest.fail("the child hangs")
                piece = os.read(self._results, 65536)
                if not piece:
                    pytest.fail("the child ended without a report")
                text += piece
        finally:
            os.close(self._results)
            os.waitpid(self.pid, 0)
        if not text.startswith(b"["):
            pytest.fail(f"the child hangs:\n{text.decode()}")
        kind, value = json.loads(text)
        if kind == "raised":
            pytest.fail(f"in the child:\n{value}")
        return value


def options(url: str) -> dict[str, Any]:
    return {"base_url": url, "api_key": STUDIOS[0], "timeout": 10.0, "max_retries": 0, "rate_limit": None}


def studios(gym: Any) -> list[Any]:
    """Return the client and clients of two other studios on its connections."""
    return [gym, *(gym.with_options(api_key=key) for key in STUDIOS[1:])]


def wrong(response: Any, word: str, key: str) -> list[Any]:
    """Return a response unless it is that of its request."""
    return [] if (response.parsed["word"], response.parsed["key"]) == (word, key) else [(word, key, response.parsed)]


def call(gyms: list[PerfectGym], name: str, times: int) -> list[Any]:
    """Call each client in turn, and return the responses that are another's."""
    found: list[Any] = []
    for number in range(times):
        gym, key = gyms[number % len(gyms)], STUDIOS[number % len(gyms)]
        word = f"{name}-{number}"
        found += wrong(gym.request("GET", "/v1/echo/{word}", path_params={"word": word}), word, key)
    return found


def run_async(gyms: list[AsyncPerfectGym], name: str, times: int) -> list[Any]:
    return asyncio.run(call_async(gyms, name, times))


async def call_async(gyms: list[AsyncPerfectGym], name: str, times: int) -> list[Any]:
    async def one(number: int) -> list[Any]:
        gym, key = gyms[number % len(gyms)], STUDIOS[number % len(gyms)]
        word = f"{name}-{number}"
        return wrong(await gym.request("GET", "/v1/echo/{word}", path_params={"word": word}), word, key)

    found: list[Any] = []
    for start in range(0, times, 10):
        for responses in await asyncio.gather(*map(one, range(start, start + min(10, times - start)))):
            found += responses
    return found


class TestSync:
    def test_parent_and_children_get_their_own_responses(self, url: str) -> None:
        with PerfectGym(**options(url)) as gym:
            gyms = studios(gym)
            call(gyms, "warm", 3)
            children = [Child(partial(call, gyms, name, 100)) for name in ("one", "two", "three")]
            assert call(gyms, "parent", 100) == []
            assert [child.result() for child in children] == [[], [], []]

    def test_a_child_of_a_child_gets_its_own(self, url: str) -> None:
        with PerfectGym(**options(url)) as gym:
            gyms = studios(gym)
            call(gyms, "warm", 3)

            def child() -> Any:
                found = call(gyms, "child", 3)
                grandchild = Child(lambda: call(gyms, "grandchild", 100))
                return found + call(gyms, "child", 100) + grandchild.result()

            started = Child(child)
            assert call(gyms, "parent", 100) == []
            assert started.result() == []

    @pytest.mark.unmeasured
    def test_a_fork_while_threads_send(self, url: str) -> None:
        with PerfectGym(**options(url)) as gym, ThreadPoolExecutor(8) as threads:
            gyms = studios(gym)
            call(gyms, "warm", 3)
            ending = threading.Event()

            def send(thread: int) -> list[Any]:
                found: list[Any] = []
                while not ending.is_set():
                    found += call(gyms, f"thread-{thread}", 10)
                return found

            sent = [threads.submit(send, thread) for thread in range(8)]
            try:
                children = [Child(partial(call, gyms, f"child-{name}", 20)) for name in range(6)]
                results = [child.result() for child in children]
            finally:
                ending.set()
            assert results == [[]] * 6
            assert [future.result(PATIENCE) for future in sent] == [[]] * 8

    @pytest.mark.unmeasured
    def test_a_fork_in_each_of_several_threads(self, url: str) -> None:
        with PerfectGym(**options(url)) as gym, ThreadPoolExecutor(8) as threads:
            gyms = studios(gym)
            call(gyms, "warm", 3)

            def fork_and_send(thread: int) -> list[Any]:
                found = call(gyms, f"thread-{thread}", 5)
                child = Child(lambda: call(gyms, f"child-{thread}", 20))
                found += call(gyms, f"thread-{thread}", 20)
                return found + list(child.result())

            assert list(threads.map(fork_and_send, range(8), timeout=PATIENCE)) == [[]] * 8

    def test_locks_that_other_threads_hold_are_not_inherited(self, url: str) -> None:
        limiter = SlidingWindowLimiter()
        with PerfectGym(**{**options(url), "limiter": limiter}) as gym, contextlib.ExitStack() as held:
            call([gym], "warm", 1)
            pool: Any = gym._get_pool()
            transport = pool._own
            held.enter_context(pool._lock)
            held.enter_context(transport._pool._lock)
            held.enter_context(transport._pool._certificates._lock)
            assert Child(lambda: call([gym], "child", 3)).result() == []

    def test_a_fork_by_a_signal_handler_in_the_middle_of_a_call(self, url: str) -> None:
        with PerfectGym(**{**options(url), "max_retries": 1}) as gym:
            call([gym], "warm", 1)

            def interrupted() -> Any:
                results, report = os.pipe()
                parent = os.getpid()
                signal.signal(signal.SIGALRM, lambda *_: os.fork())
                signal.setitimer(signal.ITIMER_REAL, 0.05)
                late = {"how": "late", "seconds": "0.2"}
                response = gym.request("GET", "/v1/echo/{word}", path_params={"word": "late"}, params=late)
                found = wrong(response, "late", STUDIOS[0]) + call([gym], "next", 5)
                if os.getpid() != parent:
                    os.write(report, json.dumps(found).encode())
                    os._exit(0)
                return found + json.loads(os.read(results, 65536))

            assert Child(interrupted).result() == []

    def test_a_fork_between_two_attempts(self, url: str) -> None:
        class ForkingLimiter(NotingLimiter):
            child = 0

            def release(self, bucket: Bucket, grant: float) -> None:
                if grant == 2.0:  # behind the first attempt of the second call
                    self.child = os.fork()

        limiter = ForkingLimiter()
        with PerfectGym(**{**options(url), "max_retries": 1, "limiter": limiter}) as gym:
            call([gym], "warm", 1)

            def forked() -> Any:
                results, report = os.pipe()
                parent = os.getpid()
                with pytest.raises(ServiceUnavailableError):
                    gym.request("GET", "/v1/echo/{word}", path_params={"word": "busy"}, params={"how": "busy"})
                found = call([gym], "next", 50)
                if os.getpid() != parent:
                    os.write(report, json.dumps(found).encode())
                    os._exit(0)
                return found + json.loads(os.read(results, 65536))

            assert Child(forked).result() == []


class TestAsync:
    def test_parent_and_children_get_their_own_responses(self, url: str) -> None:
        async def run() -> None:
            async with AsyncPerfectGym(**options(url)) as gym:
                gyms = studios(gym)
                await call_async(gyms, "warm", 10)
                children = [Child(partial(run_async, gyms, name, 100)) for name in ("one", "two", "three")]
                assert await call_async(gyms, "parent", 100) == []
                assert [await asyncio.to_thread(child.result) for child in children] == [[], [], []]
                assert await call_async(gyms, "parent", 20) == []

        asyncio.run(run())

    def test_a_fork_between_two_runs_of_the_loop(self, url: str) -> None:
        gym = AsyncPerfectGym(**options(url))
        gyms = studios(gym)
        with asyncio.Runner() as runner:
            assert runner.run(call_async(gyms, "warm", 10)) == []
            children = [Child(partial(run_async, gyms, name, 100)) for name in ("one", "two")]
            assert runner.run(call_async(gyms, "parent", 100)) == []
            assert [child.result() for child in children] == [[], []]
            assert runner.run(call_async(gyms, "parent", 20)) == []
            runner.run(gym.close())

    def test_a_fork_while_other_tasks_wait_for_their_responses(self, url: str) -> None:
        """What the child throws away of the parent's tasks does not reach the parent's connections."""

        async def late(gym: AsyncPerfectGym, word: str) -> list[Any]:
            params = {"how": "late", "seconds": "0.3"}
            response = await gym.request("GET", "/v1/echo/{word}", path_params={"word": word}, params=params)
            return wrong(response, word, STUDIOS[0])

        async def run() -> None:
            async with AsyncPerfectGym(**options(url)) as gym:
                await call_async([gym], "warm", 10)
                tasks = [asyncio.create_task(late(gym, f"late-{number}")) for number in range(8)]
                await asyncio.sleep(0.1)

                def child() -> Any:
                    for task in tasks:
                        with contextlib.suppress(Exception):  # httpcore finds no event loop there
                            task.get_coro().close()
                    gc.collect()
                    return asyncio.run(call_async([gym], "child", 20))

                started = Child(child)
                assert await asyncio.to_thread(started.result) == []
                assert await asyncio.gather(*tasks) == [[]] * 8
                assert await call_async([gym], "parent", 20) == []

        asyncio.run(run())

    def test_the_loop_of_the_parent_is_not_used_in_the_child(self, url: str) -> None:
        async def run() -> None:
            async with AsyncPerfectGym(**options(url)) as gym:
                await call_async([gym], "warm", 1)

                def child() -> str:
                    request = gym.request("GET", "/v1/echo/{word}", path_params={"word": "child"})
                    with pytest.raises(RuntimeError, match="after the fork") as caught:
                        request.send(None)
                    return str(caught.value)

                Child(child).result()
                assert await call_async([gym], "parent", 20) == []

        asyncio.run(run())


class TestConnectionsOfTheParent:
    """Nothing that a child does reaches them: not closing, not collecting, not ending."""

    @pytest.fixture(params=["sync", "async"])
    def warm(self, request: pytest.FixtureRequest, url: str) -> Iterator[tuple[Any, Callable[[], Any], Any]]:
        """A client, a function that calls it once, and one that closes it."""
        if request.param == "sync":
            with PerfectGym(**options(url)) as gym:
                yield gym, lambda: call([gym], "parent", 1), gym.close
        else:
            with asyncio.Runner() as runner:
                agym = AsyncPerfectGym(**options(url))
                yield (
                    agym,
                    lambda: runner.run(call_async([agym], "parent", 1)),
                    lambda: asyncio.run(agym.close()),
                )
                runner.run(agym.close())

    @pytest.mark.parametrize("act", ["nothing", "close", "collect"])
    def test_what_a_child_does(self, warm: tuple[Any, Callable[[], Any], Any], act: str, served: Served) -> None:
        _, once, close = warm
        before = served.connections()
        assert once() == []

        def child() -> None:
            if act == "close":
                close()
            elif act == "collect":
                gc.collect()

        Child(child).result()
        assert once() == []
        after = served.connections()[len(before) :]
        assert [(connection.requests, connection.ended) for connection in after] == [(2, False)]


class TestWaysToStartAProcess:
    def test_multiprocessing_by_fork(self, url: str) -> None:
        with PerfectGym(**options(url)) as gym:
            call([gym], "warm", 1)
            context = multiprocessing.get_context("fork")
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=lambda: sender.send(call([gym], "child", 50)))
            process.start()
            assert call([gym], "parent", 50) == []
            assert receiver.poll(PATIENCE)
            assert receiver.recv() == []
            process.join(PATIENCE)
            assert process.exitcode == 0
            assert call([gym], "parent", 5) == []

    @pytest.mark.parametrize("method", ["spawn", "forkserver"])
    def test_a_new_interpreter_makes_a_client_of_its_own(self, method: str, served: Served) -> None:
        with PerfectGym(**options(served.http)) as gym:
            call([gym], "warm", 1)
            context = multiprocessing.get_context(method)
            with context.Pool(1) as pool:
                assert pool.apply_async(new_client, (served.http,)).get(PATIENCE) == []
            assert call([gym], "parent", 5) == []


def fork_in_c() -> int:
    """Fork as uWSGI does it: without the functions that Python calls at a fork."""
    return int(ctypes.PyDLL(None).fork())


class TestAForkThatPythonDoesNotNotice:
    """uWSGI forks its workers in C, behind the import of the program."""

    def test_leaves_the_connections_to_the_parent(self, url: str, served: Served) -> None:
        before = len(served.connections())
        with PerfectGym(**options(url)) as gym:
            gyms = studios(gym)
            call(gyms, "warm", 3)
            children = [Child(partial(call, gyms, name, 100), fork_in_c) for name in ("one", "two", "three")]
            assert call(gyms, "parent", 100) == []
            assert [child.result() for child in children] == [[], [], []]
            assert call(gyms, "parent", 3) == []
        assert sorted(one.requests for one in served.connections()[before:]) == [100, 100, 100, 106]

    def test_leaves_the_connections_of_a_loop_to_the_parent(self, url: str) -> None:
        async def warm() -> AsyncPerfectGym:
            gym = AsyncPerfectGym(**options(url))
            assert await call_async([gym], "warm", 10) == []
            return gym

        with asyncio.Runner() as runner:
            gym = runner.run(warm())
            child = Child(partial(run_async, [gym], "child", 20), fork_in_c)
            assert child.result() == []
            assert runner.run(call_async([gym], "parent", 20)) == []
            runner.run(gym.close())

    def test_leaves_them_open_when_the_child_closes_the_client(self, url: str, served: Served) -> None:
        before = len(served.connections())
        with PerfectGym(**options(url)) as gym:
            call([gym], "warm", 1)
            Child(gym.close, fork_in_c).result()
            assert call([gym], "parent", 1) == []
            assert [(one.requests, one.ended) for one in served.connections()[before:]] == [(2, False)]

    def test_renews_locks_once_for_several_threads(self, url: str) -> None:
        with PerfectGym(**options(url)) as gym, contextlib.ExitStack() as held:
            call([gym], "warm", 1)
            pool: Any = gym._get_pool()
            held.enter_context(pool._lock)
            held.enter_context(pool._own._pool._lock)
            held.enter_context(openssl_gate.lock)

            def in_threads() -> list[Any]:
                with ThreadPoolExecutor(8) as threads:
                    return list(threads.map(lambda name: call([gym], f"thread-{name}", 5), range(8)))

            assert Child(in_threads, fork_in_c).result() == [[]] * 8

    def test_lets_the_child_begin_a_map_before_anything_else(self, url: str) -> None:
        with PerfectGym(**options(url)) as gym:
            call([gym], "warm", 1)

            def ask(word: str) -> Any:
                return gym.request("GET", "/v1/echo/{word}", path_params={"word": word}).parsed["word"]

            def child() -> list[Any]:
                return sorted(outcome.result() for outcome in gym.map(ask, ["one", "two", "three"]))

            assert Child(child, fork_in_c).result() == ["one", "three", "two"]

    def test_gives_its_calls_other_ids(self, url: str) -> None:
        ids: list[str] = []
        with PerfectGym(**options(url), on_event=lambda event: ids.append(event.call_id)) as gym:
            call([gym], "warm", 1)

            def child() -> list[str]:
                ids.clear()
                call([gym], "child", 1)
                return ids

            of_child = Child(child, fork_in_c).result()
            ids.clear()
            call([gym], "parent", 1)
        assert len({*ids, *of_child}) == 2

    def test_hands_no_given_transport_on(self) -> None:
        gym = PerfectGym("demo", api_key="key", transport=httpx.MockTransport(lambda _: httpx.Response(200, json={})))
        gym.request("GET", "/v1/x")

        def child() -> None:
            with pytest.raises(RuntimeError, match="make the client after the fork"):
                gym.request("GET", "/v1/x")

        Child(child, fork_in_c).result()


def new_client(url: str) -> list[Any]:
    with PerfectGym(**options(url)) as gym:
        return call([gym], "child", 5)


class TestAGivenTransport:
    """Only its maker knows whether it may be used in another process."""

    class Transport(httpx.MockTransport):
        closed = 0

        def close(self) -> None:
            self.closed += 1

        async def aclose(self) -> None:
            self.closed += 1

    @pytest.mark.parametrize("used", [True, False], ids=["used", "not used"])
    def test_raises_in_the_child_and_says_why(self, used: bool) -> None:
        transport = self.Transport(lambda _: httpx.Response(200, json={}))
        gym = PerfectGym("demo", api_key="key", transport=transport)
        if used:
            gym.request("GET", "/v1/x")

        def child() -> int:
            with pytest.raises(RuntimeError, match="make the client after the fork"):
                gym.request("GET", "/v1/x")
            gym.close()
            return transport.closed

        assert Child(child).result() == 0
        assert gym.request("GET", "/v1/x").status == 200

    def test_raises_in_the_child_of_an_async_client(self) -> None:
        transport = self.Transport(lambda _: httpx.Response(200, json={}))
        gym = AsyncPerfectGym("demo", api_key="key", transport=transport)

        async def use() -> None:
            with pytest.raises(RuntimeError, match="make the client after the fork"):
                await gym.request("GET", "/v1/x")
            await gym.close()

        def child() -> int:
            asyncio.run(use())
            return transport.closed

        assert Child(child).result() == 0
