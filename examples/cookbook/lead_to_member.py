"""Make a member of a lead: check the form, create the lead, and sign it up for an offer."""

from __future__ import annotations

from datetime import date, timedelta

from perfectgym_next import PerfectGym
from perfectgym_next.models import (
    Language,
    LeadCreationRequest,
    LeadCustomerData,
    MembershipSignupContract,
    MembershipSignupCustomer,
    MembershipSignupRequest,
)


def main(gym: PerfectGym, today: date) -> None:
    """Create a lead from a web form; then sign the person up for the first offer."""
    form = LeadCustomerData(firstname="Ada", lastname="Byron", email="ada@example.com", telephone="+4930123456")
    lead = gym.leads.create_lead(LeadCreationRequest(lead_customer=form, notes="from the web form"))
    print(f"lead {lead.customer_number}")

    offer = gym.memberships.list_membership_offers()[0]
    request = MembershipSignupRequest(
        contract=MembershipSignupContract(
            contract_offer_term_id=offer.terms[0].id, start_date=today + timedelta(days=7)
        ),
        customer=MembershipSignupCustomer(
            first_name=form.firstname,
            last_name=form.lastname,
            email=form.email,
            date_of_birth=date(1995, 12, 10),
            street="Hauptstraße",
            house_number="1",
            zip_code="10115",
            city="Berlin",
            country_code="DE",
            language=Language(language_code="de"),
        ),
    )
    preview = gym.memberships.preview_signup(request)  # show it before anybody signs
    if volume := preview.contract_volume_information:
        print(f"{offer.name}: {volume.total_contract_volume}")
    member = gym.memberships.sign_up(request)  # never repeat it after an error that says maybe_received
    print(f"member {member.customer_id}: {gym.customers.get_customer(member.customer_id).status.value}")


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())  # noqa: DTZ011 - the studio's machine knows the studio's day
