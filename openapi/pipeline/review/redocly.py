"""Run `@redocly/cli diff` on two descriptions and read the differences that it finds."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from openapi.pipeline.review.node import environment, find_installed_tool, find_node
from openapi.pipeline.review.pointers import Steps, decode_pointer

__all__ = ["MISSING", "Difference", "RedoclyError", "Side", "find_differences"]

MISSING: Any = type("Missing", (), {"__repr__": lambda _: "MISSING"})()
"""The value of a keyword that one side does not have."""

Kind: TypeAlias = Literal["added", "removed", "modified"]

_TIMEOUT = 120.0  # seconds
_CONFIG = "extends: [diff-recommended]\ntelemetry: 'off'\n"  # without the rules every difference passes


class RedoclyError(RuntimeError):
    """The tool failed; the message is its output."""


@dataclass(frozen=True)
class Side:
    """One side of a difference.

    Attributes:
        pointer: Where it is in its description; the last step may be the keyword itself.
        value: The value there; `MISSING` where the keyword is absent.
    """

    pointer: Steps
    value: Any = MISSING

    @property
    def known(self) -> Any:
        """The value; None where it is missing."""
        return None if self.value is MISSING else self.value


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One difference.

    Attributes:
        node_type: The tool's name for the kind of node: ``Operation``, ``Schema``.
        kind: What happened to the node.
        path: The way to the node through references.
        keyword: The keyword of the node that was modified.
        base: The side before; None for an added node.
        head: The side now; None for a removed node.
        impact: The tool's own verdict.
        rules: The tool's rules behind the verdict.
    """

    node_type: str
    kind: Kind
    path: Steps
    keyword: str | None = None
    base: Side | None = None
    head: Side | None = None
    impact: str = "patch"
    rules: tuple[str, ...] = ()


def find_differences(base: dict[str, Any], head: dict[str, Any], scratch: Path) -> list[Difference]:
    """Run the tool.

    Args:
        base: The description before.
        head: The description now.
        scratch: A folder for the tool's input and output.

    Returns:
        The differences in the tool's order.

    Raises:
        NoNodeError: No Node was found, or the tool is not installed.
        RedoclyError: The tool failed.
    """
    node = find_node()
    script = find_installed_tool()
    for name, document in (("base", base), ("head", head)):
        text = json.dumps(_without_python_names(document), ensure_ascii=False)
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
            timeout=_TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        raise RedoclyError(f"@redocly/cli diff took longer than {_TIMEOUT:g} seconds") from None
    try:
        report = json.loads((scratch / "differences.json").read_text(encoding="utf-8"))
        return [parse_difference(entry) for entry in report["changes"]]
    except (OSError, ValueError, KeyError):
        raise RedoclyError(f"@redocly/cli diff failed: {(done.stderr + done.stdout).strip()[-600:]}") from None


def parse_difference(entry: dict[str, Any]) -> Difference:
    """Parse one entry of the tool's JSON.

    Raises:
        KeyError: The entry lacks a key.
    """
    sides = {
        name: Side(decode_pointer(entry[key]["pointer"]), entry[key].get("value", MISSING))
        for name, key in (("base", "base"), ("head", "revision"))
        if key in entry
    }
    verdicts = entry.get("verdicts", [])
    return Difference(
        node_type=entry["typeName"],
        kind=entry["kind"],
        path=decode_pointer(entry["path"]),
        keyword=entry.get("property"),
        impact=entry["impact"],
        rules=tuple(one["ruleId"] for one in verdicts),
        **sides,
    )


def _without_python_names(node: Any) -> Any:
    """Drop our own extensions: their effect is compared in Python."""
    if isinstance(node, dict):
        return {
            key: _without_python_names(value) for key, value in node.items() if not str(key).startswith("x-python-")
        }
    return [_without_python_names(item) for item in node] if isinstance(node, list) else node
