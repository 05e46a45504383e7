"""Requests to an embedded API: as decoded JSON, or as bytes to its server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import perfectgym_next
import perfectgym_next_generated
from perfectgym_next._core.json import decode, encode
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from perfectgym_next.testing._server.server import Server

Json = Any
Ask = Callable[..., tuple[int, Json]]
"""Sends a request with the key and returns status and decoded JSON, None for an empty body."""
Asker = Callable[..., Ask]

KEY = {"X-API-KEY": TEST_KEY}
ROOTS = [str(Path(package.__path__[0]).parent.resolve()) for package in (perfectgym_next, perfectgym_next_generated)]
"""The directories that the packages are imported from, for processes of their own."""


def make_ask(api: EmbeddedApi, key: str = TEST_KEY) -> Ask:
    """Return an `Ask` of any embedded API, with any key."""

    def ask(method: str, target: str, body: Json = None, **headers: str) -> tuple[int, Json]:
        path, _, query = target.partition("?")
        sent = {"X-API-KEY": key, "Content-Type": "application/json", **headers}
        data = b"" if body is None else body if isinstance(body, bytes) else encode(body)
        response = api.handle(method, path, query, sent, data)
        return response.status, decode(response.body) if response.body else None

    return ask


def walk(ask: Ask, path: str, query: str = "") -> list[Json]:
    """Return the entries of all slices of a list."""
    entries: list[Json] = []
    offset = ""
    while True:
        status, found = ask("GET", f"{path}?sliceSize=50{query}{offset}")
        assert status == 200
        entries += found["result"]
        if not found["hasNext"]:
            return entries
        offset = f"&offset={found['offset']}"


def exchange(server: Server, data: bytes) -> bytes:
    """Send bytes as they are and return all bytes until the server closes the connection."""
    with socket.create_connection((server.host, server.port), timeout=10) as plain:
        plain.sendall(data)
        plain.shutdown(socket.SHUT_WR)
        received = b""
        while more := plain.recv(65536):
            received += more
    return received


def run_pytest(directory: Path, suite: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a suite in a pytest of its own, with our plugin alone."""
    (directory / "test_suite.py").write_text(suite)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "perfectgym_next.testing.plugin", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(ROOTS), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        [*command, *options], cwd=directory, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def bookable_slots(ask: Ask, class_id: int = 2001) -> list[Json]:
    """Return the slots of a class with free places, later than the first day of the studio."""
    slots = ask("GET", f"/v1/classes/{class_id}/slots")[1]["result"]
    later = [slot for slot in slots if slot["startDateTime"] > "2025-06-03"]
    return [slot for slot in later if slot["bookedParticipants"] < slot["maxParticipants"]]
