"""Decide what an update leaves out: operations that cannot be generated, if the maintainer accepts it.

Schemas that no operation uses are left out along with them: nothing that a caller can reach is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openapi.pipeline.generation.preparing import Prepared, prepare
from openapi.pipeline.left_out import LeftOut, find_vendor_ids
from openapi.pipeline.reference_graph import OperationKey, find_operations
from openapi.pipeline.validation import check_references

__all__ = ["Partial", "plan_partial"]

_MAX_SHARE = 10  # without naming each, at most one of so many operations is left out


@dataclass(frozen=True, kw_only=True)
class Partial:
    """What an update leaves out.

    Attributes:
        left_out: The operations, in the order of the description, and the schemas.
        refusal: Why the update cannot go on with that; empty if it can.
        prepared: The description with all of it; None if it cannot be prepared.
    """

    left_out: tuple[LeftOut, ...] = ()
    refusal: str = ""
    prepared: Prepared | None = None


def plan_partial(
    vendor: dict[str, Any],
    document: dict[str, Any],
    class_names: dict[str, str],
    *,
    known: Sequence[LeftOut],
    accepted: str | None,
) -> Partial:
    """Plan what to leave out.

    What is left out already stays so as long as it cannot be generated.

    Args:
        vendor: The description as obtained.
        document: The overlaid description.
        class_names: Our names of classes, by the derived names.
        known: What is left out so far.
        accepted: ``1``, or the vendor's names of the operations that may be left out, with commas between them; None
            if nobody was asked yet.
    """
    try:
        check_references(document)
        prepared = prepare(document, class_names)
        unsupported = prepared.unsupported_parts()
    except Exception:  # the generation stumbles over the same, and has the validator to explain it
        return Partial()
    names = find_vendor_ids(vendor)
    candidates = [_candidate(key, "; ".join(reasons), names) for key, reasons in unsupported.items()]
    before = {one.key for one in known}
    new = [one for one in candidates if not one.schema and one.key not in before]
    schemas = [one for one in candidates if one.schema and one.key not in before]
    count = len(find_operations(document))
    too_many = bool(new) and sum(not one.schema for one in candidates) * _MAX_SHARE > count
    flag = "ACCEPT_PARTIAL=1"
    if too_many:
        flag = f"ACCEPT_PARTIAL='{','.join(one.name for one in new)}' (for more than a tenth, each has to be named)"
    what = [f"{len(new)} of {count} operations"] if new else []
    what += [f"{len(schemas)} schema{'s' if len(schemas) > 1 else ''} that no operation uses"] if schemas else []
    would = f"{flag} would leave out {' and '.join(what)}:\n{_list([*new, *schemas])}" if what else ""
    allowed, refusal = set[OperationKey](), ""
    if accepted is None or (accepted == "1" and too_many):
        refusal = would
    elif accepted == "1":
        allowed = {one.key for one in [*new, *schemas]}
    else:
        given = {name.strip() for name in accepted.split(",")} - {""}
        allowed = {one.key for one in new if one.name in given} | {one.key for one in schemas}
        rest = [one for one in new if one.key not in allowed]
        refusal = _refuse_names(sorted(given - {one.name for one in candidates}))
        if rest and not refusal:
            refusal = f"ACCEPT_PARTIAL does not name these operations, which cannot be generated either:\n{_list(rest)}"
    left_out = tuple(one for one in candidates if one.key in before | allowed)
    return Partial(left_out=left_out, refusal=refusal, prepared=prepared)


def _candidate(key: OperationKey, reason: str, names: dict[OperationKey, str]) -> LeftOut:
    method, name = key
    if not method:
        return LeftOut(schema=name, reason=reason)
    return LeftOut(operation_id=names.get(key, ""), method=method, path=name, reason=reason)


def _refuse_names(unknown: list[str]) -> str:
    if not unknown:
        return ""
    return (
        f"ACCEPT_PARTIAL names {', '.join(map(repr, unknown))}, not an operation that cannot be generated; "
        "expected 1, or the vendor's operationIds with commas between them"
    )


def _list(entries: Sequence[LeftOut]) -> str:
    return "\n".join(f"  {one}: {one.reason}" for one in entries)
