"""Examples of the operations on check-in vouchers; the reference shows them with what they send and receive."""

from __future__ import annotations

from perfectgym_next import PerfectGym
from perfectgym_next.models import CheckinVoucherRedeem


def redeem_voucher(gym: PerfectGym) -> None:
    result = gym.checkin_vouchers.redeem_voucher(
        CheckinVoucherRedeem(voucher_code="DAY-PASS-1", firstname="Ada", lastname="Byron", email="ada@example.com")
    )
    print(result)
