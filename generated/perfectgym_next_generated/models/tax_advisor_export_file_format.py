from perfectgym_next.enums import OpenEnum


class TaxAdvisorExportFileFormat(OpenEnum):
    """File type of the export

    The vendor may add values; see `OpenEnum`.
    """

    JSON = "JSON"
    CSV = "CSV"
    XLSX = "XLSX"


VALUES = TaxAdvisorExportFileFormat.values()
