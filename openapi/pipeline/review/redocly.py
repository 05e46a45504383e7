"""Runs `@redocly/cli diff`: every difference between two descriptions, with its place and the tool's own verdict."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, TypeAlias

from openapi.pipeline.review.node import environment, find_node, installed_tool

__all__ = ["Entry", "WireError", "differences"]

_SECONDS = 120
_CONFIG = "extends: [diff-recommended]\ntelemetry: 'off'\n"  # without the rules everything passes

Entry: TypeAlias = dict[str, Any]


class WireError(RuntimeError):
    """The tool failed; the message is what it said."""


def differences(base: dict[str, Any], head: dict[str, Any], scratch: Path) -> list[Entry]:
    """Run the tool.

    Args:
        base: The description before.
        head: The description now.
        scratch: A folder for its input and output.

    Raises:
        NoNodeError: There is no Node, or the tool is not installed.
        WireError: The tool failed.
    """
    node = find_node()
    script = installed_tool()
    for name, document in (("base", base), ("head", head)):
        text = json.dumps(_plain(document), ensure_ascii=False)
        (scratch / f"{name}.json").write_text(text, encoding="utf-8")
    (scratch / "redocly.yaml").write_text(_CONFIG, encoding="utf-8")
    command: list[str | Path] = [node, script, "diff", "base.json", "head.json", "--config", "redocly.yaml"]
    command += ["--format", "json", "--fail-on", "none", "--output", "differences.json"]
    try:
        done = subprocess.run(
            command,
            cwd=scratch,
            env=environment(node),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise WireError(f"@redocly/cli diff took longer than {_SECONDS} seconds") from None
    try:
        report = json.loads((scratch / "differences.json").read_text(encoding="utf-8"))
        entries: list[Entry] = report["changes"]
    except (OSError, ValueError, KeyError):
        raise WireError(f"@redocly/cli diff failed: {(done.stderr + done.stdout).strip()[-600:]}") from None
    return entries


def _plain(node: Any) -> Any:
    """Without our extensions: what they do shows in Python."""
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items() if not str(key).startswith("x-python-")}
    return [_plain(item) for item in node] if isinstance(node, list) else node
