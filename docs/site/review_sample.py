"""The review of an example, as `make review` writes it, and pictures of it for light and for dark pages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from openapi.pipeline.generate import ROOT
from openapi.pipeline.overlay import load_overlay
from openapi.pipeline.review.comparison import compare
from openapi.pipeline.review.inputs import read_description, read_working_tree
from openapi.pipeline.review.output import write_report

__all__ = ["add_review"]

_EXAMPLE = ROOT / "tests" / "pipeline" / "twenty_changes.yaml"
_VERSION = "1.11.0"
_PLACE = "<!-- picture: review -->"
_SHOWN = (
    "The beginning of a report: the verdict is breaking; five changes break code, each with its Python before and "
    "after and whom it breaks; below, folded, what callers change"
)
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_WINDOW = (720, 860)
_SCHEMES = {"light": 1, "dark": 0}
"""Names of the color schemes, and what Chromium calls them."""


def add_review(pages: Path) -> None:
    """Write the report of an example, and pictures of it, and show these where the page about maintaining names them.

    Without Chromium, the pictures are left out, and a line says so.

    Args:
        pages: Folder with the pages of the site.

    Raises:
        RuntimeError: Chromium is missing though NO_SKIPS is set, or fails.
    """
    page, folder = pages / "maintaining.md", pages / "assets" / "review"
    _write_report(folder)
    chromium = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if chromium is None and os.environ.get("NO_SKIPS"):
        raise RuntimeError("chromium is not installed, but NO_SKIPS is set: the picture of the review needs it")
    images = []
    if chromium is None:
        print("chromium is not installed: the picture of the review is left out", file=sys.stderr)
    else:
        for scheme in _SCHEMES:
            _shoot(chromium, folder / "report.html", folder / f"{scheme}.png", scheme)
            images.append(f"![{_SHOWN}](assets/review/{scheme}.png#only-{scheme})")
    page.write_text(page.read_text("utf-8").replace(_PLACE, "\n".join(images)), encoding="utf-8")


def _write_report(folder: Path) -> None:
    """Compare the API with what it would be after the example."""
    with TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        path = scratch / f"openapi-{_VERSION}.json"
        path.write_text(json.dumps(_changed_description(scratch)), encoding="utf-8")
        head = read_description(path, _empty(scratch / "head"))
        base = replace(read_working_tree(), label="the version in use")
        write_report(compare(base, head), scratch / "report")
        folder.mkdir(parents=True)
        shutil.copy(scratch / "report" / "report.html", folder)


def _changed_description(scratch: Path) -> dict[str, Any]:
    case = yaml.safe_load(_EXAMPLE.read_text("utf-8"))
    actions = [{"target": "$.info", "update": {"version": _VERSION}}, *case["actions"]]
    overlay = {
        "overlay": "1.1.0",
        "info": {"title": case["case"], "version": _VERSION},
        "actions": [{**action, "description": case["why"]} for action in actions],
    }
    path = scratch / "overlay.json"
    path.write_text(json.dumps(overlay), encoding="utf-8")
    description = json.loads((ROOT / "openapi" / "perfectgym-next.json").read_text("utf-8"))
    return load_overlay(path).apply(description)


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _shoot(chromium: str, page: Path, picture: Path, scheme: str) -> None:
    with TemporaryDirectory() as profile:
        command = [
            *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *("--force-device-scale-factor=1", f"--window-size={_WINDOW[0]},{_WINDOW[1]}"),
            *(f"--blink-settings=preferredColorScheme={_SCHEMES[scheme]}", f"--user-data-dir={profile}"),
            *(f"--screenshot={picture}", page.as_uri()),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode != 0 or not picture.exists():
        raise RuntimeError(f"chromium cannot draw {page.name}: {done.stderr.strip()[-600:]}")
