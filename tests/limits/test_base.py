"""What every limiter shares: buckets, the span of a window, errors, and what an import loads."""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys

import pytest

from perfectgym_next.errors import PerfectGymError
from perfectgym_next.limits import Bucket, LimitWaitError, SlidingWindowLimiter
from tests.support.limiters import PATH, make_bucket


class TestBucket:
    @pytest.mark.parametrize("limit", [0, -1])
    def test_limit_below_one_is_refused(self, limit: int) -> None:
        with pytest.raises(ValueError, match=f"^invalid rate limit {limit}: expected 1 or more requests"):
            make_bucket(limit=limit)

    def test_repr_shows_endpoint_and_limit(self) -> None:
        assert repr(make_bucket("d0f7c3a1-the-key")) == "<Bucket GET /v1/customers/{customerId}, limit 3>"

    def test_equal_key_and_endpoint_give_an_equal_name_in_every_process(self) -> None:
        # Processes of several releases may share one Redis server: the name is part of the interface.
        assert make_bucket("key").name == "d57792214ac95a9126ff43046208f0ed GET /v1/customers/{customerId}"


class TestSpan:
    @pytest.mark.parametrize(
        ("arguments", "name"),
        [({"window": 0}, "window"), ({"window": float("inf")}, "window"), ({"margin": -0.1}, "margin")],
    )
    def test_impossible_window_is_refused(self, arguments: dict[str, float], name: str) -> None:
        with pytest.raises(ValueError, match=f"^invalid {name} "):
            SlidingWindowLimiter(**arguments)  # type: ignore[arg-type]  # the names are those of numbers


class TestErrors:
    def test_wait_error_is_a_perfectgym_error_and_pickles(self) -> None:
        error = pickle.loads(pickle.dumps(LimitWaitError(30.25)))
        assert isinstance(error, LimitWaitError)
        assert issubclass(LimitWaitError, PerfectGymError)
        assert error.wait == 30.25
        assert "30.2 s" in str(error)


class TestSecret:
    KEY = "d0f7c3a1-the-key"

    def test_nothing_holds_the_key(self) -> None:
        limiter, bucket = SlidingWindowLimiter(), make_bucket(self.KEY, limit=1)
        limiter.acquire(bucket)
        with pytest.raises(LimitWaitError) as refused:
            limiter.acquire(bucket, max_wait=0)
        seen: set[int] = set()
        found: list[object] = [limiter, bucket, refused.value.args, refused.value.__dict__]
        while found:
            thing = found.pop()
            if id(thing) not in seen and not isinstance(thing, type) and not callable(thing):
                seen.add(id(thing))
                found += gc.get_referents(thing)
                if isinstance(thing, str | bytes):
                    assert self.KEY not in str(thing)
        assert len(seen) > 10
        for text in (repr(limiter), repr(bucket), str(refused.value), bucket.name, str(pickle.dumps(bucket))):
            assert self.KEY not in text

    def test_no_local_variable_of_a_traceback_holds_the_key(self) -> None:
        with pytest.raises(ValueError, match="rate limit") as raised:
            Bucket(self.KEY[:8] + self.KEY[8:], "GET", PATH, limit=0)
        ours = [
            entry.frame.f_locals
            for entry in raised.traceback
            if str(entry.path).endswith("perfectgym_next/limits/_base.py")
        ]
        assert ours
        assert self.KEY not in str(ours)


class TestImport:
    def test_loads_neither_asyncio_nor_an_http_library(self) -> None:
        code = "import sys, perfectgym_next.limits; print(*sys.modules)"
        loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        assert "perfectgym_next.limits" in loaded
        assert not {"asyncio", "httpx", "redis", "logging", "attrs", "msgspec", "ssl"} & set(loaded)
