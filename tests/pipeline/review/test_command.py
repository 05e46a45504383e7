"""The command behind `make review`: how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openapi.pipeline.review import __main__ as command
from tests.support.reviews import small_report


class TestMain:
    def test_ends_with_2_and_one_line_when_no_review_can_be_made(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert command.main(["no-such-revision"]) == 2
        printed = capsys.readouterr().err
        assert printed.startswith("no review: invalid base 'no-such-revision': expected a git revision")
        assert printed.count("\n") == 1

    @pytest.mark.parametrize(("fail_on", "code"), [(None, 0), ("breaking", 1), ("minor", 1)])
    def test_ends_with_1_only_if_asked_to_fail(
        self, fail_on: str | None, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(command, "read_base", lambda *_: None)
        monkeypatch.setattr(command, "read_working_tree", lambda: None)
        monkeypatch.setattr(command, "compare", lambda *_: small_report())
        arguments = ["base", "--into", str(tmp_path / "report"), *(["--fail-on", fail_on] if fail_on else [])]
        assert command.main(arguments) == code
        names = {path.name for path in (tmp_path / "report").iterdir()}
        assert names == {"report.json", "report.md", "report.html"}
        assert json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))["verdict"] == "breaking"

    @pytest.mark.parametrize(("version", "code"), [("1.9.9", 1), ("2.0.0", 0), ("2.1.0", 0)])
    def test_can_insist_on_a_version_high_enough(
        self, version: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(command, "read_base", lambda *_: None)
        monkeypatch.setattr(command, "read_working_tree", lambda: None)
        monkeypatch.setattr(command, "compare", lambda *_: small_report())
        monkeypatch.setattr(command, "project_version", lambda: version)
        assert command.main(["base", "--into", str(tmp_path), "--check-version"]) == code
