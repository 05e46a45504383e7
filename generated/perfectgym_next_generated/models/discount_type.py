from perfectgym_next.enums import OpenEnum


class DiscountType(OpenEnum):
    """Whether the discount is an absolute amount or a percentage

    The vendor may add values; see `OpenEnum`.
    """

    ABSOLUTE = "ABSOLUTE"
    PERCENTAGE = "PERCENTAGE"


VALUES = DiscountType.values()
