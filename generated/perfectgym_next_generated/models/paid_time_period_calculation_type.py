from perfectgym_next.enums import OpenEnum


class PaidTimePeriodCalculationType(OpenEnum):
    """Whether paid periods run from a reference date or are aligned to calendar units

    The vendor may add values; see `OpenEnum`.
    """

    REFERENCE_DATE = "REFERENCE_DATE"
    NORMALIZATION_ON_CALENDAR_UNIT = "NORMALIZATION_ON_CALENDAR_UNIT"


VALUES = PaidTimePeriodCalculationType.values()
