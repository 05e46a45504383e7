"""Decide which connection a request gets and who is next: the policy of both pools, without I/O and locks."""

from __future__ import annotations

import weakref
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["IDLE_SECONDS", "MAX_CONNECTIONS", "Lending", "Loan"]

MAX_CONNECTIONS = 100
IDLE_SECONDS = 30.0

C = TypeVar("C")


class Loan(Generic[C]):
    """The right of one request to use a connection.

    It occupies a slot as long as it lives. If an exception, such as one from a signal handler, prevents its release,
    the slot is free again once nobody refers to the loan.

    Args:
        origin: Scheme, host and port.
        wake: Called without arguments when a loan that had to wait is granted.

    Attributes:
        granted: Whether the request may be sent.
        connection: The connection to use, or None to open a new one.
    """

    __slots__ = ("__weakref__", "connection", "granted", "origin", "wake")

    def __init__(self, origin: str, wake: Callable[[], object]) -> None:
        self.origin = origin
        self.wake = wake
        self.granted = False
        self.connection: C | None = None


class Lending(Generic[C]):
    """Lends each connection to one request at a time: the last one returned goes out first, waiters go in order.

    Methods return the connections that the caller has to close.

    Args:
        max_connections: Maximum number of connections, lent and idle ones.
        idle_seconds: Seconds after which an idle connection is closed.
    """

    def __init__(self, max_connections: int, idle_seconds: float) -> None:
        self._max_connections = max_connections
        self._idle_seconds = idle_seconds
        self._lent: weakref.WeakSet[Loan[C]] = weakref.WeakSet()
        self._idle: dict[str, deque[tuple[float, C]]] = {}
        self._waiters: deque[weakref.ref[Loan[C]]] = deque()
        self._expiry_checked_at = 0.0
        self._closed = False

    def acquire(self, loan: Loan[C], now: float) -> list[C]:
        """Grant a loan, now or when its turn comes."""
        surplus = self._expire(now)
        if self._waiters or len(self._lent) >= self._max_connections:
            self._waiters.append(weakref.ref(loan))
            return surplus + self.grant_waiters()
        return surplus + self._grant(loan)

    def replace(self, loan: Loan[C]) -> None:
        """Replace the unusable connection of a granted loan by another idle one, or None."""
        stack = self._idle.get(loan.origin)
        loan.connection = stack.pop()[1] if stack else None

    def release(self, loan: Loan[C], connection: C | None, now: float) -> list[C]:
        """End a loan in whatever state it is. Ending it again changes nothing.

        Args:
            loan: The loan.
            connection: Its connection if another request may use it, else None.
            now: Monotonic time in seconds.
        """
        surplus: list[C] = []
        if loan not in self._lent:
            self._waiters = deque(waiting for waiting in self._waiters if waiting() not in (loan, None))
            return surplus
        if connection is not None and not self._closed:
            self._idle.setdefault(loan.origin, deque()).append((now, connection))
        elif connection is not None:
            surplus.append(connection)
        loan.connection = None
        self._lent.discard(loan)
        return surplus + self._expire(now) + self.grant_waiters()

    def grant_waiters(self) -> list[C]:
        """Grant as many loans as possible to the first waiters."""
        surplus: list[C] = []
        while self._waiters and len(self._lent) < self._max_connections:
            waiting = self._waiters.popleft()()
            if waiting is not None:
                surplus += self._grant(waiting)
                waiting.wake()
        return surplus

    def close(self) -> list[C]:
        """Keep no connection from now on, and return the idle ones."""
        self._closed = True
        idle = [connection for stack in self._idle.values() for _, connection in stack]
        self._idle.clear()
        return idle

    def connections(self) -> list[C]:
        """Return all connections, lent and idle ones."""
        lent = [loan.connection for loan in self._lent if loan.connection is not None]
        return lent + [connection for stack in self._idle.values() for _, connection in stack]

    def _grant(self, loan: Loan[C]) -> list[C]:
        surplus: list[C] = []
        stack = self._idle.get(loan.origin)
        if stack:
            loan.connection = stack.pop()[1]
        elif len(self._lent) + sum(map(len, self._idle.values())) >= self._max_connections:
            oldest = min((stack for stack in self._idle.values() if stack), key=lambda stack: stack[0][0])
            surplus.append(oldest.popleft()[1])
        self._lent.add(loan)
        loan.granted = True
        return surplus

    def _expire(self, now: float) -> list[C]:
        """Remove connections that have been idle for too long. One may stay half as long again."""
        if now - self._expiry_checked_at < self._idle_seconds / 2:
            return []
        self._expiry_checked_at = now
        expired: list[C] = []
        for stack in self._idle.values():
            while stack and now - stack[0][0] >= self._idle_seconds:
                expired.append(stack.popleft()[1])
        return expired
