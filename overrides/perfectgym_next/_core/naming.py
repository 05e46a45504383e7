"""Names of operations: ``<tag>.<operation>``, both in snake_case."""

from __future__ import annotations

import re

__all__ = ["operation_name", "snake_case", "words"]


def words(text: str) -> list[str]:
    """Split a name into its words, case unchanged: ``listOpenApis`` into ``list``, ``Open``, ``Apis``."""
    known = re.sub(r"[^\w. \-]", "", text)
    if known != known.lower():
        known = re.sub(r"([A-Z]?[a-z]+)", r" \1 ", known)
    return re.findall(r"[^\W_]+", known)


def snake_case(text: str) -> str:
    """Convert a name: ``listTransactions`` is ``list_transactions``, ``Self-service`` is ``self_service``."""
    return "_".join(words(text)).lower()


def operation_name(tag: str, operation_id: str) -> str:
    """Return the name of an operation in calls, errors, logs, the embedded API and reviews."""
    return f"{snake_case(tag)}.{snake_case(operation_id)}"
