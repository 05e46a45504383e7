"""A store of handled deliveries that processes and machines share. Needs the extra `perfectgym-next[redis]`."""

from __future__ import annotations

from hashlib import sha256
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING

from perfectgym_next._core.json import encode
from perfectgym_next.errors import ConfigurationError

if TYPE_CHECKING:
    import redis

    from perfectgym_next.webhooks._events import Delivery

__all__ = ["RedisSeen"]

_WEEK = 7 * 24 * 3600


class RedisSeen:
    """A `perfectgym_next.webhooks.SeenStore` on a Redis server.

    The server holds digests of studio and uuid. If it does not reply, `has` and `add` raise the client's error: neither
    answer would be right. In async code, call them in a thread.

    Args:
        client: Client for the server. Give it timeouts: the vendor waits 5 s for a response.
        seconds: How long a delivery is kept.
        prefix: Beginning of the names of all keys on the server.

    Raises:
        ConfigurationError: The client is for asyncio, or something else. Or `seconds` is not a positive whole number.
    """

    def __init__(self, client: redis.Redis, *, seconds: int = _WEEK, prefix: str = "perfectgym-next") -> None:
        if iscoroutinefunction(getattr(client, "execute_command", None)):
            raise ConfigurationError("RedisSeen needs a client for threads, redis.Redis, not one for asyncio")
        if not callable(getattr(client, "exists", None)):
            raise ConfigurationError(f"RedisSeen needs a client, redis.Redis, not {type(client).__name__}")
        if type(seconds) is not int or seconds < 1:
            raise ConfigurationError(f"invalid seconds={seconds!r}: expected a positive whole number")
        self._client = client
        self._seconds = seconds
        self._prefix = prefix

    def has(self, delivery: Delivery, /) -> bool:
        """Return whether a delivery was added within the time for which deliveries are kept."""
        return self._client.exists(self._name(delivery)) == 1

    def add(self, delivery: Delivery, /) -> None:
        """Add a delivery whose work is done and stored."""
        self._client.set(self._name(delivery), b"", ex=self._seconds)

    def _name(self, delivery: Delivery) -> str:
        digest = sha256(encode([delivery.studio, str(delivery.uuid)])).hexdigest()
        return f"{self._prefix}:webhook:{digest}"
