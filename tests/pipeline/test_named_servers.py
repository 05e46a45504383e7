"""The servers that the overlay names."""

from __future__ import annotations

from typing import Any

import pytest

from openapi.pipeline.description import DescriptionError
from openapi.pipeline.generation.environments import find_environments


def server(url: str, name: Any = None, **more: Any) -> dict[str, Any]:
    return {"url": url, **({} if name is None else {"x-python-environment": name}), **more}


def test_have_an_address_each_in_alphabetical_order() -> None:
    servers = [
        server("https://{tenant}.api.toys.example/", "production"),
        server("https://unnamed.toys.example"),
        server("https://mock.example/toys/v1/", "mock", **{"x-python-without-key": True}),
    ]
    assert find_environments({"servers": servers}) == {
        "mock": {"url": "https://mock.example/toys/v1", "without_key": True},
        "production": {"url": "https://{tenant}.api.toys.example", "without_key": False},
    }


def test_may_be_none() -> None:
    assert find_environments({}) == {}


@pytest.mark.parametrize(
    ("servers", "message"),
    [
        ([server("https://a.example", "Demo")], "https://a.example: invalid x-python-environment 'Demo'"),
        ([server("https://a.example", 1)], "invalid x-python-environment 1: expected a name such as 'sandbox'"),
        (
            [server("https://a.example", "demo"), server("https://b.example/", "demo")],
            "two servers have the x-python-environment 'demo': https://a.example and https://b.example",
        ),
        ([server("http://a.example", "demo")], "http://a.example of the environment 'demo': expected https://host"),
        ([server("https://{region}.a.example", "demo")], "expected https://host or https://{tenant}.host"),
        ([server("https://a.example/{tenant}", "demo")], "expected https://host or https://{tenant}.host"),
        ([server("https://a.{tenant}.example", "demo")], "expected https://host or https://{tenant}.host"),
        ([server("/v1", "demo")], "server /v1 of the environment 'demo'"),
        ([server('https://a.example/"', "demo")], "of the environment 'demo'"),
    ],
)
def test_are_refused_by_name(servers: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(DescriptionError) as caught:
        find_environments({"servers": servers})
    assert message in str(caught.value)
