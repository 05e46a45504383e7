"""Judge what breaks whom: the table in docs/versioning.md, as code.

A rule gives two verdicts on a change of the description, one for callers who send what changed and one for callers who
read it. `judge` picks those of the directions in which it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Any, Literal, NamedTuple, TypeAlias

from openapi.pipeline.description import is_json
from openapi.pipeline.review.name_changes import NameChange
from openapi.pipeline.review.python_changes import PythonChange, TypeChange
from openapi.pipeline.review.schemas import schema_types
from openapi.pipeline.review.usage import UsedChange
from openapi.pipeline.review.wire_changes import WireChange

__all__ = ["AUDIENCES", "Audience", "Finding", "Source", "Verdict", "judge", "judge_scopes"]

Source: TypeAlias = Literal["wire", "python"]


class Verdict(IntEnum):
    """What a change asks of the next version; see docs/versioning.md."""

    NONE = 0
    MINOR = 1
    BREAKING = 2

    @property
    def label(self) -> str:
        """The verdict in reports: ``none``, ``minor``, ``breaking``."""
        return self.name.lower()


class Audience(StrEnum):
    """Whom a change concerns."""

    SEND = "send"
    READ = "read"
    TYPES = "types"


AUDIENCES = {
    Audience.SEND: "callers who send it",
    Audience.READ: "callers who read it",
    Audience.TYPES: "type checkers only",
}

_NONE, _MINOR, _BREAKING = Verdict.NONE, Verdict.MINOR, Verdict.BREAKING
_BOTH = frozenset({Audience.SEND, Audience.READ})


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One change, judged.

    Attributes:
        name: The Python name that a user would type, or the part of the API that has none (``servers``).
        kind: What changed, for machines: ``field-added``.
        text: What changed, as the rest of a sentence that begins with the name.
        verdict: What it asks of the next version.
        source: Where it was seen: in the description (``wire``) or in the packages (``python``).
        audience: Whom it concerns.
        where: The place in the description or in the packages.
        before: How it was, in a line.
        after: How it is.
        rule: The rules of the tool that found it.
        operations: Names of the operations that it affects.
        tags: Their tags.
    """

    name: str
    kind: str
    text: str
    verdict: Verdict
    source: Source
    audience: frozenset[Audience] = frozenset()
    where: str = ""
    before: str | None = None
    after: str | None = None
    rule: str = ""
    operations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def judge(changes: Iterable[UsedChange]) -> list[Finding]:
    """Judge changes.

    Args:
        changes: The changes, located, with their usage.

    Returns:
        The findings: several for an enum that lost some values and gained others, none for the constructor of a class
        that callers only read.
    """
    return [finding for used in changes for finding in _judge_one(used)]


def _judge_one(used: UsedChange) -> list[Finding]:
    if isinstance(used.change, WireChange):
        return [_wire_finding(used, used.change, rule) for rule in _wire_rules(used, used.change)]
    if isinstance(used.change, NameChange):
        return [_name_finding(used, used.change)]
    if _is_constructor_of_response(used, used.change):
        return []
    return [_python_finding(used, used.change)]


# ---- changes of the description -------------------------------------------------------------------------------------


class _Rule(NamedTuple):
    """Verdicts on a change for callers who send what changed, and for those who read it."""

    kind: str
    text: str
    send: Verdict
    read: Verdict


def _wire_finding(used: UsedChange, change: WireChange, rule: _Rule) -> Finding:
    if change.kind == "field-added" and "send" in used.usage.directions:
        rule = _added(change)
    verdicts = {Audience(one): rule.send if one == "send" else rule.read for one in used.usage.directions}
    verdict = max(verdicts.values(), default=min(_MINOR, max(rule.send, rule.read)))  # unused, it breaks nobody
    concerned = frozenset(one for one, highest in verdicts.items() if highest == verdict > _NONE)
    return _finding(used, "wire", change.rule, rule.kind, rule.text, verdict, concerned)


def _wire_rules(used: UsedChange, change: WireChange) -> list[_Rule]:
    if _is_inside_error(change):
        return [_Rule(change.kind, "has another error body, which ApiError reads whatever it is", _NONE, _NONE)]
    if change.kind == "reference-changed":
        verdict = max((finding.verdict for finding in judge(used.parts)), default=_NONE)
        text = "returns another type" if change.node.part == "response" else "has another type"
        return [_Rule(change.kind, text, verdict, verdict)]
    if change.kind == "enum":
        return _enum_rules(change.old, change.new)
    if change.kind in _RULES:
        return [_Rule(change.kind, *_RULES[change.kind])]
    if change.kind in _COMPUTED:
        return [_COMPUTED[change.kind](change)]
    verdict = {"major": _BREAKING, "minor": _MINOR, "patch": _NONE}[change.impact]
    if change.node_type in _DOCUMENTATION:
        verdict = _NONE
    return [_Rule(change.kind, _plain_text(change), verdict, verdict)]


def _is_inside_error(change: WireChange) -> bool:
    """Return whether a change is inside an error response: errors are never decoded by their schemas."""
    is_error = change.node.part == "response" and bool(change.node.status) and not change.node.status.startswith("2")
    return is_error and change.node.schema is None and not change.kind.startswith("response-")


_RULES: dict[str, tuple[str, Verdict, Verdict]] = {
    "operation-added": ("is new", _MINOR, _NONE),
    "operation-removed": ("was removed", _BREAKING, _NONE),
    "operation-moved": ("has another address; earlier releases call the old one", _BREAKING, _NONE),
    "operation-renamed": ("has another name", _BREAKING, _NONE),
    "tags-changed": ("has other tags after the first", _NONE, _NONE),
    "deprecated": ("is deprecated", _MINOR, _MINOR),
    "undeprecated": ("is no longer deprecated", _NONE, _NONE),
    "parameter-removed": ("was removed", _BREAKING, _NONE),
    "parameter-moved": ("is sent in another part of the request", _BREAKING, _NONE),
    "became-required": ("is now required", _BREAKING, _MINOR),
    "became-optional": ("is now optional", _MINOR, _BREAKING),
    "body-removed": ("was removed", _BREAKING, _NONE),
    "field-removed": ("was removed", _BREAKING, _BREAKING),
    "server-added": ("gained an address", _MINOR, _NONE),
    "server-removed": ("lost an address: check the address that the client derives from a tenant", _BREAKING, _NONE),
    "server-modified": ("lost an address: check the address that the client derives from a tenant", _BREAKING, _NONE),
    "variants-added": ("is a union with a new variant", _MINOR, _MINOR),  # it was read as a dict
    "variants-removed": ("is a union that lost a variant", _BREAKING, _BREAKING),
    "variant-exchanged": ("has another class for the same discriminator value", _BREAKING, _BREAKING),
    "variant-renamed": ("has another discriminator value for the same class", _BREAKING, _BREAKING),
    "discriminator-changed": ("has another discriminator", _BREAKING, _BREAKING),
    "union-dropped": ("is no longer a union", _BREAKING, _BREAKING),
}
"""Text and verdicts of changes that are always judged alike."""


def _documentation(change: WireChange) -> _Rule:
    texts = {"example": "has another example", "examples": "has other examples"}
    return _Rule(change.kind, texts.get(change.keyword, "has another description"), _NONE, _NONE)


def _scopes(change: WireChange) -> _Rule:
    verdict = judge_scopes(change.old, change.new)
    text = "needs other scopes" if verdict is _BREAKING else "needs fewer scopes"
    return _Rule(change.kind, text, verdict, _NONE)


def _parameter_added(change: WireChange) -> _Rule:
    if change.keyword == "name":
        return _Rule(change.kind, f"is the new name of the parameter {change.before}", _MINOR, _NONE)
    return _added(change)


def _added(change: WireChange) -> _Rule:
    """Judge a new argument: a parameter, a body, or a field of a model that callers create."""
    text = f"is a new {'required' if change.required else 'optional'} argument"
    read = _MINOR if change.kind == "field-added" else _NONE
    return _Rule(change.kind, text, _BREAKING if change.required else _MINOR, read)


def _field_added(change: WireChange) -> _Rule:
    return _Rule(change.kind, "is a new field", _BREAKING if change.required else _MINOR, _MINOR)


def _media_type(change: WireChange) -> _Rule:
    texts = {
        "media-type-added": f"also has the media type {change.after}",
        "media-type-removed": f"no longer has the media type {change.before}",
        "media-type-changed": "has another media type",
    }
    is_still_json = all(is_json(str(one)) for one in (change.before, change.after))
    verdict = _MINOR if change.kind == "media-type-added" else _BREAKING
    return _Rule(change.kind, texts[change.kind], verdict, _NONE if is_still_json else verdict)


def _response(change: WireChange) -> _Rule:
    before, after = (bool(status) and str(status).startswith("2") for status in (change.before, change.after))
    may_be_none = False in change.new and False not in change.old
    loses_result = True in change.old and True not in change.new
    if change.kind == "response-added":
        text = f"documents the response {change.after}"
        return _Rule(change.kind, text, _NONE, _BREAKING if after and may_be_none and change.old else _MINOR)
    if change.kind == "response-removed":
        text = f"no longer documents the response {change.before}"
        return _Rule(change.kind, text, _NONE, (_BREAKING if loses_result else _MINOR) if before else _NONE)
    read = _BREAKING if before != after else _MINOR if before else _NONE
    return _Rule(change.kind, f"responds with {change.after} instead of {change.before}", _NONE, read)


def _bounds(change: WireChange) -> _Rule:
    """Judge a bound, a pattern or another constraint. Responses are not checked against any."""
    noun = _BOUNDS.get(change.keyword, change.keyword)
    text = f"{_change_of(change)} {noun}"
    if _is_tightened(change.keyword, change.old, change.new):
        return _Rule("bounds-tightened", text, _BREAKING, _MINOR)
    return _Rule("bounds-loosened", text, _MINOR, _MINOR)


_BOUNDS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "minimum (exclusive)",
    "exclusiveMaximum": "maximum (exclusive)",
    "multipleOf": "step between values",
    "pattern": "pattern",
    "uniqueItems": "ban on equal entries",
    "minLength": "minimum length",
    "maxLength": "maximum length",
    "minItems": "minimum number of entries",
    "maxItems": "maximum number of entries",
    "minProperties": "minimum number of fields",
    "maxProperties": "maximum number of fields",
}


def _rule(change: WireChange) -> _Rule:
    """Judge a keyword that no Python type shows. Responses are not checked against any."""
    text = f"{_change_of(change)} {_RULE_NOUNS[change.keyword]}"
    # What was encoded is not accepted in the clear.
    tightened = change.keyword == "contentEncoding" or _is_tightened(change.keyword, change.old, change.new)
    return _Rule(f"rule-{change.keyword}", text, _BREAKING if tightened else _MINOR, _MINOR)


def _change_of(change: WireChange) -> str:
    if change.new is None:
        return "no longer has a"
    return "now has a" if change.old is None else "has another"


_RULE_NOUNS = {
    "additionalItems": "rule for further entries",
    "const": "fixed value",
    "contains": "rule that some entry must match",
    "contentEncoding": "content encoding",
    "contentMediaType": "content media type",
    "contentSchema": "schema of its content",
    "dependentRequired": "rule that one field requires another",
    "dependentSchemas": "rule that applies if a field is given",
    "if": "conditional rule",
    "maxContains": "maximum number of entries that match",
    "minContains": "minimum number of entries that match",
    "not": "rule for what is not allowed",
    "patternProperties": "rule for fields by their names",
    "propertyNames": "rule for the names of fields",
    "unevaluatedItems": "rule for further entries",
    "unevaluatedProperties": "rule for further fields",
}


_SWITCHES = {"uniqueItems", "exclusiveMinimum", "exclusiveMaximum"}
"""Bounds that may be true or false; the last two in OpenAPI 3.0."""

_REST = {"additionalItems", "unevaluatedItems", "unevaluatedProperties"}
"""Rules that allow nothing more if they are false."""


_ANYTHING = {".*", "^.*$", "^.*", ".*$"}
"""Patterns that refuse nothing."""


def _is_tightened(keyword: str, old: Any, new: Any) -> bool:
    if keyword in _SWITCHES and (isinstance(old, bool) or isinstance(new, bool)):
        return bool(new)
    if keyword in _REST and old is False:
        return False
    if keyword == "pattern" and new in _ANYTHING:
        return False
    if keyword == "multipleOf" and old and new:
        return bool(old % new)
    if old is None or new is None:
        return old is None
    if isinstance(old, int | float) and isinstance(new, int | float):
        if keyword in {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"}:
            return new > old
        if keyword in {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"}:
            return new < old
    return new is not None  # two patterns cannot be compared


def _default(change: WireChange) -> _Rule:
    """Judge the service's default: it applies when an argument is omitted, as omitted arguments are not sent."""
    if change.old is None:
        return _Rule("default-added", "now has a default value in the API", _MINOR, _NONE)
    return _Rule("default-changed", "has another default value in the API", _BREAKING, _NONE)


def _access(change: WireChange) -> _Rule:
    """Judge whether a field is only read or only sent: the other use is what may fail."""
    name = {"readOnly": "read-only", "writeOnly": "write-only"}[change.keyword]
    if not change.new:
        return _Rule(
            change.kind, f"is no longer {name}", *((_MINOR, _NONE) if name == "read-only" else (_NONE, _MINOR))
        )
    return _Rule(change.kind, f"is now {name}", *((_BREAKING, _NONE) if name == "read-only" else (_NONE, _BREAKING)))


def _union_introduced(change: WireChange) -> _Rule:
    return _Rule(change.kind, "is now a union", _MINOR if change.new else _BREAKING, _BREAKING)


def _null(change: WireChange) -> _Rule:
    """Judge null: in place of a missing field it is nothing new, as that is None as well."""
    if change.keyword in {"items", "additionalProperties"}:
        kind, text = (
            ("may-contain-null", "may contain null") if change.new else ("no-null-inside", "never contains null")
        )
    else:
        kind, text = ("may-be-null", "may be null") if change.new else ("never-null", "is never null")
    return _Rule(kind, text, _MINOR, _BREAKING if change.new and change.required else _MINOR)


def _type(change: WireChange) -> _Rule:
    """Judge a type, format or nullability."""
    old, new = change.old, change.new
    if _python_type(old) == _python_type(new):
        old_null, new_null = schema_types(old)[1], schema_types(new)[1]
        if old_null != new_null:
            return _null(replace(change, old=old_null, new=new_null))
        if old.get("additionalProperties") is not False and new.get("additionalProperties") is False:
            return _Rule("other-fields-refused", "may have no other fields", _BREAKING, _MINOR)
        return _Rule("format-changed", "has another format", _judge_sent_format(old, new), _MINOR)
    widened = schema_types(old)[0] == ["integer"] and schema_types(new)[0] == ["number"]
    return _Rule("type-changed", "has another type", _MINOR if widened else _BREAKING, _BREAKING)


def _python_type(schema: dict[str, Any]) -> tuple[str, ...]:
    """Return what decides the type in Python; most formats do not."""
    if "$ref" in schema:
        return ("reference", schema["$ref"])
    types, _ = schema_types(schema)
    if types == ["string"] and schema.get("format") in {"date", "date-time", "binary"}:
        return ("string", schema["format"])
    if types == ["array"]:
        return ("array", *_python_type(schema.get("items", {})))
    return tuple(types)


def _judge_sent_format(old: dict[str, Any], new: dict[str, Any]) -> Verdict:
    before, after = old.get("format"), new.get("format")
    widths = {"int32": 0, "int64": 1, None: 2}
    if before in widths and after in widths and schema_types(new)[0] == ["integer"]:
        return _MINOR if widths[after] >= widths[before] else _BREAKING
    if (before, after) == ("float", "double"):
        return _MINOR
    return _MINOR if after is None else _BREAKING


def _enum_rules(old: list[Any] | None, new: list[Any] | None) -> list[_Rule]:
    if old is None:
        return [_Rule("enum-introduced", "allows only listed values", _BREAKING, _MINOR)]
    if new is None:
        return [_Rule("enum-dropped", "allows any value", _MINOR, _MINOR)]
    added = ", ".join(str(value) for value in new if value not in old)
    removed = ", ".join(str(value) for value in old if value not in new)
    rules = [
        _Rule("enum-values-removed", f"no longer includes {removed}", _BREAKING, _BREAKING),
        _Rule("enum-values-added", f"now includes {added}", _MINOR, _MINOR),
    ]
    return [rule for rule, values in zip(rules, (removed, added), strict=True) if values]


def judge_scopes(old: tuple[Sequence[str], bool], new: tuple[Sequence[str], bool]) -> Verdict:
    """Judge the scopes that an operation needs: it breaks if some API key was sufficient and no longer is.

    Args:
        old: The scopes before, and whether any one of them is sufficient.
        new: The scopes now.

    Returns:
        Breaking or minor.
    """

    def sufficient(names: Sequence[str], any_of: bool) -> list[set[str]]:
        return [{name} for name in names] if any_of else [set(names)]

    still = sufficient(*new)
    works = all(any(key >= needed for needed in still) for key in sufficient(*old))
    return _MINOR if works else _BREAKING


def _plain_text(change: WireChange) -> str:
    """Return what a change without a rule of its own is, without the tool's names for its nodes.

    The tool calls every node by a type of its parser and every change by one of its rules.
    """
    noun = _NODES.get(change.node_type, "part of the description")
    article = "an" if noun[0] in "aeiou" else "a"
    text = {
        "added": f"has a new {noun}",
        "removed": f"no longer has {article} {noun}",
        "modified": f"has another {noun}",
    }[change.kind.rpartition("-")[2]]
    return f"{text} ({change.keyword})" if change.keyword else text


_DOCUMENTATION = {"Header", "HeadersMap", "Tag", "TagList"}
"""The tool's types of nodes that say nothing to a client."""

_NODES = {
    "Callback": "callback",
    "CallbacksMap": "callback",
    "Contact": "contact",
    "Discriminator": "discriminator",
    "DiscriminatorMapping": "discriminator",
    "Encoding": "encoding of a part",
    "EncodingMap": "encoding of a part",
    "Example": "example",
    "ExamplesMap": "example",
    "ExternalDocs": "link to documentation",
    "Header": "header of a response",
    "HeadersMap": "header of a response",
    "Info": "note about the API",
    "License": "license",
    "Link": "link between operations",
    "LinksMap": "link between operations",
    "MediaType": "media type",
    "MediaTypesMap": "media type",
    "NamedCallbacks": "shared callback",
    "NamedExamples": "shared example",
    "NamedHeaders": "shared header",
    "NamedLinks": "shared link",
    "NamedParameters": "shared parameter",
    "NamedPathItems": "shared path",
    "NamedRequestBodies": "shared body",
    "NamedResponses": "shared response",
    "NamedSchemas": "shared schema",
    "Operation": "property of the operation",
    "Parameter": "property of the parameter",
    "PathItem": "property of the path",
    "RequestBody": "property of the body",
    "Response": "property of the response",
    "Root": "property of the description",
    "Schema": "rule for its values",
    "SecurityRequirement": "way to pass the API key",
    "SecurityRequirementList": "way to pass the API key",
    "SecurityScheme": "way to pass the API key",
    "NamedSecuritySchemes": "way to pass the API key",
    "Server": "address",
    "ServerList": "address",
    "ServerVariable": "variable in its address",
    "SpecExtension": "extension",
    "Tag": "group of operations in the documentation",
    "TagList": "group of operations in the documentation",
    "WebhooksMap": "webhook",
}
"""Words for the tool's types of nodes."""


_COMPUTED: dict[str, Callable[[WireChange], _Rule]] = {
    "access": _access,
    "documentation": _documentation,
    "null": _null,
    "union-introduced": _union_introduced,
    "scopes-changed": _scopes,
    "parameter-added": _parameter_added,
    "body-added": _added,
    "field-added": _field_added,
    "media-type-added": _media_type,
    "media-type-removed": _media_type,
    "media-type-changed": _media_type,
    "response-added": _response,
    "response-removed": _response,
    "response-status-changed": _response,
    "bounds": _bounds,
    "rule": _rule,
    "default": _default,
    "type": _type,
}


# ---- changes of the packages ----------------------------------------------------------------------------------------


_PYTHON: dict[str, tuple[str, Verdict]] = {
    "class-renamed": ("is the new name of a class", _BREAKING),
    "removed": ("was removed", _BREAKING),
    "added": ("is new", _MINOR),
    "argument-removed": ("is no longer an argument", _BREAKING),
    "argument-moved": ("has another position among the arguments", _BREAKING),
    "argument-kind-changed": ("is passed in another way", _BREAKING),
    "argument-required": ("is now a required argument", _BREAKING),
    "argument-optional": ("is now an optional argument", _MINOR),
    "argument-added": ("is a new optional argument", _MINOR),
    "argument-added-required": ("is a new required argument", _BREAKING),
    "argument-default-changed": ("has another default", _BREAKING),
    "kind-changed": ("is another kind of object", _BREAKING),
    "base-removed": ("lost a base class", _BREAKING),
    "value-changed": ("has another value", _BREAKING),
}


def _python_finding(used: UsedChange, change: PythonChange) -> Finding:
    audience = frozenset({Audience.SEND}) if change.parameter is not None else _BOTH
    if change.types is not None:
        text, verdict = _judge_types(used, change, change.types)
        audience = frozenset({Audience.TYPES})
    elif change.kind == "argument-default-changed" and change.parameter == "slice_size":
        text, verdict = _PYTHON[change.kind][0], _MINOR  # a pager requests the largest slice, however large that is
    else:
        text, verdict = _PYTHON.get(change.kind, (f"changed ({change.kind})", _BREAKING))
    kind, enum = change.kind, used.location.enum
    if enum:
        kind, text = f"enum-{kind}", f"{text} ({enum})"
        if "." in enum and change.kind in {"added", "removed"}:  # a value, which callers know by its constant
            change = replace(change, before=change.before and enum, after=change.after and enum)
    if change.kind == "class-renamed":
        text = f"is the new name of {change.before}"
    if change.types is None:
        directions = frozenset(map(Audience, used.usage.directions))
        audience = audience & directions or directions
    return _finding(used, "python", "griffe", kind, text, verdict, audience)


def _judge_types(used: UsedChange, change: PythonChange, types: TypeChange) -> tuple[str, Verdict]:
    """Judge an annotation: what callers pass may become wider, what they get narrower."""
    only_sent = bool(used.location.schemas) and used.usage.directions == {"send"}
    passed = change.parameter is not None or only_sent
    returns = change.kind == "returns-changed"
    if types.gains_none:
        text = "may return None" if returns else "may be None"
    elif types.gains_variants:
        return "may return more classes" if returns else "may be of more classes", _MINOR
    elif types.loses_none:
        text = "never returns None" if returns else "is never None"
    elif returns and change.before == "None":
        return "returns a result", _MINOR
    elif types.wider:
        text = "may return more types" if returns else "allows more types"
    elif types.narrower:
        text = "returns fewer types" if returns else "allows fewer types"
    else:
        text = "returns another type" if returns else "has another type"
    return text, _MINOR if (types.wider if passed else types.narrower) else _BREAKING


def _is_constructor_of_response(used: UsedChange, change: PythonChange) -> bool:
    """Return whether it is the constructor of a class that callers only read: they use its attributes instead."""
    constructor = change.path.endswith(".__init__") and change.kind != "removed"
    return constructor and bool(used.location.schemas) and used.usage.directions == {"read"}


def _name_finding(used: UsedChange, change: NameChange) -> Finding:
    texts = {"name-changed": "has another name", "meaning-changed": "has another meaning in the API"}
    audience = frozenset(map(Audience, used.usage.directions))
    return _finding(used, "python", "names", change.kind, texts[change.kind], _BREAKING, audience)


def _finding(  # noqa: PLR0917 - what was judged, in the order of a sentence
    used: UsedChange,
    source: Source,
    rule: str,
    kind: str,
    text: str,
    verdict: Verdict,
    audience: frozenset[Audience],
) -> Finding:
    return Finding(
        name=used.location.name,
        kind=kind,
        text=text,
        verdict=verdict,
        source=source,
        audience=audience,
        where=used.location.where,
        before=used.change.before,
        after=used.change.after,
        rule=rule,
        operations=used.usage.operations,
        tags=used.usage.tags,
    )
