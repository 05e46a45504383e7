"""The requests that the embedded API received."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from perfectgym_next._core.json import decode
from perfectgym_next.testing._server.log import Log

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RecordedRequest", "RequestLog"]


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


class RequestLog(Log[RecordedRequest]):
    """The latest requests, oldest first, by operation. A failing assertion lists the requests that were received."""

    _noun = "request"
    _verb = "received"
    _unknown = "the API has no operation"

    def _name_of(self, record: RecordedRequest) -> str | None:
        return record.operation

    def record(
        self, operation: str | None, method: str, path: str, query: str, *, headers: Mapping[str, str], body: bytes
    ) -> RecordedRequest:
        """Add a request and return it; see `RecordedRequest` for the arguments."""
        request = RecordedRequest(operation, method, path, query, headers, body)
        self._records.append(request)
        return request
