"""The site's content as plain text for language models: `llms.txt` and `llms-full.txt`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from docs.site.examples import run_example
from docs.site.operations import OperationPage, operation_pages, signature_of
from docs.site.sources import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["guide_pages", "write_texts"]

_CONFIG = Path(__file__).parents[2] / "mkdocs.yml"
_OPTIONAL = ("Explanation", "Changes")
"""Parts of the menu that `llms.txt` lists last, and whose pages `llms-full.txt` leaves out."""


def guide_pages(*, optional: bool) -> list[tuple[str, str]]:
    """Return the titles and files of all pages in the menu except the reference.

    Args:
        optional: Whether to return those that few need, or the others.
    """
    _, _, menu = _CONFIG.read_text("utf-8").partition("\nnav:\n")  # before it are tags that only the builder reads
    nav: list[dict[str, Any]] = yaml.safe_load(menu)
    chosen = [part for part in nav if "Reference" not in part and optional is any(name in part for name in _OPTIONAL)]
    return [page for part in chosen for page in _pages(part)]


def _pages(part: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for title, inside in part.items():
        if isinstance(inside, str):
            yield title, inside
        else:
            for one in inside:
                yield from _pages(one)


def write_texts(pages: Path, site: Path) -> None:
    """Write both files into the site.

    Args:
        pages: Folder with the pages of the site, in Markdown.
        site: Folder of the built site.
    """
    lines = ["# perfectgym-next", "", "> A typed Python client for the PerfectGym Next API.", "", "## Guides", ""]
    lines += _links(guide_pages(optional=False))
    lines += ["", "## Operations", ""]
    lines += [
        f"- [gym.{one.operation.name}](reference/operations/{one.link.replace('.md', '.html')}): {one.summary}"
        for one in operation_pages()
    ]
    lines += ["", "## Optional", "", *_links(guide_pages(optional=True))]
    (site / "llms.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    whole = [read_page(pages / name) for _, name in guide_pages(optional=False)]
    whole += [_operation_text(one) for one in operation_pages()]
    (site / "llms-full.txt").write_text("\n\n".join(text.strip() for text in whole) + "\n", encoding="utf-8")


def _links(pages: list[tuple[str, str]]) -> list[str]:
    return [f"- [{title}]({name.removesuffix('.md')}.html)" for title, name in pages]


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
