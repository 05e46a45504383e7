"""``GET /v1/customers/additional-information-fields``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.additional_information_field import AdditionalInformationField

OPERATION = Operation(
    name="customers.list_additional_information_fields",
    method="GET",
    path="/v1/customers/additional-information-fields",
    vendor_name="getAdditionalInformationFields",
    scopes=("ADDITIONAL_INFORMATION_READ",),
)


def parse(data: Any) -> list[models.AdditionalInformationField]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(AdditionalInformationField)._decode(item) for item in _array(data)]


def build() -> Request[list[models.AdditionalInformationField]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path="/v1/customers/additional-information-fields",
    )
