"""An embedded API of another description than the one that was shipped."""

from __future__ import annotations

from typing import Any

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Ask, Asker


def operation(name: str, answer: Any = None, **members: Any) -> Any:
    content = {"content": {"application/json": {"schema": answer}}} if answer else {}
    return {
        "tags": ["New Things"],
        "operationId": name,
        "responses": {"200": {"description": "OK", **content}},
        **members,
    }


SLICE = {
    "type": "object",
    "required": ["result", "hasNext"],
    "properties": {
        "result": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
        "hasNext": {"type": "boolean"},
        "offset": {"type": "string"},
    },
}
PAGING = [
    {"name": "sliceSize", "in": "query", "schema": {"type": "integer", "default": 10}},
    {"name": "offset", "in": "query", "schema": {"type": "string"}},
    {"name": "open", "in": "query", "schema": {"type": "boolean"}},
    {"name": "least", "in": "query", "schema": {"type": "number"}},
]
DESCRIPTION = {
    "components": {"schemas": {"Thing": {"type": "object", "properties": {"id": {"type": "integer"}}}}},
    "paths": {
        "/v1/things": {"get": operation("listThings", SLICE, parameters=PAGING)},
        "/v1/thing": {
            "get": operation("getThing", {"$ref": "#/components/schemas/Thing"}),
            "post": operation("makeThing"),
        },
    },
}


@pytest.fixture
def ask(asker: Asker) -> Ask:
    return asker(EmbeddedApi(description=DESCRIPTION, nulls=False))


class TestAnOperationThatNobodyHasWrittenAHandlerFor:
    def test_answers_a_valid_example_that_stays_the_same(self, ask: Ask) -> None:
        status, thing = ask("GET", "/v1/thing")
        assert (status, type(thing["id"])) == (200, int)
        assert ask("GET", "/v1/thing") == (200, thing)

    def test_answers_nothing_when_it_answers_nothing(self, ask: Ask) -> None:
        assert ask("POST", "/v1/thing") == (200, None)

    def test_answers_slices_that_end(self, ask: Ask) -> None:
        things, offset = [], ""
        for _ in range(3):
            found = ask("GET", f"/v1/things?open=true&least=1.5{offset}")[1]
            things += found["result"]
            offset = f"&offset={found['offset']}"
        assert found["hasNext"] is False
        assert len({thing["id"] for thing in things}) == len(things) == 23

    @pytest.mark.parametrize("query", ["open=yes", "least=much", "least=NaN", "offset=-1"])
    def test_is_checked_like_any_other(self, ask: Ask, query: str) -> None:
        status, error = ask("GET", f"/v1/things?{query}")
        assert (status, error["reference"]) == (400, query.partition("=")[0])
