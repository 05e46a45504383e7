from perfectgym_next.enums import OpenEnum


class AdditionalInformationFieldType(OpenEnum):
    """Kind of value the field takes

    The vendor may add values; see `OpenEnum`.
    """

    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    LIST = "LIST"
    NUMERIC = "NUMERIC"
    TEXT = "TEXT"


VALUES = AdditionalInformationFieldType.values()
