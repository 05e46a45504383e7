from perfectgym_next.enums import OpenEnum


class Gender(OpenEnum):
    """Gender recorded for the customer

    The vendor may add values; see `OpenEnum`.
    """

    MALE = "MALE"
    FEMALE = "FEMALE"
    UNISEX = "UNISEX"


VALUES = Gender.values()
