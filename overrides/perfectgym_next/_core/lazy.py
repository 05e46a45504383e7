"""What is made when it is first used: the value of a property, and a module that annotations name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LazyModule", "lazy_property"]

T = TypeVar("T")


class lazy_property(Generic[T]):  # noqa: N801 - used like property
    """`functools.cached_property` without its lock.

    Python 3.11 has one lock for each class, and a process that is forked while another thread holds it hangs.
    If two threads read the property for the first time at once, the value is created twice and kept once.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Self | T:
        if instance is None:
            return self
        value: T = instance.__dict__.setdefault(self._name, self._make(instance))
        return value


class LazyModule:
    """A placeholder for a module in annotations, so that `typing.get_type_hints` finds its classes.

    Args:
        name: Name of the module. It is imported when an attribute is first read.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)
