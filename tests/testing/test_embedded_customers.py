"""Customers of the embedded API: lists in slices, and one by id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from perfectgym_next.testing import EmbeddedApi

Json = Any
Ask = Callable[..., tuple[int, Json]]


def walk(ask: Ask, query: str = "") -> list[Json]:
    customers: list[Json] = []
    offset = ""
    while True:
        found = ask("GET", f"/v1/customers?sliceSize=50{query}{offset}")[1]
        customers += found["result"]
        if not found["hasNext"]:
            return customers
        offset = f"&offset={found['offset']}"


class TestTheList:
    def test_gives_members_by_rising_id_from_1001(self, ask: Ask) -> None:
        members = walk(ask)
        ids = [member["id"] for member in members]
        assert ids[0] == 1001
        assert ids == sorted(set(ids))
        assert {member["status"] for member in members} == {"MEMBER"}
        assert 200 < len(members) < 300

    def test_gives_prospects_when_asked(self, ask: Ask) -> None:
        prospects = walk(ask, "&customerStatus=PROSPECT")
        assert {prospect["status"] for prospect in prospects} == {"PROSPECT"}
        assert len(prospects) > 10

    def test_goes_on_after_last_offset_id(self, ask: Ask) -> None:
        members = walk(ask)
        tenth = members[9]["id"]
        assert ask("GET", f"/v1/customers?lastOffsetId={tenth}&sliceSize=50")[1]["result"] == members[10:60]

    def test_prefers_offset_to_last_offset_id(self, ask: Ask) -> None:
        with_both = ask("GET", "/v1/customers?lastOffsetId=1200&offset=1100&sliceSize=50")
        assert with_both == ask("GET", "/v1/customers?offset=1100&sliceSize=50")

    def test_has_as_many_customers_as_it_was_made_with(self, asker: Callable[..., Ask]) -> None:
        ask = asker(EmbeddedApi(customers=4))
        assert ask("GET", "/v1/customers/1004")[0] == 200
        assert ask("GET", "/v1/customers/1005")[0] == 404

    def test_of_a_status_that_cannot_be_asked_for_is_refused(self, ask: Ask) -> None:
        status, error = ask("GET", "/v1/customers?customerStatus=FORMER_MEMBER")
        assert (status, error["reference"]) == (400, "customerStatus")


class TestOneCustomer:
    def test_reads_alone_as_in_the_list(self, ask: Ask) -> None:
        assert ask("GET", "/v1/customers/1001")[1] == walk(ask)[0]

    def test_is_the_same_across_studios(self, ask: Ask) -> None:
        assert ask("GET", "/v1/cross-studio/customers/1002") == ask("GET", "/v1/customers/1002")

    def test_has_a_valid_iban_and_an_address_that_reaches_nobody(self, ask: Ask) -> None:
        customer = ask("GET", "/v1/customers/1002")[1]
        iban = customer["bankAccount"]["iban"]
        digits = "".join(str(int(character, 36)) for character in iban[4:] + iban[:4])
        assert int(digits) % 97 == 1
        assert customer["email"].endswith("@example.com")

    @pytest.mark.parametrize(("notation", "base"), [("HEX_MSB", "big"), ("HEX_LSB", "little")])
    def test_shows_card_numbers_in_the_notation_asked_for(self, ask: Ask, notation: str, base: str) -> None:
        decimal = ask("GET", "/v1/customers/1002")[1]
        other = ask("GET", f"/v1/customers/1002?cardNumberFormat={notation}")[1]
        number = int.from_bytes(bytes.fromhex(other["cardNumbers"][0]), base)  # type: ignore[arg-type]  # big or little
        assert str(number) == decimal["cardNumbers"][0]
        assert other["accessMediums"][0]["value"] == other["cardNumbers"][0]
        assert other["accessMediums"][1] == decimal["accessMediums"][1]

    def test_that_does_not_exist_is_not_found(self, ask: Ask) -> None:
        status, error = ask("GET", "/v1/customers/1000")
        assert status == 404
        assert error["errorMessage"] == "there is no customer 1000"
        assert error["reference"] == "customerId"
        assert error["traceId"]
