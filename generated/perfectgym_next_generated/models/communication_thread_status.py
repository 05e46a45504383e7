from perfectgym_next.enums import OpenEnum


class CommunicationThreadStatus(OpenEnum):
    """Where the thread stands: new, in progress or closed

    The vendor may add values; see `OpenEnum`.
    """

    CREATED = "CREATED"
    ONGOING = "ONGOING"
    CLOSED = "CLOSED"


VALUES = CommunicationThreadStatus.values()
