"""The table of webhook events: what it must hold, and what is generated from it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
import yaml

from openapi.pipeline.description import DescriptionError
from openapi.pipeline.generate import ROOT, Sources, generate
from openapi.pipeline.generation.webhooks import WebhookTable, load_webhooks, render_webhooks, render_webhooks_json
from openapi.pipeline.yaml_loading import load_yaml
from perfectgym_next.testing._openapi.description import Description
from tests.support.samples import checkout, toys

PATH = ROOT / "openapi" / "webhooks.yaml"
DATA: Any = load_yaml(PATH.read_text("utf-8"))
OPERATIONS = Description.shipped().operations.keys()


def load_module(text: str, folder: Path) -> Any:
    path = folder / "generated_webhooks.py"
    path.write_text(text, encoding="utf-8")
    spec = spec_from_file_location("generated_webhooks", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestShipped:
    def test_names_operations_that_exist(self) -> None:
        table = load_webhooks(PATH)
        assert {fetch["operation"] for fetch in table.fetches.values()} <= OPERATIONS

    def test_uses_all_that_it_defines(self) -> None:
        table = load_webhooks(PATH)
        assert {row["entity"] for row in table.types.values()} == table.entities.keys()
        assert {row["fetch"] for row in table.types.values() if "fetch" in row} == table.fetches.keys()
        assert {field for name in table.types for field in table.fields_of(name)} == table.fields.keys()

    def test_marks_what_was_read_on_the_page_of_the_sibling_brand(self) -> None:
        own = [name for name, row in load_webhooks(PATH).types.items() if row["source"] == "own"]
        assert len(own) == 17
        assert "CUSTOMER_CREATED" in own
        assert "EMPLOYEE_CREATED" not in own

    def test_has_the_number_of_types_of_the_vendors_pages(self) -> None:
        assert len(DATA["types"]) == 44


Change = Callable[[Any], None]


class TestMistakes:
    @pytest.mark.parametrize(
        ("change", "match"),
        [
            (lambda data: data.pop("fields"), "expected the sections"),
            (lambda data: data.update(more={}), "expected the sections"),
            (lambda data: data.update(types=[]), "types must be an object"),
            (lambda data: data["types"].update(X=5), "types must be an object"),
            (lambda data: data["types"].update(X={"source": "own"}), "types, 'X': expected entity, source"),
            (lambda data: data["types"]["CUSTOMER_CREATED"].update(feilds=[]), "'CUSTOMER_CREATED': expected"),
            (lambda data: data["types"]["CUSTOMER_CREATED"].update(source="heard"), "unknown source 'heard'"),
            (lambda data: data["types"]["CUSTOMER_CREATED"].update(entity="person"), "unknown entity 'person'"),
            (lambda data: data["types"]["CUSTOMER_CREATED"].update(fields=["x"]), "unknown field 'x'"),
            (lambda data: data["types"]["CUSTOMER_CREATED"].update(fetch="x"), "unknown fetch 'x'"),
            (lambda data: data["types"]["CUSTOMER_CREATED"].pop("fetch"), "either fetch or unavailable"),
            (lambda data: data["types"]["CUSTOMER_CREATED"].update(unavailable="x"), "either fetch or unavailable"),
            (lambda data: data["types"]["CUSTOMER_CREATED"].update(fetch="contract"), "its fetch needs 'contract_id'"),
            (
                lambda data: data["types"].update({"NOT A NAME": data["types"]["CUSTOMER_CREATED"]}),
                "not a Python name",
            ),
            (lambda data: data["fields"]["contractId"].update(type="text"), "unknown type 'text'"),
            (
                lambda data: data["fields"].update(customerId={"type": "integer", "is": "x"}),
                "'customer_id' is not a Python name, or is defined twice",
            ),
            (lambda data: data["entities"]["customer"].update(attribute="customer id"), "is not a Python name"),
        ],
    )
    def test_are_named(self, change: Change, match: str) -> None:
        data = copy.deepcopy(DATA)
        change(data)
        with pytest.raises(DescriptionError, match=f"webhooks.yaml: .*{match}"):
            WebhookTable(data)

    @pytest.mark.parametrize("text", [b"a: [", b"\xff", b"[]", b"5"])
    def test_of_the_file_are_named(self, tmp_path: Path, text: bytes) -> None:
        (tmp_path / "webhooks.yaml").write_bytes(text)
        with pytest.raises(DescriptionError, match="webhooks.yaml"):
            load_webhooks(tmp_path / "webhooks.yaml")

    def test_of_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(DescriptionError, match="cannot be read"):
            load_webhooks(tmp_path / "webhooks.yaml")


class TestRendering:
    def test_a_new_type_is_a_change_of_data(self, tmp_path: Path) -> None:
        data = copy.deepcopy(DATA)
        data["entities"]["solarium"] = {"attribute": "solarium_id", "is": "the solarium"}
        data["fields"]["lampCount"] = {"type": "integer", "is": "number of lamps"}
        data["types"]["SOLARIUM_OPENED"] = {
            "source": "own",
            "entity": "solarium",
            "fields": ["lampCount"],
            "unavailable": "no operation of the API returns it",
        }
        module = load_module(render_webhooks(WebhookTable(data), OPERATIONS), tmp_path)
        assert module.WebhookEventType.SOLARIUM_OPENED == "SOLARIUM_OPENED"
        assert module.CONTENT["SOLARIUM_OPENED"] == {"lamp_count": ("lampCount", True)}
        assert module.UNAVAILABLE["SOLARIUM_OPENED"] == "no operation of the API returns it"

        class Event(module.WebhookEventFields):  # type: ignore[misc,name-defined]
            type, entity_id, content = "SOLARIUM_OPENED", 5, {"lampCount": 7}

        assert (Event().solarium_id, Event().lamp_count, Event().customer_id) == (5, 7, None)

    def test_what_an_operation_that_is_left_out_returns_is_unavailable(self, tmp_path: Path) -> None:
        module = load_module(render_webhooks(WebhookTable(DATA), OPERATIONS - {"customers.get_customer"}), tmp_path)
        assert module.UNAVAILABLE["CUSTOMER_CREATED"] == "this package leaves customers.get_customer out"
        assert "CUSTOMER_CREATED" not in module.FETCHES
        assert "CONTRACT_CREATED" in module.FETCHES

    def test_quotes_what_it_is_given(self, tmp_path: Path) -> None:
        data = copy.deepcopy(DATA)
        data["types"]["CUSTOMER_DELETED"]["unavailable"] = 'it\'s """gone""" \\ {here}'
        module = load_module(render_webhooks(WebhookTable(data), OPERATIONS), tmp_path)
        assert module.UNAVAILABLE["CUSTOMER_DELETED"] == 'it\'s """gone""" \\ {here}'

    def test_of_json_has_what_the_review_compares(self) -> None:
        types = json.loads(render_webhooks_json(load_webhooks(PATH)))["types"]
        assert types["CONTRACT_CREATED"] == {
            "source": "own",
            "entity": "customer",
            "attributes": {"customer_id": "entityId", "contract_id": "contractId"},
            "optional": [],
        }

    def test_is_part_of_any_generated_package(self, tmp_path: Path) -> None:
        root = checkout(tmp_path / "checkout", toys())
        generate(Sources(root), root / "generated" / "toy_webhooks")
        package = root / "generated" / "toy_webhooks"
        assert json.loads((package / "generated-from.json").read_text("utf-8"))["webhooks_sha256"]
        module = load_module((package / "webhooks.py").read_text("utf-8"), tmp_path)
        assert module.FETCHES == {}  # the toys have none of the operations
        assert module.UNAVAILABLE.keys() == {*module.WebhookEventType}

    def test_of_another_table_makes_the_code_out_of_date(self, tmp_path: Path) -> None:
        root = checkout(tmp_path / "checkout", toys())
        data = {**DATA, "types": {**DATA["types"], "NEW_TYPE": DATA["types"]["CUSTOMER_DELETED"]}}
        target = root / "generated" / "toy_webhooks"
        generate(Sources(root), target)
        (root / "openapi" / "webhooks.yaml").write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
        assert generate(Sources(root), target) == ["generated-from.json", "webhooks.json", "webhooks.py"]
