"""The fields of this package's log records, for handlers that write structured logs."""

from __future__ import annotations

__all__ = ["log_fields"]


def log_fields(
    *,
    call_id: str | None = None,
    operation: str | None = None,
    method: str | None = None,
    path: str | None = None,
    attempt: int | None = None,
    status: int | None = None,
    error: str | None = None,
    seconds: float | None = None,
    waited: float | None = None,
) -> dict[str, object]:
    """Return the ``extra`` of a log record: all fields, so that a format can name any of them.

    Args:
        call_id: What joins the records and events of a call.
        operation: Name of the operation.
        method: HTTP method.
        path: Path template.
        attempt: Number of the attempt.
        status: HTTP status.
        error: Name of an exception's class.
        seconds: How long the attempt took, or how long the wait is.
        waited: Seconds waited in the call so far.
    """
    return {f"pg_{name}": value for name, value in locals().items()}
