"""The code in README.md and docs/ is run as tests, against the embedded API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser

from perfectgym_next.testing import TEST_KEY, EmbeddedApi


@pytest.fixture(scope="module")
def documented_studio() -> Iterator[None]:
    """What the documents take for granted: a studio, named by the environment."""
    with EmbeddedApi().serve() as server, pytest.MonkeyPatch.context() as environment:
        environment.delenv("PERFECTGYM_TENANT", raising=False)
        environment.setenv("PERFECTGYM_BASE_URL", server.url)
        environment.setenv("PERFECTGYM_API_KEY", TEST_KEY)
        yield


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["README.md", "docs/*.md"],
    fixtures=["documented_studio"],
).pytest()
