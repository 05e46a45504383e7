"""A terminal: runs a command in a pseudo-terminal, and knows what is on its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
import threading
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

__all__ = ["Terminal"]

_SECONDS = 60.0


class Terminal:
    """A terminal with one command.

    Attributes:
        written: All bytes that the command wrote.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], *, columns: int = 80, lines: int = 24
    ) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.written = b""
        self._ended = False
        self._changed = threading.Condition()  # its lock is reentrant
        self._master, slave = pty.openpty()
        self._set_size(columns, lines)
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={"TERM": "xterm-256color", **environment},
            start_new_session=True,
            preexec_fn=_control_terminal,  # noqa: PLW1509 - it only makes a system call
        )
        os.close(slave)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._master, 1 << 16)
            except OSError:  # the command has ended
                data = b""
            with self._changed:
                self._ended = not data
                self.written += data
                self._stream.feed(data)
                self._changed.notify_all()
            if not data:
                return

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def resize(self, columns: int, lines: int) -> None:
        """Change the size, as a window does."""
        with self._changed:
            self._screen.resize(lines, columns)
            self._set_size(columns, lines)

    def press(self, keys: bytes) -> None:
        """Press keys: ``b"\\x03"`` is Ctrl-C."""
        os.write(self._master, keys)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen that are not empty."""
        with self._changed:
            return [line.rstrip() for line in self._screen.display if line.strip()]

    @property
    def shows_cursor(self) -> bool:
        """Whether the cursor is visible."""
        return not self._screen.cursor.hidden

    def wait_for(self, condition: Callable[[list[str]], bool]) -> list[str]:
        """Wait until the lines of the screen are as expected, and return them."""
        found: list[list[str]] = []

        def check() -> bool:
            lines = self.lines
            if condition(lines):
                found.append(lines)
            return bool(found) or self._ended

        with self._changed:
            self._changed.wait_for(check, _SECONDS)
        assert found, "\n".join(self.lines)
        return found[0]

    def wait(self) -> int:
        """Wait for the end of the command, and return its exit status."""
        status = self._process.wait(_SECONDS)
        self._thread.join(_SECONDS)
        return status

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._thread.join(_SECONDS)
        os.close(self._master)


def _control_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
