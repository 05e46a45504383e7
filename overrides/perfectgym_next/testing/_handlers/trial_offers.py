"""Trial offers: classes and appointments for people without a membership."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.appointments import Appointments
from perfectgym_next.testing._studio.bookings import CONFIRMATION_HOURS
from perfectgym_next.testing._studio.class_bookings import ClassBookings
from perfectgym_next.testing._studio.lead_forms import apply_lead_fields, find_missing
from perfectgym_next.testing._studio.problems import conflict, invalid, not_found
from perfectgym_next.testing._studio.registration import add_lead, has_email
from perfectgym_next.testing._studio.slices import slice_by_id
from perfectgym_next.testing._studio.timetable import Timetable

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call

_NO_CONTINGENT = "NO_CONTINGENT"
_CONFIG: dict[str, Any] = {
    "id": 1,
    "name": "Trial training",
    "preventMultipleBookingsTerm": {"value": 1, "unit": "MONTH"},
    "contingent": 2,
    "confirmationOfBookingTerm": {"value": CONFIRMATION_HOURS, "unit": "HOURS"},
    "allowBookingForLeads": True,
    "leadDataConfig": {
        "trialOfferLeadDataConfigId": 1,
        "genderMode": "OPTIONAL",
        "dateOfBirthMode": "OPTIONAL",
        "telephoneMode": "MANDATORY",
        "addressMode": "INACTIVE",
    },
}


def get_trial_offer_config(call: Call) -> Any:
    """Return the only configuration."""
    _check_config(call.path["configId"], "configId")
    return {**_CONFIG, "leadDataConfig": _lead_config(call)}


def list_trial_classes(call: Call) -> Any:
    """Return the classes of the trial offer."""
    classes = call.studio.part(Timetable).trial_classes
    offers = [{"trialOfferConfigId": 1, "trialOfferClass": klass, "id": klass["id"]} for klass in classes]
    return slice_by_id(call.query, offers)


def list_trial_appointments(call: Call) -> Any:
    """Return all trial trainings."""
    kinds = call.studio.part(Appointments).types[1::4]
    offers = [{"trialOfferConfigId": 1, "trialOfferBookableAppointment": kind, "id": kind["id"]} for kind in kinds]
    return slice_by_id(call.query, offers)


def list_trial_class_slots(call: Call) -> Any:
    """Return the slots of a class from yesterday until two weeks ahead."""
    slots = call.studio.part(Timetable).listed(call.path["classId"])
    return call.studio.part(ClassBookings).render_slots(call.query, slots)


def list_trial_appointment_slots(call: Call) -> Any:
    """Return the free slots of a type of appointments, by default those of today."""
    return call.studio.part(Appointments).find_slots(call.path["bookableAppointmentId"], call.query)


def validate_trial_class_booking(call: Call) -> Any:
    """Return whether a class slot can be booked."""
    status = call.studio.part(ClassBookings).validate(call.body["classSlotId"], call.body["customerId"])
    return {"validationStatus": status if _has_contingent(call) else _NO_CONTINGENT}


def validate_trial_appointment_booking(call: Call) -> Any:
    """Return whether an appointment slot can be booked."""
    status = call.studio.part(Appointments).validate(call.body)
    return {"validationStatus": status if _has_contingent(call) else _NO_CONTINGENT}


def book_trial_class(call: Call) -> Any:
    """Book a class slot; the booking needs a confirmation."""
    _check_contingent(call)
    return call.studio.part(ClassBookings).book(call.body["classSlotId"], call.body["customerId"], trial=True)


def book_trial_appointment(call: Call) -> Any:
    """Book an appointment slot; the booking needs a confirmation."""
    _check_contingent(call)
    return call.studio.part(Appointments).book(call.body, trial=True)


def confirm_trial_booking(call: Call) -> Any:
    """Confirm a booking; a canceled one has expired."""
    appointments, booking_id = call.studio.part(Appointments), call.path["bookingId"]
    owner = appointments if appointments.has_booking(booking_id) else call.studio.part(ClassBookings)
    return {"status": "CONFIRMED" if owner.confirm(booking_id) else "EXPIRED"}


def validate_trial_lead(call: Call) -> Any:
    """Return whether a lead can be created."""
    _check_config(call.body["trialOfferConfigId"], "trialOfferConfigId")
    data = call.body["leadCustomerData"]
    if find_missing(_lead_config(call), data):
        return {"validationStatus": "INVALID_LEAD_CUSTOMER_DATA"}
    duplicate = has_email(call.studio, data["email"])
    return {"validationStatus": "DUPLICATE_CUSTOMER" if duplicate else "POSSIBLE"}


def create_trial_lead(call: Call) -> Any:
    """Create a lead."""
    _check_config(call.body["trialOfferConfigId"], "trialOfferConfigId")
    data = call.body["leadCustomerData"]
    if missing := find_missing(_lead_config(call), data):
        reference = f"leadCustomerData.{missing}"
        raise invalid(f"{reference} is missing: the trial offer requires it", reference)
    return {"leadCustomerId": add_lead(call.studio, data, data.get("address"), "leadCustomerData")["id"]}


def _has_contingent(call: Call) -> bool:
    """Return whether the customer may book a trial once more."""
    customer_id, studio = call.body["customerId"], call.studio
    used = studio.part(Appointments).count_trials(customer_id) + studio.part(ClassBookings).count_trials(customer_id)
    return used < int(_CONFIG["contingent"])


def _check_contingent(call: Call) -> None:
    if not _has_contingent(call):
        message = f"the customer has booked {_CONFIG['contingent']} trials, which is all that the offer allows"
        raise conflict(_NO_CONTINGENT, message, "customerId")


def _check_config(config_id: int, reference: str) -> None:
    if config_id != _CONFIG["id"]:
        raise not_found("trial offer configuration", config_id, reference)


def _lead_config(call: Call) -> dict[str, Any]:
    return apply_lead_fields(_CONFIG["leadDataConfig"], call.form.lead_fields)
