"""`WebhookEvent.fetch`: what an event is of, from the API."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from perfectgym_next import AsyncPerfectGym, NotFoundError, PerfectGym, Studios
from perfectgym_next import models as m
from perfectgym_next.testing import TEST_KEY, WEBHOOK_TEST_KEY, EmbeddedApi
from perfectgym_next.webhooks import (
    Delivery,
    NothingToFetchError,
    WebhookEvent,
    WebhookEventType,
    WebhookReceiver,
)
from perfectgym_next_generated.webhooks import FETCHES, UNAVAILABLE
from tests.support.embedded import Json, bookable_slots, make_ask
from tests.support.webhook_requests import HEADERS, KEY, body, element

HOOKS = WebhookReceiver({"north": WEBHOOK_TEST_KEY})


@pytest.fixture(scope="module", name="api")
def _api() -> EmbeddedApi:
    return EmbeddedApi(customers=40)


@pytest.fixture
def gym(api: EmbeddedApi) -> Iterator[PerfectGym]:
    with PerfectGym("demo", api_key=TEST_KEY, transport=api.transport(), max_retries=0) as gym:
        yield gym


@pytest.fixture(scope="module")
def things(api: EmbeddedApi) -> dict[str, Any]:
    """One of everything that events can be of: the arguments of ``emit``."""
    ask = make_ask(api)

    def call(method: str, path: str, data: Json = None, **headers: str) -> Any:
        status, value = ask(method, path, data, **headers)
        assert status == 200, value
        return value

    member = api.add_customer(first_name="Ada")
    contract = api.add_contract(member)
    base = f"/v1/memberships/{contract}/self-service"
    module = call("GET", f"{base}/additional-modules/purchasable")[0]
    purchase = {
        "additionalModuleId": module["id"],
        "paymentFrequencyId": module["paymentFrequencies"][0]["id"],
        "bookTrialPeriod": False,
    }
    period = {"startDate": "2025-07-07", "temporalUnit": "WEEK", "termValue": 2, "reasonId": 801}
    form = b'--b\r\nContent-Disposition: form-data; name="data"\r\nContent-Type: application/json\r\n\r\n'
    form += json.dumps(period).encode() + b"\r\n--b--\r\n"
    slot = bookable_slots(ask)[0]
    time = call("GET", "/v1/appointments/bookable/3001/slots?slotWindowStartDate=2025-06-04")[0]
    appointment = {
        "customerId": 1002,
        "bookableAppointmentId": 3001,
        "startDateTime": time["startDateTime"],
        "endDateTime": time["endDateTime"],
    }
    export = {"fromDate": "2025-01-01", "toDate": "2025-03-31", "exportFormat": "SINGLE", "exportFileFormat": "CSV"}
    book = {"customerId": 1002, "classSlotId": slot["id"]}
    return {
        "customer": member,
        "contract_id": contract,
        "module_contract_id": call("POST", f"{base}/additional-modules/purchase", purchase)["id"],
        "idle_period_id": call(
            "POST", f"{base}/idle-periods", form, **{"Content-Type": "multipart/form-data; boundary=b"}
        )["id"],
        "class booking": call("POST", "/v1/classes/booking/book", book)["bookingId"],
        "appointment booking": call("POST", "/v1/appointments/booking/book", appointment)["bookingId"],
        "class slot": slot["id"],
        "class_id": 2001,
        "export": call("POST", "/v1/taxadvisor/exports/create", export)["exportId"],
        "run": 1,
    }


EXPECTED: dict[str, tuple[str, type[Any]]] = {
    "ADDITIONAL_INFORMATION_FIELDS_UPDATED": ("studio", m.StudioInformation),
    "AUTOMATIC_CUSTOMER_CHECKOUT": ("studio", m.StudioInformation),
    "STUDIO_OPENING_HOURS_UPDATED": ("studio", m.StudioInformation),
    "DEVICE_CREATED": ("device", m.Device),
    "EMPLOYEE_CREATED": ("employee", m.Employee),
    "EMPLOYEE_UPDATED": ("employee", m.Employee),
    "FINANCE_DEBT_COLLECTION_RUN_CREATED": ("run", m.TransferDetails),
    "FINANCE_DEBT_COLLECTION_CONFIGURATION_UPDATED": ("configuration", m.DebtCollectionConfiguration),
    "TAX_ADVISOR_EXPORT_CREATED": ("export", m.TaxAdvisorExportDownload),
    **{
        f"APPOINTMENT_BOOKING_{what}": ("appointment booking", m.AppointmentBookingResultWithCustomerId)
        for what in ("CREATED", "UPDATED", "CANCELLED")
    },
    **{
        f"CLASS_BOOKING_{what}": ("class booking", m.ClassSlotBookingResult)
        for what in ("CREATED", "UPDATED", "CANCELLED")
    },
    **{f"CLASS_SLOT_{what}": ("class slot", m.ClassSlot) for what in ("UPDATED", "CANCELLED")},
    **{f"CONTRACT_{what}": ("customer", m.Contract) for what in ("CREATED", "UPDATED", "CANCELLED")},
    "CUSTOMER_CHECKIN_STUDIOS_UPDATED": ("customer", m.Contract),
    **{
        f"CONTRACT_ADDITIONAL_MODULE_{what}": ("customer", m.AdditionalModuleContractExtended)
        for what in ("CREATED", "UPDATED", "CANCELLED")
    },
    **{f"CONTRACT_IDLE_PERIOD_{what}": ("customer", m.IdlePeriod) for what in ("CREATED", "UPDATED", "CANCELLED")},
}
"""What each type of events is of; all others are of a customer."""

CONTENTS = {"class_id", "contract_id", "module_contract_id", "idle_period_id"}


def emit(api: EmbeddedApi, things: dict[str, Any], event_type: str) -> WebhookEvent:
    """Let the embedded API send an event of a type, of something that exists."""
    kind, _ = EXPECTED.get(event_type, ("customer", m.Customer))
    known = {**things, "studio": api.studio_id, "device": 26, "employee": 101, "configuration": 0, "run": debt_run(api)}
    wanted = {
        "checkouts": [],
        "aggregator_id": 5,
        "source_studio_id": api.studio_id,
        "target_studio_id": api.studio_id + 1,
        **{name: things[name] for name in CONTENTS},
    }
    from perfectgym_next_generated.webhooks import CONTENT

    required = [name for name, (_, is_required) in CONTENT[WebhookEventType(event_type)].items() if is_required]
    sent = api.webhooks.emit(event_type, known[kind], **{name: wanted[name] for name in required})
    headers = {"x-api-key": WEBHOOK_TEST_KEY}
    return HOOKS.receive(headers=headers, body=sent.body).events[0]


def debt_run(api: EmbeddedApi) -> int:
    from perfectgym_next.testing._studio.debt_collection import DebtCollection

    return int(next(iter(api._studio.part(DebtCollection)._runs)))


@pytest.mark.parametrize("event_type", [str(one) for one in WebhookEventType])
class TestEveryType:
    def test_is_fetched_or_says_why_not(self, api: EmbeddedApi, things: Any, gym: PerfectGym, event_type: str) -> None:
        event = emit(api, things, event_type)
        if event_type in UNAVAILABLE:
            with pytest.raises(
                NothingToFetchError, match=f"nothing to fetch for {event_type}: {UNAVAILABLE[event.type]}"
            ):
                event.fetch(gym)
            return
        found = event.fetch(gym)
        assert event_type in FETCHES
        assert isinstance(found, EXPECTED.get(event_type, ("customer", m.Customer))[1])
        if isinstance(found, m.Customer):
            assert found.id == event.customer_id
        if isinstance(found, m.Contract):
            assert found.id == event.contract_id


@pytest.mark.parametrize("event_type", FETCHES)
def test_async_clients_fetch_the_same(api: EmbeddedApi, things: Any, gym: PerfectGym, event_type: str) -> None:
    event = emit(api, things, event_type)

    async def run() -> Any:
        async with AsyncPerfectGym("demo", api_key=TEST_KEY, transport=api.transport()) as client:
            return await event.fetch({"north": client})

    assert asyncio.run(run()) == event.fetch(gym)


def received(event_type: str, content: Any = None, **fields: Any) -> WebhookEvent:
    delivery: Delivery = WebhookReceiver({"north": KEY}).receive(
        headers=HEADERS, body=body(element(event_type, content), **fields)
    )
    return delivery.events[0]


class TestFetch:
    def test_takes_the_client_of_the_studio(self, gym: PerfectGym) -> None:
        assert received("CUSTOMER_UPDATED").fetch({"south": gym, "north": gym}).id == 1001

    def test_takes_the_studios_of_a_chain(self, api: EmbeddedApi) -> None:
        keys = {"north": TEST_KEY, "south": "south-key"}
        with Studios(keys, "demo", transport=api.transport()) as studios:
            assert received("CUSTOMER_UPDATED").fetch(studios).id == 1001
            with pytest.raises(NothingToFetchError, match="no client for studio 'west'"):
                delivery = WebhookReceiver({"west": KEY}).receive(headers=HEADERS, body=body())
                delivery.events[0].fetch(studios)

    def test_names_a_studio_without_client(self, gym: PerfectGym) -> None:
        with pytest.raises(NothingToFetchError, match="no client for studio 'north': the mapping has 'south'"):
            received("CUSTOMER_UPDATED").fetch({"south": gym})
        with pytest.raises(LookupError, match="the mapping has none"):
            received("CUSTOMER_UPDATED").fetch({})

    @pytest.mark.parametrize("given", [None, 5, {"north": None}, {"north": "key"}])
    def test_needs_a_client(self, given: Any) -> None:
        with pytest.raises(
            TypeError, match=r"fetch\(\) needs a PerfectGym, an AsyncPerfectGym, or a mapping of studios"
        ):
            received("CUSTOMER_UPDATED").fetch(given)

    def test_says_that_a_type_is_unknown(self, gym: PerfectGym) -> None:
        with pytest.raises(NothingToFetchError, match="SOLARIUM_OPENED: this version of the package does not know"):
            received("SOLARIUM_OPENED").fetch(gym)

    def test_says_what_the_event_lacks(self, gym: PerfectGym) -> None:
        with pytest.raises(NothingToFetchError, match="the event has no contract_id"):
            received("CONTRACT_CREATED").fetch(gym)

    def test_says_that_the_list_lacks_it(self, gym: PerfectGym) -> None:
        with pytest.raises(NothingToFetchError, match="the API returned nothing with id 5"):
            received("CONTRACT_CREATED", {"contractId": 5}).fetch(gym)

    def test_refuses_a_studio_that_is_another(self, gym: PerfectGym) -> None:
        with pytest.raises(NothingToFetchError, match="nothing with studio_id 1001"):
            received("STUDIO_OPENING_HOURS_UPDATED").fetch(gym)

    def test_raises_what_the_api_says(self, gym: PerfectGym) -> None:
        with pytest.raises(NotFoundError):
            received("CUSTOMER_UPDATED", entityId=999_999).fetch(gym)

    def test_raises_it_for_async_clients_when_awaited(self, api: EmbeddedApi) -> None:
        async def run() -> None:
            async with AsyncPerfectGym("demo", api_key=TEST_KEY, transport=api.transport()) as gym:
                with pytest.raises(NotFoundError):
                    await received("CUSTOMER_UPDATED", entityId=999_999).fetch(gym)
                with pytest.raises(NothingToFetchError):
                    await received("CONTRACT_CREATED", {"contractId": 5}).fetch(gym)

        asyncio.run(run())
