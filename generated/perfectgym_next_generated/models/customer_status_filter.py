from perfectgym_next.enums import OpenEnum


class CustomerStatusFilter(OpenEnum):
    """Values of `CustomerStatusFilter`

    The vendor may add values; see `OpenEnum`.
    """

    MEMBER = "MEMBER"
    PROSPECT = "PROSPECT"


VALUES = CustomerStatusFilter.values()
