"""Build or serve the documentation site: ``python -m docs.site build`` or ``serve``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from docs.site.charts import add_charts
from docs.site.llms import write_texts
from docs.site.pictures import add_pictures
from docs.site.review_sample import add_review
from docs.site.sources import ROOT, write_sources
from perfectgym_next import API_VERSION, __version__

CONFIG = ROOT / "mkdocs.yml"
PAGES = ROOT / "build" / "site-pages"
SITE = ROOT / "build" / "site"


def main(arguments: list[str] | None = None) -> int:
    """Write the pages, and build or serve the site. Return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m docs.site", description=__doc__)
    parser.add_argument("command", choices=["build", "serve"])
    command = parser.parse_args(arguments).command
    write_sources(PAGES)
    add_charts(PAGES)
    add_pictures(PAGES)
    add_review(PAGES)
    zensical = Path(sys.executable).with_name("zensical")
    options = ["--strict", "--clean"] if command == "build" else []
    version = {"SITE_VERSION": f"{__version__} for API {API_VERSION}"}
    status = subprocess.call(
        [zensical, command, *options, "--config-file", CONFIG], cwd=ROOT, env={**os.environ, **version}
    )
    if status == 0 and command == "build":
        write_texts(PAGES, SITE)
    return status


if __name__ == "__main__":
    sys.exit(main())
