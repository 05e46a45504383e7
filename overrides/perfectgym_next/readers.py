"""From the bytes of an answer to models, the fast way: most of it runs in msgspec's C.

For each model there is a `msgspec.Struct` of the same members; msgspec parses the bytes straight into it, and a
function of plain assignments moves the members into the model. Both are made of the model's annotations, once it pays.

This way reads what fits the description and nothing else. Unknown members, leaves of another primitive type, dates in
another spelling of ISO 8601 and whatever is wrong raise; the models' own ``_decode`` then reads the answer, or fails
for good. Where both ways read, they read the same.
"""

from __future__ import annotations

import gc
import sys
from datetime import date, datetime
from decimal import Decimal
from functools import cache, wraps
from types import GenericAlias
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar
from uuid import UUID

import msgspec

from perfectgym_next.enums import OpenEnum
from perfectgym_next.timestamps import parse_datetime
from perfectgym_next.wire import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfectgym_next.model import Model

__all__ = ["Reader", "compiled", "reader", "uncollected"]

P = ParamSpec("P")
T = TypeVar("T")

PAYS_AFTER = 128 * 1024
"""Bytes of a result that are read by ``_decode``: to make a reader takes about as long."""

_LEAVES = {
    "Any": Any,
    "Decimal": Decimal,
    "UUID": UUID,
    "bool": bool,
    "datetime.date": date,
    "datetime.datetime": datetime,
    "int": int,
    "str": str,
}


def uncollected(function: Callable[P, T]) -> Callable[P, T]:
    """Let the garbage collector wait until a function has returned.

    A large answer becomes thousands of objects, all alive: the collector would look through them again and again, and
    find nothing. The thread that switches it off switches it on again, at the latest when it is done with one answer;
    where it was off it stays off.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if not gc.isenabled():
            return function(*args, **kwargs)
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            gc.enable()

    return run


class Reader:
    """Reads the answers that hold one kind of result, once there were enough of them.

    Args:
        result: A model, or a list of models: ``list[Customer]``.
    """

    __slots__ = ("_left", "_read", "_result")

    def __init__(self, result: Any) -> None:
        self._result = result
        self._left = PAYS_AFTER
        self._read: Callable[[bytes], Any] | None = None

    def ready(self, content: bytes) -> Callable[[bytes], Any] | None:
        """A function that takes these bytes and returns the result, or None while it does not pay."""
        if self._read is None:
            self._left -= len(content)
            if self._left < 0:
                self._read = compiled(self._result)
        return self._read


@cache
def reader(result: Any) -> Reader:
    """The reader of a kind of result."""
    return Reader(result)


class _Way(NamedTuple):
    """How a value gets from the bytes into a model."""

    wire: Any
    """The type that msgspec reads."""
    code: str = "value"
    """An expression that makes the member of ``value``, which is what msgspec read, and not None."""
    names: dict[str, Any] = {}  # noqa: RUF012 - never changed
    """What the expression refers to."""


def compiled(result: Any) -> Callable[[bytes], Any]:
    """A function that takes bytes and returns what ``result`` says; it raises where they do not fit exactly."""
    listed = isinstance(result, GenericAlias)
    way = _of_model(result.__args__[0] if listed else result)
    if listed:
        way = _listed(way)
    decode = msgspec.json.Decoder(way.wire, float_hook=Decimal).decode
    source = f"def read(content):\n    value = decode(content)\n    return {way.code}\n"
    read: Callable[[bytes], Any] = _defined("read", source, {**way.names, "decode": decode})
    return read


def _way(annotation: str, module: str) -> _Way:
    """The way of a member by its annotation in a generated module."""
    if annotation.startswith("list["):
        return _listed(_way(annotation[5:-1], module))
    kind = _LEAVES.get(annotation) or getattr(sys.modules[module], annotation)
    if kind is Decimal:
        # Not read as Decimal: msgspec takes the text "NaN" for one.
        code = "(value if value.__class__ is Decimal else number(value))"
        return _Way(Any, code, {"Decimal": Decimal, "number": number})
    if kind is datetime:
        return _Way(str, "parse_datetime(value)", {"parse_datetime": parse_datetime})
    if annotation in _LEAVES or issubclass(kind, OpenEnum):
        return _Way(kind)
    return _of_model(kind)


def _listed(item: _Way) -> _Way:
    code = "value" if item.code == "value" else f"[{item.code} for value in value]"
    return _Way(GenericAlias(list, (item.wire,)), code, item.names)


@cache
def _of_model(model: type[Model]) -> _Way:
    if not model._members_:
        return _Way(dict[str, Any], f"{model.__name__}._decode(value)", {model.__name__: model})
    fields: list[tuple[Any, ...]] = []
    names: dict[str, Any] = {"new": object.__new__, "model": model}
    lines = ["    self = new(model)"]
    attributes = {field.name: field for field in model.__attrs_attrs__}  # type: ignore[attr-defined]
    for attribute in model._members_.values():
        optional = attributes[attribute].default is None
        way = _way(attributes[attribute].type.removesuffix(" | None"), model.__module__)
        names.update(way.names)
        fields.append((attribute, way.wire | None, None) if optional else (attribute, way.wire))
        if way.code == "value":
            lines.append(f"    self.{attribute} = wire.{attribute}")
        elif optional:
            lines.append(f"    self.{attribute} = None if (value := wire.{attribute}) is None else {way.code}")
        else:
            lines.append(f"    value = wire.{attribute}\n    self.{attribute} = {way.code}")
    unknown = next(name for name in attributes if name.endswith("additional_properties"))
    lines += [f"    self.{unknown} = {{}}", "    return self"]
    wire = msgspec.defstruct(
        f"{model.__name__}Wire",
        fields,
        rename={attribute: member for member, attribute in model._members_.items()},
        forbid_unknown_fields=True,
        kw_only=True,
        gc=False,  # alive for a moment and part of no circle: the collector need not know
    )
    move = f"{model.__name__}_of"
    made = _defined(move, "\n".join([f"def {move}(wire):", *lines]), names)
    return _Way(wire, f"{move}(value)", {move: made})


def _defined(name: str, source: str, names: dict[str, Any]) -> Any:
    exec(source, names)  # noqa: S102 - made of names of generated code alone
    return names[name]
