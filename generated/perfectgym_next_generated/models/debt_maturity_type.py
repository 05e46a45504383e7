from perfectgym_next.enums import OpenEnum


class DebtMaturityType(OpenEnum):
    """Whether the debt counts as normal or as residual

    The vendor may add values; see `OpenEnum`.
    """

    NORMAL = "NORMAL"
    RESIDUAL = "RESIDUAL"


VALUES = DebtMaturityType.values()
