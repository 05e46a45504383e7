"""Add to the classes that griffe has read the constructors that attrs makes."""

from __future__ import annotations

from typing import Any

import griffe

__all__ = ["AttrsConstructors"]

_DEFINE = {f"{module}.{name}" for module in ("attr", "attrs") for name in ("define", "frozen", "mutable")}
_FIELD = {"attr.field", "attrs.field", "attr.ib", "attr.attrib"}


class AttrsConstructors(griffe.Extension):
    """Adds ``__init__`` to every attrs class that does not define its own."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Add the constructors once a whole package has been read."""
        _add_constructors(pkg)


def _add_constructors(module: griffe.Module) -> None:
    for member in list(module.members.values()):
        if isinstance(member, griffe.Module):
            _add_constructors(member)
        elif isinstance(member, griffe.Class):
            _add_constructor(member)


def _add_constructor(class_: griffe.Class) -> None:
    options = _options(class_)
    if options is None or "__init__" in class_.members or options.get("init") == "False":
        return
    parameters: dict[str, griffe.Parameter] = {}
    for base in reversed(_attrs_bases(class_)):
        parameters |= {one.name: one for one in _parameters(base, _options(base) or {})}
    parameters |= {one.name: one for one in _parameters(class_, options)}
    positional = griffe.ParameterKind.positional_or_keyword
    ordered = sorted(parameters.values(), key=lambda one: one.kind is not positional)
    constructor = griffe.Function(
        "__init__",
        parameters=griffe.Parameters(griffe.Parameter("self", kind=positional), *ordered),
        returns="None",
        lineno=class_.lineno,
        endlineno=class_.endlineno,
        parent=class_,
    )
    class_.set_member("__init__", constructor)


def _attrs_bases(class_: griffe.Class) -> list[griffe.Class]:
    """Return the bases that griffe has read; others contribute no fields."""
    try:
        return [base for base in class_.mro() if _options(base) is not None]
    except (griffe.GriffeError, ValueError):
        return []


def _options(class_: griffe.Class) -> dict[str, str] | None:
    """Return the arguments of the attrs decorator; None where there is none."""
    for decorator in class_.decorators:
        value = decorator.value
        if isinstance(value, griffe.ExprCall) and value.function.canonical_path in _DEFINE:
            return _keywords(value)
        if isinstance(value, griffe.Expr) and value.canonical_path in _DEFINE:
            return {}
    return None


def _keywords(call: griffe.ExprCall) -> dict[str, str]:
    return {one.name: str(one.value) for one in call.arguments if isinstance(one, griffe.ExprKeyword)}


def _parameters(class_: griffe.Class, options: dict[str, str]) -> list[griffe.Parameter]:
    found = []
    for name, member in class_.members.items():
        if not isinstance(member, griffe.Attribute) or member.annotation is None:
            continue
        if "instance-attribute" not in member.labels:  # a ClassVar
            continue
        default: Any = member.value
        field: dict[str, str] = {}
        if isinstance(default, griffe.ExprCall) and default.function.canonical_path in _FIELD:
            field = _keywords(default)
            default = field.get("default") or (f"{field['factory']}()" if "factory" in field else None)
        if field.get("init") == "False":
            continue
        only_keyword = field.get("kw_only", options.get("kw_only")) == "True"
        kind = griffe.ParameterKind.keyword_only if only_keyword else griffe.ParameterKind.positional_or_keyword
        alias = field.get("alias", "").strip("'\"") or name.lstrip("_")
        found.append(griffe.Parameter(alias, annotation=member.annotation, kind=kind, default=default))
    return found
