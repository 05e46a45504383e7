from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .lead_data import LeadData


@_define(kw_only=True, repr=False)
class TrialOfferLeadCustomerCreationRequest(_Model):
    """Data needed to create a lead for a trial offer.

    Attributes:
        lead_customer_data: Personal data of the lead.
        trial_offer_config_id: Id of the trial offer configuration for which the lead registers.
    """

    lead_customer_data: LeadData
    trial_offer_config_id: int
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TrialOfferLeadCustomerCreationRequest"
    _checks_: ClassVar[_Checks] = (
        ("lead_customer_data", _check_model(LeadData)),
        ("trial_offer_config_id", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.lead_customer_data = _new(LeadData)._decode(take("leadCustomerData"))
        self.trial_offer_config_id = value if (value := take("trialOfferConfigId")).__class__ is int else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.lead_customer_data is None or self.trial_offer_config_id is None:
            raise _missing_member(self, "lead_customer_data", "trial_offer_config_id")
        out = dict(self.additional_properties)
        out["leadCustomerData"] = self.lead_customer_data.to_dict()
        out["trialOfferConfigId"] = self.trial_offer_config_id
        return out
