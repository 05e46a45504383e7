"""axe finds nothing serious on the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import needs_browser
from tests.support.site import Visitor

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "architecture.html",
    "index.html",
    "maintaining.html",
    "money.html",
    "performance.html",
    "reference/operations/customers_account.html",
    "reference/operations/from-the-vendor.html",
    "reference/models/g.html",
    "reference/errors.html",
    "start.html",
    "404.html",
    "assets/review/report.html",
)
RUN = """
const [rules, done] = arguments;
const options = {resultTypes: ["violations"], ...(rules && {runOnly: {type: "rule", values: rules}})};
axe.run(options).then((result) => done(result.violations), (error) => done(String(error)));
"""
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run make docs-check")


def findings(visitor: Visitor, rules: list[str] | None = None) -> list[str]:
    """Run axe on the open page. Return what is serious, with its page and selector."""
    visitor.browser.execute_script("for (const part of document.querySelectorAll('details')) part.open = true")
    visitor.browser.execute_script(AXE.read_text("utf-8"))
    found: Any = visitor.browser.execute_async_script(RUN, rules)
    assert isinstance(found, list), found
    return [
        f"{visitor.page()}: {one['id']} ({one['help']}): {node['target']} {node['html'][:80]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@needs_browser
@needs_axe
@pytest.mark.parametrize("page", PAGES)
def test_no_finding_is_serious(page: str, visitor: Visitor) -> None:
    visitor.open(page, width=1280)
    found = findings(visitor)
    visitor.look(width=1280, scheme="dark")  # the same elements in other colours
    found += findings(visitor, ["color-contrast"])
    visitor.open(page, width=400, scheme="dark")
    found += findings(visitor)
    visitor.look(width=400, scheme="light")
    found += findings(visitor, ["color-contrast"])
    assert found == []


@needs_browser
@needs_axe
def test_the_open_search_has_no_serious_finding(visitor: Visitor) -> None:
    for width in (1280, 400):
        for scheme in ("light", "dark"):
            visitor.open("index.html", width=width, scheme=scheme)
            visitor.search("get_balances")
            assert findings(visitor) == []


@needs_browser
@needs_axe
def test_a_serious_finding_is_found(visitor: Visitor) -> None:
    visitor.open("money.html")
    visitor.browser.execute_script("document.querySelector('h1').innerHTML = '<img src=assets/images/favicon.png>'")
    visitor.browser.execute_script("document.querySelector('p').style.color = '#eeeeee'")
    names = {one.split()[1] for one in findings(visitor)}
    assert {"image-alt", "color-contrast"} <= names
