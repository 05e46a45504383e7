"""The update as a maintainer lives it, by make and on the whole description: from about 1.9.0 to 1.10.0."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from openapi.pipeline.generate import PACKAGE, ROOT, Sources, build
from openapi.pipeline.review.inputs import drop_stale_actions
from tests.support import corpus_cases
from tests.support.old_version import before_1_10, snapshot

pytestmark = pytest.mark.slow

STALE = "$.paths[*][?@.operationId=='getUtilisation']"
INSTALLED = (".venv/.ready-review", "openapi/review-tools/node_modules/.package-lock.json")


def make(root: Path, *arguments: str) -> list[str]:
    """A make that takes this environment for installed."""
    return ["make", "-C", str(root), *arguments, *(word for name in INSTALLED for word in ("-o", name))]


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(make(root, *arguments), capture_output=True, text=True, check=False, timeout=300)


def git(root: Path, *arguments: str) -> None:
    author = ("-c", "user.name=Maintainer", "-c", "user.email=maintainer@example.invalid")
    subprocess.run(["git", "-C", str(root), *author, *arguments], check=True, capture_output=True)


def old_description() -> dict[str, Any]:
    """Without what 1.10.0 brought, and with a misspelt name that it corrected."""
    document = before_1_10(corpus_cases.description())
    document["paths"]["/v1/studios/utilization"]["get"]["operationId"] = "getUtilisation"
    return document


@pytest.fixture(scope="module", name="template")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of the time of the old version: everything that git knows, and the environment of this run."""
    root = tmp_path_factory.mktemp("rehearsal") / "checkout"
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if not name.startswith(("generated/", "tests/", "changelog.d/")):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, root / name)
    (root / ".venv").symlink_to(sys.prefix)
    (root / "openapi" / "review-tools" / "node_modules").symlink_to(ROOT / "openapi" / "review-tools" / "node_modules")
    document = old_description()
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    (root / "openapi" / "perfectgym-next.json").write_text(text, encoding="utf-8")
    overlay, _ = drop_stale_actions(ROOT / "openapi" / "overlay.yaml", document)
    overlay["actions"].append(
        {"target": STALE, "update": {"operationId": "getUtilization"}, "description": "Misspelt by the vendor."}
    )
    (root / "openapi" / "overlay.yaml").write_text(yaml.safe_dump(overlay, sort_keys=False), encoding="utf-8")
    (root / "generated").mkdir()
    build(Sources(root), root / "generated" / PACKAGE)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "1.9.0")
    return root


@pytest.fixture(scope="module", name="source")
def _source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vendor") / "openapi.yaml"
    reordered = corpus_cases.reordered(corpus_cases.description())
    path.write_text(yaml.safe_dump(reordered, sort_keys=False), encoding="utf-8")
    return path


def without_the_stale_action(root: Path) -> None:
    path = root / "openapi" / "overlay.yaml"
    overlay = yaml.safe_load(path.read_text(encoding="utf-8"))
    overlay["actions"] = [action for action in overlay["actions"] if action["target"] != STALE]
    path.write_text(yaml.safe_dump(overlay, sort_keys=False), encoding="utf-8")


def test_the_old_version_becomes_the_new_one_with_a_stale_correction_on_the_way(
    template: Path, source: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(template, tmp_path / "checkout", symlinks=True))
    before = snapshot(root)

    stopped = run(root, "update", f"FROM={source}")
    assert stopped.returncode != 0
    assert "no longer match anything" in stopped.stderr
    assert "getUtilisation" in stopped.stderr
    assert "Misspelt by the vendor." in stopped.stderr
    assert snapshot(root) == before

    without_the_stale_action(root)
    updated = run(root, "update", f"FROM={source}")
    assert updated.returncode == 0, updated.stderr
    assert "minor: This adds to the API and breaks nothing." in updated.stdout
    for name in ("book_customer_payment", "update_customer_payment_instrument", "idle_period_update_preview"):
        assert name in updated.stdout
    assert len(list((root / "changelog.d").iterdir())) == 1

    reviewed = run(root, "review", "BASE=HEAD")
    assert reviewed.returncode == 0, reviewed.stderr
    report = json.loads((root / "build" / "api-review" / "report.json").read_text(encoding="utf-8"))
    assert report["verdict"] == "minor"

    checked = run(root, "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    again = run(root, "update", f"FROM={source}")
    version = corpus_cases.description()["info"]["version"]
    assert f"unchanged: PerfectGym Next API {version}" in again.stdout


def test_killed_at_any_moment_the_checkout_is_the_old_or_the_new_one(
    template: Path, source: Path, tmp_path: Path
) -> None:
    """Each write of the last step is killed in test_update.py; here the whole command is, all along its way."""
    whole = Path(shutil.copytree(template, tmp_path / "whole", symlinks=True))
    without_the_stale_action(whole)
    old = snapshot(whole)
    started = time.monotonic()
    assert run(whole, "update", f"FROM={source}").returncode == 0
    lasted = time.monotonic() - started
    new = snapshot(whole)
    assert old != new

    moments = 8
    for number in range(1, moments + 1):
        root = Path(shutil.copytree(template, tmp_path / str(number), symlinks=True))
        without_the_stale_action(root)
        process = subprocess.Popen(
            make(root, "update", f"FROM={source}"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(lasted * number / moments)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(60)
        assert run(root, "help").returncode == 0
        assert snapshot(root) in (old, new), f"killed after {number}/{moments} of the way"
        shutil.rmtree(root)
