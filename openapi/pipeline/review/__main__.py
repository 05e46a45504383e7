"""The command behind ``make review``.

Exit code: 0 when the report was written, 1 when ``--fail-on`` is reached or the version is too low, 2 for an error.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from openapi.pipeline.generate import ROOT
from openapi.pipeline.review.changes import Verdict
from openapi.pipeline.review.inputs import ReviewError, base_side, project_version, working_tree
from openapi.pipeline.review.redocly import WireError
from openapi.pipeline.review.report import Report, compare
from openapi.pipeline.review.versions import at_least, next_version
from openapi.pipeline.review.writers import summary, write

_LEVELS = {verdict.label: verdict for verdict in (Verdict.MINOR, Verdict.BREAKING)}


def main(arguments: list[str] | None = None) -> int:
    """Run the review."""
    parser = argparse.ArgumentParser(prog="python -m openapi.pipeline.review", description=__doc__)
    parser.add_argument("base", help="a git revision, a description (.json) or a wheel (.whl)")
    parser.add_argument("--into", type=Path, default=ROOT / "build" / "api-review", help="folder of the report")
    parser.add_argument("--fail-on", choices=sorted(_LEVELS), help="exit with 1 from this verdict on")
    parser.add_argument("--check-version", action="store_true", help="exit with 1 if the version is lower than wanted")
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="perfectgym-next-base-") as scratch:
            report = compare(base_side(options.base, Path(scratch)), working_tree())
        write(report, options.into)
        print(summary(report, options.into))
        failures = list(_failures(report, options.fail_on, check_version=options.check_version))
    except (ReviewError, WireError, OSError, ValueError) as error:
        print(f"no review: {error}", file=sys.stderr)
        return 2
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


def _failures(report: Report, fail_on: str | None, *, check_version: bool) -> list[str]:
    failures = []
    if fail_on is not None and report.verdict >= _LEVELS[fail_on]:
        failures.append(f"the verdict is {report.verdict.label}")
    if check_version and report.base.version is not None and report.changes:
        wanted = next_version(report.base.version, report.verdict)
        if not at_least(project_version(), wanted):
            failures.append(f"the version is {project_version()}, the changes want {wanted} or later")
    return failures


if __name__ == "__main__":
    sys.exit(main())
