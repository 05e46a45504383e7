from perfectgym_next.enums import OpenEnum


class MessageCategory(OpenEnum):
    """Kind of messages the preference is about

    The vendor may add values; see `OpenEnum`.
    """

    CONTRACT = "CONTRACT"
    GENERAL = "GENERAL"
    APPOINTMENT = "APPOINTMENT"
    NEWSLETTER = "NEWSLETTER"
    LOYALTY_PROGRAM = "LOYALTY_PROGRAM"


VALUES = MessageCategory.values()
