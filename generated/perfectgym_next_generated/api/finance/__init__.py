"""Operations on finance: one method each, the same on both clients."""

from __future__ import annotations

from uuid import UUID

import perfectgym_next

from ... import models
from ...types import AsyncClient, SyncClient


class Finance:
    """Finance: reached as ``gym.finance``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list_blocked_debtors(
        self,
        *,
        debtor_id: list[str] | None = None,
        offset: str | None = None,
        slice_size: int = 50,
        timeout: float | None = None,
    ) -> perfectgym_next.Pager[models.DebtorId]:
        """List debtors blocked from debt collection.

        Returns debtors under a debt collection block with the details of that block, one slice at a time; it
        can be narrowed to certain debtors. Repeat the call with the returned `offset` until `hasNext` is false.

        ``GET /v1/debt-collection/blocked/debtors``, the vendor's ``getDebtCollectionBlockedDebtors``.

        Scopes: DEBT_COLLECTION_READ.

        Args:
            debtor_id: One or more debtor ids to narrow the result to.
            offset: Position to continue from, as returned by the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries to return in one slice (1 to 50).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import Pager

        from .list_blocked_debtors import build

        request = build(
            debtor_id=debtor_id,
            offset=offset,
            slice_size=slice_size,
        )
        return Pager(self._client, request, min_slice_size=1, timeout=timeout)

    def list_blocked_debts(
        self,
        *,
        debt_id: list[UUID] | None = None,
        offset: str | None = None,
        slice_size: int = 50,
        timeout: float | None = None,
    ) -> perfectgym_next.Pager[models.DebtorId]:
        """List debts blocked from debt collection.

        Returns debts under a debt collection block, listed below their debtors, one slice at a time; it can be
        narrowed to certain debts. Repeat the call with the returned `offset` until `hasNext` is false.

        ``GET /v1/debt-collection/blocked/debts``, the vendor's ``getDebtCollectionBlockedDebts``.

        Scopes: DEBT_COLLECTION_READ.

        Args:
            debt_id: One or more debt ids (UUIDs) to narrow the result to.
            offset: Position to continue from, as returned by the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries to return in one slice (1 to 50).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import Pager

        from .list_blocked_debts import build

        request = build(
            debt_id=debt_id,
            offset=offset,
            slice_size=slice_size,
        )
        return Pager(self._client, request, min_slice_size=1, timeout=timeout)

    def list_debt_collection_cases(
        self,
        *,
        debtor_id: list[str] | None = None,
        collection_case_id: list[str] | None = None,
        agency_collection_case_id: list[str] | None = None,
        case_adjustment_request_id: int | None = None,
        timeout: float | None = None,
    ) -> list[models.DebtorUpdate]:
        """Find debt collection cases.

        Returns collection cases grouped by debtor, in the same form in which an agency reports its updates. Use
        the query parameters to narrow the result; the list is not sliced.

        ``GET /v1/debt-collection/cases``, the vendor's ``getDebtCollectionCases``.

        Scopes: DEBT_COLLECTION_READ.

        Args:
            debtor_id: One or more debtor ids to narrow the result to (at most 50 items).
            collection_case_id: One or more collection case ids to narrow the result to (at most 50 items).
            agency_collection_case_id: One or more of the collection agency's own case ids to narrow the result to (at most 50 items).
            case_adjustment_request_id: Id of a case adjustment request to narrow the result to.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_debt_collection_cases import build

        return self._client.send(
            build(
                debtor_id=debtor_id,
                collection_case_id=collection_case_id,
                agency_collection_case_id=agency_collection_case_id,
                case_adjustment_request_id=case_adjustment_request_id,
            ),
            timeout=timeout,
        )

    def get_debt_collection_configuration(self, *, timeout: float | None = None) -> models.DebtCollectionConfiguration:
        """Get the debt collection settings.

        Returns how debt collection is set up: the client for whom debts are collected, the type of collection,
        and the rules for debts left over when a case is closed or rejected.

        ``GET /v1/debt-collection/configuration``, the vendor's ``getDebtCollectionConfiguration``.

        Scopes: DEBT_COLLECTION_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .get_debt_collection_configuration import build

        return self._client.send(build(), timeout=timeout)

    def update_debt_collection_cases(self, body: models.DebtCollectionUpdate, *, timeout: float | None = None) -> None:
        """Report progress on debt collection cases.

        Sends a collection agency's updates for one or more debtors: amounts paid or cancelled per debt,
        closures of cases, and blocks. The response has no body.

        ``POST /v1/debt-collection/update``, the vendor's ``updateDebtCollection``.

        Scopes: DEBT_COLLECTION_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .update_debt_collection_cases import build

        self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def confirm_transfer(self, debt_collection_run_id: int, *, timeout: float | None = None) -> None:
        """Confirm the transfer of a collection run.

        Confirms the transfer of one debt collection run. The run's status before and after can be read from its
        transfer details; the response has no body.

        ``POST /v1/debt-collection/{debtCollectionRunId}/confirmTransfer``, the vendor's ``confirmTransfer``.

        Scopes: DEBT_COLLECTION_WRITE.

        Args:
            debt_collection_run_id: Id of the debt collection run being confirmed.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .confirm_transfer import build

        self._client.send(
            build(
                debt_collection_run_id,
            ),
            timeout=timeout,
        )

    def list_debtors(
        self,
        debt_collection_run_id: int,
        *,
        offset: str | None = None,
        slice_size: int = 50,
        timeout: float | None = None,
    ) -> perfectgym_next.Pager[models.Debtor]:
        """List the debtors of a collection run.

        Returns the debtors handed over in one debt collection run with their personal data, contracts and
        collection cases, one slice at a time. Repeat the call with the returned `offset` until `hasNext` is
        false.

        ``GET /v1/debt-collection/{debtCollectionRunId}/debtors``, the vendor's ``getDebtors``.

        Scopes: DEBT_COLLECTION_READ.

        Args:
            debt_collection_run_id: Id of the debt collection run whose debtors are read.
            offset: Position to continue from, as returned by the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries to return in one slice (1 to 50).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import Pager

        from .list_debtors import build

        request = build(
            debt_collection_run_id,
            offset=offset,
            slice_size=slice_size,
        )
        return Pager(self._client, request, min_slice_size=1, timeout=timeout)

    def get_transfer_details(
        self, debt_collection_run_id: int, *, timeout: float | None = None
    ) -> models.TransferDetails:
        """Get details of a collection run's transfer.

        Returns the general facts of one debt collection run: collection date, type, client, processing status
        and what started the handover. The debtors themselves come from a separate call.

        ``GET /v1/debt-collection/{debtCollectionRunId}/details``, the vendor's ``getTransferDetails``.

        Scopes: DEBT_COLLECTION_READ.

        Args:
            debt_collection_run_id: Id of the debt collection run whose transfer is read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_transfer_details import build

        return self._client.send(
            build(
                debt_collection_run_id,
            ),
            timeout=timeout,
        )

    def create_tax_advisor_export(
        self, body: models.TaxAdvisorCreateExport, *, timeout: float | None = None
    ) -> models.TaxAdvisorExportResult:
        """Create a tax advisor export.

        Orders an export of accounting data for a tax advisor over a period, in the chosen layout, file type and
        language. The response carries the `exportId` with which the download is fetched.

        ``POST /v1/taxadvisor/exports/create``, the vendor's ``createExport``.

        Scopes: TAX_ADVISOR_EXPORT_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_tax_advisor_export import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def get_tax_advisor_export(
        self, export_id: int, *, timeout: float | None = None
    ) -> models.TaxAdvisorExportDownload:
        """Get a tax advisor export.

        Returns the settings of an export created earlier together with the URL from which its file can be
        downloaded.

        ``GET /v1/taxadvisor/exports/{exportId}``, the vendor's ``getExport``.

        Scopes: TAX_ADVISOR_EXPORT_READ.

        Args:
            export_id: Id of the export, as returned when it was created.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_tax_advisor_export import build

        return self._client.send(
            build(
                export_id,
            ),
            timeout=timeout,
        )


class AsyncFinance:
    """Finance: reached as ``gym.finance``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list_blocked_debtors(
        self,
        *,
        debtor_id: list[str] | None = None,
        offset: str | None = None,
        slice_size: int = 50,
        timeout: float | None = None,
    ) -> perfectgym_next.AsyncPager[models.DebtorId]:
        """List debtors blocked from debt collection.

        Returns debtors under a debt collection block with the details of that block, one slice at a time; it
        can be narrowed to certain debtors. Repeat the call with the returned `offset` until `hasNext` is false.

        ``GET /v1/debt-collection/blocked/debtors``, the vendor's ``getDebtCollectionBlockedDebtors``.

        Scopes: DEBT_COLLECTION_READ.

        Args:
            debtor_id: One or more debtor ids to narrow the result to.
            offset: Position to continue from, as returned by the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries to return in one slice (1 to 50).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import AsyncPager

        from .list_blocked_debtors import build

        request = build(
            debtor_id=debtor_id,
            offset=offset,
            slice_size=slice_size,
        )
        return AsyncPager(self._client, request, min_slice_size=1, timeout=timeout)

    def list_blocked_debts(
        self,
        *,
        debt_id: list[UUID] | None = None,
        offset: str | None = None,
        slice_size: int = 50,
        timeout: float | None = None,
    ) -> perfectgym_next.AsyncPager[models.DebtorId]:
        """List debts blocked from debt collection.

        Returns debts under a debt collection block, listed below their debtors, one slice at a time; it can be
        narrowed to certain debts. Repeat the call with the returned `offset` until `hasNext` is false.

        ``GET /v1/debt-collection/blocked/debts``, the vendor's ``getDebtCollectionBlockedDebts``.

        Scopes: DEBT_COLLECTION_READ.

        Args:
            debt_id: One or more debt ids (UUIDs) to narrow the result to.
            offset: Position to continue from, as returned by the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries to return in one slice (1 to 50).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import AsyncPager

        from .list_blocked_debts import build

        request = build(
            debt_id=debt_id,
            offset=offset,
            slice_size=slice_size,
        )
        return AsyncPager(self._client, request, min_slice_size=1, timeout=timeout)

    async def list_debt_collection_cases(
        self,
        *,
        debtor_id: list[str] | None = None,
        collection_case_id: list[str] | None = None,
        agency_collection_case_id: list[str] | None = None,
        case_adjustment_request_id: int | None = None,
        timeout: float | None = None,
    ) -> list[models.DebtorUpdate]:
        """Find debt collection cases.

        Returns collection cases grouped by debtor, in the same form in which an agency reports its updates. Use
        the query parameters to narrow the result; the list is not sliced.

        ``GET /v1/debt-collection/cases``, the vendor's ``getDebtCollectionCases``.

        Scopes: DEBT_COLLECTION_READ.

        Args:
            debtor_id: One or more debtor ids to narrow the result to (at most 50 items).
            collection_case_id: One or more collection case ids to narrow the result to (at most 50 items).
            agency_collection_case_id: One or more of the collection agency's own case ids to narrow the result to (at most 50 items).
            case_adjustment_request_id: Id of a case adjustment request to narrow the result to.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_debt_collection_cases import build

        return await self._client.send(
            build(
                debtor_id=debtor_id,
                collection_case_id=collection_case_id,
                agency_collection_case_id=agency_collection_case_id,
                case_adjustment_request_id=case_adjustment_request_id,
            ),
            timeout=timeout,
        )

    async def get_debt_collection_configuration(
        self, *, timeout: float | None = None
    ) -> models.DebtCollectionConfiguration:
        """Get the debt collection settings.

        Returns how debt collection is set up: the client for whom debts are collected, the type of collection,
        and the rules for debts left over when a case is closed or rejected.

        ``GET /v1/debt-collection/configuration``, the vendor's ``getDebtCollectionConfiguration``.

        Scopes: DEBT_COLLECTION_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .get_debt_collection_configuration import build

        return await self._client.send(build(), timeout=timeout)

    async def update_debt_collection_cases(
        self, body: models.DebtCollectionUpdate, *, timeout: float | None = None
    ) -> None:
        """Report progress on debt collection cases.

        Sends a collection agency's updates for one or more debtors: amounts paid or cancelled per debt,
        closures of cases, and blocks. The response has no body.

        ``POST /v1/debt-collection/update``, the vendor's ``updateDebtCollection``.

        Scopes: DEBT_COLLECTION_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .update_debt_collection_cases import build

        await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def confirm_transfer(self, debt_collection_run_id: int, *, timeout: float | None = None) -> None:
        """Confirm the transfer of a collection run.

        Confirms the transfer of one debt collection run. The run's status before and after can be read from its
        transfer details; the response has no body.

        ``POST /v1/debt-collection/{debtCollectionRunId}/confirmTransfer``, the vendor's ``confirmTransfer``.

        Scopes: DEBT_COLLECTION_WRITE.

        Args:
            debt_collection_run_id: Id of the debt collection run being confirmed.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .confirm_transfer import build

        await self._client.send(
            build(
                debt_collection_run_id,
            ),
            timeout=timeout,
        )

    def list_debtors(
        self,
        debt_collection_run_id: int,
        *,
        offset: str | None = None,
        slice_size: int = 50,
        timeout: float | None = None,
    ) -> perfectgym_next.AsyncPager[models.Debtor]:
        """List the debtors of a collection run.

        Returns the debtors handed over in one debt collection run with their personal data, contracts and
        collection cases, one slice at a time. Repeat the call with the returned `offset` until `hasNext` is
        false.

        ``GET /v1/debt-collection/{debtCollectionRunId}/debtors``, the vendor's ``getDebtors``.

        Scopes: DEBT_COLLECTION_READ.

        Args:
            debt_collection_run_id: Id of the debt collection run whose debtors are read.
            offset: Position to continue from, as returned by the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries to return in one slice (1 to 50).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import AsyncPager

        from .list_debtors import build

        request = build(
            debt_collection_run_id,
            offset=offset,
            slice_size=slice_size,
        )
        return AsyncPager(self._client, request, min_slice_size=1, timeout=timeout)

    async def get_transfer_details(
        self, debt_collection_run_id: int, *, timeout: float | None = None
    ) -> models.TransferDetails:
        """Get details of a collection run's transfer.

        Returns the general facts of one debt collection run: collection date, type, client, processing status
        and what started the handover. The debtors themselves come from a separate call.

        ``GET /v1/debt-collection/{debtCollectionRunId}/details``, the vendor's ``getTransferDetails``.

        Scopes: DEBT_COLLECTION_READ.

        Args:
            debt_collection_run_id: Id of the debt collection run whose transfer is read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_transfer_details import build

        return await self._client.send(
            build(
                debt_collection_run_id,
            ),
            timeout=timeout,
        )

    async def create_tax_advisor_export(
        self, body: models.TaxAdvisorCreateExport, *, timeout: float | None = None
    ) -> models.TaxAdvisorExportResult:
        """Create a tax advisor export.

        Orders an export of accounting data for a tax advisor over a period, in the chosen layout, file type and
        language. The response carries the `exportId` with which the download is fetched.

        ``POST /v1/taxadvisor/exports/create``, the vendor's ``createExport``.

        Scopes: TAX_ADVISOR_EXPORT_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_tax_advisor_export import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def get_tax_advisor_export(
        self, export_id: int, *, timeout: float | None = None
    ) -> models.TaxAdvisorExportDownload:
        """Get a tax advisor export.

        Returns the settings of an export created earlier together with the URL from which its file can be
        downloaded.

        ``GET /v1/taxadvisor/exports/{exportId}``, the vendor's ``getExport``.

        Scopes: TAX_ADVISOR_EXPORT_READ.

        Args:
            export_id: Id of the export, as returned when it was created.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_tax_advisor_export import build

        return await self._client.send(
            build(
                export_id,
            ),
            timeout=timeout,
        )
