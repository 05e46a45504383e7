"""Operations that get a method for any number of days."""

from __future__ import annotations

from typing import Any

import pytest

from openapi.pipeline.description import DescriptionError, operations
from openapi.pipeline.generation.day_windows import find_day_windows
from tests.support.samples import description, operation, reference

TEXT = {"type": "string"}
DAYS = {"first": "startDate", "days": "daysAhead", "at": "startsAt"}


def found(days: dict[str, Any] | None, *parameters: dict[str, Any], **more: Any) -> Any:
    """What is found for an operation with two parameters and some others."""
    given = [
        {"name": "startDate", "in": "query", "schema": {**TEXT, "format": "date"}},
        {"name": "daysAhead", "in": "query", "schema": {"type": "integer", "maximum": 6}},
        *parameters,
    ]
    extension = {} if days is None else {"x-python-days": days}
    document = description(
        {"/v1/toys": {"get": operation("listToys", parameters=given, **extension)}, **more},
        {"Toy": {"type": "object", "properties": {"startsAt": TEXT, "toyId": TEXT}}},
    )
    entry = next(one for one in operations(document) if one.path == "/v1/toys")
    return find_day_windows(document, entry, reference("Toy"))


def test_an_operation_without_it_has_none() -> None:
    assert found(None) is None


def test_the_limit_is_that_of_the_parameter() -> None:
    assert found(DAYS) == {
        "name": "list_toys_between",
        "max_days": 6,
        "first": "start_date",
        "days": "days_ahead",
        "last": None,
        "at": "starts_at",
        "id": None,
        "skipped": ["days_ahead", "offset", "slice_size", "start_date"],
    }


def test_two_dates_have_a_limit_of_the_overlay() -> None:
    until = {"name": "endDate", "in": "query", "schema": {**TEXT, "format": "date"}}
    facts = found({"first": "startDate", "last": "endDate", "maxDays": 30, "at": "startsAt", "id": "toyId"}, until)
    assert (facts["last"], facts["days"], facts["max_days"], facts["id"]) == ("end_date", None, 30, "toy_id")


@pytest.mark.parametrize(
    ("days", "problem"),
    [
        ({**DAYS, "first": "fromDate"}, "there is no 'fromDate'"),
        ({**DAYS, "days": "days", "at": "begins"}, "there is no 'days', 'begins'"),
        ({**DAYS, "id": "id"}, "there is no 'id'"),
        ({**DAYS, "days": "startDate"}, "maxDays is missing, and the parameter has no maximum"),
        ({**DAYS, "maxDays": "6"}, "maxDays is missing"),
        ({"first": "startDate", "at": "startsAt"}, "expected the keys first, at, id, and days or last with maxDays"),
        ({**DAYS, "last": "startDate"}, "expected the keys"),
        ({"days": "daysAhead", "at": "startsAt"}, "expected the keys"),
        ({**DAYS, "limit": 6}, "expected the keys"),
    ],
)
def test_what_does_not_fit_is_named(days: dict[str, Any], problem: str) -> None:
    with pytest.raises(DescriptionError) as caught:
        found(days)
    assert f"GET /v1/toys: x-python-days: {problem}" in str(caught.value)


@pytest.mark.parametrize("name", ["walk", "window", "firstDay"])
def test_a_parameter_of_a_name_that_the_method_uses_is_refused(name: str) -> None:
    with pytest.raises(DescriptionError, match="the method uses the names first_day, last_day, walk, window itself"):
        found(DAYS, {"name": name, "in": "query", "schema": TEXT})


def test_an_operation_of_that_name_is_not_hidden() -> None:
    with pytest.raises(DescriptionError, match="list_toys_between is an operation of its own"):
        found(DAYS, **{"/v1/between": {"get": operation("listToysBetween")}})
