"""From the description to ``generated/perfectgym_next_generated``.

``python -m openapi.pipeline.generate`` regenerates; with ``--check`` it regenerates elsewhere and compares.
The new package is built beside its target and swapped in at the very end: whatever fails, ``generated/`` stays as it
was.
"""

from __future__ import annotations

import argparse
import contextlib
import filecmp
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from openapi.pipeline.description import DescriptionError, load, normalise, operations, sha256, validate
from openapi.pipeline.generation.currencies import render_currencies
from openapi.pipeline.generation.python_names import twins, with_python_names
from openapi.pipeline.generation.shared_enums import renamed_classes, share_values
from openapi.pipeline.generation.supported import check_constructs
from openapi.pipeline.generation.template_facts import build_facts, render_facts
from openapi.pipeline.overlay import OverlayError, load_overlay

__all__ = ["GenerationError", "Sources", "changed_files", "generate", "overlaid"]

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "perfectgym_next_generated"
TOOLS = {"openapi-python-client": "openapi_python_client", "ruff": "ruff"}
TAKEN = {"Any", "AsyncClient", "AsyncPager", "ClassVar", "Decimal", "FileContent", "JsonPart", "Mapping", "Operation"}
TAKEN |= {"Pager", "Request", "Self", "SyncClient", "UUID", "Upload"}
"""Classes that generated modules import by these names."""


class GenerationError(RuntimeError):
    """The generator or ruff failed, or what they wrote is not whole."""


class Sources:
    """Where everything that generated code depends on stands.

    Args:
        root: The checkout.
        description: Another description than the checked-in one.
        overlay: Another overlay than the checked-in one.
    """

    def __init__(self, root: Path = ROOT, *, description: Path | None = None, overlay: Path | None = None) -> None:
        self.description = description or root / "openapi" / "perfectgym-next.json"
        self.overlay = overlay or root / "openapi" / "overlay.yaml"
        self.templates = root / "openapi" / "templates"
        self.config = root / "generator-config.yaml"
        self.ruff = root / "openapi" / "ruff-generated.toml"


def overlaid(sources: Sources) -> tuple[dict[str, Any], dict[str, Any]]:
    """The description as obtained, and as our overlay corrects it.

    Raises:
        DescriptionError: The description cannot be read.
        OverlayError: The overlay cannot be read, or an action matches nothing.
    """
    vendor = load(sources.description)
    return vendor, load_overlay(sources.overlay).apply(vendor)


def build(sources: Sources, into: Path) -> None:
    """Write the generated package into a new folder.

    Raises:
        DescriptionError, OverlayError: The input cannot be used.
        GenerationError: A tool is missing, fails or warns, or an operation was dropped.
    """
    for distribution, module in TOOLS.items():
        if importlib.util.find_spec(module) is None:
            raise GenerationError(f"{distribution} is not installed in {sys.executable}: run `make setup`")
    vendor, document = overlaid(sources)
    # Half of the time goes into the validator, so it runs beside the generator, in a process of its own.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        validation = pool.submit(validate, document)
        try:
            write_package(sources, vendor, document, into)
        except Exception:
            validation.result()  # an invalid description is the better explanation
            raise
        validation.result()
    _run("ruff", "check", "--fix", "--config", sources.ruff, "--no-cache", "--quiet", into)
    _run("ruff", "format", "--config", sources.ruff, "--no-cache", "--quiet", into)


def write_package(sources: Sources, vendor: dict[str, Any], document: dict[str, Any], into: Path) -> None:
    plain = normalise(document)
    share_values(plain, renamed_classes(sources.config))
    check_constructs(plain)
    with tempfile.TemporaryDirectory(prefix="perfectgym-next-") as scratch:
        templates = Path(scratch) / "templates"
        shutil.copytree(sources.templates, templates)
        (templates / "facts.jinja").write_text(render_facts(build_facts(vendor, plain)), encoding="utf-8")
        description = Path(scratch) / "description.json"
        description.write_text(json.dumps(with_python_names(plain), ensure_ascii=False), encoding="utf-8")
        arguments: list[str | Path] = ["--path", description, "--meta", "none", "--config", sources.config]
        arguments += ["--custom-template-path", templates, "--output-path", into, "--fail-on-warning"]
        _run("openapi_python_client", "generate", *arguments)
    _drop_empty(into)
    _check_whole(plain, into)
    (into / "py.typed").touch()
    (into / "currencies.py").write_text(render_currencies(), encoding="utf-8")
    (into / "openapi.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (into / "generated-from.json").write_text(json.dumps(_lock(sources), indent=2) + "\n", encoding="utf-8")


def _run(module: str, *arguments: str | Path) -> None:
    """Run a tool of this very environment, never one found on PATH."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "NO_COLOR": "1", "TYPER_STANDARD_TRACEBACK": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise GenerationError(f"{module} failed:\n{_reason(done.stdout + done.stderr)}")


def _reason(output: str) -> str:
    """Of a traceback that ends in a template, its place there and its last line; else the end of what a tool wrote."""
    lines = output.strip().splitlines()
    places = [line.strip() for line in lines if '.jinja", line ' in line]
    return f"{places[-1]}: {lines[-1]}" if places else "\n".join(lines)[-4000:]


def _drop_empty(package: Path) -> None:
    """A template that renders nothing makes no file."""
    for path in package.rglob("*.py"):
        if not path.read_text(encoding="utf-8").strip():
            path.unlink()


def _check_whole(document: dict[str, Any], package: Path) -> None:
    """Every operation has its module (the generator may drop one without a word), and no model hides another name."""
    expected = {Path("api", *entry.name.split(".")).with_suffix(".py") for entry in operations(document)}
    written = {path.relative_to(package) for path in package.glob("api/*/*.py") if path.name != "__init__.py"}
    if expected != written:
        odd = ", ".join(sorted(str(path) for path in expected ^ written))
        raise GenerationError(f"the generator did not write a module for each operation; missing or odd: {odd}")
    index = (package / "models" / "__init__.py").read_text("utf-8")
    modules = dict(re.findall(r'^    "(\w+)": "(\w+)",$', index, re.MULTILINE))
    for module, classes in twins(modules.items()):
        raise GenerationError(
            f"the classes {' and '.join(classes)} are both written to models/{module}.py; "
            "rename one of them by class_overrides in generator-config.yaml"
        )
    models = set(modules)
    resources = set(re.findall(r'^    "(\w+)": "', (package / "api" / "__init__.py").read_text("utf-8"), re.MULTILINE))
    hidden = models & (TAKEN | resources)
    if hidden:
        raise GenerationError(
            f"generated code gives another meaning to the name of a model: {', '.join(sorted(hidden))}; "
            "rename it by class_overrides in generator-config.yaml"
        )


def _lock(sources: Sources) -> dict[str, Any]:
    """What the package was generated from."""
    return {
        "description_sha256": sha256(sources.description),
        "overlay_sha256": sha256(sources.overlay),
        "tools": {distribution: version(distribution) for distribution in TOOLS},
    }


def changed_files(expected: Path, actual: Path) -> list[str]:
    """Names of the files that differ between two folders, or are in one only; caches of Python aside."""
    names = {
        path.relative_to(folder).as_posix()
        for folder in (expected, actual)
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    def same(name: str) -> bool:
        left, right = expected / name, actual / name
        return left.is_file() and right.is_file() and filecmp.cmp(left, right, shallow=False)

    return sorted(name for name in names if not same(name))


def generate(sources: Sources, target: Path) -> list[str]:
    """Regenerate a package in place, whole or not at all.

    Returns:
        The files that changed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    previous = target.with_name(f".{target.name}.previous")
    if previous.exists() and not target.exists():  # a run was killed between the two renames
        previous.rename(target)
    shutil.rmtree(previous, ignore_errors=True)  # or right behind them
    with _staging(target) as staged:
        build(sources, staged)
        changed = changed_files(staged, target)
        if changed:
            _swap(staged, target, previous)
    return changed


@contextlib.contextmanager
def _staging(target: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        yield folder / target.name
    finally:
        shutil.rmtree(folder)


def _swap(staged: Path, target: Path, previous: Path) -> None:
    if target.exists():
        target.rename(previous)
    try:
        staged.rename(target)
    except OSError:
        if previous.exists():
            previous.rename(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def check(sources: Sources, target: Path) -> list[str]:
    """Names of the committed files that a regeneration would change."""
    with tempfile.TemporaryDirectory(prefix="perfectgym-next-check-") as scratch:
        fresh = Path(scratch) / target.name
        build(sources, fresh)
        return [f"{target.parent.name}/{target.name}/{name}" for name in changed_files(fresh, target)]


def main(arguments: list[str] | None = None, *, root: Path = ROOT) -> int:
    """The command behind ``make generate`` and ``make check``.

    Args:
        arguments: Of the command line.
        root: The checkout.
    """
    parser = argparse.ArgumentParser(prog="python -m openapi.pipeline.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with what is committed, change nothing")
    options = parser.parse_args(arguments)
    target = root / "generated" / PACKAGE
    try:
        if options.check:
            stale = check(Sources(root), target)
            if stale:
                print("not what `make generate` writes; run it and commit the result:", *stale, sep="\n  ")
                return 1
            print("generated code is what the description says")
            return 0
        changed = generate(Sources(root), target)
    except (DescriptionError, OverlayError, GenerationError, OSError) as error:
        print(f"generated/ is as it was: {error}", file=sys.stderr)
        return 2
    print(f"generated: {len(changed)} files changed" if changed else "generated: nothing changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
