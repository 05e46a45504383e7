"""The one name of an operation: ``<tag>.<operation>``, both in snake_case."""

from __future__ import annotations

import re

__all__ = ["operation_name", "snake_case"]


def snake_case(text: str) -> str:
    """``listTransactions`` to ``list_transactions``, ``Membership Self-service`` to ``membership_self_service``."""
    words = re.sub(r"[^\w. \-]", "", text)
    if words != words.lower():
        words = re.sub(r"([A-Z]?[a-z]+)", r" \1 ", words)
    return "_".join(re.findall(r"[^\W_]+", words)).lower()


def operation_name(tag: str, operation_id: str) -> str:
    """The name of an operation in calls, errors, logs, the embedded API and reviews."""
    return f"{snake_case(tag)}.{snake_case(operation_id)}"
