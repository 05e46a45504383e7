"""The reference of the operations: a page a tag, made from the description, the code and the examples."""

from __future__ import annotations

import importlib
import inspect
import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, get_type_hints

import attrs

import perfectgym_next
from docs.site.examples import run_example
from perfectgym_next import models
from perfectgym_next._core.operation import Operation
from perfectgym_next_generated import api

__all__ = ["OperationPage", "map_page", "model_pages", "operation_pages", "scopes_page", "signature_of", "tag_pages"]

_FOLDED = '<div class="folded" markdown>'
"""Begins a part whose tables have their cells below each other on a phone; ``</div>`` ends it."""
_WIDE = '<div class="folded wide" markdown>'
"""The same, for a table that is all of its page."""
_ENUM_OPTIONS = (
    "\n    options: {members: true, separate_signature: false, show_attribute_values: false, show_labels: false}"
)


@dataclass(frozen=True)
class OperationPage:
    """An operation, with the class and the name of its method.

    Attributes:
        operation: The operation.
        resource: The class of its tag.
    """

    operation: Operation
    resource: type

    @property
    def tag(self) -> str:
        """Its tag, as an attribute of the client."""
        return self.operation.name.partition(".")[0]

    @property
    def method(self) -> str:
        """Name of the method."""
        return self.operation.name.partition(".")[2]

    @property
    def link(self) -> str:
        """Link to it from another page of the reference."""
        return f"{self.tag}.md#{self.method}"

    @property
    def summary(self) -> str:
        """First line of its documentation."""
        return (inspect.getdoc(getattr(self.resource, self.method)) or "").partition("\n")[0]


@cache
def operation_pages() -> list[OperationPage]:
    """Return all operations by tag, in the order of the code."""
    found = []
    for tag in sorted(name for name in dir(perfectgym_next.PerfectGym) if _resource(name)):
        resource = _resource(tag)
        assert resource is not None  # noqa: S101
        module = importlib.import_module(resource.__module__)
        found += [OperationPage(value, resource) for value in vars(module).values() if isinstance(value, Operation)]
    return found


def _resource(tag: str) -> type | None:
    name = "".join(part.capitalize() for part in tag.split("_"))
    found = getattr(api, name, None)
    return found if isinstance(found, type) else None


def tag_pages() -> dict[str, str]:
    """Return the reference pages by their names, ``classes.md``."""
    by_tag: dict[str, list[OperationPage]] = {}
    for one in operation_pages():
        by_tag.setdefault(one.tag, []).append(one)
    return {f"{tag}.md": _tag_page(tag, found) for tag, found in by_tag.items()}


def _tag_page(tag: str, found: list[OperationPage]) -> str:
    lines = [
        f"# gym.{tag}",
        "",
        f"{len(found)} operations. Each is a method of `gym.{tag}`; with `AsyncPerfectGym`, "
        "await it, and iterate over lists with `async for`.",
        "",
        _FOLDED,
        "",
        "| operation | summary |",
        "|---|---|",
    ]
    lines += [f"| [`{one.method}`](#{one.method}) | {one.summary} |" for one in found]
    lines += ["", "</div>"]
    for one in found:
        lines += ["", *_operation_section(one)]
    return "\n".join(lines) + "\n"


def _operation_section(one: OperationPage) -> list[str]:
    example = run_example(one.operation.name)
    lines = [
        f"## {one.method} {{#{one.method}}}",
        "",
        "```python",
        signature_of(one),
        "```",
        "",
        f"::: {one.resource.__module__}.{one.resource.__name__}.{one.method}",
        "    options: {show_root_heading: false, show_root_toc_entry: false}",
    ]
    hints = get_type_hints(getattr(one.resource, one.method), vars(importlib.import_module(one.resource.__module__)))
    for title, hint in (("body", hints.get("body")), ("result", hints.get("return"))):
        for model in _models_in(hint):
            lines += ["", *_fields_table(title, model)]
    lines += [
        "",
        "**Example**",
        "",
        "```python",
        example.code,
        "```",
        *(["", "```text", example.output, "```"] if example.output else []),
        "",
        '??? example "What is sent and received"',
        "",
        *_indent(["```http", example.request, "```", "", "```http", example.response, "```"]),
    ]
    return lines


def signature_of(one: OperationPage) -> str:
    """Return the signature of an operation as its caller sees it, one line a parameter if it is long."""
    name, signature = one.operation.name, inspect.signature(getattr(one.resource, one.method))
    parameters = [str(one).replace("'", "") for one in list(signature.parameters.values())[1:]]
    kinds = [one.kind for one in list(signature.parameters.values())[1:]]
    if inspect.Parameter.KEYWORD_ONLY in kinds:
        parameters.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    result = str(signature.return_annotation)
    text = f"gym.{name}({', '.join(parameters)}) -> {result}"
    if len(text) > 80:
        text = "\n    ".join([f"gym.{name}(", *(f"{one}," for one in parameters)]) + f"\n) -> {result}"
    return text.replace("models.", "").replace("perfectgym_next.", "")


def _scopes(operation: Operation) -> str:
    if not operation.scopes:
        return "no scope"
    return (" or " if operation.any_scope else " and ").join(f"`{scope}`" for scope in operation.scopes)


def _models_in(hint: Any) -> list[type]:
    """Return the models in a type hint: the model itself, or that of a list or pager."""
    if isinstance(hint, type) and attrs.has(hint):
        return [hint]
    return [model for inner in getattr(hint, "__args__", ()) for model in _models_in(inner)]


def _fields_table(title: str, model: type) -> list[str]:
    described = _descriptions(model)
    lines = [
        f"**Fields of the {title}**, [`{model.__name__}`][{model.__module__}.{model.__name__}]",
        "",
        _FOLDED,
        "",
        "| field | type | meaning |",
        "|---|---|---|",
    ]
    for field in attrs.fields(model):
        if field.name != "additional_properties":
            kind = str(field.type).replace("|", "\\|")
            lines.append(f"| `{field.name}` | `{_type_text(kind)}` | {described.get(field.name, '')} |")
    return [*lines, "", "</div>"]


def _type_text(kind: str) -> str:
    return kind.replace("datetime.datetime", "datetime").replace("datetime.date", "date").replace("\\|", "|")


def _descriptions(model: type) -> dict[str, str]:
    """Return what the docstring of a model says about each field."""
    text = (inspect.getdoc(model) or "").partition("Attributes:\n")[2]
    entries = re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", text, re.MULTILINE)
    return {name: " ".join(line.strip() for line in entry.splitlines()) for name, entry in entries}


def _indent(parts: list[str]) -> list[str]:
    return [f"    {line}" if line else "" for part in parts for line in part.splitlines() or [""]]


def map_page() -> str:
    """Return the page that leads from the vendor's names to ours."""
    lines = [
        "# From the vendor's documentation",
        "",
        "The vendor's documentation names operations by their id. This is what to call for each.",
        "",
        _WIDE,
        "",
        "| vendor's operation | call | request |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{one.operation.vendor_name}` | [`gym.{one.operation.name}`]({one.link}) | "
        f"`{one.operation.method} {one.operation.path}` |"
        for one in sorted(operation_pages(), key=lambda one: (one.operation.vendor_name or "").casefold())
    ]
    return "\n".join([*lines, "", "</div>"]) + "\n"


def scopes_page() -> str:
    """Return the page with all operations and the scopes that they require."""
    lines = [
        "# All operations",
        "",
        f"The {len(operation_pages())} operations of the API, and the scopes that a key needs for them.",
        "",
        _WIDE,
        "",
        "| operation | scopes | summary |",
        "|---|---|---|",
    ]
    lines += [
        f"| [`{one.operation.name}`]({one.link}) | {_scopes(one.operation)} | {one.summary} |"
        for one in operation_pages()
    ]
    return "\n".join([*lines, "", "</div>"]) + "\n"


def model_pages() -> dict[str, str]:
    """Return the pages of models and enums, by the first letter of their names."""
    pages: dict[str, list[str]] = {}
    for name in sorted(models.__all__):
        value = getattr(models, name)
        members = _ENUM_OPTIONS if issubclass(value, Enum) else ""
        pages.setdefault(name[0].lower(), []).append(f"::: {value.__module__}.{value.__name__}{members}")
    return {
        f"{letter}.md": f"# Models: {letter.upper()}\n\n" + "\n\n".join(found) + "\n" for letter, found in pages.items()
    }
