"""Leads."""

from __future__ import annotations

from typing import ClassVar

import pytest

from tests.support.embedded import Ask, Json


def validate(ask: Ask, slot: Json, customer_id: int = 1001) -> str:
    body = {"customerId": customer_id, "classSlotId": slot["id"]}
    return str(ask("POST", "/v1/classes/booking/validate", body)[1]["validationStatus"])


class TestLeads:
    BODY: ClassVar[Json] = {
        "leadCustomer": {"firstname": "Max", "lastname": "M", "email": "max@example.com", "telephone": "1"},
        "address": {"street": "A", "houseNumber": "1", "zipCode": "2", "city": "Ulm", "countryCode": "DE"},
        "communicationPreferences": [
            {"messageCategory": "GENERAL", "channels": [{"communicationChannel": "EMAIL", "active": False}]}
        ],
        "additionalInformation": [{"additionalFieldId": 351, "values": ["Radio"]}],
    }

    def test_become_prospects_with_their_preferences(self, ask: Ask) -> None:
        assert ask("POST", "/v1/leads/validate", self.BODY)[1] == {"status": "POSSIBLE"}
        lead = ask("POST", "/v1/leads/create", self.BODY)[1]
        record = ask("GET", f"/v1/customers/{lead['id']}")[1]
        assert (record["city"], record["uuid"], record["customerNumber"]) == (
            "Ulm",
            lead["uuid"],
            lead["customerNumber"],
        )
        preferences = ask("GET", f"/v1/communications/{lead['id']}/communication-preferences")[1]
        general = next(p for p in preferences if p["messageCategory"] == "GENERAL")
        assert general["channels"][0]["active"] is False
        assert ask("POST", "/v1/leads/validate", self.BODY)[1] == {"status": "DUPLICATE_CUSTOMER"}
        assert ask("POST", "/v1/leads/create", self.BODY)[1]["reference"] == "leadCustomer.email"

    @pytest.mark.parametrize(
        ("members", "status", "reference"),
        [
            ({"leadCustomer": {"firstname": "M", "lastname": "M", "email": "m"}}, 400, "leadCustomer.telephone"),
            ({"additionalInformation": [{"additionalFieldId": 1}]}, 404, "additionalInformation[0].additionalFieldId"),
        ],
    )
    def test_that_do_not_say_what_the_form_asks_are_refused(
        self, ask: Ask, members: Json, status: int, reference: str
    ) -> None:
        assert ask("POST", "/v1/leads/validate", {**self.BODY, **members})[1] == {"status": "INVALID_LEAD_DATA"}
        answered, error = ask("POST", "/v1/leads/create", {**self.BODY, **members})
        assert (answered, error["reference"]) == (status, reference)
        assert ask("GET", "/v1/leads/config")[1]["telephoneMode"] == "MANDATORY"
