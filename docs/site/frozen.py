"""Exports whose output is the same each time: time counts the requests, and nothing else."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfectgym_next.testing import EmbeddedApi

__all__ = ["SECONDS_PER_REQUEST", "frozen_time"]

SECONDS_PER_REQUEST = 0.15


@contextmanager
def frozen_time(api: EmbeddedApi) -> Iterator[None]:
    """Let a request take `SECONDS_PER_REQUEST` and everything else none; one request at a time.

    Args:
        api: The API that receives the requests.
    """
    elapsed = SimpleNamespace(monotonic=lambda: SECONDS_PER_REQUEST * len(api.requests))
    still = SimpleNamespace(monotonic=lambda: 0.0, strftime=lambda form: "02:00:00")
    values = {
        "perfectgym_next.export._exporting.time": elapsed,
        "perfectgym_next.export._requests.time": still,
        "perfectgym_next.cli._export_display.time": still,
        "perfectgym_next.export._progress.INTERVAL": 0.0,
        "perfectgym_next.export._reading.CONCURRENCY": 1,
        "perfectgym_next.outcomes.LOOK_AHEAD": 1,
    }
    with ExitStack() as stack:
        for target, value in values.items():
            stack.enter_context(mock.patch(target, value))
        yield
