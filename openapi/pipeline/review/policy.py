"""What breaks whom: the table in docs/versioning.md, as code.

Each rule gives two verdicts, one for what is sent and one for what is read; `judged` picks those of the directions in
which a place is used.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from openapi.pipeline.review.changes import Audience, Verdict

__all__ = ["Judgement", "bounds", "default", "described", "enum", "judged", "scopes", "type_of"]

_WIDTHS = {"int32": 0, "int64": 1, None: 2}
_IN_PYTHON = {"date", "date-time", "binary"}
_LOWER = {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"}
_UPPER = {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"}


class Judgement(NamedTuple):
    """A rule's verdict on what is sent and on what is read."""

    kind: str
    text: str
    send: Verdict
    read: Verdict


def judged(judgement: Judgement, directions: Iterable[Audience]) -> tuple[Verdict, frozenset[Audience]]:
    """The higher verdict of the directions in which a place is used, and whom it concerns.

    What nobody uses breaks nobody.
    """
    verdicts = {direction: judgement.send if direction is Audience.SEND else judgement.read for direction in directions}
    if not verdicts:
        return min(Verdict.MINOR, max(judgement.send, judgement.read)), frozenset()
    highest = max(verdicts.values())
    concerned = frozenset(direction for direction, verdict in verdicts.items() if verdict == highest)
    return highest, concerned if highest > Verdict.NONE else frozenset()


def described(schema: dict[str, Any] | None) -> str | None:
    """A schema's type in a few words: ``integer (int64)``, ``list of RateCode``, ``string or null``."""
    if schema is None:
        return None
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    kinds, nullable = _kinds(schema)
    text = " or ".join(kinds) or "anything"
    if kinds == ["array"]:
        text = f"list of {described(schema.get('items', {}))}"
    elif schema.get("enum"):
        text = f"one of {', '.join(map(str, schema['enum']))}"
    elif schema.get("format"):
        text += f" ({schema['format']})"
    return f"{text} or null" if nullable else text


def _kinds(schema: dict[str, Any]) -> tuple[list[str], bool]:
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    return sorted(kind for kind in kinds if kind != "null"), "null" in kinds or schema.get("nullable") is True


def _python(schema: dict[str, Any]) -> tuple[str, ...]:
    """What tells types apart in Python: a format that has none of its own does not."""
    if "$ref" in schema:
        return ("reference", schema["$ref"])
    kinds, _ = _kinds(schema)
    if kinds == ["string"] and schema.get("format") in _IN_PYTHON:
        return ("string", schema["format"])
    if kinds == ["array"]:
        return ("array", *_python(schema.get("items", {})))
    return tuple(kinds)


def type_of(old: dict[str, Any], new: dict[str, Any], *, required: bool) -> Judgement:
    """A type, format or nullability changed.

    Args:
        old: The schema before.
        new: The schema now.
        required: Whether the member must be there: an optional one is None when absent, so null is nothing new.
    """
    old_null, new_null = _kinds(old)[1], _kinds(new)[1]
    if _python(old) == _python(new):
        if old_null != new_null:
            if new_null:
                read = Verdict.BREAKING if required else Verdict.MINOR
                return Judgement("may-be-null", "may be null", Verdict.MINOR, read)
            return Judgement("never-null", "is never null", Verdict.MINOR, Verdict.MINOR)
        return Judgement("format-changed", "has another format", _format_sent(old, new), Verdict.MINOR)
    widened = _kinds(old)[0] == ["integer"] and _kinds(new)[0] == ["number"]
    send = Verdict.MINOR if widened else Verdict.BREAKING
    return Judgement("type-changed", "has another type", send, Verdict.BREAKING)


def _format_sent(old: dict[str, Any], new: dict[str, Any]) -> Verdict:
    before, after = old.get("format"), new.get("format")
    if before in _WIDTHS and after in _WIDTHS and _kinds(new)[0] == ["integer"]:
        return Verdict.MINOR if _WIDTHS[after] >= _WIDTHS[before] else Verdict.BREAKING
    return Verdict.MINOR if after is None else Verdict.BREAKING


def enum(old: list[Any] | None, new: list[Any] | None) -> list[Judgement]:
    """The values of an enum changed, or there was none, or is none any more."""
    if old is None:
        return [Judgement("enum-introduced", "takes only listed values", Verdict.BREAKING, Verdict.MINOR)]
    if new is None:
        return [Judgement("enum-dropped", "takes any value", Verdict.MINOR, Verdict.MINOR)]
    found = []
    added = [str(value) for value in new if value not in old]
    removed = [str(value) for value in old if value not in new]
    if removed:
        text = f"no longer knows {', '.join(removed)}"
        found.append(Judgement("enum-values-removed", text, Verdict.BREAKING, Verdict.BREAKING))
    if added:
        text = f"knows {', '.join(added)} besides"
        found.append(Judgement("enum-values-added", text, Verdict.MINOR, Verdict.MINOR))
    return found


def bounds(keyword: str, old: Any, new: Any) -> Judgement:
    """A bound, pattern or other constraint changed. Answers are read without checking any."""
    if old is None:
        narrowed = True
    elif new is None:
        narrowed = False
    elif keyword in _LOWER and isinstance(old, int | float) and isinstance(new, int | float):
        narrowed = new > old
    elif keyword in _UPPER and isinstance(old, int | float) and isinstance(new, int | float):
        narrowed = new < old
    else:
        narrowed = True  # two patterns cannot be compared
    if narrowed:
        return Judgement("bounds-tightened", f"is bounded more tightly ({keyword})", Verdict.BREAKING, Verdict.MINOR)
    return Judgement("bounds-loosened", f"is bounded less tightly ({keyword})", Verdict.MINOR, Verdict.MINOR)


def default(old: Any, new: Any) -> Judgement:
    """The service's default changed: what is not given is not sent, so it decides."""
    if old is None:
        return Judgement("default-told", "has a default of the service", Verdict.MINOR, Verdict.NONE)
    return Judgement("default-changed", "has another default of the service", Verdict.BREAKING, Verdict.NONE)


def scopes(old: tuple[list[str], bool], new: tuple[list[str], bool]) -> Verdict:
    """The scopes that a key needs changed: each side is the names, and whether any one of them is enough.

    It breaks if there is a key that was enough and no longer is.
    """

    def enough(names: list[str], any_of: bool) -> list[set[str]]:
        return [{name} for name in names] if any_of else [set(names)]

    still = enough(*new)
    worked = all(any(key >= needed for needed in still) for key in enough(*old))
    return Verdict.MINOR if worked else Verdict.BREAKING
