"""An install from the locks asks for nothing beyond them, even when a newer version of everything exists."""

from __future__ import annotations

import base64
import ensurepip
import hashlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from threading import Thread
from typing import ClassVar, NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.support.locks import ROOT, Entry, read_lock

LOCKS = ("make", "test", "review", "docs", "bench", "node", "release")
ALONE = ("pip", "lowest", "integrations", "dask", "dagster", "airflow")  # in environments of their own
PARTS = {"dev", "engines"}  # groups without a lock: other groups include the one, uv installs the other
GROUPS: dict[str, list[str | dict[str, str]]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[
    "dependency-groups"
]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
(LOCKED,) = re.findall(r"^LOCKED := (.*)$", MAKEFILE, re.MULTILINE)
NEWER = "9999"
PIPS = ROOT / "build" / "pips"

# pip 23.0 does not start on Python 3.12 and later.
PIP_VERSIONS = ["that venv brings", "newest", *(["oldest"] if sys.version_info < (3, 12) else [])]
# pip 24.2 takes `coverage` for `coverage[toml]` and looks for no other, pip 23 does not.
LOSSES = [("that venv brings", r"pluggy==.*\n"), *((pip, r"\[toml\]") for pip in PIP_VERSIONS if pip == "oldest")]


def requirements_of(group: str) -> Iterator[Requirement]:
    """Requirements of a dependency group and of those that it includes."""
    for entry in GROUPS[group]:
        if isinstance(entry, str):
            yield Requirement(entry)
        else:
            yield from requirements_of(entry["include-group"])


def write_wheel(folder: Path, name: str, version: str, metadata: str) -> str:
    """Write a wheel that holds nothing but metadata; return its hash."""
    stem = f"{canonicalize_name(name).replace('-', '_')}-{version}"
    path = folder / f"{stem}-py3-none-any.whl"
    files = {
        "METADATA": metadata,
        "WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(path, "w") as archive:
        record = ""
        for file, text in files.items():
            archive.writestr(f"{stem}.dist-info/{file}", text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            record += f"{stem}.dist-info/{file},sha256={digest},{len(text.encode())}\n"
        archive.writestr(f"{stem}.dist-info/RECORD", f"{record}{stem}.dist-info/RECORD,,\n")
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def metadata_of(entry: Entry) -> str:
    """The package's own metadata where it is installed, with all that it requires, else its name and version."""
    try:
        installed = distribution(entry.name)
    except PackageNotFoundError:
        return f"Metadata-Version: 2.1\nName: {entry.name}\nVersion: {entry.version}\n"
    if Version(installed.version) != Version(entry.version):
        pytest.skip(f"{entry.name} {installed.version} is not from the locks: make setup-test, make pytest")
    return (installed.read_text("METADATA") or "").partition("\n\n")[0] + "\n"


class Index(NamedTuple):
    """A simple index with two versions of every locked package, and the locks rewritten to its files' hashes."""

    url: str
    locks: Path
    pages: list[str]


class Pages(SimpleHTTPRequestHandler):
    """Serves the index and notes which projects' pages were asked for."""

    pages: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        if found := re.fullmatch(r"/simple/([^/]+)/", self.path):
            self.pages.append(found[1])
        super().do_GET()

    def log_message(self, *arguments: object) -> None:
        """Nothing: the tests' output is for failures."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("index")
    locks = tmp_path_factory.mktemp("locks")
    hashes: dict[str, str] = {}
    for lock in LOCKS:
        lines = []
        for entry in read_lock(lock):
            if not entry.applies:
                continue
            if entry.name not in hashes:
                page = folder / "simple" / entry.name
                page.mkdir(parents=True)
                hashes[entry.name] = write_wheel(page, entry.name, entry.version, metadata_of(entry))
                newer = f"Metadata-Version: 2.1\nName: {entry.name}\nVersion: {NEWER}\n"
                write_wheel(page, entry.name, NEWER, newer)
                links = "".join(f'<a href="{path.name}">{path.name}</a>\n' for path in sorted(page.iterdir()))
                (page / "index.html").write_text(links, encoding="utf-8")
            lines.append(f"{entry.requirement} --hash={hashes[entry.name]}\n")
        (locks / f"{lock}.txt").write_text("".join(lines), encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Index(f"http://127.0.0.1:{server.server_port}/simple", locks, Pages.pages)
        finally:
            server.shutdown()
            thread.join()


class Environment:
    """A virtual environment and a pip that knows no index but ours."""

    def __init__(self, folder: Path, pip: str, index: Index) -> None:
        self.index = index
        self.variables = {
            name: value for name, value in os.environ.items() if not name.upper().startswith(("PIP_", "PYTHON"))
        }
        self.variables |= {"PIP_CONFIG_FILE": os.devnull, "NO_PROXY": "127.0.0.1"}
        wheel = pip_wheel(pip)
        without_pip = ["--without-pip"] if wheel else []
        subprocess.run(
            [sys.executable, "-m", "venv", *without_pip, str(folder)], check=True, capture_output=True, timeout=120
        )
        scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        self.command = [str(scripts / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input"]
        if wheel:
            self.variables["PYTHONPATH"] = str(wheel)  # pip runs from its wheel

    def pip(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.command, *arguments],
            env=self.variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def install(self, *options: str) -> subprocess.CompletedProcess[str]:
        return self.pip("install", "--no-cache-dir", "--no-compile", "--index-url", self.index.url, *options)


def pip_wheel(which: str) -> Path | None:
    """The wheel of this pip; None where Python brings its pip in another way, so that venv has to install it."""
    if which == "that venv brings":
        return next((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"), None)
    (entry,) = read_lock("pip-oldest" if which == "oldest" else "pip")
    wheel = PIPS / f"pip-{entry.version}-py3-none-any.whl"
    if not wheel.exists():
        pytest.skip(f"{wheel.name} is not in build/pips: make setup-test downloads it")
    return wheel


def installed_by(output: str) -> dict[str, str]:
    """Names and versions of ``pip freeze``."""
    return {
        canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)$", output, re.MULTILINE)
    }


class TestAnInstallFromTheLocks:
    @pytest.mark.parametrize("pip", PIP_VERSIONS)
    def test_takes_what_is_pinned_and_asks_for_nothing_else(self, index: Index, pip: str, tmp_path: Path) -> None:
        environment = Environment(tmp_path / "environment", pip, index)
        index.pages.clear()
        locks = [f"--requirement={index.locks / name}.txt" for name in LOCKS]
        installed = environment.install(*LOCKED.split(), *locks)
        assert installed.returncode == 0, installed.stdout + installed.stderr
        pinned = {entry.name: entry.version for lock in LOCKS for entry in read_lock(lock) if entry.applies}
        assert set(index.pages) == pinned.keys()
        frozen = installed_by(environment.pip("freeze", "--all").stdout)
        assert {name: frozen.get(name) for name in pinned} == pinned
        checked = environment.pip("check")
        assert checked.returncode == 0, checked.stdout

    @pytest.mark.parametrize(("pip", "lost"), LOSSES)
    def test_would_need_a_newer_version_if_the_lock_lost(
        self, index: Index, pip: str, lost: str, tmp_path: Path
    ) -> None:
        """What the index and `pip check` are for."""
        names = "coverage|iniconfig|packaging|pluggy|pygments|pytest|pytest-cov"
        lines = re.findall(
            rf"^(?:{names})(?:\[.*\])?==.*\n", (index.locks / "test.txt").read_text("utf-8"), re.MULTILINE
        )
        assert len(lines) == len(names.split("|"))
        complete, incomplete = tmp_path / "complete.txt", tmp_path / "incomplete.txt"
        complete.write_text("".join(lines), encoding="utf-8")
        incomplete.write_text(re.sub(lost, "", complete.read_text("utf-8")), encoding="utf-8")
        environment = Environment(tmp_path / "environment", pip, index)
        assert environment.install("--dry-run", "--require-hashes", f"--requirement={complete}").returncode == 0
        refused = environment.install("--dry-run", "--require-hashes", f"--requirement={incomplete}")
        assert refused.returncode
        assert re.search(r"--require-hashes.*\n +(coverage\[toml\]|pluggy)", refused.stderr)
        assert environment.install(*LOCKED.split(), f"--requirement={incomplete}").returncode == 0
        assert ("pluggy, which is not installed" in environment.pip("check").stdout) is ("pluggy" in lost)


class TestTheLocks:
    @pytest.mark.parametrize("lock", [*LOCKS, *ALONE, "pip-oldest"])
    def test_pin_and_hash_every_package(self, lock: str) -> None:
        entries = read_lock(lock)
        assert entries
        for entry in entries:
            assert re.fullmatch(r"==[^*,]+", str(entry.requirement.specifier)), entry.text
            assert entry.hashes, entry.text
            assert entry.requirement.url is None

    @pytest.mark.parametrize("lock", [*LOCKS, *ALONE])
    def test_hold_every_requirement_of_their_group(self, lock: str) -> None:
        """A group that was changed without `make lock` is found here."""
        earlier = ["make"] if lock in {"test", "review", "bench", "release"} else []
        entries = {entry.name: entry for name in [*earlier, lock] for entry in read_lock(name)}
        for requirement in requirements_of(lock):
            entry = entries.get(canonicalize_name(requirement.name))
            assert entry, f"{requirement.name} is in the group {lock} and not in its lock: make lock"
            assert requirement.specifier.contains(entry.version), f"{requirement} against {entry.version}: make lock"
            assert requirement.extras <= entry.requirement.extras

    def test_of_make_holds_what_the_package_requires(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        entries = {entry.name: entry for entry in read_lock("make")}
        for requirement in map(Requirement, project["dependencies"]):
            assert requirement.specifier.contains(entries[canonicalize_name(requirement.name)].version), requirement

    def test_agree_about_every_version(self) -> None:
        seen: dict[str, str] = {}
        for entry in (entry for lock in LOCKS for entry in read_lock(lock)):
            assert seen.setdefault(entry.name, entry.version) == entry.version

    def test_name_no_index(self) -> None:
        for path in (ROOT / "requirements").iterdir():
            assert not re.search(r"https?://|--(extra-)?index-url|--find-links", path.read_text("utf-8")), path.name

    def test_every_group_has_a_lock(self) -> None:
        assert GROUPS.keys() - PARTS == {*LOCKS, *ALONE}
        files = {path.stem for path in (ROOT / "requirements").iterdir()}
        assert files == {*LOCKS, *ALONE, "pip-oldest"}


class TestRecipes:
    def test_no_install_from_a_lock_looks_beside_it(self) -> None:
        assert set(LOCKED.split()) == {"--no-deps", "--require-hashes"}
        workflows = "".join(path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").iterdir())
        commands = re.sub(r"\\\n\s*", "", MAKEFILE + workflows).splitlines()
        installs = [line for line in commands if re.search(r"(-r|--requirement)[ =]?\S*requirements/", line)]
        assert len(installs) >= 2
        for line in installs:
            assert "$(LOCKED)" in line or set(LOCKED.split()) <= set(line.split()), line

    def test_every_install_from_a_lock_is_followed_by_a_check(self) -> None:
        recipes = re.findall(r"^(\S[^\n]*:[^\n=]*)\n((?:\t.*\n|\\\n)+)", MAKEFILE, re.MULTILINE)
        installing = {target: recipe for target, recipe in recipes if "$(call install," in recipe}
        assert len(installing) >= 5
        for target, recipe in installing.items():
            assert "$(call check-installed," in recipe, target
