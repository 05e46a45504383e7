"""``PUT /v1/customers/{customerId}/additional-information-field-assignments``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import check_list as _check_list
from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request, path_segment

from ... import models
from ...models.additional_information_field_assignment import AdditionalInformationFieldAssignment

OPERATION = Operation(
    name="customers.set_additional_information",
    method="PUT",
    path="/v1/customers/{customerId}/additional-information-field-assignments",
    vendor_name="setAdditionalInformationFieldAssignments",
    scopes=("ADDITIONAL_INFORMATION_WRITE",),
)


def parse(data: Any) -> list[models.AdditionalInformationFieldAssignment]:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return [_new(AdditionalInformationFieldAssignment)._decode(item) for item in _array(data)]


def build(
    customer_id: int,
    body: list[models.AdditionalInformationFieldAssignment],
) -> Request[list[models.AdditionalInformationFieldAssignment]]:
    """Make a request of this operation; see the resource's method for its arguments."""
    _check_list(_check_model(AdditionalInformationFieldAssignment))(body, "body")
    return Request(
        OPERATION,
        parse,
        path=f"/v1/customers/{path_segment('customerId', customer_id)}/additional-information-field-assignments",
        body=[item.to_dict() for item in body],
    )
