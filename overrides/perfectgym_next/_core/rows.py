"""The columns of models as rows, with their types."""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin
from uuid import UUID

from perfectgym_next._core.model_fields import ModelField, fields_of, is_model
from perfectgym_next.enums import OpenEnum

if TYPE_CHECKING:
    from perfectgym_next._core.model import Model

__all__ = ["row_schema"]


def row_schema(cls: type[Model]) -> dict[str, Any]:
    """Return the columns of a generated class with their types; see `Model.row_schema`."""
    return _columns(cls, "", optional=False) | {"additional_properties": dict[str, Any] | None}


def _columns(cls: type[Model], prefix: str, *, optional: bool) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for field in fields_of(cls):
        name = prefix[:-1] if prefix and field.name == cls._unnamed_column_ else prefix + field.name
        if is_model(field.kind):
            columns |= _columns(field.kind, f"{name}_", optional=optional or field.nullable)
        else:
            columns[name] = _row_type(field, optional=optional)
    return columns


def _row_type(field: ModelField, *, optional: bool = False) -> Any:
    """Return the type of a field's values in a row."""
    kind, origin = field.kind, get_origin(field.kind)
    if kind is UUID or (isinstance(kind, type) and issubclass(kind, OpenEnum)):
        kind = str
    elif is_model(kind) or isinstance(kind, UnionType):
        kind = dict[str, Any]
    elif origin in (list, dict):
        *keys, item = get_args(kind)
        kind = origin[(*keys, _row_type(ModelField.of_type(item)))]
    return kind | None if kind is not Any and (optional or field.nullable) else kind
