"""Check-ins of customers, and check-in vouchers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next.terms import add_units
from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.problems import conflict, invalid
from perfectgym_next.testing._studio.studio import ZONE

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Checkins"]


_MAX_DAYS = 365
"""Days from the first to the last day of a period that can be listed."""


class Checkins:
    """The check-ins of all customers; those of a customer are generated when they are first read."""

    lazy = "_checkins"

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._checkins: dict[int, list[dict[str, Any]]] = {}
        self._redeemed: set[str] = set()

    def of(self, customer_id: int) -> list[dict[str, Any]]:
        """Return a customer's check-ins, the latest first.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        if customer_id not in self._checkins:
            record = self._customers.get(customer_id)
            self._checkins[customer_id] = []
            if self._customers.is_from_seed(customer_id) and record["status"] != "PROSPECT":
                self._generate(customer_id)
        return self._checkins[customer_id]

    def add(self, customer_id: int, entered: datetime, left: datetime) -> dict[str, Any]:
        """Add a check-in as the latest one and return it.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        checkin = self._make(self._studio.new_id(), entered, left)
        self.of(customer_id).insert(0, checkin)
        return checkin

    def between(self, customer_id: int, first: str | None, last: str | None) -> list[dict[str, Any]]:
        """Return a customer's check-ins within a period, the latest first.

        Args:
            customer_id: The customer.
            first: First day in ISO 8601; None means one month before the last day.
            last: Last day in ISO 8601; None means today.

        Raises:
            ProblemResponse: The customer does not exist, or the period ends before it starts or exceeds 365 days.
        """
        checkins = self.of(customer_id)
        end = self._studio.today if last is None else date.fromisoformat(last)
        start = _a_month_before(end) if first is None else date.fromisoformat(first)
        if end < start:
            raise invalid(f"toDate must not be before fromDate, but {end} is before {start}", "toDate")
        if (end - start).days > _MAX_DAYS:
            raise invalid(f"toDate must be at most {_MAX_DAYS} days after fromDate, not {(end - start).days}", "toDate")
        return [c for c in checkins if start.isoformat() <= c["checkInDateTime"][:10] <= end.isoformat()]

    def redeem_voucher(self, code: str) -> str:
        """Redeem a voucher and return an access code for the studio; any code is valid once.

        Raises:
            ProblemResponse: The code is empty, or was already redeemed.
        """
        if not code:
            raise invalid("voucherCode is empty", "voucherCode")
        if code in self._redeemed:
            raise conflict("VOUCHER_REDEEMED", "the voucher was already redeemed", "voucherCode")
        self._redeemed.add(code)
        return "".join(self._studio.rng("voucher", code).choices("ABCDEFGHJKLMNPQRSTUVWXYZ", k=8))

    def _generate(self, customer_id: int) -> None:
        rng, opened = self._studio.rng("visits", customer_id), self._studio.first_day
        day = opened - timedelta(days=rng.randint(60, 400))
        checkins = self._checkins[customer_id]
        while (day := day + timedelta(days=rng.randint(1, 9))) < opened:
            entered = datetime(day.year, day.month, day.day, rng.randint(7, 20), rng.randint(0, 59), tzinfo=ZONE)
            left = entered + timedelta(minutes=rng.randint(30, 120))
            checkins.insert(0, self._make(customer_id * 10_000 + len(checkins), entered, left))

    def _make(self, checkin_id: int, entered: datetime, left: datetime) -> dict[str, Any]:
        return {
            "checkinId": checkin_id,
            "checkInDateTime": entered.isoformat(),
            "checkOutDateTime": left.isoformat(),
            "studioId": self._studio.id,
            "studioName": self._studio.name,
        }


def _a_month_before(day: date) -> date:
    return add_units(day, -1, "MONTH") if day > date(1, 1, 31) else date.min
