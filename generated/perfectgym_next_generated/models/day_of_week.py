from perfectgym_next.enums import OpenEnum


class DayOfWeek(OpenEnum):
    """Last weekday of the range

    The vendor may add values; see `OpenEnum`.
    """

    MONDAY = "MONDAY"
    TUESDAY = "TUESDAY"
    WEDNESDAY = "WEDNESDAY"
    THURSDAY = "THURSDAY"
    FRIDAY = "FRIDAY"
    SATURDAY = "SATURDAY"
    SUNDAY = "SUNDAY"


VALUES = DayOfWeek.values()
