from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import read_datetime as _read_datetime
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_datetime as _format_datetime


@_define(kw_only=True, repr=False)
class UserSessionResponse(_Model):
    """The token of a payment session and who it is for.

    Attributes:
        token: Secret token that identifies the session.
        token_valid_until: Moment the token expires, as a UTC timestamp.
        finion_pay_customer_id: UUID of the payer in FinionPay.
    """

    token: str
    token_valid_until: datetime.datetime
    finion_pay_customer_id: UUID
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "PaymentsUserSessionResponse"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.token = value if (value := take("token")).__class__ is str else _scalar(value)
        self.token_valid_until = _read_datetime(take("tokenValidUntil"))
        self.finion_pay_customer_id = UUID(take("finionPayCustomerId"))
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.token is None or self.token_valid_until is None or self.finion_pay_customer_id is None:
            raise _missing_member(self, "token", "token_valid_until", "finion_pay_customer_id")
        out = dict(self.additional_properties)
        out["token"] = self.token
        out["tokenValidUntil"] = _format_datetime(self.token_valid_until, "UserSessionResponse.token_valid_until")
        out["finionPayCustomerId"] = str(self.finion_pay_customer_id)
        return out
