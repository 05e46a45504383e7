from perfectgym_next.enums import OpenEnum


class CancelationStrategy(OpenEnum):
    """Whether notice is reckoned against the term or the date of receipt

    The vendor may add values; see `OpenEnum`.
    """

    TERM = "TERM"
    RECEIPT_DATE = "RECEIPT_DATE"


VALUES = CancelationStrategy.values()
