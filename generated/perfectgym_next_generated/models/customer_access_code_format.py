from perfectgym_next.enums import OpenEnum


class CustomerAccessCodeFormat(OpenEnum):
    """How the code is to be shown

    The vendor may add values; see `OpenEnum`.
    """

    QR_CODE = "QR_CODE"


VALUES = CustomerAccessCodeFormat.values()
