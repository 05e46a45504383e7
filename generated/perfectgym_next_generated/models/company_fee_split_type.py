from perfectgym_next.enums import OpenEnum


class CompanyFeeSplitType(OpenEnum):
    """Whether the fee is split with the company by amount or by percentage

    The vendor may add values; see `OpenEnum`.
    """

    ABSOLUTE = "ABSOLUTE"
    PERCENTAGE = "PERCENTAGE"


VALUES = CompanyFeeSplitType.values()
