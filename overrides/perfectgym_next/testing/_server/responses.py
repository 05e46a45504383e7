"""HTTP responses of the embedded API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from perfectgym_next._core.json import encode

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.problems import ProblemResponse

__all__ = ["EmbeddedResponse", "empty_response", "json_response", "problem_response"]


class EmbeddedResponse(NamedTuple):
    """An HTTP response of the embedded API.

    Attributes:
        status: HTTP status.
        headers: Names and values of the headers, in order.
        body: The body, empty if there is none.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def json_response(status: int, value: Any, *headers: tuple[str, str]) -> EmbeddedResponse:
    """Return a response with a JSON body; a `Decimal` is written with exactly its digits."""
    return EmbeddedResponse(status, (("Content-Type", "application/json"), *headers), encode(value))


def empty_response(status: int) -> EmbeddedResponse:
    """Return a response without a body."""
    return EmbeddedResponse(status, (), b"")


def problem_response(problem: ProblemResponse, trace_id: str, *, as_list: bool) -> EmbeddedResponse:
    """Return the ``ErrorResponse`` that reports a problem.

    Args:
        problem: The problem.
        trace_id: Id of the response.
        as_list: Whether to return a list, with all problems that are known; otherwise only the first.
    """
    errors = [_error(one, trace_id) for one in (problem, *problem.further)]
    return json_response(problem.status, errors if as_list else errors[0], *problem.headers.items())


def _error(problem: ProblemResponse, trace_id: str) -> dict[str, str]:
    error = {"errorMessage": problem.message, "errorCode": problem.code, "traceId": trace_id}
    return error if problem.reference is None else {**error, "reference": problem.reference}
