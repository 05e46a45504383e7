"""Amendments."""

from __future__ import annotations

from typing import ClassVar

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Ask, Json


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

    def test_a_second_change_is_refused_while_one_is_pending(self, api: EmbeddedApi, ask: Ask) -> None:
        first = ask("POST", self.path("address-data"), self.ADDRESS)[1]
        status, error = ask("POST", self.path("address-data"), {**self.ADDRESS, "street": "Waldweg"})
        assert (status, error["errorCode"]) == (409, "embedded.AMENDMENT_PENDING")
        pending = ask("GET", self.path("address-data"))[1]["pendingAmendment"]
        assert (pending["id"], pending["street"]) == (first["id"], "Feldweg")
        assert ask("POST", self.path("address-data").replace("1001", "1002"), self.ADDRESS)[0] == 200
        api.accept_amendments(1001)
        assert ask("POST", self.path("address-data"), self.ADDRESS)[0] == 200

    def test_the_studio_sets_the_rule_for_each_kind_of_data(self, api: EmbeddedApi, ask: Ask) -> None:
        api.set_amendment_rule("address", "CHANGES_WITHOUT_VERIFICATION")
        api.set_amendment_rule("contact", "READ")
        assert ask("POST", self.path("address-data"), self.ADDRESS)[0] == 200
        assert ask("GET", self.path("address-data"))[1]["street"] == "Feldweg"
        before = ask("GET", self.path("contact-data"))[1]
        assert before["amendmentConfigurationStatus"] == "READ"
        status, error = ask("POST", self.path("contact-data"), {"email": "new@example.com"})
        assert (status, error["errorCode"]) == (409, "embedded.AMENDMENT_NOT_ALLOWED")
        assert ask("GET", self.path("contact-data"))[1] == before

    @pytest.mark.parametrize(("data", "rule", "text"), [("adress", "READ", "'address'"), ("address", "read", "'READ'")])
    def test_a_rule_that_does_not_exist_is_refused(self, api: EmbeddedApi, data: str, rule: str, text: str) -> None:
        with pytest.raises(ValueError, match=f"did you mean {text}"):
            api.set_amendment_rule(data, rule)

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
