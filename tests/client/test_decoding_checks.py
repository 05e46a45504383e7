"""Bodies and parts of all operations: a value that cannot be sent is refused by its name before anything is sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

import attrs
import pytest

from perfectgym_next import models
from perfectgym_next._core.json import encode, write
from perfectgym_next._core.model import Model
from perfectgym_next.errors import InternalServerError
from perfectgym_next.models import BookCustomerPaymentRequest, Language, Money
from perfectgym_next.testing._openapi.description import Operation
from tests.support.scripted import Service, answer
from tests.support.shipped import (
    EXAMPLES,
    MODELS,
    OPERATIONS,
    json_body,
    method_of,
    parts,
    path_parameters,
    python_name,
    value_of,
)

WRONG: dict[str, Callable[[], Any]] = {
    "text": lambda: "text",
    "float": lambda: 10.5,
    "Decimal": lambda: Decimal(10),
    "list with a dict": lambda: [{}],
    "list with None": lambda: [None],
}
WRONG_ANYWHERE: dict[str, Callable[[], Any]] = {
    "object": object,
    "bytes": lambda: b"text",
    "dict": lambda: {"amount": 1, "currency": "EUR"},
    "set": lambda: {1},
    "generator": lambda: (one for one in [1]),
    "another model": lambda: models.Customer.from_dict(EXAMPLES.named("Customer")),
    "class": lambda: Money,
    "list with an object": lambda: [object()],
}


def sending() -> list[Operation]:
    return [one for one in OPERATIONS.values() if json_body(one) or parts(one)]


def call(operation: Operation) -> tuple[dict[str, Any], list[str]]:
    """Valid arguments by name, and the names of those that are models, or lists of them."""
    given: dict[str, Any] = {
        python_name(one): value_of(one.schema, EXAMPLES.example(one.schema)) for one in path_parameters(operation)
    }
    body = json_body(operation)
    if body is not None:
        return given | {"body": value_of(body, EXAMPLES.example(body))}, ["body"]
    names = [name for name, part in parts(operation).items() if part.get("format") != "binary"]
    for name, part in parts(operation).items():
        given[python_name(name)] = value_of(part, EXAMPLES.example(part)) if name in names else b"file"
    return given, [python_name(name) for name in names]


def fields_of(model: Model) -> tuple[Any, ...]:
    fields: tuple[Any, ...] = attrs.fields(cast("type[attrs.AttrsInstance]", type(model)))
    return fields


def models_in(value: Any) -> Iterator[Model]:
    if isinstance(value, list):
        for item in value:
            yield from models_in(item)
    elif isinstance(value, Model):
        yield value
        for field in fields_of(value):
            yield from models_in(getattr(value, field.name))


@pytest.mark.parametrize("operation", sending(), ids=lambda one: one.name)
class TestEveryOperation:
    def test_refuses_what_is_not_its_model(self, operation: Operation) -> None:
        service = Service()
        given, names = call(operation)
        for name in names:
            for make in (*WRONG.values(), *WRONG_ANYWHERE.values()):
                with pytest.raises(TypeError, match=rf"{name}(\[0\])? must be a"):
                    method_of(service.client(), operation)(**{**given, name: make()})
        assert service.sent == []

    def test_refuses_what_is_wrong_in_a_field_at_any_depth(self, operation: Operation) -> None:
        service = Service()
        given, names = call(operation)
        method = method_of(service.client(), operation)
        for model in models_in([given[name] for name in names]):
            for field in fields_of(model):
                if isinstance(model, Money) or field.name == "additional_properties":
                    continue
                valid = getattr(model, field.name)
                for make in WRONG_ANYWHERE.values():
                    setattr(model, field.name, make())
                    with pytest.raises(TypeError, match=rf"{type(model).__name__}\.{field.name}(\[0\])? must be"):
                        method(**given)
                setattr(model, field.name, valid)
        assert service.sent == []

    def test_takes_a_subclass_of_its_model(self, operation: Operation) -> None:
        service = Service(answer(500))
        given, names = call(operation)
        for name in names:
            model = given[name][0] if isinstance(given[name], list) else given[name]
            own: Any = type("Own", (type(model),), {"__slots__": ()})
            copy = own.from_dict(model.to_dict())
            changed = [copy] if isinstance(given[name], list) else copy
            with pytest.raises(InternalServerError):
                method_of(service.client(max_retries=0), operation)(**{**given, name: changed})
        assert len(service.sent) == len(names)


NOT_A_NUMBER: tuple[Callable[[], Any], ...] = (
    lambda: Decimal("NaN"),
    lambda: Decimal("sNaN"),
    lambda: Decimal("-Infinity"),
    lambda: float("nan"),
    lambda: float("inf"),
)


@pytest.mark.parametrize("schema", MODELS)
class TestEveryModel:
    """`to_dict` checks what it returns, so that it is written without another look."""

    def test_refuses_what_json_cannot_say(self, schema: str) -> None:
        for model in models_in(MODELS[schema].from_dict(EXAMPLES.named(schema))):
            for field in fields_of(model):
                if isinstance(model, Money) and field.name != "additional_properties":
                    continue  # frozen, and checked when it was made
                valid = getattr(model, field.name)
                for make in (*NOT_A_NUMBER, *(WRONG_ANYWHERE[kind] for kind in ("object", "bytes", "set"))):
                    wrong = {"x": [make()]} if field.name == "additional_properties" else make()
                    object.__setattr__(model, field.name, wrong)
                    with pytest.raises((TypeError, ValueError), match=rf"{type(model).__name__}\.{field.name}"):
                        model.to_dict()
                object.__setattr__(model, field.name, valid)

    def test_is_written_without_another_look(self, schema: str) -> None:
        model = MODELS[schema].from_dict(EXAMPLES.named(schema, extra_fields=True))
        assert write(model.to_dict()) == encode(model.to_dict())


class TestUnknownFields:
    """They have no schema: everything that JSON can say is written, and nothing else."""

    @pytest.mark.parametrize("key", [float("nan"), Decimal("NaN"), Decimal("1.50"), b"x", ("a",)])
    def test_a_key_that_is_no_text(self, key: Any) -> None:
        with pytest.raises((TypeError, ValueError), match=r"additional_properties"):
            payment(additional_properties={"x": {key: 1}}).to_dict()

    def test_a_key_that_is_a_number(self) -> None:
        assert b'"x":{"7":1}' in write(payment(additional_properties={"x": {7: 1}}).to_dict())

    def test_are_copied(self) -> None:
        given: dict[str, Any] = {"x": [{"y": (1, None)}]}
        written = payment(additional_properties=given).to_dict()
        written["x"][0]["y"].append(2)
        assert given == {"x": [{"y": (1, None)}]}

    def test_that_hold_themselves(self) -> None:
        circle: list[Any] = []
        circle.append(circle)
        with pytest.raises(RecursionError):
            payment(additional_properties={"x": circle}).to_dict()

    def test_do_not_replace_fields(self) -> None:
        assert payment(additional_properties={"paymentRequestToken": "x"}).to_dict()["paymentRequestToken"] == "t"


def payment(**fields: Any) -> BookCustomerPaymentRequest:
    return BookCustomerPaymentRequest(**{"amount": Money("5.00", "EUR"), "payment_request_token": "t", **fields})


class TestMessages:
    @pytest.mark.parametrize(
        ("body", "message"),
        [
            (
                payment(amount=Decimal(10)),
                'BookCustomerPaymentRequest.amount must be a Money, not Decimal; pass Money("10.00", "EUR")',
            ),
            (
                payment(amount={"amount": 1, "currency": "EUR"}),
                "BookCustomerPaymentRequest.amount must be a Money, not dict; pass Money.from_dict(...)",
            ),
            (
                payment(debt_claim_ids=[1, 2, None]),
                "BookCustomerPaymentRequest.debt_claim_ids[2] must be text or a number, not None",
            ),
            (payment(debt_claim_ids="12"), "BookCustomerPaymentRequest.debt_claim_ids must be a list, not str"),
            (
                payment(payment_request_token=True),
                "BookCustomerPaymentRequest.payment_request_token must be text or a number, not bool",
            ),
            (
                {},
                "body must be a BookCustomerPaymentRequest, not dict; pass BookCustomerPaymentRequest.from_dict(...)",
            ),
            (None, "body must be a BookCustomerPaymentRequest, not None; pass BookCustomerPaymentRequest(...)"),
            (
                Language(language_code="de"),
                "body must be a BookCustomerPaymentRequest, not Language; pass BookCustomerPaymentRequest(...)",
            ),
        ],
        ids=str,
    )
    def test_name_the_field_what_was_given_and_what_to_give(self, body: Any, message: str) -> None:
        service = Service()
        with pytest.raises(TypeError) as caught:
            service.client().customers_account.book_payment(7, body)
        assert str(caught.value) == message
        assert service.sent == []

    @pytest.mark.parametrize("value", [Decimal("NaN"), float("inf")])
    def test_a_number_that_is_none(self, value: Any) -> None:
        service = Service()
        with pytest.raises(
            ValueError, match=r"BookCustomerPaymentRequest\.debt_claim_ids\[0\] must be a finite number"
        ):
            service.client().customers_account.book_payment(7, payment(debt_claim_ids=[value]))
        assert service.sent == []


class TestJsonOfCustomRequests:
    """Values that the JSON encoder itself accepts: bytes as base64, models by the names of their attributes."""

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            (b"x", r"json must be a dict, a list, text or a number, not bytes"),
            ({"a": [1, {2}]}, r"json\['a'\]\[1\] must be .*, not set"),
            ({"a": object()}, r"json\['a'\] must be .*, not object"),
            (payment(), r"json must be .*, not BookCustomerPaymentRequest; pass its \.to_dict\(\)"),
            ({"amount": Money("5.00", "EUR")}, r"json\['amount'\] must be .*, not Money; pass its \.to_dict\(\)"),
        ],
        ids=["bytes", "a set", "an object", "a model", "a model inside"],
    )
    def test_is_refused(self, value: Any, message: str) -> None:
        service = Service()
        with pytest.raises(TypeError, match=message):
            service.client().request("POST", "/v1/tags", json=value)
        assert service.sent == []

    def test_is_sent(self) -> None:
        service = Service()
        value = {
            "a": (1, Decimal("1.50"), True, None, "x"),
            "day": date(2024, 2, 29),
            "money": Money(1, "EUR").to_dict(),
        }
        service.client().request("POST", "/v1/tags", json=value)
        assert service.sent[0].body == (
            b'{"a":[1,1.50,true,null,"x"],"day":"2024-02-29","money":{"amount":1,"currency":"EUR"}}'
        )

    def test_unknown_fields_of_a_model_are_checked_too(self) -> None:
        service = Service()
        with pytest.raises(
            TypeError, match=r"BookCustomerPaymentRequest\.additional_properties\['x'\] must be .* bytes"
        ):
            service.client().customers_account.book_payment(7, payment(additional_properties={"x": b"y"}))
        assert service.sent == []


class TestAllowedValues:
    def test_a_tuple_for_a_list_and_what_has_an_exact_text(self) -> None:
        service = Service(answer(200, {}))
        identifier = UUID("12345678-1234-5678-1234-567812345678")
        body = payment(debt_claim_ids=(1, "2", Decimal(3)), payment_request_token=identifier)
        service.client().customers_account.book_payment(7, body)
        assert json.loads(service.sent[0].body) == {
            "amount": {"amount": 5.00, "currency": "EUR"},
            "paymentRequestToken": str(identifier),
            "debtClaimIds": [1, "2", 3],
        }

    def test_dates_are_not_text(self) -> None:
        with pytest.raises(TypeError, match="payment_request_token must be text or a number, not date"):
            Service().client().customers_account.book_payment(7, payment(payment_request_token=date(2024, 2, 29)))
