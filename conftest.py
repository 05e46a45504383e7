"""Run the code in README.md and docs/ as tests against the embedded API. In CI, no test may be skipped."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser

from perfectgym_next.testing import TEST_KEY, EmbeddedApi

settings.register_profile("project", deadline=None)  # a busy machine must not fail a test
settings.load_profile("project")


@pytest.fixture(scope="module")
def documented_studio() -> Iterator[None]:
    """Provide the studio that the documents assume, through environment variables."""
    with EmbeddedApi().serve() as server, pytest.MonkeyPatch.context() as environment:
        environment.delenv("PERFECTGYM_TENANT", raising=False)
        environment.delenv("PERFECTGYM_ENVIRONMENT", raising=False)
        environment.setenv("PERFECTGYM_BASE_URL", server.url)
        environment.setenv("PERFECTGYM_API_KEY", TEST_KEY)
        yield


@pytest.fixture(scope="module")
def documented_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Provide the network of the pages that need one: its files, and a proxy behind which the tenants are."""
    from tests.support.company_network import CompanyNetwork

    directory = tmp_path_factory.mktemp("network")
    with CompanyNetwork(directory) as network, pytest.MonkeyPatch.context() as environment:
        for name in list(os.environ):
            if name.upper().endswith("_PROXY") or name.startswith(("PERFECTGYM_", "SSL_CERT_")):
                environment.delenv(name)
        environment.setenv("HTTPS_PROXY", network.proxy_url)
        environment.setenv("COMPANY_PROXY", network.proxy_url)
        environment.setenv("PERFECTGYM_API_KEY", TEST_KEY)
        environment.chdir(directory)
        yield


# A page that begins with this line uses libraries of callers, which are only installed for `make test-integrations`.
_INTEGRATIONS = "<!-- The code on this page is run by make test-integrations. -->"
_ROOT = Path(__file__).parent
_pages_of_integrations = [
    str(page.relative_to(_ROOT))
    for page in _ROOT.glob("docs/*.md")
    if page.read_text("utf-8").startswith(_INTEGRATIONS)
]

PARSERS = (PythonCodeBlockParser(), SkipParser())
NETWORKS = ["docs/networks.md", "docs/authentication.md"]
_excluded = NETWORKS if importlib.util.find_spec("litestar") else [*NETWORKS, *_pages_of_integrations]
pytest_collect_file = (
    Sybil(PARSERS, patterns=["README.md", "docs/*.md"], excludes=_excluded, fixtures=["documented_studio"])
    + Sybil(PARSERS, patterns=NETWORKS, fixtures=["documented_network"])
).pytest()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run if NO_SKIPS is set and a test was skipped because a program is missing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NO_SKIPS") and reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("NO_SKIPS is set, but tests were skipped: install the programs that they name", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that interrupts, or forks beside threads, without coverage, which has locks of its own."""
    if pyfuncitem.get_closest_marker("unmeasured") is None or "coverage" not in sys.modules:
        return None
    if sys.modules["coverage"].Coverage.current() is None:
        return None
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "ignore::ResourceWarning"]
    command += ["-W", "ignore::pytest.PytestUnraisableExceptionWarning", pyfuncitem.nodeid]
    done = subprocess.run(  # noqa: S603 - the same test
        command, cwd=pyfuncitem.config.rootpath, capture_output=True, text=True, check=False, timeout=120
    )
    if done.returncode != 0:
        pytest.fail(done.stdout[-8000:] + done.stderr[-2000:])
    return True
