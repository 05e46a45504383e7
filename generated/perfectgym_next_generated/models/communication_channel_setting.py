from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import check_boolean as _check_boolean
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .communication_channel import VALUES as _communication_channel
from .communication_channel import CommunicationChannel


@_define(kw_only=True, repr=False)
class CommunicationChannelSetting(_Model):
    """Setting of one communication channel within a message category.

    Attributes:
        communication_channel: Channel the setting is about.
        customer_overridable: Whether the customer may change the setting.
        active: Whether the channel is switched on.
    """

    communication_channel: CommunicationChannel
    customer_overridable: bool | None = None
    active: bool | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CommunicationChannelWrapper"
    _checks_: ClassVar[_Checks] = (
        ("communication_channel", _check_scalar),
        ("customer_overridable", _check_boolean),
        ("active", _check_boolean),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.communication_channel = _communication_channel[take("communicationChannel")]
        self.customer_overridable = (
            value
            if (value := take("customerOverridable", None)) is None or value is True or value is False
            else _boolean(value)
        )
        self.active = (
            value if (value := take("active", None)) is None or value is True or value is False else _boolean(value)
        )
        if self.communication_channel is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.communication_channel is None:
            raise _missing_member(self, "communication_channel")
        out = dict(self.additional_properties)
        out["communicationChannel"] = _text(self.communication_channel)
        if self.customer_overridable is not None:
            out["customerOverridable"] = self.customer_overridable
        if self.active is not None:
            out["active"] = self.active
        return out
