from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class AttachedDocument(_Model):
    """Document file attached to a contract text.

    Attributes:
        file_name: Name of the file including its extension.
        url: Address from which the file can be downloaded.
    """

    file_name: str
    url: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AttachedDocument"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.file_name = value if (value := take("fileName")).__class__ is str else _scalar(value)
        self.url = value if (value := take("url")).__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.file_name is None or self.url is None:
            raise _missing_member(self, "file_name", "url")
        out = dict(self.additional_properties)
        out["fileName"] = self.file_name
        out["url"] = self.url
        return out
