"""Everything that this package raises about the API, in one tree.

`ApiError` is raised for a response with an error status, `ApiConnectionError` where no response arrived, and
`ResponseFormatError` for a successful response that does not match the API's schema. All derive from
`PerfectGymError`, carry what is known of the failure, and pickle. An invalid argument is a `ValueError` or `TypeError`
raised before anything is sent; `ConfigurationError` where it is one of the client's own options.
"""

from __future__ import annotations

from http import HTTPStatus
from math import ceil
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next._core.operation import Operation

__all__ = [
    "AmbiguousCustomerError",
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
_CHECK_CHANGE = "check whether the change was made before sending it again"


class PerfectGymError(Exception):
    """Base class of all errors about the API.

    Attributes:
        operation: Name of the operation, ``customers_account.list_transactions``; None outside of one.
        resume_offset: Where to resume a walk that failed: pass it to the list method of `operation`,
            ``list_…(…, offset=error.resume_offset)``. No entry is lost or returned twice. Other lists refuse it. In
            nested lists it may be the inner one's; each pager has its own as ``pager.resume_offset``. None on errors
            raised outside of a walk.
    """

    operation: str | None = None
    resume_offset: str | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        # Exception's own __reduce__ calls the class with `args`, which keyword-only constructors do not accept.
        return _restore, (type(self), self.args), self.__dict__


def _restore(cls: type[PerfectGymError], args: tuple[Any, ...]) -> PerfectGymError:
    return cls.__new__(cls, *args)


class ConfigurationError(PerfectGymError, ValueError):
    """The client cannot be created from its options; the message names the argument or environment variable."""


class ApiError(PerfectGymError):
    """The API returned an error status.

    Attributes:
        status: HTTP status.
        operation: Name of the operation.
        method: HTTP method.
        path: Path template of the operation; it holds no arguments.
        code: ``errorCode`` of the response.
        message: ``errorMessage`` of the response, else the standard phrase of the status.
        trace_id: ``traceId`` of the response; the vendor's support asks for it.
        reference: Dotted path of the field that the error is about.
        errors: All error objects of the body, as decoded: some endpoints send a list of them. `code`, `message`,
            `trace_id` and `reference` are those of the first.
        headers: Headers of the response, names in lower case.
        text: Body of the response as text.
        retry_after: Seconds that the service asks to wait, or None.
        attempts: How often the request was sent; 0 if the rate limiter held it back.
        scopes: Scopes that the operation needs.
        any_scope: Whether one of them is enough.
    """

    advice: ClassVar[str] = "redirects are not followed; check the base URL of the client"
    """What to do next, for the message."""

    operation: str
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
    def from_response(cls, operation: Operation, status: int, **details: Any) -> ApiError:
        """Return an error of the class for a status; `details` are keyword arguments of the constructor."""
        chosen = _BY_STATUS.get(status)
        if chosen is None:
            chosen = ClientError if 400 <= status < 500 else ServerError if status >= 500 else ApiError
        return chosen(operation, status, **details)

    def _describe(self) -> str:
        outcome = f"returned {self.status}" if self.attempts else "was not sent"
        parts = [f"{self.operation} {outcome}: {self.message}"]
        details = [
            ("code", self.code),
            ("at", self.reference),
            ("trace id", self.trace_id),
            ("attempts", self.attempts if self.attempts > 1 else None),
            ("further errors", len(self.errors) - 1 if len(self.errors) > 1 else None),
        ]
        shown = ", ".join(f"{name} {value}" for name, value in details if value)
        if shown:
            parts.append(f"({shown})")
        advice = self._advice()
        if advice:
            parts.append(f"- {advice}")
        return f"{' '.join(parts)} [{self.method} {self.path}]"

    def _advice(self) -> str:
        return self.advice


class ClientError(ApiError):
    """Any 4xx: the request was refused; sending it again unchanged will fail again."""

    advice = "change the request before sending it again"


class ServerError(ApiError):
    """Any 5xx: the service failed; the operation may or may not have been performed."""

    advice = f"the service failed; {_CHECK_CHANGE}"


class BadRequestError(ClientError):
    """400: the request does not match the API's schema, or holds an invalid value; see `reference`."""

    advice = "correct the value that the message names, then send the request again"


class AuthenticationError(ClientError):
    """401: the API key is missing, unknown or no longer valid."""

    advice = "check the API key, and that it belongs to this tenant"


class PermissionDeniedError(ClientError):
    """403: the service does not allow the operation.

    The key may lack a scope (`scopes` lists those that the operation needs), the member may not have consented to the
    integration, or the entity may belong to another studio. `message` and `code` hold what the service said.
    """

    def _advice(self) -> str:
        if self.code == _ACCESS_DISABLED:
            return (
                "the member has not consented to this integration, or has withdrawn the consent; "
                "ask the member, no scope changes it"
            )
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
    """404: the object does not exist in this studio."""

    advice = "check the id, and that it belongs to the studio of this API key"


class ConflictError(ClientError):
    """409: the request conflicts with the current state of the object."""

    advice = "read the current state before sending the request again"


class UnprocessableEntityError(ClientError):
    """422: the request is well-formed, but violates a business rule."""

    advice = "correct the value that the message names, then send the request again"


class RateLimitError(ClientError):
    """429, or the wait for the rate limit would exceed the client's maximum, in which case nothing was sent.

    `retry_after` holds the seconds to wait; `attempts` is 0 if nothing was sent.
    """

    def _advice(self) -> str:
        wait = "a minute" if self.retry_after is None else f"{ceil(self.retry_after)} s"
        return f"wait {wait} before calling this operation again"


class InternalServerError(ServerError):
    """500: the service failed; the operation may or may not have been performed."""


class ServiceUnavailableError(ServerError):
    """503: the service is overloaded, or a proxy cannot reach it.

    The vendor does not document that a request with this response had no effect.
    """

    def _advice(self) -> str:
        if self.method in ("GET", "HEAD"):
            return "the service is overloaded or cannot be reached; try again later"
        if self.errors and _is_filled(self.errors[0].get("errorMessage")):
            return f"the service is overloaded; it does not say that nothing was done: {_CHECK_CHANGE}"
        return f"not a response of the service itself, which may have received the request: {_CHECK_CHANGE}"


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
    """No response was received.

    Attributes:
        operation: Name of the operation.
        maybe_received: Whether the request may have reached the service. If so, a change may have been made.
        attempts: How often the request was sent.
    """

    operation: str
    maybe_received: bool
    attempts: int

    def __init__(self, operation: Operation, reason: str, *, maybe_received: bool, attempts: int = 1) -> None:
        self.operation = operation.name
        self.maybe_received = maybe_received
        self.attempts = attempts
        outcome = (
            f"the request may have reached the service: {_CHECK_CHANGE}"
            if maybe_received
            else "nothing reached the service: the request can be sent again"
        )
        tried = f" after {attempts} attempts" if attempts > 1 else ""
        super().__init__(
            f"no response to {operation.name}{tried}: {reason} - {outcome} [{operation.method} {operation.path}]"
        )


class ApiTimeoutError(ApiConnectionError):
    """No response was received in time."""


class ResponseFormatError(PerfectGymError, ValueError):
    """A successful response that does not match the API's schema: the operation was performed.

    Attributes:
        field: Path of the first field that does not match, ``result[3].dueDate``; None where it is the whole body.
        reason: What is wrong with it.
        text: The beginning of the response.
    """

    field: str | None
    reason: str
    text: str

    def __init__(self, reason: str, *, operation: str | None = None, field: str | None = None, text: str = "") -> None:
        self.operation = operation
        self.field = field
        self.reason = reason
        self.text = text
        where = f"field {field!r} of the response" if field else "the response"
        source = f" to {operation}" if operation else ""
        super().__init__(f"{where}{source} does not match the schema: {reason}")


class ResponseTooLargeError(PerfectGymError):
    """A response larger than the client's ``max_response_bytes``."""

    operation: str

    def __init__(self, operation: Operation, limit: int) -> None:
        self.operation = operation.name
        super().__init__(
            f"the response to {operation.name} is larger than {limit} bytes; "
            f"raise max_response_bytes if that is expected [{operation.method} {operation.path}]"
        )


class AmbiguousCustomerError(PerfectGymError):
    """Several members were found where one was looked for.

    Attributes:
        customer_ids: Their ids. The message does not show them.
    """

    operation: str
    customer_ids: list[int]

    def __init__(self, operation: str, way: str, customer_ids: list[int]) -> None:
        self.operation = operation
        self.customer_ids = customer_ids
        super().__init__(
            f"{operation}: {len(customer_ids)} members have this {way}; get the right one by its id, see customer_ids"
        )


class PaginationError(PerfectGymError):
    """A walk over the slices of a list cannot continue, or would never end."""

    operation: str

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
