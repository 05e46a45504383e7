from perfectgym_next.enums import OpenEnum


class BonusPeriodExtensionType(OpenEnum):
    """Whether the bonus period extends the running time of the contract

    The vendor may add values; see `OpenEnum`.
    """

    WITH_EXTENSION = "WITH_EXTENSION"
    WITHOUT_EXTENSION = "WITHOUT_EXTENSION"


VALUES = BonusPeriodExtensionType.values()
