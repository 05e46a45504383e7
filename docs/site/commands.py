"""The reference of the command line: commands and options as the command knows them, each with a session that ran.

The package that `perfectgym export` needs is not installed wherever the pages are written. So the sessions are in
`examples/command_line`, and `tests/integrations/test_command_line_page.py` checks that the commands still print them.
To write them again, run ``.venv-integrations/bin/python -m docs.site.commands``.
"""

from __future__ import annotations

import inspect
import os
import re
import shlex
from contextlib import chdir, contextmanager
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self
from unittest import mock

import click
from click.testing import CliRunner

from docs.site.frozen import frozen_time
from perfectgym_next.cli._commands import perfectgym
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from perfectgym_next.testing.__main__ import create_parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

__all__ = ["FOLDER", "SESSIONS", "command_line_page", "read_options", "run_session"]

FOLDER = Path(__file__).parents[2] / "examples" / "command_line"

SESSIONS = {
    "export": (
        "perfectgym export --studios studios.toml --to lake/2025-06-15 --tables contracts,devices --dry-run",
        "perfectgym export --studios studios.toml --to lake/2025-06-15 --tables contracts --jobs 1 --max-hours 4",
        "perfectgym export --studios studios.toml --to analysts/2025-06-15 --tables checkins --since 2025-06-13 "
        "--without-pii",
    ),
    "check-key": (
        "perfectgym check-key",
        "perfectgym check-key --studios studios.toml",
    ),
    "call": (
        "perfectgym call customers.get_customer 1001",
        "perfectgym call customers.list_customers --customer-status PROSPECT",
        """perfectgym call customers.search_customers --body '{"email": "nobody@example.com"}'""",
        "perfectgym call customers.delete_access_restriction 1001",
        """perfectgym call --write customers.set_access_restriction 1001 --body '{"reason": "card lost"}'""",
        "perfectgym call customers.get_custmer 1001",
    ),
    "serve": (
        "perfectgym serve --port 0 --customers 50 --seed 7 --preset member-in-arrears",
        "perfectgym serve --port 0 --host 127.0.0.1 --key key-of-north "
        "--studio key-of-south,name=South,seed=2,customers=20 --rate-limit 1000",
        "perfectgym serve --port 0 --form error-lists --busy 0.05 --faults classes.list_classes=503,times=2",
        "perfectgym serve --port 0 --state studio.json",
        "perfectgym serve --port 0 --webhook-url http://127.0.0.1:9000/webhooks --webhook-key key-of-the-webhooks",
    ),
}
"""Commands, and what is typed in the session that shows each."""
_MAX_LINES = 16
_MAX_COLUMNS = 180


class _Today(datetime):
    """The day of the embedded API."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2025, 6, 15, 2, tzinfo=UTC).astimezone(tz)


class _Ctrl_C:  # noqa: N801
    """Somebody presses Ctrl-C at once."""

    def wait(self) -> None:
        raise KeyboardInterrupt


@contextmanager
def _prepared_folder() -> Iterator[EmbeddedApi]:
    """Serve two studios, in a folder with the file that names them and the environment with their keys."""
    api = EmbeddedApi(customers=30)
    api.add_studio("key-of-south", name="South", seed=2, customers=20)
    with TemporaryDirectory() as folder, chdir(folder), api.serve() as server, frozen_time(api):
        Path("studios.toml").write_text(
            "[studios]\n"
            'north = { key_variable = "PERFECTGYM_KEY_NORTH", time_zone = "Europe/Berlin" }\n'
            'south = { key_variable = "PERFECTGYM_KEY_SOUTH", time_zone = "Europe/Berlin" }\n',
            encoding="utf-8",
        )
        Path("studio.json").write_text(EmbeddedApi(customers=20).to_json(), encoding="utf-8")
        variables = {
            "PERFECTGYM_BASE_URL": server.url,
            "PERFECTGYM_API_KEY": TEST_KEY,
            "PERFECTGYM_KEY_NORTH": TEST_KEY,
            "PERFECTGYM_KEY_SOUTH": "key-of-south",
        }
        with (
            mock.patch.dict(os.environ, variables),
            mock.patch("perfectgym_next.export._plan.datetime", _Today),
            mock.patch("perfectgym_next.testing.__main__.Event", _Ctrl_C),
        ):
            yield api


def run_session(command: str) -> str:
    """Run what is typed in the session of a command. Return the session as a terminal shows it.

    The port of a server, a free one, is always 49152.
    """
    lines = []
    with _prepared_folder():
        for typed in SESSIONS[command]:
            _, *arguments = shlex.split(typed)
            done = CliRunner().invoke(perfectgym, arguments, prog_name="perfectgym")
            if done.exception is not None and not isinstance(done.exception, SystemExit):
                raise done.exception
            printed = [line.rstrip() for line in done.output.splitlines()]
            if len(printed) > _MAX_LINES:
                printed = [*printed[:_MAX_LINES], f"… {len(printed) - _MAX_LINES} more lines"]
            status = ["$ echo $?", str(done.exit_code)] if done.exit_code else []
            lines += [f"$ {typed}", *map(_shorten, printed), *status]
    return re.sub(r"(127\.0\.0\.1):\d{4,}(?!/webhooks)", r"\1:49152", "\n".join(lines)) + "\n"


def _shorten(line: str) -> str:
    return line if len(line) <= _MAX_COLUMNS else f"{line[: _MAX_COLUMNS - 2]} …"


def read_options(command: str) -> list[tuple[str, str]]:
    """Return the options of a command, each as it is written and what it means."""
    if command == "serve":  # which another module reads
        return [(_invocation(action), (action.help or "")) for action in create_parser()._actions]
    context = _context(command)
    records = [option.get_help_record(context) for option in context.command.get_params(context)]
    return [record for record in records if record is not None]


def _invocation(action: argparse.Action) -> str:
    """Return how an option of the other module is written."""
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {action.metavar or action.dest.upper()}"


def _context(command: str) -> click.Context:
    parent = click.Context(perfectgym, info_name="perfectgym", **perfectgym.context_settings)
    return click.Context(perfectgym.commands[command], parent=parent, info_name=command)


def command_line_page() -> str:
    """Return the page with all commands."""
    lines = [
        "# Command line",
        "",
        inspect.cleandoc(perfectgym.help or ""),
        "",
        "The extra `[cli]` has the packages that the command needs, and `[export]` those of `perfectgym export`:",
        "",
        "```sh",
        "pip install 'perfectgym-next[cli,export]'",
        "```",
        "",
        "Each session below is what the command printed for two studios of the embedded API.",
    ]
    for command in SESSIONS:
        help_text = inspect.cleandoc(perfectgym.commands[command].help or "")
        lines += ["", f"## perfectgym {command}", "", _markdown(help_text), "", "```text", _usage(command), "```", ""]
        lines += ["| option | meaning |", "|---|---|"]
        lines += [f"| `{_cell(name)}` | {_cell(text)} |" for name, text in read_options(command)]
        lines += ["", "```console", (FOLDER / f"{command}.txt").read_text("utf-8").rstrip(), "```"]
    return "\n".join(lines) + "\n"


def _usage(command: str) -> str:
    context = _context(command)
    return "perfectgym serve [OPTIONS]" if command == "serve" else context.get_usage().removeprefix("Usage: ")


def _markdown(help_text: str) -> str:
    """Return a help text as Markdown: what click does not wrap is code."""
    paragraphs = help_text.split("\n\n")
    return "\n\n".join(
        f"```sh\n{one.removeprefix(chr(8)).strip()}\n```" if one.startswith("\b") else one for one in paragraphs
    )


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    for name in SESSIONS:
        (FOLDER / f"{name}.txt").write_text(run_session(name), encoding="utf-8")
