"""Payment sessions."""

from __future__ import annotations

from typing import ClassVar

import pytest

from tests.support.embedded import Ask, Json


class TestPaymentSessions:
    BODY: ClassVar[Json] = {"amount": 19.99, "scope": "MEMBER_ACCOUNT", "customerId": 1001, "referenceText": "fee"}

    def test_are_good_for_an_hour_and_keep_the_payer(self, ask: Ask) -> None:
        session = ask("POST", "/v1/payments/user-session", self.BODY)[1]
        assert session["tokenValidUntil"] == "2025-06-02T08:00:00.000000Z"
        again = {**self.BODY, "finionPayCustomerId": session["finionPayCustomerId"]}
        following = ask("POST", "/v1/payments/user-session", again)[1]
        assert following["finionPayCustomerId"] == session["finionPayCustomerId"]
        assert following["token"] != session["token"]

    @pytest.mark.parametrize(
        ("members", "status", "reference"), [({"customerId": 5}, 404, "customerId"), ({"amount": 0}, 400, "amount")]
    )
    def test_are_refused_by_name(self, ask: Ask, members: Json, status: int, reference: str) -> None:
        answered, error = ask("POST", "/v1/payments/user-session", {**self.BODY, **members})
        assert (answered, error["reference"]) == (status, reference)
