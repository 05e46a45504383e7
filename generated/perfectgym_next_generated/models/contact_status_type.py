from perfectgym_next.enums import OpenEnum


class ContactStatusType(OpenEnum):
    """Result of checking or using the contact

    The vendor may add values; see `OpenEnum`.
    """

    NO_EMAIL = "NO_EMAIL"
    NOT_YET_USED = "NOT_YET_USED"
    VALIDATION_IN_PROGRESS = "VALIDATION_IN_PROGRESS"
    VALID = "VALID"
    VALID_READ = "VALID_READ"
    INVALID = "INVALID"
    WARNING = "WARNING"
    REFUSED = "REFUSED"
    REFUSED_FULL = "REFUSED_FULL"
    REFUSED_VIRUS = "REFUSED_VIRUS"


VALUES = ContactStatusType.values()
