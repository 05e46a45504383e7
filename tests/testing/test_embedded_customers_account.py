"""A customer's account: entries and payments."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Ask, Asker, walk

ACCOUNT = "/v1/customers/1001/account"


def totals(entries: list[dict[str, Any]], member: str) -> dict[str, Decimal]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        sums[entry[member]["currency"]] += entry[member]["amount"]
    return dict(sums)


def walk_due(ask: Ask, path: str = ACCOUNT) -> list[dict[str, Any]]:
    """Return the entries that are due: those of the past, and those of today that are listed as upcoming."""
    upcoming = walk(ask, f"{path}/transactions/upcoming")
    return [*walk(ask, f"{path}/transactions"), *(entry for entry in upcoming if entry["dueDate"] <= "2025-06-02")]


def pay(ask: Ask, token: str, amount: str, currency: str = "EUR", **members: Any) -> tuple[int, Any]:
    body = {"paymentRequestToken": token, "amount": {"amount": Decimal(amount), "currency": currency}, **members}
    return ask("POST", f"{ACCOUNT}/payment", body)


class TestTheRichCustomer:
    def test_has_thousands_of_past_bookings_in_three_currencies_with_cents(self, ask: Ask) -> None:
        entries = walk(ask, f"{ACCOUNT}/transactions")
        assert len(entries) > 3000
        assert {entry["amount"]["currency"] for entry in entries} == {"EUR", "CHF", "GBP"}
        assert any(entry["amount"]["amount"] % 1 for entry in entries)

    def test_has_open_amounts_credit_a_dunning_level_and_bookings_to_come(self, ask: Ask) -> None:
        _, balances = ask("GET", f"{ACCOUNT}/balances")
        assert balances["dunningLevel"] == "Dunning Level 2"
        assert balances["consumptionCredit"] == {"amount": Decimal("35.50"), "currency": "EUR"}
        assert balances["inDebtCollection"] is False
        due = [entry for entry in walk(ask, f"{ACCOUNT}/transactions") if entry["openAmount"]["amount"]]
        assert len(due) == 8
        assert any(entry["openAmount"]["amount"] < entry["amount"]["amount"] for entry in due)
        upcoming = [entry for entry in walk(ask, f"{ACCOUNT}/transactions/upcoming") if entry["openAmount"]["amount"]]
        assert len(upcoming) == 12
        assert min(entry["dueDate"] for entry in upcoming) > max(entry["dueDate"] for entry in due)


class TestEveryAccount:
    @pytest.mark.parametrize("customer_id", [1001, 1002, 1025, 1100, 1299])
    def test_balance_is_what_the_open_amounts_add_up_to(self, ask: Ask, customer_id: int) -> None:
        path = f"/v1/customers/{customer_id}/account"
        balance = ask("GET", f"{path}/balances")[1]["accountBalance"]
        entries = walk_due(ask, path)
        assert -balance["amount"] == totals(entries, "openAmount").get(balance["currency"], 0)
        assert totals(entries, "amount") == totals(entries, "openAmount")

    def test_some_owe_and_some_do_not(self, ask: Ask) -> None:
        levels = [ask("GET", f"/v1/customers/{i}/account/balances")[1].get("dunningLevel") for i in range(1001, 1101)]
        assert None in levels
        assert "Dunning Level 1" in levels
        assert "Dunning Level 3" in levels

    @pytest.mark.parametrize("call", ["balances", "transactions", "transactions/upcoming"])
    def test_of_a_customer_who_does_not_exist_is_not_found(self, ask: Ask, call: str) -> None:
        status, error = ask("GET", f"/v1/customers/77/account/{call}")
        assert status == 404
        assert error["errorCode"] == "embedded.CUSTOMER_NOT_FOUND"
        assert error["reference"] == "customerId"


class TestSlices:
    def test_lose_nothing_and_give_nothing_twice_at_any_size(self, ask: Ask) -> None:
        path = "/v1/customers/1002/account/transactions"
        whole = ask("GET", path)[1]["result"]
        pieces, offset = [], ""
        while True:
            found = ask("GET", f"{path}?sliceSize=10{offset}")[1]
            pieces += found["result"]
            if not found["hasNext"]:
                break
            assert len(found["result"]) == 10
            offset = f"&offset={found['offset']}"
        assert pieces == whole

    def test_continue_at_an_offset_that_is_neither_an_id_nor_a_number(self, ask: Ask) -> None:
        first = ask("GET", f"{ACCOUNT}/transactions?sliceSize=10")[1]
        assert not first["offset"].isdecimal()
        following = ask("GET", f"{ACCOUNT}/transactions?sliceSize=10&offset={first['offset']}")[1]
        assert following["result"][0]["id"] == first["result"][-1]["id"] + 1
        assert ask("GET", f"{ACCOUNT}/transactions?sliceSize=10&offset=0")[1] == first

    @pytest.mark.parametrize("offset", ["abc", "", "-1", "1.5", "%C2%B2", "10", "100100010"])
    def test_an_offset_that_makes_no_sense_is_refused_by_name(self, ask: Ask, offset: str) -> None:
        status, error = ask("GET", f"{ACCOUNT}/transactions?offset={offset}")
        assert (status, error["reference"]) == (400, "offset")

    @pytest.mark.parametrize("size", ["0", "51", "x", "2.5"])
    def test_a_size_out_of_bounds_is_refused_by_name(self, ask: Ask, size: str) -> None:
        status, error = ask("GET", f"{ACCOUNT}/transactions?sliceSize={size}")
        assert (status, error["reference"]) == (400, "sliceSize")


class TestToday:
    def test_is_listed_as_upcoming_and_counts_as_due(self, api: EmbeddedApi, ask: Ask) -> None:
        customer_id = api.add_customer()
        path = f"/v1/customers/{customer_id}/account"
        days = [date(2025, 6, 1), date(2025, 6, 2), date(2025, 6, 3)]
        ids = [api.add_bookings(customer_id, "1.00", due=day)[0] for day in days]

        def listed() -> list[list[int]]:
            lists = (walk(ask, f"{path}/transactions{kind}") for kind in ("", "/upcoming"))
            return [[entry["id"] for entry in entries] for entries in lists]

        def balance() -> Decimal:
            return Decimal(ask("GET", f"{path}/balances")[1]["accountBalance"]["amount"])

        assert (listed(), balance()) == ([ids[:1], ids[1:]], Decimal(-2))
        api.advance(days=1)
        assert (listed(), balance()) == ([ids[:2], ids[2:]], Decimal(-3))
        api.advance(days=1)
        assert (listed(), balance()) == ([ids, []], Decimal(-3))

    def test_is_the_first_of_the_days_to_come_up_to_a_year(self, api: EmbeddedApi, ask: Ask) -> None:
        customer_id = api.add_customer()
        for day in (date(2025, 6, 2), date(2026, 6, 2), date(2026, 6, 3)):
            api.add_bookings(customer_id, "1.00", due=day)
        path = f"/v1/customers/{customer_id}/account/transactions/upcoming"
        assert [entry["dueDate"] for entry in walk(ask, path)] == ["2025-06-02", "2026-06-02"]
        api.advance(days=1)
        assert [entry["dueDate"] for entry in walk(ask, path)] == ["2026-06-02", "2026-06-03"]

    def test_has_the_payments_of_today(self, api: EmbeddedApi, ask: Ask) -> None:
        assert pay(ask, api.add_payment_request("500.00"), "500.00")[0] == 200
        assert -500 not in [entry["amount"]["amount"] for entry in walk(ask, f"{ACCOUNT}/transactions")]
        assert -500 in [entry["amount"]["amount"] for entry in walk(ask, f"{ACCOUNT}/transactions/upcoming")]
        api.advance(days=1)
        assert walk(ask, f"{ACCOUNT}/transactions")[-1]["amount"]["amount"] == -500

    def test_is_after_the_bookings_of_a_test(self, api: EmbeddedApi, ask: Ask) -> None:
        customer_id = api.add_customer()
        api.add_bookings(customer_id, "9.90")
        (entry,) = walk(ask, f"/v1/customers/{customer_id}/account/transactions")
        assert entry["dueDate"] == "2025-06-01"


class TestAPayment:
    def test_settles_the_named_claim_and_raises_the_balance(self, api: EmbeddedApi, ask: Ask) -> None:
        before = ask("GET", f"{ACCOUNT}/balances")[1]["accountBalance"]["amount"]
        claim = next(e for e in walk(ask, f"{ACCOUNT}/transactions") if e["openAmount"]["amount"] > 5)
        amount = claim["openAmount"]["amount"]
        token = api.add_payment_request(amount, "EUR" if claim["amount"]["currency"] == "EUR" else "CHF")
        status, answer = pay(ask, token, str(amount), claim["amount"]["currency"], debtClaimIds=[claim["id"]])
        assert (status, answer) == (200, {})
        entries = walk_due(ask)
        assert next(e for e in entries if e["id"] == claim["id"])["openAmount"]["amount"] == 0
        assert entries[-1]["amount"] == {"amount": -amount, "currency": claim["amount"]["currency"]}
        settled = amount if claim["amount"]["currency"] == "EUR" else 0
        assert ask("GET", f"{ACCOUNT}/balances")[1]["accountBalance"]["amount"] == before + settled

    def test_without_claims_settles_what_has_been_due_the_longest(self, api: EmbeddedApi, ask: Ask) -> None:
        due = [e for e in walk(ask, f"{ACCOUNT}/transactions") if e["openAmount"]["amount"] > 0]
        euros = [e for e in due if e["openAmount"]["currency"] == "EUR"]
        amount = euros[0]["openAmount"]["amount"] + Decimal("0.05")
        pay(ask, api.add_payment_request(amount), str(amount))
        after = {e["id"]: e["openAmount"]["amount"] for e in walk(ask, f"{ACCOUNT}/transactions")}
        assert after[euros[0]["id"]] == 0
        assert after[euros[1]["id"]] == euros[1]["openAmount"]["amount"] - Decimal("0.05")

    def test_of_everything_ends_the_dunning(self, api: EmbeddedApi, ask: Ask) -> None:
        for currency, amount in totals(walk(ask, f"{ACCOUNT}/transactions"), "openAmount").items():
            assert pay(ask, api.add_payment_request(amount, currency), str(amount), currency)[0] == 200
        balances = ask("GET", f"{ACCOUNT}/balances")[1]
        assert balances["accountBalance"]["amount"] == 0
        assert balances.get("dunningLevel") is None

    def test_of_more_than_is_owed_leaves_the_rest_to_the_customer(self, api: EmbeddedApi, ask: Ask) -> None:
        pay(ask, api.add_payment_request("500.00"), "500.00")
        entries = walk_due(ask)
        balance = ask("GET", f"{ACCOUNT}/balances")[1]["accountBalance"]["amount"]
        assert balance > 400
        assert balance == -totals(entries, "openAmount")["EUR"] == -totals(entries, "amount")["EUR"]

    def test_can_settle_what_is_still_to_come(self, api: EmbeddedApi, ask: Ask) -> None:
        claim = walk(ask, f"{ACCOUNT}/transactions/upcoming")[-1]
        amount = claim["openAmount"]["amount"]
        before = ask("GET", f"{ACCOUNT}/balances")[1]["accountBalance"]
        pay(ask, api.add_payment_request(amount), str(amount), debtClaimIds=[claim["id"]])
        found = next(e for e in walk(ask, f"{ACCOUNT}/transactions/upcoming") if e["id"] == claim["id"])
        assert found["openAmount"]["amount"] == 0
        assert ask("GET", f"{ACCOUNT}/balances")[1]["accountBalance"] == before

    def test_uses_the_token_that_the_payment_component_returns_for_a_session(self, api: EmbeddedApi, ask: Ask) -> None:
        session = {"amount": 12.5, "scope": "MEMBER_ACCOUNT", "customerId": 1001, "referenceText": "locker"}
        token = ask("POST", "/v1/payments/user-session", session)[1]["token"]
        status, error = pay(ask, token, "12.50")
        assert (status, error["reference"]) == (404, "paymentRequestToken")
        assert pay(ask, api.complete_payment(token), "12.50")[0] == 200


class TestAPaymentIsRefused:
    @pytest.fixture
    def token(self, api: EmbeddedApi) -> str:
        return api.add_payment_request("9.90", customer_id=1001)

    def test_with_a_token_that_nobody_made(self, ask: Ask) -> None:
        status, error = pay(ask, "nonsense", "9.90")
        assert (status, error["reference"]) == (404, "paymentRequestToken")

    def test_the_second_time(self, ask: Ask, token: str) -> None:
        assert pay(ask, token, "9.90")[0] == 200
        status, error = pay(ask, token, "9.90")
        assert (status, error["errorCode"]) == (409, "embedded.PAYMENT_REQUEST_USED")

    @pytest.mark.parametrize(
        ("amount", "currency", "status", "reference"),
        [
            ("9.91", "EUR", 409, "amount.amount"),
            ("9.90", "CHF", 409, "amount.currency"),
            ("0", "EUR", 400, "amount.amount"),
            ("9.90", "euro", 400, "amount.currency"),
        ],
    )
    def test_when_it_is_not_what_the_token_stands_for(
        self, ask: Ask, token: str, amount: str, currency: str, status: int, reference: str
    ) -> None:
        answered, error = pay(ask, token, amount, currency)
        assert (answered, error["reference"]) == (status, reference)

    def test_on_the_account_of_somebody_else(self, api: EmbeddedApi, ask: Ask) -> None:
        status, error = pay(ask, api.add_payment_request("9.90", customer_id=1002), "9.90")
        assert (status, error["reference"]) == (409, "paymentRequestToken")

    @pytest.mark.parametrize(("kind", "status"), [("unknown", 404), ("settled", 409), ("foreign", 409)])
    def test_for_a_claim_that_cannot_be_settled(self, ask: Ask, token: str, kind: str, status: int) -> None:
        entries = walk(ask, f"{ACCOUNT}/transactions")
        due = [e for e in entries if e["openAmount"]["amount"] > 0]
        claim = {
            "unknown": 5,
            "settled": entries[0]["id"],
            "foreign": next(e["id"] for e in due if e["openAmount"]["currency"] == "CHF"),
        }[kind]
        answered, error = pay(ask, token, "9.90", debtClaimIds=[due[0]["id"], claim])
        assert (answered, error["reference"]) == (status, "debtClaimIds[1]")

    def test_and_then_nothing_has_changed(self, ask: Ask, token: str) -> None:
        before = ask("GET", f"{ACCOUNT}/balances"), walk(ask, f"{ACCOUNT}/transactions")
        assert pay(ask, token, "9.90", debtClaimIds=[5])[0] == 404
        assert (ask("GET", f"{ACCOUNT}/balances"), walk(ask, f"{ACCOUNT}/transactions")) == before
        assert pay(ask, token, "9.90")[0] == 200


class TestAPaymentRequest:
    def test_takes_no_float(self, api: EmbeddedApi) -> None:
        with pytest.raises(TypeError, match=r"Decimal\('9.9'\)"):
            api.add_payment_request(9.9)  # type: ignore[arg-type]  # that is the point

    def test_takes_no_negative_amount(self, api: EmbeddedApi) -> None:
        with pytest.raises(ValueError, match="more than 0"):
            api.add_payment_request("-0.01")

    def test_of_0_pays_nothing(self, api: EmbeddedApi, ask: Ask) -> None:
        assert pay(ask, api.add_payment_request("0"), "1.00")[0] == 409

    def test_of_an_amount_is_not_a_payment_instrument(self, api: EmbeddedApi, ask: Ask) -> None:
        body = {"paymentRequestToken": api.add_payment_request("1.00")}
        status, error = ask("POST", f"{ACCOUNT}/payment-instrument", body)
        assert (status, error["reference"]) == (409, "paymentRequestToken")

    def test_changes_the_payment_instrument_once(self, api: EmbeddedApi, ask: Ask) -> None:
        body = {"paymentRequestToken": api.add_payment_request("0")}
        assert ask("POST", f"{ACCOUNT}/payment-instrument", body) == (200, {})
        assert ask("POST", f"{ACCOUNT}/payment-instrument", body)[0] == 409


class TestSeeds:
    def test_the_same_seed_gives_the_same_account(self, asker: Asker) -> None:
        one, other = (asker(EmbeddedApi(seed=7)) for _ in range(2))
        assert walk(one, "/v1/customers/1025/account/transactions") == walk(
            other, "/v1/customers/1025/account/transactions"
        )

    def test_another_seed_gives_another(self, asker: Asker) -> None:
        one, other = (asker(EmbeddedApi(seed=seed)) for seed in (7, 8))
        path = "/v1/customers/1025/account/transactions"
        assert walk(one, path) != walk(other, path)

    def test_the_order_of_reading_does_not_matter(self, asker: Asker) -> None:
        one, other = (asker(EmbeddedApi(seed=7)) for _ in range(2))
        one("GET", "/v1/customers/1003/account/balances")
        path = "/v1/customers/1002/account/balances"
        assert one("GET", path) == other("GET", path)
