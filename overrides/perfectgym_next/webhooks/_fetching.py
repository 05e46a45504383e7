"""Getting what an event is of from the API."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from perfectgym_next.webhooks._errors import NothingToFetchError
from perfectgym_next_generated.webhooks import FETCHES, UNAVAILABLE

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from perfectgym_next.webhooks._events import WebhookEvent

__all__ = ["fetch"]


def fetch(event: WebhookEvent, gym: Any) -> Any:
    """Call the operation for a type of events; see `WebhookEvent.fetch`."""
    client = gym
    if isinstance(gym, Mapping):
        client = gym.get(event.delivery.studio)
        if event.delivery.studio not in gym:
            studios = ", ".join(map(repr, gym)) or "none"
            raise NothingToFetchError(f"no client for studio {event.delivery.studio!r}: the mapping has {studios}")
    if event.type not in FETCHES:
        reason = UNAVAILABLE.get(event.type, "this version of the package does not know the type")
        raise NothingToFetchError(f"nothing to fetch for {event.type}: {reason}")
    operation, names, where = FETCHES[event.type]
    arguments = [_require(event, name) for name in names]
    wanted = None if where is None else (where[0], _require(event, where[1]))
    tag, _, method = operation.partition(".")
    resource = getattr(client, tag, None)
    if resource is None:
        expected = "a PerfectGym, an AsyncPerfectGym, or a mapping of studios to them"
        raise TypeError(f"fetch() needs {expected}, not {type(client).__name__}")
    result = getattr(resource, method)(*arguments)
    return _pick_async(event, result, wanted) if isawaitable(result) else _pick(event, result, wanted)


def _require(event: WebhookEvent, name: str) -> Any:
    value = getattr(event, name)
    if value is None:
        raise NothingToFetchError(f"nothing to fetch for {event.type}: the event has no {name}")
    return value


async def _pick_async(event: WebhookEvent, result: Awaitable[Any], wanted: tuple[str, Any] | None) -> Any:
    return _pick(event, await result, wanted)


def _pick(event: WebhookEvent, result: Any, wanted: tuple[str, Any] | None) -> Any:
    """Return the result, or the one of a list, that has the wanted value."""
    if wanted is None:
        return result
    name, value = wanted
    for one in result if isinstance(result, list) else [result]:
        if getattr(one, name) == value:
            return one
    raise NothingToFetchError(f"nothing to fetch for {event.type}: the API returned nothing with {name} {value}")
