from perfectgym_next.enums import OpenEnum


class VoucherErrorCode(OpenEnum):
    """Reason why the voucher was not accepted

    The vendor may add values; see `OpenEnum`.
    """

    INVALID_CODE = "INVALID_CODE"


VALUES = VoucherErrorCode.values()
