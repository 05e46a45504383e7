"""The scripts that a Redis server runs for a limiter, and what it stores."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from perfectgym_next.limits._base import Bucket

__all__ = ["Script", "Scripts"]

# Every script gets the id of its command as the first argument and returns it as the first item of its reply. A reply
# without it belongs to another command: redis-py lends a connection again whose last command was interrupted.

# KEYS: list of grants, newest first, in microseconds of the server's clock; mark of a pause.
# ARGV: the id; limit, 0 for none; microseconds for which a grant counts.
# Returns the grant; or else the time, the milliseconds left of the pause, and the grants that count.
_ACQUIRE = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local id, limit, span = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

-- The clock was set back: grants that lie ahead of it count from now on, not until it comes round again.
local ahead = 0
local newest = redis.call('LINDEX', KEYS[1], ahead)
while newest and tonumber(newest) > now do
  redis.call('LSET', KEYS[1], ahead, string.format('%.0f', now))
  ahead = ahead + 1
  newest = redis.call('LINDEX', KEYS[1], ahead)
end

local pause = redis.call('PTTL', KEYS[2])
local nth = limit > 0 and redis.call('LINDEX', KEYS[1], limit - 1)
if pause > 0 or (nth and nth + span > now) then
  return {id, now, pause, limit > 0 and redis.call('LRANGE', KEYS[1], 0, limit - 1) or {}}
end
if limit > 0 then
  redis.call('LPUSH', KEYS[1], string.format('%.0f', now))
  redis.call('LTRIM', KEYS[1], 0, limit - 1)
  redis.call('PEXPIRE', KEYS[1], math.ceil(span / 1000))
end
return {id, now}
"""

# KEYS: list of grants. ARGV: the id; the grant; microseconds for which it counts.
_RELEASE = """
local time = redis.call('TIME')
redis.call('LREM', KEYS[1], 1, ARGV[2])
redis.call('LPUSH', KEYS[1], string.format('%.0f', time[1] * 1000000 + time[2]))
redis.call('PEXPIRE', KEYS[1], math.ceil(ARGV[3] / 1000))
return {tonumber(ARGV[1])}
"""

# KEYS: mark of the pause. ARGV: the id; milliseconds of the pause.
_PAUSE = """
local pause = tonumber(ARGV[2])
if pause > 0 and redis.call('PTTL', KEYS[1]) < pause then
  redis.call('SET', KEYS[1], 1, 'PX', ARGV[2])
end
return {tonumber(ARGV[1])}
"""


class Script(NamedTuple):
    """A script with its keys, and its arguments without the id of the command."""

    source: str
    keys: tuple[str, ...]
    arguments: tuple[int, ...]


class Scripts:
    """The scripts of one limiter.

    Args:
        prefix: Beginning of the names of all keys on the server.
        span: Seconds for which a grant counts.
    """

    def __init__(self, prefix: str, span: float) -> None:
        self._prefix = prefix
        self._microseconds = round(span * 1e6)

    def acquire(self, bucket: Bucket) -> Script:
        """Return the script that takes a slot, or returns when one is free."""
        return Script(_ACQUIRE, self.keys(bucket), (bucket.limit or 0, self._microseconds))

    def release(self, bucket: Bucket, grant: float) -> Script:
        """Return the script that counts a request from now on, not from its grant on."""
        return Script(_RELEASE, self.keys(bucket)[:1], (int(grant), self._microseconds))

    def pause(self, bucket: Bucket, seconds: float) -> Script:
        """Return the script that admits nobody for so many seconds."""
        return Script(_PAUSE, self.keys(bucket)[1:], (math.ceil(seconds * 1e3),))

    def keys(self, bucket: Bucket) -> tuple[str, str]:
        """Return the names of the list of grants and of the mark of a pause."""
        # The braces keep both on the same node of a cluster.
        return f"{self._prefix}:{{{bucket.name}}}:grants", f"{self._prefix}:{{{bucket.name}}}:pause"
