"""Rate limits: how many requests one API key may send to one endpoint within a minute.

The service allows 1,000 requests a minute for each endpoint, as we assume of each key, and responds with 429 beyond
that. A limiter delays requests before they are sent, so that a 429 is the exception. `SlidingWindowLimiter` serves the
threads and tasks of one process. `perfectgym_next.limits.redis.RedisLimiter`, or a `RateLimiter` of your own, can be
shared more widely.
"""

from __future__ import annotations

from perfectgym_next.limits._base import DEFAULT_LIMIT, Bucket, LimiterError, LimitWaitError, RateLimiter
from perfectgym_next.limits._sliding_window import SlidingWindowLimiter, shared_limiter

__all__ = [
    "DEFAULT_LIMIT",
    "Bucket",
    "LimitWaitError",
    "LimiterError",
    "RateLimiter",
    "SlidingWindowLimiter",
    "shared_limiter",
]

for _public in (Bucket, LimiterError, LimitWaitError, RateLimiter, SlidingWindowLimiter):
    _public.__module__ = __name__  # tracebacks and pickles show the name that is imported
