"""Trial offers."""

from __future__ import annotations

from tests.support.embedded import Ask, Json, bookable_slots


def book(ask: Ask, slot: Json, customer_id: int = 1001) -> tuple[int, Json]:
    return ask("POST", "/v1/classes/booking/book", {"customerId": customer_id, "classSlotId": slot["id"]})


def validate(ask: Ask, slot: Json, customer_id: int = 1001) -> str:
    body = {"customerId": customer_id, "classSlotId": slot["id"]}
    return str(ask("POST", "/v1/classes/booking/validate", body)[1]["validationStatus"])


class TestTrialOffers:
    def test_offer_some_classes_and_appointments(self, ask: Ask) -> None:
        classes = ask("GET", "/v1/trial-offers/bookable-trial-offers/classes")[1]["result"]
        kinds = ask("GET", "/v1/trial-offers/bookable-trial-offers/appointments/bookable")[1]["result"]
        assert ask("GET", f"/v1/classes/{classes[1]['id']}")[1] == classes[1]["trialOfferClass"]
        assert ask("GET", f"/v1/appointments/bookable/{kinds[1]['id']}")[1] == kinds[1]["trialOfferBookableAppointment"]
        assert ask("GET", "/v1/trial-offers/config/1")[1]["contingent"] == 2
        assert ask("GET", "/v1/trial-offers/config/2")[0] == 404

    def test_are_paged_by_the_id_of_the_last(self, ask: Ask) -> None:
        path = "/v1/trial-offers/bookable-trial-offers"
        for kind in ("classes", "appointments/bookable"):
            found = ask("GET", f"{path}/{kind}?sliceSize=10")[1]
            assert (found["hasNext"], found["offset"]) == (True, str(found["result"][-1]["id"]))
            following = ask("GET", f"{path}/{kind}?sliceSize=10&offset={found['offset']}")[1]["result"]
            assert following[0]["id"] > found["result"][-1]["id"]

    def test_class_bookings_are_confirmed_unless_cancelled(self, ask: Ask) -> None:
        slot = bookable_slots(ask)[0]
        body = {"customerId": 1001, "classSlotId": slot["id"]}
        assert ask("POST", "/v1/trial-offers/classes/booking/validate", body)[1]["validationStatus"] == "AVAILABLE"
        booking = ask("POST", "/v1/trial-offers/classes/booking/book", body)[1]
        assert booking["bookingStatus"] == "BOOKED_WITH_CONFIRMATION_REQUIRED"
        confirm = f"/v1/trial-offers/bookings/{booking['bookingId']}/confirm"
        assert ask("POST", confirm)[1] == {"status": "CONFIRMED"}
        assert ask("GET", f"/v1/classes/booking/{booking['bookingId']}")[1]["bookingStatus"] == "BOOKED"
        ask("DELETE", f"/v1/classes/booking/{booking['bookingId']}")
        assert ask("POST", confirm)[1] == {"status": "EXPIRED"}
        assert ask("POST", "/v1/trial-offers/bookings/1/confirm")[0] == 404

    def test_appointment_bookings_are_confirmed_unless_cancelled(self, ask: Ask) -> None:
        path = "/v1/trial-offers/bookable-trial-offers/appointments/bookable/3002/slots"
        slot = ask("GET", f"{path}?slotWindowStartDate=2025-06-04")[1][0]
        body = {
            "customerId": 1001,
            "bookableAppointmentId": 3002,
            "startDateTime": slot["startDateTime"],
            "endDateTime": slot["endDateTime"],
        }
        validated = ask("POST", "/v1/trial-offers/appointments/booking/validate", body)[1]
        assert validated["validationStatus"] == "AVAILABLE"
        booking = ask("POST", "/v1/trial-offers/appointments/booking/book", body)[1]
        confirm = f"/v1/trial-offers/bookings/{booking['bookingId']}/confirm"
        assert ask("POST", confirm)[1] == {"status": "CONFIRMED"}
        ask("DELETE", f"/v1/appointments/booking/{booking['bookingId']}")
        assert ask("POST", confirm)[1] == {"status": "EXPIRED"}

    def test_are_booked_as_often_as_the_contingent_allows(self, ask: Ask) -> None:
        base = "/v1/trial-offers/classes/booking"
        bodies = [{"customerId": 1001, "classSlotId": slot["id"]} for slot in bookable_slots(ask)]
        path = "/v1/trial-offers/bookable-trial-offers/appointments/bookable/3002/slots"
        slot = ask("GET", f"{path}?slotWindowStartDate=2025-06-05")[1][0]
        appointment = {
            "customerId": 1001,
            "bookableAppointmentId": 3002,
            "startDateTime": slot["startDateTime"],
            "endDateTime": slot["endDateTime"],
        }
        first = ask("POST", f"{base}/book", bodies[0])[1]["bookingId"]
        assert ask("POST", f"/v1/trial-offers/bookings/{first}/confirm")[0] == 200
        assert ask("POST", "/v1/trial-offers/appointments/booking/book", appointment)[0] == 200
        assert ask("POST", f"{base}/validate", bodies[1])[1]["validationStatus"] == "NO_CONTINGENT"
        later = {**appointment, "startDateTime": slot["endDateTime"], "endDateTime": slot["startDateTime"]}
        validated = ask("POST", "/v1/trial-offers/appointments/booking/validate", later)[1]
        assert validated["validationStatus"] == "NO_CONTINGENT"
        for target, body in ((f"{base}/book", bodies[1]), ("/v1/trial-offers/appointments/booking/book", later)):
            status, error = ask("POST", target, body)
            assert (status, error["errorCode"]) == (409, "embedded.NO_CONTINGENT")
        assert ask("POST", "/v1/classes/booking/book", bodies[1])[0] == 200  # not of the trial offer
        ask("DELETE", f"/v1/classes/booking/{first}")
        assert ask("POST", f"{base}/validate", bodies[2])[1]["validationStatus"] == "AVAILABLE"

    def test_leads_need_a_telephone_and_an_address_of_their_own(self, ask: Ask) -> None:
        data = {"firstname": "Max", "lastname": "M", "email": "max@example.com", "telephone": "1"}
        body = {"leadCustomerData": data, "trialOfferConfigId": 1}
        validate, create = "/v1/trial-offers/lead/validate", "/v1/trial-offers/lead/create"
        without = {**body, "leadCustomerData": {k: v for k, v in data.items() if k != "telephone"}}
        assert ask("POST", validate, without)[1]["validationStatus"] == "INVALID_LEAD_CUSTOMER_DATA"
        assert ask("POST", create, without)[1]["reference"] == "leadCustomerData.telephone"
        assert ask("POST", validate, body)[1]["validationStatus"] == "POSSIBLE"
        new = ask("POST", create, body)[1]["leadCustomerId"]
        assert ask("GET", f"/v1/customers/{new}")[1]["status"] == "PROSPECT"
        assert ask("POST", validate, body)[1]["validationStatus"] == "DUPLICATE_CUSTOMER"
        assert ask("POST", create, body)[0] == 409
        assert ask("POST", create, {**body, "trialOfferConfigId": 9})[1]["reference"] == "trialOfferConfigId"
