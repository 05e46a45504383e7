"""What the rehearsals of an update begin with: about what 1.9.0 of the API was."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

NEW_OPERATIONS = {
    "/v1/customers/{customerId}/account/payment": "post",
    "/v1/customers/{customerId}/account/payment-instrument": "post",
    "/v1/memberships/{contractId}/self-service/idle-periods/{idlePeriodId}/preview": "put",
}
REHEARSED_TAGS = frozenset({"Customers Account", "Membership Self-service", "Studios"})
WATCHED = ("openapi", "generated", "changelog.d", "build/api-review")


def before_1_10(document: dict[str, Any]) -> dict[str, Any]:
    """A description of 1.10.0 without what it brought."""
    for path, method in NEW_OPERATIONS.items():
        del document["paths"][path][method]
        if not document["paths"][path]:
            del document["paths"][path]
    document["info"]["version"] = "1.9.0"
    return document


def snapshot(root: Path) -> dict[str, str]:
    """Digest of every file that an update may touch."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in WATCHED
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and not {"__pycache__", "node_modules"} & set(path.parts)
    }
