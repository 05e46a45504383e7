"""The studio."""

from __future__ import annotations

from tests.support.embedded import Ask


class TestTheStudio:
    def test_says_what_it_is_with_closing_hours_in_its_own_time(self, ask: Ask) -> None:
        studio = ask("GET", "/v1/studios/information")[1]
        assert studio["closingHours"][0]["dateTimeFrom"] == "2025-12-25T00:00:00"
        assert ask("GET", "/v1/customers/1001")[1]["studioId"] == studio["studioId"]

    def test_counts_who_is_in(self, ask: Ask) -> None:
        utilization = ask("GET", "/v1/studios/utilization")[1]
        assert 0 < utilization["count"] < utilization["capacity"]

    def test_takes_note_of_its_activation(self, ask: Ask) -> None:
        assert ask("POST", "/v1/studios/confirmActivation") == (200, None)
