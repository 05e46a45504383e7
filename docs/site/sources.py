"""Put the pages of the site together in one folder: those written by hand, and those that are generated."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from docs.site.commands import command_line_page
from docs.site.cookbook import cookbook_page
from docs.site.diagrams import draw_diagrams
from docs.site.operations import map_page, model_pages, scopes_page, tag_pages

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["REPOSITORY", "ROOT", "read_page", "write_sources"]

ROOT = Path(__file__).parents[2]
REPOSITORY = "https://github.com/perfectgym-next/perfectgym-next"
_SITE = "https://perfectgym-next.github.io/perfectgym-next/"
_REVISION = os.environ.get("SITE_REVISION", "main")
"""The tag or branch that links to source code lead to."""
_BLOB = f"{REPOSITORY}/blob/main/"
_SOURCE = f"{REPOSITORY}/blob/{_REVISION}/"
_OTHERS = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md"}
"""Documents of the repository beside those in `docs/`, and their pages."""
_LINK = re.compile(r"(\]\(|^\[[^\]]+\]: )([^)\s#]*)(#[^)\s]*)?", re.MULTILINE)


def write_sources(folder: Path) -> None:
    """Write all pages into a folder, which is replaced.

    Args:
        folder: Where to write them.
    """
    shutil.rmtree(folder, ignore_errors=True)
    generated = _generated_pages()
    for source, target in _documents().items():
        text = _lead_links(source, (ROOT / source).read_text("utf-8"), generated)
        _write(folder / target, draw_diagrams(text), source)
    for target, (source, text) in generated.items():
        _write(folder / target, text, source)


def _generated_pages() -> dict[str, tuple[str, str]]:
    """Return the pages that are made from code: for each the file to edit, and its text."""
    operations, models = "reference/operations", "reference/models"
    pages = {
        "cookbook.md": ("docs/site/cookbook.py", cookbook_page()),
        "reference/command-line.md": ("overrides/perfectgym_next/cli/_commands.py", command_line_page()),
        f"{operations}/index.md": ("docs/site/operations.py", scopes_page()),
        f"{operations}/from-the-vendor.md": ("docs/site/operations.py", map_page()),
    }
    for name, text in tag_pages().items():
        pages[f"{operations}/{name}"] = (f"examples/operations/{Path(name).with_suffix('.py')}", text)
    for name, text in model_pages().items():
        pages[f"{models}/{name}"] = ("openapi/overlay.yaml", text)
    return pages


def read_page(path: Path) -> str:
    """Return the text of a page in the folder, without the lines about its source."""
    return path.read_text("utf-8").partition("\n---\n\n")[2]


def _documents() -> dict[str, str]:
    """Return the documents written by hand and their pages, as paths from the repository and the site."""
    pages = {str(path.relative_to(ROOT)): str(path.relative_to(ROOT / "docs")) for path in ROOT.glob("docs/**/*.md")}
    return pages | _OTHERS


def _write(path: Path, text: str, source: str) -> None:
    """Write a page, and which file of the repository it is made from."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A page that is one table is as wide as the window.
    hide = "hide: [toc]\n" if 'class="folded wide"' in text else ""
    path.write_text(f"---\nsource: {source}\n{hide}---\n\n{text}", encoding="utf-8")


def _lead_links(source: str, text: str, generated: Collection[str]) -> str:
    """Lead a document's links to other pages to these, and those to other files to the repository."""
    documents = _documents()
    page = documents[source]
    pages = {f"docs/{one}": one for one in generated} | documents

    def lead(match: re.Match[str]) -> str:
        before, target, anchor = match.groups()
        if target.startswith(_SITE):
            path = target.removeprefix(_SITE)
            document = f"{path.removesuffix('.html')}.md"
            found = _relative(document if document in pages.values() else path, page)
            return f"{before}{found}{anchor or ''}"
        if target.startswith(_BLOB):
            path = target.removeprefix(_BLOB)
        elif ":" in target or not target:
            return match[0]
        else:
            path = os.path.normpath(os.path.join(os.path.dirname(source), target))
        inside = pages.get(path)
        found = f"{_SOURCE}{path}" if inside is None else _relative(inside, page)
        return f"{before}{found}{anchor or ''}"

    return _LINK.sub(lead, text)


def _relative(path: str, page: str) -> str:
    """Return a link to a file of the site from one of its pages."""
    return os.path.relpath(path, os.path.dirname(page) or ".")
