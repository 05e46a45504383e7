from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class TaxAdvisorExportResult(_Model):
    """The receipt for a newly created export.

    Attributes:
        export_id: Id with which the export is fetched later.
    """

    export_id: int | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TaxAdvisorExportResult"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.export_id = (
            value if (value := take("exportId", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.export_id is not None:
            out["exportId"] = self.export_id
        return out
