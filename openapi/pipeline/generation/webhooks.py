"""The table of webhook events, `openapi/webhooks.yaml`, and the modules generated from it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from openapi.pipeline.description import DescriptionError
from openapi.pipeline.yaml_loading import YamlError, load_yaml
from perfectgym_next._core.naming import snake_case

__all__ = ["WebhookTable", "load_webhooks", "render_webhooks", "render_webhooks_json"]

_SOURCES = {"own", "sibling"}
_READERS = {
    "any": ("Any", "_read_any"),
    "checkouts": ("tuple[Checkout, ...] | None", "_read_checkouts"),
    "integer": ("int | None", "_read_integer"),
}
"""Annotation and method of `EventFields` for each type of a field."""
_ROWS: dict[str, tuple[set[str], set[str]]] = {
    "entities": ({"is"}, {"attribute"}),
    "fields": ({"type", "is"}, set()),
    "fetches": ({"operation", "arguments"}, {"where"}),
    "types": ({"source", "entity"}, {"fields", "optional", "fetch", "unavailable"}),
}
"""Required and optional keys of a row, by section."""


class WebhookTable:
    """The table, checked.

    Args:
        data: The decoded file.

    Attributes:
        entities: What an ``entityId`` may be the id of, by name.
        fields: The fields of ``content`` by name.
        fetches: How to get what an event is of, by name.
        types: The types of events by name.

    Raises:
        DescriptionError: A row is incomplete, or names something that the table does not have.
    """

    def __init__(self, data: Any) -> None:
        if not isinstance(data, dict) or data.keys() != _ROWS.keys():
            raise _problem(f"expected the sections {', '.join(_ROWS)}")
        for section, (required, optional) in _ROWS.items():
            for name, row in _rows(data[section], section):
                keys = row.keys()
                if not required <= keys <= required | optional:
                    raise _problem(
                        f"{section}, {name!r}: expected {', '.join(sorted(required))}, got {', '.join(keys)}"
                    )
        self.entities: dict[str, dict[str, Any]] = data["entities"]
        self.fields: dict[str, dict[str, Any]] = data["fields"]
        self.fetches: dict[str, dict[str, Any]] = data["fetches"]
        self.types: dict[str, dict[str, Any]] = data["types"]
        self._check()

    def fields_of(self, type_name: str) -> list[str]:
        """Return the fields of ``content`` of a type of events, the optional ones last."""
        row = self.types[type_name]
        return [*row.get("fields", ()), *row.get("optional", ())]

    def attributes_of(self, type_name: str) -> dict[str, str]:
        """Return the Python attributes that a type of events has, and where each is read: ``entityId`` or a field."""
        entity = self.entities[self.types[type_name]["entity"]].get("attribute")
        attributes = {snake_case(name): name for name in self.fields_of(type_name)}
        return attributes if entity is None else {entity: "entityId", **attributes}

    def _check(self) -> None:
        for name, row in self.fields.items():
            _check_name(row["type"], _READERS, f"fields, {name!r}: unknown type")
        names = [*filter(None, (one.get("attribute") for one in self.entities.values())), *map(snake_case, self.fields)]
        for name in names:
            if not name.isidentifier() or names.count(name) > 1:
                raise _problem(f"the attribute {name!r} is not a Python name, or is defined twice")
        for name, row in self.types.items():
            where = f"types, {name!r}: "
            if not name.isidentifier():
                raise _problem(f"{where}not a Python name")
            _check_name(row["source"], _SOURCES, f"{where}unknown source")
            _check_name(row["entity"], self.entities, f"{where}unknown entity")
            for field in self.fields_of(name):
                _check_name(field, self.fields, f"{where}unknown field")
            if ("fetch" in row) == ("unavailable" in row):
                raise _problem(f"{where}expected either fetch or unavailable")
            if "fetch" in row:
                _check_name(row["fetch"], self.fetches, f"{where}unknown fetch")
                fetch = self.fetches[row["fetch"]]
                for attribute in [*fetch["arguments"], *fetch.get("where", {}).values()]:
                    _check_name(attribute, self.attributes_of(name), f"{where}its fetch needs")


def load_webhooks(path: Path) -> WebhookTable:
    """Read the table.

    Raises:
        DescriptionError: The file cannot be read, or has another form; the message is one line.
    """
    try:
        return WebhookTable(load_yaml(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, YamlError) as error:
        raise DescriptionError(f"{path.name}: cannot be read ({error})") from None


def _rows(section: Any, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(section, dict) or not all(isinstance(row, dict) for row in section.values()):
        raise _problem(f"{name} must be an object of objects")
    yield from section.items()


def _check_name(name: Any, known: Collection[str], problem: str) -> None:
    if name not in known:
        raise _problem(f"{problem} {name!r}, only {', '.join(sorted(known))}")


def _problem(text: str) -> DescriptionError:
    return DescriptionError(f"webhooks.yaml: {text}")


def render_webhooks_json(table: WebhookTable) -> str:
    """Return the text of ``webhooks.json``, which `make review` compares: the types with their attributes."""
    types = {
        name: {
            "source": row["source"],
            "entity": row["entity"],
            "attributes": table.attributes_of(name),
            "optional": row.get("optional", []),
        }
        for name, row in table.types.items()
    }
    return json.dumps({"types": types}, indent=1) + "\n"


_HEAD = '''\
"""The types of webhook events, and the typed fields of each. Import `perfectgym_next.webhooks` instead."""

from __future__ import annotations

from typing import Any, Final

from perfectgym_next._core.event_fields import Checkout, EventFields
from perfectgym_next.enums import OpenEnum

__all__ = ["CONTENT", "FETCHES", "UNAVAILABLE", "VALUES", "WebhookEventFields", "WebhookEventType"]


class WebhookEventType(OpenEnum):
    """What happened. The vendor adds types; see `OpenEnum`."""

'''


def render_webhooks(table: WebhookTable, operations: Collection[str]) -> str:
    """Return the text of ``webhooks.py``.

    Args:
        table: The table.
        operations: Names of the operations that the package has. What others fetch is unavailable.
    """
    lines = [_HEAD]
    for name, row in table.types.items():
        lines.append(f'    {name} = "{name}"\n')
        if row["source"] == "sibling":
            lines.append('    """Documented for the sibling brand only."""\n')
    lines.append("\n\nVALUES = WebhookEventType.values()\n\n\n")
    lines += _readers(table)
    lines.append("\n\nCONTENT: Final[dict[str, dict[str, tuple[str, bool]]]] = {\n")
    for name, row in table.types.items():
        required = row.get("fields", ())
        content = {snake_case(field): (field, field in required) for field in table.fields_of(name)}
        lines.append(f"    {name!r}: {content!r},\n")
    lines.append(
        '}\n"""Fields of `content` of each type of events, by Python attribute, and whether each is required."""\n\n'
    )
    lines.append("FETCHES: Final[dict[str, tuple[str, tuple[str, ...], tuple[str, str] | None]]] = {\n")
    unavailable = {name: row["unavailable"] for name, row in table.types.items() if "unavailable" in row}
    for name, row in table.types.items():
        fetch = table.fetches.get(row.get("fetch", ""))
        if fetch is None:
            continue
        if fetch["operation"] not in operations:
            unavailable[name] = f"this package leaves {fetch['operation']} out"
            continue
        where = next(iter(fetch.get("where", {}).items()), None)
        lines.append(f"    {name!r}: ({fetch['operation']!r}, {tuple(fetch['arguments'])!r}, {where!r}),\n")
    lines.append(
        '}\n"""How to get what an event is of: the operation, its arguments as attributes of the event, and the field '
        'of\nthe result that must equal an attribute."""\n\n'
    )
    lines.append(f"UNAVAILABLE: Final[dict[str, str]] = {unavailable!r}\n")
    lines.append('"""Why nothing can be fetched for a type of events."""\n')
    return "".join(lines)


def _readers(table: WebhookTable) -> Iterator[str]:
    attributes = {
        one["attribute"]: ("int | None", "_read_entity", one["is"].removeprefix("the "), "")
        for one in table.entities.values()
        if "attribute" in one
    }
    attributes = {
        name: (annotation, method, f"id of the {text}", wire)
        for name, (annotation, method, text, wire) in attributes.items()
    }
    attributes |= {
        snake_case(name): (*_READERS[field["type"]], field["is"], name) for name, field in table.fields.items()
    }
    types = {name: [one for one in table.types if name in table.attributes_of(one)] for name in attributes}
    for name, names in types.items():
        yield f"_{name.upper()}: Final = frozenset({names!r})\n"
    yield "\n\nclass WebhookEventFields(EventFields):\n"
    yield '    """Typed fields of an event. Each is None for the types of events that do not have it."""\n\n'
    yield "    __slots__ = ()\n"
    for name, (annotation, method, text, wire) in attributes.items():
        argument = f", {wire!r}" if wire else ""
        yield f"\n    @property\n    def {name}(self) -> {annotation}:\n"
        yield f'        """The {text.removeprefix("the ")}."""\n'
        yield f"        return self.{method}(_{name.upper()}{argument})\n"
