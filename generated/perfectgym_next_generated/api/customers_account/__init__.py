"""Operations on customers account: one method each, the same on both clients."""

from __future__ import annotations

import perfectgym_next

from ... import models
from ...types import AsyncClient, SyncClient


class CustomersAccount:
    """CustomersAccount: reached as ``gym.customers_account``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get_balances(self, customer_id: int, *, timeout: float | None = None) -> models.CustomerAccountBalance:
        """Get a customer's account balance.

        Returns the balance of the customer's account and the consumption credit, together with dunning level
        and whether the customer is in debt collection.

        ``GET /v1/customers/{customerId}/account/balances``, the vendor's ``getCustomersAccountBalanceData``.

        Scopes: CUSTOMER_ACCOUNT_READ.

        Args:
            customer_id: Id of the customer who owns the account.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_balances import build

        return self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    def book_payment(
        self, customer_id: int, body: models.BookCustomerPaymentRequest, *, timeout: float | None = None
    ) -> models.BookCustomerPaymentResponse:
        """Book a payment to a customer account.

        Books a payment, identified by its payment request token, on the customer's account, optionally towards
        particular debt claims. Money is involved, so do not repeat the call blindly. The answer is an empty
        object.

        ``POST /v1/customers/{customerId}/account/payment``, the vendor's ``bookCustomerPayment``.

        Scopes: PAYMENT_WRITE.

        Args:
            customer_id: Id of the customer who pays.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .book_payment import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def update_payment_instrument(
        self, customer_id: int, body: models.UpdateCustomerPaymentInstrumentRequest, *, timeout: float | None = None
    ) -> models.UpdateCustomerPaymentInstrumentResponse:
        """Change a customer's payment instrument.

        Changes the payment instrument of the customer's account to the one behind a payment request token. The
        answer is an empty object.

        ``POST /v1/customers/{customerId}/account/payment-instrument``, the vendor's ``updateCustomerPaymentInstrument``.

        Scopes: PAYMENT_WRITE.

        Args:
            customer_id: Id of the customer whose payment instrument changes.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .update_payment_instrument import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def list_transactions(
        self, customer_id: int, *, slice_size: int = 50, offset: str | None = None, timeout: float | None = None
    ) -> perfectgym_next.Pager[models.BookingEntry]:
        """List a customer's past account transactions.

        Lists the entries on the customer's account with due date, amount and what is still open. Results come
        in slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/customers/{customerId}/account/transactions``, the vendor's ``getCustomersAccountTransactionData``.

        Scopes: CUSTOMER_ACCOUNT_READ.

        Args:
            customer_id: Id of the customer who owns the account.
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

        from .list_transactions import build

        request = build(
            customer_id,
            slice_size=slice_size,
            offset=offset,
        )
        return Pager(self._client, request, min_slice_size=1, timeout=timeout)

    def list_upcoming_transactions(
        self, customer_id: int, *, slice_size: int = 50, offset: str | None = None, timeout: float | None = None
    ) -> perfectgym_next.Pager[models.BookingEntry]:
        """List a customer's upcoming account transactions.

        Lists the entries that are still to come on the customer's account, with due date and amount. Results
        come in slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/customers/{customerId}/account/transactions/upcoming``, the vendor's ``getCustomersAccountUpcomingData``.

        Scopes: CUSTOMER_ACCOUNT_READ.

        Args:
            customer_id: Id of the customer who owns the account.
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

        from .list_upcoming_transactions import build

        request = build(
            customer_id,
            slice_size=slice_size,
            offset=offset,
        )
        return Pager(self._client, request, min_slice_size=1, timeout=timeout)


class AsyncCustomersAccount:
    """CustomersAccount: reached as ``gym.customers_account``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get_balances(self, customer_id: int, *, timeout: float | None = None) -> models.CustomerAccountBalance:
        """Get a customer's account balance.

        Returns the balance of the customer's account and the consumption credit, together with dunning level
        and whether the customer is in debt collection.

        ``GET /v1/customers/{customerId}/account/balances``, the vendor's ``getCustomersAccountBalanceData``.

        Scopes: CUSTOMER_ACCOUNT_READ.

        Args:
            customer_id: Id of the customer who owns the account.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_balances import build

        return await self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    async def book_payment(
        self, customer_id: int, body: models.BookCustomerPaymentRequest, *, timeout: float | None = None
    ) -> models.BookCustomerPaymentResponse:
        """Book a payment to a customer account.

        Books a payment, identified by its payment request token, on the customer's account, optionally towards
        particular debt claims. Money is involved, so do not repeat the call blindly. The answer is an empty
        object.

        ``POST /v1/customers/{customerId}/account/payment``, the vendor's ``bookCustomerPayment``.

        Scopes: PAYMENT_WRITE.

        Args:
            customer_id: Id of the customer who pays.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .book_payment import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def update_payment_instrument(
        self, customer_id: int, body: models.UpdateCustomerPaymentInstrumentRequest, *, timeout: float | None = None
    ) -> models.UpdateCustomerPaymentInstrumentResponse:
        """Change a customer's payment instrument.

        Changes the payment instrument of the customer's account to the one behind a payment request token. The
        answer is an empty object.

        ``POST /v1/customers/{customerId}/account/payment-instrument``, the vendor's ``updateCustomerPaymentInstrument``.

        Scopes: PAYMENT_WRITE.

        Args:
            customer_id: Id of the customer whose payment instrument changes.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .update_payment_instrument import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def list_transactions(
        self, customer_id: int, *, slice_size: int = 50, offset: str | None = None, timeout: float | None = None
    ) -> perfectgym_next.AsyncPager[models.BookingEntry]:
        """List a customer's past account transactions.

        Lists the entries on the customer's account with due date, amount and what is still open. Results come
        in slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/customers/{customerId}/account/transactions``, the vendor's ``getCustomersAccountTransactionData``.

        Scopes: CUSTOMER_ACCOUNT_READ.

        Args:
            customer_id: Id of the customer who owns the account.
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

        from .list_transactions import build

        request = build(
            customer_id,
            slice_size=slice_size,
            offset=offset,
        )
        return AsyncPager(self._client, request, min_slice_size=1, timeout=timeout)

    def list_upcoming_transactions(
        self, customer_id: int, *, slice_size: int = 50, offset: str | None = None, timeout: float | None = None
    ) -> perfectgym_next.AsyncPager[models.BookingEntry]:
        """List a customer's upcoming account transactions.

        Lists the entries that are still to come on the customer's account, with due date and amount. Results
        come in slices: send the returned `offset` with the next call until `hasNext` is false.

        ``GET /v1/customers/{customerId}/account/transactions/upcoming``, the vendor's ``getCustomersAccountUpcomingData``.

        Scopes: CUSTOMER_ACCOUNT_READ.

        Args:
            customer_id: Id of the customer who owns the account.
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

        from .list_upcoming_transactions import build

        request = build(
            customer_id,
            slice_size=slice_size,
            offset=offset,
        )
        return AsyncPager(self._client, request, min_slice_size=1, timeout=timeout)
