"""A Redis server that stalls, stops, fails or is not there."""

from __future__ import annotations

import _thread
import asyncio
import concurrent.futures
import socket
import threading
import time
import types
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from perfectgym_next.errors import PerfectGymError
from perfectgym_next.limits import Bucket, LimiterError, LimitWaitError
from perfectgym_next.limits._queue import ThreadWaiter, Waiter
from tests.support.both_clients import BOTH, called
from tests.support.fault_server import FaultServer, answers
from tests.support.limiters import PATH, eventually, make_bucket

redis = pytest.importorskip("redis", reason="redis-py is not installed")

from perfectgym_next.limits import _redis_commands  # noqa: E402
from perfectgym_next.limits._redis_commands import Command  # noqa: E402
from perfectgym_next.limits._redis_queue import SharedQueue  # noqa: E402
from perfectgym_next.limits.redis import RedisLimiter, _Acquisition  # noqa: E402  # it needs redis-py
from tests.support.redis_clients import (  # noqa: E402
    REDIS_SERVER,
    AsyncBrokenClient,
    BrokenClient,
    StalledClient,
    free_port,
)

needs_server = pytest.mark.skipif(REDIS_SERVER is None, reason="redis-server is not installed")


@pytest.fixture
def silent(silent_port: int) -> RedisLimiter:
    return RedisLimiter.from_url(f"redis://127.0.0.1:{silent_port}/0")


class TestStalledServer:
    def test_holds_no_caller_beyond_its_own_time(self, silent: RedisLimiter) -> None:
        began = time.monotonic()
        with pytest.raises(LimiterError, match="no reply within"):
            silent.acquire(make_bucket(), max_wait=0.3)
        assert time.monotonic() - began < 4

    async def test_holds_no_task_beyond_its_own_time(self, silent: RedisLimiter) -> None:
        began = time.monotonic()
        with pytest.raises(LimiterError, match="no reply within"):
            await silent.acquire_async(make_bucket(), max_wait=0.3)
        assert time.monotonic() - began < 4

    async def test_does_not_swallow_a_timeout_of_the_caller(self, silent: RedisLimiter) -> None:
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await silent.acquire_async(make_bucket())
        assert time.monotonic() - began < 4

    async def test_holds_back_a_response_for_a_moment_at_most(self, silent: RedisLimiter) -> None:
        began = time.monotonic()
        silent.release(make_bucket(), 1.0)
        await silent.release_async(make_bucket(), 1.0)
        assert time.monotonic() - began < 4

    def test_holds_no_waiting_caller_beyond_its_own_time(self, silent: RedisLimiter) -> None:
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            first = pool.submit(silent.acquire, make_bucket(), max_wait=3)
            eventually(lambda: bool(silent._queues))
            began = time.monotonic()
            with pytest.raises(LimiterError):
                silent.acquire(make_bucket(), max_wait=0.1)
            assert time.monotonic() - began < 2.5
            assert isinstance(first.exception(), LimiterError)

    def test_takes_a_bounded_number_of_threads(self) -> None:
        client = StalledClient()
        limiter = RedisLimiter(client)  # type: ignore[arg-type]
        buckets = [Bucket(f"key {number}", "GET", PATH) for number in range(60)]
        with concurrent.futures.ThreadPoolExecutor(60) as pool:
            calls = [pool.submit(limiter.acquire, bucket, max_wait=0) for bucket in buckets]
            assert {type(call.exception()) for call in calls} == {LimiterError}
        assert client.most <= 32
        client.resume.set()

    def test_gets_no_command_late_that_its_caller_gave_up(self) -> None:
        client = StalledClient()
        limiter = RedisLimiter(client)  # type: ignore[arg-type]
        with concurrent.futures.ThreadPoolExecutor(40) as pool:
            for number in range(32):
                pool.submit(limiter.acquire, make_bucket(str(number)))
            eventually(lambda: client.begun == 32)
            late = [pool.submit(limiter.acquire, make_bucket(f"late {number}"), max_wait=0) for number in range(8)]
            assert {type(call.exception()) for call in late} == {LimiterError}
            client.resume.set()
        workers = limiter._workers
        assert workers is not None
        eventually(lambda: workers._commands.empty() and workers._idle == workers._running)
        assert client.begun == 32

    @BOTH
    def test_costs_no_response_that_has_come(self, client: str, silent: RedisLimiter) -> None:
        class Granting(RedisLimiter):
            """Grants by itself. Only `release` asks the server, which does not reply."""

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


class TestWorkerThreads:
    def test_end_when_they_have_nothing_to_do(self, monkeypatch: pytest.MonkeyPatch) -> None:
        limiter = RedisLimiter(BrokenClient(OSError()))  # type: ignore[arg-type]
        workers = limiter._workers
        assert workers is not None
        for _ in range(2):
            monkeypatch.setattr(_redis_commands, "_WORKER_IDLE_SECONDS", 60.0)
            with pytest.raises(LimiterError):
                limiter.acquire(make_bucket())
            eventually(lambda: workers._idle == 1)
            assert workers._running == 1
            monkeypatch.setattr(_redis_commands, "_WORKER_IDLE_SECONDS", 0.05)
            with pytest.raises(LimiterError):
                limiter.acquire(make_bucket())
            eventually(lambda: workers._running == 0)

    def test_that_cannot_be_started_raise_a_limiter_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def start(*_: Any) -> None:
            raise RuntimeError("can't start new thread")

        limiter = RedisLimiter(BrokenClient(OSError()))  # type: ignore[arg-type]
        with monkeypatch.context() as patch:
            patch.setattr(_thread, "start_new_thread", start)
            patch.setattr(threading.Thread, "start", start)
            limiter.release(make_bucket(), 1.0)  # raises nothing: the response has come
            for call in (lambda: limiter.acquire(make_bucket()), lambda: limiter.pause(make_bucket(), 1.0)):
                with pytest.raises(LimiterError, match="can't start new thread"):
                    call()


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
class TestClientErrors:
    def test_is_a_limiter_error(self, error: Exception) -> None:
        limiter = RedisLimiter(BrokenClient(error))  # type: ignore[arg-type]
        for call in (lambda: limiter.acquire(make_bucket()), lambda: limiter.pause(make_bucket(), 1.0)):
            with pytest.raises(LimiterError, match=type(error).__name__):
                call()
        limiter.release(make_bucket(), 1.0)  # raises nothing: the response has come

    async def test_is_a_limiter_error_in_a_loop(self, error: Exception) -> None:
        limiter = RedisLimiter(async_client=AsyncBrokenClient(error))  # type: ignore[arg-type]
        with pytest.raises(LimiterError, match=type(error).__name__):
            await limiter.acquire_async(make_bucket())
        with pytest.raises(LimiterError, match=type(error).__name__):
            await limiter.pause_async(make_bucket(), 1.0)
        await limiter.release_async(make_bucket(), 1.0)


@pytest.mark.parametrize("reply", [7, b"OK", None, [], [1, 2], [b"1", [3]]], ids=repr)
class TestMisplacedReplies:
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
        for call in (lambda: limiter.acquire(make_bucket()), lambda: limiter.pause(make_bucket(), 1.0)):
            with pytest.raises(LimiterError, match="the reply to another command"):
                call()
        assert client.closed == 2

    async def test_is_no_grant_in_a_loop(self, reply: Any) -> None:
        client = self.AsyncClient(reply)
        limiter = RedisLimiter(async_client=client)  # type: ignore[arg-type]
        for call in (lambda: limiter.acquire_async(make_bucket()), lambda: limiter.pause_async(make_bucket(), 1.0)):
            with pytest.raises(LimiterError, match="the reply to another command"):
                await call()
        assert client.closed == 2


class TestAcquisition:
    """The state machine that both drivers poll, without a driver and without a server."""

    def test_asks_sleeps_as_the_reply_says_and_asks_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        limiter, bucket = RedisLimiter(BrokenClient(OSError()), margin=0), make_bucket(limit=1)  # type: ignore[arg-type]
        commands: list[Command[Any]] = []
        monkeypatch.setattr(limiter, "_submit", commands.append)
        acquisition = _Acquisition(limiter, bucket, ThreadWaiter(1), 30)
        assert acquisition.poll() is None
        assert acquisition.sleeper is commands[0].waiter
        reply(commands[0], 100_000_000, 500, [45_000_000])  # 0.5 s of a pause are left, and 5 s for the last grant
        assert acquisition.poll() is None
        assert acquisition.sleeper is acquisition.waiter
        assert acquisition.sleep_seconds == pytest.approx(5, abs=1)
        limiter._queues[bucket.name].grants.clear()
        limiter._queues[bucket.name].paused_until = 0.0
        assert acquisition.poll() is None
        assert acquisition.sleeper is commands[1].waiter
        reply(commands[1], 105_000_000)
        assert acquisition.poll() == 105_000_000
        assert not limiter._queues


def reply(command: Command[Any], *values: Any) -> None:
    command.run(SimpleNamespace(eval=lambda _script, count, *arguments: [arguments[count], *values]))


class TestFailingServer:
    def test_caller_that_was_failed_fails_nobody_who_came_later(self, monkeypatch: pytest.MonkeyPatch) -> None:
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
            limiter.acquire(make_bucket())
        assert later.failure is None


class TestClosedCallers:
    """The garbage collector closes a coroutine that nobody awaits any more. It cannot wait then."""

    @pytest.mark.parametrize("options", [{"client": True}, {"async_client": True}], ids=["threads", "tasks"])
    async def test_releases_its_grant_without_a_wait(self, options: dict[str, bool]) -> None:
        made: dict[str, Any] = {"client": BrokenClient, "async_client": AsyncBrokenClient}
        limiter = RedisLimiter(**{name: made[name](OSError()) for name in options})

        @types.coroutine
        def suspended() -> Iterator[None]:
            yield

        async def call() -> None:
            try:
                await suspended()
            finally:
                await limiter.release_async(make_bucket(), 1.0)

        coroutine = call()
        coroutine.send(None)
        coroutine.close()


@needs_server
class TestUnreachableServer:
    def test_unreachable_server_gives_one_clear_error(self) -> None:
        limiter = RedisLimiter.from_url(f"redis://:s3cret-word@127.0.0.1:{free_port()}/0")
        with pytest.raises(
            LimiterError, match="the request was not sent: the Redis server of the rate limiter"
        ) as error:
            limiter.acquire(make_bucket())
        with pytest.raises(LimiterError):
            limiter.pause(make_bucket(), 1)
        assert isinstance(error.value, PerfectGymError)
        assert "s3cret" not in f"{error.value!r} {error.value.__cause__!r} {limiter!r}"

    async def test_response_is_not_lost_when_the_server_is(self) -> None:
        limiter = RedisLimiter.from_url(f"redis://127.0.0.1:{free_port()}/0")
        limiter.release(make_bucket(), 1.0)
        await limiter.release_async(make_bucket(), 1.0)
        await limiter.aclose()

    async def test_unreachable_server_gives_tasks_the_same_error(self) -> None:
        limiter = RedisLimiter.from_url(f"redis://127.0.0.1:{free_port()}/0")
        with pytest.raises(LimiterError):
            await limiter.acquire_async(make_bucket())
        with pytest.raises(LimiterError):
            await limiter.pause_async(make_bucket(), 1)
        await limiter.aclose()

    def test_all_waiting_callers_fail_when_the_server_does_not_reply(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
            limiter = RedisLimiter.from_url(f"redis://127.0.0.1:{port}/0?socket_timeout=0.4")
            with concurrent.futures.ThreadPoolExecutor(10) as pool:
                begin = time.monotonic()
                calls = [pool.submit(limiter.acquire, make_bucket()) for _ in range(10)]
                errors = [call.exception(timeout=30) for call in calls]
            assert [type(error) for error in errors] == [LimiterError] * 10
            assert time.monotonic() - begin < 4  # one after the other would be 8 s
            limiter.close()


@needs_server
class TestPendingReplies:
    """A connection that is lent again with a reply pending, as redis-py does after an interruption."""

    def test_is_no_grant_for_threads(self, url: str, stopped: Callable[[bool], None]) -> None:
        with redis.Redis.from_url(url) as client:
            limiter, bucket = RedisLimiter(client), make_bucket(limit=1)
            connection = client.connection_pool.get_connection()
            stopped(True)
            connection.send_command("INCR", "of another")
            client.connection_pool.release(connection)
            threading.Timer(0.3, stopped, (False,)).start()
            with pytest.raises(LimiterError, match="the reply to another command"):
                limiter.acquire(bucket)
            assert client.get("of another") == b"1"
            limiter.pause(bucket, 60)
            with pytest.raises(LimitWaitError):
                limiter.acquire(bucket, max_wait=0)

    async def test_is_no_grant_for_tasks(self, url: str, stopped: Callable[[bool], None]) -> None:
        async with redis.asyncio.Redis.from_url(url) as client:
            limiter, bucket = RedisLimiter(async_client=client), make_bucket(limit=1)
            connection = await client.connection_pool.get_connection()
            stopped(True)
            await connection.send_command("INCR", "of another")
            await client.connection_pool.release(connection)
            asyncio.get_running_loop().call_later(0.3, stopped, False)
            with pytest.raises(LimiterError, match="the reply to another command"):
                await limiter.acquire_async(bucket)
            assert await client.get("of another") == b"1"


@needs_server
class TestStoppedServer:
    """No reply to a call that was given up is taken for the reply to another."""

    def grants(self, url: str) -> list[int]:
        with redis.Redis.from_url(url) as client:
            return [int(grant) for grant in client.lrange(client.keys("*:grants")[0], 0, -1)]

    def test_for_threads(self, url: str, make: Callable[..., RedisLimiter], stopped: Callable[[bool], None]) -> None:
        limiter, bucket = make(window=30), make_bucket(limit=100)
        seen: set[float] = set()
        for _ in range(3):
            limiter.acquire(bucket)
            stopped(True)
            with pytest.raises(LimiterError, match="no reply"):
                limiter.acquire(bucket, max_wait=0.01)
            stopped(False)
            grant = limiter.acquire(bucket)
            assert grant in self.grants(url)
            assert grant not in seen
            seen.add(grant)

    async def test_for_tasks(self, url: str, limiter: RedisLimiter, stopped: Callable[[bool], None]) -> None:
        bucket = make_bucket(limit=100)
        seen: set[float] = set()
        for _ in range(5):
            await limiter.acquire_async(bucket)
            stopped(True)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await limiter.acquire_async(bucket)
            stopped(False)
            grant = await limiter.acquire_async(bucket)
            assert grant in self.grants(url)
            assert grant not in seen
            seen.add(grant)
