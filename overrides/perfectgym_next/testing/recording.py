"""The requests that the embedded API received."""

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

_MAX_REQUESTS = 10_000


@dataclass(slots=True)
class RecordedRequest:
    """A request as received.

    Attributes:
        operation: Name of the operation, ``customers_account.book_payment``; None if the API has no such path.
        method: HTTP method.
        path: Path as sent, percent-encoded.
        query: Query as sent.
        headers: Headers by name in lower case, without the key.
        body: The body.
        status: Status of the response; None while there is none, or if a fault withheld it.
        studio: Name of the studio that the key belongs to; None without a valid key.
    """

    operation: str | None
    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    status: int | None = None
    studio: str | None = None

    @property
    def json(self) -> Any:
        """The body as decoded JSON; a number with a fraction is a `Decimal`.

        Raises:
            ValueError: The body is not JSON.
        """
        return decode(self.body)

    @property
    def parameters(self) -> dict[str, str | list[str]]:
        """The query's parameters; a repeated one is a list."""
        given = parse_qs(self.query, keep_blank_values=True)
        return {name: values[0] if len(values) == 1 else values for name, values in given.items()}

    def __str__(self) -> str:
        target = f"{self.path}?{self.query}" if self.query else self.path
        return f"{self.operation or 'unknown'}: {self.method} {target} -> {self.status or 'no response'}"


class RequestLog:
    """The latest requests, oldest first. A failing assertion lists the requests that were received.

    Args:
        operations: Names of all operations; other names are rejected, as an assertion on them could never fail.
    """

    def __init__(self, operations: Collection[str]) -> None:
        self._operations = operations
        self._requests: deque[RecordedRequest] = deque(maxlen=_MAX_REQUESTS)

    def __len__(self) -> int:
        return len(self._requests)

    def __iter__(self) -> Iterator[RecordedRequest]:
        return iter(list(self._requests))

    def __repr__(self) -> str:
        return f"<RequestLog of {len(self)} requests>"

    def of(self, operation: str) -> list[RecordedRequest]:
        """Return the requests of one operation.

        Raises:
            ValueError: The operation does not exist.
        """
        check_name(operation, self._operations, "the API has no operation")
        return [request for request in self if request.operation == operation]

    def one(self, operation: str) -> RecordedRequest:
        """Return the only request of an operation.

        Raises:
            AssertionError: There was none, or more than one.
            ValueError: The operation does not exist.
        """
        found = self.of(operation)
        if len(found) != 1:
            raise AssertionError(f"expected one request of {operation}, got {len(found)}{self._summary()}")
        return found[0]

    def none(self, operation: str) -> None:
        """Assert that an operation was not called.

        Raises:
            AssertionError: It was called.
            ValueError: The operation does not exist.
        """
        found = self.of(operation)
        if found:
            raise AssertionError(f"expected no request of {operation}, got {len(found)}{self._summary()}")

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
        """Remove all requests."""
        self._requests.clear()

    def record(
        self, operation: str | None, method: str, path: str, query: str, *, headers: Mapping[str, str], body: bytes
    ) -> RecordedRequest:
        """Add a request and return it; see `RecordedRequest` for the arguments."""
        request = RecordedRequest(operation, method, path, query, headers, body)
        self._requests.append(request)
        return request

    def _summary(self) -> str:
        if not self._requests:
            return "; no request was received at all"
        lines = [f"  {request}" for request in list(self._requests)[-20:]]
        return "\n".join(["; received:", *lines])
