"""After an update with twelve kinds of changes, what is left to do is listed: twelve_changes.yaml."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from openapi.pipeline.generate import ROOT
from openapi.pipeline.overlay import load_overlay
from openapi.pipeline.resolving import resolve_description
from openapi.pipeline.updating.hand_written import changed_operations, read_generated
from openapi.pipeline.updating.sample_calls import find_problems
from openapi.pipeline.updating.vanished_names import Version, find_vanished_names
from perfectgym_next._core.json import decode, encode
from tests.support import corpus_cases

HANDLERS = "overrides/perfectgym_next/testing/_handlers"
MAX_CPU_SECONDS = 40
EXPECTED = {
    "new tag": (f"{HANDLERS}/lockers.py", "gym.lockers.get_lockers: no handler"),
    "new operation": (f"{HANDLERS}/devices.py", "gym.devices.get_device_by_id: no handler"),
    "renamed schema": ("examples/account_statement.py", "CustomerAccountBalance"),
    "removed field": (f"{HANDLERS}/customers_account.py", "result[].description is not in the description"),
    "new required field in a request": ("tests/testing/test_embedded_classes.py", "book_class now requires channel"),
    "enum values": ("overrides/perfectgym_next/testing/_studio/staff.py", "Device.model no longer has GENERIC_TIME"),
    "allOf": (f"{HANDLERS}/studios.py", "get_utilization: in the response, measuredAt is missing"),
    "moved path": ("tests/testing/test_embedded_studios.py", "is no longer a path (now /v2/studios/utilization)"),
    "nullable reference": None,  # the same code as before
    "deprecated operation": ("tests/pipeline/corpus/parameters.yaml", "get_employee is now deprecated"),
    "new scope": None,  # no key in this project has the scopes of this operation alone
    "new server": ("openapi/overlay.yaml", "the servers of the description are now"),
}
"""For each kind of change, a file that has to be listed with a text."""


def changed_description(scratch: Path) -> dict[str, Any]:
    case = yaml.safe_load(Path(__file__).with_name("twelve_changes.yaml").read_text(encoding="utf-8"))
    document = corpus_cases.changed(corpus_cases.description(), case, scratch)
    numbers = [*map(int, document["info"]["version"].split(".")), 0]
    document["info"]["version"] = f"{numbers[0]}.{numbers[1] + 1}.0"
    return document


def test_the_example_has_each_kind_of_change() -> None:
    text = Path(__file__).with_name("twelve_changes.yaml").read_text(encoding="utf-8")
    assert re.findall(r"^  # (.+)$", text, re.MULTILINE) == list(EXPECTED)


@pytest.fixture(scope="module", name="versions")
def _versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Version, Version]:
    before = read_generated(ROOT)
    assert before is not None
    overlay = load_overlay(ROOT / "openapi" / "overlay.yaml")
    after = resolve_description(overlay.apply(changed_description(tmp_path_factory.mktemp("overlay"))))
    classes = {name: module for name, module in before.classes.items() if name != "CustomerAccountBalance"}
    return before, Version(after, classes)


class TestWithoutGenerating:
    """The names and the calls; the classes are those that the schemas of this example make."""

    def test_what_has_to_change_is_listed(self, versions: tuple[Version, Version]) -> None:
        before, after = versions
        names = changed_operations(before.description, after.description)
        exact = [decode(encode(one.description)) for one in versions]
        listed = [
            (Path(one["path"]).relative_to(ROOT).as_posix(), one["text"])
            for one in find_problems(exact[0], exact[1], names)["problems"]
        ]
        listed += [(one.path, one.text) for one in find_vanished_names(ROOT, before, after)]
        for kind, expected in EXPECTED.items():
            if expected is not None:
                path, text = expected
                assert [one for one in listed if one[0] == path and text in one[1]], kind

    def test_an_unchanged_description_lists_nothing(self, versions: tuple[Version, Version]) -> None:
        before, _ = versions
        assert changed_operations(before.description, before.description) == []
        assert find_vanished_names(ROOT, before, before) == []


def run(root: Path, command: list[str], seconds: int) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(str(root / name) for name in ("generated", "overrides", "."))
    return subprocess.run(
        command,
        cwd=root,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds,
    )


@pytest.fixture(scope="module", name="updated")
def _updated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, float]:
    """A checkout after the update, what make said, and the seconds of processor time that it took."""
    root = tmp_path_factory.mktemp("whole") / "checkout"
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, root / name)
    (root / ".venv").symlink_to(sys.prefix)
    tools = Path("openapi", "review-tools", "node_modules")
    (root / tools).symlink_to(ROOT / tools)
    source = tmp_path_factory.mktemp("vendor") / "openapi.json"
    source.write_text(json.dumps(changed_description(source.parent)), encoding="utf-8")
    installed = (".venv/.ready-review", "openapi/review-tools/node_modules/.package-lock.json")
    before = os.times()
    command = ["make", "update", f"FROM={source}", *(word for name in installed for word in ("-o", name))]
    done = run(root, command, 300)
    after = os.times()
    assert done.returncode == 0, done.stderr
    return (
        root,
        done.stdout,
        after.children_user + after.children_system - before.children_user - before.children_system,
    )


@pytest.mark.slow
class TestTheWholeProject:
    def test_takes_less_than_forty_seconds_of_processor_time(self, updated: tuple[Path, str, float]) -> None:
        assert updated[2] < MAX_CPU_SECONDS

    def test_lists_each_kind_of_change(self, updated: tuple[Path, str, float]) -> None:
        root, said, _ = updated
        assert "hand-written code to change:" in said
        assert "what no reader of code can see:" in said
        lines = (root / "build" / "update" / "hand-written.txt").read_text(encoding="utf-8").splitlines()
        for kind, expected in EXPECTED.items():
            if expected is not None:
                path, text = expected
                assert [line for line in lines if line.startswith(f"{path}:") and text in line], kind
        assert not [line for line in lines if "did not run" in line or "could not be called" in line]

    def test_fails_tests_only_for_what_was_listed(self, updated: tuple[Path, str, float]) -> None:
        root, _, _ = updated
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "-rfE"]
        done = run(
            root, [*command, "tests/client", "tests/testing", "tests/money", "tests/pipeline/test_overlay.py"], 1200
        )
        failed = set(re.findall(r"^(?:FAILED|ERROR) (\S+?)::", done.stdout, re.MULTILINE))
        listed = (root / "build" / "update" / "hand-written.txt").read_text(encoding="utf-8")
        assert failed, done.stdout[-3000:]
        unlisted = {name for name in failed if f"{name}:" not in listed}
        assert unlisted <= BY_ANOTHER_FILE.keys(), done.stdout[-5000:]


BY_ANOTHER_FILE = {
    "tests/client/test_examples.py": "examples/account_statement.py is listed",
    "tests/testing/test_embedded_engine.py": "the handlers are listed",
    "tests/testing/test_embedded_registry.py": "the missing handlers are listed",
    "tests/testing/test_schemathesis.py": "the handlers are listed",
    "tests/pipeline/test_overlay.py": "the review lists the operations without a name",
}
"""Tests that fail for a file of the list other than their own."""
