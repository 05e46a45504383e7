"""The version that follows from a verdict."""

from __future__ import annotations

import pytest

from openapi.pipeline.review.policy import Verdict
from openapi.pipeline.review.versions import at_least, next_version


class TestNextVersion:
    @pytest.mark.parametrize(
        ("version", "verdict", "expected"),
        [
            ("1.2.3", Verdict.BREAKING, "2.0.0"),
            ("1.2.3", Verdict.MINOR, "1.3.0"),
            ("1.2.3", Verdict.NONE, "1.2.4"),
            ("0.2.3", Verdict.BREAKING, "0.3.0"),
            ("0.2.3", Verdict.MINOR, "0.2.4"),
            ("0.2.3", Verdict.NONE, "0.2.4"),
        ],
    )
    def test_the_next_one_follows_semver(self, version: str, verdict: Verdict, expected: str) -> None:
        assert next_version(version, verdict) == expected

    def test_numbers_are_compared_as_numbers(self) -> None:
        assert at_least("1.10.0", "1.9.0")
        assert not at_least("1.9.0", "1.10.0")

    def test_anything_but_three_numbers_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"'1\.2rc1': expected three numbers"):
            next_version("1.2rc1", Verdict.MINOR)
