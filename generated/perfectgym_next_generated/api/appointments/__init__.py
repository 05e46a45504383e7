"""Operations on appointments: one method each, the same on both clients."""

from __future__ import annotations

import datetime

import perfectgym_next

from ... import models
from ...types import AsyncClient, SyncClient


class Appointments:
    """Appointments: reached as ``gym.appointments``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list_bookable_appointments(
        self, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.Pager[models.BookableAppointment]:
        """List appointment types open for booking.

        Lists the appointment types that customers can book, each with title, duration and category. Results
        come in slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/appointments/bookable``, the vendor's ``getBookableAppointments``.

        Scopes: BOOKABLE_APPOINTMENTS_READ.

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

        from .list_bookable_appointments import build

        request = build(
            offset=offset,
            slice_size=slice_size,
        )
        return Pager(self._client, request, min_slice_size=10, timeout=timeout)

    def validate_appointment_booking(
        self, body: models.AppointmentBookingRequest, *, timeout: float | None = None
    ) -> models.AppointmentBookingValidationResult:
        """Check whether an appointment could be booked.

        Tests a booking request without making a booking. The answer holds one status: AVAILABLE if the
        appointment can be booked, otherwise the reason why not.

        ``POST /v1/appointments/bookable/validate``, the vendor's ``validateForAppointmentBooking``.

        Scopes: BOOKABLE_APPOINTMENTS_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_appointment_booking import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def get_bookable_appointment(
        self, bookable_appointment_id: int, *, timeout: float | None = None
    ) -> models.BookableAppointment:
        """Get one bookable appointment type.

        Fetches a single bookable appointment type by its id, as found in the list of bookable appointments.

        ``GET /v1/appointments/bookable/{bookableAppointmentId}``, the vendor's ``getBookableAppointment``.

        Scopes: BOOKABLE_APPOINTMENTS_READ.

        Args:
            bookable_appointment_id: Id of the bookable appointment type.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_bookable_appointment import build

        return self._client.send(
            build(
                bookable_appointment_id,
            ),
            timeout=timeout,
        )

    def list_appointment_slots(
        self,
        bookable_appointment_id: int,
        *,
        customer_id: int | None = None,
        days_ahead: int | None = None,
        slot_window_start_date: datetime.date | None = None,
        timeout: float | None = None,
    ) -> list[models.BookableAppointmentSlot]:
        """List free slots of a bookable appointment.

        Lists the time slots offered for one bookable appointment type, each with start, end and instructors.
        The window is set by its first day and a number of days; a customer can be named so that the slots are
        worked out for that person. The list is not sliced.

        ``GET /v1/appointments/bookable/{bookableAppointmentId}/slots``, the vendor's ``getBookableAppointmentSlots``.

        Scopes: BOOKABLE_APPOINTMENTS_READ.

        Args:
            bookable_appointment_id: Id of the bookable appointment type whose slots are wanted.
            customer_id: Id of the customer the slots are meant for.
            days_ahead: Length of the slot window, in days (1 to 6; the service's default is 1).
            slot_window_start_date: First day of the slot window (yyyy-MM-dd).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_appointment_slots import build

        return self._client.send(
            build(
                bookable_appointment_id,
                customer_id=customer_id,
                days_ahead=days_ahead,
                slot_window_start_date=slot_window_start_date,
            ),
            timeout=timeout,
        )

    def list_appointment_bookings(
        self, *, customer_id: int, timeout: float | None = None
    ) -> list[models.AppointmentBookingResult]:
        """List a customer's appointment bookings.

        Lists the appointment bookings of one customer with their times, instructors and states. The list is not
        sliced.

        ``GET /v1/appointments/booking``, the vendor's ``getAppointmentBookings``.

        Scopes: APPOINTMENTS_READ.

        Args:
            customer_id: Id of the customer whose bookings are wanted.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_appointment_bookings import build

        return self._client.send(
            build(
                customer_id=customer_id,
            ),
            timeout=timeout,
        )

    def book_appointment(
        self, body: models.AppointmentBookingRequest, *, timeout: float | None = None
    ) -> models.AppointmentBookingResult:
        """Book an appointment for a customer.

        Creates a binding booking of a bookable appointment type for a customer at the given start and end,
        optionally with chosen instructors. Returns the booking with its id and status, which may still require
        confirmation. Validate the same body first to learn of obstacles.

        ``POST /v1/appointments/booking/book``, the vendor's ``bookAppointmentBooking``.

        Scopes: APPOINTMENTS_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .book_appointment import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def get_appointment_booking(
        self, booking_id: int, *, timeout: float | None = None
    ) -> models.AppointmentBookingResultWithCustomerId:
        """Get one appointment booking.

        Fetches a single appointment booking by its id, including the id of the customer it was made for.

        ``GET /v1/appointments/booking/{bookingId}``, the vendor's ``getAppointmentBooking``.

        Scopes: APPOINTMENTS_READ.

        Args:
            booking_id: Id of the appointment booking.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_appointment_booking import build

        return self._client.send(
            build(
                booking_id,
            ),
            timeout=timeout,
        )

    def cancel_appointment_booking(self, booking_id: int, *, timeout: float | None = None) -> models.VoidResult:
        """Cancel an appointment booking.

        Cancels the customer's appointment booking with this id. The answer carries no booking data, only a
        `success` text.

        ``DELETE /v1/appointments/booking/{bookingId}``, the vendor's ``deleteAppointmentBooking``.

        Scopes: APPOINTMENTS_WRITE.

        Args:
            booking_id: Id of the appointment booking to cancel.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .cancel_appointment_booking import build

        return self._client.send(
            build(
                booking_id,
            ),
            timeout=timeout,
        )


class AsyncAppointments:
    """Appointments: reached as ``gym.appointments``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list_bookable_appointments(
        self, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.AsyncPager[models.BookableAppointment]:
        """List appointment types open for booking.

        Lists the appointment types that customers can book, each with title, duration and category. Results
        come in slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/appointments/bookable``, the vendor's ``getBookableAppointments``.

        Scopes: BOOKABLE_APPOINTMENTS_READ.

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

        from .list_bookable_appointments import build

        request = build(
            offset=offset,
            slice_size=slice_size,
        )
        return AsyncPager(self._client, request, min_slice_size=10, timeout=timeout)

    async def validate_appointment_booking(
        self, body: models.AppointmentBookingRequest, *, timeout: float | None = None
    ) -> models.AppointmentBookingValidationResult:
        """Check whether an appointment could be booked.

        Tests a booking request without making a booking. The answer holds one status: AVAILABLE if the
        appointment can be booked, otherwise the reason why not.

        ``POST /v1/appointments/bookable/validate``, the vendor's ``validateForAppointmentBooking``.

        Scopes: BOOKABLE_APPOINTMENTS_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_appointment_booking import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def get_bookable_appointment(
        self, bookable_appointment_id: int, *, timeout: float | None = None
    ) -> models.BookableAppointment:
        """Get one bookable appointment type.

        Fetches a single bookable appointment type by its id, as found in the list of bookable appointments.

        ``GET /v1/appointments/bookable/{bookableAppointmentId}``, the vendor's ``getBookableAppointment``.

        Scopes: BOOKABLE_APPOINTMENTS_READ.

        Args:
            bookable_appointment_id: Id of the bookable appointment type.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_bookable_appointment import build

        return await self._client.send(
            build(
                bookable_appointment_id,
            ),
            timeout=timeout,
        )

    async def list_appointment_slots(
        self,
        bookable_appointment_id: int,
        *,
        customer_id: int | None = None,
        days_ahead: int | None = None,
        slot_window_start_date: datetime.date | None = None,
        timeout: float | None = None,
    ) -> list[models.BookableAppointmentSlot]:
        """List free slots of a bookable appointment.

        Lists the time slots offered for one bookable appointment type, each with start, end and instructors.
        The window is set by its first day and a number of days; a customer can be named so that the slots are
        worked out for that person. The list is not sliced.

        ``GET /v1/appointments/bookable/{bookableAppointmentId}/slots``, the vendor's ``getBookableAppointmentSlots``.

        Scopes: BOOKABLE_APPOINTMENTS_READ.

        Args:
            bookable_appointment_id: Id of the bookable appointment type whose slots are wanted.
            customer_id: Id of the customer the slots are meant for.
            days_ahead: Length of the slot window, in days (1 to 6; the service's default is 1).
            slot_window_start_date: First day of the slot window (yyyy-MM-dd).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_appointment_slots import build

        return await self._client.send(
            build(
                bookable_appointment_id,
                customer_id=customer_id,
                days_ahead=days_ahead,
                slot_window_start_date=slot_window_start_date,
            ),
            timeout=timeout,
        )

    async def list_appointment_bookings(
        self, *, customer_id: int, timeout: float | None = None
    ) -> list[models.AppointmentBookingResult]:
        """List a customer's appointment bookings.

        Lists the appointment bookings of one customer with their times, instructors and states. The list is not
        sliced.

        ``GET /v1/appointments/booking``, the vendor's ``getAppointmentBookings``.

        Scopes: APPOINTMENTS_READ.

        Args:
            customer_id: Id of the customer whose bookings are wanted.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_appointment_bookings import build

        return await self._client.send(
            build(
                customer_id=customer_id,
            ),
            timeout=timeout,
        )

    async def book_appointment(
        self, body: models.AppointmentBookingRequest, *, timeout: float | None = None
    ) -> models.AppointmentBookingResult:
        """Book an appointment for a customer.

        Creates a binding booking of a bookable appointment type for a customer at the given start and end,
        optionally with chosen instructors. Returns the booking with its id and status, which may still require
        confirmation. Validate the same body first to learn of obstacles.

        ``POST /v1/appointments/booking/book``, the vendor's ``bookAppointmentBooking``.

        Scopes: APPOINTMENTS_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .book_appointment import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def get_appointment_booking(
        self, booking_id: int, *, timeout: float | None = None
    ) -> models.AppointmentBookingResultWithCustomerId:
        """Get one appointment booking.

        Fetches a single appointment booking by its id, including the id of the customer it was made for.

        ``GET /v1/appointments/booking/{bookingId}``, the vendor's ``getAppointmentBooking``.

        Scopes: APPOINTMENTS_READ.

        Args:
            booking_id: Id of the appointment booking.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_appointment_booking import build

        return await self._client.send(
            build(
                booking_id,
            ),
            timeout=timeout,
        )

    async def cancel_appointment_booking(self, booking_id: int, *, timeout: float | None = None) -> models.VoidResult:
        """Cancel an appointment booking.

        Cancels the customer's appointment booking with this id. The answer carries no booking data, only a
        `success` text.

        ``DELETE /v1/appointments/booking/{bookingId}``, the vendor's ``deleteAppointmentBooking``.

        Scopes: APPOINTMENTS_WRITE.

        Args:
            booking_id: Id of the appointment booking to cancel.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .cancel_appointment_booking import build

        return await self._client.send(
            build(
                booking_id,
            ),
            timeout=timeout,
        )
