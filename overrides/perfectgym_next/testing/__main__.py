"""Serve the embedded API: ``python -m perfectgym_next.testing --port 8080``."""

from __future__ import annotations

import argparse
import sys
from threading import Event

from perfectgym_next.testing.api import TEST_KEY, EmbeddedApi

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C. Returns the exit status: 0, or 2 when it cannot serve."""
    options = _parser().parse_args(arguments)
    try:
        api = EmbeddedApi(seed=options.seed, key=options.key or TEST_KEY, customers=options.customers)
        server = api.serve(host=options.host, port=options.port)
    except (OSError, ValueError) as error:
        print(f"perfectgym_next.testing: {getattr(error, 'strerror', None) or error}", file=sys.stderr)  # noqa: T201
        return 2
    with server:
        key = "$PERFECTGYM_API_KEY" if options.key else TEST_KEY
        lines = [
            f"embedded PerfectGym Next API on {server.url} (Ctrl-C ends it)",
            "  key: as given by --key" if options.key else f"  test key: {TEST_KEY}",
            f'  try: curl -H "X-API-KEY: {key}" {server.url}/v1/customers/1001/account/balances',
        ]
        print("\n".join(lines), flush=True)  # noqa: T201  # this is a command
        try:
            Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m perfectgym_next.testing", description="Serve the embedded PerfectGym Next API on loopback."
    )
    parser.add_argument("--port", type=int, default=8080, help="port to listen on; 0 takes a free one (8080)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--seed", type=int, default=1, help="chooses the studio (1)")
    parser.add_argument("--key", help=f"key that requests must carry ({TEST_KEY})")
    parser.add_argument("--customers", type=int, default=300, help="how many customers there are (300)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
