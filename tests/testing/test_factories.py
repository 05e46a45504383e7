"""Factories of valid models."""

from __future__ import annotations

import pytest

import perfectgym_next.models as models
from perfectgym_next._core.model import Model
from perfectgym_next.models import BookingEntry, ClassSlot, Customer, CustomerStatus, Money
from perfectgym_next.testing import make
from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.validation import iter_errors

ALL = [model for name in models.__all__ if issubclass(model := getattr(models, name), Model)]


class TestEveryModel:
    def test_can_be_made_and_fits_the_description(self, description: Description) -> None:
        assert len(ALL) > 200
        for model in ALL:
            made = make(model)
            assert type(made) is model
            component, *members = model._schema_.split(".")
            schema = description.schemas[component]
            for member in members:
                schema = schema["properties"][member]
            assert [f"{model.__name__}: {error}" for error in iter_errors(description, schema, made.to_dict())] == []


class TestMembers:
    def test_that_are_given_stand_and_the_others_fit(self) -> None:
        entry = make(BookingEntry, amount=Money("9.90", "EUR"))
        assert entry.amount == Money("9.90", "EUR")
        assert entry.open_amount is not None

    def test_that_are_none_are_left_out(self) -> None:
        assert "openAmount" not in make(BookingEntry, open_amount=None).to_dict()

    def test_take_models_and_enums(self) -> None:
        assert make(Customer, status=CustomerStatus.PROSPECT).to_dict()["status"] == "PROSPECT"

    def test_that_do_not_exist_are_refused_by_name(self) -> None:
        with pytest.raises(TypeError, match="BookingEntry has no field 'colour'"):
            make(BookingEntry, colour="red")


class TestSeeds:
    def test_choose_the_values_that_are_left_open(self) -> None:
        assert make(BookingEntry, seed=1) == make(BookingEntry, seed=1) != make(BookingEntry, seed=2)

    def test_leave_the_descriptions_examples(self) -> None:
        assert make(ClassSlot, seed=1).start_date_time == make(ClassSlot, seed=2).start_date_time


class TestWhatIsNoModel:
    @pytest.mark.parametrize("thing", [int, "BookingEntry", Model, None])
    def test_is_refused(self, thing: object) -> None:
        with pytest.raises(TypeError, match="model class"):
            make(thing)  # type: ignore[arg-type]  # that is the point
