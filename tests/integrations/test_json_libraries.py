"""orjson, msgspec and cattrs write every model: names and digits are right."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import cattrs
import msgspec
import orjson
import pytest

from perfectgym_next import json_default, models
from perfectgym_next._core.model import Model
from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.examples import Examples
from tests.integrations.test_web_frameworks import AS_TEXT, ENTRY

EXAMPLES = Examples(Description.shipped())
CLASSES = [
    cls
    for cls in (getattr(models, name) for name in models.__all__)
    if isinstance(cls, type) and issubclass(cls, Model)
]


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: as_text(item) for name, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_orjson_and_json_write_a_model_alike(cls: Any) -> None:
    model = cls.from_dict(EXAMPLES.named(cls._schema_))
    written = orjson.loads(orjson.dumps(model, default=json_default))
    assert written == json.loads(json.dumps(model, default=json_default)) == as_text(model.to_dict())


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_orjson_and_json_write_a_row_alike(cls: Any) -> None:
    row = cls.from_dict(EXAMPLES.named(cls._schema_)).to_row()
    assert orjson.loads(orjson.dumps(row, default=json_default)) == json.loads(json.dumps(row, default=json_default))


def test_msgspec_writes_the_api_s_names() -> None:
    assert json.loads(msgspec.json.encode(json_default(ENTRY))) == AS_TEXT


def test_msgspec_reads_digits_from_json_itself() -> None:
    text = b'{"amount":12345678901234567.80,"currency":"EUR"}'
    assert str(msgspec.json.decode(text, type=models.Money)) == "12345678901234567.80 EUR"


def test_cattrs_keeps_values() -> None:
    assert cattrs.unstructure(ENTRY)["amount"]["amount"] == Decimal("12345678901234567.80")
