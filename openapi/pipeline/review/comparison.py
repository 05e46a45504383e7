"""Run the steps of a review, one after the other."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from openapi.pipeline.review.comparable import hide_unions, unify_media_types
from openapi.pipeline.review.inputs import ReviewInput
from openapi.pipeline.review.left_out import judge_left_out, left_out_schemas, note_left_out
from openapi.pipeline.review.locations import AnyChange, PythonNames, locate_changes
from openapi.pipeline.review.name_changes import find_name_changes
from openapi.pipeline.review.node import NoNodeError
from openapi.pipeline.review.python_changes import find_python_changes
from openapi.pipeline.review.redocly import find_differences
from openapi.pipeline.review.renames import find_possible_renames
from openapi.pipeline.review.report import Report, merge_findings
from openapi.pipeline.review.union_changes import find_union_changes
from openapi.pipeline.review.usage import find_usage
from openapi.pipeline.review.webhook_changes import judge_webhooks
from openapi.pipeline.review.wire_changes import find_wire_changes

__all__ = ["compare"]


def compare(base: ReviewInput, head: ReviewInput) -> Report:
    """Compare two review inputs.

    A comparison that cannot be made is named in the report's notes: of descriptions without Node, of packages where one
    input has none.

    Raises:
        RedoclyError: `@redocly/cli diff` failed.
    """
    if base.packages and base.search_paths and head.search_paths and base.search_paths[-1] == head.search_paths[-1]:
        head = replace(head, hand_written=base.packages.hand_written)
    notes = [*base.notes, *head.notes]
    notes += [f"`{path}` changed since the code was generated: run `make generate`." for path in head.outdated_by]
    notes += [  # `make update` has generated the code of the other side already
        f"`{path}` changed since the code before was generated: this review includes that change."
        for path in base.outdated_by
    ]
    sides = unify_media_types(base.description), unify_media_types(head.description)
    plain = hide_unions(*sides)
    changes: list[AnyChange] = []
    incomplete = False
    try:
        with tempfile.TemporaryDirectory(prefix="perfectgym-next-review-") as scratch:
            differences = find_differences(*plain, Path(scratch))
    except NoNodeError as error:
        incomplete = True
        notes.insert(0, f"Descriptions not compared: {error}. Scopes, bounds, defaults and servers are not reviewed.")
    else:
        changes += find_wire_changes(differences, *plain)
    changes += find_union_changes(*sides)
    changes += find_name_changes(base.description, head.description)
    if base.packages is not None and head.packages is not None:
        changes += find_python_changes(
            base.packages, head.packages, left_out_schemas(base.description, head.description)
        )
    elif base.packages is not None or head.packages is not None:
        incomplete = True
        notes.insert(0, "Packages not compared: one of the two inputs has no generated code.")
    names = [PythonNames(one.description, one.packages) for one in (base, head)]
    located = locate_changes(changes, *names)
    used = find_usage(located, base.description, head.description)
    findings = judge_left_out(used, base.description, head.description)
    notes += note_left_out(base.description, head.description)
    explained = {finding.name for finding in findings if finding.kind in {"left-out", "taken"}}
    findings += judge_webhooks(base.webhooks, head.webhooks)
    renames = [one for one in find_possible_renames(*names) if not {one.before, one.after} & explained]
    changes_of_names = merge_findings(findings, renames)
    return Report(base=base, head=head, changes=changes_of_names, notes=tuple(notes), incomplete=incomplete)
