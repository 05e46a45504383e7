from perfectgym_next.enums import OpenEnum


class TransferDetailsStatus(OpenEnum):
    """How far processing of the transfer has come

    The vendor may add values; see `OpenEnum`.
    """

    INTERNAL_PROCESSING = "INTERNAL_PROCESSING"
    WAITING_FOR_CONFIRMATION = "WAITING_FOR_CONFIRMATION"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


VALUES = TransferDetailsStatus.values()
