from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class TrialOfferLeadCustomerCreationResult(_Model):
    """Outcome of creating a lead for a trial offer.

    Attributes:
        lead_customer_id: Customer id of the created lead.
    """

    lead_customer_id: int | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TrialOfferLeadCustomerCreationResult"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.lead_customer_id = (
            value if (value := take("leadCustomerId", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.lead_customer_id is not None:
            out["leadCustomerId"] = self.lead_customer_id
        return out
