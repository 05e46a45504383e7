"""The wire half: what `@redocly/cli diff` finds between two descriptions, judged for the users of this client.

The tool tells every difference, its place and its own verdict. Its verdict stands where `policy` has no rule; rules of
ours see what the tool sees as text (scopes, tags) or cannot know (open enums, an absent member reading as None).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from openapi.pipeline.review import policy
from openapi.pipeline.review.changes import Audience, Finding, Verdict
from openapi.pipeline.review.locations import Place, decoded, placed, value_at
from openapi.pipeline.review.names import Names
from openapi.pipeline.review.policy import Judgement
from openapi.pipeline.review.redocly import Entry
from openapi.pipeline.review.usage import Reach
from perfectgym_next._core.scopes import parse_scopes

__all__ = ["wire_findings"]

_LONGEST = 160
_IMPACT = {"major": Verdict.BREAKING, "minor": Verdict.MINOR, "patch": Verdict.NONE}
_DOCUMENTATION = {"description", "summary", "example", "examples", "title", "externalDocs"}
_TYPE = {"type", "nullable", "format", "items", "additionalProperties"}
_BOUNDS = {
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern", "uniqueItems"),
    *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
}
_SEND = frozenset({Audience.SEND})
_READ = frozenset({Audience.READ})


def wire_findings(entries: list[Entry], base: Names, head: Names, reach: Reach) -> list[Finding]:
    """Judge the differences.

    Args:
        entries: What the tool found.
        base: Names before.
        head: Names now.
        reach: Who uses a schema, on both sides.
    """
    interpreter = _Interpreter(base, head, reach)
    findings = [finding for entry in interpreter.references(entries) for finding in interpreter.findings(entry)]
    return _moved(findings)


def _moved(findings: list[Finding]) -> list[Finding]:
    """An operation that is removed at one place and added at another has moved."""
    kinds: dict[str, dict[str, Finding]] = {}
    for finding in findings:
        if finding.kind in {"operation-added", "operation-removed"}:
            kinds.setdefault(finding.target, {})[finding.kind] = finding
    moved = {target: known for target, known in kinds.items() if len(known) == 2}
    kept = [finding for finding in findings if finding.target not in moved or finding.kind not in moved[finding.target]]
    return kept + [
        _move(target, known["operation-removed"].where, known["operation-added"].where, known["operation-removed"])
        for target, known in moved.items()
    ]


def _move(target: str, before: str, after: str, like: Finding) -> Finding:
    return Finding(
        target=target,
        kind="operation-moved",
        text="has another address; releases before this one ask the old one",
        verdict=Verdict.BREAKING,
        audience=_SEND,
        half="wire",
        where=after,
        before=before,
        after=after,
        rule=like.rule,
        operations=like.operations,
    )


class _Interpreter:
    """Turns one entry of the tool after the other into findings."""

    def __init__(self, base: Names, head: Names, reach: Reach) -> None:
        self.base, self.head, self.reach = base, head, reach

    # ---- references ---------------------------------------------------------------------------------------------

    def references(self, entries: list[Entry]) -> list[Entry]:
        """Fold what differs between two schemas into one entry where a reference leads to the other one now.

        The tool looks through references, so a place that refers to another schema shows as all that differs
        between the two, under the place's path.
        """
        sites: dict[tuple[str, ...], tuple[str, str]] = {}
        for entry in entries:
            if "base" not in entry or "revision" not in entry or entry["typeName"] in {"PathItem", "Operation"}:
                continue
            old = placed(self.base.description, decoded(entry["base"]["pointer"]))
            new = placed(self.head.description, decoded(entry["revision"]["pointer"]))
            if old.container != new.container and not (" " in old.container and " " in new.container):
                site = _without(decoded(entry["path"]), old if " " not in old.container else new, entry.get("property"))
                sites.setdefault(site, (old.container, new.container))
        if not sites:
            return entries
        outermost = [site for site in sites if not any(site != one and site[: len(one)] == one for one in sites)]
        folded: list[Entry] = []
        inner: dict[tuple[str, ...], list[Entry]] = {site: [] for site in outermost}
        for entry in entries:
            path = decoded(entry["path"])
            within = [site for site in outermost if path[: len(site)] == site]
            (inner[within[0]] if within else folded).append(entry)
        for site, parts in inner.items():
            folded.append({"typeName": "Reference", "site": site, "schemas": sites[site], "parts": parts})
        return folded

    def _reference(self, entry: Entry) -> Iterator[Finding]:
        old, new = (None if " " in name else name for name in entry["schemas"])
        place = placed(self.head.description, entry["site"])
        inner = {finding.verdict for part in entry["parts"] for finding in self.findings(part)}
        verdict = max(inner, default=Verdict.NONE)
        judgement = Judgement("reference-changed", "is described by another schema", verdict, verdict)
        before = old or _described_site(self.base.description, entry["site"])
        after = new or _described_site(self.head.description, entry["site"])
        yield from self._judged(place, judgement, before, after, "reference")

    # ---- entries ------------------------------------------------------------------------------------------------

    def findings(self, entry: Entry) -> Iterator[Finding]:
        """What one entry means."""
        kind = entry["typeName"]
        if kind == "Reference":
            yield from self._reference(entry)
            return
        handlers = {
            "Info": self._info,
            "PathItem": self._path_item,
            "Operation": self._operation,
            "ParameterList": self._parameter_list,
            "Parameter": self._parameter,
            "RequestBody": self._request_body,
            "MediaType": self._media_type,
            "Response": self._response,
            "SchemaProperties": self._schema_properties,
            "Schema": self._schema,
            "Server": self._server,
        }
        if entry.get("property") in _DOCUMENTATION and kind not in {"Operation", "Info"}:
            yield from self._documentation(entry)
        elif str(entry.get("property", "")).startswith("x-"):
            return
        else:
            yield from handlers.get(kind, self._other)(entry)

    def _info(self, entry: Entry) -> Iterator[Finding]:
        if entry.get("property") != "version":  # the head of the report tells both versions
            yield from self._documentation(entry)

    def _path_item(self, entry: Entry) -> Iterator[Finding]:
        if entry["kind"] == "modified" and entry.get("property") == "key":
            for method, path in self.base.operations_at(entry["base"]["value"]):
                yield self._operation_finding("removed", method, path)
            for method, path in self.head.operations_at(entry["revision"]["value"]):
                yield self._operation_finding("added", method, path)
        elif entry["kind"] == "modified":
            yield from self._other(entry)
        else:
            side, names = ("base", self.base) if entry["kind"] == "removed" else ("revision", self.head)
            for method, path in names.operations_at(decoded(entry[side]["pointer"])[1]):
                yield self._operation_finding(entry["kind"], method, path)

    def _operation(self, entry: Entry) -> Iterator[Finding]:
        if entry["kind"] != "modified":
            side = "base" if entry["kind"] == "removed" else "revision"
            _, path, method, *_rest = decoded(entry[side]["pointer"])
            yield self._operation_finding(entry["kind"], method.upper(), path)
            return
        old_key = placed(self.base.description, decoded(entry["base"]["pointer"])).operation
        new_key = placed(self.head.description, decoded(entry["revision"]["pointer"])).operation
        if old_key is None or new_key is None:
            yield from self._other(entry)
            return
        old_name, new_name = self.base.operation(*old_key), self.head.operation(*new_key)
        name = entry["property"]
        before, after = entry["base"].get("value"), entry["revision"].get("value")
        if name in {"operationId", "tags"} and old_name != new_name:
            text = "has another name in Python"
            judgement = Judgement("operation-renamed", text, Verdict.BREAKING, Verdict.NONE)
            yield self._at_operation(new_key, judgement, old_name, new_name, "operation-id-changed")
        elif name in {"operationId", "tags"}:
            judgement = Judgement("tags-changed", "has other tags behind the first", Verdict.NONE, Verdict.NONE)
            yield self._at_operation(new_key, judgement, _line(before), _line(after), name)
        elif name == "deprecated":
            yield self._at_operation(new_key, _deprecation(bool(after)), None, None, name)
        elif name == "description":
            yield from self._description(new_key, str(before or ""), str(after or ""))
        elif name in _DOCUMENTATION:
            yield from self._documentation(entry)
        else:
            yield from self._other(entry)

    def _description(self, key: tuple[str, str], before: str, after: str) -> Iterator[Finding]:
        """Scopes stand in the text of the description."""
        old_names, old_any, old_text = parse_scopes(before)
        new_names, new_any, new_text = parse_scopes(after)
        old, new = (list(old_names), old_any), (list(new_names), new_any)
        if old != new:
            verdict = policy.scopes(old, new)
            text = "asks for other scopes" if verdict is Verdict.BREAKING else "asks for fewer scopes"
            judgement = Judgement("scopes-changed", text, verdict, Verdict.NONE)
            yield self._at_operation(key, judgement, _scopes_line(*old), _scopes_line(*new), "scopes")
        if old_text != new_text:
            judgement = Judgement("documentation", "is described differently", Verdict.NONE, Verdict.NONE)
            yield self._at_operation(key, judgement, _line(old_text), _line(new_text), "description")

    def _parameter_list(self, entry: Entry) -> Iterator[Finding]:
        yield from self._each(entry, "Parameter")

    def _schema_properties(self, entry: Entry) -> Iterator[Finding]:
        yield from self._each(entry, "Schema")

    def _each(self, entry: Entry, kind: str) -> Iterator[Finding]:
        side = "base" if entry["kind"] == "removed" else "revision"
        value = entry[side]["value"]
        for key in range(len(value)) if isinstance(value, list) else value:
            escaped = str(key).replace("~", "~0").replace("/", "~1")
            part = {**entry[side], "pointer": f"{entry[side]['pointer']}/{escaped}", "value": value[key]}
            path = f"{entry['path']}/{escaped}"
            yield from self.findings({**entry, "typeName": kind, "path": path, side: part})

    def _parameter(self, entry: Entry) -> Iterator[Finding]:
        place = self._place(entry)
        value = self._value(entry)
        if entry["kind"] == "added":
            required = bool(value.get("required"))
            text = f"is a new {'required' if required else 'optional'} parameter"
            verdict = Verdict.BREAKING if required else Verdict.MINOR
            judgement = Judgement("parameter-added", text, verdict, Verdict.NONE)
            yield from self._judged(place, judgement, None, policy.described(value.get("schema")), _rule(entry))
        elif entry["kind"] == "removed":
            judgement = Judgement("parameter-removed", "is gone", Verdict.BREAKING, Verdict.NONE)
            yield from self._judged(place, judgement, policy.described(value.get("schema")), None, _rule(entry))
        elif entry["property"] == "name":
            removed, added = entry["base"]["value"], entry["revision"]["value"]
            judgement = Judgement("parameter-removed", "is gone", Verdict.BREAKING, Verdict.NONE)
            yield from self._judged(replace(place, parameter=removed), judgement, removed, added, _rule(entry))
            judgement = Judgement("parameter-added", "is a new name for a parameter", Verdict.MINOR, Verdict.NONE)
            yield from self._judged(replace(place, parameter=added), judgement, removed, added, _rule(entry))
        elif entry["property"] == "required":
            yield from self._judged(place, _requirement(bool(entry["revision"]["value"])), None, None, _rule(entry))
        elif entry["property"] == "deprecated":
            yield from self._judged(place, _deprecation(bool(entry["revision"].get("value"))), None, None, "deprecated")
        elif entry["property"] == "in":
            judgement = Judgement("parameter-moved", "travels elsewhere", Verdict.BREAKING, Verdict.NONE)
            yield from self._judged(place, judgement, entry["base"]["value"], entry["revision"]["value"], _rule(entry))
        else:
            yield from self._other(entry)

    def _request_body(self, entry: Entry) -> Iterator[Finding]:
        place = self._place(entry)
        if entry["kind"] == "modified" and entry["property"] == "required":
            yield from self._judged(place, _requirement(bool(entry["revision"]["value"])), None, None, _rule(entry))
        elif entry["kind"] == "modified":
            yield from self._other(entry)
        elif entry["kind"] == "removed":
            judgement = Judgement("body-removed", "is gone", Verdict.BREAKING, Verdict.NONE)
            yield from self._judged(place, judgement, None, None, _rule(entry))
        else:
            required = bool(entry["revision"]["value"].get("required"))
            text = f"is a new {'required' if required else 'optional'} body"
            verdict = Verdict.BREAKING if required else Verdict.MINOR
            yield from self._judged(
                place, Judgement("body-added", text, verdict, Verdict.NONE), None, None, _rule(entry)
            )

    def _media_type(self, entry: Entry) -> Iterator[Finding]:
        place = self._place(entry)
        old, new = entry.get("base", {}), entry.get("revision", {})
        before, after = (decoded(side["pointer"])[-1] if side else None for side in (old, new))
        if entry["kind"] == "added":
            judgement = Judgement("media-type-added", f"also travels as {after}", Verdict.MINOR, Verdict.MINOR)
        elif entry["kind"] == "removed":
            text = f"no longer travels as {before}"
            judgement = Judgement("media-type-removed", text, Verdict.BREAKING, Verdict.BREAKING)
        else:
            before, after = _line(old.get("value")), _line(new.get("value"))
            judgement = Judgement("media-type-changed", "travels differently", Verdict.BREAKING, Verdict.BREAKING)
        yield from self._judged(place, judgement, before, after, _rule(entry))

    def _response(self, entry: Entry) -> Iterator[Finding]:
        place = self._place(entry)
        key = place.operation
        if key is None or (entry["kind"] == "modified" and entry["property"] != "key"):
            yield from self._other(entry)
            return
        side = "base" if entry["kind"] == "removed" else "revision"
        status = decoded(entry[side]["pointer"])[-1]
        good = status.startswith("2")
        before = after = None
        if entry["kind"] == "added":
            judgement = Judgement("answer-added", f"declares the answer {status}", Verdict.NONE, Verdict.MINOR)
            after = status
        elif entry["kind"] == "removed":
            text = f"no longer declares the answer {status}"
            judgement = Judgement("answer-removed", text, Verdict.NONE, Verdict.BREAKING if good else Verdict.NONE)
            before = status
        else:
            before, after = entry["base"]["value"], entry["revision"]["value"]
            text = f"answers {after} in place of {before}"
            goods = {before[:1] == "2", after[:1] == "2"}
            read = Verdict.BREAKING if len(goods) == 2 else Verdict.MINOR if good else Verdict.NONE
            judgement = Judgement("answer-status-changed", text, Verdict.NONE, read)
        verdict, audience = policy.judged(judgement, _READ)
        yield self._finding(
            self.head.operation(*key) if side == "revision" else self.base.operation(*key),
            judgement,
            verdict,
            audience,
            f"{key[0]} {key[1]}",
            before,
            after,
            _rule(entry),
            (self._name_of(key),),
        )

    def _schema(self, entry: Entry) -> Iterator[Finding]:
        place = self._place(entry)
        if entry["kind"] == "modified":
            yield from self._schema_keyword(entry, place)
            return
        steps = decoded(entry["path"])
        if steps[:2] == ("components", "schemas") and len(steps) == 3:
            return  # a schema that nothing refers to; its class shows in Python
        if len(steps) > 1 and steps[-2] == "properties":
            yield from self._member(entry, place)
        else:
            yield from self._type(entry, place)

    def _member(self, entry: Entry, place: Place) -> Iterator[Finding]:
        names = self.base if entry["kind"] == "removed" else self.head
        described = policy.described(self._value(entry))
        if entry["kind"] == "removed":
            judgement = Judgement("member-removed", "is gone", Verdict.BREAKING, Verdict.BREAKING)
            yield from self._judged(place, judgement, described, None, _rule(entry))
            return
        pointer = decoded(entry["revision"]["pointer"])
        owner = value_at(names.description, pointer[:-2]) or {}
        required = place.member in owner.get("required", [])
        text = f"is new and {'required' if required else 'optional'}"
        send = Verdict.BREAKING if required else Verdict.MINOR
        yield from self._judged(
            place, Judgement("member-added", text, send, Verdict.MINOR), None, described, _rule(entry)
        )

    def _schema_keyword(self, entry: Entry, place: Place) -> Iterator[Finding]:
        name = entry["property"]
        before, after = entry["base"].get("value"), entry["revision"].get("value")
        if name == "required":
            yield from self._required(entry, place, before or [], after or [])
        elif name in _TYPE:
            yield from self._type(entry, place)
        elif name == "enum":
            for judgement in policy.enum(before, after):
                yield from self._judged(place, judgement, _line(before), _line(after), _rule(entry))
        elif name in _BOUNDS:
            yield from self._judged(
                place, policy.bounds(name, before, after), _line(before), _line(after), _rule(entry)
            )
        elif name == "default":
            yield from self._judged(place, policy.default(before, after), _line(before), _line(after), name)
        elif name == "deprecated":
            yield from self._judged(place, _deprecation(bool(after)), None, None, name)
        else:
            yield from self._other(entry)

    def _required(self, entry: Entry, place: Place, before: list[str], after: list[str]) -> Iterator[Finding]:
        old_members, new_members = (
            (value_at(names.description, _node(entry, side)) or {}).get("properties", {})
            for names, side in ((self.base, "base"), (self.head, "revision"))
        )
        schema = place.schema if place.member is None else f"{place.schema}.{place.member}"
        for member in {*before} ^ {*after}:
            if member in old_members and member in new_members:  # else it is told with the member
                at = Place(
                    operation=place.operation, part=place.part, schema=schema, member=member, container=place.container
                )
                yield from self._judged(at, _requirement(member in after), None, None, _rule(entry))

    def _type(self, entry: Entry, place: Place) -> Iterator[Finding]:
        old, new = (
            value_at(names.description, _node(entry, side)) if side in entry else {}
            for names, side in ((self.base, "base"), (self.head, "revision"))
        )
        required = False
        if place.schema is not None and place.member is not None:
            pointer = _node(entry, "revision" if "revision" in entry else "base")
            if "properties" in pointer:
                at = len(pointer) - 1 - pointer[::-1].index("properties")
                owner = value_at(self.head.description, pointer[:at]) or {}
                required = place.member in owner.get("required", [])
        elif place.part == "answer":
            required = True
        judgement = policy.type_of(old or {}, new or {}, required=required)
        yield from self._judged(place, judgement, policy.described(old), policy.described(new), _rule(entry))

    def _server(self, entry: Entry) -> Iterator[Finding]:
        before, after = (
            _line(side.get("value", {}).get("url") if isinstance(side.get("value"), dict) else side.get("value"))
            for side in (entry.get("base", {}), entry.get("revision", {}))
        )
        added = entry["kind"] == "added"
        text = "has one more" if added else "lost one: compare the address that the client makes of a tenant"
        verdict = Verdict.MINOR if added else Verdict.BREAKING
        judgement = Judgement(f"server-{entry['kind']}", text, verdict, Verdict.NONE)
        yield self._finding("servers", judgement, verdict, _SEND, "servers", before, after, _rule(entry))

    def _documentation(self, entry: Entry) -> Iterator[Finding]:
        what = {"example": "has another example", "examples": "has other examples"}
        text = what.get(str(entry.get("property")), "is described differently")
        judgement = Judgement("documentation", text, Verdict.NONE, Verdict.NONE)
        before, after = (_line(entry.get(side, {}).get("value")) for side in ("base", "revision"))
        yield from self._judged(self._place(entry), judgement, before, after, str(entry.get("property")))

    def _other(self, entry: Entry) -> Iterator[Finding]:
        """What no rule of ours knows: the tool's own verdict and words."""
        verdict = _IMPACT[entry["impact"]]
        said = " ".join(one["message"] for one in entry.get("verdicts", []))
        text = said or f"{entry['typeName']} {entry['kind']}{': ' + entry['property'] if entry.get('property') else ''}"
        judgement = Judgement(f"{entry['typeName']}-{entry['kind']}".lower(), text, verdict, verdict)
        before, after = (_line(entry.get(side, {}).get("value")) for side in ("base", "revision"))
        yield from self._judged(self._place(entry), judgement, before, after, _rule(entry))

    # ---- places -------------------------------------------------------------------------------------------------

    def _place(self, entry: Entry) -> Place:
        """Where the entry's text stands: in the new description, or in the old one for what is gone."""
        if "revision" in entry:
            return placed(self.head.description, _node(entry, "revision"))
        return placed(self.base.description, _node(entry, "base"))

    def _value(self, entry: Entry) -> dict[str, Any]:
        side, names = ("revision", self.head) if "revision" in entry else ("base", self.base)
        value = value_at(names.description, decoded(entry[side]["pointer"]))
        return value if isinstance(value, dict) else {}

    def _name_of(self, key: tuple[str, str]) -> str:
        names = self.head if key[0].lower() in self.head.description["paths"].get(key[1], {}) else self.base
        return names.operation_name(*key)

    def _judged(
        self, place: Place, judgement: Judgement, before: str | None, after: str | None, rule: str
    ) -> Iterator[Finding]:
        """The finding at a place: named as a user would, judged by the directions in which it is used."""
        for target, where, directions, operations in self._spots(place):
            verdict, audience = policy.judged(judgement, directions)
            yield self._finding(target, judgement, verdict, audience, where, before, after, rule, operations)

    def _spots(self, place: Place) -> Iterator[tuple[str, str, frozenset[Audience], tuple[str, ...]]]:
        if place.schema is not None:
            yield self._schema_spot(place)
            return
        if place.operation is None:
            name = place.tail[1] if place.part == "components" and len(place.tail) > 1 else place.part
            target = "API key" if place.tail[:1] == ("securitySchemes",) or place.part == "security" else name
            yield target, "/".join((place.part, *place.tail)), _SEND, ()
            return
        method, path = place.operation
        for key in [place.operation] if method else self.head.operations_at(path) or self.base.operations_at(path):
            names = self.head if key[0].lower() in self.head.description["paths"].get(path, {}) else self.base
            target, where = names.operation(*key), f"{key[0]} {path}"
            operation = (names.operation_name(*key),)
            if place.part == "parameter":
                yield (
                    names.argument(target, str(place.parameter)),
                    f"{where}, parameter {place.parameter}",
                    _SEND,
                    operation,
                )
            elif place.part == "body" and place.member is not None:
                yield names.argument(target, place.member), f"{where}, part {place.member}", _SEND, operation
            elif place.part == "body":
                yield names.argument(target, "body"), f"{where}, body", _SEND, operation
            elif place.part == "answer":
                yield target, f"{where}, answer {place.detail}", _READ, operation
            else:
                yield target, where, _SEND, operation

    def _schema_spot(self, place: Place) -> tuple[str, str, frozenset[Audience], tuple[str, ...]]:
        schema = str(place.schema)
        root = schema.partition(".")[0].removesuffix("[]")
        names = self.head if root in self.head.description.get("components", {}).get("schemas", {}) else self.base
        target = names.class_of(schema) if place.member is None else names.member(schema, place.member)
        where = f"schema {schema}" + (f", member {place.member}" if place.member else "")
        return target, where, self.reach.directions(root), self.reach.operations(root)

    def _operation_finding(self, kind: str, method: str, path: str) -> Finding:
        names = self.base if kind == "removed" else self.head
        text = "is gone" if kind == "removed" else "is new"
        verdict = Verdict.BREAKING if kind == "removed" else Verdict.MINOR
        where = f"{method} {path}"
        return self._finding(
            names.operation(method, path),
            Judgement(f"operation-{kind}", text, verdict, Verdict.NONE),
            verdict,
            _SEND,
            where,
            where if kind == "removed" else None,
            where if kind == "added" else None,
            "path-removed" if kind == "removed" else "",
            (names.operation_name(method, path),),
        )

    def _at_operation(
        self, key: tuple[str, str], judgement: Judgement, before: str | None, after: str | None, rule: str
    ) -> Finding:
        verdict, audience = policy.judged(judgement, _SEND)
        name = self.head.operation_name(*key)
        return self._finding(
            f"gym.{name}", judgement, verdict, audience, f"{key[0]} {key[1]}", before, after, rule, (name,)
        )

    @staticmethod
    def _finding(  # noqa: PLR0917 - one finding has this many sides
        target: str,
        judgement: Judgement,
        verdict: Verdict,
        audience: frozenset[Audience],
        where: str,
        before: str | None,
        after: str | None,
        rule: str,
        operations: tuple[str, ...] = (),
    ) -> Finding:
        return Finding(
            target=target,
            kind=judgement.kind,
            text=judgement.text,
            verdict=verdict,
            audience=audience,
            half="wire",
            where=where,
            before=before,
            after=after,
            rule=rule,
            operations=operations,
        )


def _node(entry: Entry, side: str) -> tuple[str, ...]:
    """The node that a side of an entry speaks of: its pointer goes one step on to the keyword, where that exists."""
    steps = decoded(entry[side]["pointer"])
    keyword = entry.get("property")
    return steps[:-1] if keyword and keyword != "key" and steps[-1] == keyword and "value" in entry[side] else steps


def _without(path: tuple[str, ...], place: Place, keyword: str | None) -> tuple[str, ...]:
    """A path of the tool without its end inside the schema that the place belongs to."""
    tail = list(place.tail)
    if keyword is not None and tail[-1:] == [keyword]:
        del tail[-1]
    below = str(place.schema or "").removeprefix(place.container)
    inside = ["properties"] * below.count(".") + [step for step in below.split(".") if step.strip("[]")]
    inside += ["items"] * below.count("[]") + (["properties", str(place.member)] if place.member else []) + tail
    rest = list(path)
    for _ in inside:
        rest.pop()
    while rest and rest[-1] == "$ref":
        rest.pop()
    return tuple(rest)


def _described_site(document: dict[str, Any], site: tuple[str, ...]) -> str | None:
    node = value_at(document, site)
    return policy.described(node) if isinstance(node, dict) else None


def _rule(entry: Entry) -> str:
    return ", ".join(one["ruleId"] for one in entry.get("verdicts", []))


def _line(value: Any) -> str | None:
    """A value in one line that fits into a table."""
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _scopes_line(names: list[str], any_of: bool) -> str:
    return (" or " if any_of else " and ").join(names) or "none"


def _requirement(required: bool) -> Judgement:
    if required:
        return Judgement("became-required", "is required now", Verdict.BREAKING, Verdict.MINOR)
    return Judgement("became-optional", "is optional now", Verdict.MINOR, Verdict.BREAKING)


def _deprecation(deprecated: bool) -> Judgement:
    if deprecated:
        return Judgement("deprecated", "is deprecated", Verdict.MINOR, Verdict.MINOR)
    return Judgement("undeprecated", "is no longer deprecated", Verdict.NONE, Verdict.NONE)
