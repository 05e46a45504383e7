"""Run ``make review``.

Exit code: 0 when the report was written, 1 when ``--fail-on`` is reached or the version is too low, 2 for an error.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from openapi.pipeline.generate import ROOT
from openapi.pipeline.review.comparison import compare
from openapi.pipeline.review.inputs import ReviewError, project_version, read_base, read_working_tree
from openapi.pipeline.review.output import summarize, write_report
from openapi.pipeline.review.policy import Verdict
from openapi.pipeline.review.redocly import RedoclyError
from openapi.pipeline.review.report import Report
from openapi.pipeline.review.versions import at_least, next_version

_LEVELS = {verdict.label: verdict for verdict in (Verdict.MINOR, Verdict.BREAKING)}


def main(arguments: list[str] | None = None) -> int:
    """Run the review and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m openapi.pipeline.review", description=__doc__)
    parser.add_argument("base", help="a git revision, a description (.json) or a wheel (.whl)")
    parser.add_argument("--into", type=Path, default=ROOT / "build" / "api-review", help="folder of the report")
    parser.add_argument("--fail-on", choices=sorted(_LEVELS), help="exit with 1 from this verdict on")
    parser.add_argument(
        "--check-version", action="store_true", help="exit with 1 if the version in pyproject.toml is too low"
    )
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="perfectgym-next-base-") as scratch:
            report = compare(read_base(options.base, Path(scratch)), read_working_tree())
        write_report(report, options.into)
        print(summarize(report, options.into))
        failures = _failures(report, options.fail_on, check_version=options.check_version)
    except (ReviewError, RedoclyError, OSError, ValueError) as error:
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
        needed = next_version(report.base.version, report.verdict)
        if not at_least(project_version(), needed):
            failures.append(
                f"the version in pyproject.toml is {project_version()}, these changes need {needed} or later"
            )
    return failures


if __name__ == "__main__":
    sys.exit(main())
