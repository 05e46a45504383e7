"""Gets a description from an address or a file, and reads it as YAML 1.2 or JSON."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import httpx
import yaml

__all__ = ["FetchError", "fetch", "parse"]

LARGEST = 20 * 1024 * 1024
SECONDS = 60.0
_REDIRECTS = 5
_NODES = 2_000_000
_DEEPEST = 200


class FetchError(RuntimeError):
    """The description cannot be had or read; one line says why."""


def fetch(source: str, *, largest: int = LARGEST, seconds: float = SECONDS) -> bytes:
    """Read an address or a file.

    Args:
        source: ``https://…``, ``http://…`` or the path of a file.
        largest: Most bytes that are taken, after decompression.
        seconds: Most seconds that the whole download may take.

    Raises:
        FetchError: It is not there, too large or too slow.
    """
    if source.startswith(("https://", "http://")):
        return _download(source, largest, seconds)
    if "://" in source:
        raise FetchError(f"{source}: only https, http and files are read")
    try:
        with Path(source).open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise FetchError(f"{source}: cannot be read ({error.strerror})") from None
    if len(data) > largest:
        raise FetchError(f"{source}: is larger than {largest} bytes")
    return data


def _download(address: str, largest: int, seconds: float) -> bytes:
    deadline = time.monotonic() + seconds
    parts: list[bytes] = []
    length = 0
    try:
        with (
            httpx.Client(timeout=min(seconds, 20.0), follow_redirects=False, trust_env=True) as client,
            _following(client, address) as response,
        ):
            if response.status_code != 200:
                raise FetchError(f"{response.url}: answers {response.status_code} {response.reason_phrase}")
            for part in response.iter_bytes():
                length += len(part)
                if length > largest:
                    raise FetchError(f"{address}: is larger than {largest} bytes")
                if time.monotonic() > deadline:
                    raise FetchError(f"{address}: took longer than {seconds:g} seconds")
                parts.append(part)
    except httpx.HTTPError as error:
        raise FetchError(f"{address}: cannot be reached ({error or type(error).__name__})") from None
    return b"".join(parts)


def _following(client: httpx.Client, address: str) -> Any:
    """Follow redirects, but never from https to http."""
    request = client.build_request("GET", address)
    for _ in range(_REDIRECTS + 1):
        response = client.send(request, stream=True)
        following = response.next_request
        if following is None:
            return _Closing(response)
        response.close()
        if request.url.scheme == "https" and following.url.scheme != "https":
            raise FetchError(f"{address}: redirects from https to {following.url.scheme}")
        request = following
    raise FetchError(f"{address}: redirects more than {_REDIRECTS} times")


class _Closing:
    def __init__(self, response: httpx.Response) -> None:
        self._response = response

    def __enter__(self) -> httpx.Response:
        return self._response

    def __exit__(self, *_: object) -> None:
        self._response.close()


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the C one is many times faster
    """YAML 1.2's types of JSON: ``NO``, ``2024-01-01`` and ``0049`` are text. A repeated key is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                raise yaml.constructor.ConstructorError(problem="unusual key", problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"repeated key {key.value!r}", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"-?(0|[1-9][0-9]*)", list("-0123456789")),
    ("float", r"-?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?", list("-0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)
_Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(loader.construct_scalar(node)))
_Loader.add_constructor("tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node, deep=True))


def parse(data: bytes, name: str) -> dict[str, Any]:
    """Read a description; JSON is YAML too, but is read faster as what it is.

    Args:
        data: The file.
        name: What it is called in messages.

    Raises:
        FetchError: It is neither JSON nor YAML, repeats a key, or grows beyond bounds.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FetchError(f"{name}: is not UTF-8 text") from None
    try:
        document = json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant)
    except (ValueError, RecursionError) as json_error:
        if text.lstrip().startswith("{"):
            raise FetchError(f"{name}: is not JSON ({json_error})") from None
        document = _yaml(text, name)
    if not isinstance(document, dict):
        raise FetchError(f"{name}: is neither JSON nor YAML of an object")
    return document


def _yaml(text: str, name: str) -> Any:
    try:
        document = yaml.load(text, _Loader)  # noqa: S506 - a safe loader
        _measure(document, {})
    except yaml.YAMLError as error:
        raise FetchError(f"{name}: is neither JSON nor YAML ({' '.join(str(error).split())})") from None
    except RecursionError:
        raise FetchError(f"{name}: is nested too deeply") from None
    except _TooLargeError as error:
        raise FetchError(f"{name}: {error}") from None
    return document


class _TooLargeError(ValueError):
    pass


def _measure(node: Any, known: dict[int, int], depth: int = 0) -> int:
    """Count what the document comes to when every alias is written out; a few lines can stand for terabytes."""
    if not isinstance(node, dict | list):
        return 1
    if id(node) in known:
        return known[id(node)]
    if depth > _DEEPEST:
        raise _TooLargeError("is nested too deeply")
    size = 1 + sum(_measure(one, known, depth + 1) for one in (node.values() if isinstance(node, dict) else node))
    if size > _NODES:
        raise _TooLargeError("its YAML aliases stand for too much")
    known[id(node)] = size
    return size


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"repeated key {next(name for name in names if names.count(name) > 1)!r}")
    return document


def _constant(text: str) -> float:
    raise ValueError(f"{text} is no number of JSON")
