"""Examples of the operations on customers; the reference shows them with what they send and receive."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from perfectgym_next import PerfectGym
from perfectgym_next.models import (
    AccessMedium,
    AccessMediumType,
    AccessRestriction,
    AdditionalInformationFieldAssignment,
    AdditionalInformationFieldType,
    CustomerSearchRequest,
    CustomerStatusFilter,
    CustomerStudioSwitchRequest,
    CustomerWeighings,
    Language,
    MembershipSignupCustomer,
    UpdateAccessIdentificationRequest,
)


def list_customers(gym: PerfectGym) -> None:
    for customer in gym.customers.list_customers(customer_status=CustomerStatusFilter.MEMBER):
        print(customer.id, customer.first_name, customer.last_name)


def list_additional_information_fields(gym: PerfectGym) -> None:
    for field in gym.customers.list_additional_information_fields():
        print(field.id, field.name, field.type_)


def list_benefits_by_card_number(gym: PerfectGym) -> None:
    medium = AccessMedium(type_=AccessMediumType.CARD_NUMBER, value="4711")
    gym.customers.create_access_medium(1001, medium)
    for benefit in gym.customers.list_benefits_by_card_number(card_number="4711"):
        print(benefit.key, benefit.valid)


def get_customer_by(gym: PerfectGym) -> None:
    number = gym.customers.get_customer(1001).customer_number
    print(gym.customers.get_customer_by(customer_number=number).id)


def list_contracts_by(gym: PerfectGym) -> None:
    number = gym.customers.get_customer(1001).customer_number
    for contract in gym.customers.list_contracts_by(customer_number=number):
        print(contract.id, contract.rate_name)


def create_customer(gym: PerfectGym) -> None:
    created = gym.customers.create_customer(
        MembershipSignupCustomer(
            first_name="Ada",
            last_name="Byron",
            date_of_birth=date(1995, 12, 10),
            email="ada@example.com",
            street="Hauptstraße",
            house_number="1",
            zip_code="10115",
            city="Berlin",
            country_code="DE",
            language=Language(language_code="de"),
        )
    )
    print(created.customer_id)


def get_latest_measurement(gym: PerfectGym) -> None:
    gym.customers.create_access_medium(1001, AccessMedium(type_=AccessMediumType.CARD_NUMBER, value="4711"))
    gym.customers.create_weighing(1001, CustomerWeighings(raw_results="...", weight=Decimal("71.4")))
    print(gym.customers.get_latest_measurement(card_number="4711"))


def search_customers(gym: PerfectGym) -> None:
    name = gym.customers.get_customer(1001).last_name
    for customer in gym.customers.search_customers(CustomerSearchRequest(last_name=name)):
        print(customer.id, customer.email)


def get_customer(gym: PerfectGym) -> None:
    customer = gym.customers.get_customer(1001)
    print(customer.first_name, customer.last_name, customer.status)


def get_access_code(gym: PerfectGym) -> None:
    code = gym.customers.get_access_code(1001)
    print(code.format_)


def add_access_medium_deprecated(gym: PerfectGym) -> None:
    # create_access_medium does the same under the address that stays.
    medium = AccessMedium(type_=AccessMediumType.CARD_NUMBER, value="4711")
    print(gym.customers.add_access_medium_deprecated(1001, medium).id)


def create_access_medium(gym: PerfectGym) -> None:
    medium = AccessMedium(type_=AccessMediumType.CARD_NUMBER, value="4711")
    print(gym.customers.create_access_medium(1001, medium).id)


def update_access_medium(gym: PerfectGym) -> None:
    created = gym.customers.create_access_medium(1001, AccessMedium(type_=AccessMediumType.CARD_NUMBER, value="4711"))
    gym.customers.update_access_medium(1001, created.id, UpdateAccessIdentificationRequest(value="4712"))


def delete_access_medium(gym: PerfectGym) -> None:
    created = gym.customers.create_access_medium(1001, AccessMedium(type_=AccessMediumType.CARD_NUMBER, value="4711"))
    gym.customers.delete_access_medium(1001, created.id)


def set_access_restriction(gym: PerfectGym) -> None:
    restriction = AccessRestriction(reason="card lost", start_date=date(2025, 6, 2), end_date=date(2025, 6, 9))
    gym.customers.set_access_restriction(1001, restriction)


def delete_access_restriction(gym: PerfectGym) -> None:
    gym.customers.set_access_restriction(1001, AccessRestriction(reason="card lost"))
    gym.customers.delete_access_restriction(1001)


def list_checkins(gym: PerfectGym) -> None:
    for checkin in gym.customers.list_checkins(1001, from_date=date(2025, 5, 1), to_date=date(2025, 5, 31)):
        print(checkin.check_in_date_time)


def set_additional_information(gym: PerfectGym) -> None:
    fields = gym.customers.list_additional_information_fields()
    text = next(field for field in fields if field.type_ is AdditionalInformationFieldType.TEXT)
    gym.customers.set_additional_information(
        1001, [AdditionalInformationFieldAssignment(additional_information_field_id=text.id, value="left-handed")]
    )


def list_benefits(gym: PerfectGym) -> None:
    for benefit in gym.customers.list_benefits(1001):
        print(benefit.key, benefit.valid)


def use_benefit(gym: PerfectGym) -> None:
    benefit = next(one for one in gym.customers.list_benefits(1001) if one.valid)
    gym.customers.use_benefit(1001, benefit.key)


def list_contracts(gym: PerfectGym) -> None:
    for contract in gym.customers.list_contracts(1001):
        print(contract.id, contract.rate_name, contract.start_date)


def list_documents(gym: PerfectGym) -> None:
    gym.customers.upload_document(1001, file=b"%PDF-1.7 ...", description="Member contract")
    for document in gym.customers.list_documents(1001):
        print(document.id, document.file_name)


def upload_document(gym: PerfectGym) -> None:
    uploaded = gym.customers.upload_document(1001, file=b"%PDF-1.7 ...", description="Member contract")
    print(uploaded.id)


def get_document(gym: PerfectGym) -> None:
    uploaded = gym.customers.upload_document(1001, file=b"%PDF-1.7 ...", description="Member contract")
    print(gym.customers.get_document(1001, uploaded.id).file_name)


def update_image(gym: PerfectGym) -> None:
    gym.customers.update_image(1001, image=b"\x89PNG ...")


def switch_studio(gym: PerfectGym) -> None:
    target = gym.cross_studio.list_studios_with_membership_offers()[-1]
    gym.customers.switch_studio(
        1001, CustomerStudioSwitchRequest(target_studio_id=target.studio_id, switch_date=date(2025, 6, 2))
    )


def create_weighing(gym: PerfectGym) -> None:
    weighing = CustomerWeighings(raw_results="...", weight=Decimal("71.4"), percent_body_fat=Decimal("18.2"))
    gym.customers.create_weighing(1001, weighing)
