from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class StudioAccessCodeConfiguration(_Model):
    """Settings for access codes in a studio.

    Attributes:
        enabled: Whether access codes are switched on for the studio.
    """

    enabled: bool | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "StudioAccessCodeConfiguration"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.enabled = (
            value if (value := take("enabled", None)) is None or value is True or value is False else _boolean(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.enabled is not None:
            out["enabled"] = self.enabled
        return out
