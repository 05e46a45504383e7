"""Examples of the operations on appointments; the reference shows them with what they send and receive."""

from __future__ import annotations

from perfectgym_next import PerfectGym
from perfectgym_next.models import AppointmentBookingRequest


def list_bookable_appointments(gym: PerfectGym) -> None:
    for appointment in gym.appointments.list_bookable_appointments():
        print(appointment.id, appointment.title)


def validate_appointment_booking(gym: PerfectGym) -> None:
    appointment = gym.appointments.list_bookable_appointments().collect(limit=1)[0]
    slot = gym.appointments.list_appointment_slots(appointment.id)[-1]
    request = AppointmentBookingRequest(
        customer_id=1001,
        bookable_appointment_id=appointment.id,
        start_date_time=slot.start_date_time,
        end_date_time=slot.end_date_time,
    )
    print(gym.appointments.validate_appointment_booking(request).validation_status)


def get_bookable_appointment(gym: PerfectGym) -> None:
    appointment = gym.appointments.list_bookable_appointments().collect(limit=1)[0]
    print(gym.appointments.get_bookable_appointment(appointment.id).title)


def list_appointment_slots(gym: PerfectGym) -> None:
    appointment = gym.appointments.list_bookable_appointments().collect(limit=1)[0]
    for slot in gym.appointments.list_appointment_slots(appointment.id, days_ahead=2):
        print(slot.start_date_time, slot.end_date_time)


def list_appointment_bookings(gym: PerfectGym) -> None:
    for booking in gym.appointments.list_appointment_bookings(customer_id=1001):
        print(booking.booking_id, booking.booking_status)


def book_appointment(gym: PerfectGym) -> None:
    appointment = gym.appointments.list_bookable_appointments().collect(limit=1)[0]
    slot = gym.appointments.list_appointment_slots(appointment.id)[-1]
    booking = gym.appointments.book_appointment(
        AppointmentBookingRequest(
            customer_id=1001,
            bookable_appointment_id=appointment.id,
            start_date_time=slot.start_date_time,
            end_date_time=slot.end_date_time,
        )
    )
    print(booking.booking_id, booking.booking_status)


def get_appointment_booking(gym: PerfectGym) -> None:
    appointment = gym.appointments.list_bookable_appointments().collect(limit=1)[0]
    slot = gym.appointments.list_appointment_slots(appointment.id)[-1]
    booked = gym.appointments.book_appointment(
        AppointmentBookingRequest(
            customer_id=1001,
            bookable_appointment_id=appointment.id,
            start_date_time=slot.start_date_time,
            end_date_time=slot.end_date_time,
        )
    )
    booking = gym.appointments.get_appointment_booking(booked.booking_id)
    print(booking.customer_id, booking.booking_status)


def cancel_appointment_booking(gym: PerfectGym) -> None:
    appointment = gym.appointments.list_bookable_appointments().collect(limit=1)[0]
    slot = gym.appointments.list_appointment_slots(appointment.id)[-1]
    booked = gym.appointments.book_appointment(
        AppointmentBookingRequest(
            customer_id=1001,
            bookable_appointment_id=appointment.id,
            start_date_time=slot.start_date_time,
            end_date_time=slot.end_date_time,
        )
    )
    gym.appointments.cancel_appointment_booking(booked.booking_id)
