"""``POST /v1/studios/confirmActivation``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.operation import Operation, Request

OPERATION = Operation(
    name="studios.confirm_activation",
    method="POST",
    path="/v1/studios/confirmActivation",
    vendor_name="confirmActivation",
)


def parse(data: Any) -> None:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""


def build() -> Request[None]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path="/v1/studios/confirmActivation",
    )
