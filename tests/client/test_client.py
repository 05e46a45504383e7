from __future__ import annotations

import copy
import pickle
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

import perfectgym_next
from perfectgym_next import AsyncPerfectGym, Money, PerfectGym, errors
from perfectgym_next.errors import ApiError, ConfigurationError, NotFoundError, ResponseFormatError
from perfectgym_next.models import BookCustomerPaymentRequest, CardNumberFormat, ContractStatus
from perfectgym_next_generated.api import customers_account
from tests.support.scripted import BASE_URL, KEY, Service, answer

BALANCE = {"accountBalance": {"amount": 12.5, "currency": "EUR"}, "inDebtCollection": False}


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PERFECTGYM_TENANT", "PERFECTGYM_BASE_URL", "PERFECTGYM_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=[PerfectGym, AsyncPerfectGym])
def make(request: pytest.FixtureRequest) -> Any:
    return request.param


class TestWhereTheApiIs:
    def test_a_tenant_names_the_host(self, make: Any) -> None:
        assert repr(make("my-tenant", api_key=KEY)) == f"<{make.__name__} https://my-tenant.open-api.perfectgym.com>"

    def test_a_base_url_stands_for_itself(self, make: Any) -> None:
        assert "https://gym.example/api>" in repr(make(base_url="https://gym.example/api/", api_key=KEY))

    def test_the_environment_names_what_is_not_given(self, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PERFECTGYM_API_KEY", KEY)
        monkeypatch.setenv("PERFECTGYM_TENANT", "from-env")
        assert "from-env" in repr(make())
        assert "https://other" in repr(make(base_url="https://other"))

    def test_it_is_read_when_the_client_is_made(self, monkeypatch: pytest.MonkeyPatch) -> None:
        service = Service(answer(200, BALANCE))
        monkeypatch.setenv("PERFECTGYM_API_KEY", "first-key")
        gym = service.client(api_key=None)
        monkeypatch.setenv("PERFECTGYM_API_KEY", "second-key")
        gym.customers_account.get_balances(7)
        assert service.sent[0].headers["x-api-key"] == "first-key"

    def test_a_base_url_in_the_environment(self, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PERFECTGYM_BASE_URL", "http://127.0.0.1:8080")
        assert "http://127.0.0.1:8080" in repr(make(api_key=KEY))

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (
                {},
                r"tenant= or base_url= \(PERFECTGYM_TENANT or PERFECTGYM_BASE_URL\) and api_key= ",
            ),
            ({"tenant": "a"}, r"the client needs api_key= \(PERFECTGYM_API_KEY\)"),
            ({"api_key": KEY}, r"the client needs tenant= or base_url="),
            ({"tenant": "a", "base_url": "https://b", "api_key": KEY}, "exclude each other"),
        ],
    )
    def test_what_is_missing_is_named(self, make: Any, options: dict[str, Any], message: str) -> None:
        with pytest.raises(ConfigurationError, match=message):
            make(**options)

    @pytest.mark.parametrize("tenant", ["", "a.b", "a/b", "-a", "a-", "ä", "a b", "x" * 64, "evil.com#", "a\n"])
    def test_a_malformed_tenant(self, make: Any, tenant: str) -> None:
        with pytest.raises(ConfigurationError, match="tenant"):
            make(tenant, api_key=KEY)

    @pytest.mark.parametrize(
        "url",
        ["gym.example", "ftp://gym.example", "https://", "https://a?b=c", "https://a#f", "https://u:p@a", "https://a b",
         "https://a:99999", "https://[::1", "http://gym.example", "http://127.0.0.1.evil.com", "http://localhost.evil.com"],
    )  # fmt: skip
    def test_a_malformed_or_unsafe_base_url(self, make: Any, url: str) -> None:
        with pytest.raises(ConfigurationError, match="base_url"):
            make(base_url=url, api_key=KEY)

    @pytest.mark.parametrize(
        "url", ["http://localhost:5", "http://127.0.0.1", "http://127.1.2.3:80/x", "http://[::1]:5"]
    )
    def test_loopback_may_be_unencrypted(self, make: Any, url: str) -> None:
        make(base_url=url, api_key=KEY)

    def test_so_may_what_the_caller_says(self, make: Any) -> None:
        make(base_url="http://gym.example", api_key=KEY, allow_http=True)


class TestTheKey:
    @pytest.mark.parametrize("key", ["a b", "a\n", "\tkey", "kéy", "key\x00", "ключ"])
    def test_is_checked_and_not_shown(self, make: Any, key: str) -> None:
        with pytest.raises(ConfigurationError) as caught:
            make("a", api_key=key)
        assert key not in str(caught.value)
        assert "visible ASCII" in str(caught.value)

    def test_travels_in_its_header_only(self) -> None:
        service = Service(answer(200, BALANCE))
        service.client().customers_account.get_balances(7)
        [sent] = service.sent
        assert sent.headers["x-api-key"] == KEY
        assert KEY not in sent.path

    def test_clients_are_not_pickled_or_copied_with_it(self, make: Any) -> None:
        gym = make("a", api_key=KEY)
        for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="make it where it is used"):
                attempt(gym)


class TestRequests:
    def test_path_parameters_are_quoted_into_their_segment(self) -> None:
        service = Service(answer(200))
        service.client().customers.use_benefit(7, "a/b ?#%ü")
        assert service.sent[0].path == "/api/v1/customers/7/benefits/a%2Fb%20%3F%23%25%C3%BC/use"

    @pytest.mark.parametrize("segment", ["", ".", "..", None])
    def test_a_segment_that_leads_elsewhere_is_refused(self, segment: Any) -> None:
        service = Service()
        with pytest.raises(ValueError, match="'debtCollectionRunId'"):
            service.client().finance.get_transfer_details(segment)
        assert service.sent == []

    def test_only_what_is_given_is_in_the_query(self) -> None:
        service = Service(answer(200, []))
        service.client().customers.list_contracts(7)
        assert service.sent[0].path == "/api/v1/customers/7/contracts"

    def test_query_values(self) -> None:
        service = Service(answer(200, []))
        gym = service.client()
        gym.customers.list_contracts(7, status=ContractStatus.ACTIVE)
        gym.finance.list_debt_collection_cases(debtor_id=["a b", "c&d"], case_adjustment_request_id=5)
        assert service.sent[0].path.endswith("/contracts?status=ACTIVE")
        assert service.sent[1].path.endswith("?debtorId=a%20b&debtorId=c%26d&caseAdjustmentRequestId=5")

    def test_more_query_values(self) -> None:
        service = Service(answer(404))
        gym = service.client()
        with pytest.raises(NotFoundError):
            gym.customers.get_customer_by(
                qr_code_uuid=UUID("12345678-1234-5678-1234-567812345678"),
                card_number_format=CardNumberFormat("HEX_MSB"),
                pin="12 34",
            )
        assert "qrCodeUuid=12345678-1234-5678-1234-567812345678" in service.sent[0].path
        assert "cardNumberFormat=HEX_MSB" in service.sent[0].path
        assert "pin=12%2034" in service.sent[0].path

    def test_half_a_character_is_refused_by_the_name_of_its_argument(self) -> None:
        service = Service()
        with pytest.raises(ValueError, match="argument 'pin' holds half of a surrogate pair"):
            service.client().customers.get_customer_by(pin="\ud800")
        with pytest.raises(ValueError, match="argument 'debtorId' holds half of a surrogate pair"):
            service.client().finance.list_debt_collection_cases(debtor_id=["a", "\udfff"])
        assert service.sent == []

    def test_dates_in_the_query(self) -> None:
        service = Service(answer(200, {"result": [], "hasNext": False}))
        list(service.client().customers.list_checkins(7, from_date=date(2024, 2, 29)))
        assert "fromDate=2024-02-29" in service.sent[0].path

    def test_a_json_body(self) -> None:
        service = Service(answer(200, {}))
        body = BookCustomerPaymentRequest(amount=Money("5.00", "EUR"), payment_request_token="t", debt_claim_ids=[1, 2])
        service.client().customers_account.book_payment(7, body)
        [sent] = service.sent
        assert (sent.method, sent.path) == ("POST", "/api/v1/customers/7/account/payment")
        assert sent.headers["content-type"] == "application/json"
        assert b'"debtClaimIds":[1,2]' in sent.body
        assert b'"amount":5.00' in sent.body

    @pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("-Infinity"), float("nan"), float("inf")])
    def test_a_number_that_json_cannot_hold_sends_nothing(self, value: Any) -> None:
        service = Service()
        body = BookCustomerPaymentRequest(
            amount=Money("5.00", "EUR"), payment_request_token="t", additional_properties={"x": [value]}
        )
        with pytest.raises(ValueError, match=r"Request\.additional_properties\['x'\]\[0\] must be a finite number"):
            service.client().customers_account.book_payment(7, body)
        with pytest.raises(ValueError, match=r"json\['x'\]\[0\] must be a finite number"):
            service.client().request("POST", "/v1/tags", json={"x": [value]})
        assert service.sent == []

    def test_a_body_that_is_no_json_sends_nothing(self) -> None:
        service = Service()
        body = BookCustomerPaymentRequest(amount=Money("5.00", "EUR"), payment_request_token="\ud800")
        with pytest.raises(TypeError, match=r"customers_account\.book_payment cannot be written as JSON"):
            service.client().customers_account.book_payment(7, body)
        assert service.sent == []

    def test_a_change_after_the_request_was_made_is_not_sent(self) -> None:
        service = Service(answer(200, {}))
        ids: list[Any] = [1]
        body = BookCustomerPaymentRequest(
            amount=Money("5.00", "EUR"), payment_request_token="t", debt_claim_ids=ids, additional_properties={"x": ids}
        )
        request = customers_account.book_payment(7, body)
        ids.append(float("nan"))  # the writer would make it a null
        service.client().send(request)
        assert service.sent[0].body.endswith(b'"debtClaimIds":[1]}')
        assert b'"x":[1]' in service.sent[0].body

    def test_who_is_calling(self) -> None:
        service = Service(answer(200, BALANCE))
        service.client().customers_account.get_balances(7)
        agent = service.sent[0].headers["user-agent"]
        assert agent.startswith(
            f"perfectgym-next/{perfectgym_next.__version__} (API {perfectgym_next.API_VERSION}; Python 3."
        )


class TestAnswers:
    async def test_the_same_from_both_clients(self) -> None:
        expected = Service(answer(200, BALANCE)).client().customers_account.get_balances(7)
        assert await Service(answer(200, BALANCE)).async_client().customers_account.get_balances(7) == expected
        assert str(expected.account_balance) == "12.5 EUR"

    def test_any_success_counts(self) -> None:
        assert Service(answer(201, BALANCE)).client().customers_account.get_balances(7).in_debt_collection is False

    def test_an_operation_without_result_returns_none(self) -> None:
        assert Service(answer(200)).client().studios.confirm_activation() is None  # type: ignore[func-returns-value]

    @pytest.mark.parametrize("status", [400, 404, 429, 500, 302])
    def test_anything_else_raises(self, status: int) -> None:
        service = Service(answer(status, {"errorMessage": "No"}, Location="https://evil.invalid/"))
        with pytest.raises(ApiError, match="No") as caught:
            service.client(max_retries=0).customers_account.get_balances(7)
        assert caught.value.status == status
        assert caught.value.operation == "customers_account.get_balances"
        assert caught.value.headers["location"] == "https://evil.invalid/"
        assert len(service.sent) == 1

    @pytest.mark.parametrize(
        ("raw", "member", "message"),
        [
            (b"", None, "the body is empty"),
            (b"<html>Sign in</html>", None, "invalid JSON"),
            (b'{"inDebtCollection": tr', None, "invalid JSON"),
            (b"[]", None, "expected an object, not an array"),
            (b"null", None, "expected an object, not null"),
            (b'{"inDebtCollection": null}', "inDebtCollection", "required, but null"),
            (b'{"accountBalance": {"amount": 5}}', "accountBalance.currency", "required, but missing"),
            (b"[" * 100_000, None, "invalid JSON"),
            (b"\xff\xfe", None, "invalid JSON"),
        ],
    )  # fmt: skip
    async def test_a_success_that_does_not_fit_names_the_place(
        self, raw: bytes, member: str | None, message: str
    ) -> None:
        service = Service(answer(200, raw=raw))
        with pytest.raises(ResponseFormatError, match=message) as caught:
            service.client().customers_account.get_balances(7)
        assert caught.value.operation == "customers_account.get_balances"
        assert caught.value.field == member
        with pytest.raises(ResponseFormatError, match=message):
            await service.async_client().customers_account.get_balances(7)

    def test_a_list_names_the_item(self) -> None:
        service = Service(answer(200, [{"id": 1}, 5]))
        with pytest.raises(ResponseFormatError) as caught:
            service.client().customers.list_contracts(7)
        assert (caught.value.field or "").startswith("[0].")

    @pytest.mark.parametrize("raw", [b"", b"<html>", b"{", b"\xff\xfe", b"[1]", b'"x"', b"null", b"{}", b"[" * 100_000])
    def test_an_error_is_an_error_whatever_its_body(self, raw: bytes) -> None:
        with pytest.raises(NotFoundError, match="Not Found") as caught:
            Service(answer(404, raw=raw)).client().customers_account.get_balances(7)
        assert caught.value.text == raw.decode("utf-8", errors="replace")

    def test_an_answer_that_is_too_large(self) -> None:
        gym = Service(answer(200, raw=b" " * 2000)).client(max_response_bytes=1000)
        with pytest.raises(perfectgym_next.PerfectGymError, match="larger than 1000 bytes"):
            gym.customers_account.get_balances(7)


class TestTheRawLayer:
    async def test_it_gives_status_headers_bytes_and_the_parsed_body(self) -> None:
        service = Service(answer(200, BALANCE, X_Trace="t"))
        for response in (
            service.client().send_detailed(customers_account.get_balances(7)),
            await service.async_client().send_detailed(customers_account.get_balances(7)),
        ):
            assert (response.status, response.headers["x-trace"]) == (200, "t")
            assert b"accountBalance" in response.content
            assert response.parsed.in_debt_collection is False
            assert response.operation.vendor_name == "getCustomersAccountBalanceData"


class TestWhatTheDescriptionDoesNotHave:
    async def test_is_called_by_method_and_path(self) -> None:
        service = Service(answer(200, {"a": 1.10}))
        response = service.client().request(
            "post",
            "/v1/new/{id}/x",
            path_params={"id": "a/b"},
            params={"q": [1, "z"], "none": None},
            json={"d": Decimal("1.10")},
        )
        assert response.parsed == {"a": Decimal("1.1")}
        [sent] = service.sent
        assert (sent.method, sent.path, sent.body) == ("POST", "/api/v1/new/a%2Fb/x?q=1&q=z", b'{"d":1.10}')
        assert (await service.async_client().request("GET", "/v1/new")).status == 200

    def test_an_empty_answer_is_none(self) -> None:
        assert Service(answer(204)).client().request("DELETE", "/v1/new").parsed is None

    @pytest.mark.parametrize(
        ("method", "path", "params"),
        [
            ("GET", "https://evil.invalid/", {}),
            ("GET", "//evil.invalid/", {}),
            ("GET", "v1/x", {}),
            ("GET", "/v1/../x", {}),
            ("GET", "/v1/x?y=z", {}),
            ("GET", "/v1/x#y", {}),
            ("GET", "/v1/{id}", {}),
            ("GET", "/v1/{id}", {"id": ".."}),
            ("GET", "/v1/x", {"id": 5}),
            ("GET\r\nX: y", "/v1/x", {}),
        ],
    )
    def test_a_path_that_is_none_is_refused(self, method: str, path: str, params: dict[str, object]) -> None:
        service = Service()
        with pytest.raises(ValueError, match="must|needs|has no|invalid HTTP method"):
            service.client().request(method, path, path_params=params)
        assert service.sent == []


class TestItsLife:
    def test_a_closed_client_says_so(self) -> None:
        gym = Service(answer(200, BALANCE)).client()
        with gym:
            gym.customers_account.get_balances(7)
        with pytest.raises(RuntimeError, match="the client is closed"):
            gym.customers_account.get_balances(7)

    async def test_an_asynchronous_one_too(self) -> None:
        gym = Service(answer(200, BALANCE)).async_client()
        async with gym:
            await gym.customers_account.get_balances(7)
        with pytest.raises(RuntimeError, match="the client is closed"):
            await gym.customers_account.get_balances(7)

    def test_resources_are_made_once(self) -> None:
        gym = PerfectGym(base_url=BASE_URL, api_key=KEY)
        assert gym.customers is gym.customers

    @pytest.mark.parametrize("timeout", [0, -1, float("inf"), float("nan"), True, "5"])
    def test_a_timeout_is_a_positive_number_of_seconds(self, make: Any, timeout: Any) -> None:
        with pytest.raises(ConfigurationError, match="timeout"):
            make("a", api_key=KEY, timeout=timeout)
        with pytest.raises(ConfigurationError, match="timeout"):
            Service().client().customers_account.get_balances(7, timeout=timeout)

    @pytest.mark.parametrize(
        "options",
        [{"max_retries": -1}, {"max_retries": 1.5}, {"max_wait": 0}, {"rate_limit": 0}, {"language": "de\r\nX: y"},
         {"application": "a\nb"}, {"application": ""}, {"max_response_bytes": 0}],
    )  # fmt: skip
    def test_a_malformed_option_is_named(self, make: Any, options: dict[str, Any]) -> None:
        [name] = options
        with pytest.raises(ConfigurationError, match=name):
            make("a", api_key=KEY, **options)
        with pytest.raises(ConfigurationError, match=name):
            make("a", api_key=KEY).with_options(**options)

    def test_an_unknown_option_is_named(self, make: Any) -> None:
        with pytest.raises(TypeError, match="colour"):
            make("a", api_key=KEY).with_options(colour="red")


class TestThePackage:
    def test_offers_its_names(self) -> None:
        for name in perfectgym_next.__all__:
            assert getattr(perfectgym_next, name) is not None
        assert set(dir(perfectgym_next)) == set(perfectgym_next.__all__)

    def test_offers_every_error(self) -> None:
        for name in errors.__all__:
            assert getattr(perfectgym_next, name) is getattr(errors, name)

    def test_a_resource_says_of_which_client_it_is(self) -> None:
        gym = PerfectGym("demo", api_key=KEY)
        assert repr(gym.customers) == f"<Customers of {gym!r}>"
        assert repr(gym.with_raw_response.customers) == f"<CustomersWithRawResponse of {gym!r}>"
        assert KEY not in repr(gym.customers)
        asynchronous = AsyncPerfectGym("demo", api_key=KEY)
        assert repr(asynchronous.customers) == f"<AsyncCustomers of {asynchronous!r}>"

    def test_has_no_others(self) -> None:
        with pytest.raises(AttributeError, match="Perfectgym"):
            perfectgym_next.Perfectgym  # type: ignore[attr-defined]  # noqa: B018
