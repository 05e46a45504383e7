"""What the tests of the site share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browser import start_browser
from tests.support.site import SITE, Visitor, serve_site


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip these tests if the site has not been built."""
    if not (SITE / "llms.txt").exists():
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="the site is not built: run make docs"))


@pytest.fixture(scope="session", name="visitor")
def _visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with serve_site() as address, start_browser(tmp_path_factory.mktemp("profile")) as browser:
        browser.set_script_timeout(60)
        yield Visitor(browser, address)
