from perfectgym_next.enums import OpenEnum


class BookingConfirmationStatus(OpenEnum):
    """Whether the booking is now confirmed or its confirmation came too late

    The vendor may add values; see `OpenEnum`.
    """

    CONFIRMED = "CONFIRMED"
    EXPIRED = "EXPIRED"


VALUES = BookingConfirmationStatus.values()
