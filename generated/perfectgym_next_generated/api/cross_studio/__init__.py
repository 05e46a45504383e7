"""Operations on cross studio: one method each, the same on both clients."""

from __future__ import annotations

import datetime
from uuid import UUID

import perfectgym_next

from ... import models
from ...types import AsyncClient, SyncClient


class CrossStudio:
    """CrossStudio: reached as ``gym.cross_studio``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get_cross_studio_customer_by(
        self,
        *,
        card_number: str | None = None,
        card_number_format: models.CardNumberFormat | None = None,
        debtor_id: str | None = None,
        qr_code_uuid: UUID | None = None,
        barcode: str | None = None,
        pin: str | None = None,
        customer_number: str | None = None,
        timeout: float | None = None,
    ) -> models.Customer:
        """Find a customer in any studio by identifier.

        Looks up one customer by an identifier such as card number, barcode or customer number, not limited to a
        single studio. Send the identifier you have; the matching customer is returned.

        ``GET /v1/cross-studio/customers/by``, the vendor's ``getCrossStudioCustomerBy``.

        Scopes: CUSTOMER_READ.

        Args:
            card_number: Number of the customer's access card, in the notation of `cardNumberFormat`.
            card_number_format: Notation in which card numbers are written: decimal or hexadecimal (the service's default is
                DECIMAL).
            debtor_id: Debtor id under which the customer is known.
            qr_code_uuid: Deprecated. UUID carried by the customer's QR code.
            barcode: Barcode assigned to the customer.
            pin: PIN assigned to the customer.
            customer_number: Customer number as shown to staff and members, such as 1-12345.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_cross_studio_customer_by import build

        return self._client.send(
            build(
                card_number=card_number,
                card_number_format=card_number_format,
                debtor_id=debtor_id,
                qr_code_uuid=qr_code_uuid,
                barcode=barcode,
                pin=pin,
                customer_number=customer_number,
            ),
            timeout=timeout,
        )

    def search_cross_studio_customers(
        self, body: models.CustomerSearchRequest, *, timeout: float | None = None
    ) -> list[models.Customer]:
        """Search customers across studios.

        Searches by name, e-mail address or date of birth for customers of any studio. The criteria travel in
        the request body; all matches come back in one unsliced list.

        ``POST /v1/cross-studio/customers/search``, the vendor's ``searchCrossStudioCustomers``.

        Scopes: CUSTOMER_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .search_cross_studio_customers import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def get_cross_studio_customer(
        self,
        customer_id: int,
        *,
        card_number_format: models.CardNumberFormat | None = None,
        timeout: float | None = None,
    ) -> models.Customer:
        """Get a customer of any studio.

        Fetches one customer by id, not limited to a single studio. `studioId` in the answer names the
        customer's studio.

        ``GET /v1/cross-studio/customers/{customerId}``, the vendor's ``getCrossStudioCustomerById``.

        Scopes: CUSTOMER_READ.

        Args:
            customer_id: Id of the customer, who may belong to any studio.
            card_number_format: Notation in which card numbers are written: decimal or hexadecimal (the service's default is
                DECIMAL).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_cross_studio_customer import build

        return self._client.send(
            build(
                customer_id,
                card_number_format=card_number_format,
            ),
            timeout=timeout,
        )

    def list_cross_studio_checkins(
        self,
        customer_id: int,
        *,
        from_date: datetime.date | None = None,
        to_date: datetime.date | None = None,
        slice_size: int = 50,
        offset: str | None = None,
        timeout: float | None = None,
    ) -> perfectgym_next.Pager[models.CustomerCheckin]:
        """List a customer's check-ins in all studios.

        Lists the check-ins of a customer across studios, each with times and studio. Narrow it by date if
        needed. Results come in slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/cross-studio/customers/{customerId}/activities/checkins``, the vendor's ``getCrossStudioCustomersCheckinHistory``.

        Scopes: CHECKIN_READ.

        Args:
            customer_id: Id of the customer, who may belong to any studio.
            from_date: First day of the period looked at (yyyy-MM-dd).
            to_date: Last day of the period looked at (yyyy-MM-dd).
            slice_size: Maximum number of entries wanted in one slice (1 to 50).
            offset: Cursor taken from the previous slice; leave out for the first slice.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import Pager

        from .list_cross_studio_checkins import build

        request = build(
            customer_id,
            from_date=from_date,
            to_date=to_date,
            slice_size=slice_size,
            offset=offset,
        )
        return Pager(self._client, request, min_slice_size=1, timeout=timeout)

    def list_studios_with_membership_offers(
        self, *, timeout: float | None = None
    ) -> list[models.StudioInformationBase]:
        """List studios with active membership offers.

        Lists the studios that currently have membership offers, with basic details such as name and country.
        The list is not sliced.

        ``GET /v1/cross-studio/membership-offers/studios``, the vendor's ``getStudiosWithActiveMembershipOffers``.

        Scopes: STUDIO_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .list_studios_with_membership_offers import build

        return self._client.send(build(), timeout=timeout)


class AsyncCrossStudio:
    """CrossStudio: reached as ``gym.cross_studio``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get_cross_studio_customer_by(
        self,
        *,
        card_number: str | None = None,
        card_number_format: models.CardNumberFormat | None = None,
        debtor_id: str | None = None,
        qr_code_uuid: UUID | None = None,
        barcode: str | None = None,
        pin: str | None = None,
        customer_number: str | None = None,
        timeout: float | None = None,
    ) -> models.Customer:
        """Find a customer in any studio by identifier.

        Looks up one customer by an identifier such as card number, barcode or customer number, not limited to a
        single studio. Send the identifier you have; the matching customer is returned.

        ``GET /v1/cross-studio/customers/by``, the vendor's ``getCrossStudioCustomerBy``.

        Scopes: CUSTOMER_READ.

        Args:
            card_number: Number of the customer's access card, in the notation of `cardNumberFormat`.
            card_number_format: Notation in which card numbers are written: decimal or hexadecimal (the service's default is
                DECIMAL).
            debtor_id: Debtor id under which the customer is known.
            qr_code_uuid: Deprecated. UUID carried by the customer's QR code.
            barcode: Barcode assigned to the customer.
            pin: PIN assigned to the customer.
            customer_number: Customer number as shown to staff and members, such as 1-12345.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_cross_studio_customer_by import build

        return await self._client.send(
            build(
                card_number=card_number,
                card_number_format=card_number_format,
                debtor_id=debtor_id,
                qr_code_uuid=qr_code_uuid,
                barcode=barcode,
                pin=pin,
                customer_number=customer_number,
            ),
            timeout=timeout,
        )

    async def search_cross_studio_customers(
        self, body: models.CustomerSearchRequest, *, timeout: float | None = None
    ) -> list[models.Customer]:
        """Search customers across studios.

        Searches by name, e-mail address or date of birth for customers of any studio. The criteria travel in
        the request body; all matches come back in one unsliced list.

        ``POST /v1/cross-studio/customers/search``, the vendor's ``searchCrossStudioCustomers``.

        Scopes: CUSTOMER_READ.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .search_cross_studio_customers import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def get_cross_studio_customer(
        self,
        customer_id: int,
        *,
        card_number_format: models.CardNumberFormat | None = None,
        timeout: float | None = None,
    ) -> models.Customer:
        """Get a customer of any studio.

        Fetches one customer by id, not limited to a single studio. `studioId` in the answer names the
        customer's studio.

        ``GET /v1/cross-studio/customers/{customerId}``, the vendor's ``getCrossStudioCustomerById``.

        Scopes: CUSTOMER_READ.

        Args:
            customer_id: Id of the customer, who may belong to any studio.
            card_number_format: Notation in which card numbers are written: decimal or hexadecimal (the service's default is
                DECIMAL).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_cross_studio_customer import build

        return await self._client.send(
            build(
                customer_id,
                card_number_format=card_number_format,
            ),
            timeout=timeout,
        )

    def list_cross_studio_checkins(
        self,
        customer_id: int,
        *,
        from_date: datetime.date | None = None,
        to_date: datetime.date | None = None,
        slice_size: int = 50,
        offset: str | None = None,
        timeout: float | None = None,
    ) -> perfectgym_next.AsyncPager[models.CustomerCheckin]:
        """List a customer's check-ins in all studios.

        Lists the check-ins of a customer across studios, each with times and studio. Narrow it by date if
        needed. Results come in slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/cross-studio/customers/{customerId}/activities/checkins``, the vendor's ``getCrossStudioCustomersCheckinHistory``.

        Scopes: CHECKIN_READ.

        Args:
            customer_id: Id of the customer, who may belong to any studio.
            from_date: First day of the period looked at (yyyy-MM-dd).
            to_date: Last day of the period looked at (yyyy-MM-dd).
            slice_size: Maximum number of entries wanted in one slice (1 to 50).
            offset: Cursor taken from the previous slice; leave out for the first slice.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import AsyncPager

        from .list_cross_studio_checkins import build

        request = build(
            customer_id,
            from_date=from_date,
            to_date=to_date,
            slice_size=slice_size,
            offset=offset,
        )
        return AsyncPager(self._client, request, min_slice_size=1, timeout=timeout)

    async def list_studios_with_membership_offers(
        self, *, timeout: float | None = None
    ) -> list[models.StudioInformationBase]:
        """List studios with active membership offers.

        Lists the studios that currently have membership offers, with basic details such as name and country.
        The list is not sliced.

        ``GET /v1/cross-studio/membership-offers/studios``, the vendor's ``getStudiosWithActiveMembershipOffers``.

        Scopes: STUDIO_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .list_studios_with_membership_offers import build

        return await self._client.send(build(), timeout=timeout)
