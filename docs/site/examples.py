"""The examples of the operations: code in `examples/operations`, run against the embedded API, with what was sent."""

from __future__ import annotations

import ast
import inspect
import io
import json
import textwrap
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from docs.site.loading import BASE_URL, load_file
from perfectgym_next import PerfectGym
from perfectgym_next.testing import TEST_KEY, EmbeddedApi

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["EXAMPLES", "Example", "run_example"]

EXAMPLES = Path(__file__).parents[2] / "examples" / "operations"
_MAX_LINES = 40
_MAX_OUTPUT = 8


@dataclass(frozen=True)
class Example:
    """One example, and what it sent and received.

    Attributes:
        code: Its code, with the imports that it needs.
        output: What it prints.
        request: The last request of its operation, as HTTP.
        response: The response to it.
    """

    code: str
    output: str
    request: str
    response: str


class _Recorder(httpx.BaseTransport):
    """Passes requests to the embedded API, and keeps each with its response."""

    def __init__(self, api: EmbeddedApi) -> None:
        self._api = api
        self._transport = api.transport()
        self.exchanges: list[tuple[str | None, httpx.Request, httpx.Response]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._transport.handle_request(request)
        response.read()
        self.exchanges.append((list(self._api.requests)[-1].operation, request, response))
        return response


@cache
def run_example(name: str) -> Example:
    """Run the example of an operation on a new studio.

    Args:
        name: Name of the operation, ``customers_account.get_balances``.

    Raises:
        LookupError: The example is missing, or does not call the operation.
        PerfectGymError: It failed.
    """
    tag, _, operation = name.partition(".")
    module = load_file(EXAMPLES / f"{tag}.py")
    function = getattr(module, operation, None)
    if function is None:
        raise LookupError(f"{name} has no example: add the function {operation} to {EXAMPLES / f'{tag}.py'}")
    api = EmbeddedApi()
    recorder = _Recorder(api)
    with PerfectGym(base_url=BASE_URL, api_key=TEST_KEY, transport=recorder) as gym:
        given = {"gym": gym, "api": api}
        with redirect_stdout(io.StringIO()) as printed:
            function(**{one: given[one] for one in inspect.signature(function).parameters})
    exchanges = [(request, response) for called, request, response in recorder.exchanges if called == name]
    if not exchanges:
        raise LookupError(f"the example {name} does not call its operation")
    request, response = exchanges[-1]
    return Example(
        _code(module, function),
        _shorten(printed.getvalue().splitlines(), _MAX_OUTPUT),
        _request_text(request),
        _response_text(response),
    )


def _code(module: ModuleType, function: Any) -> str:
    """Return the body of a function, below the imports of its module that it uses."""
    source = textwrap.dedent(inspect.getsource(function))
    tree = ast.parse(source).body[0]
    assert isinstance(tree, ast.FunctionDef)  # noqa: S101
    statements = tree.body[1:] if ast.get_docstring(tree) else tree.body
    body = textwrap.dedent("\n".join(source.splitlines()[statements[0].lineno - 1 :]))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imports = []
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            node.names = [one for one in node.names if (one.asname or one.name).partition(".")[0] in used]
            if node.names:
                imports.append(ast.unparse(node))
    return "\n".join([*imports, *([""] if imports else []), body])


def _request_text(request: httpx.Request) -> str:
    """Return a request as HTTP, without the headers that every request has."""
    lines = [f"{request.method} {request.url.raw_path.decode('ascii')} HTTP/1.1"]
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        lines.append("Content-Type: multipart/form-data")
    elif kind:
        lines += [f"Content-Type: {kind}", "", _json_text(request.content)]
    return "\n".join(lines)


def _response_text(response: httpx.Response) -> str:
    lines = [f"HTTP/1.1 {response.status_code} {response.reason_phrase}"]
    if response.content:
        lines += [f"Content-Type: {response.headers['content-type']}", "", _json_text(response.content)]
    return "\n".join(lines)


def _json_text(content: bytes) -> str:
    return _shorten(json.dumps(json.loads(content), indent=2, ensure_ascii=False).splitlines(), _MAX_LINES)


def _shorten(lines: list[str], most: int) -> str:
    if len(lines) > most:
        lines = [*lines[:most], f"… {len(lines) - most} more lines"]
    return "\n".join(textwrap.shorten(line, 200, placeholder=" …") if len(line) > 200 else line for line in lines)
