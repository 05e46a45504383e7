"""One call of each operation to the embedded API, under the description before and after an update."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from openapi.pipeline.updating.sample_calls import find_problems
from perfectgym_next._core.description import load_shipped
from perfectgym_next.testing._handlers import _registry, classes


def find(change: Any, *names: str) -> dict[str, Any]:
    before = load_shipped("perfectgym_next_generated")
    after = copy.deepcopy(before)
    change(after)
    return find_problems(before, after, list(names))


def texts(result: dict[str, Any]) -> list[str]:
    return [problem["text"] for problem in result["problems"]]


def schema(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"][name]
    return found


def nothing(document: dict[str, Any]) -> None:
    """No change."""


def response_requires_more(document: dict[str, Any]) -> None:
    schema(document, "Class")["properties"]["level"] = {"type": "string"}
    schema(document, "Class")["required"].append("level")


def response_loses_a_field(document: dict[str, Any]) -> None:
    del schema(document, "Class")["properties"]["title"]


def value_is_removed(document: dict[str, Any]) -> None:
    schema(document, "Device")["properties"]["model"]["enum"] = ["GENERIC_CARD_READER"]


def operation_is_new(document: dict[str, Any]) -> None:
    item = copy.deepcopy(document["paths"]["/v1/devices"])
    item["get"]["operationId"] = "listLockers"
    document["paths"]["/v1/lockers"] = item


def test_what_has_not_changed_has_no_problems() -> None:
    names = [
        "classes.list_classes",
        "classes.get_class",
        "customers.get_customer",
        "customers_account.list_transactions",
        "devices.activate_device",
    ]
    assert find(nothing, *names) == {"problems": [], "unreached": []}


def test_an_operation_whose_example_request_is_refused_is_unreached() -> None:
    assert find(nothing, "customers.get_customer_by") == {
        "problems": [],
        "unreached": ["gym.customers.get_customer_by"],
    }


@pytest.mark.parametrize(
    ("change", "name", "text"),
    [
        (response_requires_more, "classes.get_class", "in the response, level is missing"),
        (response_requires_more, "classes.list_classes", "in the response, result[].level is missing"),
        (response_loses_a_field, "classes.get_class", "in the response, title is not in the description"),
        (value_is_removed, "devices.list_devices", "in the response, [].model must be one of GENERIC_CARD_READER"),
        (
            operation_is_new,
            "devices.list_lockers",
            "no handler: the embedded API answers with an example of the description",
        ),
    ],
)
def test_what_the_handler_has_to_do_is_said(change: Any, name: str, text: str) -> None:
    result = find(change, name)
    assert texts(result) == [f"gym.{name}: {text}"]
    assert result["unreached"] == []
    assert json.loads(json.dumps(result)) == result


def test_the_place_is_the_handler() -> None:
    [problem] = find(response_requires_more, "classes.get_class")["problems"]
    assert (problem["path"], problem["line"]) == (classes.__file__, classes.get_class.__code__.co_firstlineno)


def test_the_place_of_an_operation_of_a_new_tag_is_a_module_that_is_not_there() -> None:
    def new_tag(document: dict[str, Any]) -> None:
        operation_is_new(document)
        document["paths"]["/v1/lockers"]["get"]["tags"] = ["Lockers"]

    [problem] = find(new_tag, "lockers.list_lockers")["problems"]
    assert problem["path"].endswith("_handlers/lockers.py")
    assert problem["line"] == 0


def test_a_request_that_is_newly_refused_is_a_problem() -> None:
    def looser(document: dict[str, Any]) -> None:
        document["paths"]["/v1/classes/{classId}"]["get"]["parameters"][0]["schema"] = {"type": "string"}

    [text] = texts(find(looser, "classes.get_class"))
    assert text.startswith("gym.classes.get_class: ")


def test_a_handler_that_fails_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def parameter_gone(document: dict[str, Any]) -> None:
        item = document["paths"].pop("/v1/classes/{classId}")
        item["get"]["parameters"] = []
        document["paths"]["/v1/class"] = item

    [problem] = find(parameter_gone, "classes.get_class")["problems"]
    assert "the handler fails (KeyError: 'classId')" in problem["text"]
    assert problem["line"] > classes.get_class.__code__.co_firstlineno


def test_handlers_that_cannot_be_loaded_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(tag: str) -> Any:
        raise ValueError(f"_handlers/{tag}.py handles an operation that does not exist: 'devices.open'")

    monkeypatch.setattr(_registry, "load_handlers", refuse)
    assert texts(find(nothing, "devices.list_devices")) == [
        "gym.devices.list_devices: the handlers of this tag cannot be loaded: "
        "_handlers/devices.py handles an operation that does not exist: 'devices.open'"
    ]
