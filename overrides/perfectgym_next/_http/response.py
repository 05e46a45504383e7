"""Parse a response: the result of a successful one, the error of any other."""

from __future__ import annotations

import gc
import os
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from perfectgym_next._core.decoding import DECODING_ERRORS
from perfectgym_next._core.json import LoneSurrogateError, decode
from perfectgym_next._core.operation import Request, Response
from perfectgym_next._http.retry import parse_retry_after
from perfectgym_next.errors import ApiError, ResponseFormatError
from perfectgym_next.timestamps import ZoneDataError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Content", "parse_response", "without_gc"]

P = ParamSpec("P")
T = TypeVar("T")

_PACKAGE = "perfectgym_next_generated"
_SHOWN_BYTES = 1000


def without_gc(function: Callable[P, T]) -> Callable[P, T]:
    """Switch the garbage collector off while a function runs.

    A large response becomes thousands of live objects, which the collector would traverse again and again for nothing.
    The thread that has switched it off switches it on again. Where it was off, it stays off.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if not gc.isenabled():
            return function(*args, **kwargs)
        try:  # first: an exception from a signal handler may come before the collector is off, and behind it
            _waits.add(run)
            gc.disable()
            return function(*args, **kwargs)
        finally:
            gc.enable()
            _waits.discard(run)

    return run


_waits: set[object] = set()
"""Not empty while this module has the collector switched off."""


def _after_fork() -> None:
    """Switch the collector on in a process whose parent was reading a response in another thread."""
    if _waits:
        _waits.clear()
        gc.enable()


if hasattr(os, "register_at_fork"):  # Windows does not fork
    os.register_at_fork(after_in_child=_after_fork)


class Content(NamedTuple):
    """The body of a response: its bytes, and the JSON value they contain."""

    data: bytes
    value: Any = None
    problem: str | None = None
    """Why it is not valid JSON, or None."""
    member: str | None = None
    """Path of the invalid field, if it is a single one."""

    @classmethod
    @without_gc
    def of(cls, data: bytes) -> Content:
        """Decode a body. The value of an empty one is None."""
        if not data:
            return cls(data)
        try:
            return cls(data, decode(data))
        except LoneSurrogateError as error:
            return cls(data, problem=str(error), member=error.field or None)
        except (ValueError, RecursionError) as error:
            return cls(data, problem=f"invalid JSON ({error})")


def parse_response(
    request: Request[T], *, status: int, headers: dict[str, str], content: Content, attempts: int
) -> Response[T]:
    """Return the result of a successful response.

    Raises:
        ApiError: The status is not 2xx.
        ResponseFormatError: The body does not match the schema.
    """
    if not 200 <= status < 300:
        raise ApiError.from_response(
            request.operation,
            status,
            body=content.value,
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
        parsed=_decode_result(request, content),
        attempts=attempts,
    )


@without_gc
def _decode_result(request: Request[T], content: Content) -> T:
    if content.problem is not None:
        raise ResponseFormatError(
            content.problem,
            operation=request.operation.name,
            field=content.member,
            text=_excerpt(content.data),
        )
    try:
        return request.parse(content.value)
    except ZoneDataError:  # the response is valid
        raise
    except DECODING_ERRORS as error:
        problem = _describe_mismatch(request, content, error)
    raise problem


def _describe_mismatch(request: Request[Any], content: Content, cause: Exception) -> ResponseFormatError:
    from perfectgym_next._core.schema_mismatch import mismatch_error, response_schema

    name = request.operation.name
    if not content.data:
        return ResponseFormatError("the body is empty", operation=name)
    schema = response_schema(_PACKAGE, request.operation.method, request.operation.path)
    found = mismatch_error(_PACKAGE, schema, decode(content.data), cause)  # again, since decoding consumed it
    return ResponseFormatError(found.reason, operation=name, field=found.field, text=_excerpt(content.data))


def _excerpt(data: bytes) -> str:
    return data[:_SHOWN_BYTES].decode("utf-8", errors="replace")
