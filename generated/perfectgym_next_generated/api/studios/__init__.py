"""Operations on studios: one method each, the same on both clients."""

from __future__ import annotations

from ... import models
from ...types import AsyncClient, SyncClient


class Studios:
    """Studios: reached as ``gym.studios``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def confirm_activation(self, *, timeout: float | None = None) -> None:
        """Confirm activation for the studio.

        Confirms the activation for the studio the call is made for. It takes neither parameters nor a body and
        returns no content.

        ``POST /v1/studios/confirmActivation``, the vendor's ``confirmActivation``.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .confirm_activation import build

        self._client.send(build(), timeout=timeout)

    def get_studio_information(self, *, timeout: float | None = None) -> models.StudioInformation:
        """Get information about the studio.

        Returns the master data of the studio the call is made for: name, address, contact details, location,
        opening and closing hours, and tags.

        ``GET /v1/studios/information``, the vendor's ``getStudioInformation``.

        Scopes: STUDIO_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .get_studio_information import build

        return self._client.send(build(), timeout=timeout)

    def get_utilization(self, *, timeout: float | None = None) -> models.StudioUtilization:
        """Get the studio's utilization.

        Returns how full the studio the call is made for is, as a count and, where known, the capacity to
        compare it with.

        ``GET /v1/studios/utilization``, the vendor's ``getUtilization``.

        Scopes: STUDIO_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .get_utilization import build

        return self._client.send(build(), timeout=timeout)


class AsyncStudios:
    """Studios: reached as ``gym.studios``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def confirm_activation(self, *, timeout: float | None = None) -> None:
        """Confirm activation for the studio.

        Confirms the activation for the studio the call is made for. It takes neither parameters nor a body and
        returns no content.

        ``POST /v1/studios/confirmActivation``, the vendor's ``confirmActivation``.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .confirm_activation import build

        await self._client.send(build(), timeout=timeout)

    async def get_studio_information(self, *, timeout: float | None = None) -> models.StudioInformation:
        """Get information about the studio.

        Returns the master data of the studio the call is made for: name, address, contact details, location,
        opening and closing hours, and tags.

        ``GET /v1/studios/information``, the vendor's ``getStudioInformation``.

        Scopes: STUDIO_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .get_studio_information import build

        return await self._client.send(build(), timeout=timeout)

    async def get_utilization(self, *, timeout: float | None = None) -> models.StudioUtilization:
        """Get the studio's utilization.

        Returns how full the studio the call is made for is, as a count and, where known, the capacity to
        compare it with.

        ``GET /v1/studios/utilization``, the vendor's ``getUtilization``.

        Scopes: STUDIO_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .get_utilization import build

        return await self._client.send(build(), timeout=timeout)
