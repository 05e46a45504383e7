"""Handlers, found by the names of their modules and functions."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from openapi.pipeline.left_out import LeftOut, leave_out
from perfectgym_next._core.description import load_shipped
from perfectgym_next.testing import _handlers
from perfectgym_next.testing._handlers import _registry
from perfectgym_next.testing._handlers._registry import find_handler, handler_tags, load_handlers
from perfectgym_next.testing._openapi.description import Description

AddModule = Callable[[str, str], None]


class TestTheHandlers:
    def test_of_each_tag_are_in_a_module_of_its_own(self, description: Description) -> None:
        tags = {operation.partition(".")[0] for operation in description.operations}
        files = {path.stem for path in Path(_handlers.__path__[0]).glob("*.py") if not path.stem.startswith("_")}
        assert handler_tags() == files == tags

    def test_are_those_of_all_operations_of_the_tag(self, description: Description) -> None:
        for tag in handler_tags():
            assert set(load_handlers(tag)) == {name for name in description.operations if name.startswith(f"{tag}.")}

    def test_have_the_names_of_their_operations(self) -> None:
        handler = find_handler("classes.get_class")
        assert isinstance(handler, FunctionType)
        assert (handler.__module__, handler.__name__) == ("perfectgym_next.testing._handlers.classes", "get_class")

    @pytest.mark.parametrize("operation", ["new_things.get_thing", "classes.get_thing", "_registry.find_handler"])
    def test_of_operations_that_have_none_are_none(self, operation: str) -> None:
        assert find_handler(operation) is None


class TestAModuleOfHandlers:
    @pytest.fixture
    def add_module(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AddModule]:
        """Add a file to a copy of the folder that holds nothing else."""
        monkeypatch.setattr(_handlers, "__path__", [str(tmp_path)])
        kept = {name: module for name, module in sys.modules.items() if name.startswith(f"{_handlers.__name__}.")}
        for name in kept:
            if name != _registry.__name__:
                monkeypatch.delitem(sys.modules, name)

        def add(tag: str, name: str) -> None:
            (tmp_path / f"{tag}.py").write_text(f"def {name}(call): return {{'of': 'our own'}}\n")

        handler_tags.cache_clear()
        load_handlers.cache_clear()
        yield add
        handler_tags.cache_clear()
        load_handlers.cache_clear()
        for name in [name for name in sys.modules if name.startswith(f"{_handlers.__name__}.") and name not in kept]:
            del sys.modules[name]

    def test_is_found_without_a_list(self, add_module: AddModule) -> None:
        add_module("devices", "list_devices")
        handler: Any = find_handler("devices.list_devices")
        assert handler_tags() == {"devices"}
        assert handler(None) == {"of": "our own"}

    @pytest.mark.parametrize(
        ("tag", "name", "message"),
        [
            (
                "devices",
                "get_class",
                r"_handlers/devices\.py handles 'classes\.get_class', .*another tag: move it to _handlers/classes\.py",
            ),
            (
                "devices",
                "lst_devices",
                r"_handlers/devices\.py .*'devices\.lst_devices'; did you mean 'devices\.list_devices'\?",
            ),
        ],
    )
    def test_with_a_function_that_is_no_operation_of_the_tag_is_refused(
        self, add_module: AddModule, tag: str, name: str, message: str
    ) -> None:
        add_module(tag, name)
        with pytest.raises(ValueError, match=message):
            find_handler(f"{tag}.list_devices")


class TestAnOperationThatIsLeftOut:
    @pytest.fixture(name="name")
    def _left_out(self, description: Description, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
        """Its name: the shipped description lacks it, as after `make update ACCEPT_PARTIAL=1`."""
        document: dict[str, Any] = copy.deepcopy(load_shipped("perfectgym_next_generated"))
        operation = next(iter(description.operations.values()))
        entry = LeftOut(operation_id="any", method=operation.method, path=operation.path, reason="for a test")
        shipped = Description(leave_out(document, [entry]))
        monkeypatch.setattr(Description, "shipped", staticmethod(lambda: shipped))
        load_handlers.cache_clear()
        yield operation.name
        load_handlers.cache_clear()

    def test_keeps_the_other_handlers_of_its_tag(self, name: str, description: Description) -> None:
        tag = name.partition(".")[0]
        others = {other for other in description.operations if other.startswith(f"{tag}.")} - {name}
        assert find_handler(name) is None
        assert set(load_handlers(tag)) == others != set()
