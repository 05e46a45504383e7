"""What the embedded API gives back: an answer, or the refusal that becomes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Answer", "Refusal", "conflict", "invalid", "json_answer", "no_content", "not_found"]

_ENCODER = msgspec.json.Encoder(decimal_format="number")


class Answer(NamedTuple):
    """An HTTP answer: status, headers in order, body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Refusal(Exception):  # noqa: N818  # an answer, not an error
    """A request that is answered with an ``ErrorResponse``.

    Args:
        status: HTTP status.
        code: The error code, for software.
        message: What went wrong, for people.
        reference: Dotted path of the member that is to blame, if one is.
        headers: Headers that belong to the refusal, such as ``Retry-After``.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        reference: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.reference = reference
        self.headers = headers or {}

    def answer(self, trace_id: str) -> Answer:
        """The refusal as the API writes it."""
        body = {"errorMessage": self.message, "errorCode": self.code, "traceId": trace_id}
        if self.reference is not None:
            body["reference"] = self.reference
        return json_answer(self.status, body, *self.headers.items())


def invalid(message: str, reference: str) -> Refusal:
    """400: a member fits the description and still makes no sense."""
    return Refusal(400, "INVALID_VALUE", message, reference)


def not_found(what: str, which: object, reference: str) -> Refusal:
    """404: what the request speaks of is not there."""
    return Refusal(404, f"{what.upper().replace(' ', '_')}_NOT_FOUND", f"there is no {what} {which}", reference)


def conflict(code: str, message: str, reference: str | None = None) -> Refusal:
    """409: things stand in a way that does not allow it."""
    return Refusal(409, code, message, reference)


def json_answer(status: int, value: Any, *headers: tuple[str, str]) -> Answer:
    """An answer whose body is JSON; a `Decimal` is written with exactly its digits."""
    return Answer(status, (("Content-Type", "application/json"), *headers), _ENCODER.encode(value))


def no_content(status: int) -> Answer:
    """An answer without a body."""
    return Answer(status, (), b"")
