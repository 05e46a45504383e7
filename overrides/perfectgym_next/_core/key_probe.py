"""Which scopes an API key has, found out by GET requests alone. Does no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from perfectgym_next._core.custom_request import build_custom_request
from perfectgym_next._core.description import load_shipped, operations

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from perfectgym_next._core.operation import Request

__all__ = ["probe_key"]

_UNUSED_ID = 0
"""The id of no entity: a key that has the scope gets 404."""


class _Probe(NamedTuple):
    request: Request[Any]
    scopes: tuple[str, ...]
    any_scope: bool
    by_id: bool


def probe_key() -> Generator[Request[Any], int, dict[str, bool | None]]:
    """Yield requests, and expect the status of each. Return each scope of the API with what the statuses say about it.

    Returns:
        True, False, or None where no GET tells: for scopes of writes, and for a 403 to an id, which may have another
        reason than a missing scope.
    """
    document = load_shipped("perfectgym_next_generated")
    names = {name for entry in operations(document) for name in entry.scopes.names}
    found: dict[str, bool | None] = dict.fromkeys(sorted(names))
    statuses: list[tuple[_Probe, int]] = []
    for probe in sorted(_probes(document), key=lambda probe: (probe.by_id, len(probe.scopes))):
        if any(found[name] is None for name in probe.scopes):
            statuses.append((probe, (yield probe.request)))
            for one in statuses:  # a scope known by now may tell another of an earlier request
                _apply(found, *one)
    return found


def _probes(document: dict[str, Any]) -> Iterator[_Probe]:
    for entry in operations(document):
        names, any_scope, _ = entry.scopes
        parameters = entry.parameters(document)
        required = [one for one in parameters if one.get("required") or one["in"] == "path"]
        if entry.method != "GET" or not names or any(one["schema"].get("type") != "integer" for one in required):
            continue
        path = {one["name"]: _UNUSED_ID for one in required if one["in"] == "path"}
        query = {one["name"]: _UNUSED_ID for one in required if one["in"] == "query"}
        query |= {one["name"]: one["schema"].get("minimum", 1) for one in parameters if one["name"] == "sliceSize"}
        request = build_custom_request("GET", entry.path, path, query)
        yield _Probe(request, names, any_scope, bool(required))


def _apply(found: dict[str, bool | None], probe: _Probe, status: int) -> None:
    unknown = [name for name in probe.scopes if found[name] is None]
    if 200 <= status < 300 or (probe.by_id and status == 404):
        held = any(found[name] for name in probe.scopes)
        if not probe.any_scope or (len(unknown) == 1 and not held):
            found.update(dict.fromkeys(unknown, True))
    elif status == 403 and not probe.by_id and (probe.any_scope or len(unknown) == 1):
        lacking = False in map(found.get, probe.scopes)
        if probe.any_scope or not lacking:
            found.update(dict.fromkeys(unknown, False))
