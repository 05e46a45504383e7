from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .device_model import VALUES as _device_model
from .device_model import DeviceModel


@_define(kw_only=True, repr=False)
class Device(_Model):
    """A device in the studio, such as a card, time or vending reader.

    Attributes:
        active: Whether the device has been activated.
        id: Id of the device, used to activate it.
        name: Name that tells staff where or what the device is.
        model: Kind of reader: for vending, cards or time.
    """

    active: bool
    id: int | None = None
    name: str | None = None
    model: DeviceModel | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Device"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.active = value if (value := take("active")) is True or value is False else _boolean(value)
        self.id = value if (value := take("id", None)) is None or value.__class__ is int else _scalar(value)
        self.name = value if (value := take("name", None)) is None or value.__class__ is str else _scalar(value)
        self.model = _device_model[take("model", None)]
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.active is None:
            raise _missing_member(self, "active")
        out = dict(self.additional_properties)
        out["active"] = self.active
        if self.id is not None:
            out["id"] = self.id
        if self.name is not None:
            out["name"] = self.name
        if self.model is not None:
            out["model"] = _text(self.model)
        return out
