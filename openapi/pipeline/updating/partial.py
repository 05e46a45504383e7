"""Decide which operations an update leaves out: those that cannot be generated, if the maintainer accepts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openapi.pipeline.generation.preparing import prepare
from openapi.pipeline.left_out import LeftOut, find_vendor_ids
from openapi.pipeline.reference_graph import OperationKey, find_operations
from openapi.pipeline.validation import check_references

__all__ = ["Partial", "plan_partial"]

_MAX_SHARE = 10  # without naming each, at most one of so many operations is left out


@dataclass(frozen=True, kw_only=True)
class Partial:
    """What an update leaves out.

    Attributes:
        left_out: The operations, in the order of the description.
        refusal: Why the update cannot go on with that; empty if it can.
    """

    left_out: tuple[LeftOut, ...] = ()
    refusal: str = ""


def plan_partial(
    vendor: dict[str, Any],
    document: dict[str, Any],
    class_names: dict[str, str],
    *,
    known: Sequence[LeftOut],
    accepted: str | None,
) -> Partial:
    """Plan what to leave out.

    An operation that is left out already stays so as long as it cannot be generated.

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
        unsupported = prepare(document, class_names).unsupported_operations()
    except Exception:  # the generation stumbles over the same, and has the validator to explain it
        return Partial()
    names = find_vendor_ids(vendor)
    candidates = [
        LeftOut(operation_id=names.get(key, ""), method=key[0], path=key[1], reason="; ".join(reasons))
        for key, reasons in unsupported.items()
    ]
    before = {one.key for one in known}
    new = [one for one in candidates if one.key not in before]
    count = len(find_operations(document))
    too_many = len(candidates) * _MAX_SHARE > count
    flag = "ACCEPT_PARTIAL=1"
    if too_many:
        flag = f"ACCEPT_PARTIAL='{','.join(one.name for one in new)}' (for more than a tenth, each has to be named)"
    would = f"{flag} would leave out {len(new)} of {count} operations:\n{_list(new)}" if new else ""
    allowed, refusal = set[OperationKey](), ""
    if accepted is None or (accepted == "1" and too_many):
        refusal = would
    elif accepted == "1":
        allowed = {one.key for one in new}
    else:
        given = {name.strip() for name in accepted.split(",")} - {""}
        allowed = {one.key for one in new if one.name in given}
        rest = [one for one in new if one.key not in allowed]
        refusal = _refuse_names(sorted(given - {one.name for one in candidates}))
        if rest and not refusal:
            refusal = f"ACCEPT_PARTIAL does not name these operations, which cannot be generated either:\n{_list(rest)}"
    left_out = tuple(one for one in candidates if one.key in before | allowed)
    return Partial(left_out=left_out, refusal=refusal)


def _refuse_names(unknown: list[str]) -> str:
    if not unknown:
        return ""
    return (
        f"ACCEPT_PARTIAL names {', '.join(map(repr, unknown))}, not an operation that cannot be generated; "
        "expected 1, or the vendor's operationIds with commas between them"
    )


def _list(entries: Sequence[LeftOut]) -> str:
    return "\n".join(f"  {one}: {one.reason}" for one in entries)
