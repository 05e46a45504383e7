"""A staged update is put in place whole or not at all, wherever it is killed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from openapi.pipeline.generate import ROOT
from openapi.pipeline.updating.journal import JournalError, Stage, finish
from tests.support.old_version import snapshot

# A process that commits a staged update and is killed before its nth change to the disk.
KILLED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from openapi.pipeline.updating.journal import Stage

root, wanted, names = Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
stage = Stage(root)
for name in names:
    stage.path(name)
steps = 0

def watch(event, arguments):
    global steps
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}:
        steps += 1
        if steps == wanted:
            os._exit(9)

sys.addaudithook(watch)
stage.commit()
print(steps)
"""


def killed_at(step: int, root: Path, names: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED, str(ROOT), str(root), str(step), *names]
    return subprocess.run(command, capture_output=True, text=True, check=False)


class TestKilledAtEveryStep:
    """A small checkout, with every kind of thing that an update replaces."""

    NAMES = (
        "openapi/d.json",
        "openapi/source.toml",
        "generated/package",
        "build/api-review",
        "changelog.d/+a.added.md",
    )

    def prepare(self, root: Path) -> tuple[dict[str, str], dict[str, str]]:
        def write(base: Path, generation: str) -> None:
            for name in ("openapi/d.json", "openapi/source.toml", "generated/package/a.py", "build/api-review/r.md"):
                path = base / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"{generation} {name}", encoding="utf-8")
            only = base / "generated" / "package" / f"only_{generation}.py"
            only.write_text("", encoding="utf-8")

        write(root, "old")
        old = snapshot(root)
        staged = root / "build" / "update" / "staged"
        write(staged, "new")
        (staged / "changelog.d").mkdir()
        (staged / "changelog.d" / "+a.added.md").write_text("new", encoding="utf-8")
        reference = root.parent / f"{root.name}-reference"
        shutil.copytree(staged, reference)
        return old, snapshot(reference)

    def test_the_checkout_is_the_old_or_the_new_one(self, tmp_path: Path) -> None:
        self.prepare(tmp_path / "whole")
        steps = int(killed_at(-1, tmp_path / "whole", list(self.NAMES)).stdout)
        assert steps > 10
        ends = []
        for step in range(1, steps + 1):
            root = tmp_path / str(step)
            old, new = self.prepare(root)
            assert killed_at(step, root, list(self.NAMES)).returncode == 9
            finish(root)
            after = snapshot(root)
            assert after in (old, new), f"killed at step {step}"
            ends.append(after == new)
            assert not finish(root)
        assert ends == sorted(ends), "once the journal is there, it is the new one"
        assert {True, False} == set(ends)

    def test_what_finishes_it_may_be_killed_as_well(self, tmp_path: Path) -> None:
        root = tmp_path / "checkout"
        _, new = self.prepare(root)
        assert killed_at(4, root, list(self.NAMES)).returncode == 9
        finishing = KILLED.replace(
            "stage.commit()", "from openapi.pipeline.updating.journal import finish; finish(root)"
        )
        ends: list[int] = []
        while ends[-1:] != [0]:
            command = [sys.executable, "-c", finishing, str(ROOT), str(root), "7"]
            ends.append(subprocess.run(command, capture_output=True, check=False).returncode)
            assert len(ends) < 50
        assert ends[0] == 9
        assert snapshot(root) == new

    def test_make_finishes_it_whatever_the_target(self, tmp_path: Path) -> None:
        makefile = ROOT / "Makefile"
        if "openapi.pipeline.updating.journal" not in makefile.read_text(encoding="utf-8"):
            pytest.skip("the Makefile does not look for a journal")
        root = tmp_path / "checkout"
        _, new = self.prepare(root)
        (root / "openapi" / "pipeline" / "updating").mkdir(parents=True)
        for name in ("__init__.py", "updating/__init__.py", "updating/journal.py"):
            shutil.copy(ROOT / "openapi" / "pipeline" / name, root / "openapi" / "pipeline" / name)
        assert killed_at(12, root, list(self.NAMES)).returncode == 9
        shutil.copy(makefile, root / "Makefile")
        subprocess.run(["make", "-C", str(root), "help", f"PYTHON={sys.executable}"], check=True, capture_output=True)
        shutil.rmtree(root / "openapi" / "pipeline")
        assert snapshot(root) == new

    def test_a_journal_that_cannot_be_read_is_an_error_and_stays(self, tmp_path: Path) -> None:
        journal = tmp_path / "build" / "update" / "journal.json"
        journal.parent.mkdir(parents=True)
        journal.write_text("{", encoding="utf-8")
        with pytest.raises(JournalError, match="cannot be read"):
            finish(tmp_path)
        assert journal.exists()

    def test_two_updates_at_once_are_refused(self, tmp_path: Path) -> None:
        with (
            Stage(tmp_path).open(),
            pytest.raises(JournalError, match="another update is running"),
            Stage(tmp_path).open(),
        ):
            pass

    def test_what_an_update_prepared_is_gone_when_it_fails(self, tmp_path: Path) -> None:
        def fail() -> None:
            with Stage(tmp_path).open() as stage:
                stage.path("openapi/d.json").write_text("new", encoding="utf-8")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert not (tmp_path / "openapi").exists()
        assert not list((tmp_path / "build" / "update").iterdir())
