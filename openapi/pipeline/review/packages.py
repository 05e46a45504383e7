"""Read the packages of a review input from their source with griffe; nothing is imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import griffe

from openapi.pipeline.generate import PACKAGE
from openapi.pipeline.review.attrs_constructors import AttrsConstructors

__all__ = ["HAND_WRITTEN", "Packages", "iter_models", "read_packages", "schema_of", "vendor_names"]

HAND_WRITTEN = "perfectgym_next"


@dataclass(frozen=True)
class Packages:
    """Both packages.

    Attributes:
        generated: The generated package.
        hand_written: The package that users import.
    """

    generated: griffe.Module
    hand_written: griffe.Module


def read_packages(search_paths: tuple[Path, ...], hand_written: griffe.Module | None = None) -> Packages:
    """Read the packages in some folders.

    Args:
        search_paths: The folders that contain the packages.
        hand_written: The package written by hand, if it has been read already: most reviews have it on both sides.

    Raises:
        ModuleNotFoundError: A package is missing.
        TypeError: A package is a single module.
    """
    modules = griffe.ModulesCollection()
    if hand_written is not None:
        modules[HAND_WRITTEN] = hand_written
    loader = griffe.GriffeLoader(
        extensions=griffe.load_extensions(AttrsConstructors),
        search_paths=[*search_paths],
        modules_collection=modules,
        allow_inspection=False,
        store_source=False,
    )
    found = hand_written or loader.load(HAND_WRITTEN, try_relative_path=False)
    generated = loader.load(PACKAGE, try_relative_path=False)
    if not isinstance(generated, griffe.Module) or not isinstance(found, griffe.Module):
        raise TypeError(f"{PACKAGE} and {HAND_WRITTEN} must be packages")
    return Packages(generated, found)


def iter_models(generated: griffe.Module) -> Iterator[griffe.Class]:
    """Yield the models and enums of a generated package."""
    for module in generated["models"].members.values():
        if isinstance(module, griffe.Module):
            for member in module.members.values():
                if isinstance(member, griffe.Class) and not member.name.startswith("_"):
                    yield member


def vendor_names(generated: griffe.Module) -> dict[str, str]:
    """Return the vendor's names of the operations of a generated package, by ours (``devices.list_devices``)."""
    names = {}
    for module in generated["api"].members.values():
        for member in module.members.values() if isinstance(module, griffe.Module) else ():
            call = member.value if isinstance(member, griffe.Attribute) else None
            if isinstance(call, griffe.ExprCall) and str(call.function) == "Operation":
                fields = {
                    one.name: str(one.value).strip("'\"")
                    for one in call.arguments
                    if isinstance(one, griffe.ExprKeyword)
                }
                if {"name", "vendor_name"} <= fields.keys():
                    names[fields["name"]] = fields["vendor_name"]
    return names


def schema_of(class_: griffe.Class) -> str | None:
    """Return the schema of a model; None for an enum, which does not name its own."""
    schema = class_.members.get("_schema_")
    return str(schema.value).strip("'\"") if isinstance(schema, griffe.Attribute) else None
