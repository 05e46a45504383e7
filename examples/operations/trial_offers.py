"""Examples of the operations on trial offers; the reference shows them with what they send and receive."""

from __future__ import annotations

from perfectgym_next import PerfectGym
from perfectgym_next.models import (
    AppointmentBookingRequest,
    ClassSlotBookingRequest,
    LeadData,
    TrialOfferLeadCustomerCreationRequest,
)


def book_trial_appointment(gym: PerfectGym) -> None:
    appointment = gym.trial_offers.list_trial_appointments().collect(limit=1)[0]
    slot = gym.trial_offers.list_trial_appointment_slots(appointment.id)[-1]
    booking = gym.trial_offers.book_trial_appointment(
        AppointmentBookingRequest(
            customer_id=1001,
            bookable_appointment_id=appointment.id,
            start_date_time=slot.start_date_time,
            end_date_time=slot.end_date_time,
        )
    )
    print(booking.booking_id, booking.booking_status)


def validate_trial_appointment_booking(gym: PerfectGym) -> None:
    appointment = gym.trial_offers.list_trial_appointments().collect(limit=1)[0]
    slot = gym.trial_offers.list_trial_appointment_slots(appointment.id)[-1]
    request = AppointmentBookingRequest(
        customer_id=1001,
        bookable_appointment_id=appointment.id,
        start_date_time=slot.start_date_time,
        end_date_time=slot.end_date_time,
    )
    print(gym.trial_offers.validate_trial_appointment_booking(request).validation_status)


def list_trial_appointments(gym: PerfectGym) -> None:
    for appointment in gym.trial_offers.list_trial_appointments():
        print(appointment.id, appointment.trial_offer_bookable_appointment.title)


def list_trial_appointment_slots(gym: PerfectGym) -> None:
    appointment = gym.trial_offers.list_trial_appointments().collect(limit=1)[0]
    for slot in gym.trial_offers.list_trial_appointment_slots(appointment.id, days_ahead=2):
        print(slot.start_date_time)


def list_trial_classes(gym: PerfectGym) -> None:
    for one in gym.trial_offers.list_trial_classes():
        print(one.id, one.trial_offer_class.title)


def list_trial_class_slots(gym: PerfectGym) -> None:
    first = gym.trial_offers.list_trial_classes().collect(limit=1)[0]
    for slot in gym.trial_offers.list_trial_class_slots(first.id):
        print(slot.start_date_time, slot.id)


def confirm_trial_booking(gym: PerfectGym) -> None:
    first = gym.trial_offers.list_trial_classes().collect(limit=1)[0]
    slot = gym.trial_offers.list_trial_class_slots(first.id).collect()[-1]
    booking = gym.trial_offers.book_trial_class(ClassSlotBookingRequest(customer_id=1001, class_slot_id=slot.id))
    print(gym.trial_offers.confirm_trial_booking(booking.booking_id))


def book_trial_class(gym: PerfectGym) -> None:
    first = gym.trial_offers.list_trial_classes().collect(limit=1)[0]
    slot = gym.trial_offers.list_trial_class_slots(first.id).collect()[-1]
    booking = gym.trial_offers.book_trial_class(ClassSlotBookingRequest(customer_id=1001, class_slot_id=slot.id))
    print(booking.booking_id, booking.booking_status)


def validate_trial_class_booking(gym: PerfectGym) -> None:
    first = gym.trial_offers.list_trial_classes().collect(limit=1)[0]
    slot = gym.trial_offers.list_trial_class_slots(first.id).collect()[-1]
    request = ClassSlotBookingRequest(customer_id=1001, class_slot_id=slot.id)
    print(gym.trial_offers.validate_trial_class_booking(request).validation_status)


def get_trial_offer_config(gym: PerfectGym) -> None:
    print(gym.trial_offers.get_trial_offer_config(1))


def create_trial_lead(gym: PerfectGym) -> None:
    lead = LeadData(firstname="Ada", lastname="Byron", email="ada@example.com", telephone="+4930123456")
    created = gym.trial_offers.create_trial_lead(
        TrialOfferLeadCustomerCreationRequest(lead_customer_data=lead, trial_offer_config_id=1)
    )
    print(created.lead_customer_id)


def validate_trial_lead(gym: PerfectGym) -> None:
    lead = LeadData(firstname="Ada", lastname="Byron", email="ada@example.com", telephone="+4930123456")
    request = TrialOfferLeadCustomerCreationRequest(lead_customer_data=lead, trial_offer_config_id=1)
    print(gym.trial_offers.validate_trial_lead(request).validation_status)
