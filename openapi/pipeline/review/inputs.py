"""The two sides of a comparison: a git revision, a description or a wheel, and the working tree."""

from __future__ import annotations

import io
import json
import re
import subprocess
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from openapi.pipeline.description import DescriptionError, load, operations, sha256
from openapi.pipeline.generate import PACKAGE, ROOT, GenerationError, Sources, write_package
from openapi.pipeline.overlay import OverlayError, load_overlay
from openapi.pipeline.review.packages import HAND_WRITTEN, Packages, read_packages
from openapi.pipeline.updating.ordering import aligned

__all__ = [
    "ReviewError",
    "Side",
    "base_side",
    "described_side",
    "fitting_overlay",
    "project_version",
    "staged_side",
    "working_tree",
]

_VERSION = re.compile(r"^__version__ = \"([^\"]+)\"$", re.MULTILINE)


class ReviewError(RuntimeError):
    """The comparison cannot be made; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side.

    Attributes:
        label: What it is called in the report.
        description: The overlaid description.
        search_paths: Folders that hold the packages; None where no packages could be made.
        version: Version of the package; None where the side is only a description.
        notes: What a reader of the report has to know about this side.
        unnamed: Operations that the overlay does not name: they are called as the vendor calls them.
    """

    label: str
    description: dict[str, Any]
    search_paths: tuple[Path, ...] | None
    version: str | None
    notes: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()

    @cached_property
    def packages(self) -> Packages | None:
        """What griffe reads of the packages; None where there are none."""
        return None if self.search_paths is None else read_packages(self.search_paths)

    @property
    def api_version(self) -> str:
        """Version of the API."""
        return str(self.description["info"]["version"])


def working_tree(root: Path = ROOT) -> Side:
    """The checkout as it is.

    Raises:
        ReviewError: It holds no generated package.
    """
    generated = root / "generated"
    notes = []
    try:
        lock = json.loads((generated / PACKAGE / "generated-from.json").read_text(encoding="utf-8"))
        description = load(generated / PACKAGE / "openapi.json")
    except (OSError, ValueError) as error:
        raise ReviewError(f"the working tree has no generated package, run `make generate` ({error})") from None
    sources = Sources(root)
    for name, path in (("description", sources.description), ("overlay", sources.overlay)):
        if path.is_file() and lock.get(f"{name}_sha256") != sha256(path):
            notes.append(f"`{path.relative_to(root)}` changed since the code was generated: run `make generate`.")
    return Side(
        label="working tree",
        description=description,
        search_paths=(generated, root / "overrides"),
        version=_version(root / "overrides"),
        notes=tuple(notes),
        unnamed=_unnamed(sources),
    )


def _unnamed(sources: Sources) -> tuple[str, ...]:
    """Names of the operations that no action of the overlay names.

    Raises:
        ReviewError: The overlay or the description cannot be read.
    """
    try:
        vendor = load(sources.description)
        identifiers = set(load_overlay(sources.overlay).unnamed(vendor))
    except (DescriptionError, OverlayError) as error:
        raise ReviewError(str(error)) from None
    entries = (entry for entry in operations(vendor) if entry.data.get("operationId") in identifiers)
    return tuple(sorted(f"gym.{entry.name}" for entry in entries))


def staged_side(root: Path, description: Path, package: Path) -> Side:
    """A description and the code generated from it, before they are put in place."""
    return Side(
        label=f"{load(description)['info']['version']} as fetched",
        description=load(package / "openapi.json"),
        search_paths=(package.parent, root / "overrides"),
        version=_version(root / "overrides"),
        unnamed=_unnamed(Sources(root, description=description)),
    )


def base_side(base: str, scratch: Path, root: Path = ROOT) -> Side:
    """What the working tree is compared with.

    Args:
        base: A wheel, a description in JSON, or a git revision.
        scratch: An empty folder for what has to be unpacked.
        root: The checkout.

    Raises:
        ReviewError: It is none of them, or cannot be read.
    """
    path = Path(base)
    if path.suffix == ".whl":
        return _wheel(path, scratch)
    if path.suffix in (".json", ".yaml", ".yml"):
        return described_side(path, scratch, root)
    return _revision(base, scratch, root)


def _wheel(path: Path, scratch: Path) -> Side:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.startswith((f"{PACKAGE}/", f"{HAND_WRITTEN}/"))]
            archive.extractall(scratch, names)  # noqa: S202 - zipfile keeps every name inside the folder
    except (OSError, zipfile.BadZipFile) as error:
        raise ReviewError(f"{path}: not a readable wheel ({error})") from None
    return _packages(path.name, (scratch,), scratch / PACKAGE)


def _revision(revision: str, scratch: Path, root: Path) -> Side:
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise ReviewError(f"{revision!r} is no git revision, wheel (.whl) or description (.json)")
    name = commit.decode().strip()
    archive = _git(root, "archive", name, "--", f"generated/{PACKAGE}", f"overrides/{HAND_WRITTEN}")
    if archive is None:
        raise ReviewError(f"revision {revision} has no generated/{PACKAGE} or overrides/{HAND_WRITTEN}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(scratch, filter="data")
    label = f"{revision} ({name[:10]})" if not name.startswith(revision) else name[:10]
    return _packages(label, (scratch / "generated", scratch / "overrides"), scratch / "generated" / PACKAGE)


def _git(root: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S607
    except OSError as error:
        raise ReviewError(f"git cannot be run ({error.strerror})") from None
    return done.stdout if done.returncode == 0 else None


def _packages(label: str, search_paths: tuple[Path, ...], generated: Path) -> Side:
    try:
        description = load(generated / "openapi.json")
    except DescriptionError as error:
        raise ReviewError(f"{label}: {error}") from None
    return Side(label=label, description=description, search_paths=search_paths, version=_version(search_paths[-1]))


def described_side(path: Path, scratch: Path, root: Path = ROOT) -> Side:
    """A description, with today's overlay as far as it fits and with the code that today's templates make of it.

    The hand-written package is the same on both sides then, so only the API is compared. As `make update` does, it
    takes the description in the order of the checked-in one.

    Raises:
        ReviewError: The description cannot be read.
    """
    try:
        vendor = aligned(load(path), load(Sources(root).description))
        overlay, dropped = fitting_overlay(Sources(root).overlay, vendor)
        overlay_path, aligned_path = scratch / "overlay.yaml", scratch / "aligned.json"
        aligned_path.write_text(json.dumps(vendor, ensure_ascii=False), encoding="utf-8")
        overlay_path.write_text(yaml.safe_dump(overlay, allow_unicode=True, sort_keys=False), encoding="utf-8")
        description = load_overlay(overlay_path).apply(vendor)
    except (DescriptionError, OverlayError) as error:
        raise ReviewError(str(error)) from None
    notes = [f"{len(dropped)} overlay actions match nothing in `{path.name}` and were left out."] if dropped else []
    sources = Sources(root, description=aligned_path, overlay=overlay_path)
    search_paths: tuple[Path, ...] | None = (scratch / "generated", root / "overrides")
    try:
        (scratch / "generated").mkdir()
        write_package(sources, vendor, description, scratch / "generated" / PACKAGE)
    except (DescriptionError, GenerationError) as error:
        search_paths = None
        notes.append(f"No Python half: no code can be generated from `{path.name}` ({str(error).splitlines()[0]}).")
    return Side(
        label=path.name,
        description=description,
        search_paths=search_paths,
        version=None,
        notes=tuple(notes),
        unnamed=_unnamed(sources),
    )


def fitting_overlay(path: Path, description: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The overlay without the actions that match nothing in another description, and what those were.

    Raises:
        OverlayError: The overlay cannot be read, or one of its actions does not fit what it matches.
    """
    counted = load_overlay(path)
    uncounted = replace(counted, actions=tuple(replace(action, count=None) for action in counted.actions))
    stale = {action.index: action for action in uncounted.stale(description)}
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    document["actions"] = [
        {key: value for key, value in action.items() if key != "x-count"}
        for index, action in enumerate(document["actions"], start=1)
        if index not in stale
    ]
    return document, [str(action) for action in stale.values()]


def _version(folder: Path) -> str | None:
    """Version of the package, read and not imported."""
    try:
        found = _VERSION.search((folder / HAND_WRITTEN / "version.py").read_text(encoding="utf-8"))
    except OSError:
        return None
    return found[1] if found else None


def project_version(root: Path = ROOT) -> str:
    """Version in pyproject.toml."""
    return str(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
