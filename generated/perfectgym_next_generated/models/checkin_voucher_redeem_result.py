from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class CheckinVoucherRedeemResult(_Model):
    """Answer to a redeemed check-in voucher.

    Attributes:
        studio_access_code: Code that gives access to the studio.
    """

    studio_access_code: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1CheckinVoucherRedeemResultDto"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.studio_access_code = value if (value := take("studioAccessCode")).__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.studio_access_code is None:
            raise _missing_member(self, "studio_access_code")
        out = dict(self.additional_properties)
        out["studioAccessCode"] = self.studio_access_code
        return out
