"""What the tests of the review share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.reviews import copy_checkout


@pytest.fixture(scope="module", name="checkout")
def _checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_checkout(tmp_path_factory.mktemp("checkout"))
