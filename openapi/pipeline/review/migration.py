"""Draft the migration note: what callers change in their code for each breaking change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from openapi.pipeline.review.policy import Audience, Finding, Verdict
from openapi.pipeline.review.report import Change, Report
from perfectgym_next._core.naming import snake_case

__all__ = ["MigrationStep", "draft_migration"]


@dataclass(frozen=True, kw_only=True)
class MigrationStep:
    """What callers change because of one breaking change.

    Attributes:
        change: The change.
        before: Lines of Python that work before.
        after: The lines that replace them.
        sentence: What code does not show.
    """

    change: Change
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sentence: str = ""


def draft_migration(report: Report) -> list[MigrationStep]:
    """Return one step for each breaking change, in the order of the report."""
    return [_draft_step(change) for change in report.breaking]


def _draft_step(change: Change) -> MigrationStep:
    """Draft the step of the first finding that says how code changes."""
    breaking = [one for one in change.findings if one.verdict is Verdict.BREAKING]
    for finding in breaking:
        rule = _RULES.get(finding.kind)
        step = None if rule is None or Audience.TYPES in finding.audience else rule(change, finding)
        if step is not None:
            return step
    if change.audience == [Audience.TYPES]:
        before, after = change.values
        sentence = f"The code runs as before. Its annotation was `{before}` and is `{after}` now."
        return MigrationStep(change=change, sentence=sentence)
    return MigrationStep(change=change, sentence=_fallback(change, breaking[0]))


def _fallback(change: Change, finding: Finding) -> str:
    text = f"`{change.name}` {finding.text}"
    if finding.before and finding.after:
        text += f", from `{finding.before}` to `{finding.after}`"
    if change.whom == "all callers":
        return f"This package has to be changed by hand, not the code that calls it: {text}."
    return f"{text}: check the code that uses it."


# ---- how a name is used ---------------------------------------------------------------------------------------------


def _is_operation(change: Change) -> bool:
    return change.name.startswith("gym.") and "(" not in change.name


def _argument(change: Change) -> str:
    """Return the argument in ``gym.a.b(c=)`` or ``Class.c``."""
    return change.name.partition("(")[2].removesuffix("=)") or change.name.rpartition(".")[2]


def _is_passed(change: Change, finding: Finding) -> bool:
    return change.name.startswith("gym.") or Audience.SEND in finding.audience


def _call(change: Change, argument: str = "", value: str = "...") -> str:
    """Return a call of the operation, or of the class, that the argument belongs to."""
    if not argument:
        return f"{change.owner}(...)"
    passed = "body" if argument == "body" else f"{argument}={value}"
    return f"{change.owner}(..., {passed})"


def _type_of(text: str | None) -> str:
    """Return the type in ``list[str]`` or ``names: list[str] = ()``."""
    return (text or "").partition(": ")[2].partition(" = ")[0] or (text or "")


def _attribute(change: Change, name: str = "") -> str:
    return f"{snake_case(change.owner)}.{name or _argument(change)}"


# ---- rules ----------------------------------------------------------------------------------------------------------


def _operation_removed(change: Change, _: Finding) -> MigrationStep:
    before, _after = change.values
    arguments = "(...)" if before is None or "(" not in before else f"({before.partition('(')[2]}"
    return MigrationStep(
        change=change, before=(f"{change.name}{arguments}",), sentence=f"The API no longer has `{change.name}`."
    )


def _operation_left_out(change: Change, finding: Finding) -> MigrationStep:
    step = _operation_removed(change, finding)
    return replace(step, sentence=f"This package leaves out `{change.name}`; `gym.request` still sends its request.")


def _operation_renamed(change: Change, finding: Finding) -> MigrationStep:
    return MigrationStep(change=change, before=(f"{finding.before}(...)",), after=(f"{finding.after}(...)",))


def _operation_moved(change: Change, _: Finding) -> MigrationStep:
    return MigrationStep(
        change=change, sentence=f"Update the package: earlier releases call the old address of `{change.name}`."
    )


def _parameter_moved(change: Change, finding: Finding) -> MigrationStep:
    if finding.before != "path":
        return MigrationStep(
            change=change, sentence=f"Update the package: earlier releases send `{_argument(change)}` elsewhere."
        )
    before, after = f"{change.owner}(...)", f"{change.owner}({_argument(change)}=...)"
    return MigrationStep(change=change, before=(before,), after=(after,))


def _scopes(change: Change, finding: Finding) -> MigrationStep:
    sentence = f"`{change.name}` needs an API key with {finding.after} (before: {finding.before})."
    return MigrationStep(change=change, sentence=sentence)


def _required(change: Change, finding: Finding) -> MigrationStep | None:
    if not _is_passed(change, finding):
        return None
    type_ = _type_of(change.values[1])
    comment = f"  # {type_}" if type_ and ": " in str(change.values[1]) else ""
    after = f"{_call(change, _argument(change))}{comment}"
    return MigrationStep(change=change, before=(_call(change),), after=(after,))


def _removed(change: Change, finding: Finding) -> MigrationStep:
    owner, _, name = change.name.rpartition(".")
    new_name = change.rename.after if change.rename is not None else ""
    if not change.name.startswith("gym.") and not owner:  # a class
        new = (f"from perfectgym_next.models import {new_name}  # perhaps",) if new_name else ()
        return MigrationStep(change=change, before=(f"from perfectgym_next.models import {name}",), after=new)
    if change.name.startswith("perfectgym_next"):
        return MigrationStep(change=change, before=(change.name,))
    new_name = new_name.rpartition(".")[2]
    before: list[str] = []
    after: list[str] = []
    if _is_passed(change, finding):
        before.append(_call(change, _argument(change)))
        after.append(f"{_call(change, new_name)}  # perhaps" if new_name else _call(change))
    if not change.name.startswith("gym.") and Audience.READ in finding.audience:
        before.append(_attribute(change))
        after += [f"{_attribute(change, new_name)}  # perhaps"] if new_name else []
    return MigrationStep(change=change, before=tuple(before), after=tuple(after))


def _may_be_none(change: Change, finding: Finding) -> MigrationStep | None:
    if change.name.startswith("gym.") or Audience.READ not in finding.audience:
        return None
    use = f"print({_attribute(change)})"
    return MigrationStep(change=change, before=(use,), after=(f"if {_attribute(change)} is not None:", f"    {use}"))


def _type(change: Change, finding: Finding) -> MigrationStep | None:
    before, after = change.values
    if before is None or after is None:
        return None
    lines: list[tuple[str, ...]] = []
    for text in map(_type_of, (before, after)):
        if _is_operation(change):
            lines.append((f"result: {text} = {_call(change)}",))
        elif _is_passed(change, finding):
            lines.append((f"{_call(change, _argument(change))}  # {text}",))
        else:
            lines.append((f"value: {text} = {_attribute(change)}",))
    return MigrationStep(change=change, before=lines[0], after=lines[1])


def _enum_removed(change: Change, finding: Finding) -> MigrationStep:
    names = [one.before for one in change.findings if one.kind == "enum-removed" and one.before]
    return MigrationStep(
        change=change, before=tuple(names), sentence=f"`{change.name}` {finding.text}: it is neither sent nor read."
    )


def _limit(change: Change, finding: Finding) -> MigrationStep:
    what = f"{finding.text} ({finding.after})" if finding.after else finding.text
    return MigrationStep(change=change, sentence=f"`{change.name}` {what}: other values are refused.")


def _default(change: Change, finding: Finding) -> MigrationStep | None:
    if finding.before is None:
        return None
    return MigrationStep(
        change=change,
        before=(_call(change),),
        after=(_call(change, _argument(change), finding.before),),
        sentence=f"Passing `{finding.before}` keeps what omitting `{_argument(change)}` meant.",
    )


def _name_changed(change: Change, finding: Finding) -> MigrationStep:
    names = (str(finding.before), str(finding.after))
    passed = [_call(change, name) for name in names] if _is_passed(change, finding) else []
    read = [] if change.name.startswith("gym.") or Audience.READ not in finding.audience else names
    lines = [
        (*passed[index : index + 1], *(_attribute(change, name) for name in read[index : index + 1]))
        for index in (0, 1)
    ]
    return MigrationStep(change=change, before=lines[0], after=lines[1])


def _class_renamed(change: Change, finding: Finding) -> MigrationStep:
    before, after = (f"from perfectgym_next.models import {name}" for name in (finding.before, finding.after))
    return MigrationStep(change=change, before=(before,), after=(after,))


_RULES: dict[str, Callable[[Change, Finding], MigrationStep | None]] = {
    "operation-removed": _operation_removed,
    "operation-left-out": _operation_left_out,
    "operation-renamed": _operation_renamed,
    "operation-moved": _operation_moved,
    "scopes-changed": _scopes,
    "parameter-moved": _parameter_moved,
    "parameter-added": _required,
    "body-added": _required,
    "field-added": _required,
    "became-required": _required,
    "argument-required": _required,
    "argument-added-required": _required,
    "parameter-removed": _removed,
    "body-removed": _removed,
    "field-removed": _removed,
    "argument-removed": _removed,
    "removed": _removed,
    "left-out": _removed,
    "became-optional": _may_be_none,
    "may-be-null": _may_be_none,
    "may-contain-null": _type,
    "type-changed": _type,
    "union-introduced": _type,
    "reference-changed": _type,
    "returns-changed": _type,
    "enum-values-removed": _enum_removed,
    "enum-introduced": _limit,
    "bounds-tightened": _limit,
    "default-changed": _default,
    "name-changed": _name_changed,
    "class-renamed": _class_renamed,
}
"""Steps by what changed; other changes get a sentence."""
