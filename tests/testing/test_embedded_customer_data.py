"""What the embedded API keeps about customers: one operation writes, another reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest

from perfectgym_next.testing import EmbeddedApi

Json = Any
Ask = Callable[..., tuple[int, Json]]

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
        assert (status, error["errorCode"]) == (400, "IDENTIFIER_MISSING")

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
        body = {**NEW, "paymentRequestToken": api.add_payment_request("1.00")}
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
        assert (status, error["errorCode"]) == (409, "ACCESS_MEDIUM_IN_USE")
        own = ask("GET", "/v1/customers/1001")[1]["accessMediums"][0]["id"]
        assert ask("PUT", f"/v1/customers/1001/access-mediums/{own}", {"value": card})[0] == 409
        assert ask("PUT", f"/v1/customers/1002/access-mediums/{own}", {"value": "1"})[0] == 404

    def test_media_have_a_type_and_a_value(self, ask: Ask) -> None:
        for body, missing in (({"type": "PIN"}, "value"), ({"value": "1"}, "type")):
            status, error = ask("POST", "/v1/customers/1001/access-mediums", body)
            assert (status, error["reference"]) == (400, missing)
        own = ask("GET", "/v1/customers/1001")[1]["accessMediums"][0]["id"]
        assert ask("PUT", f"/v1/customers/1001/access-mediums/{own}", {})[1]["reference"] == "value"

    def test_wallet_passes_may_be_alike(self, ask: Ask) -> None:
        for customer_id in (1001, 1002):
            body = {"type": "WALLET_PASS", "value": "same"}
            assert ask("POST", f"/v1/customers/{customer_id}/access-mediums", body)[0] == 200

    @pytest.mark.parametrize(
        ("period", "refused"),
        [({}, True), ({"startDate": "2025-06-03"}, False), ({"endDate": "2025-06-01"}, False)],
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

    def test_are_narrowed_to_days(self, ask: Ask) -> None:
        path = "/v1/customers/1001/activities/checkins"
        days = [visit["checkInDateTime"][:10] for visit in ask("GET", path)[1]["result"]]
        found = ask("GET", f"{path}?fromDate={days[3]}&toDate={days[1]}")[1]["result"]
        assert [visit["checkInDateTime"][:10] for visit in found] == days[1:4]
        assert ask("GET", f"{path}?fromDate={days[1]}&toDate={days[3]}")[1]["reference"] == "toDate"

    def test_vouchers_are_redeemed_once(self, ask: Ask) -> None:
        body = {"voucherCode": "CHVB1", "firstname": "A", "lastname": "B", "email": "c@example.com"}
        assert len(ask("POST", "/v1/checkin-vouchers/redeem", body)[1]["studioAccessCode"]) == 8
        assert ask("POST", "/v1/checkin-vouchers/redeem", body)[0] == 409
        assert ask("POST", "/v1/checkin-vouchers/redeem", {**body, "voucherCode": ""})[0] == 400


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

    def test_that_do_not_exist_are_not_found(self, ask: Ask) -> None:
        assert ask("POST", "/v1/customers/1001/benefits/GOLD/use")[0] == 404
        assert ask("GET", "/v1/customers/1001/benefits?key=SAUNA&key=GOLD")[1]["reference"] == "key[1]"

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

    def test_is_set_field_by_field(self, ask: Ask) -> None:
        fields = {field["type"]: field for field in ask("GET", "/v1/customers/additional-information-fields")[1]}
        values = {"BOOLEAN": "true", "DATE": "2025-06-02", "LIST": "Yoga", "NUMERIC": "12.5", "TEXT": "Grandma"}
        for kind, value in values.items():
            body = [{"additionalInformationFieldId": fields[kind]["id"], "value": value}]
            assert ask("PUT", self.PATH, body)[0] == 200
        kept = ask("GET", "/v1/customers/1001")[1]["additionalInformationFieldAssignments"]
        assert [assignment["value"] for assignment in kept] == list(values.values())

    @pytest.mark.parametrize(
        ("field", "value"), [(301, "yes"), (302, "tomorrow"), (303, "Chess"), (304, "many"), (304, "NaN")]
    )
    def test_of_another_kind_is_refused_by_its_place(self, ask: Ask, field: int, value: str) -> None:
        good = {"additionalInformationFieldId": 305, "value": "x"}
        status, error = ask("PUT", self.PATH, [good, {"additionalInformationFieldId": field, "value": value}])
        assert (status, error["reference"]) == (400, "[1].value")
        assert ask("GET", "/v1/customers/1001")[1]["additionalInformationFieldAssignments"] == []

    def test_of_an_unknown_field_is_not_found(self, ask: Ask) -> None:
        status, error = ask("PUT", self.PATH, [{"additionalInformationFieldId": 1, "value": "x"}])
        assert (status, error["reference"]) == (404, "[0].additionalInformationFieldId")


class TestCommunication:
    PREFERENCES = "/v1/communications/1001/communication-preferences"
    THREAD: ClassVar[Json] = {
        "communicationThreadStatus": "CREATED",
        "subject": "Complaint",
        "content": "The sauna is cold.",
        "communicationDirection": "INCOMING",
        "communicationChannel": "PHONE",
    }

    def test_preferences_change_channel_by_channel(self, ask: Ask) -> None:
        change = [
            {"messageCategory": "NEWSLETTER", "channels": [{"communicationChannel": "EMAIL", "active": False}]},
            {"messageCategory": "LOYALTY_PROGRAM", "channels": []},
        ]
        assert ask("PUT", self.PREFERENCES, change)[0] == 200
        kept = {p["messageCategory"]: p["channels"] for p in ask("GET", self.PREFERENCES)[1]}
        newsletter = {c["communicationChannel"]: c for c in kept["NEWSLETTER"]}
        assert newsletter["EMAIL"] == {"communicationChannel": "EMAIL", "customerOverridable": True, "active": False}
        assert newsletter["TEXT_MESSAGE"]["active"] is False
        assert kept["LOYALTY_PROGRAM"] == []
        assert ask("GET", self.PREFERENCES.replace("1001", "1002"))[1][0]["messageCategory"] == "CONTRACT"

    def test_threads_go_on_until_they_are_closed(self, ask: Ask) -> None:
        first = ask("POST", "/v1/communications/1001/threads", self.THREAD)[1]
        path = f"/v1/communications/1001/threads/{first['threadId']}"
        second = ask("PUT", path, {**self.THREAD, "communicationThreadStatus": "CLOSED"})[1]
        assert second["threadId"] == first["threadId"]
        assert second["communicationId"] != first["communicationId"]
        assert ask("PUT", path, self.THREAD)[0] == 409
        assert ask("PUT", path.replace("1001", "1002", 1), self.THREAD)[0] == 404


class TestSelfService:
    ADDRESS: ClassVar[Json] = {
        "street": "Feldweg",
        "houseNumber": "9",
        "zipCode": "20357",
        "city": "Hamburg",
        "countryCode": "DE",
    }
    BANK: ClassVar[Json] = {"accountHolder": "A", "bankName": "B", "iban": "DE02", "bic": "C"}

    def path(self, what: str) -> str:
        return f"/v1/customers/1001/self-service/{what}"

    def test_changes_that_need_verification_wait_until_they_are_accepted(self, api: EmbeddedApi, ask: Ask) -> None:
        before = ask("GET", self.path("address-data"))[1]
        amendment = ask("POST", self.path("address-data"), self.ADDRESS)[1]
        waiting = ask("GET", self.path("address-data"))[1]
        assert waiting["amendmentConfigurationStatus"] == "CHANGES_REQUIRE_VERIFICATION"
        assert waiting["street"] == before["street"]
        assert waiting["pendingAmendment"]["id"] == amendment["id"]
        api.accept_amendments(1001)
        after = ask("GET", self.path("address-data"))[1]
        assert (after["street"], after.get("pendingAmendment")) == ("Feldweg", None)
        assert ask("GET", "/v1/customers/1001")[1]["city"] == "Hamburg"

    def test_changes_that_need_none_count_at_once(self, ask: Ask) -> None:
        assert ask("POST", self.path("contact-data"), {"email": "new@example.com"})[0] == 200
        assert ask("GET", self.path("contact-data"))[1]["email"] == "new@example.com"
        assert ask("GET", "/v1/customers/1001")[1]["email"] == "new@example.com"

    def test_changes_can_be_withdrawn_once(self, ask: Ask) -> None:
        amendment = ask("POST", self.path("address-data"), self.ADDRESS)[1]["id"]
        other = self.path(f"amendment/{amendment}").replace("1001", "1002")
        assert ask("DELETE", other)[0] == 404
        assert ask("DELETE", self.path(f"amendment/{amendment}")) == (200, None)
        assert ask("GET", self.path("address-data"))[1].get("pendingAmendment") is None
        assert ask("DELETE", self.path(f"amendment/{amendment}"))[1]["reference"] == "amendmentId"

    def test_titles_are_kept_though_no_record_shows_them(self, api: EmbeddedApi, ask: Ask) -> None:
        assert ask("GET", self.path("master-data"))[1]["customerTitle"] == "NONE"
        body = {
            "firstName": "Ada",
            "lastName": "King",
            "gender": "FEMALE",
            "dateOfBirth": "1990-12-10",
            "customerTitle": "DR",
            "countryOfBirth": "GB",
        }
        ask("POST", self.path("master-data"), body)
        api.accept_amendments(1001)
        data = ask("GET", self.path("master-data"))[1]
        assert (data["lastName"], data["customerTitle"], data["countryOfBirth"]) == ("King", "DR", "GB")
        assert ask("GET", "/v1/customers/1001")[1]["lastName"] == "King"

    def test_bank_details_must_be_signed(self, api: EmbeddedApi, ask: Ask) -> None:
        assert ask("GET", self.path("payment-data"))[1]["requireSignature"] is True
        assert ask("POST", self.path("payment-data"), self.BANK)[1]["reference"] == "signature"
        signed = {**self.BANK, "signature": {"base64SvgSignature": "PHN2Zy8+"}}
        assert ask("POST", self.path("payment-data"), signed)[0] == 200
        api.accept_amendments(1001)
        assert ask("GET", "/v1/customers/1001")[1]["bankAccount"]["iban"] == "DE02"

    def test_reads_customers_who_left_things_open(self, api: EmbeddedApi, ask: Ask) -> None:
        new = api.add_customer(first_name="Bo")
        for what in ("address-data", "contact-data", "master-data", "payment-data"):
            assert ask("GET", f"/v1/customers/{new}/self-service/{what}")[0] == 200


class TestMovingToAnotherStudio:
    PATH = "/v1/customers/1001/switch-studio"

    def studios(self, ask: Ask) -> tuple[int, int]:
        here = ask("GET", "/v1/studios/information")[1]["studioId"]
        offering = [s["studioId"] for s in ask("GET", "/v1/cross-studio/membership-offers/studios")[1]]
        return here, next(studio for studio in offering if studio != here)

    def test_counts_from_its_day(self, ask: Ask) -> None:
        here, there = self.studios(ask)
        ask("POST", self.PATH, {"targetStudioId": there, "switchDate": "2025-06-03"})
        assert ask("GET", "/v1/customers/1001")[1]["studioId"] == here
        assert ask("POST", self.PATH, {"targetStudioId": there, "switchDate": "2025-06-02"}) == (200, None)
        assert ask("GET", "/v1/customers/1001")[1]["studioId"] == there

    def test_needs_a_studio_that_is_another(self, ask: Ask) -> None:
        here, _ = self.studios(ask)
        assert ask("POST", self.PATH, {"targetStudioId": here, "switchDate": "2025-06-02"})[0] == 409
        assert (
            ask("POST", self.PATH, {"targetStudioId": 5, "switchDate": "2025-06-02"})[1]["reference"]
            == "targetStudioId"
        )


class TestSettingUp:
    def test_a_customer_takes_members_by_their_python_names(self, api: EmbeddedApi, ask: Ask) -> None:
        new = api.add_customer(first_name="Ada", last_name="King", date_of_birth=datetime(1990, 12, 10).date())
        record = ask("GET", f"/v1/customers/{new}")[1]
        assert (record["lastName"], record["dateOfBirth"], record["status"]) == ("King", "1990-12-10", "MEMBER")

    def test_a_customer_that_does_not_fit_is_refused(self, api: EmbeddedApi) -> None:
        with pytest.raises(TypeError, match="'shoe_size'"):
            api.add_customer(shoe_size=43)
        with pytest.raises(TypeError, match="'id'"):
            api.add_customer(id=5)
        with pytest.raises(ValueError, match="gender must be one of"):
            api.add_customer(gender="X")

    def test_bookings_are_open_settled_or_still_to_come(self, api: EmbeddedApi, ask: Ask) -> None:
        new = api.add_customer()
        api.add_bookings(new, "19.90", "5.10")
        api.add_bookings(new, "7.00", settled=True)
        later = api.add_bookings(new, "3.00", due=datetime(2025, 7, 1).date(), currency="CHF", description="Locker")
        balance = ask("GET", f"/v1/customers/{new}/account/balances")[1]["accountBalance"]
        assert str(balance["amount"]) == "-25.00"
        assert len(ask("GET", f"/v1/customers/{new}/account/transactions")[1]["result"]) == 3
        upcoming = ask("GET", f"/v1/customers/{new}/account/transactions/upcoming")[1]["result"]
        assert [(e["id"], e["description"]) for e in upcoming] == [(later[0], "Locker")]

    def test_visits_documents_and_contracts_are_there_at_once(self, api: EmbeddedApi, ask: Ask) -> None:
        new = api.add_customer(status="PROSPECT")
        visit = api.add_checkin(new, datetime(2025, 6, 1, 18, 0), minutes=90)
        zoned = api.add_checkin(new, datetime(2025, 6, 1, 20, 0, tzinfo=ZoneInfo("UTC")))
        document = api.add_document(new, "id.pdf", "Passport")
        contract = api.add_contract(new, "Premium")
        visits = ask("GET", f"/v1/customers/{new}/activities/checkins")[1]["result"]
        assert [v["checkinId"] for v in visits] == [zoned, visit]
        assert visits[1]["checkOutDateTime"] == "2025-06-01T19:30:00+02:00"
        assert ask("GET", f"/v1/customers/{new}/documents/{document}")[1]["description"] == "Passport"
        assert ask("GET", f"/v1/customers/{new}/contracts")[1][0]["id"] == contract
        assert ask("GET", f"/v1/customers/{new}")[1]["status"] == "MEMBER"

    def test_for_customers_who_are_not_there_is_refused(self, api: EmbeddedApi) -> None:
        for call in (
            lambda: api.add_bookings(5, "1.00"),
            lambda: api.add_contract(5),
            lambda: api.add_checkin(5, datetime(2025, 6, 1)),
            lambda: api.add_document(5, "a"),
            lambda: api.add_payment_request("1.00", customer_id=5),
        ):
            with pytest.raises(LookupError, match="there is no customer 5"):
                call()
        with pytest.raises(LookupError, match="Platinum"):
            api.add_contract(1001, "Platinum")
        with pytest.raises(TypeError, match="exact"):
            api.add_bookings(1001, 1.5)  # type: ignore[arg-type]  # that is the point
