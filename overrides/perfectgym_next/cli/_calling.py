"""Calling an operation from the command line, by the description that the package ships."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfectgym_next._core.description import (
    OperationEntry,
    json_schema,
    load_shipped,
    operations,
    resolve,
    resolve_schema,
)
from perfectgym_next._core.json import decode, encode
from perfectgym_next._core.naming import snake_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfectgym_next import PerfectGym

__all__ = ["READ_ONLY", "CallError", "PreparedCall", "prepare_call"]

READ_ONLY = frozenset(
    {
        "appointments.validate_appointment_booking",
        "classes.validate_class_booking",
        "cross_studio.search_cross_studio_customers",
        "customers.search_customers",
        "leads.validate_lead",
        "membership_self_service.preview_idle_period_update",
        "membership_self_service.validate_idle_period",
        "membership_self_service.validate_module_purchase",
        "memberships.preview_membership",
        "memberships.preview_signup",
        "memberships.preview_switch",
        "trial_offers.validate_trial_appointment_booking",
        "trial_offers.validate_trial_class_booking",
        "trial_offers.validate_trial_lead",
    }
)
"""Operations that only read, though they are not GET."""


class CallError(ValueError):
    """The command does not describe a call. Nothing was sent."""


@dataclass(frozen=True, kw_only=True)
class PreparedCall:
    """A call that is ready to be sent.

    Attributes:
        entry: The operation.
        path: Path arguments by the API's names.
        query: Query arguments by the API's names.
        body: Decoded JSON of the body, None for none.
        is_sliced: Whether the result comes in slices.
    """

    entry: OperationEntry
    path: dict[str, str]
    query: dict[str, str | list[str]] = field(default_factory=dict)
    body: Any = None
    is_sliced: bool = False

    def run(self, gym: PerfectGym) -> Iterator[str]:
        """Send the call. Yield its result as JSON text: one document, or one for each entry of a list in slices.

        Raises:
            PerfectGymError: As every operation.
        """
        if self.is_sliced:
            tag, _, name = self.entry.name.partition(".")
            arguments = {snake_case(one): value for one, value in self.query.items()}
            for entry in getattr(getattr(gym, tag), name)(*self.path.values(), **arguments):
                yield encode(entry.to_dict()).decode()
            return
        method, path = self.entry.method, self.entry.path
        result = gym.request(method, path, path_params=self.path, params=self.query, json=self.body).parsed
        if result is not None:
            yield encode(result).decode()


def prepare_call(operation: str, arguments: Sequence[str], body: str | None, *, write: bool) -> PreparedCall:
    """Read the arguments of a call.

    Args:
        operation: ``<tag>.<operation>``.
        arguments: Path arguments in their order, and ``--name value`` or ``--name=value`` for the others.
        body: JSON, ``@`` and the name of a file, or ``-`` for the input.
        write: Whether the operation may change something.

    Raises:
        CallError: The operation does not exist, it changes something, or an argument is missing or invalid.
    """
    document = load_shipped("perfectgym_next_generated")
    entries = {entry.name: entry for entry in operations(document)}
    entry = entries.get(operation)
    if entry is None:
        close = get_close_matches(operation, entries, 1)
        hint = f": did you mean {close[0]}?" if close else "; an operation is a name such as customers.get_customer"
        raise CallError(f"unknown operation {operation!r}{hint}")
    if entry.method != "GET" and operation not in READ_ONLY and not write:
        raise CallError(f"{operation} may change something ({entry.method} {entry.path}): allow it with --write")
    parameters = entry.parameters(document)
    path_names = [one["name"] for one in parameters if one["in"] == "path"]
    path_names.sort(key=lambda name: entry.path.index(f"{{{name}}}"))
    queries = {snake_case(one["name"]): one for one in parameters if one["in"] == "query"}
    values, options = _split_arguments(arguments)
    usage = _describe_usage(operation, path_names, queries)
    if len(values) != len(path_names):
        raise CallError(f"expected {len(path_names)} path arguments, got {len(values)}; usage: {usage}")
    unknown = options.keys() - queries.keys()
    missing = {name for name, one in queries.items() if one.get("required")} - options.keys()
    if unknown or missing:
        wrong = [f"unknown option --{_dashed(name)}" for name in sorted(unknown)]
        wrong += [f"missing option --{_dashed(name)}" for name in sorted(missing)]
        raise CallError(f"{', '.join(wrong)}; usage: {usage}")
    result = resolve_schema(document, json_schema((entry.success(document) or ("", {}))[1]) or {})
    return PreparedCall(
        entry=entry,
        path=dict(zip(path_names, values, strict=True)),
        query={queries[name]["name"]: given[0] if len(given) == 1 else given for name, given in options.items()},
        body=_read_body(entry, document, body),
        is_sliced=entry.method == "GET" and "hasNext" in result.get("properties", {}),
    )


def _describe_usage(operation: str, path_names: list[str], queries: dict[str, Any]) -> str:
    words = [f"perfectgym call {operation}", *(snake_case(name).upper() for name in path_names)]
    for name, one in queries.items():
        text = f"--{_dashed(name)} {one['schema'].get('type', 'text').upper()}"
        words.append(text if one.get("required") else f"[{text}]")
    return " ".join(words)


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _split_arguments(arguments: Sequence[str]) -> tuple[list[str], dict[str, list[str]]]:
    values: list[str] = []
    options: dict[str, list[str]] = {}
    left = list(arguments)
    while left:
        argument = left.pop(0)
        if not argument.startswith("--"):
            values.append(argument)
            continue
        name, sign, value = argument[2:].partition("=")
        if not sign:
            if not left:
                raise CallError(f"the option --{name} needs a value")
            value = left.pop(0)
        options.setdefault(name.replace("-", "_"), []).append(value)
    return values, options


def _read_body(entry: OperationEntry, document: dict[str, Any], text: str | None) -> Any:
    wanted = resolve(document, entry.data.get("requestBody", {}))
    if wanted.get("content") and json_schema(wanted) is None:
        raise CallError(f"{entry.name} uploads a file, which this command does not: use Python")
    if text is None:
        if wanted.get("required"):
            raise CallError(f"{entry.name} needs --body with its JSON")
        return None
    if not wanted:
        raise CallError(f"{entry.name} takes no body: remove --body")
    try:
        if text == "-":
            text = sys.stdin.read()
        elif text.startswith("@"):
            text = Path(text[1:]).read_text(encoding="utf-8")
        json.loads(text)  # its messages say where
        return decode(text)
    except (OSError, ValueError) as error:
        raise CallError(f"invalid --body: {error}") from None
