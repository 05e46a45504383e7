"""Put the pages of the site together in one folder: those written by hand, and those that are generated."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from docs.site.cookbook import cookbook_page
from docs.site.operations import map_page, model_pages, scopes_page, tag_pages

__all__ = ["REPOSITORY", "ROOT", "write_sources"]

ROOT = Path(__file__).parents[2]
REPOSITORY = "https://github.com/perfectgym-next/perfectgym-next"
_BLOB = f"{REPOSITORY}/blob/main/"
_OTHERS = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md"}
"""Documents of the repository beside those in `docs/`, and their pages."""
_LINK = re.compile(r"(\]\(|^\[[^\]]+\]: )([^)\s#]*)(#[^)\s]*)?", re.MULTILINE)


def write_sources(folder: Path) -> None:
    """Write all pages into a folder, which is replaced.

    Args:
        folder: Where to write them.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for source, target in _documents().items():
        text = _lead_links(source, (ROOT / source).read_text("utf-8"))
        _write(folder / target, text)
    _write(folder / "cookbook.md", cookbook_page())
    reference = folder / "reference"
    for name, text in tag_pages().items():
        _write(reference / "operations" / name, text)
    _write(reference / "operations" / "index.md", scopes_page())
    _write(reference / "operations" / "from-the-vendor.md", map_page())
    for name, text in model_pages().items():
        _write(reference / "models" / name, text)


def _documents() -> dict[str, str]:
    """Return the documents written by hand and their pages, as paths from the repository and the site."""
    pages = {str(path.relative_to(ROOT)): str(path.relative_to(ROOT / "docs")) for path in ROOT.glob("docs/**/*.md")}
    return pages | _OTHERS


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _lead_links(source: str, text: str) -> str:
    """Lead a document's links to other documents to their pages, and those to other files to the repository."""
    pages = _documents()
    page = pages[source]

    def lead(match: re.Match[str]) -> str:
        before, target, anchor = match.groups()
        if target.startswith(_BLOB):
            path = target.removeprefix(_BLOB)
        elif ":" in target or not target:
            return match[0]
        else:
            path = os.path.normpath(os.path.join(os.path.dirname(source), target))
        inside = pages.get(path)
        found = f"{_BLOB}{path}" if inside is None else os.path.relpath(inside, os.path.dirname(page) or ".")
        return f"{before}{found}{anchor or ''}"

    return _LINK.sub(lead, text)
