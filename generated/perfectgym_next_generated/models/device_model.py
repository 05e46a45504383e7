from perfectgym_next.enums import OpenEnum


class DeviceModel(OpenEnum):
    """Kind of reader: for vending, cards or time

    The vendor may add values; see `OpenEnum`.
    """

    GENERIC_VENDING_READER = "GENERIC_VENDING_READER"
    GENERIC_CARD_READER = "GENERIC_CARD_READER"
    GENERIC_TIME_READER = "GENERIC_TIME_READER"


VALUES = DeviceModel.values()
