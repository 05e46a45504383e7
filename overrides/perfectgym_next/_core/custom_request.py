"""Requests to endpoints that the description does not have, from a method and path of the caller's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from perfectgym_next._core.decoding import encode_json
from perfectgym_next._core.operation import Operation, Request, path_segment, query_values

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["build_custom_request"]

_SEGMENT = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*")
"""A path segment by RFC 3986, section 3.3."""
_UNSAFE_WHEN_DECODED = re.compile(r"[/\\\x00-\x1f\x7f]")


def build_custom_request(
    method: str,
    path: str,
    path_params: Mapping[str, object] | None = None,
    params: Mapping[str, object] | None = None,
    json: Any = None,
) -> Request[Any]:
    """Build a request whose result is its decoded JSON.

    Args:
        method: HTTP method, letters only.
        path: Path template. Its fixed segments are sent unchanged, so they must address the same resource however a
            server or proxy reads them: they are checked percent-decoded once, as a server does, and up to a semicolon,
            where some servers cut before they look for ``..``.
        path_params: Values of the template's parameters; quoted, so that each stays in its segment.
        params: Query parameters; a list, tuple or set is one parameter an item, None is left out.
        json: Body, encoded as JSON.

    Raises:
        TypeError: Method or path is not text, or a parameter or a value in `json` is of an unsupported class; it is
            named.
        ValueError: The method is invalid, the path may lead to another resource, a parameter is missing, or a number
            in `json` is NaN or infinite.
    """
    if not isinstance(method, str) or not isinstance(path, str):
        raise TypeError(
            f"method and path must be text, such as 'GET' and '/v1/studios', not {type(method).__name__} "
            f"and {type(path).__name__}"
        )
    if not (method.isascii() and method.isalpha()):
        raise ValueError(f"invalid HTTP method {method!r}: expected letters, such as 'GET'")
    if not path.startswith("/"):
        raise ValueError(f"invalid path {path!r}: it must begin with one slash")
    if "?" in path or "#" in path:
        raise ValueError(f"invalid path {path!r}: it must not hold a query or fragment; pass a query as params=")
    filled = []
    given = dict(path_params or {})
    segments = path.split("/")[1:]
    for index, segment in enumerate(segments):
        if segment.startswith("{") and segment.endswith("}"):
            name = segment[1:-1]
            if name not in given:
                raise ValueError(f"path {path!r} needs a value for {name!r}; pass it in path_params=")
            filled.append(path_segment(name, given.pop(name)))
            continue
        problem = _find_problem(segment, is_last=index == len(segments) - 1)
        if problem:
            raise ValueError(f"invalid path {path!r}: it must not hold {problem}")
        filled.append(segment)
    if given:
        raise ValueError(f"path {path!r} has no parameter {', '.join(map(repr, given))}; remove it from path_params=")
    body = encode_json(json, "json")
    query = [pair for name, value in (params or {}).items() if value is not None for pair in query_values(name, value)]
    operation = Operation(name="request", method=method.upper(), path=path)
    return Request(operation, _keep, path="/" + "/".join(filled), query=query, body=body)


def _find_problem(segment: str, *, is_last: bool) -> str | None:
    """Return what is wrong with a fixed segment, or None. A slash at the end of a path is allowed."""
    if not segment:
        return None if is_last else "an empty segment"
    if not _SEGMENT.fullmatch(segment):
        return f"the segment {segment!r}: only characters of RFC 3986 are sent unchanged; pass others in path_params="
    decoded = unquote(segment)
    if decoded.partition(";")[0] in (".", ".."):
        return f"the segment {segment!r}: it would address another resource"
    if _UNSAFE_WHEN_DECODED.search(decoded):
        return f"the segment {segment!r}: pass a value with slashes or control characters in path_params="
    return None


def _keep(data: Any) -> Any:
    return data
