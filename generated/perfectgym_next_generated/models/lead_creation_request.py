from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import check_list as _check_list
from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .communication_preference import CommunicationPreference
from .lead_additional_information import LeadAdditionalInformation
from .lead_customer_address import LeadCustomerAddress
from .lead_customer_data import LeadCustomerData


@_define(kw_only=True, repr=False)
class LeadCreationRequest(_Model):
    """Everything that can be sent about a prospective customer.

    Attributes:
        lead_customer: The lead's personal details.
        address: The lead's postal address.
        communication_preferences: How the lead agrees to be contacted.
        additional_information: Answers to the extra fields of the lead configuration.
        notes: Remarks about the lead as free text.
        external_identifier: Reference from outside the system, such as a campaign code.
    """

    lead_customer: LeadCustomerData
    address: LeadCustomerAddress | None = None
    communication_preferences: list[CommunicationPreference] | None = None
    additional_information: list[LeadAdditionalInformation] | None = None
    notes: str | None = None
    external_identifier: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "LeadCreationRequest"
    _checks_: ClassVar[_Checks] = (
        ("lead_customer", _check_model(LeadCustomerData)),
        ("address", _check_model(LeadCustomerAddress)),
        ("communication_preferences", _check_list(_check_model(CommunicationPreference))),
        ("additional_information", _check_list(_check_model(LeadAdditionalInformation))),
        ("notes", _check_scalar),
        ("external_identifier", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.lead_customer = _new(LeadCustomerData)._decode(take("leadCustomer"))
        self.address = None if (value := take("address", None)) is None else _new(LeadCustomerAddress)._decode(value)
        self.communication_preferences = (
            None
            if (value := take("communicationPreferences", None)) is None
            else [
                _new(CommunicationPreference)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.additional_information = (
            None
            if (value := take("additionalInformation", None)) is None
            else [
                _new(LeadAdditionalInformation)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.notes = value if (value := take("notes", None)) is None or value.__class__ is str else _scalar(value)
        self.external_identifier = (
            value if (value := take("externalIdentifier", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.lead_customer is None:
            raise _missing_member(self, "lead_customer")
        out = dict(self.additional_properties)
        out["leadCustomer"] = self.lead_customer.to_dict()
        if self.address is not None:
            out["address"] = self.address.to_dict()
        if self.communication_preferences is not None:
            out["communicationPreferences"] = [item.to_dict() for item in self.communication_preferences]
        if self.additional_information is not None:
            out["additionalInformation"] = [item.to_dict() for item in self.additional_information]
        if self.notes is not None:
            out["notes"] = self.notes
        if self.external_identifier is not None:
            out["externalIdentifier"] = self.external_identifier
        return out
