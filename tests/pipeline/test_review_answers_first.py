"""A reviewer sees at once what breaks: a release with twenty changes, five of them breaking."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from openapi.pipeline.review.comparison import compare
from openapi.pipeline.review.markdown import render_markdown
from openapi.pipeline.review.page import render_page
from openapi.pipeline.review.policy import Verdict
from openapi.pipeline.review.report import Report
from tests.pipeline.test_review_corpus import pytestmark as needs_node
from tests.pipeline.test_review_corpus import side
from tests.support import corpus_cases
from tests.support.browser import needs_browser

pytestmark = needs_node

BREAKING = [
    "gym.classes.get_class_booking",
    "BookCustomerPaymentRequest.payment_request_token",
    "BookingEntry.description",
    "ClassSlotBookingRequest.channel",
    "gym.classes.list_slots(slot_window_start_date=)",
]


@pytest.fixture(scope="module", name="report")
def _report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    case: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("twenty_changes.yaml").read_text(encoding="utf-8"))
    document = corpus_cases.description(corpus_cases.FAST_TAGS)
    changed = corpus_cases.changed(document, case, tmp_path_factory.mktemp("overlay"))
    return compare(side(document, tmp_path_factory.mktemp("before")), side(changed, tmp_path_factory.mktemp("after")))


class TestMarkdown:
    def test_the_first_twelve_lines_hold_every_break(self, report: Report) -> None:
        assert len(report.changes) == 20
        assert report.count(Verdict.BREAKING) == 5
        lines = render_markdown(report).splitlines()[:12]
        rows = [line for line in lines if line.startswith("| [")]
        assert [row[4 : row.index("`]")] for row in rows] == BREAKING

    def test_they_say_who_is_concerned_and_show_python(self, report: Report) -> None:
        rows = {change.name: (change.title, *change.values, change.whom) for change in report.breaking}
        assert rows == {
            "gym.classes.get_class_booking": ("was removed", "get_class_booking(booking_id)", None, "callers"),
            "BookCustomerPaymentRequest.payment_request_token": (
                "now has a maximum length",
                None,
                "64",
                "callers who send it",
            ),
            "BookingEntry.description": ("was removed", "str | None", None, "callers who read it"),
            "ClassSlotBookingRequest.channel": (
                "is a new required argument",
                None,
                "channel: str",
                "callers who send it",
            ),
            "gym.classes.list_slots(slot_window_start_date=)": (
                "is now required",
                "slot_window_start_date: datetime.date | None = None",
                "slot_window_start_date: datetime.date",
                "callers",
            ),
        }

    def test_everything_else_is_folded(self, report: Report) -> None:
        text = render_markdown(report)
        folded = text[text.index("<details>") :]
        for change in report.changes:
            assert f"`{change.name}`" in folded
        assert text.count("<summary><b>") == len(report.groups)
        assert text.count("<details>") == text.count("</details>")

    def test_a_type_names_the_operations_that_it_reaches_once(self, report: Report) -> None:
        text = render_markdown(report)
        line = next(line for line in text.splitlines() if line.startswith("**`BookingEntry`**"))
        assert line.endswith(
            "used by `gym.customers_account.list_transactions`, `gym.customers_account.list_upcoming_transactions`"
        )
        assert text.count("list_upcoming_transactions") == 2  # BookingEntry and Money

    def test_one_change_is_one_row(self, report: Report) -> None:
        rows = [line for line in render_markdown(report).splitlines() if line.startswith(("| **", "| minor", "| no"))]
        assert len(rows) == 20
        assert not [line for line in render_markdown(report).splitlines() if line.startswith("|  |  |")]


@needs_browser
class TestPage:
    @pytest.mark.parametrize(("width", "height"), [(1280, 800), (400, 800)])
    def test_the_first_screen_shows_every_break(
        self, width: int, height: int, report: Report, browser: Any, tmp_path: Path
    ) -> None:
        path = tmp_path / "report.html"
        path.write_text(render_page(report), encoding="utf-8")
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        browser.get(path.as_uri())
        items = browser.find_elements("css selector", ".breaks li")
        assert [item.find_element("css selector", "a").text for item in items] == BREAKING
        last = items[-1].rect
        assert last["y"] + last["height"] < height
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
