"""Every operation and every schema over a real socket, there and back, through both clients."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, unquote

import pytest

from perfectgym_next import AsyncPerfectGym, PerfectGym, Upload
from perfectgym_next._core.json import decode, encode
from perfectgym_next._core.model import Model
from perfectgym_next._core.operation import Response
from perfectgym_next.pagination import AsyncPager, Pager
from perfectgym_next.testing._openapi.description import Operation, Schema
from perfectgym_next.testing._openapi.examples import UNKNOWN_VALUE
from perfectgym_next.testing._server.multipart import Part, parse_parts
from tests.support.shipped import (
    DESCRIPTION,
    EXAMPLES,
    MODELS,
    OPERATIONS,
    is_sliced,
    json_body,
    method_of,
    parts,
    path_parameters,
    python_name,
    value_of,
    without_nulls,
)

KEY = "round-trip-key"

VARIANTS: dict[str, dict[str, Any]] = {
    "as-described": {},
    "optional-members-null": {"optional": "null"},
    "enum-values-unknown": {"enums": "unknown"},
    "members-unknown": {"extra_fields": True},
}


class Received(NamedTuple):
    """A request as it came over the socket."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(self.target.partition("?")[2], keep_blank_values=True)


class ScriptedServer(ThreadingHTTPServer):
    """Gives the same answer to every request until it is given another; notes requests and connections."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.status = 200
        self.content = b""
        self.received: list[Received] = []
        self.connections = 0
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answers(self, value: Any, status: int = 200) -> None:
        self.status, self.content = status, b"" if value is None else encode(value)
        self.received.clear()

    def server_close(self) -> None:
        self.shutdown()
        self._thread.join()
        super().server_close()


class Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: ScriptedServer

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.received.append(Received(self.command, self.path, headers, body))
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.server.content)))
        self.end_headers()
        self.wfile.write(self.server.content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815  # the names that http.server calls

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name in http.server
        pass


class Caller:
    """One of the clients, called the same way."""

    def __init__(self, client: PerfectGym | AsyncPerfectGym, runner: asyncio.Runner) -> None:
        self._client = client
        self._runner = runner

    def call(self, operation: Operation, *arguments: Any, **keywords: Any) -> Any:
        """What an operation returns; of a pager the only slice."""
        returned = method_of(self._client, operation)(*arguments, **keywords)
        if isinstance(returned, Pager):
            (returned,) = returned.slices()
        if isinstance(returned, AsyncPager):
            (returned,) = self._runner.run(slices_of(returned))
        return self._runner.run(returned) if asyncio.iscoroutine(returned) else returned

    def request(self, method: str, path: str) -> Response[Any]:
        returned: Any = self._client.request(method, path)
        response: Response[Any] = self._runner.run(returned) if asyncio.iscoroutine(returned) else returned
        return response


async def slices_of(pager: AsyncPager[Any]) -> list[Any]:
    return [one async for one in pager.slices()]


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture(scope="module", params=[PerfectGym, AsyncPerfectGym], ids=["sync", "async"])
def caller(request: pytest.FixtureRequest, server: ScriptedServer) -> Iterator[Caller]:
    with asyncio.Runner() as runner:
        client = request.param(base_url=server.url, api_key=KEY, rate_limit=None, max_retries=0)
        yield Caller(client, runner)
        closing = client.close()
        if closing is not None:
            runner.run(closing)


def some_arguments(operation: Operation) -> tuple[list[Any], dict[str, Any]]:
    """Valid arguments, only those that are demanded."""
    positional: list[Any] = [value_of(one.schema, EXAMPLES.example(one.schema)) for one in path_parameters(operation)]
    keywords = {
        python_name(one): value_of(one.schema, EXAMPLES.example(one.schema))
        for one in operation.parameters
        if one.location == "query" and one.required
    }
    body = json_body(operation)
    if body is not None:
        positional.append(value_of(body, EXAMPLES.example(body)))
    keywords |= {python_name(name): argument(part) for name, part in parts(operation).items()}
    return positional, keywords


def argument(part: Schema) -> Any:
    """What a caller gives for a part of a multipart body."""
    if part.get("format") == "binary":
        return Upload(FILE, filename="scan.pdf", content_type="application/pdf")
    return value_of(part, EXAMPLES.example(part))


FILE = bytes(range(256)) + b"\r\n--boundary--\r\n"


def written(value: Any) -> Any:
    """What a returned value is as JSON, by way of the bytes that a client would send."""
    if isinstance(value, list):
        return [written(item) for item in value]
    return decode(encode(value.to_dict())) if isinstance(value, Model) else value


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
class TestAnswers:
    @pytest.mark.parametrize("variant", VARIANTS)
    def test_are_read_and_written_back_as_they_came(
        self, server: ScriptedServer, caller: Caller, operation: Operation, variant: str
    ) -> None:
        sent = (
            None
            if operation.response_schema is None
            else EXAMPLES.example(operation.response_schema, **VARIANTS[variant])
        )
        server.answers(sent, operation.status)
        positional, keywords = some_arguments(operation)
        returned = caller.call(operation, *positional, **keywords)
        assert len(server.received) == 1
        if operation.response_schema is None:
            assert returned is None
        else:
            assert without_nulls(written(returned)) == without_nulls(decode(server.content))


class TestExamples:
    """The answers above are what they are said to be; else the tests above would show nothing."""

    def test_hold_every_kind_of_odd_member(self) -> None:
        answers = [
            operation.response_schema for operation in OPERATIONS.values() if operation.response_schema is not None
        ]
        texts = {
            variant: b"\n".join(encode(EXAMPLES.example(schema, **options)) for schema in answers)
            for variant, options in VARIANTS.items()
        }
        assert texts["as-described"].count(b"null") == 0
        assert texts["optional-members-null"].count(b":null") > 500
        assert texts["enum-values-unknown"].count(UNKNOWN_VALUE.encode()) > 100
        assert texts["members-unknown"].count(b"NotYetDescribed") > 500
        assert len(re.findall(rb"T08:00:00\.000\+02:00\[Europe/Berlin\]", texts["as-described"])) > 10
        assert len(re.findall(rb"\d\.\d\d[,}]", texts["as-described"])) > 50


def answered(schema: Schema | None, seen: set[str]) -> set[str]:
    """Names of the schemas that a schema holds."""
    if schema is not None and "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name not in seen:
            seen.add(name)
            answered(DESCRIPTION.schemas[name], seen)
    elif schema is not None:
        for member in (*schema.get("properties", {}).values(), schema.get("items")):
            answered(member, seen)
    return seen


ANSWERED: set[str] = set()
for operation_ in OPERATIONS.values():
    answered(operation_.response_schema, ANSWERED)
OTHERS = sorted(name for name in MODELS if name.partition(".")[0].partition("[")[0] not in ANSWERED)


class TestSchemasThatNoOperationAnswersWith:
    @pytest.mark.parametrize("schema", OTHERS)
    @pytest.mark.parametrize("variant", VARIANTS)
    def test_are_read_and_written_back_as_they_came(
        self, server: ScriptedServer, caller: Caller, schema: str, variant: str
    ) -> None:
        server.answers(EXAMPLES.named(schema, **VARIANTS[variant]))
        model = MODELS[schema].from_dict(caller.request("GET", "/v1/anything").parsed)
        assert without_nulls(written(model)) == without_nulls(decode(server.content))

    def test_are_those_that_are_only_sent(self) -> None:
        assert "BookCustomerPaymentRequest" in OTHERS
        assert "BookingEntry" not in OTHERS


def query_of(operation: Operation) -> list[tuple[str, Any, Any]]:
    """Name, example and argument of every parameter of the query."""
    found = []
    for one in operation.parameters:
        if one.location == "query":
            example = EXAMPLES.example(one.schema)
            found.append((one.name, example, value_of(one.schema, example)))
    return found


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
class TestRequests:
    def test_go_to_the_described_path_with_all_that_was_given(
        self, server: ScriptedServer, caller: Caller, operation: Operation
    ) -> None:
        server.answers(
            None if operation.response_schema is None else EXAMPLES.example(operation.response_schema), operation.status
        )
        positional, keywords = some_arguments(operation)
        query = query_of(operation)
        caller.call(operation, *positional, **keywords | {python_name(name): value for name, _, value in query})
        (received,) = server.received
        assert received.method == operation.method
        path = operation.path
        for parameter in path_parameters(operation):
            text = str(EXAMPLES.example(parameter.schema))
            path = path.replace(f"{{{parameter.name}}}", quote(text, safe=""))
        assert received.path == path
        pairs = [
            (name, str(item))
            for name, example, _ in query
            for item in (example if isinstance(example, list) else [example])
        ]
        assert sorted(received.query) == sorted(pairs)
        assert received.headers["x-api-key"] == KEY
        assert received.headers["accept"] == "application/json"

    def test_send_no_parameter_that_was_not_given_but_the_size_of_slices(
        self, server: ScriptedServer, caller: Caller, operation: Operation
    ) -> None:
        server.answers(
            None if operation.response_schema is None else EXAMPLES.example(operation.response_schema), operation.status
        )
        positional, keywords = some_arguments(operation)
        caller.call(operation, *positional, **keywords)
        required = {one.name for one in operation.parameters if one.required and one.location == "query"}
        sizes = {"sliceSize"} if is_sliced(operation) else set()
        assert {name for name, _ in server.received[0].query} == required | sizes


WITH_JSON = {operation.name: operation for operation in OPERATIONS.values() if json_body(operation) is not None}
WITH_PARTS = {operation.name: operation for operation in OPERATIONS.values() if parts(operation)}


class TestBodies:
    @pytest.mark.parametrize("optional", ["present", "absent"])
    @pytest.mark.parametrize("operation", WITH_JSON.values(), ids=WITH_JSON)
    def test_of_json_arrive_as_they_were_meant(
        self, server: ScriptedServer, caller: Caller, operation: Operation, optional: Any
    ) -> None:
        server.answers(
            None if operation.response_schema is None else EXAMPLES.example(operation.response_schema), operation.status
        )
        schema = json_body(operation)
        assert schema is not None
        meant = EXAMPLES.example(schema, optional=optional)
        positional, keywords = some_arguments(operation)
        caller.call(operation, *positional[:-1], value_of(schema, meant), **keywords)
        (received,) = server.received
        assert received.headers["content-type"] == "application/json"
        assert without_nulls(decode(received.body)) == without_nulls(decode(encode(meant)))

    @pytest.mark.parametrize("operation", WITH_PARTS.values(), ids=WITH_PARTS)
    def test_of_several_parts_arrive_part_by_part(
        self, server: ScriptedServer, caller: Caller, operation: Operation
    ) -> None:
        server.answers(
            None if operation.response_schema is None else EXAMPLES.example(operation.response_schema), operation.status
        )
        positional, keywords = some_arguments(operation)
        for _ in range(2):
            caller.call(operation, *positional, **keywords)
        first, second = server.received
        assert first.headers["content-type"].startswith("multipart/form-data; boundary=")
        assert first.headers["content-type"] != second.headers["content-type"]
        arrived = parse_parts(first.headers["content-type"], first.body)
        assert arrived.keys() == parts(operation).keys()
        for name, schema in parts(operation).items():
            if schema.get("format") == "binary":
                assert arrived[name] == Part(FILE, "scan.pdf", "application/pdf")
            else:
                assert arrived[name].content_type == "application/json"
                assert arrived[name].filename is None
                assert without_nulls(decode(arrived[name].content)) == without_nulls(EXAMPLES.example(schema))

    def test_keep_the_digits_of_every_amount(self, server: ScriptedServer, caller: Caller) -> None:
        digits = b"12345678901234567890.10"
        server.answers(None)
        server.content = b'{"amount":%s,"currency":"EUR"}' % digits
        money = MODELS["Money"].from_dict(caller.request("GET", "/v1/anything").parsed)
        assert encode(money.to_dict()) == server.content


class TestConnections:
    def test_all_requests_of_a_client_go_over_one(self) -> None:
        with ScriptedServer() as server:
            server.answers({})
            with PerfectGym(base_url=server.url, api_key=KEY) as gym:
                for _ in range(5):
                    gym.request("GET", "/v1/anything")
            assert (len(server.received), server.connections) == (5, 1)

    def test_a_path_argument_stays_in_its_segment(self, server: ScriptedServer, caller: Caller) -> None:
        operation = next(one for one in OPERATIONS.values() if path_parameters(one) and not one.body)
        example = None if operation.response_schema is None else EXAMPLES.example(operation.response_schema)
        server.answers(example, operation.status)
        positional, keywords = some_arguments(operation)
        odd = "../a b/ü?x=1#y%2F"
        caller.call(operation, odd, *positional[1:], **keywords)
        received = server.received[0]
        assert unquote(received.path).count(odd) == 1
        assert received.path.count("/") == operation.path.count("/")
