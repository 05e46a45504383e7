"""Examples of the operations on classes; the reference shows them with what they send and receive."""

from __future__ import annotations

from perfectgym_next import PerfectGym
from perfectgym_next.models import ClassSlotBookingRequest


def list_classes(gym: PerfectGym) -> None:
    for one in gym.classes.list_classes():
        print(one.id, one.title)


def list_class_bookings(gym: PerfectGym) -> None:
    for booking in gym.classes.list_class_bookings(customer_id=1001):
        print(booking.booking_id, booking.booking_status)


def book_class(gym: PerfectGym) -> None:
    slot = gym.classes.list_slots(days_ahead=6).collect()[-1]
    booking = gym.classes.book_class(ClassSlotBookingRequest(customer_id=1001, class_slot_id=slot.id))
    print(booking.booking_id, booking.booking_status)  # the customer may be on the waiting list


def validate_class_booking(gym: PerfectGym) -> None:
    slot = gym.classes.list_slots(days_ahead=6).collect()[-1]
    request = ClassSlotBookingRequest(customer_id=1001, class_slot_id=slot.id)
    print(gym.classes.validate_class_booking(request).validation_status)


def get_class_booking(gym: PerfectGym) -> None:
    slot = gym.classes.list_slots(days_ahead=6).collect()[-1]
    booked = gym.classes.book_class(ClassSlotBookingRequest(customer_id=1001, class_slot_id=slot.id))
    print(gym.classes.get_class_booking(booked.booking_id).participant_status)


def cancel_class_booking(gym: PerfectGym) -> None:
    slot = gym.classes.list_slots(days_ahead=6).collect()[-1]
    booked = gym.classes.book_class(ClassSlotBookingRequest(customer_id=1001, class_slot_id=slot.id))
    gym.classes.cancel_class_booking(booked.booking_id)


def list_slots(gym: PerfectGym) -> None:
    for slot in gym.classes.list_slots(days_ahead=2):
        print(slot.start_date_time, slot.id)


def get_class(gym: PerfectGym) -> None:
    first = gym.classes.list_classes().collect(limit=1)[0]
    print(gym.classes.get_class(first.id).title)


def list_class_slots(gym: PerfectGym) -> None:
    first = gym.classes.list_classes().collect(limit=1)[0]
    for slot in gym.classes.list_class_slots(first.id):
        print(slot.start_date_time, slot.id)


def get_class_slot(gym: PerfectGym) -> None:
    first = gym.classes.list_classes().collect(limit=1)[0]
    slot = gym.classes.list_class_slots(first.id).collect(limit=1)[0]
    print(gym.classes.get_class_slot(first.id, slot.id).start_date_time)
