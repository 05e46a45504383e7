"""The document that carries the state of an embedded API: its version, its digest, and the state of each studio."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from perfectgym_next._core.json import decode, encode
from perfectgym_next._version import __version__
from perfectgym_next.testing._studio.snapshot import read_parts, write_parts
from perfectgym_next.testing._studio.studio import ZONE, Studio

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._server.engine import Engine

__all__ = ["dump_state", "parse_state", "restore_state", "unreadable_state"]

_VERSION = 1


def dump_state(engine: Engine, options: Mapping[str, Any]) -> str:
    """Return the state of all studios as JSON.

    Args:
        engine: Holds the studios.
        options: Arguments of the API that decide what responses look like.
    """
    state = {
        "options": options,
        "now": engine.studios[0].now.isoformat(),
        "traceCount": engine.trace_count,
        "studios": [_write_studio(studio) for studio in engine.studios],
    }
    document = {"version": _VERSION, "package": __version__, "digest": _digest(state), "state": state}
    return encode(document).decode()


def parse_state(text: str | bytes) -> dict[str, Any]:
    """Return the state in a document, with the version of the package that wrote it as ``package``.

    Raises:
        ValueError: It is not such a document, is damaged, or has a version that this one cannot read.
    """
    try:
        document = decode(text)
        version, state = document["version"], document["state"]
        if version == _VERSION and document["digest"] == _digest(state):
            return {**state, "package": document["package"]}
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ValueError(
            "the state of the embedded API is damaged or something else; expected the unchanged result of to_json()"
        ) from error
    if version != _VERSION:
        raise ValueError(
            f"cannot read version {version!r} of the state of an embedded API, only {_VERSION}: "
            f"install the perfectgym-next that wrote it, {document.get('package')}"
        )
    raise ValueError("the state of the embedded API is damaged: it was changed since to_json() wrote it")


def restore_state(engine: Engine, state: Mapping[str, Any]) -> None:
    """Set an engine, which has one new studio, to a state. Further studios get no key."""
    clock = engine.studios[0].clock
    engine.trace_count = state["traceCount"]
    clock.now = datetime.fromisoformat(state["now"]).astimezone(ZONE)
    for data in state["studios"][1:]:
        studio = Studio(clock, seed=data["seed"], size=data["customers"], studio_id=data["id"], name=data["name"])
        engine.studios.append(studio)
    for studio, data in zip(engine.studios, state["studios"], strict=True):
        studio.opened = datetime.fromisoformat(data["opened"]).astimezone(ZONE)
        studio.last_id = data["lastId"]
        read_parts(studio, data["parts"])


def unreadable_state(state: Mapping[str, Any], error: Exception) -> ValueError:
    """Return the error for a state that does not fit this version of the package."""
    return ValueError(
        f"cannot read the state of an embedded API that perfectgym-next {state['package']} wrote "
        f"with {__version__}: {error}; install that version"
    )


def _write_studio(studio: Studio) -> dict[str, Any]:
    return {
        "id": studio.id,
        "name": studio.name,
        "seed": studio.seed,
        "customers": studio.size,
        "opened": studio.opened.isoformat(),
        "lastId": studio.last_id,
        "parts": write_parts(studio),
    }


def _digest(state: Any) -> str:
    return hashlib.sha256(encode(state)).hexdigest()
