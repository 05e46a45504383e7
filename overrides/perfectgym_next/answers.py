"""What an answer means: the result of a success, or the error that another answer is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from perfectgym_next.codec import decode
from perfectgym_next.errors import ApiError, ResponseFormatError
from perfectgym_next.operations import Request, Response

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["interpreted", "parse_retry_after"]

T = TypeVar("T")

_PACKAGE = "perfectgym_next_generated"
_SHOWN_BYTES = 1000
_MOST_DIGITS = 10


def interpreted(
    request: Request[T], *, status: int, headers: Mapping[str, str], content: bytes, attempts: int
) -> Response[T]:
    """The result of an answer.

    Raises:
        ApiError: The answer is no success.
        ResponseFormatError: It does not fit the description.
    """
    told = dict(headers)
    if not 200 <= status < 300:
        raise ApiError.of_answer(
            request.operation,
            status,
            body=_error_body(content),
            headers=told,
            text=content.decode("utf-8", errors="replace"),
            retry_after=parse_retry_after(told.get("retry-after")),
            attempts=attempts,
        )
    return Response(
        request.operation,
        status=status,
        headers=told,
        content=content,
        parsed=_parsed(request, content),
        attempts=attempts,
    )


def parse_retry_after(value: str | None) -> float | None:
    """Seconds to wait by a ``Retry-After`` header (RFC 9110, section 10.2.3): a number of them, or a date.

    Returns:
        None where there is no header, or none that can be read.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:_MOST_DIGITS])  # cut, a number is still longer than any wait
    if not text:
        return None
    import time
    from email.utils import mktime_tz, parsedate_tz

    date = parsedate_tz(text)
    try:
        return None if date is None else max(0.0, mktime_tz(date) - time.time())
    except (ValueError, OverflowError):
        return None


def _error_body(content: bytes) -> dict[str, Any] | None:
    """The members of an error's body; None where it is HTML, cut off, of another shape, or not there."""
    try:
        body = decode(content)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _parsed(request: Request[T], content: bytes) -> T:
    try:
        data = decode(content) if content else None
    except (ValueError, RecursionError) as error:
        problem = ResponseFormatError(
            f"it is not JSON ({error})", operation=request.operation.name, text=_beginning(content)
        )
    else:
        try:
            return request.parse(data)
        except Exception as error:  # whatever a decoder stumbles over, the answer does not fit
            problem = _misfit(request, data, content, error)
    raise problem


def _misfit(request: Request[Any], data: Any, content: bytes, cause: Exception) -> ResponseFormatError:
    from perfectgym_next.misfits import misfit_error, operation_answer

    name = request.operation.name
    if not content:
        return ResponseFormatError("it is empty", operation=name)
    schema = operation_answer(_PACKAGE, request.operation.method, request.operation.path)
    found = misfit_error(_PACKAGE, schema or {}, data, cause)
    return ResponseFormatError(found.reason, operation=name, member=found.member, text=_beginning(content))


def _beginning(content: bytes) -> str:
    return content[:_SHOWN_BYTES].decode("utf-8", errors="replace")
