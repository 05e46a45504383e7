from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import check_list as _check_list
from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .communication_channel_setting import CommunicationChannelSetting
from .message_category import VALUES as _message_category
from .message_category import MessageCategory


@_define(kw_only=True, repr=False)
class CommunicationPreference(_Model):
    """Which channels are used for one category of messages.

    Attributes:
        message_category: Kind of messages the preference is about.
        channels: Settings of the single channels.
    """

    message_category: MessageCategory | None = None
    channels: list[CommunicationChannelSetting] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CommunicationPreference"
    _checks_: ClassVar[_Checks] = (
        ("message_category", _check_scalar),
        ("channels", _check_list(_check_model(CommunicationChannelSetting))),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.message_category = _message_category[take("messageCategory", None)]
        self.channels = (
            None
            if (value := take("channels", None)) is None
            else [
                _new(CommunicationChannelSetting)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.message_category is not None:
            out["messageCategory"] = _text(self.message_category)
        if self.channels is not None:
            out["channels"] = [item.to_dict() for item in self.channels]
        return out
