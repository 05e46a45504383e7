"""Subclasses of the clients: `with_options` gives a whole one."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable
from typing import Any

import pytest

from perfectgym_next import AsyncPerfectGym, PerfectGym
from tests.support.scripted import BASE_URL, KEY, Service, answer

BALANCE = {"inDebtCollection": False}


class Branded:
    """An attribute in a slot instead of the instance's dict."""

    __slots__ = ("brand",)


class Studio(Branded):
    """What both subclasses below add to a client."""

    kind = "of the class"

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(**options)
        self.name = name
        self.brand = name.upper()
        self.cache: dict[int, Any] = {}
        self.hook = self.cache.get  # type: ignore[method-assign,assignment]
        self.kind = "of the instance"

    def hook(self, key: int) -> Any:  # an attribute may hide a method
        raise AssertionError(key)

    @functools.cached_property
    def balances(self) -> Any:
        """Something that holds the client."""
        return functools.partial(self.customers_account.get_balances, 7)  # type: ignore[attr-defined]


class SyncStudio(Studio, PerfectGym):
    pass


class AsyncStudio(Studio, AsyncPerfectGym):
    pass


class SelfMade(PerfectGym):
    """Its ``__new__`` takes what its ``__init__`` takes."""

    def __new__(cls, name: str, **options: Any) -> SelfMade:
        gym = super().__new__(cls)
        gym.name = name
        return gym

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(**options)

    name: str


def done(result: Any) -> Any:
    async def run() -> Any:
        return await result

    return asyncio.run(run()) if isinstance(result, Awaitable) else result


@pytest.mark.parametrize("cls", [SyncStudio, AsyncStudio])
class TestWithOptions:
    def make(self, cls: Any, service: Service) -> Any:
        from perfectgym_next.transport import handler_transport

        return cls("north", base_url=BASE_URL, api_key=KEY, transport=handler_transport(service))

    def test_keeps_the_attributes_of_a_subclass(self, cls: Any) -> None:
        gym = self.make(cls, Service())
        gym.set_later = 5
        other = gym.with_options(language="de").with_options(timeout=3)
        assert type(other) is cls
        assert (other.name, other.brand, other.kind, other.set_later) == ("north", "NORTH", "of the instance", 5)
        assert other.cache is gym.cache
        other.cache[1] = "one"
        assert other.hook(1) == "one"

    def test_changes_nothing_of_the_old_one(self, cls: Any) -> None:
        gym = self.make(cls, Service())
        other = gym.with_options(language="de")
        other.name = "south"
        other.brand = "SOUTH"
        assert (gym.name, gym.brand) == ("north", "NORTH")
        assert "Accept-Language" not in gym._config.headers

    def test_keeps_no_resource_of_the_old_one(self, cls: Any) -> None:
        service = Service(answer(200, BALANCE))
        gym = self.make(cls, service)
        done(gym.balances())  # both cached properties hold the old client now
        other = gym.with_options(api_key="another")
        done(other.balances())
        done(other.customers_account.get_balances(7))
        done(gym.balances())
        assert [sent.headers["x-api-key"] for sent in service.sent] == [KEY, "another", "another", KEY]
        assert other.customers_account is not gym.customers_account

    def test_closing_the_new_one_closes_nothing(self, cls: Any) -> None:
        service = Service(answer(200, BALANCE))
        gym = self.make(cls, service)
        done(gym.with_options(timeout=1).close())
        assert done(gym.balances()).in_debt_collection is False


def test_a_subclass_may_have_a_constructor_of_its_own() -> None:
    gym = SelfMade("north", base_url=BASE_URL, api_key=KEY)
    assert gym.with_options(timeout=1).name == "north"


def test_a_refused_option_leaves_no_half_made_client() -> None:
    gym = SelfMade("north", base_url=BASE_URL, api_key=KEY)
    with pytest.raises(ValueError, match="timeout"):
        gym.with_options(timeout=-1)
    assert repr(gym) == f"<SelfMade {BASE_URL}>"
