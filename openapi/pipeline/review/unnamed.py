"""Draft overlay actions for the operations that have no Python name yet."""

from __future__ import annotations

from typing import Any

import yaml

from openapi.pipeline.description import OperationEntry, operations
from openapi.pipeline.review.report import Report

__all__ = ["draft_actions"]


def draft_actions(report: Report) -> str:
    """Return actions for ``openapi/overlay.yaml`` that name every unnamed operation.

    The proposed name is the vendor's, with ``list`` for ``get`` where a list is returned.

    Returns:
        The actions in YAML, indented for the end of the list of actions; empty if every operation has a name.
    """
    by_name = {
        f"gym.{entry.name}": entry for entry in operations(report.head.description) if entry.data.get("operationId")
    }
    texts = []
    tag = None
    for name in report.unnamed:
        entry = by_name.get(name)
        if entry is not None:
            texts += [f"  # {' '.join(entry.tag.split())}"] if entry.tag != tag else []
            texts += _indented(_action(report.head.description, entry))
            tag = entry.tag
    return "".join(f"{text}\n" for text in texts)


def _action(description: dict[str, Any], entry: OperationEntry) -> dict[str, Any]:
    vendor_name = str(entry.data["operationId"])
    reason = _why_list(description, entry)
    name = f"list{vendor_name[3:]}" if reason and vendor_name[:3] == "get" else vendor_name
    literal = vendor_name.replace("\\", "\\\\").replace("'", "\\'")
    return {
        "target": f"$.paths[*][?@.operationId=='{literal}']",
        "update": {"operationId": name},
        "x-count": 1,
        "description": reason if name != vendor_name else "The published name is right.",
    }


def _why_list(description: dict[str, Any], entry: OperationEntry) -> str:
    """Return why an operation returns a list; empty if it does not."""
    if {"offset", "sliceSize"} <= {str(parameter.get("name")) for parameter in entry.parameters(description)}:
        return "Returns slices, so it is a list."
    success = entry.success(description)
    media_types = [] if success is None else success[1].get("content", {}).values()
    is_array = any(media.get("schema", {}).get("type") == "array" for media in media_types)
    return "Returns an array, so it is a list." if is_array else ""


def _indented(action: dict[str, Any]) -> list[str]:
    text = yaml.safe_dump([action], sort_keys=False, default_flow_style=None, allow_unicode=True, width=10_000)
    return [f"  {line}" for line in text.splitlines()]
