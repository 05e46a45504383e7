"""Look for a secret in an error, as a reader of tracebacks or an error reporter would, or in all that it leads to."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Iterator

__all__ = ["Search", "chain", "find_held", "find_leak"]


def chain(error: BaseException) -> list[BaseException]:
    """Return an error, its causes and its contexts, also suppressed ones."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and one not in found:
            found.append(one)
            waiting += [one.__cause__, one.__context__]
    return found


def find_leak(secret: str, error: BaseException) -> str | None:
    """Return where the text of an error, or a local variable of our part of its traceback, shows a secret, or None."""
    for one in chain(error):
        if secret in "".join(traceback.format_exception_only(one)):
            return str(one)
        trace = one.__traceback__
        while trace:
            if trace.tb_frame.f_globals["__name__"].startswith("perfectgym_next"):
                for name, value in trace.tb_frame.f_locals.items():
                    if secret in repr(value):
                        return f"{trace.tb_frame.f_code.co_qualname}: {name}"
            trace = trace.tb_next
    return None


def find_held(secret: str, error: BaseException) -> str | None:
    """Return where an error, or our part of its traceback, holds a secret at any depth, or None."""
    for one in chain(error):
        found = Search(secret).finds(one, type(one).__name__)
        trace = one.__traceback__
        while trace and not found:
            if trace.tb_frame.f_globals["__name__"].startswith("perfectgym_next"):
                where = f"{type(one).__name__} in {trace.tb_frame.f_code.co_qualname}: "
                found = Search(secret).finds(dict(trace.tb_frame.f_locals), where)
            trace = trace.tb_next
        if found:
            return found
    return None


class Search:
    """Looks for a secret in whatever can be reached from a value: attributes, slots, items, at any depth.

    Args:
        secret: What is looked for.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._known: dict[int, object] = {}

    def finds(self, value: object, path: str = "") -> str | None:
        """Return where the secret is, or None. Functions, classes and modules are not looked into."""
        if id(value) in self._known:
            return None
        self._known[id(value)] = value  # kept, so that no other object gets its id
        if isinstance(value, str | bytes | bytearray):
            text = value if isinstance(value, str) else bytes(value).decode("latin-1")
            return path if self._secret in text else None
        if inspect.isroutine(value) or inspect.isclass(value) or inspect.ismodule(value):
            return None
        for name, inner in _inside(value):
            found = self.finds(inner, f"{path}{name}")
            if found:
                return found
        return f"{path} (repr)" if self._secret in _shown(value) else None


def _shown(value: object) -> str:
    try:
        return f"{value!r} {value!s}"
    except Exception:  # an object that cannot be shown shows nothing
        return ""


def _inside(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, item in list(value.items()):
            yield ".key", key
            yield f"[{key!r}]", item
    elif isinstance(value, list | tuple | set | frozenset):
        for index, item in enumerate(value):
            yield f"[{index}]", item
    elif isinstance(value, BaseException):
        yield ".args", value.args
    yield from ((f".{name}", item) for name, item in getattr(value, "__dict__", {}).items())
    for kind in type(value).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            attribute = f"_{kind.__name__.lstrip('_')}{name}" if name.startswith("__") else name
            if hasattr(value, attribute):
                yield f".{name}", getattr(value, attribute)
