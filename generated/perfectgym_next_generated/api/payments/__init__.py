"""Operations on payments: one method each, the same on both clients."""

from __future__ import annotations

from ... import models
from ...types import AsyncClient, SyncClient


class Payments:
    """Payments: reached as ``gym.payments``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def create_user_session(
        self, body: models.UserSessionRequest, *, timeout: float | None = None
    ) -> models.UserSessionResponse:
        """Open a payment session for a user.

        Creates a session for a payment of the given amount and returns a token, the time until which it is
        valid, and the payer's FinionPay id. A later request may carry that id in `finionPayCustomerId`.

        ``POST /v1/payments/user-session``, the vendor's ``userSession``.

        Scopes: PAYMENT_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_user_session import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )


class AsyncPayments:
    """Payments: reached as ``gym.payments``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def create_user_session(
        self, body: models.UserSessionRequest, *, timeout: float | None = None
    ) -> models.UserSessionResponse:
        """Open a payment session for a user.

        Creates a session for a payment of the given amount and returns a token, the time until which it is
        valid, and the payer's FinionPay id. A later request may carry that id in `finionPayCustomerId`.

        ``POST /v1/payments/user-session``, the vendor's ``userSession``.

        Scopes: PAYMENT_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_user_session import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )
