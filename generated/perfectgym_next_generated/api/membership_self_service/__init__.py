"""Operations on membership self service: one method each, the same on both clients."""

from __future__ import annotations

import perfectgym_next

from ... import models
from ...types import AsyncClient, SyncClient


class MembershipSelfService:
    """MembershipSelfService: reached as ``gym.membership_self_service``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list_modules(self, *, timeout: float | None = None) -> list[models.AdditionalModule]:
        """List additional modules.

        Returns the additional modules (paid or free extras such as a drink flat rate) with their payment
        frequencies and term details. The complete list comes back in one response.

        ``GET /v1/memberships/self-service/additional-modules``, the vendor's ``getAdditionalModules``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .list_modules import build

        return self._client.send(build(), timeout=timeout)

    def list_cancelation_reasons(self, *, timeout: float | None = None) -> list[models.ContractCancelationReason]:
        """List contract cancellation reasons.

        Returns the reasons a contract cancellation can be given, each with its id and name. Use
        `cancelationReasonId` when submitting a cancellation.

        ``GET /v1/memberships/self-service/contract-cancelation-reasons``, the vendor's ``getContractCancelationReasonData``.

        Scopes: MEMBERSHIP_SELF_SERVICE_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .list_cancelation_reasons import build

        return self._client.send(build(), timeout=timeout)

    def get_module_contract(
        self, contract_id: int, additional_module_contract_id: int, *, timeout: float | None = None
    ) -> models.AdditionalModuleContractExtended:
        """Get an additional module contract.

        Returns one additional module contract of a membership: its price, its dates, the state of any
        cancellation and the dates still open for cancelling.

        ``GET /v1/memberships/{contractId}/self-service/additional-module-contracts/{additionalModuleContractId}``, the vendor's ``getAdditionalModuleContract``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_READ.

        Args:
            contract_id: Id of the membership contract.
            additional_module_contract_id: Id of the additional module contract to read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_module_contract import build

        return self._client.send(
            build(
                contract_id,
                additional_module_contract_id,
            ),
            timeout=timeout,
        )

    def cancel_module_contract(
        self,
        contract_id: int,
        additional_module_contract_id: int,
        body: models.AdditionalModuleContractCancelation,
        *,
        timeout: float | None = None,
    ) -> models.VoidResult:
        """Cancel an additional module contract.

        Submits an ordinary cancellation of an additional module contract, with a date and a reason. Read the
        contract afterwards to see the outcome: its `contractCancelationStatus` can also show that verification
        is pending.

        ``POST /v1/memberships/{contractId}/self-service/additional-module-contracts/{additionalModuleContractId}/ordinary-cancelation``, the vendor's ``createModuleContractCancelationAmendment``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_WRITE.

        Args:
            contract_id: Id of the membership contract.
            additional_module_contract_id: Id of the additional module contract to cancel.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .cancel_module_contract import build

        return self._client.send(
            build(
                contract_id,
                additional_module_contract_id,
                body,
            ),
            timeout=timeout,
        )

    def withdraw_module_contract_cancelation(
        self, contract_id: int, additional_module_contract_id: int, *, timeout: float | None = None
    ) -> models.VoidResult:
        """Withdraw an additional module contract cancellation.

        Takes back a cancellation submitted earlier for an additional module contract. Check
        `contractCancelationCanBeWithdrawn` on the contract first; no body is sent.

        ``POST /v1/memberships/{contractId}/self-service/additional-module-contracts/{additionalModuleContractId}/withdraw-cancelation``, the vendor's ``withdrawAdditionalModuleContractCancelation``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_WRITE.

        Args:
            contract_id: Id of the membership contract.
            additional_module_contract_id: Id of the additional module contract whose cancellation is withdrawn.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .withdraw_module_contract_cancelation import build

        return self._client.send(
            build(
                contract_id,
                additional_module_contract_id,
            ),
            timeout=timeout,
        )

    def list_purchasable_modules(
        self, contract_id: int, *, timeout: float | None = None
    ) -> list[models.AdditionalModule]:
        """List modules purchasable for a contract.

        Returns the additional modules that can be bought for the given membership contract, with their payment
        frequencies and terms. The complete list comes back in one response.

        ``GET /v1/memberships/{contractId}/self-service/additional-modules/purchasable``, the vendor's ``getPurchasableAdditionalModules``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_READ.

        Args:
            contract_id: Id of the membership contract the modules would be added to.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_purchasable_modules import build

        return self._client.send(
            build(
                contract_id,
            ),
            timeout=timeout,
        )

    def purchase_module(
        self, contract_id: int, body: models.AdditionalModuleContractRequest, *, timeout: float | None = None
    ) -> models.AdditionalModuleContract:
        """Purchase an additional module.

        Buys an additional module for a membership contract and returns the id of the new additional module
        contract. This is a binding purchase that can lead to charges; call
        `membership_self_service.validate_module_purchase` with the same body first to check it.

        ``POST /v1/memberships/{contractId}/self-service/additional-modules/purchase``, the vendor's ``purchaseAdditionalModuleContract``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_WRITE.

        Args:
            contract_id: Id of the membership contract the module is bought for.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .purchase_module import build

        return self._client.send(
            build(
                contract_id,
                body,
            ),
            timeout=timeout,
        )

    def validate_module_purchase(
        self, contract_id: int, body: models.AdditionalModuleContractRequest, *, timeout: float | None = None
    ) -> models.ModulePurchaseValidationResult:
        """Check whether a module can be purchased.

        Checks a purchase request for an additional module and returns a validation status.
        `ADDITIONAL_MODULE_PURCHASABLE` means it can be bought; the other values name the obstacle.

        ``POST /v1/memberships/{contractId}/self-service/additional-modules/validate``, the vendor's ``validateAdditionalModuleContractRequest``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_READ.

        Args:
            contract_id: Id of the membership contract the module would be bought for.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_module_purchase import build

        return self._client.send(
            build(
                contract_id,
                body,
            ),
            timeout=timeout,
        )

    def get_idle_periods(self, contract_id: int, *, timeout: float | None = None) -> models.IdlePeriodLists:
        """List a contract's idle periods.

        Returns the idle periods (membership pauses) of a contract in two lists: past ones, and current and
        upcoming ones.

        ``GET /v1/memberships/{contractId}/self-service/idle-periods``, the vendor's ``getIdlePeriods``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ.

        Args:
            contract_id: Id of the membership contract.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_idle_periods import build

        return self._client.send(
            build(
                contract_id,
            ),
            timeout=timeout,
        )

    def create_idle_period(
        self,
        contract_id: int,
        *,
        data: models.IdlePeriodRequest,
        document: perfectgym_next.FileContent | None = None,
        timeout: float | None = None,
    ) -> models.IdlePeriod:
        """Create an idle period.

        Requests an idle period (membership pause) for a contract and returns it. The body is multipart: `data`
        holds the request and `document` the supporting file, which some reasons require. A fee can apply, and
        the new period may still await verification; see `fee` and `state`.

        ``POST /v1/memberships/{contractId}/self-service/idle-periods``, the vendor's ``createIdlePeriodAmendment``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_WRITE.

        Args:
            contract_id: Id of the membership contract to pause.
            data: Details of an idle period to be created.
            document: The file: a path, bytes, a file opened in binary mode, or an `Upload`.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_idle_period import build

        return self._client.send(
            build(
                contract_id,
                data=data,
                document=document,
            ),
            timeout=timeout,
        )

    def get_idle_period_config(
        self, contract_id: int, *, timeout: float | None = None
    ) -> models.IdlePeriodConfiguration:
        """Get a contract's idle period rules.

        Returns the rules for pausing a contract: the time unit, limits, fee, selectable reasons and earliest
        start date. Use it to build a form before creating an idle period.

        ``GET /v1/memberships/{contractId}/self-service/idle-periods/config``, the vendor's ``getIdlePeriodConfig``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_CONFIG_READ.

        Args:
            contract_id: Id of the membership contract.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_idle_period_config import build

        return self._client.send(
            build(
                contract_id,
            ),
            timeout=timeout,
        )

    def get_remaining_idle_periods(
        self, contract_id: int, *, timeout: float | None = None
    ) -> models.RemainingIdlePeriods:
        """Get a contract's remaining idle time.

        Returns how much idle time a contract still has, in total and free of charge.

        ``GET /v1/memberships/{contractId}/self-service/idle-periods/remaining``, the vendor's ``getRemainingIdlePeriods``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ.

        Args:
            contract_id: Id of the membership contract.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_remaining_idle_periods import build

        return self._client.send(
            build(
                contract_id,
            ),
            timeout=timeout,
        )

    def validate_idle_period(
        self, contract_id: int, body: models.IdlePeriodValidationRequest, *, timeout: float | None = None
    ) -> models.IdlePeriodValidationResult:
        """Check whether an idle period is possible.

        Checks the proposed start and length of an idle period and returns a validation status.
        `IDLEPERIOD_CREATABLE` means it can be created; the other values name the obstacle.

        ``POST /v1/memberships/{contractId}/self-service/idle-periods/validate``, the vendor's ``validateIdlePeriodRequest``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ.

        Args:
            contract_id: Id of the membership contract.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_idle_period import build

        return self._client.send(
            build(
                contract_id,
                body,
            ),
            timeout=timeout,
        )

    def get_idle_period(
        self, contract_id: int, idle_period_id: int, *, timeout: float | None = None
    ) -> models.IdlePeriod:
        """Get an idle period.

        Returns one idle period of a contract with its dates, reason, fee and verification state.

        ``GET /v1/memberships/{contractId}/self-service/idle-periods/{idlePeriodId}``, the vendor's ``getIdlePeriodById``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ.

        Args:
            contract_id: Id of the membership contract.
            idle_period_id: Id of the idle period to read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_idle_period import build

        return self._client.send(
            build(
                contract_id,
                idle_period_id,
            ),
            timeout=timeout,
        )

    def withdraw_idle_period(
        self, contract_id: int, idle_period_id: int, *, timeout: float | None = None
    ) -> models.VoidResult:
        """Withdraw an idle period.

        Withdraws an idle period of a contract, so that the pause is no longer requested. No body is sent.

        ``DELETE /v1/memberships/{contractId}/self-service/idle-periods/{idlePeriodId}``, the vendor's ``withdrawIdlePeriod``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_WRITE.

        Args:
            contract_id: Id of the membership contract.
            idle_period_id: Id of the idle period to withdraw.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .withdraw_idle_period import build

        return self._client.send(
            build(
                contract_id,
                idle_period_id,
            ),
            timeout=timeout,
        )

    def preview_idle_period_update(
        self,
        contract_id: int,
        idle_period_id: int,
        body: models.IdlePeriodUpdateRequest,
        *,
        timeout: float | None = None,
    ) -> models.IdlePeriodUpdatePreview:
        """Preview a change to an idle period.

        Shows what changing an idle period would lead to: a validation status and, where available, the
        resulting end date and charges. `IDLEPERIOD_UPDATABLE` means the change is possible.

        ``PUT /v1/memberships/{contractId}/self-service/idle-periods/{idlePeriodId}/preview``, the vendor's ``idlePeriodUpdatePreview``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ.

        Args:
            contract_id: Id of the membership contract.
            idle_period_id: Id of the idle period the change is previewed for.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .preview_idle_period_update import build

        return self._client.send(
            build(
                contract_id,
                idle_period_id,
                body,
            ),
            timeout=timeout,
        )

    def list_contract_data(
        self, customer_id: int, *, timeout: float | None = None
    ) -> list[models.MembershipSelfServiceContractData]:
        """List a customer's contracts for self-service.

        Returns the customer's contracts with rate name, status, price, dates and cancellation details. Note
        that the path takes a customer id, not a contract id.

        ``GET /v1/memberships/{customerId}/self-service/contract-data``, the vendor's ``getContractData``.

        Scopes: MEMBERSHIP_SELF_SERVICE_READ.

        Args:
            customer_id: Id of the customer whose contracts are returned.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_contract_data import build

        return self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    def cancel_contract(
        self,
        customer_id: int,
        body: models.MembershipSelfServiceMainContractCancelation,
        *,
        timeout: float | None = None,
    ) -> models.VoidResult:
        """Cancel a customer's main contract.

        Submits an ordinary cancellation of the main contract named in the body, with a date and a reason. Call
        `membership_self_service.list_contract_data` for the available dates and, afterwards, for
        `cancelationStatus`, which can also show that verification is pending.

        ``POST /v1/memberships/{customerId}/self-service/ordinary-contract-cancelation``, the vendor's ``createContractCancelationAmendment``.

        Scopes: MEMBERSHIP_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer who holds the contract.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .cancel_contract import build

        return self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    def withdraw_contract_cancelation(
        self, customer_id: int, contract_id: int, *, timeout: float | None = None
    ) -> models.VoidResult:
        """Withdraw a contract cancellation.

        Takes back an ordinary cancellation submitted earlier for a customer's contract. No body is sent;
        `cancelationStatus` from `membership_self_service.list_contract_data` can show that the withdrawal still
        awaits verification.

        ``POST /v1/memberships/{customerId}/self-service/withdraw-ordinary-contract-cancelation/{contractId}``, the vendor's ``withdrawContractCancelation``.

        Scopes: MEMBERSHIP_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer who holds the contract.
            contract_id: Id of the contract whose cancellation is withdrawn.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .withdraw_contract_cancelation import build

        return self._client.send(
            build(
                customer_id,
                contract_id,
            ),
            timeout=timeout,
        )


class AsyncMembershipSelfService:
    """MembershipSelfService: reached as ``gym.membership_self_service``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list_modules(self, *, timeout: float | None = None) -> list[models.AdditionalModule]:
        """List additional modules.

        Returns the additional modules (paid or free extras such as a drink flat rate) with their payment
        frequencies and term details. The complete list comes back in one response.

        ``GET /v1/memberships/self-service/additional-modules``, the vendor's ``getAdditionalModules``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .list_modules import build

        return await self._client.send(build(), timeout=timeout)

    async def list_cancelation_reasons(self, *, timeout: float | None = None) -> list[models.ContractCancelationReason]:
        """List contract cancellation reasons.

        Returns the reasons a contract cancellation can be given, each with its id and name. Use
        `cancelationReasonId` when submitting a cancellation.

        ``GET /v1/memberships/self-service/contract-cancelation-reasons``, the vendor's ``getContractCancelationReasonData``.

        Scopes: MEMBERSHIP_SELF_SERVICE_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .list_cancelation_reasons import build

        return await self._client.send(build(), timeout=timeout)

    async def get_module_contract(
        self, contract_id: int, additional_module_contract_id: int, *, timeout: float | None = None
    ) -> models.AdditionalModuleContractExtended:
        """Get an additional module contract.

        Returns one additional module contract of a membership: its price, its dates, the state of any
        cancellation and the dates still open for cancelling.

        ``GET /v1/memberships/{contractId}/self-service/additional-module-contracts/{additionalModuleContractId}``, the vendor's ``getAdditionalModuleContract``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_READ.

        Args:
            contract_id: Id of the membership contract.
            additional_module_contract_id: Id of the additional module contract to read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_module_contract import build

        return await self._client.send(
            build(
                contract_id,
                additional_module_contract_id,
            ),
            timeout=timeout,
        )

    async def cancel_module_contract(
        self,
        contract_id: int,
        additional_module_contract_id: int,
        body: models.AdditionalModuleContractCancelation,
        *,
        timeout: float | None = None,
    ) -> models.VoidResult:
        """Cancel an additional module contract.

        Submits an ordinary cancellation of an additional module contract, with a date and a reason. Read the
        contract afterwards to see the outcome: its `contractCancelationStatus` can also show that verification
        is pending.

        ``POST /v1/memberships/{contractId}/self-service/additional-module-contracts/{additionalModuleContractId}/ordinary-cancelation``, the vendor's ``createModuleContractCancelationAmendment``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_WRITE.

        Args:
            contract_id: Id of the membership contract.
            additional_module_contract_id: Id of the additional module contract to cancel.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .cancel_module_contract import build

        return await self._client.send(
            build(
                contract_id,
                additional_module_contract_id,
                body,
            ),
            timeout=timeout,
        )

    async def withdraw_module_contract_cancelation(
        self, contract_id: int, additional_module_contract_id: int, *, timeout: float | None = None
    ) -> models.VoidResult:
        """Withdraw an additional module contract cancellation.

        Takes back a cancellation submitted earlier for an additional module contract. Check
        `contractCancelationCanBeWithdrawn` on the contract first; no body is sent.

        ``POST /v1/memberships/{contractId}/self-service/additional-module-contracts/{additionalModuleContractId}/withdraw-cancelation``, the vendor's ``withdrawAdditionalModuleContractCancelation``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_WRITE.

        Args:
            contract_id: Id of the membership contract.
            additional_module_contract_id: Id of the additional module contract whose cancellation is withdrawn.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .withdraw_module_contract_cancelation import build

        return await self._client.send(
            build(
                contract_id,
                additional_module_contract_id,
            ),
            timeout=timeout,
        )

    async def list_purchasable_modules(
        self, contract_id: int, *, timeout: float | None = None
    ) -> list[models.AdditionalModule]:
        """List modules purchasable for a contract.

        Returns the additional modules that can be bought for the given membership contract, with their payment
        frequencies and terms. The complete list comes back in one response.

        ``GET /v1/memberships/{contractId}/self-service/additional-modules/purchasable``, the vendor's ``getPurchasableAdditionalModules``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_READ.

        Args:
            contract_id: Id of the membership contract the modules would be added to.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_purchasable_modules import build

        return await self._client.send(
            build(
                contract_id,
            ),
            timeout=timeout,
        )

    async def purchase_module(
        self, contract_id: int, body: models.AdditionalModuleContractRequest, *, timeout: float | None = None
    ) -> models.AdditionalModuleContract:
        """Purchase an additional module.

        Buys an additional module for a membership contract and returns the id of the new additional module
        contract. This is a binding purchase that can lead to charges; call
        `membership_self_service.validate_module_purchase` with the same body first to check it.

        ``POST /v1/memberships/{contractId}/self-service/additional-modules/purchase``, the vendor's ``purchaseAdditionalModuleContract``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_WRITE.

        Args:
            contract_id: Id of the membership contract the module is bought for.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .purchase_module import build

        return await self._client.send(
            build(
                contract_id,
                body,
            ),
            timeout=timeout,
        )

    async def validate_module_purchase(
        self, contract_id: int, body: models.AdditionalModuleContractRequest, *, timeout: float | None = None
    ) -> models.ModulePurchaseValidationResult:
        """Check whether a module can be purchased.

        Checks a purchase request for an additional module and returns a validation status.
        `ADDITIONAL_MODULE_PURCHASABLE` means it can be bought; the other values name the obstacle.

        ``POST /v1/memberships/{contractId}/self-service/additional-modules/validate``, the vendor's ``validateAdditionalModuleContractRequest``.

        Scopes: MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_READ.

        Args:
            contract_id: Id of the membership contract the module would be bought for.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_module_purchase import build

        return await self._client.send(
            build(
                contract_id,
                body,
            ),
            timeout=timeout,
        )

    async def get_idle_periods(self, contract_id: int, *, timeout: float | None = None) -> models.IdlePeriodLists:
        """List a contract's idle periods.

        Returns the idle periods (membership pauses) of a contract in two lists: past ones, and current and
        upcoming ones.

        ``GET /v1/memberships/{contractId}/self-service/idle-periods``, the vendor's ``getIdlePeriods``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ.

        Args:
            contract_id: Id of the membership contract.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_idle_periods import build

        return await self._client.send(
            build(
                contract_id,
            ),
            timeout=timeout,
        )

    async def create_idle_period(
        self,
        contract_id: int,
        *,
        data: models.IdlePeriodRequest,
        document: perfectgym_next.FileContent | None = None,
        timeout: float | None = None,
    ) -> models.IdlePeriod:
        """Create an idle period.

        Requests an idle period (membership pause) for a contract and returns it. The body is multipart: `data`
        holds the request and `document` the supporting file, which some reasons require. A fee can apply, and
        the new period may still await verification; see `fee` and `state`.

        ``POST /v1/memberships/{contractId}/self-service/idle-periods``, the vendor's ``createIdlePeriodAmendment``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_WRITE.

        Args:
            contract_id: Id of the membership contract to pause.
            data: Details of an idle period to be created.
            document: The file: a path, bytes, a file opened in binary mode, or an `Upload`.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_idle_period import build

        return await self._client.send(
            build(
                contract_id,
                data=data,
                document=document,
            ),
            timeout=timeout,
        )

    async def get_idle_period_config(
        self, contract_id: int, *, timeout: float | None = None
    ) -> models.IdlePeriodConfiguration:
        """Get a contract's idle period rules.

        Returns the rules for pausing a contract: the time unit, limits, fee, selectable reasons and earliest
        start date. Use it to build a form before creating an idle period.

        ``GET /v1/memberships/{contractId}/self-service/idle-periods/config``, the vendor's ``getIdlePeriodConfig``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_CONFIG_READ.

        Args:
            contract_id: Id of the membership contract.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_idle_period_config import build

        return await self._client.send(
            build(
                contract_id,
            ),
            timeout=timeout,
        )

    async def get_remaining_idle_periods(
        self, contract_id: int, *, timeout: float | None = None
    ) -> models.RemainingIdlePeriods:
        """Get a contract's remaining idle time.

        Returns how much idle time a contract still has, in total and free of charge.

        ``GET /v1/memberships/{contractId}/self-service/idle-periods/remaining``, the vendor's ``getRemainingIdlePeriods``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ.

        Args:
            contract_id: Id of the membership contract.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_remaining_idle_periods import build

        return await self._client.send(
            build(
                contract_id,
            ),
            timeout=timeout,
        )

    async def validate_idle_period(
        self, contract_id: int, body: models.IdlePeriodValidationRequest, *, timeout: float | None = None
    ) -> models.IdlePeriodValidationResult:
        """Check whether an idle period is possible.

        Checks the proposed start and length of an idle period and returns a validation status.
        `IDLEPERIOD_CREATABLE` means it can be created; the other values name the obstacle.

        ``POST /v1/memberships/{contractId}/self-service/idle-periods/validate``, the vendor's ``validateIdlePeriodRequest``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ.

        Args:
            contract_id: Id of the membership contract.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_idle_period import build

        return await self._client.send(
            build(
                contract_id,
                body,
            ),
            timeout=timeout,
        )

    async def get_idle_period(
        self, contract_id: int, idle_period_id: int, *, timeout: float | None = None
    ) -> models.IdlePeriod:
        """Get an idle period.

        Returns one idle period of a contract with its dates, reason, fee and verification state.

        ``GET /v1/memberships/{contractId}/self-service/idle-periods/{idlePeriodId}``, the vendor's ``getIdlePeriodById``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ.

        Args:
            contract_id: Id of the membership contract.
            idle_period_id: Id of the idle period to read.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_idle_period import build

        return await self._client.send(
            build(
                contract_id,
                idle_period_id,
            ),
            timeout=timeout,
        )

    async def withdraw_idle_period(
        self, contract_id: int, idle_period_id: int, *, timeout: float | None = None
    ) -> models.VoidResult:
        """Withdraw an idle period.

        Withdraws an idle period of a contract, so that the pause is no longer requested. No body is sent.

        ``DELETE /v1/memberships/{contractId}/self-service/idle-periods/{idlePeriodId}``, the vendor's ``withdrawIdlePeriod``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_WRITE.

        Args:
            contract_id: Id of the membership contract.
            idle_period_id: Id of the idle period to withdraw.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .withdraw_idle_period import build

        return await self._client.send(
            build(
                contract_id,
                idle_period_id,
            ),
            timeout=timeout,
        )

    async def preview_idle_period_update(
        self,
        contract_id: int,
        idle_period_id: int,
        body: models.IdlePeriodUpdateRequest,
        *,
        timeout: float | None = None,
    ) -> models.IdlePeriodUpdatePreview:
        """Preview a change to an idle period.

        Shows what changing an idle period would lead to: a validation status and, where available, the
        resulting end date and charges. `IDLEPERIOD_UPDATABLE` means the change is possible.

        ``PUT /v1/memberships/{contractId}/self-service/idle-periods/{idlePeriodId}/preview``, the vendor's ``idlePeriodUpdatePreview``.

        Scopes: MEMBERSHIP_SELF_SERVICE_IDLE_PERIOD_READ.

        Args:
            contract_id: Id of the membership contract.
            idle_period_id: Id of the idle period the change is previewed for.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .preview_idle_period_update import build

        return await self._client.send(
            build(
                contract_id,
                idle_period_id,
                body,
            ),
            timeout=timeout,
        )

    async def list_contract_data(
        self, customer_id: int, *, timeout: float | None = None
    ) -> list[models.MembershipSelfServiceContractData]:
        """List a customer's contracts for self-service.

        Returns the customer's contracts with rate name, status, price, dates and cancellation details. Note
        that the path takes a customer id, not a contract id.

        ``GET /v1/memberships/{customerId}/self-service/contract-data``, the vendor's ``getContractData``.

        Scopes: MEMBERSHIP_SELF_SERVICE_READ.

        Args:
            customer_id: Id of the customer whose contracts are returned.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .list_contract_data import build

        return await self._client.send(
            build(
                customer_id,
            ),
            timeout=timeout,
        )

    async def cancel_contract(
        self,
        customer_id: int,
        body: models.MembershipSelfServiceMainContractCancelation,
        *,
        timeout: float | None = None,
    ) -> models.VoidResult:
        """Cancel a customer's main contract.

        Submits an ordinary cancellation of the main contract named in the body, with a date and a reason. Call
        `membership_self_service.list_contract_data` for the available dates and, afterwards, for
        `cancelationStatus`, which can also show that verification is pending.

        ``POST /v1/memberships/{customerId}/self-service/ordinary-contract-cancelation``, the vendor's ``createContractCancelationAmendment``.

        Scopes: MEMBERSHIP_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer who holds the contract.
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .cancel_contract import build

        return await self._client.send(
            build(
                customer_id,
                body,
            ),
            timeout=timeout,
        )

    async def withdraw_contract_cancelation(
        self, customer_id: int, contract_id: int, *, timeout: float | None = None
    ) -> models.VoidResult:
        """Withdraw a contract cancellation.

        Takes back an ordinary cancellation submitted earlier for a customer's contract. No body is sent;
        `cancelationStatus` from `membership_self_service.list_contract_data` can show that the withdrawal still
        awaits verification.

        ``POST /v1/memberships/{customerId}/self-service/withdraw-ordinary-contract-cancelation/{contractId}``, the vendor's ``withdrawContractCancelation``.

        Scopes: MEMBERSHIP_SELF_SERVICE_WRITE.

        Args:
            customer_id: Id of the customer who holds the contract.
            contract_id: Id of the contract whose cancellation is withdrawn.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .withdraw_contract_cancelation import build

        return await self._client.send(
            build(
                customer_id,
                contract_id,
            ),
            timeout=timeout,
        )
