from perfectgym_next.enums import OpenEnum


class MembershipOfferExtensionType(OpenEnum):
    """What follows when the initial duration ends

    The vendor may add values; see `OpenEnum`.
    """

    NONE = "NONE"
    TERM_EXTENSION = "TERM_EXTENSION"
    SUBSEQUENT_RATE_DETAIL = "SUBSEQUENT_RATE_DETAIL"


VALUES = MembershipOfferExtensionType.values()
