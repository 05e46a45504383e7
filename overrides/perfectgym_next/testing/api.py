"""The embedded API: an in-process service that behaves as the API's description says."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal, Self

from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.form import DateTimes, Form, LeadFields, Nulls
from perfectgym_next.testing._openapi.names import suggest
from perfectgym_next.testing._server.engine import Engine
from perfectgym_next.testing._server.throttling import Throttle
from perfectgym_next.testing._state import dump_state, parse_state, restore_state, unreadable_state
from perfectgym_next.testing._studio.clock import Clock
from perfectgym_next.testing._studio.studio import FIRST_STUDIO_ID, NOW, STUDIO_NAME, Studio
from perfectgym_next.testing.faults import Fault, FaultScripts
from perfectgym_next.testing.recording import RequestLog
from perfectgym_next.testing.setup import StudioSetup
from perfectgym_next.testing.webhooks import Webhooks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from perfectgym_next.testing._server.responses import EmbeddedResponse
    from perfectgym_next.testing._server.server import Server
    from perfectgym_next.transport import HandlerTransport

__all__ = ["TEST_KEY", "EmbeddedApi", "EmbeddedStudio"]

TEST_KEY = "embedded-api-test-key"
"""The API key of an embedded API, unless another is given. It grants access to nothing else."""


class EmbeddedStudio(StudioSetup):
    """One studio of an `EmbeddedApi`, made by `EmbeddedApi.add_studio`."""

    def __init__(self, engine: Engine, studio: Studio) -> None:
        self._engine = engine
        self._studio = studio

    def __repr__(self) -> str:
        return f"<EmbeddedStudio {self.studio_name!r} seed={self._studio.seed} customers={self._studio.size}>"


class EmbeddedApi(StudioSetup):
    """A stateful stand-in for the API that runs in this process, for tests and examples.

    Operations read what other operations wrote. The same arguments give the same customers, bookings and responses.
    `add_studio` adds further studios, each with a key and data of its own. Instances are thread-safe. Keys are compared
    in constant time and never shown.

    Args:
        seed: Seed of the studio's data.
        key: The API key that requests must carry in ``X-API-KEY``.
        scopes: Scopes that the key grants; None grants all. `add_key` adds further keys.
        customers: Number of customers in the studio; their ids start at 1001.
        now: The current time of all studios, within the years 1900 to 9900. It moves by `advance` only.
        date_times: How responses write date-times: as in the vendor's ``"examples"``, each field as its own; all with
            offset and ``"zone"`` in brackets; with ``"offset"``; or in ``"utc"`` with ``Z``.
        nulls: Whether some absent optional fields of a response are null; ``"all"`` makes all of them null, False
            leaves them out.
        strict_nulls: Whether null for an optional field of a request is refused with 400; otherwise the field is taken
            as absent.
        error_lists: Whether errors are sent as a list of objects, each problem of the request one; otherwise the first
            is sent as one object.
        lead_fields: Whether the fields of leads and trial leads are ``"mixed"``, all ``"optional"`` or all
            ``"mandatory"``.
        rate_limit: Requests that a key may send to an operation within `rate_window`; more get 429. None disables the
            limit.
        rate_window: Length of the window in seconds.
        busy: Share of requests, 0 to 1, that get 503.
        description: A decoded OpenAPI description to use instead of the one shipped with this package.

    Raises:
        ValueError: The key is not visible ASCII, a scope or choice does not exist, or a limit is out of range.
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
        date_times: DateTimes = "examples",
        nulls: Nulls = True,
        strict_nulls: bool = False,
        error_lists: bool = False,
        lead_fields: LeadFields = "mixed",
        rate_limit: int | None = None,
        rate_window: float = 60.0,
        busy: float = 0.0,
        description: Mapping[str, Any] | None = None,
    ) -> None:
        studio = self._studio = Studio(Clock(now), seed=seed, size=customers)
        throttle = Throttle(limit=rate_limit, window=rate_window, busy=busy, rng=studio.rng("busy"))
        parsed = Description.shipped() if description is None else Description(description)
        names = parsed.operations.keys()
        form = Form(
            date_times=date_times,
            nulls=nulls,
            strict_nulls=strict_nulls,
            error_lists=error_lists,
            lead_fields=lead_fields,
        )
        log, faults = RequestLog(names), FaultScripts(names)
        self._engine = Engine(parsed, studio, throttle, log, faults, form=form, make_webhooks=Webhooks)
        self._engine.keys.add(key, studio, scopes)
        self._options = {"seed": seed, "customers": customers, **asdict(form)}

    def __repr__(self) -> str:
        studio = self._studio
        return f"<EmbeddedApi seed={studio.seed} customers={studio.size} requests={len(self.requests)}>"

    def __reduce__(self) -> str | tuple[Any, ...]:
        raise TypeError("cannot pickle an EmbeddedApi: it holds a key and live state; create one in each process")

    @property
    def requests(self) -> RequestLog:
        """The requests received, without keys: ``api.requests.one("customers_account.book_payment").json``."""
        return self._engine.requests

    def advance(
        self,
        *,
        to: datetime | date | None = None,
        months: int = 0,
        days: int = 0,
        hours: float = 0,
        minutes: float = 0,
    ) -> datetime:
        """Move the time of all studios forward and return it: ``api.advance(days=1)``.

        Account entries fall due and dunning levels rise, class slots and appointments pass, unconfirmed trial bookings
        are canceled, idle periods and access restrictions begin and end, contracts renew themselves or end.

        Args:
            to: The time to move to, a naive one in the studios' time zone; a date means its beginning.
            months: Months to move by; the time of day stays the same.
            days: Days to move by; the time of day stays the same.
            hours: Hours to move by.
            minutes: Minutes to move by.

        Raises:
            ValueError: The time is not later, or `to` and an amount are given.
            OverflowError: The time is beyond the year 9900.
        """
        with self._engine.lock:
            before, clock = self.now, self._studio.clock
            clock.now = clock.later(to, months, days, hours, minutes)
            for studio in self._engine.studios:
                studio.pass_time(before)
            return clock.now

    def add_studio(
        self,
        key: str,
        *,
        name: str | None = None,
        seed: int = 1,
        customers: int = 300,
        scopes: Iterable[str] | None = None,
    ) -> EmbeddedStudio:
        """Add a studio with a key and data of its own; the requests with the key see only this studio.

        Args:
            key: The API key of the studio.
            name: Name of the studio, by default ``Example studio 2`` and so on.
            seed: Seed of the studio's data.
            customers: Number of customers in the studio; their ids start at 1001 in every studio.
            scopes: Scopes that the key grants; None grants all.

        Returns:
            The studio, with the same methods to set it up.

        Raises:
            TypeError: `scopes` is one text instead of several.
            ValueError: Another studio has the name or the key, the key is not visible ASCII, or a scope does not exist.
        """
        with self._engine.lock:
            studios = self._engine.studios
            name = name or f"{STUDIO_NAME} {len(studios) + 1}"
            if any(studio.name == name for studio in studios):
                raise ValueError(f"there already is a studio {name!r}: give another name")
            studio = Studio(
                self._studio.clock,
                seed=seed,
                size=customers,
                studio_id=FIRST_STUDIO_ID + len(studios) + 1,  # the next one is the chain's other studio
                name=name,
            )
            self._engine.keys.add(key, studio, scopes)
            studios.append(studio)
            return EmbeddedStudio(self._engine, studio)

    def studio(self, name: str) -> EmbeddedStudio:
        """Return the studio with a name.

        Raises:
            LookupError: The studio does not exist.
        """
        for studio in self._engine.studios:
            if studio.name == name:
                return EmbeddedStudio(self._engine, studio)
        names = [studio.name for studio in self._engine.studios]
        raise LookupError(f"unknown studio {name!r}: expected {', '.join(names)}{suggest(name, names)}")

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

    def to_json(self) -> str:
        """Return the state of all studios as JSON, to save it or to attach it to a report; see `from_json`.

        It holds the time, what the studios hold, and the options that decide what responses look like. It holds no
        key, no fault, no limit and no recorded request.
        """
        with self._engine.lock:
            return dump_state(self._engine, self._options)

    @classmethod
    def from_json(
        cls,
        state: str | bytes,
        *,
        key: str = TEST_KEY,
        scopes: Iterable[str] | None = None,
        rate_limit: int | None = None,
        rate_window: float = 60.0,
        busy: float = 0.0,
        description: Mapping[str, Any] | None = None,
    ) -> Self:
        """Return an API whose studios continue from a state; it responds as the original one would.

        Further studios have no key yet: ``api.studio("Hamburg").add_key("hamburg-key")`` gives them one.

        Args:
            state: The result of `to_json`.
            key: The key of the first studio.
            scopes: Scopes that the key grants; None grants all.
            rate_limit: As in the constructor.
            rate_window: As in the constructor.
            busy: As in the constructor.
            description: As in the constructor.

        Raises:
            ValueError: The state is damaged, or from a version that this one cannot read.
        """
        data = parse_state(state)
        try:
            api = cls(
                **data["options"],
                key=key,
                scopes=scopes,
                rate_limit=rate_limit,
                rate_window=rate_window,
                busy=busy,
                description=description,
            )
            restore_state(api._engine, data)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError) as error:
            raise unreadable_state(data, error) from error
        return api

    def _handle_target(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        path, _, query = target.partition("?")
        response = self._engine.handle(method, path, query, headers, body)
        return response.status, list(response.headers), response.body
