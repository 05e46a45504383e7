from perfectgym_next.enums import OpenEnum


class ChargeAdjustmentType(OpenEnum):
    """How `value` is to be read: relative, absolute or as a basic amount

    The vendor may add values; see `OpenEnum`.
    """

    RELATIVE = "RELATIVE"
    ABSOLUTE = "ABSOLUTE"
    BASIC_AMOUNT = "BASIC_AMOUNT"


VALUES = ChargeAdjustmentType.values()
