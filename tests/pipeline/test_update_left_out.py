"""`make update` leaves out what cannot be generated, and the review tells that from what the vendor removed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from openapi.pipeline import generate as pipeline
from openapi.pipeline.description import load
from openapi.pipeline.left_out import load_left_out
from openapi.pipeline.resolving import resolve_description
from openapi.pipeline.review.comparison import compare
from openapi.pipeline.review.inputs import read_description, read_working_tree
from openapi.pipeline.update import main
from openapi.pipeline.updating.journal import Stage
from tests.support.old_version import snapshot
from tests.support.samples import checkout, operation, reference, toys

ROOT = Path(__file__).resolve().parents[2]
HEADER = {"name": "X-Tenant", "in": "header", "required": True, "schema": {"type": "string"}}
BOX: dict[str, Any] = {"type": "object", "properties": {"size": {"type": "integer"}}}
REASON = "parameter 'X-Tenant' is a required header"
NAMED = "getBox,getTree"


def with_box(version: str) -> dict[str, Any]:
    """Toys, and an operation with a schema of its own."""
    document = toys()
    document["info"]["version"] = version
    document["paths"]["/v1/box"] = {"get": operation("getBox", reference("Box"), tags=["Boxes"])}
    document["components"]["schemas"]["Box"] = BOX
    return document


def with_obstacles(version: str) -> dict[str, Any]:
    """The box requires a header now, and there is a new tree."""
    document = with_box(version)
    document["paths"]["/v1/box"]["get"]["parameters"] = [HEADER]
    document["paths"]["/v1/tree"] = {"get": operation("getTree", reference("Node"))}
    document["components"]["schemas"]["Node"] = {"type": "object", "properties": {"next": reference("Node")}}
    return document


@pytest.fixture(scope="module", name="template")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = checkout(tmp_path_factory.mktemp("left-out") / "checkout", with_box("1.0"))
    shutil.copytree(ROOT / "overrides", root / "overrides", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "openapi" / "source.toml", root / "openapi")
    (root / "changelog.d").mkdir()
    assert pipeline.main([], root=root) == 0
    return root


@pytest.fixture(name="root")
def _root(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "checkout")
    return tmp_path / "checkout"


def run(root: Path, document: dict[str, Any], *arguments: str) -> int:
    path = root.parent / "new.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return main(["--from", str(path), *arguments], root=root)


def changes_of(root: Path) -> dict[str, dict[str, Any]]:
    report = json.loads((root / "build" / "api-review" / "report.json").read_text(encoding="utf-8"))
    return {change["name"]: change for change in report["changes"]}


class TestRefusing:
    def test_says_what_would_be_left_out_and_how(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = snapshot(root)
        assert run(root, with_obstacles("1.1")) == 2
        printed = capsys.readouterr().err
        assert printed.startswith("nothing was changed: ")
        assert (
            f"ACCEPT_PARTIAL='{NAMED}' (for more than a tenth, each has to be named) would leave out 2 of 4" in printed
        )
        assert f"\n  getBox (GET /v1/box): {REASON}\n" in printed
        assert "\n  getTree (GET /v1/tree): schema Node contains itself: Node > Node\n" in printed
        assert len(printed.splitlines()) <= 22
        assert snapshot(root) == before

    def test_a_stale_action_is_listed_beside_it(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        overlay = root / "openapi" / "overlay.yaml"
        action = "\n  - {target: \"$.paths['/v9']\", remove: true, description: It is not meant for us.}\n"
        overlay.write_text(overlay.read_text(encoding="utf-8").rstrip() + action, encoding="utf-8")
        assert run(root, with_obstacles("1.1")) == 2
        printed = capsys.readouterr().err
        assert "no longer match anything" in printed
        assert "would leave out 2 of 4" in printed
        assert run(root, with_obstacles("1.1"), "--accept-partial", NAMED) == 2
        printed = capsys.readouterr().err
        assert "no longer match anything" in printed
        assert "getBox" not in printed

    def test_an_invalid_description_is_refused_as_before(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        document = with_obstacles("1.1")
        del document["paths"]["/v1/toys"]["get"]["responses"]["200"]["description"]
        assert run(root, document, "--accept-partial", NAMED) == 2
        assert '"description" is a required property' in capsys.readouterr().err

    def test_prepares_the_description_once(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        prepared = []

        def resolve(document: dict[str, Any]) -> dict[str, Any]:
            prepared.append(document)
            return resolve_description(document)

        monkeypatch.setattr("openapi.pipeline.generation.preparing.resolve_description", resolve)
        assert run(root, with_obstacles("1.1")) == 2
        assert len(prepared) == 1

    def test_a_list_that_cannot_be_read_is_an_error(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (root / "openapi" / "left-out.yaml").write_text("operations: 1\n", encoding="utf-8")
        assert run(root, with_box("1.1")) == 2
        assert "nothing was changed: left-out.yaml: expected a list" in capsys.readouterr().err

    def test_all_or_nothing(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The list is a part of what the journal puts in place."""
        before = snapshot(root)

        def stop(self: Stage) -> None:
            raise OSError("the disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(Stage, "commit", stop)
            assert run(root, with_obstacles("1.1"), "--accept-partial", NAMED) == 2
        assert snapshot(root) == before
        assert not (root / "openapi" / "left-out.yaml").exists()


class TestLeavingOut:
    def test_and_taking_again(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = root / "openapi" / "left-out.yaml"
        assert run(root, with_obstacles("1.1"), "--accept-partial", NAMED) == 0
        assert f"gym.boxes.get_box is left out here: {REASON}" in capsys.readouterr().out
        assert [str(one) for one in load_left_out(path)] == ["getBox (GET /v1/box)", "getTree (GET /v1/tree)"]
        changes = changes_of(root)
        box = changes["gym.boxes.get_box"]
        assert (box["verdict"], box["title"]) == ("breaking", f"is left out here: {REASON}")
        assert changes["Box"]["title"] == "is left out here, with gym.boxes.get_box"
        titles = [finding["text"] for change in changes.values() for finding in change["findings"]]
        assert "was removed" not in titles
        markdown = (root / "build" / "api-review" / "report.md").read_text(encoding="utf-8")
        assert "`GET /v1/tree` (getTree) is left out here: schema Node contains itself" in markdown
        assert "This package leaves out `gym.boxes.get_box`" in markdown
        fragment = (root / "changelog.d" / "+api-1-1.breaking.md").read_text(encoding="utf-8")
        assert fragment.endswith(
            "\nOnly `gym.request()` calls these new operations:\n\n"
            "- `GET /v1/tree` (getTree) is left out here: schema Node contains itself: Node > Node.\n"
        )
        assert "unnamed" not in json.dumps([one for one in read_working_tree(root).unnamed if "box" in one])

        assert pipeline.main([], root=root) == 0, "without the flag"
        assert pipeline.main(["--check"], root=root) == 0
        capsys.readouterr()

        # The next update needs no flag, and takes what it can.
        document = with_obstacles("1.2")
        document["paths"]["/v1/box"]["get"]["parameters"] = []
        assert run(root, document) == 0
        assert [one.name for one in load_left_out(path)] == ["getTree"]
        changes = changes_of(root)
        assert changes["gym.boxes.get_box"]["title"] == "is taken again"
        assert changes["Box"]["title"] == "is taken again"
        assert {change["verdict"] for change in changes.values()} == {"minor"}

        # What the vendor removes leaves the list, too.
        assert run(root, with_box("1.3")) == 0
        assert load_left_out(path) == ()
        assert changes_of(root) == {}
        assert pipeline.main(["--check"], root=root) == 0

    def test_is_no_rename(self, root: Path) -> None:
        """A new schema looks like the one that went with its operation."""
        document = with_obstacles("1.1")
        document["paths"]["/v1/crate"] = {"get": operation("getCrate", reference("Crate"))}
        document["components"]["schemas"]["Crate"] = BOX
        assert run(root, document, "--accept-partial", NAMED) == 0
        changes = changes_of(root)
        assert changes["Box"]["title"].startswith("is left out here")
        assert changes["Crate"]["perhaps_renamed"] is None

    def test_is_part_of_a_review_against_an_older_description(self, root: Path, tmp_path: Path) -> None:
        shutil.copy(root / "openapi" / "perfectgym-next.json", tmp_path / "old.json")
        assert run(root, with_obstacles("1.1"), "--accept-partial", NAMED) == 0
        (tmp_path / "scratch").mkdir()
        base = read_description(tmp_path / "old.json", tmp_path / "scratch", root)
        assert "/v1/box" in base.description["paths"]
        report = compare(base, read_working_tree(root))
        assert [change.title for change in report.changes if change.name == "gym.boxes.get_box"] == [
            f"is left out here: {REASON}"
        ]
        (tmp_path / "again").mkdir()
        same = read_description(root / "openapi" / "perfectgym-next.json", tmp_path / "again", root)
        assert compare(same, read_working_tree(root)).changes == ()

    def test_a_schema_that_no_operation_uses_goes_without_a_name(
        self, root: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        document = with_box("1.1")
        document["components"]["schemas"]["Odd"] = {"oneOf": [{"type": "string"}, {"type": "integer"}]}
        assert run(root, document) == 2
        assert (
            "ACCEPT_PARTIAL=1 would leave out 1 schema that no operation uses: schema Odd: oneOf"
            in capsys.readouterr().err
        )
        assert run(root, document, "--accept-partial", "1") == 0
        assert changes_of(root) == {}
        assert read_working_tree(root).outdated_by == ()
        assert pipeline.main(["--check"], root=root) == 0
        assert "left out: schema Odd: oneOf" in capsys.readouterr().out
        document["info"]["version"] = "1.2"
        assert run(root, document) == 0, "without the flag"
        path = root / "openapi" / "left-out.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("Odd", "Even"), encoding="utf-8")
        assert read_working_tree(root).outdated_by == ("openapi/left-out.yaml",)

    def test_a_changed_list_is_reported_until_code_is_generated(self, root: Path) -> None:
        assert run(root, with_obstacles("1.1"), "--accept-partial", NAMED) == 0
        assert read_working_tree(root).outdated_by == ()
        path = root / "openapi" / "left-out.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("required", "needed"), encoding="utf-8")
        assert read_working_tree(root).outdated_by == ("openapi/left-out.yaml",)

    def test_the_shipped_description_says_so(self, root: Path) -> None:
        assert run(root, with_obstacles("1.1"), "--accept-partial", NAMED) == 0
        shipped = load(root / "generated" / pipeline.PACKAGE / "openapi.json")
        assert shipped["x-python-left-out"]["schemas"] == ["Box", "Node"]
