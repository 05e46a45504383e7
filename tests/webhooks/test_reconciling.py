"""The copy of customers in docs/webhooks.md: events over sockets keep it, a walk mends what they missed."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import NotFoundError, PerfectGym
from perfectgym_next.models import Customer, CustomerContactData, MembershipSignupCustomer
from perfectgym_next.testing import TEST_KEY, WEBHOOK_TEST_KEY, EmbeddedApi, make
from perfectgym_next.webhooks import Delivery, MemorySeen, RepeatedDeliveryError, WebhookReceiver
from tests.support.webhook_requests import HEADERS, KEY, body, element

GUIDE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def copy_class() -> Any:
    (block,) = re.findall(r"^```python\n([^`]*class CustomerCopy:.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    names: dict[str, Any] = {}
    exec(compile(block, "docs/webhooks.md", "exec"), names)
    return names["CustomerCopy"]


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["content-length"]))
        try:
            delivery = self.server.hooks.receive(headers=self.headers, body=text)
        except RepeatedDeliveryError:
            self.server.repeated += 1
        else:
            self.server.queue.append(delivery.to_json())
            self.server.seen.add(delivery)
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


class Receiver(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen = MemorySeen()
        self.hooks = WebhookReceiver({"north": WEBHOOK_TEST_KEY}, seen=self.seen)
        self.queue: list[str] = []
        self.repeated = 0


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join(10)


def change(gym: PerfectGym, rng: random.Random, customers: list[int]) -> None:
    """Change something that sends an event."""
    match rng.randrange(3):
        case 0:
            nothing: Any = {"payment_request_token": None, "additional_information_field_assignments": None}
            signup = make(MembershipSignupCustomer, last_name=f"New {rng.random()}", **nothing)
            customers.append(gym.customers.create_customer(signup).customer_id)
        case _:
            data = CustomerContactData(email=f"{rng.random()}@example.com")
            gym.customers_self_service.create_contact_data_amendment(rng.choice(customers), data)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_events_keep_the_copy_and_a_walk_mends_it(copy_class: Any, receiver: Receiver, seed: int) -> None:
    api, rng = EmbeddedApi(seed=seed, customers=30), random.Random(seed)
    api.webhooks.to(f"http://127.0.0.1:{receiver.server_address[1]}/hooks")
    api.webhooks.fail(kind="lost", share=0.3, times=None)
    api.webhooks.fail(kind="twice", share=0.2, times=None)
    api.webhooks.fail(kind="out_of_order", share=0.2, times=None)
    with api.serve() as server, PerfectGym(base_url=server.url, api_key=TEST_KEY, rate_limit=None) as gym:
        copy = copy_class(":memory:")
        copy.walk("north", gym)
        assert len(copy.rows("north")) > 20
        customers = list(copy.rows("north"))
        for _ in range(60):
            change(gym, rng, customers)
        api.webhooks.deliver_late()
        api.webhooks.wait()
        faults = [event.fault for event in api.webhooks.sent]
        assert {"lost", "twice", "out_of_order"} <= set(faults)
        assert len(receiver.queue) == len(faults) - faults.count("lost")
        assert receiver.repeated == faults.count("twice")

        for text in receiver.queue:
            for event in Delivery.from_json(text).events:
                copy.follow(event, gym)
        now = copy_class(":memory:")
        now.walk("north", gym)
        wrong = {key for key, row in now.rows("north").items() if copy.rows("north").get(key) != row}
        assert wrong  # what was lost
        assert len(wrong) <= faults.count("lost")
        copy.walk("north", gym)
        assert copy.rows("north") == now.rows("north")


class Service:
    """A client whose customers are what a test puts into them; `while_walking` runs after the first one was listed."""

    def __init__(self, *customers: Customer) -> None:
        self.known = {customer.id: customer for customer in customers}
        self.while_walking: Any = lambda: None
        self.customers = self

    def get_customer(self, customer_id: int) -> Customer:
        if customer_id not in self.known:
            error: NotFoundError = NotFoundError.__new__(NotFoundError)
            raise error
        return self.known[customer_id]

    def list_customers(self, customer_status: str) -> Iterator[Customer]:
        found = [customer for customer in self.known.values() if customer.status == customer_status]
        for customer in found:
            yield customer
            self.while_walking()
            self.while_walking = lambda: None


def customer(customer_id: int, city: str, status: str = "MEMBER") -> Customer:
    return Customer.from_dict({**make(Customer).to_dict(), "id": customer_id, "city": city, "status": status})


def cities(copy: Any) -> dict[int, str]:
    return {key: re.findall(r'"city": "(\w+)"', row)[0] for key, row in copy.rows("north").items()}


def event_of(customer_id: int) -> Any:
    delivery = WebhookReceiver({"north": KEY}).receive(
        headers=HEADERS, body=body(element("CUSTOMER_UPDATED"), entityId=customer_id)
    )
    return delivery.events[0]


class TestAWalkDuringWhichEventsArrive:
    def test_does_not_overwrite_what_they_read(self, copy_class: Any) -> None:
        service, copy = Service(customer(1, "Ulm"), customer(2, "Ulm")), copy_class(":memory:")

        def change() -> None:
            service.known[2] = customer(2, "Bonn")  # the list that is walked has the old one
            copy.follow(event_of(2), service)

        service.while_walking = change
        copy.walk("north", service)
        assert cities(copy) == {1: "Ulm", 2: "Bonn"}

    def test_does_not_bring_back_a_customer_who_was_deleted(self, copy_class: Any) -> None:
        service, copy = Service(customer(1, "Ulm"), customer(2, "Ulm")), copy_class(":memory:")

        def delete() -> None:
            del service.known[2]
            copy.follow(event_of(2), service)

        service.while_walking = delete
        copy.walk("north", service)
        assert cities(copy) == {1: "Ulm"}

    def test_keeps_one_who_joined(self, copy_class: Any) -> None:
        service, copy = Service(customer(1, "Ulm")), copy_class(":memory:")

        def join() -> None:
            service.known[2] = customer(2, "Bonn", "PROSPECT")
            copy.follow(event_of(2), service)

        service.while_walking = join
        copy.walk("north", service)
        assert cities(copy) == {1: "Ulm", 2: "Bonn"}


def test_the_copy_keeps_no_former_members_since_no_list_has_them(copy_class: Any) -> None:
    service, copy = Service(customer(1, "Ulm"), customer(2, "Ulm", "PROSPECT")), copy_class(":memory:")
    copy.walk("north", service)
    assert cities(copy) == {1: "Ulm", 2: "Ulm"}
    service.known[1] = customer(1, "Ulm", "FORMER_MEMBER")
    copy.follow(event_of(1), service)
    assert cities(copy) == {2: "Ulm"}


def test_the_copy_keeps_studios_apart(copy_class: Any) -> None:
    copy = copy_class(":memory:")
    copy.walk("north", Service(customer(1, "Ulm")))
    copy.walk("south", Service(customer(1, "Bonn"), customer(2, "Bonn")))
    copy.walk("north", Service(customer(1, "Ulm")))
    assert cities(copy) == {1: "Ulm"}
    assert len(copy.rows("south")) == 2
