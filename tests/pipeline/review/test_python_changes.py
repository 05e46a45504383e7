"""Changes of the packages, as users of their public names see them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from openapi.pipeline.generate import PACKAGE
from openapi.pipeline.review.comparison import compare
from openapi.pipeline.review.inputs import ReviewInput, read_base, read_working_tree
from openapi.pipeline.review.policy import Verdict
from openapi.pipeline.review.python_changes import gains_variants
from tests.support.reviews import build_wheel, hide_node
from tests.support.samples import toys

INIT = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from perfectgym_next._core.operation import Response
_MODULES = {"Response": "perfectgym_next._core.operation"}
__all__ = ["Response"]
"""
OPERATION = """
class Response:
    def __init__(self, status: int) -> None:
        self.status = status
    def json(self) -> object: ...
    def text(self, encoding: str = "utf-8") -> str: ...
    def _decode(self) -> None: ...

def path_segment(value: object) -> str: ...
"""
PAGINATION = """
__all__ = ["AsyncPager", "Pager"]

class _BasePager:
    def slices(self, *, start: str | None = None) -> object: ...
    def _next(self) -> None: ...

class Pager(_BasePager):
    def all(self) -> list: ...

class AsyncPager(_BasePager): ...
"""
FILES = {"__init__.py": INIT, "_core/__init__.py": "", "_core/operation.py": OPERATION, "pagination.py": PAGINATION}


class Packages:
    """Writes hand-written packages into folders and compares them with that of `FILES`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base = self.write("base", FILES)

    def write(self, name: str, files: dict[str, str]) -> ReviewInput:
        empty = {"__init__.py": "", "models/__init__.py": "", "api/__init__.py": ""}
        for package, contents in ((PACKAGE, empty), ("perfectgym_next", files)):
            for file, text in contents.items():
                path = self.folder / name / package / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        return ReviewInput(label=name, description=toys(), search_paths=(self.folder / name,))

    def changes(self, files: dict[str, str]) -> list[tuple[str, str, Verdict]]:
        report = compare(self.base, self.write("head", files))
        return [(change.name, change.title, change.verdict) for change in report.changes]

    def replace(self, file: str, old: str, new: str) -> list[tuple[str, str, Verdict]]:
        assert old in FILES[file]
        return self.changes({**FILES, file: FILES[file].replace(old, new)})


@pytest.fixture(name="packages")
def _packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Packages:
    hide_node(monkeypatch)
    return Packages(tmp_path)


class TestReExportedClasses:
    """`perfectgym_next.Response` is defined in a private module."""

    def test_a_method_removed_is_breaking_under_the_public_name(self, packages: Packages) -> None:
        assert packages.replace("_core/operation.py", "    def json(self) -> object: ...\n", "") == [
            ("perfectgym_next.Response.json", "was removed", Verdict.BREAKING)
        ]

    def test_so_is_an_attribute(self, packages: Packages) -> None:
        changes = packages.replace("_core/operation.py", "self.status = status", "self.code = status")
        assert changes == [
            ("perfectgym_next.Response.status", "was removed", Verdict.BREAKING),
            ("perfectgym_next.Response.code", "is new", Verdict.MINOR),
        ]

    @pytest.mark.parametrize(
        ("old", "new", "change"),
        [
            (
                "json(self)",
                "json(self, strict: bool)",
                ("json(strict=)", "is a new required argument", Verdict.BREAKING),
            ),
            ("status: int", "code: int", ("Response(code=)", "is a new required argument", Verdict.BREAKING)),
            ('= "utf-8"', '= "latin-1"', ("text(encoding=)", "has another default", Verdict.BREAKING)),
            (
                "-> str: ...\n    def _",
                "-> bytes: ...\n    def _",
                ("text", "returns another type", Verdict.BREAKING),
            ),
            (
                "json(self)",
                "json(self, *, strict: bool = True)",
                ("json(strict=)", "is a new optional argument", Verdict.MINOR),
            ),
            (
                "    def _decode",
                "    def xml(self) -> object: ...\n    def _decode",
                ("xml", "is new", Verdict.MINOR),
            ),
        ],
    )
    def test_a_signature_is_judged_under_the_public_name(
        self, old: str, new: str, change: tuple[str, str, Verdict], packages: Packages
    ) -> None:
        name, title, verdict = change
        name = name if name.startswith("Response") else f"Response.{name}"
        assert (f"perfectgym_next.{name}", title, verdict) in packages.replace("_core/operation.py", old, new)

    def test_a_private_helper_or_method_is_nothing(self, packages: Packages) -> None:
        assert packages.replace("_core/operation.py", "path_segment(value: object)", "segment(value: str)") == []
        assert packages.replace("_core/operation.py", "def _decode(self)", "def _parse(self, data: bytes)") == []

    def test_a_move_to_another_private_module_is_nothing(self, packages: Packages) -> None:
        files = {name: text.replace("_core.operation", "_core.response") for name, text in FILES.items()}
        files["_core/response.py"] = files.pop("_core/operation.py")
        assert packages.changes(files) == []

    def test_a_move_from_a_public_module_to_a_private_one_is_nothing(self, packages: Packages) -> None:
        files = {**FILES, "_pagers.py": PAGINATION}
        files["pagination.py"] = (
            'from perfectgym_next._pagers import AsyncPager, Pager\n__all__ = ["AsyncPager", "Pager"]\n'
        )
        assert packages.changes(files) == []

    @pytest.mark.parametrize("kept", ["    from perfectgym_next._core.operation import Response\n", "    pass\n"])
    def test_one_that_is_no_longer_exported_is_removed(self, kept: str, packages: Packages) -> None:
        init = INIT.replace('__all__ = ["Response"]', "__all__ = []").replace(
            "    from perfectgym_next._core.operation import Response\n", kept
        )
        assert packages.changes({**FILES, "__init__.py": init}) == [
            ("perfectgym_next.Response", "was removed", Verdict.BREAKING)
        ]

    def test_a_new_one_is_new(self, packages: Packages) -> None:
        init = INIT.replace("import Response", "import Response, path_segment")
        init = init.replace('__all__ = ["Response"]', '__all__ = ["Response", "path_segment"]')
        assert packages.changes({**FILES, "__init__.py": init}) == [
            ("perfectgym_next.path_segment", "is new", Verdict.MINOR)
        ]

    def test_the_real_response_is_judged(self, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        hide_node(monkeypatch)
        root = Path(shutil.copytree(checkout, tmp_path / "checkout"))
        file = root / "overrides" / "perfectgym_next" / "_core" / "operation.py"
        text = file.read_text(encoding="utf-8")
        without = text.replace("        self.attempts = attempts\n", "").replace("    attempts: int\n", "")
        file.write_text(without, encoding="utf-8")
        report = compare(read_base("HEAD", _folder(tmp_path), root), read_working_tree(root))
        assert [(change.name, change.verdict) for change in report.changes] == [
            ("perfectgym_next.Response.attempts", Verdict.BREAKING)
        ]


class TestPrivateBaseClasses:
    def test_an_inherited_method_is_judged_under_each_public_class(self, packages: Packages) -> None:
        assert packages.replace("pagination.py", "*, start: str | None = None", "*, start: str") == [
            (f"perfectgym_next.pagination.{name}.slices(start=)", "is now a required argument", Verdict.BREAKING)
            for name in ("AsyncPager", "Pager")
        ]

    def test_its_removal_as_well(self, packages: Packages) -> None:
        changes = packages.replace("pagination.py", "def slices(self", "def _slices(self")
        assert [(name, verdict) for name, _, verdict in changes] == [
            ("perfectgym_next.pagination.AsyncPager.slices", Verdict.BREAKING),
            ("perfectgym_next.pagination.Pager.slices", Verdict.BREAKING),
        ]

    def test_a_method_that_moves_into_one_is_nothing_for_those_that_had_it(self, packages: Packages) -> None:
        moved = PAGINATION.replace("    def all(self) -> list: ...\n", "    pass\n").replace(
            "    def _next(self)", "    def all(self) -> list: ...\n    def _next(self)"
        )
        assert packages.changes({**FILES, "pagination.py": moved}) == [
            ("perfectgym_next.pagination.AsyncPager.all", "is new", Verdict.MINOR)
        ]

    def test_an_inner_method_is_nothing(self, packages: Packages) -> None:
        assert packages.replace("pagination.py", "def _next(self)", "def _advance(self, by: int)") == []


class TestAnnotations:
    def test_a_class_named_by_its_module_is_the_same_type(
        self, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hide_node(monkeypatch)
        root = Path(shutil.copytree(checkout, tmp_path / "checkout"))
        for file in (root / "generated" / PACKAGE / "api").rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("models.", "").replace("perfectgym_next.Pager[", "Pager["), encoding="utf-8")
        customers = root / "generated" / PACKAGE / "api" / "customers.py"
        text = customers.read_text(encoding="utf-8")
        customers.write_text(text.replace("card_number_format: CardNumberFormat", "card_number_format: str"), "utf-8")
        report = compare(read_base(str(build_wheel(root, tmp_path)), tmp_path), read_working_tree(checkout))
        names = {change.name for change in report.changes}
        assert "gym.customers.get_customer(card_number_format=)" in names
        assert [name for name in names if "card_number_format" not in name] == []


def _folder(parent: Path) -> Path:
    folder = parent / "base"
    folder.mkdir()
    return folder


class TestOpenUnions:
    """What a union with ``dict[str, Any]`` gains was read as a dict before."""

    @pytest.mark.parametrize(
        ("before", "after", "gained"),
        [
            ("A | dict[str, Any]", "A | B | dict[str, Any]", True),
            ("A | dict[str, Any] | None", "B | A | dict[str, Any] | None", True),
            ("list[A | dict[str, Any]]", "list[B | A | dict[str, Any]]", True),
            ("dict[str, list[A | dict[str, Any]]] | None", "dict[str, list[A | B | dict[str, Any]]] | None", True),
            ("A | B | dict[str, Any]", "A | dict[str, Any]", False),
            ("A | dict[str, Any]", "A | dict[str, Any] | None", False),
            ("A | dict[str, Any]", "list[A | B | dict[str, Any]]", False),
            ("list[A | dict[str, Any]]", "tuple[A | B | dict[str, Any]]", False),
            ("A | B", "A | B | C", False),
            ("A", "A | B | dict[str, Any]", False),
            ("A | dict[str, Any]", "not an annotation", False),
        ],
    )
    def test_gain_variants(self, before: str, after: str, gained: bool) -> None:
        assert gains_variants(before, after) is gained
