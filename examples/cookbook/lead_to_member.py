"""Make a member of a lead: check the web form, create the lead, and sign the person up for an offer."""

from __future__ import annotations

from datetime import date, timedelta

from perfectgym_next import ApiConnectionError, BadRequestError, PerfectGym, ServerError
from perfectgym_next.models import (
    CustomerSearchRequest,
    Language,
    LeadCreationRequest,
    LeadCustomerData,
    MembershipSignupContract,
    MembershipSignupCustomer,
    MembershipSignupRequest,
)

FORM = LeadCustomerData(firstname="Ada", lastname="Byron", email="ada.byron@example.com", telephone="+4930123456")


def main(gym: PerfectGym, today: date) -> None:
    """Create a lead from the form, and sign the person up for the first offer."""
    if known := gym.customers.search_customers(CustomerSearchRequest(email=FORM.email)):
        print(f"there already: {[customer.id for customer in known]}")
        return

    offer = gym.memberships.list_membership_offers()[0]
    start = today + timedelta(days=7)
    request = MembershipSignupRequest(
        contract=MembershipSignupContract(contract_offer_term_id=offer.terms[0].id, start_date=start),
        customer=MembershipSignupCustomer(
            first_name=FORM.firstname,
            last_name=FORM.lastname,
            email=FORM.email,
            date_of_birth=date(1995, 12, 10),
            street="Hauptstraße",
            house_number="1",
            zip_code="10115",
            city="Berlin",
            country_code="DE",
            language=Language(language_code="de"),
        ),
    )
    try:
        lead = gym.leads.create_lead(LeadCreationRequest(lead_customer=FORM, notes="from the web form"))
        print(f"lead {lead.customer_number}")
        preview = gym.memberships.preview_signup(request)  # show it before anybody signs
        if volume := preview.contract_volume_information:
            print(f"{offer.name} from {start}: {volume.total_contract_volume} in total")
        member = gym.memberships.sign_up(request)
    except BadRequestError as error:  # show it beside the field of the form
        print(f"{error.reference or 'form'}: {error.message}")
    except (ApiConnectionError, ServerError) as error:
        if isinstance(error, ApiConnectionError) and not error.maybe_received:
            raise  # nothing was signed
        print("look for the member before you sign anybody up again")
    else:
        print(f"member {member.customer_id}: {gym.customers.get_customer(member.customer_id).status.value}")


if __name__ == "__main__":
    with PerfectGym() as gym:
        main(gym, date.today())
