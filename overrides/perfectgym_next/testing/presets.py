"""Presets: sizes of a studio, and situations that tests often need, each set up by one call.

A situation is added to a studio that exists: ``presets.full_class(api)``. It works for any size, also for an empty
studio, and for each studio of an API.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from perfectgym_next.terms import add_units
from perfectgym_next.testing._studio.class_bookings import ClassBookings
from perfectgym_next.testing._studio.customer_search import debtor_id
from perfectgym_next.testing._studio.timetable import Slot, Timetable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from perfectgym_next.testing.setup import StudioSetup

__all__ = [
    "EMPTY",
    "LARGE",
    "MEDIUM",
    "SMALL",
    "Arrears",
    "Debtor",
    "EndingContract",
    "FullClass",
    "UnconfirmedTrial",
    "contract_about_to_end",
    "full_class",
    "member_in_arrears",
    "member_in_debt_collection",
    "unconfirmed_trial",
]

EMPTY = 0
"""``customers`` of a studio that has just opened: all lists about customers are empty."""

SMALL = 40
"""``customers`` of a studio whose list of members fits in one slice, whatever its size."""

MEDIUM = 300
"""``customers`` of a studio by default: the smallest slices take several requests, the largest one."""

LARGE = 10_000
"""``customers`` of a studio whose list of members takes many requests even in the largest slices."""

_FEE = Decimal("29.90")
_OVERDUE_DAYS = {1: 15, 2: 31, 3: 61}
"""Days after which an open entry leads to a dunning level."""


class FullClass(NamedTuple):
    """A class slot without a free place."""

    class_id: int
    class_slot_id: int


class EndingContract(NamedTuple):
    """A member whose only contract is canceled."""

    customer_id: int
    contract_id: int
    last_day: date


class Arrears(NamedTuple):
    """A member with an overdue amount in euros."""

    customer_id: int
    amount: Decimal


class Debtor(NamedTuple):
    """A member whose overdue amount, in euros, was transferred to an agency in a debt collection run."""

    customer_id: int
    debtor_id: str
    run_id: int
    amount: Decimal


class UnconfirmedTrial(NamedTuple):
    """A lead with a trial booking of a class slot that needs a confirmation."""

    customer_id: int
    booking_id: int
    class_slot_id: int


def full_class(studio: StudioSetup, *, waiting_list: bool = False) -> FullClass:
    """Fill a class slot within the next days; whoever books it now gets on the waiting list.

    Args:
        studio: An `EmbeddedApi` or `EmbeddedStudio`.
        waiting_list: Whether the waiting list is full too; otherwise it is empty.
    """
    with studio._engine.lock:
        slot = _next_slot(studio)
        studio.fill_class_slot(slot.id, waiting_list=waiting_list)
    return FullClass(slot.class_id, slot.id)


def contract_about_to_end(studio: StudioSetup, *, days: int = 14) -> EndingContract:
    """Add a member whose contract ends soon; ``api.advance(days=days + 1)`` makes it a former member.

    Args:
        studio: An `EmbeddedApi` or `EmbeddedStudio`.
        days: Days until the last day of the contract.

    Raises:
        ValueError: `days` is negative.
    """
    if days < 0:
        raise ValueError(f"invalid days={days}: expected 0, for a contract that ends today, or more")
    last_day = studio.now.date() + timedelta(days=days)
    customer_id = studio.add_customer()
    start = add_units(last_day + timedelta(days=1), -1, "YEAR")
    return EndingContract(
        customer_id, studio.add_contract(customer_id, "Basic", start=start, canceled_for=last_day), last_day
    )


def member_in_arrears(studio: StudioSetup, *, dunning_level: int = 1) -> Arrears:
    """Add a member with an overdue fee.

    Args:
        studio: An `EmbeddedApi` or `EmbeddedStudio`.
        dunning_level: The dunning level that the member has reached today: 1, 2 or 3.

    Raises:
        ValueError: The dunning level does not exist.
    """
    if dunning_level not in _OVERDUE_DAYS:
        raise ValueError(f"invalid dunning_level={dunning_level}: expected 1, 2 or 3")
    customer_id = studio.add_customer()
    today = studio.now.date()
    studio.add_contract(customer_id, "Premium", start=add_units(today, -1, "YEAR"))
    studio.add_bookings(customer_id, _FEE, due=today - timedelta(days=_OVERDUE_DAYS[dunning_level]))
    return Arrears(customer_id, _FEE)


def member_in_debt_collection(studio: StudioSetup) -> Debtor:
    """Add a member with three overdue fees, in a debt collection run of their own that waits for confirmation.

    Args:
        studio: An `EmbeddedApi` or `EmbeddedStudio`.
    """
    customer_id, amount = member_in_arrears(studio, dunning_level=3)
    for days in (90, 120):
        studio.add_bookings(customer_id, _FEE, due=studio.now.date() - timedelta(days=days))
        amount += _FEE
    return Debtor(customer_id, debtor_id(customer_id), studio.start_debt_collection(customer_id), amount)


def unconfirmed_trial(studio: StudioSetup) -> UnconfirmedTrial:
    """Add a lead who has booked a trial class and has not confirmed the booking yet.

    Args:
        studio: An `EmbeddedApi` or `EmbeddedStudio`.
    """
    customer_id = studio.add_customer(status="PROSPECT", first_name="Trial", last_name="Lead")
    with studio._engine.lock:
        slot = _next_slot(studio, trial=True)
        booking_id = studio.add_class_booking(customer_id, slot.id, confirmed=False)
    return UnconfirmedTrial(customer_id, booking_id, slot.id)


PRESETS: Mapping[str, Callable[[StudioSetup], NamedTuple]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        full_class,
        contract_about_to_end,
        member_in_arrears,
        member_in_debt_collection,
        unconfirmed_trial,
    )
}
"""The situations by their names on the command line."""


def _next_slot(studio: StudioSetup, *, trial: bool = False) -> Slot:
    """Return the first slot with a free place from the day after tomorrow on, if asked one of a trial offer."""
    timetable, bookings = studio._part(Timetable), studio._part(ClassBookings)
    offered = {klass["id"] for klass in (timetable.trial_classes if trial else timetable.classes)}
    for slot in timetable.on_days(studio.now.date() + timedelta(days=2), 12):
        if slot.class_id in offered and bookings.occupancy(slot)[0] < slot.places:
            return slot
    raise LookupError("all class slots of the next two weeks are full")
