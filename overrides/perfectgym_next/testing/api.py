"""The embedded API: an in-process service that behaves as the API's description says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._server.engine import Engine
from perfectgym_next.testing._server.throttling import Throttle
from perfectgym_next.testing._studio.studio import NOW, Studio
from perfectgym_next.testing.faults import Fault, FaultScripts
from perfectgym_next.testing.recording import RequestLog
from perfectgym_next.testing.setup import StudioSetup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from perfectgym_next.testing._server.responses import EmbeddedResponse
    from perfectgym_next.testing._server.server import Server
    from perfectgym_next.transport import HandlerTransport

__all__ = ["TEST_KEY", "EmbeddedApi"]

TEST_KEY = "embedded-api-test-key"
"""The API key of an embedded API, unless another is given. It grants access to nothing else."""


class EmbeddedApi(StudioSetup):
    """A stateful stand-in for the API that runs in this process, for tests and examples.

    Operations read what other operations wrote. The same arguments give the same customers, bookings and responses.
    Instances are thread-safe. Keys are compared in constant time and never shown.

    Args:
        seed: Seed of the studio's data.
        key: The API key that requests must carry in ``X-API-KEY``.
        scopes: Scopes that the key grants; None grants all. `add_key` adds further keys.
        customers: Number of customers in the studio; their ids start at 1001.
        now: The studio's current time. It does not advance.
        nulls: Whether some absent optional fields of a response are null, as in the service; otherwise all are left
            out.
        strict_nulls: Whether null for an optional field of a request is refused with 400; otherwise the field is taken
            as absent.
        error_lists: Whether errors are sent as a list of objects, each problem of the request one; otherwise the first
            is sent as one object.
        rate_limit: Requests that a key may send to an operation within `rate_window`; more get 429. None disables the
            limit.
        rate_window: Length of the window in seconds.
        busy: Share of requests, 0 to 1, that get 503.
        description: A decoded OpenAPI description to use instead of the one shipped with this package.

    Raises:
        ValueError: The key is not visible ASCII, a scope does not exist, or a limit is out of range.
        TypeError: `scopes` is one text instead of several.

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
        strict_nulls: bool = False,
        error_lists: bool = False,
        rate_limit: int | None = None,
        rate_window: float = 60.0,
        busy: float = 0.0,
        description: Mapping[str, Any] | None = None,
    ) -> None:
        studio = Studio(seed=seed, size=customers, now=now)
        throttle = Throttle(limit=rate_limit, window=rate_window, busy=busy, rng=studio.rng("busy"))
        parsed = Description.shipped() if description is None else Description(description)
        names = parsed.operations.keys()
        self._engine = Engine(
            parsed,
            studio,
            throttle,
            RequestLog(names),
            FaultScripts(names),
            nulls=nulls,
            strict_nulls=strict_nulls,
            error_lists=error_lists,
        )
        self._engine.keys.add(key, scopes)

    def __repr__(self) -> str:
        studio = self._engine.studio
        return f"<EmbeddedApi seed={studio.seed} customers={studio.size} requests={len(self.requests)}>"

    def __reduce__(self) -> str | tuple[Any, ...]:
        raise TypeError("cannot pickle an EmbeddedApi: it holds a key and live state; create one in each process")

    @property
    def requests(self) -> RequestLog:
        """The requests received, without keys: ``api.requests.one("customers_account.book_payment").json``."""
        return self._engine.requests

    def add_key(self, key: str, *, scopes: Iterable[str] | None = None) -> None:
        """Accept one more API key.

        Args:
            key: The key.
            scopes: Scopes that the key grants; None grants all.

        Raises:
            TypeError: `scopes` is one text instead of several.
            ValueError: The key is not visible ASCII, or a scope does not exist.
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
        """Make calls fail, over any transport: ``api.fail("classes.list_classes", status=503, times=2)``.

        Args:
            operation: The operation whose calls fail; ``*`` is any operation.
            status: Respond with this status, without processing the request.
            kind: ``reset`` resets the connection, ``timeout`` never responds, ``malformed`` cuts the response in half.
            delay: Seconds to wait first; without `status` and `kind` the response is then the usual one.
            times: Number of calls that fail; None means all from then on.
            on: The first call, counted from now, that fails.
            processed: Whether the request is processed before the connection breaks or the response is withheld.
            headers: Headers of the response with `status`, such as ``{"Retry-After": "1"}``.

        Raises:
            ValueError: The operation does not exist, or the arguments are invalid or contradict each other.
        """
        self.add_fault(Fault(operation, status, kind, delay, times, on, processed, headers))

    def add_fault(self, fault: Fault) -> None:
        """Add a scripted fault; `fail` creates one from its arguments.

        Raises:
            ValueError: The operation does not exist.
        """
        with self._engine.lock:
            self._engine.faults.add(fault)

    def clear_faults(self) -> None:
        """Remove all scripted faults."""
        with self._engine.lock:
            self._engine.faults.clear()

    def handle(
        self, method: str, path: str, query: str = "", headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> EmbeddedResponse:
        """Return the response to one request.

        Args:
            method: HTTP method, in capitals.
            path: Path as sent: percent-encoded, without the query.
            query: Query as sent, without the question mark.
            headers: Headers by name, in any case.
            body: The body.

        Raises:
            ConnectionResetError, TimeoutError: A scripted fault.
        """
        return self._engine.handle(method, path, query, headers or {}, body)

    def serve(self, *, host: str = "127.0.0.1", port: int = 0) -> Server:
        """Serve over HTTP until the returned server, a context manager, is closed.

        Args:
            host: Address to listen on.
            port: Port to listen on; 0 picks a free one.

        Raises:
            OSError: The port is in use; the message names it.
        """
        from perfectgym_next.testing._server.server import Server

        return Server(self._engine.handle, host=host, port=port)

    def transport(self) -> HandlerTransport:
        """Return a transport for `PerfectGym` and `AsyncPerfectGym`: ``PerfectGym(..., transport=api.transport())``."""
        from perfectgym_next.transport import handler_transport

        return handler_transport(self._handle_target)

    def _handle_target(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        path, _, query = target.partition("?")
        response = self._engine.handle(method, path, query, headers, body)
        return response.status, list(response.headers), response.body
