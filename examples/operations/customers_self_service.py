"""Examples of the operations for self-service; the reference shows them with what they send and receive."""

from __future__ import annotations

from datetime import date

from perfectgym_next import PerfectGym
from perfectgym_next.models import (
    CustomerAddressData,
    CustomerContactData,
    CustomerMasterData,
    CustomerPaymentAmendment,
    CustomerTitle,
    Gender,
    Signature,
)


def get_address_data(gym: PerfectGym) -> None:
    print(gym.customers_self_service.get_address_data(1001))


def create_address_data_amendment(gym: PerfectGym) -> None:
    amendment = gym.customers_self_service.create_address_data_amendment(
        1001,
        CustomerAddressData(street="Ringstraße", house_number="5", zip_code="10115", city="Berlin", country_code="DE"),
    )
    print(amendment)  # pending until the studio approves it


def withdraw_amendment(gym: PerfectGym) -> None:
    amendment = gym.customers_self_service.create_address_data_amendment(
        1001,
        CustomerAddressData(street="Ringstraße", house_number="5", zip_code="10115", city="Berlin", country_code="DE"),
    )
    gym.customers_self_service.withdraw_amendment(1001, amendment.id)


def get_contact_data(gym: PerfectGym) -> None:
    print(gym.customers_self_service.get_contact_data(1001))


def create_contact_data_amendment(gym: PerfectGym) -> None:
    gym.customers_self_service.create_contact_data_amendment(1001, CustomerContactData(email="ada@example.com"))


def get_master_data(gym: PerfectGym) -> None:
    print(gym.customers_self_service.get_master_data(1001))


def create_master_data_amendment(gym: PerfectGym) -> None:
    gym.customers_self_service.create_master_data_amendment(
        1001,
        CustomerMasterData(
            first_name="Ada",
            last_name="King",
            gender=Gender.FEMALE,
            date_of_birth=date(1995, 12, 10),
            customer_title=CustomerTitle.NONE,
        ),
    )


def get_payment_data(gym: PerfectGym) -> None:
    print(gym.customers_self_service.get_payment_data(1001))


def create_payment_data_amendment(gym: PerfectGym) -> None:
    gym.customers_self_service.create_payment_data_amendment(
        1001,
        CustomerPaymentAmendment(
            account_holder="Ada Byron",
            bank_name="Test bank",
            iban="DE02120300000000202051",
            bic="BYLADEM1001",
            signature=Signature(base_64_svg_signature="PHN2Zy8+"),
        ),
    )
