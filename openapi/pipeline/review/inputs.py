"""Read what a review compares: a git revision, a description or a wheel, and the working tree."""

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

import griffe

from openapi.pipeline.description import DescriptionError, load, operations, sha256
from openapi.pipeline.generate import PACKAGE, ROOT, GenerationError, Sources, write_package
from openapi.pipeline.generation.preparing import prepare
from openapi.pipeline.generation.shared_enums import load_class_names
from openapi.pipeline.left_out import leave_out, load_left_out
from openapi.pipeline.overlay import OverlayError, load_overlay
from openapi.pipeline.resolving import resolve_description
from openapi.pipeline.review.packages import HAND_WRITTEN, Packages, read_packages
from openapi.pipeline.updating.ordering import align
from openapi.pipeline.validation import check_references
from openapi.pipeline.yaml_loading import load_yaml
from perfectgym_next._core.description import LEFT_OUT

__all__ = [
    "ReviewError",
    "ReviewInput",
    "drop_stale_actions",
    "project_version",
    "read_base",
    "read_description",
    "read_staged",
    "read_working_tree",
]

_VERSION = re.compile(r"^__version__ = \"([^\"]+)\"$", re.MULTILINE)


class ReviewError(RuntimeError):
    """An input cannot be read; the message says why."""


@dataclass(frozen=True, kw_only=True)
class ReviewInput:
    """One of the two inputs of a review.

    Attributes:
        label: Its name in the report.
        description: The overlaid description.
        search_paths: Folders that contain the packages; None where no code could be generated.
        version: Version of the package; None for a mere description.
        notes: What a reader of the report has to know about it.
        unnamed: Operations that the overlay does not name, as ``gym.<tag>.<operation>``: they keep the vendor's names.
        outdated_by: Files that changed since the code was generated from them.
        hand_written: The package written by hand, if it has been read already.
    """

    label: str
    description: dict[str, Any]
    search_paths: tuple[Path, ...] | None = None
    version: str | None = None
    notes: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    outdated_by: tuple[str, ...] = ()
    hand_written: griffe.Module | None = None

    @cached_property
    def packages(self) -> Packages | None:
        """The packages, as read by griffe when first used; None where there are none."""
        return None if self.search_paths is None else read_packages(self.search_paths, self.hand_written)

    @cached_property
    def webhooks(self) -> dict[str, Any] | None:
        """The table of webhook events; None where the generated package has none."""
        path = None if self.search_paths is None else self.search_paths[0] / PACKAGE / "webhooks.json"
        if path is None or not path.is_file():
            return None
        table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return table

    @property
    def api_version(self) -> str:
        """Version of the API; ``unknown`` where the description has none."""
        return str(self.description.get("info", {}).get("version", "unknown"))


def read_working_tree(root: Path = ROOT) -> ReviewInput:
    """Read the checkout as it is.

    Raises:
        ReviewError: It has no generated package, or its overlay or description cannot be read.
    """
    generated = root / "generated"
    try:
        lock = json.loads((generated / PACKAGE / "generated-from.json").read_text(encoding="utf-8"))
        description = load(generated / PACKAGE / "openapi.json")
    except (OSError, ValueError) as error:
        raise ReviewError(f"the working tree has no generated package ({error}): run `make generate`") from None
    sources = Sources(root)
    changed = (
        path.relative_to(root).as_posix()
        for name, path in (
            ("description", sources.description),
            ("overlay", sources.overlay),
            ("webhooks", sources.webhooks),
        )
        if path.is_file() and lock.get(f"{name}_sha256") != sha256(path)
    )
    return ReviewInput(
        label="working tree",
        description=description,
        search_paths=(generated, root / "overrides"),
        version=_version(root / "overrides"),
        unnamed=_unnamed(sources, description),
        outdated_by=(*changed, *_changed_list(root, sources, description)),
    )


def _changed_list(root: Path, sources: Sources, description: dict[str, Any]) -> list[str]:
    """Return the list of what is left out, if code was generated with another one."""
    mark = description.get(LEFT_OUT, {"operations": [], "schemas": []})
    used = [{key: value for key, value in one.items() if key != "name"} for one in mark["operations"]]
    try:
        entries = load_left_out(sources.left_out)
    except DescriptionError as error:
        raise ReviewError(str(error)) from None
    now = [
        {"operationId": one.operation_id, "method": one.method, "path": one.path, "reason": one.reason}
        for one in entries
        if not one.schema
    ]
    is_used = used == now and {one.schema for one in entries if one.schema} <= set(mark["schemas"])
    return [] if is_used else [sources.left_out.relative_to(root).as_posix()]


def _unnamed(sources: Sources, description: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the operations that no action of the overlay names, except those that are left out.

    Raises:
        ReviewError: The overlay or the description cannot be read.
    """
    try:
        vendor = load(sources.description)
        identifiers = set(load_overlay(sources.overlay).unnamed(vendor))
    except (DescriptionError, OverlayError) as error:
        raise ReviewError(str(error)) from None
    identifiers -= {one["operationId"] for one in description.get(LEFT_OUT, {}).get("operations", ())}
    entries = (entry for entry in operations(vendor) if entry.data.get("operationId") in identifiers)
    return tuple(sorted(f"gym.{entry.name}" for entry in entries))


def read_staged(root: Path, description: Path, package: Path) -> ReviewInput:
    """Read a description and the code generated from it, before they are put in place.

    Args:
        root: The checkout.
        description: The description as fetched.
        package: The generated package.

    Raises:
        ReviewError: The overlay or the description cannot be read.
    """
    shipped = load(package / "openapi.json")
    return ReviewInput(
        label=f"{load(description)['info']['version']} as fetched",
        description=shipped,
        search_paths=(package.parent, root / "overrides"),
        version=_version(root / "overrides"),
        unnamed=_unnamed(Sources(root, description=description), shipped),
    )


def read_base(base: str, scratch: Path, root: Path = ROOT) -> ReviewInput:
    """Read what the working tree is compared with.

    Args:
        base: A wheel, a description in JSON, or a git revision.
        scratch: An empty folder for unpacked files.
        root: The checkout.

    Raises:
        ReviewError: ``base`` is none of these, or cannot be read.
    """
    path = Path(base)
    if path.suffix == ".whl":
        return _wheel(path, scratch)
    if path.suffix in (".json", ".yaml", ".yml"):
        return read_description(path, scratch, root)
    return _revision(base, scratch, root)


def _wheel(path: Path, scratch: Path) -> ReviewInput:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.startswith((f"{PACKAGE}/", f"{HAND_WRITTEN}/"))]
            archive.extractall(scratch, names)  # noqa: S202 - zipfile keeps every name inside the folder
    except (OSError, zipfile.BadZipFile) as error:
        raise ReviewError(f"{path}: not a readable wheel ({error})") from None
    return _read_packages(path.name, (scratch,), scratch / PACKAGE)


def _revision(revision: str, scratch: Path, root: Path) -> ReviewInput:
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise ReviewError(
            f"invalid base {revision!r}: expected a git revision, a wheel (.whl) or a description (.json)"
        )
    name = commit.decode().strip()
    archive = _git(root, "archive", name, "--", f"generated/{PACKAGE}", f"overrides/{HAND_WRITTEN}")
    if archive is None:
        raise ReviewError(f"revision {revision} has no generated/{PACKAGE} or overrides/{HAND_WRITTEN}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(scratch, filter="data")
    label = f"{revision} ({name[:10]})" if not name.startswith(revision) else name[:10]
    return _read_packages(label, (scratch / "generated", scratch / "overrides"), scratch / "generated" / PACKAGE)


def _git(root: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S607
    except OSError as error:
        raise ReviewError(f"git cannot be run: {error.strerror}") from None
    return done.stdout if done.returncode == 0 else None


def _read_packages(label: str, search_paths: tuple[Path, ...], generated: Path) -> ReviewInput:
    try:
        description = resolve_description(load(generated / "openapi.json"))  # an older one may not be
    except DescriptionError as error:
        raise ReviewError(f"{label}: {error}") from None
    return ReviewInput(
        label=label, description=description, search_paths=search_paths, version=_version(search_paths[-1])
    )


def read_description(path: Path, scratch: Path, root: Path = ROOT) -> ReviewInput:
    """Read a description, apply today's overlay as far as it matches, and generate code with today's templates.

    The hand-written package is then the same in both inputs, so only the API is compared. As in `make update`, the
    description is brought into the order of the checked-in one.

    Args:
        path: The description.
        scratch: An empty folder for the generated code.
        root: The checkout.

    Raises:
        ReviewError: The description or the overlay cannot be read, or the overlay does not apply.
    """
    try:
        vendor = align(load(path), load(Sources(root).description))
        overlay, dropped = drop_stale_actions(Sources(root).overlay, vendor)
        overlay_path, aligned_path = scratch / "overlay.json", scratch / "aligned.json"
        aligned_path.write_text(json.dumps(vendor, ensure_ascii=False), encoding="utf-8")
        overlay_path.write_text(json.dumps(overlay, ensure_ascii=False), encoding="utf-8")
        description = load_overlay(overlay_path).apply(vendor)
        check_references(description)  # @redocly/cli would follow them anywhere
        description = _leave_out(Sources(root), description)
        description = resolve_description(description)
    except (DescriptionError, OverlayError) as error:
        raise ReviewError(str(error)) from None
    notes = [f"{len(dropped)} overlay actions match nothing in `{path.name}` and were not applied."] if dropped else []
    sources = Sources(root, description=aligned_path, overlay=overlay_path)
    search_paths: tuple[Path, ...] | None = (scratch / "generated", root / "overrides")
    try:
        (scratch / "generated").mkdir()
        write_package(sources, vendor, description, scratch / "generated" / PACKAGE)
    except (DescriptionError, GenerationError) as error:
        search_paths = None
        notes.append(f"No code can be generated from `{path.name}`: {str(error).splitlines()[0]}.")
    return ReviewInput(
        label=path.name,
        description=description,
        search_paths=search_paths,
        notes=tuple(notes),
        unnamed=_unnamed(sources, description),
    )


def _leave_out(sources: Sources, document: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is left out today, as far as it cannot be generated from this description either."""
    listed = load_left_out(sources.left_out)
    if not listed:
        return document
    unsupported = prepare(document, load_class_names(sources.config)).unsupported_parts()
    return leave_out(document, [one for one in listed if one.key in unsupported])


def drop_stale_actions(path: Path, description: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Read an overlay without the actions that match nothing in another description, and without ``x-count``.

    Args:
        path: The overlay.
        description: The other description.

    Returns:
        The overlay document, and the dropped actions as text.

    Raises:
        OverlayError: The overlay cannot be read, or one of its actions cannot be applied to what it matches.
    """
    counted = load_overlay(path)
    uncounted = replace(counted, actions=tuple(replace(action, count=None) for action in counted.actions))
    stale = {action.index: action for action in uncounted.stale(description)}
    document = load_yaml(path.read_text(encoding="utf-8"))
    document["actions"] = [
        {key: value for key, value in action.items() if key != "x-count"}
        for index, action in enumerate(document["actions"], start=1)
        if index not in stale
    ]
    return document, [str(action) for action in stale.values()]


def _version(folder: Path) -> str | None:
    """Return the version of the package without importing it."""
    try:
        found = _VERSION.search((folder / HAND_WRITTEN / "_version.py").read_text(encoding="utf-8"))
    except OSError:
        return None
    return found[1] if found else None


def project_version(root: Path = ROOT) -> str:
    """Return the version in pyproject.toml."""
    return str(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
