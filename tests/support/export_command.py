"""The command ``perfectgym export`` against an API, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from perfectgym_next.testing import EmbeddedApi
from tests.support.chain_server import studio_key

__all__ = ["STUDIOS", "Command", "find_workers"]

STUDIOS = 2


def find_workers(process: subprocess.Popen[str]) -> list[int]:
    """Return the ids of the processes that export for a command."""
    found = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=True)
    return [int(one) for one in found.stdout.split() if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]


class Command:
    """Runs ``perfectgym export`` against an API, in a process of its own."""

    def __init__(self, api: EmbeddedApi, url: str, folder: Path) -> None:
        self.api = api
        self.folder = folder / "2025-06-15"
        self.file = folder / "studios.toml"
        rows = [f'studio-{number} = {{ key_variable = "CHAIN_KEY_{number}" }}' for number in range(STUDIOS)]
        self.file.write_text("\n".join([f'base_url = "{url}"', "[studios]", *rows]))
        self.environment = {**os.environ, **{f"CHAIN_KEY_{number}": studio_key(number) for number in range(STUDIOS)}}

    def line(self, *options: str) -> list[str]:
        """Return the command line."""
        command = [sys.executable, "-m", "perfectgym_next.cli", "export", "--studios", str(self.file)]
        return [*command, "--to", str(self.folder), *options]

    def start(self, *options: str) -> subprocess.Popen[str]:
        """Start it."""
        pipe = subprocess.PIPE
        return subprocess.Popen(self.line(*options), stdout=pipe, stderr=pipe, text=True, env=self.environment)

    def run(self, *options: str) -> tuple[int, str, str]:
        """Run it, and return its exit status, output and errors."""
        process = self.start(*options)
        output, errors = process.communicate(timeout=120)
        return process.returncode, output, errors
