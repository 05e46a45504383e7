"""The embedded API's webhooks: which events it sends, to whom, and how they get lost."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from perfectgym_next import PerfectGym
from perfectgym_next.models import ClassSlotBookingRequest, MembershipSignupCustomer
from perfectgym_next.testing import TEST_KEY, WEBHOOK_TEST_KEY, EmbeddedApi, SentEvent, make
from perfectgym_next.testing._handlers._causes import CAUSES
from perfectgym_next.testing._handlers._registry import find_handler
from perfectgym_next.webhooks import (
    Checkout,
    Delivery,
    WebhookEvent,
    WebhookEventType,
    WebhookReceiver,
)
from perfectgym_next_generated.webhooks import CONTENT, WebhookEventFields
from tests.support.embedded import Ask, Json, bookable_slots, make_ask, run_pytest

HOOKS = WebhookReceiver({"north": WEBHOOK_TEST_KEY})
CHECKOUT = Checkout(1001, datetime(2025, 6, 1, 22, 30, tzinfo=UTC))


class Inbox:
    """A receiver that keeps what it is sent."""

    def __init__(self, hooks: WebhookReceiver = HOOKS) -> None:
        self.hooks = hooks
        self.deliveries: list[Delivery] = []

    def __call__(self, headers: Any, body: bytes) -> int:
        self.deliveries.append(self.hooks.receive(headers=headers, body=body))
        return 200

    @property
    def events(self) -> list[WebhookEvent]:
        return [event for delivery in self.deliveries for event in delivery.events]

    @property
    def types(self) -> list[str]:
        return [str(event.type) for event in self.events]


@pytest.fixture
def api() -> EmbeddedApi:
    return EmbeddedApi(customers=40)


@pytest.fixture
def inbox(api: EmbeddedApi) -> Inbox:
    inbox = Inbox()
    api.webhooks.to(inbox)
    return inbox


@pytest.fixture
def gym(api: EmbeddedApi) -> Iterator[PerfectGym]:
    with PerfectGym("demo", api_key=TEST_KEY, transport=api.transport(), max_retries=0) as gym:
        yield gym


@pytest.fixture
def ask(api: EmbeddedApi) -> Ask:
    return make_ask(api)


NEWCOMER = make(MembershipSignupCustomer, payment_request_token=None, additional_information_field_assignments=None)


def join(gym: PerfectGym) -> int:
    return gym.customers.create_customer(NEWCOMER).customer_id


def content_for(event_type: str) -> dict[str, Any]:
    """A value for every field of a type of events."""
    return {
        name: [CHECKOUT] if name == "checkouts" else number
        for number, name in enumerate(CONTENT[WebhookEventType(event_type)], start=7)
    }


class TestEmit:
    @pytest.mark.parametrize("event_type", [str(one) for one in WebhookEventType])
    def test_sends_every_type_of_the_table_to_its_typed_fields(
        self, api: EmbeddedApi, inbox: Inbox, event_type: str
    ) -> None:
        content = content_for(event_type)
        sent = api.webhooks.emit(event_type, 4711, **content)
        (event,) = inbox.events
        assert (event.type, event.entity_id, event.delivery.uuid) == (event_type, 4711, sent.uuid)
        for name, value in content.items():
            assert getattr(event, name) == (tuple(value) if name == "checkouts" else value)
        assert event.occurred_at == api.now
        assert sent.is_delivered

    def test_refuses_a_type_that_does_not_exist(self, api: EmbeddedApi) -> None:
        with pytest.raises(ValueError, match="did you mean 'CUSTOMER_CREATED'"):
            api.webhooks.emit("CUSTOMER_CREATE", 1)

    def test_sends_an_unknown_type_on_purpose(self, api: EmbeddedApi, inbox: Inbox) -> None:
        api.webhooks.emit(WebhookEventType("SOLARIUM_OPENED"), 5, solariumId=7)
        (event,) = inbox.events
        assert (event.type, event.entity_id, event.content) == ("SOLARIUM_OPENED", 5, {"solariumId": 7})

    def test_refuses_fields_that_the_type_does_not_have(self, api: EmbeddedApi) -> None:
        with pytest.raises(TypeError, match="CUSTOMER_CREATED has no field 'contract_id'"):
            api.webhooks.emit("CUSTOMER_CREATED", 1, contract_id=7)
        with pytest.raises(TypeError, match="did you mean 'contract_id'"):
            api.webhooks.emit("CONTRACT_CREATED", 1, contractId=7)

    def test_refuses_to_leave_fields_out(self, api: EmbeddedApi) -> None:
        with pytest.raises(TypeError, match="needs module_contract_id"):
            api.webhooks.emit("CONTRACT_ADDITIONAL_MODULE_CREATED", 1, contract_id=7)
        api.webhooks.emit("CONTRACT_IDLE_PERIOD_CREATED", 1, contract_id=7, idle_period_id=8)  # the others are optional
        assert len(api.webhooks.sent) == 1


class TestOperations:
    def test_joining_says_so(self, api: EmbeddedApi, inbox: Inbox, gym: PerfectGym) -> None:
        customer_id = join(gym)
        (event,) = inbox.events
        assert (event.type, event.customer_id) == ("CUSTOMER_CREATED", customer_id)
        assert event.fetch(gym).id == customer_id
        assert api.webhooks.sent.one("CUSTOMER_CREATED").status == 200

    def test_a_refused_request_sends_nothing(self, api: EmbeddedApi, inbox: Inbox, ask: Ask) -> None:
        assert ask("POST", "/v1/customers/create", {})[0] == 400
        api.fail("customers.create_customer", status=503)
        ask("POST", "/v1/customers/create", NEWCOMER.to_dict())
        assert not inbox.events
        assert not len(api.webhooks.sent)

    def test_a_lost_response_does_not_lose_the_event(self, api: EmbeddedApi, inbox: Inbox, gym: PerfectGym) -> None:
        api.fail("customers.create_customer", kind="reset", processed=True)
        with pytest.raises(Exception, match="no response"):
            join(gym)
        assert inbox.types == ["CUSTOMER_CREATED"]

    def test_reading_sends_nothing(self, inbox: Inbox, gym: PerfectGym) -> None:
        gym.customers.get_customer(1001)
        gym.customers.list_customers().collect()
        assert not inbox.events

    def test_setting_up_and_advancing_send_nothing(self, api: EmbeddedApi, inbox: Inbox) -> None:
        customer_id = api.add_customer()
        api.add_contract(customer_id)
        api.advance(days=400)
        assert not inbox.events

    def test_a_waiting_customer_who_gets_a_place_is_told(
        self, api: EmbeddedApi, inbox: Inbox, ask: Ask, gym: PerfectGym
    ) -> None:
        slot_id = bookable_slots(ask)[0]["id"]

        def book(customer_id: int) -> int:
            request = ClassSlotBookingRequest(class_slot_id=slot_id, customer_id=customer_id)
            return gym.classes.book_class(request).booking_id

        first = book(1001)
        api.fill_class_slot(slot_id)
        second = book(1002)
        gym.classes.cancel_class_booking(first)
        assert [(event.type, event.booking_id) for event in inbox.events] == [
            ("CLASS_BOOKING_CREATED", first),
            ("CLASS_BOOKING_CREATED", second),
            ("CLASS_BOOKING_CANCELLED", first),
            ("CLASS_BOOKING_UPDATED", second),
        ]
        assert inbox.events[-1].fetch(gym).booking_status == "BOOKED"

    def test_of_the_table_exist_and_are_handled(self) -> None:
        for operation in CAUSES:
            assert find_handler(operation) is not None, operation


CUSTOMER: Json = {
    "firstName": "Ada",
    "lastName": "Lovelace",
    "dateOfBirth": "1990-12-10",
    "email": "ada@example.com",
    "street": "Ahornweg",
    "city": "Berlin",
    "zipCode": "10437",
    "countryCode": "DE",
    "language": {"languageCode": "en"},
}
CONTRACT: Json = {"contractOfferTermId": 5021, "startDate": "2025-06-15"}
LEAD: Json = {"firstname": "Max", "lastname": "M", "email": "max@example.com", "telephone": "1"}
ADDRESS: Json = {"street": "A", "houseNumber": "1", "zipCode": "2", "city": "Ulm", "countryCode": "DE"}


def multipart(name: str, content: bytes, media_type: str) -> tuple[bytes, dict[str, str]]:
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="f"\r\nContent-Type: {media_type}\r\n\r\n'
    return head.encode() + content + b"\r\n--b--\r\n", {"Content-Type": "multipart/form-data; boundary=b"}


class TestEveryCause:
    """Each row of the table of causes, by the request that a client would send."""

    @pytest.fixture
    def caused(self, api: EmbeddedApi, inbox: Inbox, ask: Ask, gym: PerfectGym) -> Callable[..., list[Any]]:
        """Send a request and return its response with the types and typed fields of the events that it causes."""

        def send(operation: str, method: str, path: str, body: Json = None, **headers: str) -> list[Any]:
            inbox.deliveries.clear()
            status, value = ask(method, path, body, **headers)
            assert status in (200, 204), (operation, value)
            assert api.requests.last.operation == operation
            called.add(operation)
            return [
                value,
                *(
                    (
                        str(event.type),
                        {name: getattr(event, name) for name in read_names(event) if getattr(event, name) is not None},
                    )
                    for event in inbox.events
                ),
            ]

        called: set[str] = set()
        send.called = called  # type: ignore[attr-defined]
        return send

    def test_is_what_the_table_says(self, api: EmbeddedApi, ask: Ask, caused: Any) -> None:
        # joining
        value, *events = caused("customers.create_customer", "POST", "/v1/customers/create", CUSTOMER)
        assert events == [("CUSTOMER_CREATED", {"customer_id": value["customerId"]})]
        value, *events = caused(
            "leads.create_lead", "POST", "/v1/leads/create", {"leadCustomer": LEAD, "address": ADDRESS}
        )
        assert events == [("CUSTOMER_CREATED", {"customer_id": value["id"]})]
        body = {"leadCustomerData": {**LEAD, "email": "m@example.com"}, "trialOfferConfigId": 1}
        value, *events = caused("trial_offers.create_trial_lead", "POST", "/v1/trial-offers/lead/create", body)
        assert events == [("CUSTOMER_CREATED", {"customer_id": value["leadCustomerId"]})]
        body = {"customer": CUSTOMER, "contract": CONTRACT}
        value, *events = caused("memberships.sign_up", "POST", "/v1/memberships/signup", body)
        member = value["customerId"]
        contract_id = ask("GET", f"/v1/customers/{member}/contracts")[1][-1]["id"]
        assert events == [
            ("CUSTOMER_CREATED", {"customer_id": member}),
            ("CONTRACT_CREATED", {"customer_id": member, "contract_id": contract_id}),
        ]

        # contracts
        path = f"/v1/memberships/customers/{member}/add-membership"
        _, *events = caused("memberships.add_membership", "POST", path, CONTRACT)
        added = ask("GET", f"/v1/customers/{member}/contracts")[1][-1]["id"]
        assert added != contract_id
        assert events == [("CONTRACT_CREATED", {"customer_id": member, "contract_id": added})]
        body = {
            "configId": 601,
            "membershipOfferTermId": 5031,
            "sourceContractId": added,
            "startDate": "2025-06-02",
        }
        path = f"/v1/memberships/{member}/membership-switch"
        _, *events = caused("memberships.switch_membership", "POST", path, body)
        new = ask("GET", f"/v1/customers/{member}/contracts")[1][-1]["id"]
        assert events == [
            ("CONTRACT_UPDATED", {"customer_id": member, "contract_id": added}),
            ("CONTRACT_CREATED", {"customer_id": member, "contract_id": new}),
        ]
        base, ids = f"/v1/memberships/{contract_id}/self-service", {"customer_id": member, "contract_id": contract_id}
        tag = "membership_self_service"
        module = ask("GET", f"{base}/additional-modules/purchasable")[1][0]
        body = {
            "additionalModuleId": module["id"],
            "paymentFrequencyId": module["paymentFrequencies"][0]["id"],
            "bookTrialPeriod": False,
        }
        value, *events = caused(f"{tag}.purchase_module", "POST", f"{base}/additional-modules/purchase", body)
        modules = {**ids, "module_contract_id": value["id"]}
        assert events == [("CONTRACT_ADDITIONAL_MODULE_CREATED", modules)]
        own = f"{base}/additional-module-contracts/{value['id']}"
        day = ask("GET", own)[1]["availableCancelationDates"][0]
        body = {"cancelationDate": day, "cancelationReasonId": 1001}
        _, *events = caused(f"{tag}.cancel_module_contract", "POST", f"{own}/ordinary-cancelation", body)
        assert events == [("CONTRACT_ADDITIONAL_MODULE_CANCELLED", modules)]
        _, *events = caused(f"{tag}.withdraw_module_contract_cancelation", "POST", f"{own}/withdraw-cancelation")
        assert events == [("CONTRACT_ADDITIONAL_MODULE_UPDATED", modules)]
        period = {"startDate": "2025-07-07", "temporalUnit": "WEEK", "termValue": 2, "reasonId": 801}
        form, headers = multipart("data", json.dumps(period).encode(), "application/json")
        value, *events = caused(f"{tag}.create_idle_period", "POST", f"{base}/idle-periods", form, **headers)
        periods = {**ids, "idle_period_id": value["id"]}
        assert events == []  # it waits for the studio
        api.accept_amendments(member)
        _, *events = caused(f"{tag}.withdraw_idle_period", "DELETE", f"{base}/idle-periods/{value['id']}")
        assert events == [("CONTRACT_IDLE_PERIOD_CANCELLED", periods)]
        value, *_ = caused(f"{tag}.create_idle_period", "POST", f"{base}/idle-periods", form, **headers)
        _, *events = caused(f"{tag}.withdraw_idle_period", "DELETE", f"{base}/idle-periods/{value['id']}")
        assert events == []
        data = ask("GET", f"/v1/memberships/{member}/self-service/contract-data")[1][0]
        body = {
            "cancelationDate": data["availableCancelationDates"][0],
            "cancelationReasonId": 1002,
            "contractId": data["id"],
        }
        canceled = {"customer_id": member, "contract_id": data["id"]}
        path = f"/v1/memberships/{member}/self-service/ordinary-contract-cancelation"
        _, *events = caused(f"{tag}.cancel_contract", "POST", path, body)
        assert events == [("CONTRACT_CANCELLED", canceled)]
        path = f"/v1/memberships/{member}/self-service/withdraw-ordinary-contract-cancelation/{data['id']}"
        _, *events = caused(f"{tag}.withdraw_contract_cancelation", "POST", path)
        assert events == [("CONTRACT_UPDATED", canceled)]

        # bookings
        free = bookable_slots(ask)
        body = {"customerId": 1002, "classSlotId": free[0]["id"]}
        value, *events = caused("classes.book_class", "POST", "/v1/classes/booking/book", body)
        assert events == [("CLASS_BOOKING_CREATED", {"booking_id": value["bookingId"]})]
        path = f"/v1/classes/booking/{value['bookingId']}"
        _, *events = caused("classes.cancel_class_booking", "DELETE", path)
        assert events == [("CLASS_BOOKING_CANCELLED", {"booking_id": value["bookingId"]})]
        body = {"customerId": 1002, "classSlotId": free[1]["id"]}
        value, *events = caused("trial_offers.book_trial_class", "POST", "/v1/trial-offers/classes/booking/book", body)
        assert events == [("CLASS_BOOKING_CREATED", {"booking_id": value["bookingId"]})]
        confirm = f"/v1/trial-offers/bookings/{value['bookingId']}/confirm"
        _, *events = caused("trial_offers.confirm_trial_booking", "POST", confirm)
        assert events == [("CLASS_BOOKING_UPDATED", {"booking_id": value["bookingId"]})]
        ask("DELETE", f"/v1/classes/booking/{value['bookingId']}")
        value, *events = caused("trial_offers.confirm_trial_booking", "POST", confirm)
        assert (value["status"], events) == ("EXPIRED", [])
        first, second = ask("GET", "/v1/appointments/bookable/3001/slots?slotWindowStartDate=2025-06-04")[1][:2]
        body = {
            "customerId": 1002,
            "bookableAppointmentId": 3001,
            "startDateTime": first["startDateTime"],
            "endDateTime": first["endDateTime"],
        }
        value, *events = caused("appointments.book_appointment", "POST", "/v1/appointments/booking/book", body)
        assert events == [("APPOINTMENT_BOOKING_CREATED", {"booking_id": value["bookingId"]})]
        path = f"/v1/appointments/booking/{value['bookingId']}"
        _, *events = caused("appointments.cancel_appointment_booking", "DELETE", path)
        assert events == [("APPOINTMENT_BOOKING_CANCELLED", {"booking_id": value["bookingId"]})]
        body |= {"startDateTime": second["startDateTime"], "endDateTime": second["endDateTime"]}
        path = "/v1/trial-offers/appointments/booking/book"
        value, *events = caused("trial_offers.book_trial_appointment", "POST", path, body)
        assert events == [("APPOINTMENT_BOOKING_CREATED", {"booking_id": value["bookingId"]})]
        confirm = f"/v1/trial-offers/bookings/{value['bookingId']}/confirm"
        _, *events = caused("trial_offers.confirm_trial_booking", "POST", confirm)
        assert events == [("APPOINTMENT_BOOKING_UPDATED", {"booking_id": value["bookingId"]})]

        # data of customers
        customer, of_customer = "/v1/customers/1001", {"customer_id": 1001}
        body = {"type": "CARD_NUMBER", "value": "777"}
        value, *events = caused("customers.create_access_medium", "POST", f"{customer}/access-mediums", body)
        assert events == [("CUSTOMER_ACCESS_MEDIUM_CREATED", of_customer)]
        medium = f"{customer}/access-mediums/{value['id']}"
        _, *events = caused("customers.update_access_medium", "PUT", medium, {"value": "778"})
        assert events == [("CUSTOMER_ACCESS_MEDIUM_UPDATED", of_customer)]
        _, *events = caused("customers.delete_access_medium", "DELETE", medium)
        assert events == [("CUSTOMER_ACCESS_MEDIUM_DELETED", of_customer)]
        _, *events = caused("customers.add_access_medium_deprecated", "PUT", f"{customer}/access-medium", body)
        assert events == [("CUSTOMER_ACCESS_MEDIUM_CREATED", of_customer)]
        body = {"reason": "Destroyed equipment"}
        _, *events = caused("customers.set_access_restriction", "PUT", f"{customer}/access-restrictions", body)
        assert events == [("CUSTOMER_ACCESS_RESTRICTION_CREATED", of_customer)]
        _, *events = caused("customers.delete_access_restriction", "DELETE", f"{customer}/access-restrictions")
        assert events == [("CUSTOMER_ACCESS_RESTRICTION_DELETED", of_customer)]
        path = f"{customer}/additional-information-field-assignments"
        values = [{"additionalInformationFieldId": 301, "value": "true"}]
        _, *events = caused("customers.set_additional_information", "PUT", path, values)
        assert events == [("CUSTOMER_UPDATED", of_customer)]
        form, headers = multipart("image", b"\x89PNG", "image/png")
        _, *events = caused("customers.update_image", "PUT", f"{customer}/images", form, **headers)
        assert events == [("CUSTOMER_UPDATED", of_customer)]
        names = {"firstName": "Ada", "lastName": "L", "gender": "FEMALE", "dateOfBirth": "1990-12-10"}
        amendments: dict[str, Json] = {
            "address": {**ADDRESS, "city": "Bonn"},
            "contact": {"email": "new@example.com"},
            "master": {**names, "customerTitle": "NONE"},
            "payment": {
                "accountHolder": "A",
                "bankName": "B",
                "bic": "C",
                "iban": "DE89370400440532013000",
                "signature": {"base64SvgSignature": "x"},
            },
        }
        for kind, body in amendments.items():
            path, operation = f"{customer}/self-service/{kind}-data", f"create_{kind}_data_amendment"
            _, *events = caused(f"customers_self_service.{operation}", "POST", path, body)
            assert events == ([("CUSTOMER_UPDATED", of_customer)] if kind == "contact" else [])  # others wait
        api.accept_amendments(1001)
        api.set_amendment_rule("address", "CHANGES_WITHOUT_VERIFICATION")
        body, operation = amendments["address"], "customers_self_service.create_address_data_amendment"
        _, *events = caused(operation, "POST", f"{customer}/self-service/address-data", body)
        assert events == [("CUSTOMER_UPDATED", of_customer)]
        path = "/v1/communications/1001/communication-preferences"
        changes = [{"messageCategory": "NEWSLETTER", "channels": [{"communicationChannel": "EMAIL", "active": False}]}]
        _, *events = caused("customers_communication.update_preferences", "PUT", path, changes)
        assert events == [("CUSTOMER_COMMUNICATION_PREFERENCES_UPDATED", of_customer)]

        # studios and finance
        here = api.studio_id
        path, switch = f"{customer}/switch-studio", {"targetStudioId": here + 1, "switchDate": "2025-06-02"}
        _, *events = caused("customers.switch_studio", "POST", path, switch)
        moved = {"customer_id": 1001, "source_studio_id": here, "target_studio_id": here + 1}
        assert events == [("CUSTOMER_HOME_STUDIO_UPDATED", moved)]
        body = {
            "fromDate": "2025-01-01",
            "toDate": "2025-03-31",
            "exportFormat": "SINGLE",
            "exportFileFormat": "CSV",
        }
        value, *events = caused("finance.create_tax_advisor_export", "POST", "/v1/taxadvisor/exports/create", body)
        assert events == [("TAX_ADVISOR_EXPORT_CREATED", {"tax_advisor_export_id": value["exportId"]})]

        assert caused.called == CAUSES.keys() | {f"{tag}.{name}_idle_period" for name in ("create", "withdraw")}


def read_names(event: WebhookEvent) -> list[str]:
    return [name for name in vars(WebhookEventFields) if not name.startswith("_")]


class TestTargets:
    def test_are_called_before_the_operation_returns(self, inbox: Inbox, gym: PerfectGym) -> None:
        customer_id = join(gym)
        assert [event.customer_id for event in inbox.events] == [customer_id]

    def test_may_be_a_receiver_itself(self, api: EmbeddedApi) -> None:
        api.webhooks.to(HOOKS.receive)
        assert api.webhooks.emit("CUSTOMER_CHECKIN", 1001).status == 200

    def test_carry_the_key_they_are_given(self, api: EmbeddedApi) -> None:
        api.webhooks.to(HOOKS.receive, key="another")
        sent = api.webhooks.emit("CUSTOMER_CHECKIN", 1001)
        assert (sent.status, sent.is_delivered) == (401, False)

    def test_respond_with_what_they_return(self, api: EmbeddedApi) -> None:
        for status in (200, 204, 500):
            api.webhooks.to(lambda headers, body, status=status: status)
        sent = api.webhooks.emit("CUSTOMER_CHECKIN", 1001)
        assert [attempt.status for attempt in sent.attempts] == [200, 204, 500]

    def test_may_get_some_types_only(self, api: EmbeddedApi) -> None:
        some = Inbox()
        api.webhooks.to(some, types=["CUSTOMER_CHECKIN"])
        api.webhooks.emit("CUSTOMER_CHECKIN", 1001)
        api.webhooks.emit("CUSTOMER_CHECKOUT", 1001)
        assert some.types == ["CUSTOMER_CHECKIN"]
        assert not api.webhooks.sent.one("CUSTOMER_CHECKOUT").attempts

    @pytest.mark.parametrize(
        ("arguments", "error", "match"),
        [
            ({"types": ["CUSTOMER_CHECK"]}, ValueError, "did you mean"),
            ({"types": "CUSTOMER_CHECKIN"}, TypeError, "give \\['CUSTOMER_CHECKIN'\\]"),
            ({"key": ""}, ValueError, "invalid key"),
            ({"key": "two words"}, ValueError, "invalid key"),
            ({"target": "ftp://x"}, ValueError, "http://host"),
            ({"target": "http://"}, ValueError, "http://host"),
            ({"target": "http://me:secret@x"}, ValueError, "without user name"),
            ({"target": "http://x", "timeout": 0}, ValueError, "timeout"),
        ],
    )
    def test_that_are_wrong_are_refused(
        self, api: EmbeddedApi, arguments: Any, error: type[Exception], match: str
    ) -> None:
        with pytest.raises(error, match=match) as caught:
            api.webhooks.to(**{"target": HOOKS.receive, **arguments})
        assert "secret" not in str(caught.value)
        assert "two words" not in str(caught.value)

    def test_that_fail_raise_where_the_event_was_caused(self, api: EmbeddedApi, gym: PerfectGym) -> None:
        def fails(headers: Any, body: bytes) -> None:
            raise LookupError("a mistake in the receiver")

        inbox = Inbox()
        api.webhooks.to(fails)
        api.webhooks.to(inbox)
        with pytest.raises(LookupError, match="a mistake in the receiver"):
            join(gym)
        assert inbox.types == ["CUSTOMER_CREATED"]  # the other target has it nevertheless
        assert [one.error for one in api.webhooks.sent.one("CUSTOMER_CREATED").attempts] == ["LookupError", None]

    def test_that_are_async_are_an_error(self, api: EmbeddedApi) -> None:
        async def receive(headers: Any, body: bytes) -> None:
            raise AssertionError("never awaited")

        api.webhooks.to(receive)
        with pytest.raises(TypeError, match="receive is async"):
            api.webhooks.emit("CUSTOMER_CHECKIN", 1001)

    def test_may_call_the_api_and_cause_events_themselves(self, api: EmbeddedApi, gym: PerfectGym) -> None:
        inbox = Inbox()

        def react(headers: Any, body: bytes) -> None:
            (event,) = HOOKS.receive(headers=headers, body=body).events
            if event.type == "CUSTOMER_CREATED":
                assert event.fetch(gym).id == event.customer_id
                api.webhooks.emit("CUSTOMER_CHECKIN", event.entity_id)

        api.webhooks.to(react)
        api.webhooks.to(inbox)
        join(gym)
        assert inbox.types == ["CUSTOMER_CREATED", "CUSTOMER_CHECKIN"]

    def test_of_each_studio_are_its_own(self, api: EmbeddedApi) -> None:
        hamburg = api.add_studio("hamburg-key", name="Hamburg", customers=5)
        hooks = WebhookReceiver({"berlin": WEBHOOK_TEST_KEY, "hamburg": "hamburg-webhook-key"})
        inbox = Inbox(hooks)
        api.webhooks.to(inbox)
        hamburg.webhooks.to(inbox, key="hamburg-webhook-key")
        clients = {
            name: PerfectGym("demo", api_key=key, transport=api.transport())
            for name, key in (("berlin", TEST_KEY), ("hamburg", "hamburg-key"))
        }
        join(clients["hamburg"])
        join(clients["berlin"])
        assert [delivery.studio for delivery in inbox.deliveries] == ["hamburg", "berlin"]
        for event in inbox.events:
            studio = hamburg.studio_id if event.delivery.studio == "hamburg" else api.studio_id
            assert event.fetch(clients).studio_id == studio
        assert len(api.webhooks.sent) == len(hamburg.webhooks.sent) == 1
        assert hamburg.webhooks.sent.one("CUSTOMER_CREATED").studio == "Hamburg"
        for client in clients.values():
            client.close()

    def test_survive_a_state_that_is_read_again(self, api: EmbeddedApi) -> None:
        first = api.webhooks.emit("CUSTOMER_CHECKIN", 1001)
        again = EmbeddedApi.from_json(api.to_json())
        inbox = Inbox()
        again.webhooks.to(inbox)
        assert again.webhooks.emit("CUSTOMER_CHECKIN", 1001).uuid != first.uuid
        assert inbox.types == ["CUSTOMER_CHECKIN"]


class TestFaults:
    def deliver(self, api: EmbeddedApi, inbox: Inbox, count: int = 4) -> list[int]:
        for number in range(1, count + 1):
            api.webhooks.emit("CUSTOMER_CHECKIN", number)
        return [event.entity_id for event in inbox.events]

    def test_lose_an_event(self, api: EmbeddedApi, inbox: Inbox) -> None:
        api.webhooks.fail(kind="lost", on=2)
        assert self.deliver(api, inbox) == [1, 3, 4]
        assert [event.fault for event in api.webhooks.sent] == [None, "lost", None, None]

    def test_deliver_it_twice_with_the_same_uuid(self, api: EmbeddedApi, inbox: Inbox) -> None:
        api.webhooks.fail("CUSTOMER_CHECKIN", kind="twice")
        assert self.deliver(api, inbox) == [1, 1, 2, 3, 4]
        assert len({delivery.uuid for delivery in inbox.deliveries}) == 4

    def test_deliver_it_after_the_next(self, api: EmbeddedApi, inbox: Inbox) -> None:
        api.webhooks.fail(kind="out_of_order", on=2)
        assert self.deliver(api, inbox) == [1, 3, 2, 4]

    def test_hold_it_back(self, api: EmbeddedApi, inbox: Inbox) -> None:
        api.webhooks.fail(kind="late", times=2)
        assert self.deliver(api, inbox) == [3, 4]
        api.webhooks.fail(kind="out_of_order")
        assert self.deliver(api, inbox, 1) == [3, 4]
        assert api.webhooks.deliver_late() == 3
        assert [event.entity_id for event in inbox.events] == [3, 4, 1, 2, 1]
        assert api.webhooks.deliver_late() == 0

    def test_concern_one_type(self, api: EmbeddedApi, inbox: Inbox) -> None:
        api.webhooks.fail("CUSTOMER_CHECKOUT", kind="lost", times=None)
        assert self.deliver(api, inbox) == [1, 2, 3, 4]

    def test_end_when_they_are_cleared(self, api: EmbeddedApi, inbox: Inbox) -> None:
        api.webhooks.fail(kind="lost", times=None)
        api.webhooks.clear_faults()
        assert self.deliver(api, inbox) == [1, 2, 3, 4]

    def test_of_a_share_are_the_same_every_time(self, inbox: Inbox) -> None:
        def lost(seed: int) -> list[int]:
            api, inbox = EmbeddedApi(seed=seed, customers=1), Inbox()
            api.webhooks.to(inbox)
            api.webhooks.fail(kind="lost", share=0.3, times=None)
            return self.deliver(api, inbox, 200)

        assert lost(1) == lost(1) != lost(2)
        assert 110 <= len(lost(1)) <= 170

    @pytest.mark.parametrize(
        ("arguments", "match"),
        [
            ({"kind": "lots"}, "did you mean 'lost'"),
            ({"kind": "lost", "event_type": "CUSTOMER"}, "unknown type of webhook events"),
            ({"kind": "lost", "times": 0}, "times=0"),
            ({"kind": "lost", "on": 0}, "on=0"),
            ({"kind": "lost", "share": 0}, "share 0"),
            ({"kind": "lost", "share": 1.1}, "share 1.1"),
        ],
    )
    def test_that_make_no_sense_are_refused(self, api: EmbeddedApi, arguments: Any, match: str) -> None:
        with pytest.raises(ValueError, match=match):
            api.webhooks.fail(**arguments)


class TestSent:
    def test_has_what_nobody_listens_to(self, api: EmbeddedApi, gym: PerfectGym) -> None:
        customer_id = join(gym)
        sent = api.webhooks.sent.one("CUSTOMER_CREATED")
        assert (sent.entity_id, sent.content, sent.attempts, sent.status) == (customer_id, {}, [], None)
        assert not sent.is_delivered
        assert str(sent) == f"CUSTOMER_CREATED {customer_id} : nobody listens"

    def test_says_what_was_sent_where_an_assertion_fails(self, api: EmbeddedApi, inbox: Inbox) -> None:
        with pytest.raises(
            AssertionError,
            match="expected one webhook event of CUSTOMER_CREATED, got 0; no webhook event was sent at all",
        ):
            api.webhooks.sent.one("CUSTOMER_CREATED")
        api.webhooks.emit("CONTRACT_CREATED", 5, contract_id=7)
        with pytest.raises(AssertionError, match="got 0; sent:\n  CONTRACT_CREATED 5 {'contractId': 7}: 200"):
            api.webhooks.sent.one("CUSTOMER_CREATED")
        with pytest.raises(AssertionError, match="expected no webhook event of CONTRACT_CREATED, got 1"):
            api.webhooks.sent.none("CONTRACT_CREATED")
        api.webhooks.sent.none("CUSTOMER_CREATED")
        assert len(api.webhooks.sent.of("CONTRACT_CREATED")) == 1
        assert api.webhooks.sent.last.type == "CONTRACT_CREATED"
        assert repr(api.webhooks.sent) == "<EventLog of 1 webhook events>"
        api.webhooks.sent.clear()
        assert not len(api.webhooks.sent)
        with pytest.raises(AssertionError, match="expected a webhook event, got none"):
            _ = api.webhooks.sent.last

    def test_refuses_a_misspelled_type(self, api: EmbeddedApi) -> None:
        for ask in (api.webhooks.sent.one, api.webhooks.sent.of, api.webhooks.sent.none):
            with pytest.raises(ValueError, match="did you mean 'CUSTOMER_CREATED'"):
                ask("CUSTOMER_CREATES")

    def test_shows_no_key(self, api: EmbeddedApi, inbox: Inbox) -> None:
        sent = api.webhooks.emit("CUSTOMER_CHECKIN", 1001)
        shown = f"{sent!r} {sent} {api.webhooks!r} {api.webhooks.sent!r} {list(api.webhooks.sent)!r}"
        assert WEBHOOK_TEST_KEY not in shown
        assert WEBHOOK_TEST_KEY.encode() not in sent.body


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.received.append((self.path, body))
        delivery = HOOKS.receive(headers=self.headers, body=body)
        self.server.events += delivery.events
        self.server.respond(self)

    def log_message(self, *args: Any) -> None:
        pass


class Receiver(ThreadingHTTPServer):
    """A server of the standard library that receives webhooks."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: list[tuple[str, bytes]] = []
        self.events: list[WebhookEvent] = []
        self.stop = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hooks?tenant=1"

    def respond(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("content-length", "2")
        request.end_headers()
        request.wfile.write(b"ok")


class Stalling(Receiver):
    def respond(self, request: BaseHTTPRequestHandler) -> None:
        self.stop.wait(10)


class Dribbling(Receiver):
    def respond(self, request: BaseHTTPRequestHandler) -> None:
        while not self.stop.wait(0.05):
            request.wfile.write(b"H")


class Closing(Receiver):
    def respond(self, request: BaseHTTPRequestHandler) -> None:
        request.connection.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def serve() -> Iterator[Callable[[type[Receiver]], Receiver]]:
    running: list[tuple[Receiver, threading.Thread]] = []

    def start(kind: type[Receiver] = Receiver) -> Receiver:
        server = kind()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        running.append((server, thread))
        return server

    yield start
    for server, thread in running:
        server.stop.set()
        server.shutdown()
        thread.join(10)
        server.server_close()


class TestUrls:
    def test_get_the_events_in_order(self, api: EmbeddedApi, gym: PerfectGym, serve: Any) -> None:
        server = serve(Receiver)
        api.webhooks.to(server.url)
        joined = [join(gym) for _ in range(5)]
        api.webhooks.wait()
        assert [event.customer_id for event in server.events] == joined
        assert {path for path, _ in server.received} == {"/hooks?tenant=1"}
        assert all(event.is_delivered for event in api.webhooks.sent)

    @pytest.mark.parametrize("kind", [Stalling, Dribbling])
    def test_have_a_time_to_respond(self, api: EmbeddedApi, serve: Any, kind: type[Receiver]) -> None:
        server = serve(kind)
        api.webhooks.to(server.url, timeout=0.4)
        started = time.monotonic()
        sent = api.webhooks.emit("CUSTOMER_CHECKIN", 1001)
        api.webhooks.wait(10)
        assert time.monotonic() - started < 4
        assert [attempt.error for attempt in sent.attempts] == ["no response within 0.4 s"]
        assert not sent.is_delivered
        assert len(server.received) == 1  # a failed delivery is not repeated

    def test_wait_five_seconds_unless_told_otherwise(self) -> None:
        from inspect import signature

        from perfectgym_next.testing import Webhooks

        assert signature(Webhooks.to).parameters["timeout"].default == 5.0

    def test_that_break_are_recorded(self, api: EmbeddedApi, serve: Any) -> None:
        api.webhooks.to(serve(Closing).url)
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            api.webhooks.to(f"http://127.0.0.1:{unused.getsockname()[1]}")
            sent = api.webhooks.emit("CUSTOMER_CHECKIN", 1001)
            api.webhooks.wait()
        first, second = sent.attempts
        assert first.error in ("RemoteDisconnected", "ConnectionResetError")
        assert second.error == "ConnectionRefusedError"

    def test_do_not_hold_up_the_operation_that_causes_an_event(
        self, api: EmbeddedApi, gym: PerfectGym, serve: Any
    ) -> None:
        server = serve(Stalling)
        api.webhooks.to(server.url, timeout=30)
        started = time.monotonic()
        join(gym)
        assert time.monotonic() - started < 4
        with pytest.raises(TimeoutError, match="still on their way after 0.2 s"):
            api.webhooks.wait(0.2)
        server.stop.set()
        api.webhooks.wait(10)

    def test_leave_no_thread_behind(self, api: EmbeddedApi, serve: Any) -> None:
        api.webhooks.to(serve(Receiver).url)
        for number in range(3):
            api.webhooks.emit("CUSTOMER_CHECKIN", number)
        api.webhooks.wait()
        names = [thread.name for thread in threading.enumerate()]
        for _ in range(100):
            if "embedded-webhooks" not in names:
                break
            time.sleep(0.02)
            names = [thread.name for thread in threading.enumerate()]
        assert "embedded-webhooks" not in names

    def test_can_be_of_the_loop_that_the_client_runs_in(self, api: EmbeddedApi) -> None:
        """A receiver in the caller's own event loop responds: the operation does not wait for it."""
        from perfectgym_next import AsyncPerfectGym

        received: list[bytes] = []

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            received.append(await reader.readuntil(b"}]}"))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
            writer.close()

        async def run() -> SentEvent:
            server = await asyncio.start_server(serve, "127.0.0.1", 0)
            api.webhooks.to(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
            async with server, AsyncPerfectGym("demo", api_key=TEST_KEY, transport=api.transport()) as gym:
                await gym.customers.create_customer(NEWCOMER)
                await asyncio.to_thread(api.webhooks.wait, 10)
            return api.webhooks.sent.one("CUSTOMER_CREATED")

        assert asyncio.run(run()).status == 200
        assert len(received) == 1


class TestThreads:
    def test_lose_and_repeat_nothing(self, api: EmbeddedApi) -> None:
        inbox = Inbox()
        api.webhooks.to(inbox)

        def send(part: int) -> None:
            for number in range(50):
                api.webhooks.emit("CUSTOMER_CHECKIN", part * 1000 + number)

        threads = [threading.Thread(target=send, args=(part,)) for part in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join(30)
        expected = [part * 1000 + number for part in range(4) for number in range(50)]
        assert sorted(event.entity_id for event in inbox.events) == expected


FIXTURE_SUITE = """
from perfectgym_next.models import MembershipSignupCustomer
from perfectgym_next.testing import WEBHOOK_TEST_KEY, make
from perfectgym_next.webhooks import WebhookReceiver

HOOKS = WebhookReceiver({"north": WEBHOOK_TEST_KEY})


def test_joining_sends_mail(perfectgym, perfectgym_webhooks):
    mails = []
    perfectgym_webhooks.to(
        lambda headers, body: mails.extend(e.customer_id for e in HOOKS.receive(headers=headers, body=body).events)
    )
    newcomer = make(
        MembershipSignupCustomer, payment_request_token=None, additional_information_field_assignments=None
    )
    joined = perfectgym.customers.create_customer(newcomer)
    assert mails == [joined.customer_id]
    assert perfectgym_webhooks.sent.one("CUSTOMER_CREATED").is_delivered


def test_each_test_has_its_own(perfectgym_webhooks):
    assert not len(perfectgym_webhooks.sent)
"""


def test_the_fixture_gives_webhooks_of_the_api(tmp_path: Any) -> None:
    ended = run_pytest(tmp_path, FIXTURE_SUITE, "-W", "error")
    assert "2 passed" in ended.stdout, ended.stdout + ended.stderr


def test_events_have_the_time_of_the_studio(api: EmbeddedApi, inbox: Inbox) -> None:
    api.advance(hours=5)
    api.webhooks.emit("CUSTOMER_CHECKIN", 1001)
    assert inbox.events[0].occurred_at == api.now
    assert inbox.events[0].occurred_at.utcoffset() == timedelta(0)
