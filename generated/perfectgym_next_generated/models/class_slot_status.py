from perfectgym_next.enums import OpenEnum


class ClassSlotStatus(OpenEnum):
    """State of the session itself, apart from the booking

    The vendor may add values; see `OpenEnum`.
    """

    PLANNED = "PLANNED"
    CANCELED = "CANCELED"
    COMPLETED = "COMPLETED"


VALUES = ClassSlotStatus.values()
