"""Rehearse a release: build what would be uploaded, read it, install it and call the API with it.

    python -m tests.release.release_check tag v1.3.0    # everything, for this tag
    python -m tests.release.release_check dist          # everything but the tag and the changelog
    python -m tests.release.release_check build         # only build into dist/
    python -m tests.release.release_check publisher     # only ask whether the publishing action reads our metadata

Each step collects the problems it finds; the first step with problems prints them and ends the run with status 1.
It lies beside the tests because it is one: `openapi/pipeline` is for the description, and nothing here is shipped.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from email import message_from_string
from email.message import Message
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import yaml
from packaging.requirements import Requirement

from tests.support.locks import ROOT, locked, read_lock

PACKAGES = {"generated/perfectgym_next_generated": "generated", "overrides/perfectgym_next": "overrides"}
DATA = {"py.typed", "openapi.json", "generated-from.json", "webhooks.json"}
DIST_INFO = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
SDIST_FILES = {".gitignore", "CHANGELOG.md", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml"}
SBOM = "perfectgym-next.cdx.json"
URLS = ("Documentation", "Changelog", "Source", "Issues")
CLASSIFIERS = ("Framework :: AsyncIO", "Typing :: Typed")
PYTHON_CLASSIFIER = "Programming Language :: Python :: "
CALL = """
import asyncio
import json
import perfectgym_next
from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.testing import TEST_KEY, EmbeddedApi

async def call(url):
    async with AsyncPerfectGym(base_url=url, api_key=TEST_KEY) as gym:
        return (await gym.customers_account.get_balances(1001)).account_balance

with EmbeddedApi().serve() as server, PerfectGym(base_url=server.url, api_key=TEST_KEY) as gym:
    balances = [gym.customers_account.get_balances(1001).account_balance, asyncio.run(call(server.url))]
print(json.dumps([perfectgym_next.__version__, perfectgym_next.__file__, *map(str, balances)]))
"""


class Action(NamedTuple):
    """What a commit of the publishing action brings: see requirements/runtime.txt in its repository."""

    release: str
    twine: str
    metadata: str  # the newest version that this twine reads


# Before changing the commit in release.yml, add it here with what its requirements/runtime.txt says.
PUBLISHING_ACTIONS = {
    "76f52bc884231f62b9a034ebfe128415bbaabdfc": Action("v1.12.4", twine="6.1.0", metadata="2.4"),
    "dc37677b2e1c63e2034f94d8a5b11f265b73ba33": Action("v1.14.2", twine="7.0.0", metadata="2.5"),
}


class ReleaseError(Exception):
    """A step found problems; each is a line."""

    def __init__(self, problems: Iterable[str]) -> None:
        super().__init__("\n".join(problems))


def run(command: list[str], *, cwd: Path = ROOT, **variables: str) -> str:
    """Run a command and return its output; what it wrote is the error if it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ended = subprocess.run(
        command,
        cwd=cwd,
        env={**environment, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    if ended.returncode:
        raise ReleaseError([f"{' '.join(command)} failed:", ended.stdout + ended.stderr])
    return ended.stdout


def project(root: Path) -> dict[str, Any]:
    """The table `project` of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return table


# The tag


def tag_problems(root: Path, tag: str) -> Iterator[str]:
    """What keeps this tag from being the release of what lies here."""
    version = project(root)["version"]
    if tag != f"v{version}":
        yield f"the tag is {tag or 'missing'}, the version is {version}: TAG=v{version}, or change pyproject.toml"
    if not re.search(rf"^## {re.escape(version)} ", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE):
        yield f"CHANGELOG.md has no section for {version}: make changelog"
    for fragment in sorted((root / "changelog.d").glob("*.md")):
        yield f"changelog.d/{fragment.name} is not in CHANGELOG.md: make changelog"
    for line in run(["git", "status", "--porcelain"], cwd=root).splitlines():
        yield f"not committed: {line[3:]}"


# The build


def tracked(root: Path, *options: str) -> list[str]:
    """Files that git knows, relative to the root; with `--others` those that it would not ignore."""
    return [name for name in run(["git", "ls-files", "-z", *options], cwd=root).split("\0") if name]


def commit_time(root: Path) -> str:
    """When the last commit was made, in seconds since the epoch: the time of every file in a build."""
    return run(["git", "log", "-1", "--format=%ct"], cwd=root).strip()


def build(root: Path, into: Path, *, epoch: str) -> None:
    """Build source distribution and wheel."""
    shutil.rmtree(into, ignore_errors=True)
    run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(into), str(root)],
        cwd=root,
        SOURCE_DATE_EPOCH=epoch,
    )


def copy_sources(root: Path, into: Path) -> None:
    """Copy what git does not ignore into an empty folder."""
    shutil.rmtree(into, ignore_errors=True)
    for name in tracked(root, "--cached", "--others", "--exclude-standard"):
        if (root / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, into / name)


def members(archive: Path) -> dict[str, bytes]:
    """Every file of a wheel or source distribution."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(archive) as sdist:
        found = {entry.name: sdist.extractfile(entry) for entry in sdist.getmembers()}
        return {name.partition("/")[2]: file.read() for name, file in found.items() if file}


def build_problems(first: Path, second: Path) -> Iterator[str]:
    """How two builds of the same sources differ."""
    names = sorted({path.name for folder in (first, second) for path in folder.iterdir()})
    for name in names:
        one, other = first / name, second / name
        if not (one.exists() and other.exists()):
            yield f"{name} was built only once"
        elif one.read_bytes() != other.read_bytes():
            before, after = members(one), members(other)
            changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
            yield f"{name} differs when it is built again: {', '.join(changed) or 'order or times of its files'}"


# The content


def is_shipped(name: str) -> bool:
    """Whether a file of a package belongs into the wheel."""
    *folders, file = name.split("/")
    is_test = file == "conftest.py" or file.startswith("test_") or "tests" in folders
    return file in DATA or (file.endswith(".py") and not is_test)


def content_problems(wheel: Path, sdist: Path, root: Path) -> Iterator[str]:
    """Files that are missing in a distribution, and files that have no place there."""
    sources = {name for name in tracked(root) if name.startswith(tuple(f"{package}/" for package in PACKAGES))}
    shipped = {name for name in sources if is_shipped(name)}
    held = set(members(wheel))
    dist_info = next((name.partition("/")[0] for name in held if ".dist-info/" in name), "")
    expected = {name.partition("/")[2] for name in shipped} | {f"{dist_info}/{name}" for name in DIST_INFO}
    yield from differences(wheel.name, held, expected)
    yield from differences(sdist.name, set(members(sdist)), shipped | SDIST_FILES)
    for package in PACKAGES:
        for data in ("py.typed", *(["openapi.json"] if "generated" in package else [])):
            if f"{package}/{data}" not in shipped:
                yield f"{package}/{data} is missing"


def differences(archive: str, held: set[str], expected: set[str]) -> Iterator[str]:
    """Name what an archive lacks and what it should not hold."""
    yield from (f"{archive} lacks {name}" for name in sorted(expected - held))
    yield from (f"{archive} holds {name}, which does not belong there" for name in sorted(held - expected))


# The metadata


def read_metadata(archive: Path) -> Message:
    """Metadata of a wheel or source distribution."""
    found = members(archive)
    (name,) = [name for name in found if name == "PKG-INFO" or name.endswith(".dist-info/METADATA")]
    return message_from_string(found[name].decode())


def as_version(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def publisher_problems(root: Path, metadata_version: str | None = None) -> Iterator[str]:
    """Whether the publishing action in release.yml reads the metadata that we write, by the twine that is locked."""
    workflow = (root / ".github" / "workflows" / "release.yml").read_text("utf-8")
    found = re.search(r"pypa/gh-action-pypi-publish@(\S+)", workflow)
    commit = found[1] if found else ""
    action = PUBLISHING_ACTIONS.get(commit)
    if action is None:
        yield (
            f"release.yml uses pypa/gh-action-pypi-publish at {commit or 'no commit'}, of which nothing is known: "
            "add its twine and metadata version to PUBLISHING_ACTIONS in tests/release/release_check.py"
        )
        return
    table = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    targets = table["tool"]["hatch"]["build"]["targets"]
    for target in ("wheel", "sdist"):
        version = metadata_version or targets[target].get("core-metadata-version")
        if version is None:
            yield f"pyproject.toml does not say which core-metadata-version the {target} has"
        elif as_version(version) > as_version(action.metadata):
            yield (
                f"the {target}'s metadata version {version} is too new for twine {action.twine} of the publishing "
                f"action {action.release}, which reads {action.metadata} at most: lower core-metadata-version in "
                "pyproject.toml, or use a newer action"
            )
    (twine,) = [entry.version for entry in read_lock("release") if entry.name == "twine"]
    if twine != action.twine:
        yield f"twine {twine} is locked, the publishing action {action.release} has {action.twine}"


def metadata_problems(metadata: Message, root: Path) -> Iterator[str]:
    """What an index page would lack or say wrongly."""
    urls = dict(url.split(", ", 1) for url in metadata.get_all("Project-URL", []))
    source = urls.get("Source", "")
    site = re.sub(r"^https://github\.com/([^/]+)/", r"https://\1.github.io/", source)  # where docs.yml publishes it
    for label in URLS:
        if label not in urls:
            yield f"the metadata have no project URL {label}: add it to [project.urls] in pyproject.toml"
        elif not urls[label].startswith("https://") or not urls[label].startswith((source, site)):
            yield f"the project URL {label} is {urls[label]}, expected an https address in {source or 'the repository'}"
    for field in ("Author", "License-Expression", "Summary", "Requires-Python"):
        author = field == "Author" and "Author-email" in metadata
        if not metadata.get(field) and not author:
            yield f"the metadata have no {field}"
    if metadata["Version"] != project(root)["version"]:
        yield f"the metadata's version is {metadata['Version']}, pyproject.toml's {project(root)['version']}"
    yield from classifier_problems(metadata.get_all("Classifier", []), metadata.get("Requires-Python", ""), root)
    yield from readme_problems(metadata, root, source)


def classifier_problems(classifiers: list[str], requires_python: str, root: Path) -> Iterator[str]:
    """Classifiers that claim what CI does not test, and some that have to be there."""
    workflow = yaml.safe_load((root / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
    tested = workflow["jobs"]["project"]["strategy"]["matrix"]["python"]
    claimed = [one.removeprefix(PYTHON_CLASSIFIER) for one in classifiers if re.fullmatch(r".*:: 3\.\d+", one)]
    versions = [version.removesuffix("t") for version in tested]
    if sorted(claimed, key=as_version) != sorted(dict.fromkeys(versions), key=as_version):
        yield f"the classifiers claim Python {', '.join(claimed)}; ci.yml tests {', '.join(versions)}"
    if requires_python != f">={min(versions, key=as_version)}":
        yield f"Requires-Python is {requires_python!r}, the lowest that ci.yml tests is {min(versions, key=as_version)}"
    yield from (f"the classifier {name!r} is missing" for name in CLASSIFIERS if name not in classifiers)
    if any("Free Threading" in name for name in classifiers) and not any(one.endswith("t") for one in tested):
        yield "a classifier claims free threading, but ci.yml tests no free-threaded Python"


def readme_problems(metadata: Message, root: Path, source: str) -> Iterator[str]:
    """Links that work in the repository and nowhere else, or not even there."""
    readme = (root / "README.md").read_text("utf-8")
    if metadata.get("Description-Content-Type") != "text/markdown":
        yield "the description is not declared as text/markdown"
    if str(metadata.get_payload()).strip() != readme.strip():
        yield "the description is not README.md"
    for link in re.findall(r"(?:\]\(<?|^\[[^\]]+\]: *<?)([^)>\s]+)", readme, re.MULTILINE):
        path = re.match(rf"{re.escape(source)}/(?:blob|tree)/main/([^#]+)", link) if source else None
        if path and not (root / path[1]).exists():
            yield f"README.md links to {link}: there is no {path[1]}"
        elif not link.startswith(("https://", "#")):
            yield f"README.md links to {link}, which leads nowhere from an index page: {source}/blob/main/{link}"


# The installation


def pip_wheels() -> dict[str, Path]:
    """The oldest and newest pip, as `make setup-test` downloaded them, by version."""
    # pip 23.0 does not start on Python 3.12 and later.
    locks = ["pip", *(["pip-oldest"] if sys.version_info < (3, 12) else [])]
    versions = [entry.version for lock in locks for entry in read_lock(lock)]
    wheels = {version: ROOT / "build" / "pips" / f"pip-{version}-py3-none-any.whl" for version in versions}
    if missing := [path.name for path in wheels.values() if not path.exists()]:
        raise ReleaseError([f"build/pips has no {name}: make setup-test" for name in missing])
    return wheels


def install(archive: Path, pip: Path, folder: Path) -> Path:
    """Install a distribution into an environment of its own, with what it requires from the lock; return its Python."""
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    stated = map(Requirement, project(ROOT)["dependencies"])
    names = [requirement.name for requirement in stated]
    backend = [] if archive.suffix == ".whl" else ["--no-build-isolation"]
    lock = folder / "requirements.txt"
    lock.write_text(locked([*names, *(["hatchling"] if backend else [])], "make"), encoding="utf-8")
    options = ["install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"]
    command = [str(python), "-m", "pip"]
    run([*command, *options, "--require-hashes", f"--requirement={lock}"], PYTHONPATH=str(pip))
    run([*command, *options, "--no-index", *backend, str(archive)], cwd=folder, PYTHONPATH=str(pip))
    run([*command, "check"], PYTHONPATH=str(pip))
    return python


def call_problems(python: Path, version: str) -> Iterator[str]:
    """Import the installed package and make a call to the embedded API."""
    environment = python.parents[1]
    found, file, *balances = json.loads(run([str(python), "-I", "-W", "error", "-c", CALL], cwd=environment))
    if found != version:
        yield f"the installed package says version {found}, its metadata {version}"
    if not Path(file).is_relative_to(environment):
        yield f"the package was imported from {file}, not from the environment"
    for client, balance in zip(("PerfectGym", "AsyncPerfectGym"), balances, strict=True):
        if not re.fullmatch(r"-?[\d.]+ [A-Z]{3}", balance):
            yield f"{client} read {balance!r} as a customer's balance"


def write_sbom(python: Path, into: Path) -> None:
    """Write an SBOM of the package and what it requires, in the versions that were installed and called."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--mc-type", "library"]
    run([*command, "--pyproject", str(ROOT / "pyproject.toml"), "--output-file", str(into), str(python)])


# All together


def rehearse(step: Callable[[str, Iterable[str]], None], work: Path) -> None:
    """Build, read, install and call, into dist/ and a working folder."""
    dist, again = ROOT / "dist", work / "dist"
    epoch = commit_time(ROOT)
    build(ROOT, dist, epoch=epoch)
    copy_sources(ROOT, work / "sources")
    build(work / "sources", again, epoch=epoch)
    step("two builds are equal, byte for byte", build_problems(dist, again))
    (wheel,), (sdist,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    step("the content is what is expected", content_problems(wheel, sdist, ROOT))
    for archive in (wheel, sdist):
        metadata = read_metadata(archive)
        step(f"the metadata of {archive.name}", metadata_problems(metadata, ROOT))
        step("the publishing action reads them", publisher_problems(ROOT, metadata["Metadata-Version"]))
    run([sys.executable, "-m", "twine", "check", "--strict", str(wheel), str(sdist)])
    step("twine check --strict", ())
    for version, pip in pip_wheels().items():
        for archive in (wheel, sdist):
            python = install(archive, pip, work / f"{version}-{archive.suffix[1:]}")
            step(f"{archive.name} installed with pip {version}", call_problems(python, project(ROOT)["version"]))
            if archive is wheel:
                write_sbom(python, work / SBOM)
    step(f"{work.relative_to(ROOT) / SBOM} written", ())
    for archive in (wheel, sdist):
        print(hashlib.sha256(archive.read_bytes()).hexdigest(), archive.relative_to(ROOT))


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands; 1 if a step found problems."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.release.release_check", description=__doc__.partition("\n")[0]
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("tag").add_argument("tag")
    for name in ("dist", "build", "publisher"):
        commands.add_parser(name)
    options = parser.parse_args(arguments)
    started = monotonic()

    def step(name: str, problems: Iterable[str]) -> None:
        if found := list(problems):
            raise ReleaseError(found)
        print(f"{monotonic() - started:5.1f} s  {name}", flush=True)

    try:
        if options.command == "build":
            build(ROOT, ROOT / "dist", epoch=commit_time(ROOT))
        elif options.command == "publisher":
            step("the publishing action reads our metadata", publisher_problems(ROOT))
        else:
            if options.command == "tag":
                step(f"{options.tag} is ready to be tagged", tag_problems(ROOT, options.tag))
            rehearse(step, ROOT / "build" / "release")
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
