from perfectgym_next.enums import OpenEnum


class ClassSlotBookingStatus(OpenEnum):
    """State of the booking, including a place on the waiting list

    The vendor may add values; see `OpenEnum`.
    """

    BOOKED = "BOOKED"
    BOOKED_WITH_CONFIRMATION_REQUIRED = "BOOKED_WITH_CONFIRMATION_REQUIRED"
    WAITING_LIST = "WAITING_LIST"
    CANCELED = "CANCELED"


VALUES = ClassSlotBookingStatus.values()
