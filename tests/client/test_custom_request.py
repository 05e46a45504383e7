"""`request()` sends exactly the address that the caller wrote, or nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.both_clients import BOTH, called
from tests.support.fault_server import FaultServer, answers
from tests.support.scripted import Service, answer


def sent_path(path: str, **options: Any) -> str:
    """Return the path as it reaches the service, without that of the base URL."""
    service = Service(answer(200, {}))
    with service.client() as gym:
        gym.request("GET", path, **options)
    return service.sent[0].path.removeprefix("/api")


ELSEWHERE = [
    "/v1/../x",
    "/v1/./x",
    "/v1/..",
    "/v1/%2e%2e/x",
    "/v1/%2E%2e/x",
    "/v1/%2E./x",
    "/v1/.%2e/x",
    "/v1/%2e/x",
    "/v1/..;/x",
    "/v1/..;a=b/x",
    "/v1/%2e%2e;/x",
    "/v1/..%3b/x",
    "/v1/a%2f..%2f..%2fx",
    "/v1/a%2Fb",
    "/v1/..%5c..%5cx",
    "/v1/a%5Cb",
    "/v1/a\\b",
    "/v1/a%00",
    "/v1/a%0d%0aX:%20y",
    "/v1/a\r\nX: y",
    "/v1/a\x7f",
    "/v1/a%7f",
    "/v1/a b",
    "/v1/ä",
    "/v1/\ud800",
    "/v1//x",
    "//evil.example/x",
    "/v1/100%",
    "/v1/%zz",
    "/v1/%2",
    "/v1/{id",
    "/v1/id}",
    "/v1/a{id}",
    '/v1/"x"',
    "/v1/x?y=z",
    "/v1/x?",
    "/v1/x#y",
    "https://evil.example/",
    "v1/x",
    "",
]


@BOTH
class TestInvalidRequests:
    @pytest.mark.parametrize("path", ELSEWHERE)
    def test_a_path_that_may_lead_elsewhere(self, client: str, path: str) -> None:
        with FaultServer(answers({})) as server:
            with pytest.raises(ValueError, match=r"invalid path .*: it must"):
                called(client, server.url, lambda gym: gym.request("GET", path))
            assert server.connections == 0

    @pytest.mark.parametrize("method", ["", "GET ", "GET\r\nX: y", "G/T", "GÄT", "ſend", "GET1"])
    def test_a_method_that_is_not_one(self, client: str, method: str) -> None:
        with FaultServer(answers({})) as server:
            with pytest.raises(ValueError, match="invalid HTTP method"):
                called(client, server.url, lambda gym: gym.request(method, "/v1/x"))
            assert server.connections == 0

    @pytest.mark.parametrize(("method", "path"), [(None, "/v1/x"), ("GET", None), (b"GET", "/v1/x"), ("GET", b"/v1/x")])
    def test_what_is_not_text(self, client: str, method: Any, path: Any) -> None:
        with FaultServer(answers({})) as server:
            with pytest.raises(TypeError, match="method and path must be text, such as 'GET' and '/v1/studios'"):
                called(client, server.url, lambda gym: gym.request(method, path))
            assert server.connections == 0


class TestUnchangedRequests:
    @pytest.mark.parametrize(
        "path",
        ["/", "/v1", "/v1/x/", "/v1/a.b", "/v1/...", "/v1/a%20b", "/v1/%C3%A4", "/v1/a;b=c", "/v1/~x_y-z",
         "/v1/x:cancel", "/v1/@me", "/v1/%252e%252e/x", "/v1/a,b", "/v1/%41"],
    )  # fmt: skip
    def test_a_path_that_leads_where_it_says(self, path: str) -> None:
        assert sent_path(path) == path

    def test_a_value_of_the_template_is_quoted(self) -> None:
        assert sent_path("/v1/{id}/x", path_params={"id": "a/../b"}) == "/v1/a%2F..%2Fb/x"
        assert sent_path("/v1/{id}/x", path_params={"id": "%2e%2e"}) == "/v1/%252e%252e/x"

    @given(st.text("aA./\\%25e2fFc;:@{}?#\x00\x7f ä", max_size=12))
    def test_no_path_leaves_the_base_url(self, text: str) -> None:
        try:
            path = sent_path(f"/v1/{text}")
        except ValueError:
            return
        assert path == f"/v1/{text}"
        segments = unquote(path).split("/")
        assert len(segments) == path.count("/") + 1  # none appears by decoding
        assert not {segment.partition(";")[0] for segment in segments} & {".", ".."}
        assert "" not in segments[1:-1]
