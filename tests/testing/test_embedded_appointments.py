"""Appointments."""

from __future__ import annotations

from datetime import date

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Ask, Json


def book(ask: Ask, slot: Json, customer_id: int = 1001) -> tuple[int, Json]:
    return ask("POST", "/v1/classes/booking/book", {"customerId": customer_id, "classSlotId": slot["id"]})


def validate(ask: Ask, slot: Json, customer_id: int = 1001) -> str:
    body = {"customerId": customer_id, "classSlotId": slot["id"]}
    return str(ask("POST", "/v1/classes/booking/validate", body)[1]["validationStatus"])


class TestAppointments:
    def slot(self, ask: Ask) -> Json:
        return ask("GET", "/v1/appointments/bookable/3001/slots?slotWindowStartDate=2025-06-04&customerId=1001")[1][0]

    def request(self, slot: Json, **members: Json) -> Json:
        return {
            "customerId": 1001,
            "bookableAppointmentId": 3001,
            "startDateTime": slot["startDateTime"],
            "endDateTime": slot["endDateTime"],
            **members,
        }

    def status(self, ask: Ask, body: Json) -> str:
        return str(ask("POST", "/v1/appointments/bookable/validate", body)[1]["validationStatus"])

    def test_are_listed_in_slices_and_read(self, ask: Ask) -> None:
        found = ask("GET", "/v1/appointments/bookable?sliceSize=100")[1]
        assert (len(found["result"]), found["hasNext"]) == (100, True)
        assert found["offset"] == str(found["result"][-1]["id"])
        assert ask("GET", "/v1/appointments/bookable/3001")[1] == found["result"][0]
        assert ask("GET", "/v1/appointments/bookable/1")[0] == 404
        assert ask("GET", "/v1/appointments/bookable/3001/slots?customerId=1")[0] == 404

    def test_slots_of_today_are_those_that_are_left(self, ask: Ask) -> None:
        starts = [slot["startDateTime"] for slot in ask("GET", "/v1/appointments/bookable/3001/slots")[1]]
        assert starts[0] == "2025-06-02T10:00:00.000+02:00[Europe/Berlin]"
        assert len(starts) == 9

    def test_are_booked_read_and_cancelled(self, ask: Ask) -> None:
        slot = self.slot(ask)
        booking = ask("POST", "/v1/appointments/booking/book", self.request(slot))[1]
        assert (booking["bookingStatus"], booking["startDateTime"]) == ("BOOKED", slot["startDateTime"])
        path = f"/v1/appointments/booking/{booking['bookingId']}"
        assert ask("GET", path)[1] == {**booking, "customerId": 1001}
        assert self.slot(ask)["startDateTime"] != slot["startDateTime"]
        assert ask("DELETE", path)[1] == {"success": "true"}
        assert self.slot(ask)["startDateTime"] == slot["startDateTime"]
        assert ask("GET", "/v1/appointments/booking?customerId=1001")[1][0]["bookingStatus"] == "CANCELED"
        assert ask("DELETE", path)[0] == 409
        assert ask("GET", "/v1/appointments/booking/1")[0] == 404

    def test_are_listed_from_two_weeks_before_to_two_weeks_after(self, api: EmbeddedApi, ask: Ask) -> None:
        def listed() -> int:
            return len(ask("GET", "/v1/appointments/booking?customerId=1001")[1])

        body = self.request({"startDateTime": "2025-06-20T07:00:00Z", "endDateTime": "2025-06-20T08:00:00Z"})
        assert ask("POST", "/v1/appointments/booking/book", body)[0] == 200
        assert listed() == 0
        for day, count in ((6, 0), (7, 1), (30, 1)):
            api.advance(to=date(2025, 6, day))
            assert listed() == count
        api.advance(to=date(2025, 7, 5))
        assert listed() == 0

    def test_name_the_same_instant_in_any_zone(self, ask: Ask) -> None:
        body = self.request({"startDateTime": "2025-06-04T07:00:00Z", "endDateTime": "2025-06-04T08:00:00Z"})
        booking = ask("POST", "/v1/appointments/booking/book", body)[1]
        assert booking["startDateTime"] == "2025-06-04T09:00:00.000+02:00[Europe/Berlin]"

    def test_name_what_stands_in_the_way(self, ask: Ask) -> None:
        slot = self.slot(ask)
        day = slot["startDateTime"][:10]
        ask("POST", "/v1/appointments/booking/book", self.request(slot))
        for members, status in (
            ({}, "CUSTOMER_IN_OTHER_BOOKING"),
            ({"customerId": 1002}, "RESOURCE_NOT_AVAILABLE"),
            ({"endDateTime": slot["startDateTime"]}, "END_DATE_TIME_NOT_AFTER_START_DATE_TIME"),
            ({"startDateTime": "2025-06-01T09:00:00Z"}, "PAST_START_DATE_TIME"),
            ({"endDateTime": f"{day}T18:00:00Z"}, "PERIOD_DOES_NOT_MATCH"),
            ({"startDateTime": f"{day}T07:30:00Z", "endDateTime": f"{day}T08:30:00Z"}, "PERIOD_DOES_NOT_MATCH"),
            ({"startDateTime": f"{day}T03:00:00Z", "endDateTime": f"{day}T04:00:00Z"}, "STUDIO_CLOSED"),
        ):
            assert self.status(ask, self.request(slot, **members)) == status
        answered, error = ask("POST", "/v1/appointments/booking/book", self.request(slot))
        assert (answered, error["errorCode"]) == (409, "embedded.CUSTOMER_IN_OTHER_BOOKING")
