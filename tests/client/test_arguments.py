"""Path and query arguments of all operations: what is documented is sent, everything else is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Any
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from perfectgym_next import models
from perfectgym_next._core.operation import path_segment, query_values
from perfectgym_next.models import ContractStatus, Money
from perfectgym_next.testing._openapi.description import Operation, Parameter
from tests.support.scripted import Service, answer
from tests.support.shipped import (
    DESCRIPTION,
    EXAMPLES,
    OPERATIONS,
    arguments,
    method_of,
    python_name,
    request_function,
)

DAY = date(2024, 2, 29)
MOMENT = datetime(2022, 6, 22, 8, tzinfo=ZoneInfo("Europe/Berlin"))
IDENTIFIER = UUID("12345678-1234-5678-1234-567812345678")
CUSTOMER = models.Customer.from_dict(EXAMPLES.named("Customer"))


class Size(IntEnum):
    """An enum of numbers."""

    LARGE = 3


class Plain(Enum):
    """An enum of a user's own."""

    DAY = DAY


DOCUMENTED: list[tuple[Any, str]] = [
    ("a b", "a b"),
    (7, "7"),
    (True, "true"),
    (Decimal("1.50"), "1.50"),
    (Decimal("1E+3"), "1000"),
    (Decimal("-1E-7"), "-0.0000001"),
    (DAY, "2024-02-29"),
    (IDENTIFIER, str(IDENTIFIER)),
    (ContractStatus.ACTIVE, "ACTIVE"),
    (ContractStatus("NEW_ONE"), "NEW_ONE"),
    (Size.LARGE, "3"),
    (Plain.DAY, "2024-02-29"),
]

WRONG: dict[str, Callable[[], Any]] = {
    "object": object,
    "bytes": lambda: b"7",
    "bytearray": lambda: bytearray(b"7"),
    "generator": lambda: (one for one in [1, 2]),
    "iterator": lambda: iter([1, 2]),
    "range": lambda: range(2),
    "model": lambda: CUSTOMER,
    "money": lambda: Money("10.00", "EUR"),
    "dict": lambda: {"id": 7},
    "dict view": {"id": 7}.values,
    "float": lambda: 7.5,
    "NaN": lambda: float("nan"),
    "class": lambda: ContractStatus,
    "timedelta": lambda: timedelta(1),
    "None in a list": lambda: [1, None],
    "None in a tuple": lambda: (None,),
    "None in a set": lambda: {None},
    "object in a list": lambda: [object()],
    "model in a list": lambda: [7, CUSTOMER],
    "list in a list": lambda: [[1], [2]],
    "bytes in a set": lambda: {b"7"},
}


def is_date(parameter: Parameter) -> bool:
    schema = DESCRIPTION.resolve(parameter.schema)
    return "date" in (schema.get("format"), schema.get("items", {}).get("format"))


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
class TestEveryOperation:
    def test_refuses_every_wrong_kind_by_name_and_sends_nothing(self, operation: Operation) -> None:
        service = Service()
        method = method_of(service.client(), operation)
        for parameter in operation.parameters:
            assert parameter.location in ("path", "query")
            for kind, make in WRONG.items():
                with pytest.raises(TypeError, match=f"argument {parameter.name!r} must be") as caught:
                    method(**{**arguments(operation), python_name(parameter): make()})
                assert str(CUSTOMER.first_name) not in str(caught.value), kind
        assert service.sent == []

    def test_takes_every_documented_kind(self, operation: Operation) -> None:
        build = request_function(operation)
        for parameter in operation.parameters:
            for value, text in DOCUMENTED:
                request = build(**{**arguments(operation), python_name(parameter): value})
                if parameter.location == "path":
                    assert f"/{quote(text, safe='')}" in request.path
                else:
                    assert (parameter.name, text) in (request.query or [])

    def test_takes_lists_tuples_and_sets_in_the_query(self, operation: Operation) -> None:
        build = request_function(operation)
        for parameter in operation.parameters:
            for values in (["b", 10, "a"], ("b", 10, "a"), {"b", 10, "a"}, frozenset({"b", 10, "a"})):
                given = {**arguments(operation), python_name(parameter): values}
                if parameter.location == "path":
                    with pytest.raises(TypeError, match=f"{parameter.name!r} must be"):
                        build(**given)
                    continue
                texts = [text for name, text in build(**given).query or () if name == parameter.name]
                assert texts == (["10", "a", "b"] if isinstance(values, set | frozenset) else ["b", "10", "a"])

    def test_takes_a_date_time_with_a_zone_where_no_date_is_expected(self, operation: Operation) -> None:
        build = request_function(operation)
        for parameter in operation.parameters:
            given = {**arguments(operation), python_name(parameter): MOMENT}
            if is_date(parameter):
                with pytest.raises(TypeError, match=rf"{parameter.name} must be a date, not datetime; take its \.date"):
                    build(**given)
            else:
                request = build(**given)
                written = "2022-06-22T08:00:00.000+02:00[Europe/Berlin]"
                assert f"/{quote(written, safe='')}" in request.path or (parameter.name, written) in (
                    request.query or ()
                )
            with pytest.raises((TypeError, ValueError), match=parameter.name):
                build(**{**given, python_name(parameter): datetime(2024, 2, 29)})


class TestPathArguments:
    def test_an_object_in_place_of_its_id_is_told_so(self) -> None:
        service = Service()
        with pytest.raises(TypeError, match=r"'customerId' must be .*, not Customer; did you mean its id\?"):
            service.client().customers_account.get_balances(CUSTOMER)  # type: ignore[arg-type]
        assert service.sent == []

    def test_of_undocumented_endpoints(self) -> None:
        service = Service()
        with pytest.raises(TypeError, match="'id' must be"):
            service.client().request("GET", "/v1/tags/{id}", path_params={"id": object()})
        assert service.sent == []


class TestQueryArguments:
    @pytest.mark.parametrize("wrong", WRONG)
    def test_of_undocumented_endpoints(self, wrong: str) -> None:
        service = Service()
        with pytest.raises(TypeError, match="argument 'ids' must be"):
            service.client().request("GET", "/v1/tags", params={"ids": WRONG[wrong]()})
        assert service.sent == []

    def test_a_set_is_sent_in_one_order(self) -> None:
        service = Service(answer(200))
        service.client().request("GET", "/v1/tags", params={"ids": {"b", "c", "a"}, "none": None, "empty": []})
        assert service.sent[0].path.endswith("/v1/tags?ids=a&ids=b&ids=c")

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (datetime(2024, 2, 29, 10, tzinfo=UTC), "2024-02-29T10:00:00.000+00:00"),
            (datetime(2024, 2, 29, 10, tzinfo=timezone(timedelta(hours=2))), "2024-02-29T10:00:00.000+02:00"),
        ],
    )
    def test_date_times(self, value: datetime, text: str) -> None:
        assert query_values("at", value) == [("at", text)]

    def test_a_naive_date_time_could_mean_any_instant(self) -> None:
        with pytest.raises(ValueError, match="at has no time zone"):
            query_values("at", datetime(2024, 2, 29))

    @pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+999999", "1E-999999"])
    def test_a_decimal_without_digits(self, value: str) -> None:
        with pytest.raises(ValueError, match="'limit' must be a finite number"):
            query_values("limit", [Decimal(value)])

    def test_half_of_a_surrogate_pair(self) -> None:
        with pytest.raises(ValueError, match="argument 'name' holds half of a surrogate pair"):
            query_values("name", {"\ud800"})
        with pytest.raises(ValueError, match="argument 'name' holds half of a surrogate pair"):
            path_segment("name", "\ud800")
