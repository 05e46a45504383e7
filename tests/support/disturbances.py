"""What disturbs a process: exceptions from signal handlers, and forks."""

from __future__ import annotations

import os
import random
import select
import signal
from collections.abc import Callable
from typing import Any


class InterruptedCallError(Exception):
    """Raised by a signal handler, as Celery's soft time limit is."""


def interrupt(times: int, call: Callable[[], Any], *, longest: float) -> int:
    """Call again and again, interrupted at random moments, and return how many interruptions came through.

    Args:
        times: Interruptions to try.
        call: What is interrupted.
        longest: Seconds before an interruption, at most.
    """

    def handle(number: int, frame: object) -> None:
        raise InterruptedCallError

    chance = random.Random(7)
    came = 0
    before = signal.signal(signal.SIGALRM, handle)
    try:
        for _ in range(times):
            try:
                signal.setitimer(signal.ITIMER_REAL, chance.uniform(1e-6, longest))
                for _ in range(500):
                    call()
                signal.setitimer(signal.ITIMER_REAL, 0)
            except InterruptedCallError:
                came += 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return came


def in_child(call: Callable[[], Any]) -> str:
    """Return "ok", or the error of a call in a forked process, within ten seconds."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            call()
            os.write(writable, b"ok")
        except BaseException as error:
            os.write(writable, repr(error).encode()[:2000])
        finally:
            os._exit(0)
    os.close(writable)
    try:
        if not select.select([readable], [], [], 10)[0]:
            os.kill(child, signal.SIGKILL)
            return "the child hangs"
        return os.read(readable, 4000).decode()
    finally:
        os.close(readable)
        os.waitpid(child, 0)
