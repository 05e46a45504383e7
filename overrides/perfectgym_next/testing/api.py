"""The embedded API: an in-process service that answers as the API's description says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._server.engine import Engine
from perfectgym_next.testing._server.throttling import Throttle
from perfectgym_next.testing._studio.studio import NOW, Studio
from perfectgym_next.testing.faults import Fault
from perfectgym_next.testing.setup import Cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from perfectgym_next.testing._server.responses import Answer
    from perfectgym_next.testing._server.server import Server
    from perfectgym_next.testing.recording import RequestLog
    from perfectgym_next.transport import HandlerTransport

__all__ = ["TEST_KEY", "EmbeddedApi"]

TEST_KEY = "embedded-api-test-key"
"""The key that an embedded API takes unless it is given another. It opens nothing else."""


class EmbeddedApi(Cases):
    """A stand-in for the API that runs in this process, with state, for tests and examples.

    What one operation writes another reads. The same arguments give the same members, bookings and answers. Safe to
    use from many threads. The key is compared in constant time and shown nowhere.

    Args:
        seed: Chooses the studio.
        key: The key that requests must carry in ``X-API-KEY``.
        scopes: The scopes that the key has; None means all. `add_key` takes further keys.
        customers: How many customers the studio has; their ids start at 1001.
        now: The moment at which the studio stands. Time does not pass in it.
        nulls: Whether some optional members that an answer lacks are null, a habit of the service; else they are left
            out.
        rate_limit: Requests that a key may send to an operation within `rate_window`; past it, 429. None: no limit.
        rate_window: Seconds.
        busy: Share of requests, 0 to 1, that are answered 503.
        description: Another description than the one shipped with this package, decoded.

    Raises:
        ValueError: The key is empty or holds characters that a header cannot, there is no such scope, or a limit
            makes no sense.
        TypeError: The scopes are a text instead of several.

    Example:
        >>> from perfectgym_next.testing import EmbeddedApi
        >>> api = EmbeddedApi()
        >>> api.handle("GET", "/v1/studios/information").status
        401
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        key: str = TEST_KEY,
        scopes: Iterable[str] | None = None,
        customers: int = 300,
        now: datetime = NOW,
        nulls: bool = True,
        rate_limit: int | None = None,
        rate_window: float = 60.0,
        busy: float = 0.0,
        description: Mapping[str, Any] | None = None,
    ) -> None:
        studio = Studio(seed=seed, size=customers, now=now)
        throttle = Throttle(limit=rate_limit, window=rate_window, busy=busy, dice=studio.dice("busy"))
        described = Description.shipped() if description is None else Description(description)
        self._engine = Engine(described, studio, throttle, nulls=nulls)
        self._engine.keys.add(key, scopes)

    def __repr__(self) -> str:
        studio = self._engine.studio
        return f"<EmbeddedApi seed={studio.seed} customers={studio.size} requests={len(self.requests)}>"

    def __reduce__(self) -> str | tuple[Any, ...]:
        raise TypeError("an embedded API is not pickled: it holds a key, and state that would have two owners")

    @property
    def requests(self) -> RequestLog:
        """The requests that arrived, without the key: ``api.requests.one("customers_account.book_payment").json``."""
        return self._engine.requests

    def add_key(self, key: str, *, scopes: Iterable[str] | None = None) -> None:
        """Take one more key.

        Args:
            key: The key.
            scopes: The scopes that it has; None means all.

        Raises:
            TypeError: The scopes are a text instead of several.
            ValueError: The key cannot stand in a header, or there is no such scope.
        """
        with self._engine.lock:
            self._engine.keys.add(key, scopes)

    def fail(
        self,
        operation: str = "*",
        *,
        status: int | None = None,
        kind: Literal["reset", "timeout", "malformed"] | None = None,
        delay: float = 0.0,
        times: int | None = 1,
        on: int = 1,
        processed: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Let calls go wrong, on every front end: ``api.fail("classes.list_classes", status=503, times=2)``.

        Args:
            operation: Whose calls; ``*`` for those of any operation.
            status: Answer with this status, without doing what was asked.
            kind: ``reset`` breaks the connection, ``timeout`` never answers, ``malformed`` cuts the answer in half.
            delay: Seconds that pass first; alone, the answer then comes as it would have.
            times: How many calls go wrong; None means all from then on.
            on: The first call, counted from now, that goes wrong.
            processed: Whether what was asked is done before the connection breaks or the answer fails to come.
            headers: Headers of the answer with `status`, such as ``{"Retry-After": "1"}``.

        Raises:
            ValueError: There is no such operation, or the script makes no sense.
        """
        self.add_fault(Fault(operation, status, kind, delay, times, on, processed, headers))

    def add_fault(self, fault: Fault) -> None:
        """Take a fault script, as `fail` makes it.

        Raises:
            ValueError: There is no such operation.
        """
        with self._engine.lock:
            self._engine.faults.add(fault)

    def heal(self) -> None:
        """Forget all fault scripts: everything goes right again."""
        with self._engine.lock:
            self._engine.faults.clear()

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

        Raises:
            ConnectionResetError, TimeoutError: A fault script says so.
        """
        return self._engine.handle(method, path, query, headers or {}, body)

    def serve(self, *, host: str = "127.0.0.1", port: int = 0) -> Server:
        """Serve over HTTP until the server, a context manager, is left or closed.

        Args:
            host: Address to listen on.
            port: Port to listen on; 0 takes a free one.

        Raises:
            OSError: The port is taken; the message names it.
        """
        from perfectgym_next.testing._server.server import Server

        return Server(self._engine.handle, host=host, port=port)

    def transport(self) -> HandlerTransport:
        """A transport for `PerfectGym` and `AsyncPerfectGym`: ``PerfectGym(..., transport=api.transport())``."""
        from perfectgym_next.transport import handler_transport

        return handler_transport(self._answer_target)

    def _answer_target(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        path, _, query = target.partition("?")
        answer = self._engine.handle(method, path, query, headers, body)
        return answer.status, list(answer.headers), answer.body
