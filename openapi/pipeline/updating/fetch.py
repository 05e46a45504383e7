"""Fetch a description from a URL or a file, and parse it as YAML 1.2 or JSON."""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path
from typing import Any

import httpx

from openapi.pipeline.json_values import JsonValueError, check_json, unique_pairs
from openapi.pipeline.yaml_loading import YamlError, load_yaml

__all__ = ["FetchError", "fetch", "parse"]

MAX_BYTES = 20 * 1024 * 1024
TIMEOUT = 60.0  # seconds
_MAX_REDIRECTS = 5


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
    if not source.strip():
        raise FetchError("no address given; use https, http or the path of a file")
    if "://" in source:
        raise FetchError(f"{source}: unsupported scheme; use https, http or the path of a file")
    try:
        with Path(source).open("rb") as file:
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:  # ValueError: a null character
        raise FetchError(f"{source}: cannot be read ({getattr(error, 'strerror', None) or error})") from None
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
    except (httpx.HTTPError, OSError) as error:
        raise FetchError(f"{url}: cannot be reached ({_one_line(error)})") from None
    except (httpx.InvalidURL, ValueError) as error:  # ValueError: a host name or a proxy that is not one
        raise FetchError(f"{url}: invalid address, or invalid proxy in the environment ({_one_line(error)})") from None
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


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


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
        document = json.loads(text, object_pairs_hook=unique_pairs, parse_constant=_constant)
    except (ValueError, RecursionError) as json_error:
        if text.lstrip().startswith("{"):
            raise FetchError(f"{name}: invalid JSON ({_one_line(json_error)})") from None
        document = _parse_yaml(text, name)
    if not isinstance(document, dict):
        raise FetchError(f"{name}: expected a JSON or YAML object")
    try:
        check_json(document)
    except JsonValueError as error:
        raise FetchError(f"{name}: {error}") from None
    return document


def _parse_yaml(text: str, name: str) -> Any:
    try:
        return load_yaml(text)
    except YamlError as error:
        raise FetchError(f"{name}: invalid YAML ({error})") from None


def _constant(text: str) -> float:
    raise ValueError(f"{text} is not a JSON number")
