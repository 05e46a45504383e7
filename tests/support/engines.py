"""What the tests of engines share: a chain on a server, the file that names its studios, and what was exported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfectgym_next import Studios
from perfectgym_next.export import Plan
from tests.support.chain_server import ChainServer
from tests.support.exports import manifests, variables

__all__ = ["CUSTOMERS", "STUDIOS", "Chain", "row_digests", "write_studios"]

STUDIOS = 3
CUSTOMERS = 20


@dataclass(frozen=True)
class Chain:
    """Three studios on a server in a process of its own, and the file that names them."""

    server: ChainServer
    file: Path

    def requests(self) -> int:
        """Return the number of requests so far. Nothing may be in flight."""
        return sum(self.server.counts().values())

    def export_alone(self, folder: Path, tables: tuple[str, ...]) -> dict[str, str]:
        """Export by a loop in this process. Return the digests of the rows."""
        with Studios.from_toml(self.file) as studios:
            for outcome in Plan.for_studios(studios, tables).export(folder):
                outcome.result()
        return row_digests(folder)


def row_digests(folder: Path) -> dict[str, str]:
    """Return the digest of the rows of each finished unit, by the path of its manifest."""
    return {path: manifest.rows_sha256 for path, manifest in manifests(folder).items()}


def write_studios(file: Path, url: str, count: int = STUDIOS) -> Path:
    """Write a file of studios."""
    names, _ = variables(count)
    rows = [f'{name} = {{ key_variable = "{key}", time_zone = "Europe/Berlin" }}\n' for name, key in names.items()]
    file.write_text(f'base_url = "{url}"\n[studios]\n{"".join(rows)}', encoding="utf-8")
    return file
