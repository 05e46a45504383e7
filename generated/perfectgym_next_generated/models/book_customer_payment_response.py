from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class BookCustomerPaymentResponse(_Model):
    """Empty object that confirms a booked payment."""

    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "BookCustomerPaymentResponse"

    def _decode(self, src: Any) -> Self:
        self.additional_properties = {**src}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        return out
