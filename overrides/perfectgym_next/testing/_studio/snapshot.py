"""The state of a studio as JSON values, and back.

All parts are written by one rule, so that none can be forgotten. What the seed gives is left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from perfectgym_next._core.json import encode
from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.studio import Studio

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["read_parts", "write_parts"]

_PACKAGE = f"{__package__}."
_TAG, _NUMBER, _CONTENT = "!", "n", "v"
_PLAIN = (type(None), bool, int, str)


@runtime_checkable
class _Lazy(Protocol):
    """A part that generates records when they are first read: ``of`` returns those of a key of the attribute `lazy`."""

    lazy: ClassVar[str]

    def of(self, customer_id: int, /) -> Any: ...


def write_parts(studio: Studio) -> dict[str, Any]:
    """Return the state of all parts of a studio as JSON values.

    Raises:
        TypeError: A part holds a value that cannot be written.
    """
    pristine = _open_again(studio)
    shared = Counter[int]()
    for part in studio.parts:
        for value in vars(part).values():
            _count(value, shared, studio)
    writer, other = _Writer(studio, shared), _Writer(pristine, Counter())

    def is_initial(customer_id: int, item: Any, part: _Lazy) -> bool:
        if not pristine.part(Customers).is_from_seed(customer_id):
            return False
        initial = _Writer(pristine, Counter()).write(part.of(customer_id))
        return bool(encode(_Writer(studio, Counter()).write(item)) == encode(initial))

    result: dict[str, Any] = {}
    for part in studio.parts:
        initial = pristine.part(type(part))
        written = {}
        for name, value in vars(part).items():
            if name in getattr(part, "derived", ()) or studio.is_part(value):
                continue
            if isinstance(part, _Lazy) and isinstance(initial, _Lazy) and name == part.lazy:
                kept = {key: item for key, item in value.items() if not is_initial(key, item, initial)}
                if kept:
                    written[name] = writer.write(kept)
            elif encode(data := writer.write(value)) != encode(other.write(getattr(initial, name))):
                written[name] = data
        if written:
            result[_name(type(part))] = written
    return result


def read_parts(studio: Studio, data: Mapping[str, Any]) -> None:
    """Set the parts of a new studio to a written state.

    Raises:
        ValueError: The state does not fit the classes of this version.
        LookupError, TypeError, AttributeError: The state is damaged.
    """
    reader = _Reader()
    for name, written in data.items():
        part = studio.part(_find_class(name))
        for attribute, value in written.items():
            if attribute not in vars(part):
                raise ValueError(f"{name} has no {attribute}")
            setattr(part, attribute, reader.read(value))


def _open_again(studio: Studio) -> Studio:
    """Return the studio as its seed gives it, at the same time."""
    pristine = Studio(studio.clock, seed=studio.seed, size=studio.size, studio_id=studio.id, name=studio.name)
    pristine.opened = studio.opened
    return pristine


def _count(value: Any, shared: Counter[int], studio: Studio) -> None:
    """Count how often each mutable object is referred to."""
    if isinstance(value, _PLAIN) or studio.is_part(value):
        return
    shared[id(value)] += 1
    if shared[id(value)] > 1:
        return
    for inner in _children(value):
        _count(inner, shared, studio)


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    if isinstance(value, (list, tuple, set)):
        return list(value)
    return list(_attributes(value).values()) if _is_record(type(value)) else []


class _Writer:
    """Writes objects; one that is referred to several times gets a number, and further references only give it."""

    def __init__(self, studio: Studio, shared: Counter[int]) -> None:
        self._studio = studio
        self._shared = shared
        self._numbers: dict[int, int] = {}

    def write(self, value: Any) -> Any:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is Decimal:
            return {_TAG: "decimal", _CONTENT: str(value)}
        if kind is datetime:
            zone = getattr(value.tzinfo, "key", None)
            return {_TAG: "datetime", _CONTENT: value.isoformat(), **({"zone": zone} if zone else {})}
        if kind is date:
            return {_TAG: "date", _CONTENT: value.isoformat()}
        if id(value) in self._numbers:
            return {_TAG: "same", _NUMBER: self._numbers[id(value)]}
        head: dict[str, Any] = {}
        if self._shared[id(value)] > 1 and not isinstance(value, tuple):
            head = {_NUMBER: self._numbers.setdefault(id(value), len(self._numbers))}
        return self._write_object(value, kind, head)

    def _write_object(self, value: Any, kind: type, head: dict[str, Any]) -> Any:
        if kind is list:
            items = [self.write(item) for item in value]
            return {_TAG: "list", **head, _CONTENT: items} if head else items
        if kind is dict:
            if not head and all(type(key) is str for key in value) and _TAG not in value:
                return {key: self.write(item) for key, item in value.items()}
            return {_TAG: "dict", **head, _CONTENT: [[self.write(k), self.write(v)] for k, v in value.items()]}
        if kind in (tuple, set):
            items = [self.write(item) for item in value]
            return {_TAG: kind.__name__, **head, _CONTENT: sorted(items, key=encode) if kind is set else items}
        if _is_record(kind):
            content = {name: self.write(inner) for name, inner in _attributes(value).items()}
            return {_TAG: _name(kind), **head, _CONTENT: content}
        raise TypeError(f"cannot write the state: no rule for {kind.__name__} {value!r}")


class _Reader:
    """Reads what `_Writer` wrote. Only classes of this package are created."""

    def __init__(self) -> None:
        self._objects: dict[int, Any] = {}

    def read(self, data: Any) -> Any:
        if isinstance(data, list):
            return [self.read(item) for item in data]
        if not isinstance(data, dict):
            return data
        if _TAG not in data:
            return {key: self.read(item) for key, item in data.items()}
        tag: str = data[_TAG]
        content: Any = data.get(_CONTENT)
        match tag:
            case "same":
                return self._objects[data[_NUMBER]]
            case "decimal":
                return Decimal(content)
            case "date":
                return date.fromisoformat(content)
            case "datetime":
                moment = datetime.fromisoformat(content)
                return moment.astimezone(ZoneInfo(data["zone"])) if "zone" in data else moment
            case "tuple":
                return tuple(self.read(item) for item in content)
        return self._read_object(tag, content, data.get(_NUMBER))

    def _read_object(self, tag: str, content: Any, number: int | None) -> Any:
        kind: Any = {"list": list, "dict": dict, "set": set}.get(tag) or _find_class(tag)
        if issubclass(kind, tuple):
            return kind(**{name: self.read(item) for name, item in content.items()})
        value = kind.__new__(kind)
        if number is not None:
            self._objects[number] = value  # before its content, which may refer to it
        if kind is dict:
            value.update((self.read(key), self.read(item)) for key, item in content)
        elif kind is list:
            value.extend(map(self.read, content))
        elif kind is set:
            value.update(map(self.read, content))
        else:
            if {field.name for field in fields(kind)} != content.keys():
                raise ValueError(f"{tag} has other attributes")
            for name, item in content.items():
                object.__setattr__(value, name, self.read(item))
        return value


def _attributes(value: Any) -> dict[str, Any]:
    if isinstance(value, tuple):
        return value._asdict()  # type: ignore[attr-defined,no-any-return]  # a NamedTuple
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _is_record(kind: type) -> bool:
    """Return whether a class is one of ours that names its attributes, so that a reader can check them."""
    return kind.__module__.startswith(_PACKAGE) and (is_dataclass(kind) or issubclass(kind, tuple))


def _name(kind: type) -> str:
    return f"{kind.__module__.removeprefix(_PACKAGE)}.{kind.__qualname__}"


def _find_class(name: str) -> type[Any]:
    module, _, kind = name.partition(".")
    if module not in {known.name for known in iter_modules(import_module(__package__).__path__)}:
        raise ValueError(f"unknown class {name!r}")
    found = getattr(import_module(_PACKAGE + module), kind, None)
    if not isinstance(found, type) or found.__module__ != _PACKAGE + module:
        raise ValueError(f"unknown class {name!r}")
    return found
