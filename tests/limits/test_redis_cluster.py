"""The shared limiter on a cluster."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator

import pytest

from perfectgym_next.limits import Bucket, LimiterError, LimitWaitError
from tests.support.disturbances import in_child
from tests.support.limiters import eventually, make_bucket

redis = pytest.importorskip("redis", reason="redis-py is not installed")

from perfectgym_next.limits.redis import RedisLimiter  # noqa: E402  # it needs redis-py
from tests.support.redis_clients import REDIS_SERVER, free_port, redis_server  # noqa: E402

pytestmark = pytest.mark.skipif(REDIS_SERVER is None, reason="redis-server is not installed")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A cluster of one node."""
    options = ("--cluster-enabled", "yes", "--cluster-port", str(free_port()))
    with redis_server(tmp_path_factory.mktemp("cluster"), options) as port:
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


class TestCluster:
    def test_serves_threads(self, cluster: int) -> None:
        with redis.RedisCluster(host="127.0.0.1", port=cluster) as client:
            limiter, bucket = RedisLimiter(client), make_bucket("threads", limit=1)
            limiter.release(bucket, limiter.acquire(bucket))
            limiter.pause(bucket, 60)
            refuse(limiter, bucket)
            assert in_child(lambda: refuse(limiter, bucket)) == "ok"
            began = time.monotonic()
            with stopped_node(cluster):
                limiter.release(bucket, 1.0)
                with pytest.raises(LimiterError):
                    limiter.acquire(bucket, max_wait=0)
            assert time.monotonic() - began < 3
            refuse(limiter, bucket)

    async def test_serves_tasks(self, cluster: int) -> None:
        async with redis.asyncio.RedisCluster(host="127.0.0.1", port=cluster) as client:
            limiter, bucket = RedisLimiter(async_client=client), make_bucket("tasks", limit=1)
            await limiter.release_async(bucket, await limiter.acquire_async(bucket))
            began = time.monotonic()
            with stopped_node(cluster):
                await limiter.release_async(bucket, 1.0)
                with pytest.raises(LimiterError):
                    await limiter.acquire_async(bucket, max_wait=0)
            assert time.monotonic() - began < 3
            with pytest.raises(LimitWaitError):
                await limiter.acquire_async(bucket, max_wait=4)


def refuse(limiter: RedisLimiter, bucket: Bucket) -> None:
    with pytest.raises(LimitWaitError):
        limiter.acquire(bucket, max_wait=4)
