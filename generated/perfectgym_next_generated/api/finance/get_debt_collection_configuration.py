"""``GET /v1/debt-collection/configuration``"""

from __future__ import annotations

from typing import Any

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.operation import Operation, Request

from ... import models
from ...models.debt_collection_configuration import DebtCollectionConfiguration

OPERATION = Operation(
    name="finance.get_debt_collection_configuration",
    method="GET",
    path="/v1/debt-collection/configuration",
    vendor_name="getDebtCollectionConfiguration",
    scopes=("DEBT_COLLECTION_READ",),
)


def parse(data: Any) -> models.DebtCollectionConfiguration:
    """Make the result of the decoded JSON of a successful answer; the JSON is taken apart."""
    return _new(DebtCollectionConfiguration)._decode(data)


def build() -> Request[models.DebtCollectionConfiguration]:
    """Make a request of this operation; see the resource's method for its arguments."""
    return Request(
        OPERATION,
        parse,
        path="/v1/debt-collection/configuration",
    )
