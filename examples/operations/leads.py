"""Examples of the operations on leads; the reference shows them with what they send and receive."""

from __future__ import annotations

from perfectgym_next import PerfectGym
from perfectgym_next.models import LeadCreationRequest, LeadCustomerData


def get_lead_config(gym: PerfectGym) -> None:
    print(gym.leads.get_lead_config())


def create_lead(gym: PerfectGym) -> None:
    lead = LeadCustomerData(firstname="Ada", lastname="Byron", email="ada@example.com", telephone="+4930123456")
    created = gym.leads.create_lead(LeadCreationRequest(lead_customer=lead, notes="from the web form"))
    print(created)


def validate_lead(gym: PerfectGym) -> None:
    lead = LeadCustomerData(firstname="Ada", lastname="Byron", email="ada@example.com", telephone="+4930123456")
    print(gym.leads.validate_lead(LeadCreationRequest(lead_customer=lead)).status)
