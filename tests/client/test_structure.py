"""What holds for every operation, model and enum that was generated from the shipped description."""

from __future__ import annotations

import ast
import copy
import inspect
import json
import pickle
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn, cast

import attrs
import pytest
from packaging.requirements import Requirement

import perfectgym_next
import perfectgym_next_generated
from openapi.pipeline.description import METHODS
from openapi.pipeline.left_out import leave_out, load_left_out
from openapi.pipeline.overlay import load_overlay
from openapi.pipeline.resolving import resolve_description
from perfectgym_next import AsyncPager, AsyncPerfectGym, Pager, PerfectGym, models
from perfectgym_next.enums import OpenEnum
from perfectgym_next.errors import ResponseFormatError
from perfectgym_next.testing._openapi.description import Operation, Schema
from perfectgym_next.transport import handler_transport
from tests.support.locks import read_lock
from tests.support.shipped import (
    CLASSES,
    DESCRIPTION,
    ENUMS,
    EXAMPLES,
    MODELS,
    OPERATIONS,
    is_sliced,
    json_body,
    method_of,
    parts,
    path_parameters,
    python_name,
    without_nulls,
)

ROOT = Path(__file__).resolve().parents[2]
GENERATED = Path(perfectgym_next_generated.__file__).parent
SLICED = [operation for operation in OPERATIONS.values() if is_sliced(operation)]


def no_service(*request: object) -> NoReturn:
    raise AssertionError(f"a request was sent: {request}")


@pytest.fixture(scope="module")
def clients() -> tuple[PerfectGym, AsyncPerfectGym]:
    """Clients whose every request fails the test."""
    options: dict[str, Any] = {"base_url": "https://gym.invalid", "api_key": "key"}
    transport: Any = handler_transport(no_service)
    return PerfectGym(**options, transport=transport), AsyncPerfectGym(**options, transport=transport)


def methods_of(clients: tuple[PerfectGym, AsyncPerfectGym], operation: Operation) -> list[Any]:
    return [method_of(client, operation) for client in clients]


class TestCounts:
    def test_of_the_shipped_description(self) -> None:
        """Counted in the vendor's file, without the readers of the package."""
        vendor = json.loads((ROOT / "openapi" / "perfectgym-next.json").read_bytes())
        entries = [entry for item in vendor["paths"].values() for method, entry in item.items() if method in METHODS]
        sizes = [one for entry in entries for one in entry.get("parameters", ()) if one.get("name") == "sliceSize"]
        assert len(OPERATIONS) == len(entries) > 100
        assert len({name.partition(".")[0] for name in OPERATIONS}) == len({entry["tags"][0] for entry in entries})
        assert len(SLICED) == len(sizes) > 10
        assert DESCRIPTION.schemas.keys() >= vendor["components"]["schemas"].keys()

    def test_every_object_of_the_description_has_one_model(self) -> None:
        found: list[str] = []

        def collect(schema: Schema, name: str) -> None:
            if schema.get("type") == "object":
                found.append(name)
            for member, inner in schema.get("properties", {}).items():
                collect(inner, f"{name}.{member}")
            if "items" in schema:
                collect(schema["items"], f"{name}[]")

        for name, schema in DESCRIPTION.schemas.items():
            collect(schema, name)
        assert sorted(found) == sorted(MODELS)
        assert len(MODELS) == sum(1 for cls in CLASSES.values() if hasattr(cls, "from_dict"))

    def test_every_enum_of_the_description_has_its_values(self) -> None:
        described: set[tuple[str, ...]] = set()

        def collect(node: Any) -> None:
            if isinstance(node, dict):
                if isinstance(node.get("enum"), list):
                    described.add(tuple(sorted(node["enum"])))
                for value in node.values():
                    collect(value)
            elif isinstance(node, list | tuple):
                for item in node:
                    collect(item)

        collect(DESCRIPTION.schemas)
        for operation in OPERATIONS.values():
            collect([parameter.schema for parameter in operation.parameters])
        assert {tuple(sorted(member.value for member in cls)) for cls in ENUMS.values()} == described


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
class TestOperations:
    def test_is_the_same_on_both_clients(
        self, clients: tuple[PerfectGym, AsyncPerfectGym], operation: Operation
    ) -> None:
        method, awaited = methods_of(clients, operation)
        assert not inspect.iscoroutinefunction(method)
        assert inspect.iscoroutinefunction(awaited) is not is_sliced(operation)
        one, other = inspect.signature(method), inspect.signature(awaited)
        assert list(one.parameters.values()) == list(other.parameters.values())
        assert other.return_annotation == one.return_annotation.replace(".Pager[", ".AsyncPager[")
        assert inspect.getdoc(method) == inspect.getdoc(awaited)

    def test_takes_its_path_then_its_body_then_keywords_and_the_options_of_a_call_last(
        self, clients: tuple[PerfectGym, AsyncPerfectGym], operation: Operation
    ) -> None:
        parameters = inspect.signature(methods_of(clients, operation)[0]).parameters.values()
        positional = [one.name for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
        keywords = [one.name for one in parameters if one.kind is one.KEYWORD_ONLY]
        assert len(positional) + len(keywords) + 1 == len(parameters)
        body = ["body"] if json_body(operation) else []
        assert positional == [*map(python_name, path_parameters(operation)), *body]
        query = [one for one in operation.parameters if one.location == "query"]
        assert sorted(keywords) == sorted([*map(python_name, query), *map(python_name, parts(operation))])
        assert [(one.name, one.kind) for one in parameters][-1] == ("options", inspect.Parameter.VAR_KEYWORD)

    def test_demands_what_the_api_demands_and_sends_nothing_unasked_but_the_largest_slice(
        self, clients: tuple[PerfectGym, AsyncPerfectGym], operation: Operation
    ) -> None:
        given = dict(inspect.signature(methods_of(clients, operation)[0]).parameters)
        del given["options"]
        demanded = {python_name(one) for one in operation.parameters if one.required}
        if operation.body is not None:
            schema = operation.body.content.get("multipart/form-data")
            if schema is None:
                demanded |= {"body"} if operation.body.required else set()
            else:
                demanded |= set(map(python_name, DESCRIPTION.resolve(schema).get("required", ())))
        assert {name for name, one in given.items() if one.default is one.empty} == demanded
        defaults = {name: one.default for name, one in given.items() if name not in demanded}
        if is_sliced(operation):
            size = next(one.schema for one in operation.parameters if one.name == "sliceSize")
            assert defaults.pop("slice_size") == size["maximum"]
        assert set(defaults.values()) <= {None}

    def test_is_documented(self, clients: tuple[PerfectGym, AsyncPerfectGym], operation: Operation) -> None:
        for method in methods_of(clients, operation):
            documented = inspect.getdoc(method) or ""
            summary, blank, *_ = documented.splitlines()
            assert summary.endswith(".")
            assert blank == ""
            line = f"``{operation.method} {operation.path}``, the vendor's ``{VENDOR_NAMES[operation.name]}``."
            assert line in documented
            if operation.scopes:
                some = "any of " if operation.any_scope and len(operation.scopes) > 1 else ""
                assert f"Scopes: {some}{', '.join(operation.scopes)}." in " ".join(documented.split())
            for name in inspect.signature(method).parameters:
                assert f"\n    {name}: " in documented
            for error in ("ApiError", "ApiConnectionError", "ResponseFormatError"):
                assert f"\n    {error}: " in documented
            returned = documented.partition("\n\nReturns:\n    ")[2].partition("\n\nRaises:")[0]
            assert returned.endswith(".")
            assert not is_sliced(operation) or ("pager" in returned and "has_next" not in documented)
            assert "hasNext" not in documented
            for status in operation.error_statuses:
                assert str(status) in documented.partition("documented: ")[2].partition("\n")[0]


def vendor_names() -> dict[str, str]:
    vendor = json.loads((ROOT / "openapi" / "perfectgym-next.json").read_bytes())
    return {
        operation.name: vendor["paths"][operation.path][operation.method.lower()]["operationId"]
        for operation in OPERATIONS.values()
    }


VENDOR_NAMES = vendor_names()


class TestResources:
    @pytest.mark.parametrize("index", [0, 1], ids=["PerfectGym", "AsyncPerfectGym"])
    def test_have_the_operations_of_their_tag_and_no_others(
        self, clients: tuple[PerfectGym, AsyncPerfectGym], index: int
    ) -> None:
        tags = {name.partition(".")[0] for name in OPERATIONS}
        callable_names = {
            f"{tag}.{name}" for tag in tags for name in dir(getattr(clients[index], tag)) if not name.startswith("_")
        }
        assert {name.removesuffix("_between") for name in callable_names} == set(OPERATIONS)  # see test_day_walk.py

    def test_are_made_once_a_client(self, clients: tuple[PerfectGym, AsyncPerfectGym]) -> None:
        for client in clients:
            assert client.customers_account is client.customers_account

    @pytest.mark.parametrize("operation", SLICED, ids=[operation.name for operation in SLICED])
    def test_a_sliced_operation_returns_a_pager_without_a_request(
        self, clients: tuple[PerfectGym, AsyncPerfectGym], operation: Operation
    ) -> None:
        method, awaited = methods_of(clients, operation)
        positional = [1 for _ in path_parameters(operation)]
        required = [one for one in operation.parameters if one.required and one.location == "query"]
        keywords = {python_name(one): EXAMPLES.example(one.schema) for one in required}
        assert isinstance(method(*positional, **keywords), Pager)
        assert isinstance(awaited(*positional, **keywords), AsyncPager)


@pytest.mark.parametrize("cls", ENUMS.values(), ids=ENUMS)
class TestEnums:
    def test_are_open(self, cls: type[OpenEnum]) -> None:
        assert issubclass(cls, OpenEnum)
        assert all(member.is_known for member in cls)
        new = cls("ADDED_BY_THE_VENDOR")
        assert (new, str(new), new.is_known, new in list(cls)) == ("ADDED_BY_THE_VENDOR",) * 2 + (False, False)
        for value in (*cls, new):
            assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == value


@pytest.mark.parametrize("schema", MODELS)
class TestModels:
    def test_take_keywords_only_but_for_money(self, schema: str) -> None:
        parameters = inspect.signature(MODELS[schema]).parameters.values()
        positional = [one.name for one in parameters if one.kind is not one.KEYWORD_ONLY]
        assert positional == (["amount", "currency"] if schema == "Money" else [])
        described = set(map(python_name, described_members(schema)))
        assert {one.name.rstrip("_") for one in parameters} == {*described, "additional_properties"}

    def test_pickle_copy_and_compare(self, schema: str) -> None:
        data = EXAMPLES.named(schema, extra_fields=True)
        model = MODELS[schema].from_dict(data)
        for twin in (MODELS[schema].from_dict(data), pickle.loads(pickle.dumps(model)), copy.deepcopy(model)):
            assert twin == model
            assert twin is not model
            assert type(twin) is type(model)
        assert model != data
        if schema != "Money":  # two amounts of money are equal by amount and currency
            assert MODELS[schema].from_dict({**data, "added": 1}) != model

    def test_show_what_is_there_and_not_what_is_absent(self, schema: str) -> None:
        for members in ("present", "absent"):
            model = MODELS[schema].from_dict(EXAMPLES.named(schema, optional=members))
            shown = repr(model)
            assert shown.startswith(f"{type(model).__name__}(")
            assert "None" not in shown
            if schema == "Money":  # shown as it is written in code
                continue
            names = [field.name for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(model)))]
            inner = " ".join(repr(getattr(model, name)) for name in names)
            for name in names:
                there = getattr(model, name) not in (None, {})
                pattern = re.compile(rf"\b{name}=")
                assert len(pattern.findall(shown)) == there + len(pattern.findall(inner))

    def test_tell_what_does_not_fit(self, schema: str) -> None:
        model = MODELS[schema]
        with pytest.raises(ResponseFormatError, match="expected an object, not an array"):
            model.from_dict(cast("Any", []))
        data = EXAMPLES.named(schema, optional="absent")
        for name in data:
            for spoiled in ({**data, name: None}, {key: value for key, value in data.items() if key != name}):
                with pytest.raises(ResponseFormatError) as caught:
                    model.from_dict(spoiled)
                assert caught.value.field == name

    def test_keep_what_the_description_does_not_know(self, schema: str) -> None:
        data = {**EXAMPLES.named(schema), "added": {"deep": [1]}}
        model = MODELS[schema].from_dict(data)
        assert model.additional_properties == {"added": {"deep": [1]}}
        assert without_nulls(model.to_dict()) == without_nulls(data)

    def test_every_example_of_the_description_survives_a_round_trip(self, schema: str) -> None:
        required = EXAMPLES.named(schema, optional="absent")
        for name, member in described_members(schema).items():
            described = DESCRIPTION.resolve(member)
            if "example" in described and described.get("type") not in ("object", "array"):
                written = MODELS[schema].from_dict({**required, name: described["example"]}).to_dict()
                assert without_nulls({name: written[name]}) == without_nulls({name: described["example"]})


def described_members(schema: str) -> dict[str, Schema]:
    """The members of a schema, or of the object inside of one."""
    name, *way = schema.replace("[]", ".[]").split(".")
    node: Schema = DESCRIPTION.schemas[name]
    for step in way:
        node = node["items"] if step == "[]" else node["properties"][step]
    members: dict[str, Schema] = DESCRIPTION.resolve(node).get("properties", {})
    return members


class TestIndexOfModels:
    def test_lists_every_module_and_class(self) -> None:
        defined = {
            statement.name
            for path in (GENERATED / "models").glob("*.py")
            if path.name != "__init__.py"
            for statement in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(statement, ast.ClassDef)
        }
        assert defined == set(models.__all__)
        assert len(models.__all__) == len(defined) == len(list((GENERATED / "models").glob("*.py"))) - 1

    def test_is_sorted_complete_and_what_users_see(self) -> None:
        assert sorted(models.__all__) == dir(models)
        assert models.__all__ == perfectgym_next_generated.models.__all__
        assert all(CLASSES[name].__name__ == name for name in models.__all__)


class TestPackage:
    def test_every_generated_file_says_in_its_first_line_what_made_it(self) -> None:
        modules = [path for path in GENERATED.rglob("*.py") if "__pycache__" not in path.parts]
        assert {path.read_text(encoding="utf-8").partition("\n")[0] for path in modules} == {
            "# Generated by `make generate` from openapi/perfectgym-next.json; do not edit."
        }

    def test_there_is_one_module_a_tag(self) -> None:
        tags = {name.partition(".")[0] for name in OPERATIONS}
        modules = {path.stem for path in (GENERATED / "api").glob("*.py")}
        assert modules == {"__init__", *tags}, "run `make generate` and commit what it writes"
        assert [path for path in (GENERATED / "api").iterdir() if path.is_dir() and any(path.glob("*.py"))] == []

    def test_no_method_imports_anything(self) -> None:
        for path in (GENERATED / "api").glob("[!_]*.py"):
            for class_ in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(class_, ast.ClassDef):
                    assert not [node for node in ast.walk(class_) if isinstance(node, ast.Import | ast.ImportFrom)], (
                        path
                    )

    def test_no_generated_module_imports_httpx(self) -> None:
        for path in GENERATED.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                assert not {name.partition(".")[0] for name in names} & {"httpx", "httpcore"}, path

    def test_the_version_is_that_of_the_project(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert perfectgym_next.__version__ == project["version"]

    def test_the_shipped_description_is_the_vendors_with_our_overlay(self) -> None:
        vendor = json.loads((ROOT / "openapi" / "perfectgym-next.json").read_bytes())
        shipped = json.loads(files("perfectgym_next_generated").joinpath("openapi.json").read_bytes())
        overlaid = load_overlay(ROOT / "openapi" / "overlay.yaml").apply(vendor)
        kept = resolve_description(leave_out(overlaid, load_left_out(ROOT / "openapi" / "left-out.yaml")))
        assert shipped == kept
        assert vendor["info"]["version"] == perfectgym_next.API_VERSION


class TestLowestDependencies:
    def test_are_those_that_the_package_takes(self) -> None:
        """`make test-lowest` tests what `pyproject.toml` promises."""
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        promised = {one.name: one for one in map(Requirement, project["dependencies"])}
        lowest = {
            name: next(one.version for one in requirement.specifier if one.operator == ">=")
            for name, requirement in promised.items()
        }
        tested = {str(entry.name): entry.version for entry in read_lock("lowest")}
        for name, version in lowest.items():
            assert f"{tested[name]}.".startswith(f"{version}."), f"{name}: make lock"
