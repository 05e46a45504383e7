"""Descriptions to generate from: a small one, and one whose every text is hostile to generated code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "perfectgym_next_generated"

JSON = "application/json"

TOY_OVERLAY = """\
overlay: 1.1.0
info: {title: Toys, version: 1.0.0}
actions:
  - target: $.paths[*][?@.operationId=='getToys']
    update: {operationId: listToys}
    description: It answers a list.
"""

EMPTY_OVERLAY = """\
overlay: 1.1.0
info: {title: Nothing to correct, version: 1.0.0}
actions:
  - {target: $.info, update: {}, description: An overlay needs an action.}
"""

HOSTILE = (
    "quotes \" ' \"\"\" ''' braces {x} {{ facts }} {% raw %} {%- endraw %} {# note #} #} %} }} "
    'backslashes \\ \\n \\N{DASH} \\U \\x \\" two\nlines\r\nand\ttab '
    "controls \x00\x07\x1b\x7f\x85 separators \u2028\u2029 joined \U0001f469\u200d\U0001f4bb emoji \U0001f600 ünïcode"
)
ENDINGS = ("\\", '"', '"""', "'''", "}}", "%}", "{#")


def hostile(place: str, *, end: int = 0) -> str:
    """The hostile text, marked with its place and differing in its end."""
    return f"{place}: {HOSTILE} {ENDINGS[end % len(ENDINGS)]}"


def answer(schema: dict[str, Any] | None, description: str = "Done.") -> dict[str, Any]:
    """An answer of success."""
    return {"description": description, **({"content": {JSON: {"schema": schema}}} if schema is not None else {})}


def operation(identifier: str, schema: dict[str, Any] | None = None, **members: Any) -> dict[str, Any]:
    """A GET without parameters, unless the members say more."""
    return {"operationId": identifier, "tags": ["Toys"], "responses": {"200": answer(schema)}, **members}


def description(paths: dict[str, Any], schemas: dict[str, Any] | None = None, **info: str) -> dict[str, Any]:
    """A whole description."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Toys", "version": "1.0", **info},
        "paths": paths,
        "components": {"schemas": schemas or {}},
    }


def reference(name: str) -> dict[str, str]:
    """A reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def toys() -> dict[str, Any]:
    """Two operations and two schemas."""
    return description(
        {
            "/v1/toys": {"get": operation("getToys", {"type": "array", "items": reference("Toy")})},
            "/v1/toys/{toyId}": {
                "get": operation(
                    "getToy",
                    reference("Toy"),
                    parameters=[{"name": "toyId", "in": "path", "required": True, "schema": {"type": "integer"}}],
                )
            },
        },
        {
            "Toy": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "colour": reference("Colour")},
            },
            "Colour": {"type": "string", "enum": ["RED", "BLUE"]},
        },
    )


def checkout(root: Path, document: dict[str, Any], overlay: str = EMPTY_OVERLAY) -> Path:
    """A folder with all that the generation starts from: our templates and configuration, another description."""
    (root / "openapi").mkdir(parents=True)
    shutil.copytree(ROOT / "openapi" / "templates", root / "openapi" / "templates")
    for name in ("ruff-generated.toml", "webhooks.yaml"):
        shutil.copy(ROOT / "openapi" / name, root / "openapi")
    shutil.copy(ROOT / "generator-config.yaml", root)
    (root / "openapi" / "perfectgym-next.json").write_text(json.dumps(document), encoding="utf-8")
    (root / "openapi" / "overlay.yaml").write_text(overlay, encoding="utf-8")
    return root


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, caches of Python aside, by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


MEMBERS = (
    'we"ird {x}',
    "it's",
    "back\\slash\\",
    "new\nline",
    "{{ braces }}",
    "{% block %}",
    "{# note",
    "nul\x00",
    '"""',
    "\U0001f469\u200d\U0001f4bb code",
    "class",
    "größe",
    "get",
)
"""Names of members as no sane vendor gives them; all are legal JSON."""

VALUES = (
    'SAID "NO" {x}',
    "IT'S",
    "BACK\\SLASH\\",
    "NEW\nLINE",
    "{{ BRACES }}",
    "{% END %}",
    "NUL\x00ONE",
    '"""',
    "\U0001f469\u200d\U0001f4bb",
    "CAFÉ",
    "",
)
"""Values of an enum of the same kind."""

HOSTILE_PATH = "/v1/it's~(odd)!$&*+,;=:@%20/{toyId}"
HOSTILE_QUERY = 'que"ry {x}\n'
HOSTILE_PART = 'the "file" {x}'
HOSTILE_SCOPES = ('SCOPE_"{x}"', "SCOPE_{{ y }}\\", "SCOPE_%}'''")


def hostile_toys() -> dict[str, Any]:
    """A description with hostile text wherever a description may hold text."""
    members: dict[str, Any] = {
        name: {"type": "string", "description": hostile(f"Member {number}", end=number), "example": HOSTILE}
        for number, name in enumerate(MEMBERS)
    }
    members["kind"] = reference("Kind")
    members["inner"] = {
        "type": "object",
        "description": hostile("Inner", end=1),
        "properties": {'a "b" {c}': {"type": "number", "description": hostile("Deep", end=2), "example": 1.5}},
    }
    ways = {
        "summary": hostile("Summary", end=1),
        "description": f"Required Scopes: {', '.join(f'`{scope}`' for scope in HOSTILE_SCOPES)}\n\n"
        + hostile("Operation", end=2),
        "parameters": [
            {
                "name": "toyId",
                "in": "path",
                "required": True,
                "description": hostile("Path parameter", end=3),
                "schema": {"type": "string", "example": HOSTILE},
            },
            {
                "name": HOSTILE_QUERY,
                "in": "query",
                "description": hostile("Query parameter", end=4),
                "schema": {"type": "string", "default": hostile("Default", end=1), "format": hostile("Format", end=5)},
            },
            {"name": "kind", "in": "query", "schema": reference("Kind")},
        ],
    }
    upload = {
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": [HOSTILE_PART],
                    "properties": {
                        HOSTILE_PART: {"type": "string", "format": "binary", "description": hostile("Part", end=6)},
                        "toy": reference("Toy"),
                    },
                },
                "encoding": {"toy": {"contentType": JSON}},
            }
        },
        "required": True,
        "description": hostile("Body"),
    }
    document = description(
        {
            HOSTILE_PATH: {
                "get": operation("getToy", reference("Toy"), **ways),
                "put": operation("setToy", reference("Toy"), requestBody=upload, **ways),
            },
            "/v1/toys": {
                "get": operation("listToys", reference("Shelf"), **{**ways, "parameters": ways["parameters"][1:]}),
                "post": operation(
                    "addToy",
                    None,
                    requestBody={"content": {JSON: {"schema": reference("Toy")}}, "description": hostile("Body")},
                ),
            },
        },
        {
            "Toy": {"type": "object", "description": hostile("Schema", end=1), "properties": members},
            "Kind": {"type": "string", "description": hostile("Enum", end=2), "enum": list(VALUES)},
            "Shelf": {
                "type": "object",
                "description": hostile("Slice", end=1),
                "required": ["result", "hasNext"],
                "properties": {
                    "result": {"type": "array", "items": reference("Toy"), "description": hostile("Result")},
                    "hasNext": {"type": "boolean"},
                    "offset": {"type": "string"},
                },
            },
        },
        title=hostile("Title", end=1),
        version='1.0 "{x}" \\',
        description=hostile("Info"),
        summary=hostile("Info summary"),
    )
    document["tags"] = [{"name": "Toys", "description": hostile("Tag")}]
    document["servers"] = [{"url": "https://example.com", "description": hostile("Server")}]
    return document
