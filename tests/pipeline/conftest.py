"""What the tests of the pipeline share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.browser import start_browser
from tests.support.warm_generator import keep_generator_warm


@pytest.fixture(scope="module", name="browser")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with start_browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(scope="session", autouse=True)
def _warm_generator() -> Iterator[None]:
    """Save the start of the generator; `make check` and the rehearsals run it as the pipeline does."""
    with keep_generator_warm():
        yield
