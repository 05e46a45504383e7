from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .lead_field_mode import VALUES as _lead_field_mode
from .lead_field_mode import LeadFieldMode


@_define(kw_only=True, repr=False)
class TrialOfferLeadDataConfig(_Model):
    """Which further personal data a lead form asks for, and whether each of them is mandatory.

    Attributes:
        trial_offer_lead_data_config_id: Id of this set of form rules.
        gender_mode: Whether gender is not asked, optional or mandatory.
        date_of_birth_mode: Whether the date of birth is not asked, optional or mandatory.
        telephone_mode: Whether the phone number is not asked, optional or mandatory.
        address_mode: Whether the postal address is not asked, optional or mandatory.
    """

    trial_offer_lead_data_config_id: int
    gender_mode: LeadFieldMode
    date_of_birth_mode: LeadFieldMode
    telephone_mode: LeadFieldMode
    address_mode: LeadFieldMode
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TrialOfferLeadDataConfig"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.trial_offer_lead_data_config_id = (
            value if (value := take("trialOfferLeadDataConfigId")).__class__ is int else _scalar(value)
        )
        self.gender_mode = _lead_field_mode[take("genderMode")]
        self.date_of_birth_mode = _lead_field_mode[take("dateOfBirthMode")]
        self.telephone_mode = _lead_field_mode[take("telephoneMode")]
        self.address_mode = _lead_field_mode[take("addressMode")]
        if (
            self.gender_mode is None
            or self.date_of_birth_mode is None
            or self.telephone_mode is None
            or self.address_mode is None
        ):
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.trial_offer_lead_data_config_id is None
            or self.gender_mode is None
            or self.date_of_birth_mode is None
            or self.telephone_mode is None
            or self.address_mode is None
        ):
            raise _missing_member(
                self,
                "trial_offer_lead_data_config_id",
                "gender_mode",
                "date_of_birth_mode",
                "telephone_mode",
                "address_mode",
            )
        out = dict(self.additional_properties)
        out["trialOfferLeadDataConfigId"] = self.trial_offer_lead_data_config_id
        out["genderMode"] = _text(self.gender_mode)
        out["dateOfBirthMode"] = _text(self.date_of_birth_mode)
        out["telephoneMode"] = _text(self.telephone_mode)
        out["addressMode"] = _text(self.address_mode)
        return out
