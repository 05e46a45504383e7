"""Scopes are read from an operation's description in one way, by the generator and by the embedded API."""

from __future__ import annotations

import pytest

from openapi.pipeline.generation.normalising import normalise
from openapi.pipeline.generation.template_facts import build_facts
from perfectgym_next._core.description import load_shipped
from perfectgym_next._core.scopes import parse_scopes
from perfectgym_next.testing._openapi.description import Description
from tests.support.shipped import OPERATIONS

SPELLINGS = [
    ("", (), False, ""),
    ("Lists toys.", (), False, "Lists toys."),
    ("Required Scopes: `TOY_READ`\n\nLists toys.", ("TOY_READ",), False, "Lists toys."),
    ("Required Scopes: `TOY_READ`", ("TOY_READ",), False, ""),
    ("Required Scopes: `TOY_READ`, `TOY_WRITE`\nLists.", ("TOY_READ", "TOY_WRITE"), False, "Lists."),
    ("Required Scopes: `TOY_READ`,\n`TOY_WRITE`\nLists.", ("TOY_READ", "TOY_WRITE"), False, "Lists."),
    ("Required Scopes:\r\n`TOY_READ`\r\n`TOY_WRITE`\r\n\r\nLists.", ("TOY_READ", "TOY_WRITE"), False, "Lists."),
    ("Required Scopes: `TOY_READ` `TOY_WRITE`", ("TOY_READ", "TOY_WRITE"), False, ""),
    ("Required Scopes(any of): `A`, `B`\n\nLists.", ("A", "B"), True, "Lists."),
    ("Required Scopes (any of): `A`, `B`", ("A", "B"), True, ""),
    ("required scopes: `A`", ("A",), False, ""),
    ("Required scopes: `toy:read`", ("toy:read",), False, ""),
    ("Required Scope: `A`", ("A",), False, ""),
    (" Required Scopes : `A`", ("A",), False, ""),
    ("**Required Scopes:** `A`, `B`\n\nLists.", ("A", "B"), False, "Lists."),
    ("**Required Scopes** (any of): **`A`**, **`B`**\n\n*Lists* toys.", ("A", "B"), True, "*Lists* toys."),
    ("__Required Scopes__: `A`", ("A",), False, ""),
    ("Required Scopes:\n\n- `A`\n- `B`\n\nLists.", ("A", "B"), False, "Lists."),
    ("Required Scopes:", (), False, "Required Scopes:"),
    ("Needs Required Scopes: `A`", (), False, "Needs Required Scopes: `A`"),
    ("Required Scopes: `A`\n\nWrites `name`.", ("A",), False, "Writes `name`."),
    ("Required Scopes: `A`\n\n`name` is written.", ("A",), False, "`name` is written."),
]


@pytest.mark.parametrize(("text", "names", "any_scope", "rest"), SPELLINGS)
class TestSpellings:
    def test_are_read_at_the_head_of_a_description(
        self, text: str, names: tuple[str, ...], any_scope: bool, rest: str
    ) -> None:
        assert parse_scopes(text) == (names, any_scope, rest)

    def test_are_the_same_to_the_generator_and_the_embedded_api(
        self, text: str, names: tuple[str, ...], any_scope: bool, rest: str
    ) -> None:
        operation = {
            "tags": ["Toys"],
            "operationId": "listToys",
            "description": text,
            "responses": {"204": {"description": "Listed."}},
        }
        document = {"info": {"title": "Toys", "version": "1"}, "paths": {"/v1/toys": {"get": operation}}}
        facts = build_facts(document, normalise(document))["operations"]["list_toys"]
        embedded = Description(document).operations["toys.list_toys"]
        assert (facts["scopes"], facts["any_scope"]) == (list(embedded.scopes), embedded.any_scope)
        assert (embedded.scopes, embedded.any_scope) == (names, any_scope)


def test_every_operation_has_the_same_scopes_for_the_generator_and_for_the_embedded_api() -> None:
    document = load_shipped("perfectgym_next_generated")
    facts = build_facts(document, normalise(document))["operations"].values()
    generated = {fact["name"]: (tuple(fact["scopes"]), fact["any_scope"]) for fact in facts}
    assert generated == {name: (operation.scopes, operation.any_scope) for name, operation in OPERATIONS.items()}
    assert any(scopes for scopes, _ in generated.values())
