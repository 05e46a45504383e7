"""Ctrl-C during `make update`: what it says about the checkout is true."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from openapi.pipeline import generate as pipeline
from openapi.pipeline import update as pipeline_update
from openapi.pipeline.update import main
from openapi.pipeline.updating import journal
from tests.support.old_version import snapshot
from tests.support.samples import checkout, operation, reference, toys

ROOT = Path(__file__).resolve().parents[2]
LISTING = "openapi.pipeline.update.list_hand_written"


@pytest.fixture(scope="module", name="template")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = checkout(tmp_path_factory.mktemp("interrupted") / "checkout", toys())
    shutil.copytree(ROOT / "overrides", root / "overrides", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "openapi" / "source.toml", root / "openapi")
    (root / "changelog.d").mkdir()
    assert pipeline.main([], root=root) == 0
    document = toys()
    document["info"]["version"] = "1.1"
    document["paths"]["/v1/best"] = {"get": operation("getBest", reference("Toy"))}
    (root / "new.json").write_text(json.dumps(document), encoding="utf-8")
    return root


@pytest.fixture(name="root")
def _root(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "checkout")
    return tmp_path / "checkout"


def interrupt(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


def version(root: Path) -> str:
    document = json.loads((root / "generated" / pipeline.PACKAGE / "openapi.json").read_bytes())
    return str(document["info"]["version"])


def test_before_anything_is_in_place(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(root)
    monkeypatch.setattr("openapi.pipeline.update.build", interrupt)
    assert main(["--from", str(root / "new.json")], root=root) == 130
    assert capsys.readouterr().err == "nothing was changed: interrupted\n"
    assert snapshot(root) == before


def test_while_files_are_put_in_place(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("openapi.pipeline.updating.journal._flush", interrupt)
        assert main(["--from", str(root / "new.json")], root=root) == 130
    assert "the next run of make finishes the update" in capsys.readouterr().err
    assert journal.finish(root)
    assert version(root) == "1.1"


def test_right_after_that(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    update = pipeline_update.update

    def finish_and_interrupt(*arguments: Any, **options: Any) -> None:
        update(*arguments, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr("openapi.pipeline.update.update", finish_and_interrupt)
    assert main(["--from", str(root / "new.json")], root=root) == 130
    assert capsys.readouterr().err == (
        "the update is in place, but hand-written code was not searched: run `make hand-written`\n"
    )
    assert version(root) == "1.1"


def test_during_the_list_of_hand_written_code(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(LISTING, interrupt)
    assert main(["--from", str(root / "new.json")], root=root) == 0
    said = capsys.readouterr()
    assert said.err == (
        "the update is in place, but hand-written code was not completely searched: run `make hand-written`\n"
    )
    assert "gym.toys.get_best" in said.out
    assert version(root) == "1.1"


PROGRAM = """
import os, signal
from pathlib import Path
import openapi.pipeline.update as update

def listing(root, before):
    os.kill(os.getpid(), signal.SIGINT)
    signal.pause()

update.list_hand_written = listing
raise SystemExit(update.main(["--from", "new.json"], root=Path.cwd()))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a single process")
def test_a_real_signal_is_no_traceback(root: Path) -> None:
    paths = os.pathsep.join(str(ROOT / name) for name in (".", "overrides", "generated"))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=root,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert (done.returncode, done.stderr.count("\n")) == (0, 1), done.stderr
    assert "the update is in place" in done.stderr
    assert version(root) == "1.1"
