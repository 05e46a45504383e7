"""The search finds operations by our names, by the vendor's, and by scopes."""

from __future__ import annotations

import pytest

from tests.support.browser import needs_browser
from tests.support.site import Visitor

BALANCES = "reference/operations/customers_account.html#get_balances"


@needs_browser
@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize(
    ("text", "among", "page"),
    [
        ("get_balances", 1, BALANCES),
        ("getCustomersAccountBalanceData", 3, BALANCES),
        ("CUSTOMER_ACCOUNT_READ", 8, BALANCES),
        ("Money", 1, "money.html"),
    ],
)
def test_a_name_is_found(text: str, among: int, page: str, width: int, visitor: Visitor) -> None:
    visitor.open("index.html", width=width)
    assert page in visitor.search(text)[:among]


@needs_browser
def test_a_result_opens_its_page(visitor: Visitor) -> None:
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.wait import WebDriverWait

    visitor.open("money.html")
    visitor.search("get_balances")
    visitor.browser.switch_to.active_element.send_keys(Keys.ENTER)
    WebDriverWait(visitor.browser, 20).until(lambda _: visitor.page() == BALANCES.partition("#")[0])
    assert visitor.browser.find_element("id", "get_balances").text.startswith("get_balances")


@needs_browser
def test_the_search_works_without_any_other_host(visitor: Visitor) -> None:
    visitor.open("reference/operations/classes.html")
    assert visitor.search("get_balances")
    assert (visitor.errors(), visitor.violations) == ([], [])
