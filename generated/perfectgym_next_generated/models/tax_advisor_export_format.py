from perfectgym_next.enums import OpenEnum


class TaxAdvisorExportFormat(OpenEnum):
    """Whether entries are given one by one or summed up

    The vendor may add values; see `OpenEnum`.
    """

    SINGLE = "SINGLE"
    AGGREGATED = "AGGREGATED"


VALUES = TaxAdvisorExportFormat.values()
