"""What it costs to receive a webhook: CPU for each event, with one key and with hundreds."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from uuid import uuid4

from benchmarks.harness import Figure, Ratio, Row, run_interleaved, time_work
from perfectgym_next.webhooks import WebhookReceiver

EVENTS = 20_000
ROUNDS = 15
LIMIT_US = 25.0
KEYS = 300
LIMIT_KEYS = 1.1  # a key more must not cost anything

# What a proxy and a framework pass on, in the order in which they do.
HEADERS = [
    ("host", "hooks.example.com"),
    ("user-agent", "okhttp/4.12.0"),
    ("accept", "*/*"),
    ("accept-encoding", "gzip"),
    ("content-type", "application/json"),
    ("content-length", "211"),
    ("x-forwarded-for", "203.0.113.7"),
    ("x-forwarded-proto", "https"),
    ("x-request-id", "6f2d0f0e9c0a4c7f"),
]


def _bodies() -> list[bytes]:
    """Return as many deliveries, each with a uuid of its own."""
    return [
        b'{"entityId":%d,"uuid":"%s","payload":[{"timestamp":%d,"type":"CONTRACT_CREATED","content":{"contractId":%d}}]}'
        % (1001 + number, str(uuid4()).encode(), 1_748_847_600_000 + number, number)
        for number in range(EVENTS)
    ]


def _receive_all(hooks: WebhookReceiver, key: str, bodies: list[bytes]) -> Callable[[], None]:
    headers = [*HEADERS, ("x-api-key", key)]

    def work() -> None:
        for body in bodies:
            delivery = hooks.receive(headers=headers, body=body)
            for event in delivery.events:
                if event.contract_id is None or event.customer_id is None:
                    raise AssertionError("a typed field is missing")

    return work


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    bodies = _bodies()
    many = {f"studio-{number}": f"webhook-key-of-studio-{number}" for number in range(KEYS)}
    runs = {
        "one": _receive_all(WebhookReceiver({"north": "webhook-key-of-north"}), "webhook-key-of-north", bodies),
        "many": _receive_all(WebhookReceiver(many), many["studio-299"], bodies),
    }
    costs = run_interleaved({name: time_work(work) for name, work in runs.items()}, ROUNDS)
    cpu = {name: [cost.cpu / EVENTS * 1e6 for cost in found if cost.cpu is not None] for name, found in costs.items()}
    ratios = [many / one for many, one in zip(cpu["many"], cpu["one"], strict=True)]
    return [
        Figure("receiving a webhook event", "µs of CPU", min(cpu["one"]), median(cpu["one"]), ROUNDS, LIMIT_US),
        Ratio(
            topic=f"receiving a webhook event with {KEYS} keys",
            peer="with one key",
            measure="cpu",
            best=min(cpu["many"]) / min(cpu["one"]),
            median=median(ratios),
            ours=median(cpu["many"]) / 1e6,
            theirs=median(cpu["one"]) / 1e6,
            rounds=ROUNDS,
            limit=LIMIT_KEYS,
        ),
    ]
