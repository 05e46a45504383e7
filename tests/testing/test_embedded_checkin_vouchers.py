"""Check-in vouchers."""

from __future__ import annotations

from tests.support.embedded import Ask


class TestVouchers:
    def test_are_redeemed_once(self, ask: Ask) -> None:
        body = {"voucherCode": "CHVB1", "firstname": "A", "lastname": "B", "email": "c@example.com"}
        assert len(ask("POST", "/v1/checkin-vouchers/redeem", body)[1]["studioAccessCode"]) == 8
        assert ask("POST", "/v1/checkin-vouchers/redeem", body)[0] == 409
        assert ask("POST", "/v1/checkin-vouchers/redeem", {**body, "voucherCode": ""})[0] == 400
