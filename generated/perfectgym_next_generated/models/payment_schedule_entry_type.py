from perfectgym_next.enums import OpenEnum


class PaymentScheduleEntryType(OpenEnum):
    """Kind of charge behind the payment

    The vendor may add values; see `OpenEnum`.
    """

    CONTRACT_FEE = "CONTRACT_FEE"
    STARTER_PACKAGE = "STARTER_PACKAGE"
    FLAT_FEE = "FLAT_FEE"
    MODULE_FEE = "MODULE_FEE"
    BONUS_PERIOD = "BONUS_PERIOD"


VALUES = PaymentScheduleEntryType.values()
