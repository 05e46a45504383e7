from perfectgym_next.enums import OpenEnum


class CustomerTitle(OpenEnum):
    """Academic title of the customer, or NONE

    The vendor may add values; see `OpenEnum`.
    """

    NONE = "NONE"
    DR = "DR"
    PROF = "PROF"


VALUES = CustomerTitle.values()
