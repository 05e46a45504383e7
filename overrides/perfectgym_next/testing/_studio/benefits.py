"""Benefits of customers, and their body measurements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customers import Customers, Record
from perfectgym_next.testing._studio.problems import conflict, not_found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Benefits"]

_MAX_USES = {"GUEST_PASS": 2, "SAUNA": 4, "SOLARIUM": 10, "WEIGHING": 1}
"""Number of times that a member may use each benefit."""


class Benefits:
    """The uses of benefits, and the heights from weighings."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._uses: dict[tuple[int, str], int] = {}
        self._heights: dict[int, Decimal] = {}

    def is_valid(self, customer_id: int, key: str) -> bool:
        """Return whether the customer is a member and has a use left."""
        is_member = self._customers.get(customer_id)["status"] == "MEMBER"
        return is_member and self._uses.get((customer_id, key), 0) < _MAX_USES.get(key, 0)

    def use(self, customer_id: int, key: str, reference: str = "benefitKey") -> None:
        """Use a benefit once.

        Args:
            customer_id: The customer.
            key: Key of the benefit.
            reference: Name of the parameter that holds the key.

        Raises:
            ProblemResponse: The customer or benefit does not exist, or the benefit has no use left.
        """
        self._customers.check(customer_id)
        if key not in _MAX_USES:
            raise not_found("benefit", key, reference)
        if not self.is_valid(customer_id, key):
            raise conflict("BENEFIT_NOT_VALID", f"the customer cannot use {key} (again)", reference)
        self._uses[customer_id, key] = self._uses.get((customer_id, key), 0) + 1

    def weigh(self, customer_id: int, body: Mapping[str, Any], key: str | None) -> int:
        """Store a weighing and return its id; its height becomes the customer's.

        Args:
            customer_id: The customer.
            body: Body of the request.
            key: The benefit to use for it, if any.

        Raises:
            ProblemResponse: The customer or benefit does not exist, or the benefit has no use left.
        """
        self._customers.check(customer_id)
        if key is not None:
            self.use(customer_id, key)
        if "height" in body:
            self._heights[customer_id] = Decimal(body["height"])
        return self._studio.new_id()

    def render(self, record: Record, keys: Sequence[str] | None) -> list[dict[str, Any]]:
        """Return which benefits are valid for a customer, as the API returns them.

        Args:
            record: The customer.
            keys: Keys of the benefits; None or empty means all. A benefit that does not exist is not valid.
        """
        return [{"key": key, "valid": self.is_valid(record["id"], key)} for key in keys or _MAX_USES]

    def measure(self, record: Record) -> dict[str, Any]:
        """Return a customer's personal data and height, as the API returns them."""
        today = self._studio.today
        measurement: dict[str, Any] = {
            "id": record["id"],
            **{name: record[name] for name in ("firstName", "lastName", "dateOfBirth", "gender") if name in record},
        }
        if "dateOfBirth" in record:
            born = date.fromisoformat(str(record["dateOfBirth"]))
            measurement["age"] = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        height = self._heights.get(record["id"])
        if height is None:
            height = Decimal(self._studio.rng("height", record["id"]).randint(1500, 2050)).scaleb(-1)
        measurement["height"] = height
        return measurement
