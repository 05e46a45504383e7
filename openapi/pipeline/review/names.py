"""From a place in a description to the name that a user would type."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import griffe

from openapi.pipeline.description import METHODS, DescriptionError, operations, resolve
from openapi.pipeline.generation.python_names import field_names, parameter_name, python_name
from perfectgym_next._core.naming import operation_name, snake_case

__all__ = ["Names", "public_classes"]

_WORD = re.compile(r"[A-Za-z_]\w*")


def public_classes(generated: griffe.Module) -> Iterator[griffe.Class]:
    """Models and enums of a generated package."""
    for module in generated["models"].members.values():
        if isinstance(module, griffe.Module):
            for member in module.members.values():
                if isinstance(member, griffe.Class) and not member.name.startswith("_"):
                    yield member


class Names:
    """Python names of one side.

    Args:
        description: The overlaid description.
        generated: What griffe read of the code generated from it; without it, names follow the generator's rules as
            far as they can be told from the description.
    """

    def __init__(self, description: dict[str, Any], generated: griffe.Module | None) -> None:
        self.description = description
        self.schema_of: dict[str, str] = {}
        self.members: dict[str, dict[str, str]] = {}
        self.enums: set[str] = set()
        self._classes: dict[str, str] = {}
        self._owners: dict[str, set[str]] = defaultdict(set)
        self.fields = {
            (owner, member): python_name(member, node)
            for owner, member, node in _members(description.get("components", {}).get("schemas", {}))
        }
        """Python names of fields, by the schema and the name in the API."""
        self.arguments = dict(_argument_names(description))
        """Python names of parameters and parts, by method and path, and by the place and name in the API."""
        if generated is not None:
            self._read(generated)

    def _read(self, generated: griffe.Module) -> None:
        classes = list(public_classes(generated))
        for class_ in classes:
            attributes = {
                name: str(member.annotation)
                for name, member in class_.members.items()
                if isinstance(member, griffe.Attribute) and member.annotation is not None and not name.startswith("_")
            }
            self.members[class_.name] = attributes
            schema = class_.members.get("_schema_")
            if isinstance(schema, griffe.Attribute):
                self._classes[str(schema.value).strip("'\"")] = class_.name
            else:
                self.enums.add(class_.name)
        for class_name, attributes in self.members.items():
            for attribute, annotation in attributes.items():
                for word in self.enums & set(_WORD.findall(annotation)):
                    self._owners[word].add(f"{class_name}.{attribute}")
        for target, annotation in _arguments(generated):
            for word in self.enums & set(_WORD.findall(annotation)):
                self._owners[word].add(target)
        self._name_enums()
        self.schema_of = {name: schema for schema, name in self._classes.items()}

    def _name_enums(self) -> None:
        """A schema that is an enum tells no class its name, but what refers to it is annotated with the class."""
        schemas = self.description.get("components", {}).get("schemas", {})
        enums = {name for name, schema in schemas.items() if "enum" in schema}
        for owner, member, node in _members(schemas):
            reference = node.get("$ref") or node.get("items", {}).get("$ref") or ""
            annotation = self.members.get(self.class_of(owner), {}).get(self.attribute(owner, member), "")
            self._name_enum(enums, reference, annotation)
        for entry in operations(self.description):
            for parameter in entry.data.get("parameters", []):
                target = self.argument(entry.name, parameter.get("name", ""))
                reference = parameter.get("schema", {}).get("$ref", "")
                for enum, owners in list(self._owners.items()):
                    if target in owners:
                        self._name_enum(enums, reference, enum)

    def _name_enum(self, enums: set[str], reference: str, annotation: str) -> None:
        name = reference.rpartition("/")[2]
        found = self.enums & set(_WORD.findall(annotation))
        if name in enums and len(found) == 1:
            self._classes[name] = found.pop()

    def class_of(self, schema: str) -> str:
        """The class of a schema; ``Owner.member`` and ``Owner.member[]`` are schemas that stand inside another."""
        if schema in self._classes:
            return self._classes[schema]
        return "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", schema))

    def attribute(self, schema: str, member: str) -> str:
        """The attribute of a member."""
        name = self.fields.get((schema, member)) or snake_case(member)
        known = self.members.get(self.class_of(schema), {})
        return f"{name}_" if name not in known and f"{name}_" in known else name

    def member(self, schema: str, member: str) -> str:
        """``BookingEntry.due_date``."""
        return f"{self.class_of(schema)}.{self.attribute(schema, member)}"

    def operation(self, method: str, path: str) -> str:
        """``gym.customers_account.list_transactions``."""
        return f"gym.{self.operation_name(method, path)}"

    def operation_name(self, method: str, path: str) -> str:
        """``customers_account.list_transactions``."""
        data = self.description["paths"][path][method.lower()]
        identifier = data.get("operationId") or f"{method} {path}"
        return operation_name((data.get("tags") or ["default"])[0], identifier)

    def operations_at(self, path: str) -> list[tuple[str, str]]:
        """Method and path of every operation under a path."""
        item = self.description.get("paths", {}).get(path, {})
        return [(method.upper(), path) for method in METHODS if method in item]

    def argument(self, operation: str, parameter: str) -> str:
        """``gym.devices.list_devices(studio_id=)``."""
        operation = operation.removeprefix("gym.")
        names = (
            python
            for ((method, path), (_, name)), python in self.arguments.items()
            if name == parameter and self.operation_name(method, path) == operation
        )
        return f"gym.{operation}({next(names, None) or snake_case(parameter)}=)"

    def owner_of_enum(self, enum: str) -> str:
        """The one name that an inline enum stands behind, else the enum's own."""
        owners = self._owners.get(enum, set())
        return next(iter(owners)) if len(owners) == 1 and enum not in self._classes.values() else enum

    def owners_of_enum(self, enum: str) -> set[str]:
        """Every attribute and argument that is annotated with an enum."""
        return self._owners.get(enum, set())


def _arguments(generated: griffe.Module) -> Iterator[tuple[str, str]]:
    for tag, module in generated["api"].members.items():
        if not isinstance(module, griffe.Module):
            continue
        for class_ in module.members.values():
            if not isinstance(class_, griffe.Class) or class_.name.startswith(("Async", "_")):
                continue
            for method in class_.members.values():
                if isinstance(method, griffe.Function) and not method.name.startswith("_"):
                    for parameter in method.parameters:
                        yield f"gym.{tag}.{method.name}({parameter.name}=)", str(parameter.annotation or "")


def _argument_names(description: dict[str, Any]) -> Iterator[tuple[tuple[tuple[str, str], tuple[str, str]], str]]:
    for path, item in description.get("paths", {}).items():
        for entry in operations({"paths": {path: item}}):
            key = (entry.method, path)
            for node in [*item.get("parameters", []), *entry.data.get("parameters", [])]:
                parameter = _resolved(description, node)
                if "name" in parameter:
                    yield (key, (str(parameter.get("in")), parameter["name"])), parameter_name(parameter)
            body = _resolved(description, entry.data.get("requestBody", {}))
            schema = body.get("content", {}).get("multipart/form-data", {}).get("schema", {})
            for name, python in field_names(_resolved(description, schema)):
                yield (key, ("part", name)), python


def _resolved(description: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    try:
        return resolve(description, node)
    except DescriptionError:  # a side may be any description, and a review is no validation
        return {}


def _members(schemas: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    def inside(name: str, schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for member, node in schema.get("properties", {}).items():
            yield name, member, node
            yield from inside(f"{name}.{member}", node)
        if isinstance(schema.get("items"), dict):
            yield from inside(f"{name}[]", schema["items"])

    for name, schema in schemas.items():
        yield from inside(name, schema)
