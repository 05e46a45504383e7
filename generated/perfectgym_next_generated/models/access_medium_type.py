from perfectgym_next.enums import OpenEnum


class AccessMediumType(OpenEnum):
    """Kind of access medium

    The vendor may add values; see `OpenEnum`.
    """

    CARD_NUMBER = "CARD_NUMBER"
    PIN = "PIN"
    BARCODE = "BARCODE"
    WALLET_PASS = "WALLET_PASS"


VALUES = AccessMediumType.values()
