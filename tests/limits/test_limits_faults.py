"""Limiters whose server stalls, whose callers are interrupted, whose process forks."""

from __future__ import annotations

import _thread
import asyncio
import concurrent.futures
import logging
import os
import random
import select
import signal
import socket
import threading
import time
import types
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from perfectgym_next import PerfectGym
from perfectgym_next.errors import ConfigurationError, RateLimitError
from perfectgym_next.limits import Bucket, LimiterError, LimitWaitError, SlidingWindowLimiter, _queue, _redis_commands
from perfectgym_next.limits._queue import ThreadWaiter, Waiter
from perfectgym_next.limits._redis_queue import SharedQueue
from perfectgym_next.limits.redis import RedisLimiter
from tests.limits.test_limits import eventually
from tests.support.both_clients import BOTH, called
from tests.support.fault_server import FaultServer, answers
from tests.support.scripted import KEY

PATH = "/v1/customers/{customerId}"


def bucket(*, limit: int | None = 3, operation: str | None = None) -> Bucket:
    return Bucket("key", "GET", PATH, limit=limit, operation=operation)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A server that accepts and never replies."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def silent(silent_port: int) -> RedisLimiter:
    return RedisLimiter.from_url(f"redis://127.0.0.1:{silent_port}/0")


class TestAStalledServer:
    def test_holds_no_caller_beyond_its_own_time(self, silent: RedisLimiter) -> None:
        began = time.monotonic()
        with pytest.raises(LimiterError, match="no reply within"):
            silent.acquire(bucket(), max_wait=0.3)
        assert time.monotonic() - began < 4

    async def test_holds_no_task_beyond_its_own_time(self, silent: RedisLimiter) -> None:
        began = time.monotonic()
        with pytest.raises(LimiterError, match="no reply within"):
            await silent.acquire_async(bucket(), max_wait=0.3)
        assert time.monotonic() - began < 4

    async def test_does_not_swallow_a_timeout_of_the_caller(self, silent: RedisLimiter) -> None:
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await silent.acquire_async(bucket())
        assert time.monotonic() - began < 4

    async def test_holds_back_a_response_for_a_moment_at_most(self, silent: RedisLimiter) -> None:
        began = time.monotonic()
        silent.release(bucket(), 1.0)
        await silent.release_async(bucket(), 1.0)
        assert time.monotonic() - began < 4

    def test_holds_nobody_in_line_beyond_its_own_time(self, silent: RedisLimiter) -> None:
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            first = pool.submit(silent.acquire, bucket(), max_wait=1)
            eventually(lambda: bool(silent._queues))
            began = time.monotonic()
            with pytest.raises(LimiterError):
                silent.acquire(bucket(), max_wait=0.1)
            assert time.monotonic() - began < 1.1
            assert isinstance(first.exception(), LimiterError)

    def test_takes_a_bounded_number_of_threads(self) -> None:
        client = StalledClient()
        limiter = RedisLimiter(client)  # type: ignore[arg-type]
        places = [Bucket(f"key {number}", "GET", PATH) for number in range(60)]
        with concurrent.futures.ThreadPoolExecutor(60) as pool:
            calls = [pool.submit(limiter.acquire, place, max_wait=0) for place in places]
            assert {type(call.exception()) for call in calls} == {LimiterError}
        assert client.most <= 32
        client.resume.set()

    def test_gets_no_command_late_that_its_caller_gave_up(self) -> None:
        client = StalledClient()
        limiter = RedisLimiter(client)  # type: ignore[arg-type]
        with concurrent.futures.ThreadPoolExecutor(40) as pool:
            calls = [pool.submit(limiter.acquire, Bucket(str(n), "GET", PATH), max_wait=0) for n in range(40)]
            concurrent.futures.wait(calls)
        client.resume.set()
        workers = limiter._workers
        assert workers is not None
        eventually(lambda: workers._commands.empty() and workers._idle == workers._running)
        assert client.begun == 32

    @BOTH
    def test_costs_no_response_that_has_come(self, client: str, silent: RedisLimiter) -> None:
        class Granting(RedisLimiter):
            """Grants by itself; told of the response it asks the server that does not reply."""

            def acquire(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
                return 1.0

            async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
                return 1.0

        silent.__class__ = Granting
        began = time.monotonic()
        with FaultServer(answers({"inDebtCollection": False})) as server:
            balance = called(
                client, server.url, lambda gym: gym.customers_account.get_balances(7), limiter=silent, timeout=5
            )
        assert balance.in_debt_collection is False
        assert time.monotonic() - began < 4

    @BOTH
    def test_ends_a_call_by_its_deadline(self, client: str, silent: RedisLimiter) -> None:
        began = time.monotonic()
        with pytest.raises(LimiterError) as caught:
            called(
                client,
                "http://127.0.0.1:9",
                lambda gym: gym.customers_account.get_balances(7),
                limiter=silent,
                deadline=0.5,
            )
        assert caught.value.operation == "customers_account.get_balances"
        assert time.monotonic() - began < 4


class StalledClient:
    """Does not reply until it is told to, and has no timeout of its own."""

    def __init__(self) -> None:
        self.resume = threading.Event()
        self.begun = self.most = self._active = 0
        self._lock = threading.Lock()

    def eval(self, *arguments: Any) -> Any:
        with self._lock:
            self.begun += 1
            self._active += 1
            self.most = max(self.most, self._active)
        self.resume.wait(20)
        with self._lock:
            self._active -= 1
        raise OSError("it was stalled")


class TestThreadsOfALimiter:
    def test_end_when_they_have_nothing_to_do(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_redis_commands, "_WORKER_IDLE_SECONDS", 0.05)
        limiter = RedisLimiter(BrokenClient(OSError()))  # type: ignore[arg-type]
        workers = limiter._workers
        assert workers is not None
        for _ in range(2):
            with pytest.raises(LimiterError):
                limiter.acquire(bucket())
            assert workers._running == 1
            eventually(lambda: workers._running == 0)

    def test_that_cannot_be_started_are_a_limiter_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def start(*_: Any) -> None:
            raise RuntimeError("can't start new thread")

        limiter = RedisLimiter(BrokenClient(OSError()))  # type: ignore[arg-type]
        with monkeypatch.context() as patch:
            patch.setattr(_thread, "start_new_thread", start)
            patch.setattr(threading.Thread, "start", start)
            limiter.release(bucket(), 1.0)  # raises nothing: the response has come
            for call in (lambda: limiter.acquire(bucket()), lambda: limiter.pause(bucket(), 1.0)):
                with pytest.raises(LimiterError, match="can't start new thread"):
                    call()


class BrokenClient:
    """What a client of redis-py may raise besides `redis.RedisError`."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def eval(self, *arguments: Any) -> Any:
        raise self.error


class AsyncBrokenClient(BrokenClient):
    async def eval(self, *arguments: Any) -> Any:
        raise self.error


def _errors() -> list[Exception]:
    from redis.exceptions import ClusterDownError, RedisClusterException

    return [
        RedisClusterException("no node"),
        ClusterDownError("down"),
        OSError(113, "no route"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"),
        RuntimeError("Event loop is closed"),
    ]


@pytest.mark.parametrize("error", _errors(), ids=lambda error: type(error).__name__)
class TestWhateverTheClientRaises:
    def test_is_a_limiter_error(self, error: Exception) -> None:
        limiter = RedisLimiter(BrokenClient(error))  # type: ignore[arg-type]
        for call in (lambda: limiter.acquire(bucket()), lambda: limiter.pause(bucket(), 1.0)):
            with pytest.raises(LimiterError, match=type(error).__name__):
                call()
        limiter.release(bucket(), 1.0)  # raises nothing: the response has come

    async def test_is_a_limiter_error_in_a_loop(self, error: Exception) -> None:
        limiter = RedisLimiter(async_client=AsyncBrokenClient(error))  # type: ignore[arg-type]
        with pytest.raises(LimiterError, match=type(error).__name__):
            await limiter.acquire_async(bucket())
        with pytest.raises(LimiterError, match=type(error).__name__):
            await limiter.pause_async(bucket(), 1.0)
        await limiter.release_async(bucket(), 1.0)


@pytest.mark.parametrize("reply", [7, b"OK", None, [], [1, 2], [b"1", [3]]], ids=repr)
class TestAReplyToAnotherCommand:
    """redis-py lends a connection again whose last command was interrupted: the next command gets its reply."""

    class Client:
        def __init__(self, reply: Any) -> None:
            self.reply = reply
            self.closed = 0
            self.connection_pool = self

        def eval(self, *arguments: Any) -> Any:
            return self.reply

        def disconnect(self, *, inuse_connections: bool) -> None:
            assert not inuse_connections
            self.closed += 1

    class AsyncClient(Client):
        async def eval(self, *arguments: Any) -> Any:
            return self.reply

        async def disconnect(self, *, inuse_connections: bool) -> None:  # type: ignore[override]
            super().disconnect(inuse_connections=inuse_connections)

    def test_is_no_grant(self, reply: Any) -> None:
        client = self.Client(reply)
        limiter = RedisLimiter(client)  # type: ignore[arg-type]
        for call in (lambda: limiter.acquire(bucket()), lambda: limiter.pause(bucket(), 1.0)):
            with pytest.raises(LimiterError, match="the reply to another command"):
                call()
        assert client.closed == 2

    async def test_is_no_grant_in_a_loop(self, reply: Any) -> None:
        client = self.AsyncClient(reply)
        limiter = RedisLimiter(async_client=client)  # type: ignore[arg-type]
        for call in (lambda: limiter.acquire_async(bucket()), lambda: limiter.pause_async(bucket(), 1.0)):
            with pytest.raises(LimiterError, match="the reply to another command"):
                await call()
        assert client.closed == 2


class TestTheLineOfAServerThatFails:
    def test_who_is_told_of_it_fails_nobody_who_came_later(self, monkeypatch: pytest.MonkeyPatch) -> None:
        limiter = RedisLimiter(BrokenClient(OSError()))  # type: ignore[arg-type]
        later = ThreadWaiter(3)
        poll = SharedQueue.poll

        def poll_after_another_failed(queue: SharedQueue, waiter: Waiter, now: float) -> bool:
            error = LimiterError("no reply")
            error.__cause__ = OSError()
            queue.fail(error)
            queue.join(later, now)
            return poll(queue, waiter, now)

        monkeypatch.setattr(SharedQueue, "poll", poll_after_another_failed)
        with pytest.raises(LimiterError, match="no reply"):
            limiter.acquire(bucket())
        assert later.failure is None


class TestACallerThatIsClosed:
    """The garbage collector closes a coroutine that nobody awaits any more; it cannot wait then."""

    @pytest.mark.parametrize("options", [{"client": True}, {"async_client": True}], ids=["threads", "tasks"])
    async def test_tells_of_its_response_without_a_wait(self, options: dict[str, bool]) -> None:
        made: dict[str, Any] = {"client": BrokenClient, "async_client": AsyncBrokenClient}
        limiter = RedisLimiter(**{name: made[name](OSError()) for name in options})

        @types.coroutine
        def suspended() -> Iterator[None]:
            yield

        async def call() -> None:
            try:
                await suspended()
            finally:
                await limiter.release_async(bucket(), 1.0)

        coroutine = call()
        coroutine.send(None)
        coroutine.close()


class InterruptedCallError(Exception):
    """Raised by a signal handler, as Celery's soft time limit is."""


def interrupt(times: int, call: Callable[[], Any], *, longest: float) -> int:
    """Call again and again, interrupted at random moments; return how many interruptions came through."""

    def handle(number: int, frame: object) -> None:
        raise InterruptedCallError

    chance = random.Random(7)
    came = 0
    before = signal.signal(signal.SIGALRM, handle)
    try:
        for _ in range(times):
            try:
                signal.setitimer(signal.ITIMER_REAL, chance.uniform(1e-6, longest))
                for _ in range(500):
                    call()
                signal.setitimer(signal.ITIMER_REAL, 0)
            except InterruptedCallError:
                came += 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return came


@pytest.mark.unmeasured
class TestInterruptions:
    def test_leave_no_window_locked(self) -> None:
        limiter = SlidingWindowLimiter(window=0.05)
        place = bucket(limit=20)

        def call() -> None:
            limiter.release(place, limiter.acquire(place))

        assert interrupt(1500, call, longest=0.002) > 1000
        done = threading.Event()

        def another() -> None:
            for _ in range(30):
                call()
            limiter.pause(place, 0.01)
            done.set()

        threading.Thread(target=another, daemon=True).start()
        assert done.wait(10), "the window is locked"
        window = limiter._windows[place.name]
        assert not window.waiters
        assert all(waiter.is_gone for waiter in window.unconfirmed)

    def test_lose_no_place_of_a_request_that_was_sent(self) -> None:
        class Interrupted(deque[float]):
            def remove(self, value: float) -> None:
                super().remove(value)
                raise InterruptedCallError

        limiter, place = SlidingWindowLimiter(), bucket(limit=2)
        grant = limiter.acquire(place)
        window = limiter._windows[place.name]
        window.grants = Interrupted(window.grants, maxlen=2)
        with pytest.raises(InterruptedCallError):
            limiter.release(place, grant)
        assert len(window.grants) == 1
        limiter.acquire(place, max_wait=0)
        with pytest.raises(LimitWaitError):
            limiter.acquire(place, max_wait=0)

    @pytest.mark.parametrize("lock", ["window", "limiter"])
    def test_may_use_the_limiter_themselves(self, lock: str) -> None:
        limiter, place = SlidingWindowLimiter(), bucket()
        limiter.acquire(place)
        grants = []

        def handle(number: int, frame: object) -> None:
            grants.append(limiter.acquire(place, max_wait=0))
            limiter.acquire(Bucket("another", "GET", PATH), max_wait=0)

        def end(number: int, frame: object) -> None:
            raise InterruptedCallError

        held = limiter._windows[place.name].lock if lock == "window" else limiter._lock
        before = signal.signal(signal.SIGUSR1, handle), signal.signal(signal.SIGALRM, end)
        signal.setitimer(signal.ITIMER_REAL, 5)
        try:
            with held:
                signal.raise_signal(signal.SIGUSR1)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGUSR1, before[0])
            signal.signal(signal.SIGALRM, before[1])
        assert len(grants) == 1

    def test_beside_other_threads_lose_nobody(self) -> None:
        limiter = SlidingWindowLimiter(window=0.02)
        place = bucket(limit=10)
        stop = threading.Event()
        counts = [0] * 4

        def work(number: int) -> None:
            while not stop.is_set():
                limiter.release(place, limiter.acquire(place))
                counts[number] += 1

        threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(4)]
        for thread in threads:
            thread.start()
        interrupt(300, lambda: limiter.release(place, limiter.acquire(place)), longest=0.004)
        before = list(counts)
        limit = time.monotonic() + 10
        while any(now <= then for now, then in zip(counts, before, strict=True)) and time.monotonic() < limit:
            limiter.release(place, limiter.acquire(place))
        stop.set()
        for thread in threads:
            thread.join(10)
            assert not thread.is_alive()


class TestAFork:
    @pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
    @pytest.mark.unmeasured
    def test_while_threads_hold_the_limiter_leaves_the_child_free(self) -> None:
        limiter = SlidingWindowLimiter(window=0.02)
        place = bucket(limit=5)
        stop = threading.Event()

        def work() -> None:
            while not stop.is_set():
                limiter.release(place, limiter.acquire(place))

        def thrice() -> None:
            for _ in range(3):
                limiter.release(place, limiter.acquire(place))

        threads = [threading.Thread(target=work, daemon=True) for _ in range(8)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(15):
                assert in_child(thrice) == "ok"
        finally:
            stop.set()
            for thread in threads:
                thread.join(10)

    def test_leaves_the_async_client_of_a_redis_limiter_to_the_parent(self) -> None:
        limiter = RedisLimiter(async_client=AsyncBrokenClient(OSError()))  # type: ignore[arg-type]

        def call() -> None:
            with pytest.raises(ConfigurationError, match="make the limiter after the fork"):
                asyncio.run(limiter.acquire_async(bucket()))

        assert in_child(call) == "ok"


def in_child(call: Callable[[], Any]) -> str:
    """What comes of a call in a forked process, within ten seconds."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            call()
            os.write(writable, b"ok")
        except BaseException as error:
            os.write(writable, repr(error).encode()[:2000])
        finally:
            os._exit(0)
    os.close(writable)
    try:
        if not select.select([readable], [], [], 10)[0]:
            os.kill(child, signal.SIGKILL)
            return "the child hangs"
        return os.read(readable, 4000).decode()
    finally:
        os.close(readable)
        os.waitpid(child, 0)


class TestTheLog:
    def test_tells_of_a_wait(self, caplog: pytest.LogCaptureFixture) -> None:
        limiter = SlidingWindowLimiter(window=1.5)
        place = bucket(limit=1, operation="customers.get_customer")
        limiter.acquire(place)
        with caplog.at_level(logging.INFO, logger="perfectgym_next"):
            limiter.acquire(place)
        assert [record.levelno for record in caplog.records] == [logging.INFO]
        text = caplog.records[0].getMessage()
        assert text.startswith("perfectgym_next: customers.get_customer: waiting about 1.5 s for the rate limit")

    def test_tells_of_a_wait_that_a_pause_has_lengthened(
        self, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(_queue, "_MIN_LOGGED_WAIT", 0.3)
        limiter, place = SlidingWindowLimiter(window=0.2), bucket(limit=1)
        limiter.acquire(place)
        with caplog.at_level(logging.INFO, logger="perfectgym_next"), concurrent.futures.ThreadPoolExecutor(1) as pool:
            call = pool.submit(limiter.acquire, place)
            eventually(lambda: len(limiter._windows[place.name].waiters) == 1)
            limiter.pause(place, 0.6)
            call.result()
        assert [record.getMessage().partition(" about")[0] for record in caplog.records] == [
            f"perfectgym_next: GET {PATH}: waiting"
        ]

    def test_is_silent_about_a_place_that_is_free(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.INFO, logger="perfectgym_next"):
            SlidingWindowLimiter().acquire(bucket())
        assert caplog.records == []

    def test_names_the_operation_of_a_client(self) -> None:
        gym = PerfectGym("demo", api_key=KEY)
        request = gym._config
        from perfectgym_next._core.operation import Operation

        made = request.bucket(Operation(name="customers.get_customer", method="GET", path=PATH))
        assert made.operation == "customers.get_customer"
        assert bucket().operation == f"GET {PATH}"


@BOTH
def test_a_wait_beyond_the_deadline_is_refused_at_once(client: str) -> None:
    class Full:
        def acquire(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
            assert max_wait is not None
            assert max_wait <= 1.0
            raise LimitWaitError(30.0)

        async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
            return self.acquire(bucket, max_wait=max_wait)

        def release(self, bucket: Bucket, grant: float) -> None: ...

        async def release_async(self, bucket: Bucket, grant: float) -> None: ...

        def pause(self, bucket: Bucket, seconds: float) -> None: ...

        async def pause_async(self, bucket: Bucket, seconds: float) -> None: ...

    with pytest.raises(RateLimitError) as caught:
        called(
            client, "http://127.0.0.1:9", lambda gym: gym.customers_account.get_balances(7), limiter=Full(), deadline=1
        )
    assert caught.value.attempts == 0
