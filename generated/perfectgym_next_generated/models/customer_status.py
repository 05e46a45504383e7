from perfectgym_next.enums import OpenEnum


class CustomerStatus(OpenEnum):
    """Whether the person is a member, prospect or former member

    The vendor may add values; see `OpenEnum`.
    """

    MEMBER = "MEMBER"
    PROSPECT = "PROSPECT"
    FORMER_MEMBER = "FORMER_MEMBER"


VALUES = CustomerStatus.values()
