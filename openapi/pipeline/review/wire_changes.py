"""Say what the differences between two descriptions are changes of: a field, a parameter, a scope.

Each difference is located once, on both sides. The changes are in terms of the description: `locations` gives them
Python names, `policy` judges them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

from openapi.pipeline.description import operations
from openapi.pipeline.review.names import name_operation, operations_at
from openapi.pipeline.review.pointers import (
    DescriptionNode,
    OperationKey,
    Steps,
    is_required,
    resolve_pointer,
    value_at,
)
from openapi.pipeline.review.redocly import MISSING, Difference, Side
from openapi.pipeline.review.schemas import describe_schema
from perfectgym_next._core.scopes import parse_scopes

__all__ = ["WireChange", "find_wire_changes"]

_BOUNDS = {
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern", "uniqueItems"),
    *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
}

_RULES = {
    *("contains", "minContains", "maxContains", "propertyNames", "dependentRequired", "dependentSchemas", "not", "if"),
    *("patternProperties", "unevaluatedProperties", "unevaluatedItems", "const", "additionalItems"),
    *("contentMediaType", "contentEncoding", "contentSchema"),
}
"""Keywords that ask something of a value, and that no Python type shows."""

_SAME_RULE = {"then": "if", "else": "if"}
_SUBSCHEMAS = {*_RULES, *_SAME_RULE} - {"const"}
_NAME_MAPS = {"properties", "schemas", "paths", "content", "responses", "headers", "parameters", "callbacks"}
_NAME_MAPS |= {"requestBodies", "securitySchemes", "pathItems", "encoding", "links", "examples", "variables"}
"""Steps of a pointer that a name follows, not a keyword."""

_MAX_TEXT = 160  # characters
_DOCUMENTATION = {"description", "summary", "example", "examples", "title", "externalDocs", "$comment"}
_TYPE = {"type", "nullable", "format", "items", "additionalProperties"}
_ACCESS = {"readOnly", "writeOnly"}


@dataclass(frozen=True, kw_only=True)
class WireChange:
    """One change of the description.

    Attributes:
        kind: What changed: ``field-removed``, ``type``; a kind that `policy` has no rule for is the tool's own.
        node: Where; in the base for what was removed, else in the head.
        before: How it was, in a line.
        after: How it is.
        rule: The rules of the tool that found it.
        old: The value before, where the verdict depends on it.
        new: The value now.
        keyword: The keyword that changed.
        required: Whether the field, parameter or body is required.
        impact: The tool's own verdict.
        node_type: The tool's name for the kind of node.
        parts: The changes inside a reference that now leads to another schema.
    """

    kind: str
    node: DescriptionNode
    before: str | None = None
    after: str | None = None
    rule: str = ""
    old: Any = None
    new: Any = None
    keyword: str = ""
    required: bool = False
    impact: str = "patch"
    node_type: str = ""
    parts: tuple[WireChange, ...] = ()


def find_wire_changes(
    differences: Iterable[Difference], base: dict[str, Any], head: dict[str, Any]
) -> list[WireChange]:
    """Interpret the differences.

    Args:
        differences: What `@redocly/cli diff` found.
        base: The description before.
        head: The description now.

    Returns:
        The changes, several for a difference that has several effects.
    """
    interpreter = _Interpreter(base, head)
    located = [interpreter.locate(difference) for difference in differences]
    single, references = _fold_references(located)
    changes = [change for one in single for change in interpreter.changes(one)]
    changes += [interpreter.reference_change(reference) for reference in references]
    return interpreter.merge_moves(changes)


@dataclass(frozen=True)
class _Located:
    """A difference with its nodes on both sides: it has one of the two at least."""

    difference: Difference
    base: DescriptionNode | None
    head: DescriptionNode | None

    @property
    def node(self) -> DescriptionNode:
        return cast("DescriptionNode", self.head or self.base)

    @property
    def side(self) -> Side:
        return cast("Side", self.difference.head or self.difference.base)


@dataclass(frozen=True)
class _Reference:
    """A place whose reference leads to another schema now, and what differs between the two."""

    site: Steps
    old: str | None
    new: str | None
    parts: list[_Located]


def _fold_references(located: list[_Located]) -> tuple[list[_Located], list[_Reference]]:
    """Collect what differs between two schemas under the reference that leads to another schema now.

    The tool looks through references, so a place that refers to another schema shows as all that differs between the
    two, under the place's path.
    """
    sites: dict[Steps, tuple[str | None, str | None]] = {}
    for one in located:
        if one.base is None or one.head is None or one.difference.node_type in {"PathItem", "Operation"}:
            continue
        old, new = (None if " " in node.container else node.container for node in (one.base, one.head))
        if old != new and one.base.container != one.head.container:
            site = _site(one.difference.path, one.head if old is None else one.base)
            sites.setdefault(site, (old, new))
    outermost = [site for site in sites if not any(site != one and site[: len(one)] == one for one in sites)]
    single: list[_Located] = []
    references = {site: _Reference(site, *sites[site], parts=[]) for site in outermost}
    for one in located:
        path = one.difference.path
        within = next((site for site in outermost if path[: len(site)] == site), None)
        (single if within is None else references[within].parts).append(one)
    return single, list(references.values())


def _site(path: Steps, node: DescriptionNode) -> Steps:
    """Return the path of a difference without its end inside the schema that the node belongs to."""
    below = str(node.schema or "").removeprefix(node.container)
    inside = 2 * below.count(".") + below.count("[]") + (2 if node.field else 0) + len(node.tail)
    rest = path[: max(0, len(path) - inside)]
    while rest[-1:] == ("$ref",):
        rest = rest[:-1]
    return rest


class _Interpreter:
    """Turns located differences into changes."""

    def __init__(self, base: dict[str, Any], head: dict[str, Any]) -> None:
        self.base, self.head = base, head
        self._handlers: dict[str, Callable[[_Located], Iterator[WireChange]]] = {
            "Info": self._info,
            "PathItem": self._path_item,
            "Operation": self._operation,
            "ParameterList": partial(self._each, "Parameter"),
            "Parameter": self._parameter,
            "RequestBody": self._request_body,
            "MediaType": self._media_type,
            "Response": self._response,
            "SchemaProperties": partial(self._each, "Schema"),
            "Schema": self._schema,
            "Server": self._server,
        }

    def locate(self, difference: Difference) -> _Located:
        """Find the node of a difference on both sides."""
        base, head = (
            None if side is None else resolve_pointer(document, _node_pointer(difference, side))
            for document, side in ((self.base, difference.base), (self.head, difference.head))
        )
        return _Located(difference, base, head)

    def changes(self, one: _Located) -> Iterator[WireChange]:
        """Interpret one difference."""
        keyword = one.difference.keyword or ""
        node_type = one.difference.node_type
        rule = _find_rule(one.side.pointer)
        if rule is not None:
            yield from self._rule(one, one.side.pointer[:rule], one.side.pointer[rule])
        elif keyword in _DOCUMENTATION and node_type not in {"Operation", "Info"}:
            yield self._documentation(one)
        elif not keyword.startswith("x-"):
            yield from self._handlers.get(node_type, self._other)(one)

    def reference_change(self, reference: _Reference) -> WireChange:
        """Return the one change of a reference that leads to another schema now."""
        return WireChange(
            kind="reference-changed",
            node=resolve_pointer(self.head, reference.site),
            before=reference.old or _describe_at(self.base, reference.site),
            after=reference.new or _describe_at(self.head, reference.site),
            rule="reference",
            parts=tuple(change for part in reference.parts for change in self.changes(part)),
        )

    def merge_moves(self, changes: list[WireChange]) -> list[WireChange]:
        """Turn an operation that is removed at one path and added at another into one that has moved."""
        by_name: dict[str, dict[str, WireChange]] = {}
        for change in changes:
            key = change.node.operation
            if key is not None and change.kind in {"operation-added", "operation-removed"}:
                name = name_operation(self.base if change.kind == "operation-removed" else self.head, key)
                by_name.setdefault(name, {})[change.kind] = change
        moved = [
            (known["operation-removed"], known["operation-added"]) for known in by_name.values() if len(known) == 2
        ]
        kept = [change for change in changes if not any(change in pair for pair in moved)]
        return kept + [
            replace(removed, kind="operation-moved", node=added.node, after=added.after) for removed, added in moved
        ]

    # ---- kinds of nodes ---------------------------------------------------------------------------------------------

    def _info(self, one: _Located) -> Iterator[WireChange]:
        if one.difference.keyword != "version":  # the head of the report names both versions
            yield self._documentation(one)

    def _path_item(self, one: _Located) -> Iterator[WireChange]:
        difference = one.difference
        if difference.kind == "modified" and difference.keyword != "key":
            yield from self._other(one)
            return
        for kind, document, side in (("removed", self.base, difference.base), ("added", self.head, difference.head)):
            if side is not None:
                path = side.value if difference.kind == "modified" else side.pointer[1]
                for key in operations_at(document, path):
                    yield _operation_change(kind, key)

    def _operation(self, one: _Located) -> Iterator[WireChange]:
        difference = one.difference
        if difference.kind != "modified":
            _, path, method, *_ = one.side.pointer
            yield _operation_change(difference.kind, (method.upper(), path))
            return
        base, head = one.base, one.head
        if base is None or head is None or base.operation is None or head.operation is None:
            yield from self._other(one)
            return
        node = DescriptionNode(part="operation", operation=head.operation, container=head.container)
        keyword = difference.keyword or ""
        before, after = _values(difference)
        if keyword in {"operationId", "tags"}:
            old, new = name_operation(self.base, base.operation), name_operation(self.head, head.operation)
            if old != new:
                yield WireChange(
                    kind="operation-renamed",
                    node=node,
                    before=f"gym.{old}",
                    after=f"gym.{new}",
                    rule="operation-id-changed",
                )
            else:
                yield WireChange(kind="tags-changed", node=node, before=_line(before), after=_line(after), rule=keyword)
        elif keyword == "deprecated":
            yield _deprecation(node, bool(after))
        elif keyword == "description":
            yield from self._description(node, str(before or ""), str(after or ""))
        elif keyword in _DOCUMENTATION:
            yield self._documentation(one)
        else:
            yield from self._other(one)

    def _description(self, node: DescriptionNode, before: str, after: str) -> Iterator[WireChange]:
        """Compare descriptions of an operation, which contain its scopes."""
        old_names, old_any, old_text = parse_scopes(before)
        new_names, new_any, new_text = parse_scopes(after)
        if (old_names, old_any) != (new_names, new_any):
            yield WireChange(
                kind="scopes-changed",
                node=node,
                before=_scopes_line(old_names, any_of=old_any),
                after=_scopes_line(new_names, any_of=new_any),
                rule="scopes",
                old=(old_names, old_any),
                new=(new_names, new_any),
            )
        if old_text != new_text:
            yield WireChange(
                kind="documentation",
                node=node,
                before=_line(old_text),
                after=_line(new_text),
                rule="description",
                keyword="description",
            )

    def _each(self, node_type: str, one: _Located) -> Iterator[WireChange]:
        """Take a difference of a whole list or object for one of each item."""
        difference, side = one.difference, one.side
        removed = difference.kind == "removed"
        for key in range(len(side.value)) if isinstance(side.value, list) else side.value:
            item = Side((*side.pointer, str(key)), side.value[key])
            inner = replace(difference, node_type=node_type, path=(*difference.path, str(key)))
            yield from self.changes(self.locate(replace(inner, base=item) if removed else replace(inner, head=item)))

    def _parameter(self, one: _Located) -> Iterator[WireChange]:
        difference, node = one.difference, one.node
        rule = _rule(difference)
        if difference.kind != "modified":
            value = self._value(one)
            text = describe_schema(value.get("schema"))
            added = difference.kind == "added"
            yield WireChange(
                kind=f"parameter-{difference.kind}",
                node=node,
                before=None if added else text,
                after=text if added else None,
                rule=rule,
                required=bool(value.get("required")),
            )
            return
        before, after = _values(difference)
        if difference.keyword == "name":
            common = {"before": before, "after": after, "rule": rule, "keyword": "name"}
            yield WireChange(kind="parameter-removed", node=replace(node, parameter=before), **common)
            yield WireChange(kind="parameter-added", node=replace(node, parameter=after), **common)
        elif difference.keyword == "required":
            yield _requirement(node, bool(after), rule)
        elif difference.keyword == "deprecated":
            yield _deprecation(node, bool(after))
        elif difference.keyword == "in":
            yield WireChange(kind="parameter-moved", node=node, before=before, after=after, rule=rule)
        else:
            yield from self._other(one)

    def _request_body(self, one: _Located) -> Iterator[WireChange]:
        difference, rule = one.difference, _rule(one.difference)
        if difference.kind != "modified":
            required = bool(self._value(one).get("required"))
            yield WireChange(kind=f"body-{difference.kind}", node=one.node, rule=rule, required=required)
        elif difference.keyword == "required":
            yield _requirement(one.node, bool(_values(difference)[1]), rule)
        else:
            yield from self._other(one)

    def _media_type(self, one: _Located) -> Iterator[WireChange]:
        difference = one.difference
        if difference.kind == "modified":
            kind = "media-type-changed"
            before, after = (_line(value) for value in _values(difference))
        else:
            kind = f"media-type-{difference.kind}"
            before, after = _last_steps(difference)
        yield WireChange(kind=kind, node=one.node, before=before, after=after, rule=_rule(difference))

    def _response(self, one: _Located) -> Iterator[WireChange]:
        difference = one.difference
        modified = difference.kind == "modified"
        if one.node.operation is None or (modified and difference.keyword != "key"):
            yield from self._other(one)
            return
        kind = "response-status-changed" if modified else f"response-{difference.kind}"
        before, after = _values(difference) if modified else _last_steps(difference)
        old, new = (_results(document, one.node.operation) for document in (self.base, self.head))
        rule = _rule(difference)
        yield WireChange(kind=kind, node=one.node, before=before, after=after, rule=rule, old=old, new=new)

    def _schema(self, one: _Located) -> Iterator[WireChange]:
        path = one.difference.path
        if one.difference.kind == "modified":
            yield from self._schema_keyword(one)
        elif path[:2] == ("components", "schemas") and len(path) == 3:
            return  # nothing refers to this schema; its class is compared in Python
        elif path[-2:-1] == ("properties",):
            yield self._field(one)
        elif path[-3:-1] == ("discriminator", "mapping"):
            yield from self._other(one)  # what a value of a discriminator leads to
        else:
            yield self._type(one)

    def _field(self, one: _Located) -> WireChange:
        text, rule = describe_schema(self._value(one)), _rule(one.difference)
        if one.difference.kind == "removed":
            return WireChange(kind="field-removed", node=one.node, before=text, rule=rule)
        owner = value_at(self.head, one.side.pointer[:-2]) or {}
        required = one.node.field in owner.get("required", [])
        return WireChange(kind="field-added", node=one.node, after=text, rule=rule, required=required)

    def _schema_keyword(self, one: _Located) -> Iterator[WireChange]:
        difference, node = one.difference, one.node
        keyword = difference.keyword or ""
        before, after = _values(difference)
        if keyword == "required":
            yield from self._required(one, before or [], after or [])
        elif keyword in _TYPE:
            yield self._type(one)
        elif keyword in _RULES:
            yield from self._rule(one, _node_pointer(difference, one.side), keyword)
        elif (keyword == "enum" and _is_reordered(before, after)) or (_is_off(before) and _is_off(after)):
            return
        elif keyword in {"enum", "default"} or keyword in _BOUNDS:
            yield WireChange(
                kind="bounds" if keyword in _BOUNDS else keyword,
                node=node,
                before=_line(before),
                after=_line(after),
                rule=keyword if keyword == "default" else _rule(difference),
                old=before,
                new=after,
                keyword=keyword,
            )
        elif keyword == "deprecated":
            yield _deprecation(node, bool(after))
        elif keyword in _ACCESS:
            yield WireChange(kind="access", node=node, old=bool(before), new=bool(after), keyword=keyword)
        else:
            yield from self._other(one)

    def _rule(self, one: _Located, owner: Steps, keyword: str) -> Iterator[WireChange]:
        """Return the change of a keyword that no Python type shows, whatever differs below it."""
        keyword = _SAME_RULE.get(keyword, keyword)
        old, new = ((value_at(document, owner) or {}).get(keyword) for document in (self.base, self.head))
        if keyword == "if":
            old, new = (_condition(value_at(document, owner)) for document in (self.base, self.head))
        if keyword != "const":  # a schema that allows everything asks nothing
            old, new = (None if value == {} or value is True else value for value in (old, new))
        if old == new:
            return
        yield WireChange(
            kind="rule",
            node=resolve_pointer(self.head if one.head else self.base, owner),
            before=_line(old),
            after=_line(new),
            rule=keyword,
            old=old,
            new=new,
            keyword=keyword,
        )

    def _required(self, one: _Located, before: list[str], after: list[str]) -> Iterator[WireChange]:
        old, new = (
            (value_at(document, pointer) or {}).get("properties", {})
            for document, pointer in self._schema_pointers(one)
        )
        node = one.node
        schema = node.schema if node.field is None else f"{node.schema}.{node.field}"
        for field in {*before} ^ {*after}:
            if field in old and field in new:  # otherwise the field was added or removed
                field_node = replace(node, schema=schema, field=field, parameter=None, status="", tail=())
                yield _requirement(field_node, field in after, _rule(one.difference))

    def _type(self, one: _Located) -> WireChange:
        node = one.node
        old, new = (value_at(document, pointer) for document, pointer in self._schema_pointers(one))
        old, new = old if one.base else {}, new if one.head else {}
        pointer = _node_pointer(one.difference, one.side)
        return WireChange(
            kind="type",
            node=node,
            before=describe_schema(old),
            after=describe_schema(new),
            rule=_rule(one.difference),
            old=old or {},
            new=new or {},
            keyword=pointer[-1],
            required=is_required(self.head, pointer),
        )

    def _server(self, one: _Located) -> Iterator[WireChange]:
        before, after = (
            _line(value.get("url") if isinstance(value, dict) else value) for value in _values(one.difference)
        )
        kind = f"server-{one.difference.kind}"
        yield WireChange(kind=kind, node=one.node, before=before, after=after, rule=_rule(one.difference))

    def _documentation(self, one: _Located) -> WireChange:
        before, after = (_line(value) for value in _values(one.difference))
        keyword = str(one.difference.keyword)
        return WireChange(
            kind="documentation", node=one.node, before=before, after=after, rule=keyword, keyword=keyword
        )

    def _other(self, one: _Located) -> Iterator[WireChange]:
        """Keep the tool's own verdict on what has no rule here."""
        difference = one.difference
        before, after = (_line(value) for value in _values(difference))
        yield WireChange(
            kind=f"{difference.node_type}-{difference.kind}".lower(),
            node=one.node,
            before=before,
            after=after,
            rule=_rule(difference),
            impact="patch" if self._is_unused_scheme(one) else difference.impact,
            keyword=difference.keyword or "",
            node_type=difference.node_type,
        )

    def _is_unused_scheme(self, one: _Located) -> bool:
        """Return whether it is a security scheme that no operation asks for."""
        if one.difference.node_type != "SecurityScheme":
            return False
        holders = [data for document in (self.base, self.head) for data in (document, *_operations(document))]
        asked = {name for holder in holders for alternative in holder.get("security", ()) for name in alternative}
        return one.side.pointer[2:3] != () and one.side.pointer[2] not in asked

    # ---- values -----------------------------------------------------------------------------------------------------

    def _value(self, one: _Located) -> dict[str, Any]:
        value = value_at(self.head if one.head else self.base, one.side.pointer)
        return value if isinstance(value, dict) else {}

    def _schema_pointers(self, one: _Located) -> list[tuple[dict[str, Any], Steps]]:
        """Return each side's description and the pointer of the schema; where there is none, it leads nowhere."""
        sides = ((self.base, one.difference.base), (self.head, one.difference.head))
        return [(document, _node_pointer(one.difference, side)) if side else ({}, ("",)) for document, side in sides]


def _node_pointer(difference: Difference, side: Side) -> Steps:
    """Return the pointer of the node: the tool's goes one step on to the keyword, where that exists."""
    keyword = difference.keyword
    at_keyword = keyword and keyword != "key" and side.pointer[-1] == keyword and side.value is not MISSING
    return side.pointer[:-1] if at_keyword else side.pointer


def _find_rule(pointer: Steps) -> int | None:
    """Return the index of the first step that is one of the keywords of `_SUBSCHEMAS`."""
    for index, step in enumerate(pointer):
        if step in _SUBSCHEMAS and not _is_name(pointer, index):
            return index
    return None


def _is_name(pointer: Steps, index: int) -> bool:
    """Return whether a step is a name: of a field, a schema, a path."""
    return index > 0 and pointer[index - 1] in _NAME_MAPS and not _is_name(pointer, index - 1)


def _condition(schema: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return ``if`` with its ``then`` and ``else``."""
    return {key: schema[key] for key in ("if", "then", "else") if key in schema} or None if schema else None


def _is_off(value: Any) -> bool:
    """Return whether a keyword that may be true has no effect."""
    return value is None or value is False


def _operation_change(kind: str, key: OperationKey) -> WireChange:
    node = DescriptionNode(part="operation", operation=key, container=" ".join(key))
    if kind == "removed":
        return WireChange(kind="operation-removed", node=node, before=node.container, rule="path-removed")
    return WireChange(kind="operation-added", node=node, after=node.container)


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (entry.data for entry in operations(document))


def _results(document: dict[str, Any], key: OperationKey) -> set[bool]:
    """Return whether the successes of an operation have a body: both where some have."""
    method, path = key
    responses = document.get("paths", {}).get(path, {}).get(method.lower(), {}).get("responses", {})
    return {bool(response.get("content")) for status, response in responses.items() if status.startswith("2")}


def _requirement(node: DescriptionNode, required: bool, rule: str) -> WireChange:
    return WireChange(kind="became-required" if required else "became-optional", node=node, rule=rule)


def _deprecation(node: DescriptionNode, deprecated: bool) -> WireChange:
    return WireChange(kind="deprecated" if deprecated else "undeprecated", node=node, rule="deprecated")


def _values(difference: Difference) -> tuple[Any, Any]:
    """Return the values before and now; None where a side has none."""
    before, after = (None if side is None else side.known for side in (difference.base, difference.head))
    return before, after


def _is_reordered(before: list[Any] | None, after: list[Any] | None) -> bool:
    """Return whether two lists have the same items."""
    if before is None or after is None:
        return False
    return all(item in after for item in before) and all(item in before for item in after)


def _last_steps(difference: Difference) -> tuple[str | None, str | None]:
    """Return the keys of the node before and now, such as a status; None where a side has none."""
    before, after = (None if side is None else side.pointer[-1] for side in (difference.base, difference.head))
    return before, after


def _describe_at(document: dict[str, Any], site: Steps) -> str | None:
    value = value_at(document, site)
    return describe_schema(value) if isinstance(value, dict) else None


def _rule(difference: Difference) -> str:
    return ", ".join(difference.rules)


def _line(value: Any) -> str | None:
    """Format a value as one line that fits into a table."""
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= _MAX_TEXT else f"{text[: _MAX_TEXT - 1]}…"


def _scopes_line(names: Sequence[str], *, any_of: bool) -> str:
    return (" or " if any_of else " and ").join(names) or "none"
