from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .typed_argument_type import VALUES as _typed_argument_type
from .typed_argument_type import TypedArgumentType


@_define(kw_only=True, repr=False)
class TypedArgument(_Model):
    """An argument of an error message, with its type.

    Attributes:
        value: Value of the argument, shaped according to `type`.
        type_: Kind of value the argument holds.
    """

    value: Any = None
    type_: TypedArgumentType | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TypedArgumentDto"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.value = take("value", None)
        self.type_ = _typed_argument_type[take("type", None)]
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.value is not None:
            out["value"] = self.value
        if self.type_ is not None:
            out["type"] = _text(self.type_)
        return out
