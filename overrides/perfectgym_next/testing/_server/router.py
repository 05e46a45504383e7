"""The operation that a request's method and path belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfectgym_next.testing._openapi.description import Operation

__all__ = ["Match", "Router", "UnknownMethodError", "UnknownPathError"]


class UnknownPathError(LookupError):
    """No operation has the path."""


class UnknownMethodError(LookupError):
    """Operations have the path, but none has the method.

    Attributes:
        allowed: The methods of the path.
    """

    def __init__(self, allowed: tuple[str, ...]) -> None:
        super().__init__(f"allowed methods: {', '.join(allowed)}")
        self.allowed = allowed


class Match(NamedTuple):
    """An operation with the texts of its path parameters."""

    operation: Operation
    path: dict[str, str]


class _Node:
    """One segment of the path templates; a literal child takes precedence over the parameter."""

    __slots__ = ("literals", "operations", "parameter")

    def __init__(self) -> None:
        self.literals: dict[str, _Node] = {}
        self.parameter: _Node | None = None
        self.operations: dict[str, tuple[Operation, tuple[str, ...]]] = {}


class Router:
    """Path templates as a tree of segments.

    Two templates may name the parameter of one segment differently; each operation keeps its own names.
    """

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Node()
        for operation in operations:
            self._add(operation)

    def _add(self, operation: Operation) -> None:
        node, names = self._root, []
        for segment in operation.path.removeprefix("/").split("/"):
            if segment.startswith("{") and segment.endswith("}"):
                names.append(segment[1:-1])
                if node.parameter is None:
                    node.parameter = _Node()
                node = node.parameter
            else:
                node = node.literals.setdefault(segment, _Node())
        node.operations[operation.method] = (operation, tuple(names))

    def match(self, method: str, path: str) -> Match:
        """Find the operation of a request.

        Args:
            method: HTTP method in capitals.
            path: Path as sent: percent-encoded, without the query.

        Raises:
            UnknownPathError: No operation has this path.
            UnknownMethodError: Operations have this path, but none has this method.
        """
        found = _find(self._root, path.removeprefix("/").split("/"), 0, ())
        if found is None:
            raise UnknownPathError(path)
        node, values = found
        target = node.operations.get(method)
        if target is None:
            raise UnknownMethodError(tuple(node.operations))
        operation, names = target
        return Match(operation, dict(zip(names, values, strict=True)))


def _find(
    node: _Node, segments: list[str], depth: int, values: tuple[str, ...]
) -> tuple[_Node, tuple[str, ...]] | None:
    """Return the most literal node for the segments, with the values of the parameters on the way."""
    if depth == len(segments):
        return (node, values) if node.operations else None
    segment = segments[depth]
    literal = node.literals.get(segment)
    if literal is not None:
        found = _find(literal, segments, depth + 1, values)
        if found is not None:
            return found
    if node.parameter is not None and segment:
        return _find(node.parameter, segments, depth + 1, (*values, unquote(segment)))
    return None
