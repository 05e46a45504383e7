from perfectgym_next.enums import OpenEnum


class ContractCancelationOrigin(OpenEnum):
    """Which side cancelled, the studio or the customer

    The vendor may add values; see `OpenEnum`.
    """

    STUDIO = "STUDIO"
    CUSTOMER = "CUSTOMER"


VALUES = ContractCancelationOrigin.values()
