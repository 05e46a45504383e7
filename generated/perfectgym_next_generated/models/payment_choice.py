from perfectgym_next.enums import OpenEnum


class PaymentChoice(OpenEnum):
    """Values of `PaymentChoice`

    The vendor may add values; see `OpenEnum`.
    """

    CASH = "CASH"
    BANK_TRANSFER = "BANK_TRANSFER"
    BACS = "BACS"
    SEPA = "SEPA"
    CH_DD = "CH_DD"
    LSV = "LSV"
    CREDIT_CARD = "CREDIT_CARD"
    TWINT = "TWINT"
    PAYPAL = "PAYPAL"
    BANCONTACT = "BANCONTACT"
    IDEAL = "IDEAL"


VALUES = PaymentChoice.values()
