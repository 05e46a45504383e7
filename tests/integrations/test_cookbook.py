"""The programs of the cookbook that use other libraries: they print what the page shows, and never repeat a write."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from types import ModuleType

import pytest

from docs.site.loading import load_file
from docs.site.recorded import FOLDER, RECORDED, connect_to, read_output
from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.events import AttemptStarted, Event
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.redis_clients import free_port


@pytest.mark.parametrize("name", RECORDED)
def test_a_program_prints_what_the_page_shows(name: str) -> None:
    assert RECORDED[name]() == read_output(name), "run .venv-integrations/bin/python -m docs.site.recorded"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedApi]:
    key = f"key-of-{secrets.token_hex(4)}"  # a 429 holds back all clients with the same key
    api = EmbeddedApi(key=key)
    with api.serve() as server:
        monkeypatch.setenv("PERFECTGYM_BASE_URL", server.url)
        monkeypatch.delenv("PERFECTGYM_TENANT", raising=False)
        monkeypatch.delenv("PERFECTGYM_ENVIRONMENT", raising=False)
        monkeypatch.setenv("PERFECTGYM_API_KEY", key)
        yield api


class TestTheService:
    @pytest.mark.parametrize(
        ("fault", "status", "detail"),
        [
            ({"status": 401}, 502, "may have been made"),  # the service's key is wrong: not the caller's fault
            ({"status": 403}, 404, "not found"),
            ({"status": 500}, 502, "may have been made"),
            ({"status": 429, "headers": {"Retry-After": "3"}}, 503, "nothing was changed"),
            ({"kind": "malformed"}, 502, "may have been made"),
        ],
    )
    async def test_an_error_has_the_status_that_says_what_to_do(
        self, api: EmbeddedApi, fault: dict[str, object], status: int, detail: str
    ) -> None:
        async with AsyncPerfectGym() as gym:
            slot = (await gym.classes.list_slots(days_ahead=6).collect())[-1]
        api.fail("classes.book_class", times=None, **fault)
        async with connect_to(load_file(FOLDER / "booking_service.py").app) as client:
            response = await client.post(f"/members/1001/bookings/{slot.id}")
        assert (response.status_code, detail in response.json()["detail"]) == (status, True)
        assert [one.operation for one in api.requests].count("classes.book_class") == 1

    @pytest.mark.parametrize("path", ["/members/0/balance", "/members/-1/balance", "/members/x/balance"])
    async def test_an_invalid_id_sends_nothing(self, api: EmbeddedApi, path: str) -> None:
        async with connect_to(load_file(FOLDER / "booking_service.py").app) as client:
            assert (await client.get(path)).status_code == 422
        assert not api.requests


class TestTheTask:
    @pytest.fixture
    def program(self, api: EmbeddedApi) -> Iterator[ModuleType]:
        program = load_file.__wrapped__(FOLDER / "dunning_task.py")
        program.app.conf.task_always_eager = True
        with program.gym:
            yield program

    def test_what_was_not_sent_is_tried_again(self, program: ModuleType) -> None:
        events: list[Event] = []
        address = f"http://127.0.0.1:{free_port()}"
        with PerfectGym(base_url=address, api_key=TEST_KEY, max_retries=0, on_event=events.append) as gym:
            program.gym.close()
            program.gym = gym
            state = program.remind.apply((1001, "-29.90 EUR")).state
        assert state == "FAILURE"
        assert sum(isinstance(event, AttemptStarted) for event in events) == 6

    @pytest.mark.parametrize("fault", [{"kind": "reset"}, {"kind": "malformed"}, {"status": 500}])
    def test_what_may_have_been_written_is_not(
        self, api: EmbeddedApi, program: ModuleType, fault: dict[str, object]
    ) -> None:
        api.fail("customers_communication.create_thread", times=None, **fault)
        assert program.remind.apply((1001, "-29.90 EUR")).state == "FAILURE"
        assert len(api.requests) == 1

    def test_reading_is_tried_again_as_a_whole(self, api: EmbeddedApi, program: ModuleType) -> None:
        api.fail("customers_account.get_balances", status=400)
        assert program.find_debtors.apply().state == "SUCCESS"
        assert len([one for one in api.requests if one.operation == "customers.list_customers"]) == 2
