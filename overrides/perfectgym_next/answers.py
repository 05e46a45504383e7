"""What an answer means: the result of a success, or the error that another answer is."""

from __future__ import annotations

import gc
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from perfectgym_next.codec import decode
from perfectgym_next.errors import ApiError, ResponseFormatError
from perfectgym_next.operations import Request, Response
from perfectgym_next.timestamps import ZoneDataError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Content", "interpreted", "parse_retry_after", "uncollected"]

P = ParamSpec("P")
T = TypeVar("T")

_PACKAGE = "perfectgym_next_generated"
_SHOWN_BYTES = 1000
_MOST_DIGITS = 10


def uncollected(function: Callable[P, T]) -> Callable[P, T]:
    """Let the garbage collector wait until a function has returned.

    A large answer becomes thousands of objects, all alive: the collector would look through them again and again, and
    find nothing. The thread that switches it off switches it on again, at the latest when it is done with one answer;
    where it was off it stays off.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if not gc.isenabled():
            return function(*args, **kwargs)
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            gc.enable()

    return run


class Content(NamedTuple):
    """The body of an answer: its bytes, and what they say in JSON."""

    data: bytes
    value: Any = None
    problem: str | None = None
    """Why it is no JSON."""

    @classmethod
    @uncollected
    def of(cls, data: bytes) -> Content:
        """Decode a body; an empty one says nothing."""
        if not data:
            return cls(data)
        try:
            return cls(data, decode(data))
        except (ValueError, RecursionError) as error:
            return cls(data, problem=f"it is not JSON ({error})")


def interpreted(
    request: Request[T], *, status: int, headers: dict[str, str], content: Content, attempts: int
) -> Response[T]:
    """The result of an answer.

    Raises:
        ApiError: The answer is no success.
        ResponseFormatError: It does not fit the description.
    """
    if not 200 <= status < 300:
        raise ApiError.of_answer(
            request.operation,
            status,
            body=content.value if isinstance(content.value, dict) else None,
            headers=headers,
            text=content.data.decode("utf-8", errors="replace"),
            retry_after=parse_retry_after(headers.get("retry-after")),
            attempts=attempts,
        )
    return Response(
        request.operation,
        status=status,
        headers=headers,
        content=content.data,
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


@uncollected
def _parsed(request: Request[T], content: Content) -> T:
    if content.problem is not None:
        raise ResponseFormatError(content.problem, operation=request.operation.name, text=_beginning(content.data))
    try:
        return request.parse(content.value)
    except ZoneDataError:  # nothing is wrong with the response
        raise
    except Exception as error:  # whatever a decoder stumbles over, the answer does not fit
        problem = _misfit(request, content, error)
    raise problem


def _misfit(request: Request[Any], content: Content, cause: Exception) -> ResponseFormatError:
    from perfectgym_next.misfits import misfit_error, operation_answer

    name = request.operation.name
    if not content.data:
        return ResponseFormatError("it is empty", operation=name)
    schema = operation_answer(_PACKAGE, request.operation.method, request.operation.path)
    found = misfit_error(_PACKAGE, schema or {}, decode(content.data), cause)  # anew: the decoder took it apart
    return ResponseFormatError(found.reason, operation=name, member=found.member, text=_beginning(content.data))


def _beginning(data: bytes) -> str:
    return data[:_SHOWN_BYTES].decode("utf-8", errors="replace")
