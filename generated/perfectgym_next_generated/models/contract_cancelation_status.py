from perfectgym_next.enums import OpenEnum


class ContractCancelationStatus(OpenEnum):
    """State of the cancellation, including whether it or its withdrawal awaits verification

    The vendor may add values; see `OpenEnum`.
    """

    CANCELED = "CANCELED"
    PENDING_VERIFICATION = "PENDING_VERIFICATION"
    PENDING_WITHDRAWAL_VERIFICATION = "PENDING_WITHDRAWAL_VERIFICATION"


VALUES = ContractCancelationStatus.values()
