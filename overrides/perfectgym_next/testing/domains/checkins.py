"""Customers' visits to the studio, and check-in vouchers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import conflict, invalid
from perfectgym_next.testing._studio.slices import slice_by_count
from perfectgym_next.testing._studio.studio import STUDIO_NAME, ZONE
from perfectgym_next.testing.domains.customers import STUDIO_ID, Customers

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Checkins", "handlers"]

handlers = Handlers()


class Checkins:
    """The visits of all customers; a customer's are made when they are first read."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._visits: dict[int, list[dict[str, Any]]] = {}
        self.redeemed: set[str] = set()

    def of(self, customer_id: int) -> list[dict[str, Any]]:
        """A customer's visits, the latest first.

        Raises:
            Refusal: There is no such customer.
        """
        if customer_id not in self._visits:
            record = self._customers.get(customer_id)
            self._visits[customer_id] = []
            if self._customers.from_seed(customer_id) and record["status"] != "PROSPECT":
                self._make(customer_id)
        return self._visits[customer_id]

    def add(self, customer_id: int, entered: datetime, left: datetime) -> dict[str, Any]:
        """Add a visit; it is the latest."""
        visit = {
            "checkinId": self._studio.new_id(),
            "checkInDateTime": entered.isoformat(),
            "checkOutDateTime": left.isoformat(),
            "studioId": STUDIO_ID,
            "studioName": STUDIO_NAME,
        }
        self.of(customer_id).insert(0, visit)
        return visit

    def _make(self, customer_id: int) -> None:
        dice = self._studio.dice("visits", customer_id)
        day = self._studio.today - timedelta(days=dice.randint(60, 400))
        visits = self._visits[customer_id]
        while (day := day + timedelta(days=dice.randint(1, 9))) < self._studio.today:
            entered = datetime(day.year, day.month, day.day, dice.randint(7, 20), dice.randint(0, 59), tzinfo=ZONE)
            left = entered + timedelta(minutes=dice.randint(30, 120))
            self.add(customer_id, entered, left)["checkinId"] = customer_id * 10_000 + len(visits)


@handlers.answers("customers.list_checkins", "cross_studio.list_cross_studio_checkins")
def list_checkins(call: Call) -> Any:
    """A customer's visits within a period, the latest first."""
    visits = call.studio.part(Checkins).of(call.path["customerId"])
    first, last = call.query.get("fromDate"), call.query.get("toDate")
    if first and last and date.fromisoformat(last) < date.fromisoformat(first):
        raise invalid("toDate must not be before fromDate", "toDate")
    within = [v for v in visits if (first or "") <= v["checkInDateTime"][:10] <= (last or "9999")]
    return slice_by_count(call, within)


@handlers.answers("checkin_vouchers.redeem_voucher")
def redeem_voucher(call: Call) -> Any:
    """Redeem any code, once."""
    code, redeemed = call.body["voucherCode"], call.studio.part(Checkins).redeemed
    if not code:
        raise invalid("voucherCode is empty", "voucherCode")
    if code in redeemed:
        raise conflict("VOUCHER_REDEEMED", "the voucher has been redeemed already", "voucherCode")
    redeemed.add(code)
    letters = call.studio.dice("voucher", code).choices("ABCDEFGHJKLMNPQRSTUVWXYZ", k=8)
    return {"studioAccessCode": "".join(letters)}
