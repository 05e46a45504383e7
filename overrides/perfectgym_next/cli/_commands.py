"""The commands and their options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

import perfectgym_next
from perfectgym_next.errors import AuthenticationError, ConfigurationError, PerfectGymError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from perfectgym_next import Outcome

__all__ = ["perfectgym"]

PASS_ON = {"ignore_unknown_options": True, "allow_extra_args": True}
STUDIOS = click.option(
    "--studios",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="TOML file that names the environment variables with the studios' API keys.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(perfectgym_next.__version__, message="perfectgym-next %(version)s")
def perfectgym() -> None:
    """Use the PerfectGym Next API from a terminal.

    Set PERFECTGYM_TENANT (or PERFECTGYM_BASE_URL) and PERFECTGYM_API_KEY to choose the studio.
    """


@perfectgym.command(context_settings=PASS_ON, add_help_option=False, short_help="Serve the embedded API on loopback.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def serve(arguments: tuple[str, ...]) -> None:
    """Serve the embedded API on loopback, with data of its own, until Ctrl-C."""
    from perfectgym_next.testing.__main__ import main

    raise SystemExit(main(list(arguments), program="perfectgym serve"))


@perfectgym.command("check-key")
@STUDIOS
def check_key(file: Path | None) -> None:
    """Check API keys, and find out which scopes they have. Only GET requests are sent.

    Without --studios, the key in PERFECTGYM_API_KEY is checked.

    The exit status is 0 if all keys are accepted, 1 if one is refused or was not checked, 2 if the check cannot start.
    """
    from perfectgym_next import Studios

    try:
        studios = (
            Studios.from_environment({"studio": "PERFECTGYM_API_KEY"}) if file is None else Studios.from_toml(file)
        )
    except ConfigurationError as error:
        fail(error)
    with studios:
        refused = [outcome.argument for outcome in studios.describe_keys() if not _show_key(outcome)]
    raise SystemExit(1 if refused else 0)


def _show_key(outcome: Outcome[str, dict[str, bool | None]]) -> bool:
    """Print what is known of a key. Return whether it is accepted."""
    if outcome.error is not None:
        kind = "refused" if isinstance(outcome.error, AuthenticationError) else "not checked"
        click.echo(f"{outcome.argument}: {kind}: {outcome.error}", err=True)
        return False
    click.echo(f"{outcome.argument}: accepted")
    scopes: Mapping[str, bool | None] = outcome.result()
    for held, text in ((True, "yes"), (False, "no"), (None, "cannot tell")):
        names = [name for name, found in scopes.items() if found is held]
        if names:
            click.echo(f"  {text}: {', '.join(names)}")
    return True


@perfectgym.command(context_settings=PASS_ON)
@click.argument("operation")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.option("--body", help="JSON to send, @FILE to read it from a file, or - to read it from the standard input.")
@click.option("--write", is_flag=True, help="Allow an operation that may change data.")
def call(operation: str, arguments: tuple[str, ...], body: str | None, write: bool) -> None:
    """Call an operation and print its result as JSON.

    \b
    perfectgym call customers.get_customer 1001
    perfectgym call customers.list_customers --customer-status PROSPECT

    The arguments in the path of the operation follow in their order; its query parameters are options. A list that the
    API returns in slices is printed whole, one entry a line.

    The exit status is 0 if the operation succeeded, 1 if the API returned an error, 2 if nothing was sent.
    """  # noqa: D301 - the backspace keeps the lines below it as they are
    from perfectgym_next.cli._calling import CallError, prepare_call

    try:
        prepared = prepare_call(operation, arguments, body, write=write)
        gym = perfectgym_next.PerfectGym()
    except (CallError, ConfigurationError) as error:
        fail(error)
    with gym:
        try:
            for text in prepared.run(gym):
                click.echo(text)
        except PerfectGymError as error:
            fail(error, status=1)
        except (TypeError, ValueError) as error:
            fail(error)


@perfectgym.command()
@STUDIOS
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False),
    metavar="FOLDER",
    required=True,
    help="Folder of this export, such as lake/2026-11-25.",
)
@click.option("--tables", metavar="NAMES", help="Tables, with commas between them. All by default.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="First day of tables that are read by day.",
)
@click.option("--dry-run", is_flag=True, help="Print the expected requests, minutes and rows, and write nothing.")
@click.option(
    "--max-hours",
    type=click.FloatRange(min=0, min_open=True),
    metavar="HOURS",
    help="Start no unit after this time. Units in progress are finished.",
)
@click.option("--without-pii", is_flag=True, help="Leave out personal data.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), metavar="N", default=1, show_default=True, help="Number of processes."
)
def export(
    file: Path | None,
    *,
    folder: str,
    tables: str | None,
    since: datetime | None,
    dry_run: bool,
    max_hours: float | None,
    without_pii: bool,
    jobs: int,
) -> None:
    """Export the lists of studios to Parquet files. Finished units are not read again.

    The exit status is 0 if every unit is whole, 1 if units failed (the others are whole), 2 if the export cannot start,
    3 if --max-hours ended it, 130 after Ctrl-C, 143 after SIGTERM. The same command continues where it ended.
    """
    try:
        from perfectgym_next.cli._exporting import run_export
        from perfectgym_next.export import ExportError, Plan
    except ImportError as error:
        fail(error)
    if file is None:
        fail("missing option --studios")
    if not folder:
        fail("--to is empty: expected a folder, such as lake/2026-11-25")
    try:
        with perfectgym_next.Studios.from_toml(file) as studios:
            plan = Plan.for_studios(
                studios,
                _split(tables),
                since=None if since is None else since.date(),
                with_personal=not without_pii,
            )
        status = run_export(plan, Path(folder), dry_run=dry_run, max_hours=max_hours, jobs=jobs)
    except (PerfectGymError, ExportError, ValueError, OSError) as error:
        fail(": ".join([*getattr(error, "__notes__", ())[-1:], str(error)]))  # the last one says where
    raise SystemExit(status)


def _split(tables: str | None) -> Iterable[str] | None:
    return None if tables is None else [name for name in tables.replace(",", " ").split() if name]


def fail(error: object, *, status: int = 2) -> NoReturn:
    """Print an error and exit."""
    click.echo(f"perfectgym: {error}", err=True)
    raise SystemExit(status)
