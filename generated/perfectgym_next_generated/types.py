"""What the resources need of a client."""

from __future__ import annotations

from typing import Protocol, TypeVar

from perfectgym_next._core.operation import Request

T = TypeVar("T")


class SyncClient(Protocol):
    """Sends a request and returns what its answer stands for."""

    def send(self, request: Request[T], /, *, timeout: float | None = None) -> T: ...


class AsyncClient(Protocol):
    """The same, awaited."""

    async def send(self, request: Request[T], /, *, timeout: float | None = None) -> T: ...
