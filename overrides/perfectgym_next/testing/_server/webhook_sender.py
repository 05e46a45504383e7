"""Sends webhooks to URLs, one after the other in the background."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Event, Thread, Timer
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from http.client import HTTPConnection

__all__ = ["DEFAULT_TIMEOUT", "WebhookSender"]

DEFAULT_TIMEOUT = 5.0
"""Seconds that the vendor waits for a response."""

_MAX_RESPONSE = 65536  # bytes
_Done: TypeAlias = Callable[[Any], None]


class WebhookSender:
    """Sends requests in the order in which they were given; its thread ends when nothing is left to send."""

    def __init__(self) -> None:
        self._jobs: deque[Callable[[], None]] = deque()
        self._changed = Condition()
        self._is_running = False

    def to_url(
        self, url: str, headers: dict[str, str], timeout: float, outcome: Callable[[str, int | None, str | None], Any]
    ) -> Callable[[bytes, _Done], None]:
        """Return a function that sends a body to a URL later, and then passes on the outcome.

        Args:
            url: The URL, with http or https.
            headers: Headers of the requests.
            timeout: Seconds for a whole request and its response.
            outcome: Makes an outcome of URL, status and error.

        Raises:
            ValueError: The URL or the timeout is invalid.
        """
        from http.client import HTTPConnection, HTTPException, HTTPSConnection

        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            raise ValueError("invalid URL (not shown): expected http://host:port/path, without user name and password")
        if timeout <= 0:
            raise ValueError(f"invalid timeout {timeout}: expected a positive number of seconds")
        port = parts.port
        connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

        def send(body: bytes, done: _Done) -> None:
            connection = connect(str(parts.hostname), port, timeout=timeout)
            is_late = Event()  # the timeout of a socket begins anew with every byte
            timer = Timer(timeout, _abort, [connection, is_late])
            timer.start()
            try:
                connection.request("POST", target, body, headers)
                response = connection.getresponse()
                response.read(_MAX_RESPONSE)
            except (OSError, HTTPException) as error:
                late = is_late.is_set() or isinstance(error, TimeoutError)
                done(outcome(url, None, f"no response within {timeout} s" if late else type(error).__name__))
            else:
                done(outcome(url, response.status, None))
            finally:
                timer.cancel()
                connection.close()

        return lambda body, done: self._add(lambda: send(body, done))

    def wait(self, timeout: float) -> None:
        """Wait until everything was sent.

        Raises:
            TimeoutError: Something is left after as many seconds.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: not self._is_running, timeout):
                raise TimeoutError(f"webhooks are still on their way after {timeout} s")

    def _add(self, job: Callable[[], None]) -> None:
        with self._changed:
            self._jobs.append(job)
            if not self._is_running:
                self._is_running = True
                Thread(target=self._run, name="embedded-webhooks", daemon=True).start()

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._jobs:
                    self._is_running = False
                    self._changed.notify_all()
                    return
                job = self._jobs.popleft()
            job()


def _abort(connection: HTTPConnection, is_late: Event) -> None:
    """End a request that takes too long, whatever it waits for."""
    is_late.set()
    sock = connection.sock
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
