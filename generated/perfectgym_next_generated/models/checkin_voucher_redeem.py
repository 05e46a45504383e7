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
class CheckinVoucherRedeem(_Model):
    """A check-in voucher code and the person who redeems it.

    Attributes:
        voucher_code: Code of the voucher, in hyphenated groups as in the example.
        firstname: First name of the person redeeming.
        lastname: Last name of the person redeeming.
        email: E-mail address of the person redeeming.
    """

    voucher_code: str
    firstname: str
    lastname: str
    email: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CheckinVoucherRedeem"
    _checks_: ClassVar[_Checks] = (
        ("voucher_code", _check_scalar),
        ("firstname", _check_scalar),
        ("lastname", _check_scalar),
        ("email", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.voucher_code = value if (value := take("voucherCode")).__class__ is str else _scalar(value)
        self.firstname = value if (value := take("firstname")).__class__ is str else _scalar(value)
        self.lastname = value if (value := take("lastname")).__class__ is str else _scalar(value)
        self.email = value if (value := take("email")).__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.voucher_code is None or self.firstname is None or self.lastname is None or self.email is None:
            raise _missing_member(self, "voucher_code", "firstname", "lastname", "email")
        out = dict(self.additional_properties)
        out["voucherCode"] = self.voucher_code
        out["firstname"] = self.firstname
        out["lastname"] = self.lastname
        out["email"] = self.email
        return out
