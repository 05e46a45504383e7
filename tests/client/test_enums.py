"""Open enums keep unlisted values."""

from __future__ import annotations

import copy
import json
import pickle
from decimal import Decimal

import pytest

from perfectgym_next.enums import OpenEnum


class Colour(OpenEnum):
    """As the generator writes them; one name differs from its value."""

    RED = "RED"
    VALUE_1 = "1st"


VALUES = Colour.values()


class TestKnownValues:
    def test_they_are_text(self) -> None:
        assert Colour.RED == "RED"
        assert str(Colour.VALUE_1) == "1st"
        assert json.dumps([Colour.VALUE_1]) == '["1st"]'

    def test_hash_is_that_of_the_text(self) -> None:
        assert {"1st": 5}[Colour.VALUE_1] == 5

    def test_reading_gives_the_member(self) -> None:
        assert VALUES["RED"] is Colour.RED
        assert Colour.RED.is_known


class TestUnknownValues:
    def test_they_are_kept_compared_and_written_back(self) -> None:
        blue = VALUES["BLUE"]
        assert isinstance(blue, Colour)
        assert blue == "BLUE" == Colour("BLUE")
        assert blue != Colour.RED
        assert str(blue) == "BLUE"
        assert not blue.is_known

    def test_a_value_that_looks_like_a_member_s_name_is_not_that_member(self) -> None:
        value = VALUES["VALUE_1"]
        assert value != Colour.VALUE_1
        assert not value.is_known

    def test_the_class_stays_as_it_was(self) -> None:
        VALUES["GREEN"]
        assert [member.value for member in Colour] == ["RED", "1st"]
        assert "GREEN" not in VALUES

    def test_they_pickle_and_copy(self) -> None:
        value = VALUES["BLUE"]
        assert pickle.loads(pickle.dumps(value)) == value
        assert copy.deepcopy(value) == value
        assert not pickle.loads(pickle.dumps(value)).is_known

    def test_repr_tells_class_and_value(self) -> None:
        assert repr(VALUES["BLUE"]) == "Colour('BLUE')"
        assert repr(Colour.RED) == "Colour('RED')"


class TestOtherThings:
    def test_absent_is_none(self) -> None:
        assert VALUES[None] is None

    @pytest.mark.parametrize("value", [5, Decimal("2.5"), 2.5])
    def test_a_leaf_of_another_type_passes_as_it_came(self, value: object) -> None:
        assert VALUES[value] is value

    @pytest.mark.parametrize("value", [{}, [], True, False, ()])
    def test_no_leaf_is_refused(self, value: object) -> None:
        with pytest.raises(TypeError):
            VALUES[value]

    def test_a_member_cannot_be_made_of_a_number(self) -> None:
        with pytest.raises(ValueError, match="5"):
            Colour(5)  # type: ignore[arg-type]


class TestMisspelledMembers:
    @pytest.mark.parametrize("name", ["REDD", "red", "VALUE1"])
    def test_the_error_suggests_the_closest(self, name: str) -> None:
        with pytest.raises(AttributeError, match=rf"Colour has no member {name}: did you mean (RED|VALUE_1)\?"):
            getattr(Colour, name)

    def test_without_a_close_one_it_lists_them(self) -> None:
        with pytest.raises(AttributeError, match="Colour has no member GREEN: it has RED, VALUE_1"):
            getattr(Colour, "GREEN")  # noqa: B009 - a type checker knows that there is none

    def test_private_names_are_asked_for_as_in_any_class(self) -> None:
        assert not hasattr(Colour, "__get_pydantic_core_schema__")
        assert not hasattr(Colour, "_private")
