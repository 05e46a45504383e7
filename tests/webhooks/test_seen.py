"""Stores of handled deliveries: has before the work, add after it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import ConfigurationError
from perfectgym_next.webhooks import (
    Delivery,
    MemorySeen,
    RepeatedDeliveryError,
    SeenStore,
    WebhookAuthenticationError,
    WebhookReceiver,
)
from perfectgym_next.webhooks.redis import RedisSeen
from tests.support.redis_clients import REDIS_SERVER, redis_server
from tests.support.webhook_requests import HEADERS, KEY, OTHER_KEY, UUID_TEXT, body

KEYS = {"north": KEY, "south": OTHER_KEY}


@pytest.fixture(scope="module", name="redis_port")
def _redis_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    pytest.importorskip("redis", reason="redis is not installed")
    if REDIS_SERVER is None:
        pytest.skip("redis-server is not installed")
    with redis_server(tmp_path_factory.mktemp("redis")) as port:
        yield port


@pytest.fixture(params=["memory", "redis"])
def seen(request: pytest.FixtureRequest) -> Iterator[SeenStore]:
    if request.param == "memory":
        yield MemorySeen()
        return
    import redis

    client = redis.Redis(port=request.getfixturevalue("redis_port"))
    with client:
        client.flushall()
        yield RedisSeen(client)


def receive(hooks: WebhookReceiver, headers: Any = HEADERS, **fields: Any) -> Delivery:
    return hooks.receive(headers=headers, body=body(**fields))


class TestStores:
    def test_refuse_a_delivery_once_it_was_added(self, seen: SeenStore) -> None:
        hooks = WebhookReceiver(KEYS, seen=seen)
        delivery = receive(hooks)
        assert receive(hooks) == delivery  # not handled yet, so it is handed over again
        seen.add(delivery)
        with pytest.raises(RepeatedDeliveryError, match="north") as caught:
            receive(hooks)
        assert (caught.value.status, caught.value.reply) == (200, "ok")

    def test_tell_deliveries_by_studio_and_uuid(self, seen: SeenStore) -> None:
        hooks = WebhookReceiver(KEYS, seen=seen)
        seen.add(receive(hooks))
        assert receive(hooks, {"x-api-key": OTHER_KEY}).studio == "south"
        assert receive(hooks, uuid=UUID_TEXT.replace("b", "c", 1))
        assert receive(hooks, uuid="7")
        with pytest.raises(RepeatedDeliveryError):
            receive(hooks, uuid=UUID_TEXT.upper(), entityId=5)

    def test_tell_texts_apart_that_are_equal_when_joined(self, seen: SeenStore) -> None:
        hooks = WebhookReceiver({"a": "key-1", "a:b": "key-2"}, seen=seen)
        seen.add(receive(hooks, {"x-api-key": "key-1"}, uuid="b:c"))
        assert not seen.has(receive(hooks, {"x-api-key": "key-2"}, uuid="c"))

    def test_are_not_asked_for_strangers(self, seen: SeenStore) -> None:
        hooks = WebhookReceiver(KEYS, seen=seen)
        seen.add(receive(hooks))
        with pytest.raises(WebhookAuthenticationError):
            receive(hooks, {})

    def test_may_be_told_twice(self, seen: SeenStore) -> None:
        delivery = receive(WebhookReceiver(KEYS))
        seen.add(delivery)
        seen.add(delivery)
        assert seen.has(delivery)

    def test_work_from_any_thread(self, seen: SeenStore) -> None:
        hooks = WebhookReceiver(KEYS)
        deliveries = [receive(hooks, uuid=f"{number}") for number in range(200)]

        def add(part: list[Delivery]) -> None:
            for one in part:
                seen.add(one)

        threads = [threading.Thread(target=add, args=(deliveries[number::4],)) for number in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join(30)
        assert all(map(seen.has, deliveries))


class TestMemorySeen:
    def test_forgets_the_oldest_beyond_its_bound(self) -> None:
        hooks, seen = WebhookReceiver(KEYS), MemorySeen(max_deliveries=3)
        deliveries = [receive(hooks, uuid=f"{number}") for number in range(5)]
        for one in deliveries:
            seen.add(one)
        assert len(seen) == 3
        assert [seen.has(one) for one in deliveries] == [False, False, True, True, True]

    def test_keeps_its_bound_with_many_threads(self) -> None:
        hooks, seen = WebhookReceiver(KEYS), MemorySeen(max_deliveries=1)
        deliveries = [receive(hooks, uuid=f"{number}") for number in range(100)]

        def add_all() -> None:
            for _ in range(20):
                for one in deliveries:
                    seen.add(one)

        threads = [threading.Thread(target=add_all) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert len(seen) <= 1

    @pytest.mark.parametrize("bound", [0, -1, "5", 1.5, None])
    def test_needs_a_positive_bound(self, bound: Any) -> None:
        with pytest.raises(ValueError, match="max_deliveries"):
            MemorySeen(bound)

    def test_keeps_nothing_but_studio_and_uuid(self) -> None:
        hooks, seen = WebhookReceiver(KEYS), MemorySeen()
        seen.add(receive(hooks))
        assert sys.getsizeof(next(iter(seen._seen))) < 100
        assert len(next(iter(seen._seen))) == 2


class TestRedisSeen:
    def test_is_shared_by_all_who_use_the_server_with_its_prefix(self, redis_port: int) -> None:
        import redis

        delivery = receive(WebhookReceiver(KEYS), uuid="shared")
        with redis.Redis(port=redis_port) as one, redis.Redis(port=redis_port, decode_responses=True) as other:
            RedisSeen(one).add(delivery)
            assert RedisSeen(other).has(delivery)
            assert not RedisSeen(other, prefix="another").has(delivery)

    def test_keeps_digests_for_a_time(self, redis_port: int) -> None:
        import redis

        delivery = receive(WebhookReceiver(KEYS), uuid="x" * 500_000)
        with redis.Redis(port=redis_port) as client:
            client.flushall()
            RedisSeen(client, seconds=60).add(delivery)
            (name,) = client.keys()
            assert len(name) < 100
            assert b"north" not in name
            assert 0 < client.ttl(name) <= 60
            assert client.get(name) == b""

    def test_raises_what_the_client_raises(self) -> None:
        redis = pytest.importorskip("redis", reason="redis is not installed")
        client = redis.Redis(port=1, socket_connect_timeout=1)
        hooks = WebhookReceiver(KEYS, seen=RedisSeen(client))
        with pytest.raises(redis.ConnectionError):
            receive(hooks)

    def test_refuses_a_client_for_asyncio_which_would_have_seen_everything(self) -> None:
        aredis = pytest.importorskip("redis.asyncio", reason="redis is not installed")
        with pytest.raises(ConfigurationError, match="asyncio"):
            RedisSeen(aredis.Redis())

    @pytest.mark.parametrize("client", ["redis://127.0.0.1", None])
    def test_needs_a_client(self, client: Any) -> None:
        with pytest.raises(ConfigurationError, match=r"needs a client, redis\.Redis, not (str|NoneType)"):
            RedisSeen(client)

    @pytest.mark.parametrize("seconds", [0, 1.5, "5"])
    def test_needs_a_positive_time(self, seconds: Any) -> None:
        redis = pytest.importorskip("redis", reason="redis is not installed")
        with pytest.raises(ConfigurationError, match="seconds"):
            RedisSeen(redis.Redis(), seconds=seconds)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_crash_between_reception_and_work_loses_nothing(tmp_path: Path) -> None:
    """A process is killed while it works; the next one is handed the delivery again."""
    import subprocess

    code = f"""
import os, signal, sys
from perfectgym_next.webhooks import MemorySeen, WebhookReceiver
seen = MemorySeen()
delivery = WebhookReceiver({{"north": {KEY!r}}}, seen=seen).receive(headers={HEADERS!r}, body={body()!r})
print(delivery.uuid, flush=True)
if len(sys.argv) > 1:
    os.kill(os.getpid(), signal.SIGKILL)
seen.add(delivery)
assert seen.has(delivery)
"""
    killed = subprocess.run([sys.executable, "-c", code, "kill"], capture_output=True, text=True, check=False)
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert killed.returncode == -9
    assert (again.returncode, again.stdout) == (0, killed.stdout)
