from perfectgym_next.enums import OpenEnum


class ContactDetailsType(OpenEnum):
    """Kind of contact: private or business phone, fax or e-mail

    The vendor may add values; see `OpenEnum`.
    """

    TEL_PRIVATE = "TEL_PRIVATE"
    TEL_PRIVATE_MOBILE = "TEL_PRIVATE_MOBILE"
    TEL_BUSINESS = "TEL_BUSINESS"
    TEL_BUSINESS_MOBILE = "TEL_BUSINESS_MOBILE"
    FAX = "FAX"
    EMAIL = "EMAIL"


VALUES = ContactDetailsType.values()
