"""Time that moves on demand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Ask, Asker, bookable_slots, walk

BERLIN = ZoneInfo("Europe/Berlin")


def read_all(ask: Ask, customer_ids: range) -> list[Any]:
    """Return what the API says about customers, their accounts, contracts and check-ins."""
    paths = ("", "/account/balances", "/account/transactions/upcoming", "/contracts", "/activities/checkins")
    targets = [f"/v1/customers/{customer_id}{path}" for customer_id in customer_ids for path in paths]
    runs = ["/v1/debt-collection/902/details", "/v1/debt-collection/902/debtors"]
    found = [ask("GET", target) for target in [*targets, *runs, "/v1/classes/2001/slots", "/v1/studios/information"]]
    assert {status for status, _ in found} == {200}
    return found


class TestAdvance:
    def test_moves_to_a_day_a_time_or_by_an_amount(self, api: EmbeddedApi) -> None:
        assert api.now == datetime(2025, 6, 2, 9, 0, tzinfo=BERLIN)
        assert api.advance(days=1) == datetime(2025, 6, 3, 9, 0, tzinfo=BERLIN)
        assert api.advance(hours=1.5, minutes=30) == datetime(2025, 6, 3, 11, 0, tzinfo=BERLIN)
        assert api.advance(months=1) == datetime(2025, 7, 3, 11, 0, tzinfo=BERLIN)
        assert api.advance(to=date(2025, 8, 1)) == datetime(2025, 8, 1, tzinfo=BERLIN)
        assert api.advance(to=datetime(2025, 8, 1, 7, 0)) == datetime(2025, 8, 1, 7, 0, tzinfo=BERLIN)
        assert api.advance(to=datetime(2025, 8, 1, 7, 0, tzinfo=ZoneInfo("UTC"))).hour == 9
        assert api.now.tzinfo == BERLIN

    def test_keeps_the_time_of_day_over_days_and_counts_hours_exactly(self) -> None:
        api = EmbeddedApi(now=datetime(2025, 3, 29, 9, 0, tzinfo=BERLIN))
        assert api.advance(days=1).hour == 9  # the clocks were set forward in the night
        assert api.advance(hours=24).hour == 9
        api = EmbeddedApi(now=datetime(2025, 3, 29, 9, 0, tzinfo=BERLIN))
        assert api.advance(hours=24).hour == 10

    @pytest.mark.parametrize(
        "amounts", [{}, {"days": -1}, {"to": date(2025, 6, 2)}, {"days": 1, "hours": -48}, {"to": date(1, 1, 1)}]
    )
    def test_only_forward(self, api: EmbeddedApi, amounts: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="only moves forward"):
            api.advance(**amounts)
        assert api.now == datetime(2025, 6, 2, 9, 0, tzinfo=BERLIN)

    def test_refuses_a_time_and_an_amount_together(self, api: EmbeddedApi) -> None:
        with pytest.raises(ValueError, match="conflicting to=2025-07-01 and days=1"):
            api.advance(to=date(2025, 7, 1), days=1)

    @pytest.mark.parametrize("amounts", [{"months": 12 * 8000}, {"days": 4_000_000}, {"hours": 1e9}])
    def test_not_beyond_the_calendar(self, api: EmbeddedApi, amounts: dict[str, Any]) -> None:
        with pytest.raises(OverflowError):
            api.advance(**amounts)
        assert api.now == datetime(2025, 6, 2, 9, 0, tzinfo=BERLIN)

    @pytest.mark.parametrize("year", [1, 1899, 9901, 9999])
    def test_leaves_years_before_and_after_it(self, api: EmbeddedApi, year: int) -> None:
        moment = datetime(year, 6, 2, tzinfo=BERLIN)
        with pytest.raises(OverflowError, match="expected one within the years 1900 to 9900"):
            EmbeddedApi(now=moment)
        with pytest.raises((OverflowError, ValueError), match="9900|only moves forward"):
            api.advance(to=moment)
        assert api.now == datetime(2025, 6, 2, 9, 0, tzinfo=BERLIN)

    @pytest.mark.parametrize("now", [datetime(1900, 1, 1, tzinfo=UTC), datetime(9900, 12, 31, tzinfo=UTC)])
    def test_can_be_read_at_either_end(self, now: datetime, asker: Asker) -> None:
        assert read_all(asker(EmbeddedApi(customers=5, now=now)), range(1001, 1006))

    @pytest.mark.parametrize("day", [date.min, date.max])
    def test_has_no_classes_at_the_ends_of_the_calendar(self, api: EmbeddedApi, asker: Asker, day: date) -> None:
        status, found = asker(api)("GET", f"/v1/classes/slots?slotWindowStartDate={day.isoformat()}")
        assert (status, found["result"]) == (200, [])

    def test_gives_the_same_whether_read_before_or_after(self, asker: Asker) -> None:
        read, unread = EmbeddedApi(customers=40), EmbeddedApi(customers=40)
        read_all(asker(read), range(1001, 1041))
        for api in (read, unread):
            api.advance(days=100)
        assert read_all(asker(read), range(1001, 1041)) == read_all(asker(unread), range(1001, 1041))

    def test_gives_the_same_at_once_or_day_by_day(self, asker: Asker) -> None:
        at_once, day_by_day = EmbeddedApi(customers=40), EmbeddedApi(customers=40)
        for api in (at_once, day_by_day):
            read_all(asker(api), range(1001, 1041))
            member = api.add_customer()
            api.add_contract(member, start=date(2024, 7, 1), canceled_for=date(2025, 7, 31))
            api.add_bookings(member, "10.00", due=date(2025, 7, 15))
        at_once.advance(days=100)
        for _ in range(100):
            day_by_day.advance(days=1)
        assert read_all(asker(at_once), range(1001, 1042)) == read_all(asker(day_by_day), range(1001, 1042))


class TestAccounts:
    def test_entries_fall_due_with_their_ids_and_can_be_paid(self, api: EmbeddedApi, ask: Ask) -> None:
        customer_id = api.add_customer()
        first, second = api.add_bookings(customer_id, "19.90", "5.00", due=date(2025, 7, 1))
        path = f"/v1/customers/{customer_id}/account"
        assert ask("GET", f"{path}/balances")[1]["accountBalance"]["amount"] == 0
        api.advance(to=date(2025, 7, 2))
        assert str(ask("GET", f"{path}/balances")[1]["accountBalance"]["amount"]) == "-24.90"
        assert [entry["id"] for entry in walk(ask, f"{path}/transactions")] == [first, second]
        assert walk(ask, f"{path}/transactions/upcoming") == []
        token = api.add_payment_request("19.90", customer_id=customer_id)
        body = {"paymentRequestToken": token, "amount": {"amount": "19.90", "currency": "EUR"}, "debtClaimIds": [first]}
        assert ask("POST", f"{path}/payment", {**body, "amount": {"amount": 19.90, "currency": "EUR"}})[0] == 200
        assert str(ask("GET", f"{path}/balances")[1]["accountBalance"]["amount"]) == "-5.00"

    def test_new_entries_never_take_the_id_of_an_old_one(self, api: EmbeddedApi, ask: Ask) -> None:
        customer_id = api.add_customer()
        ids = api.add_bookings(customer_id, "1.00", "2.00", due=date(2025, 7, 1))
        ids += api.add_bookings(customer_id, "3.00", due=date(2025, 9, 1))
        api.advance(to=date(2025, 8, 1))
        ids += api.add_bookings(customer_id, "4.00", "5.00", due=date(2025, 7, 30))
        ids += api.add_bookings(customer_id, "6.00", due=date(2025, 9, 2))
        assert len(set(ids)) == 6
        past = walk(ask, f"/v1/customers/{customer_id}/account/transactions")
        assert [entry["id"] for entry in past] == sorted({*ids[:2], *ids[3:5]})

    def test_debts_age_until_they_are_paid(self, api: EmbeddedApi, ask: Ask) -> None:
        customer_id = api.add_customer()
        api.add_bookings(customer_id, "19.90", due=date(2025, 6, 1))
        levels = []
        for _ in range(5):
            levels.append(ask("GET", f"/v1/customers/{customer_id}/account/balances")[1].get("dunningLevel"))
            api.advance(days=15)
        assert levels == [None, "Dunning Level 1", "Dunning Level 2", "Dunning Level 2", "Dunning Level 3"]


class TestContracts:
    def test_a_canceled_contract_ends_and_its_member_is_a_former_one(self, api: EmbeddedApi, ask: Ask) -> None:
        customer_id = api.add_customer()
        api.add_contract(customer_id, start=date(2024, 7, 1), canceled_for=date(2025, 6, 30))
        api.advance(to=date(2025, 6, 30))
        path = f"/v1/customers/{customer_id}"
        assert ask("GET", f"{path}/contracts")[1][0]["contractStatus"] == "ACTIVE"
        assert ask("GET", path)[1]["status"] == "MEMBER"
        api.advance(days=1)
        assert ask("GET", f"{path}/contracts")[1][0]["contractStatus"] == "INACTIVE"
        assert ask("GET", path)[1]["status"] == "FORMER_MEMBER"
        assert customer_id not in [customer["id"] for customer in walk(ask, "/v1/customers")]

    def test_other_contracts_renew_themselves_by_a_month(self, api: EmbeddedApi, ask: Ask) -> None:
        customer_id = api.add_customer()
        api.add_contract(customer_id, start=date(2025, 1, 1))
        api.advance(to=date(2026, 2, 14))
        (contract,) = ask("GET", f"/v1/customers/{customer_id}/contracts")[1]
        assert (contract["contractStatus"], contract["endDate"]) == ("ACTIVE", "2026-02-28")

    def test_a_switched_contract_ends_where_the_new_one_starts(self, api: EmbeddedApi, ask: Ask) -> None:
        customer_id = api.add_customer()
        contract_id = api.add_contract(customer_id, start=date(2025, 1, 1))
        body = {
            "configId": 601,
            "sourceContractId": contract_id,
            "membershipOfferTermId": 5021,
            "startDate": "2025-07-01",
        }
        assert ask("POST", f"/v1/memberships/{customer_id}/membership-switch", body)[0] == 200
        api.advance(months=2)
        contracts = ask("GET", f"/v1/customers/{customer_id}/contracts")[1]
        assert [(c["rateName"], c["contractStatus"]) for c in contracts] == [
            ("Basic", "INACTIVE"),
            ("Premium", "ACTIVE"),
        ]

    def test_none_may_end_before_it_starts(self, api: EmbeddedApi) -> None:
        with pytest.raises(ValueError, match="invalid canceled_for 2025-05-31"):
            api.add_contract(1001, canceled_for=date(2025, 5, 31))


class TestAccess:
    def test_is_refused_while_a_restriction_lasts(self, api: EmbeddedApi, ask: Ask) -> None:
        path = "/v1/customers/1002"
        body = {"startDate": "2025-06-10", "endDate": "2025-06-11", "reason": "x"}
        assert ask("PUT", f"{path}/access-restrictions", body)[0] == 200
        refused: list[bool] = []
        for _ in range(4):
            api.advance(to=api.now.date() + timedelta(days=1 if refused else 7))
            refused.append(ask("GET", path)[1]["accessRefusal"])
        assert refused == [False, True, True, False]

    def test_is_refused_while_the_membership_is_paused(self, api: EmbeddedApi, ask: Ask) -> None:
        customer_id = api.add_customer()
        contract_id = api.add_contract(customer_id, start=date(2025, 1, 1))
        request = b'{"startDate": "2025-06-16", "temporalUnit": "WEEK", "termValue": 1, "reasonId": 801}'
        part = b'Content-Disposition: form-data; name="data"\r\nContent-Type: application/json\r\n\r\n'
        path = f"/v1/memberships/{contract_id}/self-service/idle-periods"
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        assert ask("POST", path, b"--b\r\n" + part + request + b"\r\n--b--\r\n", **headers)[0] == 200
        api.accept_amendments(customer_id)
        found = []
        for day in (15, 16, 22, 23):
            api.advance(to=date(2025, 6, day))
            refused, periods = ask("GET", f"/v1/customers/{customer_id}")[1]["accessRefusal"], ask("GET", path)[1]
            found.append((refused, len(periods["pastIdlePeriods"])))
        assert found == [(False, 0), (True, 0), (True, 0), (False, 1)]


class TestBookings:
    def test_slots_pass_and_appointments_are_held(self, api: EmbeddedApi, ask: Ask) -> None:
        slot = bookable_slots(ask)[0]
        api.advance(to=datetime.fromisoformat(slot["endDateTime"].partition("[")[0]) + timedelta(days=2))
        assert slot["id"] not in [s["id"] for s in ask("GET", "/v1/classes/2001/slots")[1]["result"]]
        body = {"classSlotId": slot["id"], "customerId": 1001}
        found = ask("POST", "/v1/classes/booking/validate", body)[1]
        assert found["validationStatus"] == "DATE_TIME_AFTER_LATEST_BOOKING_DATE_TIME"

    def test_an_appointment_is_completed_once_it_has_ended(self, api: EmbeddedApi, ask: Ask) -> None:
        slot = ask("GET", "/v1/appointments/bookable/3001/slots?daysAhead=2")[1][0]
        body = {
            "bookableAppointmentId": 3001,
            "customerId": 1001,
            "startDateTime": slot["startDateTime"],
            "endDateTime": slot["endDateTime"],
        }
        booking = ask("POST", "/v1/appointments/booking/book", body)[1]["bookingId"]
        statuses = []
        for _ in range(2):
            statuses.append(ask("GET", f"/v1/appointments/booking/{booking}")[1]["appointmentStatus"])
            api.advance(days=1)
        assert statuses == ["PLANNED", "COMPLETED"]

    def test_a_trial_booking_needs_its_confirmation_in_time(self, api: EmbeddedApi, ask: Ask) -> None:
        slot = bookable_slots(ask)[0]
        ids = []
        for customer_id in (1001, 1002):
            body = {"classSlotId": slot["id"], "customerId": customer_id}
            ids.append(ask("POST", "/v1/trial-offers/classes/booking/book", body)[1]["bookingId"])
        assert ask("POST", f"/v1/trial-offers/bookings/{ids[0]}/confirm")[0] == 200
        starts = datetime.fromisoformat(slot["startDateTime"].partition("[")[0])
        api.advance(to=starts - timedelta(hours=24, minutes=1))
        assert [ask("GET", f"/v1/classes/booking/{id_}")[1]["bookingStatus"] for id_ in ids] == [
            "BOOKED",
            "BOOKED_WITH_CONFIRMATION_REQUIRED",
        ]
        api.advance(minutes=1)
        assert [ask("GET", f"/v1/classes/booking/{id_}")[1]["bookingStatus"] for id_ in ids] == ["BOOKED", "CANCELED"]
