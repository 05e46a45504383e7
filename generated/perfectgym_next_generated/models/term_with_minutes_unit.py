from perfectgym_next.enums import OpenEnum


class TermWithMinutesUnit(OpenEnum):
    """Unit in which `value` counts

    The vendor may add values; see `OpenEnum`.
    """

    MINUTES = "MINUTES"
    HOURS = "HOURS"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"


VALUES = TermWithMinutesUnit.values()
