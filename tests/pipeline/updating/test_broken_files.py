"""`make update` with broken files: one line says why, and nothing is changed."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from openapi.pipeline import update as updating
from openapi.pipeline.description import DescriptionError
from openapi.pipeline.generate import PACKAGE, Sources, generate
from openapi.pipeline.update import main
from openapi.pipeline.validation import check_references
from tests.support.old_version import snapshot
from tests.support.samples import JSON, TOY_OVERLAY, checkout, operation, reference, toys

Document = dict[str, Any]
Refused = Callable[..., str]


@pytest.fixture(scope="module", name="root")
def _root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = checkout(tmp_path_factory.mktemp("broken") / "checkout", toys(), TOY_OVERLAY)
    (root / "openapi" / "source.toml").write_text('address = "https://example.invalid/"\n', encoding="utf-8")
    generate(Sources(root), root / "generated" / PACKAGE)
    return root


@pytest.fixture(name="refused")
def _refused(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Refused:
    """Runs the update with a file, checks that it is refused and changes nothing, and gives the reason."""

    def run(content: bytes | Document, *, lines: int = 1) -> str:
        path = tmp_path / "new.file"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        before = snapshot(root)
        assert before
        assert main(["--from", str(path)], root=root) == 2
        assert snapshot(root) == before
        assert not (root / "build" / "update" / "staged").exists()
        said = capsys.readouterr()
        assert said.out == ""
        assert "Traceback" not in said.err
        assert said.err.startswith("nothing was changed: ")
        assert said.err.count("\n") <= lines, said.err
        assert len(said.err) < 1000
        return said.err.removeprefix("nothing was changed: ").replace(str(path), "FILE")

    return run


def yaml_toys(**changes: str) -> bytes:
    """The head of a description in YAML; text replaces a value."""
    head = {"openapi": "3.1.0", "info": "{title: Toys, version: 1.0.0}", "paths": "{/v1/toys: {}}", **changes}
    return "".join(f"{key}: {value}\n" for key, value in head.items()).encode()


def bomb(first: str, use: str) -> bytes:
    lines = [f"a0: &a0 {first}"]
    lines += [f"a{n}: &a{n} {use.format(', '.join([f'*a{n - 1}'] * 10))}" for n in range(1, 12)]
    return "\n".join(lines).encode()


UNPARSABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "expected a JSON or YAML object"),
    "only a comment": (b"# nothing\n", "expected a JSON or YAML object"),
    "text": (b"not found", "expected a JSON or YAML object"),
    "HTML": (b"<html><body>Not found</body></html>", "expected a JSON or YAML object"),
    "an array": (b"[]", "expected a JSON or YAML object"),
    "not UTF-8": (b"\xff\xfe\x00", "not UTF-8 text"),
    "UTF-16": ('{"openapi": "3.1.0"}'.encode("utf-16"), "not UTF-8 text"),
    "a null character": (b"a: \x00", "invalid YAML"),
    "JSON that ends early": (b'{"openapi": "3.1.0", "info": {', "invalid JSON"),
    "JSON with a comment": (b'{"openapi": "3.1.0" // the version\n}', "invalid JSON"),
    "JSON with NaN": (b'{"a": NaN}', "NaN is not a JSON number"),
    "JSON with a number too large": (b'{"a": 1e999}', "a number is inf"),
    "JSON with an integer too long": (b'{"a": ' + b"1" * 5000 + b"}", "invalid JSON"),
    "JSON with half a surrogate pair": (b'{"a": "\\ud800"}', "half of a surrogate pair"),
    "JSON with half a surrogate pair as key": (b'{"\\udc00": 1}', "half of a surrogate pair"),
    "JSON with a repeated key": (b'{"info": 1, "info": 2}', "repeated key 'info'"),
    "JSON with a repeated key deep inside": (b'{"a": [{"b": {"c": 1, "c": 1}}]}', "repeated key 'c'"),
    "JSON nested too deeply": (b'{"a": ' + b"[" * 500 + b"]" * 500 + b"}", "nested deeper than 100 levels"),
    "JSON nested far too deeply": (b'{"a": ' + b"[" * 200_000, "invalid JSON"),
    "YAML that is not closed": (b"a: [1, 2", "invalid YAML"),
    "YAML with tabs": (b"a:\n\tb: 1", "invalid YAML"),
    "two YAML documents": (b"a: 1\n---\nb: 2\n", "invalid YAML"),
    "YAML with a repeated key": (b"info: 1\ninfo: 2\n", "repeated key 'info'"),
    "YAML with a list as key": (b"? [a]\n: 1\n", "unusual key"),
    "YAML nested too deeply": (b"a: " + b"[" * 150 + b"]" * 150, "nested deeper than 100 levels"),
    "YAML nested far too deeply, in flow style": (b"a: " + b"[" * 100_000, "nested deeper than 100 levels"),
    "YAML nested far too deeply, in block style": (b"a:\n" + b"- " * 50_000 + b"x", "nested deeper than 100 levels"),
    "YAML with an alias of nothing": (b"a: *b", "undefined alias"),
    "YAML with an alias of itself": (b"a: &a {b: *a}", "recursive"),
    "YAML with a merge of itself": (b"a: &a {<<: *a}", "recursive"),
    "YAML with a merge of text": (b"a: {<<: text}", "takes an object or a list of objects"),
    "YAML with two merges": (b"a: {<<: {b: 1}, <<: {c: 1}}", "repeated key '<<'"),
    "YAML with aliases of many lists": (bomb("[x, x, x]", "[{}]"), "expand to more than"),
    "YAML with aliases of long text": (b"a: &a " + b"x" * 1_000_000 + b"\nb: [" + b"*a, " * 300 + b"]", "characters"),
    "YAML with a chain of aliases": (
        "\n".join(["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 150))]).encode(),
        "nested deeper than 100 levels",
    ),
    "YAML with bytes": (b"a: !!binary aGVsbG8=", "invalid YAML"),
    "YAML with a set": (b"a: !!set {b, c}", "invalid YAML"),
    "YAML with a time": (b"a: !!timestamp soon", "invalid YAML"),
    "YAML with code": (b"a: !!python/object/apply:os.getcwd []", "invalid YAML"),
    "YAML with a wrong integer": (b"a: !!int eleven", "invalid YAML"),
    "YAML with a wrong boolean": (b"a: !!bool perhaps", "invalid YAML"),
    "YAML with a wrong number": (b"a: !!float .inf", "invalid YAML"),
    "YAML with an object that is text": (b"a: !!map text", "expected an object"),
    "YAML with an integer too long": (b"a: " + b"1" * 5000, "invalid YAML"),
    "Swagger 2": (b'{"swagger": "2.0", "info": {"title": "Toys", "version": "1.0.0"}}', "not an OpenAPI 3 description"),
    "a version that is a number": (yaml_toys(openapi="3.1"), "'openapi' is the number 3.1, not text"),
    "a version that is an integer": (yaml_toys(openapi="3"), "'openapi' is the number 3, not text"),
    "a version that is a list": (yaml_toys(openapi="[3.1.0]"), "not an OpenAPI 3 description"),
    "a version that is not complete": (yaml_toys(openapi="'3.1'"), "OpenAPI '3.1' is not supported"),
    "a version that is not known": (yaml_toys(openapi="3.2.0"), "OpenAPI '3.2.0' is not supported"),
    "no info": (yaml_toys(info="null"), "'info' must be an object"),
    "info that is a list": (yaml_toys(info="[Toys]"), "'info' must be an object"),
    "a title that is a number": (yaml_toys(info="{title: 1, version: 1.0.0}"), "'title' and 'version' as text"),
    "an API version that is a number": (yaml_toys(info="{title: Toys, version: 1.0}"), "'title' and 'version' as text"),
    "an API version with a superscript": (yaml_toys(info="{title: Toys, version: 1.²}"), "invalid version"),
    "another title": (yaml_toys(info="{title: Trains, version: 1.0.0}"), "its title is 'Trains', expected 'Toys'"),
    "no paths": (yaml_toys(paths="{}"), "'paths' is missing"),
    "paths that are a list": (yaml_toys(paths="[/v1/toys]"), "'paths' must be an object"),
}


@pytest.mark.parametrize("name", UNPARSABLE)
def test_a_file_that_is_not_a_description(name: str, refused: Refused) -> None:
    content, reason = UNPARSABLE[name]
    assert reason in refused(content)


def _toy(document: Document) -> Document:
    schema: Document = document["components"]["schemas"]["Toy"]
    return schema


def _get(document: Document) -> Document:
    found: Document = document["paths"]["/v1/toys"]["get"]
    return found


def _set(path: str, value: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        *steps, last = path.split(" ")
        node = document
        for step in steps:
            node = node[step]
        node[last] = value

    return change


FIELD = "components schemas Toy properties odd"

WRONG: dict[str, tuple[Callable[[Document], None], str]] = {
    "a reference to a server": (
        _set(FIELD, {"$ref": "https://example.invalid/a.json#/A"}),
        "$ref 'https://example.invalid/a.json#/A' leaves the document (at components/schemas/Toy/properties/odd)",
    ),
    "a reference to a file": (_set(FIELD, {"$ref": "file:///etc/hostname"}), "leaves the document"),
    "a reference to a file beside it": (_set(FIELD, {"$ref": "other.json"}), "leaves the document"),
    "a reference that an example holds": (
        _set(FIELD, {"type": "object", "example": {"$ref": "other.json"}}),
        "leaves the document (at components/schemas/Toy/properties/odd/example)",
    ),
    "a reference that an extension holds": (_set("x-a", [{"$ref": "other.json"}]), "leaves the document (at x-a/0)"),
    "a mapping to a server": (
        _set(FIELD, {"discriminator": {"propertyName": "a", "mapping": {"b": "https://example.invalid/b"}}}),
        "leaves the document (at components/schemas/Toy/properties/odd/discriminator/mapping/b)",
    ),
    "a link to a server": (
        _set("components links", {"A": {"operationRef": "https://example.invalid/#/a"}}),
        "operationRef 'https://example.invalid/#/a' leaves the document (at components/links/A)",
    ),
    "a reference to an anchor": (_set(FIELD, {"$ref": "#odd"}), "does not begin with '#/'"),
    "a reference to the whole document": (_set(FIELD, {"$ref": "#"}), "does not begin with '#/'"),
    "a reference in a response for any other status": (
        _set("components responses", {"default": {"$ref": "#/components/responses/Missing"}}),
        "$ref '#/components/responses/Missing' leads nowhere (at components/responses/default)",
    ),
    "a reference that leads nowhere": (
        _set(FIELD, reference("Missing")),
        "$ref '#/components/schemas/Missing' leads nowhere (at components/schemas/Toy/properties/odd)",
    ),
    "a reference to text": (_set(FIELD, {"$ref": "#/info/title"}), "does not lead to an object"),
    "a reference into a list": (_set(FIELD, {"$ref": "#/servers/0"}), "leads"),
    "a reference that is a number": (_set(FIELD, {"$ref": 1}), "$ref is not text"),
    "a reference to itself": (_set("components schemas Odd", reference("Odd")), "leads back to itself"),
    "an identifier that moves references": (
        _set(FIELD, {"$id": "https://example.invalid/", "type": "string"}),
        "$id is not supported",
    ),
    "a default of another type": (
        _set(FIELD, {"type": "boolean", "default": "false"}),
        "components/schemas/Toy/properties/odd/default: 'false' is not of type 'boolean'",
    ),
    "a default of another type deep inside": (
        _set(FIELD, {"type": "array", "items": {"type": "string"}, "default": ["a", 1]}),
        "components/schemas/Toy/properties/odd/default/1: 1 is not of type 'string'",
    ),
    "an unknown type": (_set(FIELD, {"type": "text"}), "components/schemas/Toy/properties/odd/type: 'text' is not"),
    "a schema that is text": (_set("components schemas Odd", "string"), "components/schemas/Odd: 'string' is not"),
    "a schema that is a list": (_set(FIELD, ["string"]), "components/schemas/Toy/properties/odd"),
    "schemas that are a list": (_set("components schemas", []), "leads through a list"),
    "properties that are a list": (_set("components schemas Toy properties", ["a"]), "components/schemas/Toy"),
    "a pattern that cannot be read": (_set(FIELD, {"type": "string", "pattern": "("}), "components/schemas/Toy"),
    "a schema that contains itself": (_set(FIELD, reference("Toy")), "schema Toy contains itself: Toy > Toy"),
    "allOf that contains itself": (_set("components schemas Odd", {"allOf": [reference("Odd")]}), "itself"),
    "a schema nested too deeply for the validator": (
        _set(FIELD, {"allOf": [{"allOf": [{"allOf": [reference("Toy")]}]}]}),
        "itself",
    ),
    "a path that is null": (_set("paths /v1/odd", None), "paths//v1/odd"),
    "an operation that is a list": (_set("paths /v1/odd", {"get": []}), "paths//v1/odd/get"),
    "parameters that are text": (_set("paths /v1/toys get parameters", "a"), "paths//v1/toys/get/parameters"),
    "a parameter that is null": (_set("paths /v1/toys get parameters", [None]), "paths//v1/toys/get/parameters/0"),
    "a parameter without a name": (
        _set("paths /v1/toys get parameters", [{"in": "query", "schema": {}}]),
        'paths//v1/toys/get/parameters/0: "name" is a required property',
    ),
    "a response without a description": (
        _set("paths /v1/toys get responses 200", {"content": {JSON: {"schema": {"type": "string"}}}}),
        'paths//v1/toys/get/responses/200: "description" is a required property',
    ),
    "responses that are null": (_set("paths /v1/toys get responses", None), "paths//v1/toys/get/responses"),
    "a status that is a word": (
        _set("paths /v1/toys get responses", {"fine": {"description": "Fine."}}),
        "paths//v1/toys/get/responses",
    ),
    "tags that are text": (_set("paths /v1/toys get tags", "Toys"), "paths//v1/toys/get/tags"),
    "a tag that is a number": (_set("paths /v1/toys get tags", [1]), "paths//v1/toys/get/tags/0"),
    "an operation id that is a number": (
        _set("paths /v1/toys post", {**operation("a"), "operationId": 1}),
        "operationId",
    ),
    "a name that the overlay gives already": (
        _set("paths /v1/other", {"get": operation("listToys", {"type": "string"})}),
        "overlay.yaml names 'listToys' twice: action 1 ($.paths[*][?@.operationId=='getToys']: It answers a list.) "
        "and GET /v1/other, as published",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_description_that_is_wrong(name: str, refused: Refused) -> None:
    change, reason = WRONG[name]
    document = toys()
    change(document)
    assert reason in refused(document, lines=5)  # a line for each problem


def test_a_name_is_no_keyword_and_an_example_is_data() -> None:
    document = toys()
    _set(FIELD, {"type": "object", "properties": {"properties": {"example": reference("Missing")}}})(document)
    _set("components responses", {"default": {"description": "A", "x-of-ours": reference("Missing")}})(document)
    _set("x-of-ours", reference("Missing"))(document)
    _set("paths x-of-ours", reference("Missing"))(document)
    check_references(document)
    _set("components schemas", {"example": {"properties": {"default": reference("Missing")}}})(document)
    with pytest.raises(DescriptionError, match="at components/schemas/example/properties/default"):
        check_references(document)


@pytest.fixture(name="listener")
def _listener() -> Iterator[tuple[str, list[str]]]:
    """An address on loopback, and what was asked there."""
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    asked.append(connection.recv(4096).split(b"\r\n")[0].decode())
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


class TestNothingElseIsAsked:
    def test_the_listener_notices_requests(self, root: Path, listener: tuple[str, list[str]]) -> None:
        address, asked = listener
        assert main(["--from", f"{address}/description"], root=root) == 2
        assert asked == ["GET /description HTTP/1.1"]

    @pytest.mark.parametrize(
        "place",
        [
            lambda url: {FIELD: {"$ref": url}},
            lambda url: {FIELD: {"$ref": f"{url}#/components/schemas/Toy"}},
            lambda url: {FIELD: {"type": "object", "example": {"$ref": url}}},
            lambda url: {FIELD: {"type": "string", "$id": url}},
            lambda url: {FIELD: {"$dynamicRef": url}},
            lambda url: {FIELD: {"type": "string", "$schema": url}},
            lambda url: {"jsonSchemaDialect": url},
            lambda url: {"paths /v1/odd": {"$ref": url}},
            lambda url: {"paths /v1/toys get parameters": [{"$ref": url}]},
            lambda url: {"paths /v1/toys get responses 404": {"$ref": url}},
            lambda url: {FIELD: {"discriminator": {"propertyName": "a", "mapping": {"a": url}}}},
            lambda url: {"components links": {"A": {"operationRef": url}}},
        ],
    )
    def test_by_a_description_that_names_an_address(
        self, place: Callable[[str], Document], refused: Refused, listener: tuple[str, list[str]]
    ) -> None:
        address, asked = listener
        document = toys()
        for path, value in place(f"{address}/other").items():
            _set(path, value)(document)
        refused(document, lines=5)
        assert asked == []


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "",
            " ",
            "https://",
            "http://",
            "https://[::1",
            "https://exa mple/",
            "http://127.0.0.1:99999/",
            "http://127.0.0.1:port/",
            f"https://{'a' * 64}.invalid/",
            "https://\u2024\u2024/",
            "ftp://example.invalid/a",
            "file:///etc/hostname",
            "htp:/example.invalid",
            "/",
            "no/such/file.json",
        ],
    )
    def test_a_bad_address_is_refused_in_a_line(
        self, address: str, root: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = snapshot(root)
        assert main(["--from", address], root=root) == 2
        assert snapshot(root) == before
        said = capsys.readouterr().err
        assert said.startswith("nothing was changed: ")
        assert said.count("\n") == 1

    def test_a_bad_proxy_is_refused_in_a_line(
        self, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTP_PROXY", "nonsense://127.0.0.1:1")
        assert main(["--from", "http://127.0.0.1:1/"], root=root) == 2
        said = capsys.readouterr().err
        assert "invalid proxy" in said
        assert said.count("\n") == 1

    @pytest.mark.parametrize("text", ["", "address = 1\n", "address = \n", "address = '\\u0000'\n", "\ufffd"])
    def test_a_broken_source_file_is_refused_in_a_line(
        self, text: str, root: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        source = root / "openapi" / "source.toml"
        before = source.read_text(encoding="utf-8")
        source.write_text(text, encoding="utf-8")
        try:
            assert main([], root=root) == 2
        finally:
            source.write_text(before, encoding="utf-8")
        said = capsys.readouterr().err
        assert said.startswith("nothing was changed: ")
        assert said.count("\n") == 1


class TestWhatNobodyForesaw:
    def test_an_error_of_the_pipeline_is_one_line_with_the_line_of_code(
        self, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(updating, "align", lambda new, old: new[str(old["info"])])
        document = toys()
        document["info"]["description"] = "Changed."
        path = tmp_path / "new.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        before = snapshot(root)
        assert main(["--from", str(path)], root=root) == 2
        assert snapshot(root) == before
        assert capsys.readouterr().err.startswith(
            "nothing was changed: unexpected KeyError in tests/pipeline/updating/test_broken_files.py, line "
        )
