from perfectgym_next.enums import OpenEnum


class VoucherType(OpenEnum):
    """Kind of benefit that the voucher gives

    The vendor may add values; see `OpenEnum`.
    """

    CONTRACT = "CONTRACT"
    CREDIT = "CREDIT"
    DISCOUNT = "DISCOUNT"
    COMPANY_FEE_SPLIT = "COMPANY_FEE_SPLIT"
    CHECKIN = "CHECKIN"


VALUES = VoucherType.values()
