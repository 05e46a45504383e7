"""The limiter that processes share, on a real Redis server."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import json
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perfectgym_next.errors import ConfigurationError, PerfectGymError
from perfectgym_next.limits import Bucket, LimiterError, LimitWaitError, RateLimiter
from tests.limits.test_limits import eventually, most_in_any_window
from tests.limits.test_limits_faults import in_child, interrupt

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

redis = pytest.importorskip("redis", reason="redis-py is not installed")

from perfectgym_next.limits.redis import RedisLimiter  # noqa: E402  # it needs redis-py

REDIS_SERVER = shutil.which("redis-server")
pytestmark = pytest.mark.skipif(REDIS_SERVER is None, reason="redis-server is not installed")

PATH = "/v1/customers/{customerId}"
WINDOW, MARGIN = 0.5, 0.2
SPAN = WINDOW * (1 + MARGIN)


def bucket(key: str = "key", *, limit: int | None = 3) -> Bucket:
    return Bucket(key, "GET", PATH, limit=limit)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def started(directory: Path, options: tuple[str, ...] = ()) -> Iterator[int]:
    """Run a server on a free port."""
    assert REDIS_SERVER is not None
    port = free_port()
    fixed = {"port": port, "bind": "127.0.0.1", "dir": directory, "save": "", "appendonly": "no"}
    arguments = [text for name, value in fixed.items() for text in (f"--{name}", str(value))]
    with (directory / "log").open("wb") as log:
        process = subprocess.Popen([REDIS_SERVER, *arguments, *options], stdout=log, stderr=log)
    try:
        eventually(lambda: answers(port) or process.poll() is not None)
        assert process.poll() is None, (directory / "log").read_text()
        yield port
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with started(tmp_path_factory.mktemp("redis")) as port:
        yield f"redis://127.0.0.1:{port}/0"


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def url(server_url: str) -> str:
    """An empty server."""
    with redis.Redis.from_url(server_url) as client:
        client.flushall()
    return server_url


@pytest.fixture
def stopped(url: str) -> Iterator[Callable[[bool], None]]:
    with redis.Redis.from_url(url) as client:
        process: int = client.info()["process_id"]
    yield lambda stop: os.kill(process, signal.SIGSTOP if stop else signal.SIGCONT)
    os.kill(process, signal.SIGCONT)


@pytest.fixture
def make(url: str) -> Iterator[Callable[..., RedisLimiter]]:
    """Make limiters with short windows, as different processes would have them."""
    made: list[RedisLimiter] = []

    def make(*, window: float = WINDOW, margin: float = MARGIN, options: str = "") -> RedisLimiter:
        made.append(RedisLimiter.from_url(url + options, window=window, margin=margin))
        return made[-1]

    yield make
    for limiter in made:
        limiter.close()


@pytest.fixture
async def limiter(url: str) -> AsyncIterator[RedisLimiter]:
    """A limiter for tests that run in an event loop."""
    limiter = RedisLimiter.from_url(url, window=WINDOW, margin=MARGIN)
    yield limiter
    await limiter.aclose()


def seconds_waited(limiter: RedisLimiter, place: Bucket) -> float:
    begin = time.monotonic()
    limiter.acquire(place)
    return time.monotonic() - begin


def waiting(limiter: RedisLimiter, place: Bucket) -> int:
    """How many callers of this process stand in line."""
    queue = limiter._queues.get(place.name)
    return 0 if queue is None else len(queue.waiters)


class TestWindow:
    def test_burst_goes_at_once_and_the_next_when_the_first_is_a_window_old(
        self, make: Callable[..., RedisLimiter]
    ) -> None:
        limiter = make()
        grants = [limiter.acquire(bucket(), max_wait=0) for _ in range(3)]
        assert limiter.acquire(bucket()) >= grants[0] + SPAN * 1e6

    def test_grant_is_the_time_of_the_server(self, make: Callable[..., RedisLimiter]) -> None:
        begin = time.time()
        assert begin - 1 <= make().acquire(bucket()) / 1e6 <= time.time() + 1

    async def test_tasks_keep_it_too(self, limiter: RedisLimiter) -> None:
        grants = await asyncio.gather(*(limiter.acquire_async(bucket()) for _ in range(8)))
        assert most_in_any_window(grants, SPAN * 1e6) == 3
        assert max(grants) - min(grants) < SPAN * 3e6

    def test_place_counts_from_the_answer_once_it_is_there(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, place = make(window=1.0, margin=0.0), bucket(limit=1)
        grant = limiter.acquire(place)
        time.sleep(0.8)  # the request takes that long
        limiter.release(place, grant)
        time.sleep(0.4)
        with pytest.raises(LimitWaitError):
            make(window=1.0, margin=0.0).acquire(place, max_wait=0)

    def test_answer_takes_no_second_place(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, place = make(window=60), bucket(limit=3)
        for _ in range(3):
            limiter.release(place, limiter.acquire(place, max_wait=0))

    async def test_answer_that_comes_after_a_window_counts_from_then_on(self, limiter: RedisLimiter) -> None:
        place = bucket(limit=1)
        grant = await limiter.acquire_async(place)
        second = await limiter.acquire_async(place)
        await asyncio.sleep(SPAN / 2)
        await limiter.release_async(place, grant)
        assert await limiter.acquire_async(place) - second >= SPAN * 1.5e6

    def test_limiters_on_one_server_share_it(self, make: Callable[..., RedisLimiter]) -> None:
        one, other = make(window=60), make(window=60)
        for limiter in (one, other, one):
            limiter.acquire(bucket(), max_wait=0)
        with pytest.raises(LimitWaitError) as refused:
            other.acquire(bucket(), max_wait=10)
        assert refused.value.wait == pytest.approx(72, abs=5)

    def test_two_processes_together_keep_it(self, url: str) -> None:
        code = """
import json, sys, threading
from perfectgym_next.limits import Bucket
from perfectgym_next.limits.redis import RedisLimiter
url, window, margin, limit, count = sys.argv[1], *map(float, sys.argv[2:])
limiter, grants = RedisLimiter.from_url(url, window=window, margin=margin), []
place = Bucket("key", "GET", "/v1/studios", limit=int(limit))
def run():
    for _ in range(int(count)):
        grants.append(limiter.acquire(place))
threads = [threading.Thread(target=run) for _ in range(4)]
sys.stdin.readline()
for thread in threads: thread.start()
for thread in threads: thread.join()
limiter.close()
print(json.dumps(grants))
"""
        limit, count = 20, 10  # 2 processes of 4 threads: 80 requests in 4 windows
        command = [sys.executable, "-c", code, url, *(str(number) for number in (WINDOW, MARGIN, limit, count))]
        processes = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
        ]
        grants = []
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for printed, _ in pool.map(lambda process: process.communicate("go\n", timeout=30), processes):
                grants.append(json.loads(printed))
        assert [len(times) for times in grants] == [40, 40]
        assert most_in_any_window(grants[0] + grants[1], SPAN * 1e6) == limit

    def test_each_request_keeps_its_own_limit(self, make: Callable[..., RedisLimiter]) -> None:
        limiter = make(window=60)
        for place in (bucket(limit=2), bucket(limit=2), bucket(limit=4), bucket(limit=4)):
            limiter.acquire(place, max_wait=0)
        for limit in (2, 4):
            with pytest.raises(LimitWaitError):
                limiter.acquire(bucket(limit=limit), max_wait=0)

    def test_no_limit_counts_nothing(self, make: Callable[..., RedisLimiter]) -> None:
        limiter = make(window=60)
        for _ in range(20):
            limiter.release(bucket(limit=None), limiter.acquire(bucket(limit=None), max_wait=0))
        limiter.acquire(bucket(limit=1), max_wait=0)

    def test_other_keys_have_windows_of_their_own(self, make: Callable[..., RedisLimiter]) -> None:
        limiter = make(window=60)
        for key in ("one", "two", "three"):
            limiter.acquire(bucket(key, limit=1), max_wait=0)

    def test_clock_that_is_set_back_delays_by_a_window_at_most(
        self, make: Callable[..., RedisLimiter], url: str
    ) -> None:
        limiter, place = make(), bucket()
        with redis.Redis.from_url(url) as client:
            hour_ahead = (client.time()[0] + 3600) * 1_000_000
            client.lpush(limiter._scripts.keys(place)[0], hour_ahead, hour_ahead, hour_ahead)
        assert SPAN - 0.1 < seconds_waited(limiter, place) < 5


class TestOrder:
    def test_threads_and_tasks_of_a_process_stand_in_one_line(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, place = make(window=0.3), bucket(limit=1)
        order: list[int] = []
        limiter.acquire(place)

        def thread(number: int) -> None:
            limiter.acquire(place)
            order.append(number)

        async def task(number: int) -> None:
            await limiter.acquire_async(place)
            order.append(number)
            await limiter.aclose()

        threads = []
        for number in range(4):
            run = (lambda n=number: asyncio.run(task(n))) if number % 2 else (lambda n=number: thread(n))
            threads.append(threading.Thread(target=run))
            threads[-1].start()
            eventually(lambda: waiting(limiter, place) + len(order) == len(threads))
        for each in threads:
            each.join()
        assert order == [0, 1, 2, 3]

    async def test_cancelled_task_leaves_its_turn_to_the_next(self, limiter: RedisLimiter) -> None:
        place = bucket(limit=1)
        await limiter.acquire_async(place)
        begin = time.monotonic()
        tasks = [asyncio.ensure_future(limiter.acquire_async(place)) for _ in range(3)]
        await asyncio.sleep(SPAN / 2)
        tasks[0].cancel()
        tasks[1].cancel()
        await tasks[2]
        assert time.monotonic() - begin < SPAN * 2.5

    async def test_wait_that_is_closed_by_the_garbage_collector_does_not_block(self, limiter: RedisLimiter) -> None:
        place = bucket(limit=1)
        await limiter.acquire_async(place)
        begin = time.monotonic()
        first = asyncio.ensure_future(limiter.acquire_async(place))
        while waiting(limiter, place) < 1:
            await asyncio.sleep(0)
        abandoned = limiter.acquire_async(place)
        abandoned.send(None)
        last = asyncio.ensure_future(limiter.acquire_async(place))
        while waiting(limiter, place) < 3:
            await asyncio.sleep(0)
        with limiter._queues[place.name].lock:
            abandoned.close()
        await asyncio.gather(first, last)
        assert time.monotonic() - begin < 5

    def test_task_of_a_closed_loop_does_not_stall_the_others(self, url: str) -> None:
        place = bucket(limit=1)
        loop = asyncio.new_event_loop()
        client, async_client = redis.Redis.from_url(url), redis.asyncio.Redis.from_url(url)
        limiter = RedisLimiter(client, async_client, window=WINDOW, margin=MARGIN)
        limiter.acquire(place)
        abandoned = loop.create_task(limiter.acquire_async(place))

        async def until_it_sleeps() -> None:
            while not limiter._queues or limiter._queues[place.name].due(0, 1, 0.0) == 0.0:
                await asyncio.sleep(0)
            await async_client.aclose()

        loop.run_until_complete(until_it_sleeps())
        loop.close()
        waited = seconds_waited(limiter, place)
        abandoned._log_destroy_pending = False  # type: ignore[attr-defined]  # it is abandoned on purpose
        client.close()
        assert waited < 5

    def test_hanging_loop_does_not_stall_the_others(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, place = make(), bucket(limit=1)
        limiter.acquire(place)
        resume = threading.Event()

        async def hang() -> None:
            task = asyncio.ensure_future(limiter.acquire_async(place))
            while waiting(limiter, place) == 0:
                await asyncio.sleep(0)
            resume.wait(10)  # a mistake of the caller: nothing else runs in this loop meanwhile
            await task
            await limiter.aclose()

        thread = threading.Thread(target=lambda: asyncio.run(hang()))
        thread.start()
        eventually(lambda: waiting(limiter, place) == 1)
        waited = seconds_waited(limiter, place)
        resume.set()
        thread.join()
        assert waited < 5


class TestPause:
    def test_holds_back_the_callers_of_every_limiter(self, make: Callable[..., RedisLimiter]) -> None:
        make().pause(bucket(), 1.0)
        other = make()
        with pytest.raises(LimitWaitError) as refused:
            other.acquire(bucket(), max_wait=0.1)
        assert refused.value.wait <= 1.0
        assert seconds_waited(other, bucket()) > 0.3

    async def test_is_extended_and_never_shortened(self, limiter: RedisLimiter) -> None:
        for seconds in (30, 60, 5):
            await limiter.pause_async(bucket(), seconds)
        with pytest.raises(LimitWaitError) as refused:
            await limiter.acquire_async(bucket(), max_wait=1)
        assert refused.value.wait == pytest.approx(60, abs=5)

    def test_who_wakes_looks_again(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, other = make(), make()
        for _ in range(3):
            limiter.acquire(bucket())
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            begin = time.monotonic()
            call = pool.submit(limiter.acquire, bucket())
            eventually(lambda: waiting(limiter, bucket()) == 1)
            other.pause(bucket(), SPAN * 2)
            call.result()
        assert time.monotonic() - begin >= SPAN * 2

    def test_refuses_only_those_it_makes_wait_too_long(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, other, place = make(), make(), bucket(limit=1)
        limiter.acquire(place)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            impatient = pool.submit(limiter.acquire, place, max_wait=SPAN)
            eventually(lambda: waiting(limiter, place) == 1)
            patient = pool.submit(limiter.acquire, place)
            eventually(lambda: waiting(limiter, place) == 2)
            begin = time.monotonic()
            other.pause(place, SPAN * 1.5)
            assert isinstance(impatient.exception(), LimitWaitError)
            patient.result()
        assert SPAN * 1.5 - 0.1 < time.monotonic() - begin < SPAN * 3

    @pytest.mark.parametrize("seconds", [0, -5])
    def test_that_is_over_already_holds_nobody(self, make: Callable[..., RedisLimiter], seconds: float) -> None:
        limiter = make()
        limiter.pause(bucket(), seconds)
        limiter.acquire(bucket(), max_wait=0)

    def test_holds_without_a_limit_too(self, make: Callable[..., RedisLimiter]) -> None:
        limiter = make()
        limiter.pause(bucket(), 60)
        with pytest.raises(LimitWaitError):
            limiter.acquire(bucket(limit=None), max_wait=1)


class TestMaxWait:
    def test_refusal_takes_no_place(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, place = make(window=60), bucket(limit=1)
        limiter.acquire(place)
        for _ in range(5):
            with pytest.raises(LimitWaitError) as refused:
                limiter.acquire(place, max_wait=60)
            assert refused.value.wait <= 72

    async def test_refused_at_once_for_the_length_of_the_line(self, limiter: RedisLimiter) -> None:
        place = bucket(limit=2)
        for _ in range(2):
            await limiter.acquire_async(place)
        tasks = [asyncio.ensure_future(limiter.acquire_async(place)) for _ in range(4)]
        while waiting(limiter, place) < 4 or limiter._queues[place.name].due(0, 2, 0) == 0:
            await asyncio.sleep(0.001)
        begin = time.monotonic()
        with pytest.raises(LimitWaitError) as refused:
            await limiter.acquire_async(place, max_wait=SPAN * 2)
        assert time.monotonic() - begin < SPAN
        assert refused.value.wait == pytest.approx(SPAN * 3, abs=0.3)
        await asyncio.gather(*tasks)

    async def test_those_in_line_are_refused_once_the_server_tells_of_a_pause(
        self, limiter: RedisLimiter, make: Callable[..., RedisLimiter]
    ) -> None:
        place = bucket(limit=1)
        await limiter.acquire_async(place)
        tasks = [asyncio.ensure_future(limiter.acquire_async(place, max_wait=5)) for _ in range(3)]
        while waiting(limiter, place) < 3:
            await asyncio.sleep(0.001)
        make().pause(place, 60)
        begin = time.monotonic()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [LimitWaitError] * 3
        assert time.monotonic() - begin < 3


class TestServerFailure:
    def test_server_that_is_not_there_gives_one_clear_error(self) -> None:
        limiter = RedisLimiter.from_url(f"redis://:s3cret-word@127.0.0.1:{free_port()}/0")
        with pytest.raises(
            LimiterError, match="the request was not sent: the Redis server of the rate limiter"
        ) as error:
            limiter.acquire(bucket())
        with pytest.raises(LimiterError):
            limiter.pause(bucket(), 1)
        assert isinstance(error.value, PerfectGymError)
        assert "s3cret" not in f"{error.value!r} {error.value.__cause__!r} {limiter!r}"

    async def test_answer_is_not_lost_when_the_server_is(self) -> None:
        limiter = RedisLimiter.from_url(f"redis://127.0.0.1:{free_port()}/0")
        limiter.release(bucket(), 1.0)
        await limiter.release_async(bucket(), 1.0)
        await limiter.aclose()

    async def test_tasks_get_it_too(self) -> None:
        limiter = RedisLimiter.from_url(f"redis://127.0.0.1:{free_port()}/0")
        with pytest.raises(LimiterError):
            await limiter.acquire_async(bucket())
        with pytest.raises(LimiterError):
            await limiter.pause_async(bucket(), 1)
        await limiter.aclose()

    def test_all_in_line_learn_of_a_server_that_does_not_answer(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
            limiter = RedisLimiter.from_url(f"redis://127.0.0.1:{port}/0?socket_timeout=0.4")
            with concurrent.futures.ThreadPoolExecutor(10) as pool:
                begin = time.monotonic()
                calls = [pool.submit(limiter.acquire, bucket()) for _ in range(10)]
                errors = [call.exception(timeout=30) for call in calls]
            assert [type(error) for error in errors] == [LimiterError] * 10
            assert time.monotonic() - begin < 4  # one after the other would be 8 s
            limiter.close()


class TestSecret:
    def test_server_never_sees_the_key(self, make: Callable[..., RedisLimiter], url: str) -> None:
        key = "d0f7c3a1-the-key"
        limiter = make(window=60)
        with redis.Redis.from_url(url) as client, client.monitor() as monitor:
            limiter.release(bucket(key), limiter.acquire(bucket(key)))
            limiter.pause(bucket(key), 60)
            with pytest.raises(LimitWaitError):
                limiter.acquire(bucket(key), max_wait=0)
            client.set("end", "1")
            seen = ""
            while "SET end" not in seen:
                seen += monitor.next_command()["command"] + "\n"
            assert "LPUSH" in seen
            assert key not in seen
            names = {name.decode() for name in client.keys("perfectgym-next:*")}
        fingerprint = bucket(key).name
        assert names == {f"perfectgym-next:{{{fingerprint}}}:{kind}" for kind in ("grants", "pause")}


class TestHousekeeping:
    def test_nothing_stays_on_the_server(self, make: Callable[..., RedisLimiter], url: str) -> None:
        limiter = make()
        limiter.release(bucket(), limiter.acquire(bucket()))
        limiter.pause(bucket(), 0.3)
        with redis.Redis.from_url(url) as client:
            assert len(client.keys()) == 2
            eventually(lambda: client.keys() == [])

    def test_server_keeps_no_more_grants_than_the_limit(self, make: Callable[..., RedisLimiter], url: str) -> None:
        limiter, place = make(window=0.01), bucket()
        for _ in range(20):
            limiter.acquire(place)
        with redis.Redis.from_url(url) as client:
            assert client.llen(limiter._scripts.keys(place)[0]) <= 3

    def test_line_is_forgotten_when_nobody_stands_in_it(self, make: Callable[..., RedisLimiter]) -> None:
        limiter = make()
        for number in range(10):
            limiter.acquire(bucket(f"key {number}"))
        assert len(limiter._queues) == 0


class TestClients:
    def test_takes_a_client_that_decodes_answers(self, url: str) -> None:
        with redis.Redis.from_url(url, decode_responses=True) as client:
            limiter: RateLimiter = RedisLimiter(client)
            limiter.release(bucket(limit=1), limiter.acquire(bucket(limit=1)))
            with pytest.raises(LimitWaitError):
                limiter.acquire(bucket(limit=1), max_wait=0)
            client.ping()

    async def test_does_not_close_a_client_it_was_given(self, url: str) -> None:
        async with redis.asyncio.Redis.from_url(url) as client:
            limiter = RedisLimiter(async_client=client)
            await limiter.acquire_async(bucket())
            await limiter.aclose()
            connection = (await client.client_list())[0]["id"]
            await limiter.acquire_async(bucket())
            assert (await client.client_list())[0]["id"] == connection

    def test_loop_that_closes_the_limiter_disturbs_no_other(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, place = make(window=60), bucket(limit=4)

        async def call() -> None:
            await limiter.acquire_async(place, max_wait=0)
            await limiter.aclose()

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for run in [pool.submit(asyncio.run, call()) for _ in range(4)]:
                run.result()
        with pytest.raises(LimitWaitError):
            limiter.acquire(place, max_wait=0)

    def test_needs_a_client(self) -> None:
        with pytest.raises(ConfigurationError, match="needs a client or an async_client; from_url makes one"):
            RedisLimiter()

    async def test_names_the_client_that_is_missing(self, url: str) -> None:
        async with redis.asyncio.Redis.from_url(url) as client:
            limiter = RedisLimiter(async_client=client)
            for call in (lambda: limiter.acquire(bucket()), lambda: limiter.pause(bucket(), 1.0)):
                with pytest.raises(ConfigurationError, match="has no client"):
                    call()
            limiter.release(bucket(), 1.0)

    async def test_serves_tasks_by_a_client_for_threads(self, url: str) -> None:
        with redis.Redis.from_url(url) as client:
            limiter, place = RedisLimiter(client), bucket(limit=1)
            await limiter.release_async(place, await limiter.acquire_async(place))
            await limiter.pause_async(place, 60)
            with pytest.raises(LimitWaitError):
                await limiter.acquire_async(place, max_wait=0)

    def test_without_redis_py_the_error_names_the_extra(self) -> None:
        code = "import sys; sys.modules['redis'] = None; import perfectgym_next.limits.redis"
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "ImportError: RedisLimiter needs redis-py: pip install 'perfectgym-next[redis]'" in ended.stderr


class TestTheLog:
    def test_tells_of_every_wait_once(
        self, make: Callable[..., RedisLimiter], caplog: pytest.LogCaptureFixture
    ) -> None:
        limiter, place = make(window=1.3, margin=0.0), bucket(limit=2)
        with caplog.at_level(logging.INFO, logger="perfectgym_next"), concurrent.futures.ThreadPoolExecutor(2) as pool:
            for _ in range(2):
                limiter.acquire(place)
            assert not caplog.records
            for call in [pool.submit(limiter.acquire, place) for _ in range(2)]:
                call.result()
        assert [record.getMessage().partition(" about")[0] for record in caplog.records] == [
            f"perfectgym_next: GET {PATH}: waiting"
        ] * 2


class TestAnotherCommandsReply:
    """A connection that is lent again with a reply pending, as redis-py does after an interruption."""

    def test_is_no_grant_for_threads(self, url: str, stopped: Callable[[bool], None]) -> None:
        with redis.Redis.from_url(url) as client:
            limiter, place = RedisLimiter(client), bucket(limit=1)
            connection = client.connection_pool.get_connection()
            stopped(True)
            connection.send_command("INCR", "of another")
            client.connection_pool.release(connection)
            threading.Timer(0.3, stopped, (False,)).start()
            with pytest.raises(LimiterError, match="the reply to another command"):
                limiter.acquire(place)
            assert client.get("of another") == b"1"
            limiter.pause(place, 60)
            with pytest.raises(LimitWaitError):
                limiter.acquire(place, max_wait=0)

    async def test_is_no_grant_for_tasks(self, url: str, stopped: Callable[[bool], None]) -> None:
        async with redis.asyncio.Redis.from_url(url) as client:
            limiter, place = RedisLimiter(async_client=client), bucket(limit=1)
            connection = await client.connection_pool.get_connection()
            stopped(True)
            await connection.send_command("INCR", "of another")
            await client.connection_pool.release(connection)
            asyncio.get_running_loop().call_later(0.3, stopped, False)
            with pytest.raises(LimiterError, match="the reply to another command"):
                await limiter.acquire_async(place)
            assert await client.get("of another") == b"1"


class TestInterruptions:
    @pytest.mark.unmeasured
    def test_leave_nothing_behind(self, make: Callable[..., RedisLimiter], url: str) -> None:
        limiter, place = make(window=0.05), bucket(limit=1000)
        assert interrupt(1500, lambda: limiter.release(place, limiter.acquire(place)), longest=0.002) > 1000
        began = time.monotonic()
        limiter.release(place, limiter.acquire(place))
        assert time.monotonic() - began < 1
        assert not limiter._queues
        with redis.Redis.from_url(url) as client:
            assert len(client.client_list()) <= 33

    @pytest.mark.parametrize("clients", ["threads", "tasks"])
    @pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])
    async def test_a_task_cancelled_at_any_turn_disturbs_no_later_call(
        self, url: str, warm: bool, clients: str
    ) -> None:
        place = bucket(limit=10_000)
        for turns in range(61):
            async with contextlib.AsyncExitStack() as closing:
                if clients == "threads":
                    limiter = RedisLimiter(closing.enter_context(redis.Redis.from_url(url)))
                else:
                    client = await closing.enter_async_context(redis.asyncio.Redis.from_url(url))
                    limiter = RedisLimiter(async_client=client)
                if warm:
                    await limiter.acquire_async(place)
                task = asyncio.ensure_future(limiter.acquire_async(place))
                for _ in range(turns):
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.wait([task])
                grants = [await limiter.acquire_async(place, max_wait=1) for _ in range(5)]
                for grant in grants:
                    await limiter.release_async(place, grant)
                assert grants == sorted(set(grants))
                assert not limiter._queues
                await asyncio.gather(*limiter._tasks)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
class TestAFork:
    @pytest.mark.unmeasured
    def test_while_threads_ask_leaves_parent_and_child_free(self, make: Callable[..., RedisLimiter]) -> None:
        limiter, place = make(window=0.05), bucket(limit=1000)
        stop = threading.Event()

        def work() -> None:
            while not stop.is_set():
                limiter.release(place, limiter.acquire(place, max_wait=2))

        async def in_a_loop() -> None:
            await limiter.release_async(place, await limiter.acquire_async(place, max_wait=2))

        def use() -> None:
            for _ in range(3):
                limiter.release(place, limiter.acquire(place, max_wait=2))
            asyncio.run(in_a_loop())

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            calls = [pool.submit(work) for _ in range(8)]
            try:
                for _ in range(15):
                    assert in_child(use) == "ok"
            finally:
                stop.set()
            for call in calls:
                call.result()

    def test_while_redis_py_holds_a_lock_leaves_the_child_free(self, make: Callable[..., RedisLimiter]) -> None:
        limiter = make()
        limiter.acquire(bucket())
        assert limiter._client is not None
        pool = limiter._client.connection_pool
        with pool._lock, pool._fork_lock:
            assert in_child(lambda: limiter.acquire(bucket(), max_wait=2)) == "ok"
        limiter.acquire(bucket())

    def test_leaves_a_connection_of_the_clients_own_to_the_parent(self, url: str) -> None:
        with redis.Redis.from_url(url, single_connection_client=True) as client:
            limiter, place = RedisLimiter(client), bucket(limit=100)
            grants = [limiter.acquire(place)]
            number = client.client_id()

            def use() -> None:
                limiter.acquire(place)
                assert client.client_id() != number

            assert in_child(use) == "ok"
            grants += [limiter.acquire(place) for _ in range(3)]
            assert client.client_id() == number
            assert grants == sorted(set(grants))

    def test_gives_the_child_the_client_for_threads_in_its_loops(self, url: str) -> None:
        async def use(limiter: RedisLimiter) -> None:
            await limiter.acquire_async(bucket())

        with redis.Redis.from_url(url) as client:
            limiter = RedisLimiter(client, redis.asyncio.Redis.from_url(url))
            assert in_child(lambda: asyncio.run(use(limiter))) == "ok"

    def test_of_a_child_that_ends_as_programs_do_leaves_the_parents_loop_alone(self, url: str) -> None:
        code = """
import asyncio, gc, os, sys
from perfectgym_next.limits import Bucket
from perfectgym_next.limits.redis import RedisLimiter
limiter, place = RedisLimiter.from_url(sys.argv[1]), Bucket("key", "GET", "/v1/studios")
loop = asyncio.new_event_loop()
async def use():
    for _ in range(3):
        await limiter.release_async(place, await limiter.acquire_async(place, max_wait=2))
loop.run_until_complete(use())
child = os.fork()
if child == 0:
    del loop
    gc.collect()
    sys.exit()
os.waitpid(child, 0)
loop.run_until_complete(asyncio.wait_for(use(), 3))
loop.close()
print("done")
"""
        command = [sys.executable, "-W", "ignore", "-c", code, url]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        assert ended.stdout == "done\n", ended.stderr


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A cluster of one node."""
    options = ("--cluster-enabled", "yes", "--cluster-port", str(free_port()))
    with started(tmp_path_factory.mktemp("cluster"), options) as port:
        with redis.Redis(host="127.0.0.1", port=port) as node:
            node.execute_command("CLUSTER ADDSLOTSRANGE", 0, 16383)
            eventually(lambda: node.execute_command("CLUSTER INFO")["cluster_state"] == "ok")
        yield port


@contextlib.contextmanager
def stopped_node(port: int) -> Iterator[None]:
    with redis.Redis(host="127.0.0.1", port=port) as node:
        process: int = node.info()["process_id"]
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


class TestACluster:
    def test_serves_threads(self, cluster: int) -> None:
        with redis.RedisCluster(host="127.0.0.1", port=cluster) as client:
            limiter, place = RedisLimiter(client), bucket("threads", limit=1)
            limiter.release(place, limiter.acquire(place))
            limiter.pause(place, 60)
            refuse(limiter, place)
            assert in_child(lambda: refuse(limiter, place)) == "ok"
            began = time.monotonic()
            with stopped_node(cluster):
                limiter.release(place, 1.0)
                with pytest.raises(LimiterError):
                    limiter.acquire(place, max_wait=0)
            assert time.monotonic() - began < 3
            refuse(limiter, place)

    async def test_serves_tasks(self, cluster: int) -> None:
        async with redis.asyncio.RedisCluster(host="127.0.0.1", port=cluster) as client:
            limiter, place = RedisLimiter(async_client=client), bucket("tasks", limit=1)
            await limiter.release_async(place, await limiter.acquire_async(place))
            began = time.monotonic()
            with stopped_node(cluster):
                await limiter.release_async(place, 1.0)
                with pytest.raises(LimiterError):
                    await limiter.acquire_async(place, max_wait=0)
            assert time.monotonic() - began < 3
            with pytest.raises(LimitWaitError):
                await limiter.acquire_async(place, max_wait=1)


def refuse(limiter: RedisLimiter, place: Bucket) -> None:
    with pytest.raises(LimitWaitError):
        limiter.acquire(place, max_wait=1)


class TestAServerThatStops:
    """No reply to a call that was given up is taken for the reply to another."""

    def grants(self, url: str) -> list[int]:
        with redis.Redis.from_url(url) as client:
            return [int(grant) for grant in client.lrange(client.keys("*:grants")[0], 0, -1)]

    def test_for_threads(self, url: str, make: Callable[..., RedisLimiter], stopped: Callable[[bool], None]) -> None:
        limiter, place = make(window=30), bucket(limit=100)
        seen: set[float] = set()
        for _ in range(3):
            limiter.acquire(place)
            stopped(True)
            with pytest.raises(LimiterError, match="no reply"):
                limiter.acquire(place, max_wait=0.01)
            stopped(False)
            grant = limiter.acquire(place)
            assert grant in self.grants(url)
            assert grant not in seen
            seen.add(grant)

    async def test_for_tasks(self, url: str, limiter: RedisLimiter, stopped: Callable[[bool], None]) -> None:
        place = bucket(limit=100)
        seen: set[float] = set()
        for _ in range(5):
            await limiter.acquire_async(place)
            stopped(True)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await limiter.acquire_async(place)
            stopped(False)
            grant = await limiter.acquire_async(place)
            assert grant in self.grants(url)
            assert grant not in seen
            seen.add(grant)
