from perfectgym_next.enums import OpenEnum


class LeadFieldMode(OpenEnum):
    """Whether the postal address is not asked, optional or mandatory

    The vendor may add values; see `OpenEnum`.
    """

    INACTIVE = "INACTIVE"
    OPTIONAL = "OPTIONAL"
    MANDATORY = "MANDATORY"


VALUES = LeadFieldMode.values()
