"""A module that is loaded when the annotations that name it are resolved."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["LazyModule"]


class LazyModule:
    """A placeholder for a module in annotations, so that `typing.get_type_hints` finds its classes.

    Args:
        name: Name of the module. It is imported when an attribute is first read.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)
