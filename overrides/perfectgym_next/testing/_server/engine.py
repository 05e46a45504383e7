"""The embedded API's way from a request to its answer."""

from __future__ import annotations

import time
from threading import RLock
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._fallback import Fallback
from perfectgym_next.testing._handlers._registry import Call
from perfectgym_next.testing._openapi.null_filler import Nulls
from perfectgym_next.testing._server.authentication import Keys
from perfectgym_next.testing._server.request_parsing import read_body, read_path, read_query
from perfectgym_next.testing._server.responses import Answer, Refusal, json_answer, no_content
from perfectgym_next.testing._server.router import Router, UnknownMethodError, UnknownPathError
from perfectgym_next.testing.domains import all_handlers
from perfectgym_next.testing.faults import Faults
from perfectgym_next.testing.recording import RecordedRequest, RequestLog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._openapi.description import Description
    from perfectgym_next.testing._server.router import Match
    from perfectgym_next.testing._server.throttling import Throttle
    from perfectgym_next.testing._studio.studio import Studio
    from perfectgym_next.testing.faults import Fault

__all__ = ["Engine"]


class Engine:
    """Checks a request, asks the operation's handler and writes the answer; one request at a time.

    Args:
        description: What is answered, and how requests are checked.
        studio: The state.
        throttle: Refuses what is too much.
        nulls: Whether optional members that an answer lacks are now and then null.
    """

    def __init__(self, description: Description, studio: Studio, throttle: Throttle, *, nulls: bool) -> None:
        self.description = description
        self.studio = studio
        self.lock = RLock()
        self.keys = Keys(description)
        self.requests = RequestLog(description.operations.keys())
        self.faults = Faults(description.operations.keys())
        self._throttle = throttle
        self._router = Router(description.operations.values())
        self._handlers = all_handlers()
        self._fallback = Fallback(description, studio.seed)
        self._nulls = Nulls(description, studio.seed) if nulls else None
        self._traces = studio.dice("traces")

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer one request.

        Raises:
            ConnectionResetError, TimeoutError: A fault script says so.
        """
        given = {name.lower(): value for name, value in headers.items()}
        match: Match | Refusal
        try:
            match = self._router.match(method, path)
        except UnknownPathError:
            match = Refusal(404, "NOT_FOUND", f"the API has no path {path}")
        except UnknownMethodError as error:
            allow = ", ".join(error.allowed)
            message = f"{path} does not take {method}; it takes {allow}"
            match = Refusal(405, "METHOD_NOT_ALLOWED", message, headers={"Allow": allow})
        name = None if isinstance(match, Refusal) else match.operation.name
        seen = {header: value for header, value in given.items() if header != self.description.key_header}
        recorded = RecordedRequest(name, method, path, query, seen, body)
        with self.lock:
            self.requests.append(recorded)
            fault = self.faults.strike(name) if name is not None else None
        if fault is not None and fault.delay:
            time.sleep(fault.delay)
        with self.lock:
            answer = self._answer(match, given, query, body, fault)
        recorded.status = answer.status
        return _without_body(answer) if method == "HEAD" else answer

    def _answer(
        self, match: Match | Refusal, headers: dict[str, str], query: str, body: bytes, fault: Fault | None
    ) -> Answer:
        try:
            key = self.keys.number(headers)
            if isinstance(match, Refusal):
                raise match
            if fault is not None and fault.status is not None:
                raise fault.refusal()
            if fault is not None and fault.kind in ("reset", "timeout") and not fault.processed:
                _leave_without_answer(fault)
            self.keys.check_scopes(key, match.operation)
            self._throttle.check(key, match.operation.name)
            answer = self._ask(match, headers, query, body)
        except Refusal as refusal:
            answer = refusal.answer(f"{self._traces.getrandbits(64):016x}")
        if fault is not None and fault.kind == "malformed":
            return fault.spoil(answer)
        if fault is not None and fault.kind is not None and fault.processed:
            _leave_without_answer(fault)
        return answer

    def _ask(self, match: Match, headers: dict[str, str], query: str, body: bytes) -> Answer:
        operation, description = match.operation, self.description
        call = Call(
            studio=self.studio,
            operation=operation,
            path=read_path(description, operation, match.path),
            query=read_query(description, operation, query),
            body=read_body(description, operation, headers.get("content-type", ""), body),
        )
        value: Any = self._handlers.get(operation.name, self._fallback.answer)(call)
        if value is None or operation.answer is None:
            return no_content(operation.status)
        if self._nulls is not None:
            value = self._nulls.add(operation.answer, value)
        return json_answer(operation.status, value)


def _leave_without_answer(fault: Fault) -> None:
    if fault.kind == "reset":
        raise ConnectionResetError("the connection was broken by a fault script")
    raise TimeoutError("no answer came, by a fault script")


def _without_body(answer: Answer) -> Answer:
    """What HEAD gets: the headers of GET."""
    return Answer(answer.status, (*answer.headers, ("Content-Length", str(len(answer.body)))), b"")
