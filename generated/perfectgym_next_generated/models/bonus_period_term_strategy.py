from perfectgym_next.enums import OpenEnum


class BonusPeriodTermStrategy(OpenEnum):
    """Point of reference at which the bonus period is placed

    The vendor may add values; see `OpenEnum`.
    """

    CONTRACT_START = "CONTRACT_START"
    FIXED = "FIXED"
    END_OF_CURRENT_TERM = "END_OF_CURRENT_TERM"
    START_OF_NEXT_TERM = "START_OF_NEXT_TERM"


VALUES = BonusPeriodTermStrategy.values()
