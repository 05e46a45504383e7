"""Communication preferences and threads."""

from __future__ import annotations

from typing import ClassVar

from tests.support.embedded import Ask, Json


class TestCommunication:
    PREFERENCES = "/v1/communications/1001/communication-preferences"
    THREAD: ClassVar[Json] = {
        "communicationThreadStatus": "CREATED",
        "subject": "Complaint",
        "content": "The sauna is cold.",
        "communicationDirection": "INCOMING",
        "communicationChannel": "PHONE",
    }

    def test_preferences_change_channel_by_channel(self, ask: Ask) -> None:
        change = [
            {"messageCategory": "NEWSLETTER", "channels": [{"communicationChannel": "EMAIL", "active": False}]},
            {"messageCategory": "LOYALTY_PROGRAM", "channels": []},
        ]
        assert ask("PUT", self.PREFERENCES, change)[0] == 200
        kept = {p["messageCategory"]: p["channels"] for p in ask("GET", self.PREFERENCES)[1]}
        newsletter = {c["communicationChannel"]: c for c in kept["NEWSLETTER"]}
        assert newsletter["EMAIL"] == {"communicationChannel": "EMAIL", "customerOverridable": True, "active": False}
        assert newsletter["TEXT_MESSAGE"]["active"] is False
        assert kept["LOYALTY_PROGRAM"] == []
        assert ask("GET", self.PREFERENCES.replace("1001", "1002"))[1][0]["messageCategory"] == "CONTRACT"

    def test_threads_go_on_also_after_they_were_closed(self, ask: Ask) -> None:
        first = ask("POST", "/v1/communications/1001/threads", self.THREAD)[1]
        path = f"/v1/communications/1001/threads/{first['threadId']}"
        second = ask("PUT", path, {**self.THREAD, "communicationThreadStatus": "CLOSED"})[1]
        assert second["threadId"] == first["threadId"]
        assert second["communicationId"] != first["communicationId"]
        third = ask("PUT", path, {**self.THREAD, "communicationThreadStatus": "ONGOING"})[1]
        assert (third["threadId"], third["communicationThreadStatus"]) == (first["threadId"], "ONGOING")
        assert ask("PUT", path.replace("1001", "1002", 1), self.THREAD)[0] == 404
