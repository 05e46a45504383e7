from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class ExternalUrl(_Model):
    """Link to an external web resource.

    Attributes:
        title: Link text shown to the reader.
        url: Address the link leads to.
    """

    title: str
    url: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ExternalUrl"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.title = value if (value := take("title")).__class__ is str else _scalar(value)
        self.url = value if (value := take("url")).__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.title is None or self.url is None:
            raise _missing_member(self, "title", "url")
        out = dict(self.additional_properties)
        out["title"] = self.title
        out["url"] = self.url
        return out
