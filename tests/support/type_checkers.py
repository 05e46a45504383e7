"""What type checkers say about a file, line by line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def mypy(file: Path) -> dict[int, list[str]]:
    """What mypy says, by line."""
    settings = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(file.parent / "cache")]
    command = [sys.executable, "-m", "mypy", *settings, str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300, cwd=ROOT)
    said: dict[int, list[str]] = {}
    for line in done.stdout.splitlines():
        if match := re.match(rf"{re.escape(str(file))}:(\d+): (.*)", line):
            said.setdefault(int(match[1]), []).append(match[2])
    assert said, done.stdout + done.stderr
    return said


def pyright(file: Path) -> dict[int, list[str]]:
    """What pyright says, by line, in mypy's words; basedpyright is pyright with its Node inside."""
    config = {"typeCheckingMode": "standard", "extraPaths": [str(ROOT / "overrides"), str(ROOT / "generated")]}
    (file.parent / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "basedpyright",
        "--outputjson",
        "--pythonpath",
        sys.executable,
        "-p",
        str(file.parent),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300, cwd=file.parent)
    said: dict[int, list[str]] = {}
    for item in json.loads(done.stdout)["generalDiagnostics"]:
        kind = "note" if item["severity"] == "information" else item["severity"]
        said.setdefault(item["range"]["start"]["line"] + 1, []).append(f"{kind}: {item['message']}")
    assert said, done.stdout + done.stderr
    return said


def without_modules(said: str) -> str:
    """Types without their modules."""
    return re.sub(r"\b(?:\w+\.)+(?=\w)", "", said)
