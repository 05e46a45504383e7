from perfectgym_next.enums import OpenEnum


class TermUnit(OpenEnum):
    """Unit in which `periodValue` counts

    The vendor may add values; see `OpenEnum`.
    """

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"


VALUES = TermUnit.values()
