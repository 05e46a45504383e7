"""The list of hand-written code that an update makes wrong: whatever happens, it is made after the update."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from openapi.pipeline.generate import ROOT
from openapi.pipeline.updating import hand_written
from openapi.pipeline.updating.hand_written import (
    COMPLETE_LIST,
    UNSEEN,
    changed_operations,
    list_hand_written,
    main,
    read_generated,
)
from openapi.pipeline.updating.vanished_names import Version
from tests.support.samples import toys

PACKAGE = Path("generated", "perfectgym_next_generated")
INDEX = '_MODULES = {\n    "Toy": "toy",\n}\n'


def write_generated(root: Path, document: dict[str, Any]) -> Version:
    (root / PACKAGE / "models").mkdir(parents=True, exist_ok=True)
    (root / PACKAGE / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    (root / PACKAGE / "models" / "__init__.py").write_text(INDEX, encoding="utf-8")
    found = read_generated(root)
    assert found is not None
    return found


@pytest.fixture(name="before")
def _before(tmp_path: Path) -> Version:
    """Names before an update that removes an operation; the checkout is the one after it."""
    before = write_generated(tmp_path, toys())
    document = toys()
    del document["paths"]["/v1/toys/{toyId}"]
    write_generated(tmp_path, document)
    return before


@pytest.fixture(name="run")
def _run(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the tools do instead of running, by the name of the module."""
    results: dict[str, Any] = {
        "mypy": (0, ""),
        "openapi.pipeline.updating.sample_calls": (0, '{"problems": [], "unreached": []}'),
    }

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        result = results[command[2]]
        if isinstance(result, Exception):
            raise result
        code, output = result
        return subprocess.CompletedProcess(command, code, output, "some warning\nthe reason" if code > 1 else "")

    monkeypatch.setattr(subprocess, "run", run)
    return results


class TestTheList:
    def test_is_empty_if_the_generated_code_did_not_change(self, tmp_path: Path) -> None:
        before = write_generated(tmp_path, toys())
        assert list_hand_written(tmp_path, before) == ""

    def test_is_empty_without_generated_code(self, tmp_path: Path) -> None:
        assert read_generated(tmp_path) is None
        assert list_hand_written(tmp_path, None) == ""

    def test_of_nothing_says_so_and_what_is_unseen(self, tmp_path: Path, before: Version, run: dict[str, Any]) -> None:
        assert list_hand_written(tmp_path, before) == f"no hand-written code to change was found\n{UNSEEN}"

    def test_has_what_mypy_finds_outside_of_generated_code(
        self, tmp_path: Path, before: Version, run: dict[str, Any]
    ) -> None:
        run["mypy"] = (
            1,
            'examples/a.py:3: error: Module "m" has no attribute "Toy"  [attr-defined]\n'
            "examples/a.py:3: note: Maybe not\n"
            "generated/perfectgym_next_generated/b.py:1: error: Unused\n",
        )
        assert list_hand_written(tmp_path, before).splitlines()[:2] == [
            "hand-written code to change:",
            '  examples/a.py:3: Module "m" has no attribute "Toy"  [attr-defined]',
        ]

    def test_names_a_line_once_and_a_text_once_a_file(
        self, tmp_path: Path, before: Version, run: dict[str, Any]
    ) -> None:
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "toys.md").write_text("get_toy(1)\n\nget_toy(2)\nget_toy(3)\n", encoding="utf-8")
        run["mypy"] = (1, "docs/toys.md:3: error: Odd\n")
        assert list_hand_written(tmp_path, before).splitlines()[1:3] == [
            "  docs/toys.md:3: Odd",
            "  docs/toys.md:1: gym.toys.get_toy is no longer an operation (also in 4)",
        ]

    def test_is_cut_on_the_terminal_and_complete_in_a_file(
        self, tmp_path: Path, before: Version, run: dict[str, Any]
    ) -> None:
        run["mypy"] = (1, "".join(f"examples/{number}.py:1: error: Odd\n" for number in range(50)))
        shown = list_hand_written(tmp_path, before)
        assert shown.count(": Odd") == 30
        assert f"  … and 20 more\nall of it is in {COMPLETE_LIST.as_posix()}\n" in shown
        assert (tmp_path / COMPLETE_LIST).read_text(encoding="utf-8").count(": Odd") == 50

    def test_says_if_the_file_cannot_be_written(self, tmp_path: Path, before: Version, run: dict[str, Any]) -> None:
        (tmp_path / COMPLETE_LIST).mkdir(parents=True)
        run["mypy"] = (1, "".join(f"examples/{number}.py:1: error: Odd\n" for number in range(50)))
        assert f"{COMPLETE_LIST.as_posix()} cannot be written (Is a directory)" in list_hand_written(tmp_path, before)


class TestAToolThatFails:
    @pytest.mark.parametrize(
        ("result", "reason"),
        [
            ((2, ""), "the reason"),
            (subprocess.TimeoutExpired("mypy", 600), "it took more than 600 seconds"),
            (OSError(12, "Cannot allocate memory"), "Cannot allocate memory"),
        ],
    )
    def test_is_a_line_of_the_list(
        self, result: Any, reason: str, tmp_path: Path, before: Version, run: dict[str, Any]
    ) -> None:
        run["mypy"] = result
        assert f"  mypy did not run ({reason}): run `make types`" in list_hand_written(tmp_path, before)
        write_generated(tmp_path, {**toys(), "paths": {**toys()["paths"], "/v2": toys()["paths"]["/v1/toys"]}})
        run["openapi.pipeline.updating.sample_calls"] = result
        shown = list_hand_written(tmp_path, Version(toys(), {"Toy": "toy"}))
        assert f"  the embedded API could not be called ({reason}): run `make pytest ARGS=tests/testing`" in shown


class TestChangedOperations:
    def test_are_those_that_are_new_or_moved_or_use_a_changed_schema(self) -> None:
        document = toys()
        assert changed_operations(toys(), document) == []
        document["components"]["schemas"]["Colour"]["enum"].append("GREEN")
        assert changed_operations(toys(), document) == ["toys.get_toys", "toys.get_toy"]
        document = toys()
        document["paths"]["/v2/toys"] = document["paths"].pop("/v1/toys")
        document["paths"]["/v1/parts"] = {"get": {**toys()["paths"]["/v1/toys"]["get"], "operationId": "getParts"}}
        assert changed_operations(toys(), document) == ["toys.get_toys", "toys.get_parts"]


class TestTheCommand:
    def test_compares_with_a_revision(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_generated(tmp_path, toys())
        git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.invalid"]
        for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "1"]):
            subprocess.run([*git, *arguments], check=True)
        assert main([], root=tmp_path) == 0
        assert capsys.readouterr().out == "the generated code has not changed since HEAD\n"
        assert main(["v0"], root=tmp_path) == 2
        assert capsys.readouterr().err.startswith("invalid base 'v0': ")

    def test_is_a_target_of_make(self) -> None:
        assert "openapi.pipeline.updating.hand_written" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_modules_are_run_by_this_python(tmp_path: Path) -> None:
    done = hand_written._run(tmp_path, ["-c", "import sys; print(sys.executable)"])
    assert not isinstance(done, str)
    assert done.stdout.strip() == sys.executable
