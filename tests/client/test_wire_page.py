"""The exchanges that docs/wire.md shows are those that its calls make, byte for byte."""

from __future__ import annotations

import platform
import re
import socket
from pathlib import Path

from perfectgym_next import API_VERSION, PerfectGym, __version__
from perfectgym_next.models import ClassSlotBookingRequest
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.raw_server import RawServer, read_request

PAGE = (Path(__file__).parents[2] / "docs" / "wire.md").read_text("utf-8")
SHOWN = re.findall(r"^```http\n(.*?)\n```", PAGE, re.DOTALL | re.MULTILINE)
USER_AGENT = f"perfectgym-next/{__version__} (API {API_VERSION}; Python {platform.python_version()})"


class Recorder:
    """Answers as the embedded API does, and keeps what was sent and received as the page shows it."""

    def __init__(self) -> None:
        self._api = EmbeddedApi()
        self.exchanges: list[str] = []

    def serve(self, connection: socket.socket, number: int) -> None:
        while request := read_request(connection):
            self.exchanges.append(as_shown(request))
            head, _, body = request.partition(b"\r\n\r\n")
            first, *lines = head.decode("ascii").split("\r\n")
            method, target, _ = first.split(" ")
            path, _, query = target.partition("?")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            answer = self._api.handle(method, path, query, headers, body)
            fields = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
            response = f"HTTP/1.1 {answer.status} OK\r\n{fields}Content-Length: {len(answer.body)}\r\n\r\n"
            connection.sendall(response.encode("ascii") + answer.body)
            self.exchanges.append(as_shown(response.encode("ascii") + answer.body))


def as_shown(exchange: bytes) -> str:
    """What the page shows of an exchange: the same bytes but for the host and the versions."""
    text = exchange.decode().replace("\r\n", "\n")
    text = re.sub(r"^Host: .*$", "Host: my-gym.open-api.perfectgym.com", text, flags=re.MULTILINE)
    assert text.startswith("HTTP/1.1 ") or f"User-Agent: {USER_AGENT}\n" in text
    return text.rstrip()  # the empty line at the end of a head


def test_the_page_shows_what_its_calls_send_and_receive() -> None:
    recorder = Recorder()
    with RawServer(recorder.serve) as server, PerfectGym(base_url=server.url, api_key=TEST_KEY) as gym:
        gym.customers_account.get_balances(1001)
        gym.classes.book_class(ClassSlotBookingRequest(customer_id=1001, class_slot_id=2119739409))
        assert len(list(gym.classes.list_slots(days_ahead=2, slice_size=50))) > 50
    assert server.connections == 1
    shown = [re.sub(r"(?<=^User-Agent: ).*$", USER_AGENT, text, flags=re.MULTILINE) for text in SHOWN]
    assert shown[:4] == recorder.exchanges[:4]
    requests = [text.partition("\n")[0] for text in recorder.exchanges[4::2]]
    assert shown[4:] == requests
