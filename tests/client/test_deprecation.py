"""Type checkers see what the vendor deprecated; calling it warns nobody at run time."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import models
from perfectgym_next_generated.api import customers
from tests.support.scripted import Service, answer
from tests.support.shipped import DESCRIPTION, MODELS, OPERATIONS, method_of, python_name
from tests.support.type_checkers import mypy, pyright

DEPRECATED = [operation for operation in OPERATIONS.values() if operation.name.endswith("_deprecated")]

LINES = """
# mypy: enable-error-code=deprecated
# pyright: reportDeprecated=true
from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.models import AccessMedium
from perfectgym_next_generated.api import customers
def use(gym: PerfectGym, agym: AsyncPerfectGym, body: AccessMedium) -> None:
    reveal_type(gym.customers.create_access_medium(1, body))
    gym.customers.add_access_medium_deprecated(1, body)
    _ = agym.customers.add_access_medium_deprecated(1, body)
    customers.add_access_medium_deprecated(1, body)
"""


@pytest.mark.parametrize("checker", [mypy, pytest.param(pyright, marks=pytest.mark.slow)])
def test_type_checkers_see_deprecated_operations(
    checker: Callable[[Path], dict[int, list[str]]], tmp_path: Path
) -> None:
    file = tmp_path / "deprecated.py"
    file.write_text(LINES.lstrip(), encoding="utf-8")
    said = {line: " ".join(texts) for line, texts in checker(file).items()}
    assert sorted(line for line, text in said.items() if "deprecated" in text.lower()) == [8, 9, 10], said
    assert "use `customers.create_access_medium`" in said[8]


def test_deprecated_operations_carry_the_reason_and_do_not_warn() -> None:
    reason = "Deprecated: use `customers.create_access_medium`, which takes the same body."
    body = models.AccessMedium(type_=models.AccessMediumType.PIN, value="1")
    with Service(answer(200, body.to_dict())).client() as gym, warnings.catch_warnings():
        warnings.simplefilter("error")
        gym.customers.add_access_medium_deprecated(1, body)
        marked: list[Any] = [customers.Customers, customers.AsyncCustomers, customers]
        assert {one.add_access_medium_deprecated.__deprecated__ for one in marked} == {reason}
        assert reason in " ".join((inspect.getdoc(gym.customers.add_access_medium_deprecated) or "").split())


def test_deprecated_parameters_and_fields_say_so() -> None:
    texts = {
        f"{operation.name} {parameter.name}": described(
            method_of(Service().client(), operation), python_name(parameter)
        )
        for operation in OPERATIONS.values()
        for parameter in operation.parameters
        if parameter.schema.get("deprecated") or parameter.name in {"qrCodeUuid", "lastOffsetId"}
    }
    texts |= {
        f"{schema} {name}": described(MODELS[schema], python_name(name))
        for schema, data in DESCRIPTION.schemas.items()
        for name, field in data.get("properties", {}).items()
        if field.get("deprecated")
    }
    assert len(texts) > 10
    assert [name for name, text in texts.items() if "deprecated" not in text.lower()] == []


def described(documented: object, name: str) -> str:
    """The text of an argument or attribute in a docstring."""
    _, _, rest = (inspect.getdoc(documented) or "").partition(f"\n    {name}")
    return rest.partition("\n    ")[0] + rest.partition("\n        ")[2].partition("\n    ")[0]
