from perfectgym_next.enums import OpenEnum


class AmendmentConfigurationStatus(OpenEnum):
    """Whether this data is read-only, or changeable with or without verification

    The vendor may add values; see `OpenEnum`.
    """

    READ = "READ"
    CHANGES_REQUIRE_VERIFICATION = "CHANGES_REQUIRE_VERIFICATION"
    CHANGES_WITHOUT_VERIFICATION = "CHANGES_WITHOUT_VERIFICATION"


VALUES = AmendmentConfigurationStatus.values()
