"""Everything that this package raises about the API, in one tree.

`ApiError` is an answer that says no, `ApiConnectionError` is no answer, `ResponseFormatError` is an answer that the
description does not know. All are `PerfectGymError`; all carry what was seen, and all pickle. What a caller got wrong
before anything was sent is a `ValueError` or `TypeError`, a `ConfigurationError` where it is the client's own set-up.
"""

from __future__ import annotations

from http import HTTPStatus
from math import ceil
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next._core.operation import Operation

__all__ = [
    "ApiConnectionError",
    "ApiError",
    "ApiTimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ClientError",
    "ConfigurationError",
    "ConflictError",
    "InternalServerError",
    "NotFoundError",
    "PaginationError",
    "PerfectGymError",
    "PermissionDeniedError",
    "RateLimitError",
    "ResponseFormatError",
    "ResponseTooLargeError",
    "ServerError",
    "ServiceUnavailableError",
    "UnprocessableEntityError",
]

_ACCESS_DISABLED = "errormessage.third.party.customer.access.disabled"
"""``errorCode`` of a 403 for a member who has not consented to the integration."""


class PerfectGymError(Exception):
    """Whatever goes wrong between this package and the API.

    Attributes:
        operation: Name of the operation, ``customers_account.list_transactions``; None outside of one.
        resume_offset: Set on an error raised while walking slices: the position where the walk of `operation` goes on
            with nothing lost and nothing twice, by ``list_…(…, offset=error.resume_offset)``. It says which list it
            belongs to; other lists refuse it. In nested lists it may be the inner one's; each pager has its own as
            ``pager.resume_offset``. None on any other error.
    """

    operation: str | None = None
    resume_offset: str | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        # Exception's own way calls the class with `args`, which keyword-only constructors do not take.
        return _restore, (type(self), self.args), self.__dict__


def _restore(cls: type[PerfectGymError], args: tuple[Any, ...]) -> PerfectGymError:
    return cls.__new__(cls, *args)


class ConfigurationError(PerfectGymError, ValueError):
    """The client cannot be made from what it was given; the message names the argument or variable."""


class ApiError(PerfectGymError):
    """An answer other than success.

    Attributes:
        status: HTTP status.
        operation: Name of the operation.
        method: HTTP method.
        path: Path template of the operation; holds no argument.
        code: ``errorCode`` of the answer.
        message: ``errorMessage`` of the answer, else the standard phrase of the status.
        trace_id: ``traceId`` of the answer; what the vendor's support asks for.
        reference: Dotted path to the member that the error is about.
        errors: All error objects of the body, as decoded: some endpoints send a list of them. `code`, `message`,
            `trace_id` and `reference` are those of the first.
        headers: Headers of the answer, names in lower case.
        text: Body of the answer as text.
        retry_after: Seconds the service asks to wait, or None.
        attempts: How often the request was sent; 0 if it was held back.
        scopes: Scopes that the operation needs.
        any_scope: Whether one of them is enough.
    """

    advice: ClassVar[str] = "redirects are not followed; check the address that the client was given"

    status: int
    method: str
    path: str
    code: str | None
    message: str
    trace_id: str | None
    reference: str | None
    errors: tuple[Mapping[str, Any], ...]
    headers: Mapping[str, str]
    text: str
    retry_after: float | None
    attempts: int
    scopes: tuple[str, ...]
    any_scope: bool

    def __init__(
        self,
        operation: Operation,
        status: int,
        *,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        text: str = "",
        retry_after: float | None = None,
        attempts: int = 1,
    ) -> None:
        self.errors = _error_objects(body)
        first = self.errors[0] if self.errors else {}
        self.operation = operation.name
        self.method = operation.method
        self.path = operation.path
        self.scopes = operation.scopes
        self.any_scope = operation.any_scope
        self.status = status
        self.code = _text(first.get("errorCode"))
        self.message = _text(first.get("errorMessage")) or _phrase(status)
        self.trace_id = _text(first.get("traceId"))
        self.reference = _text(first.get("reference"))
        self.headers = dict(headers or {})
        self.text = text
        self.retry_after = retry_after
        self.attempts = attempts
        super().__init__(self._describe())

    @classmethod
    def of_answer(cls, operation: Operation, status: int, **details: Any) -> ApiError:
        """The error of the class that the status stands for."""
        chosen = _BY_STATUS.get(status)
        if chosen is None:
            chosen = ClientError if 400 <= status < 500 else ServerError if status >= 500 else ApiError
        return chosen(operation, status, **details)

    def _describe(self) -> str:
        outcome = f"answered {self.status}" if self.attempts else "was not sent"
        parts = [f"{self.operation} {outcome}: {self.message}"]
        details = [
            ("code", self.code),
            ("at", self.reference),
            ("trace id", self.trace_id),
            ("attempts", self.attempts if self.attempts > 1 else None),
            ("further errors", len(self.errors) - 1 if len(self.errors) > 1 else None),
        ]
        told = ", ".join(f"{name} {value}" for name, value in details if value)
        if told:
            parts.append(f"({told})")
        advice = self._advice()
        if advice:
            parts.append(f"- {advice}")
        return f"{' '.join(parts)} [{self.method} {self.path}]"

    def _advice(self) -> str:
        return self.advice


class ClientError(ApiError):
    """Any 4xx: the request was refused, and will be refused again as it is."""

    advice = "change the request before sending it again"


class ServerError(ApiError):
    """Any 5xx: the service failed; whether it did what was asked is not known."""

    advice = "the service failed; look whether the change was made before sending it again"


class BadRequestError(ClientError):
    """400: the request does not fit the description, or a value in it is refused; see `reference`."""

    advice = "correct the value it names and send again"


class AuthenticationError(ClientError):
    """401: the key is missing, unknown or no longer valid."""

    advice = "check the API key and that it belongs to this tenant"


class PermissionDeniedError(ClientError):
    """403: the service does not allow the operation.

    The key may lack a scope (`scopes` lists those that the operation needs), the member may not have consented to the
    integration, or the entity may belong to another studio. `message` and `code` hold what the service said.
    """

    def _advice(self) -> str:
        if self.code == _ACCESS_DISABLED:
            return "the member has not consented to this integration, or no longer does; no scope changes that"
        if not self.scopes:
            lacking = "a permission"
        elif len(self.scopes) == 1:
            lacking = f"the scope {self.scopes[0]}"
        else:
            scopes = ", ".join(self.scopes)
            lacking = (
                f"the scopes {scopes} (one of them is enough)" if self.any_scope else f"one of the scopes {scopes}"
            )
        return (
            f"possible reasons: the key lacks {lacking}, the member has not consented to the integration, "
            "or the entity belongs to another studio"
        )


class NotFoundError(ClientError):
    """404: what the path names does not exist in this studio."""

    advice = "check the id, and that it belongs to the studio of this key"


class ConflictError(ClientError):
    """409: the request does not fit the state things are in; read it anew before sending again."""

    advice = "read the current state before sending again"


class UnprocessableEntityError(ClientError):
    """422: the request is well formed, but a business rule refuses it."""

    advice = "correct the value it names and send again"


class RateLimitError(ClientError):
    """429, or a wait for the limit that would be longer than the client's cap, in which case nothing was sent.

    `retry_after` holds the seconds to wait; `attempts` is 0 if nothing was sent.
    """

    def _advice(self) -> str:
        wait = "a minute" if self.retry_after is None else f"{ceil(self.retry_after)} s"
        return f"wait {wait} before calling this operation again"


class InternalServerError(ServerError):
    """500: the service failed; whether it did what was asked is not known."""


class ServiceUnavailableError(ServerError):
    """503: the service is overloaded, or a proxy cannot reach it.

    The vendor's documentation does not say that a request answered by 503 had no effect.
    """

    def _advice(self) -> str:
        if self.method in ("GET", "HEAD"):
            return "the service is overloaded or cannot be reached; try again later"
        check = "check whether the change was made before sending it again"
        if self.errors and _is_filled(self.errors[0].get("errorMessage")):
            return f"the service is overloaded; it does not say that nothing was done: {check}"
        return f"not a response of the service itself, which may have received the request: {check}"


_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
    500: InternalServerError,
    503: ServiceUnavailableError,
}


class ApiConnectionError(PerfectGymError):
    """No answer came.

    Attributes:
        maybe_received: Whether the request may have reached the service. If so, a change may have been made.
        attempts: How often it was tried.
    """

    maybe_received: bool
    attempts: int

    def __init__(self, operation: Operation, reason: str, *, maybe_received: bool, attempts: int = 1) -> None:
        self.operation = operation.name
        self.maybe_received = maybe_received
        self.attempts = attempts
        outcome = (
            "the request may have reached the service: look before sending a change again"
            if maybe_received
            else "nothing reached the service: it can be sent again"
        )
        tried = f" after {attempts} attempts" if attempts > 1 else ""
        super().__init__(
            f"no answer to {operation.name}{tried}: {reason} - {outcome} [{operation.method} {operation.path}]"
        )


class ApiTimeoutError(ApiConnectionError):
    """No answer came in time."""


class ResponseFormatError(PerfectGymError, ValueError):
    """A successful answer that the API's description does not know.

    Attributes:
        member: The first member that does not fit, ``result[3].dueDate``; None where it is the whole body.
        reason: What is wrong with it.
        text: The beginning of the answer.
    """

    member: str | None
    reason: str
    text: str

    def __init__(self, reason: str, *, operation: str | None = None, member: str | None = None, text: str = "") -> None:
        self.operation = operation
        self.member = member
        self.reason = reason
        self.text = text
        where = f"member {member!r} of the answer" if member else "the answer"
        told = f" to {operation}" if operation else ""
        super().__init__(f"{where}{told} does not fit the description: {reason}")


class ResponseTooLargeError(PerfectGymError):
    """An answer larger than the client takes; raise ``max_response_bytes`` if it is meant to be."""

    def __init__(self, operation: Operation, limit: int) -> None:
        self.operation = operation.name
        super().__init__(
            f"the answer to {operation.name} is larger than {limit} bytes; "
            f"raise max_response_bytes if that is right [{operation.method} {operation.path}]"
        )


class PaginationError(PerfectGymError):
    """A walk over slices that cannot go on, or would go round in circles."""

    def __init__(self, operation: str, reason: str, *, resume_offset: str | None = None) -> None:
        self.operation = operation
        self.resume_offset = resume_offset
        super().__init__(f"{operation}: {reason}")


def _error_objects(body: Any) -> tuple[Mapping[str, Any], ...]:
    """Return the error objects of a decoded body: one object, or a list of them."""
    return tuple(one for one in (body if isinstance(body, list) else [body]) if isinstance(one, dict))


def _is_filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "no reason given"
