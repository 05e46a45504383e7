from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .communication_preference import CommunicationPreference
from .lead_additional_field_configuration import LeadAdditionalFieldConfiguration
from .lead_field_mode import VALUES as _lead_field_mode
from .lead_field_mode import LeadFieldMode


@_define(kw_only=True, repr=False)
class LeadConfig(_Model):
    """Tells which details are to be collected when a lead is created.

    Attributes:
        address_mode: Whether the address is unused, optional or mandatory for a lead.
        date_of_birth_mode: Whether the date of birth is unused, optional or mandatory for a lead.
        gender_mode: Whether the gender is unused, optional or mandatory for a lead.
        telephone_mode: Whether the phone number is unused, optional or mandatory for a lead.
        additional_information: Extra fields set up for leads.
        communication_preferences: Communication preferences available for leads.
    """

    address_mode: LeadFieldMode
    date_of_birth_mode: LeadFieldMode
    gender_mode: LeadFieldMode
    telephone_mode: LeadFieldMode
    additional_information: list[LeadAdditionalFieldConfiguration] | None = None
    communication_preferences: list[CommunicationPreference] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "LeadConfig"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.address_mode = _lead_field_mode[take("addressMode")]
        self.date_of_birth_mode = _lead_field_mode[take("dateOfBirthMode")]
        self.gender_mode = _lead_field_mode[take("genderMode")]
        self.telephone_mode = _lead_field_mode[take("telephoneMode")]
        self.additional_information = (
            None
            if (value := take("additionalInformation", None)) is None
            else [
                _new(LeadAdditionalFieldConfiguration)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        self.communication_preferences = (
            None
            if (value := take("communicationPreferences", None)) is None
            else [
                _new(CommunicationPreference)._decode(item)
                for item in (value if value.__class__ is list else _array(value))
            ]
        )
        if (
            self.address_mode is None
            or self.date_of_birth_mode is None
            or self.gender_mode is None
            or self.telephone_mode is None
        ):
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.address_mode is None
            or self.date_of_birth_mode is None
            or self.gender_mode is None
            or self.telephone_mode is None
        ):
            raise _missing_member(self, "address_mode", "date_of_birth_mode", "gender_mode", "telephone_mode")
        out = dict(self.additional_properties)
        out["addressMode"] = _text(self.address_mode)
        out["dateOfBirthMode"] = _text(self.date_of_birth_mode)
        out["genderMode"] = _text(self.gender_mode)
        out["telephoneMode"] = _text(self.telephone_mode)
        if self.additional_information is not None:
            out["additionalInformation"] = [item.to_dict() for item in self.additional_information]
        if self.communication_preferences is not None:
            out["communicationPreferences"] = [item.to_dict() for item in self.communication_preferences]
        return out
