"""Lines of hand-written files that use names of the API which are gone."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from openapi.pipeline.updating.vanished_names import Version, find_vanished_names
from tests.support.samples import JSON, reference, toys

CLASSES = {"Toy": "toy", "Colour": "colour"}


def old() -> dict[str, Any]:
    document = toys()
    document["servers"] = [{"url": "https://demo.api.toys.example"}, {"url": "https://mock.example/toys"}]
    document["components"]["securitySchemes"] = {"Key": {"type": "apiKey", "name": "X-TOY-KEY", "in": "header"}}
    for item in document["paths"].values():
        item["get"]["description"] = "Required Scopes: `TOY_READ`"
    document["paths"]["/v1/toys"]["post"] = {
        "operationId": "addToy",
        "tags": ["Toys"],
        "requestBody": {"content": {JSON: {"schema": reference("Toy")}}},
        "responses": {"204": {"description": "Added."}},
    }
    return document


def find(tmp_path: Path, text: str, change: Any, *, name: str = "tests/test_toys.py") -> list[str]:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    document = copy.deepcopy(old())
    classes = dict(CLASSES)
    change(document)
    for schema in CLASSES:
        if schema not in document["components"]["schemas"]:
            del classes[schema]
    return list(map(str, find_vanished_names(tmp_path, Version(old(), CLASSES), Version(document, classes))))


def nothing(document: dict[str, Any]) -> None:
    """No change."""


def operation_removed(document: dict[str, Any]) -> None:
    del document["paths"]["/v1/toys/{toyId}"]


def operation_moved_to_another_tag(document: dict[str, Any]) -> None:
    document["paths"]["/v1/toys/{toyId}"]["get"]["tags"] = ["Games"]


def path_moved(document: dict[str, Any]) -> None:
    document["paths"]["/v2/toys/{toyId}"] = document["paths"].pop("/v1/toys/{toyId}")


def deprecated(document: dict[str, Any]) -> None:
    document["paths"]["/v1/toys/{toyId}"]["get"]["deprecated"] = True


def another_scope(document: dict[str, Any]) -> None:
    document["paths"]["/v1/toys/{toyId}"]["get"]["description"] = "Required Scopes: `TOY_READ`, `SHELF_READ`"


def field_required(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["Toy"]["required"].append("colour")


def schema_removed(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["Toy"]["properties"]["colour"] = {"type": "string"}
    del document["components"]["schemas"]["Colour"]


def field_removed(document: dict[str, Any]) -> None:
    del document["components"]["schemas"]["Toy"]["properties"]["colour"]


def value_removed(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["Colour"]["enum"] = ["RED"]


def another_header(document: dict[str, Any]) -> None:
    document["components"]["securitySchemes"]["Key"]["name"] = "X-KEY"


def another_server(document: dict[str, Any]) -> None:
    document["servers"][0]["url"] = "https://demo.api.toys.test"


def another_tenant(document: dict[str, Any]) -> None:
    document["servers"][0]["url"] = "https://trial.api.toys.example"


@pytest.mark.parametrize(
    ("change", "line", "text"),
    [
        (operation_removed, "gym.toys.get_toy(1)", "gym.toys.get_toy is no longer an operation"),
        (operation_removed, "ask('GET', '/v1/toys/17')", "/v1/toys/{toyId} is no longer a path"),
        (operation_moved_to_another_tag, "gym.toys.get_toy(1)", "gym.toys.get_toy is no longer an operation"),
        (path_moved, "ask('GET', f'/v1/toys/{id}')", "/v1/toys/{toyId} is no longer a path (now /v2/toys/{toyId})"),
        (
            deprecated,
            "gym.toys.get_toy(1)",
            "gym.toys.get_toy is now deprecated: calling it warns, and a warning fails a test",
        ),
        (another_scope, 'add_key(scopes=["TOY_READ"])', "gym.toys.get_toy now needs TOY_READ, SHELF_READ"),
        (field_required, "ask('POST', '/v1/toys', {})", "gym.toys.add_toy now requires colour"),
        (field_required, "api.requests.one('toys.add_toy')", "gym.toys.add_toy now requires colour"),
        (schema_removed, "from models import Colour", "Colour is no longer a class"),
        (schema_removed, '"models.colour"', "Colour is no longer a class"),
        (field_removed, "target: $.components.schemas.Toy.properties.colour", "Toy.colour is no longer a field"),
        (field_removed, "make(Toy, colour=RED)", "Toy.colour is no longer a field"),
        (field_removed, "{'colour': 'RED'}", "Toy.colour is no longer a field"),
        (value_removed, 'Colour("BLUE")', "Colour no longer has BLUE"),
        (another_header, 'headers.pop("x-toy-key")', "the API key is now passed in X-KEY"),
        (
            another_server,
            'f"https://{tenant}.api.toys.example"',
            "api.toys.example: the servers of the description are now demo.api.toys.test, mock.example",
        ),
    ],
)
def test_a_line_that_uses_one_is_found(change: Any, line: str, text: str, tmp_path: Path) -> None:
    assert find(tmp_path, f"\n{line}\n", change) == [f"tests/test_toys.py:2: {text}"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (nothing, "gym.toys.get_toy(1); Toy(colour=RED); '/v1/toys/1'; X-TOY-KEY; api.toys.example; Colour.BLUE"),
        (operation_removed, "gym.toys.list_toys(); budget_toys(); '/v1/toys'"),
        (operation_moved_to_another_tag, "gym.games.get_toy(1)"),
        (path_moved, "'/v2/toys/1'; '/v1/toys'; '/v1/toys/1/parts'"),
        (deprecated, "studio.get_toy(1); '/v1/toys/1'"),
        (another_scope, "gym.toys.get_toy(1)"),
        (field_removed, "colourful = paint(colours)"),
        (value_removed, "Colour.RED; BLUES"),
        (another_tenant, "api.toys.example"),
    ],
)
def test_a_line_that_uses_none_is_not(change: Any, line: str, tmp_path: Path) -> None:
    assert find(tmp_path, line, change) == []


@pytest.mark.parametrize("name", ["README.md", "docs/toys.md", "examples/toys/main.py", "openapi/overlay.yaml"])
def test_all_hand_written_files_are_searched(name: str, tmp_path: Path) -> None:
    assert find(tmp_path, "/v1/toys/{toyId}", operation_removed, name=name) == [
        f"{name}:1: /v1/toys/{{toyId}} is no longer a path"
    ]


@pytest.mark.parametrize(
    "name",
    ["generated/models/toy.py", "CHANGELOG.md", "changelog.d/+toys.added.md", "docs/a.svg", "docs/maintaining.md"],
)
def test_what_is_generated_or_history_is_not(name: str, tmp_path: Path) -> None:
    assert find(tmp_path, "/v1/toys/{toyId}", operation_removed, name=name) == []


def test_a_field_that_another_schema_still_has_is_found_near_the_name_of_its_own(tmp_path: Path) -> None:
    def removed(document: dict[str, Any]) -> None:
        field_removed(document)
        document["components"]["schemas"]["Bin"] = {"type": "object", "properties": {"colour": {"type": "string"}}}

    text = "Toy.from_dict({\n    'name': 'Owl',\n    'colour': 'RED',\n})\n"
    assert find(tmp_path, text, removed) == ["tests/test_toys.py:1: Toy.colour is no longer a field"]
    assert find(tmp_path, "Bin.from_dict({'colour': 'RED'})", removed) == []


def test_a_document_may_use_a_field_by_an_attribute(tmp_path: Path) -> None:
    assert find(tmp_path, "print(toy.colour)", field_removed, name="docs/toys.md") == [
        "docs/toys.md:1: Toy.colour is no longer a field"
    ]


def test_an_example_that_adds_what_the_vendor_added_is_found(tmp_path: Path) -> None:
    def added(document: dict[str, Any]) -> None:
        document["paths"]["/v1/bins/{binId}"] = document["paths"]["/v1/toys"]
        document["components"]["schemas"]["Bin"] = {"type": "object"}

    text = "paths:\n  /v1/bins/{binId}:\n  /v1/bins/{binId}/open:\nschemas:\n  Bin:\n  Binding:\n"
    assert find(tmp_path, text, added, name="tests/case.yaml") == [
        "tests/case.yaml:2: /v1/bins/{binId} is a path of the API now: an example that adds it has to add another",
        "tests/case.yaml:5: Bin is a schema of the API now: an example that adds it has to add another",
    ]
    assert find(tmp_path / "python", "'/v1/bins/1'", added) == []


def test_bytes_that_are_not_utf_8_stop_nothing(tmp_path: Path) -> None:
    path = tmp_path / "docs" / "toys.md"
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe get_toy(1)\n")
    assert find(tmp_path, "", operation_removed) == ["docs/toys.md:1: gym.toys.get_toy is no longer an operation"]
