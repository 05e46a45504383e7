from perfectgym_next.enums import OpenEnum


class RecurrencePeriod(OpenEnum):
    """Time unit that is counted, or ONCE for no repetition

    The vendor may add values; see `OpenEnum`.
    """

    DAY = "DAY"
    MONTH = "MONTH"
    WEEK = "WEEK"
    YEAR = "YEAR"
    ONCE = "ONCE"


VALUES = RecurrencePeriod.values()
