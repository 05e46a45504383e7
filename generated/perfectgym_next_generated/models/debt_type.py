from perfectgym_next.enums import OpenEnum


class DebtType(OpenEnum):
    """What the sum is: a main claim, a sale, or a kind of fee

    The vendor may add values; see `OpenEnum`.
    """

    PRINCIPAL_CLAIM = "PRINCIPAL_CLAIM"
    SALE = "SALE"
    DEBT_CLAIM = "DEBT_CLAIM"
    FLAT_FEE = "FLAT_FEE"
    DUNNING_FEE = "DUNNING_FEE"
    BANK_FEE = "BANK_FEE"


VALUES = DebtType.values()
