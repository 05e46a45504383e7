"""Check a description against the OpenAPI specification, its references first.

Tools follow a reference wherever it leads: to a file of this machine, to a server. So every reference is checked before
anything else reads the description.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openapi.pipeline.description import DescriptionError
from openapi.pipeline.reference_graph import NAME_MAPS

if TYPE_CHECKING:
    from types import TracebackType

    from openapi_spec_validator import SpecValidator  # type: ignore[attr-defined]

__all__ = ["Validation", "check_references", "list_findings", "validate"]

TIMEOUT = 300.0  # seconds, of which our description needs 3

_DATA = {"const", "default", "enum", "example", "examples"}
"""Keywords whose values are data: what looks like a reference there is none, as long as no tool could fetch it."""

_BASES = ("$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor")
"""Keywords that change what a reference refers to."""

Place = tuple[str | int, ...]


def list_findings(heading: str, findings: list[str]) -> str:
    """Return a message: one line for a single finding, else a line each."""
    findings = list(dict.fromkeys(findings))
    return f"{heading}: {findings[0]}" if len(findings) == 1 else "\n".join([f"{heading}:", *findings])


def check_references(document: dict[str, Any]) -> None:
    """Check that every reference leads to a place in the document.

    Raises:
        DescriptionError: Some do not; the message names each with its place.
    """
    places: dict[str, list[str]] = {}
    for place, problem in _find_bad_references(document):
        places.setdefault(problem, []).append("/".join(map(str, place)) or "the document")
    if places:
        findings = [f"{problem} ({_list_places(found)})" for problem, found in places.items()]
        raise DescriptionError(list_findings("references must lead to a place in the description", findings))


def _list_places(places: list[str]) -> str:
    more = len(places) - 1
    return f"at {places[0]}" + (f" and {more} more places" if more > 1 else f" and {places[1]}" if more else "")


def _find_bad_references(document: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Yield place and problem of each."""
    left: list[tuple[Place, Any, bool, str]] = [((), document, False, "")]
    while left:
        place, node, is_data, names = left.pop()
        if isinstance(node, list):
            left += [((*place, index), one, is_data, "") for index, one in reversed(list(enumerate(node)))]
        elif isinstance(node, dict):
            if not names:
                yield from _check_node(document, place, node, is_data=is_data)
            for key, value in reversed(node.items()):
                is_extension = key.startswith("x-") and names in {"", "paths", "responses"}
                inner = is_data or is_extension or (not names and key in _DATA)
                left.append(((*place, key), value, inner, "" if inner or names or key not in NAME_MAPS else key))


def _check_node(
    document: dict[str, Any], place: Place, node: dict[str, Any], *, is_data: bool
) -> Iterator[tuple[Place, str]]:
    for keyword in ("$ref", "operationRef"):
        reference = node.get(keyword)
        if isinstance(reference, str):
            problem = _reference_problem(document, reference, exists=not is_data)
            if problem:
                yield place, f"{keyword} {reference!r} {problem}"
        elif keyword in node and not is_data:
            yield place, f"{keyword} is not text"
    if is_data:
        return
    for keyword in _BASES:
        if isinstance(node.get(keyword), str):
            yield place, f"{keyword} is not supported, as it changes what references refer to"
    discriminator = node.get("discriminator")
    mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    for value, target in mapping.items() if isinstance(mapping, dict) else ():
        if isinstance(target, str) and (set(target) & set("/:#")):
            problem = _reference_problem(document, target, exists=True)
            if problem:
                yield (*place, "discriminator", "mapping", value), f"{target!r} {problem}"


def _reference_problem(document: dict[str, Any], reference: str, *, exists: bool) -> str | None:
    """Return what is wrong with a reference."""
    if not reference.startswith("#"):
        return "leaves the document"
    if not exists:
        return None
    seen = set()
    while True:
        if not reference.startswith("#/"):
            return "does not begin with '#/'"
        if reference in seen:
            return "leads back to itself"
        seen.add(reference)
        target: Any = document
        for step in _steps(reference):
            if isinstance(target, dict) and step in target:
                target = target[step]
            elif isinstance(target, list):
                return "leads through a list, which is not supported"
            else:
                return "leads nowhere"
        following = target.get("$ref") if isinstance(target, dict) else None
        if not isinstance(following, str):
            return None if isinstance(target, dict) else "does not lead to an object"
        reference = following


def _steps(reference: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in reference[2:].split("/")]


def validate(document: dict[str, Any]) -> None:
    """Check a description against the OpenAPI specification; its references have been checked.

    Raises:
        DescriptionError: The description is invalid; the message names every problem and its place. Or the validator
            fails.
    """
    if isinstance(paths := document.get("paths"), dict):  # the validator would treat extensions as paths
        document = {**document, "paths": {path: item for path, item in paths.items() if not path.startswith("x-")}}
    if isinstance(tags := document.get("tags"), list):  # a tag that is described twice harms nobody
        document = {**document, "tags": [tag for index, tag in enumerate(tags) if not _is_repeated(tags, index)]}
    findings: list[str] = []
    failure: Exception | None = None
    try:
        findings.extend(_find_errors(document))  # keeps what was found before a failure
    except Exception as error:
        failure = error
    if findings:
        raise DescriptionError(list_findings("the description is not valid OpenAPI", findings))
    if isinstance(failure, RecursionError):
        raise DescriptionError(
            "the validator cannot check this description: it is nested too deeply, or a schema contains itself"
        )
    if failure is not None:
        reason = _one_line(f"{type(failure).__name__}: {failure}")
        raise DescriptionError(f"the validator cannot check this description ({reason})") from failure


def _find_errors(document: dict[str, Any]) -> Iterator[str]:
    for error in _validator(document["openapi"])(document).iter_errors():
        cause = _cause(error)
        place = "/".join(map(str, _place(document, cause.absolute_path))) or "the document"
        yield f"{place}: {_one_line(cause.message)}"


def _cause(error: Any) -> Any:
    """Return the error inside a union's error that names the smallest place: of the branch that comes closest."""
    while error.context:
        error = max(error.context, key=lambda one: (len(one.absolute_path), "'$ref'" not in one.message))
    return error


def _one_line(message: str) -> str:
    """Return the first line; in the others, the validator repeats schema and instance."""
    line = (message.strip().splitlines() or [""])[0]
    return line if len(line) <= 200 else f"{line[:200]}…"


def _place(document: dict[str, Any], path: Any) -> Place:
    """Return where the steps of the validator lead, which follow references, as a place in the document."""
    place: Place = ()
    node: Any = document
    for step in path:
        while isinstance(node, dict) and isinstance(node.get("$ref"), str) and step not in node:
            place = ()
            target: Any = document
            for part in _steps(node["$ref"]):
                number = isinstance(target, list)
                place = (*place, int(part) if number else part)
                target = target[place[-1]]
            node = target
        place = (*place, step)
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int):
            node = node[step]
        else:
            node = None
    return place


@cache
def _validator(version: str) -> type[SpecValidator]:
    """Return the validator of a version, with the place on every error, and without access to files and servers."""
    from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

    base: Any = OpenAPIV30SpecValidator if version.startswith("3.0") else OpenAPIV31SpecValidator
    keywords = {name: _locate(name, validator) for name, validator in base.keyword_validators.items()}
    located: type[SpecValidator] = type("Validator", (base,), {"keyword_validators": keywords, "resolver_handlers": {}})
    return located


def _is_repeated(tags: list[Any], index: int) -> bool:
    names = [tag.get("name") if isinstance(tag, dict) else None for tag in tags]
    return names[index] is not None and names[index] in names[:index]


def _locate(name: str, validator: Any) -> Any:
    """Return a keyword's validator that adds the place of what it checks to its errors."""
    from jsonschema_path.paths import SchemaPath

    def call(self: Any, *arguments: Any, **options: Any) -> Iterator[Any]:
        checked = next(one for one in arguments if isinstance(one, SchemaPath))
        steps = (*checked.parts, "default") if name == "default" else checked.parts
        for error in validator.__call__(self, *arguments, **options):
            if not getattr(error, "is_located", False):
                error.is_located = True
                error.relative_path.extendleft(reversed(steps))
            yield error

    return type(validator.__name__, (validator,), {"__call__": call})


class Validation:
    """A validation in a process of its own, which may fail, crash or hang.

    Args:
        document: The description.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        with tempfile.TemporaryFile() as file:
            file.write(json.dumps(document).encode())
            file.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "openapi.pipeline.validation"],
                env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])},
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )

    def result(self, timeout: float = TIMEOUT) -> None:
        """Wait for the result.

        Args:
            timeout: Maximum wait, in seconds.

        Raises:
            DescriptionError: The description is invalid, or the validator failed.
        """
        try:
            output, errors = self._process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            raise DescriptionError(f"the validator took longer than {timeout:g} seconds") from None
        code = self._process.returncode
        if code == _INVALID:
            raise DescriptionError(output.decode())
        if code != 0:
            *_, reason = ["no message", *errors.decode(errors="replace").split("\n")[:-1]]
            raise DescriptionError(f"the validator crashed with exit code {code} ({_one_line(reason)})")

    def __enter__(self) -> Validation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the process, and close its pipes."""
        self._process.kill()
        with self._process:
            pass


_INVALID = 3  # the exit code; Python itself exits with 1 and 2


def main() -> int:
    """Validate the description on standard input, and print what is wrong with it."""
    try:
        validate(json.load(sys.stdin.buffer))
    except DescriptionError as error:
        sys.stdout.buffer.write(str(error).encode())
        return _INVALID
    return 0


if __name__ == "__main__":
    sys.exit(main())
