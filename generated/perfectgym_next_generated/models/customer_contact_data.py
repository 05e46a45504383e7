from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class CustomerContactData(_Model):
    """The e-mail address and phone numbers to put forward as a customer's new contact data.

    Attributes:
        email: E-mail address at which the customer can be reached.
        phone_private: Private phone number other than the mobile.
        phone_private_mobile: Private mobile number.
        phone_business: Business phone number other than the mobile.
        phone_business_mobile: Mobile number used for work.
    """

    email: str | None = None
    phone_private: str | None = None
    phone_private_mobile: str | None = None
    phone_business: str | None = None
    phone_business_mobile: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CustomerContactData"
    _checks_: ClassVar[_Checks] = (
        ("email", _check_scalar),
        ("phone_private", _check_scalar),
        ("phone_private_mobile", _check_scalar),
        ("phone_business", _check_scalar),
        ("phone_business_mobile", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.email = value if (value := take("email", None)) is None or value.__class__ is str else _scalar(value)
        self.phone_private = (
            value if (value := take("phonePrivate", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.phone_private_mobile = (
            value if (value := take("phonePrivateMobile", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.phone_business = (
            value if (value := take("phoneBusiness", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.phone_business_mobile = (
            value if (value := take("phoneBusinessMobile", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.email is not None:
            out["email"] = self.email
        if self.phone_private is not None:
            out["phonePrivate"] = self.phone_private
        if self.phone_private_mobile is not None:
            out["phonePrivateMobile"] = self.phone_private_mobile
        if self.phone_business is not None:
            out["phoneBusiness"] = self.phone_business
        if self.phone_business_mobile is not None:
            out["phoneBusinessMobile"] = self.phone_business_mobile
        return out
