"""Setting up a studio for a test."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Ask


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
