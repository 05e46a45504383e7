"""The programs of the cookbook that use other libraries, and how their output was recorded.

These libraries are not installed where the site is built. So the output is in a file beside each program, and
`tests/integrations/test_cookbook.py` checks that the program still prints it. To write the files again, run
``.venv-integrations/bin/python -m docs.site.recorded``.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
from contextlib import asynccontextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import httpx

from docs.site.loading import load_file
from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.testing import TEST_KEY, EmbeddedApi, presets

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

__all__ = ["FOLDER", "RECORDED", "connect_to", "read_output"]

FOLDER = Path(__file__).parents[2] / "examples" / "cookbook"
_MAX_BODY = 160


def read_output(name: str) -> str:
    """Return the recorded output of a program."""
    return (FOLDER / f"{name}.txt").read_text("utf-8")


def _serve(api: EmbeddedApi, run: Callable[[], None]) -> str:
    """Serve an API, run a function with the environment of a client, and return what it prints."""
    with api.serve() as server, redirect_stdout(io.StringIO()) as printed:
        variables = {"PERFECTGYM_BASE_URL": server.url, "PERFECTGYM_API_KEY": TEST_KEY}
        with mock.patch.dict(os.environ, variables):
            for name in ("PERFECTGYM_TENANT", "PERFECTGYM_ENVIRONMENT"):
                os.environ.pop(name, None)
            run()
    return printed.getvalue()


def _run_frame() -> str:
    def run() -> None:
        with PerfectGym() as gym:
            load_file(FOLDER / "checkins_to_frame.py").main(gym, api.now.date())

    api = EmbeddedApi()
    return _serve(api, run)


@asynccontextmanager
async def connect_to(app: Any) -> AsyncIterator[httpx.AsyncClient]:
    """Start an ASGI application, and return a client of it."""
    async with app.router.lifespan_context(app) as state:

        async def call(scope: Any, receive: Any, send: Any) -> None:
            await app(scope | {"state": dict(state)}, receive, send)

        async with httpx.AsyncClient(transport=httpx.ASGITransport(call), base_url="http://service") as client:
            yield client


async def _use_service(api: EmbeddedApi) -> None:
    """Print requests to the service, and its responses."""
    async with AsyncPerfectGym() as gym:
        slots = await gym.classes.list_slots(days_ahead=6).collect()
        first, second = slots[-1], slots[-19]  # at different times
    async with connect_to(load_file(FOLDER / "booking_service.py").app) as client:

        async def call(method: str, path: str) -> None:
            response = await client.request(method, path)
            body = json.dumps(response.json(), ensure_ascii=False)
            print(f"{method} {path}")
            print(response.status_code, body if len(body) <= _MAX_BODY else f"{body[:_MAX_BODY]} …")

        await call("GET", "/members/1001/balance")
        await call("POST", f"/members/1001/bookings/{first.id}")
        await call("POST", f"/members/1001/bookings/{first.id}")
        await call("GET", "/members/0/balance")
        await call("GET", "/members/999999999/balance")
        print("# the connection breaks after the service has booked:")
        api.fail("classes.book_class", kind="reset", processed=True)
        await call("POST", f"/members/1001/bookings/{second.id}")
        await call("GET", "/members/1001/bookings")


def _run_service() -> str:
    api = EmbeddedApi()
    logging.disable(logging.CRITICAL)
    try:
        return _serve(api, lambda: asyncio.run(_use_service(api)))
    finally:
        logging.disable(logging.NOTSET)


def _run_task() -> str:
    """Print what the tasks print, run in this process."""

    def run() -> None:
        program = load_file(FOLDER / "dunning_task.py")
        program.app.conf.task_always_eager = True
        print("# the connection breaks after the first reminder was written:")
        api.fail("customers_communication.create_thread", kind="reset", processed=True)
        with program.gym:
            print(program.find_debtors.delay().get(), "members in arrears")
        written = [one for one in api.requests if one.operation == "customers_communication.create_thread"]
        print(len(written), "requests")

    api = EmbeddedApi(customers=0)
    for level in (1, 2, 3):
        presets.member_in_arrears(api, dunning_level=level)
    return _serve(api, run)


RECORDED: dict[str, Callable[[], str]] = {
    "booking_service": _run_service,
    "checkins_to_frame": _run_frame,
    "dunning_task": _run_task,
}
"""Programs, and functions that run them against the embedded API and return what they print."""

if __name__ == "__main__":
    for name, run in RECORDED.items():
        (FOLDER / f"{name}.txt").write_text(run(), encoding="utf-8")
