from perfectgym_next.enums import OpenEnum


class CommunicationChannel(OpenEnum):
    """Medium through which the communication took place

    The vendor may add values; see `OpenEnum`.
    """

    LETTER = "LETTER"
    EMAIL = "EMAIL"
    TEXT_MESSAGE = "TEXT_MESSAGE"
    PHONE = "PHONE"
    FAX = "FAX"
    CONVERSATION = "CONVERSATION"
    CHAT = "CHAT"
    OTHER = "OTHER"


VALUES = CommunicationChannel.values()
