"""Rate limit and busy database."""

from __future__ import annotations

import json
import time

import pytest

from perfectgym_next.testing import EmbeddedApi
from tests.support.embedded import KEY, Asker, Json

CLASSES = "/v1/classes"


class TestTheRateLimit:
    def test_counts_each_key_and_operation(self, asker: Asker) -> None:
        api = EmbeddedApi(rate_limit=2)
        api.add_key("other")
        ask = asker(api)
        assert [ask("GET", f"{CLASSES}/{number}")[0] for number in (2001, 2002, 2003)] == [200, 200, 429]
        assert ask("GET", CLASSES)[0] == 200
        assert asker(api, "other")("GET", f"{CLASSES}/2001")[0] == 200

    def test_closes_for_a_window_and_says_how_long(self, api: EmbeddedApi, monkeypatch: pytest.MonkeyPatch) -> None:
        now = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: now)
        limited = EmbeddedApi(rate_limit=1)
        answers = [limited.handle("GET", CLASSES, "", KEY) for _ in range(2)]
        assert dict(answers[1].headers)["Retry-After"] == "60"
        assert json.loads(answers[1].body)["errorCode"] == "embedded.TOO_MANY_REQUESTS"
        now = 1059.5
        closed = limited.handle("GET", CLASSES, "", KEY)
        assert (closed.status, dict(closed.headers)["Retry-After"]) == (429, "1")
        now = 1060.0
        assert limited.handle("GET", CLASSES, "", KEY).status == 200

    def test_starts_anew_with_each_window(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: now)
        limited = EmbeddedApi(rate_limit=1, rate_window=2.0)
        assert limited.handle("GET", CLASSES, "", KEY).status == 200
        now = 1002.0
        assert limited.handle("GET", CLASSES, "", KEY).status == 200

    @pytest.mark.parametrize("options", [{"rate_limit": 0}, {"rate_window": 0}, {"busy": 1.5}, {"busy": -0.1}])
    def test_that_makes_no_sense_is_refused(self, options: Json) -> None:
        with pytest.raises(ValueError, match="must be"):
            EmbeddedApi(**options)


class TestABusyDatabase:
    def test_answers_503_to_its_share_of_requests_the_same_for_a_seed(self, asker: Asker) -> None:
        def statuses(seed: int) -> list[int]:
            ask = asker(EmbeddedApi(busy=0.3, seed=seed))
            return [ask("GET", CLASSES)[0] for _ in range(200)]

        assert 30 < statuses(1).count(503) < 90
        assert statuses(1) == statuses(1) != statuses(2)
