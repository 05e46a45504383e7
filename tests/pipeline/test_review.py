"""`make review`: what it compares, what it says, and how it ends. The verdicts are in test_review_corpus.py."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import griffe
import pytest

from openapi.pipeline.generate import PACKAGE, ROOT
from openapi.pipeline.review import __main__ as command
from openapi.pipeline.review import node
from openapi.pipeline.review.attrs_constructors import AttrsConstructors
from openapi.pipeline.review.changes import Audience, Change, Finding, Verdict, merged
from openapi.pipeline.review.fragment import fragment
from openapi.pipeline.review.inputs import ReviewError, Side, base_side, working_tree
from openapi.pipeline.review.policy import scopes
from openapi.pipeline.review.report import Report, compare
from openapi.pipeline.review.versions import at_least, next_version
from openapi.pipeline.review.writers import markdown
from tests.support.samples import operation, toys


@pytest.fixture(scope="module", name="checkout")
def _checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both packages, as they are now, in a git repository."""
    root = tmp_path_factory.mktemp("checkout")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "generated" / PACKAGE, root / "generated" / PACKAGE, ignore=ignored)
    shutil.copytree(ROOT / "overrides" / "perfectgym_next", root / "overrides" / "perfectgym_next", ignore=ignored)
    shutil.copytree(ROOT / "openapi", root / "openapi", ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--quiet"], ["add", "--all"], [*identity, "commit", "--quiet", "--message", "base"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)
    return root


def wheel_of(checkout: Path, into: Path) -> Path:
    """A wheel, as far as the review looks into it."""
    path = into / "perfectgym_next-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for folder in (checkout / "generated", checkout / "overrides"):
            for file in folder.rglob("*"):
                if file.is_file():
                    archive.write(file, file.relative_to(folder))
    return path


def without_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openapi.pipeline.review.node.shutil.which", lambda *_, **__: None)
    monkeypatch.setattr("openapi.pipeline.review.node.importlib.util.find_spec", lambda _: None)


class TestWhatIsCompared:
    def test_a_class_named_by_its_module_is_no_other_type(
        self, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without_node(monkeypatch)
        root = Path(shutil.copytree(checkout, tmp_path / "checkout"))
        for file in (root / "generated" / PACKAGE / "api").rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("models.", "").replace("perfectgym_next.Pager[", "Pager["), encoding="utf-8")
        assert compare(base_side(str(wheel_of(root, tmp_path)), tmp_path), working_tree(checkout)).changes == ()
        customers = root / "generated" / PACKAGE / "api" / "customers.py"
        text = customers.read_text(encoding="utf-8")
        customers.write_text(text.replace("card_number_format: CardNumberFormat", "card_number_format: str"), "utf-8")
        report = compare(base_side(str(wheel_of(root, tmp_path)), tmp_path / "again"), working_tree(checkout))
        assert {change.target for change in report.changes} >= {"gym.customers.get_customer(card_number_format=)"}

    def test_a_wheel_with_the_working_tree(
        self, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without_node(monkeypatch)
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        base = base_side(str(wheel_of(checkout, tmp_path)), scratch, checkout)
        assert base.label == "perfectgym_next-0.1.0-py3-none-any.whl"
        assert compare(base, working_tree(checkout)).changes == ()

    def test_a_git_revision_and_without_node_the_python_half_alone(
        self, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without_node(monkeypatch)
        changed = tmp_path / "changed"
        shutil.copytree(checkout, changed)
        model = changed / "generated" / PACKAGE / "models" / "booking_entry.py"
        text = model.read_text(encoding="utf-8")
        model.write_text(text.replace("    due_date: datetime.date\n", "    due_date: str\n"), encoding="utf-8")
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        base = base_side("HEAD", scratch, changed)
        assert base.label.startswith("HEAD (")
        report = compare(base, working_tree(changed))
        assert [(change.target, change.verdict) for change in report.changes] == [
            ("BookingEntry.due_date", Verdict.BREAKING)
        ]
        assert report.changes[0].audience == [Audience.TYPES]
        assert report.changes[0].findings[0].before == "datetime.date"
        assert report.notes[0].startswith("No wire half: there is no Node")

    @pytest.mark.parametrize(
        ("base", "message"),
        [
            ("no-such-revision", "is no git revision"),
            ("missing.whl", "not a readable wheel"),
            ("missing.json", "cannot be read"),
            ("--output=x", "is no git revision"),
        ],
    )
    def test_anything_else_is_refused_by_name(self, base: str, message: str, checkout: Path, tmp_path: Path) -> None:
        with pytest.raises(ReviewError, match=message):
            base_side(base, tmp_path, checkout)

    def test_code_older_than_the_description_is_noted(self, checkout: Path, tmp_path: Path) -> None:
        shutil.copytree(checkout, tmp_path / "changed")
        description = tmp_path / "changed" / "openapi" / "perfectgym-next.json"
        description.write_text(description.read_text(encoding="utf-8") + " ", encoding="utf-8")
        assert any("run `make generate`" in note for note in working_tree(tmp_path / "changed").notes)


class TestTheCommand:
    def test_ends_with_2_and_one_line_when_no_review_can_be_made(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert command.main(["no-such-revision"]) == 2
        printed = capsys.readouterr().err
        assert printed.startswith("no review: 'no-such-revision' is no git revision")
        assert printed.count("\n") == 1

    @pytest.mark.parametrize(("fail_on", "code"), [(None, 0), ("breaking", 1), ("minor", 1)])
    def test_ends_with_1_only_if_asked_to_fail(
        self, fail_on: str | None, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(command, "base_side", lambda *_: None)
        monkeypatch.setattr(command, "working_tree", lambda: None)
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
        monkeypatch.setattr(command, "base_side", lambda *_: None)
        monkeypatch.setattr(command, "working_tree", lambda: None)
        monkeypatch.setattr(command, "compare", lambda *_: small_report())
        monkeypatch.setattr(command, "project_version", lambda: version)
        assert command.main(["base", "--into", str(tmp_path), "--check-version"]) == code


def small_report() -> Report:
    """One breaking change whose texts would like to be markup."""
    text = "is `a|b`\n| x |"
    found = finding("Entry.id", text, Verdict.BREAKING, before="`code`", after="a | b")
    base = Side(label="v1.2.3", description={"info": {"version": "1.9.0"}}, search_paths=None, version="1.2.3")
    head = Side(label="working tree", description={"info": {"version": "1.10.0"}}, search_paths=None, version=None)
    return Report(base=base, head=head, changes=tuple(merged([found])), unnamed=(), notes=())


def finding(target: str, text: str, verdict: Verdict, **more: object) -> Finding:
    told = {"kind": "x", "half": "wire", "audience": frozenset({Audience.READ}), **more}
    return Finding(target=target, text=text, verdict=verdict, **told)  # type: ignore[arg-type]


class TestReports:
    def test_a_row_of_the_table_stays_one_row(self) -> None:
        rows = [line for line in markdown(small_report()).splitlines() if "Entry.id" in line]
        assert rows == [
            "| **breaking** for callers who read it | `Entry.id` | is `a\\|b` \\| x \\| | `` `code` `` | `a \\| b` |"
        ]

    def test_a_report_too_long_for_a_pull_request_says_what_it_leaves_out(self) -> None:
        changes = merged(finding(f"Entry.m{n}", "x" * 200, Verdict.MINOR) for n in range(400))
        for number, change in enumerate(changes):
            change.operations, change.tags = [f"tag{number}.get"], [f"Tag {number}"]
        side = small_report()
        text = markdown(Report(base=side.base, head=side.head, changes=tuple(changes), unnamed=(), notes=()))
        assert len(text) < 65_536
        assert "more changes stand in the attached report.html" in text

    def test_the_fragment_is_named_after_the_verdict(self) -> None:
        name, text = fragment(small_report())
        assert name == "+api-1-10-0.breaking.md"
        assert text.startswith("The client speaks PerfectGym Next API 1.10.0 (it was 1.9.0).")


class TestChanges:
    def test_what_both_halves_saw_of_one_name_is_one_change(self) -> None:
        wire = finding("Entry.id", "has another type", Verdict.BREAKING)
        python = finding("Entry.id", "has another type in Python", Verdict.BREAKING, half="python")
        [change] = merged([python, wire])
        assert change.findings == [wire, python]
        assert change.halves == ["wire", "python"]

    def test_type_checkers_are_named_only_where_nobody_else_is_concerned(self) -> None:
        types = frozenset({Audience.TYPES})
        assert Change(target="a", findings=[finding("a", "x", Verdict.BREAKING, audience=types)]).audience == ["types"]
        both = [finding("a", "x", Verdict.BREAKING, audience=types), finding("a", "y", Verdict.BREAKING)]
        assert Change(target="a", findings=both).audience == ["read"]


class TestPairsOfNames:
    """An attribute that is read from another field than before breaks code, though no name is gone."""

    def report(self, monkeypatch: pytest.MonkeyPatch, before: dict[str, Any], after: dict[str, Any]) -> Report:
        without_node(monkeypatch)
        base, head = (Side(label="", description=one, search_paths=None, version=None) for one in (before, after))
        return compare(base, head)

    def told(self, report: Report) -> list[tuple[str, Verdict, str, str | None, str | None]]:
        return [
            (change.target, change.verdict, found.text, found.before, found.after)
            for change in report.changes
            for found in change.findings
        ]

    def toy(self, **members: Any) -> dict[str, Any]:
        document = toys()
        document["components"]["schemas"]["Toy"]["properties"] |= members
        return document

    def test_a_new_field_that_takes_a_name_over(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = {"type": "string"}
        before = self.toy(dueDate=text)
        after = self.toy(dueDate={**text, "x-python-name": "due_day"}, due_date=text)
        report = self.report(monkeypatch, before, after)
        assert self.told(report) == [
            ("Toy.due_date", Verdict.BREAKING, "has another name in Python", "due_date", "due_day"),
            ("Toy.due_date", Verdict.BREAKING, "stands for something else of the API", "dueDate", "due_date"),
        ]
        assert report.changes[0].operations == ["toys.get_toy", "toys.get_toys"]
        assert report.changes[0].audience == ["read"]
        kept = self.toy(dueDate=text, due_date={**text, "x-python-name": "due_text"})
        assert self.told(self.report(monkeypatch, before, kept)) == []

    def test_two_fields_that_exchange_their_names(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one, other = {"type": "string"}, {"type": "string", "x-python-name": "open_number"}
        report = self.report(
            monkeypatch, self.toy(openAmount=one, open_amount=other), self.toy(openAmount=other, open_amount=one)
        )
        assert {change.target for change in report.changes} == {"Toy.open_amount", "Toy.open_number"}
        assert report.verdict is Verdict.BREAKING

    def test_a_parameter_and_a_part(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def sized(**name: str) -> dict[str, Any]:
            document = toys()
            size = {"name": "sliceSize", "in": "query", "schema": {"type": "integer"}, **name}
            document["paths"]["/v1/toys"]["get"]["parameters"] = [size]
            part = {"type": "object", "properties": {"theFile": {"type": "string", "format": "binary", **name}}}
            body = {"requestBody": {"content": {"multipart/form-data": {"schema": part}}}}
            document["paths"]["/v1/toys"]["post"] = operation("addToy", None, **body)
            return document

        report = self.report(monkeypatch, sized(), sized(**{"x-python-name": "length"}))
        assert self.told(report) == [
            (
                "gym.toys.add_toy(the_file=)",
                Verdict.BREAKING,
                "has another name in Python",
                "the_file",
                "length",
            ),
            (
                "gym.toys.get_toys(slice_size=)",
                Verdict.BREAKING,
                "has another name in Python",
                "slice_size",
                "length",
            ),
        ]
        assert report.changes[0].audience == ["send"]


class TestVersions:
    @pytest.mark.parametrize(
        ("version", "verdict", "wanted"),
        [
            ("1.2.3", Verdict.BREAKING, "2.0.0"),
            ("1.2.3", Verdict.MINOR, "1.3.0"),
            ("1.2.3", Verdict.NONE, "1.2.4"),
            ("0.2.3", Verdict.BREAKING, "0.3.0"),
            ("0.2.3", Verdict.MINOR, "0.2.4"),
            ("0.2.3", Verdict.NONE, "0.2.4"),
        ],
    )
    def test_the_next_one_follows_semver(self, version: str, verdict: Verdict, wanted: str) -> None:
        assert next_version(version, verdict) == wanted

    def test_numbers_are_compared_as_numbers(self) -> None:
        assert at_least("1.10.0", "1.9.0")
        assert not at_least("1.9.0", "1.10.0")

    def test_anything_but_three_numbers_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"'1\.2rc1' is not three numbers"):
            next_version("1.2rc1", Verdict.MINOR)


class TestScopes:
    @pytest.mark.parametrize(
        ("old", "new", "verdict"),
        [
            ((["A"], False), (["A", "B"], False), Verdict.BREAKING),
            ((["A", "B"], False), (["A"], False), Verdict.MINOR),
            ((["A", "B"], True), (["A"], True), Verdict.BREAKING),
            ((["A"], True), (["A", "B"], True), Verdict.MINOR),
            ((["A", "B"], False), (["A", "C"], True), Verdict.MINOR),
            ((["A", "B"], True), (["A", "B"], False), Verdict.BREAKING),
            (([], False), (["A"], False), Verdict.BREAKING),
            ((["A"], False), ([], False), Verdict.MINOR),
        ],
    )
    def test_it_breaks_if_a_key_that_was_enough_no_longer_is(
        self, old: tuple[list[str], bool], new: tuple[list[str], bool], verdict: Verdict
    ) -> None:
        assert scopes(old, new) is verdict


class TestNode:
    @pytest.mark.parametrize(
        ("version", "suits"),
        [
            *[("18.20.0", False), ("20.18.3", False), ("20.19.0", True), ("21.7.0", False)],
            *[("22.11.0", False), ("22.12.0", True), ("24.1.0", True), ("unknown", False)],
        ],
    )
    def test_takes_the_versions_that_the_tool_runs_on(
        self, version: str, suits: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        script = tmp_path / "node"
        script.write_text(f"#!/bin/sh\necho v{version}\n", encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        monkeypatch.setattr("openapi.pipeline.review.node.importlib.util.find_spec", lambda _: None)
        if suits:
            assert node.find_node() == script
        else:
            with pytest.raises(node.NoNodeError, match="install Node"):
                node.find_node()

    def test_lock_and_package_pin_the_same_version_and_name_no_host(self) -> None:
        package = json.loads((node.TOOLS / "package.json").read_text(encoding="utf-8"))
        lock = (node.TOOLS / "package-lock.json").read_text(encoding="utf-8")
        pinned = json.loads(lock)["packages"]["node_modules/@redocly/cli"]["version"]
        assert package["dependencies"] == {"@redocly/cli": pinned}
        assert "://" not in lock


class TestConstructorsOfAttrs:
    def test_are_those_that_attrs_makes(self, tmp_path: Path) -> None:
        (tmp_path / "sample.py").write_text(
            "from typing import ClassVar\n"
            "import attrs\n"
            "@attrs.define\n"
            "class Base:\n"
            "    a: int\n"
            "@attrs.define(kw_only=True)\n"
            "class Sample(Base):\n"
            "    _b: str\n"
            "    c: list[int] = attrs.field(factory=list)\n"
            "    d: int = attrs.field(default=1, init=False)\n"
            "    e: ClassVar[int] = 1\n"
            "class Plain:\n"
            "    a: int\n",
            encoding="utf-8",
        )
        loaded = griffe.load("sample", search_paths=[tmp_path], extensions=griffe.load_extensions(AttrsConstructors))
        parameters = loaded["Sample.__init__"].parameters
        assert [(one.name, one.kind.value, one.default) for one in parameters] == [
            ("self", "positional or keyword", None),
            ("a", "positional or keyword", None),
            ("b", "keyword-only", None),
            ("c", "keyword-only", "list()"),
        ]
        assert "__init__" not in loaded["Plain"].members
