"""Each mistake stops a release, by name."""

from __future__ import annotations

import copy
import shutil
import subprocess
import sys
from email.message import Message
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.release import release_check
from tests.release.release_check import (
    ReleaseError,
    build,
    build_problems,
    call_problems,
    content_problems,
    copy_sources,
    main,
    metadata_problems,
    project,
    publisher_problems,
    read_metadata,
    tag_problems,
)
from tests.support.locks import ROOT

VERSION = project(ROOT)["version"]
EPOCH = "1750000000"
MISTAKES = {
    'Issues = "https://github.com/perfectgym-next/perfectgym-next/issues"\n': "",
    'authors = [{ name = "the perfectgym-next authors" }]\n': "",
    '    "Framework :: AsyncIO",\n': '    "Programming Language :: Python :: Free Threading :: 3 - Stable",\n',
    '    "Programming Language :: Python :: 3.14",\n': '    "Programming Language :: Python :: 3.15",\n',
    'core-metadata-version = "2.4"\n': "",
    "[tool.hatch.build]\n": "[tool.hatch.build]\nreproducible = false\n",
    '"overrides/perfectgym_next", "CHANGELOG.md"]': '"overrides/perfectgym_next", "CHANGELOG.md", "docs"]',
}


class Built(NamedTuple):
    """A project and what was built from it, twice."""

    root: Path
    first: Path
    second: Path

    @property
    def wheel(self) -> Path:
        return next(self.first.glob("*.whl"))

    @property
    def sdist(self) -> Path:
        return next(self.first.glob("*.tar.gz"))


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True, timeout=60)


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "test")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def build_twice(root: Path, folder: Path) -> Built:
    copy_sources(root, folder / "sources")
    build(root, folder / "first", epoch=EPOCH)
    build(folder / "sources", folder / "second", epoch=EPOCH)
    return Built(root, folder / "first", folder / "second")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it lies here, committed."""
    root = tmp_path_factory.mktemp("checkout")
    copy_sources(ROOT, root)
    git(root, "init", "--quiet")
    commit(root)
    return root


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_twice(checkout, tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def mistaken(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project with mistakes of several kinds, built."""
    root = Path(shutil.copytree(checkout, tmp_path_factory.mktemp("mistaken") / "checkout"))
    for old, new in MISTAKES.items():
        replace(root / "pyproject.toml", old, new)
    package = root / "overrides" / "perfectgym_next"
    (package / "test_money.py").write_text("", encoding="utf-8")
    (package / "notes.txt").write_text("", encoding="utf-8")
    (package / "py.typed").unlink()
    replace(root / "README.md", "# perfectgym-next", "# [x](docs/x.md)")
    commit(root)
    (package / "untracked.py").write_text("", encoding="utf-8")
    return build_twice(root, root.parent)


class TestAGoodRelease:
    def test_is_built_twice_alike_and_holds_what_is_expected(self, built: Built) -> None:
        assert list(build_problems(built.first, built.second)) == []
        assert list(content_problems(built.wheel, built.sdist, built.root)) == []

    def test_has_metadata_that_an_index_and_the_publishing_action_read(self, built: Built) -> None:
        for archive in (built.wheel, built.sdist):
            metadata = read_metadata(archive)
            assert list(metadata_problems(metadata, built.root)) == []
            assert list(publisher_problems(built.root, metadata["Metadata-Version"])) == []


class TestABuild:
    def test_that_differs_names_what_differs(self, mistaken: Built) -> None:
        problems = list(build_problems(mistaken.first, mistaken.second))
        assert len(problems) == 2
        assert all("differs when it is built again: order or times of its files" in line for line in problems)

    def test_with_other_content_names_the_file(self, built: Built, tmp_path: Path) -> None:
        sources = Path(shutil.copytree(built.first.parent / "sources", tmp_path / "sources"))
        with (sources / "overrides" / "perfectgym_next" / "money.py").open("a", encoding="utf-8") as file:
            file.write("# built at another time\n")
        build(sources, tmp_path / "other", epoch=EPOCH)
        problems = "\n".join(build_problems(built.first, tmp_path / "other"))
        assert (
            f"differs when it is built again: perfectgym_next-{VERSION}.dist-info/RECORD, perfectgym_next/money.py"
            in problems
        )


class TestContent:
    @pytest.mark.parametrize(
        "problem",
        [
            ".whl holds perfectgym_next/test_money.py, which does not belong there",
            ".whl holds perfectgym_next/notes.txt, which does not belong there",
            ".whl holds perfectgym_next/untracked.py, which does not belong there",
            ".tar.gz holds docs/money.md, which does not belong there",
            "overrides/perfectgym_next/py.typed is missing",
        ],
    )
    def test_that_is_stray_or_missing_is_named(self, mistaken: Built, problem: str) -> None:
        assert problem in "\n".join(content_problems(mistaken.wheel, mistaken.sdist, mistaken.root))


class TestMetadata:
    @pytest.mark.parametrize(
        "problem",
        [
            "no project URL Issues",
            "no Author",
            "the classifier 'Framework :: AsyncIO' is missing",
            "claims free threading, but ci.yml tests no free-threaded Python",
            "claim Python 3.11, 3.12, 3.13, 3.15; ci.yml tests 3.11, 3.12, 3.13, 3.14",
            "README.md links to docs/x.md, which leads nowhere from an index page",
        ],
    )
    def test_that_are_missing_or_wrong_are_named(self, mistaken: Built, problem: str) -> None:
        assert problem in "\n".join(metadata_problems(read_metadata(mistaken.wheel), mistaken.root))

    def test_a_link_to_a_missing_page_is_named(self, built: Built, checkout: Path, tmp_path: Path) -> None:
        root = Path(shutil.copytree(checkout, tmp_path / "checkout"))
        (root / "docs" / "money.md").unlink()
        assert "there is no docs/money.md" in "\n".join(metadata_problems(read_metadata(built.wheel), root))

    def test_another_version_or_repository_is_named(self, built: Built) -> None:
        metadata: Message = copy.copy(read_metadata(built.wheel))
        metadata.replace_header("Version", "9.9.9")
        metadata["Project-URL"] = "Issues, https://example.org/issues"
        problems = "\n".join(metadata_problems(metadata, built.root))
        assert "the metadata's version is 9.9.9" in problems
        assert "the project URL Issues is https://example.org/issues" in problems


class TestThePublishingAction:
    def test_reads_what_is_written_here(self) -> None:
        assert list(publisher_problems(ROOT)) == []

    def test_is_asked_about_the_built_metadata(self, mistaken: Built) -> None:
        """A build backend without a given version writes its newest."""
        assert "does not say which core-metadata-version the wheel has" in "\n".join(publisher_problems(mistaken.root))

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ("dc37677b2e1c63e2034f94d8a5b11f265b73ba33", "0" * 40, "of which nothing is known"),
            (
                "dc37677b2e1c63e2034f94d8a5b11f265b73ba33",
                "76f52bc884231f62b9a034ebfe128415bbaabdfc",
                "metadata version 2.5 is too new for twine 6.1.0 of the publishing action v1.12.4, which reads 2.4",
            ),
        ],
    )
    def test_that_would_refuse_is_named(self, tmp_path: Path, old: str, new: str, problem: str) -> None:
        workflows = tmp_path / ".github" / "workflows"
        shutil.copytree(ROOT / ".github" / "workflows", workflows)
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        replace(workflows / "release.yml", old, new)
        assert problem in "\n".join(publisher_problems(tmp_path, "2.5"))

    def test_has_the_twine_that_is_locked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        commit, action = list(release_check.PUBLISHING_ACTIONS.items())[-1]
        monkeypatch.setitem(release_check.PUBLISHING_ACTIONS, commit, action._replace(twine="7.1.0"))
        assert list(publisher_problems(ROOT)) == [
            f"twine 7.0.0 is locked, the publishing action {action.release} has 7.1.0"
        ]


class TestTheTag:
    @pytest.fixture
    def ready(self, checkout: Path, tmp_path: Path) -> Path:
        root = Path(shutil.copytree(checkout, tmp_path / "checkout"))
        shutil.rmtree(root / "changelog.d")
        (root / "CHANGELOG.md").write_text(f"# Changelog\n\n## {VERSION} (2026-01-01)\n", encoding="utf-8")
        commit(root)
        return root

    def test_that_is_ready(self, ready: Path) -> None:
        assert list(tag_problems(ready, f"v{VERSION}")) == []

    @pytest.mark.parametrize(("tag", "given"), [("", "missing"), ("v9.9.9", "v9.9.9"), (VERSION, VERSION)])
    def test_that_is_not_the_version(self, ready: Path, tag: str, given: str) -> None:
        (problem,) = tag_problems(ready, tag)
        assert problem.startswith(f"the tag is {given}, the version is {VERSION}: TAG=v{VERSION}")

    def test_with_a_fragment_left_over(self, ready: Path) -> None:
        (ready / "changelog.d").mkdir()
        (ready / "changelog.d" / "+money.fixed.md").write_text("Money.\n", encoding="utf-8")
        commit(ready)
        assert list(tag_problems(ready, f"v{VERSION}")) == [
            "changelog.d/+money.fixed.md is not in CHANGELOG.md: make changelog"
        ]

    def test_of_which_the_changelog_does_not_tell(self, ready: Path) -> None:
        (ready / "CHANGELOG.md").write_text("# Changelog\n", encoding="utf-8")
        commit(ready)
        assert list(tag_problems(ready, f"v{VERSION}")) == [
            f"CHANGELOG.md has no section for {VERSION}: make changelog"
        ]

    def test_of_something_that_is_not_committed(self, ready: Path) -> None:
        (ready / "LICENSE").write_text("", encoding="utf-8")
        (ready / "notes.txt").write_text("", encoding="utf-8")
        assert list(tag_problems(ready, f"v{VERSION}")) == ["not committed: LICENSE", "not committed: notes.txt"]


class TestTheCommand:
    def test_says_what_is_wrong_and_fails(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["tag", "v9.9.9"]) == 1
        assert "the tag is v9.9.9" in capsys.readouterr().err

    def test_passes_on_what_a_tool_said(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("[build-system]\nrequires = []\n", encoding="utf-8")
        with pytest.raises(ReleaseError, match=r"-m build .* failed:\n(.*\n)*.*(?i:error)"):
            build(tmp_path, tmp_path / "dist", epoch=EPOCH)

    def test_calls_what_is_installed_and_nothing_else(self) -> None:
        problems = list(call_problems(Path(sys.executable), "9.9.9"))
        assert problems[0] == f"the installed package says version {VERSION}, its metadata 9.9.9"
        assert "not from the environment" in problems[1]
