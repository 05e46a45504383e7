"""Each test has an embedded API of its own, which has no customers until the test adds some."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from open_amounts import Debt, find_debt, list_debts, main, run
from perfectgym_next import Money, PerfectGym
from perfectgym_next.models import BookCustomerPaymentRequest, BookingEntry
from perfectgym_next.testing import TEST_KEY, EmbeddedApi, make

pytestmark = pytest.mark.perfectgym(customers=0)

APRIL = date(2025, 4, 1)
MAY = date(2025, 5, 1)
JULY = date(2025, 7, 1)  # upcoming: the clock of the embedded API is fixed at 2 June 2025


class TestDebts:
    def test_have_one_sum_per_currency_and_the_oldest_due_date(
        self, perfectgym: PerfectGym, perfectgym_api: EmbeddedApi
    ) -> None:
        ada = perfectgym_api.add_customer(first_name="Ada")
        perfectgym_api.add_bookings(ada, "19.90", "5.10", due=MAY)
        perfectgym_api.add_bookings(ada, "9.00", due=APRIL, currency="CHF")

        assert list(list_debts(perfectgym)) == [Debt(ada, (Money("25.00", "EUR"), Money("9.00", "CHF")), since=APRIL)]

    def test_are_added_exactly_over_every_slice(self, perfectgym: PerfectGym, perfectgym_api: EmbeddedApi) -> None:
        ada = perfectgym_api.add_customer()
        perfectgym_api.add_bookings(ada, *["0.10"] * 120, due=MAY)

        assert list(list_debts(perfectgym)) == [Debt(ada, (Money("12.00", "EUR"),), since=MAY)]
        assert len(perfectgym_api.requests.of("customers_account.list_transactions")) == 3

    def test_end_with_the_payment(self, perfectgym: PerfectGym, perfectgym_api: EmbeddedApi) -> None:
        ada = perfectgym_api.add_customer()
        perfectgym_api.add_bookings(ada, "19.90", due=MAY)
        perfectgym_api.add_bookings(ada, "19.90", due=JULY)
        payment = BookCustomerPaymentRequest(
            payment_request_token=perfectgym_api.add_payment_request("19.90"), amount=Money("19.90", "EUR")
        )
        perfectgym.customers_account.book_payment(ada, payment)

        assert list(list_debts(perfectgym)) == []

    def test_are_reduced_by_credit_in_the_same_currency(self) -> None:
        fee = make(BookingEntry, due_date=MAY, open_amount=Money("19.90", "EUR"))
        credit = make(BookingEntry, due_date=APRIL, open_amount=Money("-5.00", "EUR"))
        drink = make(BookingEntry, due_date=APRIL, open_amount=Money("3.50", "CHF"))
        refund = make(BookingEntry, due_date=APRIL, open_amount=Money("-4.00", "CHF"))

        assert find_debt(1001, [fee, credit, drink, refund]) == Debt(1001, (Money("14.90", "EUR"),), since=MAY)
        assert find_debt(1001, [credit]) is None

    def test_leave_out_a_member_who_is_deleted_meanwhile(
        self, perfectgym: PerfectGym, perfectgym_api: EmbeddedApi
    ) -> None:
        ada, ben = perfectgym_api.add_customer(), perfectgym_api.add_customer()
        for member in (ada, ben):
            perfectgym_api.add_bookings(member, "19.90", due=MAY)
        perfectgym_api.fail("customers_account.list_transactions", status=404)

        assert [debt.customer_id for debt in list_debts(perfectgym)] == [ben]


class TestReminders:
    def test_go_to_those_who_owe_long_enough(self, perfectgym: PerfectGym, perfectgym_api: EmbeddedApi) -> None:
        ada, ben = perfectgym_api.add_customer(), perfectgym_api.add_customer()
        perfectgym_api.add_bookings(ada, "19.90", due=APRIL)
        perfectgym_api.add_bookings(ben, "19.90", due=MAY)

        assert run(perfectgym, remind_since=APRIL)

        reminder = perfectgym_api.requests.one("customers_communication.create_thread")
        assert reminder.path == f"/v1/communications/{ada}/threads"
        assert reminder.json == {
            "communicationThreadStatus": "CREATED",
            "communicationChannel": "EMAIL",
            "communicationDirection": "OUTGOING",
            "subject": "Payment reminder",
            "content": "19.90 EUR open since 2025-04-01",
        }

    def test_are_not_repeated_when_a_response_is_lost(
        self, perfectgym: PerfectGym, perfectgym_api: EmbeddedApi, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ada, ben = perfectgym_api.add_customer(), perfectgym_api.add_customer()
        for member in (ada, ben):
            perfectgym_api.add_bookings(member, "19.90", due=MAY)
        perfectgym_api.fail("customers_communication.create_thread", kind="reset", processed=True)

        assert not run(perfectgym, remind_since=MAY)

        sent = [request.path for request in perfectgym_api.requests.of("customers_communication.create_thread")]
        assert sent == [f"/v1/communications/{ada}/threads", f"/v1/communications/{ben}/threads"]
        assert f"customer {ada}: no response" in capsys.readouterr().err


class TestTheCommand:
    @pytest.fixture(autouse=True)
    def environment(self, perfectgym_api: EmbeddedApi, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """Make the command use the test's embedded API over a real socket."""
        with perfectgym_api.serve() as server:
            monkeypatch.setenv("PERFECTGYM_BASE_URL", server.url)
            monkeypatch.setenv("PERFECTGYM_API_KEY", TEST_KEY)
            yield

    def test_only_reads_without_the_option_to_remind(
        self, perfectgym_api: EmbeddedApi, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ada = perfectgym_api.add_customer()
        perfectgym_api.add_bookings(ada, "19.90", due=MAY)

        assert main([]) == 0

        assert capsys.readouterr().out.splitlines() == [
            f"customer {ada}: 19.90 EUR since 2025-05-01",
            "1 open accounts, in total: 19.90 EUR",
        ]
        assert {request.method for request in perfectgym_api.requests} == {"GET"}

    @pytest.mark.perfectgym(customers=0, scopes=["CUSTOMER_READ"])
    def test_names_the_scope_that_the_key_lacks(
        self, perfectgym_api: EmbeddedApi, capsys: pytest.CaptureFixture[str]
    ) -> None:
        perfectgym_api.add_customer()

        assert main([]) == 1
        assert "CUSTOMER_ACCOUNT_READ" in capsys.readouterr().err
