"""What a client does with its limiter."""

from __future__ import annotations

import pytest

from perfectgym_next import PerfectGym
from perfectgym_next.errors import RateLimitError
from perfectgym_next.limits import Bucket, LimitWaitError
from tests.support.both_clients import BOTH, called
from tests.support.limiters import PATH, make_bucket
from tests.support.scripted import KEY


class TestLog:
    def test_names_the_operation_of_a_client(self) -> None:
        gym = PerfectGym("demo", api_key=KEY)
        request = gym._config
        from perfectgym_next._core.operation import Operation

        made = request.bucket(Operation(name="customers.get_customer", method="GET", path=PATH))
        assert made.operation == "customers.get_customer"
        assert make_bucket().operation == f"GET {PATH}"


@BOTH
def test_a_wait_beyond_the_deadline_is_refused_at_once(client: str) -> None:
    class Full:
        def acquire(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
            assert max_wait is not None
            assert max_wait <= 1.0
            raise LimitWaitError(30.0)

        async def acquire_async(self, bucket: Bucket, *, max_wait: float | None = None) -> float:
            return self.acquire(bucket, max_wait=max_wait)

        def release(self, bucket: Bucket, grant: float) -> None: ...

        async def release_async(self, bucket: Bucket, grant: float) -> None: ...

        def pause(self, bucket: Bucket, seconds: float) -> None: ...

        async def pause_async(self, bucket: Bucket, seconds: float) -> None: ...

    with pytest.raises(RateLimitError) as caught:
        called(
            client, "http://127.0.0.1:9", lambda gym: gym.customers_account.get_balances(7), limiter=Full(), deadline=1
        )
    assert caught.value.attempts == 0
