"""The tables of the export: ``openapi/export.yaml`` and the description, rendered as ``tables.py``.

A list operation that the file does not name, and a field that it does not classify, do not stop the generation: the
client is whole without them. `make check` fails until the file names them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openapi.pipeline.description import DescriptionError, OperationEntry, operations
from openapi.pipeline.generation.python_names import field_names, parameter_name
from openapi.pipeline.yaml_loading import YamlError, load_yaml
from perfectgym_next._core.description import (
    LEFT_OUT,
    json_schema,
    map_values,
    resolve_schema,
    schema_type,
    union_branches,
)

__all__ = ["Definitions", "ExportFileError", "find_export_problems", "load_definitions", "render_tables"]

_PAGING = {"offset", "sliceSize", "lastOffsetId"}
_TABLE_KEYS = {"operation", "parent", "key", "filters", "notes", "personal", "harmless", "keeps_vanished"}
_PARENT_KEYS = {"table", "key", "parameter"}
_FILTER_KEYS = {"reason", "values", "window"}
_RESERVED = {"studio", "vanished_at", "_read_at", "_run", "additional_properties"}
_KINDS = {"integer": "integer", "number": "decimal", "boolean": "boolean"}
_FORMATS = {"date": "date", "date-time": "timestamp"}


class ExportFileError(DescriptionError):
    """``openapi/export.yaml`` cannot be read, or has another form."""


@dataclass(frozen=True)
class Definitions:
    """The file as read.

    Attributes:
        tables: Its tables by name.
        left_out: Reasons by the operations that are not exported.
    """

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Column:
    name: str
    kind: str
    path: tuple[str, ...]
    is_required: bool
    is_coded: bool


def load_definitions(path: Path) -> Definitions:
    """Read the file; a missing one defines nothing.

    Raises:
        ExportFileError: It cannot be read, or an entry has another form; the message is one line.
    """
    try:
        root = load_yaml(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Definitions()
    except (OSError, UnicodeDecodeError, YamlError) as error:
        raise ExportFileError(f"{path.name}: cannot be read ({error})") from None
    if not isinstance(root, dict) or root.keys() != {"tables", "left_out"}:
        raise ExportFileError(f"{path.name}: expected 'tables' and 'left_out', and nothing else")
    for name, table in root["tables"].items():
        problem = _find_form_problem(table)
        if problem:
            raise ExportFileError(f"{path.name}: table {name!r}: {problem}")
    for name, reason in root["left_out"].items():
        if not isinstance(reason, str) or not reason:
            raise ExportFileError(f"{path.name}: left_out {name!r}: expected a reason")
    return Definitions(root["tables"], root["left_out"])


def _find_form_problem(table: Any) -> str | None:
    if not isinstance(table, dict) or not {"operation", "key"} <= table.keys() <= _TABLE_KEYS:
        return f"expected operation, key, and of {', '.join(sorted(_TABLE_KEYS))} what applies"
    if table.get("keeps_vanished", True) is not True or ("keeps_vanished" in table and len(table["key"]) != 1):
        return "keeps_vanished: expected true, and one key"
    if "parent" in table and table["parent"].keys() != _PARENT_KEYS:
        return f"parent: expected {', '.join(sorted(_PARENT_KEYS))}"
    for name, one in table.get("filters", {}).items():
        if not isinstance(one, dict) or not {"reason"} <= one.keys() <= _FILTER_KEYS:
            return f"filter {name!r}: expected a reason, and values or window where it is given"
        if one.get("window") not in (None, "first", "last"):
            return f"filter {name!r}: window must be first or last"
    lists = [table[name] for name in ("key", "notes", "personal", "harmless") if name in table]
    lists += [one["values"] for one in table.get("filters", {}).values() if "values" in one]
    return None if all(isinstance(one, list) for one in lists) else "key, notes, personal, harmless, values are lists"


def find_export_problems(definitions: Definitions, document: dict[str, Any]) -> list[str]:
    """Return what the file lacks, and what it has that the description has not; a line each.

    Args:
        definitions: The file.
        document: The resolved description.
    """
    found = {entry.name: entry for entry in operations(document)}
    lists = [name for name, entry in found.items() if entry.method == "GET" and ".list_" in name]
    named = [table["operation"] for table in definitions.tables.values()]
    problems = [
        f"{name} is a list, but neither a table nor left out" for name in lists if not _is_named(name, definitions)
    ]
    problems += [f"{name} is named twice" for name in sorted({one for one in named if named.count(one) > 1})]
    problems += [f"{name} is a table and left out" for name in named if name in definitions.left_out]
    known = found.keys() | {one["name"] for one in document.get(LEFT_OUT, {}).get("operations", ())}
    problems += [f"{name} is not an operation" for name in (*named, *definitions.left_out) if name not in known]
    for name, table in definitions.tables.items():
        entry = found.get(table["operation"])
        if entry is not None:
            problems += [f"table {name}: {one}" for one in _find_table_problems(definitions, table, entry, document)]
        parent = table.get("parent", {})
        source = definitions.tables.get(parent.get("table"), {})
        entry = found.get(source.get("operation", ""))
        if entry is not None and parent["key"] not in {one.name for one in _columns(source, entry, document)}:
            problems.append(f"table {name}: the parent {parent['table']} has no column {parent['key']}")
    return [f"openapi/export.yaml: {problem}" for problem in problems]


def _is_named(name: str, definitions: Definitions) -> bool:
    return name in definitions.left_out or any(table["operation"] == name for table in definitions.tables.values())


def _find_table_problems(
    definitions: Definitions, table: dict[str, Any], entry: OperationEntry, document: dict[str, Any]
) -> Iterator[str]:
    parameters = {one["name"]: one for one in entry.parameters(document)}
    parent = table.get("parent")
    filters = table.get("filters", {})
    if parent is not None and "parent" in definitions.tables.get(parent["table"], {"parent": None}):
        yield f"the parent {parent['table']} is not a table of the whole studio"
    expected = parameters.keys() - _PAGING - ({parent["parameter"]} if parent else set())
    for name in sorted(expected - filters.keys()):
        yield f"the parameter {name} needs a filter with a reason: what does its default hide?"
    for name in sorted(filters.keys() - expected):
        yield f"the filter {name} is not a parameter"
    if parent is not None and parent["parameter"] not in parameters:
        yield f"the parameter {parent['parameter']} does not exist"
    columns = {column.name: column for column in _columns(table, entry, document)}
    for name in table["key"]:
        if name not in columns or not columns[name].is_required:
            yield f"the key {name} is not a required field"
    personal, harmless = table.get("personal", []), table.get("harmless", [])
    for name in [*personal, *harmless]:
        if name not in columns:
            yield f"there is no column {name}"
        elif name in personal and name in harmless:
            yield f"the column {name} is personal and harmless"
    for column in columns.values():
        if column.kind in ("text", "json") and not column.is_coded and column.name not in (*personal, *harmless):
            yield f"the column {column.name} needs a place in personal or harmless"


def render_tables(definitions: Definitions, document: dict[str, Any]) -> str:
    """Return the module. Tables whose operation the description lacks are left out.

    Args:
        definitions: The file.
        document: The resolved description.

    Raises:
        DescriptionError: Two fields of a list make one column.
    """
    found = {entry.name: entry for entry in operations(document)}
    tables = {name: table for name, table in definitions.tables.items() if table["operation"] in found}
    lines = [
        '"""The lists of the API as tables, for ``perfectgym_next.export``."""',
        "from operator import attrgetter",
        "from perfectgym_next._core.table import Column, ColumnKind, Parent, Table, json_text, unknown_fields",
        '__all__ = ["LEFT_OUT", "TABLES", "Column", "ColumnKind", "Table"]',
        "TABLES: dict[str, Table] = {",
    ]
    for name, table in tables.items():
        lines.append(f"{name!r}: {_render_table(name, table, found[table['operation']], document)},")
    lines += ["}", '"""The tables by their names. A parent comes before the tables that are read for its rows."""']
    left_out = {name: reason for name, reason in definitions.left_out.items() if name in found}
    lines += [f"LEFT_OUT: dict[str, str] = {left_out!r}", '"""Why a list is not a table, by its operation."""']
    return "\n".join(lines) + "\n"


def _render_table(name: str, table: dict[str, Any], entry: OperationEntry, document: dict[str, Any]) -> str:
    filters, parameters = table.get("filters", {}), {one["name"]: one for one in entry.parameters(document)}
    arguments = {one: parameter_name(parameters[one]) for one in parameters}
    walks: list[dict[str, Any]] = [{}]
    for one, given in filters.items():
        if "values" in given and one in arguments:
            walks = [{**walk, arguments[one]: value} for walk in walks for value in given["values"]]
    window = {
        given["window"]: arguments[one] for one, given in filters.items() if "window" in given and one in arguments
    }
    parent, source = table.get("parent"), "None"
    if parent is not None and parent["parameter"] in arguments:
        source = f"Parent({parent['table']!r}, {parent['key']!r}, {arguments[parent['parameter']]!r})"
    notes = [
        *table.get("notes", ()),
        *(f"{arguments.get(one, one)}: {given['reason']}" for one, given in filters.items()),
    ]
    columns, seen = [], set(_RESERVED)
    for column in _columns(table, entry, document):
        if column.name in seen:
            raise DescriptionError(
                f"the list {entry.name} has two columns {column.name}: rename a field in the overlay"
            )
        seen.add(column.name)
        personal = column.name in table.get("personal", ()) or column.name == "additional_properties"
        columns.append(f"Column({column.name!r}, {column.kind!r}, {_render_reader(column)}, personal={personal})")
        if column.kind == "timestamp":
            columns.append(f"Column({column.name + '_zone'!r}, 'zone', {_render_reader(column)}, personal={personal})")
            seen.add(column.name + "_zone")
    nested = tuple(_nested(_entry_schema(entry, document), document))
    columns.append(
        f"Column('additional_properties', 'json', lambda entry: unknown_fields(entry, {nested!r}), personal=True)"
    )
    return (
        f"Table({name!r}, {entry.name!r}, key={tuple(table['key'])!r}, columns=({', '.join(columns)},), "
        f"parent={source}, walks={tuple(walks)!r}, "
        f"window={(window['first'], window['last']) if len(window) == 2 else None!r}, "
        f"keeps_vanished={'keeps_vanished' in table}, notes={tuple(notes)!r})"
    )


def _render_reader(column: _Column) -> str:
    *objects, last = column.path
    value, conditions = "entry", []
    for name in objects:
        conditions.append(f"(value := {value}.{name}) is None")
        value = "value"
    if column.kind != "json" and not objects:
        return f"attrgetter({last!r})"
    text = f"json_text({value}.{last})" if column.kind == "json" else f"{value}.{last}"
    return f"lambda entry: None if {' or '.join(conditions)} else {text}" if conditions else f"lambda entry: {text}"


def _columns(table: dict[str, Any], entry: OperationEntry, document: dict[str, Any]) -> Iterator[_Column]:
    """Yield the columns of a list's entries, without the one that holds the parent's id."""
    parent = table.get("parent")
    skipped = None
    if parent is not None:
        skipped = next(
            (parameter_name(one) for one in entry.parameters(document) if one["name"] == parent["parameter"]), None
        )
    for column in _flatten(_entry_schema(entry, document), document):
        if column.name != skipped:
            yield column


def _entry_schema(entry: OperationEntry, document: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the entries: items of the array, or of the array ``result`` of a slice."""
    schema = resolve_schema(document, json_schema((entry.success(document) or ("", {}))[1]) or {})
    if schema_type(schema) == "object":
        schema = resolve_schema(document, schema["properties"].get("result", {}))
    if schema_type(schema) != "array":
        raise DescriptionError(f"{entry.name} returns no list any more: remove its table from openapi/export.yaml")
    return resolve_schema(document, schema["items"])


def _flatten(
    schema: dict[str, Any], document: dict[str, Any], path: tuple[str, ...] = (), *, is_required: bool = True
) -> Iterator[_Column]:
    required = schema.get("required", ())
    for wire, python in field_names(schema):
        inner = resolve_schema(document, schema["properties"][wire])
        here = (*path, python)
        needed = is_required and wire in required
        if _is_flat(inner):
            yield from _flatten(inner, document, here, is_required=needed)
            continue
        kind = schema_type(inner) or ""
        if kind == "string":
            kind = _FORMATS.get(inner.get("format", ""), "text")
        is_coded = "enum" in inner or (python == "currency" and _is_money(schema))
        column = here[:-1] if python == "amount" and _is_money(schema) else here
        yield _Column(
            "_".join(column),
            _KINDS.get(kind, kind if kind in ("text", "date", "timestamp") else "json"),
            here,
            needed,
            is_coded,
        )


def _is_flat(schema: dict[str, Any]) -> bool:
    """Return whether a schema is an object whose fields become columns."""
    return bool(schema.get("properties")) and map_values(schema) is None and union_branches(schema) is None


def _is_money(schema: dict[str, Any]) -> bool:
    """Return whether an object is a money: the column of its amount has the name of the field that holds it."""
    return str(schema.get("x-python-base", "")).endswith(".MoneyBase")


def _nested(
    schema: dict[str, Any], document: dict[str, Any], wires: tuple[str, ...] = (), path: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the objects in an entry: their path in the API, ``bankAccount``, and their attributes."""
    for wire, python in field_names(schema):
        inner = resolve_schema(document, schema["properties"][wire])
        if _is_flat(inner):
            yield ".".join((*wires, wire)), (*path, python)
            yield from _nested(inner, document, (*wires, wire), (*path, python))
