from perfectgym_next.enums import OpenEnum


class CommunicationDirection(OpenEnum):
    """Whether the communication came from the customer or went out to them

    The vendor may add values; see `OpenEnum`.
    """

    INCOMING = "INCOMING"
    OUTGOING = "OUTGOING"


VALUES = CommunicationDirection.values()
