"""Nulls in place of absent optional fields."""

from __future__ import annotations

from perfectgym_next.testing import EmbeddedApi
from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.validation import iter_errors
from tests.support.embedded import Asker

CLASSES = "/v1/classes"


class TestNulls:
    def test_stand_for_some_absent_members_and_only_for_optional_ones(
        self, description: Description, asker: Asker
    ) -> None:
        with_nulls = asker(EmbeddedApi())("GET", "/v1/customers")[1]["result"]
        without = asker(EmbeddedApi(nulls=False))("GET", "/v1/customers")[1]["result"]
        assert any(value is None for value in with_nulls[0].values())
        assert not any(value is None for value in without[0].values())
        assert [{k: v for k, v in c.items() if v is not None} for c in with_nulls] == without
        schema = {"type": "array", "items": {"$ref": "#/components/schemas/Customer"}}
        assert list(iter_errors(description, schema, without)) == []
        assert not set(description.schemas["Customer"]["required"]) & {k for k, v in with_nulls[0].items() if v is None}

    def test_stand_at_any_depth_and_never_in_the_studio(self, asker: Asker) -> None:
        ask = asker(EmbeddedApi())
        slot = ask("GET", f"{CLASSES}/2001/slots")[1]["result"][0]
        assert "description" in slot["location"] or slot["location"].keys() == {"id", "name"}
        assert ask("GET", f"{CLASSES}/2001/slots")[1]["result"][0] == slot
