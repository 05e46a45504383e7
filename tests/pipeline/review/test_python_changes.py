"""Changes of the packages, as users of their public names see them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from openapi.pipeline.generate import PACKAGE
from openapi.pipeline.review.comparison import compare
from openapi.pipeline.review.inputs import read_base, read_working_tree
from tests.support.reviews import build_wheel, hide_node


class TestAnnotations:
    def test_a_class_named_by_its_module_is_the_same_type(
        self, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hide_node(monkeypatch)
        root = Path(shutil.copytree(checkout, tmp_path / "checkout"))
        for file in (root / "generated" / PACKAGE / "api").rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("models.", "").replace("perfectgym_next.Pager[", "Pager["), encoding="utf-8")
        assert compare(read_base(str(build_wheel(root, tmp_path)), tmp_path), read_working_tree(checkout)).changes == ()
        customers = root / "generated" / PACKAGE / "api" / "customers" / "__init__.py"
        text = customers.read_text(encoding="utf-8")
        customers.write_text(text.replace("card_number_format: CardNumberFormat", "card_number_format: str"), "utf-8")
        report = compare(read_base(str(build_wheel(root, tmp_path)), tmp_path / "again"), read_working_tree(checkout))
        assert {change.name for change in report.changes} >= {"gym.customers.get_customer(card_number_format=)"}
