"""`openapi/export.yaml`: each list is a table or left out, each column is classified, filters hide nothing unsaid."""

from __future__ import annotations

import copy
import inspect
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from openapi.pipeline import generate as pipeline
from openapi.pipeline.description import DescriptionError, load
from openapi.pipeline.generate import PACKAGE
from openapi.pipeline.generation.export_tables import (
    Definitions,
    ExportFileError,
    find_export_problems,
    load_definitions,
    render_tables,
)
from perfectgym_next import PerfectGym, models
from perfectgym_next._core.description import LEFT_OUT as LEFT_OUT_KEY
from perfectgym_next._core.description import operations
from perfectgym_next.models import BookingEntry, Customer
from perfectgym_next_generated.tables import LEFT_OUT, TABLES
from tests.support.samples import ROOT, description, operation, reference

FILE = ROOT / "openapi" / "export.yaml"
DOCUMENT = load(ROOT / "generated" / PACKAGE / "openapi.json")

TEXT = {"type": "string"}
TOY: dict[str, Any] = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "integer"},
        "name": TEXT,
        "madeAt": {"type": "string", "format": "date-time"},
        "parts": {"type": "array", "items": TEXT},
        "box": {"type": "object", "properties": {"width": {"type": "number"}, "colour": {"enum": ["RED"], **TEXT}}},
    },
}
SIZE = {"name": "minSize", "in": "query", "schema": {"type": "integer", "default": 3}}
TABLE: dict[str, Any] = {
    "operation": "toys.list_toys",
    "key": ["id"],
    "filters": {"minSize": {"reason": "The default hides small toys.", "values": [0]}},
    "harmless": ["name", "parts"],
}


def toys(toy: dict[str, Any] = TOY) -> dict[str, Any]:
    listed = operation("listToys", {"type": "array", "items": reference("Toy")}, parameters=[SIZE])
    return description({"/v1/toys": {"get": listed}}, {"Toy": toy})


def rendered(definitions: Definitions, document: dict[str, Any]) -> Any:
    namespace: dict[str, Any] = {}
    exec(render_tables(definitions, document), namespace)
    return namespace["TABLES"]


def changed(**changes: Any) -> Definitions:
    """The real definitions, with keys of the table ``customers`` replaced."""
    definitions = load_definitions(FILE)
    tables = copy.deepcopy(definitions.tables)
    tables["customers"] |= changes
    return Definitions(tables, dict(definitions.left_out))


class TestTheFile:
    def test_names_every_list_and_classifies_every_column(self) -> None:
        assert find_export_problems(load_definitions(FILE), DOCUMENT) == []

    def test_is_what_the_tables_are_generated_from(self) -> None:
        definitions = load_definitions(FILE)
        assert list(TABLES) == list(definitions.tables)
        assert definitions.left_out == LEFT_OUT
        lists = {entry.name for entry in operations(DOCUMENT) if ".list_" in entry.name and entry.method == "GET"}
        assert {table.operation for table in TABLES.values()} | LEFT_OUT.keys() == lists

    @pytest.mark.parametrize("name", TABLES)
    def test_gives_a_table_the_arguments_of_its_operation(self, name: str) -> None:
        table = TABLES[name]
        tag, _, method = table.operation.partition(".")
        gym = PerfectGym("demo", api_key="key")
        signature = inspect.signature(getattr(getattr(gym, tag), method))
        for walk in table.walks:
            arguments = {**walk, **dict.fromkeys(table.window or (), None)}
            if table.parent is not None:
                arguments[table.parent.argument] = 1
            signature.bind(**arguments)

    @pytest.mark.parametrize("name", TABLES)
    def test_names_columns_as_to_row_does(self, name: str) -> None:
        table = TABLES[name]
        tag, _, method = table.operation.partition(".")
        operation = getattr(getattr(PerfectGym("demo", api_key="key"), tag), method)
        model = getattr(models, re.findall(r"models\.(\w+)\]$", str(inspect.signature(operation).return_annotation))[0])
        columns = {column.name for column in table.columns if column.kind != "zone"}
        parent = {table.parent.argument} if table.parent is not None else set()
        assert columns | parent == set(model.row_schema()) | parent

    def test_reads_prospects_before_members(self) -> None:
        assert TABLES["customers"].walks == ({"customer_status": "PROSPECT"}, {"customer_status": "MEMBER"})

    @pytest.mark.parametrize("name", ["bank_account_iban", "last_name", "date_of_birth", "additional_properties"])
    def test_marks_personal_data(self, name: str) -> None:
        assert {column.name: column for column in TABLES["customers"].columns}[name].personal

    def test_reads_money_and_nested_objects(self) -> None:
        entry = BookingEntry.from_dict(
            {"id": 7, "dueDate": "2026-01-31", "installmentPlan": False, "amount": {"amount": 3, "currency": "EUR"}}
        )
        values = {column.name: column.read(entry) for column in TABLES["transactions"].columns}
        assert (values["amount"], values["amount_currency"]) == (3, "EUR")
        assert (values["open_amount"], values["open_amount_currency"]) == (None, None)

    def test_keeps_unknown_fields_of_nested_objects_too(self) -> None:
        data = {"id": 1, "status": "MEMBER", "accessRefusal": False, "shoeSize": 43, "bankAccount": {"nick": "x"}}
        read = {column.name: column.read for column in TABLES["customers"].columns}["additional_properties"]
        assert read(Customer.from_dict(data)) == '{"shoeSize":43,"bankAccount.nick":"x"}'
        assert (
            json.loads(read(Customer.from_dict(data)) or "")
            == Customer.from_dict(data).to_row()["additional_properties"]
        )
        assert read(Customer.from_dict({"id": 1, "status": "MEMBER", "accessRefusal": False})) is None

    def test_writes_arrays_as_json_with_the_names_of_the_api(self) -> None:
        medium = {"type": "CARD_NUMBER", "value": "77"}
        data = {"id": 1, "status": "MEMBER", "accessRefusal": False, "accessMediums": [medium], "cardNumbers": []}
        read = {column.name: column.read for column in TABLES["customers"].columns}
        customer = Customer.from_dict(data)
        assert read["access_mediums"](customer) == '[{"type":"CARD_NUMBER","value":"77"}]'
        assert (read["card_numbers"](customer), read["idle_periods"](customer)) == ("[]", None)


class TestProblems:
    def test_a_new_list_stops_the_check_and_not_the_generation(self) -> None:
        problems = find_export_problems(Definitions(), toys())
        assert problems == ["openapi/export.yaml: toys.list_toys is a list, but neither a table nor left out"]
        assert rendered(Definitions(), toys()) == {}

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"key": []}, None),
            ({"key": ["first_name"]}, "the key first_name is not a required field"),
            ({"key": ["shoe_size"]}, "the key shoe_size is not a required field"),
            ({"filters": {}}, "the parameter customerStatus needs a filter with a reason"),
            ({"filters": {"shoeSize": {"reason": "x"}}}, "the filter shoeSize is not a parameter"),
            ({"harmless": []}, "the column idle_periods needs a place in personal or harmless"),
            ({"harmless": ["email", "idle_periods"]}, "the column email is personal and harmless"),
            ({"personal": ["shoe_size"]}, "there is no column shoe_size"),
            ({"operation": "customers.list_shoes"}, "customers.list_shoes is not an operation"),
            ({"operation": "devices.list_devices"}, "devices.list_devices is named twice"),
            ({"operation": "finance.list_debtors"}, "finance.list_debtors is a table and left out"),
            (
                {"parent": {"table": "contracts", "key": "id", "parameter": "shoeId"}},
                "the parent contracts is not a table of the whole studio",
            ),
            (
                {"parent": {"table": "classes", "key": "shoe_id", "parameter": "shoeId"}},
                "the parent classes has no column shoe_id",
            ),
            ({"parent": {"table": "classes", "key": "id", "parameter": "shoeId"}}, "shoeId does not exist"),
        ],
    )
    def test_are_named(self, changes: dict[str, Any], problem: str | None) -> None:
        problems = find_export_problems(changed(**changes), DOCUMENT)
        assert problems == [] if problem is None else any(problem in one for one in problems), problems

    def test_an_operation_that_the_client_leaves_out_is_none(self) -> None:
        document = toys()
        del document["paths"]["/v1/toys"]
        document[LEFT_OUT_KEY] = {"operations": [{"name": "toys.list_toys"}]}
        definitions = Definitions({"toys": TABLE})
        assert find_export_problems(definitions, document) == []
        assert rendered(definitions, document) == {}

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("tables: [", "cannot be read"),
            ("tables: {}", "expected 'tables' and 'left_out'"),
            ("tables: {}\nleft_out: {a.b: }", "left_out 'a.b': expected a reason"),
            ("tables: {toys: {operation: a.b}}\nleft_out: {}", "table 'toys': expected operation, key"),
            (
                "tables: {toys: {operation: a.b, key: [], size: 1}}\nleft_out: {}",
                "table 'toys': expected operation, key",
            ),
            ("tables: {toys: {operation: a.b, key: [], parent: {table: c}}}\nleft_out: {}", "parent: expected key,"),
            ("tables: {toys: {operation: a.b, key: id}}\nleft_out: {}", "values are lists"),
            (
                "tables: {toys: {operation: a.b, key: [], filters: {c: {}}}}\nleft_out: {}",
                "filter 'c': expected a reason",
            ),
            (
                "tables: {toys: {operation: a.b, key: [], filters: {c: {reason: d, window: e}}}}\nleft_out: {}",
                "window must be first or last",
            ),
            ("tables: {toys: {operation: a.b, key: [], keeps_vanished: true}}\nleft_out: {}", "keeps_vanished"),
        ],
    )
    def test_of_the_form_stop_the_generation(self, text: str, message: str, tmp_path: Path) -> None:
        path = tmp_path / "export.yaml"
        path.write_text(text)
        with pytest.raises(ExportFileError, match=message):
            load_definitions(path)

    def test_make_check_fails(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(pipeline, "check", lambda sources, target: [])
        for name in ("openapi", "generated"):
            (tmp_path / name).symlink_to(ROOT / name)
        assert pipeline.main(["--check"], root=tmp_path) == 0
        (tmp_path / "openapi").unlink()
        (tmp_path / "openapi").mkdir()
        for path in (ROOT / "openapi").iterdir():
            (tmp_path / "openapi" / path.name).symlink_to(path)
        definitions = load_definitions(FILE)
        del definitions.tables["devices"]
        (tmp_path / "openapi" / "export.yaml").unlink()
        (tmp_path / "openapi" / "export.yaml").write_text(
            yaml.safe_dump({"tables": definitions.tables, "left_out": definitions.left_out})
        )
        capsys.readouterr()
        assert pipeline.main(["--check"], root=tmp_path) == 1
        assert "devices.list_devices is a list, but neither a table nor left out" in capsys.readouterr().out

    def test_a_list_that_is_none_any_more_stops_the_generation(self) -> None:
        document = toys()
        document["paths"]["/v1/toys"]["get"]["responses"]["200"]["content"] = {}
        with pytest.raises(DescriptionError, match=r"toys\.list_toys returns no list any more"):
            render_tables(Definitions({"toys": TABLE}), document)


class TestColumns:
    def test_follow_the_description(self) -> None:
        table = rendered(Definitions({"toys": TABLE}), toys())["toys"]
        assert [(column.name, column.kind) for column in table.columns] == [
            ("id", "integer"),
            ("name", "text"),
            ("made_at", "timestamp"),
            ("made_at_zone", "zone"),
            ("parts", "json"),
            ("box_width", "decimal"),
            ("box_colour", "text"),
            ("additional_properties", "json"),
        ]
        assert table.walks == ({"min_size": 0},)
        assert table.notes == ("min_size: The default hides small toys.",)

    def test_change_with_a_field_added_removed_optional_or_retyped(self) -> None:
        toy = copy.deepcopy(TOY)
        toy["required"] = []
        del toy["properties"]["name"]
        toy["properties"] |= {"id": TEXT, "weight": {"type": "number"}}
        definitions = Definitions({"toys": TABLE})
        kinds = {column.name: column.kind for column in rendered(definitions, toys(toy))["toys"].columns}
        assert (kinds["id"], kinds["weight"]) == ("text", "decimal")
        assert "name" not in kinds
        assert find_export_problems(definitions, toys(toy)) == [
            "openapi/export.yaml: table toys: the key id is not a required field",
            "openapi/export.yaml: table toys: there is no column name",
            "openapi/export.yaml: table toys: the column id needs a place in personal or harmless",
        ]

    @pytest.mark.parametrize("other", ["box_width", "studio", "made_at_zone", "additional_properties"])
    def test_of_one_name_stop_the_generation(self, other: str) -> None:
        toy = copy.deepcopy(TOY)
        toy["properties"][other] = {"x-python-name": other, **TEXT}
        with pytest.raises(DescriptionError, match=f"two columns {other}: rename a field in the overlay"):
            render_tables(Definitions({"toys": TABLE}), toys(toy))
