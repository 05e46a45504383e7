"""Scripted faults: which calls fail, when, and how."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal, TypeAlias

from perfectgym_next.testing._openapi.names import check_name, check_names
from perfectgym_next.testing._studio.problems import ProblemResponse

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["Fault", "FaultScripts", "parse_fault"]

Kind: TypeAlias = Literal["reset", "timeout", "malformed"]

_KINDS = ("reset", "timeout", "malformed")


@dataclass(slots=True)
class Fault:
    """One scripted fault.

    Attributes:
        operation: The operation whose calls fail; ``*`` is any operation.
        status: Respond with this status, without processing the request.
        kind: ``reset`` resets the connection, ``timeout`` never responds, ``malformed`` cuts the response in half.
        delay: Seconds to wait first; without `status` and `kind` the response is then the usual one.
        times: Number of calls that fail; None means all from then on.
        on: The first call, counted from now, that fails.
        processed: Whether the request is processed before the connection breaks or the response is withheld.
        headers: Headers of the response with `status`, ``{"Retry-After": "1"}``.
        calls: Number of calls so far.

    Raises:
        ValueError: A value is out of range, or values contradict each other.
    """

    operation: str
    status: int | None = None
    kind: Kind | None = None
    delay: float = 0.0
    times: int | None = 1
    on: int = 1
    processed: bool = False
    headers: Mapping[str, str] | None = None
    calls: int = 0

    def __post_init__(self) -> None:
        if self.status is None and self.kind is None and not self.delay:
            raise ValueError("the fault does nothing: give status=, kind= or delay=")
        if self.status is not None and self.kind is not None:
            raise ValueError(f"conflicting status={self.status} and kind={self.kind!r}: give only one of them")
        if self.status is not None and not 400 <= self.status <= 599:
            raise ValueError(f"invalid status {self.status}: a fault needs one of 400 to 599")
        if self.kind is not None:
            check_name(self.kind, _KINDS, "invalid kind: expected 'reset', 'timeout' or 'malformed', got")
        if self.processed and self.kind is None:
            raise ValueError("processed= requires kind=: with status= a request is never processed, with delay= always")
        if self.headers and self.status is None:
            raise ValueError("headers= requires status=: no other fault has a response of its own")
        if self.delay < 0:
            raise ValueError(f"invalid delay {self.delay}: it must be 0 seconds or more")
        if self.on < 1 or (self.times is not None and self.times < 1):
            raise ValueError(f"invalid on={self.on}, times={self.times}: both count calls and must be at least 1")

    def count_call(self) -> bool:
        """Count a call and return whether it fails."""
        self.calls += 1
        return self.on <= self.calls and (self.times is None or self.calls < self.on + self.times)

    def problem(self) -> ProblemResponse:
        """Return the error response of a fault with `status`."""
        status = self.status or 500
        known = status in HTTPStatus.__members__.values()
        phrase = HTTPStatus(status).phrase if known else f"Status {status}"
        code = phrase.upper().replace(" ", "_")
        return ProblemResponse(status, code, f"{phrase}: a scripted fault", headers=self.headers)


class FaultScripts:
    """All scripted faults. If several apply to a call, the one added first decides.

    Args:
        operations: Names of all operations; faults of other names are rejected.
    """

    def __init__(self, operations: Collection[str]) -> None:
        self._operations = operations
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Add a fault.

        Raises:
            ValueError: The operation does not exist.
        """
        if fault.operation != "*":
            check_name(fault.operation, self._operations, "the API has no operation")
        self._faults.append(fault)

    def clear(self) -> None:
        """Remove all faults."""
        self._faults.clear()

    def next_fault(self, operation: str) -> Fault | None:
        """Count a call of an operation and return the fault that applies to it, if any."""
        found = [fault for fault in self._faults if fault.operation in (operation, "*") and fault.count_call()]
        return found[0] if found else None


def parse_fault(text: str) -> Fault:
    """Parse a fault in the notation of the command line: ``classes.list_classes=503,times=2``.

    The operation, or ``*``, is followed by a status, ``reset``, ``timeout``, ``malformed``, or a delay such as
    ``0.5s``, and optionally by ``on=N`` and ``times=N`` or ``times=always``.

    Raises:
        ValueError: The text is not a fault.
    """
    operation, found, rest = text.partition("=")
    what, *options = rest.split(",")
    if not found or not operation or not what:
        raise ValueError(f"invalid fault {text!r}: expected OPERATION=FAULT, such as classes.list_classes=503,times=2")
    given = dict(option.partition("=")[::2] for option in options)
    check_names(given, ("on", "times"), f"invalid fault {text!r}: expected the options on and times, got")
    try:
        times = None if given.get("times") == "always" else int(given.get("times", "1"))
        on = int(given.get("on", "1"))
        if what.isalpha():
            check_name(what, _KINDS, "expected a status, a delay, reset, timeout or malformed, got")
            return Fault(operation, kind=what, times=times, on=on)  # type: ignore[arg-type]  # one of the three
        if what.endswith("s"):
            return Fault(operation, delay=float(what[:-1]), times=times, on=on)
        return Fault(operation, status=int(what), times=times, on=on)
    except ValueError as error:
        raise ValueError(f"invalid fault {text!r}: {error}") from None
