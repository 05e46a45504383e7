"""The hand-written core stays small: lines of code a package, without blank lines, comments and docstrings."""

from __future__ import annotations

import ast
import io
import tokenize
import tomllib
from collections import Counter
from pathlib import Path

from tests.support.samples import ROOT

PACKAGE = ROOT / "overrides" / "perfectgym_next"
BUDGETS: dict[str, int] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["perfectgym-next"][
    "max-lines-of-code"
]
OTHER = "everything else"
NO_CODE = {
    tokenize.COMMENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
    tokenize.INDENT,
    tokenize.NEWLINE,
    tokenize.NL,
}


def count_lines(source: str) -> int:
    """Return the number of lines that hold code."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines)


def budget_of(path: Path) -> str:
    """Return the name of the budget that pays for a module."""
    first = path.relative_to(PACKAGE).parts[0]
    return first if first in BUDGETS else OTHER


def count_used() -> Counter[str]:
    """Return the lines of code that each budget pays for."""
    used: Counter[str] = Counter()
    for path in PACKAGE.rglob("*.py"):
        used[budget_of(path)] += count_lines(path.read_text("utf-8"))
    return used


def test_counts_code_and_nothing_else() -> None:
    assert (
        count_lines(
            '"""Doc\n\nstring."""\n\n# comment\nx = 1  # more\n\n\ndef f():\n    """Doc."""\n    return """a\nb"""\n'
        )
        == 4
    )


def test_no_package_exceeds_its_budget() -> None:
    used = count_used()
    over = {
        name: f"{used[name]} lines of code, budget {BUDGETS.get(name, 0)}"
        for name in used
        if used[name] > BUDGETS.get(name, 0)
    }
    assert over == {}, (
        "make the code shorter; or raise the budget in pyproject.toml, [tool.perfectgym-next.max-lines-of-code], "
        "and write the reason beside it"
    )


def test_no_budget_is_larger_than_needed() -> None:
    used = count_used()
    loose = {
        name: f"{used[name]} lines of code, budget {limit}"
        for name, limit in BUDGETS.items()
        if limit > used[name] + 50
    }
    assert loose == {}, "lower the budget in pyproject.toml: code may only shrink"
