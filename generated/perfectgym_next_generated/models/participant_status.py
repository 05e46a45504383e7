from perfectgym_next.enums import OpenEnum


class ParticipantStatus(OpenEnum):
    """Whether the customer takes part; UNSET if not recorded

    The vendor may add values; see `OpenEnum`.
    """

    PARTICIPATING = "PARTICIPATING"
    NOT_PARTICIPATING = "NOT_PARTICIPATING"
    UNSET = "UNSET"


VALUES = ParticipantStatus.values()
