"""Inputs and reports for the tests of the review."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from openapi.pipeline.generate import PACKAGE, ROOT
from openapi.pipeline.review.inputs import ReviewInput
from openapi.pipeline.review.policy import Audience, Finding, Verdict
from openapi.pipeline.review.report import Report, merge_findings


def copy_checkout(root: Path) -> Path:
    """Both packages, as they are now, in a git repository."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "generated" / PACKAGE, root / "generated" / PACKAGE, ignore=ignored)
    shutil.copytree(ROOT / "overrides" / "perfectgym_next", root / "overrides" / "perfectgym_next", ignore=ignored)
    shutil.copytree(ROOT / "openapi", root / "openapi", ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--quiet"], ["add", "--all"], [*identity, "commit", "--quiet", "--message", "base"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)
    return root


def build_wheel(checkout: Path, into: Path) -> Path:
    """A wheel, as far as the review looks into it."""
    path = into / "perfectgym_next-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for folder in (checkout / "generated", checkout / "overrides"):
            for file in folder.rglob("*"):
                if file.is_file():
                    archive.write(file, file.relative_to(folder))
    return path


def hide_node(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the review find no Node."""
    monkeypatch.setattr("openapi.pipeline.review.node.shutil.which", lambda *_, **__: None)
    monkeypatch.setattr("openapi.pipeline.review.node.importlib.util.find_spec", lambda _: None)


def small_report() -> Report:
    """One breaking change whose texts would like to be markup."""
    text = "is `a|b`\n| x |"
    found = finding("Entry.id", text, Verdict.BREAKING, before="`code`", after="a | b")
    base = ReviewInput(label="v1.2.3", description={"info": {"version": "1.9.0"}}, version="1.2.3")
    head = ReviewInput(label="working tree", description={"info": {"version": "1.10.0"}})
    return Report(base=base, head=head, changes=merge_findings([found]))


def finding(name: str, text: str, verdict: Verdict, **more: object) -> Finding:
    rest = {"kind": "x", "source": "wire", "audience": frozenset({Audience.READ}), **more}
    return Finding(name=name, text=text, verdict=verdict, **rest)  # type: ignore[arg-type]
