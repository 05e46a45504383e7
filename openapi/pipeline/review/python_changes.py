"""The Python half: what griffe finds between two states of the packages.

griffe tells removals and parameters; it looks neither into the constructors that attrs makes (see
`attrs_constructors`) nor at annotations nor for what is new, so that is compared here. What is judged is the
name that a user types: ``gym.devices.list_devices``, ``BookingEntry.id``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import griffe

from openapi.pipeline.generate import PACKAGE
from openapi.pipeline.review.changes import Audience, Finding, Verdict
from openapi.pipeline.review.names import Names, public_classes
from openapi.pipeline.review.packages import HAND_WRITTEN, Packages
from openapi.pipeline.review.usage import Reach

__all__ = ["surface_findings"]

_WORD = re.compile(r"[A-Za-z_]\w*")
_QUALIFIER = re.compile(rf"\b(?:models|{HAND_WRITTEN})\.")
"""By these modules operations name classes in annotations; whether they do is nothing that a caller notices."""
_BOTH = frozenset({Audience.SEND, Audience.READ})
_SEND = frozenset({Audience.SEND})
_READ = frozenset({Audience.READ})
_TYPES = frozenset({Audience.TYPES})
_IGNORED = {"API_VERSION", "DRAFT", "VALUES", "__all__"}


def surface_findings(old: Packages, new: Packages, base: Names, head: Names, reach: Reach) -> list[Finding]:
    """Compare the packages.

    Args:
        old: The packages before.
        new: The packages now.
        base: Names before.
        head: Names now.
        reach: Who uses a schema, on both sides.
    """
    comparison = _Comparison(old, new, base, head, reach)
    return [*comparison.renamed_classes(), *comparison.breakages(), *comparison.members()]


def _shape(class_: griffe.Class) -> tuple[tuple[str, str], ...]:
    """Names and annotations, or values, of a class: what a rename leaves alone."""
    return tuple(
        (name, str(member.annotation or member.value))
        for name, member in class_.members.items()
        if isinstance(member, griffe.Attribute) and not name.startswith("_")
    )


class _Comparison:
    def __init__(self, old: Packages, new: Packages, base: Names, head: Names, reach: Reach) -> None:
        self.old, self.new, self.base, self.head, self.reach = old, new, base, head, reach
        self.renames = self._find_renames()
        self.operations = _operation_renames(base, head)

    def _find_renames(self) -> dict[str, str]:
        """Classes that are gone and stand there under another name, by their shape."""
        before = {class_.name: class_ for class_ in public_classes(self.old.generated)}
        after = {class_.name: class_ for class_ in public_classes(self.new.generated)}
        gone = {name: _shape(class_) for name, class_ in before.items() if name not in after}
        fresh = {name: _shape(class_) for name, class_ in after.items() if name not in before}
        renames = {}
        for name, shape in gone.items():
            like = [other for other, other_shape in fresh.items() if other_shape == shape]
            twins = [other for other, other_shape in gone.items() if other_shape == shape]
            if shape and len(like) == len(twins) == 1:
                renames[name] = like[0]
        return renames

    def renamed_classes(self) -> Iterator[Finding]:
        """One finding for a class whose name alone changed."""
        for before, after in self.renames.items():
            yield self._about_class(
                after, "class-renamed", "is another name for a class", Verdict.BREAKING, before=before, after=after
            )

    # ---- what griffe tells ------------------------------------------------------------------------------------------

    def breakages(self) -> Iterator[Finding]:
        """Removals and parameters."""
        for old, new in ((self.old.generated, self.new.generated), (self.old.hand_written, self.new.hand_written)):
            if old.filepath != new.filepath:
                for breakage in griffe.find_breaking_changes(old, new):
                    yield from self._breakage(breakage)

    def _breakage(self, breakage: griffe.Breakage) -> Iterator[Finding]:
        kind = breakage.kind
        if kind is griffe.BreakageKind.OBJECT_REMOVED:
            yield from self._removed(breakage.obj)
            return
        if _hidden(breakage.obj.path) or self._made_by_service(breakage.obj):
            return
        old, new = breakage.old_value, breakage.new_value
        known = {
            griffe.BreakageKind.PARAMETER_REMOVED: ("argument-removed", "is no argument any more"),
            griffe.BreakageKind.PARAMETER_MOVED: ("argument-moved", "has another place among the arguments"),
            griffe.BreakageKind.PARAMETER_CHANGED_KIND: ("argument-kind-changed", "is given in another way"),
            griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED: ("argument-required", "is a required argument now"),
            griffe.BreakageKind.PARAMETER_ADDED_REQUIRED: ("argument-added-required", "is a new required argument"),
            griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT: ("argument-default-changed", "has another default"),
            griffe.BreakageKind.OBJECT_CHANGED_KIND: ("kind-changed", "is something else in Python"),
            griffe.BreakageKind.CLASS_REMOVED_BASE: ("base-removed", "lost a base class"),
            griffe.BreakageKind.RETURN_CHANGED_TYPE: ("returns-changed", "returns something else"),
        }
        name, text = known.get(kind, (kind.name.lower().replace("_", "-"), kind.value.lower()))
        parameter = next((one for one in (new, old) if isinstance(one, griffe.Parameter)), None)
        if parameter is None:
            yield self._at(breakage.obj, None, name, text, Verdict.BREAKING, _BOTH, _text(old), _text(new))
            return
        verdict = Verdict.BREAKING
        if name == "argument-default-changed" and parameter.name == "slice_size":
            verdict = Verdict.MINOR  # a walk asks for the largest slice, however large that is
        before, after = (str(one) if isinstance(one, griffe.Parameter) else None for one in (old, new))
        yield self._at(breakage.obj, parameter.name, name, text, verdict, _SEND, before, after)

    def _removed(self, gone: griffe.Object | griffe.Alias) -> Iterator[Finding]:
        if _hidden(gone.path):
            return
        module = isinstance(gone, griffe.Module)  # an alias would have to be resolved first, which may fail
        if module and gone.path.startswith(f"{PACKAGE}.api."):
            yield from self._removed_operations(gone)
        elif module and gone.path.startswith(f"{PACKAGE}.models."):
            for member in gone.members.values():
                if isinstance(member, griffe.Class) and not _private(member.name):
                    yield from self._removed(member)
        elif gone.name not in self.renames:
            yield self._at(
                gone, None, "removed", "is gone from Python", Verdict.BREAKING, _BOTH, _signature(gone), None
            )

    def _removed_operations(self, module: griffe.Object | griffe.Alias) -> Iterator[Finding]:
        """The module of a whole tag."""
        for name in _request_functions(module):
            target = self.operations.get(f"gym.{module.name}.{name}", f"gym.{module.name}.{name}")
            yield self._finding(target, "removed", "is gone from Python", Verdict.BREAKING, _SEND, module.path)

    # ---- what griffe does not tell ----------------------------------------------------------------------------------

    def members(self) -> Iterator[Finding]:
        """New names, and other annotations and values."""
        for old, new in ((self.old.generated, self.new.generated), (self.old.hand_written, self.new.hand_written)):
            if old.filepath != new.filepath:
                yield from self._below(old, new)

    def _below(self, old: Any, new: Any) -> Iterator[Finding]:
        for name, member in new.members.items():
            if member.is_alias or name in _IGNORED or _private(name) or _hidden(member.path):
                continue
            if self._made_by_service(member):
                continue
            before = old.members.get(name)
            if before is None and member.name in self.renames:
                continue
            if before is None or before.is_alias or before.kind is not member.kind:
                if before is None:
                    yield from self._added(member)
            elif member.is_function:
                yield from self._function(before, member)
            elif member.is_attribute:
                yield from self._attribute(before, member)
            else:
                yield from self._below(before, member)

    def _added(self, new: griffe.Object | griffe.Alias) -> Iterator[Finding]:
        steps = new.path.split(".")
        if isinstance(new, griffe.Module) and new.path.startswith(f"{PACKAGE}."):
            if steps[1:2] == ["api"] and len(steps) == 3:  # a new tag
                for name in _request_functions(new):
                    target = f"gym.{steps[2]}.{name}"
                    yield self._finding(target, "added", "is new in Python", Verdict.MINOR, _SEND, new.path)
            elif steps[1:2] == ["models"]:
                for member in new.members.values():
                    renamed = member.name in self.renames.values()
                    if isinstance(member, griffe.Class) and not _private(member.name) and not renamed:
                        yield from self._added(member)
            return
        yield self._at(new, None, "added", "is new in Python", Verdict.MINOR, _BOTH, None, _signature(new))

    def _function(self, old: griffe.Function, new: griffe.Function) -> Iterator[Finding]:
        before = {parameter.name: parameter for parameter in old.parameters}
        for parameter in new.parameters:
            if parameter.name not in before:
                if not parameter.required:
                    text = "is a new optional argument"
                    yield self._at(
                        new, parameter.name, "argument-added", text, Verdict.MINOR, _SEND, None, str(parameter)
                    )
                continue
            known = before[parameter.name]
            if parameter.required < known.required:
                text = "is an optional argument now"
                yield self._at(new, parameter.name, "argument-optional", text, Verdict.MINOR, _SEND)
            yield from self._annotation(new, parameter.name, known.annotation, parameter.annotation, given=True)
        if not _is_request_function(new):  # the method of the same name tells what comes back
            yield from self._annotation(new, None, old.returns, new.returns, given=False)

    def _attribute(self, old: griffe.Attribute, new: griffe.Attribute) -> Iterator[Finding]:
        yield from self._annotation(new, None, old.annotation, new.annotation, given=False)
        if new.parent is not None and new.parent.name in self.head.enums and str(old.value) != str(new.value):
            text = "stands for another value"
            yield self._at(
                new, None, "value-changed", text, Verdict.BREAKING, _BOTH, _text(old.value), _text(new.value)
            )

    def _annotation(self, at: Any, parameter: str | None, old: Any, new: Any, *, given: bool) -> Iterator[Finding]:
        """Compare two annotations, of something that callers give or of something that they get."""
        before = _WORD.sub(lambda word: self.renames.get(word[0], word[0]), _QUALIFIER.sub("", str(old or "")))
        after = _QUALIFIER.sub("", str(new or ""))
        if before == after:
            return
        wider, narrower = self._covers(after, before), self._covers(before, after)
        given = given or self._only_sent(at)
        harmless = wider if given else narrower
        what = _told(before, after, wider=wider, narrower=narrower)
        verdict = Verdict.MINOR if harmless else Verdict.BREAKING
        kind = "returns-changed" if at.is_function and parameter is None else "annotation-changed"
        text = f"{'returns what ' if kind == 'returns-changed' else ''}{what} in Python"
        yield self._at(at, parameter, kind, text, verdict, _TYPES, _text(old), _text(new))

    def _covers(self, wide: str, narrow: str) -> bool:
        """Whether every alternative of one union is in the other; a member of an open enum is a str."""
        if wide == "Any":
            return True
        alternatives = {one.strip() for one in wide.split("|")}
        enums = self.base.enums | self.head.enums
        return all(
            one.strip() in alternatives or (one.strip() in enums and "str" in alternatives) for one in narrow.split("|")
        )

    # ---- places -----------------------------------------------------------------------------------------------------

    def _only_sent(self, at: Any) -> bool:
        schema = self._schema(at.path)
        return schema is not None and self.reach.directions(schema) == _SEND

    def _made_by_service(self, at: Any) -> bool:
        """The constructor of what is only read: just tests call it, and the attributes tell the same."""
        schema = self._schema(at.path)
        return at.name == "__init__" and schema is not None and self.reach.directions(schema) == _READ

    def _schema(self, path: str) -> str | None:
        """The named schema behind a path in the models."""
        steps = path.split(".")
        if steps[:2] != [PACKAGE, "models"] or len(steps) < 4:
            return None
        name = self.head.schema_of.get(steps[3]) or self.base.schema_of.get(steps[3])
        return name.partition(".")[0].removesuffix("[]") if name else None

    def _at(  # noqa: PLR0917 - one finding has this many sides
        self,
        at: griffe.Object | griffe.Alias,
        parameter: str | None,
        kind: str,
        text: str,
        verdict: Verdict,
        audience: frozenset[Audience],
        before: str | None = None,
        after: str | None = None,
    ) -> Finding:
        """A finding at an object of griffe's, under the name that a user would type."""
        path = at.path
        steps = path.split(".")
        if steps[:2] == [PACKAGE, "api"] and len(steps) > 3:
            name = steps[3] if len(steps) == 4 else steps[4]
            target = self.operations.get(f"gym.{steps[2]}.{name}", f"gym.{steps[2]}.{name}")
            operation = target.removeprefix("gym.")
            audience = audience if audience == _TYPES else _SEND
            if parameter is not None:
                target = f"{target}({parameter}=)"
            return self._finding(target, kind, text, verdict, audience, path, before, after, (operation,))
        if steps[:2] == [PACKAGE, "models"]:
            return self._in_model(steps, parameter, kind, text, verdict, audience, path, before, after)
        target = path.removesuffix(".__init__")
        if parameter is not None:
            target = f"{target}({parameter}=)"
        return self._finding(target, kind, text, verdict, audience, path, before, after)

    def _in_model(  # noqa: PLR0917
        self,
        steps: list[str],
        parameter: str | None,
        kind: str,
        text: str,
        verdict: Verdict,
        audience: frozenset[Audience],
        path: str,
        before: str | None,
        after: str | None,
    ) -> Finding:
        class_name = steps[3] if len(steps) > 3 else steps[2]
        member = parameter or (steps[4] if len(steps) > 4 and steps[4] != "__init__" else None)
        names = self.head if class_name in self.head.members else self.base
        owners = {owner.split(".")[0] for owner in names.owners_of_enum(class_name)}
        schemas = {names.schema_of.get(owner) for owner in {class_name, *owners}} - {None}
        roots = {str(schema).partition(".")[0].removesuffix("[]") for schema in schemas}
        directions = frozenset(one for root in roots for one in self.reach.directions(root))
        operations = {name for root in roots for name in self.reach.operations(root)}
        operations |= {owner[4:].partition("(")[0] for owner in names.owners_of_enum(class_name) if owner[:4] == "gym."}
        if any(owner.startswith("gym.") for owner in names.owners_of_enum(class_name)):
            directions |= _SEND
        if audience != _TYPES:
            audience = (audience & directions) or directions
        if class_name in names.enums:
            target = names.owner_of_enum(class_name)
            text = f"{text} ({class_name}.{member})" if member else f"{text} ({class_name})"
            kind = f"enum-{kind}"
        else:
            target = class_name if member is None else f"{class_name}.{member}"
        return self._finding(target, kind, text, verdict, audience, path, before, after, tuple(sorted(operations)))

    def _about_class(self, name: str, kind: str, text: str, verdict: Verdict, *, before: str, after: str) -> Finding:
        steps = [PACKAGE, "models", "", name]
        return self._in_model(steps, None, kind, text, verdict, _BOTH, f"{PACKAGE}.models.{name}", before, after)

    @staticmethod
    def _finding(  # noqa: PLR0917
        target: str,
        kind: str,
        text: str,
        verdict: Verdict,
        audience: frozenset[Audience],
        where: str,
        before: str | None = None,
        after: str | None = None,
        operations: tuple[str, ...] = (),
    ) -> Finding:
        return Finding(
            target=target,
            kind=kind,
            text=text,
            verdict=verdict,
            audience=audience,
            half="python",
            where=where,
            before=before,
            after=after,
            rule="griffe",
            operations=operations,
        )


def _operation_renames(base: Names, head: Names) -> dict[str, str]:
    """New names of the operations that keep their method and path."""
    renames = {}
    for path in base.description.get("paths", {}):
        for key in base.operations_at(path):
            if key in head.operations_at(path):
                before, after = base.operation(*key), head.operation(*key)
                if before != after:
                    renames[before] = after
    return renames


def _told(before: str, after: str, *, wider: bool, narrower: bool) -> str:
    if after == f"{before} | None":
        return "may be None"
    if before == f"{after} | None":
        return "is never None"
    return "may be something else, too," if wider else "is narrower" if narrower else "has another type"


def _private(name: str) -> bool:
    return name.startswith("_") and name != "__init__"


def _hidden(path: str) -> bool:
    """Inner names, the mix-ins that only hold the resources, and the other forms of the generated resources."""
    steps = path.split(".")
    if any(_private(step) for step in steps) or steps[-1] in _IGNORED:
        return True
    if steps[0] == PACKAGE:
        inner = steps[1:2] in (["client"], ["types"]) or (
            steps[1:2] == ["models"] and len(steps) == 3 and steps[2][:1].isupper()
        )
        other = len(steps) > 3 and (steps[3].startswith("Async") or steps[3].endswith("WithRawResponse"))
        return inner or (steps[1:2] == ["api"] and other)
    return False


def _request_functions(module: griffe.Object | griffe.Alias) -> list[str]:
    """The operations of a tag, by the functions that make their requests."""
    return [name for name, member in module.members.items() if isinstance(member, griffe.Function)]


def _is_request_function(function: griffe.Function) -> bool:
    return function.path.startswith(f"{PACKAGE}.api.") and isinstance(function.parent, griffe.Module)


def _signature(member: griffe.Object | griffe.Alias) -> str | None:
    if isinstance(member, griffe.Attribute):
        return _text(member.annotation or member.value)
    if isinstance(member, griffe.Function):
        return f"{member.name}({', '.join(parameter.name for parameter in member.parameters)})"
    return None


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
