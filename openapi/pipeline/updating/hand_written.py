"""List the hand-written code that an update makes wrong: part of ``make update``, and ``make hand-written``.

Three readers look at the checkout after the generated code was replaced: mypy, a search for names of the API that are
gone (`vanished_names`), and one call of each changed operation to the embedded API (`sample_calls`). None of them can
see behaviour, so the list ends with what nobody has looked at.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openapi.pipeline.description import operations, references
from openapi.pipeline.updating.findings import Finding
from openapi.pipeline.updating.vanished_names import Version, find_vanished_names

__all__ = ["changed_operations", "find_hand_written", "list_hand_written", "read_generated"]

ROOT = Path(__file__).resolve().parents[3]
COMPLETE_LIST = Path("build", "update", "hand-written.txt")
UNSEEN = """\
what no reader of code can see:
  what an operation does: rules, order, side effects, the error codes that it returns
  JSON in tests and handlers that names neither its class, its operation nor its path
  operations that one call with example values does not reach (the list names them)
  what documents say in words; numbers that were measured"""
_PACKAGE = "generated/perfectgym_next_generated"
_MAX_LINES = 30  # on the terminal
_MAX_SECONDS = 600  # of mypy or of the calls; a busy machine takes minutes
_MYPY = re.compile(r"(?P<path>[^:\n]+):(?P<line>\d+): error: (?P<text>.*)")


def read_generated(root: Path) -> Version | None:
    """Return the names in the generated code; None if there is none that can be read."""
    package = root / _PACKAGE
    try:
        document = json.loads((package / "openapi.json").read_bytes())
        index = (package / "models" / "__init__.py").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    return Version(document, _read_classes(index))


def read_revision(root: Path, revision: str) -> Version:
    """Return the names in the generated code of a git revision.

    Raises:
        ValueError: The revision does not exist, or has no generated code.
    """
    document, index = (_show(root, revision, f"{_PACKAGE}/{name}") for name in ("openapi.json", "models/__init__.py"))
    return Version(json.loads(document), _read_classes(index))


def _show(root: Path, revision: str, name: str) -> str:
    command = ["git", "-C", str(root), "show", f"{revision}:{name}"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise ValueError(f"invalid base {revision!r}: {done.stderr.strip()}")
    return done.stdout


def _read_classes(index: str) -> dict[str, str]:
    return dict(re.findall(r'^    "(\w+)": "(\w+)",$', index, re.MULTILINE))


def list_hand_written(root: Path, before: Version | None) -> str:
    """Return the list for the terminal, empty if the generated code did not change, and write the complete one.

    Whatever happens here is said in the list: the update is in place already.

    Args:
        root: The checkout, after the update.
        before: What `read_generated` returned before it.
    """
    after = read_generated(root)
    if before is None or after is None or before == after:
        return ""
    findings, notes = find_hand_written(root, before, after)
    lines = [*_merge(findings), *notes]
    heading = "hand-written code to change:" if findings else "no hand-written code to change was found"
    try:
        (root / COMPLETE_LIST).parent.mkdir(parents=True, exist_ok=True)
        (root / COMPLETE_LIST).write_text("\n".join([heading, *lines, UNSEEN]) + "\n", encoding="utf-8")
        complete = f"all of it is in {COMPLETE_LIST.as_posix()}"
    except OSError as error:
        complete = f"{COMPLETE_LIST.as_posix()} cannot be written ({error.strerror})"
    more = len(lines) - _MAX_LINES
    shown = lines if more <= 0 else [*lines[:_MAX_LINES], f"… and {more} more"]
    return "\n".join([heading, *(f"  {line}" for line in shown), *([complete] if more > 0 else []), UNSEEN])


def find_hand_written(root: Path, before: Version, after: Version) -> tuple[list[Finding], list[str]]:
    """Return the places to change, handlers first, and notes about what could not be looked at."""
    calls, notes = _call_operations(root, before.description, changed_operations(before.description, after.description))
    types, more = _check_types(root)
    findings = [*calls, *types]
    seen = {(one.path, one.line) for one in findings}
    findings += [one for one in find_vanished_names(root, before, after) if (one.path, one.line) not in seen]
    return findings, [*more, *notes]


def changed_operations(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return the operations that are new, or that changed themselves or in a schema that they use."""
    old = {entry.name: _digest(before, entry.path, entry.data) for entry in operations(before)}
    return [entry.name for entry in operations(after) if old.get(entry.name) != _digest(after, entry.path, entry.data)]


def _digest(document: dict[str, Any], path: str, operation: dict[str, Any]) -> str:
    schemas = document.get("components", {}).get("schemas", {})
    used = {name: schemas[name] for name in references(document, operation)}
    return json.dumps([path, operation, used], sort_keys=True)


def _merge(findings: Iterable[Finding]) -> list[str]:
    """Return a line for each file and text, with the numbers of all its lines."""
    lines: dict[tuple[str, str], list[int]] = {}
    for one in findings:
        lines.setdefault((one.path, one.text), []).append(one.line)
    return [
        str(Finding(path, numbers[0], text)) + (f" (also in {', '.join(map(str, numbers[1:]))})" if numbers[1:] else "")
        for (path, text), numbers in lines.items()
    ]


def _check_types(root: Path) -> tuple[list[Finding], list[str]]:
    """Return what mypy finds outside of generated code."""
    output = _run(root, ["-m", "mypy", "--no-error-summary", "--hide-error-context", "--no-color-output"])
    if isinstance(output, str):
        return [], [f"mypy did not run ({output}): run `make types`"]
    if output.returncode not in (0, 1):
        reason = (output.stderr or output.stdout).strip().splitlines()
        return [], [f"mypy did not run ({reason[-1] if reason else 'no output'}): run `make types`"]
    found = [match for line in output.stdout.splitlines() if (match := _MYPY.match(line))]
    return [
        Finding(Path(one["path"]).as_posix(), int(one["line"]), one["text"])
        for one in found
        if not one["path"].startswith("generated")
    ], []


def _call_operations(root: Path, before: dict[str, Any], names: list[str]) -> tuple[list[Finding], list[str]]:
    """Return what one call of each operation to the embedded API shows, and the operations that no call reached."""
    if not names:
        return [], []
    request = json.dumps({"before": before, "operations": names})
    output = _run(root, ["-m", "openapi.pipeline.updating.sample_calls"], request)
    if isinstance(output, str) or output.returncode != 0:
        reason = output if isinstance(output, str) else (output.stderr.strip().splitlines() or ["no output"])[-1]
        return [], [f"the embedded API could not be called ({reason}): run `make pytest ARGS=tests/testing`"]
    result = json.loads(output.stdout)
    unreached = result["unreached"]
    notes = [f"not reached by one call with example values: {', '.join(unreached)}"] if unreached else []
    return [Finding(_relative(one["path"], root), one["line"], one["text"]) for one in result["problems"]], notes


def _relative(path: str, root: Path) -> str:
    resolved = Path(path).resolve()
    return resolved.relative_to(root.resolve()).as_posix() if resolved.is_relative_to(root.resolve()) else path


def _run(root: Path, arguments: list[str], given: str | None = None) -> subprocess.CompletedProcess[str] | str:
    """Run a module on the checkout's own code, or return why it could not be run."""
    paths = [str(root / name) for name in ("generated", "overrides", ".")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1", "MYPYPATH": ""}
    try:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=root,
            env=environment,
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=_MAX_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"it took more than {_MAX_SECONDS} seconds"
    except OSError as error:
        return str(error.strerror)


def main(arguments: list[str] | None = None, *, root: Path = ROOT) -> int:
    """Run ``make hand-written`` and return its exit code: 2 if the base cannot be read.

    Args:
        arguments: Arguments of the command line.
        root: The checkout.
    """
    parser = argparse.ArgumentParser(prog="python -m openapi.pipeline.updating.hand_written", description=__doc__)
    parser.add_argument("base", nargs="?", default="HEAD", help="git revision to compare the generated code with")
    options = parser.parse_args(arguments)
    try:
        before = read_revision(root, options.base)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(list_hand_written(root, before) or f"the generated code has not changed since {options.base}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
