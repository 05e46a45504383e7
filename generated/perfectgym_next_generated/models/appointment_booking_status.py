from perfectgym_next.enums import OpenEnum


class AppointmentBookingStatus(OpenEnum):
    """State of the booking

    The vendor may add values; see `OpenEnum`.
    """

    BOOKED = "BOOKED"
    BOOKED_WITH_CONFIRMATION_REQUIRED = "BOOKED_WITH_CONFIRMATION_REQUIRED"
    CANCELED = "CANCELED"


VALUES = AppointmentBookingStatus.values()
