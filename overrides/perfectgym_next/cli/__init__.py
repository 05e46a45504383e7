"""The command ``perfectgym``. Requires the extra ``[cli]``."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command with the arguments of the process, and exit."""
    try:
        import click  # noqa: F401
        import rich  # noqa: F401
    except ImportError:
        print("the command perfectgym needs more packages: pip install 'perfectgym-next[cli]'", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    from perfectgym_next.cli._commands import perfectgym

    perfectgym(prog_name="perfectgym")
