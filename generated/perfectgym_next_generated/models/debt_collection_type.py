from perfectgym_next.enums import OpenEnum


class DebtCollectionType(OpenEnum):
    """Whether claims are collected in trust or purchased

    The vendor may add values; see `OpenEnum`.
    """

    TRUST = "TRUST"
    PURCHASE = "PURCHASE"


VALUES = DebtCollectionType.values()
