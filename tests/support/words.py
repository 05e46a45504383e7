"""Find words that this project does not use. Run by `make lint`: ``python tests/support/words.py``."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHECKED = ("*.py", "*.md", "*.jinja", "*.yaml", "*.yml", "*.toml", "Makefile")
EXCLUDED = ("generated/", "CONTRIBUTING.md", "tests/support/words.py", "tests/client/test_words.py")
"""Paths that are not checked. Generated code has the vendor's texts, the others list the words."""

TELL_TALES = re.compile(
    r"(?<!\bthere )\bis no\b(?! longer\b)|\bthere is no such\b|\bstands for\b|\bwants\b|\bwhat came\b|\btold\b",
    re.IGNORECASE,
)


def find_tell_tales(text: str) -> Iterator[tuple[int, str]]:
    """Yield number and content of each line that has one of the words."""
    for number, line in enumerate(text.splitlines(), start=1):
        if TELL_TALES.search(line):
            yield number, line.strip()


def list_files(root: Path) -> list[str]:
    """Return the checked files of a checkout, including those that are not committed yet."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *CHECKED]
    output = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True, encoding="utf-8").stdout
    files = {name for name in output.split("\0") if name and not name.startswith(EXCLUDED)}
    return sorted(name for name in files if (root / name).is_file())


def main(root: Path = ROOT) -> int:
    """Print file, line number and line of each finding, and return the exit status: 1 if there are any."""
    findings = [
        f"{name}:{number}: {line}"
        for name in list_files(root)
        for number, line in find_tell_tales((root / name).read_text("utf-8"))
    ]
    if findings:
        print(*findings, sep="\n")
        print("Write it in the field's words: CONTRIBUTING.md, Words", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
