"""The callers of one process that wait for a slot which the Redis server grants."""

from __future__ import annotations

import time
from collections import deque
from typing import Any

from perfectgym_next.limits._base import LimiterError
from perfectgym_next.limits._queue import Waiter, WaitQueue

__all__ = ["SharedQueue"]


class SharedQueue(WaitQueue):
    """The callers of one bucket in this process. The first of them asks the server."""

    head_start = 1.0

    def poll(self, waiter: Waiter, now: float) -> bool:
        """Return whether a caller that is awake should ask the server; if not, `wake_at` says until when to sleep.

        Raises:
            LimitWaitError: Its turn would come after its deadline.
            LimiterError: The server failed another caller.
        """
        waiter.clear()
        if waiter.failure is not None:
            raise waiter.failure
        if waiter not in self.waiters:
            self.rejoin(waiter)
        while self.waiters[0] is not waiter and not self.waiters[0].wake():
            self.waiters.popleft()
        if self.waiters[0] is waiter:
            self.schedule(waiter, self.due(0, waiter.limit, now))
        return now >= waiter.wake_at

    def apply_reply(self, waiter: Waiter, reply: list[Any], asked_at: float) -> float | None:
        """Apply the server's reply to a caller, and return the grant if it is one."""
        server_now, *refusal = reply
        if not refusal:
            self.add_grant(waiter.limit, asked_at)
            return int(server_now)
        pause, grants = refusal
        times = (asked_at - (server_now - int(at)) / 1e6 for at in grants)
        self.grants = deque(times, maxlen=waiter.limit or 0)
        self.paused_until = asked_at + max(pause, 0) / 1e3
        now = time.monotonic()
        self.refuse_late(now)
        for position, other in enumerate(tuple(self.waiters)):
            asleep_until = other.wake_at
            self.schedule(other, self.due(position, other.limit, now))
            if other.wake_at < asleep_until or other.should_log(now):
                other.wake()
        return None

    def leave(self, waiter: Waiter) -> None:
        """Remove a caller that has its grant or gives up. The next one asks."""
        was_first = self.waiters and self.waiters[0] is waiter
        self.remove(waiter)
        while was_first and self.waiters and not self.waiters[0].wake():
            self.waiters.popleft()

    def fail(self, error: LimiterError) -> None:
        """Fail all callers at once, rather than let each find out for itself that the server fails."""
        while self.waiters:
            waiter = self.waiters[0]
            waiter.failure = LimiterError(*error.args)
            waiter.failure.__cause__ = error.__cause__
            self.waiters.popleft()
            waiter.wake()
