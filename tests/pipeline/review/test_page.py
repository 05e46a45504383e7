"""The report for people, used in a browser as a person would use it."""

from __future__ import annotations

from typing import Any

import pytest

from openapi.pipeline.review.inputs import ReviewInput
from openapi.pipeline.review.page import render_page
from openapi.pipeline.review.policy import Audience, Finding, Verdict
from openapi.pipeline.review.report import Report, merge_findings
from tests.support.browser import needs_browser

TAGS = {"customers_account.list_transactions": "Customers Account", "studios.get_utilization": "Studios"}
EVIL = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">`\"'"


def finding(name: str, text: str, verdict: Verdict, operations: tuple[str, ...], **more: Any) -> Finding:
    audience = frozenset({Audience.READ}) if verdict else frozenset[Audience]()
    return Finding(
        name=name,
        kind="x",
        text=text,
        verdict=verdict,
        source="wire",
        audience=audience,
        operations=operations,
        tags=tuple({TAGS[name] for name in operations}),
        **more,
    )


def report() -> Report:
    """Two tags, one shared model, every verdict, and texts that would like to be markup."""
    entry, studio = TAGS
    changes = merge_findings(
        [
            finding(
                "BookingEntry.id", "has another type", Verdict.BREAKING, (entry,), before="integer", after="string"
            ),
            finding("BookingEntry.note", "is new and optional", Verdict.MINOR, (entry,), after="string"),
            finding("gym.studios.get_utilization", "is described differently", Verdict.NONE, (studio,), before=EVIL),
            finding("Money.amount", "may be null", Verdict.BREAKING, (entry, studio), where=EVIL),
        ]
    )
    side = ReviewInput(label=EVIL, description={"info": {"version": "1.9.0"}}, version="1.2.3", notes=("A note.",))
    head = ReviewInput(
        label="working tree",
        description={"info": {"version": "1.10.0"}},
        unnamed=("gym.studios.get_news",),
    )
    return Report(base=side, head=head, changes=changes, notes=("A note.", "`openapi.json` & <more>."))


@pytest.fixture(scope="module", name="address")
def _address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render_page(report()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(name="opened")
def _opened(browser: Any, address: str) -> Any:
    """The page, freshly opened in a large window."""
    browser.set_window_size(1200, 900)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    browser.get("about:blank")
    browser.get(address)
    return browser


def shown(browser: Any) -> list[str]:
    """Names of the changes that can be seen."""
    changes = browser.find_elements("css selector", ".change")
    return [change.get_attribute("data-name") for change in changes if change.is_displayed()]


def choose(browser: Any, field: str, text: str) -> None:
    from selenium.webdriver.support.select import Select

    Select(browser.find_element("id", field)).select_by_visible_text(text)


class TestTheFile:
    def test_refers_to_nothing_besides_itself(self) -> None:
        html = render_page(report())
        for way in ("<link", "src=", "@import", "url(", "fetch(", "XMLHttpRequest"):
            assert way not in html.replace("&lt;img src=", "")
        assert "default-src 'none'" in html

    def test_says_so_when_nothing_changed(self) -> None:
        empty = Report(base=report().base, head=report().head, changes=())
        html = render_page(empty)
        assert "Nothing changed." in html
        assert 'id="filter"' not in html


@needs_browser
class TestReading:
    def test_begins_with_verdict_counts_and_version(self, opened: Any) -> None:
        assert opened.find_element("css selector", "h1").text == "PerfectGym Next API 1.9.0 → 1.10.0"
        assert opened.find_element("id", "verdict").text == "breaking"
        assert [opened.find_element("id", f"count-{name}").text for name in ("breaking", "minor", "none")] == [
            "2",
            "1",
            "1",
        ]
        assert opened.find_element("id", "next-version").text == "2.0.0"
        assert "gym.studios.get_news" in opened.find_element("css selector", "section[aria-labelledby=unnamed]").text

    def test_is_grouped_by_tag_and_operation_with_breaking_first(self, opened: Any) -> None:
        groups = [one.text for one in opened.find_elements("css selector", ".group h2")]
        assert groups == [
            "Customers Account 1 breaking, 1 minor",
            "Studios 1 without effect on code",
            "Types that several tags share 1 breaking",
        ]
        assert shown(opened)[:2] == ["BookingEntry.id", "BookingEntry.note"]
        assert opened.find_element("css selector", "h3").text == "gym.customers_account.list_transactions"

    def test_tells_before_and_after_and_for_whom(self, opened: Any) -> None:
        text = opened.find_element("id", "BookingEntry.id").text
        assert "has another type" in text
        assert "for callers who read it" in text
        assert text.index("integer") < text.index("string")

    def test_lists_every_break_before_anything_else(self, opened: Any) -> None:
        items = [one.text for one in opened.find_elements("css selector", ".breaks li")]
        assert items == [
            "BookingEntry.id has another type – breaks callers who read it\ninteger → string",
            "Money.amount may be null – breaks callers who read it",
        ]
        texts = opened.find_element("css selector", "body").text
        assert texts.index("What breaks") < texts.index("A note.") < texts.index("Operations without a Python name")

    def test_a_line_of_the_list_leads_to_its_change(self, opened: Any) -> None:
        from selenium.webdriver.support.wait import WebDriverWait

        opened.find_element("link text", "Money.amount").click()
        WebDriverWait(opened, 5).until(lambda browser: browser.switch_to.active_element.tag_name == "summary")
        assert opened.switch_to.active_element.text.startswith("breaking Money.amount")

    def test_a_type_names_the_operations_that_use_it(self, opened: Any) -> None:
        used = opened.find_element("css selector", ".reached")
        assert used.text == "Used by 2 operations"
        used.find_element("css selector", "summary").click()
        assert used.text.splitlines()[1:] == ["gym.customers_account.list_transactions", "gym.studios.get_utilization"]

    def test_names_of_files_in_notes_are_code(self, opened: Any) -> None:
        assert opened.find_element("css selector", ".note code").text == "openapi.json"

    def test_texts_of_the_vendor_stay_texts(self, opened: Any) -> None:
        assert "owned" not in opened.title
        assert EVIL in opened.find_element("css selector", "body").text
        assert opened.find_elements("css selector", "img") == []

    def test_asks_the_network_for_nothing_and_logs_no_error(self, opened: Any) -> None:
        import json

        events = [json.loads(entry["message"])["message"] for entry in opened.get_log("performance")]
        requests = [one["params"] for one in events if one["method"] == "Network.requestWillBeSent"]
        asked = {one["request"]["url"] for one in requests if one["documentURL"].startswith("file:")}
        assert asked == {opened.current_url}
        assert [entry for entry in opened.get_log("browser") if entry["level"] == "SEVERE"] == []


@needs_browser
class TestFiltering:
    def test_by_tag_keeps_what_the_tag_shares(self, opened: Any) -> None:
        choose(opened, "tag", "Studios")
        assert shown(opened) == ["gym.studios.get_utilization", "Money.amount"]
        assert opened.find_element("id", "shown").text == "2 of 4 shown"
        headings = [one.text for one in opened.find_elements("css selector", "h2") if one.is_displayed()]
        assert not any(heading.startswith("Customers Account") for heading in headings)

    def test_by_what_breaks(self, opened: Any) -> None:
        choose(opened, "level", "breaking changes")
        assert shown(opened) == ["BookingEntry.id", "Money.amount"]

    def test_by_name(self, opened: Any) -> None:
        opened.find_element("id", "text").send_keys("note")
        assert shown(opened) == ["BookingEntry.note"]

    def test_all_of_them_together(self, opened: Any) -> None:
        choose(opened, "tag", "Studios")
        choose(opened, "level", "breaking changes")
        assert shown(opened) == ["Money.amount"]


@needs_browser
class TestGettingAround:
    def test_a_change_can_be_folded_and_all_at_once(self, opened: Any) -> None:
        change = opened.find_element("id", "BookingEntry.id")
        assert change.get_attribute("open") is not None
        change.find_element("css selector", "summary").click()
        assert change.get_attribute("open") is None
        button = opened.find_element("id", "fold")
        button.click()
        assert opened.find_elements("css selector", ".change[open]") == []
        assert button.text == "Expand all"
        button.click()
        assert len(opened.find_elements("css selector", ".change[open]")) == 4

    def test_a_link_leads_to_a_change_and_opens_it(self, opened: Any, address: str) -> None:
        opened.get("about:blank")
        opened.get(f"{address}#gym.studios.get_utilization")
        from selenium.webdriver.support.wait import WebDriverWait

        WebDriverWait(opened, 5).until(lambda browser: browser.switch_to.active_element.tag_name == "summary")
        assert opened.find_element("id", "gym.studios.get_utilization").get_attribute("open") is not None

    def test_a_link_to_a_change_that_is_filtered_away_shows_it(self, opened: Any) -> None:
        choose(opened, "level", "breaking changes")
        opened.execute_script("location.hash = '#BookingEntry.note'")
        from selenium.webdriver.support.wait import WebDriverWait

        WebDriverWait(opened, 5).until(lambda browser: "BookingEntry.note" in shown(browser))

    def test_everything_can_be_reached_with_the_tab_key(self, opened: Any) -> None:
        from selenium.webdriver.common.keys import Keys

        opened.find_element("css selector", "body").send_keys(Keys.TAB)
        reached = []
        for _ in range(40):
            element = opened.switch_to.active_element
            reached.append(element.get_attribute("id") or f"{element.tag_name} {element.text[:40]}")
            element.send_keys(Keys.TAB)
        assert {"tag", "level", "text", "fold"} <= set(reached)
        summaries = {one.removeprefix("summary ") for one in reached if one.startswith("summary ")}
        assert {"What callers change", "Used by 2 operations"} <= summaries
        assert len(summaries) == 2 + 4  # one per change

    def test_enter_folds_the_change_that_has_the_focus(self, opened: Any) -> None:
        from selenium.webdriver.common.keys import Keys

        change = opened.find_element("id", "BookingEntry.id")
        change.find_element("css selector", "summary").send_keys(Keys.ENTER)
        assert change.get_attribute("open") is None

    def test_every_field_has_a_name_for_screen_readers(self, opened: Any) -> None:
        fields = opened.find_elements("css selector", "select, input, button")
        assert [field.accessible_name for field in fields] == ["Tag", "Show", "Name", "Collapse all"]


@needs_browser
class TestShowing:
    def test_fits_a_phone_without_scrolling_sideways(self, opened: Any) -> None:
        opened.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
        )
        try:
            width = opened.execute_script("return document.documentElement.scrollWidth")
        finally:
            opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        assert width <= 360

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_every_text_has_contrast_enough(self, scheme: str, opened: Any) -> None:
        opened.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        )
        poor = opened.execute_script(CONTRAST)
        assert poor == []
        back = opened.execute_script("return getComputedStyle(document.body).backgroundColor")
        assert (back == "rgb(20, 21, 23)") == (scheme == "dark")

    def test_on_paper_every_change_is_open_and_the_filter_is_gone(self, opened: Any) -> None:
        assert opened.find_element("id", "gym.studios.get_utilization").get_attribute("open") is None
        opened.execute_script("dispatchEvent(new Event('beforeprint'))")
        opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        assert len(opened.find_elements("css selector", ".change[open]")) == 4
        assert not opened.find_element("css selector", "fieldset").is_displayed()
        opened.execute_script("dispatchEvent(new Event('afterprint'))")
        assert len(opened.find_elements("css selector", ".change[open]")) == 2


# Text whose colour is closer to what lies behind it than WCAG 2's 4.5 to 1.
CONTRAST = """
const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const behind = (element) => {
  for (; element; element = element.parentElement) {
    const colour = numbers(getComputedStyle(element).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  }
  return [255, 255, 255];
};
const poor = [];
for (const element of document.querySelectorAll("body *")) {
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!own || !element.checkVisibility()) continue;
  const [a, b] = [light(numbers(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
  if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(element.outerHTML.slice(0, 120));
}
return poor;
"""
