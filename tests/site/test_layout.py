"""Every page fits a phone, loads nothing from elsewhere, and logs no error."""

from __future__ import annotations

import pytest

from tests.support.browser import needs_browser
from tests.support.site import SITE, Visitor

PAGES = sorted(str(path.relative_to(SITE)) for path in SITE.rglob("*.html"))
# What leaves the window on the right, except in boxes that scroll; and pictures that are missing. The theme hides what
# leaves the window, so that the page itself is never too wide.
FAULTS = """
const width = document.documentElement.clientWidth;
const scrolls = (box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
const leaving = (box) => {
  if (scrolls(box)) return box.getBoundingClientRect().right > width + 1 ? [box] : [];
  const inside = [...box.children].flatMap(leaving);
  return inside.length || box.getBoundingClientRect().right <= width + 1 ? inside : [box];
};
const boxes = leaving(document.querySelector("main") ?? document.body);
const faults = boxes.map((box) => `cut off: ${box.outerHTML.slice(0, 120)}`);
if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
for (const image of document.images) {
  if (image.checkVisibility() && !image.naturalWidth) faults.push(`${image.src} is not shown`);
}
return faults;
"""


@needs_browser
def test_every_page_fits_a_phone_and_stays_at_home(visitor: Visitor) -> None:
    assert len(PAGES) > 60
    visitor.errors()
    faults = []
    for page in PAGES:
        visitor.open(page, width=400)
        faults += [f"{page}: {one}" for one in visitor.browser.execute_script(FAULTS)]
        faults += [f"{page}: {one}" for one in visitor.errors()]
    assert faults == []
    assert visitor.violations == []


@needs_browser
@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("document.querySelector('article p').style.minWidth = '900px'", "cut off: <p"),
        ("document.querySelector('h1').innerHTML = '<img src=missing.png width=9 height=9>'", "is not shown"),
    ],
)
def test_a_fault_is_found(script: str, fault: str, visitor: Visitor) -> None:
    visitor.open("money.html", width=400)
    visitor.browser.execute_script(script)
    assert any(fault in one for one in visitor.browser.execute_script(FAULTS))
    visitor.errors()


@needs_browser
def test_a_page_that_loads_from_elsewhere_is_found(visitor: Visitor) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    visitor.open("money.html")
    visitor.browser.execute_script("new Image().src = 'https://elsewhere.invalid/x.png'")
    WebDriverWait(visitor.browser, 20).until(lambda _: visitor.violations)
    assert "elsewhere.invalid" in visitor.violations.pop()
    assert any("elsewhere.invalid" in one for one in visitor.errors())


@needs_browser
@pytest.mark.parametrize("path", ["no-such-page.html", "reference/no/such/page.html"])
def test_a_missing_page_leads_back(path: str, visitor: Visitor) -> None:
    visitor.open(path)
    assert visitor.browser.find_element("css selector", "h1").text == "Page not found"
    visitor.errors()
    visitor.browser.find_element("link text", "All operations").click()
    assert visitor.page() == "reference/operations/index.html"
    assert visitor.errors() == []


@needs_browser
def test_a_page_follows_the_scheme_of_the_system(visitor: Visitor) -> None:
    backgrounds = []
    for page, scheme in (("money.html", "light"), ("terms.html", "dark"), ("terms.html", "light")):
        visitor.open(page, scheme=scheme)
        backgrounds.append(visitor.browser.execute_script("return getComputedStyle(document.body).backgroundColor"))
    assert backgrounds[0] == backgrounds[2] == "rgb(255, 255, 255)"
    assert backgrounds[1] != backgrounds[0]


@needs_browser
@pytest.mark.parametrize("width", [400, 1280])
def test_the_version_is_shown(width: int, visitor: Visitor) -> None:
    from perfectgym_next import API_VERSION, __version__

    visitor.open("index.html", width=width)
    footer = visitor.browser.find_element("css selector", "footer")
    assert footer.text == f"perfectgym-next {__version__} for API {API_VERSION}"


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_review_is_shown_in_the_scheme_of_the_page(scheme: str, visitor: Visitor) -> None:
    visitor.open("maintaining.html", scheme=scheme)
    shown = [one for one in visitor.browser.find_elements("css selector", "img[src*=review]") if one.is_displayed()]
    assert [one.get_attribute("src").rpartition("/")[2] for one in shown] == [f"{scheme}.png#only-{scheme}"]
    assert "five changes break code" in shown[0].accessible_name
    visitor.browser.find_element("link text", "a report of twenty changes").click()
    assert visitor.page() == "assets/review/report.html"
    assert visitor.browser.find_element("id", "count-breaking").text == "5"
