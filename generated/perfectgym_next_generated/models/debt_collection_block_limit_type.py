from perfectgym_next.enums import OpenEnum


class DebtCollectionBlockLimitType(OpenEnum):
    """Whether the block is switched off, limited in time or open-ended

    The vendor may add values; see `OpenEnum`.
    """

    DISABLED = "DISABLED"
    LIMITED = "LIMITED"
    UNLIMITED = "UNLIMITED"


VALUES = DebtCollectionBlockLimitType.values()
