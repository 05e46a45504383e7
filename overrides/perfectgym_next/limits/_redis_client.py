"""What a limiter does with clients of redis-py: makes them, closes their connections, renews them after a fork."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from perfectgym_next._core.forks import keep_for_parent

try:
    import redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry
except ImportError as error:
    raise ImportError("RedisLimiter needs redis-py: pip install 'perfectgym-next[redis]'") from error

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["disconnect_idle", "make_client", "renew_client"]

_TIMEOUT = 5.0  # seconds

_LOCK, _RLOCK = type(threading.Lock()), type(threading.RLock())


def make_client(url: str) -> redis.Redis:
    """Return a client for threads that gives up on its server after 5 s, if the URL does not say otherwise.

    Raises:
        ValueError: The URL is not that of a Redis server.
    """
    # One retry, for a connection that the server closed while it was idle.
    retry = Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
    return redis.Redis.from_url(url, retry=retry, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT)


def disconnect_idle(client: Any) -> Any:
    """Close all connections that are not in use. With a client for asyncio, return an awaitable that does so."""
    pool = getattr(client, "connection_pool", None)
    if pool is not None:
        return pool.disconnect(inuse_connections=False)
    return client.aclose() if hasattr(client, "aclose") else client.disconnect_connection_pools()  # of a cluster


def renew_client(client: Any) -> None:
    """Replace the locks of an inherited client, which a thread of the parent may hold for good.

    Its pools notice by themselves that they were inherited. A connection of the client's own is not noticed.
    """
    if getattr(client, "connection", None) is not None:
        keep_for_parent(client.connection)
        client.connection = None
    for part in _parts(client):
        for name, value in list(vars(part).items()):
            if isinstance(value, _LOCK):
                setattr(part, name, threading.Lock())
            elif isinstance(value, _RLOCK):
                setattr(part, name, threading.RLock())


def _parts(client: Any) -> Iterator[Any]:
    """Yield a client of redis-py and all objects of redis-py that it consists of."""
    found, seen = [client], set()
    while found:
        part = found.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, dict):
            found += part.values()
        elif isinstance(part, list | tuple | set):
            found += part
        elif type(part).__module__.partition(".")[0] == "redis" and hasattr(part, "__dict__"):
            yield part
            found += vars(part).values()
