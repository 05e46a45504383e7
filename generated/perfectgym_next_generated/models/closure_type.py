from perfectgym_next.enums import OpenEnum


class ClosureType(OpenEnum):
    """Outcome of the closure: success, failure, reversal or rejection of the case

    The vendor may add values; see `OpenEnum`.
    """

    POSITIVE = "POSITIVE"
    NEGATIVE = "NEGATIVE"
    REVERSAL = "REVERSAL"
    REJECTION = "REJECTION"


VALUES = ClosureType.values()
