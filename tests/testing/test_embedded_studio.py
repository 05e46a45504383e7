"""The studio's current time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import Asker


class TestTheStudiosMoment:
    def test_decides_what_is_past(self, asker: Asker) -> None:
        ask = asker(EmbeddedApi(now=datetime(2024, 2, 29, 12, tzinfo=ZoneInfo("Europe/Berlin"))))
        past = ask("GET", "/v1/customers/1002/account/transactions")[1]["result"]
        upcoming = ask("GET", "/v1/customers/1002/account/transactions/upcoming")[1]["result"]
        assert max(entry["dueDate"] for entry in past) < "2024-02-29"
        assert {entry["dueDate"] for entry in upcoming} >= {"2024-02-29", "2024-03-01"}
