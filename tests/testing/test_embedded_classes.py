"""Classes, their slots and bookings."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Ask, Asker, Json, bookable_slots, walk


def free_slot(ask: Ask, class_id: int = 2001) -> Json:
    return bookable_slots(ask, class_id)[0]


def book(ask: Ask, slot: Json, customer_id: int = 1001) -> tuple[int, Json]:
    return ask("POST", "/v1/classes/booking/book", {"customerId": customer_id, "classSlotId": slot["id"]})


def validate(ask: Ask, slot: Json, customer_id: int = 1001) -> str:
    body = {"customerId": customer_id, "classSlotId": slot["id"]}
    return str(ask("POST", "/v1/classes/booking/validate", body)[1]["validationStatus"])


def read(ask: Ask, slot: Json) -> Json:
    return ask("GET", f"/v1/classes/{slot['classInformation']['id']}/slots/{slot['id']}")[1]


class TestTheTimetable:
    def test_has_classes_in_more_than_one_slice(self, ask: Ask) -> None:
        first = ask("GET", "/v1/classes?sliceSize=100")[1]
        rest = ask("GET", f"/v1/classes?sliceSize=100&offset={first['offset']}")[1]
        assert (first["hasNext"], first["offset"], rest["hasNext"]) == (True, str(first["result"][-1]["id"]), False)
        assert ask("GET", f"/v1/classes/{rest['result'][-1]['id']}")[1] == rest["result"][-1]

    @pytest.mark.parametrize("path", ["/v1/classes", "/v1/trial-offers/bookable-trial-offers/classes"])
    def test_lists_the_slots_of_a_class_from_a_day_ago_to_two_weeks_ahead(self, ask: Ask, path: str) -> None:
        slots = walk(ask, f"{path}/2001/slots")
        days = [slot["startDateTime"][:10] for slot in slots]
        assert days == ["2025-06-01", "2025-06-04", "2025-06-08", "2025-06-11", "2025-06-15"]
        assert all(slot["startDateTime"].endswith("+02:00[Europe/Berlin]") for slot in slots)
        assert {slot["classInformation"]["id"] for slot in slots} == {2001}

    def test_counts_the_window_of_slots_from_now(self, api: EmbeddedApi, ask: Ask) -> None:
        def days() -> list[str]:
            return [slot["startDateTime"][:16] for slot in walk(ask, "/v1/classes/2001/slots")]

        assert days()[0] == "2025-06-01T16:15"
        api.advance(to=datetime(2025, 6, 2, 16, 15))
        assert days()[0] == "2025-06-01T16:15"
        api.advance(minutes=1)
        assert (days()[0], days()[-1]) == ("2025-06-04T16:15", "2025-06-15T16:15")
        api.advance(to=datetime(2025, 6, 4, 16, 15))
        assert days()[-1] == "2025-06-18T16:15"

    def test_pages_classes_by_their_ids_and_slots_by_tokens(self, ask: Ask) -> None:
        found = ask("GET", "/v1/classes/slots?sliceSize=10")[1]
        assert found["hasNext"] is True
        assert not found["offset"].isdecimal()
        following = ask("GET", f"/v1/classes/slots?sliceSize=10&offset={found['offset']}")[1]["result"]
        assert not {slot["id"] for slot in following} & {slot["id"] for slot in found["result"]}
        first = ask("GET", "/v1/classes/slots?sliceSize=10&offset=0")[1]  # "0" is the description's default
        assert first == found

    @pytest.mark.parametrize("offset", ["10", "-1", "", "abc", "Zg", "YWZ0ZXIgLTU", "YWZ0ZXIgMDU", "%C3%A4"])
    def test_refuses_a_token_that_it_did_not_return(self, ask: Ask, offset: str) -> None:
        status, error = ask("GET", f"/v1/classes/slots?offset={offset}")
        assert (status, error["reference"]) == (400, "offset")

    def test_lists_the_slots_of_any_day_by_time(self, ask: Ask) -> None:
        days = ask("GET", "/v1/classes/slots?slotWindowStartDate=2031-01-01&daysAhead=2&sliceSize=100")[1]["result"]
        starts = [slot["startDateTime"] for slot in days]
        assert starts == sorted(starts)
        assert {start[:10] for start in starts} == {"2031-01-01", "2031-01-02"}

    def test_lists_the_slots_of_today_when_nothing_is_said(self, ask: Ask) -> None:
        for query in ("", "?daysAhead=0"):
            found = ask("GET", f"/v1/classes/slots{query}")[1]["result"]
            assert {slot["startDateTime"][:10] for slot in found} == {"2025-06-02"}

    def test_reads_one_slot_as_it_is_in_the_list(self, ask: Ask) -> None:
        slot = free_slot(ask)
        assert read(ask, slot) == slot

    def test_goes_to_the_end_of_time(self, ask: Ask) -> None:
        assert ask("GET", "/v1/classes/slots?slotWindowStartDate=9999-12-31&daysAhead=6")[0] == 200
        assert ask("GET", "/v1/appointments/bookable/3001/slots?slotWindowStartDate=9999-12-31&daysAhead=6")[0] == 200

    @pytest.mark.parametrize(
        "path",
        [
            "/v1/classes/1",
            "/v1/classes/1/slots",
            "/v1/classes/2001/slots/1",
            "/v1/classes/2001/slots/2001739404",
            "/v1/classes/booking/1",
        ],
    )
    def test_knows_what_is_not_there(self, ask: Ask, path: str) -> None:
        assert ask("GET", path)[0] == 404

    def test_keeps_slots_to_their_class(self, ask: Ask) -> None:
        assert ask("GET", f"/v1/classes/2002/slots/{free_slot(ask)['id']}")[0] == 404


class TestBookingAClass:
    def test_takes_a_place_and_cancelling_gives_it_back(self, ask: Ask) -> None:
        slot = free_slot(ask)
        booking = book(ask, slot)[1]
        assert booking["bookingStatus"] == "BOOKED"
        assert read(ask, slot)["bookedParticipants"] == slot["bookedParticipants"] + 1
        assert ask("GET", "/v1/classes/booking?customerId=1001")[1] == [booking]
        assert ask("DELETE", f"/v1/classes/booking/{booking['bookingId']}") == (200, None)
        assert read(ask, slot)["bookedParticipants"] == slot["bookedParticipants"]
        cancelled = ask("GET", f"/v1/classes/booking/{booking['bookingId']}")[1]
        assert cancelled == {**booking, "bookingStatus": "CANCELED"}
        assert ask("DELETE", f"/v1/classes/booking/{booking['bookingId']}")[0] == 409

    def test_that_is_full_leads_to_the_waiting_list_and_up_when_somebody_cancels(
        self, api: EmbeddedApi, ask: Ask
    ) -> None:
        slot = free_slot(ask)
        had_place = book(ask, slot, 1002)[1]
        api.fill_class_slot(slot["id"])
        assert validate(ask, slot) == "AVAILABLE"
        waiting = book(ask, slot, 1001)[1]
        assert waiting["bookingStatus"] == "WAITING_LIST"
        assert read(ask, slot)["waitingListParticipants"] == 1
        ask("DELETE", f"/v1/classes/booking/{had_place['bookingId']}")
        assert ask("GET", f"/v1/classes/booking/{waiting['bookingId']}")[1]["bookingStatus"] == "BOOKED"
        assert read(ask, slot)["bookedParticipants"] == slot["maxParticipants"]

    def test_that_is_full_with_its_waiting_list_is_refused(self, api: EmbeddedApi, ask: Ask) -> None:
        slot = free_slot(ask)
        api.fill_class_slot(slot["id"], waiting_list=True)
        assert validate(ask, slot) == "BOOKING_LIMIT_REACHED"
        status, error = book(ask, slot)
        assert (status, error["errorCode"], error["reference"]) == (
            409,
            "embedded.BOOKING_LIMIT_REACHED",
            "classSlotId",
        )
        with pytest.raises(LookupError, match="class slot 5"):
            api.fill_class_slot(5)

    def test_is_listed_from_two_weeks_before_to_two_weeks_after(self, api: EmbeddedApi, ask: Ask) -> None:
        def listed() -> int:
            return len(ask("GET", "/v1/classes/booking?customerId=1001")[1])

        found = ask("GET", "/v1/classes/slots?slotWindowStartDate=2025-06-20&sliceSize=100")[1]["result"]
        slot = next(slot for slot in found if slot["bookedParticipants"] < slot["maxParticipants"])
        booking = book(ask, slot)[1]["bookingId"]
        assert listed() == 0
        start, end = (datetime.fromisoformat(slot[f"{name}DateTime"].partition("[")[0]) for name in ("start", "end"))
        api.advance(to=end - timedelta(days=14))
        assert listed() == 1
        api.advance(to=start + timedelta(days=14))
        assert listed() == 1
        api.advance(minutes=1)
        assert listed() == 0
        assert ask("GET", f"/v1/classes/booking/{booking}")[0] == 200

    def test_twice_is_refused(self, ask: Ask) -> None:
        slot = free_slot(ask)
        book(ask, slot)
        assert validate(ask, slot) == "CUSTOMER_ALREADY_BOOKED"

    def test_at_the_time_of_another_is_refused(self, ask: Ask) -> None:
        days = ask("GET", "/v1/classes/slots?slotWindowStartDate=2025-06-04&sliceSize=100")[1]["result"]
        pairs = [
            (one, other)
            for one in days
            for other in days
            if one["id"] != other["id"]
            and one["startDateTime"] <= other["startDateTime"] < one["endDateTime"]
            and one["bookedParticipants"] < one["maxParticipants"]
        ]
        book(ask, pairs[0][0])
        assert validate(ask, pairs[0][1]) == "CUSTOMER_IN_OTHER_BOOKING"

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            ("2025-06-01", "DATE_TIME_AFTER_LATEST_BOOKING_DATE_TIME"),
            ("2025-08-01", "DATE_TIME_BEFORE_EARLIEST_BOOKING_DATE_TIME"),
        ],
    )
    def test_out_of_its_time_is_refused(self, ask: Ask, day: str, status: str) -> None:
        slot = ask("GET", f"/v1/classes/slots?slotWindowStartDate={day}")[1]["result"][0]
        assert validate(ask, slot) == status

    def test_of_what_or_by_whom_is_not_there_is_not_found(self, ask: Ask) -> None:
        assert book(ask, {"id": 1})[1]["reference"] == "classSlotId"
        assert book(ask, free_slot(ask), 77)[1]["reference"] == "customerId"
        assert ask("GET", "/v1/classes/booking?customerId=77")[0] == 404

    def test_cannot_be_cancelled_at_the_last_moment(self, asker: Asker) -> None:
        slot = free_slot(asker(EmbeddedApi()))
        start = datetime.fromisoformat(slot["startDateTime"].partition("[")[0])
        ask = asker(EmbeddedApi(now=start.replace(hour=start.hour - 1)))
        booking = book(ask, slot)[1]
        status, error = ask("DELETE", f"/v1/classes/booking/{booking['bookingId']}")
        assert (status, error["errorCode"]) == (409, "embedded.CANCELATION_TOO_LATE")


class TestIdleCustomers:
    def test_book_nothing(self, api: EmbeddedApi, ask: Ask) -> None:
        idle = api.add_customer(idle_periods=[{"id": 1, "startDate": "2025-06-01", "unlimited": True}])
        assert validate(ask, free_slot(ask), idle) == "CUSTOMER_IDLE"
        slot = ask("GET", "/v1/appointments/bookable/3001/slots?slotWindowStartDate=2025-06-04")[1][0]
        body = {
            "customerId": idle,
            "bookableAppointmentId": 3001,
            "startDateTime": slot["startDateTime"],
            "endDateTime": slot["endDateTime"],
        }
        assert ask("POST", "/v1/appointments/bookable/validate", body)[1]["validationStatus"] == "CUSTOMER_IDLE"


class TestSummerTime:
    def test_slots_keep_the_clocks_hour_over_its_change(self, asker: Asker) -> None:
        ask = asker(EmbeddedApi(now=datetime(2025, 10, 20, 9, tzinfo=ZoneInfo("Europe/Berlin"))))
        starts = [slot["startDateTime"] for slot in ask("GET", "/v1/classes/2001/slots")[1]["result"]]
        assert {start[11:16] for start in starts} == {starts[0][11:16]}
        assert {start[23:29] for start in starts} == {"+02:00", "+01:00"}
