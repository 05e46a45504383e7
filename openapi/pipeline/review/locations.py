"""Locate every change: the Python name that a user would type, and the operations and schemas that it belongs to.

No other module depends on where generated code keeps operations (``api.<tag>``) and models.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import griffe

from openapi.pipeline.description import operations
from openapi.pipeline.generate import PACKAGE
from openapi.pipeline.review.name_changes import NameChange
from openapi.pipeline.review.names import iter_fields, name_arguments, name_fields, name_operation, operations_at
from openapi.pipeline.review.packages import Packages, iter_models, schema_of
from openapi.pipeline.review.pointers import DescriptionNode, OperationKey
from openapi.pipeline.review.python_changes import PythonChange
from openapi.pipeline.review.wire_changes import WireChange
from perfectgym_next._core.naming import snake_case

__all__ = ["AnyChange", "Direction", "LocatedChange", "Location", "PythonNames", "locate_changes"]

AnyChange: TypeAlias = WireChange | NameChange | PythonChange
Direction: TypeAlias = Literal["send", "read"]

_WORD = re.compile(r"[A-Za-z_]\w*")
_SEND: frozenset[Direction] = frozenset({"send"})
_READ: frozenset[Direction] = frozenset({"read"})
_INTERNAL = {"API_VERSION", "DRAFT", "VALUES"}
"""Names of generated code that say nothing to users."""


@dataclass(frozen=True, kw_only=True)
class Location:
    """Where a change is.

    Attributes:
        name: The Python name that a user would type, or the part of the API that has none (``servers``).
        where: The place in the description or in the packages.
        operations: Names of the operations that it is a part of.
        directions: Whether these send or read it.
        schemas: Names of the shared schemas that it is a part of: whoever uses them is concerned.
        enum: The class, or ``Class.VALUE``, where ``name`` is that of an attribute annotated with the enum.
    """

    name: str
    where: str
    operations: tuple[str, ...] = ()
    directions: frozenset[Direction] = frozenset()
    schemas: frozenset[str] = frozenset()
    enum: str = ""


@dataclass(frozen=True, kw_only=True)
class LocatedChange:
    """A change and where it is.

    Attributes:
        change: The change.
        location: Where it is.
        parts: The changes inside it, located.
    """

    change: AnyChange
    location: Location
    parts: tuple[LocatedChange, ...] = ()


class PythonNames:
    """Python names of a description.

    Args:
        description: The overlaid description.
        packages: The packages of the code generated from it; without them, names follow the generator's rules as far
            as the description tells.
    """

    def __init__(self, description: dict[str, Any], packages: Packages | None) -> None:
        self.description = description
        self.schemas: dict[str, str] = {}
        """Schemas by the name of their class."""
        self.attributes: dict[str, dict[str, str]] = {}
        """Annotations of the attributes of classes."""
        self.enums: set[str] = set()
        self._classes: dict[str, str] = {}
        self._enum_users: dict[str, set[str]] = defaultdict(set)
        self._fields = name_fields(description)
        self._arguments = name_arguments(description)
        if packages is not None:
            self._read_classes(packages.generated)
            self._read_enum_users(packages.generated)
            self._name_enums()
            self.schemas = {name: schema for schema, name in self._classes.items()}

    def _read_classes(self, generated: griffe.Module) -> None:
        for class_ in iter_models(generated):
            self.attributes[class_.name] = {
                name: str(member.annotation)
                for name, member in class_.members.items()
                if isinstance(member, griffe.Attribute) and member.annotation is not None and not name.startswith("_")
            }
            schema = schema_of(class_)
            if schema is None:
                self.enums.add(class_.name)
            else:
                self._classes[schema] = class_.name

    def _read_enum_users(self, generated: griffe.Module) -> None:
        annotated = [
            (f"{class_name}.{attribute}", annotation)
            for class_name, attributes in self.attributes.items()
            for attribute, annotation in attributes.items()
        ]
        for user, annotation in [*annotated, *_annotated_arguments(generated)]:
            for enum in self.enums & set(_WORD.findall(annotation)):
                self._enum_users[enum].add(user)

    def _name_enums(self) -> None:
        """Find the classes of schemas that are enums: annotations of what refers to them name the class."""
        schemas = self.description.get("components", {}).get("schemas", {})
        enums = {name for name, schema in schemas.items() if "enum" in schema}
        for owner, field, node in iter_fields(schemas):
            reference = node.get("$ref") or node.get("items", {}).get("$ref") or ""
            annotation = self.attributes.get(self.class_name(owner), {}).get(self.attribute_name(owner, field), "")
            self._name_enum(enums, reference, annotation)
        for entry in operations(self.description):
            for parameter in entry.data.get("parameters", []):
                target = self.argument(entry.name, parameter.get("name", ""))
                reference = parameter.get("schema", {}).get("$ref", "")
                for enum, users in list(self._enum_users.items()):
                    if target in users:
                        self._name_enum(enums, reference, enum)

    def _name_enum(self, enums: set[str], reference: str, annotation: str) -> None:
        name = reference.rpartition("/")[2]
        found = self.enums & set(_WORD.findall(annotation))
        if name in enums and len(found) == 1:
            self._classes[name] = found.pop()

    def class_name(self, schema: str) -> str:
        """Return the class of a schema; ``Owner.field`` and ``Owner.field[]`` are schemas inside another."""
        if schema in self._classes:
            return self._classes[schema]
        return "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", schema))

    def attribute_name(self, schema: str, field: str) -> str:
        """Return the attribute of a field."""
        name = self._fields.get((schema, field)) or snake_case(field)
        known = self.attributes.get(self.class_name(schema), {})
        return f"{name}_" if name not in known and f"{name}_" in known else name

    def argument(self, operation: str, parameter: str) -> str:
        """Return ``gym.devices.list_devices(studio_id=)``."""
        names = (
            python
            for (key, (_, name)), python in self._arguments.items()
            if name == parameter and name_operation(self.description, key) == operation
        )
        return f"gym.{operation}({next(names, None) or snake_case(parameter)}=)"

    def has_operation(self, key: OperationKey) -> bool:
        """Return whether the description has an operation."""
        return key[0].lower() in self.description["paths"].get(key[1], {})

    def enum_name(self, enum: str) -> str:
        """Return the one name that is annotated with an inline enum, otherwise the enum's own."""
        users = self.enum_users(enum)
        return next(iter(users)) if len(users) == 1 and enum not in self._classes.values() else enum

    def enum_users(self, enum: str) -> set[str]:
        """Return every attribute and argument that is annotated with an enum."""
        return self._enum_users.get(enum, set())


def locate_changes(changes: Iterable[AnyChange], base: PythonNames, head: PythonNames) -> list[LocatedChange]:
    """Locate changes.

    Args:
        changes: What was found between two review inputs.
        base: Names before.
        head: Names now.

    Returns:
        The changes with their locations: several for one of a whole path, none for one of internal code.
    """
    locator = _Locator(base, head)
    return [located for change in changes for located in locator.locate(change)]


class _Locator:
    def __init__(self, base: PythonNames, head: PythonNames) -> None:
        self.base, self.head = base, head
        self.renamed_operations = _find_renamed_operations(base.description, head.description)

    def locate(self, change: AnyChange) -> Iterator[LocatedChange]:
        """Locate one change and the changes inside it."""
        if isinstance(change, WireChange):
            parts = tuple(located for part in change.parts for located in self.locate(part))
            for location in self._node(change.node):
                yield LocatedChange(change=change, location=location, parts=parts)
            return
        found = self._name(change) if isinstance(change, NameChange) else self._python(change)
        if found is not None:
            yield LocatedChange(change=change, location=found)

    # ---- in the description -----------------------------------------------------------------------------------------

    def _node(self, node: DescriptionNode) -> Iterator[Location]:
        if node.schema is not None:
            yield self._schema_node(node)
        elif node.operation is None:
            name = node.tail[1] if node.part == "components" and len(node.tail) > 1 else node.part
            is_key = node.tail[:1] == ("securitySchemes",) or node.part == "security"
            where = "/".join((node.part, *node.tail))
            yield Location(name="API key" if is_key else name, where=where, directions=_SEND)
        elif node.operation[0]:
            yield self._operation_node(node, node.operation)
        else:
            path = node.operation[1]
            for key in operations_at(self.head.description, path) or operations_at(self.base.description, path):
                yield self._operation_node(node, key)

    def _schema_node(self, node: DescriptionNode) -> Location:
        schema, root = str(node.schema), node.root_schema
        names = self.head if root in self.head.description.get("components", {}).get("schemas", {}) else self.base
        name = names.class_name(schema)
        if node.field is not None:
            name = f"{name}.{names.attribute_name(schema, node.field)}"
        where = f"schema {schema}" + (f", field {node.field}" if node.field else "")
        return Location(name=name, where=where, schemas=frozenset({root}))

    def _operation_node(self, node: DescriptionNode, key: OperationKey) -> Location:
        names = self.head if self.head.has_operation(key) else self.base
        operation = name_operation(names.description, key)
        name, where, directions = f"gym.{operation}", " ".join(key), _SEND
        if node.part == "parameter":
            name = names.argument(operation, str(node.parameter))
            where += f", parameter {node.parameter}"
        elif node.part == "body":
            name = names.argument(operation, node.field or "body")
            where += f", part {node.field}" if node.field else ", body"
        elif node.part == "response":
            where += f", response {node.status}"
            directions = _READ
        return Location(name=name, where=where, operations=(operation,), directions=directions)

    def _name(self, change: NameChange) -> Location:
        if isinstance(change.owner, str):
            name = f"{self.head.class_name(change.owner)}.{change.name}"
            schemas = frozenset({change.owner.partition(".")[0].partition("[")[0]})
            return Location(name=name, where=f"schema {change.owner}", schemas=schemas)
        operation = name_operation(self.head.description, change.owner)
        return Location(
            name=f"gym.{operation}({change.name}=)",
            where=" ".join(change.owner),
            operations=(operation,),
            directions=_SEND,
        )

    # ---- in the packages --------------------------------------------------------------------------------------------

    def _python(self, change: PythonChange) -> Location | None:
        steps = change.path.split(".")
        if steps[-1] in _INTERNAL:
            return None
        if steps[0] != PACKAGE:
            name = change.path.removesuffix(".__init__")
            return Location(name=_with_argument(name, change), where=change.path, directions=_SEND | _READ)
        if steps[1] == "api":
            return self._operation(change, steps[2:])
        return self._model(change, steps[2:]) if steps[1] == "models" else None

    def _operation(self, change: PythonChange, steps: list[str]) -> Location | None:
        """Locate a change in ``api.<tag>``: there are functions that build requests, and classes with methods."""
        operation = _operation_of(steps)
        if operation is None or (change.kind == "returns-changed" and not steps[1][:1].isupper()):
            return None  # what an operation returns is the annotation of the method
        operation = self.renamed_operations.get(operation, operation)
        return Location(
            name=_with_argument(f"gym.{operation}", change),
            where=change.path,
            operations=(operation,),
            directions=_SEND,
        )

    def _model(self, change: PythonChange, steps: list[str]) -> Location | None:
        """Locate a change in ``models.<module>.<Class>``."""
        if len(steps) < 2:
            return None  # the index of the models
        class_name = steps[1]
        attribute = change.parameter or (steps[2] if len(steps) > 2 and steps[2] != "__init__" else None)
        names = self.head if class_name in self.head.attributes else self.base
        users = names.enum_users(class_name)
        classes = {class_name, *(user.split(".")[0] for user in users)}
        schemas = {
            names.schemas[name].partition(".")[0].removesuffix("[]") for name in classes if name in names.schemas
        }
        arguments = {user.removeprefix("gym.").partition("(")[0] for user in users if user.startswith("gym.")}
        full_name = class_name if attribute is None else f"{class_name}.{attribute}"
        is_enum_class = class_name in names.enums
        return Location(
            name=names.enum_name(class_name) if is_enum_class else full_name,
            where=change.path,
            operations=tuple(sorted(arguments)),
            directions=_SEND if arguments else frozenset(),
            schemas=frozenset(schemas),
            enum=full_name if is_enum_class else "",
        )


def _operation_of(steps: list[str]) -> str | None:
    """Return the operation that a path below ``api`` belongs to; None for what users of ``gym`` do not see."""
    if len(steps) < 2:
        return None
    tag, name, *rest = steps
    if not name[:1].isupper():
        return f"{tag}.{name}" if not rest else None
    if name.startswith("Async") or name.endswith("WithRawResponse"):  # these change with the class of the methods
        return None
    return f"{tag}.{rest[0]}" if rest and rest[0] != "__init__" else None


def _with_argument(name: str, change: PythonChange) -> str:
    return name if change.parameter is None else f"{name}({change.parameter}=)"


def _annotated_arguments(generated: griffe.Module) -> Iterator[tuple[str, str]]:
    """Yield arguments of operations, as in ``gym.devices.list_devices(studio_id=)``, with their annotations."""
    for tag, module in generated["api"].members.items():
        classes = module.members.values() if isinstance(module, griffe.Module) else ()
        for class_ in classes:
            for method in class_.members.values() if isinstance(class_, griffe.Class) else ():
                operation = _operation_of([tag, class_.name, method.name])
                if operation is not None and isinstance(method, griffe.Function) and not method.name.startswith("_"):
                    for parameter in method.parameters:
                        yield f"gym.{operation}({parameter.name}=)", str(parameter.annotation or "")


def _find_renamed_operations(base: dict[str, Any], head: dict[str, Any]) -> dict[str, str]:
    """Return the new names of operations that keep their method and path."""
    renamed = {}
    for path in base.get("paths", {}):
        for key in operations_at(base, path):
            if key in operations_at(head, path):
                before, after = name_operation(base, key), name_operation(head, key)
                if before != after:
                    renamed[before] = after
    return renamed
