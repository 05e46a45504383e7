"""``PUT /v1/customers/{customerId}/images``"""

from __future__ import annotations

from typing import Any

import perfectgym_next
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment
from perfectgym_next.uploads import JsonPart, Upload

from ... import models
from ...models.customer_image import CustomerImage

OPERATION = Operation(
    name="customers.update_image",
    method="PUT",
    path="/v1/customers/{customerId}/images",
    vendor_name="updateImage",
    scopes=("CUSTOMER_WRITE",),
)


def parse(data: Any) -> models.CustomerImage:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(CustomerImage)._decode(data)


def build(
    customer_id: int,
    *,
    image: perfectgym_next.FileContent,
) -> Request[models.CustomerImage]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _parts: list[tuple[str, Upload | JsonPart]] = []

    _parts.append(("image", Upload.of(image)))
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/images",
        parts=_parts,
    )
