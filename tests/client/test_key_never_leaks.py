"""The API key, ids and query values: in no log, and the key in nothing that is shown, stored or raised."""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable
from typing import Any
from unicodedata import category
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfectgym_next import AsyncPerfectGym, PerfectGym, errors
from perfectgym_next.errors import ConfigurationError, PerfectGymError
from perfectgym_next.transport import handler_transport
from tests.support import fault_server as faults
from tests.support.both_clients import BOTH, NotingLimiter, Waits
from tests.support.fault_server import FaultServer, answers
from tests.support.leaks import Search, find_held
from tests.support.provocations import KEY, PRIVATE, PROVOCATIONS, get_balances, pay, provoke, refused
from tests.support.scripted import BASE_URL, Sent, Service, answer


@pytest.fixture(autouse=True)
def _waits(monkeypatch: pytest.MonkeyPatch) -> None:
    Waits(monkeypatch)


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Every logger there is at DEBUG, those with a level of their own too."""
    for module in ("httpcore._sync.http11", "httpcore._async.http11", "httpx"):
        __import__(module)
    caplog.set_level(logging.DEBUG)
    for name in list(logging.root.manager.loggerDict):
        caplog.set_level(logging.DEBUG, logger=name)
    return caplog


def test_every_error_class_is_provoked() -> None:
    others = {"ConfigurationError", "PerfectGymError"}
    assert set(errors.__all__) - others <= PROVOCATIONS.keys()


@BOTH
@pytest.mark.parametrize("name", PROVOCATIONS)
class TestAfterAnError:
    def test_the_key_is_nowhere_in_it(self, client: str, name: str) -> None:
        error = provoke(client, *PROVOCATIONS[name])
        if name != "too long a query":
            assert name in {kind.__name__ for kind in type(error).__mro__}
        assert find_held(KEY, error) is None
        text = "".join(traceback.format_exception(error))
        assert KEY not in text
        if isinstance(error, PerfectGymError):
            stored = pickle.dumps(error)
            assert KEY.encode() not in stored
            restored = pickle.loads(stored)
            assert (type(restored), str(restored)) == (type(error), str(error))
            assert KEY not in repr(vars(copy.deepcopy(error)))

    def test_no_log_holds_key_id_or_query_value(
        self, client: str, name: str, everything_logged: pytest.LogCaptureFixture
    ) -> None:
        provoke(client, *PROVOCATIONS[name])
        for record in everything_logged.records:
            text = f"{record.getMessage()} {record.args!r} {record.exc_text} {record.exc_info}"
            assert not [secret for secret in PRIVATE if secret in text], (record.name, text)


@BOTH
class TestAConfigurationThatIsWrong:
    @pytest.mark.parametrize(
        "options",
        [
            {"timeout": -1},
            {"max_retries": -1},
            {"max_wait": 0},
            {"rate_limit": 0},
            {"language": "de\r\nX: 1"},
            {"application": ""},
            {"max_response_bytes": 0},
            {"api_key": f"{KEY}\n"},
            {"api_key": KEY.encode()},
            {"base_url": "http://gym.invalid"},
            {"base_url": "ftp://x", "tenant": None},
            {"tenant": "x"},
        ],
        ids=repr,
    )
    def test_does_not_show_the_key(self, client: str, options: dict[str, Any]) -> None:
        made = PerfectGym if client == "sync" else AsyncPerfectGym
        with pytest.raises(ConfigurationError) as caught:
            made(**{"base_url": BASE_URL, "api_key": KEY, **options})
        assert find_held(KEY, caught.value) is None
        good = made(base_url=BASE_URL, api_key="another")
        changes = {name: value for name, value in options.items() if name not in ("base_url", "tenant")}
        if changes:
            with pytest.raises(ConfigurationError) as caught:
                good.with_options(**{"api_key": KEY, **changes})
            assert find_held(KEY, caught.value) is None

    def test_does_not_show_the_key_of_the_environment(self, client: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PERFECTGYM_API_KEY", f"{KEY} ")
        made = PerfectGym if client == "sync" else AsyncPerfectGym
        with pytest.raises(ConfigurationError, match="PERFECTGYM_API_KEY") as caught:
            made("my-gym")
        assert find_held(KEY, caught.value) is None

    def test_nor_does_an_unknown_option(self, client: str) -> None:
        gym = (PerfectGym if client == "sync" else AsyncPerfectGym)("my-gym", api_key=KEY)
        with pytest.raises(TypeError, match="retries") as caught:
            gym.with_options(api_key=KEY, retries=1)  # type: ignore[call-arg]
        assert find_held(KEY, caught.value) is None


@BOTH
class TestAClient:
    def test_shows_no_key(self, client: str) -> None:
        gym = (PerfectGym if client == "sync" else AsyncPerfectGym)(base_url=BASE_URL, api_key=KEY)
        derived = gym.with_options(api_key=f"{KEY}-2", language="de-DE")
        for one in (gym, derived, gym._config, gym._config.api_key, gym.customers):
            assert Search(KEY).finds(one) is None
            assert KEY not in f"{one!r} {one!s} {one!a} {one:}"

    def test_is_neither_pickled_nor_copied(self, client: str) -> None:
        gym = (PerfectGym if client == "sync" else AsyncPerfectGym)(base_url=BASE_URL, api_key=KEY)
        for one in (gym, gym._config, gym._config.api_key):
            for way in (pickle.dumps, copy.copy, copy.deepcopy):
                with pytest.raises(TypeError, match="not pickled"):
                    way(one)

    def test_leaves_no_key_in_its_pool_after_a_request(self, client: str) -> None:
        pools: list[object] = []

        def call(gym: Any) -> Any:
            pools.append(gym)
            return get_balances(gym)

        provoke(client, refused(404), call, {})
        assert Search(KEY).finds(pools[0]) is None


class TestTheSearchItself:
    def test_finds_what_is_there(self) -> None:
        assert Search(KEY).finds({"a": [(KEY,)]}) == "['a'][0][0]"
        assert Search(KEY).finds(ValueError(KEY.encode())) is not None
        limiter = NotingLimiter()
        limiter.headers = {b"x": KEY.encode()}  # type: ignore[attr-defined]
        assert Search(KEY).finds([limiter]) == "[0].headers[b'x']"

    def test_finds_what_a_frame_of_ours_holds(self) -> None:
        def fails(method: str, path: str, headers: Any, body: bytes) -> Any:
            raise RuntimeError("a handler that fails")

        with PerfectGym(base_url=BASE_URL, api_key=KEY, transport=handler_transport(fails)) as gym:
            with pytest.raises(RuntimeError) as caught:
                get_balances(gym)
            trace = caught.value.__traceback__
            while trace and trace.tb_frame.f_code.co_name != "_respond":
                trace = trace.tb_next
            assert trace is not None
            trace.tb_frame.f_locals["request"].headers["X-API-KEY"] = KEY
            assert "headers" in str(find_held(KEY, caught.value))


def test_a_program_without_logging_gets_no_warnings_on_its_terminal() -> None:
    code = (
        "import sys\n"
        "from perfectgym_next import PerfectGym\n"
        f"with PerfectGym(base_url=sys.argv[1], api_key={KEY!r}) as gym:\n"
        "    gym.customers_account.get_balances(7)\n"
    )
    with FaultServer(answers({}, status=503), answers({"inDebtCollection": True})) as server:
        done = subprocess.run(
            [sys.executable, "-c", code, server.url], capture_output=True, text=True, check=True, timeout=60
        )
    assert (done.stdout, done.stderr) == ("", "")
    assert len(server.seen) == 2


@BOTH
class TestOurLog:
    def test_has_one_debug_line_an_attempt_and_a_warning_a_retry(
        self, client: str, everything_logged: pytest.LogCaptureFixture
    ) -> None:
        provoke(client, refused(429), pay, {"max_retries": 2})
        ours = [record for record in everything_logged.records if record.name == "perfectgym_next"]
        assert [record.levelno for record in ours] == [logging.DEBUG, *[logging.WARNING, logging.DEBUG] * 2]
        endpoint = "perfectgym_next: POST /v1/customers/{customerId}/account/payment: 429 in "
        lines = [record.getMessage() for record in ours if record.levelno == logging.DEBUG]
        assert all(line.startswith(endpoint) for line in lines)
        assert [line.rsplit(", ", 1)[1] for line in lines] == ["attempt 1", "attempt 2", "attempt 3"]
        warnings = [record.getMessage() for record in ours if record.levelno == logging.WARNING]
        assert warnings[0].startswith(
            "perfectgym_next: customers_account.book_payment: attempt 2 of at most 3 after 429, having waited"
        )

    @pytest.mark.parametrize("name", ["ResponseTooLargeError", "ApiConnectionError", "ApiTimeoutError"])
    def test_tells_how_an_attempt_failed(
        self, client: str, name: str, everything_logged: pytest.LogCaptureFixture
    ) -> None:
        provoke(client, *PROVOCATIONS[name])
        ours = [record for record in everything_logged.records if record.name == "perfectgym_next"]
        assert f": {name} in " in ours[-1].getMessage()

    def test_goes_nowhere_unless_it_is_asked_for(self, client: str, capsys: pytest.CaptureFixture[str]) -> None:
        provoke(client, refused(404), pay, {})
        assert capsys.readouterr() == ("", "")

    def test_of_other_requests_by_the_same_library_stays(
        self, client: str, everything_logged: pytest.LogCaptureFixture
    ) -> None:
        import httpx

        provoke(client, refused(404), pay, {})
        assert "receive_response_headers" not in everything_logged.text
        with FaultServer(answers({})) as server, httpx.Client(verify=False) as other:
            other.get(server.url)
        assert "receive_response_headers.complete" in everything_logged.text


def sent_by(call: Callable[[PerfectGym], object], **options: Any) -> Sent:
    """The one request that a call sends."""
    service = Service(answer(200, {"inDebtCollection": False}))
    with service.client(limiter=NotingLimiter(), **options) as gym:
        call(gym)
    (sent,) = service.sent
    return sent


USUAL = sent_by(lambda gym: gym.customers_account.get_balances(7))
TRICKS = ["..", ".", "", "/", "a/b", "../../x", "%2e%2e", "%2F", "a?b=c", "a&b=c", "a#b", "a;b", "ä/ö", "\\..\\"]
ANY_TEXT = st.text(max_size=60) | st.sampled_from(
    [*TRICKS, "\r\nX-Other: 1", "\x00", "@evil.invalid", "de-DE, de;q=0.5"]
)


class TestNothingOfAnArgument:
    @given(ANY_TEXT)
    def test_leaves_its_path_segment(self, text: str) -> None:
        try:
            sent = sent_by(lambda gym: gym.customers_account.get_balances(text))  # type: ignore[arg-type]
        except ValueError:
            assert text in ("", ".", "..") or _cannot_be_encoded(text)
            return
        segments = sent.path.split("/")
        assert unquote(segments[4]) == text
        assert segments[:4] + segments[5:] == ["", "api", "v1", "customers", "account", "balances"]
        assert sent.headers == USUAL.headers

    @given(ANY_TEXT)
    def test_adds_a_member_to_the_query(self, text: str) -> None:
        try:
            sent = sent_by(lambda gym: gym.request("GET", "/v1/customers/by", params={"pin": text, "n": 1}))
        except ValueError:
            assert _cannot_be_encoded(text)
            return
        parts = urlsplit(sent.path)
        assert parse_qsl(parts.query, keep_blank_values=True) == [("pin", text), ("n", "1")]
        assert parts.path == "/api/v1/customers/by"
        assert sent.headers == USUAL.headers

    @given(ANY_TEXT)
    def test_adds_a_header(self, text: str) -> None:
        for option, header in (("language", "accept-language"), ("application", "user-agent")):
            try:
                sent = sent_by(lambda gym: gym.customers_account.get_balances(7), **{option: text})
            except ConfigurationError:
                continue
            assert text in sent.headers[header]
            assert text.isascii()
            assert text.isprintable()
            others = {"accept-language", "user-agent"}
            assert {n: v for n, v in sent.headers.items() if n not in others} == {
                n: v for n, v in USUAL.headers.items() if n not in others
            }

    @given(ANY_TEXT)
    def test_changes_the_host_or_the_end_of_the_path(self, text: str) -> None:
        try:
            sent = sent_by(lambda gym: gym.customers_account.get_balances(7), base_url=f"https://gym.invalid/{text}")
        except ValueError:
            return
        assert sent.headers == USUAL.headers
        assert sent.path.endswith("/v1/customers/7/account/balances")
        assert "?" not in sent.path

    @given(ANY_TEXT)
    def test_changes_the_frame_of_an_upload(self, text: str) -> None:
        from perfectgym_next import Upload

        try:
            file = Upload(b"content", filename=text, content_type="text/plain")
            sent = sent_by(lambda gym: gym.customers.upload_document(7, file=file))
        except ValueError:
            assert _cannot_be_encoded(text) or not text or any(category(one) == "Cc" for one in text)
            return
        head, _, rest = sent.body.partition(b"\r\n\r\n")
        assert len(head.split(b"\r\n")) == 3  # boundary, disposition, type
        assert rest.startswith(b"content\r\n--")


def _cannot_be_encoded(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def test_a_cancelled_request_leaves_no_key_behind() -> None:
    async def run() -> str | None:
        with FaultServer(faults.stall) as server:
            async with AsyncPerfectGym(base_url=server.url, api_key=KEY, limiter=NotingLimiter()) as gym:
                with pytest.raises(TimeoutError) as caught:
                    async with asyncio.timeout(0.2):
                        await gym.customers_account.get_balances(7)
                return find_held(KEY, caught.value)

    assert asyncio.run(run()) is None
