"""Fixtures for pytest: an embedded API and both clients for it.

pytest loads the plugin of an installed package by its entry point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from perfectgym_next import AsyncPerfectGym, PerfectGym
    from perfectgym_next.testing import EmbeddedApi

__all__ = ["async_perfectgym", "perfectgym", "perfectgym_api", "perfectgym_client", "pytest_configure"]

_TENANT = "embedded"


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line(
        "markers",
        "perfectgym(**options): arguments of the EmbeddedApi that the perfectgym fixtures use, such as seed=7",
    )


@pytest.fixture
def perfectgym_api(request: pytest.FixtureRequest) -> EmbeddedApi:
    """Return an embedded API for this test alone; ``@pytest.mark.perfectgym(customers=10)`` sets its arguments."""
    from perfectgym_next.testing import EmbeddedApi

    return EmbeddedApi(**_options(request))


@pytest.fixture
def perfectgym(request: pytest.FixtureRequest, perfectgym_api: EmbeddedApi) -> Iterator[PerfectGym]:
    """Yield a client of the embedded API."""
    from perfectgym_next import PerfectGym

    with PerfectGym(_TENANT, api_key=_key(request), rate_limit=None, transport=perfectgym_api.transport()) as gym:
        yield gym


@pytest.fixture
def perfectgym_client(perfectgym_api: EmbeddedApi) -> Iterator[Callable[..., PerfectGym]]:
    """Yield a function that returns a client of the embedded API for a key, such as the key of an added studio.

    It takes the options of `PerfectGym` too. The clients are closed after the test.
    """
    from contextlib import ExitStack

    from perfectgym_next import PerfectGym

    with ExitStack() as clients:

        def connect(api_key: str, **options: Any) -> PerfectGym:
            options = {"rate_limit": None, "transport": perfectgym_api.transport(), **options}
            return clients.enter_context(PerfectGym(_TENANT, api_key=api_key, **options))

        yield connect


@pytest.fixture
def async_perfectgym(request: pytest.FixtureRequest, perfectgym_api: EmbeddedApi) -> AsyncPerfectGym:
    """Return an async client of the embedded API, for any async plugin. It does not need to be closed."""
    from perfectgym_next import AsyncPerfectGym

    return AsyncPerfectGym(_TENANT, api_key=_key(request), rate_limit=None, transport=perfectgym_api.transport())


def _options(request: pytest.FixtureRequest) -> dict[str, Any]:
    marker = request.node.get_closest_marker("perfectgym")
    if marker is None:
        return {}
    from inspect import signature

    from perfectgym_next.testing import EmbeddedApi
    from perfectgym_next.testing._openapi.names import check_names

    if marker.args:
        raise TypeError(
            f"invalid arguments {marker.args!r} of the marker perfectgym: give keyword arguments, such as customers=10"
        )
    check_names(marker.kwargs, signature(EmbeddedApi).parameters, "EmbeddedApi has no argument", error=TypeError)
    return dict(marker.kwargs)


def _key(request: pytest.FixtureRequest) -> str:
    from perfectgym_next.testing import TEST_KEY

    return str(_options(request).get("key", TEST_KEY))
