from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class RateCode(_Model):
    """A code attached to a rate.

    Attributes:
        name: Readable name of the code.
        identifier: Code value that identifies the rate code.
    """

    name: str | None = None
    identifier: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "RateCode"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.name = value if (value := take("name", None)) is None or value.__class__ is str else _scalar(value)
        self.identifier = (
            value if (value := take("identifier", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.name is not None:
            out["name"] = self.name
        if self.identifier is not None:
            out["identifier"] = self.identifier
        return out
