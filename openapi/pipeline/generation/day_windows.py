"""Operations that list days, and get a method that walks any number of them: ``x-python-days`` in the overlay."""

from __future__ import annotations

from typing import Any

from openapi.pipeline.description import DescriptionError, OperationEntry, operations, resolve
from openapi.pipeline.generation.python_names import field_names, parameter_name

__all__ = ["find_day_windows"]

KEY = "x-python-days"
_KEYS = {"at", "days", "first", "id", "last", "maxDays"}
_PAGING = {"offset", "slice_size"}
_OWN_NAMES = {"first_day", "last_day", "walk", "window"}
"""Names that the method uses."""


def find_day_windows(document: dict[str, Any], entry: OperationEntry, items: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the template of the method needs, None for an operation without it.

    Args:
        document: The normalised, overlaid description.
        entry: The operation.
        items: Schema of an entry of its list.

    Raises:
        DescriptionError: The extension names a parameter or field that the operation does not have.
    """
    days = entry.data.get(KEY)
    if days is None:
        return None
    parameters = {one["name"]: one for one in entry.data.get("parameters", []) if one["in"] == "query"}
    fields = dict(field_names(resolve(document, items)))
    given = [days.get(name) for name in ("first", "days", "last") if name in days]
    missing = [name for name in given if name not in parameters]
    missing += [name for name in (days.get("at"), days.get("id")) if name is not None and name not in fields]
    most = days.get("maxDays") or parameters.get(days.get("days"), {}).get("schema", {}).get("maximum")
    name = f"{entry.name.partition('.')[2]}_between"
    if set(days) - _KEYS or "first" not in days or "at" not in days or ("days" in days) == ("last" in days):
        problem = "expected the keys first, at, id, and days or last with maxDays"
    elif missing:
        problem = f"there is no {', '.join(map(repr, missing))}"
    elif _OWN_NAMES & set(map(parameter_name, entry.data.get("parameters", []))):
        problem = f"the method uses the names {', '.join(sorted(_OWN_NAMES))} itself"
    elif any(one.name == f"{entry.name}_between" for one in operations(document)):
        problem = f"{name} is an operation of its own"
    elif not isinstance(most, int) or most < 1:
        problem = "maxDays is missing, and the parameter has no maximum"
    else:
        python = {key: parameter_name(parameters[days[key]]) for key in ("first", "days", "last") if key in days}
        return {
            "name": name,
            "max_days": most,
            "first": python["first"],
            "days": python.get("days"),
            "last": python.get("last"),
            "at": fields[days["at"]],
            "id": fields.get(days.get("id", "")),
            "skipped": sorted({*python.values(), *_PAGING}),
        }
    raise DescriptionError(f"{entry.method} {entry.path}: {KEY}: {problem}; correct it in openapi/overlay.yaml")
