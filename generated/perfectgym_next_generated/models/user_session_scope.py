from perfectgym_next.enums import OpenEnum


class UserSessionScope(OpenEnum):
    """Whether the payment concerns a member account or online sales

    The vendor may add values; see `OpenEnum`.
    """

    MEMBER_ACCOUNT = "MEMBER_ACCOUNT"
    ECOM = "ECOM"


VALUES = UserSessionScope.values()
