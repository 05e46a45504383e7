"""Facts that the templates get besides those of the generator."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openapi.pipeline.generation.normalising import normalise
from openapi.pipeline.generation.template_facts import build_facts, render_facts
from tests.support.samples import HOSTILE, description, operation, reference

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}


def facts_of(document: dict[str, Any], vendor: dict[str, Any] | None = None) -> dict[str, Any]:
    return build_facts(vendor or document, normalise(document))


def operation_facts(path: str = "/v1/toys", **members: Any) -> dict[str, Any]:
    facts = facts_of(description({path: {"get": operation("doIt", **members)}}, SCHEMAS))
    return dict(facts["operations"]["do_it"])


def parameter_doc(schema: Schema, **members: Any) -> str:
    parameter = {"name": "size", "in": "query", "schema": schema, **members}
    return str(operation_facts(parameters=[parameter])["parameters"]["size"]["doc"])


SCHEMAS: dict[str, Any] = {
    "Toy": {"type": "object", "description": "A toy.", "properties": {"name": TEXT}},
    "Length": {"type": "integer", "minimum": 1, "description": "A length."},
    "Toys": {
        "type": "object",
        "properties": {
            "result": {"type": "array", "items": reference("Toy")},
            "hasNext": {"type": "boolean"},
            "offset": TEXT,
        },
    },
}


class TestScopes:
    def test_stand_with_the_operation_and_no_longer_in_its_description(self) -> None:
        facts = operation_facts(description="Required Scopes(any of): `A`, `B`\n\nLists toys.")
        assert (facts["scopes"], facts["any_scope"], facts["description"]) == (["A", "B"], True, "Lists toys.")


class TestNames:
    def test_an_operation_has_our_name_and_the_vendors(self) -> None:
        vendor = description({"/v1/toys": {"get": operation("getToysV2")}})
        facts = facts_of(description({"/v1/toys": {"get": operation("listToys")}}), vendor)["operations"]
        assert facts.keys() == {"list_toys"}
        assert (facts["list_toys"]["name"], facts["list_toys"]["vendor_name"]) == ("toys.list_toys", "getToysV2")

    def test_a_path_that_the_overlay_added_has_no_vendors_name(self) -> None:
        facts = facts_of(description({"/v1/toys": {"get": operation("listToys")}}), description({}))
        assert facts["operations"]["list_toys"]["vendor_name"] is None

    @pytest.mark.parametrize(
        ("path", "pieces"),
        [
            ("/v1/toys", [["/v1/toys", None]]),
            ("/v1/toys/{toyId}", [["/v1/toys/", "toyId"]]),
            ("/v1/{toyId}/parts", [["/v1/", "toyId"], ["/parts", None]]),
            ("/{a}{b}/{c}/d", [["/", "a"], ["", "b"], ["/", "c"], ["/d", None]]),
        ],
    )
    def test_a_path_comes_in_pieces_of_text_and_the_parameter_behind(self, path: str, pieces: list[Any]) -> None:
        assert operation_facts(path)["pieces"] == pieces

    def test_documented_refusals_are_the_answers_that_are_no_success(self) -> None:
        answers = {status: {"description": "."} for status in ("200", "401", "4XX", "default")}
        assert operation_facts(responses=answers)["statuses"] == ["401", "4XX", "default"]

    def test_a_summary_ends_without_a_full_stop(self) -> None:
        assert operation_facts(summary=" List toys. ")["summary"] == "List toys"


class TestTexts:
    """Docstrings speak Python: its names, its results, no walking by hand."""

    def test_fields_and_parameters_have_their_python_names(self) -> None:
        box = {"type": "object", "properties": {"openAmount": {**TEXT, "x-python-name": "opened"}, "dueDate": TEXT}}
        facts = facts_of(
            description(
                {
                    "/v1/toys": {
                        "get": operation("listToys", description="By `toyId`, `openAmount`, `dueDate`, `other`.")
                    }
                },
                {**SCHEMAS, "Box": box},
            )
        )
        assert facts["operations"]["list_toys"]["description"] == "By `toyId`, `opened`, `due_date`, `other`."

    @pytest.mark.parametrize(("text", "whole"), [("Lists toys.", "Lists toys. By `toy_id`."), ("", "By `toy_id`.")])
    def test_a_note_of_the_overlay_follows_the_description(self, text: str, whole: str) -> None:
        size = {"name": "toyId", "in": "query", "schema": TEXT}
        noted = {**operation("listToys", description=text, parameters=[size]), "x-python-note": "By `toyId`."}
        facts = facts_of(description({"/v1/toys": {"get": noted}}, SCHEMAS))
        assert facts["operations"]["list_toys"]["description"] == whole

    def test_a_name_that_is_two_in_python_stays(self) -> None:
        box = {"type": "object", "properties": {"dueDate": {**TEXT, "x-python-name": "due"}}}
        bag = {"type": "object", "properties": {"dueDate": {**TEXT, "description": "The `dueDate`."}}}
        facts = facts_of(description({}, {"Box": box, "Bag": bag}))
        assert facts["schemas"]["Bag"]["fields"]["dueDate"]["doc"] == "The `dueDate`"

    @pytest.mark.parametrize(
        "advice",
        [
            "Results come in slices: send the returned `offset` until `hasNext` is false.",
            "Follow `offset` until `hasNext` is false to read everything.",
        ],
    )
    def test_of_a_pager_do_not_say_how_to_walk(self, advice: str) -> None:
        offset = {"name": "offset", "in": "query", "schema": TEXT, "description": "The last one's."}
        facts = operation_facts(
            description=f"Lists toys. {advice} Done.", schema=reference("Toys"), parameters=[SIZE, offset]
        )
        assert facts["description"] == "Lists toys. Done."
        assert "`resume_offset`" in facts["parameters"]["offset"]["doc"]
        assert "pager" in facts["result_doc"]
        alone = operation_facts(description=f"Lists toys. {advice}", parameters=[offset])
        assert alone["description"].endswith(advice.replace("hasNext", "has_next"))
        assert alone["parameters"]["offset"]["doc"] == "The last one's"

    def test_say_what_a_body_and_a_result_are(self) -> None:
        many = {"type": "array", "items": reference("Length")}
        content = {"application/json": {"schema": reference("Length")}}
        facts = operation_facts(schema=many, requestBody={"content": content})
        assert (facts["body_doc"], facts["result_doc"]) == ("A length", "A list. Each item: A length")
        facts = operation_facts(schema=reference("Length"), requestBody={"content": content, "description": "A size."})
        assert (facts["body_doc"], facts["result_doc"]) == ("A size", "A length")
        assert operation_facts()["result_doc"] == "None: the response has no body"

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("Lists toys. Deprecated: use `x`. Slow.", "Deprecated: use `x`."),
            ("Lists toys.", "Deprecated by the vendor."),
        ],
    )
    def test_say_why_an_operation_is_deprecated(self, text: str, reason: str) -> None:
        assert operation_facts(description=text, deprecated=True)["deprecation"] == reason
        assert operation_facts(description=text)["deprecation"] is None


class TestWhatTheTypeDoesNotTell:
    @pytest.mark.parametrize(
        ("schema", "doc"),
        [
            (TEXT, "Its size"),
            ({"type": "integer", "minimum": 1, "maximum": 50}, "Its size (1 to 50)"),
            ({"type": "integer", "minimum": 0}, "Its size (at least 0)"),
            ({"type": "integer", "maximum": 50}, "Its size (at most 50)"),
            ({"type": "array", "items": TEXT, "maxItems": 0}, "Its size (at most 0 items)"),
            ({"type": "string", "format": "ISO 4217"}, "Its size (ISO 4217)"),
            ({"type": "string", "format": "date"}, "Its size"),
            ({"type": "integer", "format": "int64"}, "Its size"),
            ({"type": "integer", "default": 0}, "Its size (the service's default is 0)"),
            ({"type": "boolean", "default": False}, "Its size (the service's default is False)"),
            (
                {"type": "integer", "minimum": 10, "maximum": 50, "default": 50},
                "Its size (10 to 50; the service's default is 50)",
            ),
            (reference("Length"), "Its size (at least 1)"),
        ],
    )
    def test_stands_behind_the_description(self, schema: Schema, doc: str) -> None:
        assert parameter_doc(schema, description="Its size.") == doc

    @pytest.mark.parametrize(
        ("text", "doc"),
        [
            ("ISO 4217 code", "ISO 4217 code"),
            ("A code (iso 4217)", "A code (iso 4217)"),
            ("By ISO 42170", "By ISO 42170 (ISO 4217)"),
        ],
    )
    def test_is_not_said_twice(self, text: str, doc: str) -> None:
        assert parameter_doc({"type": "string", "format": "ISO 4217"}, description=text) == doc

    @pytest.mark.parametrize(
        ("text", "doc"), [("Was.", "Deprecated. Was"), ("Deprecated, see `x`.", "Deprecated, see `x`")]
    )
    def test_a_deprecated_parameter_says_so_once(self, text: str, doc: str) -> None:
        assert parameter_doc(TEXT, description=text, deprecated=True) == doc

    def test_the_description_of_the_schema_stands_in_for_a_missing_one(self) -> None:
        assert parameter_doc(reference("Length")) == "A length (at least 1)"

    def test_a_member_is_told_like_a_parameter(self) -> None:
        members = {
            "length": reference("Length"),
            "old": {"type": "string", "deprecated": True, "description": "Was.", "x-python-masked": True},
            "opened": {"type": "string", "format": "date-time", "x-python-naive": True},
        }
        facts = facts_of(description({}, {**SCHEMAS, "Box": {"type": "object", "properties": members}}))
        assert facts["schemas"]["Box"]["fields"] == {
            "length": {
                "wire": "length",
                "levels": [],
                "doc": "A length (at least 1)",
                "reader": None,
                "naive": False,
                "masked": False,
            },
            "old": {
                "wire": "old",
                "levels": [],
                "doc": "Deprecated. Was",
                "reader": None,
                "naive": False,
                "masked": True,
            },
            "opened": {
                "wire": "opened",
                "levels": [],
                "doc": "The API's opened",
                "reader": None,
                "naive": True,
                "masked": False,
            },
        }

    def test_schemas_inside_of_schemas_are_told_by_the_way_to_them(self) -> None:
        one, many = ({"type": "object", "description": text, "properties": {"x": TEXT}} for text in ("One.", "Many."))
        box = {"type": "object", "properties": {"one": one, "many": {"type": "array", "items": many}}}
        facts = facts_of(description({}, {"Box": box}))["schemas"]
        assert facts.keys() == {"Box", "Box.one", "Box.many[]"}
        assert facts["Box.many[]"]["description"] == "Many."


SIZE = {"name": "sliceSize", "in": "query", "schema": {"type": "integer", "minimum": 10, "maximum": 50}}


class TestSlices:
    def test_an_operation_that_answers_slices_tells_how_small_and_large_they_may_be(self) -> None:
        facts = operation_facts(schema=reference("Toys"), parameters=[SIZE])
        assert facts["slice"] == {
            "min_size": 10,
            "max_size": 50,
            "field": "result",
            "levels": [{"map": False, "null": False}],
        }

    def test_without_bounds_a_slice_is_one_entry_at_least(self) -> None:
        facts = operation_facts(schema=reference("Toys"), parameters=[{**SIZE, "schema": {"type": "integer"}}])
        assert facts["slice"] == {
            "min_size": 1,
            "max_size": None,
            "field": "result",
            "levels": [{"map": False, "null": False}],
        }

    def test_without_a_size_to_ask_for_it_is_an_answer_like_any_other(self) -> None:
        assert operation_facts(schema=reference("Toys"))["slice"] is None
        assert operation_facts(schema=reference("Toy"), parameters=[SIZE])["slice"] is None
        assert operation_facts(parameters=[SIZE])["slice"] is None

    @pytest.mark.parametrize("missing", ["result", "hasNext", "offset"])
    def test_a_slice_is_an_array_with_has_next_and_offset(self, missing: str) -> None:
        members = {name: member for name, member in SCHEMAS["Toys"]["properties"].items() if name != missing}
        facts = facts_of(description({}, {**SCHEMAS, "Toys": {"type": "object", "properties": members}}))
        assert facts["schemas"]["Toys"]["slice"] is None

    def test_with_two_arrays_it_is_not_told_which_one_is_walked(self) -> None:
        members = {**SCHEMAS["Toys"]["properties"], "warnings": {"type": "array", "items": TEXT}}
        facts = facts_of(description({}, {**SCHEMAS, "Toys": {"type": "object", "properties": members}}))
        assert facts["schemas"]["Toys"]["slice"] is None


class TestParts:
    def test_required_parts_come_first_each_with_its_kind(self) -> None:
        schema = {
            "type": "object",
            "required": ["theFile"],
            "properties": {
                "data": reference("Toy"),
                "theFile": {"type": "string", "format": "binary", "description": "A picture."},
            },
        }
        media = {"multipart/form-data": {"schema": schema, "encoding": {"data": {"contentType": "application/json"}}}}
        assert operation_facts(requestBody={"content": media})["parts"] == [
            {
                "name": "theFile",
                "wire": "theFile",
                "python_name": "the_file",
                "required": True,
                "file": True,
                "doc": "A picture",
            },
            {
                "name": "data",
                "wire": "data",
                "python_name": "data",
                "required": False,
                "file": False,
                "doc": "A toy",
            },
        ]

    def test_a_body_of_json_has_none(self) -> None:
        body = {"required": True, "content": {"application/json": {"schema": reference("Toy")}}}
        facts = operation_facts(requestBody=body)
        assert (facts["parts"], facts["body_required"]) == ([], True)


class TestOddValues:
    def test_are_those_with_characters_that_a_filter_of_the_generator_drops(self) -> None:
        kind = {"type": "string", "enum": ["A", "É", "B\x00", "\u200d", "new\nline"]}
        assert facts_of(description({}, {"Kind": kind}))["odd_values"] == ["B\x00", "new\nline", "\u200d"]


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from([HOSTILE, "%}", "{{", "\\", '\\"', "'", "{#", "\n", "\r\n"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class TestRendering:
    @settings(max_examples=50, deadline=None)
    @given(facts=st.dictionaries(st.text(), values, max_size=4))
    def test_templates_see_every_value_as_it_is(self, facts: dict[str, Any]) -> None:
        templates = {
            "facts.jinja": render_facts(facts),
            "user": '{% from "facts.jinja" import facts %}{{ keep(facts) }}',
        }
        environment = jinja2.Environment(loader=jinja2.DictLoader(templates), autoescape=False)
        seen: list[Any] = []
        environment.globals["keep"] = seen.append
        environment.get_template("user").render()
        assert seen == [facts]
        assert repr(seen[0]) == repr(facts)  # 1 is not True, nor 1.0
