from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class TextBlockSignature(_Model):
    """Signature given under one text block.

    Attributes:
        base_64_svg_signature: Drawn signature as an SVG image in Base64 encoding.
        text_block_id: Id of the signed text block.
    """

    base_64_svg_signature: str
    text_block_id: int
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TextBlockSignature"
    _checks_: ClassVar[_Checks] = (
        ("base_64_svg_signature", _check_scalar),
        ("text_block_id", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.base_64_svg_signature = value if (value := take("base64SvgSignature")).__class__ is str else _scalar(value)
        self.text_block_id = value if (value := take("textBlockId")).__class__ is int else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.base_64_svg_signature is None or self.text_block_id is None:
            raise _missing_member(self, "base_64_svg_signature", "text_block_id")
        out = dict(self.additional_properties)
        out["base64SvgSignature"] = self.base_64_svg_signature
        out["textBlockId"] = self.text_block_id
        return out
