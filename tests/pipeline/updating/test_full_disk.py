"""`make update` on a full disk: one line, and the checkout is the old one, or is finished by the next run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from openapi.pipeline.generate import PACKAGE, ROOT, Sources, generate
from openapi.pipeline.updating.journal import finish
from tests.support.old_version import snapshot
from tests.support.samples import TOY_OVERLAY, checkout, toys

# An update in which every write from the nth on fails, or every file larger than n bytes. The generator and the review,
# which are processes of their own, are replaced by what they write.
UPDATE = """
import errno, os, shutil, sys
from pathlib import Path
from openapi.pipeline import update as updating

root, source, way, number = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
writes, watched = 0, True

def build(sources, into):
    shutil.copytree(root / "generated" / into.name, into)
    (into / "new.py").write_text("new", encoding="utf-8")

def review(root, stage):
    folder = stage.path("build/api-review")
    folder.mkdir(parents=True)
    (folder / "report.md").write_text("new " * 1000, encoding="utf-8")
    stage.path("changelog.d/+new.added.md").write_text("new", encoding="utf-8")
    return "done"

def watch(event, arguments):
    global writes
    writing = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if watched and (writing or event == "os.mkdir"):
        writes += 1
        if 0 < number <= writes:
            raise OSError(errno.ENOSPC, "No space left on device", str(arguments[0]))

updating.build, updating._review = build, review
if way == "write":
    sys.addaudithook(watch)
else:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, resource.RLIM_INFINITY))
code = updating.main(["--from", source], root=root)
watched = False
if number == 0:
    print(writes)
sys.exit(code)
"""


@pytest.fixture(scope="module", name="template")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = checkout(tmp_path_factory.mktemp("full") / "checkout", toys(), TOY_OVERLAY)
    (root / "openapi" / "source.toml").write_text('address = "https://example.invalid/"\n', encoding="utf-8")
    generate(Sources(root), root / "generated" / PACKAGE)
    return root


@pytest.fixture(scope="module", name="source")
def _source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document: dict[str, Any] = toys()
    document["info"]["description"] = "New."
    path = tmp_path_factory.mktemp("source") / "new.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def update(root: Path, source: Path, way: str, number: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", UPDATE, str(root), str(source), way, str(number)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def check_failure(root: Path, done: subprocess.CompletedProcess[str], old: dict[str, str], new: dict[str, str]) -> bool:
    """Check what a failed update says and leaves; return whether it is decided."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    if done.stderr.startswith("nothing was changed: "):
        assert snapshot(root) == old
        assert not finish(root)
        assert snapshot(root) == old
        return False
    assert "was not finished" in done.stderr
    assert "run make again" in done.stderr
    assert finish(root)
    after = snapshot(root)
    assert {**after, "openapi/source.toml": ""} == {**new, "openapi/source.toml": ""}
    return True


def test_every_write(template: Path, source: Path, tmp_path: Path) -> None:
    old = snapshot(template)
    whole = Path(shutil.copytree(template, tmp_path / "whole"))
    done = update(whole, source, "write", 0)
    assert done.returncode == 0, done.stderr
    new = snapshot(whole)
    writes = int(done.stdout.split()[-1])
    assert writes > 20
    decided = []
    for number in range(1, writes + 1):
        root = Path(shutil.copytree(template, tmp_path / str(number)))
        decided.append(check_failure(root, update(root, source, "write", number), old, new))
    assert decided == sorted(decided)
    assert set(decided) == {False, True}


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
@pytest.mark.parametrize("limit", [0, 1, 100, 1000, 3000])
def test_a_file_that_cannot_grow(template: Path, source: Path, tmp_path: Path, limit: int) -> None:
    root = Path(shutil.copytree(template, tmp_path / "checkout"))
    old = snapshot(root)
    assert not check_failure(root, update(root, source, "size", limit), old, old)


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs a file system of its own")
@pytest.mark.parametrize("free", [0, 8, 60])
def test_a_file_system_that_is_full(template: Path, source: Path, tmp_path: Path, free: int) -> None:
    """The whole update, with the real generator, whose scratch files are there as well."""
    mount = tmp_path / "disk"
    pages = sum(-(-path.stat().st_size // 4096) for path in template.rglob("*") if path.is_file())
    kibibytes = 4 * pages + free
    mount.mkdir()
    run = (
        f"mount -t tmpfs -o size={kibibytes}k tmpfs {mount} || exit 77; cp -r {template} {mount}/checkout || exit 78; "
        f"mkdir {mount}/tmp || exit 78; TMPDIR={mount}/tmp {sys.executable} -c '"
        "import sys; from pathlib import Path; from openapi.pipeline.update import main; "
        f'sys.exit(main(["--from", "{source}"], root=Path("{mount}/checkout")))\'; '
        f"code=$?; cp -r {mount}/checkout {tmp_path}/after; exit $code"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", run]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode in (1, 77):
        pytest.skip(f"no file system can be mounted: {done.stderr.strip()[-200:]}")
    assert done.returncode == 2, (done.returncode, done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("nothing was changed: ")
    assert done.stderr.count("\n") <= 2
    assert "No space left on device" in done.stderr
    assert snapshot(tmp_path / "after") == snapshot(template)
