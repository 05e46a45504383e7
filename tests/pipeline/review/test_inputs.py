"""What is compared: a wheel, a git revision or a description, and the working tree."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from openapi.pipeline.generate import PACKAGE
from openapi.pipeline.review.comparison import compare
from openapi.pipeline.review.inputs import ReviewError, project_version, read_base, read_working_tree
from openapi.pipeline.review.policy import Audience, Verdict
from tests.support.reviews import build_wheel, hide_node


class TestReadBase:
    def test_a_wheel_with_the_working_tree(
        self, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hide_node(monkeypatch)
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        base = read_base(str(build_wheel(checkout, tmp_path)), scratch, checkout)
        assert base.label == "perfectgym_next-0.1.0-py3-none-any.whl"
        assert compare(base, read_working_tree(checkout)).changes == ()

    def test_a_git_revision_and_without_node_the_packages_alone(
        self, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hide_node(monkeypatch)
        changed = tmp_path / "changed"
        shutil.copytree(checkout, changed)
        model = changed / "generated" / PACKAGE / "models" / "booking_entry.py"
        text = model.read_text(encoding="utf-8")
        model.write_text(text.replace("    due_date: datetime.date\n", "    due_date: str\n"), encoding="utf-8")
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        base = read_base("HEAD", scratch, changed)
        assert base.label.startswith("HEAD (")
        report = compare(base, read_working_tree(changed))
        assert [(change.name, change.verdict) for change in report.changes] == [
            ("BookingEntry.due_date", Verdict.BREAKING)
        ]
        assert report.changes[0].audience == [Audience.TYPES]
        assert report.changes[0].findings[0].before == "datetime.date"
        assert report.notes[0].startswith("Descriptions not compared: no Node was found")

    def test_a_description_with_a_reference_to_a_server_is_refused(self, checkout: Path, tmp_path: Path) -> None:
        document = json.loads((checkout / "openapi" / "perfectgym-next.json").read_bytes())
        document["x-odd"] = {"$ref": "http://127.0.0.1:1/odd.json"}
        (tmp_path / "odd.json").write_text(json.dumps(document), encoding="utf-8")
        with pytest.raises(ReviewError, match=r"leaves the document \(at x-odd\)"):
            read_base(str(tmp_path / "odd.json"), tmp_path, checkout)

    @pytest.mark.parametrize(
        ("base", "message"),
        [
            ("no-such-revision", "expected a git revision"),
            ("missing.whl", "not a readable wheel"),
            ("missing.json", "cannot be read"),
            ("--output=x", "expected a git revision"),
        ],
    )
    def test_anything_else_is_refused_by_name(self, base: str, message: str, checkout: Path, tmp_path: Path) -> None:
        with pytest.raises(ReviewError, match=message):
            read_base(base, tmp_path, checkout)


class TestReadWorkingTree:
    def test_knows_the_version_of_the_package(self, checkout: Path) -> None:
        assert read_working_tree(checkout).version == project_version()

    def test_code_older_than_the_description_is_noted(
        self, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shutil.copytree(checkout, tmp_path / "changed")
        description = tmp_path / "changed" / "openapi" / "perfectgym-next.json"
        description.write_text(description.read_text(encoding="utf-8") + " ", encoding="utf-8")
        changed = read_working_tree(tmp_path / "changed")
        assert changed.outdated_by == ("openapi/perfectgym-next.json",)
        hide_node(monkeypatch)
        expected = "`openapi/perfectgym-next.json` changed since the code was generated: run `make generate`."
        assert expected in compare(changed, changed).notes
        as_base = compare(changed, read_working_tree(checkout)).notes
        assert not any("make generate" in note for note in as_base)
        assert any("this review includes that change" in note for note in as_base)
