"""The stable order of a description."""

from __future__ import annotations

import json
from typing import Any

import pytest

from openapi.pipeline.updating.ordering import align, is_equivalent
from tests.support import corpus_cases
from tests.support.old_version import REHEARSED_TAGS, before_1_10


def new_description() -> dict[str, Any]:
    return corpus_cases.description(REHEARSED_TAGS)


def old_description() -> dict[str, Any]:
    return before_1_10(new_description())


class TestOrdering:
    def test_a_reordered_description_is_the_same(self) -> None:
        document = new_description()
        assert is_equivalent(corpus_cases.reordered(document), document)

    @pytest.mark.parametrize("key", ["tags", "servers"])
    def test_but_not_where_the_order_means_something(self, key: str) -> None:
        assert not is_equivalent({key: ["a", "b"]}, {key: ["b", "a"]})

    def test_true_is_not_1(self) -> None:
        assert not is_equivalent({"a": True}, {"a": 1})

    def test_a_new_description_is_written_in_the_order_of_the_old_one(self) -> None:
        old = {"a": 1, "b": {"x": 1, "y": 2}, "c": 3}
        new = {"c": 3, "d": 4, "b": {"y": 2, "z": 0, "x": 1}, "a": 1}
        written = align(new, old)
        assert written == new
        assert list(written) == ["a", "b", "c", "d"]
        assert list(written["b"]) == ["x", "y", "z"]

    def test_a_reordered_description_is_written_as_it_stood(self) -> None:
        document = new_description()
        assert json.dumps(align(corpus_cases.reordered(document), document)) == json.dumps(document)

    def test_nothing_is_lost_or_made_up_on_the_way(self) -> None:
        assert align(new_description(), old_description()) == new_description()
        assert align(old_description(), new_description()) == old_description()

    @pytest.mark.parametrize("swap", [False, True])
    def test_parameters_may_be_references_in_one_description_only(self, swap: bool) -> None:
        parameters = [{"name": "a", "in": "query"}, {"name": "b", "in": "query"}]
        references = [{"$ref": "#/components/parameters/b"}, {"$ref": "#/components/parameters/c"}]
        new, old = (parameters, references) if swap else (references, parameters)
        assert align({"parameters": new}, {"parameters": old}) == {"parameters": new}

    def test_parameters_and_references_mixed_keep_the_order_of_the_old_description(self) -> None:
        old = [{"name": "a", "in": "query"}, {"$ref": "#/components/parameters/b"}, {"name": "c", "in": "query"}]
        new = [{"name": "d", "in": "query"}, old[2], old[1], old[0]]
        assert align(new, old) == [{"name": "d", "in": "query"}, *old]
        assert is_equivalent({"parameters": old}, {"parameters": old[::-1]})

    @pytest.mark.parametrize("other", [["a"], [1, "a"], [{"name": "a"}, "a"], [{}], [None], {}, None])
    def test_lists_of_different_kinds_are_taken_as_they_are(self, other: Any) -> None:
        for items in ([{"name": "a", "in": "query"}], ["a", "b"], [{"$ref": "#/a"}], [1, {}]):
            assert sorted(align(items, other), key=json.dumps) == sorted(items, key=json.dumps)
            assert align(other, items) == other
