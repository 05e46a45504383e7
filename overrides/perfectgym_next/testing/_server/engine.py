"""From a request to its response: checks, faults, handlers."""

from __future__ import annotations

import time
from threading import RLock
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._fallback import Fallback
from perfectgym_next.testing._handlers._registry import Call, find_handler
from perfectgym_next.testing._openapi.response_formatter import ResponseFormatter
from perfectgym_next.testing._server.authentication import KeyRing
from perfectgym_next.testing._server.request_parsing import parse_body, parse_headers, parse_path, parse_query
from perfectgym_next.testing._server.responses import EmbeddedResponse, empty_response, json_response, problem_response
from perfectgym_next.testing._server.router import Match, Router, UnknownMethodError, UnknownPathError
from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.problems import ProblemResponse
from perfectgym_next.testing._studio.studio import ZONE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from perfectgym_next.testing._openapi.description import Description
    from perfectgym_next.testing._openapi.form import Form
    from perfectgym_next.testing._server.throttling import Throttle
    from perfectgym_next.testing._studio.studio import Studio
    from perfectgym_next.testing.faults import Fault, FaultScripts
    from perfectgym_next.testing.recording import RecordedRequest, RequestLog
    from perfectgym_next.testing.webhooks import Webhooks

__all__ = ["Engine"]


class Engine:
    """Checks a request, calls the operation's handler and writes the response; one request at a time.

    Args:
        description: Defines the operations, and what requests to them may hold.
        studio: The first studio; `studios` lists all.
        throttle: Rejects requests above the limits.
        requests: Records the requests.
        faults: The scripted faults.
        form: What responses look like.
        make_webhooks: Makes the webhooks of a studio.
    """

    def __init__(
        self,
        description: Description,
        studio: Studio,
        throttle: Throttle,
        requests: RequestLog,
        faults: FaultScripts,
        *,
        form: Form,
        make_webhooks: Callable[[Studio], Webhooks],
    ) -> None:
        self.description = description
        self.studios: list[Studio] = [studio]
        self.trace_count: int = 0
        self.requests = requests
        self.faults = faults
        self.lock: RLock = RLock()
        self.keys: KeyRing = KeyRing(description)
        self._webhooks: dict[int, Webhooks] = {}
        self._make_webhooks = make_webhooks
        self._throttle = throttle
        self._router = Router(description.operations.values())
        self._fallback = Fallback(description, studio.seed)
        self._form = form
        is_plain = not form.nulls and form.date_times == "examples"
        self._formatter = None if is_plain else ResponseFormatter(description, form, studio.seed, ZONE)

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> EmbeddedResponse:
        """Return the response to one request.

        Raises:
            ConnectionResetError, TimeoutError: A scripted fault.
        """
        given = {name.lower(): value for name, value in headers.items()}
        match = self._match(method, path)
        name = match.operation.name if isinstance(match, Match) else None
        shown = {header: value for header, value in given.items() if header != self.description.key_header}
        with self.lock:
            recorded = self.requests.record(name, method, path, query, headers=shown, body=body)
            fault = self.faults.next_fault(name) if name is not None else None
        if fault is not None and fault.delay:
            time.sleep(fault.delay)
        try:
            with self.lock:
                response = self._respond(match, given, recorded, fault)
        finally:
            for webhooks in list(self._webhooks.values()):
                webhooks.deliver()
        recorded.status = response.status
        return response._replace(body=b"") if method == "HEAD" else response

    def webhooks_of(self, studio: Studio) -> Webhooks:
        """Return the webhooks of a studio."""
        with self.lock:
            if studio.id not in self._webhooks:
                self._webhooks[studio.id] = self._make_webhooks(studio)
            return self._webhooks[studio.id]

    def _match(self, method: str, path: str) -> Match | ProblemResponse | None:
        """Return the operation of a request, the problem if there is none, or None for HEAD, which has none."""
        if method == "HEAD":
            return None
        try:
            return self._router.match(method, path)
        except UnknownPathError:
            return ProblemResponse(404, "NOT_FOUND", f"the API has no path {path}")
        except UnknownMethodError as error:
            allow = ", ".join((*error.allowed, "HEAD"))
            message = f"{path} does not support {method}, only {allow}"
            return ProblemResponse(405, "METHOD_NOT_ALLOWED", message, headers={"Allow": allow})

    def _respond(
        self,
        match: Match | ProblemResponse | None,
        headers: dict[str, str],
        request: RecordedRequest,
        fault: Fault | None,
    ) -> EmbeddedResponse:
        try:
            key, studio = self.keys.authenticate(headers)
            request.studio = studio.name
            if match is None:
                return empty_response(200)
            if isinstance(match, ProblemResponse):
                raise match
            if fault is not None and fault.status is not None:
                raise fault.problem()
            if fault is not None and fault.kind in ("reset", "timeout") and not fault.processed:
                _fail_without_response(fault)
            self.keys.authorize(key, match.operation)
            self._throttle.check(key, match.operation.name)
            response = self._call_handler(studio, match, headers, request)
        except ProblemResponse as problem:
            response = problem_response(problem, self._make_trace_id(), as_list=self._form.error_lists)
        if fault is not None and fault.kind == "malformed":
            return _cut_in_half(response)
        if fault is not None and fault.kind is not None and fault.processed:
            _fail_without_response(fault)
        return response

    def _make_trace_id(self) -> str:
        self.trace_count += 1
        return f"{self.studios[0].rng('trace', self.trace_count).getrandbits(64):016x}"

    def _call_handler(
        self, studio: Studio, match: Match, headers: dict[str, str], request: RecordedRequest
    ) -> EmbeddedResponse:
        operation, description = match.operation, self.description
        call = Call(
            studio=studio,
            operation=operation,
            form=self._form,
            path=parse_path(description, operation, match.path),
            query=parse_query(description, operation, request.query),
            headers=parse_headers(description, operation, headers),
            body=parse_body(
                description,
                operation,
                headers.get("content-type", ""),
                request.body,
                strict_nulls=self._form.strict_nulls,
            ),
        )
        for given in (call.path, call.query, call.body):
            if isinstance(given, dict) and "customerId" in given:
                studio.part(Customers).check_consent(given["customerId"])
        value: Any = (find_handler(operation.name) or self._fallback.respond)(call)
        self.webhooks_of(studio).record_call(call, value)
        if value is None or operation.response_schema is None:
            return empty_response(operation.empty_status)
        if self._formatter is not None:
            value = self._formatter.format(operation.response_schema, value)
        return json_response(operation.status, value)


def _fail_without_response(fault: Fault) -> None:
    if fault.kind == "reset":
        raise ConnectionResetError("the connection was reset by a scripted fault")
    raise TimeoutError("no response: a scripted timeout")


def _cut_in_half(response: EmbeddedResponse) -> EmbeddedResponse:
    return response._replace(body=response.body[: len(response.body) // 2] or b"{")
