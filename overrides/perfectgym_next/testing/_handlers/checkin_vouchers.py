"""Check-in vouchers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.checkins import Checkins

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def redeem_voucher(call: Call) -> Any:
    """Redeem a voucher."""
    return {"studioAccessCode": call.studio.part(Checkins).redeem_voucher(call.body["voucherCode"])}
