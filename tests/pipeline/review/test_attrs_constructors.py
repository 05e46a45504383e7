"""The constructors that attrs makes, as griffe sees them."""

from __future__ import annotations

from pathlib import Path

import griffe

from openapi.pipeline.review.attrs_constructors import AttrsConstructors


class TestAttrsConstructors:
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
