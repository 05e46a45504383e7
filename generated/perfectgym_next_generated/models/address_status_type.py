from perfectgym_next.enums import OpenEnum


class AddressStatusType(OpenEnum):
    """Whether the address counts as valid or invalid

    The vendor may add values; see `OpenEnum`.
    """

    VALID = "VALID"
    INVALID = "INVALID"


VALUES = AddressStatusType.values()
