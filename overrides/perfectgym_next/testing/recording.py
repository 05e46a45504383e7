"""The requests that an embedded API was sent, for assertions."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from perfectgym_next._core.json import decode
from perfectgym_next.testing._openapi.names import check_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

__all__ = ["RecordedRequest", "RequestLog"]

_LENGTH = 10_000


@dataclass(slots=True)
class RecordedRequest:
    """A request as it arrived.

    Attributes:
        operation: Name of the operation, ``customers_account.book_payment``; None when the API has no such path.
        method: HTTP method.
        path: The path as it was sent, percent-encoded.
        query: The query as it was sent.
        headers: Headers by name in small letters, without the key.
        body: The body.
        status: Status of the answer; None while there is none, and when a fault left the request without.
    """

    operation: str | None
    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    status: int | None = None

    @property
    def json(self) -> Any:
        """The body as decoded JSON; a number with a fraction is a `Decimal`.

        Raises:
            ValueError: The body is no JSON.
        """
        return decode(self.body)

    @property
    def parameters(self) -> dict[str, str | list[str]]:
        """The query's parameters; one that came several times is a list."""
        given = parse_qs(self.query, keep_blank_values=True)
        return {name: values[0] if len(values) == 1 else values for name, values in given.items()}

    def __str__(self) -> str:
        target = f"{self.path}?{self.query}" if self.query else self.path
        return f"{self.operation or 'unknown'}: {self.method} {target} -> {self.status or 'no answer'}"


class RequestLog:
    """The latest requests in the order in which they arrived. An assertion that fails tells what did arrive.

    Args:
        operations: Names of all operations; any other name is refused, as an assertion on it could not fail.
    """

    def __init__(self, operations: Collection[str]) -> None:
        self._operations = operations
        self._requests: deque[RecordedRequest] = deque(maxlen=_LENGTH)

    def __len__(self) -> int:
        return len(self._requests)

    def __iter__(self) -> Iterator[RecordedRequest]:
        return iter(list(self._requests))

    def __repr__(self) -> str:
        return f"<RequestLog of {len(self)} requests>"

    def of(self, operation: str) -> list[RecordedRequest]:
        """Return the requests of one operation.

        Raises:
            ValueError: There is no such operation.
        """
        check_name(operation, self._operations, "the API has no operation")
        return [request for request in self if request.operation == operation]

    def one(self, operation: str) -> RecordedRequest:
        """The only request of an operation.

        Raises:
            AssertionError: There was none, or more than one.
            ValueError: There is no such operation.
        """
        found = self.of(operation)
        if len(found) != 1:
            raise AssertionError(f"expected one request of {operation}, got {len(found)}{self._told()}")
        return found[0]

    def none(self, operation: str) -> None:
        """Assert that an operation was not called.

        Raises:
            AssertionError: It was.
            ValueError: There is no such operation.
        """
        found = self.of(operation)
        if found:
            raise AssertionError(f"expected no request of {operation}, got {len(found)}{self._told()}")

    @property
    def last(self) -> RecordedRequest:
        """The latest request.

        Raises:
            AssertionError: There was none.
        """
        if not self._requests:
            raise AssertionError("expected a request, got none")
        return self._requests[-1]

    def clear(self) -> None:
        """Forget what arrived so far."""
        self._requests.clear()

    def append(self, request: RecordedRequest) -> None:
        """Take note of a request."""
        self._requests.append(request)

    def _told(self) -> str:
        if not self._requests:
            return "; no request arrived at all"
        lines = [f"  {request}" for request in list(self._requests)[-20:]]
        return "\n".join(["; what arrived:", *lines])
