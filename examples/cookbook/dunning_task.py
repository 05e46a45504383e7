"""On Mondays, send a reminder to each member who is in arrears: `celery --app dunning_task worker --beat`.

Whoever only reads may run again. Whoever writes runs again only if nothing can have been written.
"""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab

from perfectgym_next import ApiConnectionError, PerfectGym, PerfectGymError, RateLimitError
from perfectgym_next.models import (
    CommunicationChannel,
    CommunicationDirection,
    CommunicationThreadRequest,
    CommunicationThreadStatus,
)

app = Celery("dunning", broker=os.environ.get("BROKER_URL", "redis://localhost:6379/0"))
app.conf.timezone = "Europe/Berlin"
app.conf.beat_schedule = {"dunning": {"task": "find_debtors", "schedule": crontab(hour=6, minute=0, day_of_week=1)}}
gym = PerfectGym()  # one for all tasks: after a fork, each process has connections of its own


@app.task(name="find_debtors", autoretry_for=(PerfectGymError,), retry_backoff=60, max_retries=5)
def find_debtors() -> int:
    """Start a task for each member in arrears, once all of them are known."""
    members = (customer.id for customer in gym.customers.list_customers().prefetch())
    debtors = {}
    for outcome in gym.map(gym.customers_account.get_balances, members):
        balance = outcome.result()
        if balance.dunning_level and not balance.in_debt_collection:
            debtors[outcome.argument] = str(balance.account_balance)
    for customer_id, owed in debtors.items():
        remind.delay(customer_id, owed)
    return len(debtors)


@app.task(name="remind", bind=True, max_retries=5)  # not acks_late: a worker that dies must not repeat it
def remind(self: Any, customer_id: int, owed: str) -> None:
    """Write to a member."""
    message = CommunicationThreadRequest(
        subject="Your account",
        content=f"Your balance is {owed}. Please settle it.",
        communication_thread_status=CommunicationThreadStatus.CREATED,
        communication_direction=CommunicationDirection.OUTGOING,
        communication_channel=CommunicationChannel.EMAIL,
    )
    try:
        thread = gym.customers_communication.create_thread(customer_id, message)
    except PerfectGymError as error:
        if isinstance(error, RateLimitError) or (isinstance(error, ApiConnectionError) and not error.maybe_received):
            raise self.retry(exc=error, countdown=60) from error
        print(f"member {customer_id}: failed, look before anybody repeats it: {error}")
        raise
    print(f"member {customer_id}: thread {thread.thread_id}, owes {owed}")
