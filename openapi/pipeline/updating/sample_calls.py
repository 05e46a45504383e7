"""Call operations of the embedded API once, before and after an update: ``python -m ...sample_calls``.

The handlers are written by hand, the description that they are called under is not. So each operation is called under
the description before and the one after, and what is wrong only after is what a maintainer has to change. Arguments are
examples of the description, with ids that the embedded API itself returned.

It runs in a process of its own, since the package that was just replaced may be loaded: it reads
``{"before": <description>, "operations": [<names>]}`` and writes ``{"problems": [...], "unreached": [<names>]}``.
"""

from __future__ import annotations

import json
import re
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from perfectgym_next._core.description import load_shipped
from perfectgym_next._core.json import decode, encode
from perfectgym_next.testing import TEST_KEY, EmbeddedApi, _handlers
from perfectgym_next.testing._handlers._registry import find_handler
from perfectgym_next.testing._openapi.description import Description, Operation, Schema
from perfectgym_next.testing._openapi.examples import Examples
from perfectgym_next.testing._openapi.validation import iter_errors

__all__ = ["find_problems"]

_HANDLERS = Path(_handlers.__path__[0])


@dataclass(frozen=True)
class _Outcome:
    """What one call showed.

    Attributes:
        problems: What is wrong.
        refused: Whether the request was refused, so that the handler's response was not seen.
        line: The line of the handler that failed, or 0.
    """

    problems: list[str]
    refused: bool = False
    line: int = 0


class _Caller:
    """Calls operations of one embedded API, each with ids that earlier calls returned."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.description = Description(document)
        self._api = EmbeddedApi(description=document, nulls=False)
        self._examples = Examples(self.description)
        self._ids: dict[str, Any] = {"customerId": 1001}
        for _ in range(2):  # what the second round calls needs ids of the first
            self._learn_ids()

    def call(self, name: str) -> _Outcome:
        """Call an operation once."""
        operation = self.description.operations[name]
        try:
            status, value = self._call(operation)
        except Exception as error:
            frames = [
                one for one in traceback.extract_tb(error.__traceback__) if Path(one.filename).parent == _HANDLERS
            ]
            text = " ".join(str(error).split())
            line = frames[-1].lineno or 0 if frames else 0
            return _Outcome([f"the handler fails ({type(error).__name__}: {text})"], line=line)
        if status >= 400:
            message = value.get("errorMessage", "") if isinstance(value, dict) else ""
            return _Outcome([f"a request that the description allows gets {status} ({message})"], refused=True)
        if operation.response_schema is None or value is None:
            return _Outcome([])
        found = [str(error) for error in iter_errors(self.description, operation.response_schema, value)]
        found += [
            f"{field} is not in the description"
            for field in _undescribed(self.description, operation.response_schema, value)
        ]
        without_numbers = (re.sub(r"\[\d+\]", "[]", one) for one in found)
        return _Outcome([f"in the response, {one}" for one in dict.fromkeys(without_numbers)])

    def _call(self, operation: Operation) -> tuple[int, Any]:
        values = {
            one.name: self._find_id(operation.path, one.name) or self._examples.example(one.schema)
            for one in operation.parameters
            if one.required or one.location == "path"
        }
        path = re.sub(r"{(\w+)}", lambda match: quote(str(values[match[1]]), safe=""), operation.path)
        query = urlencode(
            {one.name: values[one.name] for one in operation.parameters if one.location == "query" and one.required}
        )
        headers = {
            one.name: str(values[one.name]) for one in operation.parameters if one.location == "header" and one.required
        }
        headers[self.description.key_header] = TEST_KEY
        body = b""
        if operation.body is not None and "application/json" in operation.body.content:
            headers["Content-Type"] = "application/json"
            body = encode(
                self._with_ids(self._examples.example(operation.body.content["application/json"], optional="absent"))
            )
        response = self._api.handle(operation.method, path, query, headers, body)
        return response.status, decode(response.body) if response.body else None

    def _find_id(self, path: str, name: str) -> Any:
        """Return the id for a parameter, by the path above it if that is a list, or else by its name."""
        return self._ids.get(path.partition(f"/{{{name}}}")[0]) or self._ids.get(name)

    def _with_ids(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {name: self._ids.get(name, self._with_ids(inner)) for name, inner in value.items()}

    def _learn_ids(self) -> None:
        """Call all lists, and remember the ids in their first entries: ``/v1/classes`` has those for ``classId``."""
        for operation in self.description.operations.values():
            needed = {one.name for one in operation.parameters if one.location == "path"}
            if operation.method != "GET" or not all(self._find_id(operation.path, one) for one in needed):
                continue
            try:
                status, value = self._call(operation)
            except Exception:  # noqa: S112 - reported when the operation is called for its own sake
                continue
            if status < 400 and operation.response_schema is not None:
                self._learn(operation.response_schema, value, operation.path)

    def _learn(self, schema: Schema, value: Any, path: str = "") -> None:
        """Remember the ids in a value: ``id`` by the name of the schema and by its path, others by their own name."""
        resolved = self.description.resolve(schema)
        if isinstance(value, list):
            for item in value[:1]:
                self._learn(resolved.get("items", {}), item, path)
        elif isinstance(value, dict):
            if "id" in value:
                name = str(schema.get("$ref", "")).rpartition("/")[2]
                if path:
                    self._ids.setdefault(path, value["id"])
                self._ids.setdefault(f"{name[:1].lower()}{name[1:]}Id", value["id"])
            for field, inner in value.items():
                if field.endswith("Id") and inner is not None:
                    self._ids.setdefault(field, inner)
                self._learn(resolved.get("properties", {}).get(field, {}), inner, path if field == "result" else "")


def _undescribed(description: Description, schema: Schema, value: Any, place: str = "") -> Iterator[str]:
    """Yield the fields of a response that the description does not list."""
    resolved = description.resolve(schema)
    if isinstance(value, list):
        for item in value:
            yield from _undescribed(description, resolved.get("items", {}), item, f"{place}[0]")
    elif isinstance(value, dict) and "properties" in resolved:
        for name, inner in value.items():
            field = f"{place}.{name}" if place else name
            if name in resolved["properties"]:
                yield from _undescribed(description, resolved["properties"][name], inner, field)
            else:
                yield field


def find_problems(before: dict[str, Any], after: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Call each operation once under both descriptions and return what is wrong only under the second one.

    Args:
        before: The resolved description before the update.
        after: The one after it.
        names: Operations to call, as ``<tag>.<operation>``.

    Returns:
        ``problems``: for each the module of the handler, its line (0: none) and the text. ``unreached``: the operations
        whose example requests are refused under both descriptions, so that nothing is known about them.
    """
    callers = _Caller(before), _Caller(after)
    problems, unreached = [], []
    for name in names:
        path, line = _HANDLERS / f"{name.partition('.')[0]}.py", 0
        try:
            handler = find_handler(name)
        except Exception as error:  # the module cannot be imported, or handles an operation that is gone
            found = [f"the handlers of this tag cannot be loaded: {' '.join(str(error).split())}"]
        else:
            known, outcome = (
                caller.call(name) if name in caller.description.operations else None for caller in callers
            )
            assert outcome is not None  # noqa: S101 - all names are of the description after
            line = outcome.line or (handler.__code__.co_firstlineno if handler is not None else 0)
            if known is not None and known.refused and outcome.refused:
                unreached.append(f"gym.{name}")
                continue
            found = [one for one in outcome.problems if known is None or one not in known.problems]
            if handler is None:
                found.insert(0, "no handler: the embedded API answers with an example of the description")
        problems += [{"path": str(path), "line": line, "text": f"gym.{name}: {one}"} for one in found]
    return {"problems": problems, "unreached": unreached}


def main() -> None:
    """Read a request from standard input and write the answer to standard output."""
    request = json.loads(sys.stdin.buffer.read())
    before = decode(encode(request["before"]))  # with exact numbers, as the package reads its own
    print(json.dumps(find_problems(before, load_shipped("perfectgym_next_generated"), request["operations"])))


if __name__ == "__main__":
    main()
