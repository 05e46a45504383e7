"""Operations on customers communication: one method each, the same on both clients."""

from __future__ import annotations

from ... import models
from ...types import AsyncClient, SyncClient


class CustomersCommunication:
    """CustomersCommunication: reached as ``gym.customers_communication``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list_preferences(
        self, customer_id: int, *, timeout: float | None = None
    ) -> list[models.CommunicationPreference]:
        """List a customer's communication preferences.

        Returns the communication preferences stored for one customer as a plain list, not sliced.

        ``GET /v1/communications/{customerId}/communication-preferences``, the vendor's ``getCommunicationPreferences``.

        Scopes: COMMUNICATION_PREFERENCES_READ.

        Args:
            customer_id: Id of the customer whose preferences are read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_preferences import build

        return self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    def update_preferences(
        self, customer_id: int, body: list[models.CommunicationPreference], *, timeout: float | None = None
    ) -> list[models.CommunicationPreference]:
        """Update a customer's communication preferences.

        Changes the communication preferences of one customer according to the list sent and returns a list in
        the same form. Read the current list first to see which entries exist.

        ``PUT /v1/communications/{customerId}/communication-preferences``, the vendor's ``updateCommunicationPreferences``.

        Scopes: COMMUNICATION_PREFERENCES_WRITE.

        Args:
            customer_id: Id of the customer whose preferences are changed.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .update_preferences import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def create_thread(
        self, customer_id: int, body: models.CommunicationThreadRequest, *, timeout: float | None = None
    ) -> models.CommunicationThreadResponse:
        """Record a communication in a new thread.

        Opens a new communication thread for the customer and records its first message, for example a phone
        call or an e-mail tracked in a ticketing system. The response carries the ids of the communication and
        of the thread; keep `threadId` to add further messages.

        ``POST /v1/communications/{customerId}/threads``, the vendor's ``createCommunicationInNewCommunicationThread``.

        Scopes: COMMUNICATION_WRITE.

        Args:
            customer_id: Id of the customer the communication was held with.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_thread import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def add_to_thread(
        self, customer_id: int, thread_id: int, body: models.CommunicationThreadRequest, *, timeout: float | None = None
    ) -> models.CommunicationThreadResponse:
        """Add a communication to an existing thread.

        Records a further communication in a thread that already exists for the customer. The body has the same
        form as for a new thread and includes the thread's status, so this call is also where a thread can be
        marked CLOSED.

        ``PUT /v1/communications/{customerId}/threads/{threadId}``, the vendor's ``createCommunicationInExistingCommunicationThread``.

        Scopes: COMMUNICATION_WRITE.

        Args:
            customer_id: Id of the customer the thread belongs to.
            thread_id: Id of the thread, as returned when it was created.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .add_to_thread import build

        return self._client.send(
            build(
                customer_id,
                thread_id,
                body,
            ),
            timeout=timeout,
        )


class AsyncCustomersCommunication:
    """CustomersCommunication: reached as ``gym.customers_communication``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list_preferences(
        self, customer_id: int, *, timeout: float | None = None
    ) -> list[models.CommunicationPreference]:
        """List a customer's communication preferences.

        Returns the communication preferences stored for one customer as a plain list, not sliced.

        ``GET /v1/communications/{customerId}/communication-preferences``, the vendor's ``getCommunicationPreferences``.

        Scopes: COMMUNICATION_PREFERENCES_READ.

        Args:
            customer_id: Id of the customer whose preferences are read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_preferences import build

        return await self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    async def update_preferences(
        self, customer_id: int, body: list[models.CommunicationPreference], *, timeout: float | None = None
    ) -> list[models.CommunicationPreference]:
        """Update a customer's communication preferences.

        Changes the communication preferences of one customer according to the list sent and returns a list in
        the same form. Read the current list first to see which entries exist.

        ``PUT /v1/communications/{customerId}/communication-preferences``, the vendor's ``updateCommunicationPreferences``.

        Scopes: COMMUNICATION_PREFERENCES_WRITE.

        Args:
            customer_id: Id of the customer whose preferences are changed.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .update_preferences import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def create_thread(
        self, customer_id: int, body: models.CommunicationThreadRequest, *, timeout: float | None = None
    ) -> models.CommunicationThreadResponse:
        """Record a communication in a new thread.

        Opens a new communication thread for the customer and records its first message, for example a phone
        call or an e-mail tracked in a ticketing system. The response carries the ids of the communication and
        of the thread; keep `threadId` to add further messages.

        ``POST /v1/communications/{customerId}/threads``, the vendor's ``createCommunicationInNewCommunicationThread``.

        Scopes: COMMUNICATION_WRITE.

        Args:
            customer_id: Id of the customer the communication was held with.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_thread import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def add_to_thread(
        self, customer_id: int, thread_id: int, body: models.CommunicationThreadRequest, *, timeout: float | None = None
    ) -> models.CommunicationThreadResponse:
        """Add a communication to an existing thread.

        Records a further communication in a thread that already exists for the customer. The body has the same
        form as for a new thread and includes the thread's status, so this call is also where a thread can be
        marked CLOSED.

        ``PUT /v1/communications/{customerId}/threads/{threadId}``, the vendor's ``createCommunicationInExistingCommunicationThread``.

        Scopes: COMMUNICATION_WRITE.

        Args:
            customer_id: Id of the customer the thread belongs to.
            thread_id: Id of the thread, as returned when it was created.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .add_to_thread import build

        return await self._client.send(
            build(
                customer_id,
                thread_id,
                body,
            ),
            timeout=timeout,
        )
