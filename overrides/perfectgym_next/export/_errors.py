"""The error of an export."""

from __future__ import annotations

__all__ = ["ExportError"]


class ExportError(Exception):
    """A unit cannot be exported whole and exact, so nothing of it was written. The message names studio and table."""
