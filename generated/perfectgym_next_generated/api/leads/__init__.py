"""Operations on leads: one method each, the same on both clients."""

from __future__ import annotations

from ... import models
from ...types import AsyncClient, SyncClient


class Leads:
    """Leads: reached as ``gym.leads``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def get_lead_config(self, *, timeout: float | None = None) -> models.LeadConfig:
        """Get the lead form configuration.

        Returns which details are asked for when a lead is created: each is inactive, optional or mandatory.
        Also lists the additional fields and the communication preferences that belong to a lead form.

        ``GET /v1/leads/config``, the vendor's ``getLeadConfig``.

        Scopes: LEAD_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .get_lead_config import build

        return self._client.send(build(), timeout=timeout)

    def create_lead(
        self, body: models.LeadCreationRequest, *, timeout: float | None = None
    ) -> models.LeadCreationResponse:
        """Create a lead.

        Records a prospective customer and returns the ids and customer number assigned. Read the lead
        configuration first to see which details are mandatory; the validate call takes the same body and can
        check it beforehand.

        ``POST /v1/leads/create``, the vendor's ``createLead``.

        Scopes: LEAD_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_lead import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    def validate_lead(
        self, body: models.LeadCreationRequest, *, timeout: float | None = None
    ) -> models.LeadCreationValidationResult:
        """Check whether a lead can be created.

        Checks lead data without creating the lead and answers whether creation is possible, the data is invalid
        or the customer would be a duplicate. Takes the same body as lead creation.

        ``POST /v1/leads/validate``, the vendor's ``validateForLeadCreation``.

        Scopes: LEAD_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_lead import build

        return self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )


class AsyncLeads:
    """Leads: reached as ``gym.leads``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get_lead_config(self, *, timeout: float | None = None) -> models.LeadConfig:
        """Get the lead form configuration.

        Returns which details are asked for when a lead is created: each is inactive, optional or mandatory.
        Also lists the additional fields and the communication preferences that belong to a lead form.

        ``GET /v1/leads/config``, the vendor's ``getLeadConfig``.

        Scopes: LEAD_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .get_lead_config import build

        return await self._client.send(build(), timeout=timeout)

    async def create_lead(
        self, body: models.LeadCreationRequest, *, timeout: float | None = None
    ) -> models.LeadCreationResponse:
        """Create a lead.

        Records a prospective customer and returns the ids and customer number assigned. Read the lead
        configuration first to see which details are mandatory; the validate call takes the same body and can
        check it beforehand.

        ``POST /v1/leads/create``, the vendor's ``createLead``.

        Scopes: LEAD_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .create_lead import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )

    async def validate_lead(
        self, body: models.LeadCreationRequest, *, timeout: float | None = None
    ) -> models.LeadCreationValidationResult:
        """Check whether a lead can be created.

        Checks lead data without creating the lead and answers whether creation is possible, the data is invalid
        or the customer would be a duplicate. Takes the same body as lead creation.

        ``POST /v1/leads/validate``, the vendor's ``validateForLeadCreation``.

        Scopes: LEAD_WRITE.

        Args:
            body: What is sent.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .validate_lead import build

        return await self._client.send(
            build(
                body,
            ),
            timeout=timeout,
        )
