from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .membership_signup_contract import MembershipSignupContract
from .membership_signup_customer import MembershipSignupCustomer


@_define(kw_only=True, repr=False)
class MembershipSignupRequest(_Model):
    """Data needed to create a new customer together with a membership contract.

    Attributes:
        contract: Chosen offer term and conditions of the contract.
        customer: Personal data of the new customer.
    """

    contract: MembershipSignupContract
    customer: MembershipSignupCustomer
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipSignupRequest"
    _checks_: ClassVar[_Checks] = (
        ("contract", _check_model(MembershipSignupContract)),
        ("customer", _check_model(MembershipSignupCustomer)),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.contract = _new(MembershipSignupContract)._decode(take("contract"))
        self.customer = _new(MembershipSignupCustomer)._decode(take("customer"))
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.contract is None or self.customer is None:
            raise _missing_member(self, "contract", "customer")
        out = dict(self.additional_properties)
        out["contract"] = self.contract.to_dict()
        out["customer"] = self.customer.to_dict()
        return out
