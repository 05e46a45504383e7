"""The recipes of docs/webhooks-in-frameworks.md, as files, on the real servers."""

from __future__ import annotations

import base64
import contextlib
import http.client
import importlib.util
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from perfectgym_next.testing import EmbeddedApi
from perfectgym_next.webhooks import Checkout, Delivery, WebhookEventType, WebhookReceiver
from perfectgym_next_generated.webhooks import CONTENT, WebhookEventFields
from tests.support.redis_clients import REDIS_SERVER, free_port, redis_server
from tests.support.webhook_requests import HEADERS, KEY, body, element

PAGE = (Path(__file__).parents[2] / "docs" / "webhooks-in-frameworks.md").read_text("utf-8")
RECIPES = dict(re.findall(r"^`(\w+\.py)`.*?^```py\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE))
# What the page says to replace for Starlette alone.
ROUTE = 'Route("/webhooks", receive, methods=["POST"])'
STARLETTE = (
    RECIPES["fastapi_app.py"]
    .replace(
        "from fastapi import FastAPI, Request, Response",
        "from starlette.applications import Starlette\nfrom starlette.requests import Request\n"
        "from starlette.responses import Response\nfrom starlette.routing import Route",
    )
    .replace('app = FastAPI(lifespan=work_meanwhile)\n\n\n@app.post("/webhooks")\n', "")
) + f"\n\napp = Starlette(lifespan=work_meanwhile, routes=[{ROUTE}])\n"
PATIENCE = 60.0  # seconds: servers start slowly on a busy machine

# What `handle` of a reader would be: here it waits while the file GATE exists, and then writes down what it was given.
WORK = """
import json, os, time
from perfectgym_next_generated.webhooks import WebhookEventFields

def note(event):
    names = [name for name in vars(WebhookEventFields) if not name.startswith("_")]
    fields = {name: getattr(event, name) for name in names if getattr(event, name) is not None}
    line = [str(event.delivery.uuid), event.delivery.studio, str(event.type), event.occurred_at.isoformat(), fields]
    with open(os.environ["DONE"], "a") as file:
        file.write(json.dumps(line, default=str) + "\\n")
"""
WORK_IN_THREADS = f"""{WORK}
def handle(event):
    while os.path.exists(os.environ["GATE"]):
        time.sleep(0.02)
    note(event)
"""
WORK_IN_TASKS = f"""{WORK}
import asyncio

async def handle(event):
    while os.path.exists(os.environ["GATE"]):
        await asyncio.sleep(0.02)
    note(event)
"""
UVICORN = ["uvicorn", "--log-level", "warning", "--port", "{port}"]
GUNICORN = ["gunicorn", "--log-level", "warning", "--bind", "127.0.0.1:{port}"]
APPS = {
    "fastapi": ([[*UVICORN, "fastapi_app:app"]], WORK_IN_TASKS),
    "starlette": ([[*UVICORN, "starlette_app:app"]], WORK_IN_TASKS),
    "flask": ([[*GUNICORN, "flask_app:app"], ["worker"]], WORK_IN_THREADS),
    "django": ([[*GUNICORN, "django_app:application"], ["worker"]], WORK_IN_THREADS),
}


def wait_until(condition: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"it did not happen within {PATIENCE} s"
        time.sleep(0.02)


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_page_has_these_recipes_and_no_others() -> None:
    apps = {"celery_app.py", "django_app.py", "fastapi_app.py", "flask_app.py", "lambda_function.py"}
    assert RECIPES.keys() == apps | {"inbox.py", "worker.py"}
    assert len(RECIPES) == PAGE.count("```py\n")
    assert ROUTE in PAGE
    assert "fastapi" not in STARLETTE.lower()


class App:
    """A recipe on its server, in a folder of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.commands, work = APPS[name]
        self.folder = folder
        self.gate, self.done = folder / "gate", folder / "done"
        for file, text in {**RECIPES, "starlette_app.py": STARLETTE, "work.py": work}.items():
            (folder / file).write_text(text, encoding="utf-8")
        self.environment = {
            **os.environ,
            "NORTH_WEBHOOK_KEY": KEY,
            "DJANGO_SECRET_KEY": "test",
            "INBOX": str(folder / "inbox.db"),
            "GATE": str(self.gate),
            "DONE": str(self.done),
        }
        self.processes: list[subprocess.Popen[bytes]] = []
        self.port = 0

    def start(self) -> None:
        self.port = free_port()
        for command in self.commands:
            arguments = [sys.executable, "-m", *(part.format(port=self.port) for part in command)]
            with (self.folder / "log").open("ab") as log:
                process = subprocess.Popen(
                    arguments,
                    cwd=self.folder,
                    env=self.environment,
                    start_new_session=True,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            self.processes.append(process)
        wait_until(lambda: accepts(self.port) or any(one.poll() is not None for one in self.processes))
        assert [one.poll() for one in self.processes] == [None] * len(self.processes), self.logged()

    def stop(self, number: int) -> None:
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):  # it may have ended by itself
                os.killpg(process.pid, number)
            process.wait(PATIENCE)
        self.processes.clear()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/webhooks"

    def post(self, text: bytes, headers: dict[str, str] = HEADERS, method: str = "POST") -> tuple[int, str, float]:
        """Return status, text and seconds of the response to a request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        started = time.monotonic()
        with contextlib.closing(connection):
            connection.request(method, "/webhooks", text, {"content-type": "application/json", **headers})
            response = connection.getresponse()
            return response.status, response.read().decode(), time.monotonic() - started

    def logged(self) -> str:
        return (self.folder / "log").read_text()

    def handled(self) -> list[list[Any]]:
        return [json.loads(line) for line in self.done.read_text().splitlines()] if self.done.exists() else []

    def wait_for(self, uuid: str) -> None:
        wait_until(lambda: uuid in [line[0] for line in self.handled()])


@pytest.fixture(scope="module", params=APPS)
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    app = App(tmp_path_factory.mktemp(request.param), request.param)
    app.start()
    yield app
    app.gate.unlink(missing_ok=True)
    app.stop(signal.SIGTERM)
    assert KEY not in app.logged()


def uuid_of(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


class TestApps:
    def test_take_every_type_of_the_table_to_its_typed_fields(self, app: App) -> None:
        api = EmbeddedApi(customers=1)
        api.webhooks.to(app.url, key=KEY)
        checkout = Checkout(1001, datetime(2025, 6, 1, 22, 30, tzinfo=UTC))
        sent = []
        for event_type in WebhookEventType:
            content = {
                name: [checkout] if name == "checkouts" else number
                for number, name in enumerate(CONTENT[event_type], start=7)
            }
            sent.append((api.webhooks.emit(event_type, 4711, **content), content))
        api.webhooks.wait(PATIENCE)
        assert [event.status for event, _ in sent] == [200] * len(WebhookEventType)
        app.wait_for(str(sent[-1][0].uuid))
        handled = {line[0]: line[1:] for line in app.handled()}
        for event, content in sent:
            studio, event_type, occurred_at, fields = handled[str(event.uuid)]
            assert (studio, event_type) == ("north", str(event.type))
            assert datetime.fromisoformat(occurred_at) == api.now
            shown = json.loads(json.dumps(content, default=str))
            assert {name: fields[name] for name in content} == shown
            assert set(fields) - set(content) <= {name for name in vars(WebhookEventFields) if name.endswith("_id")}
            assert {fields[name] for name in set(fields) - set(content)} <= {4711}

    def test_respond_at_once_whatever_the_work_costs(self, app: App) -> None:
        app.gate.touch()
        for number in range(5):
            status, text, seconds = app.post(body(uuid=uuid_of(number)))
            assert (status, text) == (200, "ok")
            assert seconds < 5
        assert not {uuid_of(number) for number in range(5)} & {line[0] for line in app.handled()}
        app.gate.unlink()
        for number in range(5):
            app.wait_for(uuid_of(number))

    def test_work_once_on_what_arrives_twice(self, app: App) -> None:
        for _ in range(3):
            assert app.post(body(uuid=uuid_of(50)))[:2] == (200, "ok")
        app.post(body(uuid=uuid_of(51)))
        app.wait_for(uuid_of(51))
        assert [line[0] for line in app.handled()].count(uuid_of(50)) == 1

    @pytest.mark.parametrize(
        ("text", "headers", "expected"),
        [
            (body(), {}, (401, "unauthorized")),
            (body(), {"x-api-key": f"{KEY}x"}, (401, "unauthorized")),
            (body(), {"x-api-key": f"{KEY}, {KEY}"}, (401, "unauthorized")),
            (b"x" * 2_000_000, {}, (401, "unauthorized")),
            (b"{", HEADERS, (400, "invalid request")),
            (b"", HEADERS, (400, "invalid request")),
        ],
    )
    def test_refuse_what_is_no_delivery(
        self, app: App, text: bytes, headers: dict[str, str], expected: tuple[int, str]
    ) -> None:
        try:
            assert app.post(text, headers)[:2] == expected
        except (BrokenPipeError, ConnectionResetError):
            assert len(text) > 1_000_000  # the response came before the body was read, and the connection was closed

    def test_refuse_a_body_that_is_too_large(self, app: App) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            assert app.post(b" " * 1_200_000)[0] == 413
        assert app.post(body(uuid=uuid_of(60)))[0] == 200

    def test_refuse_strangers_before_their_body_arrives(self, app: App) -> None:
        with socket.create_connection(("127.0.0.1", app.port), timeout=PATIENCE) as connection:
            connection.sendall(b"POST /webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 500000000\r\n\r\n")
            assert connection.recv(65536).split(b" ")[1] == b"401"

    def test_keep_what_cannot_be_worked_on_and_log_it_without_the_key(self, app: App) -> None:
        content = {"contractId": {"not": "an id"}}
        assert app.post(body(element("CONTRACT_CREATED", content), uuid=uuid_of(70)))[0] == 200
        assert app.post(body(uuid=uuid_of(71)))[0] == 200
        app.wait_for(uuid_of(71))  # it does not hold up what follows
        assert uuid_of(70) not in [line[0] for line in app.handled()]
        assert f"webhook delivery {uuid_of(70)} has failed and will be tried again" in app.logged()
        assert "contractId is a dict, not an integer" in app.logged()
        assert KEY not in app.logged()

    def test_allow_no_other_method(self, app: App) -> None:
        assert app.post(b"", method="GET")[0] in (404, 405)


@pytest.mark.parametrize("name", APPS)
def test_a_crash_between_response_and_work_loses_nothing(tmp_path: Path, name: str) -> None:
    app = App(tmp_path, name)
    app.gate.touch()
    app.start()
    try:
        for number in range(3):
            assert app.post(body(uuid=uuid_of(number)))[0] == 200
    finally:
        app.stop(signal.SIGKILL)
    assert app.handled() == []
    app.gate.unlink()
    app.start()
    try:
        for number in range(3):
            app.wait_for(uuid_of(number))
    finally:
        app.stop(signal.SIGKILL)


class TestLambda:
    """The shapes of events that a function URL and an API Gateway pass on."""

    @pytest.fixture
    def function(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
        queue: list[Any] = []
        boto3 = ModuleType("boto3")
        boto3.client = lambda name: SimpleNamespace(send_message=lambda **message: queue.append((name, message)))  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "boto3", boto3)
        monkeypatch.setenv("NORTH_WEBHOOK_KEY", KEY)
        monkeypatch.setenv("QUEUE_URL", "https://sqs.invalid/queue")
        path = tmp_path / "lambda_function.py"
        path.write_text(RECIPES["lambda_function.py"], encoding="utf-8")
        spec = importlib.util.spec_from_file_location("lambda_function", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return SimpleNamespace(handler=module.handler, queue=queue)

    @pytest.mark.parametrize(
        "event",
        [
            {"version": "2.0", "headers": {"x-api-key": KEY}, "body": body().decode(), "isBase64Encoded": False},
            {
                "version": "2.0",
                "headers": {"x-api-key": KEY},
                "body": base64.b64encode(body()).decode(),
                "isBase64Encoded": True,
            },
            {
                "httpMethod": "POST",
                "headers": {"X-API-KEY": KEY, "Host": "x"},
                "multiValueHeaders": {"X-API-KEY": [KEY]},
                "body": body().decode(),
                "isBase64Encoded": False,
            },
        ],
        ids=["function URL", "base64", "REST API"],
    )
    def test_are_received(self, function: Any, event: Any) -> None:
        assert function.handler(event, None) == {"statusCode": 200, "body": "ok"}
        ((service, message),) = function.queue
        assert (service, message["QueueUrl"]) == ("sqs", "https://sqs.invalid/queue")
        assert Delivery.from_json(message["MessageBody"]).entity_id == 1001
        assert KEY not in message["MessageBody"]

    @pytest.mark.parametrize(
        ("event", "status"),
        [
            ({"headers": None, "body": body().decode()}, 401),
            ({"headers": {"x-api-key": KEY}}, 400),
            ({"headers": {"x-api-key": KEY}, "body": None}, 400),
            ({"headers": {"x-api-key": KEY}, "body": " " * 1_200_000}, 413),
        ],
    )
    def test_that_are_no_delivery_are_refused(self, function: Any, event: Any, status: int) -> None:
        assert function.handler(event, None)["statusCode"] == status
        assert function.queue == []

    def test_a_queue_that_refuses_makes_the_function_fail(self, function: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(**message: Any) -> None:
            raise ConnectionError("no queue")

        monkeypatch.setitem(function.handler.__globals__, "sqs", SimpleNamespace(send_message=refuse))
        with pytest.raises(ConnectionError):
            function.handler({"headers": {"x-api-key": KEY}, "body": body().decode()}, None)


DYING_WORK = f"""{WORK}
import signal

def handle(event):
    if os.path.exists(os.environ["GATE"]):
        os.remove(os.environ["GATE"])
        os.kill(os.getpid(), signal.SIGKILL)
    note(event)
"""


@pytest.mark.skipif(REDIS_SERVER is None, reason="redis-server is not installed")
class TestCelery:
    @pytest.fixture
    def celery(self, tmp_path: Path) -> Iterator[Any]:
        (tmp_path / "redis").mkdir()
        for file, text in {**RECIPES, "work.py": DYING_WORK}.items():
            (tmp_path / file).write_text(text, encoding="utf-8")
        with redis_server(tmp_path / "redis") as port:
            environment = {
                **os.environ,
                "REDIS_URL": f"redis://127.0.0.1:{port}/0",
                "GATE": str(tmp_path / "gate"),
                "DONE": str(tmp_path / "done"),
            }
            command = [sys.executable, "-m", "celery", "-A", "celery_app", "worker", "--concurrency", "1"]
            command += ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
            worker = subprocess.Popen(command, cwd=tmp_path, env=environment, start_new_session=True)

            def hand_over(text: str) -> None:
                code = "import sys; from celery_app import handle_delivery; handle_delivery.delay(sys.argv[1])"
                subprocess.run([sys.executable, "-c", code, text], cwd=tmp_path, env=environment, check=True)

            def handled() -> list[str]:
                done = tmp_path / "done"
                return [json.loads(line)[0] for line in done.read_text().splitlines()] if done.exists() else []

            try:
                yield SimpleNamespace(gate=tmp_path / "gate", hand_over=hand_over, handled=handled, worker=worker)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(worker.pid, signal.SIGKILL)
                worker.wait(PATIENCE)

    def test_runs_a_task_again_whose_process_has_died_and_no_delivery_twice(self, celery: Any) -> None:
        hooks = WebhookReceiver({"north": KEY})
        first, second = (hooks.receive(headers=HEADERS, body=body(uuid=uuid_of(number))).to_json() for number in (1, 2))
        celery.gate.touch()
        celery.hand_over(first)
        wait_until(lambda: uuid_of(1) in celery.handled() or celery.worker.poll() is not None)
        assert not celery.gate.exists()  # the process of the first attempt has died
        celery.hand_over(first)
        celery.hand_over(second)
        wait_until(lambda: uuid_of(2) in celery.handled())
        assert celery.handled() == [uuid_of(1), uuid_of(2)]
