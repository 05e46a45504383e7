"""From a description to a package, by real runs of the generator."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest

from openapi.pipeline import generate as pipeline
from openapi.pipeline.generate import Sources, changed_files, generate, main
from openapi.pipeline.generation.preparing import Prepared
from openapi.pipeline.validation import Validation
from perfectgym_next import PerfectGym
from perfectgym_next.transport import handler_transport
from tests.support.samples import (
    HOSTILE_PART,
    HOSTILE_PATH,
    HOSTILE_QUERY,
    HOSTILE_SCOPES,
    MEMBERS,
    PACKAGE,
    ROOT,
    TOY_OVERLAY,
    VALUES,
    checkout,
    contents,
    hostile,
    hostile_toys,
    operation,
    toys,
)
from tests.support.warm_generator import execute_cold


@pytest.fixture(scope="session")
def toy_checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in which the toys were generated."""
    root = checkout(tmp_path_factory.mktemp("toys") / "checkout", toys(), TOY_OVERLAY)
    generate(Sources(root), root / "generated" / PACKAGE)
    return root


@pytest.fixture
def root(toy_checkout: Path, tmp_path: Path) -> Path:
    """A copy of that checkout to break."""
    return Path(shutil.copytree(toy_checkout, tmp_path / "checkout"))


Failing = Callable[..., str]


@pytest.fixture
def failing(root: Path, capsys: pytest.CaptureFixture[str]) -> Failing:
    """Runs the command, sees to it that it fails and changes nothing, and gives the message."""

    def run() -> str:
        before = contents(root / "generated")
        assert before
        assert main([], root=root) == 2
        assert contents(root / "generated") == before
        assert [path.name for path in (root / "generated").iterdir()] == [PACKAGE]
        said = capsys.readouterr()
        assert said.out == ""
        assert "Traceback" not in said.err
        return said.err.removeprefix("generated/ is unchanged: ")

    return run


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads(path.read_bytes())
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")


class TestReproducibility:
    @pytest.mark.parametrize(("hash_seed", "path"), [("1", os.environ["PATH"]), ("4242", "/nonexistent")])
    def test_a_run_under_any_hash_seed_folder_and_path_writes_what_is_committed(
        self, tmp_path: Path, hash_seed: str, path: str
    ) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "openapi.pipeline.generate", "--check"],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
                "PYTHONHASHSEED": hash_seed,
                "PATH": path,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.stdout, done.stderr) == ("generated code is up to date\n", "")
        assert done.returncode == 0

    def test_a_second_run_changes_nothing(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        package = root / "generated" / PACKAGE
        times = {path: path.stat().st_mtime_ns for path in package.rglob("*")}
        assert main([], root=root) == 0
        assert capsys.readouterr().out == "generated: nothing changed\n"
        assert {path: path.stat().st_mtime_ns for path in package.rglob("*")} == times

    def test_the_generator_in_a_process_of_its_own_writes_what_it_writes_for_the_tests(
        self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pipeline, "_execute", execute_cold)
        generate(Sources(root), tmp_path / PACKAGE)
        assert contents(tmp_path / PACKAGE) == contents(root / "generated" / PACKAGE)

    def test_the_lock_holds_the_digests_of_what_it_is_made_from_and_the_versions_of_the_tools(
        self, toy_checkout: Path
    ) -> None:
        def digest(name: str) -> str:
            return hashlib.sha256((toy_checkout / "openapi" / name).read_bytes()).hexdigest()

        assert json.loads((toy_checkout / "generated" / PACKAGE / "generated-from.json").read_bytes()) == {
            "generated_by": "make generate; do not edit",
            "description_sha256": digest("perfectgym-next.json"),
            "overlay_sha256": digest("overlay.yaml"),
            "webhooks_sha256": digest("webhooks.yaml"),
            "tools": {name: version(name) for name in ("openapi-python-client", "ruff")},
        }

    def test_the_package_holds_the_overlaid_description(self, toy_checkout: Path) -> None:
        held = json.loads((toy_checkout / "generated" / PACKAGE / "openapi.json").read_bytes())
        expected = toys()
        expected["paths"]["/v1/toys"]["get"]["operationId"] = "listToys"
        assert held == expected


class TestCheck:
    def test_names_the_files_that_differ_are_missing_or_are_too_many_and_changes_nothing(
        self, root: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        package = root / "generated" / PACKAGE
        (package / "models" / "toy.py").write_text("# edited by hand\n", encoding="utf-8")
        (package / "models" / "colour.py").unlink()
        (package / "models" / "left_over.py").touch()
        (package / "models" / "__pycache__").mkdir()
        (package / "models" / "__pycache__" / "toy.cpython-311.pyc").touch()
        (package / "currencies.py").write_text("MINOR_UNITS = {}\n", encoding="utf-8")
        before = contents(root)
        assert main(["--check"], root=root) == 1
        assert contents(root) == before
        first, *names = capsys.readouterr().out.splitlines()
        assert "make generate" in first
        assert [name.strip() for name in names] == [
            "generated/perfectgym_next_generated/currencies.py",
            "generated/perfectgym_next_generated/models/colour.py",
            "generated/perfectgym_next_generated/models/left_over.py",
            "generated/perfectgym_next_generated/models/toy.py",
        ]

    def test_tells_folders_apart_by_content_not_by_time_or_size(self, tmp_path: Path) -> None:
        for folder, text in (("left", "a"), ("right", "b")):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "same.py").write_text("x", encoding="utf-8")
            (tmp_path / folder / "other.py").write_text(text, encoding="utf-8")
            os.utime(tmp_path / folder / "other.py", (1, 1))
        assert changed_files(tmp_path / "left", tmp_path / "right") == ["other.py"]


class TestAFailureChangesNothing:
    def test_an_overlay_action_that_matches_nothing(self, root: Path, failing: Failing) -> None:
        overlay = root / "openapi" / "overlay.yaml"
        overlay.write_text(TOY_OVERLAY.replace("getToys", "getTrains"), encoding="utf-8")
        assert failing() == (
            "overlay.yaml, action 1 ($.paths[*][?@.operationId=='getTrains']: It answers a list.): "
            "matches nothing in the description\n"
        )

    def test_an_overlay_that_is_missing(self, root: Path, failing: Failing) -> None:
        (root / "openapi" / "overlay.yaml").unlink()
        assert "overlay.yaml" in failing()

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (None, "cannot be read (No such file or directory)"),
            (b"", "is not JSON"),
            (b"<html>not found</html>", "is not JSON"),
            (b"\xff\xfe", "is not JSON"),
            (b"[" * 200_000, "is not JSON"),
            (b"[]", "not an OpenAPI 3 description"),
            (b'{"swagger": "2.0"}', "not an OpenAPI 3 description"),
            (b'{"openapi": "3.1.0", "info": {"title": "\\ud800"}}', "'\\ud800' holds half of a surrogate pair"),
        ],
    )
    def test_a_description_that_cannot_be_read(
        self, root: Path, failing: Failing, content: bytes | None, reason: str
    ) -> None:
        description = root / "openapi" / "perfectgym-next.json"
        description.unlink()
        if content is not None:
            description.write_bytes(content)
        message = failing()
        assert message.startswith(f"{description}: {reason}")
        assert len(message.splitlines()) == 1

    def test_a_description_that_is_invalid_by_the_specification(self, root: Path, failing: Failing) -> None:
        def spoil(document: dict[str, Any]) -> None:
            document["paths"]["/v1/toys"]["get"]["responses"]["200"].pop("description")

        edit(root / "openapi" / "perfectgym-next.json", spoil)
        assert failing() == (
            "the description is not valid OpenAPI: "
            'paths//v1/toys/get/responses/200: "description" is a required property\n'
        )

    def test_two_operations_of_one_name(self, root: Path, failing: Failing) -> None:
        def spoil(document: dict[str, Any]) -> None:
            document["paths"]["/v1/toys/all"] = {"get": operation("list_toys")}

        edit(root / "openapi" / "perfectgym-next.json", spoil)
        message = failing()
        assert "GET /v1/toys: two operations are called 'toys.list_toys'" in message
        assert "GET /v1/toys/all: two operations are called 'toys.list_toys'" in message

    def test_two_equal_operation_ids(self, root: Path, failing: Failing) -> None:
        def spoil(document: dict[str, Any]) -> None:
            document["paths"]["/v1/toys/all"] = {"get": operation("getToy")}

        edit(root / "openapi" / "perfectgym-next.json", spoil)
        assert "getToy" in failing()

    def test_a_construct_that_the_templates_do_not_know(self, root: Path, failing: Failing) -> None:
        def spoil(document: dict[str, Any]) -> None:
            document["components"]["schemas"]["Toy"]["properties"]["size"] = {"oneOf": [{"type": "integer"}, {}]}

        edit(root / "openapi" / "perfectgym-next.json", spoil)
        assert failing().splitlines()[1:] == ["schema Toy: field 'size': oneOf"]

    def test_an_operation_that_the_generator_dropped(
        self, root: Path, failing: Failing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = pipeline._run

        def run_and_drop(module: str, *arguments: str | Path) -> None:
            run(module, *arguments)
            if module == "openapi_python_client":
                written = Path(arguments[arguments.index("--output-path") + 1])
                toys_module = written / "api" / "toys" / "__init__.py"
                toys_module.write_text(toys_module.read_text("utf-8").replace("def get_toy(", "def _get_toy("), "utf-8")

        monkeypatch.setattr(pipeline, "_run", run_and_drop)
        assert "did not write a function for each operation; missing or extra: toys._get_toy, toys.get_toy" in failing()

    def test_a_model_that_would_hide_a_name_of_generated_code(self, root: Path, failing: Failing) -> None:
        def rename(document: dict[str, Any]) -> None:
            document["components"]["schemas"]["Operation"] = document["components"]["schemas"]["Colour"]

        edit(root / "openapi" / "perfectgym-next.json", rename)
        assert "uses the names of models for something else: Operation; rename them by class_overrides" in failing()

    def test_two_models_in_one_file(self, root: Path, failing: Failing) -> None:
        def add(document: dict[str, Any]) -> None:
            for name in ("TOYBox", "ToyBOX"):
                document["components"]["schemas"][name] = {"type": "object", "properties": {name: {"type": "string"}}}

        edit(root / "openapi" / "perfectgym-next.json", add)
        assert "the classes TOYBox and ToyBOX are both written to models/toy_box.py; rename one of them" in failing()

    def test_two_models_of_one_name(self, root: Path, failing: Failing) -> None:
        def add(document: dict[str, Any]) -> None:
            for name in ("ToyBox", "toy_box"):
                document["components"]["schemas"][name] = {"type": "object", "properties": {name: {"type": "string"}}}

        edit(root / "openapi" / "perfectgym-next.json", add)
        assert "toy_box" in failing()

    @pytest.mark.parametrize("tool", ["openapi-python-client", "ruff"])
    def test_a_tool_that_is_missing(self, failing: Failing, monkeypatch: pytest.MonkeyPatch, tool: str) -> None:
        monkeypatch.setitem(pipeline.TOOLS, tool, "not_installed_anywhere")
        assert failing() == f"{tool} is not installed in {sys.executable}: run `make setup`\n"

    def test_a_name_that_the_overlay_gives_twice(self, root: Path, failing: Failing) -> None:
        overlay = root / "openapi" / "overlay.yaml"
        target = "$.paths[*][?@.operationId=='getToy']"
        action = f'  - {{target: "{target}", update: {{operationId: listToys}}, description: Why not.}}\n'
        overlay.write_text(TOY_OVERLAY + action, encoding="utf-8")
        message = failing()
        assert message.startswith("overlay.yaml names 'listToys' twice: action 1 (")
        assert len(message.splitlines()) == 1

    def test_a_generator_that_refuses_the_description_is_quoted_from_its_beginning(
        self, failing: Failing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def prepare(document: dict[str, Any], class_names: dict[str, str]) -> Prepared:
            plain = {**document, "info": {str(n): n for n in range(500)}}
            return Prepared(overlaid=document, resolved=document, plain=plain, unsupported=())

        monkeypatch.setattr(pipeline, "prepare", prepare)
        monkeypatch.setattr(pipeline, "build_facts", lambda vendor, plain: {})
        head, *lines = failing().splitlines()
        assert head == "openapi_python_client failed:"
        assert lines[0].startswith("Error(s) encountered")
        assert len(lines) <= 21

    def test_a_validator_that_crashes(self, failing: Failing, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Validation, "__init__", _start("import os; os.abort()"))
        assert failing() == "the validator crashed with exit code -6 (no message)\n"

    def test_a_validator_that_does_not_start(self, failing: Failing, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Validation, "__init__", _start("raise MemoryError('all is used')"))
        assert failing() == "the validator crashed with exit code 1 (MemoryError: all is used)\n"

    def test_a_validator_that_hangs(self, failing: Failing, monkeypatch: pytest.MonkeyPatch) -> None:
        result = Validation.result
        monkeypatch.setattr(Validation, "__init__", _start("import threading; threading.Event().wait()"))
        monkeypatch.setattr(Validation, "result", lambda self: result(self, 0.1))
        assert failing() == "the validator took longer than 0.1 seconds\n"

    def test_a_template_that_is_broken(self, root: Path, failing: Failing) -> None:
        template = root / "openapi" / "templates" / "model.py.jinja"
        template.write_text("{% if %}\n" + template.read_text(encoding="utf-8"), encoding="utf-8")
        head, place = failing().splitlines()
        assert head == "openapi_python_client failed:"
        assert 'model.py.jinja", line 1' in place
        assert "TemplateSyntaxError" in place

    def test_ruff_that_fails(self, root: Path, failing: Failing) -> None:
        (root / "openapi" / "ruff-generated.toml").write_text("nonsense = 1\n", encoding="utf-8")
        message = failing()
        assert message.startswith("ruff failed:")
        assert "nonsense" in message

    @pytest.mark.parametrize("failing_rename", [1, 2])
    def test_a_file_system_that_refuses_the_swap(
        self, root: Path, failing: Failing, monkeypatch: pytest.MonkeyPatch, failing_rename: int
    ) -> None:
        built_elsewhere(monkeypatch, root)
        rename, seen = Path.rename, 0

        def refuse(path: Path, target: Path) -> Path:
            nonlocal seen
            seen += 1
            if seen == failing_rename:
                raise PermissionError(13, "Permission denied", str(target))
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", refuse)
        assert "Permission denied" in failing()
        assert seen >= failing_rename


def _start(code: str) -> Callable[[Any, dict[str, Any]], None]:
    """Takes the place of the start of a validation."""

    def start(self: Any, _: dict[str, Any]) -> None:
        self._process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    return start


def built_elsewhere(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """Takes the generator's place: the package as it is, with one file more."""

    def build(_: Sources, into: Path) -> None:
        source = root / "generated" / PACKAGE
        shutil.copytree(source if source.exists() else source.with_name(f".{PACKAGE}.previous"), into)
        (into / "new.py").touch()

    monkeypatch.setattr(pipeline, "build", build)


class TestASwapThatWasInterrupted:
    def killed(self, root: Path, *, at_rename: int) -> None:
        """A run in a process that ends, as by a kill, in place of one of its renames."""
        code = f"""
import os, pathlib, sys
from tests.pipeline.test_generate import built_elsewhere
from openapi.pipeline import generate
import pytest
built_elsewhere(pytest.MonkeyPatch(), pathlib.Path(sys.argv[1]))
rename, seen = pathlib.Path.rename, []
def dying(path, target):
    seen.append(path)
    if len(seen) == {at_rename}:
        os._exit(137)
    return rename(path, target)
pathlib.Path.rename = dying
generate.main([], root=pathlib.Path(sys.argv[1]))
"""
        done = subprocess.run([sys.executable, "-c", code, str(root)], cwd=ROOT, check=False)
        assert done.returncode == 137

    def test_the_next_run_restores_what_was_there_even_if_it_fails(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = contents(root / "generated" / PACKAGE)
        self.killed(root, at_rename=2)
        assert not (root / "generated" / PACKAGE).exists()
        (root / "openapi" / "overlay.yaml").unlink()
        assert main([], root=root) == 2
        assert contents(root / "generated" / PACKAGE) == before

    def test_the_next_run_writes_the_new_package_and_leaves_nothing_of_the_old_one(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = contents(root / "generated" / PACKAGE)
        self.killed(root, at_rename=2)
        built_elsewhere(monkeypatch, root)
        assert main([], root=root) == 0
        assert contents(root / "generated" / PACKAGE) == {**before, "new.py": b""}
        assert not (root / "generated" / f".{PACKAGE}.previous").exists()


@pytest.fixture(scope="session")
def hostile_package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What is generated from the hostile description; can be imported as ``hostile_toys``."""
    root = checkout(tmp_path_factory.mktemp("hostile") / "checkout", hostile_toys())
    package = root / "generated" / "hostile_toys"
    generate(Sources(root), package)
    sys.path.insert(0, str(package.parent))
    yield package
    sys.path.remove(str(package.parent))


def module(package: Path, name: str) -> ModuleType:
    return importlib.import_module(f"{package.name}.{name}")


def bare(text: str | None) -> str:
    """Without blanks, at which docstrings are wrapped, and control characters, which no source may hold."""
    return "".join(one for one in text or "" if not one.isspace() and unicodedata.category(one) != "Cc")


class TestHostileTexts:
    def test_every_module_compiles_without_a_warning_and_imports(self, hostile_package: Path) -> None:
        names = []
        for path in sorted(hostile_package.rglob("*.py")):
            compile(path.read_text(encoding="utf-8"), str(path), "exec")
            names.append(".".join(path.relative_to(hostile_package).with_suffix("").parts).removesuffix(".__init__"))
        for name in names:
            importlib.import_module(hostile_package.name if name == "__init__" else f"{hostile_package.name}.{name}")
        assert len(names) > 10

    def test_members_are_read_and_written_by_exactly_their_names(self, hostile_package: Path) -> None:
        toy = module(hostile_package, "models").Toy
        data: dict[str, Any] = {name: f"value {number}" for number, name in enumerate(MEMBERS)}
        data |= {"inner": {'a "b" {c}': Decimal("1.50")}, "kind": VALUES[0]}
        read = toy.from_dict(data)
        assert read.additional_properties == read.inner.additional_properties == {}
        assert (read.weird_x, read.class_, read.größe) == ("value 0", "value 10", "value 11")
        assert read.to_dict() == data

    def test_values_of_enums_are_exactly_those_of_the_description(self, hostile_package: Path) -> None:
        kind = module(hostile_package, "models").Kind
        assert [str(member) for member in kind] == list(VALUES)
        assert all(kind(value).is_known for value in VALUES)
        assert kind.CAFÉ == "CAFÉ"
        assert kind.NEWLINE == "NEW\nLINE"

    def test_requests_are_sent_with_exactly_the_names_and_paths_of_the_description(self, hostile_package: Path) -> None:
        seen: list[tuple[str, str, bytes]] = []

        def handler(method: str, target: str, _: Any, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
            seen.append((method, target, body))
            return 200, [], b"{}"

        toys = module(hostile_package, "api.toys")
        models = module(hostile_package, "models")
        request = toys.set_toy(
            "a/b", the_file_x=b"bytes", toy=models.Toy(weird_x="x"), query_x="y", kind=models.Kind(VALUES[3])
        )
        with PerfectGym(
            base_url="https://localhost", api_key="embedded", transport=handler_transport(handler)
        ) as client:
            client.send(request)
        method, target, body = seen[0]
        path, _, query = target.partition("?")
        assert method == "PUT"
        assert unquote(path) == unquote(HOSTILE_PATH.replace("{toyId}", "a%2Fb"))
        assert "a%2Fb" in path
        assert parse_qsl(query, keep_blank_values=True) == [(HOSTILE_QUERY, "y"), ("kind", VALUES[3])]
        assert HOSTILE_PART.replace('"', "%22").encode() in body
        assert b'{"we\\"ird {x}":"x"}' in body

    def test_an_operation_tells_its_scopes_and_names_exactly(self, hostile_package: Path) -> None:
        found = module(hostile_package, "api.toys").get_toy("a").operation
        assert (found.name, found.method, found.path) == ("toys.get_toy", "GET", HOSTILE_PATH)
        assert found.scopes == HOSTILE_SCOPES

    def test_docstrings_say_what_the_description_says(self, hostile_package: Path) -> None:
        resources = module(hostile_package, "api.toys")
        models = module(hostile_package, "models")
        for resource in (resources.Toys, resources.AsyncToys):
            text_of_method = bare(resource.set_toy.__doc__)
            for place, end in (
                ("Summary", 1),
                ("Operation", 2),
                ("Path parameter", 3),
                ("Query parameter", 4),
                ("Default", 1),
                ("Format", 5),
                ("Part", 6),
                ("Enum", 2),
            ):
                assert bare(hostile(place, end=end)) in text_of_method, place
            for text in (*HOSTILE_SCOPES, HOSTILE_PATH):
                assert bare(text) in text_of_method
        assert bare(hostile("Schema", end=1)) in bare(models.Toy.__doc__)
        for number in range(len(MEMBERS)):
            assert bare(hostile(f"Member {number}", end=number)) in bare(models.Toy.__doc__)
        assert bare(hostile("Deep", end=2)) in bare(models.ToyInner.__doc__)
        assert bare(hostile("Enum", end=2)) in bare(models.Kind.__doc__)

    def test_the_package_tells_title_and_version(self, hostile_package: Path) -> None:
        package = importlib.import_module(hostile_package.name)
        assert bare(hostile("Title", end=1)) in bare(package.__doc__)
        assert package.API_VERSION == '1.0 "{x}" \\'
