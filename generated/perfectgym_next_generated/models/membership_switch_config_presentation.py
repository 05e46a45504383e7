from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class MembershipSwitchConfigPresentation(_Model):
    """Texts and images with which a switch is presented to the customer.

    Attributes:
        banner_text: Text to show in the banner.
        image_url: Address of an image to show with the switch.
    """

    banner_text: str | None = None
    image_url: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipSwitchConfigPresentationDto"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.banner_text = (
            value if (value := take("bannerText", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.image_url = (
            value if (value := take("imageUrl", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.banner_text is not None:
            out["bannerText"] = self.banner_text
        if self.image_url is not None:
            out["imageUrl"] = self.image_url
        return out
