from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .tax_advisor_export_file_format import VALUES as _tax_advisor_export_file_format
from .tax_advisor_export_file_format import TaxAdvisorExportFileFormat
from .tax_advisor_export_format import VALUES as _tax_advisor_export_format
from .tax_advisor_export_format import TaxAdvisorExportFormat
from .tax_advisor_export_locale import VALUES as _tax_advisor_export_locale
from .tax_advisor_export_locale import TaxAdvisorExportLocale


@_define(kw_only=True, repr=False)
class TaxAdvisorCreateExport(_Model):
    """What a new tax advisor export is to contain and in which form.

    Attributes:
        from_date: Calendar date on which the export period begins.
        to_date: Calendar date on which the export period ends.
        export_format: Whether entries are given one by one or summed up.
        export_file_format: File type of the export.
        export_locale: Language in which the export is written.
    """

    from_date: datetime.date
    to_date: datetime.date
    export_format: TaxAdvisorExportFormat
    export_file_format: TaxAdvisorExportFileFormat
    export_locale: TaxAdvisorExportLocale | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TaxAdvisorCreateExport"
    _checks_: ClassVar[_Checks] = (
        ("from_date", _format_date),
        ("to_date", _format_date),
        ("export_format", _check_scalar),
        ("export_file_format", _check_scalar),
        ("export_locale", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.from_date = _read_date(take("fromDate"))
        self.to_date = _read_date(take("toDate"))
        self.export_format = _tax_advisor_export_format[take("exportFormat")]
        self.export_file_format = _tax_advisor_export_file_format[take("exportFileFormat")]
        self.export_locale = _tax_advisor_export_locale[take("exportLocale", None)]
        if self.export_format is None or self.export_file_format is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.from_date is None
            or self.to_date is None
            or self.export_format is None
            or self.export_file_format is None
        ):
            raise _missing_member(self, "from_date", "to_date", "export_format", "export_file_format")
        out = dict(self.additional_properties)
        out["fromDate"] = _format_date(self.from_date, "TaxAdvisorCreateExport.from_date")
        out["toDate"] = _format_date(self.to_date, "TaxAdvisorCreateExport.to_date")
        out["exportFormat"] = _text(self.export_format)
        out["exportFileFormat"] = _text(self.export_file_format)
        if self.export_locale is not None:
            out["exportLocale"] = _text(self.export_locale)
        return out
