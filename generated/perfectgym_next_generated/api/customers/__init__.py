"""Operations on customers: one method each, the same on both clients."""

from __future__ import annotations

import datetime
from uuid import UUID

import perfectgym_next

from ... import models
from ...types import AsyncClient, SyncClient


class Customers:
    """Customers: reached as ``gym.customers``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list_customers(
        self,
        *,
        card_number_format: models.CardNumberFormat | None = None,
        last_offset_id: int | None = None,
        offset: str | None = None,
        slice_size: int = 500,
        customer_status: models.CustomerStatusFilter | None = None,
        timeout: float | None = None,
    ) -> perfectgym_next.Pager[models.Customer]:
        """List customers.

        Lists the studio's customers with their master data, optionally only members or only prospects. Results
        come in slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/customers``, the vendor's ``getCustomers``.

        Scopes: CUSTOMER_READ.

        Args:
            card_number_format: Notation in which card numbers are written: decimal or hexadecimal (the service's default is
                DECIMAL).
            last_offset_id: Deprecated. Numeric id cursor for paging, next to the string cursor `offset`.
            offset: Cursor taken from the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries wanted in one slice (50 to 500).
            customer_status: Keep only customers with this status (the service's default is MEMBER).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import Pager

        from .list_customers import build

        request = build(
            card_number_format=card_number_format,
            last_offset_id=last_offset_id,
            offset=offset,
            slice_size=slice_size,
            customer_status=customer_status,
        )
        return Pager(self._client, request, min_slice_size=50, timeout=timeout)

    def list_additional_information_fields(
        self, *, timeout: float | None = None
    ) -> list[models.AdditionalInformationField]:
        """List additional information fields.

        Lists the additional fields a studio has defined for customer records, with type and, for list fields,
        the options. Their ids are needed to assign values to a customer.

        ``GET /v1/customers/additional-information-fields``, the vendor's ``getAdditionalInformationFields``.

        Scopes: ADDITIONAL_INFORMATION_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .list_additional_information_fields import build

        return self._client.send(build(), timeout=timeout)

    def list_benefits_by_card_number(
        self,
        *,
        card_number: str,
        card_number_format: models.CardNumberFormat | None = None,
        key: list[str] | None = None,
        timeout: float | None = None,
    ) -> list[models.BenefitValidation]:
        """Check customer benefits by card number.

        Tells for the holder of an access card which benefits are valid, one entry per benefit key. Nothing is
        used up by asking.

        ``GET /v1/customers/benefits``, the vendor's ``getBenefitsByCardNumber``.

        Scopes: any of CUSTOMER_BENEFIT_READ, CUSTOMER_READ.

        Args:
            card_number: Number of the access card, in the notation of `cardNumberFormat`.
            card_number_format: Notation in which card numbers are written: decimal or hexadecimal (the service's default is
                DECIMAL).
            key: Keys of the benefits to check; repeatable.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_benefits_by_card_number import build

        return self._client.send(
            build(
                card_number=card_number,
                card_number_format=card_number_format,
                key=key,
            ),
            timeout=timeout,
        )

    def get_customer_by(
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
        """Find a customer by identifier.

        Looks up one customer of the studio by an identifier such as card number, debtor id, QR code, barcode,
        PIN or customer number. Send the identifier you have; the matching customer is returned.

        ``GET /v1/customers/by``, the vendor's ``getCustomerBy``.

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
        from .get_customer_by import build

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

    def list_contracts_by(
        self,
        *,
        card_number: str | None = None,
        card_number_format: models.CardNumberFormat | None = None,
        debtor_id: str | None = None,
        qr_code_uuid: UUID | None = None,
        barcode: str | None = None,
        pin: str | None = None,
        customer_number: str | None = None,
        status: models.ContractStatus | None = None,
        timeout: float | None = None,
    ) -> list[models.Contract]:
        """List contracts of a customer by identifier.

        Looks up a customer by an identifier such as card number or barcode and lists that customer's contracts,
        optionally only active or only inactive ones. The list is not sliced.

        ``GET /v1/customers/contracts/by``, the vendor's ``getCustomerContractsBy``.

        Scopes: any of CUSTOMER_CONTRACT_READ, CUSTOMER_READ.

        Args:
            card_number: Number of the customer's access card, in the notation of `cardNumberFormat`.
            card_number_format: Notation in which card numbers are written: decimal or hexadecimal (the service's default is
                DECIMAL).
            debtor_id: Debtor id under which the customer is known.
            qr_code_uuid: Deprecated. UUID carried by the customer's QR code.
            barcode: Barcode assigned to the customer.
            pin: PIN assigned to the customer.
            customer_number: Customer number as shown to staff and members, such as 1-12345.
            status: Keep only contracts with this status.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_contracts_by import build

        return self._client.send(
            build(
                card_number=card_number,
                card_number_format=card_number_format,
                debtor_id=debtor_id,
                qr_code_uuid=qr_code_uuid,
                barcode=barcode,
                pin=pin,
                customer_number=customer_number,
                status=status,
            ),
            timeout=timeout,
        )

    def create_customer(
        self, body: models.MembershipSignupCustomer, *, timeout: float | None = None
    ) -> models.CustomerCreateResult:
        """Create a customer.

        Creates a customer record from personal and address data, without signing a membership, and returns the
        new customer's id. Repeating the call may create a second record.

        ``POST /v1/customers/create``, the vendor's ``createCustomer``.

        Scopes: CUSTOMER_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_customer import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def get_latest_measurement(
        self,
        *,
        card_number: str | None = None,
        card_number_format: models.CardNumberFormat | None = None,
        qr_code_uuid: UUID | None = None,
        barcode: str | None = None,
        pin: str | None = None,
        timeout: float | None = None,
    ) -> models.Measurement:
        """Get a customer's latest measurement data.

        Looks up a customer by an identifier such as card number or PIN and returns the latest measurement
        record: name, age, date of birth, gender and height.

        ``GET /v1/customers/measurement/latest``, the vendor's ``getCustomerMeasurement``.

        Scopes: any of CUSTOMER_MEASUREMENT_READ, CUSTOMER_READ.

        Args:
            card_number: Number of the customer's access card, in the notation of `cardNumberFormat`.
            card_number_format: Notation in which card numbers are written: decimal or hexadecimal (the service's default is
                DECIMAL).
            qr_code_uuid: Deprecated. UUID carried by the customer's QR code.
            barcode: Barcode assigned to the customer.
            pin: PIN assigned to the customer.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_latest_measurement import build

        return self._client.send(
            build(
                card_number=card_number,
                card_number_format=card_number_format,
                qr_code_uuid=qr_code_uuid,
                barcode=barcode,
                pin=pin,
            ),
            timeout=timeout,
        )

    def search_customers(
        self, body: models.CustomerSearchRequest, *, timeout: float | None = None
    ) -> list[models.Customer]:
        """Search customers.

        Searches the studio's customers by name, e-mail address or date of birth given in the request body. All
        matches come back in one unsliced list.

        ``POST /v1/customers/search``, the vendor's ``searchCustomers``.

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
        from .search_customers import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def get_customer(
        self,
        customer_id: int,
        *,
        card_number_format: models.CardNumberFormat | None = None,
        timeout: float | None = None,
    ) -> models.Customer:
        """Get one customer.

        Fetches one customer by id, with contact data, access media, idle periods and access restrictions.

        ``GET /v1/customers/{customerId}``, the vendor's ``getCustomerById``.

        Scopes: CUSTOMER_READ.

        Args:
            customer_id: Id of the customer.
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
        from .get_customer import build

        return self._client.send(
            build(
                customer_id,
                card_number_format=card_number_format,
            ),
            timeout=timeout,
        )

    def get_access_code(self, customer_id: int, *, timeout: float | None = None) -> models.CustomerAccessCode:
        """Get a customer's access code.

        Returns a code for admission to the studio, to be shown in the stated format (a QR code). It may expire,
        so fetch a fresh one after `expiresAt`.

        ``GET /v1/customers/{customerId}/access-code``, the vendor's ``getCustomerAccessCode``.

        Scopes: CUSTOMER_READ.

        Args:
            customer_id: Id of the customer who wants to enter.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_access_code import build

        return self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    def add_access_medium_deprecated(
        self, customer_id: int, body: models.AccessMedium, *, timeout: float | None = None
    ) -> models.AccessMedium:
        """Add an access medium (deprecated).

        Deprecated by the vendor.

        Deprecated: use `customers.create_access_medium`, which takes the same body. Adds a card number, PIN,
        barcode or wallet pass to a customer and returns it.

        ``PUT /v1/customers/{customerId}/access-medium``, the vendor's ``addAccessMedium``.

        Scopes: CUSTOMER_ACCESS_MEDIUM_WRITE.

        Args:
            customer_id: Id of the customer who receives the access medium.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .add_access_medium_deprecated import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def create_access_medium(
        self, customer_id: int, body: models.AccessMedium, *, timeout: float | None = None
    ) -> models.AccessMedium:
        """Add an access medium to a customer.

        Gives a customer one more means of access: a card number, PIN, barcode or wallet pass. Returns the
        stored medium with the id needed to change or delete it.

        ``POST /v1/customers/{customerId}/access-mediums``, the vendor's ``addAccessMediums``.

        Scopes: CUSTOMER_ACCESS_MEDIUM_WRITE.

        Args:
            customer_id: Id of the customer who receives the access medium.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_access_medium import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def update_access_medium(
        self,
        customer_id: int,
        access_medium_id: int,
        body: models.UpdateAccessIdentificationRequest,
        *,
        timeout: float | None = None,
    ) -> models.AccessMedium:
        """Change the value of an access medium.

        Replaces the value of one of the customer's access media, for example after a card was exchanged, and
        returns the changed medium.

        ``PUT /v1/customers/{customerId}/access-mediums/{accessMediumId}``, the vendor's ``updateAccessMediums``.

        Scopes: CUSTOMER_ACCESS_MEDIUM_WRITE.

        Args:
            customer_id: Id of the customer who holds the access medium.
            access_medium_id: Id of the access medium to change.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .update_access_medium import build

        return self._client.send(
            build(
                customer_id,
                access_medium_id,
                body,
            ),
            timeout=timeout,
        )

    def delete_access_medium(self, customer_id: int, access_medium_id: int, *, timeout: float | None = None) -> None:
        """Delete a customer's access medium.

        Removes one access medium from the customer, who can then no longer use it to enter. Nothing is returned
        on success.

        ``DELETE /v1/customers/{customerId}/access-mediums/{accessMediumId}``, the vendor's ``deleteAccessMediums``.

        Scopes: CUSTOMER_ACCESS_MEDIUM_WRITE.

        Args:
            customer_id: Id of the customer who holds the access medium.
            access_medium_id: Id of the access medium to delete.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .delete_access_medium import build

        self._client.send(
            build(
                customer_id,
                access_medium_id,
            ),
            timeout=timeout,
        )

    def set_access_restriction(
        self, customer_id: int, body: models.AccessRestriction, *, timeout: float | None = None
    ) -> models.AccessRestriction:
        """Restrict a customer's access.

        Places an access restriction on the customer for a stated reason and, optionally, a period. This can
        keep the customer out of the studio. Returns the restriction as stored.

        ``PUT /v1/customers/{customerId}/access-restrictions``, the vendor's ``setAccessRestriction``.

        Scopes: CUSTOMER_ACCESS_RESTRICTION_WRITE.

        Args:
            customer_id: Id of the customer whose access is restricted.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .set_access_restriction import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def delete_access_restriction(self, customer_id: int, *, timeout: float | None = None) -> None:
        """Lift a customer's access restriction.

        Removes the access restriction of the customer. Nothing is returned on success.

        ``DELETE /v1/customers/{customerId}/access-restrictions``, the vendor's ``deleteAccessRestriction``.

        Scopes: CUSTOMER_ACCESS_RESTRICTION_WRITE.

        Args:
            customer_id: Id of the customer whose restriction is lifted.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .delete_access_restriction import build

        self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    def list_checkins(
        self,
        customer_id: int,
        *,
        from_date: datetime.date | None = None,
        to_date: datetime.date | None = None,
        slice_size: int = 50,
        offset: str | None = None,
        timeout: float | None = None,
    ) -> perfectgym_next.Pager[models.CustomerCheckin]:
        """List a customer's check-ins.

        Lists the check-ins of a customer with their times and studio. Narrow it by date if needed. Results come
        in slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/customers/{customerId}/activities/checkins``, the vendor's ``getCustomersCheckinHistory``.

        Scopes: CHECKIN_READ.

        Args:
            customer_id: Id of the customer whose check-ins are wanted.
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

        from .list_checkins import build

        request = build(
            customer_id,
            from_date=from_date,
            to_date=to_date,
            slice_size=slice_size,
            offset=offset,
        )
        return Pager(self._client, request, min_slice_size=1, timeout=timeout)

    def set_additional_information(
        self, customer_id: int, body: list[models.AdditionalInformationFieldAssignment], *, timeout: float | None = None
    ) -> list[models.AdditionalInformationFieldAssignment]:
        """Set a customer's additional information values.

        Stores values for additional information fields of a customer and returns the assignments. The body is a
        list of pairs of field id and value.

        ``PUT /v1/customers/{customerId}/additional-information-field-assignments``, the vendor's ``setAdditionalInformationFieldAssignments``.

        Scopes: ADDITIONAL_INFORMATION_WRITE.

        Args:
            customer_id: Id of the customer whose field values are set.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .set_additional_information import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def list_benefits(
        self, customer_id: int, *, key: list[str] | None = None, timeout: float | None = None
    ) -> list[models.BenefitValidation]:
        """Check a customer's benefits.

        Tells which benefits are valid for a customer, one entry per benefit key. Nothing is used up by asking;
        use `customers.use_benefit` for that.

        ``GET /v1/customers/{customerId}/benefits``, the vendor's ``getBenefits``.

        Scopes: any of CUSTOMER_BENEFIT_READ, CUSTOMER_READ.

        Args:
            customer_id: Id of the customer whose benefits are checked.
            key: Keys of the benefits to check; repeatable.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_benefits import build

        return self._client.send(
            build(
                customer_id,
                key=key,
            ),
            timeout=timeout,
        )

    def use_benefit(self, customer_id: int, benefit_key: str, *, timeout: float | None = None) -> None:
        """Use a customer's benefit.

        Records that the customer makes use of a benefit once. This changes data, so check validity with
        `customers.list_benefits` first. Nothing is returned on success.

        ``POST /v1/customers/{customerId}/benefits/{benefitKey}/use``, the vendor's ``useBenefit``.

        Scopes: any of CUSTOMER_WRITE, CUSTOMER_BENEFIT_WRITE.

        Args:
            customer_id: Id of the customer who uses the benefit.
            benefit_key: Key of the benefit to use.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .use_benefit import build

        self._client.send(
            build(
                customer_id,
                benefit_key,
            ),
            timeout=timeout,
        )

    def list_contracts(
        self, customer_id: int, *, status: models.ContractStatus | None = None, timeout: float | None = None
    ) -> list[models.Contract]:
        """List a customer's contracts.

        Lists the contracts of a customer with prices, terms, cancellation data and sub-contracts, optionally
        only active or only inactive ones. The list is not sliced.

        ``GET /v1/customers/{customerId}/contracts``, the vendor's ``getCustomersContracts``.

        Scopes: any of CUSTOMER_CONTRACT_READ, CUSTOMER_READ.

        Args:
            customer_id: Id of the customer whose contracts are wanted.
            status: Keep only contracts with this status.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_contracts import build

        return self._client.send(
            build(
                customer_id,
                status=status,
            ),
            timeout=timeout,
        )

    def list_documents(
        self, customer_id: int, *, offset: str | None = None, slice_size: int = 50, timeout: float | None = None
    ) -> perfectgym_next.Pager[models.CustomerDocument]:
        """List a customer's documents.

        Lists the documents stored for a customer, each with file name and URL. Results come in slices: send the
        returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/customers/{customerId}/documents``, the vendor's ``getDocuments``.

        Scopes: CUSTOMER_DOCUMENT_READ.

        Args:
            customer_id: Id of the customer whose documents are wanted.
            offset: Cursor taken from the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries wanted in one slice (1 to 50).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import Pager

        from .list_documents import build

        request = build(
            customer_id,
            offset=offset,
            slice_size=slice_size,
        )
        return Pager(self._client, request, min_slice_size=1, timeout=timeout)

    def upload_document(
        self,
        customer_id: int,
        *,
        file: perfectgym_next.FileContent,
        description: str | None = None,
        timeout: float | None = None,
    ) -> models.CustomerDocumentUploadResult:
        """Upload a document for a customer.

        Stores a file with the customer's documents and returns its new id. Send multipart/form-data with the
        content in the part `file`.

        ``POST /v1/customers/{customerId}/documents``, the vendor's ``uploadDocument``.

        Scopes: CUSTOMER_DOCUMENT_WRITE.

        Args:
            customer_id: Id of the customer the document belongs to.
            file: The file: a path, bytes, a file opened in binary mode, or an `Upload`.
            description: Text that describes the document.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .upload_document import build

        return self._client.send(
            build(
                customer_id,
                file=file,
                description=description,
            ),
            timeout=timeout,
        )

    def get_document(self, customer_id: int, id: int, *, timeout: float | None = None) -> models.CustomerDocument:
        """Get one document of a customer.

        Fetches the record of one customer document: file name, description and the URL of the content.

        ``GET /v1/customers/{customerId}/documents/{id}``, the vendor's ``getDocumentById``.

        Scopes: CUSTOMER_DOCUMENT_READ.

        Args:
            customer_id: Id of the customer the document belongs to.
            id: Id of the document.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_document import build

        return self._client.send(
            build(
                customer_id,
                id,
            ),
            timeout=timeout,
        )

    def update_image(
        self, customer_id: int, *, image: perfectgym_next.FileContent, timeout: float | None = None
    ) -> models.CustomerImage:
        """Replace a customer's picture.

        Sets the customer's profile picture and returns the URL under which it is found. Send multipart/form-
        data with the picture in the part `image`.

        ``PUT /v1/customers/{customerId}/images``, the vendor's ``updateImage``.

        Scopes: CUSTOMER_WRITE.

        Args:
            customer_id: Id of the customer shown in the picture.
            image: The file: a path, bytes, a file opened in binary mode, or an `Upload`.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .update_image import build

        return self._client.send(
            build(
                customer_id,
                image=image,
            ),
            timeout=timeout,
        )

    def switch_studio(
        self, customer_id: int, body: models.CustomerStudioSwitchRequest, *, timeout: float | None = None
    ) -> None:
        """Move a customer to another studio.

        Transfers the customer to another studio on the given date. Nothing is returned on success.

        ``POST /v1/customers/{customerId}/switch-studio``, the vendor's ``switchStudio``.

        Scopes: CUSTOMER_WRITE.

        Args:
            customer_id: Id of the customer who changes studio.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .switch_studio import build

        self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def create_weighing(
        self,
        customer_id: int,
        body: models.CustomerWeighings,
        *,
        benefit_key: str | None = None,
        timeout: float | None = None,
    ) -> models.CustomerWeighings:
        """Store a body composition weighing.

        Stores the values of one weighing on a body composition scale for a customer and returns the stored
        record. A benefit key can be given when the weighing belongs to a benefit.

        ``POST /v1/customers/{customerId}/weighing``, the vendor's ``createCustomerWeighing``.

        Scopes: any of CUSTOMER_WRITE, CUSTOMER_WEIGHING_WRITE.

        Args:
            customer_id: Id of the customer who was weighed.
            body: What is sent.
            benefit_key: Key of the benefit connected with the weighing.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_weighing import build

        return self._client.send(
            build(
                customer_id,
                body,
                benefit_key=benefit_key,
            ),
            timeout=timeout,
        )


class AsyncCustomers:
    """Customers: reached as ``gym.customers``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list_customers(
        self,
        *,
        card_number_format: models.CardNumberFormat | None = None,
        last_offset_id: int | None = None,
        offset: str | None = None,
        slice_size: int = 500,
        customer_status: models.CustomerStatusFilter | None = None,
        timeout: float | None = None,
    ) -> perfectgym_next.AsyncPager[models.Customer]:
        """List customers.

        Lists the studio's customers with their master data, optionally only members or only prospects. Results
        come in slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/customers``, the vendor's ``getCustomers``.

        Scopes: CUSTOMER_READ.

        Args:
            card_number_format: Notation in which card numbers are written: decimal or hexadecimal (the service's default is
                DECIMAL).
            last_offset_id: Deprecated. Numeric id cursor for paging, next to the string cursor `offset`.
            offset: Cursor taken from the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries wanted in one slice (50 to 500).
            customer_status: Keep only customers with this status (the service's default is MEMBER).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import AsyncPager

        from .list_customers import build

        request = build(
            card_number_format=card_number_format,
            last_offset_id=last_offset_id,
            offset=offset,
            slice_size=slice_size,
            customer_status=customer_status,
        )
        return AsyncPager(self._client, request, min_slice_size=50, timeout=timeout)

    async def list_additional_information_fields(
        self, *, timeout: float | None = None
    ) -> list[models.AdditionalInformationField]:
        """List additional information fields.

        Lists the additional fields a studio has defined for customer records, with type and, for list fields,
        the options. Their ids are needed to assign values to a customer.

        ``GET /v1/customers/additional-information-fields``, the vendor's ``getAdditionalInformationFields``.

        Scopes: ADDITIONAL_INFORMATION_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .list_additional_information_fields import build

        return await self._client.send(build(), timeout=timeout)

    async def list_benefits_by_card_number(
        self,
        *,
        card_number: str,
        card_number_format: models.CardNumberFormat | None = None,
        key: list[str] | None = None,
        timeout: float | None = None,
    ) -> list[models.BenefitValidation]:
        """Check customer benefits by card number.

        Tells for the holder of an access card which benefits are valid, one entry per benefit key. Nothing is
        used up by asking.

        ``GET /v1/customers/benefits``, the vendor's ``getBenefitsByCardNumber``.

        Scopes: any of CUSTOMER_BENEFIT_READ, CUSTOMER_READ.

        Args:
            card_number: Number of the access card, in the notation of `cardNumberFormat`.
            card_number_format: Notation in which card numbers are written: decimal or hexadecimal (the service's default is
                DECIMAL).
            key: Keys of the benefits to check; repeatable.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_benefits_by_card_number import build

        return await self._client.send(
            build(
                card_number=card_number,
                card_number_format=card_number_format,
                key=key,
            ),
            timeout=timeout,
        )

    async def get_customer_by(
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
        """Find a customer by identifier.

        Looks up one customer of the studio by an identifier such as card number, debtor id, QR code, barcode,
        PIN or customer number. Send the identifier you have; the matching customer is returned.

        ``GET /v1/customers/by``, the vendor's ``getCustomerBy``.

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
        from .get_customer_by import build

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

    async def list_contracts_by(
        self,
        *,
        card_number: str | None = None,
        card_number_format: models.CardNumberFormat | None = None,
        debtor_id: str | None = None,
        qr_code_uuid: UUID | None = None,
        barcode: str | None = None,
        pin: str | None = None,
        customer_number: str | None = None,
        status: models.ContractStatus | None = None,
        timeout: float | None = None,
    ) -> list[models.Contract]:
        """List contracts of a customer by identifier.

        Looks up a customer by an identifier such as card number or barcode and lists that customer's contracts,
        optionally only active or only inactive ones. The list is not sliced.

        ``GET /v1/customers/contracts/by``, the vendor's ``getCustomerContractsBy``.

        Scopes: any of CUSTOMER_CONTRACT_READ, CUSTOMER_READ.

        Args:
            card_number: Number of the customer's access card, in the notation of `cardNumberFormat`.
            card_number_format: Notation in which card numbers are written: decimal or hexadecimal (the service's default is
                DECIMAL).
            debtor_id: Debtor id under which the customer is known.
            qr_code_uuid: Deprecated. UUID carried by the customer's QR code.
            barcode: Barcode assigned to the customer.
            pin: PIN assigned to the customer.
            customer_number: Customer number as shown to staff and members, such as 1-12345.
            status: Keep only contracts with this status.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_contracts_by import build

        return await self._client.send(
            build(
                card_number=card_number,
                card_number_format=card_number_format,
                debtor_id=debtor_id,
                qr_code_uuid=qr_code_uuid,
                barcode=barcode,
                pin=pin,
                customer_number=customer_number,
                status=status,
            ),
            timeout=timeout,
        )

    async def create_customer(
        self, body: models.MembershipSignupCustomer, *, timeout: float | None = None
    ) -> models.CustomerCreateResult:
        """Create a customer.

        Creates a customer record from personal and address data, without signing a membership, and returns the
        new customer's id. Repeating the call may create a second record.

        ``POST /v1/customers/create``, the vendor's ``createCustomer``.

        Scopes: CUSTOMER_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_customer import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def get_latest_measurement(
        self,
        *,
        card_number: str | None = None,
        card_number_format: models.CardNumberFormat | None = None,
        qr_code_uuid: UUID | None = None,
        barcode: str | None = None,
        pin: str | None = None,
        timeout: float | None = None,
    ) -> models.Measurement:
        """Get a customer's latest measurement data.

        Looks up a customer by an identifier such as card number or PIN and returns the latest measurement
        record: name, age, date of birth, gender and height.

        ``GET /v1/customers/measurement/latest``, the vendor's ``getCustomerMeasurement``.

        Scopes: any of CUSTOMER_MEASUREMENT_READ, CUSTOMER_READ.

        Args:
            card_number: Number of the customer's access card, in the notation of `cardNumberFormat`.
            card_number_format: Notation in which card numbers are written: decimal or hexadecimal (the service's default is
                DECIMAL).
            qr_code_uuid: Deprecated. UUID carried by the customer's QR code.
            barcode: Barcode assigned to the customer.
            pin: PIN assigned to the customer.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_latest_measurement import build

        return await self._client.send(
            build(
                card_number=card_number,
                card_number_format=card_number_format,
                qr_code_uuid=qr_code_uuid,
                barcode=barcode,
                pin=pin,
            ),
            timeout=timeout,
        )

    async def search_customers(
        self, body: models.CustomerSearchRequest, *, timeout: float | None = None
    ) -> list[models.Customer]:
        """Search customers.

        Searches the studio's customers by name, e-mail address or date of birth given in the request body. All
        matches come back in one unsliced list.

        ``POST /v1/customers/search``, the vendor's ``searchCustomers``.

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
        from .search_customers import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def get_customer(
        self,
        customer_id: int,
        *,
        card_number_format: models.CardNumberFormat | None = None,
        timeout: float | None = None,
    ) -> models.Customer:
        """Get one customer.

        Fetches one customer by id, with contact data, access media, idle periods and access restrictions.

        ``GET /v1/customers/{customerId}``, the vendor's ``getCustomerById``.

        Scopes: CUSTOMER_READ.

        Args:
            customer_id: Id of the customer.
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
        from .get_customer import build

        return await self._client.send(
            build(
                customer_id,
                card_number_format=card_number_format,
            ),
            timeout=timeout,
        )

    async def get_access_code(self, customer_id: int, *, timeout: float | None = None) -> models.CustomerAccessCode:
        """Get a customer's access code.

        Returns a code for admission to the studio, to be shown in the stated format (a QR code). It may expire,
        so fetch a fresh one after `expiresAt`.

        ``GET /v1/customers/{customerId}/access-code``, the vendor's ``getCustomerAccessCode``.

        Scopes: CUSTOMER_READ.

        Args:
            customer_id: Id of the customer who wants to enter.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_access_code import build

        return await self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    async def add_access_medium_deprecated(
        self, customer_id: int, body: models.AccessMedium, *, timeout: float | None = None
    ) -> models.AccessMedium:
        """Add an access medium (deprecated).

        Deprecated by the vendor.

        Deprecated: use `customers.create_access_medium`, which takes the same body. Adds a card number, PIN,
        barcode or wallet pass to a customer and returns it.

        ``PUT /v1/customers/{customerId}/access-medium``, the vendor's ``addAccessMedium``.

        Scopes: CUSTOMER_ACCESS_MEDIUM_WRITE.

        Args:
            customer_id: Id of the customer who receives the access medium.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .add_access_medium_deprecated import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def create_access_medium(
        self, customer_id: int, body: models.AccessMedium, *, timeout: float | None = None
    ) -> models.AccessMedium:
        """Add an access medium to a customer.

        Gives a customer one more means of access: a card number, PIN, barcode or wallet pass. Returns the
        stored medium with the id needed to change or delete it.

        ``POST /v1/customers/{customerId}/access-mediums``, the vendor's ``addAccessMediums``.

        Scopes: CUSTOMER_ACCESS_MEDIUM_WRITE.

        Args:
            customer_id: Id of the customer who receives the access medium.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_access_medium import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def update_access_medium(
        self,
        customer_id: int,
        access_medium_id: int,
        body: models.UpdateAccessIdentificationRequest,
        *,
        timeout: float | None = None,
    ) -> models.AccessMedium:
        """Change the value of an access medium.

        Replaces the value of one of the customer's access media, for example after a card was exchanged, and
        returns the changed medium.

        ``PUT /v1/customers/{customerId}/access-mediums/{accessMediumId}``, the vendor's ``updateAccessMediums``.

        Scopes: CUSTOMER_ACCESS_MEDIUM_WRITE.

        Args:
            customer_id: Id of the customer who holds the access medium.
            access_medium_id: Id of the access medium to change.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .update_access_medium import build

        return await self._client.send(
            build(
                customer_id,
                access_medium_id,
                body,
            ),
            timeout=timeout,
        )

    async def delete_access_medium(
        self, customer_id: int, access_medium_id: int, *, timeout: float | None = None
    ) -> None:
        """Delete a customer's access medium.

        Removes one access medium from the customer, who can then no longer use it to enter. Nothing is returned
        on success.

        ``DELETE /v1/customers/{customerId}/access-mediums/{accessMediumId}``, the vendor's ``deleteAccessMediums``.

        Scopes: CUSTOMER_ACCESS_MEDIUM_WRITE.

        Args:
            customer_id: Id of the customer who holds the access medium.
            access_medium_id: Id of the access medium to delete.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .delete_access_medium import build

        await self._client.send(
            build(
                customer_id,
                access_medium_id,
            ),
            timeout=timeout,
        )

    async def set_access_restriction(
        self, customer_id: int, body: models.AccessRestriction, *, timeout: float | None = None
    ) -> models.AccessRestriction:
        """Restrict a customer's access.

        Places an access restriction on the customer for a stated reason and, optionally, a period. This can
        keep the customer out of the studio. Returns the restriction as stored.

        ``PUT /v1/customers/{customerId}/access-restrictions``, the vendor's ``setAccessRestriction``.

        Scopes: CUSTOMER_ACCESS_RESTRICTION_WRITE.

        Args:
            customer_id: Id of the customer whose access is restricted.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .set_access_restriction import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def delete_access_restriction(self, customer_id: int, *, timeout: float | None = None) -> None:
        """Lift a customer's access restriction.

        Removes the access restriction of the customer. Nothing is returned on success.

        ``DELETE /v1/customers/{customerId}/access-restrictions``, the vendor's ``deleteAccessRestriction``.

        Scopes: CUSTOMER_ACCESS_RESTRICTION_WRITE.

        Args:
            customer_id: Id of the customer whose restriction is lifted.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .delete_access_restriction import build

        await self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    def list_checkins(
        self,
        customer_id: int,
        *,
        from_date: datetime.date | None = None,
        to_date: datetime.date | None = None,
        slice_size: int = 50,
        offset: str | None = None,
        timeout: float | None = None,
    ) -> perfectgym_next.AsyncPager[models.CustomerCheckin]:
        """List a customer's check-ins.

        Lists the check-ins of a customer with their times and studio. Narrow it by date if needed. Results come
        in slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/customers/{customerId}/activities/checkins``, the vendor's ``getCustomersCheckinHistory``.

        Scopes: CHECKIN_READ.

        Args:
            customer_id: Id of the customer whose check-ins are wanted.
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

        from .list_checkins import build

        request = build(
            customer_id,
            from_date=from_date,
            to_date=to_date,
            slice_size=slice_size,
            offset=offset,
        )
        return AsyncPager(self._client, request, min_slice_size=1, timeout=timeout)

    async def set_additional_information(
        self, customer_id: int, body: list[models.AdditionalInformationFieldAssignment], *, timeout: float | None = None
    ) -> list[models.AdditionalInformationFieldAssignment]:
        """Set a customer's additional information values.

        Stores values for additional information fields of a customer and returns the assignments. The body is a
        list of pairs of field id and value.

        ``PUT /v1/customers/{customerId}/additional-information-field-assignments``, the vendor's ``setAdditionalInformationFieldAssignments``.

        Scopes: ADDITIONAL_INFORMATION_WRITE.

        Args:
            customer_id: Id of the customer whose field values are set.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .set_additional_information import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def list_benefits(
        self, customer_id: int, *, key: list[str] | None = None, timeout: float | None = None
    ) -> list[models.BenefitValidation]:
        """Check a customer's benefits.

        Tells which benefits are valid for a customer, one entry per benefit key. Nothing is used up by asking;
        use `customers.use_benefit` for that.

        ``GET /v1/customers/{customerId}/benefits``, the vendor's ``getBenefits``.

        Scopes: any of CUSTOMER_BENEFIT_READ, CUSTOMER_READ.

        Args:
            customer_id: Id of the customer whose benefits are checked.
            key: Keys of the benefits to check; repeatable.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_benefits import build

        return await self._client.send(
            build(
                customer_id,
                key=key,
            ),
            timeout=timeout,
        )

    async def use_benefit(self, customer_id: int, benefit_key: str, *, timeout: float | None = None) -> None:
        """Use a customer's benefit.

        Records that the customer makes use of a benefit once. This changes data, so check validity with
        `customers.list_benefits` first. Nothing is returned on success.

        ``POST /v1/customers/{customerId}/benefits/{benefitKey}/use``, the vendor's ``useBenefit``.

        Scopes: any of CUSTOMER_WRITE, CUSTOMER_BENEFIT_WRITE.

        Args:
            customer_id: Id of the customer who uses the benefit.
            benefit_key: Key of the benefit to use.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .use_benefit import build

        await self._client.send(
            build(
                customer_id,
                benefit_key,
            ),
            timeout=timeout,
        )

    async def list_contracts(
        self, customer_id: int, *, status: models.ContractStatus | None = None, timeout: float | None = None
    ) -> list[models.Contract]:
        """List a customer's contracts.

        Lists the contracts of a customer with prices, terms, cancellation data and sub-contracts, optionally
        only active or only inactive ones. The list is not sliced.

        ``GET /v1/customers/{customerId}/contracts``, the vendor's ``getCustomersContracts``.

        Scopes: any of CUSTOMER_CONTRACT_READ, CUSTOMER_READ.

        Args:
            customer_id: Id of the customer whose contracts are wanted.
            status: Keep only contracts with this status.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_contracts import build

        return await self._client.send(
            build(
                customer_id,
                status=status,
            ),
            timeout=timeout,
        )

    def list_documents(
        self, customer_id: int, *, offset: str | None = None, slice_size: int = 50, timeout: float | None = None
    ) -> perfectgym_next.AsyncPager[models.CustomerDocument]:
        """List a customer's documents.

        Lists the documents stored for a customer, each with file name and URL. Results come in slices: send the
        returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/customers/{customerId}/documents``, the vendor's ``getDocuments``.

        Scopes: CUSTOMER_DOCUMENT_READ.

        Args:
            customer_id: Id of the customer whose documents are wanted.
            offset: Cursor taken from the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries wanted in one slice (1 to 50).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import AsyncPager

        from .list_documents import build

        request = build(
            customer_id,
            offset=offset,
            slice_size=slice_size,
        )
        return AsyncPager(self._client, request, min_slice_size=1, timeout=timeout)

    async def upload_document(
        self,
        customer_id: int,
        *,
        file: perfectgym_next.FileContent,
        description: str | None = None,
        timeout: float | None = None,
    ) -> models.CustomerDocumentUploadResult:
        """Upload a document for a customer.

        Stores a file with the customer's documents and returns its new id. Send multipart/form-data with the
        content in the part `file`.

        ``POST /v1/customers/{customerId}/documents``, the vendor's ``uploadDocument``.

        Scopes: CUSTOMER_DOCUMENT_WRITE.

        Args:
            customer_id: Id of the customer the document belongs to.
            file: The file: a path, bytes, a file opened in binary mode, or an `Upload`.
            description: Text that describes the document.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .upload_document import build

        return await self._client.send(
            build(
                customer_id,
                file=file,
                description=description,
            ),
            timeout=timeout,
        )

    async def get_document(self, customer_id: int, id: int, *, timeout: float | None = None) -> models.CustomerDocument:
        """Get one document of a customer.

        Fetches the record of one customer document: file name, description and the URL of the content.

        ``GET /v1/customers/{customerId}/documents/{id}``, the vendor's ``getDocumentById``.

        Scopes: CUSTOMER_DOCUMENT_READ.

        Args:
            customer_id: Id of the customer the document belongs to.
            id: Id of the document.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_document import build

        return await self._client.send(
            build(
                customer_id,
                id,
            ),
            timeout=timeout,
        )

    async def update_image(
        self, customer_id: int, *, image: perfectgym_next.FileContent, timeout: float | None = None
    ) -> models.CustomerImage:
        """Replace a customer's picture.

        Sets the customer's profile picture and returns the URL under which it is found. Send multipart/form-
        data with the picture in the part `image`.

        ``PUT /v1/customers/{customerId}/images``, the vendor's ``updateImage``.

        Scopes: CUSTOMER_WRITE.

        Args:
            customer_id: Id of the customer shown in the picture.
            image: The file: a path, bytes, a file opened in binary mode, or an `Upload`.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .update_image import build

        return await self._client.send(
            build(
                customer_id,
                image=image,
            ),
            timeout=timeout,
        )

    async def switch_studio(
        self, customer_id: int, body: models.CustomerStudioSwitchRequest, *, timeout: float | None = None
    ) -> None:
        """Move a customer to another studio.

        Transfers the customer to another studio on the given date. Nothing is returned on success.

        ``POST /v1/customers/{customerId}/switch-studio``, the vendor's ``switchStudio``.

        Scopes: CUSTOMER_WRITE.

        Args:
            customer_id: Id of the customer who changes studio.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .switch_studio import build

        await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def create_weighing(
        self,
        customer_id: int,
        body: models.CustomerWeighings,
        *,
        benefit_key: str | None = None,
        timeout: float | None = None,
    ) -> models.CustomerWeighings:
        """Store a body composition weighing.

        Stores the values of one weighing on a body composition scale for a customer and returns the stored
        record. A benefit key can be given when the weighing belongs to a benefit.

        ``POST /v1/customers/{customerId}/weighing``, the vendor's ``createCustomerWeighing``.

        Scopes: any of CUSTOMER_WRITE, CUSTOMER_WEIGHING_WRITE.

        Args:
            customer_id: Id of the customer who was weighed.
            body: What is sent.
            benefit_key: Key of the benefit connected with the weighing.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_weighing import build

        return await self._client.send(
            build(
                customer_id,
                body,
                benefit_key=benefit_key,
            ),
            timeout=timeout,
        )
