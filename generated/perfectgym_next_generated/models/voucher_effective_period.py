from perfectgym_next.enums import OpenEnum


class VoucherEffectivePeriod(OpenEnum):
    """How long the discount has effect

    The vendor may add values; see `OpenEnum`.
    """

    UNLIMITED = "UNLIMITED"
    INITIAL_TERM = "INITIAL_TERM"
    TIME_BASED = "TIME_BASED"


VALUES = VoucherEffectivePeriod.values()
