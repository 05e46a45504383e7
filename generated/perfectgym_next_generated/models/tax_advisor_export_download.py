from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .tax_advisor_export_file_format import VALUES as _tax_advisor_export_file_format
from .tax_advisor_export_file_format import TaxAdvisorExportFileFormat
from .tax_advisor_export_format import VALUES as _tax_advisor_export_format
from .tax_advisor_export_format import TaxAdvisorExportFormat
from .tax_advisor_export_locale import VALUES as _tax_advisor_export_locale
from .tax_advisor_export_locale import TaxAdvisorExportLocale


@_define(kw_only=True, repr=False)
class TaxAdvisorExportDownload(_Model):
    """An export's settings and where to download it.

    Attributes:
        from_date: Calendar date on which the export period begins.
        to_date: Calendar date on which the export period ends.
        export_file_format: File type of the export.
        export_format: Whether entries are given one by one or summed up.
        download_url: URL from which the export file is fetched.
        export_locale: Language in which the export is written.
    """

    from_date: datetime.date
    to_date: datetime.date
    export_file_format: TaxAdvisorExportFileFormat
    export_format: TaxAdvisorExportFormat
    download_url: str
    export_locale: TaxAdvisorExportLocale | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TaxAdvisorExportDownload"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.from_date = _read_date(take("fromDate"))
        self.to_date = _read_date(take("toDate"))
        self.export_file_format = _tax_advisor_export_file_format[take("exportFileFormat")]
        self.export_format = _tax_advisor_export_format[take("exportFormat")]
        self.download_url = value if (value := take("downloadUrl")).__class__ is str else _scalar(value)
        self.export_locale = _tax_advisor_export_locale[take("exportLocale", None)]
        if self.export_file_format is None or self.export_format is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.from_date is None
            or self.to_date is None
            or self.export_file_format is None
            or self.export_format is None
            or self.download_url is None
        ):
            raise _missing_member(self, "from_date", "to_date", "export_file_format", "export_format", "download_url")
        out = dict(self.additional_properties)
        out["fromDate"] = _format_date(self.from_date, "TaxAdvisorExportDownload.from_date")
        out["toDate"] = _format_date(self.to_date, "TaxAdvisorExportDownload.to_date")
        out["exportFileFormat"] = _text(self.export_file_format)
        out["exportFormat"] = _text(self.export_format)
        out["downloadUrl"] = self.download_url
        if self.export_locale is not None:
            out["exportLocale"] = _text(self.export_locale)
        return out
