"""Error responses, raised as exceptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ProblemResponse", "conflict", "invalid", "not_found"]


class ProblemResponse(Exception):  # noqa: N818  # it becomes a response
    """A request that gets an ``ErrorResponse``.

    Attributes:
        code: The ``errorCode``: the vendor's, or ours after ``embedded.``.

    Args:
        status: HTTP status.
        code: Error code for software, without a prefix: one of ours. ``errormessage.…`` is one of the vendor's.
        message: Description of the problem for people.
        reference: Dotted path of the field at fault, if there is one.
        headers: Additional headers of the response, such as ``Retry-After``.
        further: Further problems of the request, for errors as a list.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        reference: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        further: Sequence[ProblemResponse] = (),
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code: str = code if code.startswith("errormessage.") else f"embedded.{code}"
        self.message = message
        self.reference = reference
        self.headers: Mapping[str, str] = headers or {}
        self.further = further


def invalid(message: str, reference: str) -> ProblemResponse:
    """Return a 400: a field matches its schema and breaks a rule of the studio."""
    return ProblemResponse(400, "INVALID_VALUE", message, reference)


def not_found(kind: str, identifier: object, reference: str) -> ProblemResponse:
    """Return a 404: the request refers to a record that does not exist."""
    code = f"{kind.upper().replace(' ', '_')}_NOT_FOUND"
    return ProblemResponse(404, code, f"there is no {kind} {identifier}", reference)


def conflict(code: str, message: str, reference: str | None = None) -> ProblemResponse:
    """Return a 409: the current state does not allow the request."""
    return ProblemResponse(409, code, message, reference)
