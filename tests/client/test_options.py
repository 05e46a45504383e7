"""Options of the clients: what `with_options` shares and changes, headers, `verify_key`, and the limiter's part."""

from __future__ import annotations

import asyncio
import inspect
import platform
import re
import threading
import typing
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

import perfectgym_next
from perfectgym_next import NO_KEY, AsyncPerfectGym, PerfectGym
from perfectgym_next._http.config import OPTIONS, Config
from perfectgym_next.client import Options, _BaseClient
from perfectgym_next.errors import (
    ApiConnectionError,
    ApiTimeoutError,
    AuthenticationError,
    ConfigurationError,
    PermissionDeniedError,
    RateLimitError,
    ServiceUnavailableError,
)
from perfectgym_next.limits import Bucket, LimiterError, SlidingWindowLimiter
from perfectgym_next.transport import handler_transport
from tests.support.both_clients import BOTH, NotingLimiter, Waits, called
from tests.support.fault_server import FaultServer, answers, refused_port, stall
from tests.support.scripted import BASE_URL, KEY, Service, answer

BALANCE = {"inDebtCollection": False}
CUSTOMER_PATH = "/v1/customers/{customerId}/account/balances"


def get(gym: Any) -> Any:
    return gym.customers_account.get_balances(7)


def asked(client: str, service: Service, *calls: Any, **options: Any) -> list[Any]:
    """Make one client of a scripted service and let each of the calls have it."""
    options = {"limiter": NotingLimiter(), **options}
    if client == "sync":
        with service.client(**options) as gym:
            return [call(gym) for call in calls]

    async def run() -> list[Any]:
        async with service.async_client(**options) as gym:
            results = []
            for call in calls:
                result = call(gym)
                results.append(await result if isinstance(result, Awaitable) else result)
            return results

    return asyncio.run(run())


@BOTH
class TestWithOptions:
    def test_changes_the_new_client_and_not_the_old(self, client: str) -> None:
        service = Service(answer(200, BALANCE))
        asked(
            client,
            service,
            lambda gym: get(gym.with_options(api_key="other", language="de-DE", application="nightly/1")),
            get,
        )
        new, old = (sent.headers for sent in service.sent)
        assert (new["x-api-key"], new["accept-language"]) == ("other", "de-DE")
        assert new["user-agent"].startswith("nightly/1 perfectgym-next/")
        assert old["x-api-key"] == KEY
        assert "accept-language" not in old
        assert old["user-agent"].startswith("perfectgym-next/")

    def test_keeps_what_it_is_not_told(self, client: str) -> None:
        service = Service(answer(200, BALANCE))
        asked(
            client,
            service,
            lambda gym: get(gym.with_options(timeout=3).with_options(language="pl").with_options(max_retries=1)),
            lambda gym: get(gym.with_options(application="b/2").with_options(language=None)),
            language="de",
            application="a/1",
        )
        first, second = (sent.headers for sent in service.sent)
        assert (first["accept-language"], first["user-agent"].split()[0]) == ("pl", "a/1")
        assert second["user-agent"].split()[0] == "b/2"
        assert "accept-language" not in second

    def test_takes_every_option(self, client: str) -> None:
        limiter = NotingLimiter()
        gym = (PerfectGym if client == "sync" else AsyncPerfectGym)("my-gym", api_key=KEY)
        new = gym.with_options(
            api_key="k",
            timeout=1,
            max_retries=2,
            max_wait=3,
            retry_writes=True,
            rate_limit=4,
            limiter=limiter,
            language="de",
            application="a",
            max_response_bytes=5,
        )
        made = new._config
        assert made.api_key.reveal() == "k"
        assert (made.timeout, made.retry_policy, made.rate_limit, made.max_response_bytes) == (1, (2, 3, True), 4, 5)
        assert made.limiter is limiter
        assert gym._config.retry_policy == (5, 90.0, False)
        assert gym._config.limiter is not limiter

    @pytest.mark.parametrize("options", [{"timeout": 0}, {"max_wait": -1}, {"api_key": ""}, {"language": "\n"}])
    def test_refuses_what_the_client_refuses(self, client: str, options: Any) -> None:
        gym = (PerfectGym if client == "sync" else AsyncPerfectGym)("my-gym", api_key=KEY)
        with pytest.raises(ConfigurationError, match=next(iter(options)).split("_")[-1]):
            gym.with_options(**options)

    def test_without_a_limiter_goes_back_to_that_of_the_process(self, client: str) -> None:
        gym = (PerfectGym if client == "sync" else AsyncPerfectGym)("my-gym", api_key=KEY, limiter=NotingLimiter())
        plain = (PerfectGym if client == "sync" else AsyncPerfectGym)("my-gym", api_key=KEY)
        assert gym.with_options(limiter=None)._config.limiter is plain._config.limiter

    def test_closing_the_new_client_closes_nothing(self, client: str) -> None:
        def derived_and_closed(gym: Any) -> Any:
            return gym.with_options(timeout=1).close()

        asked(client, Service(answer(200, BALANCE)), derived_and_closed, get)

    def test_closing_the_old_client_closes_the_new(self, client: str) -> None:
        service = Service(answer(200, BALANCE))
        made = service.client() if client == "sync" else service.async_client()
        new = made.with_options(timeout=1)
        _done(made.close)
        with pytest.raises(RuntimeError, match="closed"):
            _done(lambda: get(new))
        assert service.sent == []


class Both(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport for both clients."""


class Duck:
    """Not httpx's, but a transport for either client."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=BALANCE)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=BALANCE)

    def close(self) -> None:
        pass

    async def aclose(self) -> None:
        pass

    def __len__(self) -> int:
        return 1


@BOTH
class TestATransport:
    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            (lambda sync: httpx.HTTPTransport, "this is the class HTTPTransport: give an instance, HTTPTransport"),
            (lambda sync: object(), "object has no handle_"),
            (lambda sync: lambda request: None, "function has no handle_"),
            (lambda sync: {}, "dict has no handle_"),
            (lambda sync: 0, "int has no handle_"),
            (lambda sync: "http://user:s3cret@proxy:3128", "a proxy is given as httpx"),
            (lambda sync: httpx.Client(), "Client is a client: give a transport, such as httpx"),
            (lambda sync: httpx.AsyncClient(), "AsyncClient is a client: give a transport, such as httpx"),
            (
                lambda sync: (httpx.AsyncHTTPTransport if sync else httpx.HTTPTransport)(),
                "HTTPTransport serves (Async)?PerfectGym",
            ),
        ],
    )
    def test_of_the_wrong_kind_is_refused_when_the_client_is_made(self, client: str, wrong: Any, message: str) -> None:
        make = PerfectGym if client == "sync" else AsyncPerfectGym
        expected = "httpx.BaseTransport" if client == "sync" else "httpx.AsyncBaseTransport"
        with pytest.raises(
            ConfigurationError, match=f"^invalid transport: expected an {expected}; .*{message}"
        ) as caught:
            make("my-gym", api_key=KEY, transport=wrong(client == "sync"))
        assert "s3cret" not in str(caught.value)

    def test_of_the_other_kind_names_the_client_it_serves(self, client: str) -> None:
        if client == "sync":
            with pytest.raises(ConfigurationError, match="; AsyncHTTPTransport serves AsyncPerfectGym$"):
                PerfectGym("my-gym", api_key=KEY, transport=httpx.AsyncHTTPTransport())  # type: ignore[arg-type]
        else:
            with pytest.raises(ConfigurationError, match="; HTTPTransport serves PerfectGym$"):
                AsyncPerfectGym("my-gym", api_key=KEY, transport=httpx.HTTPTransport())  # type: ignore[arg-type]

    def test_that_cannot_be_closed_is_refused(self, client: str) -> None:
        class Open:
            handle_request = handle_async_request = Duck.handle_request

        make: Any = PerfectGym if client == "sync" else AsyncPerfectGym
        with pytest.raises(ConfigurationError, match="Open has no a?close"):
            make("my-gym", api_key=KEY, transport=Open())

    @pytest.mark.parametrize("right", [Both, Duck, lambda: httpx.MockTransport(lambda request: httpx.Response(200))])
    def test_of_the_right_kind_is_taken(self, client: str, right: Any) -> None:
        transport = right()
        make: Any = PerfectGym if client == "sync" else AsyncPerfectGym
        assert make("my-gym", api_key=KEY, transport=transport)._transport is transport

    def test_need_not_be_of_httpx(self, client: str) -> None:
        assert called(client, BASE_URL, get, transport=Duck()).in_debt_collection is False


@BOTH
class TestALimiter:
    @pytest.mark.parametrize("wrong", [0, "", [], object(), "redis://:s3cret@host", SlidingWindowLimiter])
    def test_of_the_wrong_kind_is_refused_when_the_client_is_made(self, client: str, wrong: Any) -> None:
        make: Any = PerfectGym if client == "sync" else AsyncPerfectGym
        with pytest.raises(ConfigurationError, match="^invalid limiter: ") as caught:
            make("my-gym", api_key=KEY, limiter=wrong)
        assert "s3cret" not in str(caught.value)
        with pytest.raises(ConfigurationError, match="^invalid limiter: "):
            make("my-gym", api_key=KEY).with_options(limiter=wrong)

    def test_names_what_is_missing(self, client: str) -> None:
        class Half(NotingLimiter):
            pause = pause_async = None  # type: ignore[assignment]

        make: Any = PerfectGym if client == "sync" else AsyncPerfectGym
        with pytest.raises(ConfigurationError, match="Half has no pause, no pause_async$"):
            make("my-gym", api_key=KEY, limiter=Half())

    def test_that_counts_as_false_is_taken(self, client: str) -> None:
        class Empty(NotingLimiter):
            def __len__(self) -> int:
                return 0

        limiter = Empty()
        make: Any = PerfectGym if client == "sync" else AsyncPerfectGym
        assert make("my-gym", api_key=KEY, limiter=limiter)._config.limiter is limiter
        gym = make("my-gym", api_key=KEY).with_options(limiter=limiter)
        assert gym._config.limiter is limiter


@BOTH
@pytest.mark.parametrize("value", ["false", "", 0, 1, None])
def test_text_and_numbers_do_not_turn_writes_into_repeated_ones(client: str, value: Any) -> None:
    make: Any = PerfectGym if client == "sync" else AsyncPerfectGym
    with pytest.raises(ConfigurationError, match="retry_writes must be True or False"):
        make("my-gym", api_key=KEY, retry_writes=value)
    with pytest.raises(ConfigurationError, match="retry_writes must be True or False"):
        make("my-gym", api_key=KEY).with_options(retry_writes=value)


def _done(act: Any) -> Any:
    async def run() -> Any:
        return await result

    result = act()
    return asyncio.run(run()) if isinstance(result, Awaitable) else result


class TestHundredsOfStudios:
    """One pool, each studio with a key of its own, answered with a cookie of its own."""

    STUDIOS = 200

    def check(self, server: FaultServer, most: int, times: int) -> None:
        assert server.connections <= most
        for seen in server.seen:
            assert seen.headers["x-api-key"] == f"key-{seen.headers['accept-language']}"
            assert "cookie" not in seen.headers
        assert Counter(seen.headers["x-api-key"] for seen in server.seen) == {
            f"key-{number}": times for number in range(self.STUDIOS)
        }

    def test_share_it_from_threads(self) -> None:
        with (
            FaultServer(answers(BALANCE, Set_Cookie="session=of-somebody; Path=/")) as server,
            PerfectGym(base_url=server.url, api_key="none") as gym,
            ThreadPoolExecutor(8) as threads,
        ):
            studios = [gym.with_options(api_key=f"key-{n}", language=str(n)) for n in range(self.STUDIOS)]
            assert len(list(threads.map(get, studios * 2))) == 2 * self.STUDIOS
            self.check(server, most=8, times=2)

    async def test_share_it_from_tasks(self) -> None:
        with FaultServer(answers(BALANCE, Set_Cookie="session=of-somebody; Path=/")) as server:
            async with AsyncPerfectGym(base_url=server.url, api_key="none") as gym:
                studios = [gym.with_options(api_key=f"key-{n}", language=str(n)) for n in range(self.STUDIOS)]
                for start in range(0, self.STUDIOS, 20):
                    await asyncio.gather(*[get(studio) for studio in studios[start : start + 20]])
            self.check(server, most=20, times=1)


@BOTH
class TestHeaders:
    def test_name_package_api_python_and_application(self, client: str) -> None:
        service = Service(answer(200, BALANCE))
        asked(client, service, get, application="nightly-export/2.1")
        assert service.sent[0].headers["user-agent"] == (
            f"nightly-export/2.1 perfectgym-next/{perfectgym_next.__version__} "
            f"(API {perfectgym_next.API_VERSION}; Python {platform.python_version()})"
        )

    def test_are_these_and_no_others(self, client: str) -> None:
        service = Service(answer(200, BALANCE))
        asked(client, service, get)
        assert set(service.sent[0].headers) == {"accept", "accept-encoding", "host", "user-agent", "x-api-key"}
        assert service.sent[0].headers["accept-encoding"] == "gzip"


@BOTH
class TestVerifyKey:
    def test_is_true_for_a_known_key(self, client: str) -> None:
        with FaultServer(answers()) as server:
            assert called(client, server.url, lambda gym: gym.verify_key()) is True
        assert [(seen.method, seen.target) for seen in server.seen] == [("HEAD", "/v1/studios/information")]

    def test_is_false_for_an_unknown_one(self, client: str) -> None:
        with FaultServer(answers(status=401)) as server:
            assert called(client, server.url, lambda gym: gym.verify_key()) is False

    def test_is_an_error_where_the_service_says_something_else(self, client: str) -> None:
        for status, error in ((403, PermissionDeniedError), (503, ServiceUnavailableError)):
            with FaultServer(answers(status=status)) as server, pytest.raises(error):
                called(client, server.url, lambda gym: gym.verify_key(), max_retries=0)
        with pytest.raises(ApiConnectionError):
            called(client, f"http://127.0.0.1:{refused_port()}", lambda gym: gym.verify_key(), max_retries=0)

    def test_only_it_takes_a_401_for_an_answer(self, client: str) -> None:
        with pytest.raises(AuthenticationError):
            asked(client, Service(answer(401)), get)


@BOTH
class TestTimeouts:
    def test_of_a_call_go_before_those_of_the_client(self, client: str) -> None:
        with FaultServer(stall) as server, pytest.raises(ApiTimeoutError, match="ReadTimeout"):
            called(
                client,
                server.url,
                lambda gym: gym.customers_account.get_balances(7, timeout=1),
                timeout=60,
                max_retries=0,
            )

    def test_reach_every_slice_of_a_list(self, client: str) -> None:
        slices = answers({"result": [], "hasNext": True, "offset": "2"})
        with FaultServer(slices, stall) as server, pytest.raises(ApiTimeoutError) as caught:
            called(
                client,
                server.url,
                lambda gym: gym.customers_account.list_transactions(7, timeout=1).collect(),
                timeout=60,
                max_retries=0,
            )
        assert caught.value.operation == "customers_account.list_transactions"
        assert [urlsplit(seen.target).query for seen in server.seen] == ["sliceSize=50", "sliceSize=50&offset=2"]


@BOTH
class TestTheLimiter:
    def test_is_asked_once_an_attempt_for_key_method_and_template(
        self, client: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Waits(monkeypatch)
        limiter = NotingLimiter()
        asked(
            client,
            Service(answer(503), answer(503), answer(200, BALANCE)),
            get,
            lambda gym: gym.customers_account.get_balances(8),
            lambda gym: get(gym.with_options(api_key="other", rate_limit=5)),
            limiter=limiter,
        )
        names = [bucket.name for bucket, _ in limiter.asked]
        assert names[:4] == [Bucket(KEY, "GET", CUSTOMER_PATH).name] * 4
        assert names[4:] == [Bucket("other", "GET", CUSTOMER_PATH).name]
        assert [bucket.limit for bucket, _ in limiter.asked] == [1000] * 4 + [5]
        assert limiter.released_grants == [1.0, 2.0, 3.0, 4.0, 5.0]

    def test_gets_the_time_that_is_left(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        Waits(monkeypatch)
        limiter = NotingLimiter()
        busy = answer(503, Retry_After="50")
        with pytest.raises(ServiceUnavailableError):
            asked(client, Service(busy), get, limiter=limiter, max_wait=60)
        granted = [most for _, most in limiter.asked if most is not None]
        assert granted == pytest.approx([60, 60, 20], abs=2)  # twice max_wait in all, less the two waits of 50 s

    def test_is_paused_by_a_429_that_tells_a_time(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        Waits(monkeypatch)
        limiter = NotingLimiter()
        asked(client, Service(answer(429, Retry_After="12"), answer(200, BALANCE)), get, limiter=limiter)
        assert [(bucket.endpoint, seconds) for bucket, seconds in limiter.paused] == [(f"GET {CUSTOMER_PATH}", 12.0)]

    def test_whose_wait_is_too_long_sends_nothing(self, client: str) -> None:
        service = Service(answer(200, BALANCE))
        with pytest.raises(RateLimitError, match="was not sent: the next free slot of the rate limit is 77") as caught:
            asked(client, service, get, limiter=NotingLimiter(wait=77))
        assert (caught.value.attempts, caught.value.status, caught.value.retry_after) == (0, 429, 77)
        assert caught.value.operation == "customers_account.get_balances"
        assert service.sent == []

    def test_that_has_no_place_for_a_retry_leaves_what_came(
        self, client: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        waits = Waits(monkeypatch)
        limiter = NotingLimiter()

        def full() -> None:
            limiter.wait = 500.0

        waits.before_next = full
        service = Service(answer(503, {"errorMessage": "busy", "traceId": "t-9"}))
        with pytest.raises(ServiceUnavailableError) as caught:
            asked(client, service, get, limiter=limiter)
        assert (caught.value.trace_id, caught.value.attempts, len(service.sent)) == ("t-9", 1, 1)
        assert "attempt 2 was not made: the next free slot of the rate limit is 500" in caplog.text

    def test_that_cannot_be_asked_sends_nothing(self, client: str) -> None:
        class Broken(NotingLimiter):
            def acquire(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
                raise LimiterError("no answer from the limiter")

        service = Service(answer(200, BALANCE))
        with pytest.raises(LimiterError) as caught:
            asked(client, service, get, limiter=Broken())
        assert caught.value.operation == "customers_account.get_balances"
        assert service.sent == []

    def test_that_cannot_be_paused_does_not_lose_the_answer(
        self, client: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        class Broken(NotingLimiter):
            def pause(self, bucket: Bucket, seconds: float) -> None:
                raise LimiterError("no answer from the limiter")

        with pytest.raises(RateLimitError) as caught:
            asked(client, Service(answer(429, Retry_After="3")), get, limiter=Broken(), max_retries=0)
        assert caught.value.attempts == 1
        assert "the cooldown does not reach other clients: no answer from the limiter" in caplog.text

    def test_of_our_own_holds_back_whoever_comes_after_a_429(self, client: str) -> None:
        service = Service(answer(429, Retry_After="40"), answer(200, BALANCE))
        options = {"limiter": SlidingWindowLimiter(), "max_wait": 30}
        for attempts in (1, 0):
            with pytest.raises(RateLimitError) as caught:
                asked(client, service, get, **options)
            assert caught.value.attempts == attempts
        other = asked(client, service, lambda gym: get(gym.with_options(api_key="other")), **options)
        assert other[0].in_debt_collection is False
        assert len(service.sent) == 2

    def test_counts_nothing_without_a_limit(self, client: str) -> None:
        limiter = SlidingWindowLimiter()
        service = Service(answer(200, BALANCE))
        asked(client, service, *[get] * 3, limiter=limiter, rate_limit=None, max_wait=0.001)
        with pytest.raises(RateLimitError):
            asked(client, service, *[get] * 3, limiter=limiter, rate_limit=2, max_wait=0.001)
        assert len(service.sent) == 3 + 2

    def test_is_one_for_all_clients_of_a_process(self, client: str) -> None:
        service = Service(answer(200, BALANCE))
        options = {"rate_limit": 1, "max_wait": 0.001, "api_key": f"of this test, {client}".replace(" ", "-")}
        make = service.client if client == "sync" else service.async_client
        _done(lambda: get(make(**options)))
        with pytest.raises(RateLimitError):
            _done(lambda: get(make(**options)))
        assert len(service.sent) == 1


def test_one_client_serves_many_threads_from_its_first_request_on() -> None:
    with FaultServer(answers(BALANCE)) as server, PerfectGym(base_url=server.url, api_key=KEY) as gym:
        start = threading.Barrier(8)

        def first(_: int) -> Any:
            start.wait()
            return get(gym)

        with ThreadPoolExecutor(8) as threads:
            assert len(list(threads.map(first, range(8)))) == 8
        assert server.connections <= 8


@BOTH
class TestProxies:
    def test_that_the_environment_names_are_used(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with FaultServer(answers(BALANCE)) as proxy, FaultServer(answers(BALANCE)) as server:
            monkeypatch.setenv("HTTP_PROXY", proxy.url)
            monkeypatch.setenv("NO_PROXY", "127.0.0.1")
            for address in ("http://gym.invalid/api", server.url):
                called(client, address, get, transport=None, allow_http=True)
        assert [seen.target for seen in proxy.seen] == ["http://gym.invalid/api/v1/customers/7/account/balances"]
        assert len(server.seen) == 1


def test_the_address_that_the_tests_use_is_nobodys() -> None:
    assert BASE_URL.split("/")[2].endswith(".invalid")


class TestEachOption:
    """An option is written in four places, which say the same."""

    FIXED = frozenset(
        {"self", "tenant", "base_url", "environment", "verify", "cert", "proxy", "transport", "allow_http"}
    )
    REPLACEABLE = inspect.signature(_BaseClient.__init__).parameters.keys() - FIXED

    def test_has_a_row_in_the_configuration(self) -> None:
        assert OPTIONS.keys() == self.REPLACEABLE

    def test_has_one_type_in_the_signature_and_in_options(self) -> None:
        hints = typing.get_type_hints(_BaseClient.__init__)
        given = {
            name: hint for name, hint in typing.get_type_hints(Options).items() if name not in ("api_key", "tenant")
        }
        assert set(typing.get_type_hints(Options)) == {"tenant", *OPTIONS}
        assert given == {name: hints[name] for name in given}

    def test_has_one_type_in_the_configuration_where_none_is_no_default_of_another_kind(self) -> None:
        hints = typing.get_type_hints(_BaseClient.__init__)
        rows = typing.get_type_hints(Config)
        changed = {name for name in OPTIONS if rows[name] != hints[name]}
        assert changed == {"api_key", "limiter"}  # sealed, and never None

    @pytest.mark.parametrize("kind", [PerfectGym, AsyncPerfectGym])
    def test_is_explained_in_the_docstring(self, kind: Any) -> None:
        text = inspect.getdoc(kind.__init__) or ""
        explained = re.findall(r"^    (\w+): ", text.partition("Args:")[2].partition("Raises:")[0], re.MULTILINE)
        assert ["self", *explained] == list(inspect.signature(kind.__init__).parameters)


@BOTH
class TestWithoutAKey:
    @pytest.mark.parametrize(
        "call",
        [
            lambda chain: chain.customers_account.get_balances(1001),
            lambda chain: chain.customers.list_customers().first(),
            lambda chain: chain.verify_key(),
            lambda chain: chain.request("GET", "/v1/tags"),
        ],
    )
    def test_a_client_without_one_sends_nothing(self, client: str, call: Callable[[Any], Any]) -> None:
        service = Service(answer(200, BALANCE))
        with pytest.raises(ConfigurationError, match=r"with_options\(api_key=\.\.\.\)"):
            called(client, BASE_URL, call, api_key=NO_KEY, transport=handler_transport(service))
        assert not service.sent

    def test_the_clients_of_its_studios_have_their_own(self, client: str) -> None:
        service = Service(answer(200, BALANCE))
        for key in ("of-the-north", "of-the-south"):

            def call(chain: Any, key: str = key) -> Any:
                return chain.with_options(api_key=key).customers_account.get_balances(1001)

            called(client, BASE_URL, call, api_key=NO_KEY, transport=handler_transport(service))
        assert [request.headers["x-api-key"] for request in service.sent] == ["of-the-north", "of-the-south"]

    def test_a_key_in_the_environment_does_not_take_its_place(
        self, client: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PERFECTGYM_API_KEY", KEY)
        with pytest.raises(ConfigurationError, match="NO_KEY"):
            called(client, BASE_URL, lambda chain: chain.verify_key(), api_key=NO_KEY)

    def test_an_empty_key_is_refused_as_ever(self, client: str) -> None:
        with pytest.raises(ConfigurationError, match="visible ASCII"):
            called(client, BASE_URL, lambda chain: chain.verify_key(), api_key="")
