"""``POST /v1/checkin-vouchers/redeem``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.checkin_voucher_redeem import CheckinVoucherRedeem
from ...models.checkin_voucher_redeem_result import CheckinVoucherRedeemResult

OPERATION = Operation(
    name="checkin_vouchers.redeem_voucher",
    method="POST",
    path="/v1/checkin-vouchers/redeem",
    vendor_name="redeemCheckinVoucher",
    scopes=("CHECKIN_VOUCHER_WRITE",),
)


def parse(data: Any) -> models.CheckinVoucherRedeemResult:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CheckinVoucherRedeemResult)._decode(data)


def build(
    body: models.CheckinVoucherRedeem,
) -> Request[models.CheckinVoucherRedeemResult]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_model(CheckinVoucherRedeem)(body, "body")
    return Request(
        OPERATION,
        parse,
        path="/v1/checkin-vouchers/redeem",
        body=body.to_dict(),
    )
