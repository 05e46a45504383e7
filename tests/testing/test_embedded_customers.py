"""Customers with their access media, benefits, check-ins and documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from perfectgym_next import PerfectGym, PermissionDeniedError
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.embedded import Ask, Json, bookable_slots, walk

NEW = {
    "firstName": "Ada",
    "lastName": "Lovelace",
    "dateOfBirth": "1990-12-10",
    "email": "ada@example.com",
    "street": "Ahornweg",
    "houseNumber": "1",
    "city": "Berlin",
    "zipCode": "10437",
    "countryCode": "DE",
    "language": {"languageCode": "en"},
    "phoneNumberMobile": "+49 1555 1",
}


def upload(name: str, content: bytes, filename: str | None = "scan.pdf") -> tuple[bytes, dict[str, str]]:
    shown = f'; filename="{filename}"' if filename else ""
    body = f'--b\r\nContent-Disposition: form-data; name="{name}"{shown}\r\n\r\n'.encode() + content + b"\r\n--b--\r\n"
    return body, {"Content-Type": "multipart/form-data; boundary=b"}


class TestTheList:
    def test_gives_members_by_rising_id_from_1001(self, ask: Ask) -> None:
        members = walk(ask, "/v1/customers")
        ids = [member["id"] for member in members]
        assert ids[0] == 1001
        assert ids == sorted(set(ids))
        assert {member["status"] for member in members} == {"MEMBER"}
        assert 200 < len(members) < 300

    def test_gives_prospects_when_asked(self, ask: Ask) -> None:
        prospects = walk(ask, "/v1/customers", "&customerStatus=PROSPECT")
        assert {prospect["status"] for prospect in prospects} == {"PROSPECT"}
        assert len(prospects) > 10

    def test_goes_on_after_last_offset_id(self, ask: Ask) -> None:
        members = walk(ask, "/v1/customers")
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
        assert ask("GET", "/v1/customers/1001")[1] == walk(ask, "/v1/customers")[0]

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


class TestFindingACustomer:
    def identifiers(self, ask: Ask) -> dict[str, str]:
        record = ask("GET", "/v1/customers/1003")[1]
        media = {medium["type"]: medium["value"] for medium in record["accessMediums"]}
        return {
            "cardNumber": media["CARD_NUMBER"],
            "pin": media["PIN"],
            "barcode": media["BARCODE"],
            "customerNumber": record["customerNumber"],
            "qrCodeUuid": record["uuid"],
            "debtorId": "2001003",
        }

    @pytest.mark.parametrize("name", ["cardNumber", "pin", "barcode", "customerNumber", "qrCodeUuid", "debtorId"])
    @pytest.mark.parametrize("studios", ["", "cross-studio/"])
    def test_works_by_each_identifier(self, ask: Ask, name: str, studios: str) -> None:
        value = self.identifiers(ask)[name]
        status, found = ask("GET", f"/v1/{studios}customers/by?{name}={value}")
        assert (status, found["id"]) == (200, 1003)

    @pytest.mark.parametrize(("notation", "order"), [("HEX_MSB", "big"), ("HEX_LSB", "little")])
    def test_works_by_a_hexadecimal_card_number(self, ask: Ask, notation: str, order: Any) -> None:
        card = int(self.identifiers(ask)["cardNumber"]).to_bytes(4, order).hex().upper()
        found = ask("GET", f"/v1/customers/by?cardNumber={card}&cardNumberFormat={notation}")[1]
        assert found["cardNumbers"] == [card]

    def test_needs_all_identifiers_to_fit(self, ask: Ask) -> None:
        card = self.identifiers(ask)["cardNumber"]
        assert ask("GET", f"/v1/customers/by?cardNumber={card}&customerNumber=1-1003")[0] == 200
        assert ask("GET", f"/v1/customers/by?cardNumber={card}&customerNumber=1-1004")[0] == 404

    def test_needs_an_identifier(self, ask: Ask) -> None:
        status, error = ask("GET", "/v1/customers/by")
        assert (status, error["errorCode"]) == (400, "embedded.IDENTIFIER_MISSING")

    @pytest.mark.parametrize("query", ["pin=nobody", "cardNumber=xyz&cardNumberFormat=HEX_MSB"])
    def test_that_nobody_is_finds_nobody(self, ask: Ask, query: str) -> None:
        status, error = ask("GET", f"/v1/customers/by?{query}")
        assert (status, error["reference"]) == (404, query.partition("=")[0])

    def test_gives_the_contracts_too(self, ask: Ask) -> None:
        card = self.identifiers(ask)["cardNumber"]
        assert ask("GET", f"/v1/customers/contracts/by?cardNumber={card}") == ask("GET", "/v1/customers/1003/contracts")


class TestSearching:
    def test_takes_beginnings_of_names_in_any_case(self, ask: Ask) -> None:
        customer = ask("GET", "/v1/customers/1003")[1]
        body = {"firstName": customer["firstName"][:2].upper(), "lastName": customer["lastName"][:3].lower()}
        found = ask("POST", "/v1/customers/search", body)[1]
        assert 1003 in [match["id"] for match in found]
        assert all(match["firstName"].startswith(customer["firstName"][:2]) for match in found)

    def test_takes_whole_addresses_and_dates(self, ask: Ask) -> None:
        customer = ask("GET", "/v1/customers/1003")[1]
        for name in ("email", "dateOfBirth"):
            found = ask("POST", "/v1/cross-studio/customers/search", {name: customer[name]})[1]
            assert 1003 in [match["id"] for match in found]
        assert ask("POST", "/v1/customers/search", {"email": customer["email"][:4]}) == (200, [])

    def test_needs_a_criterion(self, ask: Ask) -> None:
        assert ask("POST", "/v1/customers/search", {"cardNumberFormat": "DECIMAL"})[0] == 400


class TestANewCustomer:
    def test_is_a_prospect_who_can_be_read_found_and_listed(self, ask: Ask) -> None:
        customer_id = ask("POST", "/v1/customers/create", NEW)[1]["customerId"]
        record = ask("GET", f"/v1/customers/{customer_id}")[1]
        assert customer_id == 1301
        assert (record["firstName"], record["country"], record["status"]) == ("Ada", "DE", "PROSPECT")
        assert (record["phonePrivateMobile"], record["preferredLanguage"]) == (
            "+49 1555 1",
            {"languageCode": "en"} | {k: v for k, v in record["preferredLanguage"].items() if v is None},
        )
        assert ask("POST", "/v1/customers/search", {"email": "ADA@example.com"})[1][0]["id"] == customer_id
        assert ask("GET", f"/v1/customers/by?customerNumber={record['customerNumber']}")[1]["id"] == customer_id
        prospects = ask("GET", "/v1/customers?customerStatus=PROSPECT")[1]["result"]
        assert prospects[-1]["id"] == customer_id

    def test_has_an_empty_account_no_documents_and_no_visits(self, ask: Ask) -> None:
        customer_id = ask("POST", "/v1/customers/create", NEW)[1]["customerId"]
        balance = ask("GET", f"/v1/customers/{customer_id}/account/balances")[1]["accountBalance"]
        assert balance == {"amount": 0, "currency": "EUR"}
        for what in ("account/transactions", "documents", "activities/checkins"):
            assert ask("GET", f"/v1/customers/{customer_id}/{what}")[1]["result"] == []
        assert ask("GET", f"/v1/customers/{customer_id}/contracts") == (200, [])

    def test_uses_up_the_payment_request_it_came_with(self, api: EmbeddedApi, ask: Ask) -> None:
        body = {**NEW, "paymentRequestToken": api.add_payment_request("0")}
        assert ask("POST", "/v1/customers/create", body)[0] == 200
        status, error = ask("POST", "/v1/customers/create", body)
        assert (status, error["reference"]) == (409, "paymentRequestToken")


class TestAccess:
    def test_codes_expire(self, ask: Ask) -> None:
        code = ask("GET", "/v1/customers/1001/access-code")[1]
        assert (code["format"], code["expiresAt"]) == ("QR_CODE", "2025-06-02T07:15:00Z")

    @pytest.mark.parametrize(("method", "path"), [("POST", "access-mediums"), ("PUT", "access-medium")])
    def test_media_are_added_changed_and_deleted(self, ask: Ask, method: str, path: str) -> None:
        medium = ask(method, f"/v1/customers/1001/{path}", {"type": "CARD_NUMBER", "value": "777"})[1]
        assert ask("GET", "/v1/customers/by?cardNumber=777")[1]["id"] == 1001
        own = f"/v1/customers/1001/access-mediums/{medium['id']}"
        assert ask("PUT", own, {"value": "778"})[1]["value"] == "778"
        assert "778" in ask("GET", "/v1/customers/1001")[1]["cardNumbers"]
        assert ask("GET", "/v1/customers/by?cardNumber=777")[0] == 404
        assert ask("DELETE", own) == (200, None)
        assert "778" not in ask("GET", "/v1/customers/1001")[1]["cardNumbers"]
        assert ask("DELETE", own)[0] == 404

    def test_media_belong_to_one_customer(self, ask: Ask) -> None:
        card = ask("GET", "/v1/customers/1002")[1]["cardNumbers"][0]
        status, error = ask("POST", "/v1/customers/1001/access-mediums", {"type": "CARD_NUMBER", "value": card})
        assert (status, error["errorCode"]) == (409, "embedded.ACCESS_MEDIUM_IN_USE")
        own = ask("POST", "/v1/customers/1001/access-mediums", {"type": "CARD_NUMBER", "value": "777"})[1]["id"]
        status, error = ask("PUT", f"/v1/customers/1001/access-mediums/{own}", {"value": card})
        assert (status, error["errorCode"]) == (409, "embedded.ACCESS_MEDIUM_IN_USE")
        assert ask("PUT", f"/v1/customers/1002/access-mediums/{own}", {"value": "1"})[0] == 404

    def test_media_have_a_type_and_a_value(self, ask: Ask) -> None:
        for body, missing in (({"type": "PIN"}, "value"), ({"value": "1"}, "type")):
            status, error = ask("POST", "/v1/customers/1001/access-mediums", body)
            assert (status, error["reference"]) == (400, missing)
        own = ask("POST", "/v1/customers/1001/access-mediums", {"type": "CARD_NUMBER", "value": "777"})[1]["id"]
        assert ask("PUT", f"/v1/customers/1001/access-mediums/{own}", {})[1]["reference"] == "value"

    @pytest.mark.parametrize(("method", "body"), [("PUT", {"value": "777"}), ("DELETE", None)])
    def test_media_of_the_studio_are_not_changed(self, ask: Ask, method: str, body: Json) -> None:
        medium = ask("GET", "/v1/customers/1001")[1]["accessMediums"][0]
        status, error = ask(method, f"/v1/customers/1001/access-mediums/{medium['id']}", body)
        assert (status, error["errorCode"]) == (409, "embedded.ACCESS_MEDIUM_OF_STUDIO")
        assert ask("GET", "/v1/customers/1001")[1]["accessMediums"][0] == medium

    def test_wallet_passes_may_be_alike(self, ask: Ask) -> None:
        for customer_id in (1001, 1002):
            body = {"type": "WALLET_PASS", "value": "same"}
            assert ask("POST", f"/v1/customers/{customer_id}/access-mediums", body)[0] == 200

    @pytest.mark.parametrize(
        ("period", "refused"),
        [
            ({}, True),
            ({"startDate": "2025-06-03", "endDate": "2025-06-04"}, False),
            ({"startDate": "2025-05-01", "endDate": "2025-06-01"}, False),
            ({"startDate": "2025-06-02", "endDate": "2025-06-02"}, True),
        ],
    )
    def test_restrictions_refuse_access_while_they_run(self, ask: Ask, period: Json, refused: bool) -> None:
        path = "/v1/customers/1001/access-restrictions"
        assert ask("PUT", path, {"reason": "Destroyed equipment", **period})[0] == 200
        record = ask("GET", "/v1/customers/1001")[1]
        assert record["accessRefusal"] is refused
        assert record["accessRestrictions"][0]["reason"] == "Destroyed equipment"
        assert ask("DELETE", path) == (200, None)
        assert ask("GET", "/v1/customers/1001")[1]["accessRefusal"] is False
        assert ask("DELETE", path)[0] == 404

    def test_restrictions_end_after_they_start(self, ask: Ask) -> None:
        body = {"reason": "x", "startDate": "2025-06-03", "endDate": "2025-06-02"}
        status, error = ask("PUT", "/v1/customers/1001/access-restrictions", body)
        assert (status, error["reference"]) == (400, "endDate")

    @pytest.mark.parametrize(("given", "missing"), [("startDate", "endDate"), ("endDate", "startDate")])
    def test_restrictions_have_both_days_or_neither(self, ask: Ask, given: str, missing: str) -> None:
        body = {"reason": "x", given: "2025-06-03"}
        status, error = ask("PUT", "/v1/customers/1001/access-restrictions", body)
        assert (status, error["reference"]) == (400, missing)

    @pytest.mark.parametrize(("method", "body"), [("PUT", {"reason": "x"}), ("DELETE", None)])
    def test_restrictions_of_the_studio_are_not_changed(
        self, api: EmbeddedApi, ask: Ask, method: str, body: Json
    ) -> None:
        customer_id = api.add_customer(access_restrictions=[{"reason": "House ban"}])
        status, error = ask(method, f"/v1/customers/{customer_id}/access-restrictions", body)
        assert (status, error["errorCode"]) == (409, "embedded.ACCESS_RESTRICTION_OF_STUDIO")
        restrictions = ask("GET", f"/v1/customers/{customer_id}")[1]["accessRestrictions"]
        assert [restriction["reason"] for restriction in restrictions] == ["House ban"]


class TestConsent:
    OF_CUSTOMER = ("", "/account/balances", "/contracts", "/documents", "/activities/checkins", "/benefits")

    def refusals(self, ask: Ask) -> list[Json]:
        card = ask("GET", "/v1/customers/1002")[1].get("cardNumbers", ["1200037074"])[0]
        slot = bookable_slots(ask)[0]["id"]
        body = {"customerId": 1002, "classSlotId": slot}
        session = {"customerId": 1002, "amount": 0, "scope": "MEMBER_ACCOUNT", "referenceText": "fee"}
        return [
            *(ask("GET", f"/v1/customers/1002{path}") for path in self.OF_CUSTOMER),
            ask("GET", "/v1/cross-studio/customers/1002"),
            ask("GET", f"/v1/customers/by?cardNumber={card}"),
            ask("GET", "/v1/classes/booking?customerId=1002"),
            ask("POST", "/v1/classes/booking/book", body),
            ask("POST", "/v1/payments/user-session", session),
            ask("GET", "/v1/memberships/100201/self-service/idle-periods"),
        ]

    def test_that_was_withdrawn_refuses_all_requests_for_the_customer(self, api: EmbeddedApi, ask: Ask) -> None:
        assert {status for status, _ in self.refusals(ask)} == {200}
        booking = ask("GET", "/v1/classes/booking?customerId=1002")[1][0]["bookingId"]
        api.withdraw_consent(1002)
        refused = [*self.refusals(ask), ask("DELETE", f"/v1/classes/booking/{booking}")]
        assert {status for status, _ in refused} == {403}
        codes = {error["errorCode"] for _, error in refused}
        assert codes == {"errormessage.third.party.customer.access.disabled"}
        assert {error["reference"] for _, error in refused} == {"customerId", "cardNumber", "contractId", "bookingId"}
        api.give_consent(1002)
        assert ask("GET", f"/v1/classes/booking/{booking}")[1]["bookingStatus"] == "BOOKED"

    def test_that_was_withdrawn_hides_the_customer_in_lists(self, api: EmbeddedApi, ask: Ask) -> None:
        name = {"lastName": ask("GET", "/v1/customers/1002")[1]["lastName"]}
        api.withdraw_consent(1002)
        assert 1002 not in [customer["id"] for customer in walk(ask, "/v1/customers")]
        assert 1002 not in [customer["id"] for customer in ask("POST", "/v1/customers/search", name)[1]]
        card = {"type": "PIN", "value": str(1000 + 1002 * 7)}
        assert ask("POST", "/v1/customers/1001/access-mediums", card)[1]["errorCode"] == "embedded.ACCESS_MEDIUM_IN_USE"

    def test_leaves_the_customer_as_it_was(self, api: EmbeddedApi, ask: Ask) -> None:
        member = api.add_customer()
        api.add_contract(member, canceled_for=date(2025, 6, 30))
        api.withdraw_consent(member)
        api.add_bookings(member, "9.90")
        api.advance(to=date(2025, 7, 1))
        api.give_consent(member)
        assert ask("GET", f"/v1/customers/{member}")[1]["status"] == "FORMER_MEMBER"
        with pytest.raises(LookupError, match="no customer 7"):
            api.withdraw_consent(7)
        with pytest.raises(LookupError, match="no customer 7"):
            api.give_consent(7)

    def test_is_a_permission_error_that_says_whom_to_ask(self, api: EmbeddedApi) -> None:
        api.withdraw_consent(1002)
        with (
            PerfectGym("any-tenant", api_key=TEST_KEY, transport=api.transport()) as gym,
            pytest.raises(PermissionDeniedError, match="ask the member, no scope changes it"),
        ):
            gym.customers.get_customer(1002)


class TestDocuments:
    def test_are_uploaded_listed_and_read(self, ask: Ask) -> None:
        body, headers = upload("file", b"%PDF")
        new = ask("POST", "/v1/customers/1001/documents?description=Scan", body, **headers)[1]["id"]
        document = ask("GET", f"/v1/customers/1001/documents/{new}")[1]
        assert (document["fileName"], document["description"]) == ("scan.pdf", "Scan")
        assert [d["id"] for d in ask("GET", "/v1/customers/1001/documents")[1]["result"]][-1] == new
        assert ask("GET", f"/v1/customers/1002/documents/{new}")[0] == 404

    def test_without_a_name_get_one(self, ask: Ask) -> None:
        body, headers = upload("file", b"x", None)
        new = ask("POST", "/v1/customers/1001/documents", body, **headers)[1]["id"]
        assert ask("GET", f"/v1/customers/1001/documents/{new}")[1]["fileName"] == "document"

    def test_that_are_empty_are_refused(self, ask: Ask) -> None:
        body, headers = upload("file", b"")
        status, error = ask("POST", "/v1/customers/1001/documents", body, **headers)
        assert (status, error["reference"]) == (400, "file")

    def test_pictures_are_replaced(self, ask: Ask) -> None:
        body, headers = upload("image", b"\x89PNG")
        url = ask("PUT", "/v1/customers/1001/images", body, **headers)[1]["imageUrl"]
        assert ask("GET", "/v1/customers/1001")[1]["imageUrl"] == url


class TestVisits:
    def test_are_listed_the_latest_first_in_every_studio_alike(self, ask: Ask) -> None:
        visits = ask("GET", "/v1/customers/1001/activities/checkins")[1]["result"]
        times = [visit["checkInDateTime"] for visit in visits]
        assert times == sorted(times, reverse=True)
        assert ask("GET", "/v1/cross-studio/customers/1001/activities/checkins")[1]["result"] == visits

    @pytest.fixture
    def visited(self, api: EmbeddedApi) -> int:
        """A customer who came on some days of the last year."""
        customer_id = api.add_customer()
        for day in ((2024, 6, 2), (2025, 5, 1), (2025, 5, 2), (2025, 6, 1), (2025, 6, 2)):
            api.add_checkin(customer_id, datetime(*day, 7, 0))
        return customer_id

    @pytest.mark.parametrize(
        ("query", "days"),
        [
            ("", ["2025-06-02", "2025-06-01", "2025-05-02"]),
            ("?fromDate=2025-05-01", ["2025-06-02", "2025-06-01", "2025-05-02", "2025-05-01"]),
            ("?toDate=2025-06-01", ["2025-06-01", "2025-05-02", "2025-05-01"]),
            (
                "?fromDate=2024-06-02&toDate=2025-06-02",
                ["2025-06-02", "2025-06-01", "2025-05-02", "2025-05-01", "2024-06-02"],
            ),
            ("?fromDate=2026-01-01&toDate=2026-02-01", []),
            ("?toDate=0001-01-01", []),
            ("?toDate=9999-12-31", []),
        ],
    )
    @pytest.mark.parametrize("studios", ["", "cross-studio/"])
    def test_are_those_of_the_last_month_unless_days_are_given(
        self, ask: Ask, visited: int, studios: str, query: str, days: list[str]
    ) -> None:
        found = ask("GET", f"/v1/{studios}customers/{visited}/activities/checkins{query}")[1]["result"]
        assert [visit["checkInDateTime"][:10] for visit in found] == days

    @pytest.mark.parametrize("query", ["fromDate=2024-06-01&toDate=2025-06-02", "fromDate=2024-06-01"])
    def test_of_more_than_a_year_are_refused(self, ask: Ask, visited: int, query: str) -> None:
        status, error = ask("GET", f"/v1/customers/{visited}/activities/checkins?{query}")
        assert (status, error["reference"]) == (400, "toDate")
        assert "at most 365 days" in error["errorMessage"]

    def test_are_narrowed_to_days(self, ask: Ask) -> None:
        path = "/v1/customers/1001/activities/checkins"
        days = [visit["checkInDateTime"][:10] for visit in ask("GET", path)[1]["result"]]
        found = ask("GET", f"{path}?fromDate={days[3]}&toDate={days[1]}")[1]["result"]
        assert [visit["checkInDateTime"][:10] for visit in found] == days[1:4]
        assert ask("GET", f"{path}?fromDate={days[1]}&toDate={days[3]}")[1]["reference"] == "toDate"


class TestBenefits:
    def test_are_used_up(self, ask: Ask) -> None:
        path = "/v1/customers/1001/benefits"
        assert ask("GET", f"{path}?key=WEIGHING&key=SAUNA")[1] == [
            {"key": "WEIGHING", "valid": True},
            {"key": "SAUNA", "valid": True},
        ]
        assert ask("POST", f"{path}/WEIGHING/use") == (200, None)
        card = ask("GET", "/v1/customers/1001")[1]["cardNumbers"][0]
        benefits = ask("GET", f"/v1/customers/benefits?cardNumber={card}")[1]
        assert {"key": "WEIGHING", "valid": False} in benefits
        assert ask("POST", f"{path}/WEIGHING/use")[0] == 409

    def test_that_do_not_exist_are_not_valid(self, ask: Ask) -> None:
        assert ask("GET", "/v1/customers/1001/benefits?key=SAUNA&key=GOLD")[1] == [
            {"key": "SAUNA", "valid": True},
            {"key": "GOLD", "valid": False},
        ]
        status, error = ask("POST", "/v1/customers/1001/benefits/GOLD/use")
        assert (status, error["reference"]) == (404, "benefitKey")

    def test_are_for_members(self, ask: Ask) -> None:
        prospect = ask("GET", "/v1/customers?customerStatus=PROSPECT")[1]["result"][0]["id"]
        assert not any(benefit["valid"] for benefit in ask("GET", f"/v1/customers/{prospect}/benefits")[1])

    def test_a_weighing_uses_one_and_tells_the_height(self, ask: Ask) -> None:
        path = "/v1/customers/1001/weighing"
        stored = ask("POST", f"{path}?benefitKey=WEIGHING", {"rawResults": "x", "height": 180.5})[1]
        assert stored["databaseId"]
        assert ask("POST", f"{path}?benefitKey=WEIGHING", {"rawResults": "x"})[0] == 409
        assert ask("GET", "/v1/customers/measurement/latest?customerNumber=1-1001")[0] == 400
        pin = ask("GET", "/v1/customers/1001")[1]["accessMediums"][1]["value"]
        latest = ask("GET", f"/v1/customers/measurement/latest?pin={pin}")[1]
        assert str(latest["height"]) == "180.5"
        assert latest["age"] > 15

    def test_a_height_is_there_before_any_weighing(self, ask: Ask) -> None:
        pin = ask("GET", "/v1/customers/1002")[1]["accessMediums"][1]["value"]
        assert 150 <= ask("GET", f"/v1/customers/measurement/latest?pin={pin}")[1]["height"] <= 205


class TestAdditionalInformation:
    PATH = "/v1/customers/1001/additional-information-field-assignments"

    def test_is_set_for_all_fields_at_once(self, ask: Ask) -> None:
        fields = {field["type"]: field for field in ask("GET", "/v1/customers/additional-information-fields")[1]}
        yoga = next(item["id"] for item in fields["LIST"]["listItems"] if item["name"] == "Yoga")
        values = {"BOOLEAN": "true", "DATE": "2025-06-02", "LIST": str(yoga), "NUMERIC": "-12", "TEXT": "Grandma"}
        body = [{"additionalInformationFieldId": fields[kind]["id"], "value": value} for kind, value in values.items()]
        assert ask("PUT", self.PATH, body) == (200, body)
        assert ask("GET", "/v1/customers/1001")[1]["additionalInformationFieldAssignments"] == body

    def test_that_is_left_out_is_gone(self, ask: Ask) -> None:
        locker, contact = ({"additionalInformationFieldId": number, "value": "7"} for number in (304, 305))
        for body in ([locker, contact], [contact], []):
            assert ask("PUT", self.PATH, body) == (200, body)
            assert ask("GET", "/v1/customers/1001")[1]["additionalInformationFieldAssignments"] == body

    def test_of_a_new_customer_follows_the_same_rules(self, ask: Ask) -> None:
        name = "additionalInformationFieldAssignments"
        wrong = {**NEW, name: [{"additionalInformationFieldId": 303, "value": "Yoga"}]}
        status, error = ask("POST", "/v1/customers/create", wrong)
        assert (status, error["reference"]) == (400, f"{name}[0].value")
        right = {**NEW, name: [{"additionalInformationFieldId": 303, "value": "3"}]}
        customer_id = ask("POST", "/v1/customers/create", right)[1]["customerId"]
        assert ask("GET", f"/v1/customers/{customer_id}")[1][name] == right[name]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            (301, "yes"),
            (302, "tomorrow"),
            (302, "20250602"),
            (302, "2025-W23-1"),
            (303, "Chess"),
            (303, "Yoga"),
            (304, "many"),
            (304, "NaN"),
            (304, "1.5"),
            (304, "١"),
        ],
    )
    def test_of_another_kind_is_refused_by_its_place(self, ask: Ask, field: int, value: str) -> None:
        good = {"additionalInformationFieldId": 305, "value": "x"}
        status, error = ask("PUT", self.PATH, [good, {"additionalInformationFieldId": field, "value": value}])
        assert (status, error["reference"]) == (400, "[1].value")
        assert ask("GET", "/v1/customers/1001")[1]["additionalInformationFieldAssignments"] == []

    def test_of_an_unknown_field_is_not_found(self, ask: Ask) -> None:
        status, error = ask("PUT", self.PATH, [{"additionalInformationFieldId": 1, "value": "x"}])
        assert (status, error["reference"]) == (404, "[0].additionalInformationFieldId")


class TestMovingToAnotherStudio:
    PATH = "/v1/customers/1001/switch-studio"

    def studios(self, ask: Ask) -> tuple[int, int]:
        here = ask("GET", "/v1/studios/information")[1]["studioId"]
        offering = [s["studioId"] for s in ask("GET", "/v1/cross-studio/membership-offers/studios")[1]]
        return here, next(studio for studio in offering if studio != here)

    def test_is_for_today_or_a_day_before(self, ask: Ask) -> None:
        here, there = self.studios(ask)
        status, error = ask("POST", self.PATH, {"targetStudioId": there, "switchDate": "2025-06-03"})
        assert (status, error["reference"]) == (400, "switchDate")
        assert ask("GET", "/v1/customers/1001")[1]["studioId"] == here
        assert ask("POST", self.PATH, {"targetStudioId": there, "switchDate": "2025-06-02"}) == (200, None)
        assert ask("GET", "/v1/customers/1001")[1]["studioId"] == there

    def test_needs_the_key_of_the_present_studio(self, ask: Ask) -> None:
        here, there = self.studios(ask)
        ask("POST", self.PATH, {"targetStudioId": there, "switchDate": "2025-06-02"})
        status, error = ask("POST", self.PATH, {"targetStudioId": here, "switchDate": "2025-06-02"})
        assert (status, error["errorCode"]) == (409, "embedded.CUSTOMER_OF_OTHER_STUDIO")

    def test_needs_a_studio_that_is_another(self, ask: Ask) -> None:
        here, _ = self.studios(ask)
        assert ask("POST", self.PATH, {"targetStudioId": here, "switchDate": "2025-06-02"})[0] == 409
        assert (
            ask("POST", self.PATH, {"targetStudioId": 5, "switchDate": "2025-06-02"})[1]["reference"]
            == "targetStudioId"
        )
