"""Webhooks of an embedded API: the events that it sends, to whom, and how they get lost on the way."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias
from uuid import UUID, uuid4

from perfectgym_next._core.json import encode
from perfectgym_next.testing._handlers._causes import Caused, find_caused
from perfectgym_next.testing._openapi.names import check_name, check_names
from perfectgym_next.testing._server.authentication import check_key
from perfectgym_next.testing._server.log import Log
from perfectgym_next.testing._server.webhook_sender import DEFAULT_TIMEOUT, WebhookSender
from perfectgym_next.timestamps import format_datetime
from perfectgym_next.webhooks import Checkout, WebhookError, WebhookEventType
from perfectgym_next_generated.webhooks import CONTENT, VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from perfectgym_next.testing._handlers._registry import Call
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["WEBHOOK_TEST_KEY", "Attempt", "EventLog", "SentEvent", "Webhooks"]

WEBHOOK_TEST_KEY = "embedded-webhook-test-key"
"""The webhook key of an embedded API, unless another is given. It grants access to nothing else."""

FaultKind: TypeAlias = Literal["lost", "twice", "late", "out_of_order"]
_KINDS = ("lost", "twice", "late", "out_of_order")


class Attempt(NamedTuple):
    """One request with an event.

    Attributes:
        target: The URL or the name of the callable; it holds no key.
        status: Status of the response; None if there was none.
        error: Why there was none.
    """

    target: str
    status: int | None
    error: str | None = None


@dataclass(slots=True)
class SentEvent:
    """An event that an embedded API has sent, or would have.

    Attributes:
        studio: Name of the studio.
        type: What happened.
        entity_id: Id of what the event is of.
        content: Further fields, by the vendor's names.
        occurred_at: When it happened, in UTC.
        uuid: What tells deliveries apart.
        body: The body of the request.
        attempts: The requests so far: none while nobody listens, several for several targets or with faults.
        fault: The fault that applies to it, if any.
    """

    studio: str
    type: WebhookEventType
    entity_id: int
    content: dict[str, Any]
    occurred_at: datetime
    uuid: UUID
    body: bytes
    attempts: list[Attempt] = field(default_factory=list)
    fault: FaultKind | None = None

    @property
    def is_delivered(self) -> bool:
        """Whether a response was 200: anything else is a failure, as the vendor sees it."""
        return any(attempt.status == 200 for attempt in self.attempts)

    @property
    def status(self) -> int | None:
        """Status of the latest response; None without any."""
        return self.attempts[-1].status if self.attempts else None

    def __str__(self) -> str:
        shown = ", ".join(f"{one.status or one.error}" for one in self.attempts) or self.fault or "nobody listens"
        return f"{self.type} {self.entity_id} {self.content or ''}: {shown}"


class EventLog(Log[SentEvent]):
    """The latest events, oldest first, by type. A failing assertion lists the events that were sent."""

    _noun = "webhook event"
    _verb = "sent"
    _unknown = "unknown type of webhook events"

    def _name_of(self, record: SentEvent) -> str:
        return record.type

    def record(self, event: SentEvent) -> None:
        """Add an event."""
        self._records.append(event)


class _Target(NamedTuple):
    """Who gets events: a URL, or a function of this process."""

    name: str
    send: Callable[[bytes, Callable[[Attempt], None]], None]
    types: frozenset[str] | None


@dataclass(slots=True)
class _Fault:
    type: str
    kind: FaultKind
    times: int | None
    on: int
    share: float
    calls: int = 0
    applied: int = 0

    def applies(self, event_type: str, draw: Callable[[], float]) -> bool:
        """Count an event and return whether the fault applies to it."""
        if self.type not in (event_type, "*"):
            return False
        self.calls += 1
        if self.calls < self.on or (self.times is not None and self.applied >= self.times):
            return False
        found = self.share >= 1 or draw() < self.share
        self.applied += found
        return found


class Webhooks:
    """The webhooks of one studio of an embedded API: ``api.webhooks.to(hooks.receive)``.

    Operations that change the studio send the events that `to` asks for; `emit` sends any. Setting up a studio and
    moving its clock sends none.
    """

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._rng = studio.rng("webhooks")
        self._lock = threading.RLock()
        self._delivering = threading.local()
        self._sender = WebhookSender()
        self._targets: list[_Target] = []
        self._faults: list[_Fault] = []
        self._pending: deque[SentEvent] = deque()
        self._late: list[SentEvent] = []
        self._overtaken: list[SentEvent] = []
        self.sent: EventLog = EventLog(WebhookEventType.__members__)
        """The events so far, also those that nobody listens to."""

    def __repr__(self) -> str:
        return f"<Webhooks of {self._studio.name!r} targets={len(self._targets)} sent={len(self.sent)}>"

    def to(
        self,
        target: str | Callable[..., Any],
        *,
        key: str = WEBHOOK_TEST_KEY,
        types: Iterable[str] | None = None,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> None:
        """Send events to a URL, or to a function of this process. Call it again for further ones.

        A function is called as ``function(headers=…, body=…)``, before the operation returns that causes the event;
        `perfectgym_next.webhooks.WebhookReceiver.receive` is one. It returns the status, or anything else for 200. A
        `WebhookError` is the response with its status. Any other error is raised where the event was caused.

        Requests to a URL are sent one after the other in the background; `wait` waits for them. They are not repeated.

        Args:
            target: The URL or the function.
            key: The webhook key, in the header ``x-api-key``.
            types: The types of events to send; None means all.
            timeout: Seconds to wait for a response.

        Raises:
            TypeError: `types` is one text instead of several.
            ValueError: The URL or the key is invalid, or a type does not exist.
        """
        check_key(key)
        if isinstance(types, str):
            raise TypeError(f"invalid types {types!r}: expected a list of types; give [{types!r}]")
        chosen = None if types is None else frozenset(types)
        for one in chosen or ():
            _check_type(one)
        headers = {"x-api-key": key, "content-type": "application/json"}
        if isinstance(target, str):
            send = self._sender.to_url(target, headers, timeout, Attempt)
            name = target
        else:
            name = getattr(target, "__qualname__", repr(target))
            send = _to_function(target, name, headers)
        with self._lock:
            self._targets.append(_Target(name, send, chosen))

    def emit(self, event_type: str, entity_id: int, **content: Any) -> SentEvent:
        """Send an event that no operation causes: ``api.webhooks.emit("CUSTOMER_CHECKIN", 1001)``.

        Args:
            event_type: What happened. A type that the package does not know must be a `WebhookEventType` itself, so
                that a misspelled one is an error.
            entity_id: Id of what it happened to.
            content: The fields that events of the type have, in snake_case: ``contract_id=7``. For an unknown type any,
                by the vendor's names.

        Returns:
            The event. Requests to URLs may not have been sent yet.

        Raises:
            TypeError: The type has no such field, or another one is missing.
            ValueError: The type does not exist.
        """
        if not isinstance(event_type, WebhookEventType):
            _check_type(event_type)
        event = self._make(Caused(VALUES[event_type], entity_id, _write_content(event_type, content)))
        self._record(event)
        self.deliver()
        return event

    def fail(
        self, event_type: str = "*", *, kind: FaultKind, times: int | None = 1, on: int = 1, share: float = 1.0
    ) -> None:
        """Disturb the delivery of events: ``api.webhooks.fail("CUSTOMER_CREATED", kind="lost")``.

        Args:
            event_type: Type of the events; ``*`` is any.
            kind: ``lost`` never delivers, ``twice`` delivers twice with the same uuid, ``late`` waits for
                `deliver_late`, ``out_of_order`` delivers after the next event.
            times: Number of events that are disturbed; None means all from then on.
            on: The first event, counted from now, that may be disturbed.
            share: Share of the events, 0 to 1, that are disturbed, chosen at random by the studio's seed.

        Raises:
            ValueError: The type does not exist, or an argument is invalid.
        """
        if event_type != "*":
            _check_type(event_type)
        check_name(kind, _KINDS, "invalid kind: expected 'lost', 'twice', 'late' or 'out_of_order', got")
        if on < 1 or (times is not None and times < 1):
            raise ValueError(f"invalid on={on}, times={times}: both count events and must be at least 1")
        if not 0 < share <= 1:
            raise ValueError(f"invalid share {share}: expected more than 0, and at most 1")
        with self._lock:
            self._faults.append(_Fault(event_type, kind, times, on, share))

    def clear_faults(self) -> None:
        """Remove all faults. Events that are held back stay so until `deliver_late`."""
        with self._lock:
            self._faults.clear()

    def deliver_late(self) -> int:
        """Deliver the events that faults hold back, and return their number."""
        with self._lock:
            held = [*self._late, *self._overtaken]
            self._late.clear()
            self._overtaken.clear()
            self._pending.extend(held)
        self.deliver()
        return len(held)

    def wait(self, timeout: float = 30.0) -> None:
        """Wait until all requests to URLs have a response or have failed.

        Args:
            timeout: Seconds to wait.

        Raises:
            TimeoutError: Some are still on their way.
        """
        self._sender.wait(timeout)

    def record_call(self, call: Call, value: Any) -> None:
        """Record the events that a successful call has caused; `deliver` sends them."""
        for caused in find_caused(call, value):
            self._record(self._make(caused))

    def deliver(self) -> None:
        """Send what was recorded. No lock is held meanwhile, so that a receiver may call the API."""
        if getattr(self._delivering, "active", False):
            return  # a function that is called below caused further events: its caller sends them
        self._delivering.active = True
        errors: list[Exception] = []
        try:
            while (event := self._next()) is not None:
                for target in list(self._targets):
                    if target.types is None or event.type in target.types:
                        for _ in range(2 if event.fault == "twice" else 1):
                            _attempt(target, event, errors)
        finally:
            self._delivering.active = False
        if errors:
            raise errors[0]

    def _next(self) -> SentEvent | None:
        with self._lock:
            return self._pending.popleft() if self._pending else None

    def _make(self, caused: Caused) -> SentEvent:
        occurred_at, uuid = self._studio.now.astimezone(UTC), uuid4()
        element: dict[str, Any] = {"timestamp": int(occurred_at.timestamp() * 1000), "type": str(caused.type)}
        if caused.content:
            element["content"] = caused.content
        body = encode({"entityId": caused.entity_id, "uuid": str(uuid), "payload": [element]})
        name = self._studio.name
        return SentEvent(name, caused.type, caused.entity_id, caused.content, occurred_at, uuid, body)

    def _record(self, event: SentEvent) -> None:
        with self._lock:
            self.sent.record(event)
            found = [fault.kind for fault in self._faults if fault.applies(event.type, self._rng.random)]
            event.fault = found[0] if found else None
            if event.fault == "late":
                self._late.append(event)
            elif event.fault == "out_of_order":
                self._overtaken.append(event)
            elif event.fault != "lost":
                self._pending.extend([event, *self._overtaken])
                self._overtaken.clear()


def _attempt(target: _Target, event: SentEvent, errors: list[Exception]) -> None:
    try:
        target.send(event.body, event.attempts.append)
    except Exception as error:  # raised by the caller, once the other targets have the event
        event.attempts.append(Attempt(target.name, None, type(error).__name__))
        errors.append(error)


def _to_function(
    function: Callable[..., Any], name: str, headers: dict[str, str]
) -> Callable[[bytes, Callable[[Attempt], None]], None]:
    def send(body: bytes, done: Callable[[Attempt], None]) -> None:
        try:
            status = function(headers=dict(headers), body=body)
        except WebhookError as error:
            done(Attempt(name, error.status))
            return
        if isawaitable(status):
            getattr(status, "close", lambda: None)()
            raise TypeError(f"{name} is async: give its address, or a function that runs it")
        is_status = isinstance(status, int) and not isinstance(status, bool)
        done(Attempt(name, int(status) if is_status else 200))

    return send


def _check_type(event_type: str) -> None:
    check_name(event_type, WebhookEventType.__members__, "unknown type of webhook events")


def _write_content(event_type: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return the content of an event by the vendor's names.

    Raises:
        TypeError: The type has no such field, or another one is missing.
    """
    fields = CONTENT.get(event_type)
    if fields is None:
        return given
    check_names(given, fields, f"{event_type} has no field", error=TypeError)
    missing = [name for name, (_, required) in fields.items() if required and name not in given]
    if missing:
        raise TypeError(f"{event_type} needs {', '.join(missing)}")
    return {fields[name][0]: _write_checkouts(value) if name == "checkouts" else value for name, value in given.items()}


def _write_checkouts(checkouts: Iterable[Checkout]) -> list[dict[str, Any]]:
    return [
        {"customerId": customer_id, "checkoutTime": format_datetime(checkout_time)}
        for customer_id, checkout_time in checkouts
    ]
