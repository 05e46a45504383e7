"""Trial offers: classes and appointments that somebody may try before joining."""

from __future__ import annotations

from typing import Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import invalid, not_found
from perfectgym_next.testing._studio.slices import slice_by_count
from perfectgym_next.testing.domains.appointments import Appointments
from perfectgym_next.testing.domains.classes import ClassBookings
from perfectgym_next.testing.domains.joining import add_lead, has_email
from perfectgym_next.testing.domains.timetable import Timetable

__all__ = ["handlers"]

handlers = Handlers()

_CONFIG: dict[str, Any] = {
    "id": 1,
    "name": "Trial training",
    "preventMultipleBookingsTerm": {"value": 1, "unit": "MONTH"},
    "contingent": 2,
    "confirmationOfBookingTerm": {"value": 24, "unit": "HOURS"},
    "allowBookingForLeads": True,
    "leadDataConfig": {
        "trialOfferLeadDataConfigId": 1,
        "genderMode": "OPTIONAL",
        "dateOfBirthMode": "OPTIONAL",
        "telephoneMode": "MANDATORY",
        "addressMode": "INACTIVE",
    },
}
_MEMBERS = {"gender": "genderMode", "dateOfBirth": "dateOfBirthMode", "telephone": "telephoneMode"}


@handlers.answers("trial_offers.get_trial_offer_config")
def get_trial_offer_config(call: Call) -> Any:
    """The one configuration."""
    _check_config(call.path["configId"], "configId")
    return _CONFIG


@handlers.answers("trial_offers.list_trial_classes")
def list_trial_classes(call: Call) -> Any:
    """Every third class can be tried."""
    classes = call.studio.part(Timetable).classes[::3]
    offers = [{"trialOfferConfigId": 1, "trialOfferClass": klass, "id": klass["id"]} for klass in classes]
    return slice_by_count(call, offers)


@handlers.answers("trial_offers.list_trial_appointments")
def list_trial_appointments(call: Call) -> Any:
    """Every trial training can be tried."""
    kinds = call.studio.part(Appointments).types[1::4]
    offers = [{"trialOfferConfigId": 1, "trialOfferBookableAppointment": kind, "id": kind["id"]} for kind in kinds]
    return slice_by_count(call, offers)


@handlers.answers("trial_offers.book_trial_class")
def book_trial_class(call: Call) -> Any:
    """Book a slot that has yet to be confirmed."""
    return call.studio.part(ClassBookings).book(call.body["classSlotId"], call.body["customerId"], confirm=True)


@handlers.answers("trial_offers.book_trial_appointment")
def book_trial_appointment(call: Call) -> Any:
    """Book a time that has yet to be confirmed."""
    return call.studio.part(Appointments).book(call.body, confirm=True)


@handlers.answers("trial_offers.confirm_trial_booking")
def confirm_trial_booking(call: Call) -> Any:
    """Confirm a booking; one that was cancelled has expired."""
    appointments, booking_id = call.studio.part(Appointments), call.path["bookingId"]
    owner = appointments if appointments.has(booking_id) else call.studio.part(ClassBookings)
    return {"status": "CONFIRMED" if owner.confirm(booking_id) else "EXPIRED"}


@handlers.answers("trial_offers.validate_trial_lead")
def validate_trial_lead(call: Call) -> Any:
    """Whether a lead could be made."""
    _check_config(call.body["trialOfferConfigId"], "trialOfferConfigId")
    data = call.body["leadCustomerData"]
    if _missing(data):
        return {"validationStatus": "INVALID_LEAD_CUSTOMER_DATA"}
    duplicate = has_email(call.studio, data["email"])
    return {"validationStatus": "DUPLICATE_CUSTOMER" if duplicate else "POSSIBLE"}


@handlers.answers("trial_offers.create_trial_lead")
def create_trial_lead(call: Call) -> Any:
    """Make a lead."""
    _check_config(call.body["trialOfferConfigId"], "trialOfferConfigId")
    data = call.body["leadCustomerData"]
    if missing := _missing(data):
        reference = f"leadCustomerData.{missing}"
        raise invalid(f"{reference} is missing: the trial offer asks for it", reference)
    return {"leadCustomerId": add_lead(call.studio, data, data.get("address"), "leadCustomerData")["id"]}


def _check_config(config_id: int, reference: str) -> None:
    if config_id != _CONFIG["id"]:
        raise not_found("trial offer configuration", config_id, reference)


def _missing(data: dict[str, Any]) -> str | None:
    """The first member that the configuration makes mandatory and the data lack."""
    modes = _CONFIG["leadDataConfig"]
    return next((name for name, mode in _MEMBERS.items() if modes[mode] == "MANDATORY" and not data.get(name)), None)
