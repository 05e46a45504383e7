"""Operations on checkin vouchers: one method each, the same on both clients."""

from __future__ import annotations

from ... import models
from ...types import AsyncClient, SyncClient


class CheckinVouchers:
    """CheckinVouchers: reached as ``gym.checkin_vouchers``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def redeem_voucher(
        self, body: models.CheckinVoucherRedeem, *, timeout: float | None = None
    ) -> models.CheckinVoucherRedeemResult:
        """Redeem a check-in voucher.

        Redeems a check-in voucher code in the name of the given person and returns the access code for the
        studio. Redeeming changes data, so do not repeat the call blindly.

        ``POST /v1/checkin-vouchers/redeem``, the vendor's ``redeemCheckinVoucher``.

        Scopes: CHECKIN_VOUCHER_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .redeem_voucher import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )


class AsyncCheckinVouchers:
    """CheckinVouchers: reached as ``gym.checkin_vouchers``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def redeem_voucher(
        self, body: models.CheckinVoucherRedeem, *, timeout: float | None = None
    ) -> models.CheckinVoucherRedeemResult:
        """Redeem a check-in voucher.

        Redeems a check-in voucher code in the name of the given person and returns the access code for the
        studio. Redeeming changes data, so do not repeat the call blindly.

        ``POST /v1/checkin-vouchers/redeem``, the vendor's ``redeemCheckinVoucher``.

        Scopes: CHECKIN_VOUCHER_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .redeem_voucher import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )
