from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class SimpleContract(_Model):
    """Short reference to a contract.

    Attributes:
        id: Id of the contract.
        rate_name: Name of the rate (tariff) agreed on.
    """

    id: int
    rate_name: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "SimpleContract"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.rate_name = value if (value := take("rateName")).__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.id is None or self.rate_name is None:
            raise _missing_member(self, "id", "rate_name")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["rateName"] = self.rate_name
        return out
