from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import number as _number
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class StudioLocation(_Model):
    """Geographic coordinates of a studio.

    Attributes:
        longitude: East–west coordinate in decimal degrees.
        latitude: North–south coordinate in decimal degrees.
    """

    longitude: Decimal | None = None
    latitude: Decimal | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "StudioLocation"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.longitude = (
            value if (value := take("longitude", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.latitude = (
            value if (value := take("latitude", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.longitude is not None:
            out["longitude"] = self.longitude
        if self.latitude is not None:
            out["latitude"] = self.latitude
        return out
