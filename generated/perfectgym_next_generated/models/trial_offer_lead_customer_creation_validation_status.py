from perfectgym_next.enums import OpenEnum


class TrialOfferLeadCustomerCreationValidationStatus(OpenEnum):
    """Whether creation is possible or which obstacle was found

    The vendor may add values; see `OpenEnum`.
    """

    POSSIBLE = "POSSIBLE"
    INVALID_LEAD_CUSTOMER_DATA = "INVALID_LEAD_CUSTOMER_DATA"
    DUPLICATE_CUSTOMER = "DUPLICATE_CUSTOMER"


VALUES = TrialOfferLeadCustomerCreationValidationStatus.values()
