"""The cookbook: complete programs from `examples/cookbook`, each with what it prints for the embedded API."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from functools import cache
from typing import TYPE_CHECKING

from docs.site.loading import BASE_URL, load_file
from docs.site.recorded import FOLDER, RECORDED, read_output
from perfectgym_next import PerfectGym
from perfectgym_next.models import AccessRestriction, ClassSlotBookingRequest
from perfectgym_next.testing import TEST_KEY, EmbeddedApi, presets

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PROGRAMS", "cookbook_page", "run_program"]

PROGRAMS = (
    ("door_list", "Who may enter now"),
    ("occupancy_board", "Classes of the day"),
    ("churn_report", "Contracts that end"),
    ("renewals", "Contracts that renew next month"),
    ("open_debts", "Open debts by age"),
    ("lead_to_member", "From a web form to a membership"),
    ("calendar_feed", "Calendar of a member's bookings"),
    ("checkins_to_frame", "Check-ins to a frame"),
    ("booking_service", "A FastAPI service"),
    ("dunning_task", "A Celery task"),
)
"""Files of the programs, and their titles."""
_MAX_LINES = 16


def _restrict(api: EmbeddedApi) -> None:
    with _client(api) as gym:
        gym.customers.set_access_restriction(1002, AccessRestriction(reason="card lost"))


def _book(api: EmbeddedApi) -> None:
    with _client(api) as gym:
        for slot in gym.classes.list_slots(days_ahead=6).collect()[-1:-21:-18]:  # at different times
            booked = gym.classes.book_class(ClassSlotBookingRequest(customer_id=1001, class_slot_id=slot.id))
        gym.classes.cancel_class_booking(booked.booking_id)


_PREPARE: dict[str, Callable[[EmbeddedApi], object]] = {
    "calendar_feed": _book,
    "churn_report": lambda api: [presets.contract_about_to_end(api, days=days) for days in (10, 20, 70)],
    "door_list": _restrict,
}
"""What happens in the studio before a program runs, so that it has something to show."""


def _client(api: EmbeddedApi) -> PerfectGym:
    return PerfectGym(base_url=BASE_URL, api_key=TEST_KEY, transport=api.transport(), rate_limit=None)


@cache
def run_program(name: str) -> str:
    """Run a program on a new studio, and return what it prints; if it uses other libraries, what was recorded."""
    if name in RECORDED:
        return read_output(name)
    api = EmbeddedApi()
    if prepare := _PREPARE.get(name):
        prepare(api)
    with _client(api) as gym, redirect_stdout(io.StringIO()) as printed:
        load_file(FOLDER / f"{name}.py").main(gym, api.now.date())
    return printed.getvalue()


def cookbook_page() -> str:
    """Return the page with all programs and their output."""
    lines = [
        "# Cookbook",
        "",
        "Complete programs. Each takes the studio from the environment (`PERFECTGYM_TENANT` and `PERFECTGYM_API_KEY`, "
        "or `PERFECTGYM_BASE_URL` of the embedded API) and is in `examples/cookbook` of the repository. The output is "
        "that for the embedded API. Receivers of webhooks in FastAPI, Django, Flask and Celery are in "
        "[Webhooks in frameworks](webhooks-in-frameworks.md).",
    ]
    for name, title in PROGRAMS:
        printed = run_program(name).splitlines()
        if len(printed) > _MAX_LINES:
            half = _MAX_LINES // 2
            printed = [*printed[:half], f"… {len(printed) - _MAX_LINES} more lines", *printed[-half:]]
        code = (FOLDER / f"{name}.py").read_text("utf-8").strip()
        lines += ["", f"## {title}", "", f'```python title="{name}.py"', code, "```", "", "```text", *printed, "```"]
    return "\n".join(lines) + "\n"
