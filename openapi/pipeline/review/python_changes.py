"""Compare two states of the packages.

griffe finds removed objects and changed parameters. It sees neither the constructors that attrs makes (see
`attrs_constructors`), nor annotations, nor new objects, so these are compared here. The changes are in terms of Python
paths: `locations` gives them the names that users type, `policy` judges them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import griffe

from openapi.pipeline.generate import PACKAGE
from openapi.pipeline.review.packages import HAND_WRITTEN, Packages, iter_models, schema_of
from openapi.pipeline.review.public_objects import PublicObjects, is_private

__all__ = ["PythonChange", "TypeChange", "find_python_changes"]

_WORD = re.compile(r"[A-Za-z_]\w*")
_QUALIFIER = re.compile(rf"\b(?:models|{HAND_WRITTEN})\.")
"""Modules by which generated code names classes in annotations; whether it does makes no difference to callers."""

_OPEN = "dict[str, Any]"
"""The alternative of a union that takes what none of its classes does."""

_KINDS = {
    griffe.BreakageKind.PARAMETER_REMOVED: "argument-removed",
    griffe.BreakageKind.PARAMETER_MOVED: "argument-moved",
    griffe.BreakageKind.PARAMETER_CHANGED_KIND: "argument-kind-changed",
    griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED: "argument-required",
    griffe.BreakageKind.PARAMETER_ADDED_REQUIRED: "argument-added-required",
    griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT: "argument-default-changed",
    griffe.BreakageKind.OBJECT_CHANGED_KIND: "kind-changed",
    griffe.BreakageKind.CLASS_REMOVED_BASE: "base-removed",
    griffe.BreakageKind.RETURN_CHANGED_TYPE: "returns-changed",
}


@dataclass(frozen=True)
class TypeChange:
    """How one annotation relates to another.

    Attributes:
        wider: The new type allows every value of the old one.
        narrower: The old type allows every value of the new one.
        gains_none: Only None was added.
        loses_none: Only None was taken away.
        gains_variants: Only classes were added to a union with ``dict[str, Any]``, which were read as a dict before.
    """

    wider: bool
    narrower: bool
    gains_none: bool
    loses_none: bool
    gains_variants: bool = False


@dataclass(frozen=True, kw_only=True)
class PythonChange:
    """One change of the packages.

    Attributes:
        kind: What changed: ``removed``, ``argument-required``.
        path: The object, by its public path.
        parameter: The parameter of that object.
        before: How it was, in a line.
        after: How it is.
        types: How the annotations relate; None where the change is not one of annotations.
    """

    kind: str
    path: str
    parameter: str | None = None
    before: str | None = None
    after: str | None = None
    types: TypeChange | None = None


def find_python_changes(base: Packages, head: Packages, left_out: Collection[str] = ()) -> list[PythonChange]:
    """Compare the packages.

    Args:
        base: The packages before.
        head: The packages now.
        left_out: Schemas that are left out on one side: their classes have no new names on the other.

    Returns:
        The changes; nothing of a package that is the same file on both sides.
    """
    comparison = _Comparison(base, head, left_out)
    changes = [*comparison.renamed_classes()]
    others: list[PythonChange] = []
    for before, after in ((base.generated, head.generated), (base.hand_written, head.hand_written)):
        if before.filepath != after.filepath:
            inherited = after.name == HAND_WRITTEN
            old, new = (PublicObjects(package, inherited=inherited) for package in (before, after))
            changes += comparison.breakages(before, after, old, new)
            others += comparison.other_changes(old, new)
    return changes + others


class _Comparison:
    def __init__(self, base: Packages, head: Packages, left_out: Collection[str]) -> None:
        before, after = ({one.name: one for one in iter_models(side.generated)} for side in (base, head))
        self.models = after
        self.head_enums = {name for name, class_ in after.items() if schema_of(class_) is None}
        self.enums = self.head_enums | {name for name, class_ in before.items() if schema_of(class_) is None}
        before, after = (
            {name: class_ for name, class_ in side.items() if schema_of(class_) not in left_out}
            for side in (before, after)
        )
        self.renames = _find_renames(before, after)

    def renamed_classes(self) -> Iterator[PythonChange]:
        """Yield one change for each class whose name alone changed."""
        for before, after in self.renames.items():
            path = self.models[after].path
            yield PythonChange(kind="class-renamed", path=path, before=before, after=after)

    # ---- what griffe finds ------------------------------------------------------------------------------------------

    def breakages(
        self, base: griffe.Module, head: griffe.Module, old: PublicObjects, new: PublicObjects
    ) -> Iterator[PythonChange]:
        """Yield removed objects and changed parameters of public objects."""
        for breakage in griffe.find_breaking_changes(base, head):
            path = breakage.obj.path
            for public_path in old.public_paths(path) or new.public_paths(path):
                if breakage.kind is griffe.BreakageKind.OBJECT_REMOVED:
                    yield from self._removed(breakage.obj, public_path)
                else:
                    yield _breakage(breakage, public_path)

        for path in _dropped_exports(base, head):
            yield PythonChange(kind="removed", path=path)

    def _removed(self, gone: griffe.Object | griffe.Alias, path: str) -> Iterator[PythonChange]:
        if isinstance(gone, griffe.Module) and path.startswith(f"{PACKAGE}."):
            for name, member in gone.members.items():
                if not member.is_alias and not is_private(name):
                    yield from self._removed(member, f"{path}.{name}")
        elif gone.name not in self.renames:
            yield PythonChange(kind="removed", path=path, before=_signature(gone))

    # ---- what griffe does not find ----------------------------------------------------------------------------------

    def other_changes(self, base: PublicObjects, head: PublicObjects) -> Iterator[PythonChange]:
        """Yield new objects, and changed annotations and values."""
        covered: set[str] = set()  # objects whose owner is new as a whole
        for path, new in head.items():
            old = base.get(path)
            if path.rpartition(".")[0] in covered:
                covered.add(path)
            elif old is None:
                if not isinstance(new, griffe.Module) or not path.startswith(f"{PACKAGE}."):
                    covered.add(path)
                    # A constructor of its own adds nothing that the comparison of constructors does not report.
                    if new.name not in {"__init__", *self.renames, *self.renames.values()}:
                        yield PythonChange(kind="added", path=path, after=_signature(new))
            elif isinstance(old, griffe.Function) and isinstance(new, griffe.Function):
                yield from self._function(path, old, new)
            elif isinstance(old, griffe.Attribute) and isinstance(new, griffe.Attribute):
                yield from self._attribute(path, old, new)

    def _function(self, path: str, old: griffe.Function, new: griffe.Function) -> Iterator[PythonChange]:
        before = {parameter.name: parameter for parameter in old.parameters}
        for parameter in new.parameters:
            known = before.get(parameter.name)
            if known is None:
                if not parameter.required:
                    yield PythonChange(
                        kind="argument-added", path=path, parameter=parameter.name, after=_argument(parameter)
                    )
                continue
            if parameter.required < known.required:
                yield PythonChange(kind="argument-optional", path=path, parameter=parameter.name)
            yield from self._annotation(
                "annotation-changed", path, known.annotation, parameter.annotation, parameter=parameter.name
            )
        yield from self._annotation("returns-changed", path, old.returns, new.returns)

    def _attribute(self, path: str, old: griffe.Attribute, new: griffe.Attribute) -> Iterator[PythonChange]:
        yield from self._annotation("annotation-changed", path, old.annotation, new.annotation)
        if new.parent is not None and new.parent.name in self.head_enums and str(old.value) != str(new.value):
            yield PythonChange(kind="value-changed", path=path, before=_text(old.value), after=_text(new.value))

    def _annotation(
        self, kind: str, path: str, old: Any, new: Any, *, parameter: str | None = None
    ) -> Iterator[PythonChange]:
        before = _WORD.sub(lambda word: self.renames.get(word[0], word[0]), _QUALIFIER.sub("", str(old or "")))
        after = _QUALIFIER.sub("", str(new or ""))
        if before != after:
            types = TypeChange(
                wider=self._covers(after, before),
                narrower=self._covers(before, after),
                gains_none=after == f"{before} | None",
                loses_none=before == f"{after} | None",
                gains_variants=gains_variants(before, after),
            )
            yield PythonChange(
                kind=kind,
                path=path,
                parameter=parameter,
                before=_annotation_text(old),
                after=_annotation_text(new),
                types=types,
            )

    def _covers(self, wide: str, narrow: str) -> bool:
        """Return whether every alternative of one union is in the other; a member of an open enum is a str."""
        if wide == "Any":
            return True
        alternatives = {one.strip() for one in wide.split("|")}
        return all(
            one.strip() in alternatives or (one.strip() in self.enums and "str" in alternatives)
            for one in narrow.split("|")
        )


def gains_variants(before: str, after: str) -> bool:
    """Return whether two annotations differ by nothing but more classes in a union with ``dict[str, Any]``."""
    try:
        old, new = (ast.parse(one, mode="eval").body for one in (before, after))
    except SyntaxError:
        return False
    return _has_more_variants(old, new)


def _has_more_variants(old: ast.expr, new: ast.expr) -> bool:
    before, after = ({ast.unparse(one): one for one in _alternatives(side)} for side in (old, new))
    lost = [before[text] for text in before if text not in after]
    gained = [after[text] for text in after if text not in before]
    if not lost:
        return _OPEN in before and all(isinstance(one, ast.Name) for one in gained)
    one, other = lost[0], gained[0] if gained else None
    if len(lost) + len(gained) != 2 or not (isinstance(one, ast.Subscript) and isinstance(other, ast.Subscript)):
        return False
    pairs = [(one.value, other.value), *zip(_items(one.slice), _items(other.slice), strict=False)]
    changed = [pair for pair in pairs if ast.unparse(pair[0]) != ast.unparse(pair[1])]
    return len(changed) == 1 and _has_more_variants(*changed[0])


def _items(index: ast.expr) -> list[ast.expr]:
    return index.elts if isinstance(index, ast.Tuple) else [index]


def _alternatives(annotation: ast.expr) -> Iterator[ast.expr]:
    if isinstance(annotation, ast.BinOp):
        yield from _alternatives(annotation.left)
        yield from _alternatives(annotation.right)
    else:
        yield annotation


def _find_renames(before: dict[str, griffe.Class], after: dict[str, griffe.Class]) -> dict[str, str]:
    """Return the classes that exist under another name now, recognised by their shape."""
    gone = {name: _shape(class_) for name, class_ in before.items() if name not in after}
    fresh = {name: _shape(class_) for name, class_ in after.items() if name not in before}
    renames = {}
    for name, shape in gone.items():
        candidates = [other for other, other_shape in fresh.items() if other_shape == shape]
        twins = [other for other, other_shape in gone.items() if other_shape == shape]
        if shape and len(candidates) == len(twins) == 1:
            renames[name] = candidates[0]
    return renames


def _shape(class_: griffe.Class) -> tuple[tuple[str, str], ...]:
    """Return names and annotations, or values, of a class: what stays when its name changes."""
    return tuple(
        (name, str(member.annotation or member.value))
        for name, member in class_.members.items()
        if isinstance(member, griffe.Attribute) and not name.startswith("_")
    )


def _dropped_exports(base: griffe.Module, head: griffe.Module) -> Iterator[str]:
    """Yield the re-exports that ``__all__`` no longer lists, although the module still imports them.

    In a lazy module type checkers see the import, and only what ``__all__`` lists exists at runtime.
    """
    for name, member in base.members.items():
        new = head.members.get(name)
        if isinstance(member, griffe.Module) and isinstance(new, griffe.Module) and not is_private(name):
            yield from _dropped_exports(member, new)
        elif (
            new is not None
            and new.is_alias
            and member.is_exported
            and head.exports is not None
            and not (new.is_exported or is_private(name))
        ):
            yield member.path


def _breakage(breakage: griffe.Breakage, path: str) -> PythonChange:
    old, new = breakage.old_value, breakage.new_value
    kind = _KINDS.get(breakage.kind, breakage.kind.name.lower().replace("_", "-"))
    parameter = next((one for one in (new, old) if isinstance(one, griffe.Parameter)), None)
    if parameter is None:
        return PythonChange(kind=kind, path=path, before=_text(old), after=_text(new))
    before, after = (_argument(one) if isinstance(one, griffe.Parameter) else None for one in (old, new))
    return PythonChange(kind=kind, path=path, parameter=parameter.name, before=before, after=after)


def _signature(member: griffe.Object | griffe.Alias) -> str | None:
    if isinstance(member, griffe.Attribute):
        return _annotation_text(member.annotation) or _text(member.value)
    if isinstance(member, griffe.Function):
        names = [parameter.name for parameter in member.parameters if parameter.name != "self"]
        return f"{member.name}({', '.join(names)})"
    return None


def _argument(parameter: griffe.Parameter) -> str:
    """Return an argument as its signature has it: ``slice_size: int = 100``."""
    stars = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}
    text = stars.get(parameter.kind, "") if parameter.kind else ""
    text += parameter.name
    if parameter.annotation is not None:
        text += f": {_annotation_text(parameter.annotation)}"
    return text if parameter.required or parameter.default is None else f"{text} = {parameter.default}"


def _annotation_text(annotation: Any) -> str | None:
    """Return an annotation as callers know it, without the modules that generated code names classes by."""
    return None if annotation is None else _QUALIFIER.sub("", str(annotation))


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
