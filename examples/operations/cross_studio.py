"""Examples of the operations across studios; the reference shows them with what they send and receive."""

from __future__ import annotations

from datetime import date

from perfectgym_next import PerfectGym
from perfectgym_next.models import CustomerSearchRequest


def get_cross_studio_customer_by(gym: PerfectGym) -> None:
    number = gym.customers.get_customer(1001).customer_number
    customer = gym.cross_studio.get_cross_studio_customer_by(customer_number=number)
    print(customer.id, customer.last_name)


def search_cross_studio_customers(gym: PerfectGym) -> None:
    name = gym.customers.get_customer(1001).last_name
    for customer in gym.cross_studio.search_cross_studio_customers(CustomerSearchRequest(last_name=name)):
        print(customer.id, customer.first_name, customer.last_name)


def get_cross_studio_customer(gym: PerfectGym) -> None:
    customer = gym.cross_studio.get_cross_studio_customer(1001)
    print(customer.first_name, customer.last_name)


def list_cross_studio_checkins(gym: PerfectGym) -> None:
    checkins = gym.cross_studio.list_cross_studio_checkins(1001, from_date=date(2025, 5, 1), to_date=date(2025, 5, 31))
    for checkin in checkins:
        print(checkin.check_in_date_time)


def list_studios_with_membership_offers(gym: PerfectGym) -> None:
    for studio in gym.cross_studio.list_studios_with_membership_offers():
        print(studio.studio_id, studio.name)
