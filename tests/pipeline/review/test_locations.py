"""The name that a user would type, for every place in the description and in the packages."""

from __future__ import annotations

from typing import Any

import pytest

from openapi.pipeline.generate import PACKAGE
from openapi.pipeline.review.locations import Location, PythonNames, locate_changes
from openapi.pipeline.review.pointers import DescriptionNode, resolve_pointer
from openapi.pipeline.review.python_changes import PythonChange
from openapi.pipeline.review.wire_changes import WireChange
from tests.support.samples import operation, toys


def description() -> dict[str, Any]:
    document = toys()
    document["components"]["schemas"]["Toy"]["properties"] |= {
        "dueDate": {"type": "string"},
        "maker": {"type": "object", "properties": {"id": {"type": "integer"}}},
    }
    parameter = {"name": "studioId", "in": "query", "schema": {"type": "integer"}}
    document["paths"]["/v1/toys"]["post"] = operation(
        "addToy",
        parameters=[parameter],
        requestBody={"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Toy"}}}},
    )
    return document


def locate(change: Any) -> list[Location]:
    names = PythonNames(description(), None)
    return [located.location for located in locate_changes([change], names, names)]


class TestNodes:
    @pytest.mark.parametrize(
        ("steps", "name", "where"),
        [
            ("paths /v1/toys get", "gym.toys.get_toys", "GET /v1/toys"),
            ("paths /v1/toys get responses 200", "gym.toys.get_toys", "GET /v1/toys, response 200"),
            (
                "paths /v1/toys post parameters 0",
                "gym.toys.add_toy(studio_id=)",
                "POST /v1/toys, parameter studioId",
            ),
            ("paths /v1/toys post requestBody", "gym.toys.add_toy(body=)", "POST /v1/toys, body"),
            ("components schemas Toy properties dueDate", "Toy.due_date", "schema Toy, field dueDate"),
            (
                "components schemas Toy properties maker properties id",
                "ToyMaker.id",
                "schema Toy.maker, field id",
            ),
            ("servers 0", "servers", "servers/0"),
            ("components securitySchemes ApiKeyAuth name", "API key", "components/securitySchemes/ApiKeyAuth/name"),
        ],
    )
    def test_are_located_by_their_python_name(self, steps: str, name: str, where: str) -> None:
        node = resolve_pointer(description(), tuple(steps.split()))
        [location] = locate(WireChange(kind="x", node=node))
        assert (location.name, location.where) == (name, where)

    def test_one_of_a_path_is_located_at_each_operation(self) -> None:
        node = DescriptionNode(part="path", operation=("", "/v1/toys"))
        assert [one.name for one in locate(WireChange(kind="x", node=node))] == [
            "gym.toys.get_toys",
            "gym.toys.add_toy",
        ]


class TestObjects:
    @pytest.mark.parametrize(
        ("path", "name"),
        [
            ("api.toys.Toys.add_toy", "gym.toys.add_toy"),
            ("api.toys.add_toy", "gym.toys.add_toy"),
            ("api.toys.AsyncToys.add_toy", None),
            ("api.toys.ToysWithRawResponse.add_toy", None),
            ("api.toys.Toys", None),
            ("api.toys.Toys.__init__", None),
            ("api.toys", None),
            ("models.toy.Toy.due_date", "Toy.due_date"),
            ("models.toy.Toy", "Toy"),
            ("models.toy.DRAFT", None),
            ("client.Resources.toys", None),
        ],
    )
    def test_of_generated_code_are_located_by_what_a_user_types(self, path: str, name: str | None) -> None:
        found = [one.name for one in locate(PythonChange(kind="removed", path=f"{PACKAGE}.{path}"))]
        assert found == ([] if name is None else [name])

    def test_of_the_hand_written_package_keep_their_path(self) -> None:
        [location] = locate(PythonChange(kind="x", path="perfectgym_next.PerfectGym.__init__", parameter="timeout"))
        assert location.name == "perfectgym_next.PerfectGym(timeout=)"

    def test_the_result_of_a_request_function_is_that_of_the_method(self) -> None:
        function, method = (
            locate(PythonChange(kind="returns-changed", path=f"{PACKAGE}.api.toys.{name}"))
            for name in ("add_toy", "Toys.add_toy")
        )
        assert function == []
        assert [one.name for one in method] == ["gym.toys.add_toy"]
