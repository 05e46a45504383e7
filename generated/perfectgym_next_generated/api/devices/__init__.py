"""Operations on devices: one method each, the same on both clients."""

from __future__ import annotations

from ... import models
from ...types import AsyncClient, SyncClient


class Devices:
    """Devices: reached as ``gym.devices``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list_devices(self, *, timeout: float | None = None) -> list[models.Device]:
        """List the studio's devices.

        Returns the devices known to the studio, such as card, time or vending readers, each with its model and
        whether it is active. The list is not sliced.

        ``GET /v1/devices``, the vendor's ``getDevices``.

        Scopes: DEVICE_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .list_devices import build

        return self._client.send(build(), timeout=timeout)

    def activate_device(self, device_id: int, *, timeout: float | None = None) -> models.DeviceActivationResponse:
        """Activate a device.

        Switches a device to active and returns its id with an access token. Treat the token as a secret and
        store it safely.

        ``PUT /v1/devices/{deviceId}/activate``, the vendor's ``activateDevice``.

        Scopes: DEVICE_WRITE.

        Args:
            device_id: Id of the device, as given in the device list.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .activate_device import build

        return self._client.send(
            build(
                device_id,
            ),
            timeout=timeout,
        )


class AsyncDevices:
    """Devices: reached as ``gym.devices``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list_devices(self, *, timeout: float | None = None) -> list[models.Device]:
        """List the studio's devices.

        Returns the devices known to the studio, such as card, time or vending readers, each with its model and
        whether it is active. The list is not sliced.

        ``GET /v1/devices``, the vendor's ``getDevices``.

        Scopes: DEVICE_READ.

        Args:
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
        """
        from .list_devices import build

        return await self._client.send(build(), timeout=timeout)

    async def activate_device(self, device_id: int, *, timeout: float | None = None) -> models.DeviceActivationResponse:
        """Activate a device.

        Switches a device to active and returns its id with an access token. Treat the token as a secret and
        store it safely.

        ``PUT /v1/devices/{deviceId}/activate``, the vendor's ``activateDevice``.

        Scopes: DEVICE_WRITE.

        Args:
            device_id: Id of the device, as given in the device list.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .activate_device import build

        return await self._client.send(
            build(
                device_id,
            ),
            timeout=timeout,
        )
