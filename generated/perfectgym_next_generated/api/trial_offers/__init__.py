"""Operations on trial offers: one method each, the same on both clients."""

from __future__ import annotations

import datetime

import perfectgym_next

from ... import models
from ...types import AsyncClient, SyncClient


class TrialOffers:
    """TrialOffers: reached as ``gym.trial_offers``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def book_trial_appointment(
        self, body: models.AppointmentBookingRequest, *, timeout: float | None = None
    ) -> models.AppointmentBookingResult:
        """Book a trial appointment.

        Books an appointment that is offered as a trial and returns the booking result. Validate the same body
        beforehand to learn whether the booking is possible. If the trial offer sets a confirmation period,
        confirm the booking in time with `trial_offers.confirm_trial_booking`.

        ``POST /v1/trial-offers/appointments/booking/book``, the vendor's ``bookAppointmentForTrialOffer``.

        Scopes: TRIAL_OFFER_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .book_trial_appointment import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def validate_trial_appointment_booking(
        self, body: models.AppointmentBookingRequest, *, timeout: float | None = None
    ) -> models.AppointmentBookingValidationResult:
        """Check whether a trial appointment is bookable.

        Checks the body that `trial_offers.book_trial_appointment` would receive and returns the validation
        outcome. Nothing is booked.

        ``POST /v1/trial-offers/appointments/booking/validate``, the vendor's ``validateForAppointmentBookingForTrialOffers``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_trial_appointment_booking import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def list_trial_appointments(
        self, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.Pager[models.BookableTrialOfferAppointment]:
        """List appointments bookable as trial offers.

        Returns a slice of the bookable appointments that are part of a trial offer, each with the id of its
        trial offer configuration. Follow `offset` until `hasNext` is false to read everything.

        ``GET /v1/trial-offers/bookable-trial-offers/appointments/bookable``, the vendor's ``getBookableTrialOfferAppointments``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            offset: Cursor marking where the slice begins; pass the `offset` of the previous response, omit for the
                first slice.
            slice_size: Maximum number of entries wanted in one slice (10 to 100).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import Pager

        from .list_trial_appointments import build

        request = build(
            offset=offset,
            slice_size=slice_size,
        )
        return Pager(self._client, request, min_slice_size=10, timeout=timeout)

    def list_trial_appointment_slots(
        self,
        bookable_appointment_id: int,
        *,
        customer_id: int | None = None,
        days_ahead: int | None = None,
        slot_window_start_date: datetime.date | None = None,
        timeout: float | None = None,
    ) -> list[models.BookableAppointmentSlot]:
        """List slots of a bookable trial appointment.

        Returns the bookable time slots of one trial appointment as a plain list. The query parameters choose
        the customer and the window of days that is searched.

        ``GET /v1/trial-offers/bookable-trial-offers/appointments/bookable/{bookableAppointmentId}/slots``, the vendor's ``getBookableAppointmentSlotsForTrialOffers``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            bookable_appointment_id: Id of the bookable appointment whose slots are wanted.
            customer_id: Id of the customer for whom slots are requested.
            days_ahead: Length of the searched window, in days (1 to 6; the service's default is 1).
            slot_window_start_date: First day of the searched window, as an ISO 8601 date.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_trial_appointment_slots import build

        return self._client.send(
            build(
                bookable_appointment_id,
                customer_id=customer_id,
                days_ahead=days_ahead,
                slot_window_start_date=slot_window_start_date,
            ),
            timeout=timeout,
        )

    def list_trial_classes(
        self, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.Pager[models.TrialOfferClass]:
        """List classes bookable as trial offers.

        Returns a slice of the classes that are part of a trial offer, each with the id of its trial offer
        configuration. Follow `offset` until `hasNext` is false to read everything.

        ``GET /v1/trial-offers/bookable-trial-offers/classes``, the vendor's ``getBookableTrialOfferClasses``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            offset: Cursor marking where the slice begins; pass the `offset` of the previous response, omit for the
                first slice.
            slice_size: Maximum number of entries wanted in one slice (10 to 100).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import Pager

        from .list_trial_classes import build

        request = build(
            offset=offset,
            slice_size=slice_size,
        )
        return Pager(self._client, request, min_slice_size=10, timeout=timeout)

    def list_trial_class_slots(
        self, class_id: int, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.Pager[models.ClassSlot]:
        """List slots of a trial offer class.

        Returns a slice of the scheduled dates of one class that is part of a trial offer. Follow `offset` until
        `hasNext` is false to read everything.

        ``GET /v1/trial-offers/bookable-trial-offers/classes/{classId}/slots``, the vendor's ``getClassSlotsForTrialOffers``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            class_id: Id of the class whose slots are wanted.
            offset: Cursor marking where the slice begins; pass the `offset` of the previous response, omit for the
                first slice.
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

        from .list_trial_class_slots import build

        request = build(
            class_id,
            offset=offset,
            slice_size=slice_size,
        )
        return Pager(self._client, request, min_slice_size=10, timeout=timeout)

    def confirm_trial_booking(
        self, booking_id: int, *, timeout: float | None = None
    ) -> models.BookingConfirmationResult:
        """Confirm a trial offer booking.

        Confirms an earlier booking of a trial offer. The returned status tells whether the booking is now
        confirmed or had already expired.

        ``POST /v1/trial-offers/bookings/{bookingId}/confirm``, the vendor's ``confirmTrialOfferBooking``.

        Scopes: TRIAL_OFFER_WRITE.

        Args:
            booking_id: Id of the trial booking that is to be confirmed.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .confirm_trial_booking import build

        return self._client.send(
            build(
                booking_id,
            ),
            timeout=timeout,
        )

    def book_trial_class(
        self, body: models.ClassSlotBookingRequest, *, timeout: float | None = None
    ) -> models.ClassSlotBookingResult:
        """Book a class slot as a trial.

        Books a place in a class slot that is offered as a trial and returns the booking result. Validate the
        same body beforehand to learn whether the booking is possible. If the trial offer sets a confirmation
        period, confirm the booking in time with `trial_offers.confirm_trial_booking`.

        ``POST /v1/trial-offers/classes/booking/book``, the vendor's ``bookClassSlotForTrialOffers``.

        Scopes: TRIAL_OFFER_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .book_trial_class import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def validate_trial_class_booking(
        self, body: models.ClassSlotBookingRequest, *, timeout: float | None = None
    ) -> models.ClassSlotBookingValidationResult:
        """Check whether a trial class slot is bookable.

        Checks the body that `trial_offers.book_trial_class` would receive and returns the validation outcome.
        Nothing is booked.

        ``POST /v1/trial-offers/classes/booking/validate``, the vendor's ``validateClassSlotForTrialOffers``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_trial_class_booking import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def get_trial_offer_config(self, config_id: int, *, timeout: float | None = None) -> models.TrialOfferConfig:
        """Get the configuration of a trial offer.

        Returns the rules of one trial offer: its quota, the limit on repeated bookings, whether leads may book,
        the confirmation period and which personal data a lead form has to ask for.

        ``GET /v1/trial-offers/config/{configId}``, the vendor's ``getTrialOfferConfig``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            config_id: Id of the trial offer configuration, given as `trialOfferConfigId` on bookable classes and
                appointments.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_trial_offer_config import build

        return self._client.send(
            build(
                config_id,
            ),
            timeout=timeout,
        )

    def create_trial_lead(
        self, body: models.TrialOfferLeadCustomerCreationRequest, *, timeout: float | None = None
    ) -> models.TrialOfferLeadCustomerCreationResult:
        """Create a lead for a trial offer.

        Creates a lead customer from the personal data in the body, so that this person can book the trial
        offer, and returns the new id. Which data are mandatory follows from the trial offer configuration;
        validate first to detect incomplete data or duplicates.

        ``POST /v1/trial-offers/lead/create``, the vendor's ``createLeadCustomer``.

        Scopes: TRIAL_OFFER_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_trial_lead import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def validate_trial_lead(
        self, body: models.TrialOfferLeadCustomerCreationRequest, *, timeout: float | None = None
    ) -> models.TrialOfferLeadCustomerCreationValidationResult:
        """Check whether a trial lead can be created.

        Checks the body that `trial_offers.create_trial_lead` would receive and returns a status: possible,
        invalid data, or a customer who already exists. Nothing is created.

        ``POST /v1/trial-offers/lead/validate``, the vendor's ``validateForLeadCustomerCreation``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_trial_lead import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )


class AsyncTrialOffers:
    """TrialOffers: reached as ``gym.trial_offers``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def book_trial_appointment(
        self, body: models.AppointmentBookingRequest, *, timeout: float | None = None
    ) -> models.AppointmentBookingResult:
        """Book a trial appointment.

        Books an appointment that is offered as a trial and returns the booking result. Validate the same body
        beforehand to learn whether the booking is possible. If the trial offer sets a confirmation period,
        confirm the booking in time with `trial_offers.confirm_trial_booking`.

        ``POST /v1/trial-offers/appointments/booking/book``, the vendor's ``bookAppointmentForTrialOffer``.

        Scopes: TRIAL_OFFER_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .book_trial_appointment import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def validate_trial_appointment_booking(
        self, body: models.AppointmentBookingRequest, *, timeout: float | None = None
    ) -> models.AppointmentBookingValidationResult:
        """Check whether a trial appointment is bookable.

        Checks the body that `trial_offers.book_trial_appointment` would receive and returns the validation
        outcome. Nothing is booked.

        ``POST /v1/trial-offers/appointments/booking/validate``, the vendor's ``validateForAppointmentBookingForTrialOffers``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_trial_appointment_booking import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def list_trial_appointments(
        self, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.AsyncPager[models.BookableTrialOfferAppointment]:
        """List appointments bookable as trial offers.

        Returns a slice of the bookable appointments that are part of a trial offer, each with the id of its
        trial offer configuration. Follow `offset` until `hasNext` is false to read everything.

        ``GET /v1/trial-offers/bookable-trial-offers/appointments/bookable``, the vendor's ``getBookableTrialOfferAppointments``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            offset: Cursor marking where the slice begins; pass the `offset` of the previous response, omit for the
                first slice.
            slice_size: Maximum number of entries wanted in one slice (10 to 100).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import AsyncPager

        from .list_trial_appointments import build

        request = build(
            offset=offset,
            slice_size=slice_size,
        )
        return AsyncPager(self._client, request, min_slice_size=10, timeout=timeout)

    async def list_trial_appointment_slots(
        self,
        bookable_appointment_id: int,
        *,
        customer_id: int | None = None,
        days_ahead: int | None = None,
        slot_window_start_date: datetime.date | None = None,
        timeout: float | None = None,
    ) -> list[models.BookableAppointmentSlot]:
        """List slots of a bookable trial appointment.

        Returns the bookable time slots of one trial appointment as a plain list. The query parameters choose
        the customer and the window of days that is searched.

        ``GET /v1/trial-offers/bookable-trial-offers/appointments/bookable/{bookableAppointmentId}/slots``, the vendor's ``getBookableAppointmentSlotsForTrialOffers``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            bookable_appointment_id: Id of the bookable appointment whose slots are wanted.
            customer_id: Id of the customer for whom slots are requested.
            days_ahead: Length of the searched window, in days (1 to 6; the service's default is 1).
            slot_window_start_date: First day of the searched window, as an ISO 8601 date.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_trial_appointment_slots import build

        return await self._client.send(
            build(
                bookable_appointment_id,
                customer_id=customer_id,
                days_ahead=days_ahead,
                slot_window_start_date=slot_window_start_date,
            ),
            timeout=timeout,
        )

    def list_trial_classes(
        self, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.AsyncPager[models.TrialOfferClass]:
        """List classes bookable as trial offers.

        Returns a slice of the classes that are part of a trial offer, each with the id of its trial offer
        configuration. Follow `offset` until `hasNext` is false to read everything.

        ``GET /v1/trial-offers/bookable-trial-offers/classes``, the vendor's ``getBookableTrialOfferClasses``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            offset: Cursor marking where the slice begins; pass the `offset` of the previous response, omit for the
                first slice.
            slice_size: Maximum number of entries wanted in one slice (10 to 100).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import AsyncPager

        from .list_trial_classes import build

        request = build(
            offset=offset,
            slice_size=slice_size,
        )
        return AsyncPager(self._client, request, min_slice_size=10, timeout=timeout)

    def list_trial_class_slots(
        self, class_id: int, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.AsyncPager[models.ClassSlot]:
        """List slots of a trial offer class.

        Returns a slice of the scheduled dates of one class that is part of a trial offer. Follow `offset` until
        `hasNext` is false to read everything.

        ``GET /v1/trial-offers/bookable-trial-offers/classes/{classId}/slots``, the vendor's ``getClassSlotsForTrialOffers``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            class_id: Id of the class whose slots are wanted.
            offset: Cursor marking where the slice begins; pass the `offset` of the previous response, omit for the
                first slice.
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

        from .list_trial_class_slots import build

        request = build(
            class_id,
            offset=offset,
            slice_size=slice_size,
        )
        return AsyncPager(self._client, request, min_slice_size=10, timeout=timeout)

    async def confirm_trial_booking(
        self, booking_id: int, *, timeout: float | None = None
    ) -> models.BookingConfirmationResult:
        """Confirm a trial offer booking.

        Confirms an earlier booking of a trial offer. The returned status tells whether the booking is now
        confirmed or had already expired.

        ``POST /v1/trial-offers/bookings/{bookingId}/confirm``, the vendor's ``confirmTrialOfferBooking``.

        Scopes: TRIAL_OFFER_WRITE.

        Args:
            booking_id: Id of the trial booking that is to be confirmed.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .confirm_trial_booking import build

        return await self._client.send(
            build(
                booking_id,
            ),
            timeout=timeout,
        )

    async def book_trial_class(
        self, body: models.ClassSlotBookingRequest, *, timeout: float | None = None
    ) -> models.ClassSlotBookingResult:
        """Book a class slot as a trial.

        Books a place in a class slot that is offered as a trial and returns the booking result. Validate the
        same body beforehand to learn whether the booking is possible. If the trial offer sets a confirmation
        period, confirm the booking in time with `trial_offers.confirm_trial_booking`.

        ``POST /v1/trial-offers/classes/booking/book``, the vendor's ``bookClassSlotForTrialOffers``.

        Scopes: TRIAL_OFFER_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .book_trial_class import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def validate_trial_class_booking(
        self, body: models.ClassSlotBookingRequest, *, timeout: float | None = None
    ) -> models.ClassSlotBookingValidationResult:
        """Check whether a trial class slot is bookable.

        Checks the body that `trial_offers.book_trial_class` would receive and returns the validation outcome.
        Nothing is booked.

        ``POST /v1/trial-offers/classes/booking/validate``, the vendor's ``validateClassSlotForTrialOffers``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_trial_class_booking import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def get_trial_offer_config(self, config_id: int, *, timeout: float | None = None) -> models.TrialOfferConfig:
        """Get the configuration of a trial offer.

        Returns the rules of one trial offer: its quota, the limit on repeated bookings, whether leads may book,
        the confirmation period and which personal data a lead form has to ask for.

        ``GET /v1/trial-offers/config/{configId}``, the vendor's ``getTrialOfferConfig``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            config_id: Id of the trial offer configuration, given as `trialOfferConfigId` on bookable classes and
                appointments.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_trial_offer_config import build

        return await self._client.send(
            build(
                config_id,
            ),
            timeout=timeout,
        )

    async def create_trial_lead(
        self, body: models.TrialOfferLeadCustomerCreationRequest, *, timeout: float | None = None
    ) -> models.TrialOfferLeadCustomerCreationResult:
        """Create a lead for a trial offer.

        Creates a lead customer from the personal data in the body, so that this person can book the trial
        offer, and returns the new id. Which data are mandatory follows from the trial offer configuration;
        validate first to detect incomplete data or duplicates.

        ``POST /v1/trial-offers/lead/create``, the vendor's ``createLeadCustomer``.

        Scopes: TRIAL_OFFER_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_trial_lead import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def validate_trial_lead(
        self, body: models.TrialOfferLeadCustomerCreationRequest, *, timeout: float | None = None
    ) -> models.TrialOfferLeadCustomerCreationValidationResult:
        """Check whether a trial lead can be created.

        Checks the body that `trial_offers.create_trial_lead` would receive and returns a status: possible,
        invalid data, or a customer who already exists. Nothing is created.

        ``POST /v1/trial-offers/lead/validate``, the vendor's ``validateForLeadCustomerCreation``.

        Scopes: TRIAL_OFFER_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_trial_lead import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )
