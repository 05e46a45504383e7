"""Bring an overlaid description into the form of the generator, and find the operations that cannot be generated."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openapi.pipeline.description import references
from openapi.pipeline.generation.normalising import normalise
from openapi.pipeline.generation.shared_enums import share_values
from openapi.pipeline.generation.supported import Unsupported, find_unsupported
from openapi.pipeline.reference_graph import OperationKey, ReferenceGraph, find_operations
from openapi.pipeline.resolving import explain_recursion, resolve_description

__all__ = ["Prepared", "prepare"]

_SCHEMAS = "#/components/schemas/"


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A description in the three forms of the pipeline.

    Attributes:
        overlaid: As given.
        resolved: As shipped.
        plain: As the generator reads it.
        unsupported: What the templates do not support. If there is anything, the two forms above are of no use:
            what leads to itself is cut there.
    """

    overlaid: dict[str, Any]
    resolved: dict[str, Any]
    plain: dict[str, Any]
    unsupported: tuple[Unsupported, ...]

    def unsupported_operations(self) -> dict[OperationKey, list[str]]:
        """Return the operations that cannot be generated, with the reasons: in them, or in what they reach."""
        graph = ReferenceGraph(self.overlaid)
        found: dict[OperationKey, list[str]] = {}
        for key, nodes in find_operations(self.overlaid).items():
            own = self.plain["paths"].get(key[1], {}).get(key[0].lower(), {})
            schemas = references(self.plain, own)
            reached = graph.reached(nodes)
            schemas |= set(map(_schema_name, reached)) - {""}
            reasons = [
                one.reason or one.text.removeprefix(f"{key[0]} {key[1]}: ")
                for one in self.unsupported
                if key in one.operations or one.schema in schemas or one.reference in reached
            ]
            if reasons:
                found[key] = list(dict.fromkeys(reasons))
        return found

    def unsupported_schemas(self) -> dict[str, list[str]]:
        """Return the schemas that cannot be generated and that no operation reaches, with the reasons."""
        nodes = [node for nodes in find_operations(self.overlaid).values() for node in nodes]
        reached = {_schema_name(one) for one in ReferenceGraph(self.overlaid).reached(nodes)}
        reached |= references(self.plain, self.plain.get("paths", {}))
        found: dict[str, list[str]] = {}
        for one in self.unsupported:
            name = one.schema or _schema_name(one.reference)
            if name and name not in reached:
                found.setdefault(name, []).append(one.reason or one.text.removeprefix(f"schema {name}: "))
        return found

    def unsupported_parts(self) -> dict[OperationKey, list[str]]:
        """Return what can be left out: operations, and by an empty method and their names the unreached schemas."""
        schemas = {("", name): reasons for name, reasons in self.unsupported_schemas().items()}
        return self.unsupported_operations() | schemas


def _schema_name(reference: str) -> str:
    """Return the schema that a reference leads into; empty where it leads to something else."""
    return reference.removeprefix(_SCHEMAS).partition("/")[0] if reference.startswith(_SCHEMAS) else ""


def prepare(document: dict[str, Any], class_names: Mapping[str, str]) -> Prepared:
    """Prepare an overlaid description.

    Args:
        document: The description, whose references lead to places in it.
        class_names: Our names of classes, by the derived names.

    Raises:
        DescriptionError: A reference leads to another kind of object.
    """
    findings = []
    overlaid = document
    recursion = ReferenceGraph(document).find_recursion()
    if recursion:  # everything else is checked without what leads to itself
        document = copy.deepcopy(document)
        for one in recursion:
            text = explain_recursion(overlaid, one)
            findings.append(Unsupported(text, reference=one.reference, reason=one.text))
            ReferenceGraph(document).cut(one)
    resolved = resolve_description(document)
    plain = normalise(resolved)
    share_values(plain, class_names)
    findings += find_unsupported(plain)
    return Prepared(overlaid=overlaid, resolved=resolved, plain=plain, unsupported=tuple(findings))
