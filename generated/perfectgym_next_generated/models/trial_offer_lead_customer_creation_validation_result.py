from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .trial_offer_lead_customer_creation_validation_status import (
    VALUES as _trial_offer_lead_customer_creation_validation_status,
)
from .trial_offer_lead_customer_creation_validation_status import TrialOfferLeadCustomerCreationValidationStatus


@_define(kw_only=True, repr=False)
class TrialOfferLeadCustomerCreationValidationResult(_Model):
    """Answer to whether a lead could be created from the given data.

    Attributes:
        validation_status: Whether creation is possible or which obstacle was found.
    """

    validation_status: TrialOfferLeadCustomerCreationValidationStatus
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TrialOfferLeadCustomerCreationValidationResult"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.validation_status = _trial_offer_lead_customer_creation_validation_status[take("validationStatus")]
        if self.validation_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.validation_status is None:
            raise _missing_member(self, "validation_status")
        out = dict(self.additional_properties)
        out["validationStatus"] = _text(self.validation_status)
        return out
