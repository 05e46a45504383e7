"""Models as arguments of Celery's tasks: a task that runs eagerly still writes and reads its arguments as JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from celery import Celery

from perfectgym_next.models import BookingEntry, Money
from tests.integrations.test_web_frameworks import ENTRY, EXACT


@pytest.fixture
def worker() -> Celery:
    worker = Celery("worker", broker="memory://")
    worker.conf.task_always_eager = True
    worker.conf.task_eager_propagates = True
    return worker


def test_to_dict_keeps_every_digit(worker: Celery) -> None:
    received: list[Any] = []

    @worker.task(name="settle")
    def settle(data: dict[str, Any]) -> str:
        received.append(data)
        return str(BookingEntry.from_dict(data).amount)

    assert settle.delay(ENTRY.to_dict()).get() == f"{EXACT} EUR"
    assert received[0]["amount"]["amount"] == Decimal(EXACT)
    assert received[0] is not ENTRY


def test_a_model_itself_is_refused(worker: Celery) -> None:
    @worker.task(name="pay")
    def pay(money: Any) -> None:
        raise AssertionError

    with pytest.raises(Exception, match="Money is not JSON serializable"):
        pay.delay(Money("1.00", "EUR"))
