"""A chain of studios served over HTTP by a process of its own, which says how often each operation was called.

``python -m tests.support.chain_server 5 40`` serves 5 studios of 40 customers each. It prints its address, then a JSON
object of counts for each line that it reads, and ends with its input.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from types import TracebackType
from typing import Self

from perfectgym_next.testing import EmbeddedApi

__all__ = ["ChainServer", "make_chain", "studio_key"]


def studio_key(number: int) -> str:
    """Return the key of the studio with a number, from 0."""
    return f"chain-key-{number}"


def make_chain(
    studios: int, customers: int, *, rate_limit: int | None = None, rate_window: float = 60.0, delay: float = 0.0
) -> EmbeddedApi:
    """Return an API with several studios, each with data of its own; every response takes `delay` seconds."""
    options = {"customers": customers, "rate_limit": rate_limit, "rate_window": rate_window}
    api = EmbeddedApi(key=studio_key(0), **options)  # type: ignore[arg-type]
    for number in range(1, studios):
        api.add_studio(studio_key(number), name=f"Studio {number}", seed=number + 1, customers=customers)
    if delay:
        api.fail(delay=delay, times=None)
    return api


class ChainServer:
    """The process.

    Attributes:
        url: Its address.
    """

    def __init__(self, studios: int, customers: int, *options: str) -> None:
        command = [sys.executable, "-m", "tests.support.chain_server", str(studios), str(customers), *options]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self._read().strip()

    def _read(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the server has ended"
        return line

    def counts(self) -> Counter[tuple[str, str, int]]:
        """Return how often each operation was called so far: by name of the studio, operation, status.

        Nothing may be in flight meanwhile.
        """
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return Counter({(studio, name, status): count for studio, name, status, count in json.loads(self._read())})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=20)


def main(studios: str, customers: str, rate_limit: str = "", rate_window: str = "60", delay: str = "0") -> None:
    """Serve until the input ends."""
    limit = int(rate_limit) if rate_limit else None
    api = make_chain(int(studios), int(customers), rate_limit=limit, rate_window=float(rate_window), delay=float(delay))
    counts: Counter[tuple[str, str, int]] = Counter()
    with api.serve() as server:
        print(server.url, flush=True)
        for _ in sys.stdin:
            counts.update((one.studio or "", one.operation or "", one.status or 0) for one in api.requests)
            api.requests.clear()  # it keeps only the latest ones
            print(json.dumps([[*key, count] for key, count in counts.items()]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
