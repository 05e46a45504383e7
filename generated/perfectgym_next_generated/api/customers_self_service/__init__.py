"""Operations on customers self service: one method each, the same on both clients."""

from __future__ import annotations

from ... import models
from ...types import AsyncClient, SyncClient


class CustomersSelfService:
    """CustomersSelfService: reached as ``gym.customers_self_service``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get_address_data(self, customer_id: int, *, timeout: float | None = None) -> models.SelfServiceAddressData:
        """Get a customer's address for self-service.

        Returns the customer's current postal address together with the rule for changing it
        (`amendmentConfigurationStatus`) and, if there is one, the change still pending.

        ``GET /v1/customers/{customerId}/self-service/address-data``, the vendor's ``getCustomerAddressData``.

        Scopes: CUSTOMER_SELF_SERVICE_READ.

        Args:
            customer_id: Id of the customer whose address is read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_address_data import build

        return self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    def create_address_data_amendment(
        self, customer_id: int, body: models.CustomerAddressData, *, timeout: float | None = None
    ) -> models.PendingAddressDataAmendment:
        """Request a change of a customer's address.

        Submits a new postal address on the customer's behalf and returns the resulting amendment. Whether it
        needs verification first depends on the `amendmentConfigurationStatus` reported by the matching GET
        call.

        ``POST /v1/customers/{customerId}/self-service/address-data``, the vendor's ``createCustomerAddressDataAmendment``.

        Scopes: CUSTOMER_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer whose address is to change.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_address_data_amendment import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def withdraw_amendment(self, customer_id: int, amendment_id: int, *, timeout: float | None = None) -> None:
        """Withdraw a pending self-service change.

        Takes back an amendment of the customer's data that was submitted earlier and is still pending. The
        response has no body.

        ``DELETE /v1/customers/{customerId}/self-service/amendment/{amendmentId}``, the vendor's ``withdrawAmendment``.

        Scopes: CUSTOMER_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer who requested the change.
            amendment_id: Id of the pending amendment, found under `pendingAmendment` in the self-service data.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .withdraw_amendment import build

        self._client.send(
            build(
                customer_id,
                amendment_id,
            ),
            timeout=timeout,
        )

    def get_contact_data(self, customer_id: int, *, timeout: float | None = None) -> models.SelfServiceContactData:
        """Get a customer's contact data for self-service.

        Returns the customer's e-mail address and phone numbers together with the rule for changing them
        (`amendmentConfigurationStatus`) and, if there is one, the change still pending.

        ``GET /v1/customers/{customerId}/self-service/contact-data``, the vendor's ``getCustomerContactData``.

        Scopes: CUSTOMER_SELF_SERVICE_READ.

        Args:
            customer_id: Id of the customer whose contact data is read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_contact_data import build

        return self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    def create_contact_data_amendment(
        self, customer_id: int, body: models.CustomerContactData, *, timeout: float | None = None
    ) -> models.PendingContactDataAmendment:
        """Request a change of a customer's contact data.

        Submits a new e-mail address and phone numbers on the customer's behalf and returns the resulting
        amendment. Whether it needs verification first depends on the `amendmentConfigurationStatus` reported by
        the matching GET call.

        ``POST /v1/customers/{customerId}/self-service/contact-data``, the vendor's ``createCustomerContactDataAmendment``.

        Scopes: CUSTOMER_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer whose contact data is to change.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_contact_data_amendment import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def get_master_data(self, customer_id: int, *, timeout: float | None = None) -> models.SelfServiceMasterData:
        """Get a customer's master data for self-service.

        Returns the customer's personal details (name, gender, birth, title) together with the rule for changing
        them (`amendmentConfigurationStatus`) and, if there is one, the change still pending.

        ``GET /v1/customers/{customerId}/self-service/master-data``, the vendor's ``getCustomerMasterData``.

        Scopes: CUSTOMER_SELF_SERVICE_READ.

        Args:
            customer_id: Id of the customer whose personal details are read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_master_data import build

        return self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    def create_master_data_amendment(
        self, customer_id: int, body: models.CustomerMasterData, *, timeout: float | None = None
    ) -> models.PendingMasterDataAmendment:
        """Request a change of a customer's master data.

        Submits new personal details (name, gender, birth, title) on the customer's behalf and returns the
        resulting amendment. Whether it needs verification first depends on the `amendmentConfigurationStatus`
        reported by the matching GET call.

        ``POST /v1/customers/{customerId}/self-service/master-data``, the vendor's ``createCustomerMasterDataAmendment``.

        Scopes: CUSTOMER_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer whose personal details are to change.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_master_data_amendment import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def get_payment_data(self, customer_id: int, *, timeout: float | None = None) -> models.SelfServicePaymentData:
        """Get a customer's bank details for self-service.

        Returns the customer's bank account details together with the rule for changing them
        (`amendmentConfigurationStatus`), whether a signature is required and, if there is one, the change still
        pending.

        ``GET /v1/customers/{customerId}/self-service/payment-data``, the vendor's ``getCustomerPaymentData``.

        Scopes: CUSTOMER_SELF_SERVICE_READ.

        Args:
            customer_id: Id of the customer whose bank details are read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_payment_data import build

        return self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    def create_payment_data_amendment(
        self, customer_id: int, body: models.CustomerPaymentAmendment, *, timeout: float | None = None
    ) -> models.PendingPaymentDataAmendment:
        """Request a change of a customer's bank details.

        Submits a new bank account on the customer's behalf and returns the resulting amendment. Check
        `requireSignature` and `amendmentConfigurationStatus` in the matching GET call first: they tell whether
        a signature belongs in the body and whether the change needs verification.

        ``POST /v1/customers/{customerId}/self-service/payment-data``, the vendor's ``createCustomerPaymentDataAmendment``.

        Scopes: CUSTOMER_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer whose bank details are to change.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_payment_data_amendment import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )


class AsyncCustomersSelfService:
    """CustomersSelfService: reached as ``gym.customers_self_service``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get_address_data(
        self, customer_id: int, *, timeout: float | None = None
    ) -> models.SelfServiceAddressData:
        """Get a customer's address for self-service.

        Returns the customer's current postal address together with the rule for changing it
        (`amendmentConfigurationStatus`) and, if there is one, the change still pending.

        ``GET /v1/customers/{customerId}/self-service/address-data``, the vendor's ``getCustomerAddressData``.

        Scopes: CUSTOMER_SELF_SERVICE_READ.

        Args:
            customer_id: Id of the customer whose address is read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_address_data import build

        return await self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    async def create_address_data_amendment(
        self, customer_id: int, body: models.CustomerAddressData, *, timeout: float | None = None
    ) -> models.PendingAddressDataAmendment:
        """Request a change of a customer's address.

        Submits a new postal address on the customer's behalf and returns the resulting amendment. Whether it
        needs verification first depends on the `amendmentConfigurationStatus` reported by the matching GET
        call.

        ``POST /v1/customers/{customerId}/self-service/address-data``, the vendor's ``createCustomerAddressDataAmendment``.

        Scopes: CUSTOMER_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer whose address is to change.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_address_data_amendment import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def withdraw_amendment(self, customer_id: int, amendment_id: int, *, timeout: float | None = None) -> None:
        """Withdraw a pending self-service change.

        Takes back an amendment of the customer's data that was submitted earlier and is still pending. The
        response has no body.

        ``DELETE /v1/customers/{customerId}/self-service/amendment/{amendmentId}``, the vendor's ``withdrawAmendment``.

        Scopes: CUSTOMER_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer who requested the change.
            amendment_id: Id of the pending amendment, found under `pendingAmendment` in the self-service data.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .withdraw_amendment import build

        await self._client.send(
            build(
                customer_id,
                amendment_id,
            ),
            timeout=timeout,
        )

    async def get_contact_data(
        self, customer_id: int, *, timeout: float | None = None
    ) -> models.SelfServiceContactData:
        """Get a customer's contact data for self-service.

        Returns the customer's e-mail address and phone numbers together with the rule for changing them
        (`amendmentConfigurationStatus`) and, if there is one, the change still pending.

        ``GET /v1/customers/{customerId}/self-service/contact-data``, the vendor's ``getCustomerContactData``.

        Scopes: CUSTOMER_SELF_SERVICE_READ.

        Args:
            customer_id: Id of the customer whose contact data is read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_contact_data import build

        return await self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    async def create_contact_data_amendment(
        self, customer_id: int, body: models.CustomerContactData, *, timeout: float | None = None
    ) -> models.PendingContactDataAmendment:
        """Request a change of a customer's contact data.

        Submits a new e-mail address and phone numbers on the customer's behalf and returns the resulting
        amendment. Whether it needs verification first depends on the `amendmentConfigurationStatus` reported by
        the matching GET call.

        ``POST /v1/customers/{customerId}/self-service/contact-data``, the vendor's ``createCustomerContactDataAmendment``.

        Scopes: CUSTOMER_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer whose contact data is to change.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_contact_data_amendment import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def get_master_data(self, customer_id: int, *, timeout: float | None = None) -> models.SelfServiceMasterData:
        """Get a customer's master data for self-service.

        Returns the customer's personal details (name, gender, birth, title) together with the rule for changing
        them (`amendmentConfigurationStatus`) and, if there is one, the change still pending.

        ``GET /v1/customers/{customerId}/self-service/master-data``, the vendor's ``getCustomerMasterData``.

        Scopes: CUSTOMER_SELF_SERVICE_READ.

        Args:
            customer_id: Id of the customer whose personal details are read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_master_data import build

        return await self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    async def create_master_data_amendment(
        self, customer_id: int, body: models.CustomerMasterData, *, timeout: float | None = None
    ) -> models.PendingMasterDataAmendment:
        """Request a change of a customer's master data.

        Submits new personal details (name, gender, birth, title) on the customer's behalf and returns the
        resulting amendment. Whether it needs verification first depends on the `amendmentConfigurationStatus`
        reported by the matching GET call.

        ``POST /v1/customers/{customerId}/self-service/master-data``, the vendor's ``createCustomerMasterDataAmendment``.

        Scopes: CUSTOMER_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer whose personal details are to change.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_master_data_amendment import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def get_payment_data(
        self, customer_id: int, *, timeout: float | None = None
    ) -> models.SelfServicePaymentData:
        """Get a customer's bank details for self-service.

        Returns the customer's bank account details together with the rule for changing them
        (`amendmentConfigurationStatus`), whether a signature is required and, if there is one, the change still
        pending.

        ``GET /v1/customers/{customerId}/self-service/payment-data``, the vendor's ``getCustomerPaymentData``.

        Scopes: CUSTOMER_SELF_SERVICE_READ.

        Args:
            customer_id: Id of the customer whose bank details are read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_payment_data import build

        return await self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    async def create_payment_data_amendment(
        self, customer_id: int, body: models.CustomerPaymentAmendment, *, timeout: float | None = None
    ) -> models.PendingPaymentDataAmendment:
        """Request a change of a customer's bank details.

        Submits a new bank account on the customer's behalf and returns the resulting amendment. Check
        `requireSignature` and `amendmentConfigurationStatus` in the matching GET call first: they tell whether
        a signature belongs in the body and whether the change needs verification.

        ``POST /v1/customers/{customerId}/self-service/payment-data``, the vendor's ``createCustomerPaymentDataAmendment``.

        Scopes: CUSTOMER_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer whose bank details are to change.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_payment_data_amendment import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )
