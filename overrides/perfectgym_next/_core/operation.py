"""Operations of the API, their requests and responses, without any HTTP library."""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003 - typing.get_type_hints() finds it here
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypedDict, TypeVar
from urllib.parse import quote

from perfectgym_next.timestamps import format_date, format_datetime

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfectgym_next.uploads import JsonPart, Upload

__all__ = [
    "CLIENT_HEADERS",
    "CallOptions",
    "Operation",
    "Request",
    "Response",
    "check_option_names",
    "header_value",
    "path_segment",
    "query_values",
]

T = TypeVar("T")

_HEADER_VALUE = re.compile(r"[!-~](?:[ -~]*[!-~])?")

CLIENT_HEADERS = {"accept-encoding", "connection", "content-length", "content-type", "expect", "host", "keep-alive"}
CLIENT_HEADERS |= {"proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}
CLIENT_HEADERS |= {"user-agent", "x-api-key"}
"""Headers that the client sets itself, or that change how a message is read."""

MAX_DIGITS = 1000
"""Digits of a `Decimal` in a query or path."""


class CallOptions(TypedDict, total=False):
    """The options of one call, which every operation takes by keyword. What is missing or None is as the client has it.

    Attributes:
        timeout: Seconds for each phase of an attempt.
        deadline: Seconds for the whole call, attempts and waits included; for a list, for each request.
        max_retries: Maximum number of retries of a request.
        extra_headers: Headers to send beside those of the client, such as ``{"X-Correlation-Id": "42"}``. The API key,
            ``Host`` and other headers that the client needs cannot be among them.
    """

    timeout: float | None
    deadline: float | None
    max_retries: int | None
    extra_headers: Mapping[str, str] | None


def check_option_names(function: str, options: Mapping[str, Any]) -> None:
    """Check that all options are those of `CallOptions`.

    Args:
        function: What was called, for the error.
        options: The options by name.

    Raises:
        TypeError: There is another one, which may be a misspelled argument of the operation.
    """
    for name in options:
        if name not in CallOptions.__annotations__:
            known = ", ".join(f"{option}=" for option in CallOptions.__annotations__)
            raise TypeError(
                f"{function}() got an unexpected keyword argument {name!r}: beside its own arguments it takes {known}"
            )


class Operation(NamedTuple):
    """One operation of the API, as its description declares it."""

    name: str
    """``<tag>.<operation>``: the name used in calls, errors, logs, the embedded API and reviews."""
    method: str
    path: str
    """Path template, ``/v1/customers/{customerId}``."""
    vendor_name: str | None = None
    """The vendor's ``operationId``."""
    scopes: tuple[str, ...] = ()
    """Scopes that the API key needs."""
    any_scope: bool = False
    """Whether one of `scopes` is enough; else all are needed."""


class Request(Generic[T]):
    """A request: made by a generated function, sent by a client, with a result of type ``T``.

    Attributes:
        operation: The requested operation.
        path: The path with its parameters filled in and quoted.
        query: Names and values of the query in order, unquoted.
        body: The value to send as JSON, or None.
        parts: Parts of a multipart body, or None.
        headers: Headers of this request alone, or None; they replace the client's own.
        parse: Makes the result from the response's decoded JSON, which it consumes.
    """

    __slots__ = ("body", "headers", "operation", "parse", "parts", "path", "query")

    operation: Operation
    path: str
    query: list[tuple[str, str]] | None
    body: Any
    parts: list[tuple[str, Upload | JsonPart]] | None
    headers: dict[str, str] | None
    parse: Callable[[Any], T]

    def __init__(
        self,
        operation: Operation,
        parse: Callable[[Any], T],
        *,
        path: str,
        query: list[tuple[str, str]] | None = None,
        body: Any = None,
        parts: list[tuple[str, Upload | JsonPart]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.operation = operation
        self.parse = parse
        self.path = path
        self.query = query
        self.body = body
        self.parts = parts
        self.headers = headers

    def query_value(self, name: str) -> str | None:
        """Return the value of a query parameter, or None if it is not given."""
        return next((value for key, value in self.query or () if key == name), None)

    def with_query(self, name: str, value: str | None) -> Request[T]:
        """Return the same request with a query parameter replaced, or removed if the value is None."""
        query = [(key, given) for key, given in self.query or () if key != name]
        if value is not None:
            query.append((name, value))
        return Request(
            self.operation,
            self.parse,
            path=self.path,
            query=query,
            body=self.body,
            parts=self.parts,
            headers=self.headers,
        )

    def __repr__(self) -> str:
        return f"<Request {self.operation.name}: {self.operation.method} {self.operation.path}>"


class Response(Generic[T]):
    """A successful response.

    Attributes:
        operation: The requested operation.
        status: HTTP status.
        headers: Headers of the response, names in lower case.
        content: Body of the response.
        parsed: The result that the body was parsed to.
        attempts: How often the request was sent.
    """

    __slots__ = ("attempts", "content", "headers", "operation", "parsed", "status")

    operation: Operation
    status: int
    headers: dict[str, str]
    content: bytes
    parsed: T
    attempts: int

    def __init__(
        self,
        operation: Operation,
        *,
        status: int,
        headers: dict[str, str],
        content: bytes,
        parsed: T,
        attempts: int = 1,
    ) -> None:
        self.operation = operation
        self.status = status
        self.headers = headers
        self.content = content
        self.parsed = parsed
        self.attempts = attempts

    def __repr__(self) -> str:
        return f"<Response {self.status} to {self.operation.name}, {len(self.content)} bytes>"


def path_segment(name: str, value: object, *, date_only: bool = False) -> str:
    """Quote one path argument so that it stays in its segment (RFC 3986, section 3.3).

    Args:
        name: Name of the argument in the API, for error messages.
        value: Text, an int, `Decimal`, bool, date, date-time, UUID or enum.
        date_only: Whether the argument is a date, so that a date-time is refused.

    Raises:
        TypeError: The argument is of another class, such as the object whose id is expected.
        ValueError: The argument is missing, empty, ``.`` or ``..``, and would address something else; or it is a
            naive date-time, NaN or infinite.
    """
    text = "" if value is None else _text(name, value, date_only=date_only)
    if text in ("", ".", ".."):
        raise ValueError(f"path argument {name!r} must not be {value!r}: it would address another resource")
    return quote(text, safe="")


def query_values(name: str, value: object, *, date_only: bool = False) -> list[tuple[str, str]]:
    """Write a query argument: one pair, or one for each item of a list, tuple or set; a set's in alphabetical order.

    Args:
        name: Name of the argument in the API.
        value: Text, an int, `Decimal`, bool, date, date-time, UUID or enum, or a list, tuple or set of them.
        date_only: Whether the argument is a date, so that a date-time is refused.

    Raises:
        TypeError: The argument or an item is of another class, None included.
        ValueError: A value is a naive date-time, NaN, infinite, or holds half of a surrogate pair.
    """
    if isinstance(value, list | tuple):
        return [(name, _text(name, item, date_only=date_only)) for item in value]
    if isinstance(value, set | frozenset):
        return [(name, text) for text in sorted(_text(name, item, date_only=date_only) for item in value)]
    return [(name, _text(name, value, date_only=date_only))]


def header_value(name: str, value: object, *, date_only: bool = False) -> str:
    """Write a header argument (RFC 9110, section 5.5).

    Args:
        name: Name of the header.
        value: Text, an int, `Decimal`, bool, date, date-time, UUID or enum.
        date_only: Whether the argument is a date, so that a date-time is refused.

    Raises:
        TypeError: The argument is of another class, None included.
        ValueError: It is empty, begins or ends with a blank, or holds anything but visible ASCII and blanks.
    """
    text = _text(name, value, date_only=date_only)
    if _HEADER_VALUE.fullmatch(text) is None:
        raise ValueError(
            f"invalid value of the header {name!r} (not shown): expected visible ASCII, with blanks only inside"
        )
    return text


def _text(name: str, value: object, *, date_only: bool) -> str:
    """Convert one value. No error message shows it: objects hold personal data."""
    if isinstance(value, str):
        text = str.__str__(value)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise ValueError(f"argument {name!r} holds half of a surrogate pair, which is not a character") from None
        return text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, Decimal):
        return _digits(name, value)
    if isinstance(value, datetime) and not date_only:
        return format_datetime(value, name)
    if isinstance(value, date):
        return format_date(value, name)
    if isinstance(value, Enum):
        return _text(name, value.value, date_only=date_only)
    if _is_uuid(value):
        return str(value)
    given = "None" if value is None else type(value).__name__
    hint = ""
    if isinstance(value, float):
        hint = "; a float is rarely exact: give a Decimal or text"
    elif hasattr(value, "id"):
        hint = "; did you mean its id?"
    raise TypeError(
        f"argument {name!r} must be text, an int, Decimal, bool, date, date-time, UUID or enum, not {given}{hint}"
    )


def _digits(name: str, value: Decimal) -> str:
    """Write a number without exponent."""
    if not value.is_finite() or abs(value.adjusted()) > MAX_DIGITS:
        raise ValueError(f"argument {name!r} must be a finite number of at most {MAX_DIGITS} digits, not {value}")
    return format(value, "f")


def _is_uuid(value: object) -> bool:
    from uuid import UUID  # a caller who has one has imported it

    return isinstance(value, UUID)
