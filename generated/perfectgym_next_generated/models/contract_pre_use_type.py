from perfectgym_next.enums import OpenEnum


class ContractPreUseType(OpenEnum):
    """Whether a membership may be used before its contract starts and, if so, whether that costs extra.

    The vendor may add values; see `OpenEnum`.
    """

    NOT_AVAILABLE = "NOT_AVAILABLE"
    CHARGEABLE = "CHARGEABLE"
    FREE = "FREE"


VALUES = ContractPreUseType.values()
