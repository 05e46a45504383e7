"""Clients whose service is a list of answers: what the tests of the clients are made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from perfectgym_next import AsyncPerfectGym, PerfectGym
from perfectgym_next.transport import handler_transport

KEY = "kq7-secret-KEY!"
BASE_URL = "https://gym.invalid/api"


class Sent(NamedTuple):
    """A request as the service saw it."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


Answer = tuple[int, list[tuple[str, str]], bytes]


def answer(status: int = 200, body: Any = None, *, raw: bytes | None = None, **headers: str) -> Answer:
    """An answer with a JSON body, or with raw bytes."""
    content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
    given = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return status, [("Content-Type", "application/json"), *given], content


class Service:
    """Hands out its answers in order, the last one for ever; remembers what it was asked."""

    def __init__(self, *answers: Answer | Exception | Callable[[Sent], Answer]) -> None:
        self.answers = list(answers) or [answer(200, {})]
        self.sent: list[Sent] = []

    def __call__(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        request = Sent(method, path, headers, body)
        self.sent.append(request)
        following = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(following, Exception):
            raise following
        return following(request) if callable(following) else following

    def client(self, **options: Any) -> PerfectGym:
        """A client of this service."""
        return PerfectGym(**{"base_url": BASE_URL, "api_key": KEY, "transport": handler_transport(self), **options})

    def async_client(self, **options: Any) -> AsyncPerfectGym:
        """The same, asynchronous."""
        return AsyncPerfectGym(
            **{"base_url": BASE_URL, "api_key": KEY, "transport": handler_transport(self), **options}
        )
