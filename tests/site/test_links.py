"""Every link of the site leads to something."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SITE = ROOT / "build" / "site"
CONFIG = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8").replace("!ENV ", ""), yaml.SafeLoader)
REPORT = "assets/review/report.html"
OWN, REPOSITORY = CONFIG["site_url"], CONFIG["repo_url"] + "/"


class Page(HTMLParser):
    """The links of a page, and the names that links to it may use."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.names: set[str] = {""}
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value for name, value in attrs if value}
        self.names |= {found[name] for name in ("id", "name") if name in found}
        if "href" in found:
            (self.loaded if tag == "link" and found.get("rel") != "canonical" else self.links).add(found["href"])
        if "src" in found:
            self.loaded.add(found["src"])


@pytest.fixture(scope="module", name="pages")
def _pages() -> dict[str, Page]:
    return {str(path.relative_to(SITE)): Page(path) for path in sorted(SITE.rglob("*.html"))}


def broken(page: str, link: str, pages: dict[str, Page]) -> bool:
    """Return whether a link of a page leads nowhere."""
    address = urlsplit(link)
    if link.startswith(REPOSITORY):
        parts = address.path.removeprefix(urlsplit(REPOSITORY).path).split("/", 2)
        return (
            len(parts) == 3
            and parts[:2] in (["blob", "main"], ["edit", "main"], ["tree", "main"])
            and (not (ROOT / unquote(parts[2])).exists())
        )
    if address.scheme and not link.startswith(OWN):
        return False
    if link.startswith((OWN, urlsplit(OWN).path)):
        target = SITE / unquote(address.path).removeprefix(urlsplit(OWN).path)
    else:
        target = (SITE / page).parent / unquote(address.path) if address.path else SITE / page
    target = target.resolve()
    if target.is_dir():
        target /= "index.html"
    if not target.exists():
        return True
    there = pages.get(str(target.relative_to(SITE)))
    return there is not None and unquote(address.fragment) not in there.names


def test_every_link_leads_to_something(pages: dict[str, Page]) -> None:
    links = [(name, link) for name, page in pages.items() for link in sorted(page.links | page.loaded)]
    assert len(links) > 1000
    assert [(name, link) for name, link in links if broken(name, link, pages)] == []


@pytest.mark.parametrize(
    "link",
    [
        "no-such-page.html",
        "money.html#no-such-heading",
        "#no-such-heading",
        f"{OWN}no-such-page.html",
        f"{REPOSITORY}blob/main/docs/no-such-page.md",
        f"{REPOSITORY}edit/main/docs/no-such-page.md",
    ],
)
def test_a_link_that_leads_nowhere_is_found(link: str, pages: dict[str, Page]) -> None:
    assert broken("money.html", link, pages)
    assert not broken("money.html", "terms.html", pages)
    assert not broken("money.html", "#creating-money", pages)


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Page]) -> None:
    loaded = {(name, link) for name, page in pages.items() for link in page.loaded}
    assert [(name, link) for name, link in sorted(loaded) if urlsplit(link).netloc and not link.startswith(OWN)] == []


def test_every_page_leads_to_the_file_that_it_is_made_from(pages: dict[str, Page]) -> None:
    edited = {
        name: [link.removeprefix(f"{REPOSITORY}edit/main/") for link in page.links if "/edit/main/" in link]
        for name, page in pages.items()
    }
    assert edited.pop("404.html") == edited.pop(REPORT) == []
    assert {name: found for name, found in edited.items() if len(found) != 1} == {}
    assert edited["money.html"] == ["docs/money.md"]
    assert edited["changelog.html"] == ["CHANGELOG.md"]
    assert edited["reference/operations/classes.html"] == ["examples/operations/classes.py"]
