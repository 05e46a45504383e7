"""Fetch a description from a URL or a file, and parse it as YAML 1.2 or JSON."""

from __future__ import annotations

import contextlib
import json
import re
import time
from pathlib import Path
from typing import Any

import httpx
import yaml

__all__ = ["FetchError", "fetch", "parse"]

MAX_BYTES = 20 * 1024 * 1024
TIMEOUT = 60.0  # seconds
_MAX_REDIRECTS = 5
_MAX_NODES = 2_000_000
_MAX_DEPTH = 200


class FetchError(RuntimeError):
    """The description cannot be fetched or parsed; the message is one line."""


def fetch(source: str, *, max_bytes: int = MAX_BYTES, timeout: float = TIMEOUT) -> bytes:
    """Read a URL or a file.

    Args:
        source: ``https://…``, ``http://…`` or the path of a file.
        max_bytes: Maximum size after decompression.
        timeout: Maximum duration of the whole download, in seconds.

    Raises:
        FetchError: The source is unavailable, too large or too slow.
    """
    if source.startswith(("https://", "http://")):
        return _download(source, max_bytes, timeout)
    if "://" in source:
        raise FetchError(f"{source}: unsupported scheme; use https, http or the path of a file")
    try:
        with Path(source).open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise FetchError(f"{source}: cannot be read ({error.strerror})") from None
    if len(data) > max_bytes:
        raise FetchError(f"{source}: larger than {max_bytes} bytes")
    return data


def _download(url: str, max_bytes: int, timeout: float) -> bytes:
    deadline = time.monotonic() + timeout
    parts: list[bytes] = []
    length = 0
    try:
        with (
            httpx.Client(timeout=min(timeout, 20.0), follow_redirects=False, trust_env=True) as client,
            _follow(client, url) as response,
        ):
            if response.status_code != 200:
                raise FetchError(f"{response.url}: responds with {response.status_code} {response.reason_phrase}")
            for part in response.iter_bytes():
                length += len(part)
                if length > max_bytes:
                    raise FetchError(f"{url}: larger than {max_bytes} bytes")
                if time.monotonic() > deadline:
                    raise FetchError(f"{url}: took longer than {timeout:g} seconds")
                parts.append(part)
    except httpx.HTTPError as error:
        raise FetchError(f"{url}: cannot be reached ({error or type(error).__name__})") from None
    return b"".join(parts)


def _follow(client: httpx.Client, url: str) -> contextlib.closing[httpx.Response]:
    """Follow redirects, but never from https to http."""
    request = client.build_request("GET", url)
    for _ in range(_MAX_REDIRECTS + 1):
        response = client.send(request, stream=True)
        following = response.next_request
        if following is None:
            return contextlib.closing(response)
        response.close()
        if request.url.scheme == "https" and following.url.scheme != "https":
            raise FetchError(f"{url}: redirects from https to {following.url.scheme}")
        request = following
    raise FetchError(f"{url}: redirects more than {_MAX_REDIRECTS} times")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the C one is many times faster
    """Loads the JSON types of YAML 1.2: ``NO``, ``2024-01-01`` and ``0049`` are text. A repeated key is an error."""

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
    """Parse a description; JSON, although YAML too, is parsed faster as JSON.

    Args:
        data: Contents of the file.
        name: Its name in messages.

    Raises:
        FetchError: The file is neither JSON nor YAML, repeats a key, or expands beyond the limits.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FetchError(f"{name}: not UTF-8 text") from None
    try:
        document = json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant)
    except (ValueError, RecursionError) as json_error:
        if text.lstrip().startswith("{"):
            raise FetchError(f"{name}: invalid JSON ({json_error})") from None
        document = _yaml(text, name)
    if not isinstance(document, dict):
        raise FetchError(f"{name}: expected a JSON or YAML object")
    return document


def _yaml(text: str, name: str) -> Any:
    try:
        document = yaml.load(text, _Loader)  # noqa: S506 - a safe loader
        _measure(document, {})
    except yaml.YAMLError as error:
        raise FetchError(f"{name}: invalid YAML ({' '.join(str(error).split())})") from None
    except RecursionError:
        raise FetchError(f"{name}: it is nested too deeply") from None
    except _TooLargeError as error:
        raise FetchError(f"{name}: {error}") from None
    return document


class _TooLargeError(ValueError):
    pass


def _measure(node: Any, known: dict[int, int], depth: int = 0) -> int:
    """Count the nodes of a document with all aliases expanded: a few lines can expand to terabytes."""
    if not isinstance(node, dict | list):
        return 1
    if id(node) in known:
        return known[id(node)]
    if depth > _MAX_DEPTH:
        raise _TooLargeError(f"it is nested deeper than {_MAX_DEPTH} levels")
    size = 1 + sum(_measure(one, known, depth + 1) for one in (node.values() if isinstance(node, dict) else node))
    if size > _MAX_NODES:
        raise _TooLargeError(f"its YAML aliases expand to more than {_MAX_NODES} nodes")
    known[id(node)] = size
    return size


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"repeated key {next(name for name in names if names.count(name) > 1)!r}")
    return document


def _constant(text: str) -> float:
    raise ValueError(f"{text} is not a JSON number")
