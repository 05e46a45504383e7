from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .closure_option_key import VALUES as _closure_option_key
from .closure_option_key import ClosureOptionKey


@_define(kw_only=True, repr=False)
class ClosureOption(_Model):
    """An extra instruction that goes with closing a case, as a key and a value.

    Attributes:
        key: Which instruction is given, e.g. writing off the debts that remain.
        value: Value that belongs to the key.
    """

    key: ClosureOptionKey
    value: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ClosureOption"
    _checks_: ClassVar[_Checks] = (
        ("key", _check_scalar),
        ("value", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.key = _closure_option_key[take("key")]
        self.value = value if (value := take("value")).__class__ is str else _scalar(value)
        if self.key is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.key is None or self.value is None:
            raise _missing_member(self, "key", "value")
        out = dict(self.additional_properties)
        out["key"] = _text(self.key)
        out["value"] = self.value
        return out
