from perfectgym_next.enums import OpenEnum


class IdlePeriodState(OpenEnum):
    """Whether the idle period is accepted or still awaits verification

    The vendor may add values; see `OpenEnum`.
    """

    PENDING_VERIFICATION = "PENDING_VERIFICATION"
    ACCEPTED = "ACCEPTED"


VALUES = IdlePeriodState.values()
