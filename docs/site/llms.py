"""The site's content as plain text for language models: `llms.txt` and `llms-full.txt`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docs.site.examples import run_example
from docs.site.operations import OperationPage, operation_pages, signature_of
from docs.site.sources import read_page

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_texts"]

_GUIDES = (
    "start.md",
    "tutorial.md",
    "assistants.md",
    "usage.md",
    "authentication.md",
    "configuration.md",
    "pagination.md",
    "errors.md",
    "limits.md",
    "many-calls.md",
    "helpers.md",
    "money.md",
    "terms.md",
    "uploads.md",
    "data.md",
    "connections.md",
    "testing.md",
)


def write_texts(pages: Path, site: Path) -> None:
    """Write both files into the site.

    Args:
        pages: Folder with the pages of the site, in Markdown.
        site: Folder of the built site.
    """
    guides = [(name, read_page(pages / name)) for name in _GUIDES]
    lines = ["# perfectgym-next", "", "> A typed Python client for the PerfectGym Next API.", "", "## Guides", ""]
    lines += [f"- [{_title(text)}]({name.replace('.md', '.html')})" for name, text in guides]
    lines += ["", "## Operations", ""]
    lines += [
        f"- [gym.{one.operation.name}](reference/operations/{one.link.replace('.md', '.html')}): {one.summary}"
        for one in operation_pages()
    ]
    (site / "llms.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    whole = [text for _, text in guides] + [_operation_text(one) for one in operation_pages()]
    (site / "llms-full.txt").write_text("\n\n".join(text.strip() for text in whole) + "\n", encoding="utf-8")


def _title(text: str) -> str:
    found = re.search(r"^# (.+)$", text, re.MULTILINE)
    return found[1] if found else ""


def _operation_text(one: OperationPage) -> str:
    operation = one.operation
    return "\n".join(
        [
            f"## gym.{operation.name}",
            "",
            f"{one.summary} `{operation.method} {operation.path}`, the vendor's `{operation.vendor_name}`.",
            "",
            "```python",
            signature_of(one),
            "```",
            "",
            "```python",
            run_example(operation.name).code,
            "```",
        ]
    )
