"""Keep response headers out of the HTTP library's log. A ``Location`` may contain a customer's id."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextvars import ContextVar

__all__ = ["redact_response_headers"]

_NOTHING = nullcontext()
_own_request: dict[str, ContextVar[bool]] = {}


def redact_response_headers(logger: logging.Logger) -> AbstractContextManager[None]:
    """Drop log records that show response headers, for requests sent in this context.

    Args:
        logger: Logger of the library's HTTP/1.1 connections.
    """
    return _redact(logger) if logger.isEnabledFor(logging.DEBUG) else _NOTHING


@contextmanager
def _redact(logger: logging.Logger) -> Iterator[None]:
    logger.addFilter(_shows_no_headers)  # adds it once, however often it is called
    own_request = _in_own_request()
    token = own_request.set(True)
    try:
        yield
    finally:
        own_request.reset(token)


def _in_own_request() -> ContextVar[bool]:
    """Return the context variable that marks a request of this package, created on demand."""
    if "" not in _own_request:
        from contextvars import ContextVar

        # One, however many threads ask.
        _own_request.setdefault("", ContextVar("perfectgym_next_own_request", default=False))
    return _own_request[""]


def _shows_no_headers(record: logging.LogRecord) -> bool:
    return not (_in_own_request().get() and record.getMessage().startswith("receive_response_headers"))
