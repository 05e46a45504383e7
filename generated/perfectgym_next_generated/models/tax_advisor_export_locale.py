from perfectgym_next.enums import OpenEnum


class TaxAdvisorExportLocale(OpenEnum):
    """Language in which the export is written

    The vendor may add values; see `OpenEnum`.
    """

    ENGLISH = "ENGLISH"
    GERMAN = "GERMAN"


VALUES = TaxAdvisorExportLocale.values()
