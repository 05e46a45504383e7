"""How long each phase of an attempt may take."""

from __future__ import annotations

import enum
import time

__all__ = ["Phase", "PhaseTimer", "limit_text"]

_PIECE_BYTES = 64 * 1024


class Phase(enum.IntEnum):
    """The phases of an attempt, in their order."""

    CONNECTING = 0
    """Name look-up, TCP, the proxy's replies, TLS."""
    SENDING = 1
    """Sending the request. Each 64 KiB of it start the phase anew."""
    WAITING = 2
    """Waiting for the last byte of the response head. Interim responses do not start the phase anew."""
    RECEIVING = 3
    """Receiving the body, with chunk extensions and trailers."""


class PhaseTimer:
    """The clock of one attempt. No single read or write starts a phase anew.

    Args:
        timeout: Seconds for each phase.
        deadline: Monotonic time at which the whole call ends.

    Attributes:
        phase: The current phase.
        timeout: As given.
    """

    __slots__ = ("_deadline", "_ends_at", "_sent", "_started_at", "phase", "timeout")

    def __init__(self, timeout: float, deadline: float) -> None:
        self.timeout = timeout
        self._deadline = deadline
        self.begin(Phase.CONNECTING)

    def begin(self, phase: Phase) -> None:
        """Start a phase. It ends with its timeout or the call's deadline."""
        self.phase = phase
        self._sent = 0
        self._started_at = time.monotonic()
        self._ends_at = min(self._started_at + self.timeout, self._deadline)

    def enter(self, phase: Phase) -> None:
        """Start a phase unless it is the current one."""
        if self.phase is not phase:
            self.begin(phase)

    def count_sent(self, size: int) -> None:
        """Count bytes sent. Each 64 KiB of a request start the phase anew."""
        self._sent += size
        if self._sent >= _PIECE_BYTES and self.phase is Phase.SENDING:
            self.begin(Phase.SENDING)

    @property
    def limit(self) -> str:
        """Maximum duration of the current phase, as errors show it."""
        return limit_text(self.timeout, self._deadline - self._started_at)

    def left(self) -> float:
        """Return the seconds left of the phase, zero or less if it is over."""
        return self._ends_at - time.monotonic()


def limit_text(timeout: float, left: float) -> str:
    """Return the seconds that a phase may take, as errors show them.

    Args:
        timeout: Seconds for each phase.
        left: Seconds that were left of the call's deadline when the phase began.
    """
    if left >= timeout:
        return f"{timeout:g} s"
    return f"{max(left, 0.0):.2g} s, which was all that was left of the call's deadline"
