"""Typed fields of events: what `entity_id` and `content` mean for each type of the table."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from perfectgym_next.webhooks import Checkout, EventFieldError, WebhookEvent, WebhookEventType, WebhookReceiver
from perfectgym_next_generated.webhooks import FETCHES, UNAVAILABLE, WebhookEventFields
from tests.support.webhook_requests import HEADERS, KEY, body, element

TABLE: Any = yaml.safe_load((Path(__file__).parents[2] / "openapi" / "webhooks.yaml").read_text("utf-8"))
READERS = [name for name in vars(WebhookEventFields) if not name.startswith("_")]
CHECKOUTS: list[dict[str, Any]] = [{"customerId": 5, "checkoutTime": "2025-06-01T22:30:00+02:00"}]


def received(event_type: str, content: Any = None) -> WebhookEvent:
    return WebhookReceiver({"north": KEY}).receive(headers=HEADERS, body=body(element(event_type, content))).events[0]


def snake(name: str) -> str:
    return "".join(f"_{one.lower()}" if one.isupper() else one for one in name)


def test_the_enum_has_the_types_of_the_table() -> None:
    assert [str(one) for one in WebhookEventType] == list(TABLE["types"])
    assert FETCHES.keys() | UNAVAILABLE.keys() == set(WebhookEventType)
    assert not FETCHES.keys() & UNAVAILABLE.keys()


@pytest.mark.parametrize("event_type", TABLE["types"])
def test_each_type_has_its_fields_and_no_others(event_type: str) -> None:
    row = TABLE["types"][event_type]
    names = [*row.get("fields", ()), *row.get("optional", ())]
    content = {name: CHECKOUTS if name == "checkouts" else number for number, name in enumerate(TABLE["fields"])}
    event = received(event_type, content)
    expected: dict[str, Any] = {snake(name): content[name] for name in names}
    if "checkouts" in expected:
        expected["checkouts"] = (Checkout(5, datetime.fromisoformat("2025-06-01T22:30:00+02:00")),)
    entity = TABLE["entities"][row["entity"]].get("attribute")
    if entity:
        expected[entity] = 1001
    assert {name: getattr(event, name) for name in READERS} == {**dict.fromkeys(READERS), **expected}


@pytest.mark.parametrize("event_type", TABLE["types"])
def test_what_the_content_lacks_is_none(event_type: str) -> None:
    event = received(event_type)
    entity = TABLE["entities"][TABLE["types"][event_type]["entity"]].get("attribute")
    assert [name for name in READERS if getattr(event, name) is not None] == ([entity] if entity else [])


@pytest.mark.parametrize("value", ["7", "007", 7])
def test_digits_pass_for_an_integer(value: Any) -> None:
    assert received("CONTRACT_CREATED", {"contractId": value}).contract_id == 7


@pytest.mark.parametrize("value", [True, 7.0, 1.5, "", "-7", "x", "9" * 20, "٧", [], {}])
def test_a_field_of_another_form_is_an_error_that_names_it(value: Any) -> None:
    event = received("CONTRACT_CREATED", {"contractId": value})
    with pytest.raises(EventFieldError, match="contractId is a .*, not an integer; see event.content"):
        _ = event.contract_id
    assert "contractId" in event.content


@pytest.mark.parametrize(
    "value",
    [
        5,
        "x",
        [5],
        [{}],
        [{"customerId": 5}],
        [{**CHECKOUTS[0], "customerId": "x"}],
        [{**CHECKOUTS[0], "checkoutTime": "yesterday"}],
        [{**CHECKOUTS[0], "checkoutTime": 7}],
        {"a": 1},
    ],
)
def test_checkouts_of_another_form_are_an_error(value: Any) -> None:
    event = received("AUTOMATIC_CUSTOMER_CHECKOUT", {"checkouts": value})
    with pytest.raises(EventFieldError, match="checkouts is not a list of customerId and checkoutTime"):
        _ = event.checkouts


def test_checkout_times_keep_their_offset() -> None:
    event = received("AUTOMATIC_CUSTOMER_CHECKOUT", {"checkouts": CHECKOUTS})
    assert event.checkouts is not None
    assert event.checkouts[0].checkout_time.utcoffset() == timedelta(hours=2)


def test_the_case_of_an_agency_is_kept_as_it_comes() -> None:
    event = received("FINANCE_DEBT_COLLECTION_CASE_UPDATED", {"collectionCaseId": "A-7"})
    assert (event.collection_case_id, event.agency_debt_collection_case_id) == ("A-7", None)
    assert event.debt_collection_adjustment_id == 1001
    assert event.customer_id is None
