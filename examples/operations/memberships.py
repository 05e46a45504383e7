"""Examples of the operations on memberships; the reference shows them with what they send and receive."""

from __future__ import annotations

from datetime import date

from perfectgym_next import PerfectGym
from perfectgym_next.models import (
    Language,
    MembershipSignupContract,
    MembershipSignupCustomer,
    MembershipSignupRequest,
    MembershipSwitch,
)


def add_membership(gym: PerfectGym) -> None:
    offer = gym.memberships.list_membership_offers()[0]
    contract = MembershipSignupContract(contract_offer_term_id=offer.terms[0].id, start_date=date(2025, 7, 1))
    gym.memberships.add_membership(1001, contract)


def preview_membership(gym: PerfectGym) -> None:
    offer = gym.memberships.list_membership_offers()[0]
    contract = MembershipSignupContract(contract_offer_term_id=offer.terms[0].id, start_date=date(2025, 7, 1))
    print(gym.memberships.preview_membership(1001, contract))


def list_membership_offers(gym: PerfectGym) -> None:
    for offer in gym.memberships.list_membership_offers():
        print(offer.id, offer.name)


def get_membership_offer(gym: PerfectGym) -> None:
    offer = gym.memberships.list_membership_offers()[0]
    print(gym.memberships.get_membership_offer(offer.id).name)


def sign_up(gym: PerfectGym) -> None:
    offer = gym.memberships.list_membership_offers()[0]
    signed_up = gym.memberships.sign_up(
        MembershipSignupRequest(
            contract=MembershipSignupContract(contract_offer_term_id=offer.terms[0].id, start_date=date(2025, 7, 1)),
            customer=MembershipSignupCustomer(
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
            ),
        )
    )
    print(signed_up.customer_id)


def preview_signup(gym: PerfectGym) -> None:
    offer = gym.memberships.list_membership_offers()[0]
    preview = gym.memberships.preview_signup(
        MembershipSignupRequest(
            contract=MembershipSignupContract(contract_offer_term_id=offer.terms[0].id, start_date=date(2025, 7, 1)),
            customer=MembershipSignupCustomer(
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
            ),
        )
    )
    print(preview)


def switch_membership(gym: PerfectGym) -> None:
    config = gym.memberships.list_switch_configs(1001)[0]
    details = gym.memberships.get_switch_config(1001, config.id)
    gym.memberships.switch_membership(
        1001,
        MembershipSwitch(
            config_id=config.id,
            membership_offer_term_id=details.destination_membership_offers[0].terms[0].id,
            source_contract_id=details.source_contracts[0].id,
            start_date=date(2025, 7, 1),
        ),
    )


def list_switch_configs(gym: PerfectGym) -> None:
    for config in gym.memberships.list_switch_configs(1001):
        print(config)


def get_switch_config(gym: PerfectGym) -> None:
    config = gym.memberships.list_switch_configs(1001)[0]
    print(gym.memberships.get_switch_config(1001, config.id))


def preview_switch(gym: PerfectGym) -> None:
    config = gym.memberships.list_switch_configs(1001)[0]
    details = gym.memberships.get_switch_config(1001, config.id)
    preview = gym.memberships.preview_switch(
        1001,
        MembershipSwitch(
            config_id=config.id,
            membership_offer_term_id=details.destination_membership_offers[0].terms[0].id,
            source_contract_id=details.source_contracts[0].id,
            start_date=date(2025, 7, 1),
        ),
    )
    print(preview)
