"""Several studios: a client for each key on one pool, calls in all of them, what keys may do."""

from __future__ import annotations

import asyncio
import copy
import pickle
import traceback
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import AsyncStudios, ConfigurationError, PerfectGym, Studio, Studios
from perfectgym_next.errors import ApiConnectionError, AuthenticationError
from perfectgym_next.limits import SlidingWindowLimiter
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.shipped import OPERATIONS

URL = "https://embedded.invalid"
KEYS = {"north": TEST_KEY, "south": "south-key", "west": "west-key"}
SECRET = "SECRET-0b5c9a1f"


@pytest.fixture
def chain() -> EmbeddedApi:
    api = EmbeddedApi()
    api.add_studio("south-key", name="South", seed=2)
    api.add_studio("west-key", name="West", seed=3)
    return api


@pytest.fixture
def studios(chain: EmbeddedApi) -> Studios:
    return Studios(KEYS, base_url=URL, transport=chain.transport())


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


class TestStudios:
    def test_have_a_client_each_that_sees_its_own_data(self, chain: EmbeddedApi, studios: Studios) -> None:
        assert list(studios) == ["north", "south", "west"]
        assert len(studios) == 3
        assert "east" not in studios
        names = {name: gym.studios.get_studio_information().name for name, gym in studios.items()}
        assert names == {"north": "Example studio", "south": "South", "west": "West"}
        assert studios["south"] is studios["south"]

    def test_share_one_pool_and_one_limiter(self, studios: Studios) -> None:
        pools = {id(gym._get_pool()) for gym in studios.values()}
        assert len(pools) == 1
        assert len({id(gym.limiter) for gym in studios.values()}) == 1
        limiter = SlidingWindowLimiter()
        assert Studios(KEYS, base_url=URL, limiter=limiter)["west"].limiter is limiter

    def test_share_certificates_and_proxy(self) -> None:
        with pytest.raises(ConfigurationError, match="invalid verify"):
            Studios(KEYS, base_url=URL, verify="/no/such/file.pem")
        with pytest.raises(ConfigurationError, match="proxy"):
            Studios(KEYS, base_url=URL, proxy="ftp://proxy.invalid")

    @pytest.mark.parametrize("options", [{"proxy": f"ftp://user:{SECRET}@proxy.invalid"}, {"api_key": SECRET}])
    def test_show_no_option_in_a_traceback(
        self, options: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("STUDIO_KEY_NORTH", TEST_KEY)
        path = write(
            tmp_path / "studios.toml", 'tenant = "chain"\n[studios]\nnorth = {key_variable = "STUDIO_KEY_NORTH"}'
        )

        def make(how: str) -> Studios:
            if how == "init":
                return Studios(KEYS, base_url=URL, **options)
            if how == "environment":
                return Studios.from_environment({"north": "STUDIO_KEY_NORTH"}, base_url=URL, **options)
            return Studios.from_toml(path, **options)

        for how in ("init", "environment", "toml"):
            with pytest.raises(ConfigurationError) as caught:
                make(how)
            shown = [
                frame.f_locals for frame, _ in traceback.walk_tb(caught.tb) if frame.f_code.co_filename != __file__
            ]
            assert len(shown) >= 1
            assert SECRET not in repr(shown) + str(caught.value)

    def test_are_closed_together(self, chain: EmbeddedApi) -> None:
        with chain.serve() as server:
            with Studios(KEYS, base_url=server.url) as studios:
                assert studios["north"].verify_key()
                studios["north"].close()  # closes nothing that the others use
                assert studios["south"].verify_key()
            with pytest.raises((RuntimeError, ApiConnectionError)):
                studios["south"].verify_key()

    def test_take_the_options_of_a_client(self, chain: EmbeddedApi) -> None:
        studios = Studios(KEYS, base_url=URL, transport=chain.transport(), language="de-DE", application="night/1")
        studios["west"].studios.get_studio_information()
        headers = chain.requests.last.headers
        assert headers["accept-language"] == "de-DE"
        assert headers["user-agent"].startswith("night/1 ")

    @pytest.mark.parametrize("name", ["", "North", "a/b", "..", "a b", "-a", "ä", "a" * 64, "a\n", 7, None])
    def test_refuse_a_name_that_is_no_name_of_a_folder(self, name: Any) -> None:
        with pytest.raises(ConfigurationError, match="invalid name of a studio"):
            Studios({name: TEST_KEY}, base_url=URL)

    @pytest.mark.parametrize(
        ("keys", "options", "message"),
        [
            ({}, {}, "no studio given"),
            (["north"], {}, "keys must be a dict"),
            ({"north": TEST_KEY}, {"api_key": SECRET}, "no common api_key"),
            ({"north": ""}, {}, "studio 'north': the API key must be"),
            ({"north": None}, {}, "studio 'north': the API key must be"),
            ({"north": SECRET + "\n"}, {}, "studio 'north': the API key must be"),
            ({"north": TEST_KEY}, {"timeout": -1}, "timeout must be"),
        ],
    )
    def test_refuse_wrong_arguments(self, keys: Any, options: Any, message: str) -> None:
        with pytest.raises(ConfigurationError, match=message) as caught:
            Studios(keys, base_url=URL, **options)
        assert SECRET not in str(caught.value)

    def test_never_show_a_key(self, studios: Studios) -> None:
        def fail(gym: PerfectGym) -> None:
            raise ValueError("broken")

        texts = [repr(studios), str(studios), repr(vars(studios)), repr(studios.studio("west"))]
        for outcome in studios.map(fail):
            assert outcome.error is not None
            shown = traceback.TracebackException.from_exception(outcome.error, capture_locals=True)
            texts += [repr(outcome), *shown.format()]
        for key in KEYS.values():
            assert not [text for text in texts if key in text]

    def test_show_no_key_in_the_traceback_of_an_error(self) -> None:
        with pytest.raises(ConfigurationError) as caught:
            Studios({"north": SECRET, "South": SECRET}, base_url=URL)
        ours = [
            frame
            for frame in traceback.walk_tb(caught.value.__traceback__)
            if "studios.py" in frame[0].f_code.co_filename
        ]
        assert ours[1:]
        for frame, _ in ours:
            if "test_studios" not in frame.f_code.co_filename:
                assert SECRET not in repr(frame.f_locals)

    @pytest.mark.parametrize("duplicate", [pickle.dumps, copy.deepcopy])
    def test_are_not_pickled(self, studios: Studios, duplicate: Any) -> None:
        with pytest.raises(TypeError, match="hold API keys"):
            duplicate(studios)

    def test_cannot_be_changed(self, studios: Studios) -> None:
        with pytest.raises(TypeError):
            studios["north"] = studios["south"]  # type: ignore[index]


class TestStudio:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("../north",), "invalid name of a studio '../north'"),
            (("Zürich",), "invalid name of a studio 'Zürich'"),
            (("",), "invalid name of a studio ''"),
            ((None,), "invalid name of a studio None"),
            (("north", SECRET), "invalid name of an environment variable"),
            (("north", "GYM_KEY", None, None, "Mars/Olympus"), "unknown time zone 'Mars/Olympus'"),
            (("north", "GYM_KEY", None, None, 1), "unknown time zone 1"),
        ],
    )
    def test_is_checked_when_it_is_created(self, arguments: Any, message: str) -> None:
        with pytest.raises(ConfigurationError, match=message) as caught:
            Studio(*arguments)
        assert SECRET not in str(caught.value)


class TestFromToml:
    def test_reads_names_of_variables(
        self, chain: EmbeddedApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GYM_KEY_NORTH", TEST_KEY)
        monkeypatch.setenv("GYM_KEY_SOUTH", "south-key")
        path = write(
            tmp_path / "studios.toml",
            f'base_url = "{URL}"\n[studios]\n'
            'south = { key_variable = "GYM_KEY_SOUTH", time_zone = "Europe/Berlin" }\n'
            'north = { key_variable = "GYM_KEY_NORTH" }\n',
        )
        studios = Studios.from_toml(path, transport=chain.transport())
        assert list(studios) == ["south", "north"]
        assert studios["south"].studios.get_studio_information().name == "South"
        assert studios.studio("south") == Studio("south", "GYM_KEY_SOUTH", base_url=URL, time_zone="Europe/Berlin")

    def test_takes_only_some_studios_of_the_file(
        self, chain: EmbeddedApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A worker that has the key of its own studio alone can connect to it."""
        monkeypatch.setenv("GYM_KEY_SOUTH", "south-key")
        monkeypatch.delenv("GYM_KEY_NORTH", raising=False)
        rows = "".join(f'{name} = {{ key_variable = "GYM_KEY_{name.upper()}" }}\n' for name in ("north", "south"))
        path = write(tmp_path / "studios.toml", f'base_url = "{URL}"\n[studios]\n{rows}')
        studios = Studios.from_toml(path, only=["south"], transport=chain.transport())
        assert list(studios) == ["south"]
        assert studios["south"].studios.get_studio_information().name == "South"
        with pytest.raises(ConfigurationError, match="GYM_KEY_NORTH, which is not set"):
            Studios.from_toml(path)
        with pytest.raises(ConfigurationError, match=r"studios\.toml: no studio 'west': it has north, south"):
            Studios.from_toml(path, only=["south", "west"])
        with pytest.raises(ConfigurationError, match="no studio given"):
            Studios.from_toml(path, only=[])
        with pytest.raises(TypeError, match=r"such as \['south'\], not one text"):
            Studios.from_toml(path, only="south")

    def test_gives_other_processes_what_they_need(self, chain: EmbeddedApi, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GYM_KEY_SOUTH", "south-key")
        with chain.serve() as server:
            with Studios.from_environment({"south": "GYM_KEY_SOUTH"}, base_url=server.url) as studios:
                data = pickle.dumps(studios.studio("south"))
            assert b"south-key" not in data
            with pickle.loads(data).connect(timeout=5) as gym:
                assert gym.studios.get_studio_information().name == "South"

    def test_takes_the_address_from_the_environment(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PERFECTGYM_TENANT", "my-chain")
        monkeypatch.delenv("PERFECTGYM_BASE_URL", raising=False)
        monkeypatch.setenv("GYM_KEY_NORTH", TEST_KEY)
        path = write(tmp_path / "studios.toml", '[studios]\nnorth = { key_variable = "GYM_KEY_NORTH" }\n')
        assert "my-chain" in repr(Studios.from_toml(path)["north"])

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "expected tenant or base_url, and a table 'studios'; found nothing"),
            ("[studios]", "no studio given"),
            ("studios = 3", "a table 'studios'"),
            ("[studios", "not TOML"),
            ('key = "x"\n[studios]\nnorth = { key_variable = "GYM_KEY" }', "found 'key', 'studios'"),
            (f'[studios]\nnorth = "{SECRET}"', "studio 'north': expected key_variable"),
            (f'[studios]\nnorth = {{ api_key = "{SECRET}" }}', "studio 'north': expected key_variable"),
            (f'[studios]\nnorth = {{ key_variable = "{SECRET}" }}', "invalid name of an environment variable"),
            ("[studios]\nnorth = { key_variable = 3 }", "invalid name of an environment variable"),
            ('[studios]\nnorth = { key_variable = "GYM_KEY_MISSING" }', "GYM_KEY_MISSING, which is not set"),
            ('[studios]\nnorth = { key_variable = "GYM_KEY", time_zone = "Mars/Olympus" }', "unknown time zone"),
            ('[studios]\nnorth = { key_variable = "GYM_KEY", time_zone = 1 }', "unknown time zone 1"),
            ('tenant = 3\n[studios]\nnorth = { key_variable = "GYM_KEY" }', "tenant"),
        ],
    )
    def test_refuses_a_wrong_file(
        self, text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GYM_KEY", TEST_KEY)
        monkeypatch.delenv("GYM_KEY_MISSING", raising=False)
        with pytest.raises(ConfigurationError) as caught:
            Studios.from_toml(write(tmp_path / "studios.toml", text))
        assert message in str(caught.value)
        assert SECRET not in str(caught.value)

    @pytest.mark.parametrize("path", [None, 5, b"studios.toml"])
    def test_refuses_what_is_not_a_path(self, path: Any) -> None:
        with pytest.raises(ConfigurationError, match="the file of the studios must be a path, not a"):
            Studios.from_toml(path)

    @pytest.mark.parametrize("arguments", [{"variables": ["north"]}, {"variables": {}, "time_zones": 5}])
    def test_refuses_what_is_not_a_mapping(self, arguments: Any) -> None:
        with pytest.raises(ConfigurationError, match="must be a dict by the studios' names, not a (list|int)"):
            Studios.from_environment(**arguments)

    def test_refuses_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigurationError, match="cannot read"):
            Studios.from_toml(tmp_path / "studios.toml")

    def test_refuses_a_zone_of_no_studio(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GYM_KEY", TEST_KEY)
        with pytest.raises(ConfigurationError, match="'south', which has no variable"):
            Studios.from_environment({"north": "GYM_KEY"}, time_zones={"south": "UTC"}, base_url=URL)

    def test_a_key_given_directly_stays_in_its_process(self, studios: Studios) -> None:
        with pytest.raises(ConfigurationError, match=r"Studios\.from_toml"):
            studios.studio("north").connect()


class TestMap:
    def test_collects_the_errors_of_studios(self, chain: EmbeddedApi) -> None:
        keys = {"north": TEST_KEY, "south": "wrong-key", "west": "west-key"}
        studios = Studios(keys, base_url=URL, transport=chain.transport())
        seen: list[str] = []
        outcomes = studios.map(
            lambda gym: gym.studios.get_studio_information().name, progress=lambda one: seen.append(one.argument)
        )
        succeeded, failed = outcomes.split()
        assert [(one.argument, one.result()) for one in succeeded] == [("north", "Example studio"), ("west", "West")]
        assert [one.argument for one in failed] == ["south"]
        assert isinstance(failed[0].error, AuthenticationError)
        assert sorted(seen) == ["north", "south", "west"]

    def test_is_the_same_with_await(self, chain: EmbeddedApi) -> None:
        async def run() -> list[tuple[str, Any]]:
            async with AsyncStudios(KEYS, base_url=URL, transport=chain.transport()) as studios:
                outcomes = studios.map(lambda gym: gym.studios.get_studio_information(), concurrency=2)
                return [(one.argument, one.result().name) async for one in outcomes]

        assert asyncio.run(run()) == [("north", "Example studio"), ("south", "South"), ("west", "West")]

    @pytest.mark.parametrize("kind", [Studios, AsyncStudios])
    def test_refuses_what_cannot_be_called(self, kind: Any) -> None:
        with pytest.raises(TypeError, match="needs a function of a client"):
            kind(KEYS, base_url=URL).map("studios.get_utilization")


class TestDescribeKeys:
    def test_tells_what_each_key_may_do(self) -> None:
        api = EmbeddedApi()
        api.add_studio("south-key", scopes=["CUSTOMER_READ", "CLASSES_READ", "CLASSES_WRITE", "CHECKIN_READ"])
        keys = {"north": TEST_KEY, "south": "south-key", "west": "unknown-key"}
        found = {one.argument: one for one in Studios(keys, base_url=URL, transport=api.transport()).describe_keys()}
        everything, some = found["north"].result(), found["south"].result()
        names = {name for operation in OPERATIONS.values() for name in operation.scopes}
        assert everything.keys() == some.keys() == names
        assert list(some) == sorted(some)
        assert some["CUSTOMER_READ"] is some["CLASSES_READ"] is some["CHECKIN_READ"] is True
        assert some["STUDIO_READ"] is some["DEVICE_READ"] is False
        assert some["CLASSES_WRITE"] is None  # no GET tells
        assert everything["STUDIO_READ"] is True
        assert False not in everything.values()
        assert isinstance(found["west"].error, AuthenticationError)

    def test_never_says_what_is_not_so(self) -> None:
        names = sorted({name for operation in OPERATIONS.values() for name in operation.scopes})
        for number, name in enumerate(names):
            scopes = {name, *names[number % 7 :: 7]}
            api = EmbeddedApi(scopes=scopes, customers=5)
            (outcome,) = Studios({"north": TEST_KEY}, base_url=URL, transport=api.transport()).describe_keys()
            wrong = {one: held for one, held in outcome.result().items() if held not in (None, one in scopes)}
            assert wrong == {}

    def test_sends_nothing_but_get(self, chain: EmbeddedApi, studios: Studios) -> None:
        list(studios.describe_keys())
        assert {request.method for request in chain.requests} == {"GET"}
        reads = [one for one in OPERATIONS.values() if one.method == "GET" and one.scopes]
        assert len(chain.requests) <= len(reads) * len(KEYS)

    def test_does_not_mistake_an_outage_for_a_missing_scope(self) -> None:
        api = EmbeddedApi()
        api.fail(status=500, times=None)
        studios = Studios({"north": TEST_KEY}, base_url=URL, transport=api.transport(), max_retries=0)
        (outcome,) = studios.describe_keys()
        assert set(outcome.result().values()) == {None}

    def test_is_the_same_with_await(self, chain: EmbeddedApi, studios: Studios) -> None:
        async def run() -> list[Any]:
            async with AsyncStudios(KEYS, base_url=URL, transport=chain.transport()) as others:
                return [one.result() async for one in others.describe_keys()]

        assert asyncio.run(run()) == [one.result() for one in studios.describe_keys()]
