from perfectgym_next.enums import OpenEnum


class ClosureOptionKey(OpenEnum):
    """Which instruction is given, e.g. writing off the debts that remain

    The vendor may add values; see `OpenEnum`.
    """

    WRITE_OFF_REMAINING_DEBTS = "WRITE_OFF_REMAINING_DEBTS"


VALUES = ClosureOptionKey.values()
