from perfectgym_next.enums import OpenEnum


class AppointmentStatus(OpenEnum):
    """State of the appointment itself, apart from the booking

    The vendor may add values; see `OpenEnum`.
    """

    PLANNED = "PLANNED"
    CANCELED = "CANCELED"
    COMPLETED = "COMPLETED"


VALUES = AppointmentStatus.values()
