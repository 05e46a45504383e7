"""The environments of an API: the servers that the overlay names by ``x-python-environment``."""

from __future__ import annotations

import re
from typing import Any

from openapi.pipeline.description import DescriptionError

__all__ = ["find_environments"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_URL = re.compile(r"https://(?:\{tenant\}\.)?[a-z0-9.-]+(?:/[\w./-]*)?", re.ASCII)


def find_environments(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return address and needs of each environment, by name in alphabetical order.

    Servers without ``x-python-environment`` have no name and are left out.

    Raises:
        DescriptionError: A name is invalid or used twice, or an address has another variable than the tenant.
    """
    found: dict[str, dict[str, Any]] = {}
    for server in document.get("servers", []):
        name = server.get("x-python-environment")
        if name is None:
            continue
        url = str(server.get("url", "")).rstrip("/")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise DescriptionError(
                f"server {url}: invalid x-python-environment {name!r}: expected a name such as 'sandbox'"
            )
        if name in found:
            raise DescriptionError(
                f"two servers have the x-python-environment {name!r}: {found[name]['url']} and {url}"
            )
        if not _URL.fullmatch(url):
            raise DescriptionError(
                f"server {url} of the environment {name!r}: expected https://host or https://{{tenant}}.host, "
                "with or without a path"
            )
        found[name] = {"url": url, "without_key": bool(server.get("x-python-without-key"))}
    return dict(sorted(found.items()))
