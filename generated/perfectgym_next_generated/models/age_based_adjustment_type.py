from perfectgym_next.enums import OpenEnum


class AgeBasedAdjustmentType(OpenEnum):
    """Whether `value` is an absolute amount or a percentage

    The vendor may add values; see `OpenEnum`.
    """

    ABSOLUTE = "ABSOLUTE"
    PERCENTAGE = "PERCENTAGE"


VALUES = AgeBasedAdjustmentType.values()
