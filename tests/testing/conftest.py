from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator

import pytest

from perfectgym_next.testing import EmbeddedApi
from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._server.server import Server
from tests.support.embedded import Ask, make_ask


@pytest.fixture(scope="session")
def description() -> Description:
    return Description.shipped()


@pytest.fixture
def api() -> EmbeddedApi:
    return EmbeddedApi()


@pytest.fixture
def ask(api: EmbeddedApi) -> Ask:
    return make_ask(api)


@pytest.fixture(scope="session")
def asker() -> Callable[..., Ask]:
    return make_ask


@pytest.fixture
def server(api: EmbeddedApi) -> Iterator[Server]:
    with api.serve() as server:
        yield server


@pytest.fixture
def connection(server: Server) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=10)
    yield connection
    connection.close()
