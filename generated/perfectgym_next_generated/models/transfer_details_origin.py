from perfectgym_next.enums import OpenEnum


class TransferDetailsOrigin(OpenEnum):
    """What gave rise to the transfer

    The vendor may add values; see `OpenEnum`.
    """

    DEBT_COLLECTION_RUN = "DEBT_COLLECTION_RUN"
    INDIVIDUAL_HANDOVER = "INDIVIDUAL_HANDOVER"
    AUTOMATIC_HANDOVER = "AUTOMATIC_HANDOVER"
    CONTRACT_CANCELATION = "CONTRACT_CANCELATION"


VALUES = TransferDetailsOrigin.values()
