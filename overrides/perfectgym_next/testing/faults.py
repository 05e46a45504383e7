"""Fault scripts: which requests go wrong, when, and how."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal, TypeAlias

from perfectgym_next.testing._openapi.names import check_name, check_names
from perfectgym_next.testing._server.responses import Answer, Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["Fault", "Faults", "parse_fault"]

Kind: TypeAlias = Literal["reset", "timeout", "malformed"]

_KINDS = ("reset", "timeout", "malformed")


@dataclass(slots=True)
class Fault:
    """One script.

    Attributes:
        operation: Whose calls go wrong; ``*`` for those of any.
        status: Answer with this status, without doing what was asked.
        kind: ``reset`` breaks the connection, ``timeout`` never answers, ``malformed`` cuts the answer in half.
        delay: Seconds that pass first; alone, the answer then comes as it would have.
        times: How many calls go wrong; None means all from then on.
        on: The first call, counted from now, that goes wrong.
        processed: Whether what was asked is done before the connection breaks or the answer fails to come.
        headers: Headers of the answer with `status`, ``{"Retry-After": "1"}``.
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
            raise ValueError("say what goes wrong: status=, kind= or delay=")
        if self.status is not None and self.kind is not None:
            raise ValueError("a call goes wrong in one way: give status= or kind=, not both")
        if self.status is not None and not 400 <= self.status <= 599:
            raise ValueError(f"the status of a fault is one of 400 to 599, not {self.status}")
        if self.kind is not None:
            check_name(self.kind, _KINDS, "kind is one of reset, timeout and malformed, not")
        if self.processed and self.kind is None:
            raise ValueError("processed= goes with kind=: with status= what was asked is not done, with delay= it is")
        if self.headers and self.status is None:
            raise ValueError("headers= goes with status=: no other fault has headers of its own")
        if self.delay < 0:
            raise ValueError(f"a delay is 0 seconds or more, not {self.delay}")
        if self.on < 1 or (self.times is not None and self.times < 1):
            raise ValueError("calls are counted from 1: on= and times= must be at least 1")

    def strikes(self) -> bool:
        """Count a call; whether it goes wrong."""
        self.calls += 1
        return self.on <= self.calls and (self.times is None or self.calls < self.on + self.times)

    def refusal(self) -> Refusal:
        """The answer of a fault with `status`."""
        status = self.status or 500
        known = status in HTTPStatus.__members__.values()
        phrase = HTTPStatus(status).phrase if known else f"Status {status}"
        return Refusal(status, phrase.upper().replace(" ", "_"), f"{phrase}, by a fault script", headers=self.headers)

    def spoil(self, answer: Answer) -> Answer:
        """The answer of a ``malformed`` fault: half of the real one."""
        return Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2] or b"{")


class Faults:
    """All scripts; of those that strike, the first added decides."""

    def __init__(self, operations: Collection[str]) -> None:
        self._operations = operations
        self._scripts: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Take a script from now on.

        Raises:
            ValueError: There is no such operation.
        """
        if fault.operation != "*":
            check_name(fault.operation, self._operations, "the API has no operation")
        self._scripts.append(fault)

    def clear(self) -> None:
        """Forget all scripts: everything goes right again."""
        self._scripts.clear()

    def strike(self, operation: str) -> Fault | None:
        """Count a call of an operation; the script by which it goes wrong, if one does."""
        struck = [fault for fault in self._scripts if fault.operation in (operation, "*") and fault.strikes()]
        return struck[0] if struck else None


def parse_fault(text: str) -> Fault:
    """Read a script as the command line takes it: ``classes.list_classes=503,times=2``.

    Behind the operation, or ``*``, stands what goes wrong: a status, ``reset``, ``timeout``, ``malformed``, or a
    delay such as ``0.5s``; then, if wanted, ``on=N`` and ``times=N`` or ``times=always``.

    Raises:
        ValueError: The text is no script.
    """
    operation, found, rest = text.partition("=")
    what, *options = rest.split(",")
    if not found or not operation or not what:
        raise ValueError(f"{text!r} is no fault: write OPERATION=503, for example classes.list_classes=503,times=2")
    given = dict(option.partition("=")[::2] for option in options)
    check_names(given, ("on", "times"), f"{text!r}: there are the options on and times, but no")
    try:
        times = None if given.get("times") == "always" else int(given.get("times", "1"))
        on = int(given.get("on", "1"))
        if what.isalpha():
            check_name(what, _KINDS, "a status, a delay, reset, timeout or malformed goes wrong, not")
            return Fault(operation, kind=what, times=times, on=on)  # type: ignore[arg-type]  # one of the three
        if what.endswith("s"):
            return Fault(operation, delay=float(what[:-1]), times=times, on=on)
        return Fault(operation, status=int(what), times=times, on=on)
    except ValueError as error:
        raise ValueError(f"{text!r} is no fault: {error}") from None
