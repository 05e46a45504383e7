"""The wheel that users install: what it holds, and that it works where nothing else of the project is."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from packaging.requirements import Requirement

import perfectgym_next
from perfectgym_next.testing import FORMS, TEST_KEY
from tests.support.locks import ROOT, locked, required

fcntl = pytest.importorskip("fcntl", reason="the clean environment is shared by workers through POSIX file locks")
EXAMPLE = ROOT / "examples" / "open_amounts"
PACKAGES = {"perfectgym_next": ROOT / "overrides", "perfectgym_next_generated": ROOT / "generated"}
DIST_INFO = f"perfectgym_next-{perfectgym_next.__version__}.dist-info"
LEFT_BEHIND = ("PYTHON", "PYTEST", "COV_", "COVERAGE", "VIRTUAL_ENV", "PERFECTGYM_")


class Environment:
    """A virtual environment with the wheels and what they need, and nothing of the checkout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scripts = folder / "bin"
        self.variables = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_BEHIND)}

    def python(self, *arguments: str) -> list[str]:
        """A command that runs Python without the working directory, the user's packages and PYTHONPATH."""
        return [str(self.scripts / "python"), "-I", *arguments]

    def run(self, command: list[str], *, cwd: Path, **variables: str) -> str:
        ended = subprocess.run(
            command,
            cwd=cwd,
            env={**self.variables, **variables},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout


def build(project: Path, folder: Path) -> Path:
    """Build a project's wheel into a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    ended = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return message_from_bytes(archive.read(name))


def install(folder: Path, wheels: dict[str, Path]) -> None:
    """Make a virtual environment with these wheels, by name, and what they need; by the lock, with its hashes."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=60)
    stated = [text for path in wheels.values() for text in metadata(path).get_all("Requires-Dist", ())]
    names = [requirement.name for requirement in required(stated, extras=["test"])]
    entries = [
        f"{name} @ {path.as_uri()} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"
        for name, path in wheels.items()
    ]
    requirements = folder / "requirements.txt"
    requirements.write_text("".join(entries) + locked(names, "make", "test"), encoding="utf-8")
    options = ["--quiet", "--no-input", "--no-compile", "--disable-pip-version-check", "--retries", "1"]
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", *options]
    ended = subprocess.run(
        [*pip, "--no-deps", "--require-hashes", "--requirement", str(requirements)],
        env={name: value for name, value in os.environ.items() if not name.startswith(LEFT_BEHIND)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    output = ended.stdout + ended.stderr
    if ended.returncode and "connection broken by" in output:
        pytest.skip("the package index cannot be reached, so the wheel's dependencies cannot be installed")
    assert ended.returncode == 0, output
    check = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "check"]
    checked = subprocess.run(check, capture_output=True, text=True, timeout=60, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Holds the wheel, the example project's wheel, and of the lock what these two need."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "clean-environment"
    ready = folder / "ready"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first worker makes it, the others wait for it
        if not ready.exists():
            install(folder, {"perfectgym-next": wheel, "open-amounts[test]": build(EXAMPLE, base / "example")})
            ready.touch()
    return Environment(folder)


@pytest.fixture(scope="module")
def url(environment: Environment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where ``python -m perfectgym_next.testing`` serves."""
    command = environment.python("-m", "perfectgym_next.testing", "--port", "0", "--customers", "20")
    folder = tmp_path_factory.mktemp("server")
    with subprocess.Popen(command, cwd=folder, env=environment.variables, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            (url,) = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            yield url
        finally:
            process.terminate()


class TestTheWheel:
    def test_holds_both_packages_and_nothing_else(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            held = {name for name in archive.namelist() if not name.startswith(f"{DIST_INFO}/")}
        assert held == {
            path.relative_to(root).as_posix()
            for package, root in PACKAGES.items()
            for path in (root / package).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert not [name for name in held if {"tests", "templates", "pipeline"} & set(name.split("/"))]

    def test_is_typed_describes_the_api_and_carries_the_license(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            assert {f"{package}/py.typed" for package in PACKAGES} <= set(archive.namelist())
            description = json.loads(archive.read("perfectgym_next_generated/openapi.json"))
            assert description["info"]["version"] == perfectgym_next.API_VERSION
            assert archive.read(f"{DIST_INFO}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()

    def test_needs_six_packages_on_every_platform(self, wheel: Path) -> None:
        stated = [Requirement(text) for text in metadata(wheel).get_all("Requires-Dist", ())]
        always = {one.name for one in stated if one.marker is None}
        assert always == {"httpx", "attrs", "python-dateutil", "httpcore", "msgspec", "tzdata"}
        assert all("extra" in str(one.marker) for one in stated if one.marker is not None)


class TestInACleanEnvironment:
    def test_nothing_of_the_checkout_is_imported(self, environment: Environment, tmp_path: Path) -> None:
        ask = (
            "import json, sys, perfectgym_next, perfectgym_next_generated as generated\n"
            "print(json.dumps([*sys.path, perfectgym_next.__file__, generated.__file__]))"
        )
        *path, package, generated = map(Path, json.loads(environment.run(environment.python("-c", ask), cwd=tmp_path)))
        assert package.is_relative_to(environment.folder)
        assert generated.is_relative_to(environment.folder)
        assert not [entry for entry in path if entry.is_relative_to(ROOT)]

    def test_the_metadata_have_the_version_and_the_plugin(self, environment: Environment, tmp_path: Path) -> None:
        ask = (
            "import importlib.metadata as metadata, json, perfectgym_next\n"
            "found = metadata.distribution('perfectgym-next')\n"
            "plugins = [one.value for one in found.entry_points if one.group == 'pytest11']\n"
            "print(json.dumps([found.version, perfectgym_next.__version__, plugins]))"
        )
        output = json.loads(environment.run(environment.python("-c", ask), cwd=tmp_path))
        version = perfectgym_next.__version__
        assert output == [version, version, ["perfectgym_next.testing.plugin"]]

    def test_the_example_project_passes_its_tests(self, environment: Environment, tmp_path: Path) -> None:
        project = tmp_path / "project"
        project.mkdir()
        shutil.copy(EXAMPLE / "pyproject.toml", project)
        shutil.copytree(EXAMPLE / "tests", project / "tests", ignore=shutil.ignore_patterns("__pycache__"))
        output = environment.run(environment.python("-m", "pytest", "-W", "error"), cwd=project)
        tests = re.findall(
            r"^ +def test_", (EXAMPLE / "tests" / "test_open_amounts.py").read_text("utf-8"), re.MULTILINE
        )
        assert f"{len(tests)} passed" in output
        output = environment.run(
            environment.python("-m", "pytest", "-W", "error", "--perfectgym-forms=all"), cwd=project
        )
        passed = re.search(r"(\d+) passed in", output)
        assert passed
        assert int(passed[1]) > (len(tests) - 2) * len(FORMS)


class TestTheServedApi:
    def test_answers_to_its_test_key(self, url: str) -> None:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        connection.request("GET", "/v1/customers/1001/account/balances", headers={"X-API-KEY": TEST_KEY})
        answer = connection.getresponse()
        assert (answer.status, json.load(answer)["inDebtCollection"]) == (200, False)
        connection.close()

    def test_the_first_example_of_the_readme_runs(self, environment: Environment, url: str, tmp_path: Path) -> None:
        readme = (ROOT / "README.md").read_text("utf-8")
        code = readme.partition("```python\n")[2].partition("```")[0]
        output = environment.run(
            environment.python("-c", code), cwd=tmp_path, PERFECTGYM_BASE_URL=url, PERFECTGYM_API_KEY=TEST_KEY
        )
        balance, *totals = output.splitlines()
        assert "EUR" in balance
        assert re.fullmatch(r"open: -?[\d.]+ EUR", totals[0])

    def test_the_example_project_has_a_command(self, environment: Environment, url: str, tmp_path: Path) -> None:
        command = [str(environment.scripts / "open-amounts")]
        output = environment.run(command, cwd=tmp_path, PERFECTGYM_BASE_URL=url, PERFECTGYM_API_KEY=TEST_KEY)
        assert re.search(r"^\d+ open accounts, in total: .* EUR", output, re.MULTILINE)
