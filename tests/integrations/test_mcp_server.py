"""sportalliance-mcp, an MCP server for this API that nobody here wrote, in front of the embedded API.

Each of its tools is called over MCP and has to respond as its documentation says. What it expects of newer versions of
the API, and what it expects otherwise than the embedded API behaves, is listed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from perfectgym_next.testing import FORMS, TEST_KEY, EmbeddedApi

NEWER = {
    "check_in_customer": "POST /v1/customers/{customerId}/checkin",
    "check_out_customer": "POST /v1/customers/{customerId}/checkout",
    "get_customer_contract": "GET /v1/customers/{customerId}/contracts/{contractId}",
    "get_customer_transactions": "GET /v1/customers/{customerId}/transactions",
    "get_debt_claim_preview": "GET /v1/customers/{customerId}/transactions/{contractId}/preview",
    "update_idle_period": "PUT /v1/memberships/{contractId}/self-service/idle-periods/{idlePeriodId}",
}
"""Tools of endpoints that version 1.10.0 of the API does not have."""


class ToolError(Exception):
    """A tool reports an error."""


class Tools:
    """Calls tools, and remembers which."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session
        self.called: set[str] = set()

    async def __call__(self, name: str, /, **arguments: Any) -> Any:
        self.called.add(name)
        result = await self._session.call_tool(name, arguments, read_timeout_seconds=timedelta(seconds=60))
        text = "".join(block.text for block in result.content if block.type == "text")
        if result.isError:
            raise ToolError(text)
        return json.loads(text)

    async def listed(self, name: str, /, **arguments: Any) -> list[Any]:
        """Return the entries of a list tool, which says how many there are."""
        found = await self(name, **arguments)
        assert found["count"] == len(found["result"])
        return list(found["result"])

    async def refused(self, name: str, /, **arguments: Any) -> str:
        """Return the message of a tool that has to report an error."""
        with pytest.raises(ToolError) as caught:
            await self(name, **arguments)
        return str(caught.value)


@asynccontextmanager
async def connect(url: str, home: Path) -> AsyncIterator[tuple[Tools, set[str]]]:
    """Run the MCP server, and yield its tools and their names."""
    environment = {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "PATH": os.environ.get("PATH", ""),
        "SPORTALLIANCE_PLATFORM": "perfectgym-next",
        "SPORTALLIANCE_TENANT": "any",
        "SPORTALLIANCE_API_KEY": TEST_KEY,
        "SPORTALLIANCE_BASE_URL": url,
        "SPORTALLIANCE_TOOLS": "read,pii,write",
        "SPORTALLIANCE_MAX_RPS": "0",
    }
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "sportalliance_mcp.cli", "serve"], env=environment
    )
    with (home / "log").open("w") as log:
        async with stdio_client(server, errlog=log) as streams, ClientSession(*streams) as session:
            await session.initialize()
            yield Tools(session), {tool.name for tool in (await session.list_tools()).tools}


@pytest.mark.parametrize("form", FORMS)
async def test_every_tool_responds_as_it_says(form: str, tmp_path: Path) -> None:
    api = EmbeddedApi(**FORMS[form])
    member = api.add_customer(first_name="Ada", last_name="Lovelace", email="ada@example.com")
    contract = api.add_contract(member, "Premium")
    with api.serve() as server:
        async with connect(server.url, tmp_path) as (tools, names):
            await use_studio(tools)
            await use_classes(tools, api, member)
            await use_appointments(tools, member)
            await use_customers(tools, api, member, contract)
            await use_accounts(tools, api, member)
            await use_communications(tools, member)
            await use_leads(tools, form)
            await use_contracts(tools, member, contract)
            await use_idle_periods(tools, contract)
            await use_modules(tools, contract)
            await use_memberships(tools, api)
            await use_trial_offers(tools, api, form)
            await use_exports(tools)
            await use_newer(tools, member, contract)
    assert tools.called == names
    assert all(request.status for request in api.requests)


async def use_studio(tools: Tools) -> None:
    assert (await tools("get_studio_information"))["name"] == "Example studio"
    assert (await tools("get_studio_utilization"))["count"] >= 0
    employees = await tools.listed("list_employees")
    assert (await tools("get_employee", employee_id=employees[0]["id"]))["id"] == employees[0]["id"]


async def use_classes(tools: Tools, api: EmbeddedApi, member: int) -> None:
    found = await tools("list_classes", limit=60)
    assert (found["count"], found["has_more"]) == (60, True)
    klass = found["result"][0]
    assert (await tools("get_class", class_id=klass["id"]))["title"] == klass["title"]
    slots = await tools("list_class_slots", class_id=klass["id"])
    assert slots["schedule_published_until"] == slots["result"][-1]["startDateTime"][:10]
    slot = find_free(slots["result"])
    assert await tools.listed("list_class_slots", from_date=slot["startDateTime"][:10], class_id=klass["id"])
    assert (await tools("get_class_slot", class_slot_id=slot["id"], class_id=klass["id"]))["id"] == slot["id"]
    anywhere = (await tools("list_class_slots"))["result"][0]
    assert (await tools("get_class_slot", class_slot_id=anywhere["id"]))["id"] == anywhere["id"]
    whom = {"customer_id": member, "class_slot_id": slot["id"]}
    assert (await tools("validate_class_booking", **whom))["valid"] is True
    booking = await tools("book_class_slot", **whom)
    assert booking["studio"]["platform"] == "PerfectGym Next"
    assert (await tools("validate_class_booking", **whom))["valid"] is False
    assert [one["bookingId"] for one in await tools.listed("get_class_bookings", customer_id=member)] == [
        booking["bookingId"]
    ]
    assert (await tools("get_class_booking", booking_id=booking["bookingId"]))["customerId"] == member
    assert (await tools("cancel_class_booking", booking_id=booking["bookingId"]))["status"] == "ok"
    assert "409" in await tools.refused("cancel_class_booking", booking_id=booking["bookingId"])
    api.fill_class_slot(slot["id"], waiting_list=True)
    assert (await tools("validate_class_booking", **whom))["valid"] is False


def find_free(slots: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the last slot with a free place."""
    return next(slot for slot in reversed(slots) if slot["bookedParticipants"] < slot["maxParticipants"])


async def use_appointments(tools: Tools, member: int) -> None:
    kinds = await tools.listed("list_bookable_appointments")
    kind = kinds[0]["id"]
    assert (await tools("get_bookable_appointment", bookable_appointment_id=kind))["id"] == kind
    slot = (await tools.listed("get_appointment_slots", bookable_appointment_id=kind, days_ahead=2))[0]
    whom = {
        "customer_id": member,
        "bookable_appointment_id": kind,
        "start_date_time": slot["startDateTime"],
        "end_date_time": slot["endDateTime"],
    }
    assert (await tools("validate_appointment_booking", **whom))["valid"] is True
    booking = await tools("book_appointment", **whom, instructor_ids=[slot["instructors"][0]["id"]])
    assert [one["bookingId"] for one in await tools.listed("get_appointment_bookings", customer_id=member)] == [
        booking["bookingId"]
    ]
    assert (await tools("get_appointment_booking", booking_id=booking["bookingId"]))["customerId"] == member
    assert (await tools("cancel_appointment_booking", booking_id=booking["bookingId"]))["success"] == "true"


async def use_customers(tools: Tools, api: EmbeddedApi, member: int, contract: int) -> None:
    assert [one["id"] for one in await tools.listed("search_customers", first_name="Ad", last_name="Love")] == [member]
    assert {one["status"] for one in await tools.listed("list_customers", customer_status="PROSPECT")} == {"PROSPECT"}
    assert (await tools("list_customers", limit=70))["count"] == 70
    first = await tools("get_customer", customer_id=1001)
    card = first["cardNumbers"][0]
    assert first["cardNumbersHint"]
    assert (await tools("get_customer_by", card_number=card, card_number_format="DECIMAL"))["id"] == 1001
    assert "404" in await tools.refused("get_customer_by", customer_number="none")
    benefits = await tools.listed("get_customer_benefits", customer_id=1001)
    assert await tools.listed("get_customer_benefits_by", card_number=card, keys=[benefits[0]["key"]])
    assert await tools("use_customer_benefit", customer_id=1001, benefit_key=benefits[0]["key"])
    fields = await tools.listed("list_additional_information_fields")
    text = next(field for field in fields if field["type"] == "TEXT")
    note = {"additionalInformationFieldId": text["id"], "value": "Prefers mornings"}
    await tools("set_additional_information_fields", customer_id=member, assignments=[note])
    stored = (await tools("get_customer", customer_id=member))["additionalInformationFieldAssignments"]
    assert [one["value"] for one in stored] == ["Prefers mornings"]
    contracts = await tools.listed("get_customer_contracts", customer_id=member, status="ACTIVE")
    assert [one["id"] for one in contracts] == [contract]
    api.add_checkin(member, api.now - timedelta(hours=3))
    today = str(api.now.date())
    assert len(await tools.listed("get_customer_checkins", customer_id=member)) == 1
    assert len(await tools.listed("get_customer_checkins", customer_id=member, from_date=today, to_date=today)) == 1
    new = await tools(
        "create_customer",
        first_name="Grace",
        last_name="Hopper",
        date_of_birth="1990-12-09",
        email="grace@example.com",
        street="Kastanienallee",
        house_number="83",
        city="Berlin",
        zip_code="10435",
        country_code="DE",
        language_code="de",
    )
    assert (await tools("get_customer", customer_id=new["customerId"]))["status"] == "PROSPECT"


async def use_accounts(tools: Tools, api: EmbeddedApi, member: int) -> None:
    today = api.now.date()
    api.add_bookings(member, "19.90", due=today - timedelta(days=20))
    api.add_bookings(member, "29.90", due=today - timedelta(days=5))
    api.add_bookings(member, "39.90", due=today + timedelta(days=5))
    balance = await tools("get_customer_balance", customer_id=member)
    assert balance["accountBalance"] == {"amount": -49.8, "currency": "EUR"}
    assert len(await tools.listed("get_account_transactions", customer_id=member)) == 2
    since = str(today - timedelta(days=10))
    (entry,) = await tools.listed("get_account_transactions", customer_id=member, from_date=since)
    assert entry["openAmount"]["amount"] == 29.9
    (entry,) = await tools.listed("get_upcoming_transactions", customer_id=member)
    assert entry["amount"]["amount"] == 39.9
    assert (await tools("get_account_transactions", customer_id=1001, limit=120))["has_more"] is True


async def use_communications(tools: Tools, member: int) -> None:
    preferences = await tools.listed("get_communication_preferences", customer_id=member)
    await tools("update_communication_preferences", customer_id=member, preferences=preferences)
    entry = {
        "customer_id": member,
        "subject": "Call",
        "content": "Asked for the opening hours",
        "communication_channel": "PHONE",
        "communication_direction": "INCOMING",
        "communication_date_time": "2025-06-02T08:00:00+02:00",
    }
    thread = await tools("create_communication_thread", **entry)
    assert (await tools("add_to_communication_thread", **entry, thread_id=thread["threadId"]))["studio"]


async def use_leads(tools: Tools, form: str) -> None:
    config = await tools("get_lead_config")
    lead = {"first_name": "Max", "last_name": "Muster", "email": "max@example.com", "telephone": "+49 1555 1"}
    if form == "mandatory-leads":  # the address, which it does not send
        assert config["addressMode"] == "MANDATORY"
        assert (await tools("validate_lead", **lead))["status"] == "INVALID_LEAD_DATA"
        assert "400" in await tools.refused("create_lead", **lead)
        return
    assert (await tools("validate_lead", **lead))["status"] == "POSSIBLE"
    assert (await tools("create_lead", **lead))["customerNumber"]
    assert (await tools("validate_lead", **lead))["status"] == "DUPLICATE_CUSTOMER"


async def use_contracts(tools: Tools, member: int, contract: int) -> None:
    reasons = await tools.listed("get_contract_cancelation_reasons")
    (data,) = await tools.listed("get_contract_data", customer_id=member)
    request = {
        "customer_id": member,
        "contract_id": contract,
        "cancelation_date": data["availableCancelationDates"][0],
        "cancelation_reason_id": reasons[0]["cancelationReasonId"],
    }
    await tools("cancel_contract", **request)
    assert (await tools.listed("get_contract_data", customer_id=member))[0]["cancelationDate"]
    assert "409" in await tools.refused("cancel_contract", **request)
    await tools("withdraw_contract_cancelation", customer_id=member, contract_id=contract)
    assert "cancelationDate" not in (await tools.listed("get_contract_data", customer_id=member))[0]


async def use_idle_periods(tools: Tools, contract: int) -> None:
    config = await tools("get_idle_period_config", contract_id=contract)
    reason = next(one["id"] for one in config["idlePeriodReasons"] if not one["documentRequired"])
    request = {
        "contract_id": contract,
        "start_date": "2025-08-04",
        "term_value": 2,
        "temporal_unit": config["temporalUnit"],
    }
    wrong = await tools("validate_idle_period", **{**request, "temporal_unit": "MONTH"})
    assert (wrong["validationStatus"], wrong["valid"]) == ("IDLEPERIOD_TEMPORALUNIT_INVALID", False)
    assert (await tools("validate_idle_period", **request))["valid"] is True
    period = await tools("create_idle_period", **request, reason_id=reason)
    one = {"contract_id": contract, "idle_period_id": period["id"]}
    assert (await tools("get_idle_period", **one))["startDate"] == "2025-08-04"
    assert len((await tools("get_idle_periods", contract_id=contract))["currentAndUpcomingIdlePeriods"]) == 1
    assert (await tools("get_remaining_idle_periods", contract_id=contract))["remainingMaxTerms"]["value"] == 10
    changed = {**request, **one, "reason_id": reason, "term_value": 3}
    assert (await tools("preview_idle_period_update", **changed))["validationStatus"] == "IDLEPERIOD_UPDATABLE"
    assert (await tools("withdraw_idle_period", **one))["success"] == "true"
    assert not (await tools("get_idle_periods", contract_id=contract))["currentAndUpcomingIdlePeriods"]


async def use_modules(tools: Tools, contract: int) -> None:
    assert await tools.listed("get_additional_modules")
    module = (await tools.listed("get_purchasable_additional_modules", contract_id=contract))[0]
    result = await tools(
        "validate_additional_module",
        contract_id=contract,
        additional_module_id=module["id"],
        payment_frequency_id=module["paymentFrequencies"][0]["id"],
    )
    assert result["studio"]["tenant"] == "any"


async def use_memberships(tools: Tools, api: EmbeddedApi) -> None:
    offers = await tools.listed("list_membership_offers")
    offer = await tools("get_membership_offer", membership_offer_id=offers[0]["id"])
    term = offer["terms"][0]["id"]
    start = str(api.now.date() + timedelta(days=30))
    customer = {
        "firstName": "Alan",
        "lastName": "Turing",
        "dateOfBirth": "1990-06-23",
        "email": "alan@example.com",
        "street": "Kastanienallee",
        "houseNumber": "83",
        "city": "Berlin",
        "zipCode": "10435",
        "countryCode": "DE",
        "language": {"languageCode": "en"},
    }
    signup = {"contract_offer_term_id": term, "start_date": start, "customer": customer}
    assert "paymentPreview" in await tools("preview_membership_signup", **signup)
    new = (await tools("signup_membership", **signup))["customerId"]
    (contract,) = await tools.listed("get_customer_contracts", customer_id=new)
    assert contract["startDate"] == start
    prospect = api.add_customer(status="PROSPECT")
    added = {"customer_id": prospect, "contract_offer_term_id": term, "start_date": start}
    assert "paymentPreview" in await tools("preview_add_membership", **added)
    await tools("add_membership", **added)
    assert (await tools("get_customer", customer_id=prospect))["status"] == "MEMBER"
    configs = await tools.listed("get_membership_switch_configs", customer_id=new)
    one = {"customer_id": new, "config_id": configs[0]["id"]}
    config = await tools("get_membership_switch_config", **one)
    target = config["destinationMembershipOffers"][0]["terms"][0]["id"]
    preview = await tools(
        "preview_membership_switch",
        **one,
        source_contract_id=contract["id"],
        membership_offer_term_id=target,
        start_date=str(api.now.date() + timedelta(days=60)),
    )
    assert "paymentPreview" in preview


async def use_trial_offers(tools: Tools, api: EmbeddedApi, form: str) -> None:
    offer = (await tools.listed("list_trial_offer_classes"))[0]
    config = (await tools("get_trial_offer_config", config_id=offer["trialOfferConfigId"]))["leadDataConfig"]
    lead = {
        "trial_offer_config_id": offer["trialOfferConfigId"],
        "first_name": "Eva",
        "last_name": "Muster",
        "email": "eva@example.com",
        "telephone": "+49 1555 2",
    }
    if form == "mandatory-leads":
        assert config["addressMode"] == "MANDATORY"
        assert (await tools("validate_trial_lead", **lead))["valid"] is False
        assert "400" in await tools.refused("create_trial_lead", **lead)
        customer = api.add_customer(status="PROSPECT")
    else:
        assert (await tools("validate_trial_lead", **lead))["valid"] is True
        customer = (await tools("create_trial_lead", **lead))["leadCustomerId"]
        again = await tools("validate_trial_lead", **lead)
        assert (again["validationStatus"], bool(again["hint"])) == ("DUPLICATE_CUSTOMER", True)
    slot = find_free(await tools.listed("get_trial_offer_class_slots", class_id=offer["trialOfferClass"]["id"]))
    whom = {"customer_id": customer, "class_slot_id": slot["id"]}
    assert (await tools("validate_trial_class_booking", **whom))["valid"] is True
    booking = await tools("book_trial_class", **whom)
    assert (await tools("confirm_trial_booking", booking_id=booking["bookingId"]))["status"] == "CONFIRMED"
    kind = (await tools.listed("list_trial_offer_appointments"))[0]["trialOfferBookableAppointment"]["id"]
    free = (await tools.listed("get_trial_offer_appointment_slots", bookable_appointment_id=kind))[-1]
    appointment = {
        "customer_id": customer,
        "bookable_appointment_id": kind,
        "start_date_time": free["startDateTime"],
        "end_date_time": free["endDateTime"],
    }
    assert (await tools("validate_trial_appointment_booking", **appointment))["valid"] is True
    assert (await tools("book_trial_appointment", **appointment))["bookingId"]


async def use_exports(tools: Tools) -> None:
    payload = {
        "fromDate": "2025-03-01",
        "toDate": "2025-03-31",
        "exportFormat": "SINGLE",
        "exportFileFormat": "CSV",
    }
    export = await tools("create_tax_advisor_export", payload=payload)
    assert (await tools("get_tax_advisor_export", export_id=str(export["exportId"])))["fromDate"] == "2025-03-01"


async def use_newer(tools: Tools, member: int, contract: int) -> None:
    """An endpoint that this version does not have is 404, or 405 where only the method is new."""
    period = {"contract_id": contract, "idle_period_id": 1, "start_date": "2025-08-04", "reason_id": 801}
    arguments: dict[str, dict[str, Any]] = {
        "check_in_customer": {"customer_id": member},
        "check_out_customer": {"customer_id": member},
        "get_customer_contract": {"customer_id": member, "contract_id": contract},
        "get_customer_transactions": {"customer_id": member, "start_date": "2025-01-01", "end_date": "2025-02-01"},
        "get_debt_claim_preview": {"customer_id": member, "contract_id": contract},
        "update_idle_period": period,
    }
    assert arguments.keys() == NEWER.keys()
    for name, given in arguments.items():
        message = await tools.refused(name, **given)
        assert "the API has no path" in message or "does not support PUT" in message


async def test_expectations_that_differ(tmp_path: Path) -> None:
    """What docs/testing.md says about this client: it documents another behaviour than the embedded API has."""
    api = EmbeddedApi()
    prospect = api.add_customer(status="PROSPECT")
    with api.serve() as server:
        async with connect(server.url, tmp_path) as (tools, _):
            assert "400" in await tools.refused("list_customers", customer_status="FORMER_MEMBER")
            times = {"start_date_time": "2025-06-04T09:00:00", "end_date_time": "2025-06-04T10:00:00"}
            message = await tools.refused(
                "validate_appointment_booking", customer_id=prospect, bookable_appointment_id=3001, **times
            )
            assert "must be a date-time with offset" in message
            slot = find_free((await tools("list_class_slots", class_id=2001))["result"])
            booking = {"customer_id": prospect, "class_slot_id": slot["id"]}
            assert (await tools("validate_class_booking", **booking))["validationStatus"] == "AVAILABLE"
            entries = await tools.listed("get_account_transactions", customer_id=1001, limit=500)
            assert any(entry["amount"]["amount"] < 0 for entry in entries)
    response = api.handle("GET", "/v1/classes", "sliceSize=10", {"X-API-KEY": TEST_KEY})
    assert response.status == 200
