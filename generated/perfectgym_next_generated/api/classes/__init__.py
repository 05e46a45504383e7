"""Operations on classes: one method each, the same on both clients."""

from __future__ import annotations

import datetime

import perfectgym_next

from ... import models
from ...types import AsyncClient, SyncClient


class Classes:
    """Classes: reached as ``gym.classes``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list_classes(
        self, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.Pager[models.Class]:
        """List active classes.

        Lists the classes that are currently active. These are course definitions; their dated sessions are the
        class slots. Results come in slices: send the returned `offset` with the next call until `hasNext` is
        false.

        ``GET /v1/classes``, the vendor's ``getActiveClasses``.

        Scopes: CLASSES_READ.

        Args:
            offset: Cursor taken from the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries wanted in one slice (10 to 100).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import Pager

        from .list_classes import build

        request = build(
            offset=offset,
            slice_size=slice_size,
        )
        return Pager(self._client, request, min_slice_size=10, timeout=timeout)

    def list_class_bookings(
        self, *, customer_id: int, timeout: float | None = None
    ) -> list[models.ClassSlotBookingResult]:
        """List a customer's class bookings.

        Lists the class slot bookings of one customer, including waiting-list places where there are any. The
        list is not sliced.

        ``GET /v1/classes/booking``, the vendor's ``getClassBookingsByCustomerId``.

        Scopes: CLASSES_READ.

        Args:
            customer_id: Id of the customer whose class bookings are wanted.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_class_bookings import build

        return self._client.send(
            build(
                customer_id=customer_id,
            ),
            timeout=timeout,
        )

    def book_class(
        self, body: models.ClassSlotBookingRequest, *, timeout: float | None = None
    ) -> models.ClassSlotBookingResult:
        """Book a class slot for a customer.

        Books a place in one class slot for a customer and returns the booking with its id. Look at
        `bookingStatus`: the customer may end up on the waiting list, or the booking may still need
        confirmation.

        ``POST /v1/classes/booking/book``, the vendor's ``bookClassSlot``.

        Scopes: CLASSES_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .book_class import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def validate_class_booking(
        self, body: models.ClassSlotBookingRequest, *, timeout: float | None = None
    ) -> models.ClassSlotBookingValidationResult:
        """Check whether a class slot could be booked.

        Tests whether a customer could book a class slot, without booking it. The answer holds one status:
        AVAILABLE if booking is possible, otherwise what stands in the way.

        ``POST /v1/classes/booking/validate``, the vendor's ``validateClassSlot``.

        Scopes: CLASSES_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_class_booking import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def get_class_booking(self, booking_id: int, *, timeout: float | None = None) -> models.ClassSlotBookingResult:
        """Get one class booking.

        Fetches a single class slot booking by its id, with the states of the booking, the slot and the
        participant.

        ``GET /v1/classes/booking/{bookingId}``, the vendor's ``getClassBookingById``.

        Scopes: CLASSES_READ.

        Args:
            booking_id: Id of the class slot booking.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_class_booking import build

        return self._client.send(
            build(
                booking_id,
            ),
            timeout=timeout,
        )

    def cancel_class_booking(self, booking_id: int, *, timeout: float | None = None) -> None:
        """Cancel a class booking.

        Cancels the class slot booking with this id, giving up the customer's place. Nothing is returned on
        success. The class's cancellation condition tells how late a booking may be cancelled.

        ``DELETE /v1/classes/booking/{bookingId}``, the vendor's ``cancelClassSlotById``.

        Scopes: CLASSES_WRITE.

        Args:
            booking_id: Id of the class slot booking to cancel.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .cancel_class_booking import build

        self._client.send(
            build(
                booking_id,
            ),
            timeout=timeout,
        )

    def list_slots(
        self,
        *,
        days_ahead: int | None = None,
        slot_window_start_date: datetime.date | None = None,
        offset: str | None = None,
        slice_size: int = 100,
        timeout: float | None = None,
    ) -> perfectgym_next.Pager[models.ClassSlot]:
        """List class slots across classes.

        Lists class slots of more than one class within a time window, which suits a timetable view. Each slot
        names its class. Results come in slices: send the returned `offset` with the next call until `hasNext`
        is false.

        ``GET /v1/classes/slots``, the vendor's ``getClassSlotsForMultipleClasses``.

        Scopes: CLASSES_READ.

        Args:
            days_ahead: Length of the slot window, in days (0 to 6; the service's default is 1).
            slot_window_start_date: First day of the slot window (yyyy-MM-dd).
            offset: Cursor taken from the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries wanted in one slice (10 to 100).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import Pager

        from .list_slots import build

        request = build(
            days_ahead=days_ahead,
            slot_window_start_date=slot_window_start_date,
            offset=offset,
            slice_size=slice_size,
        )
        return Pager(self._client, request, min_slice_size=10, timeout=timeout)

    def get_class(self, class_id: int, *, timeout: float | None = None) -> models.Class:
        """Get one class.

        Fetches a single class definition by its id, with its type, duration and cancellation condition.

        ``GET /v1/classes/{classId}``, the vendor's ``getClassById``.

        Scopes: CLASSES_READ.

        Args:
            class_id: Id of the class.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_class import build

        return self._client.send(
            build(
                class_id,
            ),
            timeout=timeout,
        )

    def list_class_slots(
        self, class_id: int, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.Pager[models.ClassSlot]:
        """List the slots of one class.

        Lists the dated sessions (slots) of one class with instructors, location and occupancy. Results come in
        slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/classes/{classId}/slots``, the vendor's ``getClassSlots``.

        Scopes: CLASSES_READ.

        Args:
            class_id: Id of the class whose slots are wanted.
            offset: Cursor taken from the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries wanted in one slice (10 to 100).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import Pager

        from .list_class_slots import build

        request = build(
            class_id,
            offset=offset,
            slice_size=slice_size,
        )
        return Pager(self._client, request, min_slice_size=10, timeout=timeout)

    def get_class_slot(self, class_id: int, class_slot_id: int, *, timeout: float | None = None) -> models.ClassSlot:
        """Get one class slot.

        Fetches a single slot of a class, with its times, location, booking window and occupancy.

        ``GET /v1/classes/{classId}/slots/{classSlotId}``, the vendor's ``getClassSlotById``.

        Scopes: CLASSES_READ.

        Args:
            class_id: Id of the class the slot belongs to.
            class_slot_id: Id of the class slot.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_class_slot import build

        return self._client.send(
            build(
                class_id,
                class_slot_id,
            ),
            timeout=timeout,
        )


class AsyncClasses:
    """Classes: reached as ``gym.classes``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list_classes(
        self, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.AsyncPager[models.Class]:
        """List active classes.

        Lists the classes that are currently active. These are course definitions; their dated sessions are the
        class slots. Results come in slices: send the returned `offset` with the next call until `hasNext` is
        false.

        ``GET /v1/classes``, the vendor's ``getActiveClasses``.

        Scopes: CLASSES_READ.

        Args:
            offset: Cursor taken from the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries wanted in one slice (10 to 100).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import AsyncPager

        from .list_classes import build

        request = build(
            offset=offset,
            slice_size=slice_size,
        )
        return AsyncPager(self._client, request, min_slice_size=10, timeout=timeout)

    async def list_class_bookings(
        self, *, customer_id: int, timeout: float | None = None
    ) -> list[models.ClassSlotBookingResult]:
        """List a customer's class bookings.

        Lists the class slot bookings of one customer, including waiting-list places where there are any. The
        list is not sliced.

        ``GET /v1/classes/booking``, the vendor's ``getClassBookingsByCustomerId``.

        Scopes: CLASSES_READ.

        Args:
            customer_id: Id of the customer whose class bookings are wanted.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_class_bookings import build

        return await self._client.send(
            build(
                customer_id=customer_id,
            ),
            timeout=timeout,
        )

    async def book_class(
        self, body: models.ClassSlotBookingRequest, *, timeout: float | None = None
    ) -> models.ClassSlotBookingResult:
        """Book a class slot for a customer.

        Books a place in one class slot for a customer and returns the booking with its id. Look at
        `bookingStatus`: the customer may end up on the waiting list, or the booking may still need
        confirmation.

        ``POST /v1/classes/booking/book``, the vendor's ``bookClassSlot``.

        Scopes: CLASSES_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .book_class import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def validate_class_booking(
        self, body: models.ClassSlotBookingRequest, *, timeout: float | None = None
    ) -> models.ClassSlotBookingValidationResult:
        """Check whether a class slot could be booked.

        Tests whether a customer could book a class slot, without booking it. The answer holds one status:
        AVAILABLE if booking is possible, otherwise what stands in the way.

        ``POST /v1/classes/booking/validate``, the vendor's ``validateClassSlot``.

        Scopes: CLASSES_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_class_booking import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def get_class_booking(
        self, booking_id: int, *, timeout: float | None = None
    ) -> models.ClassSlotBookingResult:
        """Get one class booking.

        Fetches a single class slot booking by its id, with the states of the booking, the slot and the
        participant.

        ``GET /v1/classes/booking/{bookingId}``, the vendor's ``getClassBookingById``.

        Scopes: CLASSES_READ.

        Args:
            booking_id: Id of the class slot booking.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_class_booking import build

        return await self._client.send(
            build(
                booking_id,
            ),
            timeout=timeout,
        )

    async def cancel_class_booking(self, booking_id: int, *, timeout: float | None = None) -> None:
        """Cancel a class booking.

        Cancels the class slot booking with this id, giving up the customer's place. Nothing is returned on
        success. The class's cancellation condition tells how late a booking may be cancelled.

        ``DELETE /v1/classes/booking/{bookingId}``, the vendor's ``cancelClassSlotById``.

        Scopes: CLASSES_WRITE.

        Args:
            booking_id: Id of the class slot booking to cancel.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .cancel_class_booking import build

        await self._client.send(
            build(
                booking_id,
            ),
            timeout=timeout,
        )

    def list_slots(
        self,
        *,
        days_ahead: int | None = None,
        slot_window_start_date: datetime.date | None = None,
        offset: str | None = None,
        slice_size: int = 100,
        timeout: float | None = None,
    ) -> perfectgym_next.AsyncPager[models.ClassSlot]:
        """List class slots across classes.

        Lists class slots of more than one class within a time window, which suits a timetable view. Each slot
        names its class. Results come in slices: send the returned `offset` with the next call until `hasNext`
        is false.

        ``GET /v1/classes/slots``, the vendor's ``getClassSlotsForMultipleClasses``.

        Scopes: CLASSES_READ.

        Args:
            days_ahead: Length of the slot window, in days (0 to 6; the service's default is 1).
            slot_window_start_date: First day of the slot window (yyyy-MM-dd).
            offset: Cursor taken from the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries wanted in one slice (10 to 100).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import AsyncPager

        from .list_slots import build

        request = build(
            days_ahead=days_ahead,
            slot_window_start_date=slot_window_start_date,
            offset=offset,
            slice_size=slice_size,
        )
        return AsyncPager(self._client, request, min_slice_size=10, timeout=timeout)

    async def get_class(self, class_id: int, *, timeout: float | None = None) -> models.Class:
        """Get one class.

        Fetches a single class definition by its id, with its type, duration and cancellation condition.

        ``GET /v1/classes/{classId}``, the vendor's ``getClassById``.

        Scopes: CLASSES_READ.

        Args:
            class_id: Id of the class.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_class import build

        return await self._client.send(
            build(
                class_id,
            ),
            timeout=timeout,
        )

    def list_class_slots(
        self, class_id: int, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.AsyncPager[models.ClassSlot]:
        """List the slots of one class.

        Lists the dated sessions (slots) of one class with instructors, location and occupancy. Results come in
        slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/classes/{classId}/slots``, the vendor's ``getClassSlots``.

        Scopes: CLASSES_READ.

        Args:
            class_id: Id of the class whose slots are wanted.
            offset: Cursor taken from the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries wanted in one slice (10 to 100).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import AsyncPager

        from .list_class_slots import build

        request = build(
            class_id,
            offset=offset,
            slice_size=slice_size,
        )
        return AsyncPager(self._client, request, min_slice_size=10, timeout=timeout)

    async def get_class_slot(
        self, class_id: int, class_slot_id: int, *, timeout: float | None = None
    ) -> models.ClassSlot:
        """Get one class slot.

        Fetches a single slot of a class, with its times, location, booking window and occupancy.

        ``GET /v1/classes/{classId}/slots/{classSlotId}``, the vendor's ``getClassSlotById``.

        Scopes: CLASSES_READ.

        Args:
            class_id: Id of the class the slot belongs to.
            class_slot_id: Id of the class slot.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_class_slot import build

        return await self._client.send(
            build(
                class_id,
                class_slot_id,
            ),
            timeout=timeout,
        )
