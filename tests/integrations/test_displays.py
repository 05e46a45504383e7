"""What shells, logs and tracebacks show of a model: what `repr` shows, and no secret."""

from __future__ import annotations

import io
import logging
from typing import Any

import loguru
import pytest
import sentry_sdk
import structlog
from django.conf import settings
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter
from IPython.lib.pretty import pretty
from rich.console import Console
from rich.logging import RichHandler
from rich.traceback import Traceback

from perfectgym_next.models import AccessMedium, BankAccount, Customer, CustomerStatus

IBAN, PIN, CARD = "DE91100000000123456789", "pin-4711", "card-778899"
CUSTOMER = Customer(
    id=1001,
    status=CustomerStatus.MEMBER,
    access_refusal=False,
    card_numbers=[CARD],
    bank_account=BankAccount(account_holder="Ada", iban=IBAN),
    access_mediums=[AccessMedium(value=PIN)],
)


def shown(text: str) -> bool:
    """Whether a text shows the customer; it must not show the secrets."""
    assert not [secret for secret in (IBAN, PIN, CARD) if secret in text]
    return "1001" in text and "Ada" in text


def fail() -> None:
    customer = CUSTOMER
    raise LookupError(customer.id)


def test_ipython() -> None:
    assert pretty(CUSTOMER) == repr(CUSTOMER)
    assert pretty([CUSTOMER]) == f"[{CUSTOMER!r}]"


def test_rich() -> None:
    console = Console(file=io.StringIO(), width=100_000)
    console.print(CUSTOMER)
    assert console.file.getvalue() == f"{CUSTOMER!r}\n"
    assert shown(repr(CUSTOMER))


def test_rich_tracebacks() -> None:
    console = Console(file=io.StringIO(), width=200)
    try:
        fail()
    except LookupError:
        console.print(Traceback(show_locals=True))
    assert shown(console.file.getvalue())


def test_rich_logging() -> None:
    console = Console(file=io.StringIO(), width=2000)
    log = logging.Logger("test")
    log.addHandler(RichHandler(console=console))
    log.info("read %s", CUSTOMER)
    assert shown(console.file.getvalue())


def test_loguru() -> None:
    stream = io.StringIO()
    loguru.logger.remove()
    loguru.logger.add(stream, diagnose=True, backtrace=True)
    try:
        fail()
    except LookupError:
        loguru.logger.exception("failed with {}", CUSTOMER)
    loguru.logger.remove()
    assert shown(stream.getvalue())


@pytest.mark.parametrize(
    "renderer",
    [structlog.processors.KeyValueRenderer(), structlog.processors.JSONRenderer(), structlog.dev.ConsoleRenderer()],
    ids=lambda renderer: type(renderer).__name__,
)
def test_structlog(renderer: structlog.types.Processor) -> None:
    assert shown(str(renderer(None, "info", {"event": "read", "customer": CUSTOMER})))


def test_sentry() -> None:
    events: list[Any] = []

    class Recorder(sentry_sdk.transport.Transport):
        def capture_envelope(self, envelope: Any) -> None:
            events.append(envelope.get_event())

    with sentry_sdk.isolation_scope() as scope:
        scope.set_client(
            sentry_sdk.Client(dsn="https://key@sentry.invalid/1", transport=Recorder, auto_session_tracking=False)
        )
        with pytest.raises(LookupError) as caught:
            fail()
        sentry_sdk.capture_exception(caught.value)
    [event] = events
    frames = event["exception"]["values"][0]["stacktrace"]["frames"]
    assert shown(frames[-1]["vars"]["customer"])
    assert shown(str(event))


def test_the_error_page_of_django(monkeypatch: pytest.MonkeyPatch) -> None:
    if not settings.configured:
        settings.configure(DEFAULT_CHARSET="utf-8", ALLOWED_HOSTS=["*"])
    with pytest.raises(LookupError) as caught:
        fail()
    monkeypatch.setattr(SafeExceptionReporterFilter, "get_safe_settings", lambda _: {})  # there are none here
    data = ExceptionReporter(None, caught.type, caught.value, caught.tb).get_traceback_data()
    assert shown(dict(data["frames"][-1]["vars"])["customer"])


def test_structlog_tracebacks() -> None:
    tracebacks = structlog.tracebacks.ExceptionDictTransformer(show_locals=True)
    with pytest.raises(LookupError) as caught:
        fail()
    assert shown(str(tracebacks((caught.type, caught.value, caught.tb))))
