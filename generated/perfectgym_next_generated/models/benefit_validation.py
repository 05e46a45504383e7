from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class BenefitValidation(_Model):
    """Whether one benefit is valid for a customer.

    Attributes:
        key: Key that identifies the benefit.
        valid: Whether the benefit is valid for the customer at present.
    """

    key: str
    valid: bool
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "BenefitValidationDto"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.key = value if (value := take("key")).__class__ is str else _scalar(value)
        self.valid = value if (value := take("valid")) is True or value is False else _boolean(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.key is None or self.valid is None:
            raise _missing_member(self, "key", "valid")
        out = dict(self.additional_properties)
        out["key"] = self.key
        out["valid"] = self.valid
        return out
