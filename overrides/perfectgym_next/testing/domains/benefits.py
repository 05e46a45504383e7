"""What customers are entitled to, and their body measurements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import conflict, not_found
from perfectgym_next.testing.domains.customers import Customers, Record
from perfectgym_next.testing.domains.lookup import customer_by

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Benefits", "handlers"]

handlers = Handlers()

_ALLOWED = {"GUEST_PASS": 2, "SAUNA": 4, "SOLARIUM": 10, "WEIGHING": 1}
"""How often a member may use each benefit."""


class Benefits:
    """How often each customer has used each benefit, and the heights that weighings brought."""

    def __init__(self, studio: Studio) -> None:
        self._customers = studio.part(Customers)
        self._used: dict[tuple[int, str], int] = {}
        self.heights: dict[int, Decimal] = {}

    def valid(self, customer_id: int, key: str) -> bool:
        """Whether the customer, if a member, has a use left."""
        member = self._customers.get(customer_id)["status"] == "MEMBER"
        return member and self._used.get((customer_id, key), 0) < _ALLOWED[key]

    def use(self, customer_id: int, key: str, reference: str = "benefitKey") -> None:
        """Use a benefit once.

        Raises:
            Refusal: There is no such customer or benefit, or no use left.
        """
        self._customers.check(customer_id)
        if key not in _ALLOWED:
            raise not_found("benefit", key, reference)
        if not self.valid(customer_id, key):
            raise conflict("BENEFIT_NOT_VALID", f"the customer cannot use {key} (again)", reference)
        self._used[customer_id, key] = self._used.get((customer_id, key), 0) + 1


@handlers.answers("customers.list_benefits")
def list_benefits(call: Call) -> Any:
    """Which benefits are valid for a customer."""
    return _benefits(call, call.studio.part(Customers).get(call.path["customerId"]))


@handlers.answers("customers.list_benefits_by_card_number")
def list_benefits_by_card_number(call: Call) -> Any:
    """Which benefits are valid for the holder of a card."""
    return _benefits(call, customer_by(call.studio, call.query))


@handlers.answers("customers.use_benefit")
def use_benefit(call: Call) -> Any:
    """Use a benefit once."""
    call.studio.part(Benefits).use(call.path["customerId"], call.path["benefitKey"])


@handlers.answers("customers.create_weighing")
def create_weighing(call: Call) -> Any:
    """Store a weighing; its height is the customer's latest."""
    customer_id, key = call.path["customerId"], call.query.get("benefitKey")
    benefits = call.studio.part(Benefits)
    call.studio.part(Customers).check(customer_id)
    if key is not None:
        benefits.use(customer_id, key)
    if "height" in call.body:
        benefits.heights[customer_id] = Decimal(call.body["height"])
    return {**call.body, "databaseId": call.studio.new_id()}


@handlers.answers("customers.get_latest_measurement")
def get_latest_measurement(call: Call) -> Any:
    """Who the customer is, and how tall."""
    record, today = customer_by(call.studio, call.query), call.studio.today
    measurement: dict[str, Any] = {
        "id": record["id"],
        **{name: record[name] for name in ("firstName", "lastName", "dateOfBirth", "gender") if name in record},
    }
    if "dateOfBirth" in record:
        born = date.fromisoformat(str(record["dateOfBirth"]))
        measurement["age"] = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    height = call.studio.part(Benefits).heights.get(record["id"])
    if height is None:
        dice = call.studio.dice("height", record["id"])
        height = Decimal(dice.randint(1500, 2050)).scaleb(-1)
    measurement["height"] = height
    return measurement


def _benefits(call: Call, record: Record) -> list[dict[str, Any]]:
    benefits, keys = call.studio.part(Benefits), call.query.get("key") or list(_ALLOWED)
    unknown = next((index for index, key in enumerate(keys) if key not in _ALLOWED), None)
    if unknown is not None:
        raise not_found("benefit", keys[unknown], f"key[{unknown}]")
    return [{"key": key, "valid": benefits.valid(record["id"], key)} for key in keys]
