"""Constructs beyond those of today's description: generated, sent and read through the embedded API."""

from __future__ import annotations

import importlib
import inspect
import os
import subprocess
import sys
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from openapi.pipeline.generate import Sources, generate
from perfectgym_next import PerfectGym
from perfectgym_next._core.description import json_schema, operations
from perfectgym_next._core.json import decode, encode
from perfectgym_next._core.operation import Request
from perfectgym_next._core.schema_mismatch import find_mismatch
from perfectgym_next.errors import ApiError, ResponseFormatError
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from perfectgym_next.testing._handlers._registry import Call
from perfectgym_next.testing._server import engine
from perfectgym_next.transport import handler_transport
from tests.support.embedded import ROOTS
from tests.support.samples import JSON, answer, checkout, description, operation, reference

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}


def sent(schema: Schema, media_type: str = JSON) -> Schema:
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


def header(name: str, schema: Schema = TEXT, **members: Any) -> Schema:
    return {"name": name, "in": "header", "schema": schema, **members}


def mapped(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}


SLICE_SIZE: Schema = {"name": "sliceSize", "in": "query", "schema": {"type": "integer", "maximum": 50}}

MAPS: dict[str, Any] = {
    "named": {"p": {"name": "x"}},
    "titled": {"a b": "x", "": "y"},
    "listed": [{"a": 1}, {}],
    "lists": {"a": [{"name": "x"}]},
    "deep": {"a": {"b": "2024-02-29"}},
    "gaps": {"a": None, "b": "2024-02-29"},
    "colours": {"a": "RED", "b": "BLUE"},
    "flags": {"a": True},
    "inner": {"a": {"a": 1}},
    "free": {"a": 1},
}
"""A value of each kind of map."""


def one_of(*others: Schema) -> Schema:
    """Means of payment: a card, cash under two values, or another by the name of its schema."""
    mapping = {"CARD": "#/components/schemas/Card", "CASH": "#/components/schemas/Cash", "COIN": "Cash"}
    return {
        "oneOf": [reference("Card"), reference("Cash"), reference("Other"), *others],
        "discriminator": {"propertyName": "kind", "mapping": mapping},
    }


CARD = {"kind": "CARD", "number": 7, "until": "2024-02-29"}
CASH = {"kind": "COIN", "coins": 3}
UNKNOWN = {"kind": "CRYPTO", "wallet": {"id": [1]}}


def taken() -> dict[str, Any]:
    """One operation for each construct."""
    failures = {"oneOf": [reference("Toy"), {"type": "array", "items": reference("Toy")}]}
    document = description(
        {
            "/v1/either": {
                "get": operation(
                    "getEither",
                    responses={
                        "200": answer(reference("Toy")),
                        "204": answer(None),
                        "400": {"description": "Bad.", "content": {"*/*": {"schema": failures}}},
                    },
                )
            },
            "/v1/headers": {
                "get": operation(
                    "getHeaders",
                    reference("Toy"),
                    parameters=[
                        header("Accept-Language", description="The language of the texts."),
                        header("X-Page", NUMBER),
                        header("X-Colour", reference("Colour")),
                        {"name": "size", "in": "query", "schema": TEXT},
                    ],
                )
            },
            "/v1/unnamed": {
                "get": operation(
                    "getUnnamed",
                    {"type": "object", "required": ["toy"], "properties": {"toy": reference("Toy"), "left": NUMBER}},
                )
            },
            "/v1/any": {
                "post": operation(
                    "sendAny",
                    responses={"200": {"description": "", "content": {"*/*": {"schema": reference("Toy")}}}},
                    **sent(reference("Toy"), "application/json;charset=UTF-8"),
                )
            },
            "/v1/merged": {"post": operation("sendMerged", reference("Merged"), **sent(reference("Merged")))},
            "/v1/maps": {"post": operation("sendMaps", reference("Maps"), **sent(reference("Maps")))},
            "/v1/prices": {
                "post": operation("sendPrices", mapped({"type": "number"}), **sent(mapped({"type": "number"})))
            },
            "/v1/toys": {"get": operation("listToys", reference("Shelf"), parameters=[SLICE_SIZE])},
            "/v1/unions": {"post": operation("sendUnions", reference("Unions"), **sent(reference("Unions")))},
            "/v1/union": {"post": operation("sendUnion", reference("Means"), **sent(reference("Means")))},
            "/v1/wrapped": {"post": operation("sendWrapped", reference("Wrapped"), **sent(reference("Wrapped")))},
        },
        {
            "Toy": {"properties": {"name": TEXT}, "required": ["name"]},
            "Colour": {"type": "string", "enum": ["RED", "BLUE"]},
            "Merged": {
                "allOf": [reference("Toy"), {"type": "object", "required": ["size"], "properties": {"size": NUMBER}}]
            },
            "Maps": {
                "type": "object",
                "required": ["named"],
                "properties": {
                    "named": mapped(reference("Toy")),
                    "titled": reference("Titles"),
                    "listed": {"type": "array", "items": mapped(NUMBER)},
                    "lists": mapped({"type": "array", "items": reference("Toy")}),
                    "deep": mapped(mapped({"type": "string", "format": "date"})),
                    "gaps": mapped({"type": ["string", "null"], "format": "date"}),
                    "colours": mapped(reference("Colour")),
                    "flags": {**mapped({"type": "boolean"}), "type": ["object", "null"]},
                    "inner": mapped({"type": "object", "required": ["a"], "properties": {"a": NUMBER}}),
                    "free": mapped({}),
                },
            },
            "Titles": mapped(TEXT),
            "Shelf": {
                "type": "object",
                "required": ["hasNext", "result"],
                "properties": {
                    "counts": mapped({"type": "array", "items": NUMBER}),
                    "hasNext": {"type": "boolean"},
                    "offset": TEXT,
                    "result": {"type": "array", "items": reference("Toy")},
                },
            },
            "Unions": {
                "type": "object",
                "required": ["by"],
                "properties": {
                    "by": one_of(),
                    "named": reference("Means"),
                    "listed": {"type": "array", "items": reference("Means")},
                    "mapped": mapped(one_of({"type": "null"})),
                    "maybe": one_of({"type": "null"}),
                },
            },
            "Means": one_of(),
            "Card": {
                "type": "object",
                "required": ["kind", "number"],
                "properties": {
                    "kind": {**TEXT, "x-python-masked": True},
                    "number": {**NUMBER, "x-python-masked": True},
                    "until": {"type": "string", "format": "date", "x-python-masked": True},
                },
            },
            "Cash": {"type": "object", "properties": {"kind": reference("CashKind"), "coins": NUMBER}},
            "CashKind": {"type": "string", "enum": ["CASH", "COIN"]},
            "Other": {"type": "object", "required": ["kind"], "properties": {"kind": TEXT}},
            "Wrapped": {
                "type": "object",
                "required": ["toy"],
                "properties": {
                    "toy": {"allOf": [reference("Toy")], "description": "The toy."},
                    "other": {"oneOf": [reference("Toy"), {"type": "null"}]},
                    "colour": {"allOf": [reference("Colour")], "default": "RED"},
                    "count": {"type": "integer", "example": "many"},
                },
            },
        },
    )
    document["security"] = [{"key": []}]
    document["components"]["securitySchemes"] = {"key": {"type": "apiKey", "in": "header", "name": "X-API-KEY"}}
    return document


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The generated package, importable by its folder's name."""
    root = checkout(tmp_path_factory.mktemp("taken") / "checkout", taken())
    target = root / "generated" / "taken_toys"
    generate(Sources(root), target)
    sys.path.insert(0, str(target.parent))
    yield target
    sys.path.remove(str(target.parent))


@pytest.fixture
def api(package: Path) -> EmbeddedApi:
    return EmbeddedApi(description=decode((package / "openapi.json").read_bytes()))


@pytest.fixture
def gym(api: EmbeddedApi) -> Iterator[PerfectGym]:
    with PerfectGym("my-gym", api_key=TEST_KEY, max_retries=0, transport=api.transport()) as client:
        yield client


@pytest.fixture
def toys(package: Path) -> Any:
    return importlib.import_module(f"{package.name}.api.toys")


@pytest.fixture
def models(package: Path) -> Any:
    return importlib.import_module(f"{package.name}.models")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """What the embedded API's handler saw; it answers what it was sent."""
    seen: list[Call] = []

    def handle(call: Call) -> Any:
        seen.append(call)
        return call.body

    monkeypatch.setattr(engine, "find_handler", lambda name: handle)
    return seen


def mismatch(package: Path, name: str, value: Any) -> tuple[str, str] | None:
    """The field that the errors would name in a response to an operation."""
    document = decode((package / "openapi.json").read_bytes())
    (entry,) = (entry for entry in operations(document) if entry.name == f"toys.{name}")
    _, response = entry.success(document) or ("", {})
    return find_mismatch(document, json_schema(response) or {}, value)


def result_of(function: Any) -> Any:
    return typing.get_type_hints(function)["return"]


class TestOptionalHeaders:
    def test_are_keyword_arguments(self, toys: ModuleType) -> None:
        parameters = inspect.signature(toys.Toys.get_headers).parameters
        assert list(parameters) == ["self", "size", "accept_language", "x_page", "x_colour", "options"]
        assert {one.kind for one in list(parameters.values())[1:-1]} == {inspect.Parameter.KEYWORD_ONLY}
        assert "accept_language: The language of the texts." in toys.Toys.get_headers.__doc__

    def test_are_sent_in_place_of_those_of_the_client(
        self, api: EmbeddedApi, toys: Any, models: Any, calls: list[Call]
    ) -> None:
        with PerfectGym("my-gym", api_key=TEST_KEY, language="de-DE", transport=api.transport()) as gym:
            with pytest.raises(ResponseFormatError, match="the body is empty"):  # the handler got no body to answer
                gym.send(toys.get_headers(accept_language="en", x_page=7, x_colour=models.Colour.RED))
            with pytest.raises(ResponseFormatError):
                gym.send(toys.get_headers(size="S"))
            with pytest.raises(ValueError, match="or one that an argument of the operation sets"):
                gym.send(toys.get_headers(x_page=7), extra_headers={"x-PAGE": "8"})
        assert calls[0].headers == {"Accept-Language": "en", "X-Page": 7, "X-Colour": "RED"}
        assert calls[1].headers == {"Accept-Language": "de-DE"}
        first, _ = api.requests
        assert (first.headers["accept-language"], first.headers["x-page"]) == ("en", "7")

    def test_are_not_sent_if_they_are_not_given(self, toys: Any) -> None:
        assert toys.get_headers().headers == {}

    def test_stay_with_a_request_whose_query_changes(self, toys: Any) -> None:
        assert toys.get_headers(x_page=7).with_query("size", "S").headers == {"X-Page": "7"}

    @pytest.mark.parametrize("value", ["", " a", "a ", "a\r\nX-API-KEY: b", "a\nb", "\x00", "ü", "a\x7f"])
    def test_cannot_add_another_header(self, toys: Any, value: str) -> None:
        with pytest.raises(ValueError, match="invalid value of the header 'Accept-Language'") as caught:
            toys.get_headers(accept_language=value)
        assert value.strip() == "" or value not in str(caught.value)

    @pytest.mark.parametrize("value", [object(), 1.5, ["en"], {"a": 1}])
    def test_of_another_class_are_refused(self, toys: Any, value: Any) -> None:
        with pytest.raises(TypeError, match="argument 'X-Page' must be"):
            toys.get_headers(x_page=value)

    def test_are_checked_by_the_embedded_api(self, gym: PerfectGym, toys: Any) -> None:
        with pytest.raises(ApiError) as caught:
            gym.send(toys.get_headers(x_page="seven"))
        assert (caught.value.status, caught.value.reference) == (400, "X-Page")


class TestResultsThatMayBeEmpty:
    def test_are_none(self, gym: PerfectGym, toys: Any, models: Any, calls: list[Call]) -> None:
        assert result_of(toys.get_either) == Request[models.Toy | None]
        assert result_of(toys.Toys.get_either) == models.Toy | None
        assert gym.send(toys.get_either()) is None
        assert len(calls) == 1

    def test_are_there_too(self, gym: PerfectGym, toys: Any, models: Any) -> None:
        assert type(gym.send(toys.get_either())) is models.Toy
        assert "None if the response has no body" in toys.Toys.get_either.__doc__

    def test_come_as_204_from_the_embedded_api(self, api: EmbeddedApi, calls: list[Call]) -> None:
        assert api.handle("GET", "/v1/either", headers={"X-API-KEY": TEST_KEY}).status == 204
        assert len(calls) == 1

    def test_that_do_not_match_are_named(self, package: Path) -> None:
        assert mismatch(package, "get_either", {}) == ("name", "it is required, but missing")


class TestErrors:
    def test_need_no_schema_that_can_be_decoded(self, toys: Any) -> None:
        transport = handler_transport(lambda *_: (400, [("Content-Type", JSON)], b'[{"name": "x"}]'))
        with PerfectGym("my-gym", api_key=TEST_KEY, transport=transport) as gym, pytest.raises(ApiError) as caught:
            gym.send(toys.get_either())
        assert caught.value.status == 400


class TestUnnamedResults:
    def test_are_classes(self, gym: PerfectGym, toys: Any, models: Any) -> None:
        read = gym.send(toys.get_unnamed())
        assert type(read) is models.GetUnnamedResponse
        assert type(read.toy) is models.Toy
        assert models.GetUnnamedResponse.from_dict(read.to_dict()) == read

    def test_that_do_not_match_are_named(self, package: Path, models: Any) -> None:
        assert mismatch(package, "get_unnamed", {"toy": {"name": []}}) == ("toy.name", "expected text, not an array")
        with pytest.raises(ResponseFormatError) as caught:
            models.GetUnnamedResponse.from_dict({"toy": {}})
        assert caught.value.field == "toy.name"


class TestOtherNamesOfJson:
    def test_are_read_and_sent(self, gym: PerfectGym, toys: Any, models: Any, calls: list[Call]) -> None:
        toy = models.Toy(name="x")
        assert gym.send(toys.send_any(toy)) == toy
        assert calls[0].body == {"name": "x"}

    def test_that_do_not_match_are_named(self, package: Path) -> None:
        assert mismatch(package, "send_any", {"name": 1, "x": 2}) is None
        assert mismatch(package, "send_any", []) == ("", "expected an object, not an array")


class TestMergedObjects:
    def test_are_one_class(self, gym: PerfectGym, toys: Any, models: Any, calls: list[Call]) -> None:
        merged = models.Merged(name="x", size=7)
        assert gym.send(toys.send_merged(merged)) == merged
        assert calls[0].body == {"name": "x", "size": 7}
        with pytest.raises(TypeError, match=r"Merged\.size must be"):
            toys.send_merged(models.Merged(name="x", size=[]))

    def test_come_from_the_embedded_api(self, gym: PerfectGym, toys: Any, models: Any) -> None:
        read = gym.send(toys.send_merged(models.Merged(name="x", size=7)))
        assert isinstance(read.name, str)
        assert isinstance(read.size, int)

    def test_are_checked_by_the_embedded_api(self, api: EmbeddedApi) -> None:
        headers = {"X-API-KEY": TEST_KEY, "Content-Type": JSON}
        response = api.handle("POST", "/v1/merged", headers=headers, body=b'{"name": "x"}')
        assert (response.status, decode(response.body)["reference"]) == (400, "size")

    def test_that_do_not_match_are_named(self, package: Path, models: Any) -> None:
        assert mismatch(package, "send_merged", {"name": "x", "size": True}) == (
            "size",
            "expected an integer, not a boolean",
        )
        with pytest.raises(ResponseFormatError) as caught:
            models.Merged.from_dict({"size": 7})
        assert caught.value.field == "name"


class TestWrappedSchemas:
    def test_are_what_they_wrap(self, gym: PerfectGym, toys: Any, models: Any, calls: list[Call]) -> None:
        full = models.Wrapped(toy=models.Toy(name="x"), other=models.Toy(name="y"), colour=models.Colour.BLUE)
        assert gym.send(toys.send_wrapped(full)) == full
        assert calls[0].body == {"toy": {"name": "x"}, "other": {"name": "y"}, "colour": "BLUE"}
        assert models.Wrapped.from_dict({"toy": {"name": "x"}, "other": None}).other is None

    def test_come_from_the_embedded_api(self, gym: PerfectGym, toys: Any, models: Any) -> None:
        read = gym.send(toys.send_wrapped(models.Wrapped(toy=models.Toy(name="x"))))
        assert type(read.toy) is models.Toy
        assert type(read.other) is models.Toy
        assert type(read.count) is int  # its example is text

    def test_may_be_null_where_the_description_says_so(self, api: EmbeddedApi) -> None:
        headers = {"X-API-KEY": TEST_KEY, "Content-Type": JSON}
        body = b'{"toy": {"name": "x"}, "other": null}'
        assert api.handle("POST", "/v1/wrapped", headers=headers, body=body).status == 200
        refused = api.handle("POST", "/v1/wrapped", headers=headers, body=b'{"toy": null}')
        assert (refused.status, decode(refused.body)["reference"]) == (400, "toy")

    def test_that_do_not_match_are_named(self, package: Path, models: Any) -> None:
        value = {"toy": {"name": "x"}, "other": {"name": {}}}
        assert mismatch(package, "send_wrapped", value) == ("other.name", "expected text, not an object")
        with pytest.raises(ResponseFormatError) as caught:
            models.Wrapped.from_dict(value)
        assert caught.value.field == "other.name"


class TestMaskedFields:
    def test_are_hidden_in_repr(self, models: Any) -> None:
        """Required, optional and constant ones."""
        card = models.Card(number=7, until=date(2024, 2, 29))
        assert repr(card) == "Card(kind=***, number=***, until=***)"
        assert repr(models.Card(number=7)) == "Card(kind=***, number=***)"
        assert card.to_dict() == CARD
        with pytest.raises(TypeError, match="number"):
            models.Card()


class TestMaps:
    def test_are_dicts(self, gym: PerfectGym, toys: Any, models: Any, calls: list[Call]) -> None:
        maps = models.Maps.from_dict(MAPS)
        assert maps.named == {"p": models.Toy(name="x")}
        assert maps.titled == {"a b": "x", "": "y"}
        assert maps.lists == {"a": [models.Toy(name="x")]}
        assert maps.deep == {"a": {"b": date(2024, 2, 29)}}
        assert maps.gaps == {"a": None, "b": date(2024, 2, 29)}
        assert [type(colour) for colour in maps.colours.values()] == [models.Colour, models.Colour]
        assert maps.inner["a"].a == 1
        assert maps.to_dict() == MAPS
        assert gym.send(toys.send_maps(maps)) == maps
        assert calls[0].body == MAPS

    def test_are_annotated(self, toys: Any, models: Any) -> None:
        hints = typing.get_type_hints(models.Maps)
        assert hints["named"] == dict[str, models.Toy]
        assert hints["titled"] == dict[str, str] | None
        assert hints["listed"] == list[dict[str, int]] | None
        assert hints["gaps"] == dict[str, date | None] | None
        assert hints["deep"] == dict[str, dict[str, date]] | None
        assert result_of(toys.send_prices) == Request[dict[str, Decimal]]

    def test_are_columns_of_a_row(self, models: Any) -> None:
        toy = {"name": "x", "additional_properties": None}
        row = models.Maps.from_dict(MAPS).to_row()
        assert row["named"] == {"p": toy}
        assert row["lists"] == {"a": [toy]}
        assert row["deep"] == {"a": {"b": date(2024, 2, 29)}}
        assert row["gaps"] == {"a": None, "b": date(2024, 2, 29)}
        assert [type(colour) for colour in row["colours"].values()] == [str, str]
        columns = models.Maps.row_schema()
        assert columns["named"] == dict[str, dict[str, Any]]
        assert columns["colours"] == dict[str, str] | None
        assert columns["gaps"] == dict[str, date | None] | None
        with pytest.raises(TypeError, match=r"Maps\.named\['p'\] must be a Toy, not dict"):
            models.Maps(named={"p": {"name": "x"}}).to_row()

    def test_are_bodies_and_results(self, gym: PerfectGym, toys: Any, calls: list[Call]) -> None:
        assert gym.send(toys.send_prices({"a": Decimal("1.50")})) == {"a": Decimal("1.50")}
        assert calls[0].body == {"a": Decimal("1.50")}

    def test_come_from_the_embedded_api(self, gym: PerfectGym, toys: Any, models: Any) -> None:
        read = gym.send(toys.send_maps(models.Maps(named={})))
        assert {type(toy) for toy in read.named.values()} == {models.Toy}
        assert {type(day) for days in read.deep.values() for day in days.values()} == {date}
        prices = gym.send(toys.send_prices({}))
        assert {type(price) for price in prices.values()} == {Decimal}

    def test_are_checked_by_the_embedded_api(self, api: EmbeddedApi) -> None:
        headers = {"X-API-KEY": TEST_KEY, "Content-Type": JSON}
        response = api.handle("POST", "/v1/maps", headers=headers, body=b'{"named": {"p": {"name": 1}}}')
        assert (response.status, decode(response.body)["reference"]) == (400, "named.p.name")

    @pytest.mark.parametrize(
        ("value", "field"),
        [
            ({"named": []}, "named"),
            ({"named": {"p": {"name": []}}}, "named.p.name"),
            ({"named": {"p": None}}, "named.p"),
            ({"named": {}, "titled": {"p": 1, "q": {}}}, "titled.q"),
            ({"named": {}, "listed": [{"p": 1}, {"q": True}]}, "listed[1].q"),
            ({"named": {}, "lists": {"p": [{"name": "x"}, {}]}}, "lists.p[1].name"),
            ({"named": {}, "deep": {"p": {"q": "never"}}}, "deep.p.q"),
            ({"named": {}, "gaps": {"p": None, "q": {}}}, "gaps.q"),
            ({"named": {}, "colours": {"p": None}}, "colours.p"),
            ({"named": {}, "flags": {"p": 0}}, "flags.p"),
            ({"named": {}, "inner": {"p": {}}}, "inner.p.a"),
            ({"named": {}, "free": 1}, "free"),
        ],
    )
    def test_that_do_not_match_are_named(self, package: Path, models: Any, value: Any, field: str) -> None:
        found = mismatch(package, "send_maps", value)
        assert found is not None
        assert found[0] == field
        with pytest.raises(ResponseFormatError) as caught:
            models.Maps.from_dict(value)
        assert caught.value.field == field

    def test_of_unnamed_objects_name_their_schema(self, models: Any) -> None:
        cls = type(models.Maps.from_dict(MAPS).inner["a"])
        with pytest.raises(ResponseFormatError) as caught:
            cls.from_dict({"a": []})
        assert caught.value.field == "a"

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"named": [1]}, r"Maps\.named must be a dict, not list"),
            ({"named": {"p": {"name": "x"}}}, r"Maps\.named\['p'\] must be a Toy, not dict"),
            ({"named": {}, "titled": {1: "x"}}, r"the keys of Maps\.titled must be text, not int"),
            ({"named": {}, "titled": {"p": None}}, r"Maps\.titled\['p'\] must be text or a number, not None"),
            ({"named": {}, "lists": {"p": [None]}}, r"Maps\.lists\['p'\]\[0\] must be a Toy, not None"),
        ],
    )
    def test_that_cannot_be_sent_are_named(self, toys: Any, models: Any, fields: Any, message: str) -> None:
        with pytest.raises(TypeError, match=message):
            toys.send_maps(models.Maps(**fields))

    def test_beside_the_list_of_a_slice_leave_it_the_entries(self, gym: PerfectGym, toys: Any, models: Any) -> None:
        shelf = gym.send(toys.list_toys(slice_size=10))
        assert {type(entry) for entry in shelf.entries} == {models.Toy}
        assert result_of(toys.Toys.list_toys).__args__ == (models.Toy,)


class TestUnions:
    def test_are_the_class_that_the_discriminator_names(
        self, gym: PerfectGym, toys: Any, models: Any, calls: list[Call]
    ) -> None:
        card = models.Card(number=7, until=date(2024, 2, 29))
        cash = models.Cash(kind=models.CashKind.COIN, coins=3)
        unions = models.Unions(by=card, named=cash, listed=[card, cash], mapped={"p": cash, "q": None})
        data = {"by": CARD, "named": CASH, "listed": [CARD, CASH], "mapped": {"p": CASH, "q": None}}
        assert gym.send(toys.send_unions(unions)) == unions
        assert calls[0].body == data
        assert models.Unions.from_dict(data) == unions

    def test_are_rows_in_one_column(self, models: Any) -> None:
        row = models.Unions.from_dict({"by": CARD, "listed": [UNKNOWN, CARD]}).to_row()
        card = {"kind": "CARD", "number": 7, "until": date(2024, 2, 29), "additional_properties": None}
        assert row["by"] == card
        assert row["listed"] == [UNKNOWN, card]
        assert row["mapped"] is None
        assert models.Unions.row_schema()["by"] == dict[str, Any]
        with pytest.raises(TypeError, match=r"Unions\.by must be a dict, a list, text or a number, not Toy"):
            models.Unions(by=models.Toy(name="x")).to_row()

    def test_of_an_unknown_kind_stay_as_they_came(self, toys: Any, models: Any) -> None:
        data = {"by": UNKNOWN, "listed": [UNKNOWN, CARD]}
        read = models.Unions.from_dict(data)
        assert read.by == UNKNOWN
        assert type(read.listed[1]) is models.Card
        assert read.to_dict() == data
        assert toys.send_unions(read).body == data
        assert models.Unions.from_dict({"by": {"wallet": 1}}).by == {"wallet": 1}

    def test_are_bodies_and_results(self, gym: PerfectGym, toys: Any, models: Any, calls: list[Call]) -> None:
        card = models.Card(number=7)
        assert gym.send(toys.send_union(card)) == card
        assert calls[0].body == {"kind": "CARD", "number": 7}

    def test_are_annotated(self, toys: Any, models: Any) -> None:
        means: Any = models.Card | models.Cash | models.Other | dict[str, Any]
        hints = typing.get_type_hints(models.Unions)
        assert hints["by"] == means
        assert hints["listed"] == list[means] | None
        assert hints["mapped"] == dict[str, means | None] | None
        assert hints["maybe"] == means | None
        assert result_of(toys.send_union) == Request[means]

    def test_fill_a_discriminator_that_has_one_value(self, models: Any) -> None:
        assert models.Card(number=7).kind == "CARD"
        assert models.Other().to_dict() == {"kind": "Other"}
        assert models.Cash().kind is None  # it has two

    def test_come_from_the_embedded_api(self, gym: PerfectGym, toys: Any, models: Any) -> None:
        read = gym.send(toys.send_unions(models.Unions(by=models.Card(number=7))))
        kinds = (models.Card, models.Cash, models.Other)
        assert all(isinstance(one, kinds) for one in [read.by, read.named, *read.listed, *read.mapped.values()])

    @pytest.mark.parametrize(
        ("by", "field"),
        [({"kind": "CARD"}, "by.number"), ({"kind": "CRYPTO"}, "by.kind"), ({}, "by.kind"), ([], "by"), (None, "by")],
    )
    def test_are_checked_by_the_embedded_api(self, api: EmbeddedApi, by: Any, field: str) -> None:
        headers = {"X-API-KEY": TEST_KEY, "Content-Type": JSON}
        response = api.handle("POST", "/v1/unions", headers=headers, body=encode({"by": by}))
        assert (response.status, decode(response.body)["reference"]) == (400, field)

    @pytest.mark.parametrize(
        ("value", "field"),
        [
            ({"by": []}, "by"),
            ({"by": {"kind": "CARD"}}, "by.number"),
            ({"by": {**CARD, "until": "never"}}, "by.until"),
            ({"by": CARD, "named": {"kind": "COIN", "coins": []}}, "named.coins"),
            ({"by": CARD, "listed": [CASH, {"kind": "CARD", "number": True}]}, "listed[1].number"),
            ({"by": CARD, "mapped": {"p": UNKNOWN, "q": {"kind": "CARD"}}}, "mapped.q.number"),
            ({"by": None}, "by"),
        ],
    )
    def test_that_do_not_match_are_named(self, package: Path, models: Any, value: Any, field: str) -> None:
        found = mismatch(package, "send_unions", value)
        assert found is not None
        assert found[0] == field
        with pytest.raises(ResponseFormatError) as caught:
            models.Unions.from_dict(value)
        assert caught.value.field == field

    def test_that_contradict_their_class_are_refused(self, toys: Any, models: Any) -> None:
        for wrong, message in (
            (models.Card(number=7, kind="CASH"), r"Unions\.by\.kind of a Card must be 'CARD', not 'CASH'"),
            (models.Cash(coins=1), r"Unions\.by\.kind of a Cash must be 'CASH' or 'COIN', not None"),
            (
                models.Cash(kind=models.CashKind("CARD")),
                r"Unions\.by\.kind of a Cash must be 'CASH' or 'COIN', not 'CARD'",
            ),
        ):
            with pytest.raises(ValueError, match=message):
                toys.send_unions(models.Unions(by=wrong))

    def test_that_cannot_be_sent_are_named(self, toys: Any, models: Any) -> None:
        for wrong, message in (
            (models.Toy(name="x"), r"Unions\.by must be one of Card, Cash, Other or a dict, not Toy"),
            (CARD, r"Unions\.by must be a Card, not dict; use its from_dict"),
            ({"wallet": 1}, r"Unions\.by needs 'kind' as text"),
            ({"kind": "CRYPTO", "wallet": object()}, r"Unions\.by\['wallet'\] must be"),
            (models.Card(number=[]), r"Card\.number must be text or a number, not list"),
        ):
            with pytest.raises(TypeError, match=message):
                toys.send_unions(models.Unions(by=wrong))


def test_the_package_passes_strict_type_checking(package: Path) -> None:
    options = [
        "--strict",
        "--no-error-summary",
        "--cache-dir",
        str(package.parent / "cache"),
        "--config-file",
        os.devnull,
    ]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, str(package)],
        env={**os.environ, "MYPYPATH": os.pathsep.join(ROOTS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
