from perfectgym_next.enums import OpenEnum


class LeadCreationValidationStatus(OpenEnum):
    """Whether the lead can be created, has invalid data or duplicates a customer

    The vendor may add values; see `OpenEnum`.
    """

    POSSIBLE = "POSSIBLE"
    INVALID_LEAD_DATA = "INVALID_LEAD_DATA"
    DUPLICATE_CUSTOMER = "DUPLICATE_CUSTOMER"


VALUES = LeadCreationValidationStatus.values()
