from perfectgym_next.enums import OpenEnum


class ContractStatus(OpenEnum):
    """Whether a contract is active or inactive.

    The vendor may add values; see `OpenEnum`.
    """

    ACTIVE = "ACTIVE"
    INACTIVE = "INACTIVE"


VALUES = ContractStatus.values()
