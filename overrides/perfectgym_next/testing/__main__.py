"""Serve the embedded API: ``python -m perfectgym_next.testing --port 8080``."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from perfectgym_next.testing._openapi.names import check_name, check_names
from perfectgym_next.testing.api import TEST_KEY, EmbeddedApi
from perfectgym_next.testing.faults import parse_fault
from perfectgym_next.testing.forms import FORMS, combine_forms
from perfectgym_next.testing.presets import PRESETS
from perfectgym_next.testing.webhooks import WEBHOOK_TEST_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["create_parser", "main"]

_PROGRAM = "python -m perfectgym_next.testing"


def main(arguments: list[str] | None = None, *, program: str = _PROGRAM) -> int:
    """Serve until Ctrl-C or a termination signal.

    Args:
        arguments: Arguments of the command line; None reads those of the process.
        program: How the command is called, for its help and its errors.

    Returns:
        The exit status: 0, or 2 if an argument is invalid or the port is not available.
    """
    options = create_parser(program).parse_args(arguments)
    try:
        api = _create_api(options)
        for fault in options.faults:
            api.add_fault(parse_fault(fault))
        for studio in options.studios:
            _add_studio(api, studio)
        situations = [_set_up(api, preset) for preset in options.presets]
        for url in options.webhook_urls:
            api.webhooks.to(url, key=options.webhook_key)
        server = api.serve(host=options.host, port=options.port)
    except (OSError, ValueError) as error:
        print(f"{program.removeprefix('python -m ')}: {getattr(error, 'strerror', None) or error}", file=sys.stderr)  # noqa: T201
        return 2
    with server:
        key = "$PERFECTGYM_API_KEY" if options.key else TEST_KEY
        lines = [
            f"embedded PerfectGym Next API on {server.url} (press Ctrl-C to stop)",
            "  key: as given by --key" if options.key else f"  test key: {TEST_KEY}",
            f'  try: curl -H "X-API-KEY: {key}" {server.url}/v1/customers/1001/account/balances',
            *situations,
        ]
        for number in (signal.SIGINT, signal.SIGTERM):  # a shell lets background commands ignore Ctrl-C
            signal.signal(number, signal.default_int_handler)
        print("\n".join(lines), flush=True)  # noqa: T201  # this is a command
        try:
            Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


def _create_api(options: argparse.Namespace) -> EmbeddedApi:
    """Create the API that the options describe.

    Raises:
        OSError: The file of the state cannot be read.
        ValueError: An option is invalid, or two contradict each other.
    """
    key = options.key or TEST_KEY
    if options.state is None:
        return EmbeddedApi(
            seed=options.seed,
            key=key,
            customers=options.customers,
            rate_limit=options.rate_limit,
            busy=options.busy,
            **combine_forms(options.forms),
        )
    if options.forms:
        raise ValueError("conflicting --state and --form: the state decides the form")
    return EmbeddedApi.from_json(options.state.read_bytes(), key=key, rate_limit=options.rate_limit, busy=options.busy)


def _add_studio(api: EmbeddedApi, text: str) -> None:
    """Add a studio in the notation of the command line: ``hamburg-key,name=Hamburg,seed=2,customers=20``.

    Raises:
        ValueError: The text is not a studio.
    """
    key, *options = text.split(",")
    given = dict(option.partition("=")[::2] for option in options)
    check_names(given, ("name", "seed", "customers"), "invalid --studio: expected name, seed and customers, got")
    seed, customers = _parse_number(given, "seed", "1"), _parse_number(given, "customers", "300")
    api.add_studio(key, name=given.get("name"), seed=seed, customers=customers)


def _set_up(api: EmbeddedApi, name: str) -> str:
    """Set up a preset and return a line with its ids.

    Raises:
        ValueError: The preset does not exist.
    """
    check_name(name, PRESETS, "unknown preset")
    result = PRESETS[name](api)
    return f"  {name}: {' '.join(f'{field}={value}' for field, value in result._asdict().items())}"


def _parse_number(given: Mapping[str, str], name: str, default: str) -> int:
    text = given.get(name, default)
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(f"invalid --studio: {name} must be a number, not {text!r}")
    return int(text)


def create_parser(program: str = _PROGRAM) -> argparse.ArgumentParser:
    """Return the parser of the command's arguments.

    Args:
        program: How the command is called.
    """
    parser = argparse.ArgumentParser(prog=program, description="Serve the embedded PerfectGym Next API on loopback.")
    parser.add_argument("--port", type=int, default=8080, help="port to listen on; 0 picks a free one (default: 8080)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the studio's data (default: 1)")
    parser.add_argument("--key", help=f"API key that requests must carry (default: {TEST_KEY})")
    parser.add_argument("--customers", type=int, default=300, help="number of customers (default: 300)")
    parser.add_argument(
        "--studio",
        action="append",
        default=[],
        dest="studios",
        metavar="KEY[,name=TEXT][,seed=N][,customers=N]",
        help="a further studio with a key and data of its own. Repeat the option for more studios",
    )
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="continue from a state that EmbeddedApi.to_json() returned; it decides seed, customers and form",
    )
    parser.add_argument(
        "--form",
        action="append",
        default=[],
        dest="forms",
        metavar="NAME",
        help=f"what responses look like: {', '.join(FORMS)}. Repeat the option to combine forms",
    )
    parser.add_argument(
        "--preset",
        action="append",
        default=[],
        dest="presets",
        metavar="NAME",
        help=f"a situation in the first studio; its ids are printed: {', '.join(PRESETS)}. Repeat the option for more",
    )
    parser.add_argument(
        "--rate-limit", type=int, metavar="N", help="respond with 429 to more than N requests a minute and operation"
    )
    parser.add_argument(
        "--busy", type=float, default=0.0, metavar="SHARE", help="respond with 503 to this share of requests, 0 to 1"
    )
    parser.add_argument(
        "--faults",
        action="append",
        default=[],
        metavar="OPERATION=FAULT",
        help="a scripted fault: a status, reset, timeout, malformed or a delay such as 0.5s, optionally followed by "
        ",on=N and ,times=N or ,times=always; for example classes.list_classes=503,times=2. "
        "* is any operation. Repeat the option for more faults",
    )
    parser.add_argument(
        "--webhook-url",
        action="append",
        default=[],
        dest="webhook_urls",
        metavar="URL",
        help="send the webhook events of the first studio to this URL. Repeat the option for more URLs",
    )
    parser.add_argument(
        "--webhook-key",
        default=WEBHOOK_TEST_KEY,
        metavar="KEY",
        help=f"webhook key that the events carry (default: {WEBHOOK_TEST_KEY})",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
