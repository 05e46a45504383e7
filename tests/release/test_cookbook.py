"""The cookbook: its programs print what its page shows, and say what they could not read."""

from __future__ import annotations

from typing import Any

import pytest

from docs.site.cookbook import PROGRAMS, cookbook_page, run_program
from docs.site.loading import BASE_URL, load_file
from docs.site.recorded import FOLDER, RECORDED
from perfectgym_next import PerfectGym
from perfectgym_next.testing import FORMS, TEST_KEY, EmbeddedApi

PRINTED = {
    "door_list": "242 members may enter, 1 may not",
    "occupancy_board": "07:00  Zumba 2            Room 1   25 of 25 free",
    "churn_report": "3 of 306 contracts end; 0 members are missing",
    "renewals": "8 contracts renew from 2025-07-01 to 2025-07-31",
    "open_debts": "31 to 90 days           693.43 EUR",
    "lead_to_member": "member 1302: MEMBER",
    "calendar_feed": "SUMMARY:Back Fit 15",
    "checkins_to_frame": "1387 visits of 243 members",
    "booking_service": "409 {",
    "dunning_task": "3 requests",
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_program_runs(name: str) -> None:
    assert PRINTED[name] in run_program(name)
    assert TEST_KEY not in run_program(name)
    assert 20 <= len((FOLDER / f"{name}.py").read_text("utf-8").splitlines()) <= 70


def test_the_page_has_every_program_and_its_output() -> None:
    assert [text for text in PRINTED.values() if text not in cookbook_page()] == []
    assert [name for name, _ in PROGRAMS] == list(PRINTED)
    assert {path.stem for path in FOLDER.glob("*.py")} == set(PRINTED)
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(RECORDED)


def run(name: str, api: EmbeddedApi) -> None:
    with PerfectGym(base_url=BASE_URL, api_key=TEST_KEY, transport=api.transport(), rate_limit=None) as gym:
        load_file(FOLDER / f"{name}.py").main(gym, api.now.date())


@pytest.fixture
def api() -> EmbeddedApi:
    return EmbeddedApi(customers=5)


@pytest.mark.parametrize(
    ("name", "operation", "expected"),
    [
        ("churn_report", "customers.list_contracts", "1 members are missing"),
        ("open_debts", "customers_account.list_transactions", "incomplete: could not read the accounts of [100"),
    ],
)
def test_a_report_says_what_it_could_not_read(
    name: str, operation: str, expected: str, api: EmbeddedApi, capsys: pytest.CaptureFixture[str]
) -> None:
    api.fail(operation, status=403)
    run(name, api)
    assert expected in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(set(PRINTED) - set(RECORDED)))
def test_a_program_prints_the_same_in_all_forms_of_responses(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed = {}
    for form, arguments in FORMS.items():
        if (name, form) != ("lead_to_member", "mandatory-leads"):  # the form lacks what such a studio asks for
            run(name, EmbeddedApi(customers=5, **arguments))
            printed[form] = capsys.readouterr().out
    assert set(printed.values()) == {printed["default"]}
    assert printed["default"]


def test_a_form_that_lacks_a_field_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    run("lead_to_member", EmbeddedApi(customers=5, lead_fields="mandatory"))
    assert capsys.readouterr().out.startswith("leadCustomer.gender: leadCustomer.gender is missing")


class TestCalendarFeed:
    def test_has_what_is_booked_and_not_what_is_canceled(self) -> None:
        feed = run_program("calendar_feed")
        assert feed.count("BEGIN:VEVENT") == 1
        assert {line.partition(":")[0].partition(";")[0] for line in feed.splitlines()} == {
            *("BEGIN", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "END")
        }

    def test_commas_in_a_title_are_escaped(self, api: EmbeddedApi) -> None:
        program = load_file(FOLDER / "calendar_feed.py")
        lines = list(program.event("1", "Yoga, slow; warm", api.now, api.now, api.now))
        assert "SUMMARY:Yoga\\, slow\\; warm" in lines


class TestLeadToMember:
    def test_whoever_is_there_already_is_not_signed_up(
        self, api: EmbeddedApi, capsys: pytest.CaptureFixture[str]
    ) -> None:
        run("lead_to_member", api)
        capsys.readouterr()
        sent = len(api.requests)
        run("lead_to_member", api)
        assert "there already: [" in capsys.readouterr().out
        assert len(api.requests) == sent + 1

    @pytest.mark.parametrize(
        ("fault", "expected"),
        [
            ({"kind": "reset", "processed": True}, "look for the member before you sign anybody up again"),
            ({"status": 500}, "look for the member before you sign anybody up again"),
            ({"status": 400}, "form: "),
        ],
    )
    def test_an_error_is_not_followed_by_a_second_contract(
        self, fault: dict[str, Any], expected: str, api: EmbeddedApi, capsys: pytest.CaptureFixture[str]
    ) -> None:
        api.fail("memberships.sign_up", **fault)
        run("lead_to_member", api)
        assert expected in capsys.readouterr().out
        assert [one.operation for one in api.requests].count("memberships.sign_up") == 1
