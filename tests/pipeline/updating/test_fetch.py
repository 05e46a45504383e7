"""Fetching a description, and parsing it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from openapi.pipeline.updating.fetch import FetchError, fetch, parse


class TestFetch:
    def test_reads_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_bytes(b"openapi: 3.1.0")
        assert fetch(str(tmp_path / "a.yaml")) == b"openapi: 3.1.0"

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(FetchError, match=r"missing\.yaml: cannot be read"):
            fetch(str(tmp_path / "missing.yaml"))

    def test_downloads_an_address_and_follows_redirects(self, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/old").respond_with_response(Response(status=302, headers={"Location": "/new"}))
        httpserver.expect_request("/new").respond_with_data("openapi: 3.1.0")
        assert fetch(httpserver.url_for("/old")) == b"openapi: 3.1.0"

    def test_an_endless_redirect_is_refused(self, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/round").respond_with_response(Response(status=302, headers={"Location": "/round"}))
        with pytest.raises(FetchError, match="redirects more than 5 times"):
            fetch(httpserver.url_for("/round"))

    def test_an_answer_other_than_200_is_refused_with_its_status(self, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/gone").respond_with_data("gone", status=410)
        with pytest.raises(FetchError, match="responds with 410"):
            fetch(httpserver.url_for("/gone"))

    def test_an_address_that_nobody_listens_at_is_refused(self) -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            with pytest.raises(FetchError, match="cannot be reached"):
                fetch(f"http://127.0.0.1:{unused.getsockname()[1]}/")

    def test_what_is_too_large_is_refused_before_it_is_read(self, httpserver: HTTPServer) -> None:
        sent = []

        def endless(_: Request) -> Response:
            def parts() -> Iterator[bytes]:
                for number in range(10_000):
                    sent.append(number)
                    yield b"#" * 10_000

            return Response(parts())

        httpserver.expect_request("/large").respond_with_handler(endless)
        with pytest.raises(FetchError, match="larger than 100000 bytes"):
            fetch(httpserver.url_for("/large"), max_bytes=100_000)
        assert len(sent) < 10_000

    def test_the_size_counts_after_decompression(self, httpserver: HTTPServer) -> None:
        import gzip

        bomb = gzip.compress(b"#" * 5_000_000)
        httpserver.expect_request("/bomb").respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
        assert len(bomb) < 100_000
        with pytest.raises(FetchError, match="larger than 1000000 bytes"):
            fetch(httpserver.url_for("/bomb"), max_bytes=1_000_000)

    def test_other_kinds_of_addresses_are_refused(self) -> None:
        with pytest.raises(FetchError, match="unsupported scheme; use https, http or the path of a file"):
            fetch("ftp://example.invalid/openapi.yaml")


class TestParse:
    @pytest.mark.parametrize(
        "text", ["NO", "on", "2024-01-01", "12:30", "0x1", "0049", "1_000", "+1", "1.10.0", "'true'"]
    )
    def test_what_is_text_in_yaml_1_2_is_text(self, text: str) -> None:
        assert parse(f"a: {text}\n200: {{b: [{text}]}}".encode(), "x") == {
            "a": text.strip("'"),
            "200": {"b": [text.strip("'")]},
        }

    @pytest.mark.parametrize(
        ("text", "value"),
        [("true", True), ("12", 12), ("-3", -3), ("1.5", 1.5), ("null", None), ("~", None), ("", None)],
    )
    def test_what_has_a_type_of_json_has_it(self, text: str, value: object) -> None:
        assert parse(f"a: {text}".encode(), "x") == {"a": value}

    def test_merge_keys_are_merged(self) -> None:
        text = (
            b"a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: *a, y: 3}\nd: {w: 4, <<: [*a, *b]}\ne: {'<<': 1, f: <<}"
        )
        parsed = parse(text, "x")
        assert parsed["c"] == {"x": 1, "y": 3}
        assert parsed["d"] == {"w": 4, "x": 1, "y": 1, "z": 2}
        assert parsed["e"] == {"<<": 1, "f": "<<"}

    def test_json_is_read(self) -> None:
        assert parse(b'{"openapi": "3.1.0", "x": [1, 2.5, null]}', "x") == {"openapi": "3.1.0", "x": [1, 2.5, None]}

    @pytest.mark.parametrize("text", ["a: 1\na: 2\n", '{"a": 1, "a": 2}'])
    def test_a_repeated_key_is_refused(self, text: str) -> None:
        with pytest.raises(FetchError, match="repeated key 'a'"):
            parse(text.encode(), "x")

    def test_aliases_that_stand_for_terabytes_are_refused(self) -> None:
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
        with pytest.raises(FetchError, match="expand to more than"):
            parse("\n".join(lines).encode(), "x")

    def test_an_alias_that_leads_to_itself_is_refused(self) -> None:
        with pytest.raises(FetchError, match="recursive"):
            parse(b"a: &a [*a]", "x")

    @pytest.mark.parametrize(
        "data", [b"\xff\xfe", b"{", b"- 1", b"a: [", b"a: !!python/object:os.system {}", b'{"a": NaN}']
    )
    def test_anything_else_is_refused_in_one_line(self, data: bytes) -> None:
        with pytest.raises(FetchError) as caught:
            parse(data, "the file")
        assert str(caught.value).startswith("the file: ")
        assert "\n" not in str(caught.value)
