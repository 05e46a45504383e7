"""The requests that the embedded API received."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.embedded import Ask

CLASSES = "/v1/classes"


class TestTheRecord:
    def test_tells_what_was_sent_without_the_key(self, api: EmbeddedApi, ask: Ask) -> None:
        token = api.add_payment_request("9.90")
        body = {"paymentRequestToken": token, "amount": {"amount": Decimal("9.90"), "currency": "EUR"}}
        ask("POST", "/v1/customers/1001/account/payment", body, **{"User-Agent": "test"})
        request = api.requests.one("customers_account.book_payment")
        assert request.json == body
        assert isinstance(request.json["amount"]["amount"], Decimal)
        assert (request.method, request.path) == ("POST", "/v1/customers/1001/account/payment")
        assert (request.status, request.headers["user-agent"]) == (200, "test")
        assert TEST_KEY not in repr(request)

    def test_gives_the_parameters_of_a_query(self, api: EmbeddedApi, ask: Ask) -> None:
        ask("GET", "/v1/customers/1001/benefits?key=SAUNA&key=GUEST_PASS&x=")
        assert api.requests.last.parameters == {"key": ["SAUNA", "GUEST_PASS"], "x": ""}

    def test_holds_what_failed_too(self, api: EmbeddedApi, ask: Ask) -> None:
        ask("GET", "/v1/nowhere")
        assert (api.requests.last.operation, api.requests.last.status) == (None, 404)
        api.handle("GET", CLASSES)
        assert api.requests.last.status == 401

    def test_tells_what_did_arrive_when_an_assertion_fails(self, api: EmbeddedApi, ask: Ask) -> None:
        with pytest.raises(AssertionError, match="no request was received at all"):
            api.requests.one("classes.list_classes")
        with pytest.raises(AssertionError, match="expected a request"):
            _ = api.requests.last
        ask("GET", f"{CLASSES}?sliceSize=10")
        ask("GET", CLASSES)
        with pytest.raises(AssertionError, match=r"got 2(.|\n)*GET /v1/classes\?sliceSize=10 -> 200"):
            api.requests.one("classes.list_classes")
        with pytest.raises(AssertionError, match="expected no request of classes.list_classes, got 2"):
            api.requests.none("classes.list_classes")
        api.requests.none("classes.get_class")

    def test_can_be_walked_counted_and_cleared(self, api: EmbeddedApi, ask: Ask) -> None:
        for _ in range(3):
            ask("GET", CLASSES)
        assert len(api.requests) == len(list(api.requests)) == len(api.requests.of("classes.list_classes")) == 3
        assert repr(api.requests) == "<RequestLog of 3 requests>"
        api.requests.clear()
        assert len(api.requests) == 0
