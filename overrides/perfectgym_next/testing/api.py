"""The embedded API: an in-process service that answers as the API's description says."""

from __future__ import annotations

from decimal import Decimal
from hmac import compare_digest
from threading import Lock
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing.answers import Answer, Refusal, json_answer, no_content
from perfectgym_next.testing.description import Description
from perfectgym_next.testing.domains import all_handlers
from perfectgym_next.testing.domains.customers import Customers
from perfectgym_next.testing.domains.payments import PaymentRequests
from perfectgym_next.testing.fallback import Fallback
from perfectgym_next.testing.handlers import Call
from perfectgym_next.testing.router import Router, UnknownMethodError, UnknownPathError
from perfectgym_next.testing.studio import NOW, Studio
from perfectgym_next.testing.validation import read_body, read_path, read_query

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from perfectgym_next.testing.server import Server

__all__ = ["TEST_KEY", "EmbeddedApi"]

TEST_KEY = "embedded-api-test-key"
"""The key that an embedded API takes unless it is given another. It opens nothing else."""


class EmbeddedApi:
    """A stand-in for the API that runs in this process, with state, for tests and examples.

    What one operation writes another reads; what keeps no state is answered with a valid example. The same arguments
    give the same members, bookings and answers. Safe to use from many threads.

    Args:
        seed: Chooses the studio.
        key: The key that requests must carry in ``X-API-KEY``.
        customers: How many customers the studio has; their ids start at 1001.
        now: The moment at which the studio stands. Time does not pass in it.
        description: Another description than the one shipped with this package, decoded.

    Raises:
        ValueError: The key is empty or holds characters that a header cannot.

    Example:
        >>> from perfectgym_next.testing import EmbeddedApi
        >>> api = EmbeddedApi()
        >>> api.handle("GET", "/v1/studios/information", "", {}, b"").status
        401
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        key: str = TEST_KEY,
        customers: int = 300,
        now: datetime = NOW,
        description: Mapping[str, Any] | None = None,
    ) -> None:
        if not key or not all("!" <= character <= "~" for character in key):
            raise ValueError("the key must be visible ASCII without blanks")
        self._key = key.encode("ascii")
        self._description = Description.shipped() if description is None else Description(description)
        self._router = Router(self._description.operations.values())
        self._handlers = all_handlers()
        self._fallback = Fallback(self._description, seed)
        self._studio = Studio(seed=seed, size=customers, now=now)
        self._traces = self._studio.dice("traces")
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"<EmbeddedApi seed={self._studio.seed} operations={len(self._description.operations)}>"

    def handle(
        self, method: str, path: str, query: str = "", headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Answer one request.

        Args:
            method: HTTP method, in capitals.
            path: The path as it is sent: percent-encoded, without the query.
            query: The query as it is sent, without the question mark.
            headers: Headers by name, in any case.
            body: The body.
        """
        given = {name.lower(): value for name, value in headers.items()} if headers else {}
        with self._lock:
            try:
                answer = self._answer(method, path, query, given, body)
            except Refusal as refusal:
                answer = refusal.answer(f"{self._traces.getrandbits(64):016x}")
        return _without_body(answer) if method == "HEAD" else answer

    def serve(self, *, host: str = "127.0.0.1", port: int = 0) -> Server:
        """Serve over HTTP until the server, a context manager, is left or closed.

        Args:
            host: Address to listen on.
            port: Port to listen on; 0 takes a free one.

        Raises:
            OSError: The port is taken; the message names it.
        """
        from perfectgym_next.testing.server import Server

        return Server(self.handle, host=host, port=port)

    def transport(self) -> Any:
        """A transport for `PerfectGym` and `AsyncPerfectGym`: ``PerfectGym(..., transport=api.transport())``."""
        from perfectgym_next.transport import handler_transport

        return handler_transport(self._answer_target)

    def add_payment_request(
        self, amount: Decimal | str, currency: str = "EUR", *, customer_id: int | None = None
    ) -> str:
        """Make a payment request, as the payment widget would, and return the token that books it.

        Args:
            amount: What is to be paid, exact: a `Decimal` or its text.
            currency: ISO 4217 code.
            customer_id: The customer who pays; without one, any may.

        Raises:
            TypeError: The amount is a float, which is not exact.
            ValueError: The amount is not above zero.
        """
        if isinstance(amount, float):
            raise TypeError(f"an amount must be exact: Decimal({str(amount)!r}), not the float {amount!r}")
        exact = Decimal(amount)
        if not exact > 0:
            raise ValueError(f"the amount of a payment must be more than 0, not {amount}")
        with self._lock:
            if customer_id is not None:
                self._studio.part(Customers).check(customer_id)
            return self._studio.part(PaymentRequests).add(exact, currency, customer_id)

    def _answer_target(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        path, _, query = target.partition("?")
        answer = self.handle(method, path, query, headers, body)
        return answer.status, list(answer.headers), answer.body

    def _answer(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        given = headers.get(self._description.key_header, "").encode("utf-8", "surrogateescape")
        if not compare_digest(given, self._key):
            name = self._description.key_header.upper()
            problem = f"the key in {name} is not valid" if given else f"the header {name} is missing"
            raise Refusal(401, "UNAUTHORIZED", problem, name)
        try:
            operation, texts = self._router.match(method, path)
        except UnknownPathError:
            raise Refusal(404, "NOT_FOUND", f"the API has no path {path}") from None
        except UnknownMethodError as error:
            allow = ", ".join(error.allowed)
            message = f"{path} does not take {method}; it takes {allow}"
            raise Refusal(405, "METHOD_NOT_ALLOWED", message, headers={"Allow": allow}) from None
        call = Call(
            studio=self._studio,
            operation=operation,
            path=read_path(self._description, operation, texts),
            query=read_query(self._description, operation, query),
            body=read_body(self._description, operation, headers.get("content-type", ""), body),
        )
        value = self._handlers.get(operation.name, self._fallback.answer)(call)
        return no_content(operation.status) if value is None else json_answer(operation.status, value)


def _without_body(answer: Answer) -> Answer:
    """What HEAD gets: the headers of GET."""
    return Answer(answer.status, (*answer.headers, ("Content-Length", str(len(answer.body)))), b"")
