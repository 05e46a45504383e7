from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class UpdateAccessIdentificationRequest(_Model):
    """The new value for an access medium.

    Attributes:
        value: New card number, PIN, barcode or pass value.
    """

    value: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "UpdateAccessIdentificationRequest"
    _checks_: ClassVar[_Checks] = (("value", _check_scalar),)

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.value = value if (value := take("value", None)) is None or value.__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.value is not None:
            out["value"] = self.value
        return out
