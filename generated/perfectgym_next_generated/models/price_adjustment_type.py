from perfectgym_next.enums import OpenEnum


class PriceAdjustmentType(OpenEnum):
    """Whether the price is raised, reduced or replaced by a new basic amount

    The vendor may add values; see `OpenEnum`.
    """

    RAISE = "RAISE"
    REDUCTION = "REDUCTION"
    NEW_BASIC_AMOUNT = "NEW_BASIC_AMOUNT"


VALUES = PriceAdjustmentType.values()
