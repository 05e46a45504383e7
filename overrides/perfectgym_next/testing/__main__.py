"""Serve the embedded API: ``python -m perfectgym_next.testing --port 8080``."""

from __future__ import annotations

import argparse
import signal
import sys
from threading import Event

from perfectgym_next.testing.api import TEST_KEY, EmbeddedApi
from perfectgym_next.testing.faults import parse_fault

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C or a request to terminate. Returns the exit status: 0, or 2 when it cannot serve."""
    options = _parser().parse_args(arguments)
    try:
        api = EmbeddedApi(
            seed=options.seed,
            key=options.key or TEST_KEY,
            customers=options.customers,
            nulls=not options.no_nulls,
            rate_limit=options.rate_limit,
            busy=options.busy,
        )
        for fault in options.faults:
            api.add_fault(parse_fault(fault))
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
        for number in (signal.SIGINT, signal.SIGTERM):  # a shell lets background commands ignore Ctrl-C
            signal.signal(number, signal.default_int_handler)
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
    parser.add_argument("--no-nulls", action="store_true", help="leave absent members out, never write null")
    parser.add_argument("--rate-limit", type=int, metavar="N", help="answer 429 past N requests a minute and operation")
    parser.add_argument("--busy", type=float, default=0.0, metavar="SHARE", help="answer 503 to this share of requests")
    parser.add_argument(
        "--faults",
        action="append",
        default=[],
        metavar="OPERATION=FAULT",
        help="a fault: a status, reset, timeout, malformed or a delay such as 0.5s, then ,on=N and ,times=N or "
        ",times=always; for example classes.list_classes=503,times=2. May be given several times; * is any operation",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
