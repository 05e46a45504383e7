"""`make update`: a new description comes in whole or not at all."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
import socket
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from openapi.pipeline.description import DescriptionError
from openapi.pipeline.generate import PACKAGE, ROOT, Sources, build
from openapi.pipeline.review.inputs import fitting_overlay
from openapi.pipeline.update import Refusal, main, update
from openapi.pipeline.updating.fetch import FetchError, fetch, parse
from openapi.pipeline.updating.journal import JournalError, Stage, finish
from openapi.pipeline.updating.ordering import aligned, same
from tests.support import corpus_cases
from tests.support.old_version import before_1_10, snapshot

REHEARSED = frozenset({"Customers Account", "Membership Self-service", "Studios"})


def new_description() -> dict[str, Any]:
    return corpus_cases.description(REHEARSED)


def old_description() -> dict[str, Any]:
    return before_1_10(new_description())


def write_json(path: Path, document: Any) -> Path:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module", name="template")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that speaks the old version."""
    root = tmp_path_factory.mktemp("checkout")
    for name in ("openapi/templates", "openapi/pipeline", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("openapi/ruff-generated.toml", "generator-config.yaml", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    (root / "openapi" / "__init__.py").touch()
    (root / "changelog.d").mkdir()
    description = write_json(root / "openapi" / "perfectgym-next.json", old_description())
    overlay, _ = fitting_overlay(ROOT / "openapi" / "overlay.yaml", old_description())
    (root / "openapi" / "overlay.yaml").write_text(yaml.safe_dump(overlay, sort_keys=False), encoding="utf-8")
    (root / "openapi" / "source.toml").write_text(
        textwrap.dedent(f"""\
            address = "https://example.invalid/openapi.yaml"
            title = "PerfectGym Next API"
            version = "1.9.0"
            obtained = 2026-01-31
            sha256 = "{hashlib.sha256(description.read_bytes()).hexdigest()}"
            how = "for a rehearsal"
            """),
        encoding="utf-8",
    )
    (root / "generated").mkdir()
    build(Sources(root), root / "generated" / PACKAGE)
    return root


@pytest.fixture(name="root")
def _root(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "checkout")
    return tmp_path / "checkout"


class TestFetching:
    def test_reads_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_bytes(b"openapi: 3.1.0")
        assert fetch(str(tmp_path / "a.yaml")) == b"openapi: 3.1.0"

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(FetchError, match=r"missing\.yaml: cannot be read"):
            fetch(str(tmp_path / "missing.yaml"))

    def test_downloads_an_address_and_follows_redirects(self, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/old").respond_with_response(Response(status=302, headers={"Location": "/new"}))
        httpserver.expect_request("/new").respond_with_data("openapi: 3.1.0")
        assert fetch(httpserver.url_for("/old")) == b"openapi: 3.1.0"

    def test_an_endless_redirect_is_refused(self, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/round").respond_with_response(Response(status=302, headers={"Location": "/round"}))
        with pytest.raises(FetchError, match="redirects more than 5 times"):
            fetch(httpserver.url_for("/round"))

    def test_an_answer_other_than_200_is_refused_with_its_status(self, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/gone").respond_with_data("gone", status=410)
        with pytest.raises(FetchError, match="answers 410"):
            fetch(httpserver.url_for("/gone"))

    def test_an_address_that_nobody_listens_at_is_refused(self) -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            with pytest.raises(FetchError, match="cannot be reached"):
                fetch(f"http://127.0.0.1:{unused.getsockname()[1]}/")

    def test_what_is_too_large_is_refused_before_it_is_read(self, httpserver: HTTPServer) -> None:
        sent = []

        def endless(_: Request) -> Response:
            def parts() -> Iterator[bytes]:
                for number in range(10_000):
                    sent.append(number)
                    yield b"#" * 10_000

            return Response(parts())

        httpserver.expect_request("/large").respond_with_handler(endless)
        with pytest.raises(FetchError, match="larger than 100000 bytes"):
            fetch(httpserver.url_for("/large"), largest=100_000)
        assert len(sent) < 10_000

    def test_the_size_counts_after_decompression(self, httpserver: HTTPServer) -> None:
        import gzip

        bomb = gzip.compress(b"#" * 5_000_000)
        httpserver.expect_request("/bomb").respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
        assert len(bomb) < 100_000
        with pytest.raises(FetchError, match="larger than 1000000 bytes"):
            fetch(httpserver.url_for("/bomb"), largest=1_000_000)

    def test_other_kinds_of_addresses_are_refused(self) -> None:
        with pytest.raises(FetchError, match="only https, http and files"):
            fetch("ftp://example.invalid/openapi.yaml")


class TestReading:
    @pytest.mark.parametrize(
        "text", ["NO", "on", "2024-01-01", "12:30", "0x1", "0049", "1_000", "+1", "1.10.0", "'true'"]
    )
    def test_what_is_text_in_yaml_1_2_is_text(self, text: str) -> None:
        assert parse(f"a: {text}\n200: {{b: [{text}]}}".encode(), "x") == {
            "a": text.strip("'"),
            "200": {"b": [text.strip("'")]},
        }

    @pytest.mark.parametrize(
        ("text", "value"),
        [("true", True), ("12", 12), ("-3", -3), ("1.5", 1.5), ("null", None), ("~", None), ("", None)],
    )
    def test_what_has_a_type_of_json_has_it(self, text: str, value: object) -> None:
        assert parse(f"a: {text}".encode(), "x") == {"a": value}

    def test_json_is_read(self) -> None:
        assert parse(b'{"openapi": "3.1.0", "x": [1, 2.5, null]}', "x") == {"openapi": "3.1.0", "x": [1, 2.5, None]}

    @pytest.mark.parametrize("text", ["a: 1\na: 2\n", '{"a": 1, "a": 2}'])
    def test_a_repeated_key_is_refused(self, text: str) -> None:
        with pytest.raises(FetchError, match="repeated key 'a'"):
            parse(text.encode(), "x")

    def test_aliases_that_stand_for_terabytes_are_refused(self) -> None:
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
        with pytest.raises(FetchError, match="stand for too much"):
            parse("\n".join(lines).encode(), "x")

    def test_an_alias_that_leads_to_itself_is_refused(self) -> None:
        with pytest.raises(FetchError, match="recursive"):
            parse(b"a: &a [*a]", "x")

    @pytest.mark.parametrize(
        "data", [b"\xff\xfe", b"{", b"- 1", b"a: [", b"a: !!python/object:os.system {}", b'{"a": NaN}']
    )
    def test_anything_else_is_refused_in_one_line(self, data: bytes) -> None:
        with pytest.raises(FetchError) as caught:
            parse(data, "the file")
        assert str(caught.value).startswith("the file: ")
        assert "\n" not in str(caught.value)


class TestOrdering:
    def test_a_reordered_description_is_the_same(self) -> None:
        document = new_description()
        assert same(corpus_cases.reordered(document), document)

    @pytest.mark.parametrize("key", ["tags", "servers"])
    def test_but_not_where_the_order_means_something(self, key: str) -> None:
        assert not same({key: ["a", "b"]}, {key: ["b", "a"]})

    def test_true_is_not_1(self) -> None:
        assert not same({"a": True}, {"a": 1})

    def test_a_new_description_is_written_in_the_order_of_the_old_one(self) -> None:
        old = {"a": 1, "b": {"x": 1, "y": 2}, "c": 3}
        new = {"c": 3, "d": 4, "b": {"y": 2, "z": 0, "x": 1}, "a": 1}
        written = aligned(new, old)
        assert written == new
        assert list(written) == ["a", "b", "c", "d"]
        assert list(written["b"]) == ["x", "y", "z"]

    def test_a_reordered_description_is_written_as_it_stood(self) -> None:
        document = new_description()
        assert json.dumps(aligned(corpus_cases.reordered(document), document)) == json.dumps(document)

    def test_nothing_is_lost_or_made_up_on_the_way(self) -> None:
        assert aligned(new_description(), old_description()) == new_description()
        assert aligned(old_description(), new_description()) == old_description()


def _other_title(document: dict[str, Any]) -> None:
    document["info"]["title"] = "Another API"


def _older(document: dict[str, Any]) -> None:
    document["info"]["version"] = "1.8.0"


def _swagger(document: dict[str, Any]) -> None:
    del document["openapi"]
    document["swagger"] = "2.0"


def _no_paths(document: dict[str, Any]) -> None:
    document["paths"] = {}


def _odd_version(document: dict[str, Any]) -> None:
    document["info"]["version"] = "next"


def _invalid(document: dict[str, Any]) -> None:
    del document["paths"]["/v1/studios/utilization"]["get"]["responses"]["200"]["description"]


def _stale(document: dict[str, Any]) -> None:
    document["paths"]["/v1/studios/utilization"]["get"]["operationId"] = "studioLoad"


def _members(document: dict[str, Any], schema: str) -> dict[str, Any]:
    members: dict[str, Any] = document["components"]["schemas"][schema]["properties"]
    return members


TRANSACTIONS = "/v1/customers/{customerId}/account/transactions"


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (_other_title, "another API: its title is 'Another API'"),
            (_older, "an older version: 1.8.0, here is 1.9.0; ALLOW_OLDER=1"),
            (_swagger, "not an OpenAPI 3 description"),
            (_no_paths, "'info' or 'paths' is missing"),
            (_odd_version, "its version 'next' is not numbers"),
            (_stale, "getUtilization"),
        ],
    )
    def test_a_description_that_is_not_to_be_had_touches_nothing(
        self, change: Callable[[dict[str, Any]], None], message: str, root: Path, tmp_path: Path
    ) -> None:
        document = new_description()
        change(document)
        before = snapshot(root)
        with pytest.raises(Refusal) as caught:
            update(root, source=str(write_json(tmp_path / "new.json", document)))
        assert message in str(caught.value)
        assert snapshot(root) == before
        assert not (root / "build" / "update" / "staged").exists()

    def test_one_that_is_not_valid_is_refused_by_the_validator(self, root: Path, tmp_path: Path) -> None:
        document = new_description()
        _invalid(document)
        before = snapshot(root)
        with pytest.raises(ValueError, match=r"utilization"):
            update(root, source=str(write_json(tmp_path / "new.json", document)))
        assert snapshot(root) == before

    def test_a_stale_overlay_action_is_listed_with_what_it_was_for(self, root: Path, tmp_path: Path) -> None:
        document = new_description()
        _stale(document)
        with pytest.raises(Refusal, match=r"match nothing any more[\s\S]*getUtilization.*The published name is right"):
            update(root, source=str(write_json(tmp_path / "new.json", document)))

    @pytest.mark.parametrize(
        ("add", "twins"),
        [
            (
                lambda document: _members(document, "BookingEntry").update(due_date={"type": "string"}),
                "schema BookingEntry: fields 'dueDate' and 'due_date' are both 'due_date' in Python",
            ),
            (
                lambda document: _members(document, "BookingEntry").update(open_amount={"type": "string"}),
                "schema BookingEntry: fields 'openAmount' and 'open_amount' are both 'open_amount' in Python",
            ),
            (
                lambda document: document["paths"][TRANSACTIONS]["get"]["parameters"].append(
                    {"name": "slice_size", "in": "query", "schema": {"type": "integer"}}
                ),
                f"GET {TRANSACTIONS}: query parameter 'sliceSize' and query parameter 'slice_size' "
                "are both 'slice_size' in Python",
            ),
        ],
    )
    def test_two_names_that_make_one_in_python_wait_for_the_overlay(
        self, add: Callable[[dict[str, Any]], None], twins: str, root: Path, tmp_path: Path
    ) -> None:
        document = new_description()
        add(document)
        before = snapshot(root)
        with pytest.raises(DescriptionError) as caught:
            update(root, source=str(write_json(tmp_path / "new.json", document)))
        assert f"{twins}; give one of them another name by x-python-name" in str(caught.value)
        assert snapshot(root) == before

    def test_when_the_overlay_says_which_is_which_the_old_name_stays(self, root: Path, tmp_path: Path) -> None:
        document = new_description()
        _members(document, "BookingEntry").update(due_date={"type": "string"})
        path = root / "openapi" / "overlay.yaml"
        overlay = yaml.safe_load(path.read_text(encoding="utf-8"))
        overlay["actions"].append(
            {
                "target": "$.components.schemas.BookingEntry.properties.due_date",
                "update": {"x-python-name": "due_text"},
                "description": "due_date is the older field, dueDate.",
            }
        )
        path.write_text(yaml.safe_dump(overlay, sort_keys=False), encoding="utf-8")
        update(root, source=str(write_json(tmp_path / "new.json", document)))
        report = json.loads((root / "build" / "api-review" / "report.json").read_text(encoding="utf-8"))
        assert report["verdict"] == "minor"
        assert [one["name"] for one in report["changes"] if one["name"].startswith("BookingEntry.due")] == [
            "BookingEntry.due_text"
        ]

    def test_the_command_says_so_in_a_line_and_exits_with_2(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["--from", str(tmp_path / "missing.json")]) == 2
        printed = capsys.readouterr().err
        assert printed.startswith("nothing was changed: ")
        assert "cannot be read" in printed
        assert printed.count("\n") == 1

    def test_an_unchanged_description_is_told_and_touches_nothing(self, root: Path, tmp_path: Path) -> None:
        reordered = corpus_cases.reordered(old_description())
        before = snapshot(root)
        said = update(root, source=str(write_json(tmp_path / "same.json", reordered)))
        assert said == "unchanged: PerfectGym Next API 1.9.0"
        assert snapshot(root) == before


@pytest.fixture(scope="module", name="updated")
def _updated(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The rehearsal: from the old version to the new one, by YAML over HTTP-less means."""
    folder = tmp_path_factory.mktemp("rehearsal")
    root = folder / "checkout"
    shutil.copytree(template, root)
    source = folder / "openapi.yaml"
    source.write_text(yaml.safe_dump(corpus_cases.reordered(new_description()), sort_keys=False), encoding="utf-8")
    return root, update(root, source=str(source), today=datetime.date(2026, 2, 28))


class TestRehearsal:
    def test_description_and_note_are_the_new_ones(self, updated: tuple[Path, str]) -> None:
        root, _ = updated
        written = (root / "openapi" / "perfectgym-next.json").read_bytes()
        note = tomllib.loads((root / "openapi" / "source.toml").read_text(encoding="utf-8"))
        assert same(json.loads(written), new_description())
        assert note == {
            "address": "https://example.invalid/openapi.yaml",
            "title": "PerfectGym Next API",
            "version": "1.10.0",
            "obtained": datetime.date(2026, 2, 28),
            "sha256": hashlib.sha256(written).hexdigest(),
            "how": "taken from the file openapi.yaml",
        }

    def test_the_code_has_the_new_operations(self, updated: tuple[Path, str]) -> None:
        root, _ = updated
        package = root / "generated" / PACKAGE
        assert "\ndef book_customer_payment(" in (package / "api" / "customers_account.py").read_text(encoding="utf-8")
        assert 'API_VERSION = "1.10.0"' in (package / "__init__.py").read_text(encoding="utf-8")
        lock = json.loads((package / "generated-from.json").read_text(encoding="utf-8"))
        description = root / "openapi" / "perfectgym-next.json"
        assert lock["description_sha256"] == hashlib.sha256(description.read_bytes()).hexdigest()

    def test_the_review_calls_it_minor_and_asks_for_three_names(self, updated: tuple[Path, str]) -> None:
        root, said = updated
        report = json.loads((root / "build" / "api-review" / "report.json").read_text(encoding="utf-8"))
        assert report["verdict"] == "minor"
        assert report["unnamed_operations"] == [
            "gym.customers_account.book_customer_payment",
            "gym.customers_account.update_customer_payment_instrument",
            "gym.membership_self_service.idle_period_update_preview",
        ]
        assert said.startswith("minor: This adds to the API and breaks nothing.")

    def test_a_fragment_of_the_changelog_is_drafted(self, updated: tuple[Path, str]) -> None:
        root, _ = updated
        [fragment] = (root / "changelog.d").iterdir()
        assert fragment.name == "+api-1-10-0.added.md"
        text = fragment.read_text(encoding="utf-8")
        assert text.startswith("The client speaks PerfectGym Next API 1.10.0 (it was 1.9.0).\n")
        assert "- `gym.customers_account.book_customer_payment` is new" in text

    def test_running_it_again_says_unchanged(self, updated: tuple[Path, str]) -> None:
        root, _ = updated
        before = snapshot(root)
        said = update(root, source=str(root / "openapi" / "perfectgym-next.json"))
        assert said == "unchanged: PerfectGym Next API 1.10.0"
        assert snapshot(root) == before


# A process that commits a staged update and is killed before its nth change to the disk.
KILLED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from openapi.pipeline.updating.journal import Stage

root, wanted, names = Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
stage = Stage(root)
for name in names:
    stage.path(name)
steps = 0

def watch(event, arguments):
    global steps
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}:
        steps += 1
        if steps == wanted:
            os._exit(9)

sys.addaudithook(watch)
stage.commit()
print(steps)
"""


def killed_at(step: int, root: Path, names: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED, str(ROOT), str(root), str(step), *names]
    return subprocess.run(command, capture_output=True, text=True, check=False)


class TestKilledAtEveryStep:
    """A small checkout, with every kind of thing that an update replaces."""

    NAMES = (
        "openapi/d.json",
        "openapi/source.toml",
        "generated/package",
        "build/api-review",
        "changelog.d/+a.added.md",
    )

    def prepare(self, root: Path) -> tuple[dict[str, str], dict[str, str]]:
        def write(base: Path, generation: str) -> None:
            for name in ("openapi/d.json", "openapi/source.toml", "generated/package/a.py", "build/api-review/r.md"):
                path = base / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"{generation} {name}", encoding="utf-8")
            only = base / "generated" / "package" / f"only_{generation}.py"
            only.write_text("", encoding="utf-8")

        write(root, "old")
        old = snapshot(root)
        staged = root / "build" / "update" / "staged"
        write(staged, "new")
        (staged / "changelog.d").mkdir()
        (staged / "changelog.d" / "+a.added.md").write_text("new", encoding="utf-8")
        reference = root.parent / f"{root.name}-reference"
        shutil.copytree(staged, reference)
        return old, snapshot(reference)

    def test_the_checkout_is_the_old_or_the_new_one(self, tmp_path: Path) -> None:
        self.prepare(tmp_path / "whole")
        steps = int(killed_at(-1, tmp_path / "whole", list(self.NAMES)).stdout)
        assert steps > 10
        ends = []
        for step in range(1, steps + 1):
            root = tmp_path / str(step)
            old, new = self.prepare(root)
            assert killed_at(step, root, list(self.NAMES)).returncode == 9
            finish(root)
            after = snapshot(root)
            assert after in (old, new), f"killed at step {step}"
            ends.append(after == new)
            assert not finish(root)
        assert ends == sorted(ends), "once the journal is there, it is the new one"
        assert {True, False} == set(ends)

    def test_what_finishes_it_may_be_killed_as_well(self, tmp_path: Path) -> None:
        root = tmp_path / "checkout"
        _, new = self.prepare(root)
        assert killed_at(4, root, list(self.NAMES)).returncode == 9
        finishing = KILLED.replace(
            "stage.commit()", "from openapi.pipeline.updating.journal import finish; finish(root)"
        )
        ends: list[int] = []
        while ends[-1:] != [0]:
            command = [sys.executable, "-c", finishing, str(ROOT), str(root), "7"]
            ends.append(subprocess.run(command, capture_output=True, check=False).returncode)
            assert len(ends) < 50
        assert ends[0] == 9
        assert snapshot(root) == new

    def test_make_finishes_it_whatever_the_target(self, tmp_path: Path) -> None:
        makefile = ROOT / "Makefile"
        if "openapi.pipeline.updating.journal" not in makefile.read_text(encoding="utf-8"):
            pytest.skip("the Makefile does not look for a journal")
        root = tmp_path / "checkout"
        _, new = self.prepare(root)
        (root / "openapi" / "pipeline" / "updating").mkdir(parents=True)
        for name in ("__init__.py", "updating/__init__.py", "updating/journal.py"):
            shutil.copy(ROOT / "openapi" / "pipeline" / name, root / "openapi" / "pipeline" / name)
        assert killed_at(12, root, list(self.NAMES)).returncode == 9
        shutil.copy(makefile, root / "Makefile")
        subprocess.run(["make", "-C", str(root), "help", f"PYTHON={sys.executable}"], check=True, capture_output=True)
        shutil.rmtree(root / "openapi" / "pipeline")
        assert snapshot(root) == new

    def test_a_journal_that_cannot_be_read_is_an_error_and_stays(self, tmp_path: Path) -> None:
        journal = tmp_path / "build" / "update" / "journal.json"
        journal.parent.mkdir(parents=True)
        journal.write_text("{", encoding="utf-8")
        with pytest.raises(JournalError, match="cannot be read"):
            finish(tmp_path)
        assert journal.exists()

    def test_two_updates_at_once_are_refused(self, tmp_path: Path) -> None:
        with (
            Stage(tmp_path).open(),
            pytest.raises(JournalError, match="another update is running"),
            Stage(tmp_path).open(),
        ):
            pass

    def test_what_an_update_prepared_is_gone_when_it_fails(self, tmp_path: Path) -> None:
        def fail() -> None:
            with Stage(tmp_path).open() as stage:
                stage.path("openapi/d.json").write_text("new", encoding="utf-8")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert not (tmp_path / "openapi").exists()
        assert not list((tmp_path / "build" / "update").iterdir())
