from perfectgym_next.enums import OpenEnum


class IdlePeriodUnit(OpenEnum):
    """Time unit in which `termValue` is counted

    The vendor may add values; see `OpenEnum`.
    """

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"


VALUES = IdlePeriodUnit.values()
