from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_list as _check_list
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import scalars as _scalars
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date


@_define(kw_only=True, repr=False)
class MembershipSwitch(_Model):
    """Data that describe the change from a customer's current contract to another membership.

    Attributes:
        config_id: Id of the switch configuration under which the change is made.
        membership_offer_term_id: Id of the offer term to change to.
        source_contract_id: Id of the customer's contract to change from.
        start_date: First day of the new membership, as an ISO 8601 date.
        notes: Free remarks on the switch.
        third_party_id: Identifier assigned by an external system.
        selected_selectable_module_ids: Ids of modules picked from the offer's selectable modules.
        selected_optional_module_ids: Ids of modules picked from the term's optional modules.
        initial_payment_request_token: Token of the payment request that covers the initial payment.
    """

    config_id: int
    membership_offer_term_id: int
    source_contract_id: int
    start_date: datetime.date
    notes: str | None = None
    third_party_id: str | None = None
    selected_selectable_module_ids: list[int] | None = None
    selected_optional_module_ids: list[int] | None = None
    initial_payment_request_token: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipSwitch"
    _checks_: ClassVar[_Checks] = (
        ("config_id", _check_scalar),
        ("membership_offer_term_id", _check_scalar),
        ("source_contract_id", _check_scalar),
        ("start_date", _format_date),
        ("notes", _check_scalar),
        ("third_party_id", _check_scalar),
        ("selected_selectable_module_ids", _check_list(_check_scalar)),
        ("selected_optional_module_ids", _check_list(_check_scalar)),
        ("initial_payment_request_token", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.config_id = value if (value := take("configId")).__class__ is int else _scalar(value)
        self.membership_offer_term_id = (
            value if (value := take("membershipOfferTermId")).__class__ is int else _scalar(value)
        )
        self.source_contract_id = value if (value := take("sourceContractId")).__class__ is int else _scalar(value)
        self.start_date = _read_date(take("startDate"))
        self.notes = value if (value := take("notes", None)) is None or value.__class__ is str else _scalar(value)
        self.third_party_id = (
            value if (value := take("thirdPartyId", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.selected_selectable_module_ids = (
            None if (value := take("selectedSelectableModuleIds", None)) is None else _scalars(value)
        )
        self.selected_optional_module_ids = (
            None if (value := take("selectedOptionalModuleIds", None)) is None else _scalars(value)
        )
        self.initial_payment_request_token = (
            value
            if (value := take("initialPaymentRequestToken", None)) is None or value.__class__ is str
            else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.config_id is None
            or self.membership_offer_term_id is None
            or self.source_contract_id is None
            or self.start_date is None
        ):
            raise _missing_member(self, "config_id", "membership_offer_term_id", "source_contract_id", "start_date")
        out = dict(self.additional_properties)
        out["configId"] = self.config_id
        out["membershipOfferTermId"] = self.membership_offer_term_id
        out["sourceContractId"] = self.source_contract_id
        out["startDate"] = _format_date(self.start_date, "MembershipSwitch.start_date")
        if self.notes is not None:
            out["notes"] = self.notes
        if self.third_party_id is not None:
            out["thirdPartyId"] = self.third_party_id
        if self.selected_selectable_module_ids is not None:
            out["selectedSelectableModuleIds"] = self.selected_selectable_module_ids
        if self.selected_optional_module_ids is not None:
            out["selectedOptionalModuleIds"] = self.selected_optional_module_ids
        if self.initial_payment_request_token is not None:
            out["initialPaymentRequestToken"] = self.initial_payment_request_token
        return out
