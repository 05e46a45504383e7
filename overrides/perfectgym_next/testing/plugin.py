"""Fixtures for pytest: an embedded API and both clients for it, if wanted in every form of responses.

pytest loads the plugin of an installed package by its entry point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from perfectgym_next import AsyncPerfectGym, PerfectGym
    from perfectgym_next.testing import EmbeddedApi, Webhooks

__all__ = [
    "async_perfectgym",
    "perfectgym",
    "perfectgym_api",
    "perfectgym_client",
    "perfectgym_form",
    "perfectgym_webhooks",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_generate_tests",
    "pytest_report_collectionfinish",
]

_ADDRESS: Any = {"tenant": "embedded", "environment": "production"}
"""Whatever PERFECTGYM_ENVIRONMENT says."""
_FIXTURES = {"async_perfectgym", "perfectgym", "perfectgym_api", "perfectgym_client", "perfectgym_webhooks"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register the option."""
    parser.getgroup("perfectgym-next").addoption(
        "--perfectgym-forms",
        metavar="NAMES",
        help="run each test of the embedded API once per form of responses: all, or names such as utc,no-nulls",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and check the forms.

    Raises:
        pytest.UsageError: A form does not exist.
    """
    _form_names(config)
    config.addinivalue_line(
        "markers",
        "perfectgym(**options): arguments of the EmbeddedApi that the perfectgym fixtures use, such as seed=7",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the test once per form of the option."""
    names = _form_names(metafunc.config)
    if names and "perfectgym_form" in metafunc.fixturenames:
        metafunc.parametrize("perfectgym_form", names, indirect=True, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Check that all tests that use the fixtures run once per form.

    Raises:
        pytest.UsageError: A test has an API that does not depend on the form.
    """
    if not _form_names(config):
        return
    left = [item.nodeid for item in items if _FIXTURES.intersection(_fixtures(item)) and not _has_form(item)]
    if left:
        more = f" and {len(left) - 1} more" if left[1:] else ""
        raise pytest.UsageError(
            f"cannot run in the forms of --perfectgym-forms: {left[0]}{more}; create their API with the arguments of "
            "the fixture perfectgym_form, and use no unittest class"
        )


def pytest_report_collectionfinish(config: pytest.Config, items: list[pytest.Item]) -> list[str]:
    """Return how many tests run in the forms of the option."""
    names = _form_names(config)
    count = sum(map(_has_form, items))
    return [f"perfectgym: {count} of {len(items)} tests run in the forms {', '.join(names)}"] if names else []


@pytest.fixture(scope="session")
def perfectgym_form(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return the arguments of `EmbeddedApi` that choose the form of this run, none without ``--perfectgym-forms``."""
    from perfectgym_next.testing import FORMS

    return dict(FORMS[getattr(request, "param", "default")])


@pytest.fixture
def perfectgym_api(request: pytest.FixtureRequest, perfectgym_form: dict[str, Any]) -> EmbeddedApi:
    """Return an embedded API for this test alone; ``@pytest.mark.perfectgym(customers=10)`` sets its arguments."""
    from perfectgym_next.testing import EmbeddedApi

    return EmbeddedApi(**{**perfectgym_form, **_options(request)})


@pytest.fixture
def perfectgym(request: pytest.FixtureRequest, perfectgym_api: EmbeddedApi) -> Iterator[PerfectGym]:
    """Yield a client of the embedded API."""
    from perfectgym_next import PerfectGym

    with PerfectGym(**_ADDRESS, api_key=_key(request), rate_limit=None, transport=perfectgym_api.transport()) as gym:
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
            options = {**_ADDRESS, "rate_limit": None, "transport": perfectgym_api.transport(), **options}
            return clients.enter_context(PerfectGym(api_key=api_key, **options))

        yield connect


@pytest.fixture
def perfectgym_webhooks(perfectgym_api: EmbeddedApi) -> Iterator[Webhooks]:
    """Yield the webhooks of the embedded API; after the test, wait for the requests to URLs."""
    yield perfectgym_api.webhooks
    perfectgym_api.webhooks.wait()


@pytest.fixture
def async_perfectgym(request: pytest.FixtureRequest, perfectgym_api: EmbeddedApi) -> AsyncPerfectGym:
    """Return an async client of the embedded API, for any async plugin. It does not need to be closed."""
    from perfectgym_next import AsyncPerfectGym

    return AsyncPerfectGym(**_ADDRESS, api_key=_key(request), rate_limit=None, transport=perfectgym_api.transport())


def _form_names(config: pytest.Config) -> list[str]:
    """Return the forms of the option, in its order and each once.

    Raises:
        pytest.UsageError: A form does not exist.
    """
    given = config.getoption("--perfectgym-forms")
    if given is None:
        return []
    from perfectgym_next.testing import FORMS
    from perfectgym_next.testing.forms import combine_forms

    names = list(FORMS) if given == "all" else list(dict.fromkeys(given.split(",")))
    for name in names:
        try:
            combine_forms([name])
        except ValueError as error:
            raise pytest.UsageError(f"invalid --perfectgym-forms={given}: {error}; or all") from None
    return names


def _fixtures(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


def _has_form(item: pytest.Item) -> bool:
    return "perfectgym_form" in getattr(getattr(item, "callspec", None), "params", {})


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
