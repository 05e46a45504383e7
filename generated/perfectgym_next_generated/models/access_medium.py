from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .access_medium_type import VALUES as _access_medium_type
from .access_medium_type import AccessMediumType


@_define(kw_only=True, repr=False)
class AccessMedium(_Model):
    """Something a customer identifies with at the entrance, such as a card or PIN.

    Attributes:
        id: Id of the access medium.
        type_: Kind of access medium.
        value: Card number, PIN, barcode or pass value, depending on `type`.
    """

    id: int | None = None
    type_: AccessMediumType | None = None
    value: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AccessMediumDto"
    _checks_: ClassVar[_Checks] = (
        ("id", _check_scalar),
        ("type_", _check_scalar),
        ("value", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id", None)) is None or value.__class__ is int else _scalar(value)
        self.type_ = _access_medium_type[take("type", None)]
        self.value = value if (value := take("value", None)) is None or value.__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.id is not None:
            out["id"] = self.id
        if self.type_ is not None:
            out["type"] = _text(self.type_)
        if self.value is not None:
            out["value"] = self.value
        return out
