"""`make update`: a new description comes in whole or not at all."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
import textwrap
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from openapi.pipeline.generate import PACKAGE, ROOT, Sources, build
from openapi.pipeline.review.inputs import drop_stale_actions
from openapi.pipeline.update import RefusedError, main, update
from openapi.pipeline.updating.ordering import is_equivalent
from tests.support import corpus_cases
from tests.support.old_version import REHEARSED_TAGS, before_1_10, snapshot


def new_description() -> dict[str, Any]:
    return corpus_cases.description(REHEARSED_TAGS)


VERSION = new_description()["info"]["version"]


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
    for name in ("openapi/ruff-generated.toml", "openapi/webhooks.yaml", "generator-config.yaml", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    (root / "openapi" / "__init__.py").touch()
    (root / "changelog.d").mkdir()
    description = write_json(root / "openapi" / "perfectgym-next.json", old_description())
    overlay, _ = drop_stale_actions(ROOT / "openapi" / "overlay.yaml", old_description())
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


def _fields(document: dict[str, Any], schema: str) -> dict[str, Any]:
    fields: dict[str, Any] = document["components"]["schemas"][schema]["properties"]
    return fields


TRANSACTIONS = "/v1/customers/{customerId}/account/transactions"


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (_other_title, "a description of another API: its title is 'Another API'"),
            (_older, "version 1.8.0 is older than 1.9.0; set ALLOW_OLDER=1"),
            (_swagger, "not an OpenAPI 3 description"),
            (_no_paths, "'paths' is missing"),
            (_odd_version, "invalid version 'next': expected numbers"),
            (_stale, "getUtilization"),
        ],
    )
    def test_a_refused_description_changes_nothing(
        self, change: Callable[[dict[str, Any]], None], message: str, root: Path, tmp_path: Path
    ) -> None:
        document = new_description()
        change(document)
        before = snapshot(root)
        with pytest.raises(RefusedError) as caught:
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
        with pytest.raises(
            RefusedError, match=r"no longer match anything[\s\S]*getUtilization.*The published name is right"
        ):
            update(root, source=str(write_json(tmp_path / "new.json", document)))

    @pytest.mark.parametrize(
        ("add", "twins"),
        [
            (
                lambda document: _fields(document, "BookingEntry").update(due_date={"type": "string"}),
                "schema BookingEntry: fields 'dueDate' and 'due_date' are both 'due_date' in Python",
            ),
            (
                lambda document: _fields(document, "BookingEntry").update(open_amount={"type": "string"}),
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
        with pytest.raises(RefusedError) as caught:
            update(root, source=str(write_json(tmp_path / "new.json", document)))
        assert f"{twins}; give one of them another name by x-python-name" in str(caught.value)
        assert snapshot(root) == before

    def test_when_the_overlay_says_which_is_which_the_old_name_stays(self, root: Path, tmp_path: Path) -> None:
        document = new_description()
        _fields(document, "BookingEntry").update(due_date={"type": "string"})
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

    def test_an_unchanged_description_is_reported_and_changes_nothing(self, root: Path, tmp_path: Path) -> None:
        reordered = corpus_cases.reordered(old_description())
        before = snapshot(root)
        summary = update(root, source=str(write_json(tmp_path / "same.json", reordered)))
        assert summary == "unchanged: PerfectGym Next API 1.9.0"
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
        assert is_equivalent(json.loads(written), new_description())
        assert note == {
            "address": "https://example.invalid/openapi.yaml",
            "title": "PerfectGym Next API",
            "version": VERSION,
            "obtained": datetime.date(2026, 2, 28),
            "sha256": hashlib.sha256(written).hexdigest(),
            "how": "taken from the file openapi.yaml",
        }

    def test_the_code_has_the_new_operations(self, updated: tuple[Path, str]) -> None:
        root, _ = updated
        package = root / "generated" / PACKAGE
        assert "\ndef book_customer_payment(" in (package / "api" / "customers_account.py").read_text(encoding="utf-8")
        assert f'API_VERSION = "{VERSION}"' in (package / "__init__.py").read_text(encoding="utf-8")
        lock = json.loads((package / "generated-from.json").read_text(encoding="utf-8"))
        description = root / "openapi" / "perfectgym-next.json"
        assert lock["description_sha256"] == hashlib.sha256(description.read_bytes()).hexdigest()

    def test_the_review_calls_it_minor_and_lists_three_unnamed_operations(self, updated: tuple[Path, str]) -> None:
        root, summary = updated
        report = json.loads((root / "build" / "api-review" / "report.json").read_text(encoding="utf-8"))
        assert report["verdict"] == "minor"
        assert set(report["unnamed_operations"]) >= {
            "gym.customers_account.book_customer_payment",
            "gym.customers_account.update_customer_payment_instrument",
            "gym.membership_self_service.idle_period_update_preview",
        }
        assert summary.startswith("minor: This adds to the API and breaks nothing.")

    def test_a_fragment_of_the_changelog_is_drafted(self, updated: tuple[Path, str]) -> None:
        root, _ = updated
        [fragment] = (root / "changelog.d").iterdir()
        assert fragment.name == f"+api-{VERSION.replace('.', '-')}.added.md"
        text = fragment.read_text(encoding="utf-8")
        assert text.startswith(f"The client now uses PerfectGym Next API {VERSION} (previously 1.9.0).\n")
        assert "- `gym.customers_account.book_customer_payment` is new" in text

    def test_running_it_again_says_unchanged(self, updated: tuple[Path, str]) -> None:
        root, _ = updated
        before = snapshot(root)
        summary = update(root, source=str(root / "openapi" / "perfectgym-next.json"))
        assert summary == f"unchanged: PerfectGym Next API {VERSION}"
        assert snapshot(root) == before
