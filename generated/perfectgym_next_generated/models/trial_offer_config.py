from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .term import Term
from .term_with_minutes import TermWithMinutes
from .trial_offer_lead_data_config import TrialOfferLeadDataConfig


@_define(kw_only=True, repr=False)
class TrialOfferConfig(_Model):
    """Rules under which a trial offer can be booked.

    Attributes:
        id: Id of the trial offer configuration.
        name: Display name of the trial offer.
        prevent_multiple_bookings_term: Time span within which repeated bookings are prevented.
        contingent: Quota of the trial offer, as a whole number.
        allow_booking_for_leads: True if leads may book the trial offer.
        lead_data_config: Which personal data are asked of a lead.
        confirmation_of_booking_term: Time span allowed for confirming a booking.
    """

    id: int
    name: str
    prevent_multiple_bookings_term: Term
    contingent: int
    allow_booking_for_leads: bool
    lead_data_config: TrialOfferLeadDataConfig
    confirmation_of_booking_term: TermWithMinutes | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TrialOfferConfig"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.prevent_multiple_bookings_term = _new(Term)._decode(take("preventMultipleBookingsTerm"))
        self.contingent = value if (value := take("contingent")).__class__ is int else _scalar(value)
        self.allow_booking_for_leads = (
            value if (value := take("allowBookingForLeads")) is True or value is False else _boolean(value)
        )
        self.lead_data_config = _new(TrialOfferLeadDataConfig)._decode(take("leadDataConfig"))
        self.confirmation_of_booking_term = (
            None if (value := take("confirmationOfBookingTerm", None)) is None else _new(TermWithMinutes)._decode(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.id is None
            or self.name is None
            or self.prevent_multiple_bookings_term is None
            or self.contingent is None
            or self.allow_booking_for_leads is None
            or self.lead_data_config is None
        ):
            raise _missing_member(
                self,
                "id",
                "name",
                "prevent_multiple_bookings_term",
                "contingent",
                "allow_booking_for_leads",
                "lead_data_config",
            )
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["name"] = self.name
        out["preventMultipleBookingsTerm"] = self.prevent_multiple_bookings_term.to_dict()
        out["contingent"] = self.contingent
        out["allowBookingForLeads"] = self.allow_booking_for_leads
        out["leadDataConfig"] = self.lead_data_config.to_dict()
        if self.confirmation_of_booking_term is not None:
            out["confirmationOfBookingTerm"] = self.confirmation_of_booking_term.to_dict()
        return out
