from perfectgym_next.enums import OpenEnum


class AdditionalModuleExtensionType(OpenEnum):
    """Kind of continuation once the term ends

    The vendor may add values; see `OpenEnum`.
    """

    TERM_EXTENSION = "TERM_EXTENSION"
    NEW = "NEW"


VALUES = AdditionalModuleExtensionType.values()
