"""What this client leaves out because it cannot be generated: ``openapi/left-out.yaml``.

Operations, and schemas that no operation uses, are removed right after the overlay, so that no later step meets them.
The description is marked with what it lost: the embedded API and the review know the difference between that and what
the vendor does not have.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from openapi.pipeline.description import METHODS, DescriptionError, resolve
from openapi.pipeline.reference_graph import OperationKey, ReferenceGraph, find_operations
from openapi.pipeline.yaml_loading import YamlError, load_yaml
from perfectgym_next._core.description import LEFT_OUT
from perfectgym_next._core.naming import operation_name

__all__ = [
    "LeftOut",
    "LeftOutError",
    "check_left_out",
    "find_vendor_ids",
    "leave_out",
    "load_left_out",
    "render_left_out",
]

_HEAD = """\
# What this client leaves out of the vendor's API, as it cannot be generated. Written by `make update`;
# docs/maintaining.md says how. `make check` fails once something of it can be generated.
"""
_KEYS = {"operationId", "method", "path", "reason"}
_SCHEMA_KEYS = {"name", "reason"}


class LeftOutError(DescriptionError):
    """The list of what is left out cannot be read, or does not fit the description."""


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """One operation that is left out, or a schema that no operation uses.

    Attributes:
        operation_id: The vendor's name of an operation; empty if it has none.
        method: HTTP method in capitals; empty for a schema.
        path: Path template.
        schema: Name of a schema; empty for an operation.
        reason: Why it cannot be generated, in a line.
    """

    operation_id: str = ""
    method: str = ""
    path: str = ""
    schema: str = ""
    reason: str

    @property
    def key(self) -> OperationKey:
        """Method and path; for a schema, nothing and its name."""
        return self.method, self.schema or self.path

    @property
    def name(self) -> str:
        """How ACCEPT_PARTIAL names an operation: the vendor's name, or method and path."""
        return f"schema {self.schema}" if self.schema else self.operation_id or f"{self.method} {self.path}"

    def __str__(self) -> str:
        """Return name, method and path, or the name of the schema."""
        return f"{self.operation_id} ({self.method} {self.path})" if self.operation_id else self.name


def load_left_out(path: Path) -> tuple[LeftOut, ...]:
    """Read the list; a missing file is an empty one.

    Raises:
        LeftOutError: The file cannot be read or has another form; the message is one line.
    """
    try:
        root = load_yaml(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, YamlError) as error:
        raise LeftOutError(f"{path.name}: cannot be read ({error})") from None
    lists: list[Any] = [root.get(name, []) for name in ("operations", "schemas")] if isinstance(root, dict) else [None]
    if not all(isinstance(one, list) for one in lists) or not {"operations"} <= set(root) <= {"operations", "schemas"}:
        raise LeftOutError(f"{path.name}: expected a list 'operations', perhaps a list 'schemas', and nothing else")
    return (
        *(_read_entry(path.name, number, entry) for number, entry in enumerate(lists[0], start=1)),
        *(_read_schema(path.name, number, entry) for number, entry in enumerate(lists[1], start=1)),
    )


def _read_schema(name: str, number: int, entry: Any) -> LeftOut:
    valid = isinstance(entry, dict) and set(entry) == _SCHEMA_KEYS
    if not valid or not all(isinstance(value, str) and value for value in entry.values()):
        raise LeftOutError(f"{name}: schema {number} must have name and reason, both of them text")
    return LeftOut(schema=entry["name"], reason=entry["reason"])


def _read_entry(name: str, number: int, entry: Any) -> LeftOut:
    valid = isinstance(entry, dict) and set(entry) in (_KEYS, _KEYS - {"operationId"})
    if not valid or not all(isinstance(value, str) for value in entry.values()):
        raise LeftOutError(f"{name}: entry {number} must have operationId, method, path and reason, all of them text")
    if entry["method"].lower() not in METHODS or entry["method"] != entry["method"].upper():
        raise LeftOutError(f"{name}: entry {number}: invalid method {entry['method']!r}: expected such as GET")
    return LeftOut(
        operation_id=entry.get("operationId", ""), method=entry["method"], path=entry["path"], reason=entry["reason"]
    )


def render_left_out(entries: Iterable[LeftOut]) -> str:
    """Return the contents of the file."""
    operations: list[dict[str, str]] = []
    schemas: list[dict[str, str]] = []
    for one in entries:
        if one.schema:
            schemas.append({"name": one.schema, "reason": one.reason})
        else:
            named = {"operationId": one.operation_id} if one.operation_id else {}
            operations.append({**named, "method": one.method, "path": one.path, "reason": one.reason})
    documents = {"operations": operations, **({"schemas": schemas} if schemas else {})}
    return _HEAD + yaml.safe_dump(documents, sort_keys=False, allow_unicode=True, width=100)


def find_vendor_ids(vendor: dict[str, Any]) -> dict[OperationKey, str]:
    """Return the vendor's names of all operations; empty for those without one.

    Raises:
        DescriptionError: The reference of a path item leads nowhere.
    """
    return {key: str(nodes[0].get("operationId") or "") for key, nodes in find_operations(vendor).items()}


def check_left_out(entries: Sequence[LeftOut], vendor: dict[str, Any]) -> None:
    """Check that the description has every operation and schema that is left out, once in the list.

    Args:
        entries: The list.
        vendor: The description as obtained.

    Raises:
        LeftOutError: It has not; the message names each.
    """
    known = find_vendor_ids(vendor) | {("", name): "" for name in vendor.get("components", {}).get("schemas", {})}
    stale = [str(one) for one in entries if known.get(one.key) != one.operation_id]
    if stale:
        raise LeftOutError(f"left-out.yaml: not in the description, remove it there: {', '.join(stale)}")
    if len({one.key for one in entries}) < len(entries):
        raise LeftOutError("left-out.yaml: an operation or a schema is listed twice")


def leave_out(document: dict[str, Any], entries: Sequence[LeftOut]) -> dict[str, Any]:
    """Return a copy without some operations and schemas, and without the components that only these operations reach.

    Args:
        document: The overlaid description, which has all of them.
        entries: What to leave out; without any, the description itself is returned.

    Raises:
        DescriptionError: The reference of a path item leads nowhere.
    """
    if not entries:
        return document
    removed = find_operations(document)
    document = copy.deepcopy(document)
    marks = []
    listed = [one for one in entries if not one.schema]
    for one in listed:
        item = document["paths"][one.path]
        if "$ref" in item:
            item = document["paths"][one.path] = copy.deepcopy(resolve(document, item, keep_siblings=True))
        data = item.pop(one.method.lower())
        if not any(method in item for method in METHODS):
            del document["paths"][one.path]
        marks.append({"name": _python_name(data), "operationId": one.operation_id, "method": one.method})
        marks[-1] |= {"path": one.path, "reason": one.reason}
    graph = ReferenceGraph(document)
    gone = set(map(_component, graph.reached(node for one in listed for node in removed[one.key])))
    gone |= {f"#/components/schemas/{one.schema}" for one in entries if one.schema}
    schemas = _drop_components(document, graph, gone)
    document[LEFT_OUT] = {"operations": marks, "schemas": schemas}
    return document


def _python_name(data: dict[str, Any]) -> str:
    tag = str((data.get("tags") or ["default"])[0])
    return operation_name(tag, str(data["operationId"])) if data.get("operationId") else ""


def _component(reference: str) -> str:
    """Return the component that a reference leads into: ``#/components/schemas/Toy``."""
    return "/".join(reference.split("/")[:4])


def _drop_components(document: dict[str, Any], graph: ReferenceGraph, gone: set[str]) -> list[str]:
    """Remove components that nothing else reaches, in place, and return the names of the schemas among them."""
    rest = {key: value for key, value in document.items() if key != "components"}
    kept = set(map(_component, graph.reached([rest])))
    gone -= kept
    components = document.get("components", {})
    for section, named in components.items():
        for name, node in named.items() if not section.startswith("x-") and isinstance(named, dict) else ():
            reference = f"#/components/{section}/{name}"
            if reference not in kept and set(map(_component, graph.reached([node]))) & gone:
                gone.add(reference)  # it would refer to what is gone
    schemas = []
    for reference in gone:
        _, _, section, name = (*reference.split("/"), "", "")[:4]
        if components.get(section, {}).pop(name, None) is not None and section == "schemas":
            schemas.append(name)
    return sorted(schemas)
