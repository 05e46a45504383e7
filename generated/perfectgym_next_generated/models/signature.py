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
class Signature(_Model):
    """A handwritten signature, given as a vector drawing.

    Attributes:
        base_64_svg_signature: SVG drawing of the signature, encoded in Base64.
    """

    base_64_svg_signature: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Signature"
    _checks_: ClassVar[_Checks] = (("base_64_svg_signature", _check_scalar),)

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.base_64_svg_signature = value if (value := take("base64SvgSignature")).__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.base_64_svg_signature is None:
            raise _missing_member(self, "base_64_svg_signature")
        out = dict(self.additional_properties)
        out["base64SvgSignature"] = self.base_64_svg_signature
        return out
