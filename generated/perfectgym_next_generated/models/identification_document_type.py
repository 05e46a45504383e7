from perfectgym_next.enums import OpenEnum


class IdentificationDocumentType(OpenEnum):
    """Kind of identity document

    The vendor may add values; see `OpenEnum`.
    """

    ID_CARD = "ID_CARD"
    PASSPORT = "PASSPORT"
    DRIVERS_LICENCE = "DRIVERS_LICENCE"
    RESIDENCE_PERMIT = "RESIDENCE_PERMIT"
    NATIONAL_ID_NUMBER = "NATIONAL_ID_NUMBER"
    OTHERS = "OTHERS"


VALUES = IdentificationDocumentType.values()
