"""Operations on employees: one method each, the same on both clients."""

from __future__ import annotations

import perfectgym_next

from ... import models
from ...types import AsyncClient, SyncClient


class Employees:
    """Employees: reached as ``gym.employees``."""

    __slots__ = ("_client",)

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list_employees(
        self, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.Pager[models.Employee]:
        """List employees.

        Returns employees with their personal, contact and role details, one slice at a time. To read
        everything, repeat the call with the returned `offset` until `hasNext` is false.

        ``GET /v1/employees``, the vendor's ``getEmployees``.

        Scopes: EMPLOYEE_READ.

        Args:
            offset: Position to continue from, as returned by the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries to return in one slice (10 to 100).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import Pager

        from .list_employees import build

        request = build(
            offset=offset,
            slice_size=slice_size,
        )
        return Pager(self._client, request, min_slice_size=10, timeout=timeout)

    def get_employee(self, id: int, *, timeout: float | None = None) -> models.Employee:
        """Get one employee.

        Returns the personal, contact and role details of a single employee.

        ``GET /v1/employees/{id}``, the vendor's ``getEmployee``.

        Scopes: EMPLOYEE_READ.

        Args:
            id: Id of the employee.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_employee import build

        return self._client.send(
            build(
                id,
            ),
            timeout=timeout,
        )


class AsyncEmployees:
    """Employees: reached as ``gym.employees``, every method awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list_employees(
        self, *, offset: str | None = None, slice_size: int = 100, timeout: float | None = None
    ) -> perfectgym_next.AsyncPager[models.Employee]:
        """List employees.

        Returns employees with their personal, contact and role details, one slice at a time. To read
        everything, repeat the call with the returned `offset` until `hasNext` is false.

        ``GET /v1/employees``, the vendor's ``getEmployees``.

        Scopes: EMPLOYEE_READ.

        Args:
            offset: Position to continue from, as returned by the previous slice; leave out for the first slice.
            slice_size: Maximum number of entries to return in one slice (10 to 100).
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from perfectgym_next.pagination import AsyncPager

        from .list_employees import build

        request = build(
            offset=offset,
            slice_size=slice_size,
        )
        return AsyncPager(self._client, request, min_slice_size=10, timeout=timeout)

    async def get_employee(self, id: int, *, timeout: float | None = None) -> models.Employee:
        """Get one employee.

        Returns the personal, contact and role details of a single employee.

        ``GET /v1/employees/{id}``, the vendor's ``getEmployee``.

        Scopes: EMPLOYEE_READ.

        Args:
            id: Id of the employee.
            timeout: Seconds that each phase of an attempt may take, instead of the client's.

        Raises:
            ApiError: The answer is no success; documented: 400, 401, 403, 404, 409, 429, 500, 503.
            ApiConnectionError: No answer came, or not in time.
            ResponseFormatError: The answer does not fit the description.
            ValueError: A path argument is empty, ``.`` or ``..``.
            TypeError: An argument, or a field of the body, cannot be sent; it is named.
        """
        from .get_employee import build

        return await self._client.send(
            build(
                id,
            ),
            timeout=timeout,
        )
