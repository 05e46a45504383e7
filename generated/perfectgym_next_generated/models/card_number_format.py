from perfectgym_next.enums import OpenEnum


class CardNumberFormat(OpenEnum):
    """Notation of card numbers: decimal, or hexadecimal starting from the most or the least significant end.

    The vendor may add values; see `OpenEnum`.
    """

    DECIMAL = "DECIMAL"
    HEX_MSB = "HEX_MSB"
    HEX_LSB = "HEX_LSB"


VALUES = CardNumberFormat.values()
