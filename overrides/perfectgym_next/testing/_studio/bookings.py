"""Bookings of customers, what those of classes and of appointments have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.problems import conflict, not_found

if TYPE_CHECKING:
    from datetime import datetime

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["BOOKED", "CONFIRMATION_HOURS", "UNCONFIRMED", "Booking", "Bookings"]

CONFIRMATION_HOURS = 24
"""Hours before the start until which a booking must be confirmed; otherwise it is canceled."""

_LISTED = timedelta(weeks=2)
"""How far before and after now the bookings lie that are listed."""

BOOKED = "BOOKED"
UNCONFIRMED = "BOOKED_WITH_CONFIRMATION_REQUIRED"

B = TypeVar("B", bound="Booking")


@dataclass(slots=True)
class Booking:
    """A booking.

    Attributes:
        id: Id of the booking.
        customer_id: The customer.
        status: ``BOOKED``, ``BOOKED_WITH_CONFIRMATION_REQUIRED``, ``WAITING_LIST`` or ``CANCELED``.
        trial: Whether it is one of a trial offer.
    """

    id: int
    customer_id: int
    status: str
    trial: bool


class Bookings(ABC, Generic[B]):
    """All bookings of one kind."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._bookings: dict[int, B] = {}

    @abstractmethod
    def _render(self, booking: B) -> dict[str, Any]:
        """Return a booking, as the API returns it."""

    @abstractmethod
    def _period_of(self, booking: B) -> tuple[datetime, datetime]:
        """Return the start and the end of what is booked."""

    def pass_time(self, before: datetime) -> None:
        """Cancel the bookings whose confirmation has become due since `before`."""
        term = timedelta(hours=CONFIRMATION_HOURS)
        for booking in list(self._bookings.values()):
            is_due = before < self._period_of(booking)[0] - term <= self._studio.now
            if booking.status == UNCONFIRMED and is_due:
                self._release(booking)

    def of(self, customer_id: int) -> list[dict[str, Any]]:
        """Return a customer's bookings within two weeks before and after now, including canceled ones.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        self._customers.check(customer_id)
        found = (booking for booking in self._bookings.values() if booking.customer_id == customer_id)
        return [self._render(booking) for booking in found if self._is_listed(booking)]

    def _is_listed(self, booking: B) -> bool:
        start, end = self._period_of(booking)
        return self._studio.now - start <= _LISTED and end - self._studio.now <= _LISTED

    def count_trials(self, customer_id: int) -> int:
        """Return the number of a customer's bookings of trial offers, without canceled ones."""
        trials = (booking for booking in self._bookings.values() if booking.trial and booking.status != "CANCELED")
        return sum(booking.customer_id == customer_id for booking in trials)

    def has_booking(self, booking_id: int) -> bool:
        """Return whether there is such a booking."""
        return booking_id in self._bookings

    def get_booking(self, booking_id: int) -> dict[str, Any]:
        """Return a booking with its customer, as the API returns it.

        Raises:
            ProblemResponse: The booking does not exist.
        """
        booking = self._find(booking_id)
        return {**self._render(booking), "customerId": booking.customer_id}

    def confirm(self, booking_id: int) -> bool:
        """Confirm a booking and return whether it is valid; a canceled one is not.

        Raises:
            ProblemResponse: The booking does not exist.
        """
        booking = self._find(booking_id)
        if booking.status == UNCONFIRMED:
            booking.status = BOOKED
        return booking.status != "CANCELED"

    def cancel(self, booking_id: int) -> int | None:
        """Cancel a booking.

        Returns:
            The booking that takes its place, if there is one.

        Raises:
            ProblemResponse: The booking does not exist, or it was already canceled.
        """
        return self._release(self._find_uncanceled(booking_id))

    def _release(self, booking: B) -> int | None:
        booking.status = "CANCELED"
        return None

    def _find(self, booking_id: int) -> B:
        if booking_id not in self._bookings:
            raise not_found("booking", booking_id, "bookingId")
        self._customers.check_consent(self._bookings[booking_id].customer_id, "bookingId")
        return self._bookings[booking_id]

    def _find_uncanceled(self, booking_id: int) -> B:
        booking = self._find(booking_id)
        if booking.status == "CANCELED":
            raise conflict("BOOKING_CANCELED", "the booking was already canceled", "bookingId")
        return booking
