"""Calls that end with each of the errors, with values that nothing may show: a key, an id, query values."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from perfectgym_next import AsyncPerfectGym, PerfectGym, limits
from perfectgym_next.models import BookCustomerPaymentRequest, Money
from tests.support import fault_server as faults
from tests.support.both_clients import NotingLimiter
from tests.support.fault_server import Fault, FaultServer, answers

__all__ = ["CUSTOMER", "KEY", "PIN", "PRIVATE", "PROVOCATIONS", "Call", "get_balances", "pay", "provoke", "refused"]

KEY = "kq7-secret-KEY!"
CUSTOMER = 918273645
PIN = "pin-55667"
CARD = "card-77889"
PRIVATE = (KEY, str(CUSTOMER), PIN, CARD)


class BrokenLimiter(NotingLimiter):
    """A limiter that cannot be asked."""

    def acquire(self, bucket: limits.Bucket, *, max_wait: float | None = None) -> float:
        raise limits.LimiterError("the limiter's server does not answer")


def by_pin(gym: Any) -> Any:
    return gym.customers.get_customer_by(pin=PIN, card_number=CARD)


def get_balances(gym: Any) -> Any:
    return gym.customers_account.get_balances(CUSTOMER)


def pay(gym: Any) -> Any:
    body = BookCustomerPaymentRequest(payment_request_token="t", amount=Money("1.00", "EUR"))
    return gym.customers_account.book_payment(CUSTOMER, body)


def list_transactions(gym: Any) -> Any:
    return gym.customers_account.list_transactions(CUSTOMER).collect()


def upload_unreadable(gym: Any) -> Any:
    class Bad(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    return gym.customers.upload_document(CUSTOMER, file=Bad(b"x"))


def refused(status: int) -> Fault:
    """A refusal that names the member in a header, as a `Location` may."""
    body = {"errorMessage": "no", "errorCode": "NO", "traceId": "t-1"}
    return answers(body, status=status, Location=f"/v1/customers/{CUSTOMER}?pin={PIN}")


EMAIL = "ada@example.com"
TWINS = [{"id": CUSTOMER + n, "accessRefusal": False, "status": "MEMBER", "email": EMAIL} for n in range(2)]
CIRCLE = answers({"result": [], "hasNext": True, "offset": "a"})
Call = Callable[[Any], Any]

PROVOCATIONS: dict[str, tuple[Fault, Call, dict[str, Any]]] = {
    "BadRequestError": (refused(400), by_pin, {}),
    "AuthenticationError": (refused(401), get_balances, {}),
    "PermissionDeniedError": (refused(403), get_balances, {}),
    "NotFoundError": (refused(404), by_pin, {}),
    "ConflictError": (refused(409), pay, {}),
    "UnprocessableEntityError": (refused(422), pay, {}),
    "RateLimitError": (refused(429), by_pin, {}),
    "InternalServerError": (refused(500), get_balances, {}),
    "ServiceUnavailableError": (refused(503), by_pin, {}),
    "ClientError": (refused(418), by_pin, {}),
    "ServerError": (refused(520), by_pin, {}),
    "ApiError": (refused(302), by_pin, {}),
    "ApiConnectionError": (faults.reset_behind_the_request, by_pin, {}),
    "ApiTimeoutError": (faults.stall, pay, {"timeout": 0.2}),
    "ResponseFormatError": (answers({"inDebtCollection": None}), get_balances, {}),
    "ResponseTooLargeError": (answers(raw=b" " * 2000), by_pin, {"max_response_bytes": 1000}),
    "PaginationError": (CIRCLE, list_transactions, {}),
    "LimiterError": (refused(400), by_pin, {"limiter": BrokenLimiter()}),
    "AmbiguousCustomerError": (answers(TWINS), lambda gym: gym.find_customer(email=EMAIL), {}),
    "OSError": (refused(400), upload_unreadable, {}),
    "TypeError": (refused(400), lambda gym: gym.request("POST", "/v1/x", json=object()), {}),
    "ValueError": (refused(400), lambda gym: gym.customers_account.get_balances(".."), {}),
    "too long a query": (refused(400), lambda gym: gym.customers.get_customer_by(pin="1" * 70_000), {}),
}


def provoke(client: str, fault: Fault, call: Call, options: dict[str, Any]) -> Exception:
    """Return the error that a call ends with. The client has the pool that users have, and retries once."""
    options = {"api_key": KEY, "limiter": NotingLimiter(), "max_retries": 1, **options}
    with FaultServer(fault) as server, pytest.raises(Exception) as caught:  # noqa: PT011  # any
        if client == "sync":
            with PerfectGym(base_url=server.url, **options) as gym:
                call(gym)
        else:

            async def run() -> None:
                async with AsyncPerfectGym(base_url=server.url, **options) as gym:
                    result = call(gym)
                    if isinstance(result, Awaitable):
                        await result

            asyncio.run(run())
    return caught.value
