from perfectgym_next.enums import OpenEnum


class PaymentFrequencyType(OpenEnum):
    """Kind of payment schedule

    The vendor may add values; see `OpenEnum`.
    """

    NON_RECURRING = "NON_RECURRING"
    RECURRING = "RECURRING"
    MONTH_DAY = "MONTH_DAY"
    TERM_BASED = "TERM_BASED"
    FREE = "FREE"


VALUES = PaymentFrequencyType.values()
